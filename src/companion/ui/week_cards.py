"""The list of work to plan: cards under the heads of their courses, to be dragged to the grid."""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from companion.models.week_planning import Card, CardGroup, CardKind, ToPlan
from companion.ui import fonts, icons, paint, theme
from companion.ui import week_words as say
from companion.ui.checklist_words import kind_name
from companion.ui.text import Words, dense, spoken_duration
from companion.ui.widgets.labels import tooltip_text

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_Role = Qt.ItemDataRole
_HEAD, _CARD, _GAP = 28, 44, 5
_SIDE = 12
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Moving(NamedTuple):
    """The card that is carried just now, and where it would go."""

    item_id: str
    words: str


class CardModel(QAbstractListModel):
    """Heads and cards as one flat list."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[CardGroup | Card] = []
        self.words: Words | None = None
        self._due: list[tuple[str, str, str, str]] = []
        self.moving: Moving | None = None

    def show(self, found: ToPlan, words: Words) -> None:
        """Show other work, or the same at another moment."""
        rows: list[CardGroup | Card] = []
        for group in found.groups:
            rows += [group, *group.cards]
        if rows == self.rows:
            self.words = words
            self._tell_time(words)
            return
        self.beginResetModel()
        self.words, self.rows, self._due = words, rows, []
        self.endResetModel()

    def _tell_time(self, words: Words) -> None:
        """Tell that time has passed, when something else is to be read on a card."""
        cards = (row for row in self.rows if isinstance(row, Card))
        before, self._due = self._due, [say.due_words(c.item, words, c.is_late) for c in cards]
        if before != self._due:
            self.dataChanged.emit(self.index(0), self.index(len(self.rows) - 1))

    def card(self, index: Index) -> Card | None:
        """Return the card of an index, or None for a head."""
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        return row if isinstance(row, Card) else None

    def row_of(self, item_id: str) -> int | None:
        """Return the row of an item, or None."""
        found = (n for n, r in enumerate(self.rows) if isinstance(r, Card) and r.item.id == item_id)
        return next(found, None)

    def set_moving(self, moving: Moving | None) -> None:
        """Say of one card where it is carried."""
        if moving == self.moving:
            return
        before, self.moving = self.moving, moving
        for known in (before, moving):
            row = self.row_of(known.item_id) if known else None
            if row is not None:
                self.dataChanged.emit(self.index(row), self.index(row))

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Count heads and cards."""
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Only cards can be reached."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        plain = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
        return plain | Qt.ItemFlag.ItemIsSelectable if self.card(index) else plain

    def data(self, index: Index, role: int = _Role.DisplayRole) -> object:
        """Return a card's title, and all of it in full words."""
        if not index.isValid() or self.words is None:
            return None
        row = self.rows[index.row()]
        if role == _Role.SizeHintRole:
            height = _HEAD if isinstance(row, CardGroup) else _CARD + _GAP
            return QSize(100, theme.px(height))
        if isinstance(row, CardGroup):
            return (
                head_words(row) if role in (_Role.DisplayRole, _Role.AccessibleTextRole) else None
            )
        if role == _Role.DisplayRole:
            return row.item.title
        if role == _Role.AccessibleTextRole:
            return card_spoken(row, self.words)
        if role == _Role.ToolTipRole:
            due = self.words.moment(row.item.due_at) if row.item.due_at else say.tr("no date")
            return tooltip_text(f"{row.item.title}\n{_learned_words(row)}\n{due}")
        return None


def head_words(group: CardGroup) -> str:
    """Name a group of cards."""
    if group.kind is CardKind.NEXT:
        return say.tr("Next week, if you want a head start")
    if group.kind is CardKind.NO_DATE:
        return say.tr("Without a date")
    return group.course.label if group.course else say.tr("By due date")


