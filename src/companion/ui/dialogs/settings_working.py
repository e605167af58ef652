"""The form of the working hours: a line for each weekday, kept when it is left."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from companion.models.faults import Fault, Refused
from companion.models.typed import parse_work_day
from companion.models.working_hours import (
    WORKING_SETTING,
    WorkingHours,
    WorkSpan,
    first_overlap,
)
from companion.ui import preferences
from companion.ui.text import tr, weekday
from companion.ui.widgets.buttons import Button
from companion.ui.widgets.labels import FieldError, PlainLabel
from companion.ui.widgets.typed_fields import TextField, write_clock
from companion.ui.window import Window
from companion.wording import sentence

FIELD = 260
_MONDAY, _FRIDAY = 0, 4


def write_day(spans: Iterable[WorkSpan], is_24h: bool) -> str:
    """Write when somebody works on a day: "09:00–12:00, 13:30–17:00"."""
    clock = write_clock
    return ", ".join(f"{clock(s.starts, is_24h)}–{clock(s.ends, is_24h)}" for s in spans)


class _DayField(TextField):
    """The times of one weekday; Enter keeps them and goes on to the next day."""

    def __init__(self, name: str) -> None:
        super().__init__(name, FIELD, tr("No work"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on by Enter, ↓ and ↑."""
        steps = {Qt.Key.Key_Return: 1, Qt.Key.Key_Enter: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        step = steps.get(Qt.Key(event.key()))
        if step is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        self.focusNextPrevChild(step > 0)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Have the whole line ready to be written over, however it was reached."""
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            self.selectAll()


class WorkingHoursForm(QWidget):
    """Seven lines. What is wrong is said below its line and is not kept; the others are."""

    def __init__(self, window: Window) -> None:
        super().__init__()
        self._window = window
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        column.addLayout(grid)
        self.fields: list[_DayField] = []
        self.errors: list[FieldError] = []
        for day in range(7):
            self._add_day(grid, day)
        self.same = Button(tr("Same from Monday to Friday"), "default", "small", icon="copy")
        self.same.clicked.connect(self._copy_monday)
        column.addWidget(self.same, 0, Qt.AlignmentFlag.AlignLeft)
        self._show(preferences.working_hours(window.workspace))

    def _add_day(self, grid: QGridLayout, day: int) -> None:
        field, error = _DayField(tr("Working hours on %1", weekday(day, True))), FieldError()
        field.editingFinished.connect(lambda: self._keep_day(day))
        label = PlainLabel(weekday(day), "body", "text2")
        label.setBuddy(field)
        grid.addWidget(label, 2 * day, 0)
        grid.addWidget(field, 2 * day, 1)
        grid.addWidget(error, 2 * day + 1, 1)
        self.fields.append(field)
        self.errors.append(error)

    def _is_24h(self) -> bool:
        return self._window.preferences.is_24h

    def _show(self, hours: WorkingHours) -> None:
        for field, error, spans in zip(self.fields, self.errors, hours.days, strict=True):
            field.setText(write_day(spans, self._is_24h()))
            error.set_error("", field)

    def _keep_day(self, day: int) -> None:
        """Keep what is written for a day, or say what is wrong with it."""
        field, error = self.fields[day], self.errors[day]
        known = preferences.working_hours(self._window.workspace)
        try:
            hours = known.with_day(day, parse_work_day(field.text()))
            if first_overlap(hours) is not None:
                raise Refused(Fault("working", "work_overlap"))
        except Refused as refusal:
            error.set_error(sentence(refusal.faults[0], tr), field)
            return
        error.set_error("", field)
        field.setText(write_day(hours.days[day], self._is_24h()))
        if hours != known:
            self._window.keep(WORKING_SETTING, hours.write())

    def _copy_monday(self) -> None:
        """Write Monday's times into the other working days, and keep them."""
        for day in range(_MONDAY + 1, _FRIDAY + 1):
            self.fields[day].setText(self.fields[_MONDAY].text())
        for day in range(_MONDAY, _FRIDAY + 1):
            self._keep_day(day)
