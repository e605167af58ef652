"""Rows, histogram and scrollbar of the timeline, held over one another by one mapping."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QScrollBar, QWidget

from companion.models.timeline import Timeline
from companion.time_words import Words
from companion.ui import paint, theme
from companion.ui.timeline_axis import WIDE, Axis, fit
from companion.ui.timeline_board import FIRST_ROW, CellLabel, full_height, least_height
from companion.ui.timeline_headers import AXIS_HEIGHT
from companion.ui.timeline_hours import HoursPane
from companion.ui.timeline_model import WeeksModel
from companion.ui.timeline_view import TimelineView

_BAR = 12
_LEAST_WEEK = 20


class LinkedBar(QScrollBar):
    """A scrollbar that stands where its owner puts it and moves a hidden one of a view."""

    def __init__(self, inner: QScrollBar, parent: QWidget) -> None:
        super().__init__(inner.orientation(), parent)
        self._inner = inner
        inner.rangeChanged.connect(self._follow)
        inner.valueChanged.connect(self.setValue)
        self.valueChanged.connect(inner.setValue)
        self.hide()

    def _follow(self, low: int, high: int) -> None:
        self.setPageStep(self._inner.pageStep())
        self.setSingleStep(self._inner.singleStep())
        self.setRange(low, high)
        self.setValue(self._inner.value())


class TimelineBody(QWidget):
    """Places its parts by hand: they share the places of the columns to the pixel."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.margin = 24
        self.zoom = "program"
        self.axis = Axis()
        self._line: Timeline | None = None
        self._words: Words | None = None
        self._laid_out: tuple[Axis, int] | None = None
        self.model = WeeksModel(self)
        self.view = TimelineView(self.model, self)
        self.hours = HoursPane(self)
        self.bar = LinkedBar(self.view.horizontalScrollBar(), self)
        self.side_bar = LinkedBar(self.view.verticalScrollBar(), self)
        self.label = CellLabel(self)
        self._connect()

    def _connect(self) -> None:
        self.view.horizontalScrollBar().valueChanged.connect(self._scrolled)
        self.view.verticalScrollBar().valueChanged.connect(self._say)
        self.view.pointed.connect(self._say)
        self.hours.pointed.connect(self._say)
        self.hours.toggled.connect(lambda: self._lay_out())
        self.hours.installEventFilter(self)

    def show_at(self, line: Timeline, words: Words) -> None:
        """Show a timeline as it stands at `words.now`."""
        was_days = self._line and (self._line.starts_on, len(self._line.hours))
        self._line, self._words = line, words
        current = self._current()
        is_reset = self.model.show(line, words)
        self.view.show_at(words)
        self.hours.show_at(line, words)
        if is_reset:
            self._restore(current)
        if is_reset or self._shape() != self._laid_out:
            self._lay_out(start=was_days != (line.starts_on, len(line.hours)))
        self._say()

    def set_zoom(self, zoom: str) -> None:
        """Show all weeks, those of the present term, or six."""
        self.zoom = zoom
        self._lay_out(start=True)

    def set_margin(self, margin: int) -> None:
        """Take the page's margin."""
        self.margin = margin
        self._lay_out()

    def show_today(self) -> None:
        """Go to the present week, at the start of what is seen when it must be scrolled to."""
        if self._line is None or self._words is None:
            return
        column = min(max(0, self._line.column(self._words.today)), self.axis.weeks - 1)
        left, right = self.axis.edges[column], self.axis.edges[column + 1]
        inner = self.view.horizontalScrollBar()
        if left < inner.value() or right > inner.value() + self._plot():
            inner.setValue(self.axis.edges[max(0, column - 1)])
        self.view.show_today()
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # Places

    def _left(self) -> int:
        return self.margin + theme.px(172)

    def _plot(self) -> int:
        return max(60, self.width() - self._left() - self.margin)

    def _shape(self) -> tuple[Axis, int]:
        """Return what the places of all parts follow from, beside the size of the page."""
        assert self._line is not None
        assert self._words is not None
        room, least = self._plot(), theme.px(_LEAST_WEEK)
        axis = fit(self._line, self._words.today, self.zoom, room, least)
        return axis, self.model.most_due()

    def _lay_out(self, start: bool = False) -> None:
        """Give each part its place. `start`: begin where the zoom begins, else keep the week
        that stands at the left."""
        if self._line is None or self._words is None or not self._line.rows:
            return
        inner = self.view.horizontalScrollBar()
        kept = self.axis.day_at(inner.value()) if self.axis.weeks else self._line.starts_on
        self._laid_out = self._shape()
        self.axis = self._laid_out[0]
        self.view.down.set_margin(self.margin)
        self._place_parts()
        self.view.set_axis(self.axis)
        self.view.updateGeometries()
        if start:
            inner.setValue(self.axis.edges[self.axis.first])
            self.view.scrollTo(self.view.today_index())
        elif kept != self._line.starts_on:
            inner.setValue(round(self.axis.x(kept)))
        self._scrolled()

    def _place_parts(self) -> None:
        has_bar = self.axis.length > self._plot()
        room = self.height() - theme.px(AXIS_HEIGHT) - 1 - (_BAR if has_bar else 0)
        rows, height = self._row_height(room)
        needed = rows * height + FIRST_ROW
        shown = min(needed, room - self._hours_height(room))
        axis = theme.px(AXIS_HEIGHT)
        below = min(room - shown, max(theme.px(320), room // 2))
        width = self.width() - self.margin
        self.view.set_row_height(height)
        self.view.setGeometry(0, 1, width, axis + shown)
        self.hours.margin = self.margin
        self.hours.setGeometry(0, 1 + axis + shown, self.width(), below)
        self.bar.setGeometry(self._left(), 1 + axis + shown + below, self._plot(), _BAR)
        self.bar.setVisible(has_bar)
        self.side_bar.setGeometry(width + 2, 1 + axis, _BAR, shown)
        self.side_bar.setVisible(shown < needed)

    def _hours_height(self, room: int) -> int:
        """Return the least that the histogram gets: less where the rows need it more, half of
        all as a table."""
        if not self.hours.table.isHidden():
            return room // 2
        is_wide = self.axis.week_width >= theme.px(WIDE)
        return min(theme.px(136 if is_wide else 190), max(theme.px(112), room * 3 // 10))

    def _row_height(self, room: int) -> tuple[int, int]:
        """Return how many rows there are and how high: full, or as low as they can be, so that
        all are seen at once where that is possible."""
        rows = max(1, self.model.rowCount())
        is_wide = self.axis.week_width >= theme.px(WIDE)
        free = (room - self._hours_height(room) - FIRST_ROW) // rows
        full = full_height(is_wide, self.model.most_due())
        return rows, min(full, max(least_height(is_wide), free))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Spread the weeks over another width."""
        super().resizeEvent(event)
        self._lay_out(start=event.oldSize().width() <= 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the lines that run on beyond the view."""
        p = QPainter(self)
        paint.hairline(p, 0, 0, self.width(), 1)
        y = theme.px(AXIS_HEIGHT)
        paint.hairline(p, self.width() - self.margin, y, self.width(), y + 1)
        p.end()

    # Scrolling

    def _scrolled(self) -> None:
        offset = self.view.horizontalScrollBar().value()
        self.hours.set_axis(self.axis, self._left(), offset)
        self._say()

    # The cell pointed at

    def _current(self) -> tuple[str, date] | None:
        """Return course and first day of the cell that the cursor is on."""
        index = self.view.currentIndex()
        cell = self.model.cell(index)
        return (self.model.row(index.row()).course.id, cell.starts_on) if cell else None

    def _restore(self, wanted: tuple[str, date] | None) -> None:
        """Put the cursor back on the same week of the same course, if it is still there."""
        line = self._line
        if wanted is None or line is None:
            return
        for number, row in enumerate(line.rows):
            cell = row.cell_on(wanted[1]) if row.course.id == wanted[0] else None
            if cell is not None:
                self.view.setCurrentIndex(self.model.index(number, line.column(cell.starts_on)))

    def _say(self) -> None:
        text, where = self.view.told()
        owner: QWidget = self.view
        if not text or self.hours.underMouse():
            said, place = self.hours.told()
            if said:
                text, where, owner = said, place, self.hours
        if text:
            where = QRect(owner.mapTo(self, where.topLeft()), where.size())
        self.label.tell(text, where)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Scroll the weeks with the wheel over the histogram too."""
        if watched is self.hours and event.type() == QEvent.Type.Wheel:
            delta: QPoint = event.angleDelta()  # type: ignore[attr-defined]  # a wheel event
            step = delta.x() or (delta.y() if self.bar.isVisible() else 0)
            inner = self.view.horizontalScrollBar()
            inner.setValue(inner.value() - step)
            return bool(step)
        return super().eventFilter(watched, event)
