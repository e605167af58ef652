"""The room of the checklist's list and details, and the line that says that the week is done."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from companion.ui.widgets.buttons import Button
from companion.ui.widgets.labels import IconLabel, PlainLabel
from companion.ui.widgets.panels import Surface

BAR_FOOT = 14


class Body(QWidget):
    """The list, and the details beside it or, as a drawer, over it."""

    def __init__(self) -> None:
        super().__init__()
        self.list = QWidget(self)
        self.column = QVBoxLayout(self.list)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self._details: QWidget | None = None
        self._bar: QWidget | None = None
        self._is_drawer = self._has_details = False
        self._below = 0

    def take(self, details: QWidget, bar: QWidget) -> None:
        """Take the two that are placed by hand."""
        self._details, self._bar = details, bar
        details.hide()

    def set_drawer(self, is_drawer: bool) -> None:
        """Put the details over the list, or beside it."""
        self._is_drawer = is_drawer
        self._place()

    def show_details(self, is_shown: bool) -> None:
        """Show or hide the details."""
        if self._details is not None and self._has_details is not is_shown:
            self._has_details = is_shown
            self._details.setVisible(is_shown)
            self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room."""
        self._place()

    def _place(self) -> None:
        details = self._details
        if details is None:
            return
        width = details.width() if self._has_details else 0
        left = self.width() - width
        self.list.setGeometry(0, 0, self.width() if self._is_drawer else left, self.height())
        details.setGeometry(left, 0, details.width(), self.height())
        if self._is_drawer:
            details.raise_()
        self.place_bar()

    def leave_below(self, height: int) -> None:
        """Keep so much room free below the bar."""
        self._below = height
        self.place_bar()

    def place_bar(self) -> None:
        """Keep the bar in the middle of the list's foot."""
        bar = self._bar
        if bar is not None:
            size = bar.sizeHint()
            covered = (
                self._details.width()
                if self._is_drawer and self._has_details and self._details
                else 0
            )
            left = max(8, (self.list.width() - covered - size.width()) // 2)
            top = self.list.height() - size.height() - BAR_FOOT - self._below
            bar.setGeometry(left, top, size.width(), size.height())


class WeekDone(Surface):
    """The line over the list that says that the week is done, with a head start."""

    def __init__(self) -> None:
        super().__init__("okb", "bottom")
        self.item_id = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 7, 24, 8)
        row.setSpacing(8)
        row.addWidget(IconLabel("circle-check", 16, "okt"))
        self.label = PlainLabel("", "strong", "okt")
        row.addWidget(self.label)
        row.addStretch(1)
        self.button = Button("", "default", "small", icon="arrow-right")
        row.addWidget(self.button)
        self.hide()

    def show_words(self, said: str, ahead: str, item_id: str) -> None:
        """Say it, and offer what comes first."""
        self.item_id = item_id
        self.label.setText(said)
        self.button.setText(ahead if len(ahead) <= 60 else ahead[:59] + "…")
