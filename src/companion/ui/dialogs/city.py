"""Choose the city that the student is in, by type-ahead; or follow the computer again."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QHBoxLayout, QVBoxLayout, QWidget

from companion.models.faults import Fault
from companion.models.places import place_label
from companion.ui import course_form_words as say
from companion.ui import theme
from companion.ui.overlay import Overlay
from companion.ui.text import tr
from companion.ui.widgets.buttons import Button
from companion.ui.widgets.form_choices import CityField
from companion.ui.widgets.labels import FieldError, PlainLabel


class CityDialog(Overlay):
    """`chosen` brings a Place, or None to follow the computer."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget, zone: str) -> None:
        super().__init__(parent, theme.px(440), max(60, parent.height() // 5))
        title = tr("Where are you?")
        self.setAccessibleName(title)
        column = QVBoxLayout()
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(8)
        column.addWidget(PlainLabel(title, "dialog"))
        sentence = tr("Every class and due date is shown on the clock of this city.")
        column.addWidget(PlainLabel(sentence, "body", "text2", wrap=True))
        self.field = CityField(tr("City or time zone"))
        self.field.setText(place_label(zone))
        column.addWidget(self.field)
        self.error = FieldError()
        column.addWidget(self.error)
        column.addSpacing(6)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.use = Button(tr("Use this city"), "primary", keys="Enter")
        self.follow = Button(tr("Follow this computer"))
        self.use.clicked.connect(self.take)
        self.follow.clicked.connect(lambda: self._choose(None))
        row.addWidget(self.use)
        row.addWidget(self.follow)
        row.addStretch(1)
        column.addLayout(row)
        self.panel.body.addLayout(column)
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)
        self.field.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the city on Enter; on a button Enter presses it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            now = QApplication.focusWidget()
            now.click() if isinstance(now, QAbstractButton) else self.take()
            event.accept()
            return
        super().keyPressEvent(event)

    def take(self) -> None:
        """Bring the city typed, or say that there is none of that name."""
        place = self.field.place()
        if place is None:
            fault = Fault("zone", "unknown_zone", (self.field.text(),))
            self.error.set_error(say.fault_sentence(fault), self.field)
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
            self.field.selectAll()
            return
        self._choose(place)

    def _choose(self, place: object) -> None:
        self.close_overlay()
        self.chosen.emit(place)
