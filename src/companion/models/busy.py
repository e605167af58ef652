"""Time that is taken by the student's own life: working hours and own appointments.

Each source yields its spans between two instants; a calendar that is read from a file is one more
source here, and the week, the ribbon of Today and the free time follow by themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from companion.models.appointment import Appointment, dated_id, dates_between
from companion.models.schedule import Schedule
from companion.models.working_hours import NONE, WorkingHours


class BusyTime(NamedTuple):
    """One stretch of busy time; instants are UTC.

    An appointment has its record and the day on which it is; one with a course is a study group.
    Working hours have neither, and no title.
    """

    id: str
    starts_at: datetime
    ends_at: datetime
    title: str = ""
    appointment: Appointment | None = None
    on: date | None = None


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
    for begins, ends in working.between(start, end, home.key):
        yield BusyTime(f"work:{begins:%Y-%m-%dT%H:%M}", begins, ends)


def _appointments(schedule: Schedule, start: datetime, end: datetime) -> Iterator[BusyTime]:
    for entry in schedule.table(Appointment).values():
        for day, begins, ends in dates_between(entry, start, end):
            yield BusyTime(dated_id(entry, day), begins, ends, entry.title, entry, day)
