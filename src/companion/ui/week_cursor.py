"""Where the cursor goes in the week: from block to block, from day to day, to a free place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from companion.models.week_block import Block, BlockKind
from companion.models.week_grid import Part, Week
from companion.models.week_planning import STEP

_HOUR = 60


def following(week: Week, shown: Sequence[int], row: int, at: datetime, is_back: bool) -> int:
    """Return the block after (or before) one in order of time; from a row that is not shown, the
    one after (or before) an instant. `shown` holds at least one row, in order."""
    if row in shown:
        place = shown.index(row) + (-1 if is_back else 1)
        return shown[min(max(0, place), len(shown) - 1)]
    before = [n for n in shown if week.blocks[n].starts_at < at]
    after = [n for n in shown if week.blocks[n].starts_at >= at]
    if is_back:
        return before[-1] if before else after[0]
    return after[0] if after else before[-1]


def nearest(parts: Mapping[int, Sequence[Part]], column: int, minute: int) -> int | None:
    """Return the block of a column whose beginning is nearest to a minute; None for a free day."""
    found = [
        (abs(mine[0].top - minute), row) for row, mine in parts.items() if mine[0].column == column
    ]
    return min(found)[1] if found else None


def place_for_new(week: Week, now: datetime, block: Block | None) -> tuple[int, int]:
    """Return column and minute for something new: after a block, else the next full hour of the
    moment, else 18:00 of the first day."""
    place = week.place(block.ends_at) if block else None
    if place is None:
        place = week.place(now)
        if place is not None:
            place = place[0], on_step(place[1], _HOUR)
    column, minute = place or (0, 18 * _HOUR)
    last = (week.window.ends - 1) // STEP * STEP
    return column, min(max(on_step(week.window.starts), on_step(minute)), last)


_BEHIND = (BlockKind.WORK, BlockKind.CALENDAR)


def coming(week: Week, shown: Sequence[int], now: datetime) -> int:
    """Return the block that runs now or comes next, the first one in another week; working hours
    and what calendars hold only where there is nothing else."""
    is_present = week.starts_at <= now < week.ends_at
    shown = [n for n in shown if week.blocks[n].kind not in _BEHIND] or shown
    later = [n for n in shown if week.blocks[n].ends_at > now]
    return later[0] if is_present and later else shown[0]


def on_step(minute: int, step: int = STEP) -> int:
    """Return the next minute that lies on a step."""
    return -(-minute // step) * step
