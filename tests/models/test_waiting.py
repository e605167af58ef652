"""What waits is found by its due date as a search through everything finds it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from schedules import activity

from companion.models import agenda, today
from companion.models.activity import DueDate, Stage
from companion.models.course import Course
from companion.models.schedule import Schedule
from companion.models.waiting import due_between, to_watch, undated
from companion.models.week_planning import to_plan, waiting_around
from companion.sample import SAMPLE_NOW, sample_records

SAMPLE = Schedule.of(sample_records())
ZONES = [ZoneInfo(name) for name in ("Europe/Berlin", "Pacific/Kiritimati", "Pacific/Pago_Pago")]
days = st.dates(date(2026, 8, 1), date(2027, 2, 1))
stages = st.sampled_from(list(Stage))
dues = st.none() | st.builds(
    lambda day, hour, zone: DueDate(datetime(day.year, day.month, day.day, hour), zone.key),
    days,
    st.integers(0, 23),
    st.sampled_from(ZONES),
)
work = st.lists(
    st.tuples(st.sampled_from(["c0", "c1", None]), st.none() | st.integers(1, 16), stages, dues),
    max_size=8,
)


def schedule_of(rows: list[tuple[str | None, int | None, Stage, DueDate | None]]) -> Schedule:
    courses = [Course(f"c{n}", "p", f"C{n}", "Name", 14, date(2026, 8, 26 + n)) for n in range(2)]
    return Schedule.of(
        [
            *courses,
            *(
                activity(f"a{n}", course_id=course, week=week, stage=stage, due=due)
                for n, (course, week, stage, due) in enumerate(rows)
            ),
        ]
    )


@given(rows=work, first=days, zone=st.sampled_from(ZONES))
def test_a_week_is_planned_as_if_everything_had_been_searched(
    rows: list[tuple[str | None, int | None, Stage, DueDate | None]], first: date, zone: ZoneInfo
) -> None:
    for schedule in (schedule_of(rows), SAMPLE):
        found = to_plan(schedule, waiting_around(schedule, first), first, SAMPLE_NOW, zone)
        assert found == to_plan(schedule, agenda.checklist(schedule), first, SAMPLE_NOW, zone)


@pytest.mark.parametrize("hours", [-2000, -3, 0, 40, 3000])
def test_late_and_waiting_are_those_of_the_whole_list(hours: int) -> None:
    now = SAMPLE_NOW + timedelta(hours=hours)
    everything = agenda.checklist(SAMPLE)
    assert today.late(SAMPLE, now) == [item for item in everything if item.is_late(now)]
    assert today.waiting(SAMPLE, now) == [
        item
        for item in everything
        if item.activity and item.activity.is_waiting_for_student and (item.due_at or now) > now
        and item.due_at is not None
    ]  # fmt: skip
    week = now + timedelta(days=7)
    assert today.waiting(SAMPLE, now, week) == [
        item for item in today.waiting(SAMPLE, now) if item.due_at and item.due_at < week
    ]


def test_what_is_settled_or_dated_is_not_undated() -> None:
    rows = [("c0", 3, stage, None) for stage in Stage]
    schedule = schedule_of([*rows, (None, None, Stage.OPEN, None)])
    found = undated(schedule, date(2026, 9, 9), date(2026, 9, 9))
    assert {item.stage for item in found} == set(Stage) - {Stage.DONE, Stage.HANDED_IN}
    assert len(found) == 4
    elsewhere = undated(schedule, date(2026, 9, 10), date(2026, 9, 30))
    assert [item.course_id for item in elsewhere] == [None]
    assert due_between(schedule, None, None) == []


def test_recordings_to_watch_are_those_of_the_whole_list() -> None:
    whole = [item for item in agenda.checklist(SAMPLE, 1.5) if item.activity is None]
    assert to_watch(SAMPLE, 1.5) == whole
    assert whole
