"""Recordings: what waits to be watched, how long it takes, and when it is planned."""

from __future__ import annotations

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest
from schedules import draft, live, only_course, schedule_of

from companion import edits, planning_edits
from companion.models import agenda
from companion.models.attendance import Attendance, AttendanceMark, Recording
from companion.models.occurrence import Occurrence
from companion.models.schedule import Edit, Schedule
from companion.models.watching import is_by_recording, watch_slot_of

NOW = datetime(2026, 10, 27, 11, 40, tzinfo=UTC)
KOLKATA, BERLIN = ZoneInfo("Asia/Kolkata"), ZoneInfo("Europe/Berlin")


def done(schedule: Schedule, edit: Edit | None) -> Schedule:
    assert edit is not None
    return schedule.with_(edit)


def sessions(schedule: Schedule) -> tuple[Occurrence, ...]:
    return schedule.occurrences(only_course(schedule))


def by_recording(weekday: int = 2, at: time = time(19)) -> Schedule:
    """Tuesday 19:00 Eastern for 80 minutes, watched on a day of the student's own."""
    meeting = live()._replace(watch_weekday=weekday, watch_time=at)
    return schedule_of(draft(meetings=(meeting,)))


def missed_first(**recording: object) -> tuple[Schedule, Occurrence]:
    schedule = schedule_of(draft())
    first = sessions(schedule)[0]
    schedule = done(schedule, edits.mark_attendance(schedule, first.key, AttendanceMark.MISSED))
    if recording:
        made = Recording(first.key)._replace(**recording)  # type: ignore[arg-type]  # its fields
        schedule = done(schedule, edits.set_recording(schedule, made))
    return schedule, first


@pytest.mark.parametrize(
    ("recording", "speed", "minutes", "stage"),
    [
        ({}, 1.0, 80, "open"),
        ({"minutes": 74}, 1.0, 74, "open"),
        ({"minutes": 74}, 1.25, 59, "open"),
        ({"minutes": 74, "watched_minutes": 24}, 1.25, 40, "started"),
        ({"minutes": 74, "watched_minutes": 80}, 2.0, 1, "started"),
    ],
)
def test_what_is_left_takes_its_length_over_the_speed(
    recording: dict[str, object], speed: float, minutes: int, stage: str
) -> None:
    schedule, first = missed_first(**recording)
    (item,) = agenda.checklist(schedule, speed)
    assert (item.id, item.minutes, item.stage.value) == (first.key, minutes, stage)
    assert agenda.course_checklist(schedule, only_course(schedule), speed) == [item]


def test_it_is_due_before_the_class_that_comes_next_after_moves_and_cancellations() -> None:
    schedule, first = missed_first()
    second, third = sessions(schedule)[1:3]
    cancelled = done(schedule, edits.cancel_occurrence(schedule, second.key))
    assert agenda.checklist(cancelled)[0].due_at == third.starts_at
    moved = done(schedule, edits.move_occurrence(schedule, second.key, datetime(2026, 9, 10, 9)))
    assert agenda.checklist(moved)[0].due_at == datetime(2026, 9, 10, 13, tzinfo=UTC)
    own = done(moved, edits.move_occurrence(moved, first.key, datetime(2026, 9, 11, 9)))
    assert agenda.checklist(own)[0].due_at == third.starts_at


def test_a_cancelled_class_is_not_watched_and_comes_back_with_its_mark() -> None:
    schedule, first = missed_first(minutes=74)
    cancelled = done(schedule, edits.cancel_occurrence(schedule, first.key))
    assert agenda.checklist(cancelled) == []
    held = done(cancelled, edits.change_occurrence(cancelled, first.key, None))
    assert [item.id for item in agenda.checklist(held)] == [first.key]


def test_a_watched_recording_counts_as_covered_and_apart() -> None:
    schedule, first = missed_first()
    schedule = done(schedule, edits.complete(schedule, [first.key], NOW))
    course = only_course(schedule)
    counted = agenda.attendance_count(schedule, course, NOW)
    assert (counted.attended, counted.by_recording, counted.missed) == (0, 1, 0)
    assert agenda.week_workloads(schedule, course)[1].done == 80


# By recording, by choice


def test_classes_attended_by_recording_wait_to_be_watched_without_a_mark() -> None:
    schedule = by_recording()
    first = sessions(schedule)[0]
    assert is_by_recording(first)
    assert len(agenda.checklist(schedule)) == 14
    watched = done(schedule, edits.complete(schedule, [first.key], NOW))
    assert watched.table(Attendance)[first.key].mark is AttendanceMark.RECORDING
    assert len(agenda.checklist(watched)) == 13
    assert done(watched, edits.reopen(watched, [first.key])) == schedule


def test_one_of_them_that_was_joined_is_not_to_be_watched() -> None:
    schedule = by_recording()
    first = sessions(schedule)[0]
    edit = edits.mark_attendance(schedule, first.key, AttendanceMark.ATTENDED)
    assert len(agenda.checklist(done(schedule, edit))) == 13


@pytest.mark.parametrize(
    ("zone", "weekday", "at", "expected"),
    [
        # Tuesday 19:00 Eastern is Wednesday 04:30 in Kolkata, over at 05:50
        (KOLKATA, 2, time(19), "2026-09-02T13:30"),
        (KOLKATA, 2, time(5, 50), "2026-09-02T00:20"),
        (KOLKATA, 2, time(5, 45), "2026-09-09T00:15"),
        (KOLKATA, 1, time(19), "2026-09-08T13:30"),
        (BERLIN, 2, time(19), "2026-09-02T17:00"),
    ],
)
def test_the_weekly_slot_is_the_first_after_the_class_where_the_student_is(
    zone: ZoneInfo, weekday: int, at: time, expected: str
) -> None:
    schedule = by_recording(weekday, at)
    slot = watch_slot_of(schedule, sessions(schedule)[0], zone)
    assert slot is not None
    assert slot.starts_at == datetime.fromisoformat(f"{expected}+00:00")
    assert (slot.ends_at - slot.starts_at).total_seconds() == 80 * 60


def test_the_slot_follows_a_class_that_is_moved() -> None:
    schedule = by_recording()
    first = sessions(schedule)[0]
    schedule = done(schedule, edits.move_occurrence(schedule, first.key, datetime(2026, 9, 4, 19)))
    slot = watch_slot_of(schedule, sessions(schedule)[0], KOLKATA)
    assert slot is not None
    assert slot.starts_at == datetime(2026, 9, 9, 13, 30, tzinfo=UTC)


def test_the_slot_keeps_its_wall_time_over_a_clock_change() -> None:
    schedule = by_recording()
    slots = [watch_slot_of(schedule, o, BERLIN) for o in sessions(schedule)]
    assert {s.starts_at.astimezone(BERLIN).time() for s in slots if s} == {time(19)}


def test_a_time_planned_for_it_comes_before_the_weekly_slot() -> None:
    schedule = by_recording()
    first = sessions(schedule)[0]
    starts = datetime(2026, 9, 3, 20)
    edit = planning_edits.plan_block(schedule, first.key, starts, "Asia/Kolkata", 45)
    slot = watch_slot_of(done(schedule, edit), first, KOLKATA)
    assert slot is not None
    assert slot.starts_at == datetime(2026, 9, 3, 14, 30, tzinfo=UTC)
    assert (slot.ends_at - slot.starts_at).total_seconds() == 45 * 60


def test_without_a_choice_there_is_no_slot() -> None:
    schedule, first = missed_first()
    assert watch_slot_of(schedule, first, BERLIN) is None
