"""A repeating weekly slot of a course: live session, recitation, office hours, study group."""

from __future__ import annotations

from datetime import date, time
from enum import Enum
from typing import NamedTuple


class MeetingKind(Enum):
    """What kind of meeting it is."""

    LIVE_SESSION = "live_session"
    RECITATION = "recitation"
    OFFICE_HOURS = "office_hours"
    STUDY_GROUP = "study_group"


class Meeting(NamedTuple):
    """A weekly slot, or with `once_on` a single extra meeting.

    weekday 0 is Monday; starts is a wall time in `zone`; minutes is its length in elapsed
    minutes; it runs from first_week to last_week (0: to the course's last week). The watch
    slot, in the student's own zone, says when a class attended by recording is watched.
    """

    id: str
    uid: str
    course_id: str
    kind: MeetingKind
    weekday: int
    starts: time
    minutes: int
    zone: str
    first_week: int = 1
    last_week: int = 0
    once_on: date | None = None
    title: str = ""
    link: str = ""
    passcode: str = ""
    watch_weekday: int | None = None
    watch_time: time | None = None


def written_passcode(passcode: str) -> str:
    """Write a passcode to be read: six digits in two groups; anything else stays."""
    is_six = len(passcode) == 6 and passcode.isascii() and passcode.isdigit()
    return f"{passcode[:3]} {passcode[3:]}" if is_six else passcode