def card_spoken(card: Card, words: Words) -> str:
    """Say a card: "Check-in quiz 9, quiz, Machine Learning, 12 minutes, due Wed 04:59"."""
    parts = [card.item.title, kind_name(card.item.kind, True)]
    parts += [card.course.label] if card.course else []
    parts.append(spoken_duration(timedelta(minutes=_said_minutes(card))))
    if card.is_learned:
        parts.append(say.tr("about %1 for you", spoken_duration(timedelta(minutes=card.minutes))))
    parts.append(say.due_words(card.item, words, card.is_late)[0])
    return ", ".join(parts)


class CardDelegate(QStyledItemDelegate):
    """Paints heads and cards."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a head or a card."""
        view, model = self.parent(), index.model()
        assert isinstance(view, CardList)
        assert isinstance(model, CardModel)
        row, words = model.rows[index.row()], model.words
        assert words is not None
        rect = option.rect.adjusted(0, 0, 0, -_GAP)
        if isinstance(row, CardGroup):
            _paint_head(painter, rect, row)
            return
        moving = model.moving
        is_moving = moving is not None and moving.item_id == row.item.id
        _paint_card(painter, rect, row, words, moving.words if is_moving and moving else "")
        if view.hasFocus() and not is_moving and index.row() == view.currentIndex().row():
            paint.focus_ring(painter, rect, 6)


def _paint_head(p: QPainter, rect: QRect, group: CardGroup) -> None:
    middle, x = rect.center().y() + 1, rect.left() + 2
    if group.kind is CardKind.WEEK and group.course is not None:
        x += paint.tag(p, x, middle, group.course.code, group.course.color) + 8
    else:
        icon = "calendar-off" if group.kind is CardKind.NO_DATE else "clock"
        icons.draw(p, x, middle - 6, icon, 12, "text3")
        x += 20
    where = QRect(x, rect.top() + 1, rect.right() - x, rect.height())
    paint.text(p, where, head_words(group), fonts.font("small"), "text3")


def _paint_card(p: QPainter, rect: QRect, card: Card, words: Words, moving: str) -> None:
    style = Qt.PenStyle.DashLine if moving else Qt.PenStyle.SolidLine
    paint.box(p, rect, 6, theme.color("bg"), theme.color("line"), 1, style)
    if moving:
        p.setOpacity(0.7)
    middle = rect.top() + rect.height() // 2
    icons.draw(p, rect.left() + 9, middle - 14, "grip-vertical", 14, "ctl")
    icon = icons.OF_ACTIVITY[card.item.kind]
    icons.draw(p, rect.left() + 30, middle - 15, icon, 16, "text2")
    left, height = rect.left() + 53, theme.px(16)
    where = QRect(left, rect.top() + theme.px(6), rect.right() - 8 - left, height)
    paint.text(p, where, card.item.title, fonts.font("second-control"), "text")
    where = QRect(left, where.bottom() + 1, where.width(), theme.px(15))
    *texts, tint = say.due_words(card.item, words, card.is_late)
    if moving:
        texts, tint = [moving], "text3"
    font = fonts.font("small" if tint == "text3" else "small-control", True)
    length, bold = say.tr("%1 · ", _learned_words(card)), fonts.font("small-control", True)
    if paint.width_of(length, bold) + paint.width_of(texts[:2][-1], font) > where.width():
        length = say.tr("%1 · ", dense(_said_minutes(card)))  # what was learned is in the tip
    where.setLeft(left + paint.text(p, where, length, bold, "text2"))
    fitting = (text for text in texts if paint.width_of(text, font) <= where.width())
    paint.text(p, where, next(fitting, texts[-1]), font, tint)  # a time is never cut
    p.setOpacity(1)


def _said_minutes(card: Card) -> int:
    """Return what the estimate says, else what is planned without one."""
    return card.item.minutes if card.is_learned and card.item.minutes else card.minutes


def _learned_words(card: Card) -> str:
    """Write how long it takes: "25 m", and where that was learned "25 m, you 35 m"."""
    said = dense(_said_minutes(card))
    return say.tr("%1, you %2", said, dense(card.minutes)) if card.is_learned else said


