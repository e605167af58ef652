"""The forecast is corrected by what similar work took, and by nothing else."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from schedules import activity

from companion import edits
from companion.models.activity import Activity, ActivityKind, Stage
from companion.models.agenda import ChecklistItem, activity_item
from companion.models.learned import (
    HIGHEST,
    LEAST_SAMPLES,
    LOWEST,
    expected_minutes,
    factor,
    minutes_for,
)
from companion.models.schedule import Schedule

READING, QUIZ = ActivityKind.READING, ActivityKind.QUIZ


def done(n: int, spent: int, minutes: int | None = 20, **changes: object) -> Activity:
    plain = activity(f"d{n}", minutes=minutes, spent_minutes=spent, stage=Stage.DONE)
    return plain._replace(**{"course_id": "ml", **changes})  # type: ignore[arg-type]  # fields


def learned_of(work: Iterable[Activity]) -> Schedule:
    return Schedule.of(work)


def item(minutes: int | None = 25, **changes: object) -> ChecklistItem:
    made = activity("next", minutes=minutes)._replace(**{"course_id": "ml", **changes})  # type: ignore[arg-type]  # fields
    return activity_item(made)


def test_three_samples_are_enough_and_two_are_not() -> None:
    work = [done(n, 28) for n in range(LEAST_SAMPLES)]
    assert minutes_for(learned_of(work[:2]), item()) is None
    assert minutes_for(learned_of(work), item()) == 35
    assert expected_minutes(learned_of(work[:2]), item()) == 25
    assert expected_minutes(learned_of(work), item()) == 35


def test_it_is_the_median_so_that_one_forgotten_timer_changes_nothing() -> None:
    schedule = learned_of([done(0, 28), done(1, 28), done(2, 27), done(3, 29), done(4, 5000)])
    assert factor(schedule, "ml", READING) == 1.4


def test_each_course_and_each_kind_learns_for_itself() -> None:
    schedule = learned_of([done(n, 40) for n in range(3)])
    assert minutes_for(schedule, item()) == 50
    assert minutes_for(schedule, item(kind=QUIZ)) is None
    assert minutes_for(schedule, item(course_id="dv")) is None
    assert minutes_for(schedule, item(course_id=None)) is None


def test_work_without_a_course_learns_from_its_like() -> None:
    schedule = learned_of([done(n, 40, course_id=None) for n in range(3)])
    assert minutes_for(schedule, item(course_id=None)) == 50
    assert minutes_for(schedule, item()) is None


@pytest.mark.parametrize(
    "change",
    [
        {"spent_minutes": 0},
        {"minutes": None},
        {"stage": Stage.STARTED},
        {"stage": Stage.HANDED_IN},
    ],
)
def test_only_what_is_done_timed_and_estimated_teaches(change: dict[str, object]) -> None:
    work = [done(0, 40), done(1, 40), done(2, 40)._replace(**change)]  # type: ignore[arg-type]  # fields
    assert minutes_for(learned_of(work), item()) is None


@pytest.mark.parametrize(("spent", "bound"), [(1, LOWEST), (6000, HIGHEST)])
def test_nonsense_is_bounded(spent: int, bound: float) -> None:
    schedule = learned_of([done(n, spent) for n in range(5)])
    assert factor(schedule, "ml", READING) == bound


@pytest.mark.parametrize(
    ("spent", "minutes", "told"),
    [
        (21, 60, None),
        (22, 60, None),
        (23, 60, 70),
        (22, 15, 17),
        (25, 12, 15),
        (30, 12, 18),
        (30, 60, 90),
    ],
)
def test_what_hardly_differs_is_not_told_and_what_is_told_is_round(
    spent: int, minutes: int, told: int | None
) -> None:
    schedule = learned_of([done(n, spent) for n in range(3)])
    assert minutes_for(schedule, item(minutes)) == told


def test_without_an_estimate_and_for_recordings_nothing_is_told() -> None:
    schedule = learned_of([done(n, 40) for n in range(3)])
    assert minutes_for(schedule, item(None)) is None
    recording = item()._replace(kind=ActivityKind.RECORDING, activity=None)
    assert minutes_for(schedule, recording) is None
    assert expected_minutes(schedule, recording) == 25


def test_an_edit_elsewhere_leaves_what_was_learned() -> None:
    schedule = learned_of([*(done(n, 40) for n in range(3)), activity("x", course_id="dv")])
    assert minutes_for(schedule, item()) == 50
    edit = edits.change_activity(schedule, activity("x", course_id="dv", title="Other"))
    assert edit is not None
    after = schedule.with_(edit)
    assert after._answers["learned", "ml"] is schedule._answers["learned", "ml"]
    more = edits.add_activities(after, [done(9, 200), done(10, 200), done(11, 200), done(12, 200)])
    assert more is not None
    assert minutes_for(after.with_(more), item()) == 100


@given(
    st.lists(st.tuples(st.integers(0, 6000), st.integers(1, 6000)), max_size=12),
    st.integers(1, 6000),
)
def test_whatever_was_logged_the_forecast_stays_within_its_bounds(
    logged: list[tuple[int, int]], minutes: int
) -> None:
    schedule = learned_of(done(n, spent, said) for n, (spent, said) in enumerate(logged))
    found = minutes_for(schedule, item(minutes))
    if found is not None:
        assert max(1, LOWEST * minutes - 5) <= found <= HIGHEST * minutes + 5
    assert (expected_minutes(schedule, item(minutes)) or 0) >= 1
