"""The settings of time: where the student is, which clocks she sees, how times are written."""

from __future__ import annotations

from companion.clock import system_zone
from companion.models.places import Place, place_label
from companion.ui import preferences
from companion.ui.dialogs.settings_form import SettingsPage, ZoneChoice
from companion.ui.text import city, tr, zone_label
from companion.ui.widgets.choices import Segmented
from companion.ui.window import Window
from companion.workspace import StorageFailed


class TimePage(SettingsPage):
    """City, second and third clock, which one leads, hours and weeks."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self.setAccessibleName(tr("Time"))
        wrong = tr("Choose a city from the list, like Berlin or New York.")
        self.place = ZoneChoice(tr("You are in"), "", tr("Always this city:"), wrong)
        self.second = ZoneChoice(tr("Second clock"), "", tr("Always this city:"), wrong)
        self.third = ZoneChoice(tr("Third clock"), "", tr("This city:"), wrong)
        self.lead = Segmented([("mine", " "), ("course", " ")], name=tr("The clock that leads"))
        self.hours = Segmented(
            [("system", tr("System")), ("24", tr("24 hours")), ("12", tr("12 hours"))],
            name=tr("Times"),
        )
        self.week_start = Segmented(
            [("monday", tr("Monday")), ("saturday", tr("Saturday")), ("sunday", tr("Sunday"))],
            name=tr("Weeks start on"),
        )
        self.add(tr("You are in"), self.place, is_wide=True)
        self.add(tr("Second clock"), self.second, is_wide=True)
        self.add(tr("Third clock"), self.third, is_wide=True)
        hint = tr("On Today, Week and Course; E swaps them. Other pages keep your own clock.")
        self.add(tr("Leads"), self.lead, hint)
        self.add(tr("Times"), self.hours)
        self.add(tr("Weeks start on"), self.week_start)
        self._show()
        self.place.chosen.connect(self._use_city)
        self.second.chosen.connect(lambda place: self._keep_zone(preferences.SECOND_CITY, place))
        self.third.chosen.connect(lambda place: self._keep_zone(preferences.THIRD_CITY, place))
        for control, name in (
            (self.lead, preferences.LEAD),
            (self.hours, preferences.HOURS),
            (self.week_start, preferences.WEEK_START),
        ):
            control.chosen.connect(lambda key, name=name: self._keep(name, key))

    def _show(self) -> None:
        """Show what is chosen now."""
        window, now = self.window_of, self.window_of.preferences
        workspace = window.workspace
        system, here = system_zone().key, workspace.clock.zone.key
        label = workspace.setting(preferences.CITY_NAME)
        is_elsewhere = workspace.setting(preferences.CITY) or here != system  # or by --zone
        if is_elsewhere and not label:
            label = place_label(here)
        self.place.show_choice(tr("Follow this computer: %1", city(system)), label)
        course = window.sidebar.course_zone(workspace.clock.now())
        following = tr("The course’s: %1", zone_label(course))
        self.second.show_choice(following, workspace.setting(preferences.SECOND_CITY))
        self.third.show_choice(tr("None"), workspace.setting(preferences.THIRD_CITY))
        self.lead.set_text("mine", city(here))
        self.lead.set_text("course", zone_label(now.second_zone or course))
        self.lead.set_current("course" if now.is_course_leading else "mine")
        self.hours.set_current(now.hours)
        self.week_start.set_current(now.week_start)

    def _keep(self, name: str, value: str) -> None:
        self.window_of.keep(name, value)
        self._show()

    def _keep_zone(self, name: str, place: Place | None) -> None:
        self._keep(name, place.label if place else "")

    def _use_city(self, place: Place | None) -> None:
        try:
            preferences.use_city(self.window_of.workspace, place)
        except StorageFailed as failure:
            self.window_of.tell_failure(failure)
        self.window_of.refresh_all()
        self._show()
