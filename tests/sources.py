"""Calendars and feeds for import tests, written here in the shapes that real systems write."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from companion.formats.calendar_reader import read
from companion.models.source import Source

TODAY = date(2026, 10, 27)
Fields = dict[str, str]


def calendar(*events: str, prodid: str = "-//Example//EN", head: str = "") -> bytes:
    """A whole calendar file of these components."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{prodid}", *head.splitlines(), *events]
    text = "\n".join([*lines, "END:VCALENDAR", ""])
    return text.replace("\n", "\r\n").encode()


def event(**fields: str) -> str:
    """A VEVENT of plain fields."""
    return component("VEVENT", fields.items())


def component(name: str, lines: Iterable[tuple[str, str]]) -> str:
    body = [f"{field}:{value}" for field, value in lines]
    return "\n".join([f"BEGIN:{name}", *body, f"END:{name}"])


def assignment(
    number: int, title: str, day: str = "20261024", course: str = "26/FA CIS-616-OL01", **more: str
) -> str:
    """Work in a Canvas feed, due at the end of a day; the parameter really comes twice."""
    fields = {
        "DTSTAMP": "20261001T120000Z",
        "UID": f"event-assignment-{number}",
        "DTSTART;VALUE=DATE;VALUE=DATE": day,
        "SUMMARY": f"{title} [{course}]",
        "URL;VALUE=URI": "https://canvas.example.edu/calendar?include_contexts=course_23937"
        f"&month=10&year=2026#assignment_{number}",
        **more,
    }
    return component("VEVENT", fields.items())


def class_event(number: int, start: str, end: str, title: str = "Live class", **more: str) -> str:
    """A class in a Canvas feed, in UTC."""
    fields = {
        "UID": f"event-calendar-event-{number}",
        "DTSTART": start,
        "DTEND": end,
        "SUMMARY": f"{title} [24787-A]",
        "LOCATION": "Zoom Online Meeting",
        "DESCRIPTION": "[Join] (https://cmu.zoom.us/j/90000000001?pwd=Abc.1)",
        "URL;VALUE=URI": "https://canvas.example.edu/calendar?include_contexts=course_50001"
        f"&month=09&year=2026#calendar_event_{number}",
        **more,
    }
    return component("VEVENT", fields.items())


def canvas(*events: str) -> bytes:
    """A Canvas feed."""
    return calendar(
        *events, prodid="icalendar-ruby", head="X-WR-CALNAME:Alex Student Calendar (Canvas)"
    )


def autumn_classes() -> list[str]:
    """Mondays 18:00 Eastern, 31 August to 30 November, in UTC: across the clock change, without
    7 September (Labor Day is all day in the feed); 12 October is held on the Wednesday."""
    made = []
    for number, day in enumerate(_mondays()):
        hour = 22 if day < date(2026, 11, 1) else 23
        start = f"{day:%Y%m%d}T{hour}0000Z"
        if day == date(2026, 9, 7):
            continue
        if day == date(2026, 10, 12):
            start = "20261014T220000Z"
        end = f"{datetime.fromisoformat(start) + timedelta(minutes=80):%Y%m%dT%H%M%SZ}"
        made.append(class_event(number, start, end))
    return made


def _mondays() -> list[date]:
    first = date(2026, 8, 31).toordinal()
    return [date.fromordinal(first + 7 * n) for n in range(14)]


def source(content: bytes, **changes: Any) -> Source:
    """Read a calendar in this process."""
    return read(content, TODAY)._replace(**changes)
