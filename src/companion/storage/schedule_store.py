"""Keeps the schedule in SQLite: every edit and its history entry in one durable transaction."""

from __future__ import annotations

import gc
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from companion.models.schedule import Edit, Record, Schedule
from companion.storage.connection import SQLITE_ERRORS, WAIT_MS, failure, snapshot, transaction
from companion.storage.database import open_database
from companion.storage.rows import (
    change_of,
    read_table,
    replace,
    rows_from_json,
    rows_of,
    rows_to_json,
)
from companion.storage.tables import TABLES
from companion.workspace import Checkup, StorageFailed, Swap

if TYPE_CHECKING:
    from datetime import datetime

    from companion.models.busy_calendar import BusyTimes
    from companion.models.exported import Exported
    from companion.models.history import PastEdit
    from companion.models.snapshot import Contents, Snapshot

KEPT_EDITS = 200


class ScheduleStore:
    """One open data file. Two stores on one file, in one program or two, see each other's edits.

    Opening makes or migrates the file. Raises StorageFailed.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._con = open_database(path)
        self._file = _identity(path)
        self._seen: int | None = self._data_version()

    # Reading

    def load(self) -> Schedule:
        """Read every record. Raises StorageFailed."""
        try:
            with self._reading() as con:
                seen = self._data_version()
                schedule = Schedule(
                    {kind: read_table(con, table) for kind, table in TABLES.items()}
                )
        except BaseException:
            self._seen = None  # what memory holds may be old: the next poll tries again
            raise
        self._seen = seen
        return schedule

    def was_changed_elsewhere(self) -> bool:
        """True once after another connection committed, or the file was replaced by another.

        Never waits for a lock and never raises: what cannot be told now is told later.
        """
        if self._was_replaced():
            return True
        try:
            self._con.execute("PRAGMA busy_timeout=0")
            try:
                now = self._data_version()
            finally:
                self._con.execute(f"PRAGMA busy_timeout={WAIT_MS}")
        except SQLITE_ERRORS:
            return False
        before, self._seen = self._seen, now
        return before != now

    def is_there(self) -> bool:
        """Tell whether a file still has the name; never raises."""
        return _identity(self.path) is not None

    def undo_name(self) -> str | None:
        """Name of the edit that `undo` would take back; None also where it cannot be told now."""
        return self._name("SELECT name FROM edit WHERE NOT is_undone ORDER BY id DESC LIMIT 1")

    def redo_name(self) -> str | None:
        """Name of the edit that `redo` would do again; None also where it cannot be told now."""
        return self._name("SELECT name FROM edit WHERE is_undone ORDER BY id LIMIT 1")

    def setting(self, key: str) -> str | None:
        """Read a setting. Raises StorageFailed."""
        return self._one("SELECT value FROM setting WHERE key = ?", key)

    # Writing

    def apply(self, edit: Edit, made_at: str, swap: Swap | None = None) -> None:
        """Store an edit and its history entry; made_at is a UTC instant in ISO 8601. A setting
        may be swapped with it, outside of undo.

        What had been undone can no longer be redone. Raises StorageFailed.
        """
        with self._writing() as con:
            if swap is not None:
                _swap(con, swap)
            rows = [rows_of(change) for change in edit.changes]
            for table, before, after in rows:
                replace(con, table, before, after)
            con.execute("DELETE FROM edit WHERE is_undone")
            con.execute(
                "INSERT INTO edit (name, made_at, is_undone, changes) VALUES (?, ?, 0, ?)",
                (edit.name, made_at, rows_to_json(rows)),
            )
            # ids have no gaps: only the newest are ever deleted besides the oldest here
            con.execute(
                "DELETE FROM edit WHERE id <= (SELECT max(id) FROM edit) - ?", (KEPT_EDITS,)
            )

    def keep_busy(self, times: BusyTimes) -> None:
        """Put what a calendar holds now in the place of what it held, outside of undo. What
        belonged to calendars that no undo can bring back goes. Raises StorageFailed."""
        with self._writing() as con:
            con.execute("INSERT OR REPLACE INTO busy_times VALUES (?, ?)", times)
            con.execute(
                "DELETE FROM busy_times WHERE id <> ? "
                "AND id NOT IN (SELECT id FROM busy_calendar) "
                "AND NOT EXISTS (SELECT 1 FROM edit WHERE instr(changes, busy_times.id))",
                (times.id,),
            )

    def undo(self, steps: int = 1) -> Edit | None:
        """Take back the latest edits of the history, all or none; the change made, or None.
        Raises StorageFailed."""
        return self._walk("WHERE NOT is_undone ORDER BY id DESC", steps, is_undone=True)

    def redo(self, steps: int = 1) -> Edit | None:
        """Do the latest undone edits again, all or none; the change made, or None. Raises
        StorageFailed."""
        return self._walk("WHERE is_undone ORDER BY id", steps, is_undone=False)

    def history(self) -> list[PastEdit]:
        """Return the kept edits, the newest first; what cannot be read is left out. Raises
        StorageFailed."""
        from companion.storage.verifying import read_history  # start-up: only when asked

        with self._reading() as con:
            return read_history(con)

    def set_setting(self, key: str, value: str | None) -> None:
        """Store a setting, outside of undo; None removes it. Raises StorageFailed."""
        with self._writing() as con:
            _set(con, key, value)

    def swap_setting(self, swap: Swap) -> None:
        """Store a setting in the place of a known one, outside of undo. Raises StorageFailed."""
        with self._writing() as con:
            _swap(con, swap)

    def exported(self, target: str) -> Exported:
        """Read what the calendar files for a program last held. Raises StorageFailed."""
        from companion.storage.exported_rows import read_exported  # start-up: on export only

        with self._reading() as con:
            return read_exported(con, target)

    def keep_exported(self, target: str, ledger: Exported) -> None:
        """Remember what a calendar file holds, outside of undo. Raises StorageFailed."""
        from companion.storage.exported_rows import write_exported  # start-up: on export only

        with self._writing() as con:
            write_exported(con, target, ledger)

    def fill(self, records: Iterable[Record]) -> None:
        """Store records of an empty database in one transaction, outside of undo. Raises
        StorageFailed."""
        with self._writing() as con:
            for record in records:
                table = TABLES[type(record)]
                replace(con, table, None, table.encode(record))

    def check(self) -> Checkup:
        """Verify the whole file: its pages, references, every record and every history entry.
        Raises StorageFailed only where it cannot be looked at (locked, missing)."""
        from companion.storage.verifying import verify  # start-up: only when asked

        return verify(self._con, self.path)

    def is_sound(self) -> bool:
        """Look at the file's pages, a hundredth of a second for a student's; True also where they
        cannot be looked at now."""
        with suppress(StorageFailed), self._reading() as con:
            return con.execute("PRAGMA quick_check(1)").fetchall() == [("ok",)]
        return True

    # Copies

    def back_up(self, occasion: str, now: datetime) -> Path:
        """Copy everything into backups/ on an occasion; return the copy. Raises StorageFailed."""
        from companion.storage import backups  # start-up: twice an hour at most

        backups.sweep(self.path, now)
        return backups.take(self.path, occasion, now)

    def snapshots(self) -> list[Snapshot]:
        """Return the copies, the newest first."""
        from companion.storage.backups import listed  # start-up: as above

        return listed(self.path)

    def contents(self, name: str) -> Contents:
        """Look into one of the copies. Raises StorageFailed."""
        from companion.storage.backups import FOLDER, contents  # start-up: as above

        return contents(self.path.parent / FOLDER / name)

    def restore(self, name: str, now: datetime) -> None:
        """Replace the data by one of the copies; what is replaced becomes a copy. The caller
        reads the data anew. Raises StorageFailed, and then changes nothing."""
        # start-up: as above
        from companion.storage.backups import FOLDER
        from companion.storage.restoring import restore

        restore(self.path, self.path.parent / FOLDER / name, now)

    def close(self) -> None:
        """Let go of the file."""
        self._con.close()

    # Inside

    def _walk(self, which: str, steps: int, *, is_undone: bool) -> Edit | None:
        """Undo or redo entries of the history; the edit has the name of the last one."""
        made: list[Edit] = []
        with self._writing() as con:
            for _ in range(steps):
                edit = self._step(con, which, is_undone)
                if edit is None:
                    break
                made.append(edit)
        if not made:
            return None
        return Edit(made[-1].name, tuple(change for edit in made for change in edit.changes))

    def _step(self, con: sqlite3.Connection, which: str, is_undone: bool) -> Edit | None:
        found = con.execute(f"SELECT id, name, changes FROM edit {which} LIMIT 1").fetchone()
        if found is None:
            return None
        entry, name, changes = found
        rows = rows_from_json(changes)
        if is_undone:
            rows = [(table, after, before) for table, before, after in reversed(rows)]
        edit = Edit(name, tuple(change_of(*row) for row in rows))
        for table, before, after in rows:
            replace(con, table, before, after)
        con.execute("UPDATE edit SET is_undone = ? WHERE id = ?", (int(is_undone), entry))
        return edit

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        try:
            with transaction(self._con, self.path):
                yield self._con
        except StorageFailed as error:
            if error.code != "conflict":
                self._seen = None  # a failed COMMIT may have been made: the next poll looks
            raise

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        """One state of the file from first to last; no garbage is looked for meanwhile, as
        there is none and the search costs as much as the reading."""
        was_enabled = gc.isenabled()
        gc.disable()
        try:
            with snapshot(self._con, self.path):
                yield self._con
        finally:
            if was_enabled:
                gc.enable()

    def _one(self, sql: str, *values: str) -> str | None:
        try:
            row = self._con.execute(sql, values).fetchone()
        except SQLITE_ERRORS as error:
            raise failure(error, self.path) from error
        return None if row is None else str(row[0])

    def _name(self, sql: str) -> str | None:
        """Read a word of a menu: drawing one must not fail, the action itself tells why."""
        with suppress(StorageFailed):
            return self._one(sql)
        return None

    def _data_version(self) -> int:
        return int(self._con.execute("PRAGMA data_version").fetchone()[0])

    def _was_replaced(self) -> bool:
        """Open the file anew when another one has its name: a restored one, or a returned disk."""
        found = _identity(self.path)
        if found is None or found == self._file:
            return False
        with suppress(StorageFailed):
            fresh = open_database(self.path)
            self._con.close()
            self._con, self._file = fresh, found
            self._seen = self._data_version()
            return True
        return False


def _set(con: sqlite3.Connection, key: str, value: str | None) -> None:
    if value is None:
        con.execute("DELETE FROM setting WHERE key = ?", (key,))
    else:
        con.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (key, value))


def _swap(con: sqlite3.Connection, swap: Swap) -> None:
    found = con.execute("SELECT value FROM setting WHERE key = ?", (swap.key,)).fetchone()
    if (None if found is None else str(found[0])) != swap.before:
        raise StorageFailed("conflict", f"the setting {swap.key} was changed elsewhere")
    _set(con, swap.key, swap.after)


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
