"""A small panel for any number of minutes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QWidget

from companion.models.faults import Refused
from companion.models.typed import parse_gap
from companion.ui.popover import Popover
from companion.ui.text import duration
from companion.ui.today_words import tr
from companion.ui.widgets.buttons import Button
from companion.ui.widgets.typed_fields import TextField


class MinutesPopover(Popover):
    """How long the student has, as typed: "45", "1 h 20"."""

    def __init__(
        self, window: QWidget, beside: QRect, minutes: int, take: Callable[[int], None]
    ) -> None:
        super().__init__(window, beside, tr("I have"), tr("any number of minutes"), 300)
        self._take = take
        self.field = TextField(tr("I have"), 0, tr("45, or 1 h 20"))
        self.field.setText(duration(minutes))
        self.inside.addWidget(self.field)
        show = Button(tr("Show what fits"), "primary", keys="Enter")
        show.clicked.connect(self.accept)
        self.finish([show])
        self.field.textChanged.connect(lambda: self.error.set_error("", self.field))
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)
        self.field.selectAll()

    def accept(self) -> None:
        """Take the number, or say what is wrong with it."""
        try:
            minutes = parse_gap(self.field.text())
        except Refused as refusal:
            self.refuse(refusal, self.field)
            return
        self.close_overlay()
        self._take(minutes)
