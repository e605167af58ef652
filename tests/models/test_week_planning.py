"""Planning a week: what is left to plan, where it may lie, where it fits, how much is free."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from schedules import activity, draft, live, schedule_of

from companion import edits
from companion.models import agenda
from companion.models.activity import DueDate, PlannedBlock, Stage
from companion.models.appointment import Appointment
from companion.models.attendance import AttendanceMark
from companion.models.course import EASTERN
from companion.models.draft import MeetingDraft
from companion.models.meeting import MeetingKind
from companion.models.quiet_hours import QuietHours
from companion.models.schedule import Change, Edit, Record, Schedule
from companion.models.week_grid import Week, week_grid
from companion.models.week_planning import (
    CardKind,
    Reason,
    Rules,
    ToPlan,
    clock_hindrance,
    free_minutes,
    hindrance,
    next_free,
    overlapped_class,
    rules_for,
    to_plan,
)

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 10, 27, 11, 40, tzinfo=UTC)
FIRST = date(2026, 10, 26)
QUARTER = timedelta(minutes=15)


def with_records(schedule: Schedule, *records: Record) -> Schedule:
    return schedule.with_(Edit("Add", tuple(Change(None, record) for record in records)))


def course_with(*work: Record) -> Schedule:
    """A course with a class on Tuesday 23:30–00:50 in Berlin, and work of it."""
    schedule = schedule_of(draft(meetings=(live(starts=time(18, 30)),)))
    (course,) = schedule.courses
    return with_records(
        schedule,
        *(w._replace(course_id=course.id) if hasattr(w, "stage") else w for w in work),
    )


def due(day: int, month: int = 10) -> DueDate:
    """Noon in New York on a day of 2026."""
    return DueDate(datetime(2026, month, day, 12), EASTERN)


def planned(schedule: Schedule, first: date = FIRST, now: datetime = NOW, **more: bool) -> ToPlan:
    return to_plan(schedule, agenda.checklist(schedule), first, now, BERLIN, **more)


def titles(found: ToPlan) -> list[tuple[str, list[str]]]:
    return [(g.kind.value, [c.item.id for c in g.cards]) for g in found.groups]


def here(day: int, hour: int, minute: int = 0) -> datetime:
    """An instant of October 2026 in Berlin."""
    return datetime(2026, 10, day, hour, minute, tzinfo=BERLIN)


def week_of(schedule: Schedule, now: datetime = NOW) -> Week:
    return week_grid(schedule, FIRST, now, BERLIN)


# What is left to plan


def test_late_work_comes_first_then_by_due_date_then_next_weeks() -> None:
    schedule = course_with(
        activity("friday", due=due(30)),
        activity("thursday", due=due(29)),
        activity("late", due=due(20)),
        activity("next", due=due(3, 11)),
        activity("later", due=due(12, 11)),
    )
    found = planned(schedule)
    assert titles(found) == [("week", ["late", "thursday", "friday"]), ("next", ["next"])]
    assert (found.number, found.minutes) == (3, 75)


def test_the_promised_day_decides_not_the_night_it_is_here() -> None:
    """Sunday 23:59 Eastern is Monday morning in Berlin, and still work of this week."""
    sunday = activity("sunday", due=DueDate(datetime(2026, 11, 1, 23, 59), EASTERN))
    assert titles(planned(course_with(sunday))) == [("week", ["sunday"])]


def test_done_handed_in_optional_and_planned_work_is_not_listed() -> None:
    block = PlannedBlock("b", "b@x", "planned", datetime(2026, 10, 28, 9), "Europe/Berlin", 25)
    schedule = course_with(
        activity("done", due=due(30), stage=Stage.DONE, done_at=NOW),
        activity("in", due=due(30), stage=Stage.HANDED_IN),
        activity("optional", due=due(30), is_optional=True),
        activity("planned", due=due(30)),
        block,
    )
    assert planned(schedule) == ToPlan((), 0, 0)
    over = planned(schedule, now=here(28, 10))
    assert titles(over) == [("week", ["planned"])], "a plan that is over is none"


def test_work_without_a_date_belongs_to_its_course_week_or_to_none() -> None:
    schedule = course_with(
        activity("week-9", due=None, week=9),
        activity("week-10", due=None, week=10),
        activity("week-12", due=None, week=12),
        activity("loose", due=None),
    )
    assert titles(planned(schedule)) == [
        ("week", ["week-9"]),
        ("next", ["week-10"]),
        ("no_date", ["loose"]),
    ]


def test_work_without_a_course_has_a_group_of_its_own() -> None:
    schedule = with_records(schedule_of(draft()), activity("own", due=due(30)))
    (group,) = planned(schedule).groups
    assert (group.kind, group.course) == (CardKind.WEEK, None)


def test_sorted_by_due_date_courses_mix() -> None:
    schedule = schedule_of(draft(), draft(code="DV", name="Data Visualization"))
    one, two = schedule.courses
    schedule = with_records(
        schedule,
        activity("b", due=due(29), course_id=two.id),
        activity("a", due=due(30), course_id=one.id),
    )
    assert titles(planned(schedule)) == [("week", ["a"]), ("week", ["b"])]
    assert titles(planned(schedule, by_course=False)) == [("week", ["b", "a"])]


def test_a_week_that_is_over_asks_for_nothing() -> None:
    schedule = course_with(activity("late", due=due(20)))
    assert planned(schedule, date(2026, 10, 19)).number == 0
    assert planned(schedule, date(2026, 11, 2)).number == 1, "what is late waits in every week"


def test_a_missed_class_is_to_be_planned_as_a_recording() -> None:
    schedule = course_with()
    key = week_of(schedule).blocks[0].id
    missed = schedule.with_(edits.mark_attendance(schedule, key, AttendanceMark.MISSED))
    found = planned(missed, now=here(29, 9))
    assert titles(found) == [("next", [key])], "due before the class of the week after"
    assert found.card(key) is not None
    assert found.card("nothing") is None


# Where it may lie


def test_a_class_keeps_a_quarter_of_an_hour_around_it_free() -> None:
    rules = rules_for(week_of(course_with()), NOW, None)
    reasons = {
        (here(27, 23, 30), here(28, 0, 50)): Reason.CLASS,
        (here(27, 22, 30), here(27, 23, 16)): Reason.NEAR_CLASS,
        (here(28, 1, 4), here(28, 2)): Reason.NEAR_CLASS,
    }
    for span, reason in reasons.items():
        found = hindrance(rules, *span)
        assert found is not None
        assert found.reason is reason
        assert found.block is not None
    assert hindrance(rules, here(27, 22), here(27, 23, 15)) is None
    assert hindrance(rules, here(28, 1, 5), here(28, 2)) is None


def reason_at(rules: Rules, start: datetime, minutes: int = 45) -> Reason | None:
    found = hindrance(rules, start, start + timedelta(minutes=minutes))
    return found.reason if found else None


def test_busy_time_refuses_offers_do_not() -> None:
    meetings = (
        MeetingDraft(MeetingKind.RECITATION, 4, time(13), 60),
        MeetingDraft(MeetingKind.OFFICE_HOURS, 4, time(15), 60),
        MeetingDraft(MeetingKind.STUDY_GROUP, 4, time(17), 60),
    )
    dentist = Appointment("d", "d@x", "Dentist", datetime(2026, 10, 28, 17), BERLIN.key, 90)
    schedule = with_records(schedule_of(draft(meetings=meetings)), dentist)
    rules = rules_for(week_of(schedule), NOW, None)
    assert reason_at(rules, here(28, 18)) is Reason.BUSY
    assert reason_at(rules, here(28, 18, 30)) is None
    assert reason_at(rules, here(30, 18)) is None, "recitation"
    assert reason_at(rules, here(30, 20)) is None, "office hours"
    assert reason_at(rules, here(30, 22)) is Reason.BUSY, "study group"


def test_a_cancelled_or_missed_class_is_not_in_the_way() -> None:
    schedule = course_with()
    key = week_of(schedule).blocks[0].id
    cancelled = schedule.with_(edits.cancel_occurrence(schedule, key))
    missed = schedule.with_(edits.mark_attendance(schedule, key, AttendanceMark.MISSED))
    for after in (cancelled, missed):
        assert reason_at(rules_for(week_of(after), NOW, None), here(27, 23, 30)) is None


def test_work_must_end_before_it_is_due_unless_that_is_over() -> None:
    due_at = here(29, 22)
    rules = rules_for(week_of(course_with()), NOW, due_at)
    assert reason_at(rules, here(29, 21, 15)) is None
    assert reason_at(rules, here(29, 21, 30)) is Reason.DUE
    late = rules_for(week_of(course_with()), NOW, here(20, 12))
    assert reason_at(late, here(29, 21, 30)) is None


def test_what_is_over_is_refused_but_not_this_minute() -> None:
    rules = rules_for(week_of(course_with()), NOW.replace(second=40), None)
    assert reason_at(rules, NOW - timedelta(minutes=1)) is Reason.OVER
    assert reason_at(rules, NOW) is None


def test_a_time_that_is_none_or_two_is_refused() -> None:
    schedule = course_with()
    autumn = week_grid(schedule, date(2026, 10, 19), NOW, BERLIN)
    spring = week_grid(schedule, date(2026, 3, 23), NOW, BERLIN)
    sunday = 2 * 60 + 30  # 02:30, in the folded hours of Sunday
    for week, reason in ((autumn, Reason.TWICE), (spring, Reason.SKIPPED)):
        found = clock_hindrance(week, 6, sunday)
        assert found is not None
        assert found.reason is reason
        assert clock_hindrance(week, 5, sunday) is None


def test_a_time_that_comes_twice_at_home_is_refused_on_any_clock() -> None:
    """20:30 in New York is 02:30 in Berlin, the night the clocks go back there."""
    week = week_grid(course_with(), date(2026, 10, 19), NOW, ZoneInfo(EASTERN), home=BERLIN)
    assert clock_hindrance(week, 5, 20 * 60 + 30) is not None
    assert clock_hindrance(week, 4, 20 * 60 + 30) is None


def test_an_appointment_over_a_class_is_told() -> None:
    week = week_of(course_with())
    assert overlapped_class(week, here(28, 0), here(28, 1)) is not None
    assert overlapped_class(week, here(28, 1), here(28, 2)) is None


# Where it fits


def place(week: Week, minutes: int, due_at: datetime | None = None) -> tuple[int, int] | None:
    return next_free(week, rules_for(week, NOW, due_at), minutes)


def test_the_next_free_place_is_the_next_quarter_of_an_hour() -> None:
    assert place(week_of(course_with()), 45) == (1, 12 * 60 + 45)


def test_it_lies_after_what_is_planned_already_and_not_in_quiet_hours() -> None:
    """Free until 13:15 and from 16:00 on; quiet from 23:00."""
    long = activity("long")
    block = PlannedBlock("b", "b@x", "long", datetime(2026, 10, 27, 13, 15), BERLIN.key, 165)
    week = week_of(course_with(long, block))
    assert place(week, 30) == (1, 12 * 60 + 45)
    assert place(week, 45) == (1, 16 * 60)
    assert place(week, 7 * 60) == (1, 16 * 60)
    assert place(week, 7 * 60 + 15) == (2, 7 * 60), "not before seven, quiet hours"


def test_there_may_be_no_place_before_it_is_due() -> None:
    week = week_of(course_with())
    assert place(week, 60, here(27, 13, 45)) == (1, 12 * 60 + 45)
    assert place(week, 75, here(27, 13, 45)) is None


def test_without_quiet_hours_the_night_is_free() -> None:
    week = week_of(course_with())
    rules = rules_for(week, NOW, None)
    none = QuietHours(time(0), time(0))
    assert next_free(week, rules, 10 * 60, none) == (1, 12 * 60 + 45)
    assert next_free(week, rules, 12 * 60, none) == (2, 2 * 60)


# How much is free


def test_free_time_leaves_out_nights_classes_and_plans() -> None:
    schedule = course_with()
    until = date(2026, 10, 28)
    empty = free_minutes(week_of(schedule), NOW, until)
    assert empty == 10 * 60 + 20, "12:40 to 23:00; the margin of the class begins later"
    dentist = Appointment("d", "d@x", "Dentist", datetime(2026, 10, 27, 17), BERLIN.key, 90)
    block = PlannedBlock("b", "b@x", "a", datetime(2026, 10, 27, 18), BERLIN.key, 60)
    busy = with_records(schedule, activity("a"), dentist, block)
    assert free_minutes(week_of(busy), NOW, until) == empty - 120, "they overlap by half an hour"


def test_free_time_counts_a_whole_day_and_none_backwards() -> None:
    week = week_of(course_with())
    assert free_minutes(week, here(29, 0), date(2026, 10, 30)) == 16 * 60
    assert free_minutes(week, here(30, 0), date(2026, 10, 29)) == 0


@pytest.mark.parametrize("hours", [QuietHours(time(1), time(5)), QuietHours(time(13), time(14))])
def test_quiet_hours_may_lie_within_a_day(hours: QuietHours) -> None:
    week = week_of(course_with())
    lost = 4 if hours.starts == time(1) else 1
    assert free_minutes(week, here(29, 0), date(2026, 10, 30), hours) == (24 - lost) * 60
