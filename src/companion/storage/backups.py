"""Copies of the data file: made on occasions, listed, looked into, and thinned out."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from companion.models.snapshot import Contents, Snapshot, read_name, snapshot_name, superfluous
from companion.storage.connection import SQLITE_ERRORS, failure
from companion.storage.copying import copy_database
from companion.storage.database import APPLICATION_ID
from companion.storage.files import os_failure, sweep_left, sync_folder
from companion.workspace import StorageFailed

FOLDER = "backups"


def take(path: Path, occasion: str, now: datetime) -> Path:
    """Copy the data file on an occasion at an aware instant, then remove the copies that are too
    many; return the copy, which was opened and found sound. Raises StorageFailed."""
    folder = path.parent / FOLDER
    copy = copy_database(path, folder, snapshot_name(now, occasion))
    for old in superfluous(listed(path), now):
        if old.name != copy.name:
            with suppress(OSError):  # next time
                (folder / old.name).unlink()
    return copy


def sweep(path: Path, now: datetime) -> None:
    """Remove what killed programs left unfinished of a data file and its copies."""
    for folder in (path.parent, path.parent / FOLDER):
        sweep_left(folder, now)


def listed(path: Path) -> list[Snapshot]:
    """Return the copies of a data file, the newest first; empty where there are none."""
    try:
        return sorted(_found(path.parent / FOLDER), key=lambda s: (s.made_at, s.name), reverse=True)
    except OSError:
        return []


def _found(folder: Path) -> Iterator[Snapshot]:
    for file in folder.iterdir():
        told = read_name(file.name)
        if told is not None and file.is_file():
            yield Snapshot(file.name, *told, file.stat().st_size)


def contents(path: Path) -> Contents:
    """Look into a copy without changing it. Raises StorageFailed."""
    try:
        with closing(_read_only(path)) as con:
            courses, work, done = con.execute(
                "SELECT (SELECT count(*) FROM course), (SELECT count(*) FROM activity), "
                "(SELECT count(*) FROM activity WHERE stage = 'done')"
            ).fetchone()
            last = con.execute(
                "SELECT name, made_at FROM edit WHERE NOT is_undone ORDER BY id DESC LIMIT 1"
            ).fetchone()
            at = datetime.fromisoformat(last[1]) if last else None
    except SQLITE_ERRORS as error:
        raise failure(error, path) from error
    return Contents(courses, work, done, last[0] if last else "", at)


def _read_only(path: Path) -> sqlite3.Connection:
    """Connect to a file that nobody else writes to; nothing is made beside it."""
    uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    return sqlite3.connect(uri, uri=True, isolation_level=None)


def write_backup(path: Path, target: Path) -> None:
    """Put everything in one file, which replaces an older backup but no other file.

    Raises StorageFailed: "not_ours" for a file that is no backup, "is_folder".
    """
    try:
        target = target.resolve()
        if target.is_dir():
            raise StorageFailed("is_folder")
        if target.exists() and target.stat().st_size and not is_ours(target):
            raise StorageFailed("not_ours")
        if not target.parent.is_dir():
            raise StorageFailed("no_folder")
        if target.exists() and target.samefile(path):
            raise StorageFailed("not_ours", "the data itself")
        copy = copy_database(path, target.parent, f"{target.name}.companion")
        try:
            copy.replace(target)
        except BaseException:
            copy.unlink(missing_ok=True)
            raise
        sync_folder(target.parent)
    except OSError as error:
        raise os_failure(error) from error


def is_ours(path: Path) -> bool:
    """Tell whether a file says that it is a data file of this program. Raises StorageFailed where
    it cannot be read now: that says nothing about what it is."""
    try:
        with closing(_read_only(path)) as con:
            return bool(con.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID)
    except SQLITE_ERRORS as error:
        fault = failure(error, path)
        if fault.code != "damaged":
            raise fault from error
        return False
