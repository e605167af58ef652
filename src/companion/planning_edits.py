"""What the student plans: blocks of work, and own appointments, as before and after records.

Like edits: each function returns an Edit or None, and raises Refused for what cannot be taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from companion.edits import edit_of
from companion.models.activity import PlannedBlock
from companion.models.appointment import Appointment
from companion.models.appointment_check import check_appointment
from companion.models.faults import Fault, Refused
from companion.models.ids import new_id, new_uid
from companion.models.schedule import Change, Edit, Schedule
from companion.models.walltime import instant, wall_clock, wall_fault
from companion.models.watching import blocks_of

# Planned blocks


def plan_block(
    schedule: Schedule, item_id: str, starts: datetime, zone: str, minutes: int
) -> Edit | None:
    """Plan an activity, or a recording by its occurrence key, at a naive wall time in a zone.

    Raises Refused for a time that a clock change skips or doubles.
    """
    _check_wall(starts, zone)
    block = PlannedBlock(new_id(), new_uid(), item_id, starts, zone, minutes)
    return edit_of("Plan", [Change(None, block)])


def plan_in_a_row(
    schedule: Schedule,
    lengths: Sequence[tuple[str, int]],
    starts: datetime,
    zone: str,
    now: datetime,
) -> Edit | None:
    """Plan items, by their ids with their minutes, one after the other from a naive wall time in
    a zone. Each moves the time that it has, rather than getting more.

    Raises Refused for a time that is over by `now`, and as `plan_block` does for any of them.
    """
    _check_wall(starts, zone)
    at = instant(starts, zone)
    if at < now.replace(second=0, microsecond=0):
        raise Refused(Fault("starts", "plan_past", (starts.strftime("%Y-%m-%d %H:%M"),)))
    changes = []
    for item_id, minutes in lengths:
        before = max(blocks_of(schedule, item_id), key=lambda b: b.at, default=None)
        made = before or PlannedBlock(new_id(), new_uid(), item_id, starts, zone, minutes)
        wall = wall_clock(at, zone)
        _check_wall(wall, zone)
        changes.append(Change(before, made._replace(starts=wall, zone=zone, minutes=minutes)))
        at += timedelta(minutes=minutes)
    return edit_of("Plan", changes)


def move_block(
    schedule: Schedule, block_id: str, starts: datetime, zone: str, minutes: int
) -> Edit | None:
    """Give a planned block another start, zone or length; None for one that is gone.

    Raises Refused for a time that a clock change skips or doubles.
    """
    before = schedule.get(PlannedBlock, block_id)
    if before is None:
        return None
    _check_wall(starts, zone)
    after = before._replace(starts=starts, zone=zone, minutes=minutes)
    return edit_of("Move plan", [Change(before, after)])


def remove_block(schedule: Schedule, block_id: str) -> Edit | None:
    """Take one planned block away; None for one that is gone."""
    before = schedule.get(PlannedBlock, block_id)
    return edit_of("Remove plan", [Change(before, None)]) if before else None


def _check_wall(starts: datetime, zone: str) -> None:
    fault = wall_fault(starts, zone)
    if fault is not None:
        wall = starts.strftime("%Y-%m-%d %H:%M")
        raise Refused(Fault("starts", f"time_{fault.value}", (wall, zone)))


# Appointments


def add_appointment(schedule: Schedule, appointment: Appointment) -> Edit | None:
    """Add an appointment. Raises Refused for one that cannot be taken."""
    _check(appointment)
    return edit_of("Add appointment", [Change(None, appointment)])


def change_appointment(
    schedule: Schedule, after: Appointment, name: str = "Edit appointment"
) -> Edit | None:
    """Replace an appointment, all its days, by its new value; None for one that is gone.

    Raises Refused for one that cannot be taken.
    """
    before = schedule.get(Appointment, after.id)
    if before is None:
        return None
    _check(after)
    return edit_of(name, [Change(before, after)])


def change_one_day(
    schedule: Schedule, after: Appointment, day: date, name: str = "Edit appointment"
) -> Edit | None:
    """Replace one day of a series by a single appointment with the values of `after`; replace
    an appointment that does not come back as a whole.

    None for a day that is gone. Raises Refused for one that cannot be taken.
    """
    before = schedule.get(Appointment, after.id)
    if before is None or day not in before.days():
        return None
    if not before.is_weekly:
        return change_appointment(schedule, after, name)
    single = after._replace(id=new_id(), uid=new_uid(), until=None, skipped=())
    if single._replace(id=before.id, uid=before.uid) == _single(before, day):
        return None
    _check(single)
    return edit_of(name, [_without(before, day), Change(None, single)])


def move_appointment(
    schedule: Schedule, appointment_id: str, day: date, starts: datetime, zone: str, minutes: int
) -> Edit | None:
    """Give one day of an appointment another naive wall time in a zone, or another length; the
    other days of a series stay. Raises Refused as `add_appointment` does."""
    before = schedule.get(Appointment, appointment_id)
    if before is None:
        return None
    after = _single(before, day)._replace(starts=starts, zone=zone, minutes=minutes)
    return change_one_day(schedule, after, day, "Move appointment")


def remove_appointment(
    schedule: Schedule, appointment_id: str, day: date | None = None
) -> Edit | None:
    """Remove an appointment; with a day, that day of a series only. None for one that is gone."""
    before = schedule.get(Appointment, appointment_id)
    if before is None:
        return None
    if day is None or not before.is_weekly:
        return edit_of("Remove appointment", [Change(before, None)])
    return edit_of("Remove appointment", [_without(before, day)])


def _single(appointment: Appointment, day: date) -> Appointment:
    """Return one day of an appointment as one that does not come back."""
    return appointment._replace(starts=appointment.wall(day), until=None, skipped=())


def _without(appointment: Appointment, day: date) -> Change:
    """Leave a day of a series out; without its last day the series goes too."""
    after = appointment._replace(skipped=tuple(sorted({*appointment.skipped, day})))
    return Change(appointment, after if next(after.days(), None) else None)


def _check(appointment: Appointment) -> None:
    faults = check_appointment(appointment)
    if faults:
        raise Refused(*faults)
