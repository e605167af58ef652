"""Edits are durable, can be undone anywhere, and never overwrite what they did not see."""

import gc
import os
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stored_records import (
    ACTIVITY,
    ADD_EVERYTHING,
    ANY,
    COURSE,
    EVERY,
    MADE_AT,
    PROGRAM,
    RENAME,
    TICK,
)

from companion import edits
from companion.models.activity import Activity, ActivityKind
from companion.models.busy_calendar import BusyCalendar, BusyTimes
from companion.models.program import Program
from companion.models.schedule import Change, Edit, Schedule
from companion.storage.schedule_store import KEPT_EDITS, ScheduleStore
from companion.storage.tables import TABLES
from companion.workspace import StorageFailed, Swap

Opener = type[ScheduleStore]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "companion.db"


@pytest.fixture
def store(path: Path) -> Iterator[ScheduleStore]:
    store = ScheduleStore(path)
    yield store
    store.close()


@pytest.fixture
def other(store: ScheduleStore, path: Path) -> Iterator[ScheduleStore]:
    """A second store on the same file, as a command beside an open window has."""
    other = ScheduleStore(path)
    yield other
    other.close()


def rename(before: str, after: str) -> Edit:
    return Edit(f"To {after}", (Change(Program("p", before), Program("p", after)),))


def add_program(store: ScheduleStore, name: str = "0") -> None:
    store.apply(Edit("Add", (Change(None, Program("p", name)),)), MADE_AT)


def stored_rows(store: ScheduleStore) -> list[tuple]:
    """Everything stored as SQLite holds it, but for the history."""
    tables = [table.name for table in TABLES.values()]
    rows = [store._con.execute(f"SELECT * FROM {table} ORDER BY id") for table in tables]
    return [tuple(found) for found in rows]


# Reading


def test_a_new_file_is_empty(store: ScheduleStore) -> None:
    assert store.load() == Schedule()
    assert (store.undo_name(), store.redo_name()) == (None, None)
    assert (store.undo(), store.redo()) == (None, None)


def test_every_record_is_there_after_opening_again(store: ScheduleStore, path: Path) -> None:
    store.apply(ADD_EVERYTHING, MADE_AT)
    store.close()
    again = ScheduleStore(path)
    assert again.load() == Schedule.of(EVERY)
    again.close()


def test_loading_leaves_the_garbage_collector_as_it_was(store: ScheduleStore) -> None:
    store.load()
    assert gc.isenabled()


# Conflicts


def test_a_record_changed_elsewhere_is_not_overwritten(
    store: ScheduleStore, other: ScheduleStore
) -> None:
    add_program(store, "old")
    other.apply(rename("old", "theirs"), MADE_AT)
    with pytest.raises(StorageFailed, match="conflict"):
        store.apply(rename("old", "mine"), MADE_AT)
    assert store.load().get(Program, "p") == Program("p", "theirs")
    assert store.undo_name() == "To theirs"


@pytest.mark.parametrize(
    "change",
    [
        Change(None, Program("p", "again")),
        Change(Program("gone", ""), None),
        Change(Program("gone", ""), Program("gone", "new")),
        Change(Program("p", "0", 7), None),
    ],
    ids=["exists already", "nothing to delete", "nothing to change", "another value"],
)
def test_a_change_that_does_not_fit_stores_nothing_of_its_edit(
    store: ScheduleStore, change: Change
) -> None:
    add_program(store)
    before = store.load()
    with pytest.raises(StorageFailed, match="conflict"):
        store.apply(Edit("Both", (Change(None, Program("q", "")), change)), MADE_AT)
    assert store.load() == before
    assert store.undo_name() == "Add"


def test_what_others_came_to_need_meanwhile_is_not_deleted(
    store: ScheduleStore, other: ScheduleStore
) -> None:
    store.apply(Edit("Add", (Change(None, PROGRAM), Change(None, COURSE))), MADE_AT)
    stale = store.load()
    reading = Activity("a", "u", COURSE.id, ActivityKind.READING, "t")
    other.apply(edits.add_activities(other.load(), [reading]), MADE_AT)
    with pytest.raises(StorageFailed, match="conflict"):
        store.apply(edits.remove_course(stale, COURSE.id), MADE_AT)
    assert store.load().get(Activity, "a") == reading


def test_changes_may_come_in_any_order(store: ScheduleStore) -> None:
    backwards = Edit("Add", tuple(Change(None, record) for record in reversed(EVERY)))
    store.apply(backwards, MADE_AT)
    store.apply(Edit("Remove", tuple(Change(record, None) for record in EVERY)), MADE_AT)
    assert store.load() == Schedule()


# Undo and redo


