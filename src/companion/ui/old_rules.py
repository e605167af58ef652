"""Says once that this computer's zone rules are older than known ones, where that matters."""

from __future__ import annotations

from collections.abc import Callable

from companion.change_words import old_rules_words
from companion.models.zone_rules import AHEAD, OldRules, old_rules
from companion.ui import preferences
from companion.ui.widgets.messages import Notice
from companion.ui.window import Window

_PROPERTY = "tells-old-rules"


def tell_old_rules(window: Window, find: Callable[..., OldRules | None] = old_rules) -> None:
    """Say it for the student's zone, else for that of a course, when times within a year are
    others by newer rules; not again once it was put away."""
    words, schedule = window.words(), window.workspace.schedule
    zones = dict.fromkeys((words.zone.key, *(course.zone for course in schedule.courses)))
    found = find(zones, words.now, words.now + AHEAD) if schedule.courses else None
    for former in [n for n in window.stage.notices() if n.property(_PROPERTY)]:
        window.stage.drop_notice(former)
    name = f"rules:{found.zone}#{found.version}" if found else ""
    if found is None or name in preferences.dismissed(window.workspace):
        return
    notice = Notice(*old_rules_words(found, words))
    notice.setProperty(_PROPERTY, True)
    notice.closed.connect(lambda: preferences.dismiss(window.workspace, name))
    window.stage.add_notice(notice)
