"""A small page and keys for tests of the window itself."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from companion.models.activity import Activity
from companion.ui.page import Frame, Page


class CountingPage(Page):
    """Counts how often it is refreshed; stays when told to."""

    shows = frozenset({Activity})
    stays = False

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.refreshed = 0
        self.minutes = 0
        self.subject = ""
        self.done: list[str] = []
        self.field = QLineEdit()
        QVBoxLayout(self).addWidget(self.field)

    def set_subject(self, subject: str) -> None:
        self.subject = subject

    def refresh(self) -> None:
        self.refreshed += 1

    def minute(self) -> None:
        self.minutes += 1

    def may_leave(self) -> bool:
        return not self.stays

    def do_quick_add(self) -> None:
        self.done.append("quick-add")


def key_by_place(key: Qt.Key, text: str, scan: int, *, kind: QKeyEvent.Type) -> QKeyEvent:
    """Make a key event as a keyboard sends it whose layout types something else there."""
    return QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, scan, 0, 0, text)
