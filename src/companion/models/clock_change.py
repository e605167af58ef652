"""When a zone changes its clocks, and which change moved a class for the student."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from companion.models.walltime import wall_clock, zone_of

_STEP = timedelta(days=7)
_MINUTE = timedelta(minutes=1)
NEAR = timedelta(days=60)


class ClockChange(NamedTuple):
    """One change of a zone's clocks: the instant (UTC), the date there, by how many minutes."""

    zone: str
    at: datetime
    on: date
    minutes: int


def offset_minutes(zone: str, at: datetime) -> int:
    """Return the minutes that a zone is ahead of UTC at an aware instant."""
    offset = at.astimezone(zone_of(zone)).utcoffset()
    assert offset is not None
    return round(offset / _MINUTE)


def clock_changes(zone: str, start: datetime, end: datetime) -> tuple[ClockChange, ...]:
    """Return the clock changes of a zone in (start, end], two aware instants, in order."""
    start, end = start.astimezone(UTC), end.astimezone(UTC)
    return tuple(
        change
        for year in range(start.year, end.year + 1)
        for change in _changes_of_year(zone, year)
        if start < change.at <= end
    )


@lru_cache(maxsize=256)
def _changes_of_year(zone: str, year: int) -> tuple[ClockChange, ...]:
    """Return the clock changes of a zone in a year of UTC, in order."""
    found = []
    low, last = datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC)
    before = offset_minutes(zone, low)
    while low < last:
        high = min(low + _STEP, last)
        after = offset_minutes(zone, high)
        if before != after:
            found.append(_change_between(zone, low, high))
        low, before = high, after
    return tuple(found)


def _change_between(zone: str, low: datetime, high: datetime) -> ClockChange:
    """Find the instant at which the offset changes, to the minute."""
    before, after = offset_minutes(zone, low), offset_minutes(zone, high)
    while high - low > _MINUTE:
        middle = low + (high - low) / 2
        if offset_minutes(zone, middle) == before:
            low = middle
        else:
            high = middle
    at = high.replace(second=0, microsecond=0)
    # the day by the clock that is about to change: Chile's at 24:00 on Saturday is Sunday's
    on = (wall_clock(at - _MINUTE, zone) + _MINUTE).date()
    return ClockChange(zone, at, on, after - before)


class ShiftReason(NamedTuple):
    """Why the time between two zones differs from one class to the next.

    changed names the clock changes that happened in between. other is the zone that did not
    change then, and other_on the date near by on which it does, else None; other_at is the
    instant (UTC) of that.
    """

    changed: tuple[ClockChange, ...]
    other: str
    other_on: date | None
    other_at: datetime | None = None


def shift_reason(
    home: str, course_zone: str, before: datetime, after: datetime
) -> ShiftReason | None:
    """Return why a class of a zone falls at another time of day at home, between two aware
    instants; None when the two zones kept their distance."""
    gap_before = offset_minutes(home, before) - offset_minutes(course_zone, before)
    gap_after = offset_minutes(home, after) - offset_minutes(course_zone, after)
    if gap_before == gap_after:
        return None
    there = clock_changes(course_zone, before, after)
    here = clock_changes(home, before, after)
    changed = tuple(sorted((*there, *here), key=lambda change: change.at))
    if there and here:
        return ShiftReason(changed, "", None)
    other = home if there else course_zone
    middle = changed[0].at
    near = clock_changes(other, middle - NEAR, middle + NEAR)
    closest = min(near, key=lambda change: abs(change.at - middle), default=None)
    if closest is None:
        return ShiftReason(changed, other, None)
    return ShiftReason(changed, other, closest.on, closest.at)
