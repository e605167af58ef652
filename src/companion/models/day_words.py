"""Days and times in words ("fri", "12 nov 18:00"): recognised first, bound to a zone later."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from companion.models.term import Term
from companion.models.typed import make_date, read_time, read_weekday, refused
from companion.models.walltime import instant, wall_fault

_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_AHEAD = {"today": 0, "tonight": 0, "tomorrow": 1}
_LATE = timedelta(weeks=2)
# "18:00", "6pm", "9.30 am", "18.30"; not "3.11", which may be a version
_TIME = re.compile(r"\d{1,3}(:\d{1,3}|(\.\d{2})? ?(?=[ap]))( ?[ap]\.?m\.?)?|\d{2}\.\d{2}")


class DayWords(NamedTuple):
    """A day as typed, not yet bound to a zone: a weekday (0 is Monday), or days ahead of today,
    or day and month with or without a year; perhaps a time. length is how many words it took."""

    length: int
    weekday: int | None = None
    ahead: int | None = None
    year: int | None = None
    month: int = 0
    day: int = 0
    at: time | None = None
    is_time_wrong: bool = False


def read_day_words(words: Sequence[str]) -> DayWords | None:
    """Recognise a day at the head of some words (in lower case), with its time if one follows."""
    found = _read_day(words)
    return _with_time(found, words) if found else None


def _read_day(words: Sequence[str]) -> DayWords | None:
    first = words[0] if words else ""
    weekday = read_weekday(first)
    if weekday is not None:
        return DayWords(1, weekday=weekday)
    if first in _AHEAD:
        return DayWords(1, ahead=_AHEAD[first])
    return _read_iso(first) or _read_day_month(words)


def _read_iso(word: str) -> DayWords | None:
    found = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:t(\d{1,2}:\d{2}))?", word)
    if not found:
        return None
    year, month, day = int(found[1]), int(found[2]), int(found[3])
    at = read_time(found[4]) if found[4] else None
    is_time_wrong = bool(found[4]) and at is None
    return DayWords(1, year=year, month=month, day=day, at=at, is_time_wrong=is_time_wrong)


def _read_day_month(words: Sequence[str]) -> DayWords | None:
    """Read "12 nov", "nov 12", "12 november 2026", "12th nov."."""
    pair = [*words[:2], "", ""][:2]
    for number, name in (pair, reversed(pair)):
        day = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th|\.)?", number)
        month = _month(name)
        if day and month:
            year = re.fullmatch(r"\d{4}", words[2]) if len(words) > 2 else None
            typed_year = int(year[0]) if year else None
            length = 3 if year else 2
            return DayWords(length, year=typed_year, month=month, day=int(day[1]))
    return None


def _month(word: str) -> int:
    """Return the number of a month in full, in three letters or as "sept", else 0."""
    plain = "sep" if word in ("sept", "sept.") else word.removesuffix(".")
    return next((n for n, name in enumerate(_MONTHS, 1) if plain in (name, name[:3])), 0)


def _with_time(day: DayWords, words: Sequence[str]) -> DayWords:
    """Take a time after the day along: "18:00", "6pm", "9.30 am", "at 18:00"."""
    if day.at is not None or day.is_time_wrong:
        return day
    n = day.length
    if words[n : n + 1] in (["at"], ["@"]):
        n += 1
    for count in (2, 1):
        typed = words[n : n + count]
        if len(typed) == count and _TIME.fullmatch(" ".join(typed)):
            at = read_time(" ".join(typed))
            return day._replace(length=n + count, at=at, is_time_wrong=at is None)
    return day


def resolve_day_words(
    typed: DayWords,
    default: time,
    zone: ZoneInfo,
    now: datetime,
    term: Term | None,
    text: str,
    field: str = "due",
) -> datetime:
    """Return the naive wall time in a zone that some words mean at an aware instant.

    A weekday is the next one from today there; today counts while the time is still ahead. A
    date without a year is the one within the term, else the next one from today. Raises Refused
    for a day that does not exist, and for a time that a clock change skips or doubles; text is
    what was typed.
    """
    if typed.is_time_wrong:
        raise refused(field, "time_form", text)
    today = now.astimezone(zone).date()
    at = default if typed.at is None else typed.at
    if typed.weekday is not None:
        ahead = (typed.weekday - today.weekday()) % 7
        wall = datetime.combine(today + timedelta(days=ahead), at)
        if instant(wall, zone.key) <= now:
            wall += timedelta(days=7)
    elif typed.ahead is not None:
        wall = datetime.combine(today + timedelta(days=typed.ahead), at)
    else:
        wall = datetime.combine(_date(typed, today, term, text, field), at)
    fault = wall_fault(wall, zone.key)
    if fault is not None:
        raise refused(field, f"time_{fault.value}", wall.strftime("%Y-%m-%d %H:%M"), zone.key)
    return wall


def _date(typed: DayWords, today: date, term: Term | None, text: str, field: str) -> date:
    if typed.year is not None:
        return make_date(typed.year, typed.month, typed.day, text, field)
    near = [_try_date(year, typed) for year in (today.year - 1, today.year, today.year + 1)]
    days = [day for day in near if day is not None]
    in_term = [day for day in days if term and term.starts_on <= day <= term.ends_on + _LATE]
    coming = in_term if len(in_term) == 1 else [day for day in days if day >= today]
    if not coming:
        raise refused(field, "date_missing", text)
    return coming[0]


def _try_date(year: int, typed: DayWords) -> date | None:
    try:
        return date(year, typed.month, typed.day)
    except ValueError:
        return None
