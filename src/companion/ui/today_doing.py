"""What the student does with a row of what fits: ticked, planned into a gap, given another date."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from companion import edits, planning_edits
from companion.models import agenda
from companion.models.activity import Activity, DueDate, PlannedBlock
from companion.models.agenda import ChecklistItem
from companion.models.day import Day
from companion.models.faults import Refused
from companion.models.gaps import MINUTE, Gap
from companion.models.schedule import Edit, Schedule
from companion.models.walltime import wall_clock
from companion.ui.page import Frame
from companion.ui.today_words import item_name, tr
from companion.wording import sentences

_SHOWN = 60


class Plan(NamedTuple):
    """When an item is to be done: an instant and minutes."""

    item: ChecklistItem
    starts_at: datetime
    minutes: int

    @property
    def ends_at(self) -> datetime:
        """The instant of its end."""
        return self.starts_at + self.minutes * MINUTE


def tick(frame: Frame, item: ChecklistItem) -> None:
    """Mark an item as done, or a recording as watched."""
    now = frame.workspace.clock.now()
    said = tr("“%1” is done", _short(item_name(frame.workspace.schedule, item)))
    _perform(frame, lambda s: edits.complete(s, [item.id], now), said)


def plan_next(frame: Frame, day: Day, item: ChecklistItem, minutes: int, gap: Gap | None) -> None:
    """Plan an item in a gap, as much of it as the gap holds; without one in the first of the day
    that holds it all, on a quarter of an hour. Say so where there is none."""
    if gap is not None:
        plan(frame, Plan(item, gap.starts_at, min(minutes, gap.minutes)))
        return
    found = day.place_for(minutes, item.due_at)
    if found is not None:
        plan(frame, Plan(item, found, minutes))
        return
    name = _short(item_name(frame.workspace.schedule, item))
    rest = tr("The week has more room: 2 shows it.")
    frame.tell(tr("Nothing is free today for “%1” before it is due.", name), rest, "warn")


def plan(frame: Frame, wanted: Plan) -> None:
    """Plan an item at a time. Time for it that is over is moved rather than kept, and so is time
    still to come where that is all it needs."""
    item, words = wanted.item, frame.words()
    name, due_at = _short(item_name(frame.workspace.schedule, item)), item.due_at
    if due_at is not None and words.now < due_at < wanted.ends_at:
        frame.tell(tr("“%1” is due before that, %2.", name, words.soon(due_at)), kind="warn")
        return
    home = words.zone.key
    wall = wall_clock(wanted.starts_at, home)
    old = _replaced(frame.workspace.schedule, wanted, words.now)

    def made(schedule: Schedule) -> Edit | None:
        if old is not None:
            return planning_edits.move_block(schedule, old.id, wall, home, wanted.minutes)
        return planning_edits.plan_block(schedule, item.id, wall, home, wanted.minutes)

    _perform(frame, made, tr("“%1” planned for %2", name, words.soon(wanted.starts_at)))


def _replaced(schedule: Schedule, wanted: Plan, now: datetime) -> PlannedBlock | None:
    """Return the block that gives way to a plan, or None where another is added."""
    blocks = agenda.planned_blocks(schedule, wanted.item.id)
    over = [b for b in blocks if b.at + b.minutes * MINUTE <= now]
    coming = [b for b in blocks if b not in over]
    if over:
        return over[-1]
    is_enough = sum(b.minutes for b in coming) >= wanted.minutes
    return coming[0] if coming and is_enough else None


def ask_due(frame: Frame, window: QWidget, beside: QRect, item: ChecklistItem) -> None:
    """Ask for another due date beside a place in the window; a recording has none of its own."""
    from companion.ui.checklist_popovers import DuePopover  # start-up: only when asked

    activity = item.activity
    if activity is None:
        rest = tr("Change the class on the page of its course.")
        frame.tell(tr("A recording follows its class."), rest, "warn")
        return

    def save(dues: dict[str, DueDate | None]) -> bool:
        due = dues[item.id]
        said = tr("Due %1", frame.words().moment(due.at)) if due else tr("No due date any more")
        return _perform(frame, lambda s: _with_due(s, item.id, due), said)

    schedule = frame.workspace.schedule
    DuePopover(window, beside, activity.title, [activity], schedule, frame.words(), save)


def _with_due(schedule: Schedule, item_id: str, due: DueDate | None) -> Edit | None:
    activity = schedule.get(Activity, item_id)
    if activity is None:
        return None
    return edits.change_activity(schedule, activity._replace(due=due), "Set due date")


def _perform(frame: Frame, make: Callable[[Schedule], Edit | None], said: str) -> bool:
    """Store an edit, or say what is wrong; True also where there is nothing to change."""
    try:
        edit = make(frame.workspace.schedule)
    except Refused as refusal:
        frame.tell(sentences(refusal, tr), kind="warn")
        return False
    return edit is None or frame.perform(edit, said)


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1].rstrip() + "…"
