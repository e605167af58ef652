"""Every live session of a drafted course as the student meets it: her time, and what changes."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from companion.models.clock_change import ShiftReason, offset_minutes, shift_reason
from companion.models.course import MAX_WEEKS, Break, Course
from companion.models.draft import CourseDraft, draft_course, preview
from companion.models.meeting import MeetingKind
from companion.models.occurrence import Occurrence
from companion.models.schedule import Schedule
from companion.models.term import Term, term_of
from companion.models.walltime import instant, wall_fault, zone_of


class ClassLine(NamedTuple):
    """One live session: instants in UTC, its start in the course's zone (aware), and the wall time
    planned there.

    fault tells of a planned time that a clock change skips ("missing") or doubles ("twice").
    """

    number: int
    of: int
    starts_at: datetime
    ends_at: datetime
    in_course: datetime
    planned: time
    fault: str = ""


class ShiftLine(NamedTuple):
    """From the next class on, the local time differs: minutes later, or earlier when negative."""

    minutes: int
    reason: ShiftReason


class BreakLine(NamedTuple):
    """Days off between two classes, both ends included."""

    starts_on: date
    ends_on: date
    name: str


Line = ClassLine | ShiftLine | BreakLine


class ClassList(NamedTuple):
    """The whole preview: the lines in order, and what they come from."""

    lines: tuple[Line, ...]
    occurrences: tuple[Occurrence, ...]
    course: Course
    term: Term
    breaks: tuple[Break, ...]

    @property
    def sessions(self) -> list[ClassLine]:
        """The live sessions."""
        return [line for line in self.lines if isinstance(line, ClassLine)]

    def count(self, kind: MeetingKind) -> int:
        """Return how many occurrences of a kind there are."""
        return sum(1 for o in self.occurrences if o.kind is kind)


def class_list(draft: CourseDraft, zone: ZoneInfo) -> ClassList:
    """Return every live session of a valid draft in order, with breaks and shifts in place, for
    a student in a zone."""
    schedule = preview(draft)
    return class_list_of(schedule, schedule.courses[0], zone)


def class_list_of(schedule: Schedule, course: Course, zone: ZoneInfo) -> ClassList:
    """Return the same of a course of a schedule; cancelled sessions are left out."""
    term = schedule.term(course)
    breaks = tuple(
        entry
        for entry in sorted(schedule.of_course(Break, course.id), key=lambda b: b.starts_on)
        if entry.starts_on <= term.ends_on and entry.ends_on >= term.starts_on
    )
    occurrences = schedule.occurrences(course)
    lines: list[Line] = []
    pending = list(breaks)
    before: datetime | None = None
    for o in occurrences:
        if o.kind is not MeetingKind.LIVE_SESSION or o.is_cancelled:
            continue
        while pending and pending[0].ends_on < o.planned_on:
            lines.append(BreakLine(*_span(pending.pop(0))))
        if before is not None:
            lines += _shift(zone.key, course.zone, before, o.starts_at)
        lines.append(_class_line(o))
        before = o.starts_at
    if lines:
        lines += [BreakLine(*_span(entry)) for entry in pending]
    return ClassList(tuple(lines), occurrences, course, term, breaks)


def _span(entry: Break) -> tuple[date, date, str]:
    return entry.starts_on, entry.ends_on, entry.name


def _class_line(o: Occurrence) -> ClassLine:
    in_course = o.starts_at.astimezone(zone_of(o.meeting.zone))
    planned = o.meeting.starts
    fault = None
    if not o.is_moved:
        fault = wall_fault(datetime.combine(o.planned_on, planned), o.meeting.zone)
    return ClassLine(
        o.number or 0,
        o.of or 0,
        o.starts_at,
        o.ends_at,
        in_course,
        planned,
        fault.value if fault else "",
    )


def _shift(home: str, course_zone: str, before: datetime, after: datetime) -> list[ShiftLine]:
    reason = shift_reason(home, course_zone, before, after)
    if reason is None:
        return []

    def gap(at: datetime) -> int:
        return offset_minutes(home, at) - offset_minutes(course_zone, at)

    return [ShiftLine(gap(after) - gap(before), reason)]


class LocalSlot(NamedTuple):
    """From a date on (in the student's zone): weekday (0 is Monday), start and end there."""

    from_on: date
    weekday: int
    starts: time
    ends: time


def local_slots(
    occurrences: list[Occurrence] | tuple[Occurrence, ...], meeting_id: str, zone: ZoneInfo
) -> list[LocalSlot]:
    """Return when a weekly series falls for the student: a new entry each time that changes."""
    found: list[LocalSlot] = []
    for o in occurrences:
        if o.meeting.id != meeting_id:
            continue
        starts, ends = o.starts_at.astimezone(zone), o.ends_at.astimezone(zone)
        slot = LocalSlot(starts.date(), starts.weekday(), starts.time(), ends.time())
        if not found or found[-1][1:] != slot[1:]:
            found.append(slot)
    return found


def local_due_slots(draft: CourseDraft, term: Term, zone: ZoneInfo) -> list[LocalSlot]:
    """Return when the due default falls for the student, week by week; new on each change."""
    found: list[LocalSlot] = []
    for week in term.weeks:
        wall = datetime.combine(week.day(draft.due_weekday), draft.due_time)
        local = instant(wall, draft.zone).astimezone(zone)
        slot = LocalSlot(local.date(), local.weekday(), local.time(), local.time())
        if not found or found[-1][1:] != slot[1:]:
            found.append(slot)
    return found


def watch_slot(starts_at: datetime, ends_at: datetime, zone: ZoneInfo) -> tuple[int, time]:
    """Return a plausible slot in the student's zone to watch a class's recording: the first
    19:00 at least two hours after its end."""
    ready = ends_at.astimezone(UTC).astimezone(zone) + timedelta(hours=2)
    day = ready.date() if ready.time() <= time(19) else ready.date() + timedelta(days=1)
    return day.weekday(), time(19)


def weeks_until(draft: CourseDraft, last_day: date) -> int:
    """Return the teaching weeks that a course needs to reach a last day, breaks not counted;
    0 when it lies before the first, at most one over the most there can be."""
    if last_day < draft.starts_on:
        return 0
    longest = draft_course(draft._replace(weeks=MAX_WEEKS + 1))
    breaks = [Break(f"b{n}", longest.id, *entry) for n, entry in enumerate(draft.breaks)]
    weeks = term_of(longest, breaks).weeks
    return next((week.number for week in weeks if week.ends_on >= last_day), MAX_WEEKS + 1)
