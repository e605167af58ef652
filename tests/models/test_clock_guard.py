"""Which classes a clock change moves, by how much, and when the student is told."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from schedules import THANKSGIVING, draft, live, only_course, schedule_of

from companion import edits
from companion.models.clock_guard import ClockShift, clock_shifts, shift_told_at
from companion.models.draft import MeetingDraft
from companion.models.meeting import MeetingKind
from companion.models.schedule import Edit, Schedule

LONDON, KOLKATA, SYDNEY = "Europe/London", "Asia/Kolkata", "Australia/Sydney"


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


def term(**changes: object) -> Schedule:
    """Tuesday 19:00 Eastern for 14 weeks from 31 August 2026."""
    return schedule_of(draft(breaks=(THANKSGIVING,), **changes))


def shifts(zone: str, schedule: Schedule | None = None) -> list[ClockShift]:
    return clock_shifts(schedule or term(), ZoneInfo(zone))


def numbers(shift: ClockShift) -> list[int | None]:
    return [entry.occurrence.number for entry in shift.affected]


def done(schedule: Schedule, edit: Edit | None) -> Schedule:
    assert edit is not None
    return schedule.with_(edit)


@pytest.mark.parametrize(
    ("zone", "told"),
    [
        (LONDON, [(-60, [9])]),
        ("Europe/Berlin", [(-60, [9])]),
        (KOLKATA, [(60, [10, 11, 12, 13, 14])]),
        (SYDNEY, [(60, [6, 7, 8, 9]), (60, [10, 11, 12, 13, 14])]),
        ("Australia/Lord_Howe", [(30, [6, 7, 8, 9]), (60, [10, 11, 12, 13, 14])]),
        ("Pacific/Honolulu", [(60, [10, 11, 12, 13, 14])]),
        ("America/Phoenix", [(60, [10, 11, 12, 13, 14])]),
        ("Asia/Kathmandu", [(60, [10, 11, 12, 13, 14])]),
        ("America/St_Johns", []),
        ("America/Los_Angeles", []),
        ("America/New_York", []),
    ],
)
def test_each_zone_is_told_its_own_changes(zone: str, told: list[tuple[int, list[int]]]) -> None:
    assert [(shift.minutes, numbers(shift)) for shift in shifts(zone)] == told


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        (LONDON, {range(1, 9): "Wed 00:00", range(9, 10): "Tue 23:00", range(10, 15): "Wed 00:00"}),
        (KOLKATA, {range(1, 10): "Wed 04:30", range(10, 15): "Wed 05:30"}),
        (SYDNEY, {range(1, 6): "Wed 09:00", range(6, 10): "Wed 10:00", range(10, 15): "Wed 11:00"}),
        ("America/Los_Angeles", {range(1, 15): "Tue 16:00"}),
    ],
)
def test_golden_local_times_of_tuesday_19_00_eastern(zone: str, expected: dict[range, str]) -> None:
    schedule = term()
    found = {
        o.number: f"{o.starts_at.astimezone(ZoneInfo(zone)):%a %H:%M}"
        for o in schedule.occurrences(only_course(schedule))
    }
    assert found == {n: text for numbers, text in expected.items() for n in numbers}


def test_a_passing_change_is_told_from_seven_days_before_until_the_clocks_agree() -> None:
    (shift,) = shifts(LONDON)
    first = utc(2026, 10, 27, 23)
    assert shift.first_at == shift.last_at == first
    assert shift.shows_from == first - timedelta(days=7)
    assert shift.shows_until == shift.ends_at == utc(2026, 11, 1, 6)
    assert shift.agrees_again
    minute = timedelta(minutes=1)
    for at, is_told in (
        (shift.shows_from - minute, False),
        (shift.shows_from, True),
        (utc(2026, 10, 25, 1), True),
        (utc(2026, 11, 1, 6) - minute, True),
        (utc(2026, 11, 1, 6), False),
    ):
        found = shift_told_at(term(), ZoneInfo(LONDON), at)
        assert (found is not None) is is_told


def test_a_lasting_change_is_told_until_each_series_met_for_a_week_at_its_new_time() -> None:
    (shift,) = shifts(KOLKATA)
    first = utc(2026, 11, 4)
    assert (shift.first_at, shift.ends_at, shift.agrees_again) == (first, None, False)
    assert (shift.shows_from, shift.shows_until) == (
        first - timedelta(days=7),
        first + timedelta(days=7),
    )


def test_a_class_has_the_local_time_at_which_it_would_begin_otherwise() -> None:
    ((shift,), (later,)) = shifts(LONDON), shifts(KOLKATA)
    assert shift.affected[0].former == datetime(2026, 10, 28, 0, 0)
    assert later.affected[0].former == datetime(2026, 11, 4, 4, 30)


def test_the_spring_weeks_between_both_changes_are_one_passing_change() -> None:
    schedule = schedule_of(draft(starts_on=datetime(2027, 1, 11).date()))
    (shift,) = clock_shifts(schedule, ZoneInfo("Europe/Berlin"))
    assert (shift.minutes, len(shift.affected)) == (-60, 2)  # 14 to 28 March 2027
    assert shift.ends_at == utc(2027, 3, 28, 1)


@pytest.mark.parametrize(
    "zone",
    ["Africa/Cairo", "Africa/Casablanca", "America/Havana", "America/Los_Angeles",
     "America/Santiago", "America/Sao_Paulo", "Antarctica/Troll", "Asia/Beirut", "Asia/Gaza",
     "Australia/Lord_Howe", "Europe/Chisinau"],
)  # fmt: skip
def test_clocks_that_are_said_to_agree_again_do_so_for_the_classes_that_follow(zone: str) -> None:
    # Morocco ended its summer break, by some rules, on the night in which the US change: the
    # clocks agree for five hours
    for year in range(2024, 2031):
        for starts_on in (date(year, 1, 8), date(year, 8, 26)):
            schedule = schedule_of(draft(starts_on=starts_on - timedelta(starts_on.weekday())))
            for shift in clock_shifts(schedule, ZoneInfo(zone)):
                if shift.agrees_again:
                    assert shift.ends_at is not None
                    assert shift.last_at < shift.ends_at


def test_only_classes_that_follow_are_said_to_move_again() -> None:
    short = schedule_of(draft(weeks=8))  # until 20 October; the US change on 1 November
    (shift,) = clock_shifts(short, ZoneInfo(SYDNEY))
    assert (shift.reason.other, shift.reason.other_on) == ("", None)
    assert shifts(SYDNEY)[0].reason.other_on == date(2026, 11, 1)
    assert shifts(KOLKATA)[0].reason.other == KOLKATA


def test_a_course_that_begins_in_the_passing_week_is_told_against_what_follows() -> None:
    schedule = schedule_of(draft(starts_on=datetime(2026, 10, 26).date(), weeks=6))
    (shift,) = clock_shifts(schedule, ZoneInfo(LONDON))
    assert (shift.minutes, numbers(shift)) == (-60, [1])


def test_a_course_that_begins_after_a_lasting_change_is_told_nothing() -> None:
    schedule = schedule_of(draft(starts_on=datetime(2026, 11, 2).date(), weeks=6))
    assert clock_shifts(schedule, ZoneInfo(KOLKATA)) == []


def test_a_course_that_lies_within_the_passing_weeks_is_told_nothing() -> None:
    schedule = schedule_of(draft(starts_on=datetime(2027, 3, 15).date(), weeks=2))
    assert clock_shifts(schedule, ZoneInfo(LONDON)) == []


def test_moved_and_cancelled_classes_are_not_told() -> None:
    schedule = term()
    keys = [o.key for o in schedule.occurrences(only_course(schedule))]
    cancelled = done(schedule, edits.cancel_occurrence(schedule, keys[8]))
    assert shifts(LONDON, cancelled) == []
    moved = edits.move_occurrence(schedule, keys[9], datetime(2026, 11, 5, 18, 30))
    schedule = done(schedule, moved)
    (shift,) = shifts(KOLKATA, schedule)
    assert numbers(shift) == [11, 12, 13, 14]


def test_one_change_that_moves_several_courses_is_told_once() -> None:
    other = draft(code="DV", name="Data", starts_on=datetime(2026, 10, 12).date(), weeks=6,
                  meetings=(live(3, time(17)),))  # fmt: skip
    schedule = schedule_of(draft(), other)
    (shift,) = clock_shifts(schedule, ZoneInfo(LONDON))
    assert len({e.occurrence.course_id for e in shift.affected}) == 2
    assert shift.is_for_all
    assert len(shift.keys) == 2


def test_a_course_that_meets_as_usual_meanwhile_is_not_meant() -> None:
    at_home = draft(code="UK", name="Local", zone=LONDON, meetings=(live(1, time(18)),))
    (shift,) = clock_shifts(schedule_of(draft(), at_home), ZoneInfo(LONDON))
    assert not shift.is_for_all


def test_study_groups_are_the_students_own_and_move_no_class() -> None:
    group = MeetingDraft(MeetingKind.STUDY_GROUP, 2, time(20), 60)
    (shift,) = shifts(LONDON, term(meetings=(live(), group)))
    assert {e.occurrence.kind for e in shift.affected} == {MeetingKind.LIVE_SESSION}


def test_a_dismissed_change_is_not_told_again_but_the_next_one_is() -> None:
    schedule, zone = term(), ZoneInfo(SYDNEY)
    first, second = clock_shifts(schedule, zone)
    assert first.id != second.id
    at = second.shows_from
    assert shift_told_at(schedule, zone, first.shows_from, [first.id]) is None
    assert shift_told_at(schedule, zone, at, [first.id]) == second


def test_the_name_of_a_change_holds_when_courses_and_the_time_change() -> None:
    schedule = term()
    before = shift_told_at(schedule, ZoneInfo(LONDON), utc(2026, 10, 22))
    after = shift_told_at(schedule_of(draft(weeks=12)), ZoneInfo(LONDON), utc(2026, 10, 30))
    assert before is not None
    assert after is not None
    assert before.id == after.id == "Europe/London@2026-10-25T01:00Z-60"


def test_an_archived_course_is_left_out() -> None:
    schedule = term()
    course = only_course(schedule)
    archived = Schedule.of(
        [c._replace(is_archived=True) if c is course else c for c in _records(schedule)]
    )
    assert clock_shifts(archived, ZoneInfo(LONDON)) == []


def _records(schedule: Schedule) -> list[object]:
    from companion.models.schedule import RECORD_TYPES

    return [record for kind in RECORD_TYPES for record in schedule.table(kind).values()]
