"""The hours in which a student does not want to study: 23:00 to 07:00 unless she says otherwise."""

from __future__ import annotations

from datetime import time
from typing import NamedTuple


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
