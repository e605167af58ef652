"""Begins work on an item of the checklist: its link opens."""

from __future__ import annotations

from collections.abc import Sequence

from companion.models.activity import Activity
from companion.ui.open_link import open_link
from companion.ui.window import Window


def start(window: Window, item_ids: Sequence[str]) -> None:
    """Begin with the first of some items: open its link, or the panel of a recording without one.

    An id is that of an activity, or the occurrence key of a recording.
    """
    schedule = window.workspace.schedule
    for item_id in item_ids[:1]:
        activity = schedule.get(Activity, item_id)
        occurrence = schedule.occurrence(item_id)
        if activity is not None and activity.link:
            open_link(window, activity.link, window.widget())
        elif occurrence is not None:
            from companion.ui.today_catch_up import watch  # start-up: only for a recording

            watch(window, occurrence, window.widget())
