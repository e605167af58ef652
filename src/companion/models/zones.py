"""How far the clocks of two zones are apart, and for how long."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from companion.models.clock_change import clock_changes, offset_minutes
from companion.models.walltime import zone_of

SHORT_RUN = timedelta(days=40)  # Europe and the US differ for one to three weeks, Sydney for five
_MINUTE = timedelta(minutes=1)


def minutes_ahead(at: datetime, here: str, there: str) -> int:
    """Return by how many minutes the clocks of `here` are ahead of `there` at an instant."""
    return offset_minutes(here, at) - offset_minutes(there, at)


def unusual_until(at: datetime, here: str, there: str) -> date | None:
    """Return the day on which an unusual difference of the clocks ends, in `here`.

    A difference is unusual when it holds for weeks only, between the clock changes of the two
    zones; None while the usual one holds.
    """
    changes = sorted(
        change.at
        for zone in {here, there}
        for change in clock_changes(zone, at - SHORT_RUN, at + SHORT_RUN)
    )
    turns = [c for c in changes if _differs(c, here, there)]
    began = max((turn for turn in turns if turn <= at), default=None)
    ends = min((turn for turn in turns if turn > at), default=None)
    if began is None or ends is None or ends - began > SHORT_RUN:
        return None
    return ends.astimezone(zone_of(here)).date()


def _differs(at: datetime, here: str, there: str) -> bool:
    """Tell whether the difference changes at an instant: not when both clocks change alike."""
    return minutes_ahead(at - _MINUTE, here, there) != minutes_ahead(at, here, there)
