"""What to do with the classes that were over when a course is added: asked once."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from companion.ui import fonts, icons, paint, theme
from companion.ui.overlay import Overlay
from companion.ui.text import tr
from companion.ui.widgets.buttons import Button
from companion.ui.widgets.labels import PlainLabel

ALL_DONE, ONE_BY_ONE, LEAVE_OPEN = "done", "one", "open"


class ChoiceCard(QAbstractButton):
    """A way to go on: icon, title, one sentence. Enter and Space choose it, arrows move."""

    def __init__(self, icon: str, title: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._title, self._sentence = icon, title, text
        self.setText(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setProperty("own-ring", True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Two lines."""
        return QSize(360, theme.px(58))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by Enter too; walk by arrows."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card."""
        painter = QPainter(self)
        is_on = self.hasFocus() or self.underMouse()
        fill = theme.color("sel" if self.hasFocus() else "hover" if is_on else "bg")
        paint.box(painter, self.rect(), 8, fill, theme.color("line2"))
        icons.draw(painter, 14, (self.height() - 16) / 2, self._icon, 16, "accent")
        line = theme.px(18)
        top = (self.height() - 2 * line) // 2
        width = self.width() - 56
        paint.text(painter, QRect(44, top, width, line), self._title, fonts.font("strong"))
        tint = "text" if self.hasFocus() else "text2"
        where = QRect(44, top + line, width, line)
        paint.text(painter, where, self._sentence, fonts.font("second"), tint)
        if self.hasFocus():
            paint.focus_ring(painter, self.rect(), 8)
        painter.end()


class PastQuestion(Overlay):
    """Asks what to do with the past. `answered` brings one of the three, or "" to go back."""

    answered = Signal(str)

    def __init__(self, parent: QWidget, over: str) -> None:
        """`over` tells how much is over, for example "8 classes"."""
        super().__init__(parent, theme.px(460), max(48, parent.height() // 5))
        self._answer = ""
        title = tr("This course has begun")
        self.setAccessibleName(title)
        column = QVBoxLayout()
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(8)
        column.addWidget(PlainLabel(title, "dialog"))
        sentence = tr("%1 are over already. What about them?", over)
        if over.startswith("1 "):
            sentence = tr("%1 is over already. What about it?", over)
        column.addWidget(PlainLabel(sentence, "body", "text2", wrap=True))
        self.cards = {
            key: self._card(key, *words)
            for key, words in {
                ALL_DONE: (
                    "check-check",
                    tr("All before today attended and done"),
                    tr("You start with a clean list from today."),
                ),
                ONE_BY_ONE: (
                    "list-checks",
                    tr("Decide one by one"),
                    tr("Opens the course at the first class without a mark."),
                ),
                LEAVE_OPEN: (
                    "circle-dashed",
                    tr("Leave open"),
                    tr("Nothing is marked; you can do it any time later."),
                ),
            }.items()
        }
        for card in self.cards.values():
            column.addWidget(card)
        row = QHBoxLayout()
        row.addStretch(1)
        back = Button(tr("Back to the form"), "quiet", keys="Esc")
        back.clicked.connect(self.close_overlay)
        row.addWidget(back)
        column.addLayout(row)
        self.panel.body.addLayout(column)
        self.closed.connect(lambda: self.answered.emit(self._answer))
        self.cards[ALL_DONE].setFocus(Qt.FocusReason.PopupFocusReason)

    def _card(self, key: str, icon: str, title: str, text: str) -> ChoiceCard:
        card = ChoiceCard(icon, title, text)
        card.clicked.connect(lambda: self._choose(key))
        return card

    def _choose(self, key: str) -> None:
        self._answer = key
        self.close_overlay()
