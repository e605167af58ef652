"""Reads and replaces rows, and carries them to the edit history and back."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from companion.models.schedule import Change, Record
from companion.storage.tables import TABLES, TABLES_BY_NAME, Row, Table
from companion.workspace import StorageFailed

_UNREADABLE = (ValueError, KeyError, TypeError, IndexError)
Rows = list[tuple[Table, Row | None, Row | None]]  # table, row before, row after


def read_table(con: sqlite3.Connection, table: Table) -> dict[str, Record]:
    """Return the records of a table by id. Raises StorageFailed (damaged) and sqlite3.Error."""
    decode = table.decode
    with closing(con.execute(f"SELECT {', '.join(table.columns)} FROM {table.name}")) as rows:
        try:
            return {row[0]: decode(row) for row in rows}
        except _UNREADABLE as error:
            raise StorageFailed("damaged", f"{table.name}: {type(error).__name__}") from error


def rows_of(change: Change) -> tuple[Table, Row | None, Row | None]:
    """Return the rows of a change. Raises ValueError or TypeError for what cannot be stored."""
    table = TABLES[change.record_type]
    before, after = change
    return (
        table,
        None if before is None else table.encode(before),
        None if after is None else table.encode(after),
    )


def change_of(table: Table, before: Row | None, after: Row | None) -> Change:
    """Return the change that rows tell of. Raises StorageFailed (damaged)."""
    return Change(
        None if before is None else _decode(table, before),
        None if after is None else _decode(table, after),
    )


def _decode(table: Table, row: Row) -> Record:
    try:
        return table.decode(row)
    except _UNREADABLE as error:
        raise StorageFailed("damaged", f"{table.name}: {type(error).__name__}") from error


def replace(con: sqlite3.Connection, table: Table, before: Row | None, after: Row | None) -> None:
    """Put one row in the place of another, if that one is what is stored.

    Only columns that differ are written: a tick then touches no index. Raises StorageFailed
    (conflict), ValueError and sqlite3.Error.
    """
    old = before if before is not None else after
    if old is None or (after is not None and after[0] != old[0]):
        raise ValueError("a change is about one record")
    columns = ", ".join(table.columns)
    found = con.execute(f"SELECT {columns} FROM {table.name} WHERE id = ?", (old[0],)).fetchone()
    if found != before:
        raise StorageFailed("conflict", table.name)
    if after is None:
        con.execute(f"DELETE FROM {table.name} WHERE id = ?", (old[0],))
    elif before is None:
        marks = ", ".join("?" * len(after))
        con.execute(f"INSERT INTO {table.name} ({columns}) VALUES ({marks})", after)
    else:
        differing = [n for n, value in enumerate(after) if value != before[n]]
        if differing:
            names = ", ".join(f"{table.columns[n]} = ?" for n in differing)
            values = (*(after[n] for n in differing), old[0])
            con.execute(f"UPDATE {table.name} SET {names} WHERE id = ?", values)


def rows_to_json(rows: Rows) -> str:
    """Write rows down for the history."""
    import json  # start-up: not needed before the first edit

    entries = [(table.name, before, after) for table, before, after in rows]
    return json.dumps(entries, ensure_ascii=False, separators=(",", ":"))


def rows_from_json(text: str) -> Rows:
    """Read rows of the history. Raises StorageFailed (damaged)."""
    import json  # start-up: not needed before the first undo

    try:
        return [
            (table := TABLES_BY_NAME[name], _row(table, before), _row(table, after))
            for name, before, after in json.loads(text)
        ]
    except _UNREADABLE as error:
        raise StorageFailed("damaged", f"edit: {type(error).__name__}") from error


def _row(table: Table, values: list[str | int | None] | None) -> Row | None:
    if values is not None and len(values) != len(table.columns):
        raise ValueError("a row of another length")
    return None if values is None else tuple(values)
