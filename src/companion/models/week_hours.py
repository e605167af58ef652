"""The hours of each calendar week, by course, and the band in which they should lie."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from companion.models.course import Course
from companion.models.timeline_cell import DAY, WEEK, Cell, CellKind, monday


class Part(NamedTuple):
    """What one course asks of one calendar week, in minutes."""

    course: Course
    minutes: float
    done: float


class WeekHours(NamedTuple):
    """The work of one calendar week, all in minutes. The band is the sum of the active
    courses' own; a course that runs on only some of the days counts in part."""

    starts_on: date
    parts: tuple[Part, ...]
    band_min: float
    band_max: float

    @property
    def minutes(self) -> float:
        """All estimated work."""
        return sum(part.minutes for part in self.parts)

    @property
    def over(self) -> float:
        """What goes beyond the band; 0 within it."""
        return max(0.0, self.minutes - self.band_max) if self.band_max else 0.0


def week_hours(
    rows: Iterable[tuple[Course, Sequence[Cell]]], first: date, last: date
) -> tuple[WeekHours, ...]:
    """Return the hours of each calendar week from the Monday `first` to the one of `last`."""
    count = (last - first).days // 7 + 1
    parts: list[list[Part]] = [[] for _ in range(count)]
    bands = [[0.0, 0.0] for _ in range(count)]
    for course, cells in rows:
        for column, (part, days) in _course_hours(course, cells, first).items():
            bands[column][0] += course.hours_min * 60 * days / 7
            bands[column][1] += course.hours_max * 60 * days / 7
            if part.minutes:
                parts[column].append(part)
    return tuple(
        WeekHours(first + n * WEEK, tuple(parts[n]), bands[n][0], bands[n][1]) for n in range(count)
    )


def _course_hours(
    course: Course, cells: Iterable[Cell], first: date
) -> dict[int, tuple[Part, int]]:
    """Return what a course asks of each calendar week, and on how many days it runs there."""
    found: dict[int, tuple[Part, int]] = {}
    for cell in cells:
        if cell.kind is not CellKind.WEEK:
            continue
        for column, days in _days_by_column(cell, first):
            before, ran = found.get(column, (Part(course, 0, 0), 0))
            minutes = before.minutes + cell.load.total * days / 7
            done = before.done + cell.load.done * days / 7
            found[column] = (Part(course, minutes, done), ran + days)
    return found


def _days_by_column(cell: Cell, first: date) -> list[tuple[int, int]]:
    """Return (calendar week, days of the cell in it), counted from the Monday `first`."""
    found: list[tuple[int, int]] = []
    for start, end in cell.runs:
        day = start
        while day <= end:
            until = min(end, monday(day) + 6 * DAY)
            found.append(((day - first).days // 7, (until - day).days + 1))
            day = until + DAY
    return found


def worst_week(hours: Iterable[WeekHours], today: date) -> WeekHours | None:
    """Return the week that goes furthest over its band, else the fullest; from this week on,
    or of all weeks when none is left. None without any work."""
    busy = [week for week in hours if week.minutes]
    coming = [week for week in busy if week.starts_on + WEEK > today]
    return max(coming or busy, key=lambda week: (week.over, week.minutes), default=None)
