"""How far two zones are apart, and whether that is usual."""

from datetime import UTC, date, datetime

import pytest

from companion.models.zones import minutes_ahead, unusual_until

NEW_YORK = "America/New_York"


@pytest.mark.parametrize(
    ("here", "at", "ahead"),
    [
        ("Europe/Berlin", datetime(2026, 7, 1, tzinfo=UTC), 360),
        ("Europe/Berlin", datetime(2026, 10, 27, tzinfo=UTC), 300),
        ("Asia/Kolkata", datetime(2026, 8, 24, tzinfo=UTC), 570),
        ("America/Los_Angeles", datetime(2026, 8, 24, tzinfo=UTC), -180),
        (NEW_YORK, datetime(2026, 8, 24, tzinfo=UTC), 0),
    ],
)
def test_the_difference_is_told_in_minutes(here: str, at: datetime, ahead: int) -> None:
    assert minutes_ahead(at, here, NEW_YORK) == ahead


@pytest.mark.parametrize(
    ("here", "at", "until"),
    [
        ("Europe/Berlin", datetime(2026, 10, 27, tzinfo=UTC), date(2026, 11, 2)),
        ("Europe/Berlin", datetime(2026, 10, 20, tzinfo=UTC), None),
        ("Europe/Berlin", datetime(2026, 11, 3, tzinfo=UTC), None),
        ("Europe/Berlin", datetime(2027, 3, 20, tzinfo=UTC), date(2027, 3, 29)),
        ("Asia/Kolkata", datetime(2026, 10, 27, tzinfo=UTC), None),
        ("Australia/Sydney", datetime(2026, 10, 20, tzinfo=UTC), date(2026, 11, 2)),
        ("Australia/Sydney", datetime(2026, 12, 20, tzinfo=UTC), None),
    ],
)
def test_only_a_difference_of_weeks_is_unusual(here: str, at: datetime, until: date | None) -> None:
    found = unusual_until(at, here, NEW_YORK)
    assert (found is None) == (until is None)
    if found is not None and until is not None:
        assert abs((found - until).days) <= 1
