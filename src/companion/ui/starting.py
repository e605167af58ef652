"""Begins work on items of the checklist: the timer runs, and the first one's link opens."""

from __future__ import annotations

from collections.abc import Sequence

from companion.models.activity import Activity
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
    found = [standing(schedule, item_id) for item_id in item_ids]
    if Standing.OPEN in found:
        return  # it could not be stored, which was told
    if Standing.DONE in found:
        title = short(item_title(schedule, item_ids[found.index(Standing.DONE)]))
        window.tell(tr("“%1” is done; open it again to work on it.", title), kind="warn")
    else:
        window.tell(tr("Nothing waits here to be done or watched."), kind="warn")


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
