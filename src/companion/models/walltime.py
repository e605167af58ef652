"""Wall-clock times of a zone and the instants they mean (RFC 5545 section 3.3.5)."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from enum import Enum
from functools import lru_cache
from zoneinfo import ZoneInfo

FIRST_YEAR, LAST_YEAR = 2000, 2099  # of what is typed: no rules of zones are sure beyond
_ZONE_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_+-]{0,31}(/[A-Za-z0-9_+-]{1,31}){0,2}")
# files of the system's zone folder that name no place; "right" counts leap seconds
_NO_PLACE = re.compile(r"(Factory|localtime|posixrules)$|(posix|right)/")


class WallFault(Enum):
    """Why a wall-clock time does not name exactly one instant."""

    MISSING = "missing"
    TWICE = "twice"


@lru_cache(maxsize=64)
def zone_of(name: str) -> ZoneInfo:
    """Return the zone of an IANA name.

    Raises ZoneInfoNotFoundError or ValueError when this machine knows no such zone.
    """
    return ZoneInfo(name)


def is_zone(name: str) -> bool:
    """Tell whether this machine knows a zone of that IANA name; no path reaches the disk."""
    if not _ZONE_NAME.fullmatch(name) or _NO_PLACE.match(name):
        return False
    try:
        zone_of(name)
    except (LookupError, ValueError, OSError):  # OSError: the name of a folder of zones
        return False
    return True


@lru_cache(maxsize=8192)  # many things are due at the same times
def instant(wall: datetime, zone: str) -> datetime:
    """Return the UTC instant of a naive wall-clock time in a zone.

    RFC 5545 3.3.5: a time that does not exist counts with the offset before the gap (02:30
    becomes 03:30); a time that exists twice means the first.
    """
    return wall.replace(tzinfo=zone_of(zone), fold=0).astimezone(UTC)


def wall_clock(at: datetime, zone: str) -> datetime:
    """Return the naive wall-clock time that a zone shows at an aware instant."""
    return at.astimezone(zone_of(zone)).replace(tzinfo=None, fold=0)


def wall_fault(wall: datetime, zone: str) -> WallFault | None:
    """Tell whether a naive wall-clock time is skipped or doubled by a clock change."""
    where = zone_of(zone)
    first = wall.replace(tzinfo=where, fold=0)
    second = wall.replace(tzinfo=where, fold=1)
    if first.utcoffset() == second.utcoffset():
        return None
    exists = first.astimezone(UTC).astimezone(where).replace(tzinfo=None, fold=0) == wall
    return WallFault.TWICE if exists else WallFault.MISSING


def minutes_between(start: datetime, end: datetime) -> int:
    """Return the whole minutes that pass between two aware instants."""
    return int((end.astimezone(UTC) - start.astimezone(UTC)) / timedelta(minutes=1))
