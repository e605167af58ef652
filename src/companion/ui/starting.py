"""Begins work on items of the checklist: the timer runs, and the first one's link opens."""

from __future__ import annotations

from collections.abc import Sequence

from companion.models.activity import Activity
from companion.models.schedule import Schedule
from companion.models.timed_work import Standing, standing
from companion.ui.open_link import open_link
from companion.ui.text import tr
from companion.ui.timer_words import item_title, short
from companion.ui.window import Window


def start(window: Window, item_ids: Sequence[str]) -> None:
    """Begin with the first of some items that are not done; the others follow when it is done.
    What the timer ran on before is logged. An id is that of an activity, or the occurrence key of
    a recording."""
    timing = window.timing()
    if timing.start(item_ids) and timing.timer is not None:
        open_item(window, timing.timer.item_id)
        return
    schedule = window.workspace.schedule
    if all(standing(schedule, item_id) is not Standing.OPEN for item_id in item_ids):
        window.tell(_why_not(schedule, item_ids), kind="warn")


def _why_not(schedule: Schedule, item_ids: Sequence[str]) -> str:
    """Say why none of some items can be begun."""
    over = next((i for i in item_ids if standing(schedule, i) is Standing.DONE), None)
    if over is None:
        return tr("Nothing waits here to be done or watched.")
    activity = schedule.get(Activity, over)
    is_done = activity is None or activity.is_done
    text = "“%1” is done; open it again to work on it."
    return tr(
        text if is_done else "“%1” is handed in; open it again to work on it.",
        short(item_title(schedule, over)),
    )


def open_item(window: Window, item_id: str) -> None:
    """Open the link of an item, or the panel of a recording without one."""
    schedule = window.workspace.schedule
    activity = schedule.get(Activity, item_id)
    occurrence = schedule.occurrence(item_id)
    if activity is not None and activity.link:
        open_link(window, activity.link, window.widget())
    elif occurrence is not None:
        from companion.ui.today_catch_up import watch  # start-up: only for a recording

        watch(window, occurrence, window.widget())
