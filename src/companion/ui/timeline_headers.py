"""The timeline's frozen parts: months and weeks above, courses at the left."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from companion.models.timeline_cell import DAY
from companion.time_words import Words, month, tr, weekday
from companion.ui import fonts, paint, theme
from companion.ui import timeline_words as say
from companion.ui.timeline_axis import Axis
from companion.ui.timeline_board import FIRST_ROW
from companion.ui.timeline_model import WeeksModel

AXIS_HEIGHT = 47


class WeekHeader(QHeaderView):
    """Months, and the date of each Monday as far as there is room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.axis = Axis()
        self.words: Words | None = None
        self.setMinimumSectionSize(1)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSectionsClickable(False)
        self.setHighlightSections(False)

    def show_at(self, words: Words) -> None:
        """Show another moment; only another day looks different."""
        before, self.words = self.words, words
        if before is None or before.today != words.today:
            self.viewport().update()

    def set_axis(self, axis: Axis) -> None:
        """Take the columns' places."""
        self.axis = axis
        if axis.weeks == self.count():
            widths = {b - a for a, b in zip(axis.edges, axis.edges[1:], strict=False)}
            self.setDefaultSectionSize(max(widths))
            if len(widths) > 1:
                for n, (a, b) in enumerate(zip(axis.edges, axis.edges[1:], strict=False)):
                    self.resizeSection(n, b - a)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint months and weeks that are seen."""
        p = QPainter(self.viewport())
        width, height = self.viewport().width(), self.height()
        p.fillRect(0, 0, width, height, theme.color("bg"))
        if self.words is not None and self.axis.weeks:
            self._months(p, width, height)
            self._weeks(p, width)
        paint.hairline(p, 0, height - 1, width, height)
        p.end()

    def _months(self, p: QPainter, width: int, height: int) -> None:
        offset = self.offset()
        found = self.axis.months(offset, min(offset + width, self.axis.length - 1))
        ends = [x for _, x in found[1:]] + [float(offset + width)]
        for n, ((day, x), end) in enumerate(zip(found, ends, strict=True)):
            left = round(x) - offset
            paint.hairline(p, left, theme.px(8), left, height)
            text = month(day.month)
            if n == 0 or day.month == 1:
                text = tr("%1 %2", text, day.year)
            where = QRect(left + 6, theme.px(9), round(end) - offset - left - 8, theme.px(18))
            font = fonts.font("second-strong", True)
            if n == 0 and paint.width_of(text, font) > where.width():
                text = month(day.month)
            if paint.width_of(text, font) <= where.width():
                paint.text(p, where, text, font, "text2")

    def _weeks(self, p: QPainter, width: int) -> None:
        assert self.words is not None
        axis, offset = self.axis, self.offset()
        step = max(1, -(-theme.px(30) // max(1, axis.week_width)))
        today = (self.words.today - axis.starts_on).days // 7
        first, last = axis.column_at(offset), axis.column_at(offset + width)
        for column in range(first, last + 1):
            if (column - today) % step:
                continue
            left, right = axis.edges[column] - offset, axis.edges[column + 1] - offset
            where = QRect(
                left - theme.px(8), theme.px(27), right - left + theme.px(16), theme.px(14)
            )
            is_now = column == today
            font = fonts.font("axis-strong" if is_now else "axis", True)
            text = self._week(column, right - left)
            paint.text(p, where, text, font, "now" if is_now else "text3", paint.CENTER)

    def _week(self, column: int, width: int) -> str:
        assert self.words is not None
        first = self.axis.monday(column)
        if width >= theme.px(96):
            return say.days_span(first, first + 6 * DAY)
        if width >= theme.px(56):
            return tr("%1 %2", weekday(0), first.day)
        return str(first.day)


class CourseHeader(QHeaderView):
    """Code, name, format and classes of each course. A click opens the course."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.margin = 24
        self.words: Words | None = None
        self._said: dict[int, tuple[str, str, str, str]] = {}
        self.setMinimumSectionSize(1)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_at(self, words: Words) -> None:
        """Show another moment. Only courses of whom something else is said are painted anew."""
        self.words = words
        first, last = (self.logicalIndexAt(y) for y in (0, self.viewport().height() - 1))
        last = last if last >= 0 else self.count() - 1
        before, self._said = self._said, {n: self._texts(n) for n in range(max(0, first), last + 1)}
        for number, texts in self._said.items():
            if before.get(number) != texts:
                top, height = self.sectionViewportPosition(number), self.sectionSize(number)
                self.viewport().update(0, top, self.viewport().width(), height)

    def _texts(self, number: int) -> tuple[str, str, str, str]:
        """Return code, name, format and classes of a course."""
        model = self.model()
        assert isinstance(model, WeeksModel)
        assert self.words is not None
        row = model.row(number)
        course = row.course
        return (
            course.code,
            course.label,
            say.row_format(row, self.words),
            say.row_summary(row, self.words),
        )

    def set_margin(self, margin: int) -> None:
        """Take the page's margin; the column follows."""
        self.margin = margin
        self.setFixedWidth(margin + theme.px(172))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Paint a course's three lines."""
        model = self.model()
        painter.fillRect(rect, theme.color("bg"))
        bottom = rect.bottom() + 1
        paint.hairline(painter, self.margin, bottom - 1, rect.right() + 1, bottom)
        if not isinstance(model, WeeksModel) or self.words is None:
            return
        code, label, form, summary = self._texts(section)
        color = model.row(section).course.color
        top = rect.top() + (FIRST_ROW if section == 0 else 0)
        free = rect.height() - (FIRST_ROW if section == 0 else 0)
        top += theme.px(13) if free >= theme.px(80) else max(4, (free - theme.px(54)) // 2)
        left, right = self.margin, rect.right() - 3
        width = paint.tag(painter, left, top + theme.px(9), code, color)
        lines = (
            (left + max(width, theme.px(28)) + 8, 9, label, "strong", "text"),
            (left, 28, form, "second", "text2"),
            (left, 44, summary, "second", "text3"),
        )
        for x, middle, text, role, tint in lines:
            where = QRect(x, top + theme.px(middle) - theme.px(9), right - x, theme.px(18))
            paint.text(painter, where, text, fonts.font(role, True), tint)  # type: ignore[arg-type]  # roles of the scale
