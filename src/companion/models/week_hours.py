"""The hours of each calendar week, by course, and the band in which they should lie."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from companion.models.course import Course
from companion.models.timeline_cell import DAY, WEEK, Cell, CellKind, monday


class Part(NamedTuple):
    """What one course asks of one calendar week, in minutes."""

    course: Course
    minutes: float
    done: float


CourseHours = Mapping[date, tuple[Part, int]]


class WeekHours(NamedTuple):
    """The work of one calendar week, all in minutes. `minutes` is all estimated work. The band
    is the sum of the active courses' own; a course that runs on only some of the days counts in
    part."""

    starts_on: date
    parts: tuple[Part, ...]
    minutes: float
    band_min: float
    band_max: float

    @property
    def over(self) -> float:
        """What goes beyond the band; 0 within it."""
        return max(0.0, self.minutes - self.band_max) if self.band_max else 0.0


def week_hours(
    rows: Iterable[tuple[Course, CourseHours]], first: date, last: date
) -> tuple[WeekHours, ...]:
    """Return the hours of each calendar week from the Monday `first` to the one of `last`."""
    count = (last - first).days // 7 + 1
    parts: list[list[Part]] = [[] for _ in range(count)]
    bands = [[0.0, 0.0] for _ in range(count)]
    for course, hours in rows:
        for starts_on, (part, days) in hours.items():
            column = (starts_on - first).days // 7
            bands[column][0] += course.hours_min * 60 * days / 7
            bands[column][1] += course.hours_max * 60 * days / 7
            if part.minutes:
                parts[column].append(part)
    return tuple(
        WeekHours(first + n * WEEK, tuple(parts[n]), sum(p.minutes for p in parts[n]), *bands[n])
        for n in range(count)
    )


def course_hours(course: Course, cells: Iterable[Cell]) -> CourseHours:
    """Return what a course asks of each calendar week, by its Monday, and on how many days it
    runs there."""
    found: dict[date, tuple[Part, int]] = {}
    for cell in cells:
        if cell.kind is not CellKind.WEEK:
            continue
        for starts_on, days in _days_by_week(cell):
            before, ran = found.get(starts_on, (Part(course, 0, 0), 0))
            minutes = before.minutes + cell.load.total * days / 7
            done = before.done + cell.load.done * days / 7
            found[starts_on] = (Part(course, minutes, done), ran + days)
    return found


def _days_by_week(cell: Cell) -> list[tuple[date, int]]:
    """Return the Monday of each calendar week of a cell, and how many of its days lie in it."""
    found: list[tuple[date, int]] = []
    for start, end in cell.runs:
        day = start
        while day <= end:
            until = min(end, monday(day) + 6 * DAY)
            found.append((monday(day), (until - day).days + 1))
            day = until + DAY
    return found


def worst_week(hours: Iterable[WeekHours], today: date) -> WeekHours | None:
    """Return the week that goes furthest over its band, else the fullest; from this week on,
    or of all weeks when none is left. None without any work."""
    busy = [week for week in hours if week.minutes]
    coming = [week for week in busy if week.starts_on + WEEK > today]
    return max(coming or busy, key=lambda week: (week.over, week.minutes), default=None)
