"""A question over the window with a few answers; Esc gives the last one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEventLoop, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from companion.ui import theme
from companion.ui.overlay import Overlay
from companion.ui.widgets.buttons import Button
from companion.ui.widgets.labels import PlainLabel


class Question(Overlay):
    """Asks once. `answered` brings the key of the answer; Esc and a click beside bring "".

    Answers are (key, text, kind of button); the first has the keyboard.
    """

    answered = Signal(str)

    def __init__(
        self, parent: QWidget, title: str, text: str, answers: Sequence[tuple[str, str, str]]
    ) -> None:
        super().__init__(parent, theme.px(420), max(72, parent.height() // 4))
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self._answer = ""
        column = self.column = QVBoxLayout()
        column.setContentsMargins(20, 18, 20, 18)
        column.setSpacing(6)
        column.addWidget(PlainLabel(title, "dialog", wrap=True))
        column.addWidget(PlainLabel(text, "body", "text2", wrap=True))
        column.addSpacing(10)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.buttons = [self._button(*answer) for answer in answers]
        for button in self.buttons:
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        self.panel.body.addLayout(column)
        self.closed.connect(lambda: self.answered.emit(self._answer))
        self.buttons[0].setFocus(Qt.FocusReason.PopupFocusReason)

    def _button(self, key: str, text: str, kind: str) -> Button:
        button = Button(text, kind)
        button.setAutoDefault(True)
        button.clicked.connect(lambda: self._choose(key))
        return button

    def _choose(self, key: str) -> None:
        self._answer = key
        self.close_overlay()


def ask(parent: QWidget, title: str, text: str, answers: Sequence[tuple[str, str, str]]) -> str:
    """Ask and wait for the answer's key; empty when the question was closed."""
    found: list[str] = []
    question = Question(parent, title, text, answers)
    loop = QEventLoop(question)
    question.answered.connect(found.append)
    question.answered.connect(loop.quit)
    loop.exec()
    return found[0] if found else ""
