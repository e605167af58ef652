"""The only reader of "now" and of the student's zone."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo


class Clock(Protocol):
    """What time it is, and where the student is."""

    zone: ZoneInfo

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""
        ...

    def refresh_zone(self) -> bool:
        """Read the system's zone again, after travel or sleep; True when it changed."""
        ...


def system_zone() -> ZoneInfo:
    """Return the system's zone; UTC where it cannot be told."""
    from tzlocal import get_localzone  # start-up: not needed when the zone is given

    try:
        return ZoneInfo(str(get_localzone()))
    except (LookupError, ValueError, OSError):
        return ZoneInfo("UTC")


class SystemClock:
    """The system's time; its zone is the one given (a pinned city), else the system's."""

    def __init__(self, pinned: ZoneInfo | None = None) -> None:
        self.pinned = pinned
        self.zone = pinned or system_zone()

    def now(self) -> datetime:
        """Return the present instant in UTC."""
        return datetime.now(UTC)

    def pin(self, zone: ZoneInfo | None) -> None:
        """Set the student's zone for good, or follow the system again with None."""
        self.pinned = zone
        self.zone = zone or system_zone()

    def refresh_zone(self) -> bool:
        """Read the system's zone again; True when the student's zone changed."""
        if self.pinned is not None:
            return False
        if hasattr(time, "tzset"):
            time.tzset()
        from tzlocal import reload_localzone  # start-up: read on travel only

        reload_localzone()
        before, self.zone = self.zone, system_zone()
        return before.key != self.zone.key


class ShiftedClock(SystemClock):
    """Starts at a given instant and runs on from there (`--now`)."""

    def __init__(self, start: datetime, pinned: ZoneInfo | None = None) -> None:
        super().__init__(pinned)
        self._start = start.astimezone(UTC)
        self._began = time.monotonic()

    def now(self) -> datetime:
        """Return the given instant plus the time that has passed since."""
        return self._start + timedelta(seconds=time.monotonic() - self._began)


class FixedClock:
    """Stands still: for commands with `--now`, for pictures and tests."""

    def __init__(self, at: datetime, zone: ZoneInfo) -> None:
        self.at = at.astimezone(UTC)
        self.zone = zone

    def now(self) -> datetime:
        """Return the fixed instant in UTC."""
        return self.at

    def pin(self, zone: ZoneInfo | None) -> None:
        """Set the student's zone; None keeps it."""
        self.zone = zone or self.zone

    def refresh_zone(self) -> bool:
        """Never changes."""
        return False
