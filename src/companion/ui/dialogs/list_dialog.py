"""A dialog that shows a list to choose from, with a sentence above and buttons below."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QHBoxLayout, QWidget

from companion.ui import theme
from companion.ui.overlay import Overlay
from companion.ui.text import tr
from companion.ui.widgets.buttons import Button, IconButton
from companion.ui.widgets.labels import PlainLabel
from companion.ui.widgets.two_lines import TwoLineList

WIDTH, TOP = 560, 64


class ListDialog(Overlay):
    """Title, explanation, list, one button that acts on the row chosen. Enter acts, Esc closes."""

    def __init__(self, parent: QWidget, title: str, said: str, act: str) -> None:
        super().__init__(parent, min(theme.px(WIDTH), parent.width() - 80), TOP)
        self.setAccessibleName(title)
        self.setAccessibleDescription(said)
        body = self.panel.body
        head = QHBoxLayout()
        head.setContentsMargins(20, 16, 12, 2)
        head.addWidget(PlainLabel(title, "dialog"), 1)
        close = IconButton("x", tr("Close"), "Esc")
        close.clicked.connect(self.close_overlay)
        head.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        body.addLayout(head)
        self.said = PlainLabel(said, "body", "text2", wrap=True)
        self.said.setContentsMargins(20, 0, 20, 10)
        body.addWidget(self.said)
        self.list = TwoLineList(title)
        body.addWidget(self.list, 1)
        body.addLayout(self._foot(act))
        self.panel.setFixedHeight(
            min(theme.px(520), max(240, parent.height() - TOP - 24)) + self.panel.MARGIN
        )
        self.list.currentRowChanged.connect(self.choice_changed)
        self.list.itemDoubleClicked.connect(lambda _: self.take())
        self.list.setFocus(Qt.FocusReason.PopupFocusReason)

    def choice_changed(self) -> None:
        """Follow the row chosen; subclasses say what the button does now."""

    def take(self) -> None:
        """Act on the row chosen."""
        raise NotImplementedError

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Act on Enter; on a button Enter presses it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            now = QApplication.focusWidget()
            now.click() if isinstance(now, QAbstractButton) else self._take_if_enabled()
            event.accept()
            return
        super().keyPressEvent(event)

    def _take_if_enabled(self) -> None:
        if self.act.isEnabled():
            self.take()

    def _foot(self, act: str) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 10, 20, 16)
        foot.setSpacing(8)
        self.foot = foot
        foot.addStretch(1)
        cancel = Button(tr("Close"), keys="Esc")
        cancel.clicked.connect(self.close_overlay)
        self.act = Button(act, "primary", keys="Enter")
        self.act.clicked.connect(self.take)
        foot.addWidget(cancel)
        foot.addWidget(self.act)
        return foot
