"""Own appointments of the student: busy time, or a study group of a course; once or weekly."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from companion.models.walltime import instant

_DAY, _WEEK = timedelta(days=1), timedelta(days=7)


class Appointment(NamedTuple):
    """Time of the student's own, in minutes; a study group when it names a course.

    starts is the naive wall time of the first one, in `zone`: where the student was when it was
    made. With `until` it comes back each week up to that day, but not on the skipped days.
    """

    id: str
    uid: str
    title: str
    starts: datetime
    zone: str
    minutes: int
    until: date | None = None
    skipped: tuple[date, ...] = ()
    course_id: str | None = None
    note: str = ""
    link: str = ""

    @property
    def is_weekly(self) -> bool:
        """True when it comes back each week."""
        return self.until is not None

    def days(self) -> Iterator[date]:
        """Yield its days in order, as its own zone counts them."""
        day, last = self.starts.date(), self.until or self.starts.date()
        while day <= last:
            if day not in self.skipped:
                yield day
            day += _WEEK

    def wall(self, day: date) -> datetime:
        """Return the wall time of its start on one of its days."""
        return datetime.combine(day, self.starts.time())

    def at(self, day: date) -> datetime:
        """Return the UTC instant of its start on one of its days. In a series a time that a
        clock change skips or doubles follows RFC 5545 (3.3.5)."""
        return instant(self.wall(day), self.zone)


def dated_id(appointment: Appointment, day: date) -> str:
    """Return what names one of its days, whether it comes back or not."""
    return f"{appointment.id}:{day.isoformat()}"


def dates_between(
    appointment: Appointment, start: datetime, end: datetime
) -> list[tuple[date, datetime, datetime]]:
    """Return (day, start, end) of those that overlap [start, end), in UTC, in order."""
    length = timedelta(minutes=appointment.minutes)
    # a day before and after: its zone may count other days than the one asked for
    first, last = (start - length - _DAY).date(), (end + _DAY).date()
    found = []
    for day in appointment.days():
        if first <= day <= last:
            at = appointment.at(day)
            if at < end and at + length > start:
                found.append((day, at, at + length))
    return found


def coming_day(appointment: Appointment, now: datetime) -> date:
    """Return the day of an appointment on which it runs now or comes next, else its last one."""
    length = timedelta(minutes=appointment.minutes)
    days = list(appointment.days()) or [appointment.starts.date()]
    return next((day for day in days if appointment.at(day) + length > now), days[-1])
