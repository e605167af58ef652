"""Verifies a whole data file: pages, references, records, history."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from companion.models.history import PastEdit
from companion.models.schedule import Edit
from companion.storage.connection import SQLITE_ERRORS, failure, snapshot
from companion.storage.exported_rows import read_exported
from companion.storage.rows import change_of, read_table, rows_from_json
from companion.storage.tables import TABLES, Table
from companion.workspace import Checkup, StorageFailed

_MOST_TOLD = 100


def verify(con: sqlite3.Connection, path: Path) -> Checkup:
    """Look at everything in one state of the file. Problems name tables and ids, no titles.

    Raises StorageFailed where it cannot be looked at (locked, missing); damage is a problem.
    """
    looks: dict[str, Callable[[sqlite3.Connection], list[str]]] = {
        "the file": _pages,
        "references": _references,
        **{f"the table {table.name}": partial(_records, table) for table in TABLES.values()},
        "the history": _history,
        "the ledger of calendar files": _ledger,
    }
    problems: list[str] = []
    with snapshot(con, path):
        for what, look in looks.items():
            try:
                problems += look(con)
            except (*SQLITE_ERRORS, StorageFailed) as error:
                fault = error if isinstance(error, StorageFailed) else failure(error, path)
                if fault.code != "damaged":
                    raise fault from error
                problems.append(f"{what} cannot be read")
        counts = [_count(con, name) for name in ("course", "meeting", "activity", "edit")]
    return Checkup(tuple(problems[:_MOST_TOLD]), *counts)


def _pages(con: sqlite3.Connection) -> list[str]:
    found = [str(row[0]) for row in con.execute("PRAGMA integrity_check")]
    return [] if found == ["ok"] else [f"the file: {line}" for line in found]


def _references(con: sqlite3.Connection) -> list[str]:
    found = con.execute("PRAGMA foreign_key_check")
    return [f"{table} names a {parent} that is not there" for table, _, parent, _ in found]


def _records(table: Table, con: sqlite3.Connection) -> list[str]:
    try:
        read_table(con, table)
    except StorageFailed:
        return _unreadable(con, table)
    return []


def _unreadable(con: sqlite3.Connection, table: Table) -> list[str]:
    found = []
    for row in con.execute(f"SELECT {', '.join(table.columns)} FROM {table.name}"):
        try:
            table.decode(row)
        except (ValueError, KeyError, TypeError, IndexError):
            found.append(f"{table.name} {row[0]} cannot be read")
    return found


def _history(con: sqlite3.Connection) -> list[str]:
    found = []
    for entry, changes in con.execute("SELECT id, changes FROM edit ORDER BY id"):
        try:
            for row in rows_from_json(changes):
                change_of(*row)
        except StorageFailed:
            found.append(f"edit {entry} cannot be read")
    return found


def read_history(con: sqlite3.Connection) -> list[PastEdit]:
    """Return the kept edits, the newest first; what cannot be read is left out."""
    found = []
    sql = "SELECT id, name, made_at, is_undone, changes FROM edit ORDER BY id DESC"
    for number, name, made_at, is_undone, changes in con.execute(sql):
        try:
            edit = Edit(name, tuple(change_of(*row) for row in rows_from_json(changes)))
            at = datetime.fromisoformat(made_at)
        except (StorageFailed, ValueError, TypeError):
            continue
        found.append(PastEdit(number, edit, at, bool(is_undone)))
    return found


def _ledger(con: sqlite3.Connection) -> list[str]:
    for (target,) in con.execute("SELECT DISTINCT target FROM exported_entry").fetchall():
        read_exported(con, target)
    return []


def _count(con: sqlite3.Connection, table: str) -> int:
    try:
        return int(con.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
    except SQLITE_ERRORS:
        return 0  # told as a problem already
