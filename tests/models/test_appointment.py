"""Own appointments: their days, what can be stored, and what an edit does to one of many."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from companion import planning_edits
from companion.models.activity import PlannedBlock
from companion.models.appointment import Appointment, dates_between
from companion.models.appointment_check import check_appointment
from companion.models.faults import Refused
from companion.models.schedule import Schedule

BERLIN = "Europe/Berlin"
DENTIST = Appointment("a", "a@x", "Dentist", datetime(2026, 10, 28, 17), BERLIN, 90)
WORK = Appointment(
    "w", "w@x", "Work", datetime(2026, 10, 19, 9), BERLIN, 480, until=date(2026, 11, 16)
)
MONDAYS = [date(2026, 10, 19) + timedelta(weeks=n) for n in range(5)]


def only(schedule: Schedule, record_id: str) -> Appointment:
    found = schedule.get(Appointment, record_id)
    assert found is not None
    return found


def test_a_series_keeps_its_wall_time_across_a_clock_change() -> None:
    assert list(WORK.days()) == MONDAYS
    found = dates_between(
        WORK, datetime(2026, 10, 19, tzinfo=UTC), datetime(2026, 10, 27, tzinfo=UTC)
    )
    assert [at.hour for _, at, _ in found] == [7, 8]


def test_skipped_days_are_left_out() -> None:
    left = WORK._replace(skipped=(MONDAYS[1], MONDAYS[4]))
    assert list(left.days()) == [MONDAYS[0], MONDAYS[2], MONDAYS[3]]


def test_one_that_only_reaches_into_the_span_is_found() -> None:
    night = DENTIST._replace(starts=datetime(2026, 10, 28, 22), minutes=600)
    start = datetime(2026, 10, 29, 6, 59, tzinfo=UTC)
    assert dates_between(night, start, start + timedelta(days=1))
    assert not dates_between(night, start + timedelta(minutes=1), start + timedelta(days=1))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"title": ""}, "appointment_empty"),
        ({"title": "x" * 201}, "name_long"),
        ({"minutes": 4}, "appointment_range"),
        ({"minutes": 24 * 60 + 1}, "appointment_range"),
        ({"zone": "Nowhere/Here"}, "unknown_zone"),
        ({"starts": datetime(2026, 10, 25, 2, 30)}, "time_twice"),
        ({"starts": datetime(2026, 3, 29, 2, 30)}, "time_missing"),
        ({"starts": datetime(1999, 1, 1, 9)}, "date_range"),
        ({"until": date(2026, 10, 27)}, "until_backwards"),
        ({"until": date(2029, 1, 1)}, "until_far"),
        ({"until": date(2026, 10, 30), "skipped": (date(2026, 10, 28),)}, "until_none"),
        ({"link": "file:///etc/passwd"}, "link_scheme"),
        ({"note": "x" * 20_001}, "text_long"),
    ],
)
def test_what_cannot_be_stored_is_refused(changes: dict[str, object], code: str) -> None:
    wrong = DENTIST._replace(**changes)  # type: ignore[arg-type]
    assert [fault.code for fault in check_appointment(wrong)] == [code]
    with pytest.raises(Refused):
        planning_edits.add_appointment(Schedule(), wrong)


def test_a_series_through_a_skipped_hour_is_taken_and_follows_the_rule() -> None:
    early = WORK._replace(starts=datetime(2027, 3, 21, 2, 30), until=date(2027, 4, 4))
    assert check_appointment(early) == []
    assert early.at(date(2027, 3, 28)) == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)


def test_moving_one_day_of_a_series_leaves_the_others() -> None:
    schedule = Schedule.of([WORK])
    to = datetime(2026, 10, 27, 10)
    edit = planning_edits.move_appointment(schedule, "w", MONDAYS[1], to, BERLIN, 60)
    assert edit is not None
    after = schedule.with_(edit)
    assert only(after, "w").skipped == (MONDAYS[1],)
    (single,) = (a for a in after.table(Appointment).values() if a.id != "w")
    assert (single.starts, single.minutes, single.until) == (to, 60, None)
    assert single.uid != WORK.uid
    assert after.with_(edit.inverse()) == schedule


def test_moving_a_day_to_where_it_is_changes_nothing() -> None:
    schedule = Schedule.of([WORK, DENTIST])
    same = datetime(2026, 10, 26, 9)
    assert planning_edits.move_appointment(schedule, "w", MONDAYS[1], same, BERLIN, 480) is None
    day = DENTIST.starts.date()
    move = planning_edits.move_appointment
    assert move(schedule, "a", day, DENTIST.starts, BERLIN, 90) is None
    assert move(schedule, "gone", day, DENTIST.starts, BERLIN, 90) is None
    assert move(schedule, "w", date(2026, 10, 27), same, BERLIN, 60) is None


def test_removing_a_day_removes_the_series_with_its_last_one() -> None:
    schedule = Schedule.of([WORK])
    for day in MONDAYS:
        edit = planning_edits.remove_appointment(schedule, "w", day)
        assert edit is not None
        schedule = schedule.with_(edit)
    assert schedule == Schedule()


def test_removing_without_a_day_removes_all() -> None:
    schedule = Schedule.of([WORK])
    edit = planning_edits.remove_appointment(schedule, "w")
    assert edit is not None
    assert schedule.with_(edit) == Schedule()


def test_a_block_is_planned_moved_and_removed() -> None:
    schedule = Schedule()
    starts = datetime(2026, 10, 28, 18, 45)
    for edit_of in (
        lambda s, _: planning_edits.plan_block(s, "work", starts, BERLIN, 45),
        lambda s, i: planning_edits.move_block(s, i, starts, "Asia/Kolkata", 60),
        lambda s, i: planning_edits.remove_block(s, i),
    ):
        block_id = next(iter(schedule.table(PlannedBlock)), "")
        edit = edit_of(schedule, block_id)
        assert edit is not None
        assert schedule.with_(edit).with_(edit.inverse()) == schedule
        schedule = schedule.with_(edit)
    assert schedule == Schedule()


@pytest.mark.parametrize("hour", [datetime(2026, 3, 29, 2, 30), datetime(2026, 10, 25, 2, 30)])
def test_a_block_is_not_planned_at_a_time_that_is_not_one(hour: datetime) -> None:
    with pytest.raises(Refused):
        planning_edits.plan_block(Schedule(), "work", hour, BERLIN, 45)
    schedule = Schedule.of([PlannedBlock("b", "b@x", "work", datetime(2026, 3, 1), BERLIN, 45)])
    with pytest.raises(Refused):
        planning_edits.move_block(schedule, "b", hour, BERLIN, 45)


IN_A_ROW = [("a", 60), ("b", 30), ("c", 30), ("d", 30)]


def test_work_planned_in_a_row_follows_each_other_across_an_hour_that_is_skipped() -> None:
    one, before = datetime(2026, 3, 29, 1), datetime(2026, 3, 28, tzinfo=UTC)
    edit = planning_edits.plan_in_a_row(Schedule(), IN_A_ROW, one, BERLIN, before)
    assert edit is not None
    blocks = [change.after for change in edit.changes if isinstance(change.after, PlannedBlock)]
    ends = [block.at + timedelta(minutes=block.minutes) for block in blocks]
    assert ends[:-1] == [block.at for block in blocks[1:]]


def test_of_work_planned_in_a_row_none_is_put_into_an_hour_that_comes_twice() -> None:
    """The second of the two would be stored as the first, over what stands there."""
    one, before = datetime(2026, 10, 25, 1), datetime(2026, 10, 24, tzinfo=UTC)
    with pytest.raises(Refused, match="time_twice"):
        planning_edits.plan_in_a_row(Schedule(), IN_A_ROW, one, BERLIN, before)
