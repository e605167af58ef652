"""What Today shows: the class in the hero and its state, what waits, and the hours of the week."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from companion.models import agenda
from companion.models.activity import Activity
from companion.models.agenda import LIVE, ChecklistItem, CourseState, Workload
from companion.models.attendance import Attendance, AttendanceMark
from companion.models.course import Contact, ContactRole, Course
from companion.models.day import date_of, night_end
from companion.models.occurrence import Occurrence
from companion.models.schedule import Schedule
from companion.models.term import BreakWeek, CourseWeek
from companion.models.waiting import due_between, to_watch
from companion.models.watching import WatchSlot, is_by_recording, is_to_watch, watch_slot_of

SOON = timedelta(minutes=15)
ASKED_FOR = timedelta(hours=12)
WATCHED_WITHIN = timedelta(days=15)  # a recording is watched within a week, or a fortnight


class HeroState(Enum):
    """How near the class in the hero is. WATCH: it is attended by recording, by choice."""

    COMING = "coming"
    SOON = "soon"
    LIVE = "live"
    ENDED = "ended"
    WATCH = "watch"


class Hero(NamedTuple):
    """The class to show first. From starts_at to ends_at (UTC) is when it is, or when its
    recording is to be watched; shift is by how many minutes it falls off its usual local time."""

    state: HeroState
    occurrence: Occurrence
    course: Course
    title: str
    instructor: str
    shift: int
    starts_at: datetime
    ends_at: datetime


def hero(
    schedule: Schedule,
    now: datetime,
    zone: ZoneInfo,
    put_off: frozenset[str] = frozenset(),
    speed: float = 1.0,
) -> Hero | None:
    """Return the class to show: the one that runs; else the last that ended without an answer
    within 12 hours, unless its key was put off; else the next. None when there is none.

    A class that is attended by recording counts when it is to be watched; one that the student
    said she does not attend is left out.
    """
    now = now.astimezone(UTC)
    coming = _first_coming(schedule, now, zone, speed)
    is_near = coming is not None and coming[1].starts_at - SOON <= now
    ended = None if is_near else _unanswered(schedule, now, put_off)
    if ended is not None:
        slot = WatchSlot(ended.starts_at, ended.ends_at)
        return _hero(schedule, HeroState.ENDED, ended, slot, zone)
    if coming is None:
        return None
    occurrence, slot = coming
    if not _is_live(schedule, occurrence):
        return _hero(schedule, HeroState.WATCH, occurrence, slot, zone)
    if slot.starts_at <= now:
        return _hero(schedule, HeroState.LIVE, occurrence, slot, zone)
    return _hero(schedule, HeroState.SOON if is_near else HeroState.COMING, occurrence, slot, zone)


def _first_coming(
    schedule: Schedule, now: datetime, zone: ZoneInfo, speed: float
) -> tuple[Occurrence, WatchSlot] | None:
    """Return what takes place first for the student. No class is watched before it begins, so
    those that begin after the first one found need no look."""
    first = None
    for o, slot in _coming(schedule, now, zone, speed):
        if first is not None and o.starts_at >= first[1].starts_at:
            break
        if first is None or slot.starts_at < first[1].starts_at:
            first = (o, slot)
    return first


def _coming(
    schedule: Schedule, now: datetime, zone: ZoneInfo, speed: float
) -> Iterator[tuple[Occurrence, WatchSlot]]:
    """Yield the live sessions that are not over, each with the time that it takes place for the
    student."""
    marks = schedule.table(Attendance)
    for o in agenda.occurrences_from(schedule, now - WATCHED_WITHIN):
        is_told = o.kind is LIVE and not o.is_cancelled
        mark = marks.get(o.key)
        if not is_told or (mark is not None and mark.mark is not AttendanceMark.ATTENDED):
            continue
        slot: WatchSlot | None = WatchSlot(o.starts_at, o.ends_at)
        if not _is_live(schedule, o):
            slot = watch_slot_of(schedule, o, zone, speed)
        if slot is not None and slot.ends_at > now:
            yield o, slot


def _is_live(schedule: Schedule, occurrence: Occurrence) -> bool:
    """Tell whether the student joins a class; she may also have joined one that she usually
    watches."""
    return not is_by_recording(occurrence) or occurrence.key in schedule.table(Attendance)


def _unanswered(schedule: Schedule, now: datetime, put_off: frozenset[str]) -> Occurrence | None:
    marks = schedule.table(Attendance)
    ended = [
        o
        for o in agenda.occurrences_between(schedule, now - ASKED_FOR, now)
        if o.kind is LIVE
        and not o.is_cancelled
        and o.ends_at <= now
        and o.key not in marks
        and o.key not in put_off
        and not is_by_recording(o)
    ]
    return ended[-1] if ended else None


def _hero(
    schedule: Schedule, state: HeroState, occurrence: Occurrence, slot: WatchSlot, zone: ZoneInfo
) -> Hero:
    course = schedule.table(Course)[occurrence.course_id]
    contacts = schedule.of_course(Contact, course.id)
    instructor = next((c.name for c in contacts if c.role is ContactRole.INSTRUCTOR), "")
    usual = agenda.usual_times(schedule, course, zone)[occurrence.meeting.id]
    return Hero(
        state,
        occurrence,
        course,
        schedule.title_of(occurrence),
        instructor,
        agenda.shifted_minutes(occurrence, usual, zone),
        slot.starts_at,
        slot.ends_at,
    )


def to_catch_up(schedule: Schedule, now: datetime, speed: float = 1.0) -> list[ChecklistItem]:
    """Return the recordings to watch of classes that have been, the first due first."""
    found = []
    for item in to_watch(schedule, speed):
        occurrence = schedule.occurrence(item.id)
        if occurrence is not None and occurrence.ends_at <= now:
            found.append(item)
    return found


def waiting(
    schedule: Schedule, now: datetime, until: datetime | None = None
) -> list[ChecklistItem]:
    """Return the activities that still wait for the student and are due from now on, and before
    an aware instant if one is given, by due date."""
    return [i for i in due_between(schedule, now, until) if i.activity is not None]


def late(schedule: Schedule, now: datetime) -> list[ChecklistItem]:
    """Return what should have been done by now, the oldest first."""
    return [item for item in due_between(schedule, None, now) if item.is_late(now)]


class Planned(NamedTuple):
    """One line of what is planned: a block for an activity, a class, or its recording to watch;
    instants are UTC."""

    starts_at: datetime
    ends_at: datetime
    activity: Activity | None
    occurrence: Occurrence | None
    is_recording: bool = False


def planned_today(
    schedule: Schedule, now: datetime, zone: ZoneInfo, speed: float = 1.0
) -> list[Planned]:
    """Return blocks and classes that are not over yet and begin before 05:00 tomorrow, where
    the student is. A class that she watches stands where she watches it."""
    end = night_end(date_of(now, zone), zone)
    found = [
        Planned(o.starts_at, o.ends_at, None, o)
        for o in agenda.occurrences_between(schedule, now, end)
        if not o.is_cancelled and _is_live(schedule, o)
    ]
    for block, starts_at, ends_at in agenda.planned_between(schedule, now, end):
        activity = schedule.get(Activity, block.activity_id)
        if activity is not None and not activity.is_done:
            found.append(Planned(starts_at, ends_at, activity, None))
    found += _recordings_planned(schedule, now, end, zone, speed)
    return sorted(found, key=lambda entry: (entry.starts_at, entry.ends_at))


def _recordings_planned(
    schedule: Schedule, now: datetime, end: datetime, zone: ZoneInfo, speed: float
) -> Iterator[Planned]:
    """Yield the recordings whose time to be watched is not over and begins before an instant."""
    work = schedule.table(Activity)
    planned = {key for key in agenda.planned_minutes(schedule) if key not in work}
    near = agenda.occurrences_between(schedule, now - WATCHED_WITHIN, end)
    far = (schedule.occurrence(key) for key in planned - {o.key for o in near})
    for o in (*near, *(o for o in far if o is not None)):
        if (o.ends_at < end or o.key in planned) and is_to_watch(schedule, o):
            slot = watch_slot_of(schedule, o, zone, speed)
            if slot is not None and slot.starts_at < end and slot.ends_at > now:
                yield Planned(slot.starts_at, slot.ends_at, None, o, is_recording=True)


class CourseHours(NamedTuple):
    """The hours of a course's present week."""

    course: Course
    week: int
    load: Workload


