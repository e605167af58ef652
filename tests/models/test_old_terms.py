"""A package of an old term, moved: weekday and local time stay, and it is known again."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from packages import canvas_package
from schedules import draft, schedule_of

from companion.formats.package_reader import read
from companion.import_edits import import_edit
from companion.models.activity import Activity
from companion.models.feed import Feed
from companion.models.proposal import Proposal, RowState
from companion.models.proposing import propose
from companion.models.schedule import Schedule
from companion.models.source import ItemSort, Source, SourceItem
from companion.models.walltime import wall_clock

NOW = datetime(2026, 10, 27, 11, 40, tzinfo=UTC)
EASTERN = "America/New_York"
EMPTY = Schedule.of(())


def package(due: str = "2018-01-15T04:59:00", start: str = "2018-01-08T05:00:00") -> Source:
    """A package of spring 2018, its problem set due on a Sunday at 23:59 Eastern."""
    found = read(canvas_package(due, start), NOW.date())
    items = [i for i in found.items if i.title == "Problem set 1"]
    return found._replace(items=tuple(items))


def proposed(schedule: Schedule, source: Source, **more: Any) -> Proposal:
    return propose(schedule, source, NOW, "Europe/Berlin", **more)


def imported(schedule: Schedule, source: Source, **more: Any) -> Schedule:
    edit = import_edit(schedule, proposed(schedule, source, **more))
    return schedule.with_(edit) if edit is not None else schedule


def due(schedule: Schedule) -> datetime:
    (activity,) = schedule.table(Activity).values()
    assert activity.due is not None
    return wall_clock(activity.due.at, EASTERN)


def starting(day: date, source: Source) -> dict[str, date]:
    return {source.courses[0].label: day}


def test_an_old_package_stays_where_it_is_until_week_1_is_told() -> None:
    found = proposed(EMPTY, package())
    (week,) = found.weeks_one.values()
    assert week.is_offered
    assert (week.own, week.weeks_later) == (date(2018, 1, 8), 0)


def test_a_moved_package_keeps_weekday_and_local_time_over_a_clock_change() -> None:
    source = package()
    after = imported(EMPTY, source, starts=starting(date(2026, 8, 31), source))
    assert due(after) == datetime(2026, 9, 6, 23, 59)  # summer time; it was winter
    (course,) = after.courses
    assert course.starts_on == date(2026, 8, 31)


def test_the_same_package_again_is_moved_as_before_and_nothing_is_new() -> None:
    source = package()
    after = imported(EMPTY, source, starts=starting(date(2026, 8, 31), source))
    again = proposed(after, source)
    assert again.rows == ()
    assert again.same == 1
    (feed,) = after.table(Feed).values()
    assert [weeks for _, weeks in feed.later] == [451]


def test_a_date_that_was_changed_in_the_package_is_moved_too() -> None:
    source = package()
    after = imported(EMPTY, source, starts=starting(date(2026, 8, 31), source))
    (row,) = proposed(after, package("2018-01-17T04:59:00")).rows
    assert row.state is RowState.CHANGED
    assert row.at is not None
    assert wall_clock(row.at, EASTERN) == datetime(2026, 9, 8, 23, 59)


def test_an_old_package_comes_into_the_first_week_of_a_course_that_is_there() -> None:
    schedule = schedule_of(draft())
    (course,) = schedule.courses
    source = package()
    into = {source.courses[0].label: course.id}
    (week,) = proposed(schedule, source, into=into).weeks_one.values()
    assert week.weeks_later > 0
    assert week.starts_on - course.starts_on < timedelta(days=7)


def test_a_package_of_this_term_stays_and_so_does_its_next_edition() -> None:
    schedule = schedule_of(draft())
    (course,) = schedule.courses
    now = course.starts_on + timedelta(days=13)
    source = package(f"{now}T04:59:00", f"{course.starts_on}T05:00:00")
    into = {source.courses[0].label: course.id}
    assert [w.weeks_later for w in proposed(schedule, source, into=into).weeks_one.values()] == [0]
    # what was moved in from an old term is not moved once the package has the new dates
    after = imported(schedule, package(), into=into)
    (week,) = proposed(after, source).weeks_one.values()
    assert week.weeks_later == 0


def test_a_package_without_dates_begins_when_the_student_says() -> None:
    source = package()
    bare = source._replace(
        items=tuple(i._replace(wall=None) for i in source.items),
        courses=tuple(c._replace(starts_on=None) for c in source.courses),
    )
    after = imported(EMPTY, bare, starts=starting(date(2027, 1, 13), bare))
    (course,) = after.courses
    assert course.starts_on == date(2027, 1, 13)


def test_a_calendar_of_what_is_to_come_is_asked_nothing() -> None:
    item = SourceItem("k", ItemSort.DUE, "Quiz", "X 1", datetime(2026, 11, 2, 18), EASTERN)
    (week,) = proposed(EMPTY, Source("canvas", "", (item,))).weeks_one.values()
    assert not week.is_offered


@given(day=st.dates(date(2024, 1, 1), date(2030, 12, 31)))
def test_whatever_week_is_chosen_weekday_and_time_stay(day: date) -> None:
    source = package()
    found = proposed(EMPTY, source, starts=starting(day, source))
    (row,) = found.rows
    assert row.at is not None
    wall = wall_clock(row.at, EASTERN)
    assert (wall.weekday(), wall.hour, wall.minute) == (6, 23, 59)
    assert wall.date() - timedelta(days=6) == day - timedelta(days=day.weekday())
