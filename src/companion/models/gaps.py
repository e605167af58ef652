"""Free time: what is left between classes, busy time, plans and the quiet hours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from enum import Enum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from companion.models.quiet_hours import QuietHours
from companion.models.week_block import Block, BlockKind

MARGIN = timedelta(minutes=15)  # before and after a class
LEAST_GAP = timedelta(minutes=5)
MINUTE = timedelta(minutes=1)
CHOICES = (15, 30, 60, 90)  # the minutes that Today offers
_IN_THE_WAY = (
    BlockKind.LIVE, BlockKind.STUDY_GROUP, BlockKind.BUSY, BlockKind.WORK, BlockKind.CALENDAR
)  # fmt: skip

Span = tuple[datetime, datetime]


class Gap(NamedTuple):
    """Free time from instant to instant (UTC)."""

    starts_at: datetime
    ends_at: datetime

    @property
    def minutes(self) -> int:
        """Its length in whole minutes."""
        return (self.ends_at - self.starts_at) // MINUTE


def is_in_the_way(block: Block) -> bool:
    """Tell whether nothing may be planned at the time of a block: live classes that take place
    and are attended, study groups, own appointments, working hours, busy
    calendars. Recitations and office hours
    are offers."""
    return block.kind in _IN_THE_WAY and not block.is_cancelled and not block.is_outlined


def blocked_span(block: Block) -> Span:
    """Return from when to when a block keeps planned work away."""
    margin = MARGIN if block.kind is BlockKind.LIVE else timedelta()
    return block.starts_at - margin, block.ends_at + margin


def taken_spans(blocks: Iterable[Block]) -> Iterator[Span]:
    """Yield when blocks leave no free time: what is in the way, and what is planned and open."""
    for block in blocks:
        if is_in_the_way(block):
            yield blocked_span(block)
        elif block.kind is BlockKind.PLANNED and not block.is_done:
            yield block.starts_at, block.ends_at


def free_spans(taken: Iterable[Span], start: datetime, end: datetime) -> Iterator[Span]:
    """Yield what is left of [start, end) without some spans, which may overlap or be empty, in
    order."""
    at = start
    for begins, ends in sorted(span for span in taken if span[0] < span[1]):
        if begins > at:
            if begins >= end:
                break
            yield at, begins
        at = max(at, ends)
    if at < end:
        yield at, end


def gaps_between(
    blocks: Iterable[Block], start: datetime, end: datetime, quiet: QuietHours, home: ZoneInfo
) -> list[Gap]:
    """Return the free time of at least five minutes in [start, end). home is where the student
    is: her quiet hours count there."""
    taken = [*taken_spans(blocks), *quiet.between(start, end, home.key)]
    found = (Gap(*span) for span in free_spans(taken, start, end))
    return [gap for gap in found if gap.ends_at - gap.starts_at >= LEAST_GAP]


# Now


class NowKind(Enum):
    """What the student's time is at the moment."""

    FREE = "free"
    TAKEN = "taken"
    PLANNED = "planned"
    QUIET = "quiet"


class Now(NamedTuple):
    """How things stand at an instant, and until when (UTC; None: nothing comes). TAKEN and
    PLANNED name the block; TAKEN is also the quarter of an hour around a class."""

    kind: NowKind
    at: datetime
    ends_at: datetime | None
    block: Block | None = None

    @property
    def minutes(self) -> int:
        """The whole minutes that can be worked: none while something is in the way."""
        if self.kind is NowKind.TAKEN:
            return 0
        return (self.ends_at - self.at) // MINUTE if self.ends_at is not None else CHOICES[-1]


def now_of(blocks: Iterable[Block], at: datetime, quiet: QuietHours, home: ZoneInfo) -> Now:
    """Tell what the student's time is at an aware instant, by the blocks around it.

    Where she is awake in her quiet hours these do not end her free time: the next block does.
    """
    blocks = list(blocks)
    for block in blocks:
        span = blocked_span(block)
        if is_in_the_way(block) and span[0] <= at < span[1]:
            return Now(NowKind.TAKEN, at, _end_of(blocks, span[1]), block)
    coming = [start for start, _ in taken_spans(blocks) if start > at]
    for block in blocks:
        is_plan = block.kind is BlockKind.PLANNED and not block.is_done
        if is_plan and block.starts_at <= at < block.ends_at:
            return Now(NowKind.PLANNED, at, min([*coming, block.ends_at]), block)
    nights = list(quiet.between(at, at + timedelta(days=1), home.key))
    if any(start <= at < end for start, end in nights):
        return Now(NowKind.QUIET, at, min(coming, default=None))
    coming += [start for start, _ in nights]
    return Now(NowKind.FREE, at, min(coming, default=None))


def _end_of(blocks: Iterable[Block], at: datetime) -> datetime:
    """Return when what is in the way until an instant is over: one thing may follow another."""
    for start, end in sorted(blocked_span(block) for block in blocks if is_in_the_way(block)):
        if start <= at < end:
            at = end
    return at


def preset(now: Now) -> int:
    """Return the minutes to offer: the most of the choices that fit before the next thing, or all
    there are where that is less; a quarter of an hour where nothing is free, for she is here."""
    if now.kind in (NowKind.TAKEN, NowKind.QUIET) or now.minutes < LEAST_GAP // MINUTE:
        return CHOICES[0]
    return max((n for n in CHOICES if n <= now.minutes), default=now.minutes)
