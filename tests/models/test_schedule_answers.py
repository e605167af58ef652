"""What is computed once and kept must be what a schedule of the same records would answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from companion.models import agenda, class_calls, today
from companion.models.activity import Activity, PlannedBlock, Stage
from companion.models.attendance import Attendance, AttendanceMark, Recording
from companion.models.clock_guard import clock_shifts, shift_told_at
from companion.models.course import Break, Course
from companion.models.occurrence import Override
from companion.models.schedule import Change, Edit, Record, Schedule
from companion.sample import SAMPLE_NOW, sample_records

BERLIN = ZoneInfo("Europe/Berlin")
START = Schedule.of(sample_records())
ACTIVITIES = tuple(START.table(Activity))
SESSIONS = tuple(o.key for o in START.all_occurrences())

number = st.integers(0, 10_000)
when = st.sampled_from([SAMPLE_NOW + timedelta(hours=n) for n in (-700, -20, -1, 0, 6, 30, 900)])


def _activity(schedule: Schedule, n: int) -> tuple[Record | None, Record | None]:
    before = schedule.get(Activity, ACTIVITIES[n % len(ACTIVITIES)])
    if before is None:
        return None, START.get(Activity, ACTIVITIES[n % len(ACTIVITIES)])
    courses = (*schedule.table(Course), None)
    changed = (
        before._replace(stage=Stage.DONE if before.stage is not Stage.DONE else Stage.OPEN),
        before._replace(course_id=courses[n % len(courses)], week=None),
        before._replace(due=None),
        before._replace(minutes=n % 500, is_optional=n % 2 == 0),
        None,
    )
    return before, changed[n % len(changed)]


def _attendance(schedule: Schedule, n: int) -> tuple[Record | None, Record | None]:
    key = SESSIONS[n % len(SESSIONS)]
    marks = [Attendance(key, mark) for mark in AttendanceMark]
    before = schedule.get(Attendance, key)
    return before, None if before and n % 3 == 0 else marks[n % len(marks)]


def _recording(schedule: Schedule, n: int) -> tuple[Record | None, Record | None]:
    key = SESSIONS[n % len(SESSIONS)]
    return schedule.get(Recording, key), Recording(key, "https://example.org", 90, n % 80)


def _override(schedule: Schedule, n: int) -> tuple[Record | None, Record | None]:
    key = SESSIONS[n % len(SESSIONS)]
    before = schedule.get(Override, key)
    starts = datetime(2026, 10, 20 + n % 11, n % 24, 30)
    return before, None if before else Override(key, n % 4 == 0, starts, 30 + n % 200)


def _block(schedule: Schedule, n: int) -> tuple[Record | None, Record | None]:
    target = (ACTIVITIES + SESSIONS)[n % len(ACTIVITIES + SESSIONS)]
    before = schedule.get(PlannedBlock, f"block {target}")
    starts = datetime(2026, 10, 26 + n % 5, n % 24)
    made = PlannedBlock(f"block {target}", "u", target, starts, BERLIN.key, 15 + n % 200)
    return before, None if before else made


def _break(schedule: Schedule, n: int) -> tuple[Record | None, Record | None]:
    course = (*schedule.table(Course),)[n % len(schedule.table(Course))]
    before = schedule.get(Break, f"{course} test")
    first = date(2026, 10, 5) + timedelta(days=n % 40)
    return before, None if before else Break(f"{course} test", course, first, first)


def _course(schedule: Schedule, n: int) -> tuple[Record | None, Record | None]:
    before = (*schedule.table(Course).values(),)[n % len(schedule.table(Course))]
    return before, before._replace(position=n % 9, zone=("Asia/Kolkata", before.zone)[n % 2])


STEPS: tuple[Callable[[Schedule, int], tuple[Record | None, Record | None]], ...] = (
    _activity, _activity, _attendance, _recording, _override, _block, _break, _course,
)  # fmt: skip


def answers(schedule: Schedule, now: datetime) -> list[object]:
    """Everything that is kept, and what is made of it."""
    courses = schedule.courses
    return [
        courses,
        schedule.all_occurrences(),
        agenda.checklist(schedule),
        agenda.checklist(schedule, 1.5),
        agenda.planned_minutes(schedule),
        agenda.expected_finish(schedule, courses),
        agenda.next_live_session(schedule, now),
        agenda.occurrences_between(schedule, now, now + timedelta(days=9)),
        today.hero(schedule, now, BERLIN),
        today.late(schedule, now),
        today.waiting(schedule, now),
        today.to_catch_up(schedule, now, 1.25),
        today.planned_today(schedule, now, BERLIN),
        today.week_hours(schedule, now),
        today.certificate(schedule, now),
        class_calls.calls(schedule, now),
        shift_told_at(schedule, BERLIN, now),
        [
            (agenda.week_workloads(schedule, c), agenda.course_workload(schedule, c))
            for c in courses
        ],
    ]


@settings(max_examples=60, deadline=None)
@given(steps=st.lists(st.tuples(st.sampled_from(STEPS), number), max_size=8), now=when)
def test_kept_answers_are_those_of_a_new_schedule_after_any_edits(
    steps: list[tuple[Callable[[Schedule, int], tuple[Record | None, Record | None]], int]],
    now: datetime,
) -> None:
    schedule = START
    for step, n in steps:
        answers(schedule, now)  # asked before each edit, so that something is kept
        before, after = step(schedule, n)
        if before is not None or after is not None:
            schedule = schedule.with_(Edit("Test", (Change(before, after),)))
    assert answers(schedule, now) == answers(Schedule.of(schedule.records()), now)
    assert answers(START, now) == answers(Schedule.of(START.records()), now)  # the old one too


@given(now=when)
def test_a_course_that_an_edit_leaves_alone_is_not_computed_again(now: datetime) -> None:
    schedule = Schedule.of(sample_records())
    one, other = schedule.courses[:2]
    kept = agenda.week_workloads(schedule, other)
    gone = agenda.week_workloads(schedule, one)
    activity = schedule.of_course(Activity, one.id)[0]
    after = schedule.with_(Edit("Test", (Change(activity, activity._replace(minutes=7)),)))
    assert agenda.week_workloads(after, other) is kept
    assert agenda.week_workloads(after, one) is not gone


def test_occurrences_that_overlap_a_span_are_found_however_long_they_are() -> None:
    span = (datetime(2026, 10, 20, tzinfo=UTC), datetime(2026, 10, 27, tzinfo=UTC))
    searched = [o for o in START.all_occurrences() if o.starts_at < span[1] and o.ends_at > span[0]]
    assert agenda.occurrences_between(START, *span) == searched
    long = Override(searched[0].key, minutes=60 * 24 * 3)
    longer = START.with_(Edit("Test", (Change(None, long),)))
    late = span[0] + timedelta(days=2)
    found = agenda.occurrences_between(longer, late, late + timedelta(minutes=1))
    assert searched[0].key in {o.key for o in found}
    assert clock_shifts(longer, BERLIN) == clock_shifts(Schedule.of(longer.records()), BERLIN)
