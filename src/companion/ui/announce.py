"""Says in the window that a class is near: 15 minutes before and at its start."""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

from companion.models import agenda
from companion.models.course import Course
from companion.models.occurrence import Occurrence
from companion.models.schedule import Schedule
from companion.ui.text import Words, tr

BEFORE = timedelta(minutes=15)


class Announcement(NamedTuple):
    """What is said once; `key` tells it from others."""

    key: str
    strong: str
    rest: str


def announcement(schedule: Schedule, words: Words) -> Announcement | None:
    """Return what is to be said now of the next live session, or nothing."""
    session = agenda.next_live_session(schedule, words.now)
    if session is None:
        return None
    left = session.starts_at - words.now
    if not -BEFORE < left <= BEFORE:
        return None
    course = schedule.get(Course, session.course_id)
    name = course.name if course is not None else ""
    if left <= timedelta(0):
        return Announcement(f"{session.key}@0", tr("%1 has begun.", name), _times(session, words))
    minutes = -(-int(left.total_seconds()) // 60)
    strong = tr("%1 begins in %2 min.", name, minutes)
    return Announcement(f"{session.key}@15", strong, _times(session, words))


def _times(session: Occurrence, words: Words) -> str:
    here = words.span(session.starts_at, session.ends_at)
    there = words.there(session.starts_at, session.ends_at, session.meeting.zone)
    return tr("%1 · %2", here, there)
