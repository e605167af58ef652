"""What fits into some minutes: never more than that, never what cannot be done, never nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from schedules import activity, draft, schedule_of

from companion import edits
from companion.models import agenda
from companion.models.activity import Activity, DueDate, Stage
from companion.models.agenda import ChecklistItem
from companion.models.attendance import AttendanceMark
from companion.models.course import EASTERN, Course
from companion.models.open_work import locked_work, next_classes, open_work
from companion.models.packs import (
    LEAST_SLICE,
    MOST_ROWS,
    MOST_TOGETHER,
    Offer,
    Reason,
    fit_of,
    fits_of,
    offer,
)
from companion.models.schedule import Change, Edit, Schedule
from companion.sample import SAMPLE_NOW, sample_records

NOW = datetime(2026, 10, 27, 11, 40, tzinfo=UTC)
DAY = timedelta(days=1)


def with_work(*work: Activity) -> Schedule:
    """A course in its week 9 of 14, and activities of it or of none."""
    schedule = schedule_of(draft())
    (course,) = schedule.courses
    mine = [a._replace(course_id=course.id if a.course_id else None) for a in work]
    return schedule.with_(Edit("Add", tuple(Change(None, a) for a in mine)))


def due(days: float) -> DueDate:
    """So many days from the moment, on the clock of New York."""
    return DueDate((NOW + days * DAY - timedelta(hours=4)).replace(tzinfo=None), EASTERN)


def ids(schedule: Schedule) -> list[str]:
    return [item.id for item in open_work(schedule, NOW)]


def fitting(schedule: Schedule, minutes: int) -> Offer:
    fits = fits_of(open_work(schedule, NOW))
    return offer(fits, minutes, NOW, next_classes(schedule, NOW))


def told(found: Offer) -> list[tuple[str, list[tuple[str, int, bool]]]]:
    return [
        (pack.reason.value, [(p.item.id, p.minutes, p.is_slice) for p in pack.pieces])
        for pack in found.packs
    ]


activities = st.builds(
    activity,
    st.uuids().map(str),
    course_id=st.sampled_from([None, "course"]),
    minutes=st.one_of(st.none(), st.integers(1, 200)),
    due=st.one_of(st.none(), st.integers(-9, 60).map(due)),
    stage=st.sampled_from(Stage),
    week=st.one_of(st.none(), st.integers(1, 14)),
    spent_minutes=st.integers(0, 120),
    is_optional=st.booleans(),
    position=st.integers(0, 3),
)
schedules = st.lists(activities, max_size=14).map(lambda found: with_work(*found))
gaps = st.integers(1, 240)


# Rules that hold always


@given(schedules, gaps)
def test_no_pack_takes_more_than_the_minutes_and_no_piece_is_empty(
    schedule: Schedule, minutes: int
) -> None:
    found = fitting(schedule, minutes)
    for pack in found.packs:
        assert sum(piece.minutes for piece in pack.pieces) == pack.minutes <= minutes
        assert all(piece.minutes >= 1 for piece in pack.pieces)
        assert len(set(pack.ids)) == len(pack.ids) <= MOST_TOGETHER
    assert all(fit.minutes <= minutes for fit in found.rows)
    assert len({frozenset(pack.ids) for pack in found.packs}) == len(found.packs) <= 3


@given(schedules, gaps)
def test_nothing_done_handed_in_or_locked_is_offered(schedule: Schedule, minutes: int) -> None:
    found = fitting(schedule, minutes)
    locked = {item.id for item in locked_work(schedule, NOW)}
    offered = {i for pack in found.packs for i in pack.ids} | {fit.item.id for fit in found.rows}
    for item_id in offered:
        assert item_id not in locked
        assert schedule.table(Activity)[item_id].is_waiting_for_student
        week = schedule.table(Activity)[item_id].week
        if schedule.table(Activity)[item_id].course_id is not None:
            assert (week or 0) <= 10, "week 10 begins within the week"


@given(schedules)
def test_work_is_open_or_locked_or_waits_no_more(schedule: Schedule) -> None:
    found = [item.id for item in (*open_work(schedule, NOW), *locked_work(schedule, NOW))]
    waiting = [a.id for a in schedule.table(Activity).values() if a.is_waiting_for_student]
    assert sorted(found) == sorted(waiting)


@given(schedules, gaps)
def test_what_comes_first_is_in_the_first_pack(schedule: Schedule, minutes: int) -> None:
    """The item due first that can be fitted: any where a slice can be cut, else one that fits."""
    items = open_work(schedule, NOW)
    can = [i for i in items if minutes >= LEAST_SLICE or fit_of(i).minutes <= minutes]
    found = fitting(schedule, minutes)
    assert bool(found.packs) is bool(can)
    if can:
        assert found.packs[0].pieces[0].item == can[0]
        asked_for = [i for i in can if not i.is_optional and i.due_at is not None]
        if asked_for:
            assert can[0].due_at == min(i.due_at for i in asked_for if i.due_at is not None)


@given(schedules, gaps)
def test_what_is_due_next_is_in_a_pack_however_much_is_late(
    schedule: Schedule, minutes: int
) -> None:
    coming = [
        i
        for i in open_work(schedule, NOW)
        if i.due_at is not None and i.due_at > NOW and not i.is_optional
    ]
    can = [i for i in coming if minutes >= LEAST_SLICE or fit_of(i).minutes <= minutes]
    offered = {i for pack in fitting(schedule, minutes).packs for i in pack.ids}
    assert not can or can[0].id in offered


@given(schedules, st.integers(LEAST_SLICE, 240))
def test_there_is_an_answer_whenever_something_is_open(schedule: Schedule, minutes: int) -> None:
    assert bool(fitting(schedule, minutes).packs) is bool(open_work(schedule, NOW))


@given(schedules, gaps)
def test_rows_are_the_first_that_fit_and_the_rest_is_counted(
    schedule: Schedule, minutes: int
) -> None:
    found = fitting(schedule, minutes)
    whole = [i.id for i in open_work(schedule, NOW) if fit_of(i).minutes <= minutes]
    assert [fit.item.id for fit in found.rows] == whole[:MOST_ROWS]
    assert found.more == max(0, len(whole) - MOST_ROWS)
    if not whole and open_work(schedule, NOW):
        assert found.shortest is not None
        assert found.shortest.minutes > minutes


@given(schedules, gaps)
def test_what_is_optional_comes_after_all_that_is_asked_for(
    schedule: Schedule, minutes: int
) -> None:
    flags = [item.is_optional for item in open_work(schedule, NOW)]
    assert flags == sorted(flags)
    if flags and not flags[0] and minutes >= LEAST_SLICE:  # else only what is short enough fits
        for pack in fitting(schedule, minutes).packs[:1]:
            assert not pack.pieces[0].item.is_optional


@given(schedules, gaps, st.integers(1, 300))
def test_learned_minutes_take_the_place_of_the_estimate(
    schedule: Schedule, minutes: int, learned: int
) -> None:
    items = open_work(schedule, NOW)
    found = offer(fits_of(items, lambda _: learned), minutes, NOW, {})
    for pack in found.packs:
        assert all(p.of <= learned for p in pack.pieces)
        assert pack.minutes <= minutes


# What they say


def test_the_sample_s_half_hour_before_class() -> None:
    schedule = Schedule.of(sample_records())
    items = open_work(schedule, SAMPLE_NOW, 1.25)
    found = offer(fits_of(items), 30, SAMPLE_NOW, next_classes(schedule, SAMPLE_NOW))
    assert [(fit.item.title, fit.minutes) for fit in found.rows] == [
        ("Ridge and lasso in 15 minutes", 15),
        ("Check-in quiz 9", 12),
        ("HBR: Visualizations that really work", 25),
        ("Post a model you would regularize at work", 25),
        ("Peer critique of two classmates’ charts", 20),
    ]
    assert found.more == 5
    assert told(found) == [
        ("before_class", [("ml-w9-ridge", 15, False), ("ml-w9-quiz", 12, False)]),
        ("fills", [("dv-w3-hbr", 25, False)]),
        ("goes_on", [("ml-w9-notebook", 30, True)]),
    ]


def test_late_work_comes_first_and_says_so() -> None:
    schedule = with_work(
        activity("soon", course_id="c", due=due(1)), activity("late", course_id="c", due=due(-5))
    )
    assert told(fitting(schedule, 50))[0] == ("late", [("late", 25, False), ("soon", 25, False)])


def test_what_is_due_tonight_stands_beside_a_long_one_that_is_late() -> None:
    work = with_work(
        activity("late", minutes=600, due=due(-9)),
        activity("later", minutes=15, due=due(14)),
        activity("tonight", minutes=12, due=due(0.3)),
    )
    assert told(fitting(work, 15)) == [
        ("late", [("late", 15, True)]),
        ("due_first", [("tonight", 12, False)]),
        ("fills", [("later", 15, False)]),
    ]


def test_a_long_one_due_first_is_begun_with_a_slice() -> None:
    schedule = with_work(
        activity("long", due=due(1), minutes=45), activity("short", due=due(2), minutes=10)
    )
    assert told(fitting(schedule, 15)) == [
        ("due_first", [("long", 15, True)]),
        ("fills", [("short", 10, False)]),
    ]


def test_below_five_minutes_nothing_is_cut() -> None:
    schedule = with_work(activity("long", minutes=45), activity("tiny", minutes=4))
    assert told(fitting(schedule, 4)) == [("due_first", [("tiny", 4, False)])]
    assert told(fitting(schedule, 3)) == []


def test_of_two_due_at_once_the_one_begun_comes_first() -> None:
    schedule = with_work(
        activity("fresh", position=0), activity("begun", position=1, stage=Stage.STARTED)
    )
    assert ids(schedule) == ["begun", "fresh"]


def test_time_spent_is_taken_off_and_five_minutes_are_left_to_finish() -> None:
    schedule = with_work(
        activity("begun", minutes=60, spent_minutes=18),
        activity("over", minutes=60, spent_minutes=90),
        activity("tiny", minutes=3, spent_minutes=9),
    )
    left = {item.id: fit_of(item).minutes for item in open_work(schedule, NOW)}
    assert left == {"begun": 42, "over": 5, "tiny": 3}


def test_work_without_an_estimate_counts_as_half_an_hour() -> None:
    schedule = with_work(activity("unknown", minutes=None))
    assert not fitting(schedule, 29).rows
    [row] = fitting(schedule, 30).rows
    assert (row.minutes, row.is_guess) == (30, True)
    assert told(fitting(schedule, 10)) == [("due_first", [("unknown", 10, True)])]


# What is open


def test_a_week_opens_a_week_before_it_begins() -> None:
    """Week 10 begins on Monday 2 November, so it is open from Monday 26 October on."""
    schedule = with_work(
        activity("w10", course_id="c", week=10, due=due(9)),
        activity("w11", course_id="c", week=11, due=due(16)),
        activity("by date", course_id="c", due=due(16)),
        activity("own", due=due(40)),
    )
    (course,) = schedule.courses
    assert schedule.term(course).weeks[9].starts_on == date(2026, 11, 2)
    assert ids(schedule) == ["w10", "own"]
    assert [item.id for item in open_work(schedule, NOW - 2 * DAY)] == ["own"]
    assert [item.id for item in locked_work(schedule, NOW)] == ["by date", "w11"]


def test_work_of_a_week_that_the_course_no_longer_has_opens_with_the_last() -> None:
    schedule = with_work(activity("left over", course_id="course", week=15))
    assert [item.id for item in locked_work(schedule, NOW)] == ["left over"]
    assert [item.id for item in open_work(schedule, NOW + 42 * DAY)] == ["left over"]


def test_an_edit_is_followed_at_once() -> None:
    schedule = with_work(activity("a", course_id="c"), activity("b", course_id="c"))
    assert ids(schedule) == ["a", "b"]
    after = schedule.with_(edits.complete(schedule, ["a"], NOW))
    assert ids(after) == ["b"]
    assert ids(schedule) == ["a", "b"]


def test_a_recording_is_there_once_its_class_is_over() -> None:
    schedule = schedule_of(draft())
    (course,) = schedule.courses
    past, coming = (schedule.occurrences(course)[n].key for n in (0, 12))
    for key in (past, coming):
        schedule = schedule.with_(edits.mark_attendance(schedule, key, AttendanceMark.MISSED))
    assert ids(schedule) == [past]


def test_the_next_class_of_each_course_is_known() -> None:
    schedule = Schedule.of(sample_records())
    found = next_classes(schedule, SAMPLE_NOW)
    assert set(found) == {"ml", "dv", "cp"}
    session = agenda.next_live_session(schedule, SAMPLE_NOW, "ml")
    assert session is not None
    assert found["ml"] == session.starts_at
    assert "ml" in schedule.table(Course)


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (activity("a", due=due(2)), Reason.DUE_FIRST),
        (activity("a", due=None), Reason.NO_DATE),
        (activity("a", due=due(-2), is_optional=True), Reason.OPTIONAL),
        (activity("a", due=due(-2)), Reason.LATE),
        (activity("a", due=due(-2), stage=Stage.FEEDBACK), Reason.REVISE),
        (activity("a", due=None, stage=Stage.FEEDBACK), Reason.REVISE),
        (activity("a", due=due(2), stage=Stage.FEEDBACK), Reason.DUE_FIRST),
    ],
)
def test_the_first_pack_says_why(item: Activity, expected: Reason) -> None:
    assert fitting(with_work(item), 30).packs[0].reason is expected


def test_items_are_lines_of_the_checklist() -> None:
    [item] = open_work(with_work(activity("a")), NOW)
    assert isinstance(item, ChecklistItem)
