"""A week as a grid: what lies in it and where, beside which clock, and what is due."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from schedules import activity, draft, live, only_course, schedule_of

from companion import edits
from companion.models.activity import DueDate, PlannedBlock, Stage
from companion.models.appointment import Appointment
from companion.models.attendance import AttendanceMark
from companion.models.course import EASTERN
from companion.models.draft import MeetingDraft
from companion.models.meeting import Meeting, MeetingKind
from companion.models.schedule import Change, Edit, Record, Schedule
from companion.models.week_block import Block, BlockKind
from companion.models.week_grid import (
    Part,
    Week,
    in_lanes,
    present_week,
    week_grid,
    week_start,
)

BERLIN, KOLKATA = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Kolkata")
NOW = datetime(2026, 10, 27, 11, 40, tzinfo=UTC)
FIRST = date(2026, 10, 26)


def with_records(schedule: Schedule, *records: Record) -> Schedule:
    return schedule.with_(Edit("Add", tuple(Change(None, record) for record in records)))


def week_of(
    schedule: Schedule, first: date = FIRST, zone: ZoneInfo = BERLIN, now: datetime = NOW
) -> Week:
    return week_grid(schedule, first, now, zone)


def names(week: Week) -> list[str]:
    return [block.kind.value for block in week.blocks]


def part_of(week: Week, kind: BlockKind) -> Part:
    row = next(n for n, block in enumerate(week.blocks) if block.kind is kind)
    (part,) = (part for part in week.parts if part.block == row)
    return part


def block(name: str, starts: datetime, zone: str = "Europe/Berlin", minutes: int = 60) -> Block:
    return PlannedBlock(f"block-{name}", f"{name}@b", name, starts, zone, minutes)


# Which week


@pytest.mark.parametrize(
    ("first_weekday", "expected"), [(0, FIRST), (6, date(2026, 10, 25)), (5, date(2026, 10, 24))]
)
def test_a_week_begins_where_the_student_lets_it(first_weekday: int, expected: date) -> None:
    assert week_start(date(2026, 10, 27), first_weekday) == expected


def test_in_the_first_night_the_week_before_is_the_present_one() -> None:
    schedule = schedule_of(draft(meetings=(live(),)))
    night = datetime(2026, 10, 26, 0, 30, tzinfo=BERLIN)
    assert present_week(schedule, night, BERLIN) == FIRST - timedelta(days=7)
    assert week_of(schedule, FIRST - timedelta(days=7)).place(night) == (6, 24 * 60 + 30)
    later = datetime(2026, 10, 26, 2, tzinfo=BERLIN)
    assert present_week(schedule, later, BERLIN) == FIRST


# Where blocks lie


def test_a_class_over_midnight_is_one_part_of_the_day_it_begins() -> None:
    week = week_of(schedule_of(draft(meetings=(live(starts=time(18, 30)),))))
    assert names(week) == ["live"]
    assert part_of(week, BlockKind.LIVE) == Part(0, 1, 23 * 60 + 30, 24 * 60 + 50)
    after = week_of(schedule_of(draft(meetings=(live(starts=time(18, 30)),))), date(2026, 11, 2))
    assert part_of(after, BlockKind.LIVE) == Part(0, 1, 24 * 60 + 30, 25 * 60 + 50)


def test_blocks_come_in_order_of_time() -> None:
    schedule = with_records(
        schedule_of(draft()),
        activity("a"),
        block("a", datetime(2026, 10, 30, 9)),
        Appointment("d", "d@x", "Dentist", datetime(2026, 10, 28, 17), "Europe/Berlin", 90),
    )
    assert names(week_of(schedule)) == ["live", "busy", "planned"]


def test_what_runs_through_columns_has_a_part_in_each() -> None:
    trip = Appointment("t", "t@x", "Trip", datetime(2026, 10, 30, 20), "Europe/Berlin", 24 * 60)
    week = week_of(with_records(schedule_of(draft()), trip))
    row = next(n for n, b in enumerate(week.blocks) if b.kind is BlockKind.BUSY)
    parts = [part for part in week.parts if part.block == row]
    assert [part.column for part in parts] == [4, 5]
    assert parts[0].bottom == week.window.ends
    assert parts[1].top == week.window.fold
    assert sum(part.bottom - part.top for part in parts) == 24 * 60


def test_the_tail_of_the_week_before_is_shown_too() -> None:
    late = Appointment("t", "t@x", "Night", datetime(2026, 10, 25, 23), "Europe/Berlin", 600)
    week = week_of(with_records(schedule_of(draft()), late))
    part = part_of(week, BlockKind.BUSY)
    assert (part.column, part.top, part.bottom) == (0, week.window.fold, 9 * 60)


def test_a_block_keeps_its_place_where_the_clocks_go_back() -> None:
    """02:30 to 02:15 the second time round: 45 minutes that the wall does not tell."""
    schedule = with_records(
        schedule_of(draft()), activity("a"), block("a", datetime(2026, 10, 25, 2, 30), minutes=45)
    )
    week = week_of(schedule, date(2026, 10, 19))
    part = part_of(week, BlockKind.PLANNED)
    assert part.bottom - part.top == 45


def test_a_plan_made_elsewhere_lies_at_the_time_here() -> None:
    schedule = with_records(
        schedule_of(draft()), activity("a"), block("a", datetime(2026, 10, 28, 9))
    )
    week = week_of(schedule, zone=KOLKATA)
    assert part_of(week, BlockKind.PLANNED).top == 13 * 60 + 30


def test_at_and_place_are_each_others_way_back() -> None:
    week = week_of(schedule_of(draft()))
    for column in range(7):
        for minute in range(week.window.fold, week.window.ends, 15):
            assert week.place(week.at(column, minute)) == (column, minute)
    assert week.place(week.ends_at) is None
    assert week.place(week.starts_at - timedelta(minutes=1)) is None


# Lanes


def lanes(*spans: tuple[int, int], least: int = 1) -> list[tuple[int, int]]:
    parts = [Part(n, 0, *span) for n, span in enumerate(spans)]
    found = sorted(in_lanes(parts, least), key=lambda part: part.block)
    return [(part.lane, part.lanes) for part in found]


def test_what_overlaps_lies_side_by_side_and_the_rest_keeps_its_width() -> None:
    assert lanes((0, 60), (30, 90), (90, 120)) == [(0, 2), (1, 2), (0, 1)]


def test_a_lane_is_used_again_below() -> None:
    assert lanes((0, 120), (0, 30), (30, 60), (60, 90)) == [(0, 2), (1, 2), (1, 2), (1, 2)]


def test_columns_do_not_push_each_other() -> None:
    found = in_lanes([Part(0, 0, 0, 60), Part(1, 1, 0, 60)], 1)
    assert [part.lanes for part in found] == [1, 1]


def test_what_is_drawn_higher_than_it_is_long_pushes_too() -> None:
    assert lanes((0, 10), (15, 25)) == [(0, 1), (0, 1)]
    assert lanes((0, 10), (15, 25), least=20) == [(0, 2), (1, 2)]


def test_no_two_parts_of_a_lane_overlap() -> None:
    spans = [(n * 7 % 50, n * 7 % 50 + 5 + n % 13) for n in range(40)]
    found = in_lanes([Part(n, 0, *span) for n, span in enumerate(spans)], 1)
    for one in found:
        for other in found:
            if one.block != other.block and one.lane == other.lane:
                assert one.bottom <= other.top or other.bottom <= one.top
    assert all(part.lane < part.lanes for part in found)


# Clocks


def test_the_second_clock_is_that_of_the_classes() -> None:
    week = week_of(schedule_of(draft()))
    assert (week.there, week.ahead) == (EASTERN, 5 * 60)
    london = week_of(schedule_of(draft(zone="Europe/London")))
    assert london.there == "Europe/London"


def test_the_day_of_the_change_is_marked_with_what_holds_from_then_on() -> None:
    week = week_of(schedule_of(draft()))
    assert [day.mark for day in week.days] == [None] * 6 + [6 * 60]
    before = week_of(schedule_of(draft()), date(2026, 10, 19))
    assert (before.ahead, before.days[6].mark) == (6 * 60, 5 * 60)


def test_a_change_after_midnight_is_marked_on_the_day_that_begins() -> None:
    london = week_of(schedule_of(draft()), date(2027, 3, 22), zone=ZoneInfo("Europe/London"))
    assert london.ahead == 4 * 60
    assert [day.mark for day in london.days] == [None] * 6 + [5 * 60]


def test_where_weeks_begin_on_sunday_the_change_is_marked_on_its_first_day() -> None:
    week = week_of(schedule_of(draft()), date(2026, 11, 1))
    assert week.ahead == 6 * 60
    assert [day.mark for day in week.days] == [6 * 60] + [None] * 6


def test_half_hours_are_told_in_minutes() -> None:
    week = week_of(schedule_of(draft()), zone=KOLKATA)
    assert (week.ahead, week.days[6].mark) == (570, 630)


def test_with_the_courses_clock_leading_the_second_one_is_the_students() -> None:
    week = week_grid(schedule_of(draft()), FIRST, NOW, ZoneInfo(EASTERN), home=BERLIN)
    assert (week.there, week.ahead) == ("Europe/Berlin", -5 * 60)
    assert part_of(week, BlockKind.LIVE).top == 19 * 60


# Hours and what is due


def test_a_days_hours_count_what_is_attended_and_planned() -> None:
    meetings = (
        live(0, time(12)),
        MeetingDraft(MeetingKind.RECITATION, 0, time(14), 60),
        MeetingDraft(MeetingKind.OFFICE_HOURS, 0, time(16), 45),
    )
    schedule = with_records(
        schedule_of(draft(meetings=meetings)),
        activity("a"),
        block("a", datetime(2026, 10, 26, 9), minutes=25),
        Appointment("d", "d@x", "Dentist", datetime(2026, 10, 26, 10), "Europe/Berlin", 90),
    )
    assert week_of(schedule).days[0].minutes == 80 + 60 + 25
    key = next(b.id for b in week_of(schedule).blocks if b.kind is BlockKind.LIVE)
    cancelled = schedule.with_(edits.cancel_occurrence(schedule, key))
    assert week_of(cancelled).days[0].minutes == 60 + 25


def test_what_is_due_at_night_belongs_to_the_column_of_that_night() -> None:
    """Tuesday 18:30 Eastern is Wednesday 00:30 in Berlin: that night is Tuesday's."""
    course = only_course(schedule_of(draft()))
    schedule = with_records(
        Schedule.of([*schedule_of(draft()).records()]),
        activity("night", due=DueDate(datetime(2026, 11, 3, 18, 30), EASTERN)),
        activity("morning", due=DueDate(datetime(2026, 11, 3, 23, 59), EASTERN)),
    )
    assert course.code == "ML"
    week = week_of(schedule, date(2026, 11, 2))
    assert [[item.id for item in day.due] for day in week.days[1:3]] == [["night"], ["morning"]]


