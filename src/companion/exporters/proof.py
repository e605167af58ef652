"""Proof before saving: the file, read back as its readers will, holds what the schedule says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import NamedTuple

from companion.exporters.errors import ExportFailed
from companion.formats.calendar_instants import instants_in
from companion.formats.calendar_readback import (
    Component,
    by_zone_name,
    by_zone_rules,
    read_calendar,
    see,
    summary_of,
)


class Expected(NamedTuple):
    """One item as the schedule has it: the UTC instants of its start and end, either may be
    missing for a to-do."""

    summary: str
    starts_at: datetime | None
    ends_at: datetime | None


def _seen_by_rules(calendar: Component) -> Iterable[Expected]:
    found = see(calendar, by_zone_rules(calendar))
    return (Expected(s.summary, s.starts_at, s.ends_at) for s in found)


def _seen_by_name(calendar: Component) -> Iterable[Expected]:
    found = see(calendar, by_zone_name(calendar))
    return (Expected(s.summary, s.starts_at, s.ends_at) for s in found)


def _seen_as_instants(calendar: Component) -> Iterable[Expected]:
    return (Expected("", *span) for span in instants_in(calendar))


_READERS: tuple[tuple[str, Callable[[Component], Iterable[Expected]]], ...] = (
    ("zone_rules", _seen_by_rules),  # obeys the file's VTIMEZONE: Outlook, Thunderbird, libical
    ("zone_name", _seen_by_name),  # trusts the zone's name: Google, Apple, khal
    ("instants", _seen_as_instants),  # keeps UTC of each occurrence and nothing else
)


_UNREAD = (ValueError, KeyError, IndexError, StopIteration)


def prove(content: bytes, expected: Iterable[Expected]) -> tuple[str, ...]:
    """Return the names of the readers that see exactly what is expected.

    Raises ExportFailed("differs") with the item, its time in the schedule and what was read.
    """
    truth = Counter(expected)
    try:
        calendar = read_calendar(content)
    except (ValueError, IndexError) as error:
        raise ExportFailed("differs", ("", "", ""), str(error)) from error
    for name, reader in _READERS:
        try:
            seen = Counter(reader(calendar))
        except _UNREAD as error:
            culprit = _unreadable(calendar, reader)
            raise ExportFailed("differs", (culprit, "", ""), f"{name}: {error}") from error
        _compare(name, truth, seen)
    return tuple(name for name, _ in _READERS)


def _unreadable(calendar: Component, reader: Callable[[Component], Iterable[Expected]]) -> str:
    """The summary of the first entry that a reader cannot read by itself, else empty."""
    zones = [part for part in calendar.parts if part.name == "VTIMEZONE"]
    by_uid: dict[str, list[Component]] = {}
    for item in calendar.parts:
        for uid in item.all("UID"):
            by_uid.setdefault(uid.value, []).append(item)
    for items in by_uid.values():
        try:
            list(reader(calendar._replace(parts=[*zones, *items])))
        except _UNREAD:
            return summary_of(items[0])
    return ""


def _compare(reader: str, truth: Counter[Expected], seen: Counter[Expected]) -> None:
    names = {(e.starts_at, e.ends_at): e.summary for e in truth}
    if reader == "instants":
        truth = Counter(e._replace(summary="") for e in truth.elements())
    missing = sorted((truth - seen).elements(), key=str)
    extra = sorted((seen - truth).elements(), key=str)
    if not missing and not extra:
        return
    wrong = missing[0] if missing else extra[0]
    read = next((e for e in extra if e.summary == wrong.summary), None)
    planned = _time(missing[0]) if missing else ""
    name = wrong.summary or names.get((wrong.starts_at, wrong.ends_at), "")
    values = (name, planned, _time(read) if read else "")
    raise ExportFailed("differs", values, f"{reader}: {len(missing)} missing, {len(extra)} extra")


def _time(item: Expected) -> str:
    at = item.starts_at or item.ends_at
    return at.isoformat() if at else ""