def test_undo_and_redo_work_across_stores_and_restarts(path: Path) -> None:
    def fresh() -> ScheduleStore:
        nonlocal store
        store.close()
        store = ScheduleStore(path)
        return store

    store = ScheduleStore(path)
    store.apply(ADD_EVERYTHING, MADE_AT)
    fresh().apply(TICK, MADE_AT)
    assert fresh().undo() == TICK.inverse()
    assert fresh().redo_name() == "Untick"
    assert fresh().undo() == ADD_EVERYTHING.inverse()
    assert store.load() == Schedule()
    assert fresh().redo() == ADD_EVERYTHING
    assert fresh().redo() == TICK
    assert fresh().redo() is None
    assert store.load() == Schedule.of(EVERY).with_(TICK)
    store.close()


def test_a_new_edit_ends_redo(store: ScheduleStore) -> None:
    add_program(store)
    store.apply(rename("0", "1"), MADE_AT)
    store.undo()
    store.apply(rename("0", "2"), MADE_AT)
    assert (store.undo_name(), store.redo_name()) == ("To 2", None)
    store.undo()
    store.undo()
    assert store.load() == Schedule()


def test_the_last_200_edits_can_be_undone(store: ScheduleStore) -> None:
    store._con.execute("PRAGMA synchronous=OFF")
    add_program(store)
    for n in range(KEPT_EDITS + 5):
        store.apply(rename(str(n), str(n + 1)), MADE_AT)
    steps = 0
    while store.undo():
        steps += 1
    assert steps == KEPT_EDITS == 200
    assert store.load().get(Program, "p") == Program("p", "5")
    while store.redo():
        steps -= 1
    assert steps == 0


def test_the_limit_holds_also_after_edits_were_dropped_from_redo(store: ScheduleStore) -> None:
    store._con.execute("PRAGMA synchronous=OFF")
    add_program(store)
    for n in range(KEPT_EDITS):
        store.apply(rename(str(n), str(n + 1)), MADE_AT)
    for _ in range(50):
        store.undo()
    store.apply(rename("150", "last"), MADE_AT)
    assert store.check().edits == KEPT_EDITS - 50 + 1
    assert store.undo() == rename("150", "last").inverse()


any_activity = ANY[Activity].map(
    lambda activity: activity._replace(course_id=None, repeat_id=None, repeat_week=None)
)


