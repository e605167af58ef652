"""Calling the student to class: which live sessions are near or have begun, each named once."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from companion.models.agenda import occurrences_between
from companion.models.attendance import Attendance
from companion.models.meeting import MeetingKind
from companion.models.occurrence import Occurrence
from companion.models.schedule import Schedule

BEFORE = timedelta(minutes=15)
SET_BACK = timedelta(hours=1)  # a clock that was further ahead called to a class by mistake
SPOKEN_AT = (60, 5, 1)  # minutes before: told to screen readers only
_SECOND = timedelta(seconds=1)
_STAMP = "%Y-%m-%dT%H:%MZ"


class Call(NamedTuple):
    """A live session to be called now. minutes: until it begins, rounded up; since it began where
    has_begun. flag names this call for good: a moved class is called again at its new time."""

    occurrence: Occurrence
    has_begun: bool
    minutes: int
    flag: str


def calls(schedule: Schedule, now: datetime) -> list[Call]:
    """Return the live sessions that begin within 15 minutes of an aware instant, or run.

    Recitations, office hours and study groups are offers and stay quiet; so does a class that is
    cancelled, that has a mark already, or that the student watches as a recording.
    """
    now = now.astimezone(UTC)
    marks = schedule.table(Attendance)
    return [
        _call(o, now)
        for o in occurrences_between(schedule, now, now + BEFORE + _SECOND)
        if o.starts_at - BEFORE <= now and _is_attended_live(o) and o.key not in marks
    ]


def new_calls(schedule: Schedule, now: datetime, called: Collection[str]) -> list[Call]:
    """Return the calls that were not made yet."""
    return [call for call in calls(schedule, now) if call.flag not in called]


def still_called(called: Collection[str], now: datetime) -> frozenset[str]:
    """Return the calls that count at an aware instant, by their flags: those to classes that are
    long to come were made by a clock that was ahead, and are made again."""
    far = now.astimezone(UTC) + BEFORE + SET_BACK
    return frozenset(flag for flag in called if flag.partition("@")[2] < f"{far:{_STAMP}}")


def to_speak(schedule: Schedule, now: datetime) -> list[Call]:
    """Return the live sessions that begin in 60, 5 or 1 minutes: worth saying, not showing."""
    now = now.astimezone(UTC)
    soon = now + timedelta(minutes=max(SPOKEN_AT))
    near = [
        _call(o, now)
        for o in occurrences_between(schedule, now, soon + _SECOND)
        if now < o.starts_at <= soon and _is_attended_live(o)
    ]
    return [call for call in near if call.minutes in SPOKEN_AT]


def _is_attended_live(occurrence: Occurrence) -> bool:
    return (
        occurrence.kind is MeetingKind.LIVE_SESSION
        and not occurrence.is_cancelled
        and occurrence.meeting.watch_time is None
    )


def _call(occurrence: Occurrence, now: datetime) -> Call:
    left = occurrence.starts_at - now
    has_begun = left <= timedelta(0)
    seconds = abs(left.total_seconds())
    minutes = int(seconds // 60) if has_begun else -(-int(seconds) // 60)
    when = "start" if has_begun else "soon"
    flag = f"{occurrence.key}@{occurrence.starts_at:{_STAMP}}/{when}"
    return Call(occurrence, has_begun, minutes, flag)
