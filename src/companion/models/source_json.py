"""A Source as JSON and back: how it comes out of the process that read it.

That process read foreign bytes, so what it says is checked: types, lengths, zones and links.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from enum import Enum
from typing import Any

from companion.models.activity import ActivityKind
from companion.models.faults import Refused
from companion.models.import_limits import (
    MAX_COLUMNS,
    MAX_ITEMS,
    MAX_KEY,
    MAX_NOTES,
    MAX_RAW,
    MAX_SHOWN_CELL,
    MAX_SHOWN_CELLS,
    MAX_SKIPPED,
    MAX_TITLE,
)
from companion.models.links import check_link
from companion.models.meeting import MeetingKind
from companion.models.source import (
    Column,
    ColumnRole,
    ItemSort,
    Skipped,
    Source,
    SourceCourse,
    SourceItem,
)
from companion.models.walltime import FIRST_YEAR, LAST_YEAR, is_zone

_KINDS = {kind.value for kinds in (ActivityKind, MeetingKind) for kind in kinds} | {""}
_KINDS -= {ActivityKind.RECORDING.value}
_MOST_MINUTES = 14 * 24 * 60


def source_to_json(source: Source) -> str:
    """Write a source down."""
    return json.dumps(source, default=_plain, ensure_ascii=False, separators=(",", ":"))


def _plain(value: object) -> object:
    if isinstance(value, datetime | date):
        return value.isoformat()
    assert isinstance(value, Enum)
    return value.value


def source_from_json(text: str) -> Source:
    """Read a source that another process wrote down. Raises ValueError for what none would."""
    try:
        return _source(json.loads(text))
    except (TypeError, LookupError, RecursionError, Refused) as error:
        raise ValueError(f"no source: {type(error).__name__}") from error


def _source(found: Any) -> Source:
    system, name, items, skipped, courses, columns = found
    if len(items) > MAX_ITEMS or len(skipped) > MAX_SKIPPED or len(courses) > MAX_ITEMS:
        raise ValueError("too many items")
    if len(columns) > MAX_COLUMNS:
        raise ValueError("too many columns")
    return Source(
        _text(system, 40),
        _text(name, MAX_TITLE),
        tuple(_item(*entry) for entry in items),
        tuple(Skipped(_text(t, MAX_TITLE), _text(r, 40), _text(w, MAX_RAW)) for t, r, w in skipped),
        tuple(_course(*entry) for entry in courses),
        tuple(_column(*entry) for entry in columns),
    )


def _item(
    key: Any, sort: Any, title: Any, course: Any, wall: Any, zone: Any, minutes: Any,
    is_all_day: Any, until: Any, link: Any, passcode: Any, notes: Any, kind: Any, week: Any,
    is_optional: Any, is_expected: Any, series: Any, is_endless: Any,
) -> SourceItem:  # fmt: skip
    if zone and not is_zone(_text(zone, 100)):
        raise ValueError("an unknown zone")
    if kind not in _KINDS:
        raise ValueError("an unknown kind")
    return SourceItem(
        _text(key, MAX_KEY), ItemSort(sort), _text(title, MAX_TITLE), _text(course, MAX_TITLE),
        None if wall is None else _moment(wall), zone, _count(minutes, _MOST_MINUTES),
        is_all_day is True, None if until is None else _day(until),
        check_link(link) if link else "", _text(passcode, 100), _text(notes, MAX_NOTES), kind,
        _count(week, 99), is_optional is True, is_expected is True, _text(series, MAX_KEY),
        is_endless is True,
    )  # fmt: skip


def _course(
    label: Any, code: Any, name: Any, zone: Any, starts_on: Any, weeks: Any, instructor: Any
) -> SourceCourse:
    if zone and not is_zone(_text(zone, 100)):
        raise ValueError("an unknown zone")
    return SourceCourse(
        _text(label, MAX_TITLE), _text(code, 12), _text(name, 200), zone,
        None if starts_on is None else _day(starts_on), _count(weeks, 60), _text(instructor, 200),
    )  # fmt: skip


def _column(head: Any, role: Any, cells: Any) -> Column:
    shown = tuple(_text(cell, MAX_SHOWN_CELL) for cell in cells[:MAX_SHOWN_CELLS])
    return Column(_text(head, MAX_SHOWN_CELL), ColumnRole(role), shown)


def _text(value: Any, longest: int) -> str:
    if not isinstance(value, str) or len(value) > longest:
        raise ValueError("no text, or too long")
    return value


def _count(value: Any, most: int) -> int | None:
    if value is None:
        return None
    if not isinstance(value, int) or not 0 <= value <= most:
        raise ValueError("no count")
    return int(value)


def _moment(value: Any) -> datetime:
    found = datetime.fromisoformat(value)
    if found.tzinfo is not None or not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise ValueError("no wall time")
    return found


def _day(value: Any) -> date:
    found = date.fromisoformat(value)
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise ValueError("no day")
    return found