@settings(
    max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(
    st.lists(
        st.lists(
            st.tuples(st.sampled_from(["a1", "a2", "a3"]), st.none() | any_activity),
            min_size=1,
            max_size=4,
        ),
        max_size=6,
    )
)
def test_undoing_everything_leaves_what_was_there_bit_for_bit(
    tmp_path_factory: pytest.TempPathFactory, plans: list
) -> None:
    """Also between two stores on one file; redoing everything leads back as exactly."""
    path = tmp_path_factory.mktemp("undo") / "x.db"
    stores = [ScheduleStore(path), ScheduleStore(path)]
    for store in stores:
        store._con.execute("PRAGMA synchronous=OFF")
    try:
        states = [stored_rows(stores[0])]
        for turn, plan in enumerate(plans):
            stores[turn % 2].apply(_edit_of(stores[0].load(), plan), MADE_AT)
            states.append(stored_rows(stores[0]))
        for turn, state in enumerate(reversed(states[:-1])):
            assert stores[turn % 2].undo() is not None
            assert stored_rows(stores[1]) == state
        for turn, state in enumerate(states[1:]):
            assert stores[turn % 2].redo() is not None
            assert stored_rows(stores[1]) == state
    finally:
        for store in stores:
            store.close()


def _edit_of(schedule: Schedule, plan: list) -> Edit:
    changes = []
    for record_id, wanted in plan:
        after = wanted and wanted._replace(id=record_id)
        before = schedule.get(Activity, record_id)
        if before is not None or after is not None:
            changes.append(Change(before, after))
            schedule = schedule.with_(Edit("", (changes[-1],)))
    return Edit("Plan", tuple(changes))


# Others on the same file


def test_own_edits_are_no_news(store: ScheduleStore) -> None:
    store.load()
    add_program(store)
    store.undo()
    store.set_setting("theme", "dark")
    assert not store.was_changed_elsewhere()


def test_edits_of_another_store_are_news_once(store: ScheduleStore, other: ScheduleStore) -> None:
    store.load()
    add_program(other)
    assert store.was_changed_elsewhere()
    assert not store.was_changed_elsewhere()


def test_an_edit_between_the_others_edit_and_the_look_hides_nothing(
    store: ScheduleStore, other: ScheduleStore
) -> None:
    store.load()
    add_program(other)
    store.set_setting("theme", "dark")
    assert store.was_changed_elsewhere()


def test_a_locked_file_is_looked_at_later_without_waiting(
    store: ScheduleStore, other: ScheduleStore
) -> None:
    other._con.execute("BEGIN EXCLUSIVE")
    other._con.execute("INSERT INTO setting VALUES ('k', 'v')")
    began = time.monotonic()
    assert not store.was_changed_elsewhere()
    assert time.monotonic() - began < 2
    other._con.execute("COMMIT")
    assert store.was_changed_elsewhere()


def test_a_file_put_in_its_place_is_read(store: ScheduleStore, path: Path) -> None:
    restored = ScheduleStore(path.with_name("restored.db"))
    add_program(restored, "restored")
    restored.close()
    os.replace(restored.path, path)
    assert store.was_changed_elsewhere()
    assert store.load().get(Program, "p") == Program("p", "restored")
    store.apply(rename("restored", "on"), MADE_AT)
    assert not store.was_changed_elsewhere()


# Settings


def test_settings_are_kept_and_not_undone(store: ScheduleStore, other: ScheduleStore) -> None:
    assert store.setting("theme") is None
    store.set_setting("theme", "dark")
    store.set_setting("theme", "light")
    assert other.setting("theme") == "light"
    assert (store.undo_name(), store.undo()) == (None, None)
    store.set_setting("theme", None)
    assert other.setting("theme") is None


def test_a_setting_is_swapped_only_while_it_is_what_it_was_known_to_be(
    store: ScheduleStore, other: ScheduleStore
) -> None:
    store.swap_setting(Swap("timer", None, "one"))
    other.swap_setting(Swap("timer", "one", "two"))
    for stale in (None, "one"):
        with pytest.raises(StorageFailed, match="conflict"):
            store.swap_setting(Swap("timer", stale, "three"))
    assert store.setting("timer") == "two"
    store.swap_setting(Swap("timer", "two", None))
    assert other.setting("timer") is None


def test_an_edit_and_the_setting_swapped_with_it_are_stored_together_or_not_at_all(
    store: ScheduleStore, other: ScheduleStore
) -> None:
    add_program(store)
    other.set_setting("timer", "theirs")
    with pytest.raises(StorageFailed, match="conflict"):
        store.apply(rename("0", "1"), MADE_AT, Swap("timer", None, "mine"))
    assert store.load().get(Program, "p") == Program("p", "0")
    with pytest.raises(StorageFailed, match="conflict"):
        store.apply(rename("gone", "1"), MADE_AT, Swap("timer", "theirs", None))
    assert store.setting("timer") == "theirs"
    store.apply(rename("0", "1"), MADE_AT, Swap("timer", "theirs", None))
    assert store.setting("timer") is None
    store.undo()
    assert store.setting("timer") is None


# Failures


def test_a_full_disk_changes_nothing_and_the_store_works_once_there_is_room(
    store: ScheduleStore,
) -> None:
    add_program(store)
    pages = store._con.execute("PRAGMA page_count").fetchone()[0]
    store._con.execute(f"PRAGMA max_page_count={pages}")
    huge = rename("0", "x" * 1_000_000)
    with pytest.raises(StorageFailed, match="disk_full"):
        store.apply(huge, MADE_AT)
    assert store.load().get(Program, "p") == Program("p", "0")
    assert store.undo_name() == "Add"
    store._con.execute("PRAGMA max_page_count=1000000")
    store.apply(huge, MADE_AT)
    assert store.load().get(Program, "p") == huge.changes[0].after


def test_a_file_locked_too_long_is_told(store: ScheduleStore, other: ScheduleStore) -> None:
    store._con.execute("PRAGMA busy_timeout=10")
    other._con.execute("BEGIN IMMEDIATE")
    for write in (lambda: add_program(store), store.undo, lambda: store.set_setting("k", "v")):
        with pytest.raises(StorageFailed, match="locked"):
            write()
    other._con.execute("ROLLBACK")
    add_program(store)


def test_the_wait_for_a_lock_is_five_seconds_after_a_look_too(store: ScheduleStore) -> None:
    store.was_changed_elsewhere()
    assert store._con.execute("PRAGMA busy_timeout").fetchone() == (5000,)


def test_a_vanished_folder_is_told_and_its_return_is_noticed(
    store: ScheduleStore, path: Path
) -> None:
    add_program(store)
    path.parent.rename(path.parent.with_name("away"))
    with pytest.raises(StorageFailed, match="missing"):
        store.apply(rename("0", "1"), MADE_AT)
    assert not store.was_changed_elsewhere() or store.load()
    path.parent.with_name("away").rename(path.parent)
    store.apply(rename("0", "1"), MADE_AT)
    assert store.load().get(Program, "p") == Program("p", "1")


def test_a_deleted_file_takes_no_edits(store: ScheduleStore, path: Path) -> None:
    add_program(store)
    path.unlink()
    with pytest.raises(StorageFailed, match="missing"):
        store.apply(rename("0", "1"), MADE_AT)


@pytest.mark.parametrize(
    "record",
    [Program("q", "\ud800"), Program("q", "", 2**70), Program("", ""), Program("q", None)],
    ids=["half a character", "number too large", "no id", "no name"],
)
def test_a_value_that_cannot_be_stored_leaves_the_store_usable(
    store: ScheduleStore, record: Program
) -> None:
    add_program(store)
    with pytest.raises(StorageFailed):
        store.apply(Edit("Add", (Change(None, Program("r", "")), Change(None, record))), MADE_AT)
    store.apply(rename("0", "1"), MADE_AT)
    assert store.load() == Schedule.of([Program("p", "1")])


def test_an_interrupted_edit_is_rolled_back(store: ScheduleStore) -> None:
    with suppress(KeyboardInterrupt), store._writing() as con:
        con.execute("INSERT INTO program VALUES ('p', '', 0)")
        raise KeyboardInterrupt
    assert store.load() == Schedule()


# Checking


def test_a_sound_file_has_no_problems(store: ScheduleStore) -> None:
    store.apply(ADD_EVERYTHING, MADE_AT)
    store.apply(RENAME, MADE_AT)
    assert store.check() == ((), 1, 2, 3, 2)


def test_problems_are_named_without_titles(store: ScheduleStore) -> None:
    store.apply(ADD_EVERYTHING, MADE_AT)
    store._con.execute("PRAGMA ignore_check_constraints=ON")
    store._con.execute("PRAGMA foreign_keys=OFF")
    store._con.execute("UPDATE meeting SET kind = 'party' WHERE id = 'm1'")
    store._con.execute("UPDATE course SET starts_on = '2026-13-01'")
    store._con.execute("UPDATE contact SET course_id = 'nowhere'")
    store._con.execute("UPDATE edit SET changes = substr(changes, 1, 100)")
    problems = store.check().problems
    for expected in (
        "meeting m1 cannot be read",
        "course c1 cannot be read",
        "contact names a course that is not there",
        "edit 1 cannot be read",
    ):
        assert expected in problems
    assert not any("Machine" in problem for problem in problems)


def test_an_unreadable_record_is_damage_and_not_left_out(store: ScheduleStore) -> None:
    store.apply(ADD_EVERYTHING, MADE_AT)
    store._con.execute("UPDATE activity SET steps = '[[' WHERE id = ?", (ACTIVITY.id,))
    with pytest.raises(StorageFailed, match="damaged"):
        store.load()
    store._con.execute("UPDATE edit SET changes = '[[\"party\",null,null]]'")
    with pytest.raises(StorageFailed, match="damaged"):
        store.undo()


def test_text_that_is_none_is_damage_and_kept_out_of_the_log(store: ScheduleStore) -> None:
    store.apply(ADD_EVERYTHING, MADE_AT)
    store._con.execute("UPDATE activity SET title = CAST(x'534543524554ff' AS TEXT)")
    with pytest.raises(StorageFailed, match="damaged") as fault:
        store.load()
    assert "SECRET" not in fault.value.detail
    assert "the table activity cannot be read" in store.check().problems


def test_a_missing_table_is_damage(store: ScheduleStore) -> None:
    store._con.execute("DROP TABLE recording")
    with pytest.raises(StorageFailed, match="damaged"):
        store.load()
    assert "the table recording cannot be read" in store.check().problems


def test_damaged_pages_are_told(store: ScheduleStore, path: Path) -> None:
    store.apply(ADD_EVERYTHING, MADE_AT)
    root = store._con.execute("SELECT rootpage FROM sqlite_schema WHERE name='activity'")
    page = root.fetchone()[0]
    store.close()
    with path.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(os.urandom(4096))
    again = ScheduleStore(path)
    assert again.check().problems
    with pytest.raises(StorageFailed, match="damaged"):
        again.load()
    again.close()


def test_what_a_calendar_holds_is_outside_of_undo_and_goes_with_its_last_edit(
    tmp_path: Path,
) -> None:
    store = ScheduleStore(tmp_path / "x.db")
    work, club = BusyCalendar("aaaaaaaaaaaa", "Work"), BusyCalendar("bbbbbbbbbbbb", "Club")
    for calendar in (work, club):
        store.apply(Edit("Add calendar", (Change(None, calendar),)), MADE_AT)
        store.keep_busy(BusyTimes(calendar.id, "202610270900\t60\t\tOne"))
    store.keep_busy(BusyTimes(work.id, "202610270900\t60\t\tTwo"))
    assert store.undo() == Edit("Add calendar", (Change(club, None),))
    assert set(store.load().table(BusyTimes)) == {work.id, club.id}
    assert store.load().table(BusyTimes)[work.id].content.endswith("Two")
    store.apply(Edit("Rename", (Change(work, work._replace(name="Office")),)), MADE_AT)
    store.keep_busy(BusyTimes(work.id))
    assert set(store.load().table(BusyTimes)) == {work.id}, "no undo brings the club back"
    store.close()
