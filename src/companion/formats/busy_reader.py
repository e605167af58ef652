"""Reads anybody's calendar file for busy time alone: when it keeps its owner from other things.

What counts as busy is in docs/importing.md, with the reasons.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from companion.formats.calendar_entries import Entry, entries_of
from companion.formats.calendar_lines import Component, Line, is_calendar, read_calendars
from companion.formats.calendar_times import (
    BrokenTime,
    Moment,
    UnknownZone,
    Zones,
    days_of,
    moment_of,
    read_duration,
)
from companion.formats.foreign_text import clean_title
from companion.formats.uncollected import uncollected
from companion.models.busy_calendar import LONGEST
from companion.models.busy_source import SHORT_TITLE, BusySource, busy_line
from companion.models.import_limits import (
    BUSY_BACK,
    MAX_ITEMS,
    MAX_SKIPPED,
    WINDOW,
)
from companion.models.source import Skipped, SourceFailed
from companion.models.walltime import instant, wall_clock

_DAY, _MINUTE = timedelta(days=1), timedelta(minutes=1)
_FREE = frozenset({"FREE", "WORKINGELSEWHERE"})
_BUSY = frozenset({"BUSY", "OOF", "TENTATIVE"})


class _Found(NamedTuple):
    """One stretch of busy time; ends is None where the whole day is taken."""

    starts: Moment
    ends: Moment | None
    title: str


def read_busy(content: bytes, today: date) -> BusySource:
    """Return the busy time of a calendar, half a year back and a year ahead. Raises SourceFailed
    where it is none, too large or cut off before anything was read."""
    with uncollected():
        calendars, is_cut = read_calendars(content)
        source = _source(calendars, today)
    if is_cut:
        if not source.lines:
            raise SourceFailed("calendar_cut")
        source = source._replace(skipped=(*source.skipped, Skipped("", "cut_off")))
    return source


def recognises(content: bytes) -> bool:
    """Tell whether these bytes are a calendar."""
    return is_calendar(content)


def _source(calendars: Iterable[Component], today: date) -> BusySource:
    lines: set[str] = set()
    skipped: list[Skipped] = []
    name, free = "", 0
    for calendar in calendars:
        name = name or clean_title(calendar.text("X-WR-CALNAME"), SHORT_TITLE)
        for found in _stretches(calendar, today):
            if isinstance(found, Skipped):
                skipped.append(found)
            elif found is None:
                free += 1
            else:
                lines.update(_lines(found, today))
            if len(lines) > MAX_ITEMS:
                raise SourceFailed("source_many", f"{MAX_ITEMS:,}")
    told = [entry for entry in skipped if entry.reason != "cancelled"]
    free += len(skipped) - len(told)
    return BusySource(name, tuple(sorted(lines)), free, tuple(told[:MAX_SKIPPED]))


def _stretches(calendar: Component, today: date) -> Iterator[_Found | Skipped | None]:
    """Yield what takes time, why something is left out, and None for what takes none."""
    owner = calendar.text("X-WR-CALNAME").strip().casefold()
    for entry in entries_of(calendar, today):
        if isinstance(entry, Skipped):
            yield entry
        elif not entry.is_todo:
            yield _of_entry(entry, owner)
    zones = Zones(calendar)
    for part in calendar.parts:
        if part.name == "VFREEBUSY":
            for line in part.all("FREEBUSY"):
                yield from _of_free_busy(line, zones)


def _of_entry(entry: Entry, owner: str) -> _Found | None:
    starts, ends = entry.starts, entry.ends
    if starts is None or _is_free(entry.part, starts, owner):
        return None
    title = entry.title[:SHORT_TITLE]
    if starts.is_all_day:
        last = days_of(starts, ends)
        return _Found(starts, Moment(datetime.combine(last, starts.wall.time()), "", True), title)
    if ends is None or starts.minutes_to(ends) <= 0:
        return None
    return _Found(starts, ends, title)


def _is_free(part: Component, starts: Moment, owner: str) -> bool:
    """Tell whether an entry says that its owner has time. Of whole days, which are mostly
    holidays and birthdays, only those count that say that they are busy."""
    status = part.text("X-MICROSOFT-CDO-BUSYSTATUS").strip().upper()
    if status in _FREE or status in _BUSY:
        return status in _FREE
    word = part.text("TRANSP").strip().upper()
    if word == "TRANSPARENT" or (starts.is_all_day and word != "OPAQUE"):
        return True
    return any(_declines(line, owner) for line in part.all("ATTENDEE")[:200])


def _declines(line: Line, owner: str) -> bool:
    """Tell whether the one whose calendar it is will not come: some name it by her address."""
    if not owner or line.parameter("PARTSTAT").upper() != "DECLINED":
        return False
    return line.value.strip().casefold().removeprefix("mailto:") == owner


def _of_free_busy(line: Line, zones: Zones) -> Iterator[_Found | Skipped | None]:
    """Yield the periods of a FREEBUSY line (RFC 5545, 3.8.2.6)."""
    is_free = line.parameter("FBTYPE").upper() == "FREE"
    for value in line.value.split(",")[:MAX_ITEMS]:
        first, _, last = value.strip().partition("/")
        try:
            starts = moment_of(first, line, zones)
            length = read_duration(last)
            ends = starts.shifted(length) if length is not None else moment_of(last, line, zones)
        except (BrokenTime, UnknownZone):
            yield Skipped("", "no_time", clean_title(value, 100))
            continue
        yield None if is_free or starts.minutes_to(ends) <= 0 else _Found(starts, ends, "")


# As lines


def _lines(found: _Found, today: date) -> Iterator[str]:
    """Yield the lines of a stretch: a day each, or at most a week, and only what lies in the time
    that is kept."""
    first, last = today - BUSY_BACK, today + WINDOW // 2
    starts, ends = found.starts, found.ends
    assert ends is not None
    if starts.is_all_day:
        day, end = max(starts.wall.date(), first), min(ends.wall.date(), last)
        while day <= end:
            yield busy_line(datetime.combine(day, datetime.min.time()), None, "", found.title)
            day += _DAY
        return
    minutes = starts.minutes_to(ends)
    if starts.wall.date() > last or starts.wall + minutes * _MINUTE < datetime.combine(
        first, datetime.min.time()
    ):
        return
    longest = LONGEST // _MINUTE
    if minutes <= longest:
        yield busy_line(starts.wall, minutes, starts.zone, found.title)
        return
    zone = "UTC" if starts.zone else ""
    wall = wall_clock(instant(starts.wall, starts.zone), zone) if zone else starts.wall
    end_wall = min(wall + minutes * _MINUTE, datetime.combine(last, datetime.min.time()))
    while wall < end_wall:
        length = min(longest, (end_wall - wall) // _MINUTE)
        if wall.date() >= first - LONGEST and length:
            yield busy_line(wall, length, zone, found.title)
        wall += LONGEST
