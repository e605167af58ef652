"""Copies of all data: their names, which of them are kept, and when the next one is due."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

EVERY = timedelta(minutes=30)  # at most so much work is newer than the newest copy
ALL_OF = timedelta(days=2)
DAYS, WEEKS, MONTHS = 12, 10, 9
MOST_BYTES = 200 * 1024 * 1024
OCCASIONS = ("change", "quit", "import", "restore", "migration")
_STAMP = "%Y-%m-%dT%H-%M-%SZ"


class Snapshot(NamedTuple):
    """One copy: its file's name, when it was made (UTC), on which occasion, and its bytes."""

    name: str
    made_at: datetime
    occasion: str
    size: int


class Contents(NamedTuple):
    """What a copy holds. last_edit is the name of the newest change that it knows of, empty for
    none; last_edit_at is UTC."""

    courses: int
    activities: int
    done: int
    last_edit: str
    last_edit_at: datetime | None


def snapshot_name(made_at: datetime, occasion: str) -> str:
    """Return the name of a copy, without its ending: "2026-10-27T11-40-00Z-change"."""
    return f"{made_at.astimezone(UTC):{_STAMP}}-{occasion}"


def read_name(name: str) -> tuple[datetime, str] | None:
    """Return when the copy of a name was made and on which occasion; None for another file."""
    stamp, mark, rest = name.partition("Z-")
    occasion = rest.removesuffix(".db").partition("-")[0]
    if not mark or not rest.endswith(".db") or occasion not in OCCASIONS:
        return None
    try:
        made_at = datetime.strptime(f"{stamp}Z", _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None
    return made_at, occasion


def is_due(snapshots: Iterable[Snapshot], now: datetime) -> bool:
    """Tell whether changed data wants a new copy. Copies from the future say nothing: the clock was
    set back, and goes on."""
    return not any(now - EVERY < one.made_at <= now for one in snapshots)


def superfluous(snapshots: Iterable[Snapshot], now: datetime) -> list[Snapshot]:
    """Return the copies to remove at an aware instant, the oldest first.

    Kept are all of two days, then the newest of each of 12 days, 10 weeks and 9 months; when
    they weigh more than 200 MB together, the oldest go first, but the newest of each month last.
    The very newest always stays, and where the clock was set back the newest that is not from the
    future too: one of them holds what was done last.
    """
    newest_first = sorted(snapshots, key=lambda s: (s.made_at, s.name), reverse=True)
    newest = {*newest_first[:1], *[s for s in newest_first if s.made_at <= now][:1]}
    kept = [s for s in newest_first if s.made_at > now - ALL_OF]
    older = newest_first[len(kept) :]
    monthly = _newest_of_each(older, _month, MONTHS)
    chosen = {
        *kept,
        *newest,
        *_newest_of_each(older, lambda s: s.made_at.date(), DAYS),
        *_newest_of_each(older, lambda s: s.made_at.isocalendar()[:2], WEEKS),
        *monthly,
    }
    for one in _in_order_of_loss(newest_first, chosen - newest, set(monthly)):
        if sum(s.size for s in chosen) <= MOST_BYTES:
            break
        chosen.discard(one)
    return [s for s in reversed(newest_first) if s not in chosen]


def _in_order_of_loss(
    newest_first: Sequence[Snapshot], chosen: set[Snapshot], monthly: set[Snapshot]
) -> list[Snapshot]:
    oldest_first = [s for s in reversed(newest_first) if s in chosen]
    return sorted(oldest_first, key=lambda s: s in monthly)


def _newest_of_each(
    newest_first: Iterable[Snapshot], part: Callable[[Snapshot], Hashable], most: int
) -> list[Snapshot]:
    found: dict[Hashable, Snapshot] = {}
    for one in newest_first:
        found.setdefault(part(one), one)
    return list(found.values())[:most]


def _month(snapshot: Snapshot) -> tuple[int, int]:
    return snapshot.made_at.year, snapshot.made_at.month
