"""Days off that US universities usually keep; offered to the student, never imposed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

_DAY = timedelta(days=1)


class DaysOff(NamedTuple):
    """Days off, both ends included; key names them ("thanksgiving")."""

    key: str
    starts_on: date
    ends_on: date


def usual_days_off(start: date, end: date) -> list[DaysOff]:
    """Return the days off of US universities that touch a term, in order.

    Whole weeks run Monday to Sunday. Universities differ, so they are only ever offered.
    """
    every = [entry for year in range(start.year - 1, end.year + 1) for entry in _of_year(year)]
    touching = (entry for entry in every if entry.starts_on <= end and entry.ends_on >= start)
    return sorted(touching, key=lambda entry: entry.starts_on)


def _of_year(year: int) -> list[DaysOff]:
    thanksgiving = _nth(year, 11, 3, 4)
    columbus = _nth(year, 10, 0, 2)
    spring = _nth(year, 3, 0, 1)
    return [
        _day("mlk_day", _nth(year, 1, 0, 3)),
        _week("spring_break", spring),
        _day("memorial_day", date(year, 5, 31) - date(year, 5, 31).weekday() * _DAY),
        _day("juneteenth", _observed(date(year, 6, 19))),
        _day("independence_day", _observed(date(year, 7, 4))),
        _day("labor_day", _nth(year, 9, 0, 1)),
        _week("fall_break", columbus),
        _week("thanksgiving", thanksgiving - 3 * _DAY),
        DaysOff("winter_break", date(year, 12, 24), date(year + 1, 1, 1)),
    ]


def _nth(year: int, month: int, weekday: int, n: int) -> date:
    """Return the n-th of a weekday (0 is Monday) in a month."""
    first = date(year, month, 1)
    return first + ((weekday - first.weekday()) % 7 + 7 * (n - 1)) * _DAY


def _observed(day: date) -> date:
    """A holiday on a Saturday is kept on Friday, one on a Sunday on Monday."""
    return day + {5: -1, 6: 1}.get(day.weekday(), 0) * _DAY


def _day(key: str, day: date) -> DaysOff:
    return DaysOff(key, day, day)


def _week(key: str, monday: date) -> DaysOff:
    return DaysOff(key, monday, monday + 6 * _DAY)
