"""Plain values to the bytes of one iCalendar file (RFC 5545, 7986), with the `icalendar` package.

Time zones are written as yearly rules of our own: `icalendar` would write a list of dates, which
most calendar programs read an hour late.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from companion.formats.plain_text import clean_line, clean_link, clean_text
from companion.formats.vtimezone import Observance, zone_rules

if TYPE_CHECKING:
    from icalendar import Alarm, Calendar, Component, Timezone, vDDDTypes, vText

LOCATION_LIMIT = 255  # Outlook cuts a longer one
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_PRODUCT = "-//Companion//Companion//EN"


class Stamp(NamedTuple):
    """How often an entry was changed since it was first written, and when last (UTC)."""

    sequence: int = 0
    modified_at: datetime | None = None


_NEVER_CHANGED = Stamp()
# Long ago and always the same: the time of writing would make every file differ from the last.
_TO_ESCAPE = re.compile(r"[\\;,]")
_FIRST_STAMP = datetime(2024, 1, 1, tzinfo=UTC)


class Entry(NamedTuple):
    """One entry of the calendar, or with weeks above 1 a weekly series of them.

    starts and ends are aware: in UTC, or in a zone that has yearly rules (`is_writable_zone`).
    holes are the starts that the series leaves out. replaces is the planned start of the one
    occurrence of the series of the same uid that this entry stands for. reminders are times
    before the start, or before the end when they count from there.
    """

    uid: str
    summary: str
    starts: datetime
    ends: datetime
    description: str = ""
    link: str = ""
    location: str = ""
    category: str = ""
    color: str = ""
    is_busy: bool = True
    reminders: tuple[timedelta, ...] = ()
    weeks: int = 1
    holes: tuple[datetime, ...] = ()
    replaces: datetime | None = None
    is_cancelled: bool = False
    stamp: Stamp = _NEVER_CHANGED


class TodoState(NamedTuple):
    """STATUS of a to-do, percent, and when it was done (UTC)."""

    status: str = "NEEDS-ACTION"
    percent: int = 0
    done_at: datetime | None = None


class Todo(NamedTuple):
    """One to-do. due is aware as the times of an Entry are; reminders are times before it."""

    uid: str
    summary: str
    due: datetime | None
    description: str = ""
    link: str = ""
    category: str = ""
    color: str = ""
    is_important: bool = False
    state: TodoState = TodoState()
    reminders: tuple[timedelta, ...] = ()
    stamp: Stamp = _NEVER_CHANGED


def is_writable_zone(zone: str, first_year: int, last_year: int) -> bool:
    """Tell whether times of these years can be written in a zone; else they go in UTC."""
    return bool(zone_rules(zone, first_year, last_year))


def calendar_bytes(name: str, items: Sequence[Entry | Todo]) -> bytes:
    """Return the file: one VCALENDAR, its zones first, then the items in the order given.

    The same values give the same bytes. Text is cleaned here. Raises ValueError for a time in a
    zone without yearly rules.
    """
    from icalendar import Calendar  # start-up: 40 ms, needed on export only

    calendar = Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", _PRODUCT)
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("METHOD", "PUBLISH")
    title = _text(clean_line(name))  # as vText, for icalendar does not escape a plain name
    calendar.add("NAME", title)
    calendar.add("X-WR-CALNAME", title)
    for zone, years in sorted(_years_by_zone(items).items()):
        calendar.add_component(_timezone(zone, *years))
    _add_items(calendar, items)
    content: bytes = calendar.to_ical()
    return content


def _add_items(calendar: Calendar, items: Iterable[Entry | Todo]) -> None:
    for item in items:
        calendar.add_component(_event(item) if isinstance(item, Entry) else _todo(item))


def _event(entry: Entry) -> Component:
    from icalendar import Event  # start-up: see above

    event = Event()
    _add_common(event, entry)
    _add_time(event, "DTSTART", entry.starts)
    _add_time(event, "DTEND", entry.ends)
    if entry.replaces is not None:
        _add_time(event, "RECURRENCE-ID", entry.replaces)
    if entry.weeks > 1:
        # No BYDAY: the weekday is that of DTSTART, whatever zone the reader is in.
        event.add("RRULE", {"FREQ": "WEEKLY", "COUNT": entry.weeks})
    for hole in entry.holes:
        _add_time(event, "EXDATE", hole)
    event.add("STATUS", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    event.add("TRANSP", "OPAQUE" if entry.is_busy else "TRANSPARENT")
    location = clean_line(entry.location)
    if location and len(location) < LOCATION_LIMIT:
        event.add("LOCATION", location)
    for reminder in entry.reminders:
        event.add_component(_alarm(entry.summary, reminder))
    return event


def _todo(item: Todo) -> Component:
    from icalendar import Todo as IcalendarTodo  # start-up: see above

    todo = IcalendarTodo()
    _add_common(todo, item)
    todo.add("STATUS", item.state.status)
    if item.state.percent:
        todo.add("PERCENT-COMPLETE", item.state.percent)
    if item.state.done_at is not None:
        todo.add("COMPLETED", item.state.done_at.replace(microsecond=0))
    if item.is_important:
        todo.add("PRIORITY", 1)
    if item.due is not None:
        _add_time(todo, "DUE", item.due)
        for reminder in item.reminders:
            todo.add_component(_alarm(item.summary, reminder, is_before_end=True))
    return todo


def _add_common(component: Component, item: Entry | Todo) -> None:
    # Values of a known type go in as they are: `add` would look at each for what it may be.
    from icalendar import vInt  # start-up: see above

    component["UID"] = _text(item.uid)
    component["DTSTAMP"] = _instant(item.stamp.modified_at or _FIRST_STAMP)
    if item.stamp.modified_at is not None:
        component["LAST-MODIFIED"] = _instant(item.stamp.modified_at)
    component["SEQUENCE"] = vInt(item.stamp.sequence)
    component["SUMMARY"] = _text(clean_line(item.summary))
    if item.description:
        component["DESCRIPTION"] = _text(clean_text(item.description))
    link = clean_link(item.link) if item.link else ""
    if link:
        component.add("URL", link)
    if item.category:
        component.add("CATEGORIES", [clean_line(item.category)])
    if item.color:
        component["COLOR"] = _text(item.color)


def _text(value: str) -> vText:
    return _text_type()(value)


@lru_cache(maxsize=1)
def _text_type() -> type[vText]:
    from icalendar import vText as Base  # start-up: see above

    class Text(Base):
        """Text that keeps each backslash: icalendar takes that of "\\Newton" for a line break."""

        def to_ical(self) -> bytes:
            escaped = _TO_ESCAPE.sub(r"\\\g<0>", str(self)).replace("\n", "\\n")
            return escaped.encode("utf-8")

    return Text


@lru_cache(maxsize=256)
def _instant(at: datetime) -> vDDDTypes:
    from icalendar import vDDDTypes  # start-up: see above

    return vDDDTypes(at.astimezone(UTC))


def _alarm(text: str, before: timedelta, *, is_before_end: bool = False) -> Alarm:
    from icalendar import Alarm  # start-up: see above

    alarm = Alarm()
    alarm["ACTION"] = _text("DISPLAY")
    alarm["DESCRIPTION"] = _text(clean_line(text))
    parameters = {"RELATED": "END"} if is_before_end else {}
    alarm.add("TRIGGER", -before, parameters=parameters)
    return alarm


# Times and zones


def _add_time(component: Component, name: str, at: datetime) -> None:
    """Add a time with the name of its zone, as it is. Left to itself, `icalendar` takes every
    zone that is now level with UTC (Accra, Reykjavik) for UTC."""
    zone = _zone_name(at)
    if zone:
        component.add(name, at.replace(tzinfo=None), parameters={"TZID": zone})
    else:
        component.add(name, at)


def _zone_name(at: datetime) -> str:
    """The name of a time's zone; empty for plain UTC, which needs none."""
    if at.tzinfo is UTC:
        return ""
    zone = str(getattr(at.tzinfo, "key", ""))
    return "Etc/UTC" if zone == "UTC" else zone  # a course in UTC repeats in a zone like any other


