"""Time that is taken by the student's own life: working hours, own appointments, her calendars.

Each source yields its spans between two instants; the week, the ribbon of Today and the free time
follow by themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from companion.models.appointment import Appointment, dated_id, dates_between
from companion.models.busy_calendar import BusyCalendar, BusyTimes, spans_between
from companion.models.schedule import Schedule
from companion.models.working_hours import NONE, WorkingHours


class BusyTime(NamedTuple):
    """One stretch of busy time; instants are UTC.

    An appointment has its record and the day on which it is; one with a course is a study group.
    What is of a calendar names it. Working hours have none of these, and no title.
    """

    id: str
    starts_at: datetime
    ends_at: datetime
    title: str = ""
    appointment: Appointment | None = None
    on: date | None = None
    calendar: BusyCalendar | None = None


def busy_between(
    schedule: Schedule,
    start: datetime,
    end: datetime,
    home: ZoneInfo,
    working: WorkingHours = NONE,
) -> Iterator[BusyTime]:
    """Yield what overlaps [start, end), two aware instants, in no order. home is where the
    student is: her working hours count there."""
    yield from _appointments(schedule, start, end)
    yield from _calendars(schedule, start.astimezone(UTC), end.astimezone(UTC), home)
    for begins, ends in working.between(start, end, home.key):
        yield BusyTime(f"work:{begins:%Y-%m-%dT%H:%M}", begins, ends)


def _appointments(schedule: Schedule, start: datetime, end: datetime) -> Iterator[BusyTime]:
    for entry in schedule.table(Appointment).values():
        for day, begins, ends in dates_between(entry, start, end):
            yield BusyTime(dated_id(entry, day), begins, ends, entry.title, entry, day)


def _calendars(
    schedule: Schedule, start: datetime, end: datetime, home: ZoneInfo
) -> Iterator[BusyTime]:
    for calendar in schedule.table(BusyCalendar).values():
        times = schedule.get(BusyTimes, calendar.id)
        if times is None or not calendar.is_shown:
            continue
        lines = schedule.recall(("busy lines", calendar.id), (times,), times.content.splitlines)
        for place, begins, ends, title in spans_between(lines, start, end, home.key):
            name = f"busy:{calendar.id}:{place}"
            yield BusyTime(name, begins, ends, title, calendar=calendar)
