"""Puts a copy, or what could be saved of a damaged file, in the place of the data.

What is replaced is never deleted: whole data becomes a copy like any other, damaged data is moved
into a folder of its own, byte for byte.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from itertools import count
from pathlib import Path

from companion.models.snapshot import Contents, snapshot_name
from companion.storage import backups
from companion.storage.connection import SQLITE_ERRORS, connect, failure, transaction
from companion.storage.copying import refuse_lock
from companion.storage.exported_rows import read_exported, write_exported
from companion.storage.files import make_folder, os_failure, sync_folder, unfinished
from companion.storage.rebuilding import Rebuilt, rebuild
from companion.workspace import StorageFailed

DAMAGED = "damaged"


def restore(path: Path, source: Path, now: datetime) -> Path:
    """Replace the data at `path` by what a copy or a backup file holds, at an aware instant;
    return where the replaced data lies now.

    All or nothing, also when the program is killed. Open windows see it as a change. What
    calendar files were told stays known: it only grows. Raises StorageFailed; then the data is
    as it was.
    """
    if not source.is_file():
        raise StorageFailed("is_folder" if source.is_dir() else "no_file")
    with _rebuilt(path, source, is_tolerant=False) as (fresh, _):
        return _put_in_place(path, fresh, now)


def salvage(path: Path, now: datetime) -> tuple[Path, Rebuilt]:
    """Replace damaged data by all of it that can be read; return where the damaged file lies now,
    and what was saved. Raises StorageFailed; then the data is as it was."""
    with _rebuilt(path, path, is_tolerant=True) as (fresh, rebuilt):
        return _put_in_place(path, fresh, now), rebuilt


def what_can_be_saved(path: Path) -> tuple[Contents, Rebuilt]:
    """Look how much of damaged data can be read, without a change to it. Raises StorageFailed
    where nothing can."""
    with _rebuilt(path, path, is_tolerant=True) as (fresh, rebuilt):
        return backups.contents(fresh), rebuilt


def start_afresh(path: Path, now: datetime) -> Path:
    """Move damaged data away, so that the next start begins with nothing; return where it lies.
    Raises StorageFailed."""
    return _set_aside(path, now)


@contextmanager
def _rebuilt(path: Path, source: Path, *, is_tolerant: bool) -> Iterator[tuple[Path, Rebuilt]]:
    """A whole new file of the rows of a source, which is read from a copy of its bytes."""
    copied, fresh = unfinished(path), unfinished(path)
    try:
        make_folder(path.parent)
        _copy_bytes(source, copied)
        yield fresh, rebuild(copied, fresh, is_tolerant=is_tolerant)
    except OSError as error:
        raise os_failure(error) from error
    finally:
        for left in (copied, fresh):
            for name in (left, left.with_name(f"{left.name}-journal")):
                with suppress(OSError):
                    name.unlink(missing_ok=True)


def _copy_bytes(source: Path, target: Path) -> None:
    """Copy a file, and the journal of a change that was cut off, for the owner only."""
    for suffix in ("-journal", ""):
        found = source.with_name(f"{source.name}{suffix}")
        if suffix and not found.exists():
            continue
        handle = os.open(f"{target}{suffix}", os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with found.open("rb") as reading, open(handle, "wb") as writing:
            shutil.copyfileobj(reading, writing)


def _put_in_place(path: Path, fresh: Path, now: datetime) -> Path:
    if not os.path.lexists(path):
        fresh.rename(path)
        sync_folder(path.parent)
        return path
    try:
        if not backups.is_ours(path):  # an empty file is a whole database, but not ours
            raise StorageFailed("damaged")
        kept = backups.take(path, "restore", now)
        _keep_ledger(path, fresh)
        _overwrite(path, fresh)
    except StorageFailed as error:
        if error.code not in ("damaged", "newer"):
            raise
        kept = _set_aside(path, now)
        try:
            fresh.rename(path)
        except OSError:
            _put_back(kept.parent, path)
            raise
        sync_folder(path.parent)
    return kept


def _overwrite(path: Path, fresh: Path) -> None:
    """Write one file's pages over another's in one transaction, seen by all who have it open."""
    try:
        with closing(connect(fresh)) as source, closing(connect(path)) as target:
            source.backup(target, progress=refuse_lock)
    except SQLITE_ERRORS as error:
        raise failure(error, path) from error


def _keep_ledger(path: Path, fresh: Path) -> None:
    """Take along what calendar files were told last, which the copy may not know."""
    try:
        with closing(connect(path)) as now, closing(connect(fresh)) as new:
            targets = now.execute("SELECT DISTINCT target FROM exported_entry").fetchall()
            with transaction(new, fresh):
                for (target,) in targets:
                    write_exported(new, target, read_exported(now, target))
    except sqlite3.OperationalError:
        return  # an older version without a ledger
    except SQLITE_ERRORS as error:
        raise failure(error, path) from error


def _set_aside(path: Path, now: datetime) -> Path:
    """Move a damaged file, its journal first: it must never be applied to another file."""
    folder = _new_folder(path.parent / DAMAGED, snapshot_name(now, DAMAGED))
    try:
        for suffix in ("-journal", ""):
            found = path.with_name(f"{path.name}{suffix}")
            if os.path.lexists(found):
                found.rename(folder / found.name)
        sync_folder(folder)
        sync_folder(path.parent)
    except OSError as error:
        _put_back(folder, path)
        raise os_failure(error) from error
    return folder / path.name


def _put_back(folder: Path, path: Path) -> None:
    """Take back a move that could not be finished: data must not be missing for it."""
    for suffix in ("", "-journal"):
        with suppress(OSError):
            (folder / f"{path.name}{suffix}").rename(path.with_name(f"{path.name}{suffix}"))
    with suppress(OSError):
        folder.rmdir()


def _new_folder(parent: Path, name: str) -> Path:
    make_folder(parent)
    for n in count():
        folder = parent / (f"{name}-{n}" if n else name)
        if not folder.exists():
            make_folder(folder)
            return folder
    raise AssertionError
