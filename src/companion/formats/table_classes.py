"""The classes of a table that tells from when to when they are, beside their dates."""

from __future__ import annotations

import re
from datetime import date, datetime

from companion.formats.table_columns import Layout
from companion.formats.zoom_invitation import read_invitation
from companion.models.faults import Refused
from companion.models.meeting import MeetingKind
from companion.models.source import ColumnRole, ItemSort, SourceItem
from companion.models.source_titles import folded
from companion.models.typed import TimeRange, parse_time_range

_HEAD = re.compile(
    r"(?:class |session |meeting )?(?:times?|hours?|uhrzeit|zeit|hora|horario|horário|heures?|ora"
    r"|orario)",
    re.IGNORECASE,
)
_CLOCK = r"\d{1,2}(?:[:.]\d{2})?\s?(?:[ap]\.?m\.?)?"
_RANGE = re.compile(rf"{_CLOCK}\s?(?:-|–|—|to|bis)\s?{_CLOCK}", re.IGNORECASE)
_SHORTEST, _LONGEST = 10, 12 * 60


def slots_of(layout: Layout) -> list[TimeRange | None]:
    """Return from when to when each line is, where a column of no other meaning tells it."""
    place = next(
        (
            n
            for n, column in enumerate(layout.columns)
            if column.role is ColumnRole.NONE and _HEAD.fullmatch(column.head.strip())
        ),
        None,
    )
    if place is None:
        return [None] * len(layout.lines)
    return [_slot(row[place]) if place < len(row) else None for row in layout.lines]


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
