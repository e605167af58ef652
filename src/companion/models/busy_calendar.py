"""Calendars of the student's own that are read for busy time only, and when they keep her busy.

What such a calendar holds is its own: nobody edits it here, and a new reading takes its place.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from companion.models.walltime import instant

WHOLE_DAY = "d"
STAMP = "%Y%m%d%H%M"
LONGEST = timedelta(days=7)  # of one line: what takes longer has several
_DAY = timedelta(days=1)


class BusyCalendar(NamedTuple):
    """One calendar. origin is what it calls itself, by which another file of it is known; address
    is a secret, empty for a file."""

    id: str
    name: str
    origin: str = ""
    address: str = ""
    is_shown: bool = True


class BusyTimes(NamedTuple):
    """When a calendar, which has the same id, keeps the student busy: a line for each time, as
    `busy_source.busy_line` writes it, in order. Outside of undo: it is what was read last."""

    id: str
    content: str = ""


def spans_between(
    lines: Sequence[str], start: datetime, end: datetime, home: str
) -> Iterator[tuple[int, datetime, datetime, str]]:
    """Yield (place, start, end, title) of the lines that overlap [start, end), two UTC instants, in
    UTC. Looks only at the lines near: there may be thousands. home is where the student is: times
    without a zone count there."""
    first = bisect_left(lines, (start - LONGEST - _DAY).strftime(STAMP))
    last = bisect_right(lines, (end + _DAY).strftime(STAMP))  # zones are less than a day from UTC
    for place in range(first, last):
        span = span_of(lines[place], home)
        if span is not None and span[0] < end and span[1] > start:
            yield (place, *span)


def span_of(line: str, home: str) -> tuple[datetime, datetime, str] | None:
    """Return (start, end, title) of a line, None for one that means nothing on this machine."""
    try:
        stamp, length, zone, title = line.split("\t")
        # strptime takes ten times as long
        year, month, day, hour, minute = (int(stamp[a:b]) for a, b in _PLACES)
        wall = datetime(year, month, day, hour, minute)  # noqa: DTZ001  # a wall time
        begins = instant(wall, zone or home)
        if length == WHOLE_DAY:
            return begins, instant(wall + _DAY, zone or home), title
        return begins, begins + timedelta(minutes=int(length)), title
    except (ValueError, LookupError, OverflowError):
        return None


_PLACES = ((0, 4), (4, 6), (6, 8), (8, 10), (10, 12))
