"""The weeks of a course: numbered teaching weeks, and the break weeks that push the end."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from companion.models.course import Break, Course

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)


class CourseWeek(NamedTuple):
    """Week n of N, breaks not counted. Its seven days are in order, with a hole only where a
    course that does not begin on a Monday runs around a break week."""

    number: int
    days: tuple[date, ...]

    @property
    def starts_on(self) -> date:
        """First day."""
        return self.days[0]

    @property
    def ends_on(self) -> date:
        """Last day, included."""
        return self.days[-1]

    def day(self, weekday: int) -> date:
        """Return this week's date of a weekday (0 is Monday)."""
        return next(day for day in self.days if day.weekday() == weekday)


class BreakWeek(NamedTuple):
    """Seven days without teaching and without a number."""

    starts_on: date
    ends_on: date
    name: str
    after_week: int


class Term(NamedTuple):
    """All weeks of a course in order."""

    weeks: tuple[CourseWeek, ...]
    break_weeks: tuple[BreakWeek, ...]

    @property
    def starts_on(self) -> date:
        """First day of week 1."""
        return self.weeks[0].starts_on

    @property
    def ends_on(self) -> date:
        """Last day of the last week, included."""
        return self.weeks[-1].ends_on

    def week_on(self, day: date) -> CourseWeek | None:
        """Return the teaching week that holds the day, or None outside and in a break week."""
        return next((week for week in self.weeks if day in week.days), None)

    def break_on(self, day: date) -> BreakWeek | None:
        """Return the break week that holds the day, or None."""
        return next((b for b in self.break_weeks if b.starts_on <= day <= b.ends_on), None)


def term_of(course: Course, breaks: Iterable[Break]) -> Term:
    """Lay out the weeks of a course.

    Week 1 begins on the day given, Monday or not. A break that covers Monday to Friday of a
    course week, or of a calendar week, makes it a break week, which has no number and pushes
    the end; a shorter one leaves the weeks alone.
    """
    mine = sorted(
        (entry for entry in breaks if entry.course_id == course.id),
        key=lambda entry: entry.starts_on,
    )
    weeks: list[CourseWeek] = []
    pauses: list[BreakWeek] = []
    day = course.starts_on
    while len(weeks) < course.weeks:
        if _is_covered(day, mine):
            pauses.append(BreakWeek(day, day + 6 * _DAY, _break_name(day, mine), len(weeks)))
            day += _WEEK
            continue
        days: list[date] = []
        while len(days) < 7:
            if _is_covered(day - day.weekday() * _DAY, mine):
                monday = day - day.weekday() * _DAY
                pauses.append(BreakWeek(day, monday + 6 * _DAY, _break_name(day, mine), len(weeks)))
                day = monday + _WEEK
            else:
                days.append(day)
                day += _DAY
        weeks.append(CourseWeek(len(weeks) + 1, tuple(days)))
    return Term(tuple(weeks), tuple(pauses))


def _is_covered(first: date, breaks: list[Break]) -> bool:
    """Tell whether breaks cover Monday to Friday of the seven days from `first`."""
    if not breaks:
        return False
    days = (first + n * _DAY for n in range(7))
    return all(any(entry.covers(day) for entry in breaks) for day in days if day.weekday() < 5)


def _break_name(first: date, breaks: list[Break]) -> str:
    days = [first + n * _DAY for n in range(7)]
    return next(
        (entry.name for day in days for entry in breaks if entry.name and entry.covers(day)), ""
    )
