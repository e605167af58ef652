"""The table under the timeline: where each week of a course lies, and the way from cell to cell."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView, QWidget

from companion.models.timeline_cell import Cell
from companion.time_words import Words
from companion.ui import theme
from companion.ui import timeline_cells as painted
from companion.ui.timeline_axis import WIDE, Axis
from companion.ui.timeline_board import FIRST_ROW, box, row_shape, run_box
from companion.ui.timeline_headers import AXIS_HEIGHT, CourseHeader, WeekHeader
from companion.ui.timeline_model import WeeksModel

Index = QModelIndex | QPersistentModelIndex
_Move = QAbstractItemView.CursorAction
_Hint = QAbstractItemView.ScrollHint
_STEPS = {_Move.MoveLeft: -1, _Move.MoveRight: 1, _Move.MovePrevious: -1, _Move.MoveNext: 1}


class WeekTable(QTableView):
    """Rows are courses, columns calendar weeks; a cell lies where its days lie."""

    def __init__(self, model: WeeksModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.weeks = model
        self.across = WeekHeader(self)
        self.down = CourseHeader(self)
        self._set_up()
        self.setModel(model)

    def _set_up(self) -> None:
        self.setHorizontalHeader(self.across)
        self.setVerticalHeader(self.down)
        self.setCornerButtonEnabled(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Weeks of the courses"))
        description = self.tr("Arrow keys go from week to week, Enter opens one.")
        self.setAccessibleDescription(description)

    # What is shown

    @property
    def axis(self) -> Axis:
        """The places of the columns."""
        return self.across.axis

    @property
    def words(self) -> Words | None:
        """What writes the times."""
        return self.weeks.words

    def show_at(self, words: Words) -> None:
        """Show the timeline at another moment."""
        self.across.show_at(words)
        self.down.show_at(words)

    def set_axis(self, axis: Axis) -> None:
        """Take the columns' places."""
        self.across.setFixedHeight(theme.px(AXIS_HEIGHT))
        self.across.set_axis(axis)
        self.horizontalScrollBar().setSingleStep(max(20, axis.week_width))
        self.viewport().update()

    def set_row_height(self, height: int) -> None:
        """Make the rows equally high; the first has a little air above."""
        if self.down.count() and self.down.sectionSize(self.down.count() - 1) == height:
            return
        self.down.setDefaultSectionSize(height)
        if self.down.count():
            self.down.resizeSection(0, height + FIRST_ROW)
        self.verticalScrollBar().setSingleStep(max(20, height // 3))

    # Where things lie

    def visualRect(self, index: Index) -> QRect:
        """Return where a cell with its marks lies, nothing for a week without one."""
        cell = self.weeks.cell(index)
        if cell is None:
            return QRect()
        where = self.place(index.row(), cell)
        tall = max(theme.px(40), where.shape.height - theme.px(10))
        return QRect(where.main.x(), where.top + 4, where.main.width(), tall)

    def indexAt(self, point: QPoint) -> QModelIndex:
        """Return the cell at a point of the viewport."""
        row = self.rowAt(point.y())
        x = point.x() + self.horizontalOffset()
        if row < 0 or not 0 <= x < self.axis.length:
            return QModelIndex()
        cell = self.weeks.row(row).cell_on(self.axis.day_at(x))
        return self.index_of(row, cell) if cell else QModelIndex()

    def index_of(self, row: int, cell: Cell) -> QModelIndex:
        line = self.weeks.line
        assert line is not None
        return self.weeks.index(row, line.column(cell.starts_on))

    def place(self, row: int, cell: Cell) -> painted.Place:
        top = self.rowViewportPosition(row) + (FIRST_ROW if row == 0 else 0)
        height = self.rowHeight(row) - (FIRST_ROW if row == 0 else 0)
        shape = row_shape(height, self.axis.week_width >= theme.px(WIDE))
        args = self.horizontalOffset(), top + shape.cell, shape.cell_height
        boxes = tuple(run_box(self.axis, run, *args) for run in cell.runs)
        main = box(self.axis, cell, *args)
        x = self._now_x() if shape.lines else None
        crossed = x is not None and main.left() - 4 <= x <= main.right() + 4
        return painted.Place(boxes, main, top, shape, x if crossed else None)

    def _now_x(self) -> float | None:
        if self.words is None:
            return None
        x = self.axis.now_x(self.words.local(self.words.now))
        return None if x is None else x - self.horizontalOffset()

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = _Hint.EnsureVisible
    ) -> None:
        """Bring a cell into sight with a little of its surroundings."""
        cell = self.weeks.cell(index)
        if cell is None:
            return
        where, room = self.visualRect(index), self.viewport().rect()
        for low, high, size, bar in (
            (where.left(), where.right(), room.width(), self.horizontalScrollBar()),
            (where.top(), where.bottom(), room.height(), self.verticalScrollBar()),
        ):
            spare = max(0, min(12, (size - (high - low)) // 2))
            if low < spare:
                bar.setValue(bar.value() + low - spare)
            elif high > size - spare:
                bar.setValue(bar.value() + min(low - spare, high - size + spare))

    def today_index(self) -> QModelIndex:
        """Return the present week of the first course that runs, else the cell next to it."""
        line, words = self.weeks.line, self.words
        if line is None or words is None or not line.rows:
            return QModelIndex()
        for number, row in enumerate(line.rows):
            cell = row.current_cell(words.now)
            if cell is not None:
                return self.index_of(number, cell)
        every = ((n, cell) for n, row in enumerate(line.rows) for cell in row.cells)
        number, cell = min(every, key=lambda found: _distance(found[1], words.today))
        return self.index_of(number, cell)

    def show_today(self) -> None:
        """Go to the present week."""
        index = self.today_index()
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    # The way from cell to cell

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Go from cell to cell; weeks without one are skipped."""
        index = self.currentIndex()
        if self.weeks.cell(index) is None:
            return self.today_index()
        row, columns = index.row(), sorted(self.weeks.cells(index.row()))
        if action in _STEPS:
            at = columns.index(index.column()) + _STEPS[action]
            return self.weeks.index(row, columns[min(max(0, at), len(columns) - 1)])
        if action in (_Move.MoveHome, _Move.MoveEnd):
            return self.weeks.index(row, columns[0 if action is _Move.MoveHome else -1])
        page = max(1, self.viewport().height() // max(1, self.rowHeight(row)))
        steps = {_Move.MoveUp: -1, _Move.MoveDown: 1, _Move.MovePageUp: -page}
        wanted = row + steps.get(action, page)
        return self._nearest(min(max(0, wanted), self.weeks.rowCount() - 1), index.column())

    def _nearest(self, row: int, column: int) -> QModelIndex:
        """Return the cell of a row that is nearest in time."""
        columns = sorted(self.weeks.cells(row))
        at = bisect_left(columns, column)
        near = columns[max(0, at - 1) : at + 1]
        return self.weeks.index(row, min(near, key=lambda found: abs(found - column)))


def _distance(cell: Cell, day: date) -> int:
    if cell.holds(day):
        return 0
    return min(abs((cell.starts_on - day).days), abs((cell.ends_on - day).days))
