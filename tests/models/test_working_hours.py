"""When the student works: on the clock of her zone, across clock changes and over midnight."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.models.working_hours import (
    NONE,
    WorkingHours,
    WorkSpan,
    first_overlap,
    read_working_hours,
)

BERLIN = ZoneInfo("Europe/Berlin")
OFFICE = WorkSpan(time(9), time(17))
NIGHT = WorkSpan(time(22), time(6))
times = st.times().map(lambda at: at.replace(second=0, microsecond=0))
weeks = st.lists(
    st.lists(st.builds(WorkSpan, times, times), max_size=3).map(lambda spans: tuple(sorted(spans))),
    min_size=7,
    max_size=7,
).map(lambda days: WorkingHours(tuple(days)))


def on(weekday: int, *spans: WorkSpan) -> WorkingHours:
    return NONE.with_day(weekday, spans)


def local(hours: WorkingHours, start: datetime, end: datetime) -> list[tuple[str, str]]:
    found = hours.between(start, end, BERLIN.key)
    return [
        (a.astimezone(BERLIN).strftime("%a %H:%M"), b.astimezone(BERLIN).strftime("%a %H:%M"))
        for a, b in found
    ]


@given(weeks)
def test_they_are_stored_and_read_back(hours: WorkingHours) -> None:
    assert read_working_hours(hours.write()) == hours


@pytest.mark.parametrize("stored", ["", "mon", "mon 9", "xyz 09:00-10:00", "mon 09:00-25:00", ";;"])
def test_what_is_stored_wrongly_counts_as_none(stored: str) -> None:
    assert read_working_hours(stored).is_none


@pytest.mark.parametrize(("day", "utc_hour"), [(23, 7), (26, 8)])
def test_nine_is_nine_before_and_after_the_clocks_change(day: int, utc_hour: int) -> None:
    """Friday before and Monday after 25 October 2026, when Berlin leaves summer time."""
    morning = datetime(2026, 10, day, tzinfo=UTC)
    hours = WorkingHours(((OFFICE,),) * 7)
    [span] = hours.between(morning + timedelta(hours=5), morning + timedelta(hours=15), BERLIN.key)
    assert span == (morning.replace(hour=utc_hour), morning.replace(hour=utc_hour + 8))


def test_a_span_over_midnight_belongs_to_the_day_on_which_it_begins() -> None:
    start = datetime(2026, 10, 28, tzinfo=BERLIN)
    assert local(on(1, NIGHT), start, start + timedelta(days=1)) == [("Tue 22:00", "Wed 06:00")]
    assert NIGHT.minutes == 8 * 60
    assert WorkSpan(time(8), time(8)).minutes == 24 * 60


@given(weeks, st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)), st.integers(1, 4000))
def test_every_span_overlaps_what_is_asked_for(
    hours: WorkingHours, wall: datetime, minutes: int
) -> None:
    start = wall.replace(tzinfo=UTC)
    end = start + timedelta(minutes=minutes)
    for begins, ends in hours.between(start, end, BERLIN.key):
        assert begins < ends
        assert begins < end
        assert ends > start


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        (NONE, None),
        (on(0, WorkSpan(time(9), time(12)), WorkSpan(time(12), time(17))), None),
        (on(0, WorkSpan(time(9), time(12)), WorkSpan(time(11, 59), time(17))), 0),
        (on(1, NIGHT).with_day(2, (WorkSpan(time(5), time(9)),)), 2),
        (on(6, NIGHT).with_day(0, (WorkSpan(time(5), time(9)),)), 0),
        (on(6, NIGHT).with_day(0, (WorkSpan(time(6), time(9)),)), None),
        (on(3, WorkSpan(time(8), time(8))), None),
    ],
)
def test_two_spans_may_not_overlap_over_midnight_or_the_weekend(
    hours: WorkingHours, expected: int | None
) -> None:
    assert first_overlap(hours) == expected
