"""What a timer can run on: an activity, or a recording to watch by its occurrence key."""

from __future__ import annotations

from enum import Enum

from companion.models import agenda
from companion.models.activity import Activity
from companion.models.agenda import ChecklistItem
from companion.models.attendance import Attendance, AttendanceMark
from companion.models.schedule import Schedule
from companion.models.watching import is_to_watch


class Standing(Enum):
    """How an item stands; DONE also when it was handed in, GONE also for a class whose recording
    is no longer to be watched."""

    OPEN = "open"
    DONE = "done"
    GONE = "gone"


def standing(schedule: Schedule, item_id: str) -> Standing:
    """Return how an item stands."""
    activity = schedule.get(Activity, item_id)
    if activity is not None:
        return Standing.OPEN if activity.is_waiting_for_student else Standing.DONE
    occurrence = schedule.occurrence(item_id)
    if occurrence is None:
        return Standing.GONE
    if is_to_watch(schedule, occurrence):
        return Standing.OPEN
    mark = schedule.get(Attendance, item_id)
    is_watched = mark is not None and mark.mark is AttendanceMark.RECORDING
    return Standing.DONE if is_watched else Standing.GONE


def item_of(schedule: Schedule, item_id: str, speed: float = 1.0) -> ChecklistItem | None:
    """Return an item as a line of the checklist, or None: a recording that waits is one, one that
    was watched is not. speed is how fast the student plays recordings."""
    activity = schedule.get(Activity, item_id)
    if activity is not None:
        return agenda.activity_item(activity)
    occurrence = schedule.occurrence(item_id)
    if occurrence is None:
        return None
    waiting = agenda.checklist_parts(schedule, speed).get(f"watch {occurrence.course_id}", ())
    return next((item for item in waiting if item.id == item_id), None)
