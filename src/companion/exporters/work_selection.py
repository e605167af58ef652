"""Deadlines, to-dos, planned time, appointments and recordings to watch, out of the schedule."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from companion.exporters.appointments import appointment_entries
from companion.exporters.choice import ItemKind
from companion.exporters.selection import ExportItem, Part, Wanted
from companion.exporters.work import (
    DUE_LENGTH,
    due_entry,
    due_starts_at,
    planned_entry,
    recording_entry,
    recording_todo,
    todo_entry,
    watching_entry,
)
from companion.models.activity import Activity, DueDate, PlannedBlock
from companion.models.agenda import recordings_to_watch
from companion.models.appointment import Appointment, dated_id
from companion.models.course import Course


def work_parts(wanted: Wanted) -> Iterator[Part]:
    """Yield deadlines, planned time and to-dos of the chosen courses, and of none."""
    kinds = wanted.choice.kinds
    takes = {
        course_id: wanted.choice.takes_course(wanted.schedule, course_id)
        for course_id in (*wanted.courses, None)
    }
    for activity in wanted.schedule.table(Activity).values():
        if not takes.get(activity.course_id):
            continue
        due = activity.due
        if not wanted.choice.takes_time(due.at if due else None):
            continue
        if ItemKind.DUE in kinds and due is not None:
            yield _due_part(wanted, activity, due)
        if ItemKind.TODO in kinds:
            yield _todo_part(wanted, activity)
    for course_id, course in wanted.courses.items():
        if takes[course_id]:
            yield from _recording_parts(wanted, course)
    for part in _own_time_parts(wanted):
        if takes.get(part.items[0].course_id):
            yield part


def _recording_parts(wanted: Wanted, course: Course) -> Iterator[Part]:
    """Yield what is due about recordings to watch, as the checklist has it."""
    kinds, choice = wanted.choice.kinds, wanted.choice
    if kinds.isdisjoint((ItemKind.DUE, ItemKind.TODO)):
        return
    reminders = wanted.reminders(choice.due_reminders)
    for waiting in recordings_to_watch(wanted.schedule, course):
        occurrence, due_at = wanted.schedule.occurrence(waiting.id), waiting.due_at
        if occurrence is None or not choice.takes_time(due_at):
            continue
        if ItemKind.DUE in kinds and due_at is not None:
            entry = recording_entry(occurrence, due_at, course, reminders)
            starts_at = due_at - DUE_LENGTH
            item = ExportItem(
                ItemKind.DUE, waiting.id, course.id, entry.summary, starts_at, due_at,
                reminders=reminders, uid=entry.uid,
            )  # fmt: skip
            yield Part((item,), (entry,))
        if ItemKind.TODO in kinds:
            todo = recording_todo(occurrence, due_at, course, reminders)
            item = ExportItem(
                ItemKind.TODO, waiting.id, course.id, todo.summary, None, due_at,
                reminders=todo.reminders, uid=todo.uid,
            )  # fmt: skip
            yield Part((item,), (todo,))


def _own_time_parts(wanted: Wanted) -> Iterator[Part]:
    """Yield planned time and appointments of the chosen kinds, of every course."""
    kinds = wanted.choice.kinds
    if ItemKind.PLANNED in kinds:
        planned = wanted.schedule.table(PlannedBlock).values()
        yield from filter(None, (_planned_part(wanted, block) for block in planned))
    for appointment in wanted.schedule.table(Appointment).values():
        if kind_of_appointment(appointment) in kinds:
            yield from _appointment_parts(wanted, appointment)


def kind_of_appointment(appointment: Appointment) -> ItemKind:
    """Return what an own appointment counts as: with a course it is a study group."""
    return ItemKind.STUDY_GROUP if appointment.course_id else ItemKind.PLANNED


def _appointment_parts(wanted: Wanted, appointment: Appointment) -> Iterator[Part]:
    choice, length = wanted.choice, timedelta(minutes=appointment.minutes)
    days = [d for d in appointment.days() if choice.takes_time(appointment.at(d) + length)]
    if not days:
        return
    kind, course = kind_of_appointment(appointment), wanted.courses.get(appointment.course_id or "")
    reminders = wanted.reminders(choice.reminders) if kind is ItemKind.STUDY_GROUP else ()
    entries = appointment_entries(appointment, course, days, reminders, with_link=choice.with_link)
    uids = [entries[0].uid] * len(days) if len(entries) == 1 else [e.uid for e in entries]
    items = [
        ExportItem(
            kind,
            dated_id(appointment, day),
            appointment.course_id,
            entries[0].summary,
            appointment.at(day),
            appointment.at(day) + length,
            reminders=reminders,
            uid=uid,
            note=entries[0].link,
        )
        for day, uid in zip(days, uids, strict=True)
    ]
    yield Part(tuple(items), tuple(entries))


def _course_of(wanted: Wanted, activity: Activity) -> Course | None:
    return wanted.courses.get(activity.course_id or "")


def _work_reminders(wanted: Wanted, activity: Activity) -> tuple[timedelta, ...]:
    """Nothing rings for work that is handed in or done."""
    if not activity.is_waiting_for_student:
        return ()
    return wanted.reminders(wanted.choice.due_reminders)


def _due_part(wanted: Wanted, activity: Activity, due: DueDate) -> Part:
    reminders = _work_reminders(wanted, activity)
    entry = due_entry(activity, due, _course_of(wanted, activity), reminders)
    item = ExportItem(
        ItemKind.DUE,
        activity.id,
        activity.course_id,
        entry.summary,
        due_starts_at(due),
        due.at,
        reminders=reminders,
        uid=entry.uid,
    )
    return Part((item,), (entry,))


def _todo_part(wanted: Wanted, activity: Activity) -> Part:
    reminders = _work_reminders(wanted, activity)
    todo = todo_entry(activity, _course_of(wanted, activity), reminders)
    due_at = activity.due.at if activity.due else None
    item = ExportItem(
        ItemKind.TODO,
        activity.id,
        activity.course_id,
        todo.summary,
        None,
        due_at,
        reminders=reminders if due_at else (),
        uid=todo.uid,
    )
    return Part((item,), (todo,))


def _planned_part(wanted: Wanted, block: PlannedBlock) -> Part | None:
    """The planned time of an activity, or of a recording to watch; None once that is gone."""
    ends_at = block.at + timedelta(minutes=block.minutes)
    subject = wanted.schedule.get(Activity, block.activity_id) or wanted.schedule.occurrence(
        block.activity_id
    )
    if subject is None or not wanted.choice.takes_time(ends_at):
        return None
    if isinstance(subject, Activity):
        entry = planned_entry(block, subject, _course_of(wanted, subject))
    else:
        entry = watching_entry(block, subject, wanted.courses[subject.course_id])
    item = ExportItem(
        ItemKind.PLANNED, block.id, subject.course_id, entry.summary, block.at, ends_at,
        uid=entry.uid,
    )  # fmt: skip
    return Part((item,), (entry,))
