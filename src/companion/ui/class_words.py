"""What is said of one class: its name, what it clashes with, when it was planned."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from companion.models.clashes import Neighbour
from companion.models.course import Course
from companion.models.faults import Fault
from companion.models.meeting import MeetingKind
from companion.models.occurrence import Occurrence
from companion.models.schedule import Schedule
from companion.ui.text import Words, city, month, tr, weekday
from companion.wording import sentence

MOST_CLASHES = 2


_NAMES = {
    MeetingKind.LIVE_SESSION: "Class %1",
    MeetingKind.RECITATION: "Recitation %1",
    MeetingKind.OFFICE_HOURS: "Office hours %1",
    MeetingKind.STUDY_GROUP: "Study group %1",
}


def class_name(occurrence: Occurrence) -> str:
    """Return "Class 9", "Recitation 9", or "Extra class"."""
    number = occurrence.number
    return tr("Extra class") if number is None else tr(_NAMES[occurrence.kind], number)


def planned_day(occurrence: Occurrence) -> str:
    """Return the day it was planned for where it is taught: "Tue 3 Nov"."""
    day = occurrence.planned_on
    return tr("%1 %2 %3", weekday(day.weekday()), day.day, month(day.month))


def clash_sentences(
    found: Sequence[Neighbour], starts_at: datetime, schedule: Schedule, words: Words
) -> str:
    """Say what else is at a time: "DV class 4 runs Thu 23:00–00:15, 15 min before."; empty for
    nothing."""
    told = [_clash(entry, starts_at, schedule, words) for entry in found[:MOST_CLASHES]]
    if len(found) > MOST_CLASHES:
        told.append(tr("%1 more at that time.", len(found) - MOST_CLASHES))
    return " ".join(told)


def _clash(entry: Neighbour, starts_at: datetime, schedule: Schedule, words: Words) -> str:
    name = _neighbour_name(entry, schedule)
    day = weekday(words.local(entry.starts_at).weekday())
    when = tr("%1 %2", day, words.span(entry.starts_at, entry.ends_at))
    if entry.gap < 0:
        return tr("%1 runs %2, at the same time.", name, when)
    if entry.gap == 0:
        is_before = entry.ends_at <= starts_at
        text = "%1 runs %2, right before." if is_before else "%1 runs %2, right after."
        return tr(text, name, when)
    text = "%1 runs %2, %3 min before."
    if entry.starts_at >= starts_at:
        text = "%1 runs %2, %3 min after."
    return tr(text, name, when, entry.gap)


def _neighbour_name(entry: Neighbour, schedule: Schedule) -> str:
    if entry.appointment is not None:
        return tr("“%1”", entry.appointment.title)
    assert entry.occurrence is not None
    course = schedule.get(Course, entry.occurrence.course_id)
    kind = _KINDS[entry.occurrence.kind]
    number = entry.occurrence.number
    if number is None:
        return tr("%1 extra %2", course.code if course else "", tr(kind))
    return tr("%1 %2 %3", course.code if course else "", tr(kind), number)


_KINDS = {
    MeetingKind.LIVE_SESSION: "class",
    MeetingKind.RECITATION: "recitation",
    MeetingKind.OFFICE_HOURS: "office hours",
    MeetingKind.STUDY_GROUP: "study group",
}


def wall_fault_sentence(fault: Fault, wall: datetime, zone: str, words: Words) -> str:
    """Say why a wall time cannot be, by the place it counts in."""
    at = tr("%1 %2", words.date(wall.date()), words.clock(wall))
    return sentence(fault._replace(values=(at, city(zone))), tr)
