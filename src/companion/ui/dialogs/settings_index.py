"""What the settings hold, by section, so that the search finds it without opening them."""

from __future__ import annotations

from typing import NamedTuple


class SettingSpec(NamedTuple):
    """One row of the settings: its section and label, and other words for it."""

    section: str
    label: str
    also: str = ""

    @property
    def id(self) -> str:
        """What names it among the settings."""
        return f"{self.section}/{self.label}".replace(" ", "-")


SETTINGS = (
    SettingSpec("Time", "You are in", "my city, time zone, place"),
    SettingSpec("Time", "Second clock", "time zone"),
    SettingSpec("Time", "Third clock", "time zone"),
    SettingSpec("Time", "Leads", "which clock is first"),
    SettingSpec("Time", "Times", "12 hours, 24 hours, am pm"),
    SettingSpec("Time", "Weeks start on", "first day of the week"),
    SettingSpec("Planning", "Quiet hours", "night, sleep"),
    SettingSpec("Planning", "Working hours", "job, busy, office"),
    SettingSpec("Planning", "Recordings at", "playback speed"),
    SettingSpec("Look", "Colours", "dark mode, light, theme"),
    SettingSpec("Look", "Text size", "font, zoom, larger, smaller"),
    SettingSpec("Keys", "Single letters", "shortcuts, keyboard"),
    SettingSpec("Data", "Folder", "where my data is"),
    SettingSpec("Data", "Copies", "backup, restore"),
    SettingSpec("Links", "Always open", "trusted sites"),
    SettingSpec("Links", "And also", "trusted sites"),
    SettingSpec("Calendars", "Busy calendars", "own calendar, outlook, google, work, family"),
    SettingSpec("Calendars", "Add one", "ics, webcal, busy time"),
    SettingSpec("Calendars", "Your calendar file", "export, ics, keep updated"),
    SettingSpec("Feeds", "Looked at daily", "canvas, moodle, calendar address, subscription"),
)


def setting(setting_id: str) -> SettingSpec:
    """Return a row by its id. Raises LookupError for an unknown one."""
    for spec in SETTINGS:
        if spec.id == setting_id:
            return spec
    raise LookupError(f"There is no setting named {setting_id}.")
