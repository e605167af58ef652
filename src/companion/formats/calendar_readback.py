"""Read back a calendar file of our own, as its readers will: to prove it before it is saved.

It shares no code with the writer, on purpose. It takes only what the writer writes, and refuses
everything else; it is no reader for calendars of others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

_WEEKDAYS = {"MO": 0, "TU": 1, "WE": 2, "TH": 3, "FR": 4, "SA": 5, "SU": 6}
_WEEK = timedelta(days=7)

Resolve = Callable[[datetime, str], datetime]
"""Gives the UTC instant of a naive wall-clock time in the zone of a TZID."""


class Property(NamedTuple):
    """One content line: parameters as one text, the value as it stands in the file."""

    name: str
    parameters: str
    value: str


class Component(NamedTuple):
    """One BEGIN … END with what is in it."""

    name: str
    properties: list[Property]
    parts: list[Component]

    def all(self, name: str) -> list[Property]:
        """Return the properties of a name."""
        return [p for p in self.properties if p.name == name]

    def one(self, name: str) -> Property:
        """Return the one property of a name. Raises ValueError when there is not just one."""
        found = self.all(name)
        if len(found) != 1:
            raise ValueError(f"{len(found)} {name} in a {self.name}")
        return found[0]


class Seen(NamedTuple):
    """What a reader sees: UTC instants; a to-do has its due instant as end, or none."""

    kind: str
    uid: str
    summary: str
    starts_at: datetime | None
    ends_at: datetime | None


def read_calendar(content: bytes) -> Component:
    """Return the VCALENDAR of a file. Raises ValueError when it is not whole."""
    text = content.decode("utf-8")
    if not text.endswith("\r\n"):
        raise ValueError("the last line has no end")
    lines = text.replace("\r\n ", "").removesuffix("\r\n").split("\r\n")
    root = Component("", [], [])
    stack = [root]
    for line in lines:
        found = _property(line)
        if found.name == "BEGIN":
            stack.append(Component(found.value, [], []))
        elif found.name == "END":
            done = stack.pop()
            if not stack or done.name != found.value:
                raise ValueError(f"END:{found.value} without its BEGIN")
            stack[-1].parts.append(done)
        else:
            stack[-1].properties.append(found)
    if len(stack) != 1 or root.properties or [c.name for c in root.parts] != ["VCALENDAR"]:
        raise ValueError("not one whole VCALENDAR")
    return root.parts[0]


_LINE = re.compile(r'([A-Z-]+)((?:;[A-Z-]+=(?:"[^"]*"|[^";:,]*))*):(.*)', re.DOTALL)


def _property(line: str) -> Property:
    match = _LINE.fullmatch(line)
    if match is None or any(ord(c) < 32 or ord(c) == 127 for c in line):
        raise ValueError(f"no content line: {line[:60]!r}")
    return Property(match[1], match[2], match[3])


def by_zone_name(calendar: Component) -> Resolve:
    """Resolve times as programs do that trust a zone's name, and know it."""
    del calendar  # only the name counts here
    return lambda wall, zone: wall.replace(tzinfo=ZoneInfo(zone), fold=0).astimezone(UTC)


def by_zone_rules(calendar: Component) -> Resolve:
    """Resolve times as programs do that obey the file's VTIMEZONE. Raises ValueError when it is
    missing or has another form than ours."""
    zones = {c.one("TZID").value: c.parts for c in calendar.parts if c.name == "VTIMEZONE"}
    onsets: dict[tuple[str, int], list[_Onset]] = {}

    def resolve(wall: datetime, zone: str) -> datetime:
        if zone not in zones:
            raise ValueError(f"no VTIMEZONE for {zone}")
        key = (zone, wall.year)
        if key not in onsets:
            years = (wall.year - 1, wall.year)
            onsets[key] = sorted(o for part in zones[zone] for o in _onsets(part, years))
        offset = next(o.offset_to for o in reversed(onsets[key]) if o.wall <= wall)
        return (wall - offset).replace(tzinfo=UTC)

    return resolve


class _Onset(NamedTuple):
    wall: datetime
    offset_to: timedelta


