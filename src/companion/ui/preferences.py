"""The student's choices for the window: their names in the settings, and how they are read."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QLocale

from companion.models.quiet_hours import QuietHours, read_quiet_hours
from companion.models.walltime import is_zone, zone_of
from companion.models.working_hours import WORKING_SETTING, WorkingHours, read_working_hours
from companion.ui import theme
from companion.ui.text import name_city, name_other_cities
from companion.workspace import StorageFailed, Workspace

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from companion.models.places import Place
    from companion.models.planning_place import Hours

LOOK, TEXT_SIZE, HOURS, CITY = "look", "text_size", "hours", "city"
CITY_NAME = "city_name"  # "Bengaluru · Asia/Kolkata": what the student calls the zone
SECOND_CITY, THIRD_CITY = "second_city", "third_city"  # labels like CITY_NAME, empty for none
LEAD, WEEK_START, LETTERS, QUIET = "leading_clock", "week_start", "letter_keys", "quiet_hours"
DISMISSED, CALLED = "dismissed_clock_changes", "called_classes"
GEOMETRY, SIDEBAR = "window", "sidebar"
TIMER = "timer"
WEEK_STARTS = {"monday": 0, "saturday": 5, "sunday": 6}
MOST_KEPT = 40  # of clock changes that is some years, of classes some weeks


class Preferences(NamedTuple):
    """look: system, light or dark; text size in percent; hours: system, 24 or 12; week_start: a
    key of WEEK_STARTS. second_zone is shown instead of the course's clock, third_zone below it;
    empty for none. is_course_leading: the second clock leads. has_letters: single letters are
    keys."""

    look: str = "system"
    text_size: int = 100
    hours: str = "system"
    has_rail: bool = False
    week_start: str = "monday"
    second_zone: str = ""
    third_zone: str = ""
    is_course_leading: bool = False
    has_letters: bool = True
    quiet_hours: QuietHours = QuietHours()

    @property
    def is_24h(self) -> bool:
        """Whether times are written in 24 hours."""
        if self.hours in ("12", "24"):
            return self.hours == "24"
        written = QLocale.system().timeFormat(QLocale.FormatType.ShortFormat)
        return "a" not in written.lower()

    @property
    def first_weekday(self) -> int:
        """The day on which weeks begin, 0 is Monday."""
        return WEEK_STARTS.get(self.week_start, 0)


def read(workspace: Workspace) -> Preferences:
    """Read the choices; what was stored wrongly counts as not chosen."""
    name, zone = _named(workspace.setting(CITY_NAME))
    name_city(zone, name)
    others = [_named(workspace.setting(key)) for key in (SECOND_CITY, THIRD_CITY)]
    name_other_cities({zone: name for name, zone in others if zone})
    size = workspace.setting(TEXT_SIZE, "100")
    look = workspace.setting(LOOK, "system")
    return Preferences(
        look if look in theme.CHOICES else "system",
        int(size) if size in map(str, range(80, 151)) else 100,
        workspace.setting(HOURS, "system"),
        workspace.setting(SIDEBAR) == "rail",
        workspace.setting(WEEK_START, "monday"),
        others[0][1],
        others[1][1],
        workspace.setting(LEAD) == "course",
        workspace.setting(LETTERS) != "off",
        quiet_hours(workspace),
    )


def _named(label: str) -> tuple[str, str]:
    """Return (city, zone) of a stored label, both empty when this machine knows no such zone."""
    name, _, zone = label.partition(" · ")
    return (name, zone) if zone and is_zone(zone) else ("", "")


def keep(workspace: Workspace, name: str, value: str | None) -> bool:
    """Store a choice; False when it could not be kept, which spoils nothing."""
    try:
        workspace.set_setting(name, value)
    except StorageFailed:
        return False
    return True


def quiet_hours(workspace: Workspace) -> QuietHours:
    """Read the student's quiet hours."""
    return read_quiet_hours(workspace.setting(QUIET))


def working_hours(workspace: Workspace) -> WorkingHours:
    """Read when the student works."""
    return read_working_hours(workspace.setting(WORKING_SETTING))


def hours(workspace: Workspace, zone: ZoneInfo) -> Hours:
    """Read what planning for the student keeps to; zone is where she is."""
    # start-up: only when something is planned
    from companion.models.planning_place import Hours
    from companion.models.watching import SPEED_SETTING, speed_of

    speed = speed_of(workspace.setting(SPEED_SETTING))
    return Hours(zone, quiet_hours(workspace), working_hours(workspace), speed)


def use_city(workspace: Workspace, place: Place | None) -> None:
    """Keep the student's city and go by its clock from now on; None follows this computer.

    Raises StorageFailed, and then changes nothing.
    """
    workspace.set_setting(CITY, place.zone if place else "")
    workspace.set_setting(CITY_NAME, place.label if place else "")
    workspace.clock.pin(zone_of(place.zone) if place else None)
    name_city(place.zone if place else "", place.name if place else "")


def dismissed(workspace: Workspace) -> frozenset[str]:
    """Read the ids of the clock changes that the student does not want to be told again."""
    return frozenset(workspace.setting(DISMISSED).split())


def dismiss(workspace: Workspace, change_id: str) -> None:
    """Remember a clock change as told, where that can be stored."""
    _remember(workspace, DISMISSED, change_id)


def called(workspace: Workspace) -> frozenset[str]:
    """Read which classes the student was called to, by the flags of the calls."""
    return frozenset(workspace.setting(CALLED).split())


def keep_called(workspace: Workspace, flags: frozenset[str]) -> None:
    """Remember these calls and no others, where that can be stored."""
    known = workspace.setting(CALLED).split()
    keep(workspace, CALLED, " ".join(flag for flag in known if flag in flags))


def remember_call(workspace: Workspace, flag: str) -> None:
    """Remember a call as made, where that can be stored."""
    _remember(workspace, CALLED, flag)


def _remember(workspace: Workspace, name: str, one: str) -> None:
    before = [known for known in workspace.setting(name).split() if known != one]
    keep(workspace, name, " ".join([*before, one][-MOST_KEPT:]))
