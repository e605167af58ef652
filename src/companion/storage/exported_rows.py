"""Reads and writes the ledger of calendar files."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from typing import Any

from companion.models.exported import Exported, ExportedEntry, ExportedItem
from companion.workspace import StorageFailed

_ENTRY = "uid, digest, sequence, modified_at, kind, course_id, summary, starts_at, ends_at, is_gone"
_ITEM = "id, digest, kind, course_id, ends_at"
_PUT_ENTRY = (
    f"INSERT INTO exported_entry (target, {_ENTRY}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
    "ON CONFLICT (target, uid) DO UPDATE SET digest = excluded.digest, "
    # another window may have counted on meanwhile: a sequence never goes back
    "sequence = max(sequence, excluded.sequence), "
    "modified_at = coalesce(max(modified_at, excluded.modified_at), modified_at, "
    "excluded.modified_at), "
    "kind = excluded.kind, course_id = excluded.course_id, summary = excluded.summary, "
    "starts_at = excluded.starts_at, ends_at = excluded.ends_at, is_gone = excluded.is_gone"
)


def read_exported(con: sqlite3.Connection, target: str) -> Exported:
    """Return the ledger of a program. Raises StorageFailed (damaged) and sqlite3.Error."""
    entries = con.execute(f"SELECT {_ENTRY} FROM exported_entry WHERE target = ?", (target,))
    items = con.execute(f"SELECT {_ITEM} FROM exported_item WHERE target = ?", (target,))
    try:
        return Exported(
            {row[0]: _entry(row) for row in entries},
            {row[0]: _item(row) for row in items},
        )
    except (ValueError, TypeError) as error:
        raise StorageFailed("damaged", f"exported: {type(error).__name__}") from error


def write_exported(con: sqlite3.Connection, target: str, ledger: Exported) -> None:
    """Put a ledger in the place of the former one; no uid is ever forgotten. Raises
    sqlite3.Error."""
    before = read_exported(con, target)
    entries = [e for uid, e in ledger.entries.items() if before.entries.get(uid) != e]
    con.executemany(_PUT_ENTRY, [(target, *_entry_row(entry)) for entry in entries])
    gone = [(target, item) for item in before.items if item not in ledger.items]
    con.executemany("DELETE FROM exported_item WHERE target = ? AND id = ?", gone)
    items = [i for key, i in ledger.items.items() if before.items.get(key) != i]
    con.executemany(
        f"INSERT OR REPLACE INTO exported_item (target, {_ITEM}) VALUES (?, ?, ?, ?, ?, ?)",
        [(target, *item[:4], _text(item.ends_at)) for item in items],
    )


def _entry(row: Any) -> ExportedEntry:
    uid, digest, sequence, modified_at, kind, course_id, summary, starts_at, ends_at, is_gone = row
    return ExportedEntry(
        uid, digest, sequence, _at(modified_at), kind, course_id, summary, _at(starts_at),
        _at(ends_at), bool(is_gone),
    )  # fmt: skip


def _item(row: Any) -> ExportedItem:
    key, digest, kind, course_id, ends_at = row
    return ExportedItem(key, digest, kind, course_id, _at(ends_at))


def _entry_row(entry: ExportedEntry) -> tuple[str | int | None, ...]:
    return (
        entry.uid, entry.digest, entry.sequence, _text(entry.modified_at), entry.kind,
        entry.course_id, entry.summary, _text(entry.starts_at), _text(entry.ends_at),
        int(entry.is_gone),
    )  # fmt: skip


def _at(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _text(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()
