"""The times of anybody's calendar file: wall times in zones that this machine knows."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from companion.formats.calendar_lines import Component, Line
from companion.formats.zoom_times import zone_named
from companion.models.walltime import FIRST_YEAR, LAST_YEAR, instant, is_zone, wall_clock

UTC_NAME = "UTC"
_MOMENT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})?(?:\.\d+)?(Z)?)?", re.ASCII)
_DURATION = re.compile(
    r"([+-]?)P(?:(\d{1,5})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,7})S)?)?",
    re.ASCII,
)


class Moment(NamedTuple):
    """A wall time, naive, in a zone: an IANA name, empty for one that floats. With is_all_day it
    is a date only."""

    wall: datetime
    zone: str = ""
    is_all_day: bool = False

    def minutes_to(self, other: Moment) -> int:
        """Return the minutes that pass until another moment; by the calendar for dates."""
        mine, end = self, other
        if mine.zone == end.zone or not (mine.zone and end.zone):
            zone = mine.zone or end.zone or UTC_NAME
            passed = instant(end.wall, zone) - instant(mine.wall, zone)
        else:
            passed = instant(end.wall, end.zone) - instant(mine.wall, mine.zone)
        return int(passed / timedelta(minutes=1))

    def shifted(self, length: timedelta) -> Moment:
        """Return the moment a length later: days by the calendar, the rest as time passes."""
        days = timedelta(days=length.days)
        rest = length - days
        wall = self.wall + days
        if rest and self.zone:
            wall = wall_clock(instant(wall, self.zone) + rest, self.zone)
        else:
            wall += rest
        return self._replace(wall=wall)


class UnknownZone(Exception):
    """A time in a zone that nobody knows."""


class BrokenTime(Exception):
    """No date or time that there is."""


class Zones:
    """The zones that a file names, by its own VTIMEZONEs where they name a known one."""

    def __init__(self, calendar: Component) -> None:
        self._known: dict[str, str] = {}
        self.usual = self._find(calendar.text("X-WR-TIMEZONE"))
        self._named = {
            part.text("TZID"): part.text("X-LIC-LOCATION")
            for part in calendar.parts
            if part.name == "VTIMEZONE"
        }

    def name(self, tzid: str) -> str:
        """Return the IANA name of a TZID. Raises UnknownZone."""
        found = self._known.get(tzid)
        if found is None:
            found = self._known[tzid] = self._find(tzid) or self._find(self._named.get(tzid, ""))
        if not found:
            raise UnknownZone(tzid)
        return found

    def _find(self, name: str) -> str:
        """Return a zone by its name, by the end of a path ("/x.org/2024/Europe/Berlin"), by
        Windows' name for it, or as Zoom writes it."""
        name = name.strip().strip('"')[:200]
        parts = name.strip("/").split("/")
        for count in (3, 2, 1):
            candidate = "/".join(parts[-count:])
            if len(parts) >= count and is_zone(candidate) and (count > 1 or len(parts) == 1):
                return candidate
        return _windows_zone(name) or zone_named(name) if name else ""


def _windows_zone(name: str) -> str:
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON  # 140 ms, for Outlook only

    found = WINDOWS_TO_OLSON.get(name, "")
    return found if found and is_zone(found) else ""


def read_moment(line: Line, zones: Zones) -> Moment:
    """Return the time of a property. Raises BrokenTime and UnknownZone."""
    return moment_of(line.value.strip(), line, zones)


def moment_of(value: str, line: Line, zones: Zones) -> Moment:
    """Return one value of a property that may hold several."""
    match = _MOMENT.fullmatch(value)
    if match is None:
        raise BrokenTime(value)
    year, month, day, hour, minute, _, utc = match.groups()
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        raise BrokenTime(value)
    try:
        at = time(int(hour or 0), int(minute or 0))
        wall = datetime.combine(date(int(year), int(month), int(day)), at)
    except ValueError:
        raise BrokenTime(value) from None
    if hour is None:
        return Moment(wall, "", is_all_day=True)
    tzid = line.parameter("TZID")
    if utc:
        return Moment(wall, UTC_NAME)
    return Moment(wall, zones.name(tzid) if tzid else zones.usual)


def read_duration(text: str) -> timedelta | None:
    """Return a length of RFC 5545 ("PT1H20M"), or None; never a negative one."""
    match = _DURATION.fullmatch(text.strip())
    if match is None or match[1] == "-" or not any(match.groups()[1:]):
        return None
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in match.groups()[1:])
    length = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    return length if length <= timedelta(days=400) else None


def days_of(first: Moment, end: Moment | None) -> date:
    """Return the last day of an entry of whole days; its end is the day after."""
    if end is None or end.wall <= first.wall:
        return first.wall.date()
    is_midnight = not (end.wall.hour or end.wall.minute)
    return (end.wall - timedelta(days=1) if is_midnight else end.wall).date()
