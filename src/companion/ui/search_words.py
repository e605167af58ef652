"""What the search says of a thing it found: what it is called, what it is, where and when."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from companion.models import agenda
from companion.models.activity import Activity, ActivityKind
from companion.models.appointment import Appointment, coming_day
from companion.models.course import Break, Contact, ContactRole, Course
from companion.models.course_view import coming_occurrence
from companion.models.meeting import Meeting, MeetingKind
from companion.models.occurrence import Occurrence
from companion.models.schedule import Schedule
from companion.models.search_text import excerpt
from companion.models.search_things import Names, Thing, ThingKind
from companion.ui import icons
from companion.ui.checklist_words import kind_name, span
from companion.ui.class_words import class_name
from companion.ui.text import Words, tr

ROOM, OWNER = 60, 40  # characters of a note, and of what it belongs to
_ICONS = {
    ThingKind.COURSE: "graduation-cap",
    ThingKind.WEEK: "calendar-days",
    ThingKind.STEP: "list-checks",
    ThingKind.NOTE: "file-text",
    ThingKind.CONTACT: "user",
    ThingKind.APPOINTMENT: "calendar",
    ThingKind.BREAK: "calendar-off",
}


class Told(NamedTuple):
    """What is said of one thing: what it is called, what it is and where, when; a course's code
    and colour."""

    label: str
    icon: str
    what: str
    when: str = ""
    code: str = ""
    family: str = ""
    course: str = ""


@lru_cache(maxsize=1)
def names() -> Names:
    """Return how every kind is called; the same object each time."""
    found: dict[Enum, str] = {kind: kind_name(kind) for kind in ActivityKind}
    found |= {
        ThingKind.COURSE: tr("Course"),
        ThingKind.WEEK: tr("Week"),
        ThingKind.CLASS: tr("Class"),
        ThingKind.STEP: tr("Step"),
        ThingKind.NOTE: tr("Note"),
        ThingKind.APPOINTMENT: tr("Appointment"),
        ThingKind.BREAK: tr("Break"),
        ThingKind.COMMAND: tr("Command"),
        ThingKind.VIEW: tr("View"),
        ThingKind.SETTING: tr("Setting"),
        MeetingKind.LIVE_SESSION: tr("Live class"),
        MeetingKind.RECITATION: tr("Recitation"),
        MeetingKind.OFFICE_HOURS: tr("Office hours"),
        MeetingKind.STUDY_GROUP: tr("Study group"),
        ContactRole.INSTRUCTOR: tr("Instructor"),
        ContactRole.ASSISTANT: tr("Teaching assistant"),
        ContactRole.SUPPORT: tr("Program support"),
    }
    return found


def told(thing: Thing, schedule: Schedule, words: Words, typed: Sequence[str]) -> Told | None:
    """Say what a thing is; None when it is gone. `typed` are the words that it was found by."""
    found = _TELLERS[thing.kind](thing, schedule, words, typed)
    course = schedule.get(Course, thing.course_id or "")
    if found is None or course is None:
        return found
    return found._replace(code=course.code, family=course.color, course=course.label)


_Typed = Sequence[str]


def _course(thing: Thing, schedule: Schedule, words: Words, typed: _Typed) -> Told | None:
    course = schedule.get(Course, thing.id)
    if course is None:
        return None
    week = agenda.current_week(schedule, course, words.now)
    when = tr("week %1 of %2", week, course.weeks) if week else ""
    return Told(course.name, _ICONS[thing.kind], names()[thing.kind], when)


def _week(thing: Thing, schedule: Schedule, words: Words, typed: _Typed) -> Told | None:
    course = schedule.get(Course, thing.id)
    weeks = schedule.term(course).weeks if course else ()
    week = next((w for w in weeks if w.number == thing.week), None)
    if week is None:
        return None
    topic = schedule.topic(thing.id, week.number)
    label = tr("Week %1: %2", week.number, topic) if topic else tr("Week %1", week.number)
    when = span(week.starts_on, week.ends_on, words.today)
    return Told(label, _ICONS[thing.kind], names()[thing.kind], when)


def _class(thing: Thing, schedule: Schedule, words: Words, typed: _Typed) -> Told | None:
    occurrence = schedule.occurrence(thing.id)
    if occurrence is None:
        return None
    kind, icon = names()[occurrence.kind], icons.OF_MEETING[occurrence.kind]
    label = class_label(schedule, occurrence)
    what = _in_week(kind, occurrence.week)
    when = tr("cancelled") if occurrence.is_cancelled else words.soon(occurrence.starts_at)
    return Told(label, icon, what, when)


def class_label(schedule: Schedule, occurrence: Occurrence) -> str:
    """Return "Class 9: Regularization"."""
    name, title = class_name(occurrence), schedule.title_of(occurrence)
    return tr("%1: %2", name, title) if title else name


def _meeting(thing: Thing, schedule: Schedule, words: Words, typed: _Typed) -> Told | None:
    meeting = schedule.get(Meeting, thing.id)
    if meeting is None:
        return None
    coming = coming_occurrence(schedule, meeting, words.now)
    kind = names()[meeting.kind]
    when = words.soon(coming.starts_at) if coming else ""
    return Told(meeting.title or kind, icons.OF_MEETING[meeting.kind], kind, when)


def _activity(thing: Thing, schedule: Schedule, words: Words, typed: _Typed) -> Told | None:
    activity = schedule.get(Activity, thing.id)
    if activity is None:
        return None
    what = _in_week(kind_name(activity.kind), activity.week if activity.course_id else None)
    when = words.soon(activity.due.at) if activity.due else ""
    when = tr("done") if activity.is_done else when
    return Told(activity.title, icons.OF_ACTIVITY[activity.kind], what, when)


def _step(thing: Thing, schedule: Schedule, words: Words, typed: _Typed) -> Told | None:
    what = tr("Step of “%1”", short(_owner(thing, schedule), OWNER))
    return Told(excerpt(thing.texts[0], typed, ROOM), _ICONS[thing.kind], what)


def _note(thing: Thing, schedule: Schedule, words: Words, typed: _Typed) -> Told | None:
    what = tr("Note in “%1”", short(_owner(thing, schedule), OWNER))
    return Told(excerpt(thing.texts[0], typed, ROOM), _ICONS[thing.kind], what)


def _owner(thing: Thing, schedule: Schedule) -> str:
    """Return what a step or note belongs to is called."""
    occurrence = schedule.occurrence(thing.id) if thing.of is ThingKind.CLASS else None
    if occurrence is not None:
        return class_name(occurrence)
    course = schedule.get(Course, thing.id)
    owner = schedule.get(Activity, thing.id) or schedule.get(Appointment, thing.id)
    return owner.title if owner else course.label if course else ""


def _contact(thing: Thing, schedule: Schedule, words: Words, typed: _Typed) -> Told | None:
    contact = schedule.get(Contact, thing.id)
    if contact is None:
        return None
    role = names()[contact.role]
    what = tr("%1, %2", role, contact.email) if contact.email else role
    return Told(contact.name, _ICONS[thing.kind], what)


def _appointment(thing: Thing, schedule: Schedule, words: Words, typed: _Typed) -> Told | None:
    appointment = schedule.get(Appointment, thing.id)
    if appointment is None:
        return None
    is_group = appointment.course_id is not None
    kind = names()[MeetingKind.STUDY_GROUP if is_group else thing.kind]
    icon = icons.OF_MEETING[MeetingKind.STUDY_GROUP] if is_group else _ICONS[thing.kind]
    when = words.soon(appointment.at(coming_day(appointment, words.now)))
    return Told(appointment.title, icon, kind, when)


def _break(thing: Thing, schedule: Schedule, words: Words, typed: _Typed) -> Told | None:
    entry = schedule.get(Break, thing.id)
    if entry is None:
        return None
    kind = names()[thing.kind]
    when = span(entry.starts_on, entry.ends_on, words.today)
    return Told(entry.name or kind, _ICONS[thing.kind], kind, when)


def _in_week(kind: str, week: int | None) -> str:
    return kind if week is None else tr("%1, week %2", kind, week)


def short(text: str, room: int = ROOM) -> str:
    """Return the beginning of a text, with an ellipsis where it is cut."""
    return text if len(text) <= room else text[: room - 1].rstrip() + "…"


_TELLERS: dict[ThingKind, Callable[[Thing, Schedule, Words, _Typed], Told | None]] = {
    ThingKind.COURSE: _course,
    ThingKind.WEEK: _week,
    ThingKind.CLASS: _class,
    ThingKind.MEETING: _meeting,
    ThingKind.ACTIVITY: _activity,
    ThingKind.STEP: _step,
    ThingKind.NOTE: _note,
    ThingKind.CONTACT: _contact,
    ThingKind.APPOINTMENT: _appointment,
    ThingKind.BREAK: _break,
}
