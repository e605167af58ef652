"""Dated instances of meetings: weekly expansion by wall time, single changes, and state."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from typing import NamedTuple

from companion.models.attendance import Attendance, AttendanceMark
from companion.models.course import Break, Course
from companion.models.ids import occurrence_key
from companion.models.meeting import Meeting, MeetingKind
from companion.models.term import Term
from companion.models.walltime import instant, wall_clock


class Override(NamedTuple):
    """What differs for one occurrence; its id is the occurrence key.

    starts is a naive wall time in the meeting's zone; empty and None mean "as planned".
    """

    id: str
    is_cancelled: bool = False
    starts: datetime | None = None
    minutes: int | None = None
    title: str = ""
    note: str = ""
    link: str = ""
    passcode: str = ""


class OccurrenceState(Enum):
    """What to tell of an occurrence, the first that applies wins."""

    CANCELLED = "cancelled"
    ATTENDED = "attended"
    RECORDING = "recording"
    MISSED = "missed"
    EXCUSED = "excused"
    NOW = "now"
    UNMARKED = "unmarked"
    MOVED = "moved"
    UPCOMING = "upcoming"


class Occurrence(NamedTuple):
    """One dated instance of a meeting. All instants are UTC.

    number counts the planned occurrences of its course and kind from 1 and never changes by
    cancelling or moving; an extra class has none. week is the course week it was planned in.
    """

    key: str
    meeting: Meeting
    week: int | None
    number: int | None
    of: int | None
    planned_on: date
    planned_at: datetime
    starts_at: datetime
    ends_at: datetime
    override: Override | None = None

    @property
    def course_id(self) -> str:
        """The course it belongs to."""
        return self.meeting.course_id

    @property
    def kind(self) -> MeetingKind:
        """The kind of its meeting."""
        return self.meeting.kind

    @property
    def is_cancelled(self) -> bool:
        """True when it does not take place."""
        return self.override is not None and self.override.is_cancelled

    @property
    def is_moved(self) -> bool:
        """True when it starts at another instant than planned."""
        return self.starts_at != self.planned_at

    @property
    def minutes(self) -> int:
        """Its length in elapsed minutes."""
        return int((self.ends_at - self.starts_at) / timedelta(minutes=1))

    @property
    def own_title(self) -> str:
        """The title given to this occurrence or its series, else empty."""
        return (self.override.title if self.override else "") or self.meeting.title

    @property
    def link(self) -> str:
        """Its join link, else empty."""
        return (self.override.link if self.override else "") or self.meeting.link

    @property
    def passcode(self) -> str:
        """Its passcode, else empty."""
        return (self.override.passcode if self.override else "") or self.meeting.passcode

    @property
    def starts_in_course(self) -> datetime:
        """Its naive wall-clock start in the meeting's zone."""
        return wall_clock(self.starts_at, self.meeting.zone)


def planned_dates(
    meeting: Meeting, term: Term, breaks: Iterable[Break]
) -> list[tuple[int | None, date]]:
    """Return (course week, date in the meeting's zone) of each planned occurrence, in order.

    A day inside a break has no meeting; break weeks have none anyway.
    """
    if meeting.once_on is not None:
        week = term.week_on(meeting.once_on)
        return [(week.number if week else None, meeting.once_on)]
    last = meeting.last_week or len(term.weeks)
    pauses = [entry for entry in breaks if entry.course_id == meeting.course_id]
    weeks = term.weeks[meeting.first_week - 1 : last]
    days = [(week.number, week.day(meeting.weekday)) for week in weeks]
    return [(n, day) for n, day in days if not any(entry.covers(day) for entry in pauses)]


def expand_course(
    course: Course,
    term: Term,
    meetings: Iterable[Meeting],
    breaks: Iterable[Break],
    overrides: Mapping[str, Override],
) -> tuple[Occurrence, ...]:
    """Return every occurrence of a course's meetings, in order of start."""
    pauses = list(breaks)
    found: list[Occurrence] = []
    for kind in MeetingKind:
        planned = [
            (instant(datetime.combine(day, meeting.starts), meeting.zone), meeting, week, day)
            for meeting in meetings
            if meeting.course_id == course.id and meeting.kind is kind
            for week, day in planned_dates(meeting, term, pauses)
        ]
        planned.sort(key=lambda entry: (entry[0], entry[1].id))
        of = sum(1 for entry in planned if entry[1].once_on is None)
        number = 0
        for at, meeting, week, day in planned:
            number += meeting.once_on is None
            count = (number, of) if meeting.once_on is None else (None, None)
            found.append(_occurrence(meeting, week, count, day, at, overrides))
    found.sort(key=lambda occurrence: (occurrence.starts_at, occurrence.key))
    return tuple(found)


def _occurrence(
    meeting: Meeting,
    week: int | None,
    count: tuple[int | None, int | None],
    day: date,
    planned_at: datetime,
    overrides: Mapping[str, Override],
) -> Occurrence:
    key = occurrence_key(meeting.id, day)
    override = overrides.get(key)
    starts_at, minutes = planned_at, meeting.minutes
    if override is not None:
        minutes = override.minutes or minutes
        if override.starts is not None:
            starts_at = instant(override.starts, meeting.zone)
    ends_at = starts_at + timedelta(minutes=minutes)
    return Occurrence(
        key, meeting, week, count[0], count[1], day, planned_at, starts_at, ends_at, override
    )


def state_of(
    occurrence: Occurrence, attendance: Attendance | None, now: datetime
) -> OccurrenceState:
    """Return what to tell of an occurrence at an aware instant."""
    if occurrence.is_cancelled:
        return OccurrenceState.CANCELLED
    if attendance is not None:
        return _STATE_OF_MARK[attendance.mark]
    now = now.astimezone(UTC)
    if occurrence.starts_at <= now < occurrence.ends_at:
        return OccurrenceState.NOW
    if occurrence.ends_at <= now:
        return OccurrenceState.UNMARKED
    return OccurrenceState.MOVED if occurrence.is_moved else OccurrenceState.UPCOMING


_STATE_OF_MARK = {
    AttendanceMark.ATTENDED: OccurrenceState.ATTENDED,
    AttendanceMark.RECORDING: OccurrenceState.RECORDING,
    AttendanceMark.MISSED: OccurrenceState.MISSED,
    AttendanceMark.EXCUSED: OccurrenceState.EXCUSED,
}
