"""Copies have names that sort, are due after half an hour, and are thinned out, never too far."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.models import snapshot
from companion.models.snapshot import Snapshot, is_due, read_name, snapshot_name, superfluous

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
MB = 1024 * 1024


def copy(age: timedelta, size: int = 1) -> Snapshot:
    made_at = NOW - age
    return Snapshot(f"{snapshot_name(made_at, 'change')}.db", made_at, "change", size)


def test_a_name_tells_when_and_why_and_copies_of_one_second_differ_by_a_number() -> None:
    name = snapshot_name(NOW, "quit")
    assert name == "2026-11-29T12-00-00Z-quit"
    assert read_name(f"{name}.db") == read_name(f"{name}-1.db") == (NOW, "quit")


@pytest.mark.parametrize(
    "name", ["", "notes.db", "2026-11-29T12-00-00Z-quit", "2026-13-29T12-00-00Z-quit.db",
             "2026-11-29T12-00-00Z-party.db", ".2026-11-29T12-00-00Z-quit.1234.new"],
)  # fmt: skip
def test_a_file_of_another_name_is_no_copy(name: str) -> None:
    assert read_name(name) is None


def test_a_copy_is_due_half_an_hour_after_the_newest_or_when_that_is_from_the_future() -> None:
    newest = copy(timedelta(0))
    assert is_due([], NOW)
    assert not is_due([newest], NOW + timedelta(minutes=29))
    assert is_due([newest], NOW + timedelta(minutes=30))
    future = copy(-timedelta(days=1))
    assert is_due([future], NOW), "the clock was set back"
    assert not is_due([future, newest], NOW + timedelta(minutes=5)), "and goes on from there"


def test_after_the_clock_was_set_back_the_copy_made_since_stays_however_heavy_the_pile() -> None:
    future = [copy(-timedelta(days=365, hours=n), 90 * MB) for n in range(3)]
    since = copy(timedelta(minutes=30), 90 * MB)
    gone = superfluous([*future, copy(timedelta(days=1), 90 * MB), since], NOW)
    assert since not in gone
    assert future[-1] not in gone
    assert len(gone) == 3


def test_two_days_are_kept_whole_then_days_weeks_and_months() -> None:
    every = [copy(timedelta(hours=n)) for n in range(24 * 500)]
    gone = superfluous(every, NOW)
    kept = [s for s in every if s not in gone]
    recent = [s for s in kept if s.made_at > NOW - snapshot.ALL_OF]
    assert len(recent) == 48
    older = [s for s in kept if s not in recent]
    days = {s.made_at.date() for s in older}
    assert len(days) == len(older), "one a day"
    assert {(NOW - timedelta(days=n)).date() for n in range(3, 14)} <= days
    assert len({(s.made_at.year, s.made_at.month) for s in older}) == 9
    assert len(older) <= 12 + 10 + 9


def test_a_heavy_pile_loses_its_oldest_but_last_the_newest_of_each_month() -> None:
    every = [copy(timedelta(days=n), 30 * MB) for n in (0, 1, 5, 9, 40, 41, 75, 76, 110, 150)]
    kept = [s for s in every if s not in superfluous(every, NOW)]
    assert sum(s.size for s in kept) <= snapshot.MOST_BYTES
    assert every[0] in kept
    assert {s.made_at.month for s in kept} == {s.made_at.month for s in every}


@given(
    st.lists(st.tuples(st.integers(-5, 20_000), st.integers(1, 300 * MB)), max_size=60),
)
def test_the_newest_copy_always_stays(ages: list[tuple[int, int]]) -> None:
    every = list({copy(timedelta(hours=age), size) for age, size in ages})
    gone = superfluous(every, NOW)
    assert set(gone) < set(every) or not every
    if every:
        assert max(every, key=lambda s: (s.made_at, s.name)) not in gone
