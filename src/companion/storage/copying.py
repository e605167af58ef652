"""A whole, checked copy of a database file that may be in use."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from itertools import count
from pathlib import Path

from companion.storage.connection import SQLITE_ERRORS, connect, failure
from companion.storage.files import make_folder, os_failure, sync_folder, unfinished
from companion.workspace import StorageFailed


def copy_database(path: Path, folder: Path, name: str) -> Path:
    """Copy a database as `<name>.db`, or with a number when that is taken; return the copy.

    The copy has its name only once it is complete, synced and found sound. Raises StorageFailed.
    """
    make_folder(folder)
    fresh = unfinished(folder / name)
    try:
        os.close(os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        with closing(connect(path)) as source, closing(connect(fresh)) as target:
            source.backup(target, progress=refuse_lock)
            found = target.execute("PRAGMA integrity_check").fetchall()
        if found != [("ok",)]:
            raise StorageFailed("damaged", f"{len(found)} problems in the copy")
        copy = _free_name(folder, name)
        fresh.rename(copy)
        sync_folder(folder)
    except OSError as error:
        raise os_failure(error) from error
    except SQLITE_ERRORS as error:
        raise failure(error, path) from error
    finally:
        for left in (fresh, fresh.with_name(f"{fresh.name}-journal")):
            with suppress(OSError):
                left.unlink(missing_ok=True)
    return copy


def refuse_lock(status: int, remaining: int, total: int) -> None:
    """End a copy that met a lock for as long as a connection waits; sqlite3 would try for ever."""
    if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        raise StorageFailed("locked", "while copying")


def _free_name(folder: Path, name: str) -> Path:
    names = (folder / (f"{name}-{n}.db" if n else f"{name}.db") for n in count())
    return next(path for path in names if not path.exists())
