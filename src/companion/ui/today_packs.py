"""A pack of work in one line: what it is, how long it takes, why, and a button that starts it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from companion.ui import fonts, icons, paint, theme
from companion.ui.today_fits import SIDE
from companion.ui.today_words import PackWords
from companion.ui.widgets.buttons import press_by_enter
from companion.ui.widgets.labels import tooltip_text

_ICON, _GAP = 14, 12


class PackLine(QAbstractButton):
    """One widget for all of it, because a start pays for each; only its last words are pressed.
    `started` brings the ids of the pack."""

    started = Signal(list)

    def __init__(self) -> None:
        super().__init__()
        self._ids: tuple[str, ...] = ()
        self._words = PackWords("", "", "", "")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("own-ring", True)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda: self.started.emit(list(self._ids)))

    def show_pack(self, ids: Sequence[str], words: PackWords, spoken: str) -> None:
        """Show another pack; `spoken` names what is pressed."""
        self._ids, self._words = tuple(ids), words
        self.setText(words.start)
        self.setAccessibleName(spoken)
        self.setAccessibleDescription(words.whole)
        self.update()

    def words(self) -> PackWords:
        """Return what is said."""
        return self._words

    def sizeHint(self) -> QSize:
        """As high as a small button; as wide as there is room."""
        return QSize(300, theme.px(26))

    def start_rect(self) -> QRect:
        """Return where the words lie that are pressed: after the others, which give way."""
        return self._places()[-1]

    def _places(self) -> list[QRect]:
        """Return where the four parts of the text lie."""
        words, left = self._words, SIDE + 3 + _ICON + _GAP
        second, strong = fonts.font("second", True), fonts.font("second-strong", True)
        minutes = paint.width_of(words.minutes, strong)
        start = paint.width_of(words.start, fonts.font("second-strong")) + 2 * theme.px(9)
        room = max(0, self.width() - left - minutes - start - 1)
        before = min(paint.width_of(words.before, second), room)
        after = min(paint.width_of(words.after, second), room - before)
        found = []
        for width in (before, minutes, after + 1, start):
            found.append(QRect(left, 0, width, self.height()))
            left += width
        return found

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint icon, sentence and link."""
        p = QPainter(self)
        before, minutes, after, start = self._places()
        middle = self.height() // 2
        icons.draw(p, SIDE + 3, middle - _ICON / 2, "plus", _ICON, "text3")
        paint.text(p, before, self._words.before, fonts.font("second", True), "text3")
        strong = fonts.font("second-strong", True)
        paint.fitting(p, minutes, self._words.minutes, strong, "text2")
        paint.text(p, after, self._words.after, fonts.font("second", True), "text3")
        font = fonts.font("second-strong")
        paint.fitting(p, start, self._words.start, font, "accent", paint.CENTER)
        if self.hasFocus():
            paint.focus_ring(p, start)
        p.end()

    def hitButton(self, pos: QPoint) -> bool:
        """Take clicks on the last words only."""
        return self.start_rect().contains(pos)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show what can be pressed, and the whole sentence where it is cut."""
        super().mouseMoveEvent(event)
        is_over = self.start_rect().contains(event.position().toPoint())
        hand, arrow = Qt.CursorShape.PointingHandCursor, Qt.CursorShape.ArrowCursor
        self.setCursor(hand if is_over else arrow)
        self.setToolTip(tooltip_text("" if is_over else self._words.whole))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter, too."""
        if not press_by_enter(self, event):
            super().keyPressEvent(event)
