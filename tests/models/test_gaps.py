"""Free time of the student's day: what takes it, what does not, and what she has right now."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from schedules import activity, draft, live, schedule_of

from companion import edits
from companion.models.activity import PlannedBlock
from companion.models.appointment import Appointment
from companion.models.attendance import AttendanceMark
from companion.models.busy import busy_between
from companion.models.day import Day, date_of, day_of
from companion.models.draft import MeetingDraft
from companion.models.gaps import NowKind, free_spans, preset
from companion.models.meeting import MeetingKind
from companion.models.quiet_hours import QuietHours
from companion.models.schedule import Change, Edit, Record, Schedule
from companion.models.working_hours import NONE, WorkingHours, WorkSpan, read_working_hours
from companion.sample import SAMPLE_NOW, SAMPLE_SETTINGS, sample_records

BERLIN = ZoneInfo("Europe/Berlin")
WORKING = read_working_hours(SAMPLE_SETTINGS["working_hours"])
NO_QUIET = QuietHours(time(0), time(0))
instants = st.integers(0, 1000).map(
    lambda n: datetime(2026, 10, 27, tzinfo=UTC) + timedelta(minutes=n)
)


def here(day: int, hour: int, minute: int = 0) -> datetime:
    """An instant of October 2026 in Berlin."""
    return datetime(2026, 10, day, hour, minute, tzinfo=BERLIN)


def with_records(schedule: Schedule, *records: Record) -> Schedule:
    return schedule.with_(Edit("Add", tuple(Change(None, record) for record in records)))


def tuesday_class(*records: Record) -> Schedule:
    """A class on Tuesday from 23:30 to 00:50 in Berlin, and more."""
    return with_records(schedule_of(draft(meetings=(live(starts=time(18, 30)),))), *records)


def day(schedule: Schedule, now: datetime = SAMPLE_NOW, **more: object) -> Day:
    return day_of(schedule, now, BERLIN, **more)  # type: ignore[arg-type]  # as given


def spans(found: Day) -> list[tuple[str, str]]:
    return [tuple(at.astimezone(BERLIN).strftime("%H:%M") for at in gap) for gap in found.gaps]  # type: ignore[misc]  # two of them


def appointment(starts: datetime, minutes: int, **more: object) -> Appointment:
    plain = Appointment("d", "d@x", "Dentist", starts.replace(tzinfo=None), BERLIN.key, minutes)
    return plain._replace(**more)  # type: ignore[arg-type]  # as given


# The free time of a day


def test_the_sample_day_is_free_between_work_plans_class_and_quiet_hours() -> None:
    found = day(Schedule.of(sample_records()), working=WORKING)
    assert spans(found) == [
        ("12:40", "13:30"), ("17:00", "20:00"), ("21:00", "22:00"), ("22:15", "23:00"),
    ]  # fmt: skip
    assert [gap.minutes for gap in found.gaps] == [50, 180, 60, 45]


def test_without_quiet_hours_free_time_ends_a_quarter_of_an_hour_before_class() -> None:
    found = day(tuesday_class(), quiet=NO_QUIET)
    assert spans(found) == [("12:40", "23:15"), ("01:05", "02:00")]


@pytest.mark.parametrize("mark", [AttendanceMark.MISSED, AttendanceMark.RECORDING])
def test_a_class_that_she_is_not_in_takes_no_time(mark: AttendanceMark) -> None:
    schedule = tuesday_class()
    [block] = day(schedule).blocks
    for edit in (
        edits.mark_attendance(schedule, block.id, mark),
        edits.cancel_occurrence(schedule, block.id),
    ):
        found = day(schedule.with_(edit), quiet=NO_QUIET)
        assert (spans(found), found.blocks) == ([("12:40", "02:00")], ())


def test_offers_take_no_time_study_groups_do() -> None:
    meetings = (
        MeetingDraft(MeetingKind.RECITATION, 1, time(13), 60),
        MeetingDraft(MeetingKind.OFFICE_HOURS, 1, time(14), 60),
        MeetingDraft(MeetingKind.STUDY_GROUP, 1, time(15), 60),
    )
    found = day(schedule_of(draft(meetings=meetings)))
    assert spans(found) == [("12:40", "20:00"), ("21:00", "23:00")]


def test_a_plan_takes_time_until_it_is_done() -> None:
    block = PlannedBlock("b", "b@x", "a1", datetime(2026, 10, 27, 18), BERLIN.key, 60)
    schedule = with_records(Schedule(), activity(), block)
    assert spans(day(schedule)) == [("12:40", "18:00"), ("19:00", "23:00")]
    done = schedule.with_(edits.complete(schedule, ["a1"], SAMPLE_NOW))
    assert spans(day(done)) == [("12:40", "23:00")]


def test_less_than_five_minutes_are_no_gap() -> None:
    schedule = with_records(Schedule(), appointment(here(27, 12, 44), 60))
    assert spans(day(schedule)) == [("13:44", "23:00")]


NOON = datetime(2026, 10, 27, 12, tzinfo=UTC)


@example([(NOON, NOON)], NOON - timedelta(minutes=1), NOON + timedelta(minutes=1))
@given(st.lists(st.tuples(instants, instants), max_size=6), instants, instants)
def test_free_time_is_what_is_left(
    taken: list[tuple[datetime, datetime]], start: datetime, end: datetime
) -> None:
    """Minute by minute: each is either taken or free, and free spans lie apart, in order."""
    taken = [(min(pair), max(pair)) for pair in taken]
    free = list(free_spans(taken, start, end))
    minutes = (end - start) // timedelta(minutes=1)
    for n in range(max(0, minutes)):
        at = start + timedelta(minutes=n)
        is_taken = any(a <= at < b for a, b in taken)
        assert is_taken is not any(a <= at < b for a, b in free)
    assert all(a < b and start <= a and b <= end for a, b in free)
    assert all(a[1] < b[0] for a, b in pairwise(free))


# The day itself


@pytest.mark.parametrize(
    ("now", "expected"), [(here(27, 5), 27), (here(28, 4, 59), 27), (here(28, 5), 28)]
)
def test_until_five_it_is_still_the_day_before(now: datetime, expected: int) -> None:
    assert date_of(now, BERLIN) == date(2026, 10, expected)


def hours(found: Day) -> tuple[str, str]:
    return (
        found.starts_at.astimezone(BERLIN).strftime("%a %H:%M"),
        found.ends_at.astimezone(BERLIN).strftime("%a %H:%M"),
    )


def test_it_shows_more_hours_where_something_lies_outside() -> None:
    assert hours(day(tuesday_class())) == ("Tue 07:00", "Wed 02:00")
    early = with_records(Schedule(), appointment(here(27, 6, 15), 30))
    assert hours(day(early)) == ("Tue 06:00", "Wed 02:00")
    late = with_records(Schedule(), appointment(here(28, 4), 80))
    assert hours(day(late)) == ("Tue 07:00", "Wed 06:00")
    assert hours(day(Schedule(), here(28, 3, 30))) == ("Tue 07:00", "Wed 04:00")
    assert hours(day(Schedule(), here(27, 5, 30))) == ("Tue 05:00", "Wed 02:00")


def test_a_clock_change_makes_the_day_longer_or_shorter() -> None:
    autumn = day(Schedule(), here(24, 12), quiet=NO_QUIET)
    assert (autumn.ends_at - autumn.starts_at) == timedelta(hours=19)
    cairo = day_of(Schedule(), datetime(2026, 4, 23, 9, tzinfo=UTC), ZoneInfo("Africa/Cairo"))
    assert (cairo.ends_at - cairo.starts_at) == timedelta(hours=18), "00:00 becomes 01:00"


def test_the_place_for_some_work_is_a_later_quarter_that_ends_before_it_is_due() -> None:
    found = day(Schedule.of(sample_records()), working=WORKING)
    assert found.place_for(45) == here(27, 17)
    assert found.place_for(45, here(27, 17, 30)) == here(27, 12, 45), "now only where it must be"
    assert found.place_for(46, here(27, 17, 30)) is None
    assert found.place_for(46, here(20, 12)) is not None, "what is late is due no more"
    assert found.place_for(200) is None


# Busy time


def test_every_source_of_busy_time_is_there() -> None:
    schedule = tuesday_class(appointment(here(27, 18), 60))
    found = busy_between(schedule, here(27, 8), here(27, 22), BERLIN, WORKING)
    assert sorted(b.title for b in found) == ["", "", "Dentist"]


# Now


def now_at(schedule: Schedule, now: datetime, **more: object) -> tuple[NowKind, int, str]:
    found = day(schedule, now, **more).now
    ends = found.ends_at.astimezone(BERLIN).strftime("%H:%M") if found.ends_at else ""
    return found.kind, found.minutes, ends


def test_what_she_has_now() -> None:
    sample = Schedule.of(sample_records())
    told = {
        here(27, 12, 40): (NowKind.FREE, 50, "13:30"),
        here(27, 9, 30): (NowKind.TAKEN, 0, "12:00"),
        here(27, 20, 10): (NowKind.PLANNED, 50, "21:00"),
        here(27, 22, 30): (NowKind.FREE, 30, "23:00"),
        here(27, 23, 5): (NowKind.QUIET, 10, "23:15"),
        here(27, 23, 20): (NowKind.TAKEN, 0, "01:05"),
        here(28, 0, 30): (NowKind.TAKEN, 0, "01:05"),
        here(28, 2, 0): (NowKind.QUIET, 420, "09:00"),
    }
    assert {at: now_at(sample, at, working=WORKING) for at in told} == told


def test_one_thing_after_another_is_busy_until_the_last_is_over() -> None:
    schedule = with_records(Schedule(), appointment(here(27, 17), 90))
    assert now_at(schedule, here(27, 16), working=WORKING) == (NowKind.TAKEN, 0, "18:30")


@pytest.mark.parametrize(
    ("minutes", "expected"), [(3, 15), (8, 8), (15, 15), (29, 15), (50, 30), (89, 60), (200, 90)]
)
def test_the_most_of_the_choices_that_fits_is_offered(minutes: int, expected: int) -> None:
    start = SAMPLE_NOW + timedelta(minutes=minutes)
    schedule = with_records(Schedule(), appointment(start.astimezone(BERLIN), 60))
    assert preset(day(schedule).now) == expected


def test_where_nothing_is_free_a_quarter_of_an_hour_is_offered() -> None:
    office = WorkingHours(((WorkSpan(time(9), time(17)),),) * 7)
    assert preset(day(Schedule(), working=office).now) == 15
    assert preset(day(Schedule(), here(27, 23, 30), working=NONE).now) == 15
