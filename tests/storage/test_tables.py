"""Records lie in their tables exactly."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stored_records import ANY, COURSE, EVERY

from companion.models.activity import Activity, ActivityKind, DueDate
from companion.models.meeting import Meeting, MeetingKind
from companion.models.occurrence import Override
from companion.models.schedule import RECORD_TYPES, Change, Edit
from companion.storage.schedule_store import ScheduleStore
from companion.storage.tables import TABLES

ACTIVITY = Activity("a", "u", None, ActivityKind.READING, "t")


def shape(value: object) -> object:
    """A value with the types of all its parts, as 1 == True and equality does not tell."""
    if isinstance(value, tuple):
        return type(value), [shape(part) for part in value]
    return type(value), value


def test_every_record_type_has_a_table() -> None:
    assert set(TABLES) == set(RECORD_TYPES) == set(ANY) == {type(record) for record in EVERY}


@pytest.mark.parametrize("kind", RECORD_TYPES, ids=lambda kind: kind.__name__)
def test_columns_stand_in_the_order_of_the_migration(kind: type, tmp_path: Path) -> None:
    store = ScheduleStore(tmp_path / "x.db")
    found = store._con.execute(f"PRAGMA table_info({TABLES[kind].name})").fetchall()
    store.close()
    assert tuple(row[1] for row in found) == TABLES[kind].columns


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> ScheduleStore:
    store = ScheduleStore(tmp_path_factory.mktemp("tables") / "x.db")
    store._con.execute("PRAGMA synchronous=OFF")
    store._con.execute("PRAGMA foreign_keys=OFF")
    yield store
    store.close()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.data())
@pytest.mark.parametrize("kind", RECORD_TYPES, ids=lambda kind: kind.__name__)
def test_a_record_reads_back_as_it_was_stored(
    kind: type, scratch: ScheduleStore, data: st.DataObject
) -> None:
    record = data.draw(ANY[kind])
    scratch.apply(Edit("Add", (Change(None, record),)), "now")
    try:
        assert shape(scratch.load().get(kind, record.id)) == shape(record)
    finally:
        undone = scratch.undo()
    assert shape(undone) == shape(Edit("Add", (Change(record, None),)))


def test_an_instant_of_any_offset_is_stored_in_utc() -> None:
    done_at = datetime(2026, 10, 25, 2, 30, tzinfo=timezone(timedelta(hours=2)))
    row = TABLES[Activity].encode(ACTIVITY._replace(done_at=done_at))
    assert "2026-10-25T00:30:00+00:00" in row
    found = TABLES[Activity].decode(row)
    assert isinstance(found, Activity)
    assert found.done_at == done_at
    assert found.done_at.tzinfo is UTC


@pytest.mark.parametrize(
    "record",
    [
        ACTIVITY._replace(done_at=datetime(2026, 10, 25, 2, 30)),
        ACTIVITY._replace(due=DueDate(datetime(2026, 10, 25, 2, 30, tzinfo=UTC), "UTC")),
        Override("m:2026-01-01", starts=datetime(2026, 10, 25, 2, 30, tzinfo=UTC)),
        COURSE._replace(due_time=time(9, tzinfo=UTC)),
        Meeting("m", "u", "c", MeetingKind.RECITATION, 1, time(9, tzinfo=UTC), 60, "UTC"),
    ],
    ids=["naive instant", "due", "override", "due time", "meeting"],
)
def test_a_time_that_could_be_read_two_ways_is_not_stored(record: tuple) -> None:
    with pytest.raises(ValueError, match="offset"):
        TABLES[type(record)].encode(record)


def test_a_day_is_stored_as_people_write_it() -> None:
    assert date(2026, 8, 31).isoformat() in TABLES[type(COURSE)].encode(COURSE)
