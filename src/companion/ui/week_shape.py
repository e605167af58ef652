"""Where the columns and minutes of a week lie in pixels."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QRect

from companion.models.week_grid import COLUMNS, Part
from companion.models.week_window import DayWindow
from companion.ui import theme

TOP, FOOT = 6, 2  # air above the first minute and below the last
LEAST_HOUR, LEAST_BLOCK = 28, 18
_SIDE, _LANE_GAP = 3, 2


class Shape(NamedTuple):
    """The mapping of one size: hour is the height of an hour, width that of all columns."""

    window: DayWindow
    width: int
    hour: float

    @property
    def height(self) -> int:
        """The height of the whole grid."""
        return self.y(self.window.ends) + FOOT

    @property
    def least_minutes(self) -> int:
        """How many minutes the lowest block takes up; three pixels over a neighbour are fine."""
        return max(1, int((theme.px(LEAST_BLOCK) - 3) / self.hour * 60))

    def x(self, column: int) -> int:
        """Return the left edge of a column; the one after the last is the right end."""
        return round(self.width * column / COLUMNS)

    def y(self, minute: float) -> int:
        """Return where a minute of a column lies."""
        return round(TOP + (minute - self.window.starts) * self.hour / 60)

    def column_at(self, x: int) -> int:
        """Return the column at a place, the nearest one beside the grid."""
        found = next((n for n in range(COLUMNS) if x < self.x(n + 1)), COLUMNS - 1)
        return max(0, found)

    def minute_at(self, y: int) -> float:
        """Return the minute at a height, within the hours shown."""
        minute = self.window.starts + (y - TOP) * 60 / self.hour
        return min(max(minute, self.window.starts), self.window.ends)

    def is_shown(self, part: Part) -> bool:
        """Tell whether a part lies in the hours shown."""
        return part.bottom > self.window.starts and part.top < self.window.ends

    def rect(self, part: Part) -> QRect:
        """Return where a part lies, nothing for one in folded hours."""
        if not self.is_shown(part):
            return QRect()
        left, right = self.x(part.column) + _SIDE, self.x(part.column + 1) - _SIDE
        room = right - left - _LANE_GAP * (part.lanes - 1)
        begins = left + round(room * part.lane / part.lanes) + _LANE_GAP * part.lane
        ends = left + round(room * (part.lane + 1) / part.lanes) + _LANE_GAP * part.lane
        top = self.y(max(part.top, self.window.starts)) + 1
        bottom = self.y(min(part.bottom, self.window.ends)) - 1
        tall = max(theme.px(LEAST_BLOCK), bottom - top)
        top = min(top, self.height - tall)
        return QRect(begins, top, max(4, ends - begins), tall)

    def span_rect(self, column: int, top: float, bottom: float) -> QRect:
        """Return the whole width of a column from minute to minute, cut to the hours shown."""
        first, last = self.y(max(top, self.window.starts)), self.y(min(bottom, self.window.ends))
        left = self.x(column)
        return QRect(left, first, self.x(column + 1) - left, max(0, last - first))


def fitted(window: DayWindow, width: int, height: int) -> Shape:
    """Return the shape for a room: all hours at once where they are high enough, else higher than
    the room."""
    hours = (window.ends - window.starts) / 60
    hour = max(float(theme.px(LEAST_HOUR)), (height - TOP - FOOT) / hours)
    return Shape(window, max(COLUMNS * 20, width), hour)
