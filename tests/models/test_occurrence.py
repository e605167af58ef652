"""Weekly expansion by wall time, numbers, moves, cancellations and states."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from schedules import THANKSGIVING, draft, live, only_course, schedule_of

from companion import edits
from companion.models.agenda import live_sessions, occurrence_state
from companion.models.attendance import AttendanceMark, Recording
from companion.models.draft import BreakDraft, MeetingDraft
from companion.models.faults import Refused
from companion.models.meeting import Meeting, MeetingKind
from companion.models.occurrence import Occurrence, OccurrenceState, Override
from companion.models.schedule import Edit, Schedule

BERLIN = ZoneInfo("Europe/Berlin")
SAMPLE_ZONES = (
    "America/New_York",
    "Europe/Berlin",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "America/Santiago",
    "Pacific/Auckland",
    "Asia/Kolkata",
    "America/St_Johns",
    "Pacific/Apia",
)


def sessions(schedule: Schedule) -> list[Occurrence]:
    return live_sessions(schedule, only_course(schedule))


def done(schedule: Schedule, edit: Edit | None) -> Schedule:
    assert edit is not None
    return schedule.with_(edit)


def test_a_semester_has_fourteen_classes_at_the_same_wall_time() -> None:
    found = sessions(schedule_of(draft(breaks=(THANKSGIVING,))))
    assert [o.number for o in found] == list(range(1, 15))
    assert {o.of for o in found} == {14}
    assert {o.starts_in_course.time() for o in found} == {time(19)}
    assert found[12].planned_on == date(2026, 12, 1)


def test_a_class_keeps_its_wall_time_over_both_autumn_changes() -> None:
    found = sessions(schedule_of(draft()))
    local = [o.starts_at.astimezone(BERLIN).strftime("%a %H:%M") for o in found]
    assert local[7:11] == ["Wed 01:00", "Wed 00:00", "Wed 01:00", "Wed 01:00"]


def test_a_short_break_drops_only_its_meetings_and_the_rest_counts_on() -> None:
    short = BreakDraft(date(2026, 11, 3), date(2026, 11, 3), "Election")
    found = sessions(schedule_of(draft(breaks=(short,))))
    assert len(found) == 13
    assert [o.number for o in found] == list(range(1, 14))
    assert date(2026, 11, 3) not in [o.planned_on for o in found]


def test_each_kind_is_counted_by_itself() -> None:
    recitation = MeetingDraft(MeetingKind.RECITATION, 4, time(13), 60)
    schedule = schedule_of(draft(meetings=(live(), recitation)))
    every = schedule.occurrences(only_course(schedule))
    assert len(every) == 28
    assert [o.number for o in every if o.kind is MeetingKind.RECITATION] == list(range(1, 15))


def test_moving_one_occurrence_leaves_the_series_and_its_numbers_alone() -> None:
    schedule = schedule_of(draft())
    ninth = sessions(schedule)[8]
    moved = done(
        schedule, edits.move_occurrence(schedule, ninth.key, datetime(2026, 11, 5, 18, 30))
    )
    after = sessions(moved)
    found = next(o for o in after if o.key == ninth.key)
    assert found.starts_in_course == datetime(2026, 11, 5, 18, 30)
    assert found.number == 9
    assert found.minutes == 80
    assert sorted(o.number or 0 for o in after) == list(range(1, 15))
    assert [o for o in after if o.key != ninth.key] == [
        o for o in sessions(schedule) if o.key != ninth.key
    ]


def test_a_class_moved_across_a_clock_change_keeps_its_elapsed_length() -> None:
    schedule = schedule_of(draft())
    ninth = sessions(schedule)[8]
    moved = done(schedule, edits.move_occurrence(schedule, ninth.key, datetime(2026, 11, 1, 0, 30)))
    found = next(o for o in sessions(moved) if o.key == ninth.key)
    assert found.ends_at - found.starts_at == timedelta(minutes=80)


def test_moving_back_to_the_planned_time_leaves_no_trace() -> None:
    schedule = schedule_of(draft())
    first = sessions(schedule)[0]
    moved = done(schedule, edits.move_occurrence(schedule, first.key, datetime(2026, 9, 2, 19)))
    back = done(moved, edits.move_occurrence(moved, first.key, datetime(2026, 9, 1, 19)))
    assert not back.table(Override)


@pytest.mark.parametrize(
    ("wall", "code"),
    [(datetime(2027, 3, 14, 2, 30), "time_missing"), (datetime(2026, 11, 1, 1, 30), "time_twice")],
)
def test_a_time_typed_by_hand_must_exist_once(wall: datetime, code: str) -> None:
    schedule = schedule_of(draft())
    with pytest.raises(Refused) as refused:
        edits.move_occurrence(schedule, sessions(schedule)[0].key, wall)
    assert refused.value.faults[0].code == code


def test_cancelling_never_renumbers() -> None:
    schedule = schedule_of(draft())
    third = sessions(schedule)[2]
    after = sessions(done(schedule, edits.cancel_occurrence(schedule, third.key)))
    assert [o.number for o in after] == list(range(1, 15))
    assert after[2].is_cancelled
    assert after[2].of == 14


def test_an_extra_class_has_no_number() -> None:
    schedule = schedule_of(draft())
    course = only_course(schedule)
    extra = Meeting(
        "x", "x@test", course.id, MeetingKind.LIVE_SESSION, 5, time(10), 60, course.zone,
        once_on=date(2026, 10, 31),
    )  # fmt: skip
    found = sessions(done(schedule, edits.add_extra_class(schedule, extra)))
    assert len(found) == 15
    assert [o.number for o in found].count(None) == 1
    assert {o.of for o in found} == {14, None}


def extra_class(schedule: Schedule, wall: datetime = datetime(2026, 10, 31, 10)) -> Meeting:
    course = only_course(schedule)
    return Meeting(
        "x", "x@test", course.id, MeetingKind.LIVE_SESSION, wall.weekday(), wall.time(), 60,
        course.zone, once_on=wall.date(),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("wall", "code"),
    [(datetime(2027, 3, 14, 2, 30), "time_missing"), (datetime(2026, 11, 1, 1, 30), "time_twice")],
)
def test_an_extra_class_must_be_at_a_time_that_exists_once(wall: datetime, code: str) -> None:
    schedule = schedule_of(draft())
    with pytest.raises(Refused) as refused:
        edits.add_extra_class(schedule, extra_class(schedule, wall))
    assert refused.value.faults[0].code == code


def test_an_extra_class_is_removed_with_all_that_was_said_of_it() -> None:
    before = schedule_of(draft())
    schedule = done(before, edits.add_extra_class(before, extra_class(before), "review"))
    key = "x:2026-10-31"
    assert schedule.table(Override)[key].note == "review"
    moved = edits.move_occurrence(schedule, key, datetime(2026, 10, 31, 12))
    schedule = done(schedule, moved)
    schedule = done(schedule, edits.mark_attendance(schedule, key, AttendanceMark.MISSED))
    schedule = done(schedule, edits.set_recording(schedule, Recording(key, minutes=50)))
    removal = edits.remove_extra_class(schedule, "x")
    assert done(schedule, removal) == before
    assert removal is not None
    assert before.with_(removal.inverse()) == schedule


def test_a_series_is_never_removed_as_an_extra_class() -> None:
    schedule = schedule_of(draft())
    assert edits.remove_extra_class(schedule, sessions(schedule)[0].meeting.id) is None
    assert edits.remove_extra_class(schedule, "gone") is None


def test_a_recording_of_which_nothing_is_known_is_none() -> None:
    schedule = schedule_of(draft())
    key = sessions(schedule)[0].key
    kept = done(schedule, edits.set_recording(schedule, Recording(key, watched_minutes=20)))
    assert kept.table(Recording)[key].watched_minutes == 20
    assert done(kept, edits.set_recording(kept, Recording(key))) == schedule
    with pytest.raises(Refused):
        edits.set_recording(schedule, Recording("gone:2026-10-31"))


def test_a_class_over_midnight_belongs_to_the_day_on_which_it_begins() -> None:
    schedule = schedule_of(draft(meetings=(live(starts=time(23, 30)),)))
    first = sessions(schedule)[0]
    assert first.planned_on == date(2026, 9, 1)
    assert first.ends_at.astimezone(ZoneInfo("America/New_York")).date() == date(2026, 9, 2)


@pytest.mark.parametrize(
    ("mark", "now", "state"),
    [
        (None, datetime(2026, 9, 1, 22, 59, tzinfo=UTC), OccurrenceState.UPCOMING),
        (None, datetime(2026, 9, 1, 23, 0, tzinfo=UTC), OccurrenceState.NOW),
        (None, datetime(2026, 9, 2, 0, 20, tzinfo=UTC), OccurrenceState.UNMARKED),
        (AttendanceMark.MISSED, datetime(2026, 9, 3, tzinfo=UTC), OccurrenceState.MISSED),
        (AttendanceMark.RECORDING, datetime(2026, 9, 3, tzinfo=UTC), OccurrenceState.RECORDING),
        (AttendanceMark.ATTENDED, datetime(2026, 9, 1, tzinfo=UTC), OccurrenceState.ATTENDED),
        (AttendanceMark.EXCUSED, datetime(2026, 9, 1, 23, 30, tzinfo=UTC), OccurrenceState.EXCUSED),
    ],
)
def test_the_first_state_that_applies_is_told(
    mark: AttendanceMark | None, now: datetime, state: OccurrenceState
) -> None:
    schedule = schedule_of(draft())
    first = sessions(schedule)[0]
    if mark:
        schedule = done(schedule, edits.mark_attendance(schedule, first.key, mark))
    assert occurrence_state(schedule, sessions(schedule)[0], now) is state


def test_cancelled_beats_attended_and_moved_beats_upcoming() -> None:
    schedule = schedule_of(draft())
    first = sessions(schedule)[0]
    before = datetime(2026, 8, 1, tzinfo=UTC)
    moved = done(schedule, edits.move_occurrence(schedule, first.key, datetime(2026, 9, 2, 19)))
    assert occurrence_state(moved, sessions(moved)[0], before) is OccurrenceState.MOVED
    marked = done(moved, edits.mark_attendance(moved, first.key, AttendanceMark.ATTENDED))
    cancelled = done(marked, edits.cancel_occurrence(marked, first.key))
    assert occurrence_state(cancelled, sessions(cancelled)[0], before) is OccurrenceState.CANCELLED


@given(
    zone=st.sampled_from(SAMPLE_ZONES),
    starts_on=st.dates(date(2024, 1, 1), date(2032, 6, 1)),
    weekday=st.integers(0, 6),
    starts=st.times(),
    weeks=st.sampled_from([6, 14]),
)
def test_every_occurrence_shows_its_wall_time_wherever_that_exists(
    zone: str, starts_on: date, weekday: int, starts: time, weeks: int
) -> None:
    """The wall clock is read back by zoneinfo from UTC, not by the expansion."""
    starts = starts.replace(second=0, microsecond=0)
    entry = draft(zone=zone, weeks=weeks, starts_on=starts_on, meetings=(live(weekday, starts),))
    found = sessions(schedule_of(entry))
    assert len(found) == weeks
    where = ZoneInfo(zone)
    for occurrence in found:
        wall = datetime.combine(occurrence.planned_on, starts)
        shown = occurrence.starts_at.astimezone(where).replace(tzinfo=None)
        gap = shown - wall
        assert occurrence.planned_on.weekday() == weekday
        exists = any(
            wall.replace(tzinfo=where, fold=f)
            .astimezone(UTC)
            .astimezone(where)
            .replace(tzinfo=None)
            == wall
            for f in (0, 1)
        )
        assert gap == timedelta(0) if exists else timedelta(0) < gap <= timedelta(days=1)
