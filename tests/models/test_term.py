"""The weeks of a course and the breaks that push its end."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.models.course import Break, Course
from companion.models.term import term_of


def course(starts_on: date = date(2026, 8, 31), weeks: int = 14) -> Course:
    return Course("c", "p", "ML", "Machine Learning", weeks, starts_on)


def pause(first: date, last: date) -> Break:
    return Break("b", "c", first, last, "Pause")


def test_fourteen_weeks_without_break_end_on_the_sunday_of_week_14() -> None:
    term = term_of(course(), [])
    assert [week.number for week in term.weeks] == list(range(1, 15))
    assert term.ends_on == date(2026, 12, 6)


def test_a_break_week_has_no_number_and_pushes_the_end() -> None:
    term = term_of(course(), [pause(date(2026, 11, 23), date(2026, 11, 29))])
    assert term.ends_on == date(2026, 12, 13)
    assert term.weeks[11].ends_on == date(2026, 11, 22)
    assert term.weeks[12].starts_on == date(2026, 11, 30)
    (free,) = term.break_weeks
    assert (free.starts_on, free.ends_on, free.after_week) == (
        date(2026, 11, 23),
        date(2026, 11, 29),
        12,
    )


def test_monday_to_friday_is_enough_for_a_break_week() -> None:
    term = term_of(course(), [pause(date(2026, 11, 23), date(2026, 11, 27))])
    assert term.ends_on == date(2026, 12, 13)


def test_a_break_that_leaves_one_weekday_does_not_push_the_end() -> None:
    term = term_of(course(), [pause(date(2026, 11, 24), date(2026, 11, 27))])
    assert term.ends_on == date(2026, 12, 6)
    assert term.break_weeks == ()


def test_two_breaks_together_can_make_a_break_week() -> None:
    halves = [
        pause(date(2026, 11, 23), date(2026, 11, 24)),
        pause(date(2026, 11, 25), date(2026, 11, 27)),
    ]
    assert term_of(course(), halves).ends_on == date(2026, 12, 13)


def test_week_1_begins_on_the_day_given_even_in_mid_week() -> None:
    term = term_of(course(date(2026, 9, 2), 6), [])
    assert term.starts_on == date(2026, 9, 2)
    assert term.ends_on == date(2026, 10, 13)
    assert term.weeks[0].day(1) == date(2026, 9, 8)


def test_a_mid_week_course_runs_around_a_calendar_break_week() -> None:
    term = term_of(course(date(2026, 9, 2)), [pause(date(2026, 11, 23), date(2026, 11, 29))])
    assert len(term.break_weeks) == 1
    assert term.ends_on == date(2026, 12, 15)
    week = term.weeks[11]
    assert week.day(2) == date(2026, 11, 18)
    assert week.day(1) == date(2026, 12, 1)


def test_a_break_of_another_course_does_not_count() -> None:
    other = Break("b", "other", date(2026, 11, 23), date(2026, 11, 29))
    assert term_of(course(), [other]).ends_on == date(2026, 12, 6)


def test_a_break_before_week_1_moves_it() -> None:
    term = term_of(course(), [pause(date(2026, 8, 31), date(2026, 9, 6))])
    assert term.starts_on == date(2026, 9, 7)


@pytest.mark.parametrize("day", [date(2026, 8, 30), date(2026, 11, 25), date(2026, 12, 14)])
def test_days_outside_and_in_break_weeks_have_no_week(day: date) -> None:
    term = term_of(course(), [pause(date(2026, 11, 23), date(2026, 11, 29))])
    assert term.week_on(day) is None


@given(
    st.dates(date(2024, 1, 1), date(2032, 12, 31)),
    st.integers(1, 30),
    st.lists(st.tuples(st.integers(-10, 250), st.integers(0, 30)), max_size=4),
)
def test_every_week_has_each_weekday_once_and_weeks_never_overlap(
    starts_on: date, weeks: int, pauses: list[tuple[int, int]]
) -> None:
    breaks = [
        pause(starts_on + timedelta(days=a), starts_on + timedelta(days=a + n)) for a, n in pauses
    ]
    term = term_of(course(starts_on, weeks), breaks)
    assert len(term.weeks) == weeks
    days = [day for week in term.weeks for day in week.days]
    assert days == sorted(set(days))
    for week in term.weeks:
        assert {day.weekday() for day in week.days} == set(range(7))
