"""Small schedules for tests, made of plain values."""

from __future__ import annotations

from datetime import date, datetime, time

from companion.course_edits import add_course
from companion.models.activity import Activity, ActivityKind, DueDate
from companion.models.course import EASTERN, Course
from companion.models.draft import BreakDraft, CourseDraft, MeetingDraft
from companion.models.meeting import MeetingKind
from companion.models.schedule import Schedule

LIVE = MeetingKind.LIVE_SESSION
THANKSGIVING = BreakDraft(date(2026, 11, 23), date(2026, 11, 29), "Thanksgiving")


def live(weekday: int = 1, starts: time = time(19), minutes: int = 80) -> MeetingDraft:
    """A weekly live session, by default Tuesday 19:00 for 80 minutes."""
    return MeetingDraft(LIVE, weekday, starts, minutes)


def draft(**changes: object) -> CourseDraft:
    """A 14-week course from Monday 31 August 2026, across both autumn clock changes."""
    plain = CourseDraft("ML", "Machine Learning", 14, date(2026, 8, 31), (live(),))
    return plain._replace(**changes)  # type: ignore[arg-type]


def schedule_of(*drafts: CourseDraft) -> Schedule:
    """A schedule with these courses."""
    schedule = Schedule()
    for entry in drafts:
        schedule = schedule.with_(add_course(schedule, entry))
    return schedule


def only_course(schedule: Schedule) -> Course:
    """The one course of a schedule."""
    (course,) = schedule.courses
    return course


def activity(activity_id: str = "a1", **changes: object) -> Activity:
    """A 25-minute reading due Friday 30 October 2026 23:59 Eastern."""
    due = DueDate(datetime(2026, 10, 30, 23, 59), EASTERN)
    plain = Activity(
        activity_id,
        f"{activity_id}@test",
        None,
        ActivityKind.READING,
        "HBR case",
        minutes=25,
        due=due,
    )
    return plain._replace(**changes)  # type: ignore[arg-type]
