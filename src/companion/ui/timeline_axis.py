"""Where each week lies across the timeline: one mapping for rows, axis and histogram."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, datetime, timedelta
from typing import NamedTuple

from companion.models.timeline import Timeline, term_columns

ZOOMS = ("program", "term", "six-weeks")
WIDE = 96  # from this column width on, cells have room for words
_DAY = timedelta(days=1)


class Axis(NamedTuple):
    """Whole pixels from the left end of the first week; edges has one entry more than weeks.

    Weeks begin on Mondays. `first` is the column that a zoom starts with.
    """

    starts_on: date = date(2000, 1, 3)
    edges: tuple[int, ...] = (0,)
    first: int = 0

    @property
    def weeks(self) -> int:
        """How many weeks there are."""
        return len(self.edges) - 1

    @property
    def length(self) -> int:
        """The right end of the last week."""
        return self.edges[-1]

    @property
    def week_width(self) -> int:
        """The width of a week, rounded down."""
        return self.length // self.weeks if self.weeks else 0

    def x(self, day: date, part: float = 0) -> float:
        """Return where a day begins, or `part` of the day (0 to 1) later; held to the ends."""
        days = (day - self.starts_on).days + part
        column = min(max(0, int(days // 7)), self.weeks - 1)
        left, right = self.edges[column], self.edges[column + 1]
        return left + (right - left) * min(max(0.0, days / 7 - column), 1.0)

    def now_x(self, local: datetime) -> float | None:
        """Return where a local wall-clock time lies, to a quarter of a pixel: the line need not be
        painted anew each minute. None outside the weeks."""
        column = (local.date() - self.starts_on).days // 7
        if not 0 <= column < self.weeks:
            return None
        return round(4 * self.x(local.date(), (local.hour * 60 + local.minute) / 1440)) / 4

    def day_at(self, x: float) -> date:
        """Return the day at a place, held to the ends."""
        column = self.column_at(x)
        left, right = self.edges[column], self.edges[column + 1]
        days = min(6, max(0, int((x - left) * 7 / (right - left))))
        return self.monday(column) + days * _DAY

    def months(self, left: float, right: float) -> list[tuple[date, float]]:
        """Return the months that are seen between two places: first seen day and its place."""
        day, last = self.day_at(left), self.day_at(right)
        found = []
        while day <= last:
            found.append((day, max(left, self.x(day))))
            day = (day.replace(day=1) + 32 * _DAY).replace(day=1)
        return found

    def monday(self, column: int) -> date:
        """Return the first day of a column."""
        return self.starts_on + 7 * column * _DAY

    def column_at(self, x: float) -> int:
        """Return the column at a place, held to the ends."""
        return min(max(0, bisect_right(self.edges, x) - 1), max(0, self.weeks - 1))


def fit(line: Timeline, today: date, zoom: str, room: int, least: int) -> Axis:
    """Spread the weeks over `room` pixels: all of them, those of the present term, or six from
    last week on; no week narrower than `least`, so that the rest is scrolled to."""
    count = max(1, len(line.hours))
    first, shown = 0, count
    now = min(max(0, line.column(today)), count - 1)
    if zoom == "term":
        first, last = term_columns(line, today)
        shown = last - first + 1
    elif zoom == "six-weeks":
        first, shown = max(0, now - 1), 6
    elif room / count < least:
        first = max(0, now - 2)
    width = max(float(least), room / shown)
    return Axis(line.starts_on, tuple(round(n * width) for n in range(count + 1)), first)


def ticks(line: Timeline, scale: float, apart: int) -> list[int]:
    """Return the hours written at the axis, ascending: the edges of the bands, where they are
    whole hours, as far as they stand apart; upper edges first."""
    bands = [(week.band_min / 60, week.band_max / 60) for week in line.hours if week.band_max]
    lows = {round(low) for low, _ in bands if abs(low - round(low)) < 0.01}
    highs = {round(high) for _, high in bands if abs(high - round(high)) < 0.01}
    if not highs:
        highs = {round(max((week.minutes for week in line.hours), default=0) / 60)}
    shown = [0]
    for value in (*sorted(highs, reverse=True), *sorted(lows, reverse=True)):
        if all(abs(value - other) * 60 * scale >= apart for other in shown):
            shown.append(value)
    return sorted(shown)
