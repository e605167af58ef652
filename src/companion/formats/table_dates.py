"""The dates of a syllabus: "Mon, Aug 25", "8/25", "Oct 12-16", "January 16, 2026 @ 11:59PM".

Read within one term: the year is that of the table, and a written weekday is a check that catches
last year's syllabus.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, time, timedelta
from typing import NamedTuple

from companion.models.typed import read_time, read_weekday
from companion.models.walltime import FIRST_YEAR, LAST_YEAR

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DASH = r"\s*(?:-|–|—|to|through)\s*"
_FORMS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?P<year>20\d\d)-(?P<month>\d{1,2})-(?P<day>\d{1,2})",
        rf"\b{_MONTH} (?P<day>\d{{1,2}})(?!\d)(?:st|nd|rd|th)?(?:,? (?P<year>20\d\d))?"
        rf"(?:{_DASH}(?:{_MONTH} )?(?P<last>\d{{1,2}})(?!\d|:| ?[ap]m))?",
        rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)?"
        rf"(?:{_DASH}(?P<last>\d{{1,2}})(?:st|nd|rd|th|\.)?)? {_MONTH}(?:,? (?P<year>20\d\d))?",
        rf"(?<![\d/])(?P<month>1[0-2]|0?[1-9])/(?P<day>\d{{1,2}})(?:/(?P<year>(?:20)?\d\d))?"
        rf"(?![\d/])(?:{_DASH}(?P<lastmonth>1[0-2]|0?[1-9])/(?P<last>\d{{1,2}})(?:/\d{{2,4}})?)?",
    )
)
_WEEKDAY = re.compile(
    r"\b(mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b", re.IGNORECASE
)
_DAY_SIGNS = re.compile(
    r"[\s,]*(?:(?:mon|tues?|wed|thurs?|fri|sat|sun)[a-z]*|(?:m|tu|t|w|th|f|sa|s|su|u)"
    r"(?:-(?:m|tu|t|w|th|f|sa|s|su|u))?)(?=\s)",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\b(\d{1,2}(?::\d{2})? ?[ap]\.?m\.?|\d{1,2}:\d{2})(?!\d)", re.IGNORECASE)


class Found(NamedTuple):
    """A date as written: month and day, perhaps a year, the last day of a span, a weekday (0 is
    Monday) and a time."""

    month: int
    day: int
    year: int | None = None
    last: tuple[int, int] | None = None
    weekday: int | None = None
    at: time | None = None


class Day(NamedTuple):
    """A date bound to a year; last is the end of a span. is_doubtful: the weekday differs."""

    first: date
    last: date
    at: time | None
    is_doubtful: bool


def find_date(text: str) -> Found | None:
    """Return the date in a cell, or None."""
    plain = re.sub(r"[*_,]+", " ", text[:300])
    plain = re.sub(r"\s+", " ", plain).strip()
    for form in _FORMS:
        match = form.search(plain)
        if match is not None:
            return _found(match, plain)
    return None


def split_dated_line(line: str) -> tuple[str, str] | None:
    """Return the date at the head of a line ("October 13 - October 17 M-F") and the rest of it,
    or None for a line that begins otherwise."""
    plain = line.strip()[:500]
    for form in _FORMS:
        match = form.match(plain)
        if match is not None:
            days = _DAY_SIGNS.match(plain[match.end() :])
            end = match.end() + (days.end() if days else 0)
            return plain[:end], plain[end:].strip(" :-–\t")
    return None


def _found(match: re.Match[str], text: str) -> Found | None:
    groups = match.groupdict()
    names = [g for g in match.groups() if g and not g.isdigit()]
    month = int(groups.get("month") or 0) or _month(names[0] if names else "")
    last_month = int(groups.get("lastmonth") or 0) or _month(names[-1] if names else "") or month
    year = int(groups["year"]) if groups.get("year") else None
    if year is not None and year < 100:
        year += 2000
    last = groups.get("last")
    rest = text[: match.start()] + " " + text[match.end() :]
    weekday, clock = _WEEKDAY.search(rest), _CLOCK.search(rest)
    return Found(
        month, int(groups["day"]), year, (last_month, int(last)) if last else None,
        read_weekday(weekday[1]) if weekday and not last else None,
        read_time(clock[1]) if clock else None,
    )  # fmt: skip


def _month(name: str) -> int:
    return _MONTHS.index(name[:3].casefold()) + 1 if name[:3].casefold() in _MONTHS else 0


def bind(found: Sequence[Found | None], today: date, near: str = "") -> list[Day | None]:
    """Bind the dates of a column, in order, to years: those written; else the one that the text
    near the table names; else the year in which most of the written weekdays are right, the
    nearest to today among those. From December on the years go up."""
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


def _day(entry: Found, year: int, before: date | None) -> Day | None:
    year = entry.year or year
    first = _date(year, entry.month, entry.day)
    is_free = entry.year is None and before is not None
    if (
        first is not None
        and is_free
        and before is not None
        and before - first > timedelta(days=150)
    ):
        first = _date(year + 1, entry.month, entry.day)
    if first is None:
        return None
    last = _date(first.year, *entry.last) if entry.last else first
    if last is None or last < first:
        last = first
    is_doubtful = entry.weekday is not None and entry.weekday != first.weekday()
    return Day(first, last, entry.at, is_doubtful)


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
    named = re.search(r"\b(?:spring|summer|fall|autumn|winter)\s+(20\d\d)\b", near, re.IGNORECASE)
    if named:
        return int(named[1])
    first = next(iter(entries), None)
    if first is None:
        return today.year
    years = [today.year - 2, today.year - 1, today.year, today.year + 1]
    return max(years, key=lambda year: (_right(entries, year), -_distance(first, year, today)))


def _right(entries: Sequence[Found], year: int) -> int:
    """Count the weekdays that are right in a year; a month before the first is the next year's."""
    first = entries[0].month
    count = 0
    for entry in entries:
        day = _date(year + (entry.month < first - 4), entry.month, entry.day)
        count += day is not None and entry.weekday == day.weekday()
    return count


def _distance(entry: Found, year: int, today: date) -> int:
    """Return how far the begin of a term is from today; one that is over counts more."""
    day = _date(year, entry.month, entry.day)
    if day is None:
        return 10_000
    ahead = (day - today).days
    return ahead if ahead > 0 else -ahead if ahead > -150 else -ahead + 200
