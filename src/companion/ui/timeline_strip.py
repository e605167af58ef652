"""The certificate as a whole: its percent, one segment for each course, and when it ends."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from companion.models.timeline import Row, Timeline
from companion.time_words import Words, tr
from companion.ui import fonts, paint, theme
from companion.ui import timeline_words as say

_GAP = 4
_SPARE_WEEKS = 3  # so that the words of a short course have room beside a long one


class CertificateStrip(QWidget):
    """How far the certificate is, by hours of work, and the day on which it ends."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.margin = 24
        self._line: Timeline | None = None
        self._texts = ("", "", "", "")
        self._labels: list[tuple[str, ...]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_at(self, line: Timeline, words: Words) -> None:
        """Show a timeline as it stands at `words.now`."""
        self._line = line
        self._texts = (*say.certificate(line, words), *say.finish(line, words))
        self._labels = [say.segment(row, words) for row in line.rows]
        self.setAccessibleName(_spoken(line, self._labels, self._texts))
        self.update()

    def sizeHint(self) -> QSize:
        """A line of text, the bar, a line of text."""
        return QSize(400, theme.px(59) + (14 if self.margin > 16 else 10))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint heading and segments."""
        if self._line is None:
            return
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._heading(p)
        for (row, left, right), texts in zip(self._segments(self._line), self._labels, strict=True):
            self._segment(p, row, left, right, texts)
        p.end()

    def _heading(self, p: QPainter) -> None:
        share, rest, sentence, day = self._texts
        height = theme.px(20)
        left, right = self.margin, self.width() - self.margin
        bold, body, section = (
            fonts.font("strong", True),
            fonts.font("body", True),
            fonts.font("section", True),
        )
        width = paint.text(p, QRect(left, 0, right - left, height), share, section)
        left += width + 8
        day_width = paint.width_of(day, bold)
        paint.text(p, QRect(right - day_width, 0, day_width + 1, height), day, bold, "text")
        right -= day_width + 5
        sentence_width = min(paint.width_of(sentence, body), max(0, right - left - 40))
        where = QRect(right - sentence_width, 0, sentence_width + 1, height)
        paint.text(p, where, sentence, body, "text2", paint.RIGHT)
        free = QRect(left, 0, max(0, right - sentence_width - 12 - left), height)
        paint.text(p, free, rest, body, "text2")

    def _segments(self, line: Timeline) -> list[tuple[Row, float, float]]:
        """Return each course with its left and right end, by weeks."""
        weights = [row.course.weeks + _SPARE_WEEKS for row in line.rows]
        whole = self.width() - 2 * self.margin
        gap = _GAP if whole > 4 * _GAP * len(weights) else 0  # hundreds of courses stand close
        room, total = whole - gap * (len(weights) - 1), sum(weights)
        found, left = [], float(self.margin)
        for row, weight in zip(line.rows, weights, strict=True):
            width = room * weight / total
            found.append((row, left, left + width))
            left += width + gap
        return found

    def _segment(
        self, p: QPainter, row: Row, left: float, right: float, texts: tuple[str, ...]
    ) -> None:
        colors = theme.family(row.course.color)
        bar = QRectF(left, theme.px(28), max(1.0, right - left), theme.px(10))
        paint.box(p, bar, 3, colors.tint, colors.line)
        part = min(1.0, row.load.share)
        if part > 0:
            p.save()
            p.setClipRect(QRectF(left, bar.y(), bar.width() * part, bar.height()))
            paint.box(p, bar, 3, colors.solid)
            p.restore()
        where = QRect(round(left), theme.px(43), int(right - left), theme.px(16))
        self._label(p, row, where, texts)

    def _label(self, p: QPainter, row: Row, where: QRect, texts: tuple[str, ...]) -> None:
        strong, second = fonts.font("second-strong", True), fonts.font("second", True)
        text = theme.family(row.course.color).text
        if paint.width_of(row.course.code, strong) > where.width():
            return
        width = paint.text(p, where, row.course.code, strong, text)
        where = where.adjusted(width + 4, 0, 0, 0)
        for wording in texts:
            if paint.width_of(wording, second) <= where.width():
                paint.text(p, where, wording, second, "text3")
                return


def _spoken(line: Timeline, labels: list[tuple[str, ...]], texts: tuple[str, str, str, str]) -> str:
    share, rest, sentence, day = texts
    pairs = zip(line.rows, labels, strict=True)
    courses = [tr("%1 %2", row.course.label, label[0]) for row, label in pairs]
    return ". ".join([f"{share}, {rest}", f"{sentence} {day}", say.join(courses)])
