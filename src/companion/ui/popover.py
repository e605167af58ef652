"""A small panel beside a row or a button of the window: fields, what is wrong, buttons."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QMargins, QRect, Qt
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QBoxLayout,
    QHBoxLayout,
    QLayout,
    QVBoxLayout,
    QWidget,
)

from companion.models.faults import Refused
from companion.ui import theme
from companion.ui.overlay import Overlay
from companion.ui.text import tr
from companion.ui.widgets.buttons import Button, IconButton
from companion.ui.widgets.labels import ElidedLabel, FieldError, PlainLabel
from companion.ui.widgets.panels import FloatingPanel
from companion.wording import sentence

_EDGE = 8


class Popover(Overlay):
    """A panel beside a place in the window; Esc or a click elsewhere leaves all as it was.

    It lies inside the window, because a window of its own could not be placed on Wayland.
    """

    def __init__(
        self, window: QWidget, beside: QRect, title: str, subject: str, width: int
    ) -> None:
        """`beside` is a place in the window; the panel goes below it, or above."""
        super().__init__(window, theme.px(width), 0)
        self._beside = beside
        self._is_at_right = False
        self._is_placed = False
        self.setAccessibleName(f"{title}, {subject}")
        self.inside = QVBoxLayout()
        self.inside.setContentsMargins(16, 13, 16, 13)
        self.inside.setSpacing(0)
        self.panel.body.addLayout(self.inside)
        self.head = QHBoxLayout()
        self.head.setSpacing(8)
        self.head.addWidget(PlainLabel(title, "section"))
        self.head.addWidget(ElidedLabel(subject, "second", "text3"), 1)
        self.inside.addLayout(self.head)
        self.inside.addSpacing(10)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Dim nothing: the row stays in view."""

    def add_close(self) -> None:
        """Put a cross at the end of the title."""
        close = IconButton("x", tr("Close"), "Esc", icon_size=14, tint="text3")
        close.clicked.connect(self.close_overlay)
        self.head.addWidget(close)

    def hold_right(self) -> None:
        """Stand at the right end of the place instead of its left."""
        self._is_at_right = True

    def finish(self, buttons: Sequence[Button]) -> None:
        """Close the panel with its buttons, and put it beside its place; it is at least as wide as
        they are."""
        self.error = FieldError()
        self.inside.addWidget(self.error)
        self.inside.addSpacing(12)
        row = QHBoxLayout()
        row.setSpacing(7)
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        cancel = Button(tr("Cancel"), "quiet", keys="Esc")
        cancel.clicked.connect(self.close_overlay)
        row.addWidget(cancel)
        self.inside.addLayout(row)
        sides = self.inside.contentsMargins()
        wanted = row.sizeHint().width() + sides.left() + sides.right() + 2 * FloatingPanel.MARGIN
        self.panel.setFixedWidth(max(self.panel.width(), wanted))
        self.put_in_place()

    def put_in_place(self) -> None:
        """Below the place, above it where there is no room, always inside the window."""
        layout = self.layout()
        assert isinstance(layout, QBoxLayout)
        if not self._is_placed:
            self._is_placed = True
            layout.setAlignment(self.panel, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
            layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        margin = FloatingPanel.MARGIN
        self.panel.adjustSize()
        size, room = self.panel.sizeHint(), self.rect()
        top = self._beside.bottom() + _EDGE - margin + 6
        if top + size.height() - margin > room.height():
            top = self._beside.top() - _EDGE - size.height() + margin + 6
        top = max(-margin + 6 + _EDGE, min(top, room.height() - size.height() + margin - 6))
        left = self._beside.left() - margin
        if self._is_at_right:
            left = self._beside.right() + 1 - self.panel.width() + margin
        left = max(0, min(left, room.width() - self.panel.width()))
        if layout.contentsMargins() != QMargins(left, top, 0, 0):
            layout.setContentsMargins(left, top, 0, 0)
            layout.activate()

    def event(self, event: QEvent) -> bool:
        """Grow and shrink with what is shown inside."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest and self._is_placed:
            self.put_in_place()
        return done

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Save on Enter from any field; on a button Enter presses it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            now = QApplication.focusWidget()
            if isinstance(now, QAbstractButton):
                now.click()
            else:
                self.accept()
            event.accept()
            return
        super().keyPressEvent(event)

    def accept(self) -> None:
        """Save what is entered, or say what is wrong with it."""

    def refuse(self, refusal: Refused, field: QWidget) -> None:
        """Say what is wrong, and go to the field."""
        field.setFocus(Qt.FocusReason.OtherFocusReason)  # leaving a field tidies its text
        self.error.set_error(sentence(refusal.faults[0], tr), field)
