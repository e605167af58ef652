"""The rows of an import in groups, what is ticked, and the estimates that the student set."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QWidget

from companion.models.activity import ActivityKind
from companion.models.course import Course
from companion.models.proposal import Proposal, Row, RowState
from companion.ui import import_words as say
from companion.ui.text import Words, count

Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole
_State = Qt.CheckState
MANY = 1000  # entries that are compared beside the window


class Group(NamedTuple):
    """The heading of a state."""

    state: RowState
    number: int


class ImportModel(QAbstractListModel):
    """Groups and rows, one below the other. `ticked` tells that other rows are ticked."""

    ticked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Group | Row] = []
        self.words: Words | None = None
        self.courses: Mapping[str | None, Course] = {}
        self.minutes: dict[str, int] = {}
        self._all: tuple[Row, ...] = ()
        self._shown: RowState | None = None
        self._ticks: dict[str, bool] = {}

    # What is shown

    def show(self, proposal: Proposal, words: Words, courses: Mapping[str | None, Course]) -> None:
        """Show a proposal; what the student ticked, and the estimates she set, stay."""
        self._all, self.words, self.courses = proposal.rows, words, courses
        known = {row.key for row in self._all}
        self._ticks = {key: is_on for key, is_on in self._ticks.items() if key in known}
        self.minutes = {key: n for key, n in self.minutes.items() if key in known}
        self._lay_out()
        self.ticked.emit()

    def forget(self) -> None:
        """Start over for another source."""
        self._ticks, self.minutes, self._shown = {}, {}, None

    def filter(self, state: RowState | None) -> None:
        """Show the rows of one state, or all."""
        if state is not self._shown:
            self._shown = state
            self._lay_out()

    def _lay_out(self) -> None:
        self.beginResetModel()
        self.rows = []
        for state in RowState:
            found = self.of_state(state)
            if found and self._shown in (None, state):
                self.rows += [Group(state, len(found)), *found]
        self.endResetModel()

    def of_state(self, state: RowState) -> list[Row]:
        """Return all rows of a state, shown or not."""
        return [row for row in self._all if row.state is state]

    # Ticks and estimates

    def is_ticked(self, row: Row) -> bool:
        """Tell whether a row will be done."""
        return self._ticks.get(row.key, row.is_ticked)

    def ticked_keys(self) -> set[str]:
        """Return the keys of the rows that will be done."""
        return {row.key for row in self._all if self.is_ticked(row)}

    def state_of(self, entry: Group | Row) -> _State:
        """Return how a row or a group is ticked."""
        if isinstance(entry, Row):
            return _State.Checked if self.is_ticked(entry) else _State.Unchecked
        ticks = {self.is_ticked(row) for row in self.of_state(entry.state)}
        if len(ticks) > 1:
            return _State.PartiallyChecked
        return _State.Checked if ticks == {True} else _State.Unchecked

    def toggle(self, index: Index) -> None:
        """Tick a row or a whole group, or take the tick away."""
        if not index.isValid():
            return
        entry = self.rows[index.row()]
        is_on = self.state_of(entry) is not _State.Checked
        self._tick([entry] if isinstance(entry, Row) else self.of_state(entry.state), is_on)

    def toggle_group(self, index: Index) -> None:
        """Tick the group that a row is in, or take its ticks away."""
        group = self.group_of(index)
        if group is not None:
            self.toggle(self.index(group))

    def _tick(self, rows: Iterable[Row], is_on: bool) -> None:
        for row in rows:
            self._ticks[row.key] = is_on
        if self.rows:
            self.dataChanged.emit(self.index(0), self.index(len(self.rows) - 1))
        self.ticked.emit()

    def minutes_of(self, row: Row) -> int | None:
        """Return the estimate of a row: the student's where she set one."""
        return self.minutes.get(row.key, row.minutes)

    def can_estimate(self, index: Index) -> bool:
        """Tell whether the estimate of a row can be set here: of new work."""
        row = self.rows[index.row()] if index.isValid() else None
        if not isinstance(row, Row) or row.state is not RowState.NEW:
            return False
        return isinstance(row.kind, ActivityKind)

    def set_minutes(self, index: Index, minutes: int) -> None:
        """Set the estimate of new work."""
        row = self.rows[index.row()]
        if isinstance(row, Row):
            self.minutes[row.key] = minutes
            self.dataChanged.emit(index, index)

    def group_of(self, index: Index) -> int | None:
        """Return the place of the group that a row is in."""
        places = range(index.row(), -1, -1)
        return next((n for n in places if isinstance(self.rows[n], Group)), None)

    def groups(self) -> list[int]:
        """Return the places of the groups."""
        return [n for n, entry in enumerate(self.rows) if isinstance(entry, Group)]

    # What Qt asks

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many rows there are."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:
        """Return the entry to the delegate, its words and its tick to everyone else."""
        if not index.isValid() or self.words is None:
            return None
        entry = self.rows[index.row()]
        if role == _Role.UserRole:
            return entry
        if role == _Role.CheckStateRole:
            return self.state_of(entry)
        if role in (_Role.DisplayRole, _Role.AccessibleTextRole):
            return self.spoken(entry)
        return None

    def spoken(self, entry: Group | Row) -> str:
        """Return an entry in full words."""
        assert self.words is not None
        if isinstance(entry, Group):
            name, remark = say.state_name(entry.state), say.state_remark(entry.state)
            return f"{name}, {count('%n item(s)', entry.number)}, {remark}"
        course = self.courses.get(entry.course_id)
        shown = entry._replace(minutes=self.minutes_of(entry))
        return say.spoken(shown, self.words, course, is_ticked=self.is_ticked(entry))

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Groups and rows can be reached and ticked."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self.can_estimate(index):
            usual |= Qt.ItemFlag.ItemIsEditable
        return usual | Qt.ItemFlag.ItemIsUserCheckable
