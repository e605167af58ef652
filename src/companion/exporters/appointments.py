"""Own appointments as entries of a calendar file: a weekly series, or each day by itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from companion.exporters.entry_text import join_lines
from companion.exporters.sessions import css_color, span
from companion.formats.icalendar_writer import Entry
from companion.formats.plain_text import clean_line, clean_link
from companion.models.appointment import Appointment
from companion.models.course import Course
from companion.models.walltime import wall_fault, zone_of

_WEEK = timedelta(days=7)


def appointment_summary(appointment: Appointment, course: Course | None) -> str:
    """Return what an appointment is called: "Study group (ML)"."""
    title = clean_line(appointment.title) or ("Study group" if course else "Appointment")
    return clean_line(f"{title} ({course.code})" if course else title)


def appointment_entries(
    appointment: Appointment,
    course: Course | None,
    days: Sequence[date],
    reminders: tuple[timedelta, ...] = (),
    *,
    with_link: bool = True,
) -> list[Entry]:
    """Return the entries of some of an appointment's days, in order: a series where its times
    are the same on every clock, else each day by itself. Its note stays at home."""
    link = appointment.link if with_link else ""
    plain = Entry(
        uid=appointment.uid,
        summary=appointment_summary(appointment, course),
        starts=datetime.min,  # replaced below  # noqa: DTZ901
        ends=datetime.min,  # noqa: DTZ901
        description="\n".join(join_lines(link)),
        link=link,
        location=clean_link(link),
        category=course.code if course else "",
        color=css_color(course) if course else "",
        reminders=reminders,
    )
    length = timedelta(minutes=appointment.minutes)
    if appointment.is_weekly and len(days) > 1 and _is_plain(appointment, days):
        return [_series(appointment, plain, days, length)]
    entries = []
    for day in days:
        at = appointment.at(day)
        starts, ends = span(at, at + length, appointment.zone)
        uid = f"{day:%Y%m%d}-{plain.uid}" if appointment.is_weekly else plain.uid
        entries.append(plain._replace(uid=uid, starts=starts, ends=ends))
    return entries


def _series(
    appointment: Appointment, plain: Entry, days: Sequence[date], length: timedelta
) -> Entry:
    zone = zone_of(appointment.zone)
    slots = _slots(days)
    holes = [d for d in slots if d not in set(days)]
    return plain._replace(
        starts=appointment.at(days[0]).astimezone(zone),
        ends=(appointment.at(days[0]) + length).astimezone(zone),
        weeks=len(slots),
        holes=tuple(appointment.at(day).astimezone(zone) for day in holes),
    )


def _slots(days: Sequence[date]) -> list[date]:
    return [days[0] + n * _WEEK for n in range((days[-1] - days[0]) // _WEEK + 1)]


def _is_plain(appointment: Appointment, days: Sequence[date]) -> bool:
    """Tell whether no clock change falls into any of the weeks, and the zone has yearly rules."""
    length = timedelta(minutes=appointment.minutes)
    for day in _slots(days):
        at = appointment.at(day)
        if wall_fault(appointment.wall(day), appointment.zone) is not None:
            return False
        if span(at, at + length, appointment.zone)[0].tzinfo is UTC:
            return False
    return True
