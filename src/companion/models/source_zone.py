"""In which zone a school lives whose calendar tells times in UTC: where its deadlines are at the
end of a day, and its classes keep their time over clock changes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

from companion.models.course import EASTERN
from companion.models.source import ItemSort, SourceItem
from companion.models.source_courses import wall_in

_OTHERS = (
    "America/Chicago", "America/Denver", "America/Los_Angeles", "Europe/London", "Europe/Berlin",
    "America/Sao_Paulo",
)  # fmt: skip
_MOST = 200
_END_OF_DAY = frozenset({(23, 55), (23, 59)})


def likely_zone(items: Iterable[SourceItem], home: str) -> str:
    """Return the zone of a source by its entries in UTC; home is the student's. Eastern where
    nothing speaks against it."""
    found = list(islice((i for i in items if i.zone == "UTC" and not i.is_all_day), _MOST))
    zones = dict.fromkeys([EASTERN, home, *_OTHERS])
    return max(zones, key=lambda zone: _sense(found, zone)) if found else EASTERN


def _sense(items: Sequence[SourceItem], zone: str) -> tuple[int, int]:
    """Tell how much sense a zone makes; the first of equals is taken."""
    due = [i for i in items if i.sort is ItemSort.DUE]
    walls = [wall for i in due if (wall := wall_in(i, zone)) is not None]
    ends = sum((wall.hour, wall.minute) in _END_OF_DAY for wall in walls)
    starts = [wall_in(i, zone) for i in items if i.sort is ItemSort.SESSION]
    slots = {(wall.weekday(), wall.time()) for wall in starts if wall is not None}
    return (ends if ends > 1 and ends * 2 >= len(due) else 0), -len(slots)
