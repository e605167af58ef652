"""How far the clocks of two zones are apart, and for how long."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from companion.models.clock_change import offset_minutes
from companion.models.walltime import zone_of

_DAY = timedelta(days=1)
SHORT_RUN_DAYS = 40  # Europe and the US differ for one to three weeks, Sydney for up to five


def minutes_ahead(at: datetime, here: str, there: str) -> int:
    """Return by how many minutes the clocks of `here` are ahead of `there` at an instant."""
    return offset_minutes(here, at) - offset_minutes(there, at)


def unusual_until(at: datetime, here: str, there: str) -> date | None:
    """Return the day on which an unusual difference of the clocks ends, in `here`.

    A difference is unusual when it holds for weeks only, between the clock changes of the two
    zones; None while the usual one holds.
    """
    ahead = minutes_ahead(at, here, there)
    begins = _days_until_other(at, -_DAY, ahead, here, there)
    ends = _days_until_other(at, _DAY, ahead, here, there)
    if begins is None or ends is None or begins + ends > SHORT_RUN_DAYS:
        return None
    return (at + ends * _DAY).astimezone(zone_of(here)).date()


def _days_until_other(
    at: datetime, step: timedelta, ahead: int, here: str, there: str
) -> int | None:
    for days in range(1, SHORT_RUN_DAYS):
        if minutes_ahead(at + days * step, here, there) != ahead:
            return days
    return None
