"""All that could go in a calendar file: what the window lists, counts, and chooses from."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from companion.exporters.calendar_file import plan_export
from companion.exporters.choice import TARGET_RULES, ExportChoice, ItemKind
from companion.exporters.selection import ExportItem, time_order
from companion.models.schedule import Schedule

_TODO = frozenset({ItemKind.TODO})


class Offer(NamedTuple):
    """Items in order of time, to-dos last, and those of them that are over."""

    items: tuple[ExportItem, ...]
    past: tuple[ExportItem, ...]


def offer(schedule: Schedule, choice: ExportChoice, today: datetime) -> Offer:
    """Return what a choice of courses and kinds can choose from, to-dos besides; past is what ended
    before the instant `today`, whether the choice leaves it out or not.

    Raises ExportFailed as `plan_export` does.
    """
    whole = choice._replace(since=None, kinds=choice.kinds - _TODO)
    dated = plan_export(schedule, whole).items
    todos: tuple[ExportItem, ...] = ()
    if TARGET_RULES[choice.target].takes_todos:
        todos = plan_export(schedule, whole._replace(kinds=_TODO)).items
    now = choice._replace(since=today)
    past = tuple(item for item in (*dated, *todos) if not now.takes_time(item.ends_at))
    if choice.since is not None:
        dated = _later(schedule, choice._replace(kinds=whole.kinds), dated)
        todos = tuple(item for item in todos if choice.takes_time(item.ends_at))
    return Offer((*dated, *todos), past)


def _later(
    schedule: Schedule, choice: ExportChoice, dated: tuple[ExportItem, ...]
) -> tuple[ExportItem, ...]:
    """The items without those that are over. Where a series begins later, single classes may stand
    otherwise, so all but deadlines, of which there are most, is planned anew."""
    due = [i for i in dated if i.kind is ItemKind.DUE and choice.takes_time(i.ends_at)]
    others = choice._replace(kinds=choice.kinds - {ItemKind.DUE})
    planned = plan_export(schedule, others).items if others.kinds else ()
    return tuple(sorted((*due, *planned), key=time_order))
