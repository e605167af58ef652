"""The yearly rules of a time zone, as a calendar file needs them (RFC 5545, 3.6.5).

The rules are read off the zone itself, by looking at its clock changes in every year that counts.
So they are right for those years, or there are none: zones whose changes follow the moon or fall
on "the Friday before the last Sunday" have no rule that every calendar program reads.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple

from companion.models.walltime import zone_of

FIRST_CHECKED, LAST_CHECKED = 2024, 2037
_BEGINS = 2007  # a fixed year before any course, so that the same zone always gives the same bytes
_STEP = timedelta(days=3)  # no law has ever changed the clock twice within three days


class Observance(NamedTuple):
    """One yearly clock change, or with month 0 a time that never changes.

    starts is the wall time of the first one, on the clock before the change; nth is 1 to 4, or
    -1 for the last such weekday (0 is Monday) of the month; offsets are from UTC.
    """

    is_daylight: bool
    name: str
    starts: datetime
    offset_from: timedelta
    offset_to: timedelta
    month: int = 0
    nth: int = 0
    weekday: int = 0


class _Change(NamedTuple):
    wall: datetime
    offset_from: timedelta
    offset_to: timedelta
    name: str


def zone_rules(name: str, first_year: int, last_year: int) -> tuple[Observance, ...]:
    """Return the rules of a zone, right from 2024 to 2037 and in all the years given.

    Empty where no yearly rule is right. Raises ZoneInfoNotFoundError or ValueError for a zone
    that this machine does not know.
    """
    return _rules(name, min(first_year, FIRST_CHECKED), max(last_year, LAST_CHECKED))


@lru_cache(maxsize=64)
def _rules(name: str, first: int, last: int) -> tuple[Observance, ...]:
    changes = _changes(name, first, last)
    if not changes:
        return (_fixed(name, first),)
    onto: dict[timedelta, list[_Change]] = {}
    for change in changes:
        onto.setdefault(change.offset_to, []).append(change)
    if len(onto) != 2:
        return ()
    found = [_yearly(onto[offset], offset == max(onto), first, last) for offset in sorted(onto)]
    return tuple(rule for rule in found if rule) if all(found) else ()


def _changes(name: str, first: int, last: int) -> list[_Change]:
    """Every change of the zone's clock in the years given."""
    zone = zone_of(name)
    at, end = datetime(first, 1, 1, tzinfo=UTC), datetime(last + 1, 1, 1, tzinfo=UTC)
    found = []
    before = at.astimezone(zone).utcoffset()
    while at < end:
        after = (at + _STEP).astimezone(zone).utcoffset()
        if after != before:
            low, high = at, at + _STEP
            while high - low > timedelta(seconds=1):
                middle = low + (high - low) // 2
                middle = middle.replace(microsecond=0)
                if middle.astimezone(zone).utcoffset() == before:
                    low = middle
                else:
                    high = middle
            assert before is not None
            assert after is not None
            wall = (high + before).replace(tzinfo=None)
            found.append(_Change(wall, before, after, high.astimezone(zone).tzname() or name))
            before = after
        at += _STEP
    return found


def _yearly(
    changes: Sequence[_Change], is_daylight: bool, first: int, last: int
) -> Observance | None:
    """The one rule behind a change, when it comes once a year in the same way."""
    kinds = {(c.wall.month, c.wall.weekday(), c.wall.time(), c.offset_from) for c in changes}
    if [c.wall.year for c in changes] != list(range(first, last + 1)) or len(kinds) != 1:
        return None
    weeks = {(c.wall.day - 1) // 7 + 1 for c in changes}
    if all((c.wall + timedelta(days=7)).month != c.wall.month for c in changes):
        nth = -1
    elif len(weeks) == 1:
        nth = weeks.pop()
    else:
        return None
    one = changes[-1]
    day = _nth_weekday(min(_BEGINS, first - 1), one.wall.month, nth, one.wall.weekday())
    starts = datetime.combine(day, one.wall.time())
    month, weekday = one.wall.month, one.wall.weekday()
    return Observance(
        is_daylight, one.name, starts, one.offset_from, one.offset_to, month, nth, weekday
    )


def _nth_weekday(year: int, month: int, nth: int, weekday: int) -> date:
    if nth > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
    after = date(year + month // 12, month % 12 + 1, 1)
    return after - timedelta(days=(after.weekday() - weekday - 1) % 7 + 1)


def _fixed(name: str, first: int) -> Observance:
    at = datetime(first, 1, 1, tzinfo=zone_of(name))
    offset = at.utcoffset() or timedelta()
    starts = datetime.combine(date(min(_BEGINS, first - 1), 1, 1), time())
    return Observance(False, at.tzname() or name, starts, offset, offset)
