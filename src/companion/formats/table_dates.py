"""The dates of a syllabus: "Mon, Aug 25", "25/8", "Oct 12-16", "3 de octubre", "16.1.26 @ 11:59PM".

Read within one term: the year is that of the table, and a written weekday is a check that catches
last year's syllabus.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import accumulate, pairwise
from typing import NamedTuple

from companion.formats.table_date_forms import FORMS, MONTHS, WEEK_OF, WEEKDAY
from companion.formats.table_terms import year_near
from companion.models.typed import read_time, read_weekday
from companion.models.walltime import FIRST_YEAR, LAST_YEAR

_DAY_SIGNS = re.compile(
    r"[\s,]*(?:(?:mon|tues?|wed|thurs?|fri|sat|sun)[a-z]*|(?:m|tu|t|w|th|f|sa|s|su|u)"
    r"(?:-(?:m|tu|t|w|th|f|sa|s|su|u))?)(?=\s)",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"\b(\d{1,2}(?::\d{2})? ?[ap]\.?m\.?|\d{1,2}:\d{2}|noon|midnight)(?!\d)", re.IGNORECASE
)
_LETTERS = {"M": 0, "T": 1, "Tu": 1, "W": 2, "Th": 3, "R": 3, "F": 4, "Sa": 5, "Su": 6, "U": 6}
_NAMED_TIMES = {"noon": time(12), "midnight": time(23, 59)}
_INSTANT = re.compile(r"(20\d\d-\d\d-\d\d)[T ](\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)")
_SERIAL = re.compile(r"(?:4\d|5[0-4])\d{3}(?:\.\d+)?")  # the number that a sheet has for a day
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001  # a date of a sheet has no zone
_ENOUGH = 8
_GAP = timedelta(days=150)  # a date so long before the one above it is the next year's


class Found(NamedTuple):
    """A date as written: month and day, perhaps a year, the last day of a span, a weekday (0 is
    Monday) and a time. is_swappable: month and day may be the other way round ("3/9"); is_week: a
    whole week from that day; is_utc: the time is not of the course's clock."""

    month: int
    day: int
    year: int | None = None
    last: tuple[int, int] | None = None
    weekday: int | None = None
    at: time | None = None
    is_swappable: bool = False
    is_week: bool = False
    is_utc: bool = False


class Day(NamedTuple):
    """A date bound to a year; last is the end of a span. is_doubtful: the weekday differs."""

    first: date
    last: date
    at: time | None
    is_doubtful: bool
    is_utc: bool = False


def find_date(text: str) -> Found | None:
    """Return the date in a cell, or None."""
    return find_placed(text)[0]


def find_placed(text: str) -> tuple[Found | None, int]:
    """Return the date in a cell, or None, and where it begins; marks count as blanks."""
    plain = without_marks(text)
    exact = _instant(plain) or _serial(plain)
    if exact is not None:
        return exact, 0
    for form in FORMS:
        match = form.search(plain)
        if match is not None:
            return _found(match, plain), match.start()
    return None, 0


def without_marks(text: str) -> str:
    """Return the begin of a cell as its dates are looked for in it."""
    return " ".join(re.sub(r"[*_]+", " ", text[:300]).split())


def clock_in(text: str) -> time | None:
    """Return the first time of day in a cell, or None."""
    found = _CLOCK.search(text[:300])
    return _time(found[1]) if found else None


def sheet_moment(value: str, begin: int = 0) -> datetime | None:
    """Return the naive wall time that a number of a sheet means, to the minute, or None; begin is
    the day from which the sheet counts."""
    try:
        at = _EPOCH + timedelta(days=begin + float(value))
    except (ValueError, OverflowError):
        return None
    return (at + timedelta(seconds=30)).replace(second=0, microsecond=0)


def split_dated_line(line: str) -> tuple[str, str] | None:
    """Return the date at the head of a line ("October 13 - October 17 M-F") and the rest of it,
    or None for a line that begins otherwise."""
    plain = line.strip()[:500]
    for form in FORMS:
        match = form.match(plain)
        if match is not None:
            days = _DAY_SIGNS.match(plain[match.end() :])
            end = match.end() + (days.end() if days else 0)
            return plain[:end], plain[end:].strip(" :-–\t")
    return None


def weekday_in(text: str) -> int | None:
    """Return the one weekday that a cell names (0 is Monday), or None."""
    names = {found[1].casefold()[:2] for found in WEEKDAY.finditer(text[:300])}
    return read_weekday(WEEKDAY.findall(text[:300])[0]) if len(names) == 1 else None


def _instant(text: str) -> Found | None:
    """Read "2026-09-01T03:59:00Z", as programs write it."""
    match = _INSTANT.fullmatch(text)
    if match is None:
        return None
    try:
        at = datetime.fromisoformat(f"{match[1]}T{match[2]}{match[3]}").astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return Found(at.month, at.day, at.year, at=at.time(), is_utc=True)


def _serial(text: str) -> Found | None:
    at = sheet_moment(text) if _SERIAL.fullmatch(text) else None
    if at is None:
        return None
    return Found(at.month, at.day, at.year, at=at.time() if at.time() != time() else None)


