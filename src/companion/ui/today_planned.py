"""The rows of what is planned and of the classes to come."""

from __future__ import annotations

from itertools import islice

from companion.models import agenda
from companion.models.activity import ActivityKind
from companion.models.course import Course
from companion.models.meeting import MeetingKind
from companion.models.occurrence import Occurrence
from companion.models.schedule import Schedule
from companion.models.today import Planned
from companion.ui import icons
from companion.ui.text import Words
from companion.ui.today_rows import Row
from companion.ui.today_words import tr

COMING_CLASSES = 4
_KIND_NAMES = {
    MeetingKind.LIVE_SESSION: "Live class",
    MeetingKind.RECITATION: "Recitation",
    MeetingKind.OFFICE_HOURS: "Office hours",
    MeetingKind.STUDY_GROUP: "Study group",
}


def planned_row(schedule: Schedule, entry: Planned, words: Words) -> Row:
    """Return the row of a block, a class, or the time to watch its recording."""
    span = words.span(entry.starts_at, entry.ends_at)
    if entry.activity is not None:
        activity = entry.activity
        course = schedule.get(Course, activity.course_id or "")
        right = tr("due %1", words.soon(activity.due.at)) if activity.due else ""
        icon, title = icons.OF_ACTIVITY[activity.kind], activity.title
        target = ("checklist", activity.id)
    else:
        occurrence = entry.occurrence
        assert occurrence is not None
        course = schedule.get(Course, occurrence.course_id)
        icon, title = icons.OF_MEETING[occurrence.kind], class_name(occurrence)
        right = _there(occurrence, words)
        if entry.is_recording:
            icon = icons.OF_ACTIVITY[ActivityKind.RECORDING]
            title, right = tr("Recording of %1", title.lower()), ""
        target = ("course", f"{occurrence.course_id}/{occurrence.key}")
    code, color, name = (course.code, course.color, course.label) if course else ("", "", "")
    said = ", ".join(part for part in (span, title, name, right) if part)
    return Row(icon, code, color, title, right, said, target, lead=span)


def coming_rows(schedule: Schedule, words: Words, shown: str) -> list[Row]:
    """Return the rows of the next classes, without the one that is shown already, by its key."""
    coming = (
        o
        for o in agenda.occurrences_from(schedule, words.now)
        if o.starts_at > words.now and not o.is_cancelled and o.key != shown
    )
    return [_coming_row(schedule, o, words) for o in islice(coming, COMING_CLASSES)]


def _coming_row(schedule: Schedule, o: Occurrence, words: Words) -> Row:
    course = schedule.table(Course)[o.course_id]
    title = schedule.title_of(o) if o.kind is MeetingKind.LIVE_SESSION else ""
    title = title or class_name(o)
    right, lead = _there(o, words), words.moment(o.starts_at)
    kind, when = tr(_KIND_NAMES[o.kind]), words.spoken_time(o.starts_at)
    said = ", ".join(part for part in (kind, course.label, title, when, right) if part)
    icon, target = icons.OF_MEETING[o.kind], ("course", f"{course.id}/{o.key}")
    return Row(icon, course.code, course.color, title, right, said, target, lead)


def class_name(occurrence: Occurrence) -> str:
    """Name a class by kind and number: "Live class 9"."""
    kind = tr(_KIND_NAMES[occurrence.kind])
    return f"{kind} {occurrence.number}" if occurrence.number is not None else kind


def _there(occurrence: Occurrence, words: Words) -> str:
    zone = occurrence.meeting.zone
    if not words.second(zone):
        return ""
    return words.there(occurrence.starts_at, occurrence.ends_at, zone)
