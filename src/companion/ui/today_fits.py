"""The list of what fits: tick, kind, course, title, minutes, when it is due, and Start in a row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QListView,
    QSizePolicy,
    QWidget,
)

from companion.ui import fonts, icons, paint, theme
from companion.ui.spoken_rows import SpokenRows
from companion.ui.widgets.labels import tooltip_text

_Index = QModelIndex | QPersistentModelIndex
SIDE = 8  # the selection reaches so far out of the column, at both sides
ROW, NARROW_ROW = 42, 38
_TICK, _ICON, _GAP, _MINUTES, _NOTE, _START = 20, 18, 10, 56, 128, 62
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End)


class FitRow(NamedTuple):
    """One row. note is when it is due, short the same in less room, tint its colour; aside stands
    behind the title, which gives way to it; tip is what stands in the tooltip."""

    id: str
    icon: str
    code: str
    family: str
    title: str
    minutes: str
    note: str
    short: str
    tint: str
    spoken: str
    length: int
    tip: str
    aside: str = ""


class _Rows(SpokenRows):
    rows: Sequence[FitRow] = ()
    height = ROW


class FitList(QListView):
    """Rows that are started, ticked, opened, and carried away by the pointer. One is always
    current: the keys of the page mean it, wherever the keyboard is.

    `opened`, `started` and `ticked` bring an item's id; `carried` a row and a point of the
    screen, `let_go` the row, `given_up` nothing.
    """

    opened = Signal(str)
    started = Signal(str)
    ticked = Signal(str)
    carried = Signal(object, QPoint)
    let_go = Signal(object)
    given_up = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = _Rows(self)
        self._is_narrow = False
        self._hovered = -1
        self._pressed: tuple[QPoint, int] | None = None
        self._is_carrying = False
        # as in RowList: its own viewport, and rows painted here instead of by a delegate
        self.setViewport(QWidget())
        self.setModel(self._model)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        for set_policy in (self.setVerticalScrollBarPolicy, self.setHorizontalScrollBarPolicy):
            set_policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setTabKeyNavigation(False)

    # What is shown

    def show_rows(self, rows: Sequence[FitRow]) -> None:
        """Show other rows; the current item stays current while it is there."""
        if tuple(rows) == tuple(self._model.rows):
            return
        before, place = self.current(), max(0, self.currentIndex().row())
        self._model.show(tuple(rows))
        ids = [row.id for row in rows]
        if before is not None and before.id in ids:
            place = ids.index(before.id)
        if rows:
            self.setCurrentIndex(self._model.index(min(place, len(rows) - 1), 0))
        self.updateGeometry()

    def rows(self) -> Sequence[FitRow]:
        """Return the rows shown."""
        return self._model.rows

    def current(self) -> FitRow | None:
        """Return the current row, or None in an empty list."""
        place = self.currentIndex().row()
        return self._model.rows[place] if 0 <= place < len(self._model.rows) else None

    def choose(self, place: int) -> None:
        """Make a row current."""
        self.setCurrentIndex(self._model.index(place, 0))

    def set_narrow(self, is_narrow: bool) -> None:
        """Leave the column of due dates out, or show it."""
        self._is_narrow, self._model.height = is_narrow, NARROW_ROW if is_narrow else ROW
        self.doItemsLayout()
        self.updateGeometry()
        self.viewport().update()

    def sizeHint(self) -> QSize:
        """Exactly as high as the rows."""
        return QSize(300, theme.px(self._model.height) * len(self._model.rows))

    def minimumSizeHint(self) -> QSize:
        """Never scroll inside."""
        return QSize(200, self.sizeHint().height())

    def row_rect(self, place: int) -> QRect:
        """Return where a row lies."""
        height = theme.px(self._model.height)
        return QRect(0, place * height, self.viewport().width(), height)

    def _start_rect(self, place: int) -> QRect:
        row = self.row_rect(place)
        width, height = theme.px(_START), theme.px(26)
        top = row.top() + (row.height() - height) // 2
        return QRect(row.right() + 1 - SIDE - width, top, width, height)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows."""
        painter = QPainter(self.viewport())
        for place, row in enumerate(self._model.rows):
            self._paint_row(painter, place, row)
        painter.end()

    def _paint_row(self, p: QPainter, place: int, row: FitRow) -> None:
        rect, is_current = self.row_rect(place), place == self.currentIndex().row()
        if is_current:
            edge = theme.color("selt") if theme.look().is_high_contrast else None
            paint.box(p, rect, 6, theme.color("sel"), edge)
            if self.hasFocus():
                paint.focus_ring(p, rect, 6)
        elif place == self._hovered:
            paint.box(p, rect, 6, theme.color("hover"))
        is_before_current = place + 1 == self.currentIndex().row()
        if not is_current and not is_before_current and place + 1 < len(self._model.rows):
            paint.hairline(p, SIDE, rect.bottom(), rect.right() - SIDE, rect.bottom() + 1)
        end = self._paint_right(p, place, row, is_current)
        self._paint_left(p, rect, row, end, is_current)

    def _paint_right(self, p: QPainter, place: int, row: FitRow, is_current: bool) -> int:
        """Paint the button, the due date and the minutes; where they begin."""
        rect, start = self.row_rect(place), self._start_rect(place)
        kind = "primary" if is_current else "default"
        is_hot = place == self._hovered and start.contains(self._mouse())
        face = paint.ButtonFace(self.tr("Start"), kind, "small", is_hovered=is_hot)
        paint.button(p, start, face)
        end = start.left() - theme.px(_GAP)
        if not self._is_narrow:
            end -= theme.px(_NOTE)
            where = QRect(end, rect.top(), theme.px(_NOTE), rect.height())
            is_calm = row.tint == "text3"
            font = fonts.font("second" if is_calm else "second-control", True)
            text = row.note if paint.width_of(row.note, font) <= where.width() else row.short
            paint.fitting(p, where, text, font, "text2" if is_calm and is_current else row.tint)
            end -= theme.px(_GAP)
        font = fonts.font("body", True)
        width = max(theme.px(_MINUTES), paint.width_of(row.minutes, font))
        where = QRect(end - width, rect.top(), width, rect.height())
        paint.fitting(p, where, row.minutes, font, "text", paint.RIGHT)
        return end - width - theme.px(_GAP)

    def _paint_left(
        self, p: QPainter, rect: QRect, row: FitRow, end: int, is_current: bool
    ) -> None:
        """Paint tick, icon, course and title, up to a place across."""
        x, middle = rect.left() + SIDE, rect.center().y() + 1
        paint.tick(p, x, middle - 8, on_sel=is_current)
        x += _TICK + _GAP
        icons.draw(p, x, middle - 8, row.icon, 16, "text2")
        x += _ICON + _GAP
        if row.code:
            x += paint.tag(p, x, middle, row.code, row.family) + 8
        font, second = fonts.font("control" if is_current else "body"), fonts.font("second", True)
        room = max(0, end - x)
        aside = min(room, paint.width_of(row.aside, second)) if row.aside else 0
        width = min(room - aside, paint.width_of(row.title, font))
        paint.text(p, QRect(x, rect.top(), width, rect.height()), row.title, font)
        where = QRect(x + width, rect.top(), aside, rect.height())
        paint.text(p, where, row.aside, second, "text2" if is_current else "text3")

    def _mouse(self) -> QPoint:
        return self.viewport().mapFromGlobal(self.cursor().pos())

    # The pointer

    def _place_at(self, point: QPoint) -> int:
        place = point.y() // max(1, theme.px(self._model.height))
        return place if 0 <= place < len(self._model.rows) else -1

    def _part_at(self, point: QPoint, place: int) -> str:
        if self._start_rect(place).contains(point):
            return "start"
        return "tick" if point.x() < SIDE + _TICK + _GAP // 2 else "row"

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Make a row current; what is pressed acts when it is let go."""
        point = event.position().toPoint()
        place = self._place_at(point)
        if place >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self.choose(place)
            self._pressed = (point, place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light what is under the pointer, or carry the pressed row."""
        point = event.position().toPoint()
        self._hovered = self._place_at(point) if self.rect().contains(point) else -1
        if self._pressed is not None and not self._is_carrying:
            far = (point - self._pressed[0]).manhattanLength()
            self._is_carrying = far >= QApplication.startDragDistance()
        if self._pressed is not None and self._is_carrying:
            where = self.viewport().mapToGlobal(point)
            self.carried.emit(self._model.rows[self._pressed[1]], where)
        else:
            self._show_tip(point)
        self.viewport().update()

    def _show_tip(self, point: QPoint) -> None:
        tip = ""
        if self._hovered >= 0:
            row = self._model.rows[self._hovered]
            tips = {"start": self.tr("Start (S)"), "tick": self.tr("Done (Space)")}
            tip = tips.get(self._part_at(point, self._hovered), row.tip)
        self.setToolTip(tooltip_text(tip))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Put down what is carried, or do what was pressed."""
        pressed, was_carrying = self._pressed, self._is_carrying
        self._pressed, self._is_carrying = None, False
        if pressed is None or pressed[1] >= len(self._model.rows):
            return
        row = self._model.rows[pressed[1]]
        if was_carrying:
            self.let_go.emit(row)
            return
        point = event.position().toPoint()
        if self._place_at(point) == pressed[1]:
            part = self._part_at(pressed[0], pressed[1])
            acts = {"start": self.started, "tick": self.ticked, "row": self.opened}
            acts[part].emit(row.id)

    def leaveEvent(self, event: QEvent) -> None:
        """Light no row."""
        self._hovered = -1
        self.viewport().update()
        super().leaveEvent(event)

    # The keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open on Enter, tick on Space, give up carrying on Esc; letters are the window's keys."""
        row, key = self.current(), event.key()
        if self._is_carrying and key == Qt.Key.Key_Escape:
            self._pressed, self._is_carrying = None, False
            self.given_up.emit()
        elif row is not None and key in _ENTER:
            self.opened.emit(row.id)
        elif row is not None and key == Qt.Key.Key_Space:
            self.ticked.emit(row.id)
        elif key in _MOVES:
            super().keyPressEvent(event)
            self._show_current()
        else:
            event.ignore()

    def _show_current(self) -> None:
        from companion.ui.widgets.scrolling import show_focus  # start-up: with the first arrow

        show_focus(self)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the ring."""
        super().focusOutEvent(event)
        self.viewport().update()
