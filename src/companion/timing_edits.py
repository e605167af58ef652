"""Time that was worked, as before and after records. Like edits: each function returns an Edit,
or None when there is nothing to change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from companion import edits
from companion.models.activity import Activity, Stage
from companion.models.attendance import Recording
from companion.models.schedule import Change, Edit, Schedule
from companion.models.watching import length_of, recording_of


def log_time(schedule: Schedule, item_id: str, minutes: int, speed: float = 1.0) -> Edit | None:
    """Add whole minutes to what an activity took, which has begun with it; or to how far a
    recording is watched, `speed` times as many and never beyond its end. None for what is gone."""
    return edits.edit_of("Log time", _logged(schedule, item_id, minutes, speed))


def complete(
    schedule: Schedule, item_id: str, minutes: int, at: datetime, speed: float = 1.0
) -> Edit | None:
    """Tick an item, with the minutes it took. Raises Refused (unknown_activity) when it is gone."""
    return with_time(schedule, edits.complete(schedule, [item_id], at), item_id, minutes, speed)


def with_time(
    schedule: Schedule, edit: Edit | None, item_id: str, minutes: int, speed: float = 1.0
) -> Edit | None:
    """Return an edit of this schedule that also logs minutes for an item which it leaves there:
    what both change becomes one change, so that undo takes them back together."""
    if edit is None:
        return log_time(schedule, item_id, minutes, speed)
    after = schedule.with_(edit)
    return edits.edit_of(edit.name, _joined(edit.changes, _logged(after, item_id, minutes, speed)))


def can_log(schedule: Schedule, item_id: str) -> bool:
    """Tell whether there is something to log time on: the activity, or the recording's class."""
    return schedule.get(Activity, item_id) is not None or schedule.occurrence(item_id) is not None


def following(first: Edit, edit: Edit) -> Edit:
    """Return an edit that was made of the same schedule as another one, to be stored after it."""
    known = {(c.record_type, c.record_id): c.after for c in first.changes}
    changes = [
        Change(known.get((c.record_type, c.record_id), c.before), c.after) for c in edit.changes
    ]
    return edit._replace(changes=tuple(changes))


def _logged(schedule: Schedule, item_id: str, minutes: int, speed: float) -> Sequence[Change]:
    if minutes <= 0:
        return ()
    activity = schedule.get(Activity, item_id)
    if activity is not None:
        stage = Stage.STARTED if activity.stage is Stage.OPEN else activity.stage
        spent = activity.spent_minutes + minutes
        return (Change(activity, activity._replace(spent_minutes=spent, stage=stage)),)
    occurrence = schedule.occurrence(item_id)
    if occurrence is None:
        return ()
    before = recording_of(schedule, occurrence)
    length = max(before.watched_minutes, length_of(schedule, occurrence))
    seen = before.watched_minutes + int(minutes * speed + 0.5)
    after = before._replace(watched_minutes=min(length, seen))
    return (Change(schedule.get(Recording, item_id), after),)


def _joined(first: Sequence[Change], then: Sequence[Change]) -> list[Change]:
    """Return changes as one step: a record that both change goes from before the first to after
    the second."""
    later = {(c.record_type, c.record_id): c for c in then}
    found = []
    for change in first:
        more = later.pop((change.record_type, change.record_id), None)
        found.append(Change(change.before, more.after) if more else change)
    return [*found, *later.values()]
