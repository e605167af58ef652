"""What else the student has at a time: other classes, and appointments of her own."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from companion.models.agenda import occurrences_between
from companion.models.appointment import Appointment, dates_between
from companion.models.occurrence import Occurrence
from companion.models.schedule import Schedule

NEAR_MINUTES = 16  # what ends a quarter of an hour before is worth a word


class Neighbour(NamedTuple):
    """A class or an appointment at a time or near it; instants in UTC.

    gap is the minutes in between, negative where they overlap.
    """

    occurrence: Occurrence | None
    appointment: Appointment | None
    starts_at: datetime
    ends_at: datetime
    gap: int


def neighbours(
    schedule: Schedule,
    starts_at: datetime,
    ends_at: datetime,
    own_key: str = "",
    near_minutes: int = NEAR_MINUTES,
) -> list[Neighbour]:
    """Return what lies at a time or less than some minutes from it, the worst first; the class
    of own_key is left out, and cancelled ones."""
    start, end = starts_at.astimezone(UTC), ends_at.astimezone(UTC)
    near = timedelta(minutes=near_minutes)
    classes = [
        Neighbour(o, None, o.starts_at, o.ends_at, _gap(start, end, o.starts_at, o.ends_at))
        for o in occurrences_between(schedule, start - near, end + near)
        if o.key != own_key and not o.is_cancelled
    ]
    own = [
        Neighbour(None, appointment, first, last, _gap(start, end, first, last))
        for appointment in schedule.table(Appointment).values()
        for _, first, last in dates_between(appointment, start - near, end + near)
    ]
    return sorted([*classes, *own], key=lambda n: (n.gap, n.starts_at))


def _gap(start: datetime, end: datetime, first: datetime, last: datetime) -> int:
    between = max(first - end, start - last)
    return int(between / timedelta(minutes=1))
