"""What the course page shows: its live sessions with breaks in place, and its weeks with work."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from companion.models import agenda
from companion.models.agenda import ChecklistItem, Workload
from companion.models.attendance import Attendance, Recording
from companion.models.course import Break, Course
from companion.models.meeting import Meeting, MeetingKind
from companion.models.occurrence import Occurrence, OccurrenceState
from companion.models.schedule import Schedule
from companion.models.term import BreakWeek
from companion.models.watching import is_by_recording


class SessionRow(NamedTuple):
    """One live session; shift is by how many minutes its local time differs from the usual."""

    occurrence: Occurrence
    state: OccurrenceState
    title: str
    shift: int
    recording: Recording | None

    @property
    def is_by_recording(self) -> bool:
        """True when the student chose to watch this class instead of joining it."""
        return is_by_recording(self.occurrence)


class BreakRow(NamedTuple):
    """Days off between two sessions."""

    entry: Break
    is_week: bool


def session_rows(
    schedule: Schedule, course: Course, now: datetime, zone: ZoneInfo
) -> list[SessionRow | BreakRow]:
    """Return the live sessions in order of start, and each break where it falls."""
    usual = agenda.usual_times(schedule, course, zone)
    breaks = sorted(schedule.of_course(Break, course.id), key=lambda b: b.starts_on)
    weeks = [entry.starts_on for entry in schedule.term(course).break_weeks]
    pending = [
        BreakRow(b, any(b.covers(day) for day in weeks))
        for b in breaks
        if b.ends_on >= course.starts_on and b.starts_on <= schedule.term(course).ends_on
    ]
    rows: list[SessionRow | BreakRow] = []
    for occurrence in agenda.live_sessions(schedule, course):
        while pending and pending[0].entry.starts_on <= occurrence.starts_in_course.date():
            rows.append(pending.pop(0))
        rows.append(
            SessionRow(
                occurrence,
                agenda.occurrence_state(schedule, occurrence, now),
                schedule.title_of(occurrence),
                agenda.shifted_minutes(occurrence, usual[occurrence.meeting.id], zone),
                schedule.get(Recording, occurrence.key),
            )
        )
    return rows + list(pending)


class WeekRow(NamedTuple):
    """One week of a course, or finished weeks in a row folded into one, or a break week.

    load counts minutes; left counts open items that are not optional, optional_left those that
    are; is_over tells of more hours than the course's band.
    """

    first: int
    last: int
    topic: str
    load: Workload
    items: tuple[ChecklistItem, ...]
    left: int
    optional_left: int
    is_current: bool
    is_past: bool
    is_over: bool
    pause: BreakWeek | None = None

    @property
    def is_done(self) -> bool:
        """True when nothing is left to do."""
        return self.left == 0 and self.optional_left == 0 and self.load.done >= self.load.total


def week_rows(
    schedule: Schedule, course: Course, now: datetime, speed: float = 1.0
) -> list[WeekRow]:
    """Return the weeks in order with break weeks in place; finished weeks at the beginning are
    folded into one row. speed is how fast the student plays recordings."""
    current = agenda.current_week(schedule, course, now)
    loads = agenda.week_workloads(schedule, course)
    by_week: dict[int | None, list[ChecklistItem]] = {}
    term = schedule.term(course)
    for item in agenda.course_checklist(schedule, course, speed):
        number = agenda.week_of(schedule, course, item.activity) if item.activity else item.week
        by_week.setdefault(number, []).append(item)
    today = agenda.course_today(course, now)
    rows = []
    for week in term.weeks:
        items = tuple(by_week.pop(week.number, ()))
        waiting = [i for i in items if not i.is_done]
        load = loads[week.number]
        rows.append(
            WeekRow(
                week.number,
                week.number,
                schedule.topic(course.id, week.number),
                load,
                items,
                sum(1 for i in waiting if not i.is_optional),
                sum(1 for i in waiting if i.is_optional),
                week.number == current,
                week.ends_on < today,
                load.total > course.hours_max * 60,
            )
        )
    rest = tuple(item for items in by_week.values() for item in items)
    return _with_breaks(_folded(rows), term.break_weeks) + _loose(rest)


def _folded(rows: list[WeekRow]) -> list[WeekRow]:
    """Join the finished weeks at the beginning."""
    count = 0
    while count < len(rows) and rows[count].is_done and rows[count].is_past:
        count += 1
    if count < 2:
        return rows
    done = rows[:count]
    items = tuple(item for row in done for item in row.items)
    load = sum((row.load for row in done), Workload())
    folded = done[0]._replace(last=count, topic="", load=load, items=items, is_over=False)
    return [folded, *rows[count:]]


def _with_breaks(rows: list[WeekRow], pauses: tuple[BreakWeek, ...]) -> list[WeekRow]:
    found = list(rows)
    for pause in reversed(pauses):
        place = next((n for n, row in enumerate(found) if row.first > pause.after_week), len(found))
        empty = WeekRow(0, 0, "", Workload(), (), 0, 0, False, False, False, pause)
        found.insert(place, empty)
    return found


def _loose(items: tuple[ChecklistItem, ...]) -> list[WeekRow]:
    """Return a last row for work that belongs to no week."""
    if not items:
        return []
    waiting = [i for i in items if not i.is_done]
    left = sum(1 for i in waiting if not i.is_optional)
    total = sum(i.minutes or 0 for i in items)
    done = sum(i.minutes or 0 for i in items if i.is_done)
    load = Workload(total, done, 0)
    row = WeekRow(0, 0, "", load, items, left, len(waiting) - left, False, False, False)
    return [row]


def next_mark(schedule: Schedule, course: Course) -> Occurrence | None:
    """Return the first live session that has no mark yet and is not cancelled."""
    marks = schedule.table(Attendance)
    sessions = agenda.live_sessions(schedule, course)
    return next((o for o in sessions if o.key not in marks and not o.is_cancelled), None)


def meeting_of_kind(schedule: Schedule, course: Course, kind: MeetingKind) -> Meeting | None:
    """Return the weekly series of a kind that runs last, or None."""
    found = [
        m for m in schedule.of_course(Meeting, course.id) if m.kind is kind and m.once_on is None
    ]
    return max(found, key=lambda m: (m.last_week == 0, m.last_week, m.first_week), default=None)


def coming_occurrence(schedule: Schedule, meeting: Meeting, now: datetime) -> Occurrence | None:
    """Return the occurrence of a series that runs or comes next, else the last one; None where
    none takes place."""
    course = schedule.get(Course, meeting.course_id)
    every = schedule.occurrences(course) if course else ()
    own = [o for o in every if o.meeting.id == meeting.id and not o.is_cancelled]
    return next((o for o in own if o.ends_at > now), own[-1] if own else None)


def usual_span(
    schedule: Schedule, course: Course, meeting: Meeting, zone: ZoneInfo
) -> agenda.UsualTime | None:
    """Return when a meeting usually falls for the student, or None without occurrences."""
    return agenda.usual_times(schedule, course, zone).get(meeting.id)
