"""When a Zoom meeting is, as its invitation says it, in the languages that Zoom writes.

Read are dates with their year; a date that could mean two days is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import NamedTuple

from companion.formats.table_dates import find_date
from companion.formats.zoom_patterns import (
    COUNT,
    EASTERLY,
    EVERY,
    FOUND,
    LATE,
    SHORT_MONTHS,
    UNTIL,
    WEEKDAYS,
    ZONES,
)
from companion.models.places import find_place
from companion.models.typed import read_time
from companion.models.walltime import is_zone

_MOST_ZONE = 200
_CLOCK = re.compile(
    r"(?<![\d:.])(\d{1,2}):(\d{2})(?::\d{2})?(?![\d:])\s*([^\W\d_]\.?\s?m\b\.?|[上下]午|午[前後]|오[전후])?",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!\d)[1-9]\d{3}(?!\d)")
_CJK_DATE = re.compile(r"(20\d\d)\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]?")


class Repeats(NamedTuple):
    """How a meeting comes back: its weekdays (0 is Monday), none for each day; every so many
    weeks or days; up to a day, so many times."""

    weekdays: tuple[int, ...]
    every: int = 1
    until: date | None = None
    times: int | None = None

    @property
    def is_weekly(self) -> bool:
        """True when it comes back each week on given days."""
        return bool(self.weekdays) and self.every == 1


class Told(NamedTuple):
    """When a meeting first starts, in its zone; the zone as written; its length in minutes where
    an end is told."""

    starts: datetime | None = None
    zone: str = ""
    zone_name: str = ""
    minutes: int | None = None


def read_told(head: str) -> Told:
    """Return what an invitation says of its first start."""
    label = FOUND["time"].search(head)
    line = _plain(label[1]) if label else ""
    starts = _moment(line)
    if starts is None:
        return Told()
    clocks = list(_CLOCK.finditer(line))
    end = _end(line, clocks)
    name = line[clocks[1 if end else 0].end() :]
    name = re.sub(r"^\s*(?:in|\(?at)\s", "", name).strip(" .,")
    length = None
    if end is not None:
        length = (end.hour * 60 + end.minute - starts.hour * 60 - starts.minute) % (24 * 60)
    return Told(starts, zone_named(name), name[:_MOST_ZONE], length or None)


def _end(line: str, clocks: list[re.Match[str]]) -> time | None:
    """Return the end of "6:30 PM - 7:50 PM"."""
    if len(clocks) < 2:
        return None
    between = line[clocks[0].end() : clocks[1].start()]
    return _time(clocks[1]) if re.fullmatch(r"\s*(?:-|–|—|to|bis|a|à|até)\s*", between) else None


def listed_starts(head: str) -> list[datetime]:
    """Return the starts that stand line by line below the first, at most 100."""
    found = []
    for line in head.splitlines()[:400]:
        if len(line) < 60 and (at := _moment(_plain(line))) is not None:
            found.append(at)
    return found[:100]


def _moment(line: str) -> datetime | None:
    """Return the date and time of day of a line, or None."""
    clock = _CLOCK.search(line)
    day = _date(line[: clock.start()]) if clock else None
    at = _time(clock) if clock else None
    return datetime.combine(day, at) if day is not None and at is not None else None


def _time(clock: re.Match[str]) -> time | None:
    sign = (clock[3] or "").casefold()
    half = ("pm" if sign[:1] == "p" or sign in LATE else "am") if sign else ""
    if sign and int(clock[1]) > 12:  # "下午 14:00"
        half = ""
    return read_time(f"{clock[1]}:{clock[2]} {half}".strip())


def _plain(line: str) -> str:
    line = _CJK_DATE.sub(r"\1-\2-\3 ", line[:400])
    return re.sub(r"\b([^\W\d_]{3})\b\.?", lambda m: SHORT_MONTHS.get(m[1].casefold(), m[0]), line)


def _date(text: str) -> date | None:
    """Return the date of a text with any year: one far away is a slip that is told elsewhere."""
    year = _YEAR.search(text)
    found = find_date(_YEAR.sub("2028", text))  # a leap year
    if year is None or found is None or found.year is None or found.is_swappable:
        return None
    try:
        return date(int(year[0]), found.month, found.day)
    except ValueError:
        return None


def zone_named(name: str) -> str:
    """Return the IANA zone of a name as Zoom writes zones, else empty: of a list of cities that
    of the first that is known."""
    plain = re.sub(r"^\((?:gmt|utc)[^)]*\)\s*", "", name.casefold().strip()).replace(" & ", " and ")
    if plain in ZONES:
        return ZONES[plain]
    for sign, zone in EASTERLY:
        if sign.search(plain):
            return zone
    for part in [plain, *re.split(r"[,、]\s*", plain)[:6]] if len(plain) < 80 else ():
        place = find_place(part) if part else None
        if place is not None and is_zone(place.zone):
            return place.zone
    return ""


def read_repeats(head: str) -> Repeats | None:
    """Return how a meeting comes back, where it is daily or on days of the week."""
    for line in _lines(head):
        found = EVERY.search(line)
        if found is not None:
            return _repeats(found, line[found.end() :])
    return None


def _lines(head: str) -> Iterator[str]:
    return (line for line in head.splitlines()[:400] if len(line) < 400)


def _repeats(found: re.Match[str], rest: str) -> Repeats | None:
    until, count = UNTIL.search(rest), COUNT.search(rest)
    days: tuple[int, ...] = ()
    if found["day"] is None:
        unit = next(name for name in WEEKDAYS if found[name])
        names = re.findall(r"[^\W\d_]+", rest[: until.start()] if until else rest)
        known = WEEKDAYS[unit]
        days = tuple(sorted({d for n in names if (d := _weekday(n, known)) is not None}))
        if not days:
            return None
    return Repeats(
        days,
        int(found["every"] or 1),
        _date(_plain(until[1])) if until else None,
        int(count[1]) if count else None,
    )


def _weekday(word: str, known: dict[str, int]) -> int | None:
    plain = word.casefold()
    return next((day for name, day in known.items() if plain.startswith(name)), None)
