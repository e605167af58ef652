"""Which classes the student is called to, and when."""

from datetime import UTC, datetime, time, timedelta

import pytest
from schedules import draft, live, only_course, schedule_of

from companion import edits
from companion.models.attendance import AttendanceMark
from companion.models.class_calls import calls, new_calls, still_called, to_speak
from companion.models.draft import MeetingDraft
from companion.models.meeting import MeetingKind
from companion.models.schedule import Edit, Schedule

STARTS = datetime(2026, 9, 8, 23, 0, tzinfo=UTC)  # the second class, 80 minutes long


def at(minutes: float) -> datetime:
    return STARTS + timedelta(minutes=minutes)


def done(schedule: Schedule, edit: Edit | None) -> Schedule:
    assert edit is not None
    return schedule.with_(edit)


@pytest.mark.parametrize(
    ("minutes", "found"),
    [
        (-15.02, []),
        (-15, [(False, 15)]),
        (-14.5, [(False, 15)]),
        (-0.1, [(False, 1)]),
        (0, [(True, 0)]),
        (12.5, [(True, 12)]),
        (79.9, [(True, 79)]),
        (80, []),
    ],
)
def test_a_class_is_called_from_15_minutes_before_until_it_ends(
    minutes: float, found: list[tuple[bool, int]]
) -> None:
    schedule = schedule_of(draft())
    assert [(c.has_begun, c.minutes) for c in calls(schedule, at(minutes))] == found


def test_each_class_has_two_calls() -> None:
    schedule = schedule_of(draft())
    (soon,), (start,) = calls(schedule, at(-10)), calls(schedule, at(3))
    assert soon.flag != start.flag
    assert new_calls(schedule, at(-5), [soon.flag]) == []
    assert new_calls(schedule, at(5), [soon.flag]) == calls(schedule, at(5))
    assert new_calls(schedule, at(6), [soon.flag, start.flag]) == []


def test_meetings_that_are_offers_stay_quiet() -> None:
    offers = tuple(
        MeetingDraft(kind, 1, time(19), 80) for kind in MeetingKind if kind.value != "live_session"
    )
    assert calls(schedule_of(draft(meetings=offers)), at(0)) == []
    assert to_speak(schedule_of(draft(meetings=offers)), at(-5)) == []


def test_a_class_watched_as_a_recording_stays_quiet() -> None:
    watched = live()._replace(watch_weekday=2, watch_time=time(19))
    assert calls(schedule_of(draft(meetings=(watched,))), at(0)) == []


def test_cancelled_and_marked_classes_stay_quiet() -> None:
    schedule = schedule_of(draft())
    key = schedule.occurrences(only_course(schedule))[1].key
    assert calls(done(schedule, edits.cancel_occurrence(schedule, key)), at(0)) == []
    marked = edits.mark_attendance(schedule, key, AttendanceMark.EXCUSED)
    assert calls(done(schedule, marked), at(0)) == []


def test_a_moved_class_is_called_again_at_its_new_time() -> None:
    schedule = schedule_of(draft())
    (before,) = calls(schedule, at(-15))
    key = before.occurrence.key
    moved = done(schedule, edits.move_occurrence(schedule, key, datetime(2026, 9, 8, 20)))
    assert calls(moved, at(0)) == []
    (after,) = new_calls(moved, at(45), [before.flag])
    assert after.minutes == 15


def test_two_classes_at_once_are_both_called() -> None:
    other = draft(code="DV", name="Data")
    assert len(calls(schedule_of(draft(), other), at(-15))) == 2


@pytest.mark.parametrize(
    ("minutes", "said"), [(-61, []), (-60, [60]), (-30, []), (-5, [5]), (-1, [1]), (0, [])]
)
def test_60_5_and_1_minute_before_it_is_worth_saying(minutes: int, said: list[int]) -> None:
    assert [call.minutes for call in to_speak(schedule_of(draft()), at(minutes))] == said


@pytest.mark.parametrize(("minutes", "is_made_again"), [(-15, False), (-60, False), (-76, True)])
def test_a_call_counts_unless_the_clock_that_made_it_was_far_ahead(
    minutes: float, is_made_again: bool
) -> None:
    schedule = schedule_of(draft())
    called = {call.flag for call in calls(schedule, at(-10))}
    assert len(called) == 1
    assert (still_called(called, at(minutes)) == frozenset()) is is_made_again
    assert still_called(called, at(60 * 24 * 300)) == called
