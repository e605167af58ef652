"""The classes of a table that tells from when to when they are, beside their dates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time

from companion.formats.table_columns import Layout
from companion.formats.table_dates import Day, clock_in
from companion.formats.zoom_invitation import read_invitation
from companion.models.faults import Refused
from companion.models.meeting import MeetingKind
from companion.models.source import ColumnRole, ItemSort, SourceItem
from companion.models.source_titles import folded
from companion.models.typed import TimeRange, parse_time_range

_HEAD = re.compile(
    r"(?:class |session |meeting )?(?:times?|hours?|uhrzeit|zeit|hora|horario|horário|heures?|ora"
    r"|orario|due)",
    re.IGNORECASE,
)
_DUE_HEAD = re.compile(r"due", re.IGNORECASE)
_CLOCK = r"\d{1,2}(?:[:.]\d{2})?\s?(?:[ap]\.?m\.?)?"
_RANGE = re.compile(rf"{_CLOCK}\s?(?:-|–|—|to|bis)\s?{_CLOCK}", re.IGNORECASE)
_SHORTEST, _LONGEST = 10, 12 * 60


def slots_of(layout: Layout) -> list[TimeRange | None]:
    """Return from when to when each line is, where a column of times or of dates tells it."""
    cells = _cells(layout, _HEAD)
    if not any(cells):
        dates = (n for n, column in enumerate(layout.columns) if column.role is ColumnRole.DATE)
        place = next(dates, None)
        cells = [_at(row, place) for row in layout.lines]
    return [_slot(cell) for cell in cells]


def due_times_of(layout: Layout) -> list[time | None]:
    """Return the time at which each line is due, where a column tells that and no date ("due by
    11:59pm", as the summary of a course in Canvas does)."""
    return [clock_in(cell) if _slot(cell) is None else None for cell in _cells(layout, _DUE_HEAD)]


def on_the_day_above(days: list[Day | None]) -> list[Day | None]:
    """Return the days of lines of which only the first of a day has its date."""
    above: Day | None = None
    found: list[Day | None] = []
    for day in days:
        above = day or above
        found.append(above)
    return found


def _cells(layout: Layout, head: re.Pattern[str]) -> list[str]:
    """Return the cells of the column of no other meaning that has a head."""
    free = (n for n, c in enumerate(layout.columns) if c.role is ColumnRole.NONE)
    place = next((n for n in free if head.fullmatch(layout.columns[n].head.strip())), None)
    return [_at(row, place) for row in layout.lines]


def _at(row: Sequence[str], place: int | None) -> str:
    return row[place] if place is not None and place < len(row) else ""


def _slot(cell: str) -> TimeRange | None:
    found = _RANGE.search(cell[:100])
    try:
        slot = parse_time_range(found[0]) if found else None
    except Refused:
        return None
    return slot if slot is not None and _SHORTEST <= slot.minutes <= _LONGEST else None


def class_of(day: date, slot: TimeRange, title: str, label: str, raw: str) -> SourceItem:
    """Return the class of a line, in the course's own time."""
    found = read_invitation(raw) if "zoom" in raw.casefold() else None
    return SourceItem(
        f"table:{folded(label)[:40]}:class{day}T{slot.starts:%H%M}", ItemSort.SESSION,
        title or "Class", label, datetime.combine(day, slot.starts), "", slot.minutes,
        link=found.link if found is not None else "", kind=MeetingKind.LIVE_SESSION.value,
    )  # fmt: skip
