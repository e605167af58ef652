"""The rows of the timeline: weeks painted to scale, read out, opened by key and pointer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from companion.models.timeline import Row
from companion.models.timeline_cell import DAY, Cell
from companion.time_words import Words
from companion.ui import paint, theme
from companion.ui import timeline_cells as painted
from companion.ui import timeline_words as say
from companion.ui.timeline_board import ground
from companion.ui.timeline_model import WeeksModel
from companion.ui.timeline_table import WeekTable

Index = QModelIndex | QPersistentModelIndex
_SPILL = 24  # what a sign or a word may stand out of its week
_GROUND = (-1, date.min)  # what all cells stand on


class TimelineView(WeekTable):
    """`week_opened` names a course and a day, `class_opened` the key of an occurrence; `pointed`
    tells that another cell is under the pointer or the cursor, or none.
    """

    week_opened = Signal(str, object)
    class_opened = Signal(str, str)
    pointed = Signal()

    def __init__(self, model: WeeksModel, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        self._hovered: QModelIndex | None = None
        self._pressed = QPoint()
        self._is_hushed = False
        self._looks: dict[tuple[int, date], tuple[object, ...]] = {}
        self.down.sectionClicked.connect(self._label_clicked)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground, then the rows and columns that are seen."""
        p = QPainter(self.viewport())
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        line, words = self.weeks.line, self.words
        if line is not None and words is not None and self.axis.weeks == len(line.hours):
            room = QRect(0, 0, self.viewport().width(), self.viewport().height())
            ground(p, room, self.axis, self.horizontalOffset(), words)
            for number in self._rows(event.rect()):
                self._paint_row(p, number, event.rect(), words)
            self._paint_focus(p)
        p.end()

    def _paint_row(self, p: QPainter, number: int, part: QRect, words: Words) -> None:
        row = self.weeks.row(number)
        bottom = self.rowViewportPosition(number) + self.rowHeight(number)
        right = min(self.viewport().width(), self.axis.length - self.horizontalOffset())
        paint.hairline(p, 0, bottom - 1, max(right, 0), bottom)
        current = row.current_cell(words.now)
        for cell in self._cells(row, part):
            painted.cell(p, self.place(number, cell), row, cell, words, cell is current)

    def _rows(self, part: QRect) -> range:
        """Return the numbers of the rows in a part of the viewport."""
        first, last = self.rowAt(max(0, part.top())), self.rowAt(part.bottom())
        return range(max(0, first), (last if last >= 0 else self.weeks.rowCount() - 1) + 1)

    def _cells(self, row: Row, part: QRect) -> Iterator[Cell]:
        """Yield the cells of a row that reach into a part of the viewport; a word may stand out
        of a narrow one."""
        left = self.horizontalOffset() + part.left() - theme.px(_SPILL)
        right = self.horizontalOffset() + part.right() + theme.px(_SPILL)
        for cell in row.cells:
            if self.axis.x(cell.starts_on) > right:
                return
            if self.axis.x(cell.ends_on, 1) >= left:
                yield cell

    def show_at(self, words: Words) -> None:
        """Show the timeline as it stands now. Only what looks different is painted anew."""
        super().show_at(words)
        before, self._looks = self._looks, dict(self._all_looks(words))
        if before.keys() != self._looks.keys() or before[_GROUND] != self._looks[_GROUND]:
            self.viewport().update()
            return
        for key, look in self._looks.items():
            if look != before[key]:
                self.viewport().update(self._area(*key))

    def _all_looks(self, words: Words) -> Iterator[tuple[tuple[int, date], tuple[object, ...]]]:
        """Yield what each cell in sight is painted from, by its row and first day."""
        yield _GROUND, (self.axis, words.today, self._now_x(), words[1:])
        room = self.viewport().rect()
        for number in self._rows(room):
            row = self.weeks.row(number)
            current = row.current_cell(words.now)
            for cell in self._cells(row, room):
                yield (number, cell.starts_on), painted.look(cell, words, cell is current)

    def _area(self, number: int, starts_on: date) -> QRect:
        """Return all that a cell may have painted on."""
        top, height = self.rowViewportPosition(number), self.rowHeight(number)
        cell = next(c for c in self.weeks.row(number).cells if c.starts_on == starts_on)
        left, right = (round(self.axis.x(day)) for day in (starts_on, cell.ends_on + DAY))
        spill = theme.px(_SPILL)
        return QRect(left - self.horizontalOffset() - spill, top, right - left + 2 * spill, height)

    def _paint_focus(self, p: QPainter) -> None:
        cell = self.weeks.cell(self.currentIndex())
        if cell is None or not self.hasFocus():
            return
        for where in self.place(self.currentIndex().row(), cell).boxes:
            paint.focus_ring(p, where.adjusted(-3, -3, 3, 3), 7)

    # The label: what is under the pointer, else under the cursor

    def told(self) -> tuple[str, QRect]:
        """Return what is to be said of the cell pointed at, and where it lies in this widget."""
        index = self._hovered
        if index is None and self.hasFocus() and not self._is_hushed:
            index = self.currentIndex()
        cell = self.weeks.cell(index) if index is not None else None
        if index is None or cell is None or self.words is None:
            return "", QRect()
        text = say.cell_text(self.weeks.row(index.row()), cell, self.words)
        where = self.visualRect(index)
        return text, QRect(self.viewport().mapTo(self, where.topLeft()), where.size())

    def _hover(self, index: QModelIndex | None) -> None:
        if index is not None and not index.isValid():
            index = None
        if index != self._hovered:
            self._hovered = index
            self.pointed.emit()

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell of another cell under the cursor."""
        super().currentChanged(current, previous)
        self._is_hushed = False
        self.viewport().update()
        self.pointed.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin at the present week."""
        self._is_hushed = False
        if self.weeks.cell(self.currentIndex()) is None:
            self.setCurrentIndex(self.today_index())
        super().focusInEvent(event)
        self.viewport().update()
        self.pointed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the label away."""
        super().focusOutEvent(event)
        self.viewport().update()
        self.pointed.emit()

    def viewportEvent(self, event: QEvent) -> bool:
        """Notice that the pointer left."""
        if event.type() == QEvent.Type.Leave:
            self._hover(None)
        return super().viewportEvent(event)

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter, hush the label with Esc; letters are left to the window."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        elif key == Qt.Key.Key_Escape and self.hasFocus() and not self._is_hushed:
            self._is_hushed = True
            self.pointed.emit()
        elif event.text().isprintable() and event.text():
            event.ignore()
        else:
            super().keyPressEvent(event)

    # The pointer

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say what is under the pointer."""
        index = self.indexAt(event.position().toPoint())
        self._hover(index)
        shape = Qt.CursorShape.ArrowCursor
        if self._mark_at(event.position().toPoint()):
            shape = Qt.CursorShape.PointingHandCursor
        self.viewport().setCursor(shape)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a click began."""
        self._pressed = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the class or the week of a mark that was clicked."""
        super().mouseReleaseEvent(event)
        point = event.position().toPoint()
        if event.button() != Qt.MouseButton.LeftButton or self.indexAt(
            self._pressed
        ) != self.indexAt(point):
            return
        mark = self._mark_at(point)
        if mark == "due":
            self._open(self.indexAt(point))
        elif mark:
            self.class_opened.emit(self.weeks.row(self.indexAt(point).row()).course.id, mark)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open a week."""
        self._open(self.indexAt(event.position().toPoint()))

    def _mark_at(self, point: QPoint) -> str:
        """Return the key of the class whose mark is there, "due" for a due mark, else nothing."""
        index = self.indexAt(point)
        cell, words = self.weeks.cell(index), self.words
        if cell is None or words is None:
            return ""
        where = self.place(index.row(), cell)
        if point.y() >= where.main.bottom() + 1:
            return "due" if cell.due else ""
        if point.y() >= where.main.top() or not cell.classes:
            return ""
        shown = painted.shown_classes(cell, words, max(1, where.main.width() // theme.px(10)))
        across = (point.x() - where.main.x()) * len(shown) // max(1, where.main.width())
        return shown[min(max(0, across), len(shown) - 1)].occurrence.key

    def _open(self, index: QModelIndex) -> None:
        cell = self.weeks.cell(index)
        if cell is not None:
            self.week_opened.emit(self.weeks.row(index.row()).course.id, cell.starts_on)

    def _label_clicked(self, number: int) -> None:
        self.week_opened.emit(self.weeks.row(number).course.id, None)
