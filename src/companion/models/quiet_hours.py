"""The hours in which a student does not want to study: 23:00 to 07:00 unless she says otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import NamedTuple

from companion.models.walltime import instant

_DAY = timedelta(days=1)


class QuietHours(NamedTuple):
    """From one local time of day to another, mostly over midnight; the same time twice is none."""

    starts: time = time(23)
    ends: time = time(7)

    def covers(self, at: time) -> bool:
        """Tell whether a local time of day lies in them."""
        at = at.replace(tzinfo=None)
        if self.starts <= self.ends:
            return self.starts <= at < self.ends
        return at >= self.starts or at < self.ends

    def between(
        self, start: datetime, end: datetime, zone: str
    ) -> Iterator[tuple[datetime, datetime]]:
        """Yield the quiet hours that overlap [start, end) as UTC instants, in order; they count
        on the clock of a zone."""
        if self.starts == self.ends:
            return
        over_night = _DAY if self.ends < self.starts else timedelta()
        day, last = (start - 2 * _DAY).date(), (end + _DAY).date()
        while day <= last:
            begins = instant(datetime.combine(day, self.starts), zone)
            ends = instant(datetime.combine(day + over_night, self.ends), zone)
            if begins < end and ends > start and begins < ends:
                yield begins, ends
            day += _DAY

    def write(self) -> str:
        """Write them to be stored: "23:00-07:00"."""
        return f"{self.starts:%H:%M}-{self.ends:%H:%M}"


USUAL = QuietHours()


def read_quiet_hours(stored: str) -> QuietHours:
    """Read what `write` wrote; what is no such thing counts as the usual hours."""
    first, _, last = stored.partition("-")
    try:
        return QuietHours(time.fromisoformat(first), time.fromisoformat(last))
    except ValueError:
        return USUAL
