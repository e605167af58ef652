"""Deadlines, planned time and to-dos as entries of a calendar file."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from companion.exporters import entry_text
from companion.exporters.sessions import css_color, span, zoned
from companion.formats.icalendar_writer import Entry, Todo, TodoState
from companion.models.activity import Activity, ActivityKind, DueDate, PlannedBlock, Stage
from companion.models.course import Course
from companion.models.occurrence import Occurrence
from companion.models.walltime import wall_clock

DUE_LENGTH = timedelta(minutes=15)
"""A deadline is an entry of this length that ends at it: an all-day one would hide the hour."""


def due_starts_at(due: DueDate) -> datetime:
    """Return when the entry of a deadline begins, in UTC."""
    return due.at - DUE_LENGTH


def due_entry(
    activity: Activity,
    due: DueDate,
    course: Course | None,
    reminders: tuple[timedelta, ...] = (),
) -> Entry:
    """Return the entry of a deadline; reminders are times before the deadline itself. It leaves
    the time free: other appointments may lie there."""
    starts, ends = span(due_starts_at(due), due.at, due.zone)
    before_start = {max(reminder - DUE_LENGTH, timedelta()) for reminder in reminders}
    return Entry(
        uid=activity.uid,
        summary=entry_text.due_summary(activity, course),
        starts=starts,
        ends=ends,
        description=entry_text.work_note(activity, course),
        link=activity.link,
        category=course.code if course else "",
        color=css_color(course) if course else "",
        is_busy=False,
        reminders=tuple(sorted(before_start)),
    )


def planned_entry(block: PlannedBlock, activity: Activity, course: Course | None) -> Entry:
    """Return the entry of planned time, in the student's zone."""
    starts, ends = span(block.at, block.at + timedelta(minutes=block.minutes), block.zone)
    return Entry(
        uid=block.uid,
        summary=entry_text.work_summary(activity, course),
        starts=starts,
        ends=ends,
        description=entry_text.work_note(activity, course),
        link=activity.link,
        category=course.code if course else "",
        color=css_color(course) if course else "",
    )


def watching_entry(block: PlannedBlock, occurrence: Occurrence, course: Course) -> Entry:
    """Return the entry of time planned to watch a recording, in the student's zone."""
    starts, ends = span(block.at, block.at + timedelta(minutes=block.minutes), block.zone)
    return Entry(
        uid=block.uid,
        summary=entry_text.watching_summary(occurrence, course),
        starts=starts,
        ends=ends,
        description=course.name,
        category=course.code,
        color=css_color(course),
    )


def recording_uid(occurrence: Occurrence) -> str:
    """Return the uid of what is due about a recording; it stays when the class is moved."""
    return f"watch-{occurrence.planned_on:%Y%m%d}-{occurrence.meeting.uid}"


def recording_entry(
    occurrence: Occurrence, due_at: datetime, course: Course, reminders: tuple[timedelta, ...]
) -> Entry:
    """Return the deadline by which a recording is to be watched."""
    plain = DueDate(wall_clock(due_at, course.zone), course.zone)
    shown = Activity(
        occurrence.key,
        recording_uid(occurrence),
        course.id,
        ActivityKind.RECORDING,
        entry_text.watching_words(occurrence),
        occurrence.week,
    )
    entry = due_entry(shown, plain, course, reminders)
    starts, ends = span(due_at - DUE_LENGTH, due_at, course.zone)  # a wall time may come twice
    return entry._replace(starts=starts, ends=ends)


def recording_todo(
    occurrence: Occurrence,
    due_at: datetime | None,
    course: Course,
    reminders: tuple[timedelta, ...],
) -> Todo:
    """Return the to-do of a recording to watch."""
    return Todo(
        uid=f"todo-{recording_uid(occurrence)}",
        summary=entry_text.watching_summary(occurrence, course),
        due=zoned(due_at, course.zone) if due_at else None,
        description=course.name,
        category=course.code,
        color=css_color(course),
        reminders=reminders if due_at else (),
    )


def todo_entry(
    activity: Activity,
    course: Course | None,
    reminders: tuple[timedelta, ...] = (),
) -> Todo:
    """Return the to-do of an activity. Its uid is not that of the deadline: programs that hold
    both would lose one of them."""
    return Todo(
        uid=todo_uid(activity),
        summary=entry_text.work_summary(activity, course),
        due=zoned(activity.due.at, activity.due.zone) if activity.due else None,
        description=entry_text.work_note(activity, course),
        link=activity.link,
        category=course.code if course else "",
        color=css_color(course) if course else "",
        is_important=activity.is_important,
        state=_state(activity),
        reminders=reminders,
    )


def todo_uid(activity: Activity) -> str:
    """Return the uid of an activity's to-do."""
    return f"todo-{activity.uid}"


def _state(activity: Activity) -> TodoState:
    """Handed-in work waits for nobody, so a to-do list must not call it late."""
    if not activity.is_waiting_for_student:
        done_at = activity.done_at.astimezone(UTC) if activity.done_at else None
        return TodoState("COMPLETED", 100, done_at if activity.stage is Stage.DONE else None)
    if activity.stage is Stage.OPEN:
        return TodoState()
    return TodoState("IN-PROCESS")
