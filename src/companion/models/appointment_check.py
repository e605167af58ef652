"""What can be stored as an appointment, and what is wrong with the rest."""

from __future__ import annotations

from datetime import timedelta

from companion.models.appointment import Appointment
from companion.models.draft import MAX_NAME, MIN_MINUTES
from companion.models.faults import Fault, Refused
from companion.models.links import check_link
from companion.models.walltime import FIRST_YEAR, LAST_YEAR, is_zone, wall_fault

MAX_MINUTES, MAX_NOTE = 24 * 60, 20_000
MAX_WEEKS = 104
_WEEK = timedelta(days=7)


def check_appointment(appointment: Appointment) -> list[Fault]:
    """Return what is wrong with an appointment; empty when it can be stored."""
    a = appointment
    found = []
    if not a.title:
        found.append(Fault("title", "appointment_empty"))
    elif len(a.title) > MAX_NAME:
        found.append(Fault("title", "name_long", (str(MAX_NAME),)))
    if not FIRST_YEAR <= a.starts.year <= LAST_YEAR:
        found.append(Fault("starts", "date_range", (str(FIRST_YEAR), str(LAST_YEAR))))
    if not MIN_MINUTES <= a.minutes <= MAX_MINUTES:
        values = (str(MIN_MINUTES), str(MAX_MINUTES // 60))
        found.append(Fault("minutes", "appointment_range", values))
    if len(a.note) > MAX_NOTE:
        found.append(Fault("note", "text_long", (f"{MAX_NOTE:,}",)))
    return [*found, *_check_zone(a), *_check_until(a), *_check_link(a)]


def _check_zone(a: Appointment) -> list[Fault]:
    """A single time, typed by hand, must name one instant; a series follows its rule."""
    if not is_zone(a.zone):
        return [Fault("zone", "unknown_zone", (a.zone[:80],))]
    fault = None if a.is_weekly else wall_fault(a.starts, a.zone)
    if fault is None:
        return []
    return [Fault("starts", f"time_{fault.value}", (a.starts.strftime("%Y-%m-%d %H:%M"), a.zone))]


def _check_until(a: Appointment) -> list[Fault]:
    if a.until is None:
        return []
    if a.until < a.starts.date():
        return [Fault("until", "until_backwards")]
    if a.until > a.starts.date() + MAX_WEEKS * _WEEK:
        return [Fault("until", "until_far", (str(MAX_WEEKS // 52),))]
    return [] if next(a.days(), None) else [Fault("until", "until_none")]


def _check_link(a: Appointment) -> list[Fault]:
    if not a.link:
        return []
    try:
        check_link(a.link)
    except Refused as refusal:
        return list(refusal.faults)
    return []
