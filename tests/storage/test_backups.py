"""Copies hold everything; restoring and saving put whole data in place and delete nothing."""

import errno
import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from damage import lose_pages
from stored_records import ADD_EVERYTHING, EVERY, MADE_AT, RENAME

from companion.models.activity import Activity, ActivityKind
from companion.models.course import Course
from companion.models.exported import Exported, ExportedEntry
from companion.models.program import Program
from companion.models.repeat import Repeat
from companion.models.schedule import Change, Edit, Schedule
from companion.models.snapshot import Contents
from companion.storage import backups, restoring
from companion.storage.schedule_store import ScheduleStore
from companion.workspace import StorageFailed

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
WHOLE = Schedule.of(EVERY)
FIXTURES = Path(__file__).parents[1] / "fixtures"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "companion.db"


@pytest.fixture
def store(path: Path) -> Iterator[ScheduleStore]:
    made = ScheduleStore(path)
    made.apply(ADD_EVERYTHING, MADE_AT)
    yield made
    made.close()


def loaded(path: Path) -> Schedule:
    with closing(ScheduleStore(path)) as store:
        assert not store.check().problems
        return store.load()


def nothing_unfinished(path: Path) -> bool:
    return not [name for name in os.listdir(path.parent) if ".new" in name]


def test_a_copy_holds_everything_and_says_so(path: Path, store: ScheduleStore) -> None:
    copy = store.back_up("change", NOW)
    assert loaded(copy) == WHOLE
    at = datetime.fromisoformat(MADE_AT)
    assert backups.contents(copy) == Contents(1, 3, 1, ADD_EVERYTHING.name, at)
    (found,) = store.snapshots()
    assert (found.name, found.made_at, found.occasion) == (copy.name, NOW, "change")
    if os.name == "posix":
        assert stat.S_IMODE(copy.stat().st_mode) == 0o600


def test_older_copies_go_only_after_a_newer_one_was_found_sound(
    path: Path, store: ScheduleStore
) -> None:
    for n in range(4):
        store.back_up("change", NOW - timedelta(days=400, hours=n))
    (old,) = [s for s in store.snapshots() if s.made_at == NOW - timedelta(days=400)]
    folder = path.parent / backups.FOLDER
    (folder / "mine.db").write_bytes(b"kept")
    store.back_up("quit", NOW)
    assert [s.made_at for s in store.snapshots()] == [NOW, old.made_at]
    assert (folder / "mine.db").exists(), "what is none of ours stays"


def test_a_damaged_file_makes_no_copy_and_costs_none(path: Path, store: ScheduleStore) -> None:
    good = store.back_up("change", NOW - timedelta(days=1))
    store.close()
    damage(path)
    with pytest.raises(StorageFailed, match="damaged"):
        backups.take(path, "quit", NOW)
    assert [s.name for s in backups.listed(path)] == [good.name]


def test_what_a_killed_program_left_unfinished_goes_with_a_later_copy(
    path: Path, store: ScheduleStore
) -> None:
    store.back_up("quit", NOW)
    old, own = NOW - timedelta(hours=2), NOW - timedelta(minutes=2)
    left = {
        path.with_name(f".{path.name}.0123abcd.new"): old,
        path.with_name(f".{path.name}.0123abcd.new-journal"): old,
        path.parent / "backups" / ".2026-11-29-quit.00ff00ff.new": old,
        path.with_name(f".{path.name}.89abcdef.new"): own,  # of a restore at this very time
        path.with_name(".other.new"): old,  # of nobody knows whom
    }
    for file, at in left.items():
        file.write_bytes(b"SQLite")
        os.utime(file, (at.timestamp(), at.timestamp()))
    store.back_up("quit", NOW + timedelta(minutes=1))
    assert [file.name for file in left if file.exists()] == [
        ".companion.db.89abcdef.new",
        ".other.new",
    ]


def test_restoring_brings_all_back_and_an_open_window_sees_it(
    path: Path, store: ScheduleStore
) -> None:
    copy = store.back_up("change", NOW)
    store.apply(RENAME, MADE_AT)
    changed = store.load()
    kept = restoring.restore(path, copy, NOW + timedelta(minutes=1))
    assert store.was_changed_elsewhere()
    assert store.load() == WHOLE
    assert store.undo_name() == ADD_EVERYTHING.name, "the history of the copy comes with it"
    assert loaded(kept) == changed
    assert nothing_unfinished(path)


def test_what_calendar_files_were_told_only_grows_even_by_a_restore(
    path: Path, store: ScheduleStore
) -> None:
    store.keep_exported("google", Exported({"u": ExportedEntry("u", "one", 1)}, {}))
    copy = store.back_up("change", NOW)
    store.keep_exported("google", Exported({"u": ExportedEntry("u", "two", 5)}, {}))
    restoring.restore(path, copy, NOW)
    assert store.exported("google").entries["u"] == ExportedEntry("u", "two", 5)


