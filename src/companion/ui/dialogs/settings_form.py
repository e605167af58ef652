"""What the pages of the settings are made of: rows of a label, a control and a hint."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QRadioButton, QVBoxLayout, QWidget

from companion.models.places import Place
from companion.ui import theme
from companion.ui.overlay import Overlay
from companion.ui.widgets.form_choices import CityField
from companion.ui.widgets.labels import FieldError, PlainLabel
from companion.ui.window import Window

LABELS, FIELD = 108, 300


class SettingsPage(QWidget):
    """One section. Subclasses fill the form and show the present choices."""

    name: ClassVar[str] = ""

    def __init__(self, window: Window) -> None:
        super().__init__()
        self.window_of = window
        self.setAccessibleName(self.name)
        self.controls: dict[str, QWidget] = {}
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(20, 18, 24, 20)
        self.column.setSpacing(16)
        self.rows = QGridLayout()
        self.rows.setHorizontalSpacing(16)
        self.rows.setVerticalSpacing(16)
        self.rows.setColumnStretch(1, 1)
        self.column.addLayout(self.rows)
        self.column.addStretch(1)

    def add(self, label: str, widget: QWidget, hint: str = "", *, is_wide: bool = False) -> None:
        """Add a row; the hint stands below its control. A wide one takes the whole width, which a
        sentence inside it may need."""
        self.controls[label] = widget
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        column.addWidget(widget, 0, Qt.AlignmentFlag(0) if is_wide else Qt.AlignmentFlag.AlignLeft)
        if hint:
            column.addWidget(PlainLabel(hint, "second", "text3", wrap=True))
        name = PlainLabel(label, "body", "text2")
        name.setMinimumWidth(theme.px(LABELS))
        name.setContentsMargins(0, 6, 0, 0)
        name.setAlignment(Qt.AlignmentFlag.AlignRight)
        row = self.rows.rowCount()
        top = Qt.AlignmentFlag.AlignTop
        self.rows.addWidget(name, row, 0, Qt.AlignmentFlag.AlignRight | top)
        self.rows.addLayout(column, row, 1)

    def leave_for(self, action_id: str) -> None:
        """Close the settings and do one of the window's actions."""
        overlay = self.parent()
        while overlay is not None and not isinstance(overlay, Overlay):
            overlay = overlay.parent()
        if overlay is not None:
            overlay.close_overlay()
        self.window_of.trigger(action_id)

    def focus_row(self, label: str) -> None:
        """Give the keyboard to the first control of a row; where it has none, to the next one."""
        rows = list(self.controls.values())
        below = rows[rows.index(self.controls[label]) :]
        inside = (widget for row in below for widget in (row, *row.findChildren(QWidget)))
        takes_it = (w for w in inside if w.focusPolicy() & Qt.FocusPolicy.TabFocus)
        control = next((w for w in takes_it if not w.isHidden()), None)
        if control is not None:
            control.setFocus(Qt.FocusReason.TabFocusReason)


class ZoneChoice(QWidget):
    """A zone that follows something, or a city that the student names. `chosen` brings a Place,
    or None to follow."""

    chosen = Signal(object)

    def __init__(self, name: str, following: str, naming: str, wrong: str) -> None:
        super().__init__()
        self._wrong = wrong
        self._known: str | None = None
        self.setAccessibleName(name)
        self.follow, self.named = QRadioButton(following), QRadioButton(naming)
        group = QButtonGroup(self)
        self.city = CityField(f"{name}: {naming.rstrip(':')}", FIELD)
        self.error = FieldError()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 3, 0, 0)
        column.setSpacing(6)
        for button in (self.follow, self.named):
            group.addButton(button)
            column.addWidget(button)
        column.addWidget(self.city, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.error)
        self.follow.toggled.connect(self._toggled)
        self.city.editingFinished.connect(self._take)
        self.city.picked.connect(self._take)

    def show_choice(self, following: str, city: str) -> None:
        """Show what is chosen now, telling nobody: a city's label, or empty to follow. A choice
        that is not finished yet stays."""
        self.follow.setText(following)
        if city == self._known:
            return
        self._known = city
        self.follow.blockSignals(True)
        (self.named if city else self.follow).setChecked(True)
        self.follow.blockSignals(False)
        self.city.setVisible(bool(city))
        if city and not self.city.hasFocus():
            self.city.setText(city)

    def _toggled(self, is_following: bool) -> None:
        self.error.set_error("", self.city)
        self.city.setVisible(not is_following)
        if is_following:
            self.chosen.emit(None)
            return
        self.city.setFocus(Qt.FocusReason.OtherFocusReason)
        self.city.selectAll()
        if self.city.text():
            self._take()

    def _take(self) -> None:
        if not self.named.isChecked():
            return
        place: Place | None = self.city.place()
        self.error.set_error("" if place else self._wrong, self.city)
        if place is not None:
            self.city.setText(place.label)
            self.chosen.emit(place)
