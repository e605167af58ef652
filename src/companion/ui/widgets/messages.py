"""Messages in the window: notices with an action, and the bar that offers undo."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QWidget

from companion.ui import paint, theme
from companion.ui.widgets.buttons import Button, IconButton, shown_keys
from companion.ui.widgets.labels import ElidedLabel, IconLabel, PlainLabel

# kind: fill, text, edge in high contrast, icon
_KINDS = {
    "warn": ("warnb", "warnt", "warnl", "triangle-alert"),
    "danger": ("dangb", "dangt", "dangl", "circle-x"),
    "ok": ("okb", "okt", "okl", "circle-check"),
}
UNDO_MS = 8000
MOST_SHOWN = 300  # characters of each part of a message
_LEAST_REST = 200  # the second part of a message is no narrower


class _NoticeButton(Button):
    """An underlined text in the colour of its message."""

    def __init__(self, text: str, tint: str, parent: QWidget | None = None) -> None:
        super().__init__(text, "notice", "notice", parent=parent)
        self._tint = tint

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint.button(painter, self.rect(), self.face(), theme.color(self._tint))
        painter.end()


class Notice(QWidget):
    """A message bar: icon, sentence (its first part strong), an action, a cross.

    kind: warn, danger or ok.
    """

    acted = Signal()
    closed = Signal()

    def __init__(
        self,
        strong: str,
        rest: str = "",
        kind: str = "warn",
        *,
        icon: str = "",
        action: str = "",
        closable: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._fill, self._tint, self._line, usual = _KINDS[kind]
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 7, 6, 7)
        row.setSpacing(10)
        row.addWidget(IconLabel(icon or usual, 16, self._tint))
        strong, rest = _brief(strong), _brief(rest)
        self.strong = PlainLabel(strong, "strong", self._tint)
        self.rest = PlainLabel(rest, "body", self._tint, wrap=bool(rest))
        if not rest:
            self.strong.setWordWrap(True)
        for label in (self.strong, self.rest):
            label.setMinimumWidth(1)  # one long word shall not widen the window
        self._words = QHBoxLayout()
        self._words.setSpacing(4)
        self._words.addWidget(self.strong, 0 if rest else 1)
        if rest:
            self._words.addWidget(self.rest, 1)
        row.addLayout(self._words, 1)
        self._actions = QHBoxLayout()
        self._actions.setSpacing(2)
        row.addLayout(self._actions)
        self.button: Button | None = None
        if action:
            self.button = self.add_action(action)
            self.button.clicked.connect(self.acted)
        if closable:
            close = IconButton("x", self.tr("Close"), side=24, icon_size=14, tint=self._tint)
            close.clicked.connect(self._close)
            row.addWidget(close)
        self.setAccessibleName(f"{strong} {rest}".strip())
        # not fixed, which would take the height of unbroken lines for the most there can be
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the second part below the first where it would become a narrow column."""
        super().resizeEvent(event)
        if self.rest.text():
            wide = self.strong.fontMetrics().horizontalAdvance(self.strong.text())
            is_tight = self._words.geometry().width() < wide + theme.px(_LEAST_REST)
            along, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
            self._words.setDirection(below if is_tight else along)
            self.strong.setWordWrap(is_tight)

    def add_action(self, text: str) -> Button:
        """Offer one more thing to do."""
        button = _NoticeButton(text, self._tint)
        self._actions.addWidget(button)
        return button

    def set_text(self, strong: str, rest: str) -> None:
        """Say something else, as minutes pass; a message has its second part or never one."""
        strong, rest = _brief(strong), _brief(rest)
        self.strong.setText(strong)
        self.rest.setText(rest)
        self.setAccessibleName(f"{strong} {rest}".strip())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bar."""
        painter = QPainter(self)
        edge = theme.color(self._line) if theme.look().is_high_contrast else None
        paint.box(painter, self.rect(), 8, theme.color(self._fill), edge, 2)
        painter.end()

    def _close(self) -> None:
        self.hide()
        self.closed.emit()


class _InvertedButton(Button):
    """Text in the window's colour, on the inverted bar."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        face = self.face()._replace(is_hovered=False, is_down=False)
        paint.button(painter, self.rect(), face, theme.color("bg"))
        painter.end()

    def sizeHint(self) -> QSize:
        width, height = paint.button_size(self.face())
        return QSize(width, height)


class UndoBar(QWidget):
    """What was just done, with Undo, for eight seconds; the pointer on it stops the time."""

    undone = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 3, 6, 3)
        row.setSpacing(24)
        self._label = ElidedLabel("", "body", "bg")
        row.addWidget(self._label, 1)
        keys = shown_keys("Ctrl+Z")
        self.button = _InvertedButton(self.tr("Undo"), "link", "normal", keys=keys)
        self.button.clicked.connect(self._undo)
        row.addWidget(self.button)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(UNDO_MS)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def text(self) -> str:
        """Return what the bar says."""
        return self._label.text()

    def say(self, text: str, *, can_undo: bool = True) -> None:
        """Show the bar with a text for eight seconds, with Undo where there is something."""
        self._label.setText(text)
        self.button.setVisible(can_undo)
        self.setAccessibleName(text)
        self.adjustSize()
        self.show()
        self.raise_()
        self._timer.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the inverted bar."""
        painter = QPainter(self)
        paint.box(painter, self.rect(), 8, theme.color("text"))
        painter.end()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Wait while the pointer is on it."""
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        """Count again."""
        if self.isVisible():
            self._timer.start()

    def _undo(self) -> None:
        self.hide()
        self.undone.emit()


def _brief(text: str) -> str:
    """Return a text that leaves the page its room, whatever name stands in it."""
    return text if len(text) <= MOST_SHOWN else f"{text[: MOST_SHOWN - 1].rstrip()}…"
