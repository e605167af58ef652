"""Whether newer zone rules than those in force came with the program, and where they differ.

Zones come from the system, so that every program on a computer shows one time. A system that is
not kept up to date misses what governments decided since: British Columbia, Morocco in 2026.
"""

from __future__ import annotations

import re
import zoneinfo
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from companion.models.clock_change import offset_minutes
from companion.models.zone_table import packaged_folder

AHEAD = timedelta(days=366)  # how far ahead another time matters
_STEP = timedelta(days=7)
_MINUTE = timedelta(minutes=1)
_VERSION = re.compile(r"# version (\d{4}[a-z]+)\s")


class OldRules(NamedTuple):
    """A zone for which the rules in force are older than known ones, the version of those, the
    instant (UTC) from which they differ, and by how many minutes its clocks are ahead of what is
    shown."""

    zone: str
    version: str
    since: datetime
    minutes: int


def old_rules(
    zones: Iterable[str],
    start: datetime,
    end: datetime,
    system: Sequence[str] | None = None,
    newest: Path | None = None,
) -> OldRules | None:
    """Return the first of some zones whose times between two UTC instants are others by newer
    rules that came with the program; None when the rules in force are as good.

    The folders are those of zoneinfo and of the tzdata package, unless others are given.
    """
    folders = zoneinfo.TZPATH if system is None else system
    newest = newest or packaged_folder()
    version = version_of(newest) if newest else ""
    for zone in zones:
        in_force = _folder_of(zone, folders)
        known = version_of(in_force) if in_force else ""
        if newest is not None and known and known < version:
            newer = _zone_in(newest, zone)
            found = _differing(zone, newer, start, end) if newer else None
            if found is not None:
                return OldRules(zone, version, *found)
    return None


def _folder_of(zone: str, folders: Sequence[str]) -> Path | None:
    """Return the folder from which zoneinfo takes a zone, None for the package."""
    return next((Path(folder) for folder in folders if Path(folder, zone).is_file()), None)


@lru_cache(maxsize=8)
def version_of(folder: Path) -> str:
    """Return the version of the zone database in a folder, "2026a"; empty where none is told."""
    try:
        with (folder / "tzdata.zi").open(encoding="utf-8") as table:
            found = _VERSION.match(table.readline())
    except (OSError, UnicodeError):
        return ""
    return found[1] if found else ""


def _zone_in(folder: Path, zone: str) -> ZoneInfo | None:
    try:
        with (folder / zone).open("rb") as rules:
            return ZoneInfo.from_file(rules)
    except (OSError, ValueError):
        return None


def _differing(
    zone: str, newer: ZoneInfo, start: datetime, end: datetime
) -> tuple[datetime, int] | None:
    """Return from when on, to the minute, and by how many minutes newer rules differ."""

    def more(at: datetime) -> int:
        offset = at.astimezone(newer).utcoffset() or timedelta()
        return round(offset / _MINUTE) - offset_minutes(zone, at)

    high = start
    while high < end and not more(high):
        high += _STEP
    if not more(high):
        return None
    low = max(start, high - _STEP)
    while high - low > _MINUTE:
        middle = low + (high - low) / 2
        low, high = (low, middle) if more(middle) else (middle, high)
    return (start if more(start) else high.replace(second=0, microsecond=0)), more(high)
