"""What Today shows: the class in the hero and its state, what waits, and the hours of the week."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from companion.models import agenda
from companion.models.activity import Activity, PlannedBlock
from companion.models.agenda import LIVE, ChecklistItem, CourseState, Workload
from companion.models.attendance import Attendance
from companion.models.course import Contact, ContactRole, Course
from companion.models.occurrence import Occurrence
from companion.models.schedule import Schedule

SOON = timedelta(minutes=15)
ASKED_FOR = timedelta(hours=12)
DAY_STARTS_AT = timedelta(hours=5)  # what is planned for 01:00 still belongs to the evening


class HeroState(Enum):
    """How near the class in the hero is."""

    COMING = "coming"
    SOON = "soon"
    LIVE = "live"
    ENDED = "ended"


class Hero(NamedTuple):
    """The class to show first. shift is by how many minutes it falls off its usual local time."""

    state: HeroState
    occurrence: Occurrence
    course: Course
    title: str
    instructor: str
    shift: int


def hero(
    schedule: Schedule, now: datetime, zone: ZoneInfo, put_off: frozenset[str] = frozenset()
) -> Hero | None:
    """Return the class to show: the one that runs; else the last that ended without an answer
    within 12 hours, unless its key was put off; else the next. None when there is none."""
    now = now.astimezone(UTC)
    coming = agenda.next_live_session(schedule, now)
    if coming is None or coming.starts_at - SOON > now:
        ended = _unanswered(schedule, now, put_off)
        if ended is not None:
            return _hero(schedule, HeroState.ENDED, ended, zone)
    if coming is None:
        return None
    if coming.starts_at <= now:
        return _hero(schedule, HeroState.LIVE, coming, zone)
    is_soon = coming.starts_at - SOON <= now
    return _hero(schedule, HeroState.SOON if is_soon else HeroState.COMING, coming, zone)


def _unanswered(schedule: Schedule, now: datetime, put_off: frozenset[str]) -> Occurrence | None:
    marks = schedule.table(Attendance)
    ended = [
        o
        for o in schedule.all_occurrences()
        if o.kind is LIVE
        and not o.is_cancelled
        and o.ends_at <= now < o.ends_at + ASKED_FOR
        and o.key not in marks
        and o.key not in put_off
    ]
    return ended[-1] if ended else None


def _hero(schedule: Schedule, state: HeroState, occurrence: Occurrence, zone: ZoneInfo) -> Hero:
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
    )


def waiting(schedule: Schedule, now: datetime) -> list[ChecklistItem]:
    """Return the activities that still wait for the student and are not late, by due date."""
    return [
        item
        for item in agenda.checklist(schedule)
        if item.due_at is not None and item.due_at >= now and _waits(item)
    ]


def late(schedule: Schedule, now: datetime) -> list[ChecklistItem]:
    """Return what should have been done by now, the oldest first."""
    return [item for item in agenda.checklist(schedule) if item.is_late(now)]


def _waits(item: ChecklistItem) -> bool:
    activity = item.activity
    return activity is not None and not activity.is_done and activity.is_waiting_for_student


class Planned(NamedTuple):
    """One line of what is planned: a block for an activity, or a class; instants are UTC."""

    starts_at: datetime
    ends_at: datetime
    activity: Activity | None
    occurrence: Occurrence | None


def planned_today(schedule: Schedule, now: datetime, zone: ZoneInfo) -> list[Planned]:
    """Return blocks and classes that are not over yet and begin before 05:00 tomorrow, where
    the student is."""
    today = (now.astimezone(zone) - DAY_STARTS_AT).date()
    end = agenda.day_start(today + timedelta(days=1), zone) + DAY_STARTS_AT
    found = [
        Planned(o.starts_at, o.ends_at, None, o)
        for o in agenda.occurrences_between(schedule, now, end)
        if not o.is_cancelled
    ]
    for block in schedule.table(PlannedBlock).values():
        activity = schedule.get(Activity, block.activity_id)
        ends_at = block.at + timedelta(minutes=block.minutes)
        if activity is not None and not activity.is_done and block.at < end and ends_at > now:
            found.append(Planned(block.at, ends_at, activity, None))
    return sorted(found, key=lambda entry: (entry.starts_at, entry.ends_at))


class CourseHours(NamedTuple):
    """The hours of a course's present week."""

    course: Course
    week: int
    load: Workload


def week_hours(schedule: Schedule, now: datetime) -> list[CourseHours]:
    """Return the workload of the present week of each running course."""
    found = []
    planned = agenda.planned_minutes(schedule)
    for course in schedule.courses:
        week = agenda.current_week(schedule, course, now)
        if week is not None:
            load = agenda.week_workloads(schedule, course, planned)[week]
            found.append(CourseHours(course, week, load))
    return found


class CourseShare(NamedTuple):
    """One segment of the certificate: its width counts weeks, its fill is work done (0 to 1)."""

    course: Course
    state: CourseState
    done: float


def certificate(schedule: Schedule, now: datetime) -> list[CourseShare]:
    """Return the courses in order of start, with the work done of each."""
    planned = agenda.planned_minutes(schedule)
    found = []
    for course in sorted(schedule.courses, key=lambda c: (c.starts_on, c.position)):
        loads = agenda.week_workloads(schedule, course, planned).values()
        share = sum(loads, Workload()).share
        found.append(CourseShare(course, agenda.course_state(schedule, course, now), share))
    return found
