"""How far two zones are apart, and whether that is usual."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from companion.models.zones import difference_at, minutes_ahead, unusual_until

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
        ("Europe/Berlin", datetime(2026, 10, 27, tzinfo=UTC), date(2026, 11, 1)),
        ("Europe/Berlin", datetime(2026, 10, 20, tzinfo=UTC), None),
        ("Europe/Berlin", datetime(2026, 11, 3, tzinfo=UTC), None),
        ("Europe/Berlin", datetime(2027, 3, 20, tzinfo=UTC), date(2027, 3, 28)),
        ("Asia/Kolkata", datetime(2026, 10, 27, tzinfo=UTC), None),
        ("Australia/Sydney", datetime(2026, 10, 20, tzinfo=UTC), date(2026, 11, 1)),
        ("Australia/Sydney", datetime(2026, 12, 20, tzinfo=UTC), None),
    ],
)
def test_only_a_difference_of_weeks_is_unusual(here: str, at: datetime, until: date | None) -> None:
    found = unusual_until(at, here, NEW_YORK)
    assert (found.astimezone(ZoneInfo(here)).date() if found else None) == until


def test_it_ends_to_the_minute() -> None:
    change = datetime(2026, 11, 1, 6, tzinfo=UTC)
    assert unusual_until(change - timedelta(minutes=1), "Europe/Berlin", NEW_YORK) is not None
    assert unusual_until(change, "Europe/Berlin", NEW_YORK) is None


def test_zones_that_change_hours_apart_keep_their_distance_all_year() -> None:
    change = datetime(
        2026, 11, 1, 6, tzinfo=UTC
    )  # in New York; three hours later on the west coast
    for days in (-30, -1, 1, 30):
        found = difference_at(change + timedelta(days=days), "America/Los_Angeles", NEW_YORK)
        assert (found.minutes, found.began_at, found.ends_at) == (-180, None, None)
    between = difference_at(change + timedelta(hours=1), "America/Los_Angeles", NEW_YORK)
    assert (between.minutes, between.is_passing) == (-120, True)
    assert between.ends_at == change + timedelta(hours=3)
