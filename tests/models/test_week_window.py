"""The hours that a week shows, and how a night is folded."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.models.week_window import DAY, USUAL, DayWindow, day_window

MONDAY = date(2026, 10, 26)


def at(clock: str, minutes: int, day: int = 0) -> tuple[datetime, datetime]:
    """From a time of a day of the week on, for some minutes."""
    hour, minute = clock.split(":")
    start = datetime(2026, 10, 26 + day, int(hour), int(minute))
    return start, start + timedelta(minutes=minutes)


def test_an_empty_week_and_one_by_day_show_the_usual_hours() -> None:
    assert day_window([]) == USUAL
    assert day_window([at("07:30", 60), at("00:30", 90, 2), at("12:00", 45)]) == USUAL


def test_a_class_over_midnight_lies_in_the_column_in_which_it_begins() -> None:
    window = day_window([at("23:30", 80)])
    assert window == DayWindow(450, 1560)
    assert window.day_of(datetime(2026, 10, 27, 1, 59)) == MONDAY
    assert window.day_of(datetime(2026, 10, 27, 2, 0)) == MONDAY + timedelta(days=1)
    assert window.minute(datetime(2026, 10, 27, 0, 50), MONDAY) == 24 * 60 + 50


def test_bengaluru_folds_before_its_early_class() -> None:
    """A recitation until 23:30 and a class at 04:00: the day goes from 03:30 to 23:30."""
    assert day_window([at("22:30", 60), at("04:00", 80, 1)]) == DayWindow(210, 1410)


def test_the_night_may_be_folded_after_an_early_class() -> None:
    taken = [at("21:30", 180), at("01:00", 60, 1), at("02:30", 75, 3), at("04:00", 80, 2)]
    window = day_window(taken)
    assert window == DayWindow(8 * 60, DAY + 5 * 60 + 30)
    assert window.day_of(datetime(2026, 10, 28, 4)) == date(2026, 10, 27)


def test_without_an_hour_of_free_night_nothing_is_folded() -> None:
    taken = [at("22:00", 120), at("00:30", 240, 1), at("05:00", 200, 2)]
    window = day_window(taken)
    assert not window.is_folded
    assert window.ends - window.starts == DAY


def test_a_day_long_thing_folds_nothing() -> None:
    assert not day_window([at("09:00", 24 * 60)]).is_folded


def test_all_hours_are_shown_by_the_same_columns() -> None:
    whole = USUAL.whole()
    assert (whole.starts, whole.ends, whole.fold) == (120, 1560, 120)
    assert not whole.is_folded


quarters = st.integers(0, 95).map(lambda n: n * 15)
things = st.lists(
    st.tuples(quarters, st.integers(5, 300), st.integers(0, 4)).map(
        lambda t: at(f"{t[0] // 60}:{t[0] % 60}", t[1], t[2])
    ),
    max_size=12,
)


@given(things)
def test_nothing_lies_in_folded_hours(taken: list[tuple[datetime, datetime]]) -> None:
    window = day_window(taken)
    assert window.fold <= window.starts < window.ends <= window.fold + DAY
    if not window.is_folded:
        return
    for start, end in taken:
        day = window.day_of(start)
        assert window.minute(start, day) >= window.starts
        assert window.minute(end, day) <= window.ends


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)), things)
def test_every_time_lies_in_exactly_one_column(
    wall: datetime, taken: list[tuple[datetime, datetime]]
) -> None:
    window = day_window(taken)
    day = window.day_of(wall)
    minute = window.minute(wall, day)
    assert window.fold <= minute < window.ends
    assert window.wall(day, minute) == wall.replace(second=0, microsecond=0)


@pytest.mark.parametrize("minutes", [1, 5, 14])
def test_the_shortest_thing_counts(minutes: int) -> None:
    assert day_window([at("05:00", minutes)]) != USUAL