@pytest.mark.parametrize("old", sorted(FIXTURES.glob("version-*.db")), ids=lambda p: p.stem)
def test_a_copy_of_an_older_version_is_brought_up_to_date(
    path: Path, store: ScheduleStore, old: Path
) -> None:
    before = old.read_bytes()
    restoring.restore(path, old, NOW)
    assert store.was_changed_elsewhere()
    assert store.load().table(Course)
    assert old.read_bytes() == before


def foreign(folder: Path, sql: str) -> Path:
    """A file of our own kind with something in it that is not."""
    made = folder / "foreign.db"
    with closing(ScheduleStore(made)) as store:
        store.apply(ADD_EVERYTHING, MADE_AT)
    with closing(sqlite3.connect(made)) as con:
        con.executescript(sql)
        con.commit()
    return made


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE activity SET done_at = 'yesterday'",
        "UPDATE activity SET course_id = 'gone'",
        "DROP TABLE activity",
        "ALTER TABLE activity RENAME TO a; CREATE VIEW activity AS SELECT * FROM a",
        "UPDATE edit SET changes = '[['",
        "PRAGMA user_version=0",
        "PRAGMA application_id=7",
    ],
)
def test_a_file_that_is_not_whole_is_refused_and_changes_nothing(
    path: Path, store: ScheduleStore, tmp_path: Path, sql: str
) -> None:
    source = foreign(tmp_path, sql)
    with pytest.raises(StorageFailed, match="damaged"):
        restoring.restore(path, source, NOW)
    assert store.load() == WHOLE
    assert store.snapshots() == []
    assert nothing_unfinished(path)


def test_a_quick_look_finds_a_damaged_page_that_no_record_lies_on(path: Path) -> None:
    store = ScheduleStore(path)
    store.apply(ADD_EVERYTHING, MADE_AT)
    assert store.is_sound()
    store.close()
    with closing(sqlite3.connect(path)) as con:
        sql = "SELECT rootpage FROM sqlite_master WHERE name = 'activity_by_course'"
        (page,) = con.execute(sql).fetchone()
    content = bytearray(path.read_bytes())
    content[4096 * (page - 1) + 3 : 4096 * (page - 1) + 60] = bytes(57)
    path.write_bytes(content)
    store = ScheduleStore(path)
    assert store.load() == WHOLE
    assert not store.is_sound()
    store.close()


def test_nothing_but_rows_comes_out_of_a_foreign_file(
    path: Path, store: ScheduleStore, tmp_path: Path
) -> None:
    trigger = "CREATE TRIGGER bad AFTER INSERT ON edit BEGIN DELETE FROM activity; END"
    restoring.restore(path, foreign(tmp_path, trigger), NOW)
    with closing(sqlite3.connect(path)) as con:
        assert not con.execute("SELECT * FROM sqlite_master WHERE type = 'trigger'").fetchall()


def test_a_newer_file_is_refused(path: Path, store: ScheduleStore, tmp_path: Path) -> None:
    with pytest.raises(StorageFailed, match="newer"):
        restoring.restore(path, foreign(tmp_path, "PRAGMA user_version=999"), NOW)


def damage(path: Path) -> None:
    """Lose the first page: nothing can be read any more."""
    with path.open("r+b") as file:
        file.write(b"\x55" * 4096)


def test_damaged_data_is_set_aside_byte_for_byte_when_a_copy_is_put_back(
    path: Path, store: ScheduleStore
) -> None:
    copy = store.back_up("change", NOW)
    store.close()
    damage(path)
    broken = path.read_bytes()
    path.with_name("companion.db-journal").write_bytes(b"of the damaged file")
    kept = restoring.restore(path, copy, NOW)
    assert kept.read_bytes() == broken
    assert not path.with_name("companion.db-journal").exists(), "it is not of the new file"
    assert loaded(path) == WHOLE


def test_data_that_is_gone_is_put_back(path: Path, store: ScheduleStore) -> None:
    copy = store.back_up("change", NOW)
    store.close()
    path.unlink()
    assert restoring.restore(path, copy, NOW) == path
    assert loaded(path) == WHOLE


def many(path: Path, n: int = 400) -> Schedule:
    """A file of many pages."""
    with closing(ScheduleStore(path)) as store:
        work = [
            Activity(f"a{k:04}", f"u{k}", "c1", ActivityKind.READING, f"Read {k}", notes="x" * 500)
            for k in range(n)
        ]
        store.apply(Edit("More", tuple(Change(None, a) for a in work)), MADE_AT)
        return store.load()


