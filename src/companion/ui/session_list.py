"""The live classes of a course as a list, by keyboard and mouse."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from companion.models.course import Course
from companion.models.course_view import BreakRow, SessionRow
from companion.ui import fonts, paint, theme
from companion.ui.session_delegate import SessionDelegate, inside, is_today
from companion.ui.session_model import (
    LOCAL,
    NUMBER,
    RECORDING,
    THERE,
    TOPIC,
    YOU,
    Index,
    SessionModel,
    break_words,
    cell,
)
from companion.ui.text import Words


class _Header(QHeaderView):
    """Column names in the third text colour over one hairline."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(False)
        self.setStretchLastSection(False)

    def sizeHint(self) -> QSize:
        return QSize(100, theme.px(30))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        text = self.model().headerData(section, Qt.Orientation.Horizontal)
        where = inside(rect, section)
        paint.text(painter, where, str(text), fonts.font("second"), "text3")
        bottom = rect.bottom()
        paint.hairline(painter, rect.left(), bottom, rect.right() + 1, bottom + 1)


class SessionList(QTreeView):
    """The list. Enter or double click edits one class; a click on what stands under You or
    Recording, and a right click or the menu key anywhere, ask for what can be done with it.

    Signals name the class by its key; places are in screen coordinates.
    """

    edited = Signal(str)
    mark_asked = Signal(str, QPoint)
    recording_asked = Signal(str)
    menu_asked = Signal(str, QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sessions = SessionModel(self)
        self._is_held = False
        self.setModel(self.sessions)
        self.setHeader(_Header(self))
        self.setItemDelegate(SessionDelegate(self))
        self.setAccessibleName(self.tr("Live classes"))
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setUniformRowHeights(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAllColumnsShowFocus(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setExpandsOnDoubleClick(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.doubleClicked.connect(self._double_clicked)

    def show_rows(
        self, rows: Sequence[SessionRow | BreakRow], words: Words, course: Course
    ) -> None:
        """Show other rows; the current class stays current. The same rows, within a minute, stay
        as they are painted."""
        if self.sessions.is_showing(tuple(rows), words, course):
            self.fit_columns()
            return
        key, place = self.current_key(), self.verticalScrollBar().value()
        self.sessions.show(tuple(rows), words, course)
        self.fit_columns()
        for n, row in enumerate(rows):
            self.setFirstColumnSpanned(n, QModelIndex(), isinstance(row, BreakRow))
        if key:
            self.select(key)
            self.verticalScrollBar().setValue(place)

    def current_key(self) -> str:
        """Return the occurrence key of the current class, else empty."""
        row = self.current_row()
        return row.occurrence.key if row else ""

    def current_row(self) -> SessionRow | None:
        """Return the current class, or None on a break or nowhere."""
        index = self.currentIndex()
        if not index.isValid() or index.row() >= len(self.sessions.rows):
            return None
        return self._row(index)

    def select(self, key: str) -> bool:
        """Make a class current and visible; False when it is not there."""
        for n, row in enumerate(self.sessions.rows):
            if isinstance(row, SessionRow) and row.occurrence.key == key:
                self.setCurrentIndex(self.sessions.index(n, 0))
                return True
        return False

    def row_rect(self, key: str) -> QRect:
        """Return where a class is, in the viewport."""
        for n, row in enumerate(self.sessions.rows):
            if isinstance(row, SessionRow) and row.occurrence.key == key:
                first = self.visualRect(self.sessions.index(n, 0))
                return QRect(0, first.y(), self.viewport().width(), first.height())
        return QRect()

    def resizeEvent(self, event: Any) -> None:
        """Share the width among the columns; the topic takes what is left."""
        super().resizeEvent(event)
        self.fit_columns()

    def fit_columns(self) -> None:
        """Give each column what its longest text needs."""
        wide = self.viewport().width()
        is_narrow = wide < theme.px(620)
        fixed = {NUMBER: 41, LOCAL: 165, THERE: 86, YOU: 138, RECORDING: 86}
        if is_narrow:
            fixed |= {LOCAL: 162, THERE: 82, YOU: 132, RECORDING: 84}
        words = self.sessions.words
        if words is not None and not words.is_24h:
            fixed[LOCAL] += 22
        if words is not None and words.is_swapped:  # the mark of a shift moves over
            fixed[LOCAL] -= 32
            fixed[THERE] += 32 if words.is_24h else 54
        self.setColumnHidden(RECORDING, wide < theme.px(520))
        taken = sum(theme.px(w) for c, w in fixed.items() if not self.isColumnHidden(c))
        for column, width in fixed.items():
            self.header().resizeSection(column, theme.px(width))
        self.header().resizeSection(TOPIC, max(80, wide - taken))

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the row's ground: today's class tinted, a break hatched; then its cells."""
        row = self.sessions.rows[index.row()]
        rect = QRect(0, option.rect.y(), self.viewport().width(), option.rect.height())
        if isinstance(row, BreakRow):
            self._paint_break(painter, rect, row)
        else:
            self._paint_ground(painter, rect, row)
            super().drawRow(painter, option, index)
        if self._has_ring() and self.currentIndex().row() == index.row():
            paint.focus_ring(painter, rect.adjusted(0, 0, -1, 0), 5)

    def hold_ring(self, is_held: bool) -> None:
        """Keep the frame around the current class while a panel about it is open."""
        self._is_held = is_held
        self.viewport().update()

    def _has_ring(self) -> bool:
        return self.hasFocus() or self._is_held

    def _paint_ground(self, painter: QPainter, rect: QRect, row: SessionRow) -> None:
        words, course = self.sessions.words, self.sessions.course
        if words is None or course is None:
            return
        if is_today(row, words):
            paint.box(painter, rect, 5, theme.family(course.color).tint)

    def _paint_break(self, painter: QPainter, rect: QRect, row: BreakRow) -> None:
        band = QRectF(rect.adjusted(12, 3, -12, -3))
        paint.hatch(painter, band, 4, step=5)
        text, font = break_words(row), fonts.font("second")
        x = int(band.x()) + 30
        where = QRect(x, rect.y(), paint.width_of(text, font) + 12, rect.height())
        inside = where.adjusted(0, 6, 0, -6)
        painter.fillRect(inside, theme.color("busy"))
        paint.text(painter, where, text, font, "text3", paint.CENTER)

    def drawBranches(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """There are none."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Edit on Enter; letters are the window's keys."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._edit(self.currentIndex())
        elif event.text().isprintable() and event.text().strip():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _edit(self, index: Index) -> None:
        row = self._row(index)
        if row is not None:
            self.edited.emit(row.occurrence.key)

    def _double_clicked(self, index: Index) -> None:
        if not self._asks(index):
            self._edit(index)

    def _row(self, index: Index) -> SessionRow | None:
        row = self.sessions.rows[index.row()] if index.isValid() else None
        return row if isinstance(row, SessionRow) else None

    def _asks(self, index: Index) -> bool:
        """Tell whether a click on a cell asks for something."""
        row, words = self._row(index), self.sessions.words
        if row is None or words is None or row.occurrence.is_cancelled:
            return False
        if index.column() == RECORDING:
            return bool(cell(row, RECORDING, words))
        return index.column() == YOU

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show by the pointer what can be clicked."""
        super().mouseMoveEvent(event)
        asks = self._asks(self.indexAt(event.position().toPoint()))
        shape = Qt.CursorShape.PointingHandCursor if asks else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ask for a mark or a recording on a click on it."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        row = self._row(index)
        if event.button() != Qt.MouseButton.LeftButton or row is None or not self._asks(index):
            return
        if index.column() == RECORDING:
            self.recording_asked.emit(row.occurrence.key)
        else:
            below = self.visualRect(index).bottomLeft()
            self.mark_asked.emit(row.occurrence.key, self.viewport().mapToGlobal(below))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer everything that can be done with a class."""
        is_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if is_key else self.indexAt(event.pos())
        row = self._row(index)
        if row is None:
            return
        place = self.visualRect(index).bottomLeft() if is_key else event.pos()
        self.menu_asked.emit(row.occurrence.key, self.viewport().mapToGlobal(place))