class CardList(QListView):
    """The cards. `opened` and `picked` name an item, by Enter or a double click, and where a drag
    begins; the drag tells where the pointer is on the screen, whether Shift is held, and when it
    ends."""

    opened = Signal(str)
    picked = Signal(str)
    dragged = Signal(QPoint, bool)
    let_go = Signal()
    given_up = Signal()

    def __init__(self, model: CardModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards = model
        self._pressed: QPoint | None = None
        self._dragging = ""
        self.setModel(model)
        self.setItemDelegate(CardDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setViewportMargins(_SIDE, 0, _SIDE, 0)
        self.viewport().setAutoFillBackground(False)
        self.setAutoFillBackground(False)
        palette = self.palette()
        palette.setColor(palette.ColorRole.Base, Qt.GlobalColor.transparent)
        self.setPalette(palette)
        self.setAccessibleName(say.tr("To plan"))
        self.setAccessibleDescription(say.tr("P plans in the next free time, Enter opens."))
        self.verticalScrollBar().rangeChanged.connect(self._fit_bar)
        theme.changed().changed.connect(self.scheduleDelayedItemsLayout)

    def _fit_bar(self, low: int, high: int) -> None:
        """Let the scrollbar stand in the margin, so that the cards stay as wide."""
        bar = self.verticalScrollBar().sizeHint().width() if high > low else 0
        self.setViewportMargins(_SIDE, 0, max(2, _SIDE - bar), 0)

    def current(self) -> Card | None:
        """Return the current card."""
        return self.cards.card(self.currentIndex())

    def choose(self, item_id: str) -> bool:
        """Make a card current; False when it is not in the list."""
        row = self.cards.row_of(item_id)
        if row is not None:
            self.setCurrentIndex(self.cards.index(row))
        return row is not None

    def choose_near(self, row: int) -> None:
        """Make the card current that stands at a row, or the one before it."""
        rows = [n for n in range(self.cards.rowCount()) if self.cards.card(self.cards.index(n))]
        if rows:
            best = min(rows, key=lambda n: (abs(n - row), n))
            self.setCurrentIndex(self.cards.index(best))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter; letters are left to the window."""
        card = self.current()
        if event.key() in _ENTER and card is not None:
            self.opened.emit(card.item.id)
        elif event.key() == Qt.Key.Key_Escape and self._dragging:
            self._forget()
            self.given_up.emit()
        elif event.key() == Qt.Key.Key_Escape or (event.text() and event.text().isprintable()):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin with the first card."""
        super().focusInEvent(event)
        if self.current() is None:
            self.choose_near(0)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Make a card current, and remember where a drag may begin."""
        super().mousePressEvent(event)
        point = event.position().toPoint()
        is_card = self.cards.card(self.indexAt(point)) is not None
        if event.button() == Qt.MouseButton.LeftButton and is_card:
            self._pressed = point

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the card that was pressed once the pointer has gone far enough."""
        point = event.position().toPoint()
        if self._pressed is not None and not self._dragging:
            far = (point - self._pressed).manhattanLength()
            card = self.cards.card(self.indexAt(self._pressed))
            if far >= QApplication.startDragDistance() and card is not None:
                self._dragging = card.item.id
                self.picked.emit(card.item.id)
        if self._dragging:
            is_fine = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.dragged.emit(self.viewport().mapToGlobal(point), is_fine)
        elif self._pressed is None:
            is_card = self.cards.card(self.indexAt(point)) is not None
            shape = Qt.CursorShape.OpenHandCursor if is_card else Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(shape)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the drag."""
        was_dragging = bool(self._dragging)
        self._forget()
        if was_dragging:
            self.let_go.emit()
        else:
            super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open a card."""
        card = self.cards.card(self.indexAt(event.position().toPoint()))
        if card is not None:
            self._forget()
            self.opened.emit(card.item.id)

    def viewportEvent(self, event: QEvent) -> bool:
        """Notice the pointer without a button too."""
        if event.type() == QEvent.Type.Enter:
            self.viewport().setMouseTracking(True)
        return super().viewportEvent(event)

    def _forget(self) -> None:
        self._pressed, self._dragging = None, ""
