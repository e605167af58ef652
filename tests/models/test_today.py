"""What Today shows of courses: the present week of each, and its hours."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from schedules import THANKSGIVING, activity, draft, only_course, schedule_of

from companion import edits
from companion.models.activity import PlannedBlock
from companion.models.agenda import Workload
from companion.models.schedule import Change, Edit
from companion.models.term import BreakWeek, CourseWeek
from companion.models.today import planned_today, present_weeks, week_hours


def test_a_course_in_a_break_week_asks_for_no_hours() -> None:
    schedule = schedule_of(draft(breaks=(THANKSGIVING,)))
    thursday = datetime(2026, 11, 26, 12, tzinfo=UTC)
    [(course, week)] = present_weeks(schedule, thursday)
    assert course == only_course(schedule)
    assert isinstance(week, BreakWeek)
    assert week.name == "Thanksgiving"
    assert week_hours(schedule, thursday) == []


@pytest.mark.parametrize(
    ("now", "number"),
    [
        (datetime(2026, 11, 23, 4, 59, tzinfo=UTC), 12),  # Sunday 23:59 where it is taught
        (datetime(2026, 11, 30, 5, 0, tzinfo=UTC), 13),  # Monday 00:00 there
    ],
)
def test_a_week_begins_and_ends_where_the_course_is_taught(now: datetime, number: int) -> None:
    schedule = schedule_of(draft(breaks=(THANKSGIVING,)))
    edit = edits.add_activities(
        schedule, [activity("a", course_id=only_course(schedule).id, week=number, minutes=40)]
    )
    assert edit is not None
    [(_, week)] = present_weeks(schedule, now)
    assert isinstance(week, CourseWeek)
    assert week.number == number
    [hours] = week_hours(schedule.with_(edit), now)
    assert (hours.week, hours.load) == (number, Workload(120, 0, 80))


@pytest.mark.parametrize("night", [date(2026, 10, 25), date(2027, 3, 28)])
def test_the_evening_lasts_until_five_on_the_clock_also_in_the_night_it_changes(
    night: date,
) -> None:
    lisbon, schedule = ZoneInfo("Europe/Lisbon"), schedule_of(draft())
    saturday = datetime.combine(night - timedelta(days=1), time(20), lisbon)
    for at, is_shown in ((time(4, 45), True), (time(5), False)):
        item = activity("a")
        block = PlannedBlock("b", "b", "a", datetime.combine(night, at), lisbon.key, 30)
        after = schedule.with_(Edit("Plan", (Change(None, item), Change(None, block))))
        found = [entry for entry in planned_today(after, saturday, lisbon) if entry.activity]
        assert bool(found) is is_shown


def test_no_week_is_present_before_the_first_and_after_the_last() -> None:
    schedule = schedule_of(draft())
    for now in (datetime(2026, 8, 31, 3, 59, tzinfo=UTC), datetime(2026, 12, 20, tzinfo=UTC)):
        assert list(present_weeks(schedule, now)) == []
