"""Opens, creates and migrates the one database file."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

from companion.storage.connection import SQLITE_ERRORS, connect, failure, transaction
from companion.storage.files import (
    make_folder,
    os_failure,
    sweep_unfinished,
    sync_folder,
    unfinished,
)
from companion.workspace import StorageFailed

APPLICATION_ID = 0x436F6D70  # "Comp", which `file` and SQLite's own tools can show
VERSION = 6
MIGRATIONS = Path(__file__).with_name("migrations")
_OLDEST_SQLITE = (3, 37)  # STRICT tables


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
        if isinstance(error, SQLITE_ERRORS):
            raise failure(error, path) from error
        raise
    _keep_private(path)
    return con


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


def make_database(path: Path, migrations: Path = MIGRATIONS, version: int = VERSION) -> None:
    """Make an empty database under a name that nothing has yet. Raises StorageFailed."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except OSError as error:
        raise os_failure(error) from error
    with closing(connect(path)) as con, transaction(con, path):
        con.execute(f"PRAGMA application_id={APPLICATION_ID}")
        _run(con, migrations, 0, version)


def bring_up_to_date(con: sqlite3.Connection, path: Path) -> None:
    """Migrate a file that is nobody's data yet, without a copy of it. Raises StorageFailed."""
    _check_version(con, path, VERSION)
    with transaction(con, path):
        if _number(con, "user_version") < VERSION:
            _run(con, MIGRATIONS, _number(con, "user_version"), VERSION)
            con.execute("DELETE FROM edit")  # its rows have the old columns


def _create(path: Path, migrations: Path, version: int) -> None:
    """Make a complete database beside its place, then give it its name if that is still free."""
    fresh = unfinished(path)
    try:
        make_database(fresh, migrations, version)
        _publish(fresh, path)
    except (OSError, StorageFailed) as error:
        if not os.path.exists(path):  # else another program was quicker: its file is as good
            with suppress(OSError):
                fresh.unlink(missing_ok=True)
            raise error if isinstance(error, StorageFailed) else os_failure(error) from error
    sweep_unfinished(path)


def _publish(fresh: Path, path: Path) -> None:
    """Name a finished file; a file that has the name already stays."""
    try:
        os.link(fresh, path)
    except OSError:  # the name is taken, or the file system has no hard links
        if not path.exists():
            fresh.rename(path)
    sync_folder(path.parent)


def _migrate_old(con: sqlite3.Connection, path: Path, migrations: Path, version: int) -> None:
    """Bring an older database to `version`, all or nothing, a copy of it kept in backups/."""
    # start-up: once a release
    from companion.models.snapshot import snapshot_name
    from companion.storage.copying import copy_database

    with transaction(con, path):
        old = _number(con, "user_version")
        if old >= version:
            return  # another program was quicker
        changed_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        name = snapshot_name(changed_at, "migration")
        copy = copy_database(path, path.parent / "backups", name)
        try:
            _run(con, migrations, old, version)
            con.execute("DELETE FROM edit")  # its rows have the old columns
            broken = con.execute("PRAGMA foreign_key_check").fetchall()
            if broken:
                raise StorageFailed("damaged", f"{len(broken)} broken references")
        except BaseException:
            copy.unlink(missing_ok=True)  # else each start would leave one more
            raise


def _run(con: sqlite3.Connection, migrations: Path, old: int, version: int) -> None:
    for number in range(old + 1, version + 1):
        try:
            script = (migrations / f"{number:04}.sql").read_text(encoding="utf-8")
        except OSError as error:
            raise StorageFailed("failed", f"migration {number} is not installed") from error
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
