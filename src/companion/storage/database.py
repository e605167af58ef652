"""Opens, creates and migrates the one database file, and names what can go wrong with it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from companion.storage.files import free_bytes, make_folder, os_failure, sync_folder
from companion.workspace import StorageFailed

APPLICATION_ID = 0x436F6D70  # "Comp", which `file` and SQLite's own tools can show
VERSION = 1
MIGRATIONS = Path(__file__).with_name("migrations")
WAIT_MS = 5000
_OLDEST_SQLITE = (3, 37)  # STRICT tables
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


def failure(error: Exception, path: Path) -> StorageFailed:
    """Name why SQLite could not do its work, as StorageFailed. The detail holds no user data."""
    detail = f"{type(error).__name__}: {error}"
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        # the module itself raises these two: text that is no UTF-8, and values it cannot bind
        return StorageFailed("damaged" if "decode" in str(error) else "failed", detail)
    if code == _MOVED:
        return StorageFailed("missing", detail)
    if code in (_KEY_MISSING, _KEY_TAKEN):
        return StorageFailed("conflict", detail)
    primary = code & 0xFF
    if primary in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR):
        return StorageFailed(_why_not_opened(path), f"{detail} ({code})")
    return StorageFailed(_CODES.get(primary, "failed"), f"{detail} ({code})")


def _why_not_opened(path: Path) -> str:
    if not path.exists():
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
            with suppress(sqlite3.Error):
                con.execute("ROLLBACK")
        if isinstance(error, (sqlite3.Error, ValueError, TypeError, OverflowError)):
            raise failure(error, path) from error
        raise


@contextmanager
def snapshot(con: sqlite3.Connection, path: Path) -> Iterator[None]:
    """Read one state of the file throughout a block. Raises StorageFailed."""
    try:
        con.execute("BEGIN")
        yield
    except (sqlite3.Error, ValueError) as error:
        raise failure(error, path) from error
    finally:
        if con.in_transaction:
            with suppress(sqlite3.Error):  # on a damaged file even this can fail
                con.execute("ROLLBACK")


def open_database(
    path: Path, *, migrations: Path = MIGRATIONS, version: int = VERSION
) -> sqlite3.Connection:
    """Open the data file, made or migrated to `version` when needed.

    A file that cannot be written is opened for reading. Raises StorageFailed; a file of a newer
    version and a damaged one are left as they are.
    """
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        raise StorageFailed("failed", f"SQLite {sqlite3.sqlite_version} is older than 3.37")
    make_folder(path.parent)
    if not os.path.lexists(path):
        _create(path, migrations, version)
    con = connect(path)
    try:
        _check_version(con, path, version)
        if _number(con, "user_version") < version:
            _migrate_old(con, path, migrations, version)
        con.execute("PRAGMA foreign_keys=ON")
        con.execute("PRAGMA journal_mode=DELETE")
    except BaseException as error:
        con.close()
        if isinstance(error, sqlite3.Error):
            raise failure(error, path) from error
        raise
    _keep_private(path)
    return con


def connect(path: Path) -> sqlite3.Connection:
    """Connect to an existing file with everything durable and nothing trusted."""
    try:
        con = sqlite3.connect(_uri(path), uri=True, isolation_level=None, timeout=WAIT_MS / 1000)
    except (sqlite3.Error, ValueError) as error:
        raise failure(error, path) from error
    for pragma in (
        "synchronous=EXTRA",  # FULL does not sync the journal's removal: a power cut takes an edit
        "cell_size_check=ON",
        "trusted_schema=OFF",
        "temp_store=MEMORY",  # what the student wrote never lies in a temporary file
    ):
        con.execute(f"PRAGMA {pragma}")
    return con


def _uri(path: Path) -> str:
    """Name the file so that opening never makes an empty one."""
    name = path.absolute().as_posix()
    name = name.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    return f"file://{'' if name.startswith('/') else '/'}{name}?mode=rw"


def _number(con: sqlite3.Connection, pragma: str) -> int:
    return int(con.execute(f"PRAGMA {pragma}").fetchone()[0])


def _check_version(con: sqlite3.Connection, path: Path, version: int) -> None:
    """Refuse what is not ours or not yet known, before anything is written."""
    found = _number(con, "user_version")
    if _number(con, "application_id") != APPLICATION_ID or found < 1:
        # also an empty file: ours are complete from the moment they have their name
        raise StorageFailed("damaged", "not a Companion database")
    if found > version:
        raise StorageFailed("newer", f"version {found}, this program knows {version}")


def _create(path: Path, migrations: Path, version: int) -> None:
    """Make a complete database beside its place, then give it its name if that is still free."""
    fresh = path.with_name(f".{path.name}.{os.urandom(4).hex()}.new")
    try:
        os.close(os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        with closing(connect(fresh)) as con, transaction(con, fresh):
            con.execute(f"PRAGMA application_id={APPLICATION_ID}")
            _run(con, migrations, 0, version)
        _publish(fresh, path)
    except (OSError, StorageFailed) as error:
        if not path.exists():  # else another program was quicker: its file is as good
            raise error if isinstance(error, StorageFailed) else os_failure(error) from error
    finally:
        for name in (fresh, fresh.with_name(f"{fresh.name}-journal")):
            with suppress(OSError):
                name.unlink(missing_ok=True)


def _publish(fresh: Path, path: Path) -> None:
    """Name a finished file; a file that has the name already stays."""
    try:
        os.link(fresh, path)
    except FileExistsError:
        return
    except OSError:  # a file system without hard links
        if not path.exists():
            fresh.rename(path)
    sync_folder(path.parent)


def _migrate_old(con: sqlite3.Connection, path: Path, migrations: Path, version: int) -> None:
    """Bring an older database to `version`, all or nothing, a copy of it kept in backups/."""
    from companion.storage.copying import copy_database  # start-up: once a release

    copy: Path | None = None
    try:
        with transaction(con, path):
            old = _number(con, "user_version")
            if old >= version:
                return  # another program was quicker
            copy = copy_database(path, path.parent / "backups", f"before-version-{version}")
            _run(con, migrations, old, version)
            con.execute("DELETE FROM edit")  # its rows have the old columns
            broken = con.execute("PRAGMA foreign_key_check").fetchall()
            if broken:
                raise StorageFailed("damaged", f"{len(broken)} broken references")
    except BaseException:
        if copy is not None:
            copy.unlink(missing_ok=True)
        raise


def _run(con: sqlite3.Connection, migrations: Path, old: int, version: int) -> None:
    for number in range(old + 1, version + 1):
        script = (migrations / f"{number:04}.sql").read_text(encoding="utf-8")
        for statement in statements(script):
            con.execute(statement)
    con.execute(f"PRAGMA user_version={version}")


def statements(script: str) -> Iterator[str]:
    """Split SQL into its statements; `executescript` would commit the open transaction."""
    text = ""
    for line in script.splitlines(keepends=True):
        text += line
        if sqlite3.complete_statement(text):
            yield text
            text = ""
    if text.strip():
        yield text


def _keep_private(path: Path) -> None:
    """Take the file away from other users; where that cannot be done it stays as it was."""
    with suppress(OSError):
        if os.name == "posix" and path.stat().st_mode & 0o077:
            path.chmod(0o600)
