"""The settings of busy calendars: adding one, renaming, hiding, reading it anew, removing it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from companion.busy_edits import remove_calendar, rename_calendar, show_calendar
from companion.importers import fetching
from companion.models.busy_calendar import BusyCalendar, BusyTimes
from companion.models.faults import Refused
from companion.models.links import link_host
from companion.models.source import SourceFailed
from companion.ui.busy_checks import busy_checks_of, last_check
from companion.ui.dialogs.settings_calendar_file import CalendarFile
from companion.ui.dialogs.settings_form import SettingsPage
from companion.ui.import_job import Request
from companion.ui.import_words import say, tr
from companion.ui.text import count
from companion.ui.widgets.buttons import Button
from companion.ui.widgets.choices import Switch
from companion.ui.widgets.labels import FieldError, PlainLabel
from companion.ui.widgets.typed_fields import TextField
from companion.ui.window import Window
from companion.wording import import_sentence

AskFile = Callable[[QWidget], str]


def ask_file(parent: QWidget) -> str:
    """Ask for a calendar file; empty when the student thought better of it."""
    kinds = tr("Calendars (%1);;All files (%2)", "*.ics *.ical *.ifb *.vfb", "*")
    found, _ = QFileDialog.getOpenFileName(parent, tr("Add a calendar"), "", kinds)
    return str(found)


class CalendarLine(QWidget):
    """One calendar: its name to be changed, whether it takes time, what is known of it."""

    def __init__(self, name: str, remark: str, *, is_shown: bool, is_file: bool) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        first, second = QHBoxLayout(), QHBoxLayout()
        first.setSpacing(10)
        second.setSpacing(6)
        self.field = TextField(tr("Name of the calendar %1", name))
        self.field.setText(name)
        self.field.setCursorPosition(0)
        self.switch = Switch(tr("%1 takes time", name), is_shown)
        first.addWidget(self.field, 1)
        first.addWidget(self.switch)
        second.addWidget(PlainLabel(remark, "second", "text3", wrap=True), 1)
        again = tr("Read again…") if is_file else tr("Read again")
        self.again, self.remove = Button(again, size="small"), Button(tr("Remove"), size="small")
        self.again.setAccessibleName(tr("Read %1 again", name))
        self.remove.setAccessibleName(tr("Remove %1", name))
        second.addWidget(self.again, 0, Qt.AlignmentFlag.AlignTop)
        second.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(first)
        column.addLayout(second)


class CalendarsPage(SettingsPage):
    """A line for each calendar; the address of one is never shown."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self.setAccessibleName(tr("Calendars"))
        self.ask_file: AskFile = ask_file
        self.lines: dict[str, CalendarLine] = {}
        self._checks = busy_checks_of(window, window.widget())
        holder = QWidget()
        holder.setMinimumWidth(380)
        self._column = QVBoxLayout(holder)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(14)
        nothing = tr("None yet. Your work, family or club calendar shows when you are busy.")
        self.nothing = PlainLabel(nothing, "body", "text2", wrap=True)
        self._column.addWidget(self.nothing)
        hint = tr("They take time in Today and the week. Nothing is planned over them.")
        self.add(tr("Busy calendars"), holder, hint, is_wide=True)
        hint = tr("The address is a secret like a password. It stays on this computer.")
        self.add(tr("Add one"), self._adding(), hint, is_wide=True)
        self.file = CalendarFile(window)
        self.file.export.clicked.connect(lambda: self.leave_for("export"))
        hint = tr("Classes and due dates for the calendar on your phone or at work.")
        self.add(tr("Your calendar file"), self.file, hint, is_wide=True)
        self._checks.looked.connect(self._show)
        self._show()

    def _adding(self) -> QWidget:
        own = QWidget()
        column = QVBoxLayout(own)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.add_file = Button(tr("From a file…"), icon="folder-open")
        self.add_file.clicked.connect(self._add_file)
        column.addWidget(self.add_file, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.address = TextField(tr("Address of a calendar"), placeholder="https:// · webcal://")
        self.address.returnPressed.connect(self.add_address)
        self.add_it = Button(tr("Add"))
        self.add_it.clicked.connect(self.add_address)
        row.addWidget(self.address, 1)
        row.addWidget(self.add_it)
        column.addLayout(row)
        self.error = FieldError()
        self.address.textEdited.connect(lambda: self.error.set_error("", self.address))
        column.addWidget(self.error)
        return own

    # Showing

    def _show(self) -> None:
        if any(line.field.hasFocus() and line.field.isModified() for line in self.lines.values()):
            return  # a name is being typed
        self._clear()
        calendars = self.window_of.workspace.schedule.table(BusyCalendar).values()
        for place, calendar in enumerate(sorted(calendars, key=lambda c: c.name.casefold())):
            line = self._line(calendar)
            self.lines[calendar.id] = line
            self._column.insertWidget(place, line)
        self.nothing.setVisible(not self.lines)

    def _clear(self) -> None:
        for line in self.lines.values():
            self._column.removeWidget(line)
            line.field.blockSignals(True)  # losing the keyboard would end what is typed
            line.hide()
            line.deleteLater()
        self.lines = {}

    def _line(self, calendar: BusyCalendar) -> CalendarLine:
        line = CalendarLine(
            calendar.name, self._remark(calendar),
            is_shown=calendar.is_shown, is_file=not calendar.address,
        )  # fmt: skip
        line.field.editingFinished.connect(lambda: self._rename(calendar, line))
        line.switch.toggled.connect(lambda is_on: self._use(calendar, is_on))
        line.again.clicked.connect(lambda: self._read_again(calendar))
        line.remove.clicked.connect(lambda: self._remove(calendar))
        return line

    def _remark(self, calendar: BusyCalendar) -> str:
        times = self.window_of.workspace.schedule.get(BusyTimes, calendar.id)
        number = len(times.content.splitlines()) if times is not None else 0
        check = last_check(self.window_of, calendar)
        host = link_host(calendar.address) if calendar.address else tr("File")
        parts = [count("%n time(s)", number), host]
        if check.at is not None:
            when = self.window_of.words().moment(check.at)
            text = "could not be reached %1" if check.failures else "read %1"
            parts.append(tr(text, when))
        return " · ".join(parts)

    # Doing

    def _add_file(self) -> None:
        path = self.ask_file(self)
        if path:
            self._checks.add(Request(path=path))

    def add_address(self) -> None:
        """Read the calendar at the address that is typed, or say why that is none."""
        try:
            address = fetching.check_address(self.address.text())
        except SourceFailed as failure:
            self.error.set_error(import_sentence(failure.code, failure.values, say), self.address)
            return
        self.address.clear()  # it is a secret
        self._checks.add(Request(address=address))

    def _rename(self, calendar: BusyCalendar, line: CalendarLine) -> None:
        try:
            edit = rename_calendar(
                self.window_of.workspace.schedule, calendar.id, line.field.text()
            )
        except Refused:
            line.field.setText(calendar.name)  # an empty name is none
            return
        self.window_of.perform(edit)

    def _use(self, calendar: BusyCalendar, is_on: bool) -> None:
        self.window_of.perform(show_calendar(self.window_of.workspace.schedule, calendar.id, is_on))

    def _read_again(self, calendar: BusyCalendar) -> None:
        if calendar.address:
            self._checks.read_again(calendar)
            return
        path = self.ask_file(self)
        if path:
            self._checks.read_again(calendar, path)

    def _remove(self, calendar: BusyCalendar) -> None:
        said = tr("“%1” removed", calendar.name)
        edit = remove_calendar(self.window_of.workspace.schedule, calendar.id)
        if self.window_of.perform(edit, said):
            self._show()
            self.add_file.setFocus(Qt.FocusReason.OtherFocusReason)
