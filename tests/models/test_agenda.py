"""What is next, due, done and shifted."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from schedules import THANKSGIVING, activity, draft, live, only_course, schedule_of

from companion import edits
from companion.models import agenda
from companion.models.activity import ActivityKind, DueDate, Stage
from companion.models.agenda import CourseState, Workload
from companion.models.attendance import AttendanceMark
from companion.models.course import EASTERN
from companion.models.draft import CourseDraft
from companion.models.schedule import Edit, Schedule
from companion.models.timeline import timeline

NOW = datetime(2026, 10, 27, 11, 40, tzinfo=UTC)


def done(schedule: Schedule, edit: Edit | None) -> Schedule:
    assert edit is not None
    return schedule.with_(edit)


@pytest.mark.parametrize(
    ("zone", "shifts"),
    [
        ("Europe/London", {9: -60}),
        ("Asia/Kolkata", dict.fromkeys(range(10, 15), 60)),
        (
            "Australia/Sydney",
            {**dict.fromkeys(range(6, 10), 60), **dict.fromkeys(range(10, 15), 120)},
        ),
        ("America/Los_Angeles", {}),
        ("America/New_York", {}),
    ],
)
def test_golden_shifts_of_a_tuesday_evening_class(zone: str, shifts: dict[int, int]) -> None:
    schedule = schedule_of(draft(breaks=(THANKSGIVING,)))
    course, here = only_course(schedule), ZoneInfo(zone)
    usual = agenda.usual_times(schedule, course, here)
    found = {
        o.number: agenda.shifted_minutes(o, usual[o.meeting.id], here)
        for o in schedule.occurrences(course)
    }
    assert {n: minutes for n, minutes in found.items() if minutes} == shifts


def test_the_next_live_session_is_the_running_one_until_it_ends() -> None:
    schedule = schedule_of(draft())
    second = datetime(2026, 9, 8, 23, 0, tzinfo=UTC)
    running = agenda.next_live_session(schedule, second)
    assert running is not None
    assert running.number == 2
    ended = agenda.next_live_session(schedule, running.ends_at)
    assert ended is not None
    assert ended.number == 3


def test_a_cancelled_session_is_never_next() -> None:
    schedule = schedule_of(draft())
    first = schedule.occurrences(only_course(schedule))[0]
    after = done(schedule, edits.cancel_occurrence(schedule, first.key))
    found = agenda.next_live_session(after, datetime(2026, 8, 1, tzinfo=UTC))
    assert found is not None
    assert found.number == 2


def test_after_the_last_class_there_is_no_next() -> None:
    assert agenda.next_live_session(schedule_of(draft()), datetime(2027, 6, 1, tzinfo=UTC)) is None


def test_a_missed_class_becomes_a_recording_due_before_the_next_class() -> None:
    schedule = schedule_of(draft())
    first, second = schedule.occurrences(only_course(schedule))[:2]
    schedule = done(schedule, edits.mark_attendance(schedule, first.key, AttendanceMark.MISSED))
    (item,) = agenda.checklist(schedule)
    assert (item.id, item.kind, item.due_at) == (
        first.key,
        ActivityKind.RECORDING,
        second.starts_at,
    )
    watched = done(schedule, edits.complete(schedule, [item.id], NOW))
    assert agenda.checklist(watched) == []
    state = agenda.occurrence_state(watched, first, NOW)
    assert state.value == "recording"


def test_handed_in_and_optional_work_is_never_late() -> None:
    for changes, late in (
        ({}, True),
        ({"stage": Stage.HANDED_IN}, False),
        ({"is_optional": True}, False),
        ({"stage": Stage.FEEDBACK}, False),
        ({"stage": Stage.DONE}, False),
    ):
        schedule = Schedule.of([activity(**changes)])
        (item,) = agenda.checklist(schedule)
        assert item.is_late(datetime(2026, 11, 2, tzinfo=UTC)) is late


def test_weeks_are_counted_where_the_course_is_taught() -> None:
    schedule = schedule_of(draft(breaks=(THANKSGIVING,)))
    course = only_course(schedule)
    sunday_night = datetime(2026, 11, 2, 4, 30, tzinfo=UTC)  # Sunday 23:30 in New York
    assert agenda.current_week(schedule, course, sunday_night) == 9
    assert agenda.current_week(schedule, course, datetime(2026, 11, 25, tzinfo=UTC)) == 12
    assert agenda.current_week(schedule, course, datetime(2026, 8, 30, tzinfo=UTC)) is None
    assert agenda.course_state(schedule, course, NOW) is CourseState.ACTIVE
    late = datetime(2026, 12, 20, tzinfo=UTC)
    assert agenda.course_state(schedule, course, late) is CourseState.DONE


def test_progress_counts_hours_of_work_and_covered_classes() -> None:
    schedule = schedule_of(draft(weeks=1))
    course = only_course(schedule)
    work = [
        activity("a", course_id=course.id, week=1, minutes=40, stage=Stage.DONE),
        activity("b", course_id=course.id, week=1, minutes=80),
        activity("c", course_id=course.id, week=1, minutes=500, is_optional=True),
    ]
    schedule = done(schedule, edits.add_activities(schedule, work))
    assert agenda.course_workload(schedule, course) == Workload(200, 40, 80)
    key = schedule.occurrences(course)[0].key
    seen = done(schedule, edits.mark_attendance(schedule, key, AttendanceMark.RECORDING))
    assert agenda.course_progress(seen, course) == pytest.approx(0.6)
    gone = done(schedule, edits.cancel_occurrence(schedule, key))
    assert agenda.course_workload(gone, course) == Workload(120, 40, 0)


@pytest.mark.parametrize(
    "due",
    [
        None,
        DueDate(datetime(2026, 11, 25, 18), EASTERN),  # in the break
        DueDate(datetime(2026, 12, 20, 18), EASTERN),  # a week after the last class
    ],
)
def test_progress_counts_work_that_belongs_to_no_week(due: DueDate | None) -> None:
    schedule = schedule_of(draft(breaks=(THANKSGIVING,)))
    course = only_course(schedule)
    weeks = agenda.course_workload(schedule, course)
    paper = activity("paper", course_id=course.id, due=due, minutes=100, stage=Stage.DONE)
    schedule = done(schedule, edits.add_activities(schedule, [paper]))
    assert agenda.course_workload(schedule, course) == weeks + Workload(100, 100, 0)
    loads = agenda.week_workloads(schedule, course)
    assert sum(loads.values(), Workload()) == weeks
    assert timeline(schedule, NOW.date()).rows[0].load == weeks + Workload(100, 100, 0)


def test_an_activity_without_a_week_counts_in_the_week_of_its_due_date() -> None:
    schedule = schedule_of(draft())
    course = only_course(schedule)
    schedule = done(schedule, edits.add_activities(schedule, [activity(course_id=course.id)]))
    loads = agenda.week_workloads(schedule, course)
    assert loads[9].total == 80 + 25


def test_classes_closer_than_the_margin_clash() -> None:
    other = CourseDraft("DV", "Data", 6, date(2026, 8, 31), (live(1, time(20, 30)),))
    schedule = schedule_of(draft(), other)
    ml, dv = schedule.courses
    assert agenda.clashes(schedule.occurrences(ml), schedule.occurrences(dv)) == []
    near = agenda.clashes(schedule.occurrences(ml), schedule.occurrences(dv), 15)
    assert len(near) == 6
    assert {clash.gap for clash in near} == {10}


def test_the_students_week_begins_on_monday_midnight_where_she_is() -> None:
    start, end = agenda.week_span(NOW, ZoneInfo("Europe/Berlin"))
    assert start == datetime(2026, 10, 25, 23, tzinfo=UTC)
    assert end == datetime(2026, 11, 1, 23, tzinfo=UTC)
