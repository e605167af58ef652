"""How far the clocks of two zones are apart, and for how long."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from companion.models.clock_change import clock_changes, offset_minutes

SHORT_RUN = timedelta(days=40)  # Europe and the US differ for one to three weeks, Sydney for five
BLIP = timedelta(days=6)  # zones that change in the same night, hours apart, or in the same week
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
    """Return the difference of the clocks of `here` and `there` around an aware instant.

    Another one that holds for some hours or days before or after it, and then is as it was, does
    not count: New York and Los Angeles are three hours apart all year.
    """
    changes = sorted(
        change.at
        for zone in {here, there}
        for change in clock_changes(zone, at - SHORT_RUN, at + SHORT_RUN)
    )
    turns = _without_blips([c for c in changes if _differs(c, here, there)], at, here, there)
    began = max((turn for turn in turns if turn <= at), default=None)
    ends = min((turn for turn in turns if turn > at), default=None)
    minutes = minutes_ahead(at, here, there)
    former = minutes if began is None else minutes_ahead(began - _MINUTE, here, there)
    later = minutes if ends is None else minutes_ahead(ends, here, there)
    return Difference(minutes, began, ends, former, later)


def unusual_until(at: datetime, here: str, there: str) -> datetime | None:
    """Return the UTC instant at which an unusual difference of the clocks ends.

    A difference is unusual when it holds for weeks only, between the clock changes of the two
    zones; None while the usual one holds.
    """
    found = difference_at(at, here, there)
    return found.ends_at if found.is_short else None


def _without_blips(turns: list[datetime], at: datetime, here: str, there: str) -> list[datetime]:
    """Leave out pairs of turns close to each other after which all is as before, unless the
    instant asked for lies between them."""
    kept: list[datetime] = []
    for turn in turns:
        if kept and turn - kept[-1] < BLIP and not kept[-1] <= at < turn:
            before = minutes_ahead(kept[-1] - _MINUTE, here, there)
            if before == minutes_ahead(turn, here, there):
                kept.pop()
                continue
        kept.append(turn)
    return kept


def _differs(at: datetime, here: str, there: str) -> bool:
    """Tell whether the difference changes at an instant: not when both clocks change alike."""
    return minutes_ahead(at - _MINUTE, here, there) != minutes_ahead(at, here, there)
