"""The blocks of a week as one list in order of time, for the grid and for screen readers."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from companion.models.week_block import Block
from companion.models.week_grid import Week
from companion.ui import week_words as say
from companion.ui.text import Words
from companion.ui.widgets.labels import tooltip_text

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_Role = Qt.ItemDataRole
_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren


class WeekModel(QAbstractListModel):
    """One row for each block. `shifts` are the classes to point out, by how many minutes they
    are off their usual time."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.week: Week | None = None
        self.words: Words | None = None
        self.shifts: Mapping[str, int] = {}
        self._columns: list[int] = []

    def show(self, week: Week, words: Words, shifts: Mapping[str, int]) -> None:
        """Show a week as it stands at `words.now`; where only time has passed, the rows stay as
        they are, so that nobody who listens is led astray each minute."""
        before = self.week
        if before is not None and (before.blocks, before.parts) == (week.blocks, week.parts):
            self.week, self.words, self.shifts = week, words, shifts
            return
        self.beginResetModel()
        self.week, self.words, self.shifts = week, words, shifts
        first = {part.block: part.column for part in reversed(week.parts)}
        self._columns = [first[n] for n in range(len(week.blocks))]
        self.endResetModel()

    def block(self, index: Index) -> Block | None:
        """Return the block of an index, or None."""
        if self.week is None or not index.isValid() or index.row() >= len(self.week.blocks):
            return None
        return self.week.blocks[index.row()]

    def row_of(self, block_id: str) -> int | None:
        """Return the row of a block by its id, or None."""
        blocks = self.week.blocks if self.week else ()
        return next((n for n, block in enumerate(blocks) if block.id == block_id), None)

    def column(self, row: int) -> int:
        """Return the column in which a block begins."""
        return self._columns[row]

    def rows_in(self, column: int) -> list[int]:
        """Return the blocks that begin in a column, in order of time."""
        return [row for row, found in enumerate(self._columns) if found == column]

    def rowCount(self, parent: Index = _ROOT) -> int:
        """One row for each block."""
        return 0 if parent.isValid() or self.week is None else len(self.week.blocks)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Every block can be reached."""
        return _FLAGS if index.isValid() else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = _Role.DisplayRole) -> object:
        """Return a block's name, and all of it in full words."""
        block = self.block(index)
        if block is None or self.words is None or self.week is None:
            return None
        shift = self.shifts.get(block.id, 0)
        if role == _Role.DisplayRole:
            return say.block_name(block)
        if role == _Role.AccessibleTextRole:
            return say.block_spoken(block, self.words, shift)
        if role == _Role.AccessibleDescriptionRole:
            column = self.column(index.row())
            rows = self.rows_in(column)
            place = rows.index(index.row()) + 1
            return say.position_text(place, len(rows), self.week.date(column))
        if role == _Role.ToolTipRole:
            return tooltip_text(say.block_tip(block, self.words, shift))
        return None
