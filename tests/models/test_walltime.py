"""Wall-clock times and instants, skipped and doubled times included (RFC 5545 3.3.5)."""

from datetime import UTC, datetime

import pytest

from companion.models.walltime import WallFault, instant, minutes_between, wall_clock, wall_fault

NEW_YORK = "America/New_York"


def test_a_wall_time_means_the_offset_of_its_own_day() -> None:
    assert instant(datetime(2026, 10, 27, 18, 30), NEW_YORK) == datetime(
        2026, 10, 27, 22, 30, tzinfo=UTC
    )
    assert instant(datetime(2026, 11, 3, 18, 30), NEW_YORK) == datetime(
        2026, 11, 3, 23, 30, tzinfo=UTC
    )


def test_a_skipped_time_counts_with_the_offset_before_the_gap() -> None:
    at = instant(datetime(2027, 3, 14, 2, 30), NEW_YORK)
    assert at == datetime(2027, 3, 14, 7, 30, tzinfo=UTC)
    assert wall_clock(at, NEW_YORK) == datetime(2027, 3, 14, 3, 30)


def test_a_doubled_time_means_the_first() -> None:
    assert instant(datetime(2026, 11, 1, 1, 30), NEW_YORK) == datetime(
        2026, 11, 1, 5, 30, tzinfo=UTC
    )


@pytest.mark.parametrize(
    ("wall", "zone", "fault"),
    [
        (datetime(2027, 3, 14, 2, 30), NEW_YORK, WallFault.MISSING),
        (datetime(2026, 11, 1, 1, 30), NEW_YORK, WallFault.TWICE),
        (datetime(2026, 11, 1, 2, 0), NEW_YORK, None),
        (datetime(2026, 10, 4, 2, 15), "Australia/Lord_Howe", WallFault.MISSING),
        (datetime(2026, 4, 5, 1, 45), "Australia/Lord_Howe", WallFault.TWICE),
        (datetime(2026, 10, 27, 18, 30), NEW_YORK, None),
        (datetime(2026, 3, 14, 2, 30), "Asia/Kolkata", None),
    ],
)
def test_skipped_and_doubled_times_are_told(
    wall: datetime, zone: str, fault: WallFault | None
) -> None:
    assert wall_fault(wall, zone) is fault


def test_minutes_are_counted_in_elapsed_time_across_a_clock_change() -> None:
    start = instant(datetime(2026, 11, 1, 0, 30), NEW_YORK)
    end = instant(datetime(2026, 11, 1, 2, 30), NEW_YORK)
    assert minutes_between(start, end) == 180
