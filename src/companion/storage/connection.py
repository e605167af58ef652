"""One connection to the database file: opened, its transactions, and what can go wrong with it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from companion.storage.files import free_bytes
from companion.workspace import StorageFailed

WAIT_MS = 5000
# what sqlite3 raises; ValueError where names or texts in a damaged file are no UTF-8
SQLITE_ERRORS = (sqlite3.Error, ValueError)
_LITTLE_ROOM = 64 * 1024

# https://www.sqlite.org/rescode.html; the low byte is the primary code
_CODES = {
    sqlite3.SQLITE_FULL: "disk_full",
    sqlite3.SQLITE_READONLY: "read_only",
    sqlite3.SQLITE_PERM: "read_only",
    sqlite3.SQLITE_BUSY: "locked",
    sqlite3.SQLITE_LOCKED: "locked",
    sqlite3.SQLITE_CORRUPT: "damaged",
    sqlite3.SQLITE_NOTADB: "damaged",
}
_MOVED = 8 | (4 << 8)  # SQLITE_READONLY_DBMOVED: the file was renamed or deleted while open
_KEY_MISSING = 19 | (3 << 8)  # SQLITE_CONSTRAINT_FOREIGNKEY
_KEY_TAKEN = 19 | (6 << 8)  # SQLITE_CONSTRAINT_PRIMARYKEY

_PRAGMAS = (
    "synchronous=EXTRA",  # FULL does not sync the journal's removal: a power cut takes an edit
    "cell_size_check=ON",
    "trusted_schema=OFF",
    "temp_store=MEMORY",  # what the student wrote never lies in a temporary file
)


def failure(error: Exception, path: Path) -> StorageFailed:
    """Name why SQLite could not do its work, as StorageFailed. The detail holds no user data."""
    detail = f"{type(error).__name__}: {error}"
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        # the module itself raises these two, with the text in question: stored text that is no
        # UTF-8, and values that cannot be stored
        is_stored = "decode" in str(error)
        return StorageFailed("damaged" if is_stored else "failed", type(error).__name__)
    if code == _MOVED:
        return StorageFailed("missing", detail)
    if code in (_KEY_MISSING, _KEY_TAKEN):
        return StorageFailed("conflict", detail)
    if str(error).startswith("no such "):  # its version says it has that table and column
        return StorageFailed("damaged", detail)
    primary = code & 0xFF
    if primary in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR):
        return StorageFailed(_why_not_opened(path), f"{detail} ({code})")
    return StorageFailed(_CODES.get(primary, "failed"), f"{detail} ({code})")


def _why_not_opened(path: Path) -> str:
    if not os.path.exists(path):  # unlike Path.exists, does not raise where one may not look
        return "missing"
    if free_bytes(path.parent) < _LITTLE_ROOM:
        return "disk_full"
    if not os.access(path.parent, os.W_OK) or not os.access(path, os.W_OK):
        return "read_only"
    return "failed"


@contextmanager
def transaction(con: sqlite3.Connection, path: Path) -> Iterator[None]:
    """Do all of a block or nothing. Raises StorageFailed; afterwards no transaction is open."""
    try:
        con.execute("BEGIN IMMEDIATE")
        yield
        con.execute("COMMIT")
    except BaseException as error:
        if con.in_transaction:
            with suppress(*SQLITE_ERRORS):
                con.execute("ROLLBACK")
        if isinstance(error, (*SQLITE_ERRORS, TypeError, OverflowError)):
            raise failure(error, path) from error
        raise


@contextmanager
def snapshot(con: sqlite3.Connection, path: Path) -> Iterator[None]:
    """Read one state of the file throughout a block. Raises StorageFailed."""
    try:
        con.execute("BEGIN")
        yield
    except SQLITE_ERRORS as error:
        raise failure(error, path) from error
    finally:
        if con.in_transaction:
            with suppress(*SQLITE_ERRORS):  # on a damaged file even this can fail
                con.execute("ROLLBACK")


def connect(path: Path) -> sqlite3.Connection:
    """Connect to an existing file with everything durable and nothing trusted. Raises
    StorageFailed."""
    con: sqlite3.Connection | None = None
    try:
        con = sqlite3.connect(_uri(path), uri=True, isolation_level=None, timeout=WAIT_MS / 1000)
        for pragma in _PRAGMAS:
            con.execute(f"PRAGMA {pragma}")
    except SQLITE_ERRORS as error:
        if con is not None:
            con.close()
        raise failure(error, path) from error
    return con


def _uri(path: Path) -> str:
    """Name the file so that opening never makes an empty one."""
    name = path.absolute().as_posix()
    name = name.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    return f"file://{'' if name.startswith('/') else '/'}{name}?mode=rw"
