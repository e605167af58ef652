"""The hours in which nobody wants to study."""

from datetime import time

import pytest

from companion.models.quiet_hours import USUAL, QuietHours, read_quiet_hours


@pytest.mark.parametrize(
    ("hours", "inside", "outside"),
    [
        (USUAL, [time(23), time(0), time(6, 59)], [time(22, 59), time(7), time(12)]),
        (QuietHours(time(1), time(8)), [time(1), time(7, 59)], [time(0, 59), time(8), time(23)]),
        (QuietHours(time(7), time(7)), [], [time(6, 59), time(7), time(7, 1)]),
    ],
)
def test_they_begin_with_their_first_minute_and_end_before_their_last(
    hours: QuietHours, inside: list[time], outside: list[time]
) -> None:
    assert all(hours.covers(at) for at in inside)
    assert not any(hours.covers(at) for at in outside)


def test_they_are_stored_and_read_back() -> None:
    hours = QuietHours(time(22, 30), time(6, 15))
    assert hours.write() == "22:30-06:15"
    assert read_quiet_hours(hours.write()) == hours


@pytest.mark.parametrize("stored", ["", "23:00", "25:00-07:00", "-", "never"])
def test_what_is_stored_wrongly_counts_as_the_usual_hours(stored: str) -> None:
    assert read_quiet_hours(stored) == USUAL
