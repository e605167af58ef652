"""The timeline as tables: weeks of courses, and hours a week, for views and for screen readers."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from companion.models.timeline import Row, Timeline
from companion.models.timeline_cell import Cell
from companion.models.week_hours import Part, WeekHours
from companion.time_words import Words, duration, month, tr
from companion.ui import timeline_words as say
from companion.ui.widgets.labels import tooltip_text

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_Role = Qt.ItemDataRole
_ACROSS = Qt.Orientation.Horizontal


class WeeksModel(QAbstractTableModel):
    """Rows are courses, columns calendar weeks. A cell stands where its course's week begins."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.line: Timeline | None = None
        self.words: Words | None = None
        self._cells: list[dict[int, Cell]] = []

    def show(self, line: Timeline, words: Words) -> bool:
        """Show a timeline at `words.now`; True when rows and columns are others than before."""
        before, self.words = self.line, words
        if before is line:
            return False
        if before is not None and _is_shaped_like(before, line):
            self._replace(before, line)
            return False
        self.beginResetModel()
        self.line = line
        self._cells = [_by_column(line, row) for row in line.rows]
        self.endResetModel()
        return True

    def _replace(self, before: Timeline, line: Timeline) -> None:
        """Take other cells in the same places. No headerDataChanged for what is said of a course:
        Qt would lay all out again, and the header compares by itself."""
        self.line, were = line, list(self._cells)
        pairs = enumerate(zip(before.rows, line.rows, strict=True))
        changed = [number for number, (old, new) in pairs if old is not new]
        for number in changed:
            self._cells[number] = _by_column(line, line.rows[number])
        for number in changed:
            was, now = were[number], self._cells[number]
            for column in sorted({*was, *now}):
                if was.get(column) != now.get(column):
                    self.dataChanged.emit(*[self.index(number, column)] * 2)

    def row(self, number: int) -> Row:
        """Return the course of a row."""
        assert self.line is not None
        return self.line.rows[number]

    def cells(self, number: int) -> dict[int, Cell]:
        """Return the cells of a row by column."""
        return self._cells[number]

    def cell(self, index: Index) -> Cell | None:
        """Return the cell at an index, None where nothing is."""
        if not index.isValid() or index.row() >= len(self._cells):
            return None
        return self._cells[index.row()].get(index.column())

    def most_due(self) -> int:
        """Return how much work is due in the fullest week of a course."""
        rows = self.line.rows if self.line else ()
        return max((len(cell.due) for row in rows for cell in row.cells), default=0)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """One row for each course."""
        return 0 if parent.isValid() else len(self._cells)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """One column for each calendar week."""
        return 0 if parent.isValid() or self.line is None else len(self.line.hours)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Only weeks that hold something can be reached."""
        if self.cell(index) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:
        """Return the number, or the whole cell in words."""
        cell = self.cell(index)
        if cell is None or self.words is None:
            return None
        if role == _Role.DisplayRole:
            return str(cell.number or "")
        if role == _Role.AccessibleTextRole:
            return say.cell_spoken(self.row(index.row()), cell, self.words)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> Any:
        """Name a course or a week."""
        if self.line is None or self.words is None:
            return None
        if orientation != _ACROSS:
            if not 0 <= section < len(self.line.rows):
                return None
            row = self.line.rows[section]
            if role == _Role.ToolTipRole:
                return tooltip_text(row.course.name)
            if role not in _NAMES:
                return None
            is_spoken = role == _Role.AccessibleTextRole
            return say.row_spoken(row, self.words) if is_spoken else row.course.label
        if role not in _NAMES or not 0 <= section < len(self.line.hours):
            return None
        day = self.line.hours[section].starts_on
        return tr("Week of %1", tr("%1 %2 %3", day.day, month(day.month, True), day.year))


_NAMES = (_Role.DisplayRole, _Role.AccessibleTextRole)


def _is_shaped_like(before: Timeline, line: Timeline) -> bool:
    """Tell whether the same courses stand over the same weeks."""
    if (before.starts_on, len(before.hours)) != (line.starts_on, len(line.hours)):
        return False
    return [row.course for row in before.rows] == [row.course for row in line.rows]


def _by_column(line: Timeline, row: Row) -> dict[int, Cell]:
    found: dict[int, Cell] = {}
    for cell in row.cells:
        found.setdefault(line.column(cell.starts_on), cell)
    return found


class HoursModel(QAbstractTableModel):
    """Hours a week as a table: rows are calendar weeks; columns the courses, total and band."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.line: Timeline | None = None
        self.words: Words | None = None

    def show(self, line: Timeline, words: Words) -> None:
        """Show the hours of a timeline."""
        before, self.words = self.line, words
        if before is line:
            return
        if before is not None and _is_shaped_like(before, line):
            self.line = line
            for n, (old, new) in enumerate(zip(before.hours, line.hours, strict=True)):
                if old != new:
                    last = self.columnCount() - 1
                    self.dataChanged.emit(self.index(n, 0), self.index(n, last))
            return
        self.beginResetModel()
        self.line = line
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        """One row for each calendar week."""
        return 0 if parent.isValid() or self.line is None else len(self.line.hours)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Week, total, band, then one column for each course."""
        return 0 if parent.isValid() or self.line is None else 3 + len(self.line.rows)

    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:
        """Return the text of a cell."""
        if self.line is None or self.words is None or not index.isValid():
            return None
        if role == _Role.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        if role not in _NAMES:
            return None
        week = self.line.hours[index.row()]
        if index.column() < 3:
            return self._head(week, index.column())
        course = self.line.rows[index.column() - 3].course
        part = next((p for p in week.parts if p.course.id == course.id), None)
        return _part(part) if part else ""

    def _head(self, week: WeekHours, column: int) -> str:
        assert self.words is not None
        if column == 0:
            return say.short_day(week.starts_on, self.words)
        if column == 1:
            total = duration(round(week.minutes)) if week.minutes else ""
            return tr("%1, %2", total, say.over_words(week)) if week.over >= 1 else total
        if not week.band_max:
            return ""
        low, high = round(week.band_min / 60, 1), round(week.band_max / 60, 1)
        return tr("%1–%2 h", f"{low:g}", f"{high:g}")

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> Any:
        """Name a column; rows need no name."""
        if self.line is None or orientation != _ACROSS or role not in _NAMES:
            return None
        if section < 3:
            return (tr("Week of"), tr("All courses"), tr("Band"))[section]
        if section >= 3 + len(self.line.rows):
            return None
        return self.line.rows[section - 3].course.label


def _part(part: Part) -> str:
    total, done = round(part.minutes), round(part.done)
    if not done:
        return duration(total)
    if done >= total:
        return tr("%1, done", duration(total))
    return tr("%1, %2 done", duration(total), duration(done))
