"""The settings of planning, look, keys and data."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from companion.models.quiet_hours import QuietHours
from companion.models.typed import read_time
from companion.models.watching import SPEED_SETTING, SPEEDS, speed_of
from companion.ui import preferences, theme
from companion.ui.dialogs.keys import acting_groups, key_column
from companion.ui.dialogs.settings_form import SettingsPage
from companion.ui.dialogs.settings_working import WorkingHoursForm
from companion.ui.text import tr
from companion.ui.widgets.buttons import Button
from companion.ui.widgets.choices import Segmented, Switch
from companion.ui.widgets.form_choices import ChoiceBox
from companion.ui.widgets.labels import FieldError, PlainLabel
from companion.ui.widgets.typed_fields import StepField, time_field, write_clock
from companion.ui.window import Window


class PlanningPage(SettingsPage):
    """Quiet hours, working hours, and the speed at which recordings are played."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self.setAccessibleName(tr("Planning"))
        self.starts = time_field(tr("Quiet hours from"), self._is_24h)
        self.ends = time_field(tr("Quiet hours until"), self._is_24h)
        self.error = FieldError()
        hours = QWidget()
        column = QVBoxLayout(hours)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.starts)
        line.addWidget(PlainLabel(tr("to"), "body", "text2"))
        line.addWidget(self.ends)
        line.addStretch(1)
        column.addLayout(line)
        column.addWidget(self.error)
        hint = tr("A course whose classes fall in them says so. The same time twice: none.")
        self.add(tr("Quiet hours"), hours, hint, is_wide=True)
        hint = tr(
            "Write them like 09:00-12:00, 13:30-17:00; a day left empty is free of work. "
            "No work of your courses is planned in them, and none is offered."
        )
        self.working = WorkingHoursForm(window)
        self.add(tr("Working hours"), self.working, hint)
        speed = speed_of(window.workspace.setting(SPEED_SETTING))
        choices = [(f"{one:g}", tr("%1×", f"{one:g}")) for one in SPEEDS]
        self.speed = Segmented(choices, f"{speed:g}", name=tr("I play recordings at"))
        hint = tr("What a recording takes counts at this speed.")
        self.add(tr("Recordings at"), self.speed, hint)
        self._show(preferences.quiet_hours(window.workspace))
        for field in (self.starts, self.ends):
            field.editingFinished.connect(self._keep)
            field.stepped.connect(self._keep)
        self.speed.chosen.connect(lambda key: window.keep(SPEED_SETTING, key))

    def _is_24h(self) -> bool:
        return self.window_of.preferences.is_24h

    def _show(self, hours: QuietHours) -> None:
        self.starts.setText(write_clock(hours.starts, self._is_24h()))
        self.ends.setText(write_clock(hours.ends, self._is_24h()))

    def _keep(self) -> None:
        starts, ends = read_time(self.starts.text()), read_time(self.ends.text())
        wrong: StepField | None = self.starts if starts is None else None
        if ends is None:
            wrong = wrong or self.ends
        sentence = tr("Use a time from 00:00 to 23:59, or 6:30 pm.") if wrong else ""
        for field in (self.starts, self.ends):
            self.error.set_error(sentence if field is wrong else "", field)
        self.error.set_error(sentence)
        if starts is None or ends is None:
            return
        hours = QuietHours(starts, ends)
        if hours != preferences.quiet_hours(self.window_of.workspace):
            self.window_of.keep(preferences.QUIET, hours.write())


class LookPage(SettingsPage):
    """Colours and text size."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self.setAccessibleName(tr("Look"))
        now = window.preferences
        choices = [("system", tr("System")), ("light", tr("Light")), ("dark", tr("Dark"))]
        self.colors = Segmented(choices, now.look, name=tr("Colours"))
        self.colors.chosen.connect(lambda key: window.keep(preferences.LOOK, key))
        sizes = [(tr("%1 %", size), size) for size in theme.TEXT_SIZES]
        self.text_size = ChoiceBox(tr("Text size"), sizes)
        self.text_size.set_value(now.text_size)
        self.text_size.activated.connect(
            lambda: window.keep(preferences.TEXT_SIZE, str(self.text_size.currentData()))
        )
        self.add(tr("Colours"), self.colors)
        hint = tr("Ctrl + and Ctrl − change it anywhere, Ctrl 0 is 100 %.")
        self.add(tr("Text size"), self.text_size, hint)


class KeysPage(SettingsPage):
    """Single characters on or off, and what each key does."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self.setAccessibleName(tr("Keys"))
        self.letters = Switch(tr("Single letters and digits act"), window.preferences.has_letters)
        self.letters.toggled.connect(self._use)
        hint = tr(
            "N, T, 1 and others without Ctrl, when no text field has the keyboard. "
            "Off, nothing happens by a single key; Ctrl K finds every command."
        )
        self.add(tr("Single letters"), self.letters, hint)
        self._list: QWidget | None = None
        self._show()

    def _use(self, is_on: bool) -> None:
        self.window_of.keep(preferences.LETTERS, "on" if is_on else "off")
        self._show()

    def _show(self) -> None:
        if self._list is not None:
            self.column.removeWidget(self._list)
            self._list.hide()
            self._list.deleteLater()
        self._list = QWidget()
        column = key_column(acting_groups())
        column.setContentsMargins(12, 0, 0, 0)
        self._list.setLayout(column)
        self.column.insertWidget(1, self._list)


class DataPage(SettingsPage):
    """Where everything is kept."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self.setAccessibleName(tr("Data"))
        folder = str(window.workspace.data_dir)
        self.folder = PlainLabel(folder, "body", "text", wrap=True)
        self.folder.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.folder.setAccessibleName(tr("Folder with your data: %1", folder))
        self.open_folder = Button(tr("Open folder"), icon="folder-open")
        self.open_folder.clicked.connect(
            lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(folder))
        )
        self.copies = Button(tr("Show copies…"), icon="archive-restore")
        self.copies.clicked.connect(lambda: window.trigger("copies"))
        self.add(tr("Folder"), self.folder)
        hint = tr("Everything stays on this computer. No account.")
        self.add("", self.open_folder, hint)
        hint = tr("Companion copies everything by itself; from there any copy can be put back.")
        self.add(tr("Copies"), self.copies, hint)
