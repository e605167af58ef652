"""The JSON of occurrences, due dates and activities; docs/command-line.md describes it."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from companion.models.agenda import (
    ChecklistItem,
    UsualTime,
    occurrence_state,
    planned_blocks,
    shifted_minutes,
    usual_times,
    week_of,
)
from companion.models.course import Course
from companion.models.meeting import MeetingKind
from companion.models.occurrence import Occurrence
from companion.models.schedule import Schedule
from companion.models.walltime import zone_of

Document = dict[str, object]
_KIND_WORDS = {
    MeetingKind.LIVE_SESSION: "Class",
    MeetingKind.RECITATION: "Recitation",
    MeetingKind.OFFICE_HOURS: "Office hours",
    MeetingKind.STUDY_GROUP: "Study group",
}


def iso(at: datetime, zone: ZoneInfo) -> str:
    """Write an instant in a zone, with its offset, to the second."""
    return at.astimezone(zone).isoformat(timespec="seconds")


def iso_utc(at: datetime) -> str:
    """Write an instant in UTC, ending in Z."""
    return f"{at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"


def class_name(occurrence: Occurrence) -> str:
    """Name a class by kind and number: "Class 9", "Recitation 3", "Extra class"."""
    word = _KIND_WORDS[occurrence.kind]
    return f"Extra {word.lower()}" if occurrence.number is None else f"{word} {occurrence.number}"


def own_title(schedule: Schedule, occurrence: Occurrence) -> str:
    """Return the title of a class, else empty; a week's topic is that of its live session."""
    if occurrence.kind is MeetingKind.LIVE_SESSION:
        return schedule.title_of(occurrence)
    return occurrence.own_title


def item_title(schedule: Schedule, item: ChecklistItem) -> str:
    """Return the title of a line of the checklist; a recording is named by its class."""
    if item.activity is not None:
        return item.title
    occurrence = schedule.occurrence(item.id)
    name = f"{class_name(occurrence)} recording" if occurrence else "Recording"
    return f"{name}: {item.title}" if item.title else name


class UsualTimes:
    """The usual local times of all meetings, worked out once for each course."""

    def __init__(self, schedule: Schedule, zone: ZoneInfo) -> None:
        self._schedule = schedule
        self._zone = zone
        self._found: dict[str, dict[str, UsualTime]] = {}

    def of(self, occurrence: Occurrence) -> UsualTime:
        """Return when the series of an occurrence usually falls for the student."""
        times = self._found.get(occurrence.course_id)
        if times is None:
            course = self._schedule.table(Course)[occurrence.course_id]
            times = usual_times(self._schedule, course, self._zone)
            self._found[occurrence.course_id] = times
        return times[occurrence.meeting.id]

    def shift(self, occurrence: Occurrence) -> int:
        """Return by how many minutes the planned local time differs from the usual one."""
        return shifted_minutes(occurrence, self.of(occurrence), self._zone)


def occurrence_document(
    schedule: Schedule, occurrence: Occurrence, now: datetime, zone: ZoneInfo, usual: UsualTimes
) -> Document:
    """Describe an occurrence for a student in a zone at an aware instant."""
    course = schedule.table(Course)[occurrence.course_id]
    there = zone_of(occurrence.meeting.zone)
    return {
        "kind": occurrence.kind.value,
        "key": occurrence.key,
        "course": course.code,
        "title": own_title(schedule, occurrence) or class_name(occurrence),
        "number": occurrence.number,
        "of": occurrence.of,
        "state": occurrence_state(schedule, occurrence, now).value,
        "start": iso(occurrence.starts_at, zone),
        "end": iso(occurrence.ends_at, zone),
        "start_utc": iso_utc(occurrence.starts_at),
        "end_utc": iso_utc(occurrence.ends_at),
        "course_start": iso(occurrence.starts_at, there),
        "course_zone": occurrence.meeting.zone,
        "join": occurrence.link or None,
        "shifted_minutes": usual.shift(occurrence),
    }


def week_number(schedule: Schedule, item: ChecklistItem) -> int | None:
    """Return the course week of an item: its own, else that of its due date, else None."""
    course = schedule.get(Course, item.course_id) if item.course_id else None
    if item.week is not None or course is None or item.activity is None:
        return item.week
    return week_of(schedule, course, item.activity)


def due_document(schedule: Schedule, item: ChecklistItem, zone: ZoneInfo) -> Document:
    """Describe a due date for a student in a zone."""
    assert item.due_at is not None
    return {
        "kind": "due",
        "id": item.id,
        "activity": item.kind.value,
        "course": code_of(schedule, item.course_id),
        "title": item_title(schedule, item),
        "week": week_number(schedule, item),
        "due": iso(item.due_at, zone),
        "due_utc": iso_utc(item.due_at),
        "minutes": item.minutes,
        "done": item.is_done,
    }


def activity_document(schedule: Schedule, item: ChecklistItem, zone: ZoneInfo) -> Document:
    """Describe a line of the checklist for a student in a zone; what is not known is null.

    "planned" is the start of its first planned block.
    """
    blocks = planned_blocks(schedule, item.id) if item.activity else []
    return {
        "id": item.id,
        "course": code_of(schedule, item.course_id),
        "week": week_number(schedule, item),
        "kind": item.kind.value,
        "title": item_title(schedule, item),
        "minutes": item.minutes,
        "due": iso(item.due_at, zone) if item.due_at else None,
        "due_utc": iso_utc(item.due_at) if item.due_at else None,
        "done": item.is_done,
        "stage": item.stage.value,
        "link": item.link or None,
        "planned": iso(blocks[0].at, zone) if blocks else None,
    }


def code_of(schedule: Schedule, course_id: str | None) -> str | None:
    """Return the code of a course, or None."""
    course = schedule.get(Course, course_id) if course_id else None
    return course.code if course else None
