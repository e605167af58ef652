"""Which place a sentence about clocks may name."""

from datetime import UTC, date, datetime

import pytest

from companion.models.clock_change import clock_changes
from companion.models.regions import region_of
from companion.models.zone_table import country_name, country_of, former_names, zones_of

AUTUMN = date(2026, 11, 1)


def change(zone: str) -> datetime:
    found = clock_changes(zone, datetime(2026, 8, 1, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC))
    return found[0].at


@pytest.mark.parametrize(
    ("zone", "region"),
    [
        ("Europe/Berlin", "EU"),
        ("Europe/London", "EU"),
        ("Europe/Athens", "EU"),
        ("America/New_York", "US"),
        ("America/Los_Angeles", "US"),
        ("Atlantic/Canary", "ES"),  # Europe's rule, but not Europe by its name: the country
        ("Asia/Nicosia", "CY"),
        ("Africa/Cairo", "EG"),
        ("Australia/Sydney", ""),  # Brisbane does not change
        ("America/Toronto", ""),
        ("America/Santiago", ""),  # Punta Arenas does not change
        ("America/Havana", "CU"),
    ],
)
def test_a_place_that_changes(zone: str, region: str) -> None:
    at = change(zone)
    assert region_of(zone, at.date(), at) == region


@pytest.mark.parametrize(
    ("zone", "region"),
    [
        ("Asia/Kolkata", "IN"),
        ("Asia/Kathmandu", "NP"),
        ("Europe/Moscow", "RU"),
        ("America/Phoenix", ""),  # most of its country changes
        ("Pacific/Honolulu", ""),
        ("Australia/Brisbane", ""),
        ("UTC", ""),
    ],
)
def test_a_place_that_does_not_change(zone: str, region: str) -> None:
    assert region_of(zone, AUTUMN, None) == region


def test_the_tables_of_the_zone_database_are_read() -> None:
    assert country_of("Europe/Berlin") == "DE"
    assert country_of("Europe/Ber") == country_of("") == country_of("Mars/Base") == ""
    assert zones_of("DE")[0] == "Europe/Berlin"
    assert zones_of("") == zones_of("XX") == []
    assert country_name("IN") == "India"
    assert country_name("XX") == country_name("") == ""
    assert ("Asia/Calcutta", "Asia/Kolkata") in set(former_names())
