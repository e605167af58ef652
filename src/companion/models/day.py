"""The student's day from morning to after midnight: what lies in it, and what is free."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from companion.models.gaps import LEAST_GAP, Gap, Now, gaps_between, is_in_the_way, now_of
from companion.models.quiet_hours import USUAL, QuietHours
from companion.models.schedule import Schedule
from companion.models.walltime import instant, wall_clock
from companion.models.week_block import Block, BlockKind, blocks_between
from companion.models.working_hours import NONE, WorkingHours

_MORNING_COMES = time(5)  # what is at 01:00 still belongs to the evening before
MORNING, NIGHT = time(7), time(2)  # what is shown of a day where nothing lies outside
_DAY, _HOUR, _QUARTER = timedelta(days=1), timedelta(hours=1), timedelta(minutes=15)
_SHOWN = (
    BlockKind.LIVE, BlockKind.STUDY_GROUP, BlockKind.BUSY, BlockKind.WORK, BlockKind.CALENDAR,
    BlockKind.PLANNED,
)  # fmt: skip


class Day(NamedTuple):
    """One day of the student, from instant to instant (UTC), with its blocks in order of time.

    gaps are what is free from now on; now is how things stand at the moment.
    """

    date: date
    starts_at: datetime
    ends_at: datetime
    blocks: tuple[Block, ...]
    gaps: tuple[Gap, ...]
    now: Now

    def gap_at(self, at: datetime) -> Gap | None:
        """Return the gap in which an instant lies, or None."""
        return next((gap for gap in self.gaps if gap.starts_at <= at < gap.ends_at), None)

    def place_for(self, minutes: int, due_at: datetime | None = None) -> datetime | None:
        """Return the first quarter of an hour in a gap from which so many minutes are free, and
        over when something is due; None without one. The present gap comes last: what is meant
        for now is begun, not planned."""
        length = timedelta(minutes=minutes)
        for gap in sorted(self.gaps, key=lambda gap: (gap.starts_at <= self.now.at, gap)):
            at = _next_quarter(gap.starts_at)
            end = at + length
            if end <= gap.ends_at and (due_at is None or end <= due_at or due_at < self.now.at):
                return at
        return None


def date_of(now: datetime, home: ZoneInfo) -> date:
    """Return the student's day at an aware instant: until 05:00 it is still the one before."""
    return (wall_clock(now, home.key) - timedelta(hours=_MORNING_COMES.hour)).date()


def night_end(day: date, home: ZoneInfo) -> datetime:
    """Return the UTC instant at which a day of the student is over: 05:00 on the clock."""
    return _at(day + _DAY, _MORNING_COMES, home)


def day_of(
    schedule: Schedule,
    now: datetime,
    home: ZoneInfo,
    speed: float = 1.0,
    working: WorkingHours = NONE,
    quiet: QuietHours = USUAL,
) -> Day:
    """Return the student's day at an aware instant.

    It shows 07:00 to 02:00, and as many hours more as it takes for the moment and for what begins
    between 05:00 and 05:00 the next day. speed is how fast she plays recordings.
    """
    day = date_of(now, home)
    first, last = night_end(day - _DAY, home), night_end(day, home)
    near = blocks_between(schedule, first, last + _DAY, now, home, speed, working)
    blocks = tuple(b for b in near if b.starts_at < last and _is_shown(b))
    starts_at, ends_at = _shown_hours(day, blocks, now, home)
    at = min(max(now.replace(second=0, microsecond=0), starts_at), ends_at)
    gaps = gaps_between(near, at, ends_at, quiet, home)
    return Day(day, starts_at, ends_at, blocks, tuple(gaps), now_of(near, at, quiet, home))


def _is_shown(block: Block) -> bool:
    """Tell whether a block is drawn: what takes time, not what is offered, over or elsewhere."""
    if block.kind is BlockKind.PLANNED:
        return not block.is_done
    return block.kind in _SHOWN and is_in_the_way(block)


def _shown_hours(
    day: date, blocks: Iterable[Block], now: datetime, home: ZoneInfo
) -> tuple[datetime, datetime]:
    starts_at, ends_at = _at(day, MORNING, home), _at(day + _DAY, NIGHT, home)
    earliest, latest = night_end(day - _DAY, home), _at(day + _DAY, time(8), home)
    spans = [(b.starts_at, b.ends_at) for b in blocks if not b.is_whole_day]
    for begins, ends in ((now, now + LEAST_GAP), *spans):
        if begins < starts_at:
            starts_at = max(earliest, _whole_hour(begins))
        if ends > ends_at:
            ends_at = min(latest, _whole_hour(ends + _HOUR - timedelta(minutes=1)))
    return starts_at, ends_at


def _at(day: date, at: time, home: ZoneInfo) -> datetime:
    return instant(datetime.combine(day, at), home.key)


def _whole_hour(at: datetime) -> datetime:
    return at.replace(minute=0, second=0, microsecond=0)


def _next_quarter(at: datetime) -> datetime:
    return at + (_whole_hour(at) - at) % _QUARTER
