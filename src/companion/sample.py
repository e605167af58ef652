"""The sample certificate: one student in Berlin, mid-term, read from resources/sample."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path
from typing import Any

from companion.models.activity import Activity, ActivityKind, DueDate, PlannedBlock, Stage, Step
from companion.models.appointment import Appointment
from companion.models.attendance import Attendance, AttendanceMark, Recording
from companion.models.course import (
    EASTERN,
    Break,
    Contact,
    ContactRole,
    Course,
    WeekTopic,
    topic_id,
)
from companion.models.ids import occurrence_key
from companion.models.meeting import Meeting, MeetingKind
from companion.models.program import Program
from companion.models.schedule import Record
from companion.models.watching import SPEED_SETTING
from companion.models.working_hours import WORKING_SETTING

SAMPLE_ZONE = "Europe/Berlin"
SAMPLE_SETTINGS = {
    SPEED_SETTING: "1.25",
    WORKING_SETTING: "mon 09:00-12:00 13:30-17:00; tue 09:00-12:00 13:30-17:00; "
    "wed 09:00-12:00 13:30-17:00; thu 09:00-12:00 13:30-17:00; fri 09:00-12:00 13:30-16:00",
}
"""What its student has chosen: how fast she plays recordings, and when she works."""
SAMPLE_NOW = datetime(2026, 10, 27, 12, 40, tzinfo=timezone(timedelta(hours=1)))
"""The moment of the sample: Europe has left summer time, the United States has not."""

Entry = dict[str, Any]


def sample_records() -> list[Record]:
    """Return every record of the sample certificate, parents before children.

    The same records, ids and uids each time. Raises OSError when the installation is incomplete.
    """
    certificate = _read("certificate")
    program = Program(**certificate["program"])
    records: list[Record] = [program]
    for position, name in enumerate(certificate["courses"]):
        records += _course_records(program, position, _read(name))
    zone = certificate["planned_zone"]
    records += [_block(entry, zone) for entry in certificate["planned"]]
    records += [_appointment(entry, zone) for entry in certificate["appointments"]]
    return records


def _read(name: str) -> Entry:
    here = Path(__file__).parent
    folder = here / "resources"
    if not folder.is_dir():  # in a checkout the resources lie beside src, not in the package
        folder = here.parents[1] / "resources"
    found: Entry = json.loads((folder / "sample" / f"{name}.json").read_bytes())
    return found


def _course_records(program: Program, position: int, entry: Entry) -> Iterator[Record]:
    head = entry["course"]
    starts_on = date.fromisoformat(head["starts_on"])
    course = Course(**{**head, "starts_on": starts_on}, program_id=program.id, position=position)
    yield course
    for contact in entry["contacts"]:
        role = ContactRole(contact["role"])
        yield Contact(**{**contact, "role": role}, course_id=course.id)
    yield from (_break(course, pause) for pause in entry["breaks"])
    yield from (_meeting(course, meeting) for meeting in entry["meetings"])
    for session in entry["live_sessions"]:
        yield from _session_records(f"{course.id}-live", session)
    for number, week in enumerate(entry["weeks"], start=1):
        yield WeekTopic(topic_id(course.id, number), course.id, number, week["topic"])
        for order, activity in enumerate(week["activities"]):
            yield _activity(course, number, order, activity)


def _break(course: Course, entry: Entry) -> Break:
    days = {name: date.fromisoformat(entry[name]) for name in ("starts_on", "ends_on")}
    return Break(**{**entry, **days}, course_id=course.id)


def _meeting(course: Course, entry: Entry) -> Meeting:
    typed = {
        "kind": MeetingKind(entry["kind"]),
        "starts": time.fromisoformat(entry["starts"]),
        "zone": entry.get("zone", course.zone),
    }
    return Meeting(**{**entry, **typed}, uid=_uid(entry["id"]), course_id=course.id)


def _session_records(meeting_id: str, entry: Entry) -> Iterator[Record]:
    key = occurrence_key(meeting_id, date.fromisoformat(entry["on"]))
    yield Attendance(key, AttendanceMark(entry["mark"]))
    yield Recording(key, **entry["recording"])


def _activity(course: Course, week: int, order: int, entry: Entry) -> Activity:
    typed: Entry = {"position": order, **entry}
    typed["kind"] = ActivityKind(entry["kind"])
    typed["stage"] = Stage(entry.get("stage", "open"))
    if "due" in entry:
        typed["due"] = DueDate(datetime.fromisoformat(entry["due"]), EASTERN)
    if "done_at" in entry:
        typed["done_at"] = datetime.fromisoformat(entry["done_at"])
    typed["steps"] = tuple(Step(**step) for step in entry.get("steps", ()))
    return Activity(**typed, uid=_uid(entry["id"]), course_id=course.id, week=week)


def _block(entry: Entry, zone: str) -> PlannedBlock:
    starts = datetime.fromisoformat(entry["starts"])
    block_id = f"{entry['activity_id']}-block"
    return PlannedBlock(
        block_id, _uid(block_id), entry["activity_id"], starts, zone, entry["minutes"]
    )


def _appointment(entry: Entry, zone: str) -> Appointment:
    starts = datetime.fromisoformat(entry["starts"])
    return Appointment(**{**entry, "starts": starts}, uid=_uid(entry["id"]), zone=zone)


def _uid(record_id: str) -> str:
    return f"{record_id}@sample.companion"
