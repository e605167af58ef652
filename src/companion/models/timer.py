"""The running timer as a value: at what she works, what counts as work, and what does not.

Seconds are counted by a clock that nobody can set and that stands still, or jumps, while the
computer sleeps. The wall clock tells since when, and finds what was slept through.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import NamedTuple

LONGEST_STEP = 120.0  # seconds between two looks; what is longer was not work at this computer
FORGIVEN = 15 * 60.0  # seconds away after which it still runs on; after more it waits
MOST_AWAY = 12 * 3600.0  # seconds away that she may have counted after all


class Timer(NamedTuple):
    """The one timer. item_id is an activity's id, or the occurrence key of a recording.

    seconds were worked up to seen_at; both instants are UTC. queue holds the items that follow.
    away_seconds passed uncounted while it ran, the last of them after away_at; they may be
    counted after all.
    """

    item_id: str
    began_at: datetime
    seen_at: datetime
    seconds: float = 0.0
    is_running: bool = True
    queue: tuple[str, ...] = ()
    away_seconds: float = 0.0
    away_at: datetime | None = None

    @property
    def minutes(self) -> int:
        """Whole minutes worked, half a minute is one."""
        return int(self.seconds / 60 + 0.5)


def begun(item_ids: Sequence[str], now: datetime) -> Timer:
    """Return the timer of the first of some items, which the others follow."""
    at = now.astimezone(UTC)
    return Timer(item_ids[0], at, at, queue=tuple(dict.fromkeys(item_ids[1:])))


def later(timer: Timer, now: datetime, passed: float) -> Timer:
    """Return the timer at an instant, `passed` seconds of the steady clock after the last look.

    What is longer than LONGEST_STEP by either clock was sleep, or the clock was set: only what the
    steady clock counted awake is work. After more than FORGIVEN it waits for her.
    """
    if not timer.is_running:
        return timer
    at = now.astimezone(UTC)
    gap = max((at - timer.seen_at).total_seconds(), passed)
    worked = passed if 0 <= passed <= LONGEST_STEP else 0.0
    counted = timer._replace(seconds=timer.seconds + worked, seen_at=at)
    if gap <= LONGEST_STEP:
        return counted
    away = timer.away_seconds + gap - worked
    is_running = gap - worked <= FORGIVEN
    seen_at = at if is_running else timer.seen_at
    return counted._replace(
        away_seconds=away, away_at=timer.seen_at, is_running=is_running, seen_at=seen_at
    )


def paused(timer: Timer) -> Timer:
    """Return the timer standing still."""
    return timer._replace(is_running=False)


def resumed(timer: Timer, now: datetime) -> Timer:
    """Return the timer running on from an instant; what was away is no longer asked about."""
    at = now.astimezone(UTC)
    return timer._replace(is_running=True, seen_at=at, away_seconds=0.0, away_at=None)


def found(timer: Timer) -> Timer:
    """Return what a program that ended, or was ended, has left: standing still at what is known."""
    return timer._replace(is_running=False, away_seconds=0.0, away_at=None)


def can_count_away(timer: Timer) -> bool:
    """Tell whether what was away may have been work: not a night, nor a clock that is days off."""
    return 0 < timer.away_seconds <= MOST_AWAY


def with_away(timer: Timer, now: datetime) -> Timer:
    """Return the timer running on as if what was away had been work."""
    return resumed(timer._replace(seconds=timer.seconds + timer.away_seconds), now)


# How far it is


def seconds_left(timer: Timer, minutes: int, spent: int = 0) -> float:
    """Return how many seconds of an estimate are left after those minutes that were spent before;
    negative when it takes longer."""
    return (minutes - spent) * 60 - timer.seconds


class Milestone(Enum):
    """What is said aloud, and nothing else."""

    HALF = "half"
    FIVE = "five"
    OVER = "over"


def milestone(minutes: int, left_before: float, left_now: float) -> Milestone | None:
    """Return what to say when so many seconds of an estimate were left and fewer are now: at its
    half, five minutes before its end and at its end; the last of them where there are several."""
    points = ((0.0, Milestone.OVER), (300.0, Milestone.FIVE), (minutes * 30.0, Milestone.HALF))
    told = [m for at, m in points if left_now <= at < left_before]
    if Milestone.FIVE in told and minutes <= 10:
        told.remove(Milestone.FIVE)  # that is half of it, or more
    return told[0] if told else None


# How it is kept


def written(timer: Timer) -> str:
    """Write the timer as text, to a tenth of a second."""
    return json.dumps(
        {
            "item": timer.item_id,
            "began": timer.began_at.isoformat(),
            "seen": timer.seen_at.isoformat(),
            "seconds": round(timer.seconds, 1),
            "is_running": timer.is_running,
            "queue": timer.queue,
            "away": round(timer.away_seconds, 1),
            "away_at": timer.away_at.isoformat() if timer.away_at else None,
        }
    )


def read(text: str) -> Timer | None:
    """Read a timer as `written`; None for nothing, and for what is no timer."""
    try:
        kept = json.loads(text)
        away_at = kept["away_at"]
        timer = Timer(
            kept["item"],
            _instant(kept["began"]),
            _instant(kept["seen"]),
            float(kept["seconds"]),
            kept["is_running"] is True,
            tuple(kept["queue"]),
            float(kept["away"]),
            _instant(away_at) if away_at else None,
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    is_sound = timer.seconds >= 0 and timer.away_seconds >= 0 and timer.seconds < 1e8
    has_names = all(isinstance(name, str) and name for name in (timer.item_id, *timer.queue))
    return timer if is_sound and has_names else None


def _instant(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError("no offset")
    return at.astimezone(UTC)


def age(timer: Timer, now: datetime) -> timedelta:
    """Return how long ago the count was last true; nothing when the clock was set back."""
    return max(timedelta(), now - timer.seen_at)
