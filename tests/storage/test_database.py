"""The data file: made whole, kept private, migrated or refused, never overwritten."""

import errno
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from stored_records import ADD_EVERYTHING, EVERY, MADE_AT, RENAME, TICK, every

from companion.models.program import Program
from companion.models.schedule import Change, Edit, Schedule
from companion.models.snapshot import read_name
from companion.storage import connection, database
from companion.storage.copying import copy_database
from companion.storage.database import APPLICATION_ID, VERSION, open_database, statements
from companion.storage.schedule_store import ScheduleStore
from companion.workspace import StorageFailed

FIXTURES = Path(__file__).parents[1] / "fixtures"
SOURCE = Path(__file__).parents[2] / "src"
posix = pytest.mark.skipif(os.name != "posix", reason="modes and open files are POSIX")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "companion.db"


@pytest.fixture
def filled(path: Path) -> Path:
    store = ScheduleStore(path)
    store.apply(ADD_EVERYTHING, MADE_AT)
    store.close()
    return path


def pragma(con: sqlite3.Connection, name: str) -> object:
    return con.execute(f"PRAGMA {name}").fetchone()[0]


# Opening


def test_a_connection_is_durable_and_trusts_nothing(path: Path) -> None:
    with closing(open_database(path)) as con:
        found = {
            name: pragma(con, name)
            for name in (
                "journal_mode", "synchronous", "foreign_keys", "cell_size_check",
                "trusted_schema", "busy_timeout", "application_id", "user_version", "temp_store",
            )
        }  # fmt: skip
    assert found == {
        "journal_mode": "delete",
        "synchronous": 3,
        "foreign_keys": 1,
        "cell_size_check": 1,
        "trusted_schema": 0,
        "busy_timeout": 5000,
        "application_id": APPLICATION_ID,
        "user_version": VERSION,
        "temp_store": 2,
    }


def test_only_the_data_file_is_left_after_making_it(path: Path) -> None:
    open_database(path).close()
    assert [file.name for file in path.parent.iterdir()] == ["companion.db"]


@pytest.mark.parametrize("name", ["a b", "100%", "what?", "c#", "ü–日本", "a'b\"c", "x;y&z=1"])
def test_any_folder_name_will_do(tmp_path: Path, name: str) -> None:
    path = tmp_path / name / "companion.db"
    open_database(path).close()
    open_database(path).close()
    assert path.is_file()
    assert [folder.name for folder in tmp_path.iterdir()] == [name]


@posix
def test_only_the_student_may_read_folder_and_file(path: Path) -> None:
    before = os.umask(0)
    try:
        open_database(path).close()
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@posix
def test_a_file_others_may_read_is_made_private_but_a_given_folder_stays(path: Path) -> None:
    path.parent.mkdir(mode=0o755)
    open_database(path).close()
    path.chmod(0o644)
    open_database(path).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o755


def test_a_quicker_program_keeps_its_new_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both found no file and made one; the second to finish must not replace the first's."""
    finish = database._publish

    def after_another(fresh: Path, to: Path) -> None:
        monkeypatch.undo()
        store = ScheduleStore(to)
        store.apply(ADD_EVERYTHING, MADE_AT)
        store.close()
        finish(fresh, to)

    monkeypatch.setattr(database, "_publish", after_another)
    with closing(open_database(path)) as con:
        assert con.execute("SELECT count(*) FROM program").fetchone() == (1,)
    assert [file.name for file in path.parent.iterdir()] == ["companion.db"]


def test_what_a_killed_program_began_is_swept_up(path: Path) -> None:
    path.parent.mkdir()
    for name in (".companion.db.0a1b2c3d.new", ".companion.db.0a1b2c3d.new-journal"):
        path.with_name(name).write_text("half")
    path.with_name("notes.txt").write_text("theirs")
    open_database(path).close()
    assert {file.name for file in path.parent.iterdir()} == {"companion.db", "notes.txt"}


def test_an_incomplete_installation_makes_no_file(path: Path, tmp_path: Path) -> None:
    with pytest.raises(StorageFailed, match="failed"):
        open_database(path, migrations=tmp_path)
    assert list(path.parent.iterdir()) == []


def test_a_disk_without_hard_links_will_do(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EOPNOTSUPP, "no hard links")

    monkeypatch.setattr(os, "link", refuse)
    open_database(path).close()
    assert [file.name for file in path.parent.iterdir()] == ["companion.db"]


# Refusing


def test_a_newer_version_is_refused_without_a_byte_written(filled: Path) -> None:
    with closing(sqlite3.connect(filled)) as con:
        con.execute(f"PRAGMA user_version={VERSION + 1}")
    before, stamp = filled.read_bytes(), filled.stat().st_mtime_ns
    with pytest.raises(StorageFailed, match="newer"):
        ScheduleStore(filled)
    assert (filled.read_bytes(), filled.stat().st_mtime_ns) == (before, stamp)
    assert [file.name for file in filled.parent.iterdir()] == ["companion.db"]


