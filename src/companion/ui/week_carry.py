"""What is carried over the week, by pointer or by keys: where it is, and whether it may stay."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from companion.models.week_block import Block, BlockKind
from companion.models.week_grid import COLUMNS, Week
from companion.models.week_planning import (
    STEP,
    Card,
    Hindrance,
    Rules,
    clock_hindrance,
    hindrance,
    overlapped_class,
    rules_for,
)
from companion.ui import icons
from companion.ui import week_words as say
from companion.ui.text import Words
from companion.ui.week_blocks import GhostFace, icon_of

FINE_STEP = 5
_MINUTE = timedelta(minutes=1)


class Cargo(NamedTuple):
    """What is carried: a block of the grid, or work from the list (then without a block).

    rules are those of planned work; an own appointment may lie anywhere.
    """

    face: GhostFace
    item_id: str
    block: Block | None
    rules: Rules | None


class Carry(NamedTuple):
    """Where it is carried: column and minute of its start, its length in minutes, why it cannot
    stay there, and the class it would lie over where that is no hindrance."""

    cargo: Cargo
    column: int
    minute: int
    minutes: int
    hindrance: Hindrance | None = None
    over: Block | None = None
    is_leaving: bool = False

    def starts_at(self, week: Week) -> datetime:
        """Return the instant of its start."""
        return week.at(self.column, self.minute)

    def ends_at(self, week: Week) -> datetime:
        """Return the instant of its end."""
        return self.starts_at(week) + self.minutes * _MINUTE


def can_be_carried(block: Block) -> bool:
    """Tell whether a block may be moved in the grid: open planned work and own appointments."""
    is_plan = block.kind is BlockKind.PLANNED and not block.is_done
    return is_plan or block.appointment is not None


def of_block(week: Week, block: Block, now: datetime, due_at: datetime | None) -> Carry:
    """Take up a block where it lies."""
    name, icon = say.block_name(block), icon_of(block)
    family = block.course.color if block.course else "stone"
    is_plan = block.planned is not None
    face = GhostFace(name, icon, family, not is_plan)
    item_id = block.planned.activity_id if block.planned else ""
    rules = rules_for(week, now, due_at) if is_plan else None
    column, minute = week.place(block.starts_at) or (0, week.window.starts)
    return Carry(Cargo(face, item_id, block, rules), column, minute, block.minutes)


def of_card(week: Week, card: Card, now: datetime) -> Cargo:
    """Take up work from the list."""
    item = card.item
    family = card.course.color if card.course else "stone"
    face = GhostFace(item.title, icons.OF_ACTIVITY[item.kind], family, False)
    return Cargo(face, item.id, None, rules_for(week, now, item.due_at))


def placed(week: Week, carry: Carry, column: int, minute: int, minutes: int) -> Carry:
    """Carry it elsewhere, within the hours shown, and look whether it may stay there."""
    window = week.window
    column = min(max(0, column), COLUMNS - 1)
    minute = max(window.starts, min(minute, window.ends - minutes))
    found = carry._replace(column=column, minute=minute, minutes=minutes)
    start = found.starts_at(week)
    end = start + minutes * _MINUTE
    hindered = clock_hindrance(week, column, minute)
    if hindered is None and carry.cargo.rules is not None:
        hindered = hindrance(carry.cargo.rules, start, end)
    over = overlapped_class(week, start, end) if carry.cargo.rules is None else None
    return found._replace(hindrance=hindered, over=over, is_leaving=False)


def snapped(minute: float, step: int = STEP) -> int:
    """Return the nearest minute on a step."""
    return round(minute / step) * step


def stepped(week: Week, carry: Carry, days: int, quarters: int) -> Carry:
    """Carry it some days on, or to the next quarters of an hour; over the end of the hours shown
    it comes to the next day, over their beginning to the day before."""
    column, minute, window = carry.column + days, carry.minute, week.window
    if quarters:
        on_step = minute // STEP if quarters > 0 else -(-minute // STEP)
        minute = (on_step + quarters) * STEP
    if minute + carry.minutes > window.ends and column < COLUMNS - 1:
        column, minute = column + 1, -(-window.starts // STEP) * STEP
    elif minute < window.starts and column > 0:
        column, minute = column - 1, (window.ends - carry.minutes) // STEP * STEP
    return placed(week, carry, column, minute, carry.minutes)


def lengthened(week: Week, carry: Carry, quarters: int) -> Carry:
    """Make it longer or shorter, to the next quarters of an hour."""
    length = carry.minutes
    on_step = length // STEP if quarters > 0 else -(-length // STEP)
    return resized(week, carry, (on_step + quarters) * STEP)


def resized(week: Week, carry: Carry, minutes: int) -> Carry:
    """Give it a length, at least a step and no further than the hours shown."""
    longest = week.window.ends - carry.minute
    return placed(week, carry, carry.column, carry.minute, max(FINE_STEP, min(minutes, longest)))


def label(week: Week, carry: Carry, words: Words) -> str:
    """Say where it is, and why it cannot stay: "18:45–19:30, busy: Dentist"."""
    if carry.is_leaving:
        return say.tr("Back to the list")
    times = words.span(carry.starts_at(week), carry.ends_at(week))
    if carry.hindrance is not None:
        due_at = carry.cargo.rules.due_at if carry.cargo.rules else None
        return say.tr("%1, %2", times, say.hindrance_text(carry.hindrance, words, due_at))
    if carry.over is not None:
        return say.tr("%1, over %2", times, say.block_name(carry.over))
    return times


def spoken(week: Week, carry: Carry, words: Words) -> str:
    """Say the same in full words, with the day."""
    text = say.spoken_span(carry.starts_at(week), carry.ends_at(week), words)
    if carry.hindrance is None:
        return text
    due_at = carry.cargo.rules.due_at if carry.cargo.rules else None
    return say.tr("%1, %2", text, say.hindrance_text(carry.hindrance, words, due_at))
