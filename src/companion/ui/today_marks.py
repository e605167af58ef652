"""Small drawings at the right of Today: hours against the band, and the certificate."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from companion.models.agenda import Workload
from companion.models.course import Course
from companion.ui import fonts, paint, theme

_FULL_SCALE_HOURS = 14.0


class HoursBar(QWidget):
    """A week's hours of one course: done solid, planned outlined, the band shaded and numbered."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._course: Course | None = None
        self._load = Workload()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_load(self, course: Course, load: Workload) -> None:
        """Show another week, or another course."""
        if (course, load) != (self._course, self._load):
            self._course, self._load = course, load
            self.update()

    def sizeHint(self) -> QSize:
        """Bar and numbers."""
        return QSize(200, 16 + theme.px(12))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint band, trough, planned and done."""
        course = self._course
        if course is None:
            return
        painter = QPainter(self)
        colors = theme.family(course.color)
        top = max(_FULL_SCALE_HOURS, course.hours_max * 7 / 6, self._load.total / 60)
        unit = self.width() / top
        low, high = round(course.hours_min * unit), round(course.hours_max * unit)
        paint.fill(painter, QRect(low, 1, high - low, 14), colors.tint)
        for x in (low, high - 1):
            paint.fill(painter, QRect(x, 0, 1, 16), colors.line)
        trough = theme.color("hover")
        trough = paint.mix(theme.color("bg"), trough, 0.75)
        paint.box(painter, QRectF(0, 5, self.width(), 6), 3, trough)
        done = self._load.done / 60 * unit
        reach = done + self._load.planned / 60 * unit
        if self._load.planned:
            outline = QRectF(0, 5, reach, 6)
            paint.box(painter, outline, 3, theme.color("bg"), colors.solid, 1.5)
        if done:
            paint.box(painter, QRectF(0, 5, max(6.0, done), 6), 3, colors.solid)
        self._paint_numbers(painter, course, low, high)
        painter.end()

    def _paint_numbers(self, painter: QPainter, course: Course, low: int, high: int) -> None:
        font = fonts.font("axis", True)
        hours = self.tr("%1 h").replace("%1", str(course.hours_max))
        for x, text in ((low, str(course.hours_min)), (high, hours)):
            width = paint.width_of(text, font) + 2
            left = min(max(0, x - width // 2), self.width() - width)
            where = QRect(left, 16, width, theme.px(12))
            paint.text(painter, where, text, font, "text3", paint.CENTER)


class Segment(NamedTuple):
    """One course of the certificate: weight is its width, done its fill from 0 to 1."""

    code: str
    family: str
    note: str
    weight: float
    done: float


class CertificateBar(QWidget):
    """One segment a course, as wide as it has weeks; code and note below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._segments: Sequence[Segment] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_segments(self, segments: Sequence[Segment], spoken: str) -> None:
        """Show other courses; `spoken` says the same in words."""
        if segments == self._segments:
            return
        self._segments = segments
        self.setAccessibleName(spoken)
        self.update()

    def sizeHint(self) -> QSize:
        """Bar and words."""
        return QSize(200, 12 + theme.px(14))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the segments."""
        painter = QPainter(self)
        gap = 3
        room = self.width() - gap * max(0, len(self._segments) - 1)
        whole = sum(segment.weight for segment in self._segments) or 1
        x = 0.0
        for segment in self._segments:
            width = room * segment.weight / whole
            self._paint_segment(painter, segment, x, width)
            x += width + gap
        painter.end()

    @staticmethod
    def _paint_segment(painter: QPainter, segment: Segment, x: float, width: float) -> None:
        colors = theme.family(segment.family)
        rect = QRectF(x, 0, width, 8)
        paint.box(painter, rect, 2, colors.tint, colors.line)
        if segment.done:
            filled = QRectF(x, 0, max(2.0, width * min(1.0, segment.done)), 8)
            paint.box(painter, filled, 2, colors.solid)
        where = QRect(round(x), 12, int(width), theme.px(14))
        used = paint.text(painter, where, segment.code, fonts.font("small-strong"), colors.text)
        where.adjust(used + 3, 0, 0, 0)
        if where.width() > paint.width_of(segment.note[:3], fonts.font("small")):
            paint.text(painter, where, segment.note, fonts.font("small", True), "text3")
