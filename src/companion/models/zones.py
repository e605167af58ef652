"""How far the clocks of two zones are apart, and for how long."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import NamedTuple

from companion.models.clock_change import clock_changes, offset_minutes
from companion.models.walltime import zone_of

SHORT_RUN = timedelta(days=40)  # Europe and the US differ for one to three weeks, Sydney for five
_MINUTE = timedelta(minutes=1)


def minutes_ahead(at: datetime, here: str, there: str) -> int:
    """Return by how many minutes the clocks of `here` are ahead of `there` at an instant."""
    return offset_minutes(here, at) - offset_minutes(there, at)


class Difference(NamedTuple):
    """How far two clocks are apart in minutes, since when and until when (UTC instants); None
    when that is more than SHORT_RUN away. former and later are what it is before and after."""

    minutes: int
    began_at: datetime | None
    ends_at: datetime | None
    former: int
    later: int

    @property
    def is_short(self) -> bool:
        """True when it holds for some weeks only."""
        began, ends = self.began_at, self.ends_at
        return began is not None and ends is not None and ends - began <= SHORT_RUN

    @property
    def is_passing(self) -> bool:
        """True when it holds for some weeks only, and the same one before and after."""
        return self.is_short and self.former == self.later


def difference_at(at: datetime, here: str, there: str) -> Difference:
    """Return the difference of the clocks of `here` and `there` around an aware instant."""
    changes = sorted(
        change.at
        for zone in {here, there}
        for change in clock_changes(zone, at - SHORT_RUN, at + SHORT_RUN)
    )
    turns = [c for c in changes if _differs(c, here, there)]
    began = max((turn for turn in turns if turn <= at), default=None)
    ends = min((turn for turn in turns if turn > at), default=None)
    minutes = minutes_ahead(at, here, there)
    former = minutes if began is None else minutes_ahead(began - _MINUTE, here, there)
    later = minutes if ends is None else minutes_ahead(ends, here, there)
    return Difference(minutes, began, ends, former, later)


def unusual_until(at: datetime, here: str, there: str) -> date | None:
    """Return the day on which an unusual difference of the clocks ends, in `here`.

    A difference is unusual when it holds for weeks only, between the clock changes of the two
    zones; None while the usual one holds.
    """
    found = difference_at(at, here, there)
    if not found.is_short or found.ends_at is None:
        return None
    return found.ends_at.astimezone(zone_of(here)).date()


def _differs(at: datetime, here: str, there: str) -> bool:
    """Tell whether the difference changes at an instant: not when both clocks change alike."""
    return minutes_ahead(at - _MINUTE, here, there) != minutes_ahead(at, here, there)