def test_what_is_done_or_handed_in_is_no_longer_due() -> None:
    due = DueDate(datetime(2026, 10, 29, 12), EASTERN)
    schedule = with_records(
        schedule_of(draft()),
        activity("open", due=due),
        activity("done", due=due, stage=Stage.DONE, done_at=NOW),
        activity("in", due=due, stage=Stage.HANDED_IN),
    )
    assert [item.id for item in week_of(schedule).days[3].due] == ["open"]


# Recordings


def by_recording() -> Schedule:
    """A class on Tuesday 19:00, always watched on Thursday 20:00."""
    schedule = schedule_of(draft())
    (meeting,) = schedule.table(Meeting).values()
    after = meeting._replace(watch_weekday=3, watch_time=time(20))
    return schedule.with_(Edit("Watch", (Change(meeting, after),)))


def test_a_class_watched_by_habit_is_outlined_and_its_time_is_planned() -> None:
    week = week_of(by_recording())
    assert names(week) == ["live", "planned"]
    assert week.blocks[0].is_outlined
    watching = week.blocks[1]
    assert (watching.planned, watching.item_id) == (None, week.blocks[0].id)
    assert part_of(week, BlockKind.PLANNED).column == 3
    assert [day.minutes for day in week.days] == [0, 0, 0, 80, 0, 0, 0]


def test_a_plan_of_its_own_takes_the_place_of_the_habit() -> None:
    schedule = by_recording()
    key = week_of(schedule).blocks[0].id
    planned = with_records(schedule, block(key, datetime(2026, 10, 31, 10)))
    week = week_of(planned)
    assert names(week) == ["live", "planned"]
    assert part_of(week, BlockKind.PLANNED).column == 5


def test_a_watched_recording_is_done_and_one_that_is_not_needed_is_gone() -> None:
    schedule = schedule_of(draft())
    key = week_of(schedule).blocks[0].id
    planned = with_records(schedule, block(key, datetime(2026, 10, 31, 10)))
    assert names(week_of(planned)) == ["live"], "nothing to watch while it may be attended"
    missed = planned.with_(edits.mark_attendance(planned, key, AttendanceMark.MISSED))
    assert [b.is_done for b in week_of(missed).blocks] == [False, False]
    watched = missed.with_(edits.mark_attendance(missed, key, AttendanceMark.RECORDING))
    assert [b.is_done for b in week_of(watched).blocks] == [False, True]
    attended = missed.with_(edits.mark_attendance(missed, key, AttendanceMark.ATTENDED))
    assert attended.table(PlannedBlock) == {}