def week_hours(schedule: Schedule, now: datetime) -> list[CourseHours]:
    """Return the workload of the present week of each running course; a course in a break week
    asks for no hours."""
    found = []
    for course, week in present_weeks(schedule, now):
        if isinstance(week, CourseWeek):
            load = agenda.week_workloads(schedule, course)[week.number]
            found.append(CourseHours(course, week.number, load))
    return found


def present_weeks(
    schedule: Schedule, now: datetime
) -> Iterator[tuple[Course, CourseWeek | BreakWeek]]:
    """Yield each running course with the week it is there: one of its own, or a break."""
    for course in schedule.current_courses:
        term, day = schedule.term(course), agenda.course_today(course, now)
        week = term.week_on(day) or term.break_on(day)
        if week is not None:
            yield course, week


class CourseShare(NamedTuple):
    """One segment of the certificate: its width counts weeks, its fill is work done (0 to 1)."""

    course: Course
    state: CourseState
    done: float


def certificate(schedule: Schedule, now: datetime) -> list[CourseShare]:
    """Return the courses in order of start, with the work done of each."""
    found = []
    for course in sorted(schedule.courses, key=lambda c: (c.starts_on, c.position)):
        share = agenda.course_progress(schedule, course)
        found.append(CourseShare(course, agenda.course_state(schedule, course, now), share))
    return found
