"""Makes a new, whole data file of what another one holds: a copy to restore, or a damaged file.

Rows are carried over one by one and each must be readable, so that nothing else that a foreign
file may hold (other tables, triggers, views) comes along.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from companion.models.activity import Activity
from companion.models.appointment import Appointment
from companion.models.course import Course
from companion.models.program import Program
from companion.models.repeat import Repeat
from companion.storage.connection import SQLITE_ERRORS, connect, failure, transaction
from companion.storage.database import bring_up_to_date, make_database
from companion.storage.rows import change_of, rows_from_json
from companion.storage.tables import TABLES, Row
from companion.workspace import StorageFailed

_UNREADABLE = (ValueError, KeyError, TypeError, IndexError)
_MOST_PROBES = 4000  # of one damaged table
_OTHERS = {
    "edit": ("id", "name", "made_at", "is_undone", "changes"),
    "setting": ("key", "value"),
    "exported_entry": (
        "target", "uid", "digest", "sequence", "modified_at", "kind", "course_id", "summary",
        "starts_at", "ends_at", "is_gone",
    ),
    "exported_item": ("target", "id", "digest", "kind", "course_id", "ends_at"),
}  # fmt: skip


class Rebuilt(NamedTuple):
    """How many records were carried over, and whether some could not be read."""

    records: int
    is_partial: bool


def rebuild(source: Path, target: Path, *, is_tolerant: bool) -> Rebuilt:
    """Make a new data file of the present version, `target`, of the rows of `source`, a file of
    our own that may be changed (an older version is migrated in place).

    With is_tolerant what cannot be read is left out, else it is refused. Raises StorageFailed:
    "damaged", "newer", and what the disk says.
    """
    make_database(target)
    with closing(connect(source)) as old, closing(connect(target)) as new:
        try:
            bring_up_to_date(old, source)
            with transaction(new, target):
                rebuilt = _carry_all(old, new, is_tolerant)
        except SQLITE_ERRORS as error:
            raise failure(error, source) from error
    return rebuilt


def _carry_all(old: sqlite3.Connection, new: sqlite3.Connection, is_tolerant: bool) -> Rebuilt:
    carry = _Carrier(old, new, is_tolerant)
    for table in TABLES.values():
        carry.rows(table.name, table.columns, lambda row, decode=table.decode: decode(row))  # type: ignore[misc]  # a default binds decode
    records = carry.count
    for name, columns in _OTHERS.items():
        carry.rows(name, columns, _HISTORY if name == "edit" else lambda row: None)
    if carry.lost:
        new.execute("DELETE FROM edit")  # undo would meet records that are gone
        _mend_references(new)
    elif new.execute("PRAGMA foreign_key_check").fetchone() is not None:
        if not is_tolerant:
            raise StorageFailed("damaged", "a broken reference")
        _mend_references(new)
    return Rebuilt(records, bool(carry.lost))


def _read_history(row: Row) -> None:
    for change in rows_from_json(row[4]):
        change_of(*change)


_HISTORY: Callable[[Row], object] = _read_history


class _Carrier:
    """Carries rows over, counting those that came and the tables that lost some."""

    def __init__(self, old: sqlite3.Connection, new: sqlite3.Connection, tolerant: bool) -> None:
        self._old, self._new, self._tolerant = old, new, tolerant
        self.count = 0
        self.lost: set[str] = set()

    def rows(self, name: str, columns: tuple[str, ...], read: Callable[[Row], object]) -> None:
        """Carry one table over. Raises StorageFailed (damaged) unless tolerant."""
        marks = ", ".join("?" * len(columns))
        put = f"INSERT OR IGNORE INTO {name} ({', '.join(columns)}) VALUES ({marks})"
        for row in self._found(name, columns):
            try:
                read(row)
                self.count += self._new.execute(put, row).rowcount
            except (*_UNREADABLE, StorageFailed, sqlite3.IntegrityError) as error:
                if not self._tolerant:
                    raise StorageFailed("damaged", f"{name}: {type(error).__name__}") from error
                self.lost.add(name)

    def _found(self, name: str, columns: tuple[str, ...]) -> Iterator[Row]:
        self._refuse_views(name)
        sql = f"SELECT {', '.join(columns)} FROM {name}"
        try:
            yield from self._old.execute(sql)
            return
        except SQLITE_ERRORS as error:
            if not self._tolerant:
                raise failure(error, Path(name)) from error
        self.lost.add(name)
        key = columns[0]
        yield from self._until_error(f"{sql} ORDER BY {key} DESC")
        yield from self._probed(sql)

    def _refuse_views(self, name: str) -> None:
        """A table of a foreign file may be a view, which can compute for ever."""
        sql = "SELECT 1 FROM sqlite_master WHERE name = ? AND type <> 'table'"
        if self._old.execute(sql, (name,)).fetchone():
            raise StorageFailed("damaged", f"{name} is no table")

    def _until_error(self, sql: str, *values: int) -> Iterator[Row]:
        try:
            yield from self._old.execute(sql, values)
        except SQLITE_ERRORS:
            return

    def _probed(self, sql: str) -> Iterator[Row]:
        """Read what lies between damaged pages: halves of the row numbers that fail, again."""
        last = next(self._until_error(f"{sql.replace('SELECT ', 'SELECT rowid, ', 1)} "
                                      "ORDER BY rowid DESC LIMIT 1"), (1 << 20,))  # fmt: skip
        todo = [(0, int(str(last[0])))]
        for _ in range(_MOST_PROBES):
            if not todo:
                return
            first, end = todo.pop()
            try:
                yield from self._old.execute(f"{sql} WHERE rowid BETWEEN ? AND ?", (first, end))
            except SQLITE_ERRORS:
                if end > first:
                    middle = (first + end) // 2
                    todo += [(first, middle), (middle + 1, end)]


def _mend_references(con: sqlite3.Connection) -> None:
    """Let what names a lost course, program or weekly rule live on where it can: a course in a
    new program, work and appointments without a course, work without its rule. What belongs to
    nothing goes."""
    program, course, repeat = (TABLES[kind].name for kind in (Program, Course, Repeat))
    lost = con.execute(
        f"SELECT DISTINCT program_id FROM {course} "
        f"WHERE program_id NOT IN (SELECT id FROM {program})"
    ).fetchall()
    con.executemany(
        f"INSERT INTO {program} (id, name, position) VALUES (?, ?, 0)",
        [(program_id, "Recovered") for (program_id,) in lost],
    )
    for kind in (Activity, Appointment):
        con.execute(
            f"UPDATE {TABLES[kind].name} SET course_id = NULL "
            f"WHERE course_id NOT IN (SELECT id FROM {course})"
        )
    con.execute(f"DELETE FROM {repeat} WHERE course_id NOT IN (SELECT id FROM {course})")
    con.execute(
        f"UPDATE {TABLES[Activity].name} SET repeat_id = NULL, repeat_week = NULL "
        f"WHERE repeat_id NOT IN (SELECT id FROM {repeat})"
    )
    broken = con.execute("PRAGMA foreign_key_check").fetchall()
    for table, rowid, _, _ in broken:
        con.execute(f"DELETE FROM {table} WHERE rowid = ?", (rowid,))
