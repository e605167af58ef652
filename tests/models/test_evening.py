"""Where evening classes fall at home, in most weeks of the year."""

from datetime import UTC, datetime

import pytest

from companion.models.evening import DayPart, evening_classes

# the week in which Europe has left summer time and the US has not
NOW = datetime(2026, 10, 27, 11, 40, tzinfo=UTC)


@pytest.mark.parametrize(
    ("home", "ahead", "part"),
    [
        ("Europe/Berlin", 360, DayPart.MIDNIGHT),
        ("Asia/Kolkata", 570, DayPart.NIGHT),
        ("America/New_York", 0, DayPart.EVENING),
        ("America/Los_Angeles", -180, DayPart.AFTERNOON),
        ("Asia/Tokyo", 780, DayPart.EARLY),
        ("Pacific/Auckland", 960, DayPart.MORNING),
    ],
)
def test_evening_classes_fall_into_a_part_of_the_day(home: str, ahead: int, part: DayPart) -> None:
    found = evening_classes(home, "America/New_York", NOW)
    assert (found.minutes_ahead, found.part) == (ahead, part)
