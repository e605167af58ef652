"""Says where the student is now when the computer's zone changed while the window was open."""

from __future__ import annotations

from companion.models.places import Place
from companion.models.zones import minutes_ahead
from companion.ui import preferences
from companion.ui.text import city, difference, tr
from companion.ui.widgets.messages import Notice
from companion.ui.window import Window
from companion.workspace import StorageFailed

_PROPERTY = "tells-place"


def tell_new_place(window: Window, before: str) -> None:
    """Say once that every time is on another clock now, and offer to stay on the former one
    (a zone's name). Nothing stored has changed."""
    words = window.words()
    here = words.zone.key
    if here == before:
        return
    there = window.sidebar.second_zone(words.now)
    rest = tr("Every time is on its clock. %1.", difference(there, _ahead(window, there)))
    notice = Notice(
        tr("You are in %1 now.", city(here)), rest, "ok", icon="map-pin",
        action=tr("Stay on %1 time", city(before)),
    )  # fmt: skip
    notice.setProperty(_PROPERTY, True)
    for former in [n for n in window.stage.notices() if n.property(_PROPERTY)]:
        window.stage.drop_notice(former)
    notice.acted.connect(lambda: _stay(window, before, notice))
    window.stage.add_notice(notice)


def _ahead(window: Window, there: str) -> int:
    words = window.words()
    return minutes_ahead(words.now, words.zone.key, there)


def _stay(window: Window, zone: str, notice: Notice) -> None:
    try:
        preferences.use_city(window.workspace, Place(city(zone), zone))
    except StorageFailed as failure:
        window.tell_failure(failure)
        return
    window.stage.drop_notice(notice)
    window.refresh_all()