def _found(match: re.Match[str], text: str) -> Found | None:
    groups = {name: value for name, value in match.groupdict().items() if value}
    month, day = _number(groups, "month", "a", "lastmonth"), _number(groups, "day", "b")
    last_month = _number(groups, "lastmonth", "lasta") or month
    last = _number(groups, "last", "lastb")
    year = int(groups["year"].lstrip("'’")) if "year" in groups else None
    year = year + 2000 if year is not None and year < 100 else year
    before, after = text[: match.start()], text[match.end() :]
    weekday, at = weekday_in(f"{before} {after}"), clock_in(f"{before} {after}")
    if weekday is None:
        weekday = _LETTERS.get(f"{before}{after}".strip(" .,:()"))
    return Found(
        month, day, year, (last_month, last) if last else None, weekday if not last else None,
        at, "a" in groups,
        not last and WEEK_OF.search(before) is not None,
    )  # fmt: skip


def _number(groups: dict[str, str], *names: str) -> int:
    text = next((groups[name] for name in names if name in groups), "")
    return int(text) if text.isdecimal() else MONTHS.get(text.casefold().rstrip("."), 0)


def _time(text: str) -> time | None:
    return _NAMED_TIMES.get(text.casefold()) or read_time(text)


def bind(found: Sequence[Found | None], today: date, near: str = "") -> list[Day | None]:
    """Bind the dates of a column, in order, to years: those written; else the one that the text
    near the table names; else the year in which most of the written weekdays are right, and classes
    keep to their weekdays over the end of a February, the nearest to today among those. From
    December on the years go up."""
    found = _ordered(found, today, near)
    year = _year_of(found, today, near)
    days: list[Day | None] = []
    before: date | None = None
    for entry in found:
        day = _day(entry, year, before) if entry is not None else None
        days.append(day)
        if day is not None and entry is not None:
            before = day.first
            year = entry.year or day.first.year
    return days


def _ordered(found: Sequence[Found | None], today: date, near: str) -> Sequence[Found | None]:
    """Tell "9/3" from "3/9" by the whole column: what no calendar has, what the weekdays say, else
    what lies closer together, as classes do; else as in the United States."""
    swapped = [e and (_swapped(e) if e.is_swappable else e) for e in found]
    if not any(e is not None and e.is_swappable for e in found):
        return found
    return max((found, swapped), key=lambda column: _sense(column, today, near))


def _swapped(entry: Found) -> Found:
    last = (entry.last[1], entry.last[0]) if entry.last else None
    return entry._replace(month=entry.day, day=entry.month, last=last)


def _sense(column: Sequence[Found | None], today: date, near: str) -> tuple[int, int, int]:
    entries = [entry for entry in column if entry is not None]
    year = _year_of(entries, today, near)
    days = [day for e in entries if (day := _date(e.year or year, e.month, e.day)) is not None]
    steps = sum(abs((b - a).days) for a, b in pairwise(days))
    return len(days), _right(entries, year), -steps


def _day(entry: Found, year: int, before: date | None) -> Day | None:
    year = entry.year or year
    first = _date(year, entry.month, entry.day)
    if first is not None and entry.year is None and before is not None and before - first > _GAP:
        first = _date(year + 1, entry.month, entry.day)
    if first is None:
        return None
    is_doubtful = entry.weekday is not None and entry.weekday != first.weekday()
    return Day(first, _last(entry, first), entry.at, is_doubtful, entry.is_utc)


def _last(entry: Found, first: date) -> date:
    """Return the end of a span, which may lie after the turn of the year; of a slip the begin."""
    if entry.is_week:
        return first + timedelta(days=6)
    ends = [_date(year, *entry.last) for year in (first.year, first.year + 1) if entry.last]
    return next((last for last in ends if last and first <= last <= first + _GAP), first)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if FIRST_YEAR <= year <= LAST_YEAR else None
    except ValueError:
        return None


def _year_of(found: Iterable[Found | None], today: date, near: str) -> int:
    entries = [entry for entry in found if entry is not None]
    told = next((entry for entry in entries if entry.year), None)
    if told is not None and told.year:
        return told.year - (entries[0].month > told.month + 4)  # the fall before a January
    first = next(iter(entries), None)
    named = year_near(near, first.month if first else 1)
    if named or first is None:
        return named or today.year
    years = range(today.year - 6, today.year + 2)
    return max(
        years,
        key=lambda year: (
            _right(entries, year), -_spread(entries, year), -_distance(first, year, today),
        ),
    )  # fmt: skip


def _in_year(entries: Sequence[Found], year: int) -> Iterator[tuple[Found, date]]:
    """Yield the dates as they are in a year; a month before the first is the next year's."""
    first = entries[0].month if entries else 0
    for entry in entries:
        day = _date(entry.year or year + (entry.month < first - 4), entry.month, entry.day)
        if day is not None:
            yield entry, day


def _right(entries: Sequence[Found], year: int) -> int:
    """Count the weekdays that are right in a year."""
    return sum(entry.weekday == day.weekday() for entry, day in _in_year(entries, year))


def _spread(entries: Sequence[Found], year: int) -> int:
    """Count the weekdays that hold four dates of five; of a few dates that tells nothing."""
    counts = Counter(day.weekday() for _, day in _in_year(entries, year))
    if counts.total() < _ENOUGH:
        return 0
    held = accumulate(count for _, count in counts.most_common())
    return sum(count * 5 < counts.total() * 4 for count in held)


def _distance(entry: Found, year: int, today: date) -> int:
    """Return how far the begin of a term is from today; one that is over counts more."""
    day = _date(year, entry.month, entry.day)
    if day is None:
        return 10_000
    ahead = (day - today).days
    return ahead if ahead > 0 else -ahead if ahead > -150 else -ahead + 200
