"""The hours that a week shows: folded in the night, so that a class over midnight stays whole."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

DAY = 24 * 60
_MINUTE = timedelta(minutes=1)
_SLOT = 15
_SLOTS = DAY // _SLOT
_NIGHT = (22 * 60 // _SLOT, (DAY + 8 * 60) // _SLOT)  # where hours may be folded away
_LEAST_SLOTS = 4


class DayWindow(NamedTuple):
    """From when to when a column shows its day, in minutes from the midnight that begins it.

    The rest of the 24 hours before `starts` is folded away; a column as a whole goes from `fold`
    to `ends`. Both may lie outside of the day: 1560 is 02:00 of the next one, -30 is 23:30 before.
    """

    starts: int
    ends: int

    @property
    def fold(self) -> int:
        """Where the column begins: what it shows is ended by the next column's beginning."""
        return self.ends - DAY

    @property
    def is_folded(self) -> bool:
        """True when some hours are not shown."""
        return self.starts > self.fold

    def whole(self) -> DayWindow:
        """The same columns with no hour folded away."""
        return DayWindow(self.fold, self.ends)

    def day_of(self, wall: datetime) -> date:
        """Return the date of the column that a naive local time belongs to."""
        return (wall - self.fold * _MINUTE).date()

    def minute(self, wall: datetime, day: date) -> int:
        """Return where a naive local time lies in the column of a date."""
        return (wall - midnight(day)) // _MINUTE

    def wall(self, day: date, minute: int) -> datetime:
        """Return the naive local time at a minute of the column of a date."""
        return midnight(day) + minute * _MINUTE


USUAL = DayWindow(7 * 60 + 30, 26 * 60)


def midnight(day: date) -> datetime:
    """Return the naive local time with which a date begins."""
    return datetime.combine(day, time())


def day_window(spans: Iterable[tuple[datetime, datetime]]) -> DayWindow:
    """Return the hours to show for things from one naive local time to another.

    The usual 07:30 to 02:00 where nothing lies outside of it. Else the night is folded in the
    longest stretch from 22:00 to 08:00 that is free on all days, up to half an hour before what
    comes next; all hours are shown when that is less than an hour.
    """
    taken = _taken(spans)
    hidden = range(USUAL.ends // _SLOT, (USUAL.starts + DAY) // _SLOT)
    if not any(taken[slot % _SLOTS] for slot in hidden):
        return USUAL
    first, end = _longest_free(taken)
    first += first % 2
    if end < _NIGHT[1]:
        end -= 2
    end -= end % 2
    if end - first < _LEAST_SLOTS:
        return DayWindow(USUAL.starts, USUAL.starts + DAY)
    return DayWindow(end * _SLOT - DAY, first * _SLOT)


def _taken(spans: Iterable[tuple[datetime, datetime]]) -> list[bool]:
    """Return which quarters of an hour of the day are taken on any day."""
    taken = [False] * _SLOTS
    for start, end in spans:
        first = (start.hour * 60 + start.minute) // _SLOT
        minutes = start.minute % _SLOT + (end - start) / _MINUTE
        for slot in range(first, first + min(_SLOTS, max(1, -(-int(minutes) // _SLOT)))):
            taken[slot % _SLOTS] = True
    return taken


def _longest_free(taken: list[bool]) -> tuple[int, int]:
    """Return first and end of the longest free run of the night, the earlier of two."""
    best = start = _NIGHT[0]
    length = 0
    for slot in range(_NIGHT[0], _NIGHT[1] + 1):
        if slot == _NIGHT[1] or taken[slot % _SLOTS]:
            if slot - start > length:
                best, length = start, slot - start
            start = slot + 1
    return best, best + length
