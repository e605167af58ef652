"""The open schedule: performs edits, undo, redo; tells listeners which record types changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from companion.clock import Clock
from companion.models.busy_calendar import BusyTimes
from companion.models.schedule import RECORD_TYPES, Change, Edit, RecordType, Schedule

if TYPE_CHECKING:
    from datetime import datetime

    from companion.models.exported import Exported
    from companion.models.history import PastEdit
    from companion.models.snapshot import Contents, Snapshot

Listener = Callable[[frozenset[RecordType]], None]


class StorageFailed(Exception):
    """Data could not be read or stored; nothing was half-written.

    code names the reason ("disk_full", "read_only", "locked", "damaged", "newer", "conflict",
    "missing", "failed") and is the key of its sentence; detail is for the log only.
    """

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail


class Checkup(NamedTuple):
    """What a look at the whole data found: one plain line for each problem, and what is held."""

    problems: tuple[str, ...]
    courses: int
    meetings: int
    activities: int
    edits: int


class Swap(NamedTuple):
    """A setting that is replaced only while it is what it was known to be; None where it is not
    there, or shall not be. So two windows cannot both act on one value."""

    key: str
    before: str | None
    after: str | None


class Store(Protocol):
    """Where edits become durable. Every method that writes is one transaction; on failure
    nothing has changed and StorageFailed is raised."""

    def load(self) -> Schedule:
        """Read every record."""
        ...

    def apply(self, edit: Edit, made_at: str, swap: Swap | None = None) -> None:
        """Store an edit and its history entry; made_at is a UTC instant in ISO 8601. A setting
        may be swapped in the same transaction; undo leaves that alone.

        Raises StorageFailed("conflict") when a `before` is not what is stored.
        """
        ...

    def undo(self, steps: int = 1) -> Edit | None:
        """Take back the latest edits of the history; the change made, or None."""
        ...

    def redo(self, steps: int = 1) -> Edit | None:
        """Do the latest undone edits again; the change made, or None."""
        ...

    def history(self) -> list[PastEdit]:
        """Return the kept edits, the newest first."""
        ...

    def undo_name(self) -> str | None:
        """Name of the edit that `undo` would take back."""
        ...

    def redo_name(self) -> str | None:
        """Name of the edit that `redo` would do again."""
        ...

    def was_changed_elsewhere(self) -> bool:
        """True once after another connection committed."""
        ...

    def is_there(self) -> bool:
        """Tell whether the data still lies where it was opened; never raises."""
        ...

    def setting(self, key: str) -> str | None:
        """Read a setting."""
        ...

    def set_setting(self, key: str, value: str | None) -> None:
        """Store a setting, outside of undo; None removes it."""
        ...

    def swap_setting(self, swap: Swap) -> None:
        """Store a setting in the place of a known one. Raises StorageFailed("conflict") when it
        is not what is stored."""
        ...

    def keep_busy(self, times: BusyTimes) -> None:
        """Put what a calendar holds now in the place of what it held, outside of undo."""
        ...

    def exported(self, target: str) -> Exported:
        """Read what the calendar files for a program last held."""
        ...

    def keep_exported(self, target: str, ledger: Exported) -> None:
        """Remember what a calendar file holds, outside of undo; sequences only grow."""
        ...

    def check(self) -> Checkup:
        """Read everything and verify it."""
        ...

    def is_sound(self) -> bool:
        """Take a quick look whether the file is damaged; never raises."""
        ...

    def back_up(self, occasion: str, now: datetime) -> Path:
        """Copy everything, checked, and thin out older copies; the copy."""
        ...

    def snapshots(self) -> list[Snapshot]:
        """Return the copies, the newest first; never raises."""
        ...

    def contents(self, name: str) -> Contents:
        """Look into one of the copies."""
        ...

    def restore(self, name: str, now: datetime) -> None:
        """Replace the data by one of the copies; what is replaced becomes a copy."""
        ...

    def close(self) -> None:
        """Let go of the file."""
        ...


class Workspace:
    """The one open schedule and the only way to change it."""

    def __init__(
        self, store: Store, clock: Clock, data_dir: Path, *, is_sample: bool = False
    ) -> None:
        self.store = store
        self.clock = clock
        self.data_dir = data_dir
        self.is_sample = is_sample
        self.schedule = store.load()
        self.changes_elsewhere = 0  # how often another window or a command was seen to store
        self._listeners: list[Listener] = []
        self._is_changed = False  # since the newest copy

    def listen(self, listener: Listener) -> None:
        """Call `listener` with the changed record types after each change."""
        self._listeners.append(listener)

    def perform(self, edit: Edit | None, swap: Swap | None = None) -> Edit | None:
        """Store an edit, and with it a setting, then show it. None does nothing. Raises
        StorageFailed, and then has stored neither."""
        if edit is None:
            return None
        self.store.apply(edit, self.clock.now().isoformat(timespec="seconds"), swap)
        self._take(edit)
        return edit

    def undo(self, steps: int = 1) -> Edit | None:
        """Take back the last edits, whoever made them, all or none; the edit performed, or
        None."""
        return self._take(self.store.undo(steps))

    def redo(self, steps: int = 1) -> Edit | None:
        """Do the last undone edits again, all or none; the edit performed, or None."""
        return self._take(self.store.redo(steps))

    @property
    def undo_name(self) -> str | None:
        """Name of the edit that undo would take back."""
        return self.store.undo_name()

    @property
    def redo_name(self) -> str | None:
        """Name of the edit that redo would do again."""
        return self.store.redo_name()

    def reload_if_changed(self) -> bool:
        """Read the data again when a command or another window changed it. Raises StorageFailed,
        also ("missing") while the data is gone: a disk taken out, a folder moved."""
        if not self.store.is_there():
            raise StorageFailed("missing")
        if not self.store.was_changed_elsewhere():
            return False
        self.changes_elsewhere += 1
        before, self.schedule = self.schedule, self.store.load()
        types = frozenset(t for t in RECORD_TYPES if before.table(t) != self.schedule.table(t))
        if types:
            self._tell(types)
        return bool(types)

    def reload(self) -> None:
        """Read the data again, whatever memory holds. Raises StorageFailed."""
        self.changes_elsewhere += 1
        self.schedule = self.store.load()
        self._tell(frozenset(RECORD_TYPES))

    def restore(self, name: str) -> None:
        """Replace everything by one of the copies. Raises StorageFailed, and then changes
        nothing."""
        self.store.restore(name, self.clock.now())
        self.reload()
        self._is_changed = False

    def setting(self, key: str, default: str = "") -> str:
        """Return a setting, else the default."""
        found = self.store.setting(key)
        return default if found is None else found

    def set_setting(self, key: str, value: str | None) -> None:
        """Store a setting. Raises StorageFailed."""
        self.store.set_setting(key, value)

    def swap_setting(self, swap: Swap) -> None:
        """Store a setting in the place of a known one. Raises StorageFailed ("conflict" when
        another window or a command was quicker)."""
        self.store.swap_setting(swap)

    def keep_busy(self, times: BusyTimes) -> None:
        """Store what one of the student's calendars holds now, outside of undo: it is not hers
        but the calendar's. Raises StorageFailed."""
        before = self.schedule.get(BusyTimes, times.id)
        if before == times:
            return
        self.store.keep_busy(times)
        self._take(Edit("", (Change(before, times),)))

    def back_up(self, occasion: str) -> None:
        """Copy everything on an occasion; throw-away data never is. Raises StorageFailed."""
        if not self.is_sample:
            self.store.back_up(occasion, self.clock.now())
            self._is_changed = False

    def back_up_if_changed(self, *, is_quitting: bool = False) -> None:
        """Copy everything when it changed and the newest copy is older than 30 minutes, or when
        the program quits. Raises StorageFailed."""
        if not self._is_changed or self.is_sample:
            return
        from companion.models.snapshot import is_due  # start-up: after the first change

        if is_quitting or is_due(self.store.snapshots(), self.clock.now()):
            self.back_up("quit" if is_quitting else "change")

    def close(self) -> None:
        """Let go of the data."""
        self.store.close()

    def _take(self, edit: Edit | None) -> Edit | None:
        if edit is None:
            return None
        if self.store.was_changed_elsewhere():
            self.reload()
        else:
            self.schedule = self.schedule.with_(edit)
            self._tell(edit.record_types)
        return edit

    def _tell(self, types: frozenset[RecordType]) -> None:
        self._is_changed = True
        for listener in tuple(self._listeners):
            listener(types)
