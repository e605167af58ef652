"""Dates as people type them into forms: "31 aug", "Mon 31 Aug 2026", "31.8.2026", "next mon"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from companion.models.day_words import DayWords, read_day_words
from companion.models.typed import make_date, refused
from companion.models.walltime import FIRST_YEAR, LAST_YEAR


def read_date(text: str, today: date, field: str = "date") -> date:
    """Read "Mon 31 Aug 2026", "31 aug", "2026-08-31", "31.8.2026", "today", "next mon".

    A weekday alone is the next one; a date without a year is the one nearest to today. Slashes
    could mean two days and are refused.
    """
    words = re.sub(r"[,\s]+", " ", text).strip().casefold().removeprefix("next ").split()
    if not words:
        raise refused(field, "day_empty")
    dotted = re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", words[-1])
    if dotted and len(words) <= 2:
        return make_date(int(dotted[3]), int(dotted[2]), int(dotted[1]), text, field)
    typed = read_day_words(words)
    weekday = None
    if typed is not None and typed.weekday is not None and len(words) > 1:
        weekday, words = typed.weekday, words[1:]
        typed = read_day_words(words)
        typed = typed if typed and typed.weekday is None and typed.ahead is None else None
    if typed is None or typed.length != len(words) or typed.at is not None:
        raise refused(field, "day_form", text)
    day = _bound_date(typed, today, text, field)
    if weekday not in (None, day.weekday()):
        raise refused(field, "day_differs", text)
    return day


def _bound_date(typed: DayWords, today: date, text: str, field: str) -> date:
    if typed.weekday is not None:
        return today + timedelta(days=(typed.weekday - today.weekday() - 1) % 7 + 1)
    if typed.ahead is not None:
        return today + timedelta(days=typed.ahead)
    if typed.year is not None:
        return make_date(typed.year, typed.month, typed.day, text, field)
    years = [
        y for y in (today.year - 1, today.year, today.year + 1) if FIRST_YEAR <= y <= LAST_YEAR
    ]
    days = []
    for year in years:
        try:
            days.append(date(year, typed.month, typed.day))
        except ValueError:
            continue
    if not days:
        raise refused(field, "date_missing", text)
    return min(days, key=lambda day: abs(day - today))
