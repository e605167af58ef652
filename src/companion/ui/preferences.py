"""The student's choices for the window: their names in the settings, and how they are read."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QLocale

from companion.models.walltime import zone_of
from companion.ui import theme
from companion.ui.text import name_city
from companion.workspace import StorageFailed, Workspace

if TYPE_CHECKING:
    from companion.models.places import Place

LOOK, TEXT_SIZE, HOURS, CITY = "look", "text_size", "hours", "city"
CITY_NAME = "city_name"  # "Bengaluru · Asia/Kolkata": what the student calls the zone
GEOMETRY, SIDEBAR = "window", "sidebar"


class Preferences(NamedTuple):
    """look: system, light or dark; text size in percent; hours: system, 24 or 12."""

    look: str = "system"
    text_size: int = 100
    hours: str = "system"
    has_rail: bool = False

    @property
    def is_24h(self) -> bool:
        """Whether times are written in 24 hours."""
        if self.hours in ("12", "24"):
            return self.hours == "24"
        written = QLocale.system().timeFormat(QLocale.FormatType.ShortFormat)
        return "a" not in written.lower()


def read(workspace: Workspace) -> Preferences:
    """Read the choices; what was stored wrongly counts as not chosen."""
    name, _, zone = workspace.setting(CITY_NAME).partition(" · ")
    name_city(zone, name if zone else "")
    size = workspace.setting(TEXT_SIZE, "100")
    look = workspace.setting(LOOK, "system")
    return Preferences(
        look if look in theme.CHOICES else "system",
        int(size) if size.isdigit() and int(size) in range(80, 151) else 100,
        workspace.setting(HOURS, "system"),
        workspace.setting(SIDEBAR) == "rail",
    )


def keep(workspace: Workspace, name: str, value: str | None) -> bool:
    """Store a choice; False when it could not be kept, which spoils nothing."""
    try:
        workspace.set_setting(name, value)
    except StorageFailed:
        return False
    return True


def use_city(workspace: Workspace, place: Place | None) -> None:
    """Keep the student's city and go by its clock from now on; None follows this computer.

    Raises StorageFailed, and then changes nothing.
    """
    workspace.set_setting(CITY, place.zone if place else "")
    workspace.set_setting(CITY_NAME, place.label if place else "")
    workspace.clock.pin(zone_of(place.zone) if place else None)
    name_city(place.zone if place else "", place.name if place else "")
