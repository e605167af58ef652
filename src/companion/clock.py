"""The only reader of "now" and of the student's zone."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Protocol
from zoneinfo import ZoneInfo, available_timezones


class Clock(Protocol):
    """What time it is, and where the student is."""

    zone: ZoneInfo

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""
        ...

    def refresh_zone(self) -> bool:
        """Read the system's zone again, after travel or sleep; True when it changed."""
        ...

    def pin(self, zone: ZoneInfo | None) -> None:
        """Set the student's zone for good, or follow the system again with None."""
        ...


LOCALTIME = "/etc/localtime"  # what the C library and Qt go by; there is none on Windows


def system_zone() -> ZoneInfo:
    """Return the system's zone; UTC where it cannot be told."""
    name = _name_of_system()
    if is_known(name):
        return ZoneInfo(name)
    from tzlocal import reload_localzone  # start-up: not needed when the zone is given

    try:
        found = reload_localzone()
        return ZoneInfo(found.key) if is_known(found.key) else like_named(found)
    except (LookupError, ValueError, OSError, AttributeError, TypeError):
        return _zone_of_c_library()


def _zone_of_c_library() -> ZoneInfo:
    """Return a zone with the times that the C library shows where TZ holds a rule instead of a
    name ("IST-5:30"); UTC where it shows those: it understood nothing either."""
    try:
        offsets = [at.astimezone().utcoffset() for at in (_WINTER, _SUMMER)]
        return like_named(None) if any(offsets) else ZoneInfo("UTC")
    except (LookupError, ValueError, OSError):
        return ZoneInfo("UTC")


_WINTER, _SUMMER = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 7, 1, tzinfo=UTC)


def _name_of_system() -> str:
    """Return the zone that TZ names, else the one that /etc/localtime links to; empty when
    neither tells. A stale /etc/timezone beside it does not count, as nowhere else."""
    named = os.environ.get("TZ")
    if named is not None:
        return _name_in(named) or _plain(named.removeprefix(":"))
    place = LOCALTIME
    for _ in range(5):  # some systems link to a link; zones that are links keep their own names
        try:
            place = os.path.join(os.path.dirname(place), os.readlink(place))
        except OSError:
            return ""
        if found := _name_in(place):
            return found
    return ""


def _name_in(path: str) -> str:
    """Return the zone's name in a path to its rules, else empty."""
    _, found, name = path.partition("zoneinfo/")
    return _plain(name) if found else ""


def _plain(name: str) -> str:
    return name.removeprefix("posix/").removeprefix("right/")


def is_known(name: str | None) -> bool:
    """Tell whether a zone name can be found again by its name alone."""
    try:
        return bool(name) and ZoneInfo(str(name)) is not None
    except (LookupError, ValueError, OSError):
        return False


def like_named(unnamed: tzinfo | None) -> ZoneInfo:
    """Return the first named zone that shows the same times from 2020 to 2037; the C library's
    for None.

    A system whose zone file is a copy tells the rules but not the name, and a name is what is
    stored and exported. Raises LookupError when no zone agrees.
    """
    weeks = [datetime(2020, 1, 1, tzinfo=UTC) + timedelta(days=7 * n) for n in range(939)]
    offsets = [at.astimezone(unnamed).utcoffset() for at in weeks]
    for name in sorted(available_timezones()):
        zone = ZoneInfo(name)
        same = (at.astimezone(zone).utcoffset() == o for at, o in zip(weeks, offsets, strict=True))
        if "/" in name and not name.startswith("Etc/") and all(same):
            return zone
    raise LookupError("no zone has these times")


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