def _years_by_zone(items: Iterable[Entry | Todo]) -> dict[str, tuple[int, int]]:
    """The first and last year in which each zone is used."""
    found: dict[str, tuple[int, int]] = {}
    for item in items:
        for at in _times(item):
            zone = _zone_name(at)
            if zone:
                first, last = found.get(zone, (at.year, at.year))
                found[zone] = (min(first, at.year), max(last, at.year))
    return found


def _times(item: Entry | Todo) -> tuple[datetime, ...]:
    if isinstance(item, Todo):
        return () if item.due is None else (item.due,)
    last = item.ends + timedelta(weeks=item.weeks - 1)
    replaces = () if item.replaces is None else (item.replaces,)
    return (item.starts, item.ends, last, *replaces)


def _timezone(zone: str, first_year: int, last_year: int) -> Timezone:
    from icalendar import Timezone  # start-up: see above

    rules = zone_rules(zone, first_year, last_year)
    if not rules:
        raise ValueError(f"no yearly rule for {zone}")
    component = Timezone()
    component.add("TZID", zone)
    for rule in rules:
        component.add_component(_observance(rule))
    return component


def _observance(rule: Observance) -> Component:
    from icalendar import TimezoneDaylight, TimezoneStandard  # start-up: see above

    part = TimezoneDaylight() if rule.is_daylight else TimezoneStandard()
    part.add("DTSTART", rule.starts)
    part.add("TZOFFSETFROM", rule.offset_from)
    part.add("TZOFFSETTO", rule.offset_to)
    part.add("TZNAME", rule.name)
    if rule.month:
        day = f"{rule.nth}{_WEEKDAYS[rule.weekday]}"
        part.add("RRULE", {"FREQ": "YEARLY", "BYMONTH": rule.month, "BYDAY": day})
    return part
