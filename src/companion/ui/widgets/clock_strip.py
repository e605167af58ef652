"""A day and a bit on two clocks, with the student's night and where evening classes fall."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from companion.models.evening import CLASS_MINUTES
from companion.ui import fonts, paint, theme

FIRST, SPAN = 7 * 60, 30 * 60  # from 07:00 to 13:00 the next day
_NIGHT = (23 * 60, 31 * 60)
_DAY = 24 * 60


class ClockStrip(QWidget):
    """Local hours above, the course's hours below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ahead, self._starts, self._label = 0, 18 * 60, ""
        self.is_24h = True
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_classes(self, minutes_ahead: int, starts: int, label: str) -> None:
        """Show classes that begin at a minute of the student's day, so far ahead of the course."""
        self._ahead, self._label = minutes_ahead, label
        self._starts = starts if starts >= FIRST else starts + _DAY
        self.update()

    def sizeHint(self) -> QSize:
        """Two lines of hours and the bar between."""
        return QSize(600, theme.px(24) + 28 + theme.px(22))

    def x_of(self, minute: float) -> float:
        """Return where a minute of the student's first day lies."""
        return (minute - FIRST) / SPAN * self.width()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bar, the night, hours and classes."""
        painter = QPainter(self)
        top = theme.px(24)
        bar = QRectF(0, top, self.width(), 28)
        paint.box(painter, bar, 5, theme.color("inset"), theme.color("line"))
        night = QRectF(
            self.x_of(_NIGHT[0]), top + 1, self.x_of(_NIGHT[1]) - self.x_of(_NIGHT[0]), 26
        )
        painter.fillRect(night, theme.color("busy"))
        step = 2 * self._every()
        for hour in range(8, 37, 2):
            if hour % step == 0:
                self._paint_hour(painter, hour, hour * 60, QRect(0, 0, 40, top - 2), "text2")
            x = round(self.x_of(hour * 60))
            paint.hairline(painter, x, top + 1, x + 1, top + 27)
        below = QRect(0, top + 28 + 4, 40, theme.px(16))
        first = -(-(FIRST + 60 - self._ahead) // (60 * step)) * step
        for hour in range(first, first + 30, step):
            minute = hour * 60 + self._ahead
            if FIRST + 30 <= minute <= FIRST + SPAN - 30:
                self._paint_hour(painter, hour, minute, below, "text3")
        self._paint_classes(painter, top)
        painter.end()

    def _every(self) -> int:
        """Return whether every second hour has room for its name, or only every second of these."""
        needed = paint.width_of(self._name(22), fonts.font("small", True)) + 6
        return 1 if self.x_of(FIRST + 120) >= needed else 2

    def _name(self, hour: int) -> str:
        hour %= 24
        return f"{hour:02}" if self.is_24h else f"{hour % 12 or 12} {'am' if hour < 12 else 'pm'}"

    def _paint_hour(self, painter: QPainter, hour: int, minute: int, row: QRect, tint: str) -> None:
        text, font = self._name(hour), fonts.font("small", True)
        half = max(20, paint.width_of(text, font) // 2 + 1)
        where = QRect(round(self.x_of(minute)) - half, row.y(), 2 * half + 1, row.height())
        paint.text(painter, where, text, font, tint, paint.CENTER)

    def _paint_classes(self, painter: QPainter, top: int) -> None:
        left, right = self.x_of(self._starts), self.x_of(self._starts + CLASS_MINUTES)
        block = QRectF(left, top + 2, right - left, 24)
        paint.box(painter, block, 4, theme.color("accent"))
        font = fonts.font("small-strong")
        words = block.toRect().adjusted(9, 0, -2, 0)
        paint.text(painter, words, self._label, font, "onacc")
