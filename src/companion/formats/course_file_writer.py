"""Writes a course file: what a class shares of a course, nothing of the student's own.

Left out always: ticks, stages, time spent, plans, attendance, feed addresses. Notes and passcodes
only when asked for. The same course gives the same bytes.
"""

from __future__ import annotations

import json
from typing import Any

from companion.formats.course_file_reader import FORMAT, VERSION, WEEKDAYS
from companion.models.activity import Activity, DueDate
from companion.models.course import Break, Contact, ContactRole, Course, WeekTopic
from companion.models.meeting import Meeting
from companion.models.occurrence import Override
from companion.models.schedule import Schedule
from companion.models.walltime import wall_clock


def write_course_file(
    schedule: Schedule, course: Course, *, with_notes: bool = False, with_passcodes: bool = False
) -> bytes:
    """Return the file of a course."""
    document: dict[str, Any] = {
        "format": FORMAT,
        "version": VERSION,
        "id": course.id,
        "course": {
            "code": course.code,
            "name": course.name,
            "weeks": course.weeks,
            "starts_on": course.starts_on.isoformat(),
            "zone": course.zone,
            "instructor": _instructor(schedule, course),
        },
        "breaks": [
            {"from": b.starts_on.isoformat(), "to": b.ends_on.isoformat(), "name": b.name}
            for b in sorted(schedule.of_course(Break, course.id), key=lambda b: b.starts_on)
        ],
        "meetings": [
            _meeting(schedule, m, with_passcodes)
            for m in sorted(schedule.of_course(Meeting, course.id), key=lambda m: m.id)
            if m.once_on is None and m.zone == course.zone
        ],
        "topics": {
            str(t.week): t.topic
            for t in sorted(schedule.of_course(WeekTopic, course.id), key=lambda t: t.week)
        },
        "activities": [
            _activity(a, course, with_notes)
            for a in sorted(schedule.of_course(Activity, course.id), key=lambda a: a.id)
        ],
    }
    text = json.dumps(document, ensure_ascii=False, indent=1)
    return f"{text}\n".encode("utf-8", "replace")


def _instructor(schedule: Schedule, course: Course) -> str:
    contacts = schedule.of_course(Contact, course.id)
    return next((c.name for c in contacts if c.role is ContactRole.INSTRUCTOR), "")


def _meeting(schedule: Schedule, meeting: Meeting, with_passcodes: bool) -> dict[str, Any]:
    overrides = schedule.table(Override).values()
    mine = sorted((o for o in overrides if o.id.startswith(f"{meeting.id}:")), key=lambda o: o.id)
    found: dict[str, Any] = {
        "id": meeting.id,
        "kind": meeting.kind.value,
        "weekday": WEEKDAYS[meeting.weekday],
        "starts": meeting.starts.strftime("%H:%M"),
        "minutes": meeting.minutes,
        "first_week": meeting.first_week,
        "title": meeting.title,
        "link": meeting.link,
        "changes": [change for o in mine if (change := _change(o))],
    }
    if meeting.last_week:
        found["last_week"] = meeting.last_week
    if with_passcodes and meeting.passcode:
        found["passcode"] = meeting.passcode
    return found


def _change(override: Override) -> dict[str, Any]:
    """Return what differs for one class; the student's note of it is hers."""
    found: dict[str, Any] = {}
    if override.is_cancelled:
        found["cancelled"] = True
    if override.starts is not None:
        found["starts"] = override.starts.strftime("%Y-%m-%d %H:%M")
    if override.title:
        found["title"] = override.title
    return {"on": override.id.rpartition(":")[2], **found} if found else {}


def _activity(activity: Activity, course: Course, with_notes: bool) -> dict[str, Any]:
    found: dict[str, Any] = {
        "id": activity.id,
        "title": activity.title,
        "kind": activity.kind.value,
        "week": activity.week,
        "minutes": activity.minutes,
        "due": _due(activity.due, course.zone),
        "link": activity.link,
        "optional": activity.is_optional,
    }
    if with_notes and activity.notes:
        found["notes"] = activity.notes
    return {name: value for name, value in found.items() if value not in (None, "", False)}


def _due(due: DueDate | None, zone: str) -> str:
    """Write a due date as a wall time of the course."""
    if due is None:
        return ""
    wall = due.wall if due.zone == zone else wall_clock(due.at, zone)
    return wall.strftime("%Y-%m-%d %H:%M")
