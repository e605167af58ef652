"""The timer counts what was worked, whatever the clocks do and wherever it is broken off."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.models.timer import (
    FORGIVEN,
    LONGEST_STEP,
    MOST_AWAY,
    Milestone,
    Timer,
    begun,
    can_count_away,
    found,
    later,
    milestone,
    paused,
    read,
    resumed,
    seconds_left,
    with_away,
    written,
)

NOON = datetime(2026, 10, 27, 11, 40, tzinfo=UTC)
STEP = 60.0  # the window looks at least each minute


def running(seconds: float = 0.0) -> Timer:
    return begun(["a"], NOON)._replace(seconds=seconds)


def after(timer: Timer, seconds: float, *, passed: float | None = None) -> Timer:
    """Let the wall clock go on, and the steady one as far unless told otherwise."""
    at = timer.seen_at + timedelta(seconds=seconds)
    return later(timer, at, seconds if passed is None else passed)


# What counts


def test_each_second_of_work_counts() -> None:
    timer = running()
    for _ in range(9):
        timer = after(timer, 61.5)
    assert timer.seconds == pytest.approx(9 * 61.5)
    assert timer.minutes == 9


def test_nothing_counts_while_it_stands_still() -> None:
    timer = paused(after(running(), 50))
    assert after(timer, 3000) == timer
    assert resumed(timer, NOON + timedelta(hours=3)).seconds == 50


def test_a_night_asleep_does_not_count_and_the_timer_waits() -> None:
    timer = after(after(running(), 40), 9 * 3600, passed=3)
    assert timer.seconds == 43
    assert not timer.is_running
    assert timer.away_seconds == 9 * 3600 - 3
    assert timer.away_at == timer.seen_at == NOON + timedelta(seconds=40)


def test_a_few_minutes_away_do_not_count_and_it_runs_on() -> None:
    timer = after(after(running(), 40), 600, passed=0)
    assert timer.is_running
    assert timer.seconds == 40
    assert timer.away_seconds == 600
    assert after(timer, 30).seconds == 70


def test_a_steady_clock_that_runs_on_in_sleep_counts_no_sleep_either() -> None:
    assert after(running(40), 9 * 3600).seconds == 40


def test_a_clock_set_back_takes_nothing_away() -> None:
    timer = after(after(running(), 60), -7200, passed=30)
    assert timer.is_running
    assert timer.seconds == 90
    assert after(timer, 30).seconds == 120


def test_what_was_away_can_be_counted_after_all_and_it_runs_on() -> None:
    timer = after(running(60), 3600, passed=0)
    back = with_away(timer, NOON + timedelta(hours=1, seconds=5))
    assert back.seconds == 3660
    assert back.is_running
    assert not back.away_seconds
    assert after(back, 10).seconds == 3670


@pytest.mark.parametrize(
    ("away", "may"), [(0, False), (200, True), (MOST_AWAY, True), (MOST_AWAY + 1, False)]
)
def test_a_night_or_a_clock_that_was_days_off_is_not_offered(away: float, may: bool) -> None:
    assert can_count_away(running()._replace(away_seconds=away)) is may


def test_the_others_follow_once_each() -> None:
    assert begun(["a", "b", "c", "b"], NOON).queue == ("b", "c")


@given(
    st.lists(
        st.one_of(
            st.tuples(st.just("work"), st.floats(0, STEP)),
            st.tuples(st.just("pause"), st.just(0.0)),
            st.tuples(st.just("go on"), st.just(0.0)),
            st.tuples(st.just("sleep"), st.floats(LONGEST_STEP + 1, 3e6)),
            st.tuples(st.just("clock set"), st.floats(-3e6, 3e6)),
            st.tuples(st.just("crash"), st.floats(0, 3e6)),
        ),
        max_size=60,
    ),
    st.booleans(),
)
def test_whatever_happens_each_look_loses_less_than_a_minute_and_counts_no_sleep(
    steps: list[tuple[str, float]], counts_sleep: bool
) -> None:
    """Some computers' steady clock runs on in sleep: then the minute before it is not counted."""
    wall, timer, worked, may_lose = NOON, running(), 0.0, 0.0
    kept = written(timer)
    for what, size in steps:
        passed = 0.0
        if what in ("work", "sleep", "clock set"):
            try:
                wall += timedelta(seconds=size)
            except OverflowError:
                continue
        if what == "work":
            passed, worked = size, worked + (size if timer.is_running else 0)
        elif what == "sleep":
            passed = size if counts_sleep else 0.0
        timer = later(timer, wall, passed)
        if what == "pause":
            timer = paused(timer)
        elif what == "go on":
            timer = resumed(timer, wall)
        elif what == "crash":
            # what was worked since the last look is lost with the program
            unseen = min(size, STEP) if timer.is_running else 0.0
            worked += unseen
            may_lose += unseen
            wall += timedelta(seconds=size)
            again = read(kept)
            assert again is not None
            timer = resumed(found(again), wall)
        kept = written(timer)
        assert timer.seconds <= worked + 1 + 0.1 * len(steps)
        assert timer.seconds >= worked - may_lose - 1 - 0.1 * len(steps)
    read_again = read(written(timer))
    assert read_again is not None
    assert abs(read_again.seconds - timer.seconds) <= 0.1


@given(st.floats(LONGEST_STEP, 1e7), st.floats(0, LONGEST_STEP), st.floats(0, 1e6))
def test_a_gap_never_counts_more_than_was_awake(gap: float, awake: float, before: float) -> None:
    timer = after(running(before), gap + 1, passed=awake)
    assert timer.seconds == before + awake
    assert timer.is_running is (gap + 1 - awake <= FORGIVEN)


# How far it is


@pytest.mark.parametrize(
    ("minutes", "was", "now", "told"),
    [
        (60, 1801, 1800, Milestone.HALF),
        (60, 1800, 1799, None),
        (60, 301, 299, Milestone.FIVE),
        (60, 1, 0, Milestone.OVER),
        (60, 0, -1, None),
        (60, 1900, -100, Milestone.OVER),
        (10, 301, 300, Milestone.HALF),
        (8, 301, 299, None),
        (8, 241, 240, Milestone.HALF),
        (15, 3600, 3599, None),
    ],
)
def test_half_five_and_nothing_left_are_told_once(
    minutes: int, was: float, now: float, told: Milestone | None
) -> None:
    assert milestone(minutes, was, now) is told


def test_what_was_spent_before_counts_to_the_estimate() -> None:
    assert seconds_left(running(120), 60, 18) == 40 * 60
    assert seconds_left(running(120), 15, 18) == -5 * 60


# How it is kept


def test_what_is_written_reads_the_same() -> None:
    timer = after(begun(["ml-live:2026-10-27", "ä ö"], NOON), 4000, passed=2.3)
    assert read(written(timer)) == timer


@given(st.text(max_size=80))
def test_what_is_no_timer_is_none(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize(
    "change",
    [
        {"item_id": ""},
        {"seconds": -1.0},
        {"seconds": float("nan")},
        {"seconds": float("inf")},
        {"away_seconds": -3.0},
        {"seen_at": datetime(2026, 10, 27)},  # no instant, on purpose
    ],
)
def test_nonsense_that_looks_like_a_timer_is_none(change: dict[str, object]) -> None:
    assert read(written(running()._replace(**change))) is None  # type: ignore[arg-type]  # on purpose
