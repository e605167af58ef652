"""The grid of the week with what stands around it: header, folded hours, clocks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from companion.models.course import Course
from companion.models.week_grid import Week
from companion.ui import fonts, paint, theme
from companion.ui import week_words as say
from companion.ui.text import Words
from companion.ui.week_header import FoldStrip, Gutter, WeekHeader, gutter_widths
from companion.ui.week_model import WeekModel
from companion.ui.week_view import WeekGrid

_HOUR = 60


class WeekBox(QWidget):
    """Places its parts by hand: they share the places of columns and hours to the pixel."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = WeekModel(self)
        self.header = WeekHeader(self)
        self.strip = FoldStrip(self)
        self.gutter = Gutter(self)
        self.grid = WeekGrid(self.model, self)
        self.empty = EmptyHint(self)
        self._week: Week | None = None
        self._words: Words | None = None
        self.grid.looked.connect(self._follow)
        self.strip.toggled.connect(self._fold)

    def show_week(
        self,
        week: Week,
        words: Words,
        courses: Sequence[Course],
        shifts: Mapping[str, int],
    ) -> None:
        """Show a week; what was current stays so, and the hour at the top of the grid too."""
        is_same = self._week is not None and self._week.first == week.first
        self._week, self._words = week, words
        current, slot, top = self.grid.current(), self.grid.slot, self.grid.top_minute()
        if self.strip.isChecked():
            week = week._replace(window=week.window.whole())
        self.grid.hand.cancel()
        self.model.show(week, words, shifts)
        self.header.show_week(week, words, courses)
        self.gutter.show_week(week, words)
        self._name_strip()
        self._place()
        self.grid.lay_out()
        if is_same:
            self.grid.show_minute(top)
            if current is not None:
                row = self.model.row_of(current.id)
                self.grid.setCurrentIndex(
                    self.model.index(row) if row is not None else self.model.index(-1)
                )
            self.grid.slot = slot
        else:
            self.grid.slot = None
            self.grid.was_seen = False
            self.show_now()
        self.empty.setVisible(not week.blocks)

    def show_now(self) -> None:
        """Scroll to one hour before now, where that is in the week, else to the first block."""
        week, words = self.grid.week, self._words
        if week is None or words is None:
            return
        place = week.place(words.now)
        if place is not None:
            self.grid.show_minute(place[1] - _HOUR)
        elif week.parts:
            self.grid.show_minute(min(part.top for part in week.parts) - _HOUR)

    def _fold(self) -> None:
        """Show all hours, or fold the night again."""
        if self._week is not None and self._words is not None:
            is_open = self.strip.isChecked()
            window = self._week.window.whole() if is_open else self._week.window
            self.model.show(self._week._replace(window=window), self._words, self.model.shifts)
            self._name_strip()
            self.grid.lay_out()
            if is_open:
                self.grid.show_minute(window.starts)

    def _name_strip(self) -> None:
        if self._week is not None and self._words is not None:
            window = self._week.window
            self.strip.setVisible(window.is_folded)
            span = say.span_text(window.fold, window.starts, self._words)
            self.strip.show_span(span)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the grid from its surroundings too."""
        QApplication.sendEvent(self.grid.verticalScrollBar(), event)

    # Places

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share another room."""
        self._place()

    def _place(self) -> None:
        week = self._week
        if week is None:
            return
        width, height = self.width(), self.height()
        left = sum(gutter_widths(week, self._words))
        top = self.header.sizeHint().height()
        self.header.setGeometry(0, 0, width, top)
        if week.window.is_folded:
            strip = self.strip.sizeHint().height()
            self.strip.left = left
            self.strip.setGeometry(0, top, width, strip)
            top += strip
        self.gutter.setGeometry(0, top, left, height - top)
        self.grid.setGeometry(left, top, width - left, height - top)
        self.empty.setGeometry(QRect(left, top, width - left, min(120, height - top)))
        self.empty.raise_()
        self._follow()

    def _follow(self) -> None:
        """Let header and clocks stand where the grid stands."""
        shape = self.grid.shape
        if shape is None:
            return
        if not self.grid.was_seen:
            self.show_now()  # the room is still being shared
        self.header.set_shape(shape, self.grid.x())
        self.gutter.set_shape(shape, self.grid.verticalOffset())


class EmptyHint(QWidget):
    """A line over an empty grid that says what can be done."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.text = say.tr("Nothing this week. Press N to add an appointment.")
        self.setAccessibleName(self.text)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line on a ground of its own, over the lines of the grid."""
        p = QPainter(self)
        font = fonts.font("body")
        width = paint.width_of(self.text, font) + 32
        height = theme.px(32)
        where = QRect((self.width() - width) // 2, (self.height() - height) // 2, width, height)
        paint.box(p, where, 8, theme.color("inset"), theme.color("line"))
        paint.text(p, where, self.text, font, "text2", paint.CENTER)
        p.end()