def _foreign(path: Path) -> None:
    with closing(sqlite3.connect(path)) as con:
        con.execute("CREATE TABLE theirs (x)")


def _cut(path: Path) -> None:
    database_bytes = path.read_bytes()
    path.write_bytes(database_bytes[: len(database_bytes) // 3])


DAMAGES = {
    "empty": lambda path: path.write_bytes(b""),
    "text": lambda path: path.write_text("BEGIN:VCALENDAR\n" * 1000),
    "zeros": lambda path: path.write_bytes(bytes(20_000)),
    "cut": _cut,
    "cut in the header": lambda path: path.write_bytes(path.read_bytes()[:50]),
    "random": lambda path: path.write_bytes(os.urandom(20_000)),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_is_told_and_left_as_it_is(filled: Path, damage: str) -> None:
    DAMAGES[damage](filled)
    before = filled.read_bytes()
    with pytest.raises(StorageFailed, match="damaged"):
        ScheduleStore(filled).load()
    assert filled.read_bytes() == before


def test_the_database_of_another_program_is_refused(path: Path) -> None:
    path.parent.mkdir()
    _foreign(path)
    before = path.read_bytes()
    with pytest.raises(StorageFailed, match="damaged"):
        ScheduleStore(path)
    assert path.read_bytes() == before


def test_a_folder_that_cannot_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for folder in (tmp_path / "file", tmp_path / "file" / "below", tmp_path / "nul\0"):
        with pytest.raises(StorageFailed, match="missing"):
            ScheduleStore(folder / "companion.db")


def test_a_folder_in_place_of_the_file_is_told(path: Path) -> None:
    path.mkdir(parents=True)
    with pytest.raises(StorageFailed):
        ScheduleStore(path)


def test_a_link_that_leads_nowhere_is_told_and_not_replaced(path: Path) -> None:
    path.parent.mkdir()
    path.symlink_to(path.with_name("unplugged"))
    with pytest.raises(StorageFailed, match="missing"):
        ScheduleStore(path)
    assert path.is_symlink()


# Not permitted: even root must ask once it has given up its rights

_AS_STUDENT = """
import ctypes, os, sys
if os.geteuid() == 0:
    libc = ctypes.CDLL(None)
    for right in (1, 2, 3):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH, CAP_FOWNER
        libc.prctl(24, right, 0, 0, 0)  # PR_CAPBSET_DROP: gone after the next exec
os.execv(sys.executable, [sys.executable, "-c", sys.argv[1], *sys.argv[2:]])
"""
_TRY = """
import os, sys
from pathlib import Path
from companion.models.program import Program
from companion.models.schedule import Change, Edit
from companion.storage.schedule_store import ScheduleStore
from companion.workspace import StorageFailed
try:
    store = ScheduleStore(Path(sys.argv[1]))
    print(len(list(store.load().records())), store.undo_name())
    store.apply(Edit("Add", (Change(None, Program("new", "")),)), "now")
    print("stored")
except StorageFailed as fault:
    print(fault.code)
"""


def as_student(path: Path) -> list[str]:
    """What a program without special rights can do with the file: lines of `_TRY`."""
    found = subprocess.run(
        [sys.executable, "-c", _AS_STUDENT, _TRY, str(path)],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        check=True,
    )
    return found.stdout.splitlines()


@pytest.fixture
def modes(filled: Path) -> Iterator[None]:
    yield
    filled.parent.chmod(0o700)
    filled.chmod(0o600)


@pytest.mark.skipif(sys.platform != "linux", reason="rights are given up the Linux way")
@pytest.mark.usefixtures("modes")
@pytest.mark.parametrize(
    ("folder", "file", "told"),
    [
        (0o700, 0o400, [f"{len(EVERY)} Add everything", "read_only"]),
        (0o500, 0o400, [f"{len(EVERY)} Add everything", "read_only"]),
        (0o500, 0o600, [f"{len(EVERY)} Add everything", "read_only"]),
        (0o000, 0o600, ["read_only"]),
        (0o700, 0o000, ["read_only"]),
        (0o700, 0o600, [f"{len(EVERY)} Add everything", "stored"]),
    ],
    ids=["file", "both", "folder", "no folder", "no file", "neither"],
)
def test_read_only_data_is_shown_and_edits_are_refused(
    filled: Path, folder: int, file: int, told: list[str]
) -> None:
    filled.chmod(file)
    filled.parent.chmod(folder)
    assert as_student(filled) == told


@pytest.mark.skipif(sys.platform != "linux", reason="rights are given up the Linux way")
@pytest.mark.usefixtures("modes")
def test_a_new_file_in_a_read_only_folder_is_refused(filled: Path) -> None:
    filled.parent.chmod(0o500)
    assert as_student(filled.with_name("new.db")) == ["read_only"]
    assert as_student(filled.parent / "below" / "new.db") == ["read_only"]


# Migrating


@pytest.fixture
def later(tmp_path: Path) -> Path:
    """The migrations of a later version, which renames programs."""
    folder = tmp_path / "migrations"
    shutil.copytree(database.MIGRATIONS, folder)
    (folder / f"{VERSION + 1:04}.sql").write_text(
        "-- a semicolon; in a comment\n"
        "UPDATE program SET name = name || '; later';\n"
        "CREATE TABLE later (\n  x TEXT DEFAULT ';'\n) STRICT;\n"
        "CREATE TRIGGER t AFTER INSERT ON later BEGIN\n  SELECT 1;\n  SELECT 2;\nEND;\n"
    )
    return folder


def migrate(path: Path, folder: Path) -> None:
    open_database(path, migrations=folder, version=VERSION + 1).close()


def rows(path: Path, sql: str) -> list[tuple]:
    with closing(sqlite3.connect(path)) as con:
        return con.execute(sql).fetchall()


def test_an_older_file_is_migrated_and_its_copy_kept(filled: Path, later: Path) -> None:
    changed_at = datetime.fromtimestamp(int(filled.stat().st_mtime), UTC)
    migrate(filled, later)
    migrate(filled, later)
    assert rows(filled, "PRAGMA user_version") == [(VERSION + 1,)]
    assert rows(filled, "SELECT name FROM program") == [(f"{EVERY[0].name}; later",)]
    assert rows(filled, "SELECT count(*) FROM edit") == [(0,)], "history ends at a migration"
    (copy,) = (filled.parent / "backups").iterdir()
    assert read_name(copy.name) == (changed_at, "migration")
    old = ScheduleStore(copy)
    assert old.load() == Schedule.of(EVERY)
    assert old.undo_name() == "Add everything"
    old.close()


@posix
def test_a_copy_is_as_private_as_the_file(filled: Path, later: Path) -> None:
    migrate(filled, later)
    (copy,) = (filled.parent / "backups").iterdir()
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert stat.S_IMODE(copy.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    "statement",
    ["INSERT INTO nowhere VALUES (1);", "DELETE FROM program;", "THIS IS NOT SQL"],
    ids=["fails", "breaks references", "no statement"],
)
def test_a_migration_that_fails_leaves_the_old_file(
    filled: Path, later: Path, statement: str
) -> None:
    with (later / f"{VERSION + 1:04}.sql").open("a") as script:
        script.write(statement)
    before = filled.read_bytes()
    with pytest.raises(StorageFailed):
        migrate(filled, later)
    assert filled.read_bytes() == before
    assert list((filled.parent / "backups").iterdir()) == []
    store = ScheduleStore(filled)
    assert store.undo_name() == "Add everything"
    store.close()


def test_an_earlier_copy_is_not_replaced(filled: Path) -> None:
    backups = filled.parent / "backups"
    copies = [copy_database(filled, backups, "before-version-2") for _ in range(3)]
    names = ["before-version-2.db", "before-version-2-1.db", "before-version-2-2.db"]
    assert [copy.name for copy in copies] == names
    assert sorted(file.name for file in backups.iterdir()) == sorted(names)


def test_a_damaged_file_is_not_kept_as_a_copy(filled: Path) -> None:
    pages = filled.read_bytes()
    filled.write_bytes(pages[: 8 * 4096] + os.urandom(12 * 4096) + pages[20 * 4096 :])
    with pytest.raises(StorageFailed, match="damaged"):
        copy_database(filled, filled.parent / "backups", "copy")
    assert list((filled.parent / "backups").iterdir()) == []


def test_a_copy_does_not_wait_for_a_lock_for_ever(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "WAIT_MS", 20)
    with closing(open_database(filled)) as con:
        con.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StorageFailed, match="locked"):
            copy_database(filled, filled.parent / "backups", "copy")


def test_statements_are_split_where_they_end() -> None:
    script = "-- a; b\nSELECT ';';\nSELECT 2;\n\nCREATE TRIGGER t AFTER INSERT ON x BEGIN\n"
    found = list(statements(script + "SELECT 1;\nEND;\n"))
    assert len(found) == 3
    assert found[2].strip().endswith("END;")


def test_migrations_are_numbered_up_to_the_version() -> None:
    names = sorted(file.name for file in database.MIGRATIONS.glob("*.sql"))
    assert names == [f"{number:04}.sql" for number in range(1, VERSION + 1)]


@pytest.mark.parametrize("version", range(1, VERSION + 1))
def test_the_files_of_every_version_open(version: int, tmp_path: Path) -> None:
    path = tmp_path / "companion.db"
    shutil.copy(FIXTURES / f"version-{version}.db", path)
    store = ScheduleStore(path)
    assert store.load() == Schedule.of(every(version)).with_(RENAME)
    assert store.setting("city") == "Europe/Berlin"
    assert store.check().problems == ()
    if version == VERSION:
        assert (store.undo_name(), store.redo_name()) == ("Rename", "Untick")
        assert store.redo() == TICK
    store.apply(Edit("Add", (Change(None, Program("new", "")),)), MADE_AT)
    store.close()
