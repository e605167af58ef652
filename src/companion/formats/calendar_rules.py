"""Recurring entries become dated ones: by walking the days of a window, never "until the next".

A rule that is too fine (hourly), too odd or too long is refused, so that no file takes forever.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from companion.models.import_limits import (
    MAX_INTERVAL,
    MAX_LIST,
    MAX_OCCURRENCES,
    MAX_RULE,
    MAX_STEPS,
    WINDOW,
)

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_FREQUENCIES = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
_KNOWN = frozenset({"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "BYMONTH",
                    "BYSETPOS", "WKST"})  # fmt: skip
_BY_DAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_DAY = timedelta(days=1)
_COUNTED = timedelta(days=3660)  # a rule with a count is followed from its first day


class BadRule(Exception):
    """A rule that is not followed."""


class Rule(NamedTuple):
    """A recurrence rule. until is a naive wall time in the entry's zone, or None."""

    frequency: str
    interval: int = 1
    times: int | None = None
    until: datetime | None = None
    weekdays: tuple[tuple[int, int], ...] = ()
    month_days: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    places: tuple[int, ...] = ()
    week_start: int = 0

    @property
    def is_endless(self) -> bool:
        """True when nothing ends it."""
        return self.times is None and self.until is None


class Budget:
    """How many days may still be looked at for all the rules of a file."""

    def __init__(self, steps: int = MAX_STEPS) -> None:
        self.steps = steps

    def take(self) -> None:
        """Look at one more day. Raises BadRule when there were too many."""
        self.steps -= 1
        if self.steps < 0:
            raise BadRule("too many rules")


def read_rule(text: str, until: datetime | None) -> Rule:
    """Read the value of an RRULE; until is its UNTIL, already in the entry's zone.

    Raises BadRule for what is not followed.
    """
    if len(text) > MAX_RULE:
        raise BadRule("too long")
    pairs = [part.partition("=")[::2] for part in text.strip().strip(";").upper().split(";")]
    values = {name.strip(): value.strip() for name, value in reversed(pairs)}
    if values.get("FREQ") not in _FREQUENCIES or not values.keys() <= _KNOWN:
        raise BadRule("too fine, or unknown parts")
    return Rule(
        values["FREQ"],
        _number(values.get("INTERVAL", "1"), 1, MAX_INTERVAL),
        _number(values["COUNT"], 1, 100_000) if "COUNT" in values else None,
        until,
        tuple(_weekday(text) for text in _list(values.get("BYDAY", ""))),
        tuple(_number(text, -31, 31) for text in _list(values.get("BYMONTHDAY", ""))),
        tuple(_number(text, 1, 12) for text in _list(values.get("BYMONTH", ""))),
        tuple(_number(text, -366, 366) for text in _list(values.get("BYSETPOS", ""))),
        _weekday(values.get("WKST", "MO"))[1],
    )


def _list(text: str) -> list[str]:
    found = [part.strip() for part in text.split(",") if part.strip()]
    if len(found) > MAX_LIST:
        raise BadRule("too many parts")
    return found


def _number(text: str, low: int, high: int) -> int:
    if not re.fullmatch(r"[+-]?\d{1,6}", text) or not low <= int(text) <= high or not int(text):
        raise BadRule(f"{text} is out of range")
    return int(text)


def _weekday(text: str) -> tuple[int, int]:
    match = _BY_DAY.fullmatch(text)
    if match is None:
        raise BadRule(f"{text} is no weekday")
    return int(match[1] or 0), _DAYS.index(match[2])


def days_of_rule(rule: Rule, starts: datetime, today: date, budget: Budget) -> Iterator[date]:
    """Yield the days on which an entry that first starts at a wall time comes back, in order.

    Of a rule without an end the two years around today; never more than 1,000. Raises BadRule
    when the budget of the file is used up.
    """
    first = starts.date()
    begin, last = _window(rule, first, today)
    found = 0
    for days in _sets(rule, first, begin, last, budget):
        for day in _chosen(days, rule.places):
            if day < first or (rule.until is not None and _after(day, starts.time(), rule.until)):
                continue
            found += 1
            if found > MAX_OCCURRENCES or (rule.times is not None and found > rule.times):
                return
            yield day


