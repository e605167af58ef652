"""How to name a place whose clocks change, or do not: "Europe", a country, or only a city."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from companion.models.clock_change import NEAR, clock_changes
from companion.models.walltime import is_zone
from companion.models.zone_table import country_of, zones_of

EUROPE, UNITED_STATES = "EU", "US"
_EU_CHANGES_AT = 1  # hour in UTC, in every country that keeps the European summer time
_A_DAY = timedelta(hours=36)  # the same day anywhere


def region_of(zone: str, on: date, changes_at: datetime | None) -> str:
    """Return the region that a sentence about a zone's clocks around a day may name: "EU" for
    Europe, an ISO 3166 code for a country, or empty when only the zone's city is right.

    changes_at is the instant at which the zone changes its clocks, None when it does not change.
    A zone of Europe/ that changes at 01:00 UTC, as the countries of the European summer time do,
    is Europe. A changing zone of the United States is the US: a few of its states do not change,
    but nobody is misled. Any other country is named when all its zones do the same; one that does
    not change, when none of its zones does within two months.
    """
    country = country_of(zone)
    if changes_at is not None:
        at = changes_at.astimezone(UTC)
        if zone.startswith("Europe/") and (at.hour, at.minute) == (_EU_CHANGES_AT, 0):
            return EUROPE
        if country == UNITED_STATES:
            return UNITED_STATES
    reach = NEAR if changes_at is None else _A_DAY
    is_changing = changes_at is not None
    alike = (_changes(other, on, reach) == is_changing for other in zones_of(country))
    return country if all(alike) else ""


def _changes(zone: str, on: date, reach: timedelta) -> bool:
    """Tell whether a zone changes its clocks so near to a day."""
    noon = datetime(on.year, on.month, on.day, 12, tzinfo=UTC)
    return is_zone(zone) and bool(clock_changes(zone, noon - reach, noon + reach))
