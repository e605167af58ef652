"""The timeline: weeks at their real dates, marks by what is known, hours by calendar week."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from schedules import LIVE, THANKSGIVING, activity, draft, live, only_course, schedule_of

from companion import edits
from companion.models import agenda
from companion.models.activity import Activity, ActivityKind, DueDate, Stage
from companion.models.attendance import AttendanceMark
from companion.models.course import EASTERN
from companion.models.draft import BreakDraft
from companion.models.meeting import Meeting
from companion.models.occurrence import OccurrenceState
from companion.models.pattern import PatternItem, fill_term, rules_of
from companion.models.schedule import Schedule
from companion.models.timeline import (
    Timeline,
    behind,
    class_count,
    is_course_done,
    term_columns,
    timeline,
    week_number,
)
from companion.models.timeline_cell import Cell, CellKind, DueState
from companion.models.week_hours import worst_week
from companion.sample import SAMPLE_NOW, sample_records

TODAY = date(2026, 10, 27)
NOW = datetime(2026, 10, 27, 11, 40, tzinfo=UTC)
WEEK = timedelta(days=7)


@pytest.fixture(scope="module")
def sample() -> Timeline:
    return timeline(Schedule.of(sample_records()), TODAY)


def with_activities(schedule: Schedule, *activities: Activity) -> Schedule:
    edit = edits.add_activities(schedule, activities)
    assert edit is not None
    return schedule.with_(edit)


def due(
    day: int, month: int = 10, hour: int = 23, minute: int = 59, zone: str = EASTERN
) -> DueDate:
    return DueDate(datetime(2026, month, day, hour, minute), zone)


def cell(line: Timeline, day: date, row: int = 0) -> Cell:
    found = line.rows[row].cell_on(day)
    assert found is not None
    return found


# The sample certificate


def test_the_sample_spans_33_weeks_and_four_courses_in_order_of_start(sample: Timeline) -> None:
    assert [row.course.code for row in sample.rows] == ["PY", "ML", "DV", "CP"]
    assert (sample.starts_on, sample.ends_on) == (date(2026, 7, 6), date(2027, 2, 21))
    assert len(sample.hours) == 33
    assert sample.column(TODAY) == 16
    assert sample.last_day == date(2027, 2, 21)


def test_the_percent_of_the_certificate_is_by_hours(sample: Timeline) -> None:
    schedule = Schedule.of(sample_records())
    whole = agenda.total_workload(schedule, schedule.courses)
    assert (sample.load.total, sample.load.done) == (whole.total, whole.done)
    assert round(sample.load.share * 100) == 47
    assert sum(is_course_done(row, SAMPLE_NOW) for row in sample.rows) == 1


def test_a_break_week_has_no_number_and_the_next_goes_on_counting(sample: Timeline) -> None:
    ml = sample.rows[1]
    pause = cell(sample, date(2026, 11, 25), 1)
    assert (pause.kind, pause.number, pause.name) == (CellKind.BREAK, None, "Thanksgiving")
    assert cell(sample, date(2026, 11, 18), 1).number == 12
    assert cell(sample, date(2026, 12, 2), 1).number == 13
    assert [c.number for c in ml.cells if c.number] == list(range(1, 15))


def test_the_due_mark_stands_for_important_work(sample: Timeline) -> None:
    marked = {c.number for c in sample.rows[1].cells if c.due_state(SAMPLE_NOW)}
    assert marked == {2, 4, 6, 8, 9, 12, 14}
    assert cell(sample, date(2026, 9, 8), 1).due_state(SAMPLE_NOW) is DueState.HANDED_IN
    assert cell(sample, TODAY, 1).due_state(SAMPLE_NOW) is DueState.DUE


def test_the_worst_week_of_the_sample_is_three_hours_over_two_bands(sample: Timeline) -> None:
    week = worst_week(sample.hours, TODAY)
    assert week is not None
    assert week.starts_on == date(2026, 11, 16)
    assert (week.minutes, week.band_min, week.band_max, week.over) == (1620, 960, 1440, 180)
    assert [part.course.code for part in week.parts] == ["ML", "DV"]


def test_the_term_is_the_courses_that_overlap_around_today(sample: Timeline) -> None:
    autumn = (sample.column(date(2026, 8, 31)), sample.column(date(2026, 12, 13)))
    assert term_columns(sample, TODAY) == autumn
    assert term_columns(sample, date(2026, 8, 20)) == autumn  # between terms: the next
    assert term_columns(sample, date(2026, 7, 20)) == (0, 5)
    assert term_columns(sample, date(2027, 9, 1)) == (27, 32)  # after the last: the last


# Cells at their real dates


def test_a_course_that_starts_on_a_wednesday_keeps_its_days_and_splits_its_hours() -> None:
    schedule = schedule_of(draft(starts_on=date(2026, 9, 2), weeks=2, meetings=()))
    course = only_course(schedule)
    rules = rules_of(course, [PatternItem(ActivityKind.READING, "x", 700)])
    work = fill_term(course, schedule.term(course), rules)
    line = timeline(with_activities(schedule, *work), TODAY)
    first = line.rows[0].cells[0]
    assert (first.starts_on, first.ends_on) == (date(2026, 9, 2), date(2026, 9, 8))
    assert [round(w.minutes) for w in line.hours[:3]] == [500, 700, 200]
    assert [round(w.band_max) for w in line.hours[:3]] == [
        round(720 * 5 / 7),
        720,
        round(720 * 2 / 7),
    ]


def test_a_week_around_a_break_has_two_runs_and_its_number_in_the_longer() -> None:
    pause = BreakDraft(date(2026, 10, 5), date(2026, 10, 11), "Autumn")
    line = timeline(
        schedule_of(draft(starts_on=date(2026, 9, 30), weeks=2, breaks=(pause,))), TODAY
    )
    first, rest, second = line.rows[0].cells
    assert first.runs == (
        (date(2026, 9, 30), date(2026, 10, 4)),
        (date(2026, 10, 12), date(2026, 10, 13)),
    )
    assert first.main_run == first.runs[0]
    assert (rest.kind, rest.name) == (CellKind.BREAK, "Autumn")
    assert line.rows[0].cell_on(date(2026, 10, 12)) is first
    assert second.starts_on == date(2026, 10, 14)


def test_a_moved_class_stands_in_the_week_of_its_new_day() -> None:
    schedule = schedule_of(draft())
    session = agenda.live_sessions(schedule, only_course(schedule))[1]
    edit = edits.move_occurrence(schedule, session.key, datetime(2026, 9, 16, 19))
    assert edit is not None
    line = timeline(schedule.with_(edit), TODAY)
    assert cell(line, date(2026, 9, 8)).classes == ()
    assert len(cell(line, date(2026, 9, 16)).classes) == 2


def test_what_is_due_after_the_last_week_gets_a_place_of_its_own_and_ends_the_certificate() -> None:
    schedule = schedule_of(draft(weeks=2))
    late = activity(course_id=only_course(schedule).id, due=due(17, month=9))
    line = timeline(with_activities(schedule, late), TODAY)
    outside = line.rows[0].cells[-1]
    assert outside.kind is CellKind.OUTSIDE
    assert outside.runs == ((date(2026, 9, 14), date(2026, 9, 20)),)
    assert line.last_day == date(2026, 9, 17)
    assert line.hours[line.column(outside.starts_on)].band_max == 0


def test_an_extra_class_after_a_week_that_ends_midweek_takes_only_the_days_left() -> None:
    schedule = schedule_of(draft(starts_on=date(2026, 9, 2), weeks=1, meetings=()))
    course = only_course(schedule)
    extra = Meeting(
        "x", "x@t", course.id, LIVE, 4, time(19), 60, EASTERN, once_on=date(2026, 9, 11)
    )
    edit = edits.add_extra_class(schedule, extra)
    assert edit is not None
    outside = timeline(schedule.with_(edit), TODAY).rows[0].cells[-1]
    assert outside.runs == ((date(2026, 9, 9), date(2026, 9, 13)),)
    assert [mark.occurrence.meeting.id for mark in outside.classes] == ["x"]


@pytest.mark.parametrize("zone", [EASTERN, "Asia/Tokyo", "Pacific/Kiritimati"])
def test_due_on_sunday_night_belongs_to_that_week_in_the_zone_of_the_course(zone: str) -> None:
    schedule = schedule_of(draft(zone=zone))
    sunday = activity(course_id=only_course(schedule).id, due=due(4, zone=zone))
    line = timeline(with_activities(schedule, sunday), TODAY)
    assert [item.id for item in cell(line, date(2026, 10, 4)).due] == ["a1"]
    assert cell(line, date(2026, 10, 5)).due == ()


def test_the_axis_takes_in_today_only_when_it_is_near() -> None:
    schedule = schedule_of(draft(weeks=2))
    assert timeline(schedule, date(2026, 7, 20)).starts_on == date(2026, 7, 20)
    assert timeline(schedule, date(2026, 6, 1)).starts_on == date(2026, 8, 31)
    assert timeline(schedule, date(2026, 10, 14)).ends_on == date(2026, 10, 18)
    assert timeline(schedule, date(2027, 3, 1)).ends_on == date(2026, 9, 13)


def test_without_courses_there_is_nothing() -> None:
    line = timeline(Schedule(), TODAY)
    assert (line.rows, line.hours, line.last_day) == ((), (), None)
    assert term_columns(line, TODAY) == (0, 0)
    assert worst_week(line.hours, TODAY) is None


# What changes with the clock


def late_states() -> list[tuple[Activity, DueState | None]]:
    past = due(9)
    return [
        (activity(due=past), DueState.LATE),
        (activity(due=past, stage=Stage.STARTED), DueState.LATE),
        (activity(due=past, stage=Stage.FEEDBACK), DueState.DUE),
        (activity(due=past, stage=Stage.HANDED_IN), DueState.HANDED_IN),
        (activity(due=past, stage=Stage.DONE), DueState.HANDED_IN),
        (activity(due=past, is_optional=True), None),
        (activity(due=due(30)), DueState.DUE),
        (activity(due=due(30), stage=Stage.DONE), DueState.HANDED_IN),
    ]


@pytest.mark.parametrize(("item", "expected"), late_states())
def test_the_due_mark_tells_late_due_and_handed_in(
    item: Activity, expected: DueState | None
) -> None:
    schedule = schedule_of(draft())
    item = item._replace(course_id=only_course(schedule).id)
    line = timeline(with_activities(schedule, item), TODAY)
    assert item.due is not None
    assert cell(line, item.due.wall.date()).due_state(NOW) is expected


def test_late_work_shows_even_where_only_important_work_is_marked() -> None:
    schedule = schedule_of(draft())
    course_id = only_course(schedule).id
    late = activity("late", course_id=course_id, due=due(9))
    weighty = activity("big", course_id=course_id, due=due(30), is_important=True)
    plain = activity("small", course_id=course_id, due=due(21))
    line = timeline(with_activities(schedule, late, weighty, plain), TODAY - 3 * WEEK)
    soon = datetime(2026, 10, 12, tzinfo=UTC)
    assert cell(line, date(2026, 10, 9)).due_state(soon) is DueState.LATE
    assert cell(line, date(2026, 10, 30)).due_state(soon) is DueState.DUE
    assert cell(line, date(2026, 10, 21)).due_state(soon) is None


def test_the_gap_is_the_work_whose_due_date_has_passed() -> None:
    schedule = schedule_of(draft())
    course_id = only_course(schedule).id
    work = [
        activity("a", course_id=course_id, due=due(9), minutes=45),
        activity("b", course_id=course_id, due=due(10), minutes=None),
        activity("c", course_id=course_id, due=due(10), stage=Stage.HANDED_IN),
        activity("d", course_id=course_id, due=due(30)),
        activity("e", course_id=course_id, due=due(9), is_optional=True),
    ]
    assert behind(timeline(with_activities(schedule, *work), TODAY), NOW) == (2, 45)


def test_a_missed_class_counts_as_behind_only_after_the_next_class() -> None:
    schedule = schedule_of(draft())
    first = agenda.live_sessions(schedule, only_course(schedule))[0]
    edit = edits.mark_attendance(schedule, first.key, AttendanceMark.MISSED)
    assert edit is not None
    line = timeline(schedule.with_(edit), TODAY)
    assert behind(line, first.ends_at + timedelta(days=1)) == (0, 0)
    assert behind(line, first.starts_at + 2 * WEEK) == (1, 80)


def test_the_state_of_a_class_follows_the_clock_without_a_new_timeline() -> None:
    line = timeline(schedule_of(draft()), TODAY)
    mark = line.rows[0].classes[0]
    start = mark.occurrence.starts_at
    assert mark.state(start - timedelta(hours=1)) is OccurrenceState.UPCOMING
    assert mark.state(start) is OccurrenceState.NOW
    assert mark.state(start + timedelta(hours=2)) is OccurrenceState.UNMARKED
    assert class_count(line.rows[0], start + timedelta(hours=2)).unmarked == 1


def test_the_week_number_in_a_break_is_the_one_before() -> None:
    row = timeline(schedule_of(draft(breaks=(THANKSGIVING,))), TODAY).rows[0]
    assert week_number(row, datetime(2026, 8, 1, tzinfo=UTC)) == 0
    assert week_number(row, datetime(2026, 11, 25, tzinfo=UTC)) == 12
    assert week_number(row, datetime(2027, 11, 25, tzinfo=UTC)) == 14


def test_when_no_week_is_left_the_worst_of_all_is_told() -> None:
    line = timeline(Schedule.of(sample_records()), date(2027, 3, 8))
    week = worst_week(line.hours, date(2027, 3, 8))
    assert week is not None
    assert week.starts_on == date(2026, 11, 16)


# Computed once


def test_an_edit_makes_anew_only_the_rows_that_it_touches() -> None:
    schedule = Schedule.of(sample_records())
    before = timeline(schedule, TODAY)
    open_item = next(a for a in schedule.table(Activity).values() if not a.is_done)
    edit = edits.complete(schedule, [open_item.id], NOW)
    assert edit is not None
    changed = schedule.with_(edit)
    after = timeline(changed, TODAY, before)
    kept = [a is b for a, b in zip(before.rows, after.rows, strict=True)]
    assert kept == [row.course.id != open_item.course_id for row in before.rows]
    assert after == timeline(changed, TODAY)


def test_attendance_and_recordings_make_their_row_anew() -> None:
    schedule = Schedule.of(sample_records())
    before = timeline(schedule, TODAY)
    edit = edits.mark_attendance(schedule, "dv-live:2026-10-22", AttendanceMark.ATTENDED)
    assert edit is not None
    after = timeline(schedule.with_(edit), TODAY, before)
    assert [a is b for a, b in zip(before.rows, after.rows, strict=True)] == [
        True,
        True,
        False,
        True,
    ]
    assert class_count(after.rows[2], NOW).missed == 0


WHOLE_WEEKS = st.tuples(st.integers(0, 20), st.integers(1, 3))


@given(
    start=st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    weeks=st.integers(1, 60),
    pauses=st.lists(WHOLE_WEEKS, max_size=3),
)
def test_hours_of_calendar_weeks_add_up_and_every_day_lies_in_one_cell(
    start: date, weeks: int, pauses: list[tuple[int, int]]
) -> None:
    monday = start - timedelta(days=start.weekday())
    breaks = tuple(
        BreakDraft(monday + at * WEEK, monday + (at + long) * WEEK - timedelta(days=1))
        for at, long in pauses
    )
    schedule = schedule_of(
        draft(starts_on=start, weeks=weeks, breaks=breaks, meetings=(live(), live(5)))
    )
    line = timeline(schedule, TODAY)
    (row,) = line.rows
    assert round(sum(week.minutes for week in line.hours)) == row.load.total
    assert round(sum(week.band_max for week in line.hours)) == weeks * 12 * 60
    assert sum(len(c.classes) for c in row.cells) == len(row.classes)
    days = [run[0] + timedelta(days=n) for c in row.cells for run in c.runs
            for n in range((run[1] - run[0]).days + 1)]  # fmt: skip
    assert len(days) == len(set(days))
    columns = [line.column(c.starts_on) for c in row.cells]
    assert len(columns) == len(set(columns))
    assert 0 <= min(columns) <= max(columns) < len(line.hours)
