"""Time that was worked becomes one edit, which undo takes back bit for bit."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from schedules import activity, draft, schedule_of

from companion import edits, timing_edits
from companion.models.activity import Activity, Stage
from companion.models.attendance import Attendance, AttendanceMark, Recording
from companion.models.schedule import Edit, Schedule

AT = datetime(2026, 10, 27, 12, tzinfo=UTC)


def with_work(**changes: object) -> Schedule:
    made = edits.add_activities(Schedule(), [activity(**changes)])  # type: ignore[arg-type]  # fields
    assert made is not None
    return Schedule().with_(made)


def with_missed_class() -> tuple[Schedule, str]:
    """A course with a class of 80 minutes that was missed."""
    schedule = schedule_of(draft())
    key = schedule.occurrences(schedule.courses[0])[3].key
    missed = edits.mark_attendance(schedule, key, AttendanceMark.MISSED)
    assert missed is not None
    return schedule.with_(missed), key


def done(schedule: Schedule, edit: Edit | None) -> Schedule:
    """Do an edit, having seen that undo takes it back bit for bit."""
    assert edit is not None
    after = schedule.with_(edit)
    assert after.with_(edit.inverse()) == schedule
    return after


def work(schedule: Schedule) -> Activity:
    return schedule.table(Activity)["a1"]


def seen(schedule: Schedule, key: str) -> int:
    return schedule.table(Recording)[key].watched_minutes


@pytest.mark.parametrize(
    ("stage", "then"),
    [
        (Stage.OPEN, Stage.STARTED),
        (Stage.STARTED, Stage.STARTED),
        (Stage.HANDED_IN, Stage.HANDED_IN),
        (Stage.FEEDBACK, Stage.FEEDBACK),
        (Stage.DONE, Stage.DONE),
    ],
)
def test_logging_adds_minutes_and_begins_what_was_open(stage: Stage, then: Stage) -> None:
    schedule = with_work(stage=stage, spent_minutes=18)
    edit = timing_edits.log_time(schedule, "a1", 7)
    after = work(done(schedule, edit))
    assert (after.spent_minutes, after.stage) == (25, then)
    assert edit is not None
    assert edit.name == "Log time"


def test_nothing_is_logged_for_no_minutes_nor_on_what_is_gone() -> None:
    schedule = with_work()
    assert timing_edits.log_time(schedule, "a1", 0) is None
    assert timing_edits.log_time(schedule, "gone", 9) is None
    assert not timing_edits.can_log(schedule, "gone")


def test_done_is_one_edit_with_its_time() -> None:
    schedule = with_work()
    edit = timing_edits.complete(schedule, "a1", 12, AT)
    after = work(done(schedule, edit))
    assert (after.stage, after.done_at, after.spent_minutes) == (Stage.DONE, AT, 12)
    assert edit is not None
    assert edit.name == "Tick"


def test_a_recording_is_watched_further_by_the_playback_speed_and_never_beyond_its_end() -> None:
    schedule, key = with_missed_class()
    schedule = done(schedule, timing_edits.log_time(schedule, key, 20, 1.5))
    assert seen(schedule, key) == 30
    schedule = done(schedule, timing_edits.log_time(schedule, key, 500, 1.5))
    assert seen(schedule, key) == 80


def test_a_recording_that_is_known_to_be_longer_than_it_is_goes_not_back() -> None:
    schedule, key = with_missed_class()
    schedule = done(schedule, edits.set_recording(schedule, Recording(key, "", 100, 100)))
    schedule = done(schedule, edits.set_recording(schedule, Recording(key, "", 60, 100)))
    assert timing_edits.log_time(schedule, key, 5) is None


def test_a_watched_recording_is_ticked_with_its_time() -> None:
    schedule, key = with_missed_class()
    after = done(schedule, timing_edits.complete(schedule, key, 50, AT, 2.0))
    assert after.table(Attendance)[key].mark is AttendanceMark.RECORDING
    assert seen(after, key) == 80


@given(st.integers(0, 600), st.integers(0, 600), st.sampled_from([1.0, 1.25, 1.5, 2.0]))
def test_whatever_is_logged_undo_takes_it_back_bit_for_bit(
    first: int, second: int, speed: float
) -> None:
    schedule, key = with_missed_class()
    made = edits.add_activities(schedule, [activity()])
    assert made is not None
    start = now = schedule.with_(made)
    stack = []
    for item in ("a1", key):
        for logs in (True, False):
            edit = (
                timing_edits.log_time(now, item, first, speed)
                if logs
                else timing_edits.complete(now, item, second, AT, speed)
            )
            stack += [edit] if edit else []
            now = now.with_(edit) if edit else now
    for edit in reversed(stack):
        now = now.with_(edit.inverse())
    assert now == start


def test_an_edit_made_before_another_is_stored_after_it() -> None:
    schedule = with_work()
    log = timing_edits.log_time(schedule, "a1", 9)
    delete = edits.delete_activities(schedule, ["a1"])
    assert log is not None
    assert delete is not None
    after = schedule.with_(log)
    then = timing_edits.following(log, delete)
    assert then.changes[0].before == work(after)
    assert after.with_(then).with_(then.inverse()) == after
