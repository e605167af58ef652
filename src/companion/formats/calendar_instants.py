"""Read back a calendar file of our own as a program does that keeps instants only: the rule of each
series counted out, each occurrence turned to UTC, names of zones and uids forgotten.

It shares with the other readers only what takes the lines apart, and counts in another way: from
the clock changes of the file's zones as instants, found from the offsets *before* them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from calendar import monthrange
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from companion.formats.calendar_readback import Component, Property

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_LAST_YEAR = 2100
Span = tuple[datetime | None, datetime | None]


class _Zone(NamedTuple):
    """The instants of a zone's clock changes in order, and the offset from each on."""

    changes: list[datetime]
    offsets: list[timedelta]

    def instant(self, wall: datetime) -> datetime:
        """The first instant at which the zone's clocks show a wall time. Raises ValueError for
        one that they skip: the writer never writes it."""
        around = {self._offset(wall.replace(tzinfo=UTC) + timedelta(days=n)) for n in (-2, 2)}
        found = [
            at
            for offset in around
            if self._offset(at := (wall - offset).replace(tzinfo=UTC)) == offset
        ]
        if not found:
            raise ValueError(f"{wall} is no time of its zone")
        return min(found)

    def _offset(self, at: datetime) -> timedelta:
        return self.offsets[max(0, bisect_right(self.changes, at) - 1)]


def instants_in(calendar: Component) -> Iterator[Span]:
    """Yield (start, end) of every occurrence, (None, due) of every to-do; cancelled ones not.

    Raises ValueError, KeyError or IndexError for what the writer never writes.
    """
    zones = {c.one("TZID").value: _zone(c) for c in calendar.parts if c.name == "VTIMEZONE"}
    items = [c for c in calendar.parts if c.name != "VTIMEZONE" and not _is_cancelled(c)]
    replaced = {
        (c.one("UID").value, _at(c.one("RECURRENCE-ID"), zones))
        for c in items
        if c.all("RECURRENCE-ID")
    }
    for item in items:
        if item.name == "VTODO":
            yield None, _at(item.one("DUE"), zones) if item.all("DUE") else None
            continue
        gone = {_at(p, zones) for p in item.all("EXDATE")}
        is_series = not item.all("RECURRENCE-ID")
        for starts_at, ends_at in _counted_out(item, zones):
            is_replaced = is_series and (item.one("UID").value, starts_at) in replaced
            if starts_at not in gone and not is_replaced:
                yield starts_at, ends_at


def _is_cancelled(item: Component) -> bool:
    return any(p.value == "CANCELLED" for p in item.all("STATUS"))


def _counted_out(item: Component, zones: dict[str, _Zone]) -> Iterator[tuple[datetime, datetime]]:
    starts, ends = item.one("DTSTART"), item.one("DTEND")
    rule = item.one("RRULE").value if item.all("RRULE") else "FREQ=WEEKLY;COUNT=1"
    found = re.fullmatch(r"FREQ=WEEKLY;COUNT=([0-9]+)", rule)
    if found is None:
        raise ValueError(f"rule {rule}")
    for n in range(int(found[1])):
        later = timedelta(weeks=n)
        yield _at(starts, zones, later), _at(ends, zones, later)


def _at(found: Property, zones: dict[str, _Zone], later: timedelta = timedelta()) -> datetime:
    wall = datetime.fromisoformat(found.value.removesuffix("Z")) + later
    if found.value.endswith("Z"):
        return wall.replace(tzinfo=UTC)
    return zones[found.parameters.removeprefix(";TZID=")].instant(wall)


def _zone(part: Component) -> _Zone:
    changes = sorted(change for rule in part.parts for change in _changes(rule))
    return _Zone([at for at, _ in changes], [offset for _, offset in changes])


def _changes(rule: Component) -> Iterator[tuple[datetime, timedelta]]:
    first = datetime.fromisoformat(rule.one("DTSTART").value)
    before, after = (_offset(rule.one(f"TZOFFSET{way}").value) for way in ("FROM", "TO"))
    yearly = rule.all("RRULE")
    for year in range(first.year, _LAST_YEAR if yearly else first.year + 1):
        day = _day(year, yearly[0].value) if yearly else first.date()
        at = datetime.combine(day, first.time())
        if at >= first:
            yield (at - before).replace(tzinfo=UTC), after


def _day(year: int, rule: str) -> date:
    values = dict(part.split("=") for part in rule.split(";"))
    month, nth = int(values["BYMONTH"]), int(values["BYDAY"][:-2])
    weekday, length = _DAYS.index(values["BYDAY"][-2:]), monthrange(year, month)[1]
    days = [n for n in range(1, length + 1) if date(year, month, n).weekday() == weekday]
    return date(year, month, days[nth - 1] if nth > 0 else days[nth])


def _offset(text: str) -> timedelta:
    at = time.fromisoformat(text[1:])
    offset = timedelta(hours=at.hour, minutes=at.minute, seconds=at.second)
    return offset if text[0] == "+" else -offset
