"""Which classes fall at another local time or weekday than usual, and which clocks did it."""

from __future__ import annotations

from typing import NamedTuple
from zoneinfo import ZoneInfo

from companion.models.agenda import UsualTime, shifted_minutes, usual_times
from companion.models.clock_change import ShiftReason, shift_reason
from companion.models.course import Course
from companion.models.occurrence import Occurrence
from companion.models.schedule import Schedule


class Shift(NamedTuple):
    """A class at another local time than usual: by how many minutes (negative is earlier), and
    which clock changes lie between it and a class at the usual time."""

    occurrence: Occurrence
    usual: UsualTime
    minutes: int
    reason: ShiftReason | None


def shifts(schedule: Schedule, course: Course, zone: ZoneInfo) -> list[Shift]:
    """Return the shifted classes of a course in order, for a student in a zone.

    Moved classes have a time of their own and cancelled ones none: neither is told.
    """
    usual = usual_times(schedule, course, zone)
    planned = [
        (o, shifted_minutes(o, usual[o.meeting.id], zone)) for o in schedule.occurrences(course)
    ]
    found = []
    for o, minutes in planned:
        if minutes and not o.is_moved and not o.is_cancelled:
            same = [p for p, shift in planned if not shift and p.meeting.id == o.meeting.id]
            found.append(Shift(o, usual[o.meeting.id], minutes, _reason(o, same, zone)))
    return found


def _reason(shifted: Occurrence, at_usual: list[Occurrence], zone: ZoneInfo) -> ShiftReason | None:
    """Compare with the last class at the usual time before it, else with the first after it."""
    before = [o.planned_at for o in at_usual if o.planned_at < shifted.planned_at]
    after = [o.planned_at for o in at_usual if o.planned_at > shifted.planned_at]
    if before:
        return shift_reason(zone.key, shifted.meeting.zone, max(before), shifted.planned_at)
    if after:
        return shift_reason(zone.key, shifted.meeting.zone, shifted.planned_at, min(after))
    return None
