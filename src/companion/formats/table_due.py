"""When work of a table is due by its own words: "HW 1 (by Fri 10/2, 16:00)", "Case 1 (Sunday)"."""

from __future__ import annotations

import re
from datetime import date, time, timedelta

from companion.formats.table_dates import (
    Day,
    bind,
    clock_in,
    find_placed,
    weekday_in,
    without_marks,
)

_SAYS_WHEN = re.compile(
    r"(?:\b(?:due|by|until|before|deadline|submit|fällig|bis|vence)\b|[:(])[^\d]{0,20}$",
    re.IGNORECASE,
)
_SAYS_AT = re.compile(r"\b(?:due|by|at|before|until|midnight|noon|bis|um)\b|@|\d ?[ap]m\b", re.I)


def due_of(cell: str, day: Day | None, today: date) -> tuple[date | None, time | None]:
    """Return the day and the time at which the work of a cell is due, beside the day of its row;
    None for what the cell does not say."""
    cell = without_marks(cell)
    found, start = find_placed(cell)
    if found is not None and _SAYS_WHEN.search(cell[:start]):
        (own,) = bind([found], day.last if day is not None else today)
        near = own is not None and (day is None or abs(own.last - day.last) < timedelta(days=200))
        if own is not None and near:
            return own.last, own.at
    at = clock_in(cell) if _SAYS_AT.search(cell) else None
    return _weekday_within(cell, day), at


def _weekday_within(cell: str, day: Day | None) -> date | None:
    """Return the weekday that a cell names, of the days of its row."""
    weekday = weekday_in(cell) if day is not None and day.last > day.first else None
    if day is None or weekday is None:
        return None
    on = day.first + timedelta(days=(weekday - day.first.weekday()) % 7)
    return on if on <= day.last else None