def _after(day: date, at: time, until: datetime) -> bool:
    return datetime.combine(day, at) > until


def _window(rule: Rule, first: date, today: date) -> tuple[date, date]:
    """Return the days between which a rule is followed."""
    if rule.times is not None:
        return first, first + _COUNTED
    end = rule.until.date() if rule.until is not None else date.max
    if rule.until is not None and end - first <= WINDOW:
        return first, end
    begin = max(first, min(today, end) - WINDOW // 2)
    return begin, min(end, begin + WINDOW)


def _sets(rule: Rule, first: date, begin: date, last: date, budget: Budget) -> Iterator[list[date]]:
    """Yield, for each period of the rule (a day, week, month or year), its days that fit."""
    day = _period_start(rule, begin)
    origin = _period_number(rule, first)
    while day <= last:
        following = _period_end(rule, day)
        if (_period_number(rule, day) - origin) % rule.interval == 0:
            days = []
            while day < following:
                budget.take()
                if _fits(rule, first, day):
                    days.append(day)
                day += _DAY
            yield days
        budget.take()
        day = following


def _period_start(rule: Rule, day: date) -> date:
    if rule.frequency == "WEEKLY":
        return day - timedelta(days=(day.weekday() - rule.week_start) % 7)
    if rule.frequency == "MONTHLY":
        return day.replace(day=1)
    return day.replace(month=1, day=1) if rule.frequency == "YEARLY" else day


def _period_end(rule: Rule, day: date) -> date:
    if rule.frequency == "WEEKLY":
        return day + 7 * _DAY
    if rule.frequency == "MONTHLY":
        return (day.replace(day=28) + 4 * _DAY).replace(day=1)
    return date(day.year + 1, 1, 1) if rule.frequency == "YEARLY" else day + _DAY


def _period_number(rule: Rule, day: date) -> int:
    if rule.frequency == "WEEKLY":
        return (day.toordinal() - 1 - rule.week_start) // 7
    if rule.frequency == "MONTHLY":
        return day.year * 12 + day.month
    return day.year if rule.frequency == "YEARLY" else day.toordinal()


def _fits(rule: Rule, first: date, day: date) -> bool:
    if rule.months and day.month not in rule.months:
        return False
    if rule.month_days and not _is_month_day(rule.month_days, day):
        return False
    if rule.weekdays:
        return any(_is_weekday(rule, nth, weekday, day) for nth, weekday in rule.weekdays)
    if rule.month_days or rule.frequency == "DAILY":
        return True
    if rule.frequency == "WEEKLY":
        return day.weekday() == first.weekday()
    is_day = day.day == first.day
    return (
        is_day
        if rule.frequency == "MONTHLY" or rule.months
        else (is_day and day.month == first.month)
    )


def _is_month_day(wanted: tuple[int, ...], day: date) -> bool:
    length = (day.replace(day=28) + 4 * _DAY).replace(day=1) - day.replace(day=1)
    return day.day in wanted or day.day - length.days - 1 in wanted


def _is_weekday(rule: Rule, nth: int, weekday: int, day: date) -> bool:
    if day.weekday() != weekday:
        return False
    if not nth or rule.frequency in ("WEEKLY", "DAILY"):
        return True
    is_of_month = rule.frequency == "MONTHLY" or bool(rule.months)
    start = day.replace(day=1) if is_of_month else day.replace(month=1, day=1)
    end = (
        (day.replace(day=28) + 4 * _DAY).replace(day=1) if is_of_month else date(day.year + 1, 1, 1)
    )
    from_start = (day - start).days // 7 + 1
    from_end = -(((end - day).days - 1) // 7) - 1
    return nth in (from_start, from_end)


def _chosen(days: list[date], places: tuple[int, ...]) -> list[date]:
    """Choose by BYSETPOS, from the first or from the last."""
    if not places:
        return days
    count = len(days)
    at = {place - 1 if place > 0 else count + place for place in places}
    return [day for n, day in enumerate(days) if n in at]
