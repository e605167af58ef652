"""The checklist as it stands on screen, and how a later schedule changes it.

Most changes touch one line, which is then made anew where it stands; only when lines come, go
or move is everything read again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from companion.models import agenda
from companion.models.activity import Activity, Stage
from companion.models.agenda import ChecklistItem
from companion.models.attendance import Attendance, AttendanceMark, Recording
from companion.models.checklist import Entry, Group, Groups, Moment, entry_of, read, replaced
from companion.models.course import Break, Course, WeekTopic
from companion.models.meeting import Meeting
from companion.models.occurrence import Override
from companion.models.schedule import RecordType, Schedule

_BESIDE_ACTIVITIES: tuple[RecordType, ...] = (
    Course, Break, WeekTopic, Meeting, Override, Attendance, Recording,
)  # fmt: skip
_MANY = 50  # lines changed at once: reading all anew is as quick


class Board(NamedTuple):
    """Everything on the list at one moment. Open are lines that wait for the student.

    kept names the group of lines ticked while the student looks: they stay where they stand.
    watched are recordings ticked meanwhile, which the schedule itself no longer lists.
    next_change is the UTC instant at which the next open line is past its date; lines are all of
    them by id.
    """

    schedule: Schedule
    moment: Moment
    groups: Groups
    lines: Mapping[str, Entry]
    kept: Mapping[str, Group]
    watched: Mapping[str, ChecklistItem]
    open_lines: int
    open_minutes: int
    next_change: datetime | None


class Pair(NamedTuple):
    """A line before and after, in the same place."""

    before: Entry
    after: Entry


def board_of(
    schedule: Schedule,
    moment: Moment,
    kept: Mapping[str, Group] | None = None,
    watched: Mapping[str, ChecklistItem] | None = None,
) -> Board:
    """Read the whole list."""
    still = {k: i for k, i in (watched or {}).items() if _is_watched(schedule, k)}
    groups = read(schedule, moment, kept, still.values())
    lines = {e.item.id: e for entries in groups.values() for e in entries}
    still_open = [e for e in lines.values() if e.item.is_waiting_for_student]
    dues = (e.item.due_at for e in still_open)
    coming = min((at for at in dues if at is not None and at >= moment.now), default=None)
    minutes = sum(e.left for e in still_open)
    many = len(still_open)
    return Board(schedule, moment, groups, lines, kept or {}, still, many, minutes, coming)


def updated(board: Board, schedule: Schedule, moment: Moment) -> tuple[Board, list[Pair] | None]:
    """Return the board of a later schedule or moment, and the lines that changed in place; None
    when the list is another one."""
    if board.moment[1:] != moment[1:]:  # another day, week or zone: nothing is kept
        return board_of(schedule, moment), None
    is_due = board.next_change is not None and board.next_change < moment.now
    is_set_back = moment.now < board.moment.now  # what was late may not be so any more
    changed = None if is_due or is_set_back else _changed(board.schedule, schedule)
    if changed is not None and len(changed) <= _MANY:
        found = _in_place(board._replace(schedule=schedule, moment=moment), changed)
        if found is not None:
            return found
    kept = _kept_after(board, schedule.table(Activity).values())
    return board_of(schedule, moment, kept, board.watched), None


def settled(board: Board) -> Board:
    """Return the board where lines ticked before have gone to their places."""
    return board_of(board.schedule, board.moment, None, board.watched)


def with_watched(board: Board, items: Iterable[ChecklistItem], at: datetime) -> Board:
    """Return the board that goes on showing recordings which are ticked at a UTC instant."""
    ticked = {i.id: i._replace(stage=Stage.DONE, done_at=at) for i in items}
    groups = {i: board.lines[i].group for i in ticked if i in board.lines}
    return board._replace(watched={**board.watched, **ticked}, kept={**board.kept, **groups})


def _is_watched(schedule: Schedule, key: str) -> bool:
    mark = schedule.get(Attendance, key)
    return mark is not None and mark.mark is AttendanceMark.RECORDING


def _changed(before: Schedule, after: Schedule) -> list[Activity] | None:
    """Return the activities that differ, or None where lines may have come, gone or moved."""
    if any(before.table(kind) is not after.table(kind) for kind in _BESIDE_ACTIVITIES):
        return None
    was, now = before.by_course(Activity), after.by_course(Activity)
    found: list[Activity] = []
    for course_id in {**was, **now}:
        old, new = was.get(course_id, ()), now.get(course_id, ())
        if old is not new:
            known = {activity.id: activity for activity in old}
            if known.keys() != {activity.id for activity in new}:
                return None
            found += [activity for activity in new if known[activity.id] is not activity]
            if any(_place(known[activity.id]) != _place(activity) for activity in new):
                return None
    return found


def _place(activity: Activity) -> tuple[object, ...]:
    return activity.due, activity.position


def _in_place(board: Board, changed: list[Activity]) -> tuple[Board, list[Pair]] | None:
    if not changed:
        return board, []
    kept = _kept_after(board, changed)
    pairs = []
    for activity in changed:
        before = board.lines.get(activity.id)
        if before is None:
            return None
        after = entry_of(board.schedule, agenda.activity_item(activity), board.moment, kept)
        if (after.group, after.sinks) != (before.group, before.sinks):
            return None
        pairs.append(Pair(before, after))
    return _with_pairs(board._replace(kept=kept), pairs), pairs


def _kept_after(board: Board, changed: Iterable[Activity]) -> dict[str, Group]:
    """Keep lines that were ticked just now where they stand; let go of those unticked."""
    kept = dict(board.kept)
    for activity in changed:
        entry = board.lines.get(activity.id)
        if entry is not None and activity.is_done and not entry.is_done:
            kept[activity.id] = entry.group
        elif not activity.is_done:
            kept.pop(activity.id, None)
    return kept


def _with_pairs(board: Board, pairs: list[Pair]) -> Board:
    groups, lines = dict(board.groups), dict(board.lines)
    many, minutes = board.open_lines, board.open_minutes
    for before, after in pairs:
        groups[before.group] = replaced(groups[before.group], before, after)
        lines[after.item.id] = after
        many += after.item.is_waiting_for_student - before.item.is_waiting_for_student
        minutes += after.left - before.left
    return board._replace(groups=groups, lines=lines, open_lines=many, open_minutes=minutes)