def _onsets(part: Component, years: Iterable[int]) -> list[_Onset]:
    """When one rule of a zone sets in during the years given."""
    first = _wall(part.one("DTSTART").value)
    offset = _offset(part.one("TZOFFSETTO").value)
    if not part.all("RRULE"):
        return [_Onset(first, offset)]
    rule = _parts(part.one("RRULE").value)
    if set(rule) != {"FREQ", "BYMONTH", "BYDAY"} or rule["FREQ"] != "YEARLY":
        raise ValueError(f"zone rule {rule}")
    nth, weekday = int(rule["BYDAY"][:-2]), _WEEKDAYS[rule["BYDAY"][-2:]]
    found = []
    for year in years:
        days = [
            day
            for n in range(31)
            if (day := date(year, int(rule["BYMONTH"]), 1) + timedelta(days=n)).month
            == int(rule["BYMONTH"])
            and day.weekday() == weekday
        ]
        wall = datetime.combine(days[nth - 1 if nth > 0 else nth], first.time())
        if wall >= first:
            found.append(_Onset(wall, offset))
    return found


def see(calendar: Component, resolve: Resolve) -> list[Seen]:
    """Return every occurrence and to-do that a reader shows, in no order.

    Raises ValueError for what the writer never writes, such as a replaced occurrence that the
    series does not have.
    """
    items = [c for c in calendar.parts if c.name != "VTIMEZONE"]
    replaced: dict[str, list[datetime]] = {}
    uids: set[tuple[str, datetime | None]] = set()
    for item in items:
        uid, at = item.one("UID").value, None
        if item.all("RECURRENCE-ID"):
            at = _instant(item.one("RECURRENCE-ID"), resolve)
            replaced.setdefault(uid, []).append(at)
        if (uid, at) in uids:
            raise ValueError(f"UID {uid} twice")
        uids.add((uid, at))
    seen = []
    for item in items:
        if any(p.value == "CANCELLED" for p in item.all("STATUS")):
            continue  # programs cross it out
        if item.name == "VTODO":
            seen.append(_seen_todo(item, resolve))
        else:
            is_master = not item.all("RECURRENCE-ID")
            seen += _seen_event(item, resolve, replaced if is_master else {})
    return seen


def _seen_todo(item: Component, resolve: Resolve) -> Seen:
    due = _instant(item.one("DUE"), resolve) if item.all("DUE") else None
    return Seen(item.name, item.one("UID").value, summary_of(item), None, due)


def _seen_event(
    item: Component, resolve: Resolve, replaced: dict[str, list[datetime]]
) -> list[Seen]:
    starts, ends = item.one("DTSTART"), item.one("DTEND")
    uid = item.one("UID").value
    if starts.parameters != ends.parameters:
        raise ValueError(f"start and end of {uid} in different zones")
    walls = [_wall(starts.value) + n * _WEEK for n in range(_count(item))]
    length = _wall(ends.value) - _wall(starts.value)
    begins = {_at(starts, wall, resolve): wall for wall in walls}
    for gone in [*(_instant(p, resolve) for p in item.all("EXDATE")), *replaced.get(uid, [])]:
        if begins.pop(gone, None) is None:
            raise ValueError(f"{gone} is no occurrence of {uid}")
    return [
        Seen(item.name, uid, summary_of(item), begin, _at(starts, wall + length, resolve))
        for begin, wall in begins.items()
    ]


def _count(item: Component) -> int:
    if not item.all("RRULE"):
        return 1
    rule = _parts(item.one("RRULE").value)
    if set(rule) != {"FREQ", "COUNT"} or rule["FREQ"] != "WEEKLY":
        raise ValueError(f"rule {rule}")
    return int(rule["COUNT"])


def summary_of(item: Component) -> str:
    """Return what an entry is called, unescaped. Raises ValueError when it has no one name."""
    escaped = item.one("SUMMARY").value
    return re.sub(r"\\(.)", lambda m: "\n" if m[1] in "nN" else m[1], escaped)


def _instant(found: Property, resolve: Resolve) -> datetime:
    return _at(found, _wall(found.value), resolve)


def _at(found: Property, wall: datetime, resolve: Resolve) -> datetime:
    """The instant of a wall time written like a property: in its zone, or in UTC."""
    if found.value.endswith("Z"):
        return wall.replace(tzinfo=UTC)
    zone = re.fullmatch(r";TZID=([A-Za-z0-9/_+-]+)", found.parameters)
    if zone is None:
        raise ValueError(f"{found.name} without a zone")
    return resolve(wall, zone[1])


def _wall(value: str) -> datetime:
    # Naive on purpose: a wall-clock time whose zone is told elsewhere.
    return datetime.strptime(value.removesuffix("Z"), "%Y%m%dT%H%M%S")  # noqa: DTZ007


def _offset(value: str) -> timedelta:
    digits = value[1:].ljust(6, "0")
    hours, minutes, seconds = int(digits[:2]), int(digits[2:4]), int(digits[4:])
    offset = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return -offset if value[0] == "-" else offset


def _parts(value: str) -> dict[str, str]:
    return dict(part.split("=", 1) for part in value.split(";"))