def test_what_can_still_be_read_of_damaged_data_is_saved(path: Path, store: ScheduleStore) -> None:
    store.close()
    whole = many(path)
    content = lose_pages(path.read_bytes(), b"x" * 100, every=9)
    path.write_bytes(content)
    held, rebuilt = restoring.what_can_be_saved(path)
    assert path.read_bytes() == content, "a look changes nothing"
    kept, again = restoring.salvage(path, NOW)
    assert again == rebuilt
    assert rebuilt.is_partial
    assert kept.read_bytes() == content
    saved = loaded(path).table(Activity)
    assert held.activities == len(saved)
    assert 300 < len(saved) < 400
    assert all(whole.table(Activity)[key] == value for key, value in saved.items())


def test_work_of_a_lost_course_and_a_course_of_a_lost_program_live_on(
    path: Path, store: ScheduleStore
) -> None:
    store.close()
    with closing(sqlite3.connect(path)) as con:
        con.execute("DELETE FROM program")
        con.commit()
    restoring.salvage(path, NOW)
    saved = loaded(path)
    assert saved.table(Course) == WHOLE.table(Course)
    assert [p.id for p in saved.table(Program).values()] == ["p1"]
    with closing(sqlite3.connect(path)) as con:
        con.execute("DELETE FROM course")
        con.commit()
    restoring.salvage(path, NOW)
    assert {a.id: a.course_id for a in loaded(path).table(Activity).values()} == {
        "a1": None,
        "a2": None,
        "a3": None,
    }
    assert not loaded(path).table(Repeat)


def test_work_of_a_lost_weekly_rule_lives_on_by_itself(path: Path, store: ScheduleStore) -> None:
    store.close()
    with closing(sqlite3.connect(path)) as con:
        con.execute("DELETE FROM repeat WHERE id = 'r2'")
        con.commit()
    restoring.salvage(path, NOW)
    work = WHOLE.table(Activity)["a3"]._replace(repeat_id=None, repeat_week=None)
    assert loaded(path).table(Activity) == {**WHOLE.table(Activity), "a3": work}


def test_data_that_cannot_be_read_now_is_not_taken_for_damaged(
    path: Path, store: ScheduleStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = store.back_up("change", NOW)

    def busy(_: Path) -> sqlite3.Connection:
        error = sqlite3.OperationalError("unable to open database file")
        error.sqlite_errorcode = sqlite3.SQLITE_CANTOPEN
        raise error

    monkeypatch.setattr(backups, "_read_only", busy)
    with pytest.raises(StorageFailed, match="failed"):
        restoring.restore(path, copy, NOW)
    assert store.load() == WHOLE
    assert not (path.parent / restoring.DAMAGED).exists()


@pytest.mark.parametrize("nth", [1, 2, 3])
def test_damaged_data_stays_where_it_is_when_nothing_can_take_its_place(
    path: Path, store: ScheduleStore, monkeypatch: pytest.MonkeyPatch, nth: int
) -> None:
    copy = store.back_up("change", NOW)
    store.close()
    damage(path)
    journal = path.with_name(f"{path.name}-journal")
    journal.write_bytes(b"of it")
    broken, moves, rename = path.read_bytes(), iter(range(1, 99)), Path.rename

    def refuses(self: Path, target: Path) -> Path:
        if next(moves) == nth:
            raise OSError(errno.EIO, "I/O error")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refuses)
    with pytest.raises(StorageFailed, match="failed"):
        restoring.restore(path, copy, NOW)
    assert (path.read_bytes(), journal.read_bytes()) == (broken, b"of it")


def test_nothing_to_be_read_is_told_and_the_damaged_file_can_be_moved_away(
    path: Path, store: ScheduleStore
) -> None:
    store.close()
    damage(path)
    with pytest.raises(StorageFailed, match="damaged"):
        restoring.what_can_be_saved(path)
    assert restoring.start_afresh(path, NOW).exists()
    assert not path.exists()


def test_a_backup_replaces_a_backup_and_no_other_file(
    path: Path, store: ScheduleStore, tmp_path: Path
) -> None:
    target = tmp_path / "mine.companion"
    backups.write_backup(path, target)
    store.apply(RENAME, MADE_AT)
    backups.write_backup(path, target)
    assert loaded(target) == store.load()
    essay = tmp_path / "essay.txt"
    essay.write_text("twelve pages")
    for wrong, code in ((essay, "not_ours"), (tmp_path, "is_folder"), (path, "not_ours"),
                        (tmp_path / "no" / "x", "no_folder")):  # fmt: skip
        with pytest.raises(StorageFailed, match=code):
            backups.write_backup(path, wrong)
    assert essay.read_text() == "twelve pages"
