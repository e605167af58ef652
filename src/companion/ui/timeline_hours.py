"""Hours a week below the rows: bars by course against the band, or the same as a table."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from companion.models.timeline import Timeline
from companion.models.week_hours import Part, WeekHours, worst_week
from companion.time_words import Words, tr
from companion.ui import fonts, paint, theme
from companion.ui import timeline_marks as signs
from companion.ui import timeline_words as say
from companion.ui.timeline_axis import Axis, ticks
from companion.ui.timeline_board import ground
from companion.ui.timeline_model import HoursModel
from companion.ui.widgets.buttons import Button

_TOP, _FOOT = 32, 28  # room for ▲ above the bars, for the date below them
_WIDEST_BAR, _THIN = 48, 2.5
_SPILL = 24  # what the number over a bar may stand out of its week


class HoursPane(QWidget):
    """The histogram under the same columns as the rows; `left` is where the first begins.

    `pointed` tells that the pointer is on another week, `toggled` that the table was asked for
    or put away.
    """

    pointed = Signal()
    toggled = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.margin, self.left, self.offset = 24, 196, 0
        self.axis = Axis()
        self._line: Timeline | None = None
        self._words: Words | None = None
        self._look: tuple[object, ...] = ()
        self._hovered = -1
        self.setMouseTracking(True)
        self.model = HoursModel(self)
        self.table = _table(self.model, self)
        self.button = Button(self.tr("Show as table"), "quiet", "small", parent=self)
        self.button.clicked.connect(lambda: self.show_table(self.table.isHidden()))

    def show_at(self, line: Timeline, words: Words) -> None:
        """Show the hours of a timeline at `words.now`."""
        before, self._line, self._words = self._line, line, words
        if not self.table.isHidden():
            self.model.show(line, words)
        self.setAccessibleName(self.tr("Hours a week"))
        worst = worst_week(line.hours, words.today)
        self.setAccessibleDescription(say.chart_spoken(line, words, worst))
        self._paint_anew(before, line, words)

    def _paint_anew(self, before: Timeline | None, line: Timeline, words: Words) -> None:
        """Paint the weeks again whose hours are others; all where something else is."""
        scale, now = self._scale(line), self.axis.now_x(words.local(words.now))
        beside = self._lines_beside(line, words), ticks(line, scale, theme.px(14))
        was, self._look = self._look, (scale, now, words.today, len(line.hours), beside)
        if before is None or was != self._look:
            self.update()
            return
        for column, (old, new) in enumerate(zip(before.hours, line.hours, strict=True)):
            if old != new:
                self.update(self._room(column))

    def _room(self, column: int) -> QRect:
        """Return all that a week may be painted on."""
        left, right = self._span(column)
        spill = theme.px(_SPILL)
        return QRect(self.left + left - spill, 0, right - left + 2 * spill, self.height())

    def set_axis(self, axis: Axis, left: int, offset: int) -> None:
        """Take the columns' places, scrolled by `offset`."""
        self.axis, self.left, self.offset = axis, left, offset
        self._place()
        self.update()

    def show_table(self, is_on: bool) -> None:
        """Show the table instead of the bars, or the bars again."""
        self.table.setVisible(is_on)
        if self._line is not None and self._words is not None:
            self.show_at(self._line, self._words)
        self.button.setText(self.tr("Show as chart") if is_on else self.tr("Show as table"))
        self._place()
        if is_on and self._line is not None and self._words is not None:
            column = min(max(0, self._line.column(self._words.today)), len(self._line.hours) - 1)
            self.table.selectRow(column)
            top = QAbstractItemView.ScrollHint.PositionAtTop
            self.table.scrollTo(self.model.index(max(0, column - 1), 0), top)
            self.table.setFocus()
        self.toggled.emit(is_on)
        self.update()

    def _place(self) -> None:
        size = self.button.sizeHint()
        bottom = self._floor + 4
        self.button.setGeometry(
            self.margin - theme.px(9) - 1, bottom - size.height(), size.width(), size.height()
        )
        self.table.setFont(fonts.font("body", True))
        self.table.verticalHeader().setDefaultSectionSize(theme.px(26))
        top = 8
        room = self.width() - self.left - self.margin
        self.table.setGeometry(self.left, top, room, max(20, self.height() - top - 4))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep button and table in their places."""
        super().resizeEvent(event)
        self._place()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the words at the left, and the chart unless the table is shown."""
        line, words = self._line, self._words
        if line is None or words is None:
            return
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.table.isHidden() and self.axis.weeks == len(line.hours):
            self._chart(p, line, words, event.region())
        self._beside(p, line, words)
        p.end()

    @property
    def _floor(self) -> int:
        return self.height() - theme.px(_FOOT)

    def _scale(self, line: Timeline) -> float:
        """Return pixels for a minute."""
        most = max((max(w.minutes, w.band_max) for w in line.hours), default=0) * 1.04
        return (self._floor - min(_TOP, self.height() // 4)) / max(most, 60.0)

    def _chart(self, p: QPainter, line: Timeline, words: Words, part: QRegion) -> None:
        shown = min(self.axis.length - self.offset, self.width() - self.left - self.margin)
        room = QRect(self.left, 0, shown, self._floor)
        p.save()
        p.setClipRect(room)
        p.translate(self.left, 0)
        ground(p, QRect(0, 0, shown, self._floor), self.axis, self.offset, words)
        first = self.axis.column_at(self.offset)
        last = self.axis.column_at(self.offset + shown)
        columns = [n for n in range(first, last + 1) if part.intersects(self._room(n))]
        scale = self._scale(line)
        for column in columns:
            self._band(p, line.hours[column], column, scale)
        for column in columns:
            self._bars(p, line, column, scale)
        p.restore()
        paint.hairline(p, self.left, self._floor, self.left + shown, self._floor + 1, "line2")
        self._ticks(p, line, scale)
        self._pill(p, room, words)

    def _span(self, column: int) -> tuple[int, int]:
        return self.axis.edges[column] - self.offset, self.axis.edges[column + 1] - self.offset

    def _band(self, p: QPainter, week: WeekHours, column: int, scale: float) -> None:
        if not week.band_max:
            return
        left, right = self._span(column)
        top = round(self._floor - week.band_max * scale)
        bottom = round(self._floor - week.band_min * scale)
        fill, edge = QColor(theme.color("accent")), QColor(theme.color("accent"))
        fill.setAlphaF(0.13)
        p.fillRect(QRect(left, top, right - left, max(0, bottom - top)), fill)
        edge.setAlphaF(0.55)
        p.fillRect(QRect(left, top, right - left, 1), edge)

    def _bars(self, p: QPainter, line: Timeline, column: int, scale: float) -> None:
        week = line.hours[column]
        left, right = self._span(column)
        inset = max(3.5, (right - left) * 0.17 if right - left < 40 else 8.0)
        inset = max(inset, (right - left - _WIDEST_BAR) / 2)
        x, width = left + inset, right - left - 2 * inset
        base = 0.0
        for part in week.parts:
            self._bar(p, QRectF(x, 0, width, 0), part, base, scale)
            base += part.minutes
        if week.over >= 1:
            self._cap(p, line, column, QRectF(x, 0, width, 0), scale)
        elif week.minutes and right - left >= theme.px(96):
            text = say.hours(week.minutes)
            y = self._floor - week.minutes * scale
            font = fonts.font("small", True)
            wide = paint.width_of(text, font) + 6
            where = QRectF((left + right - wide) / 2, y - theme.px(17), wide, theme.px(14))
            paint.box(p, where, 3, theme.color("bg"))
            paint.text(p, where, text, font, "text2", paint.CENTER)

    def _bar(self, p: QPainter, at: QRectF, part: Part, base: float, scale: float) -> None:
        colors = theme.family(part.course.color)
        if part.minutes * scale < _THIN:  # an outline would hide what is inside
            y = round(self._floor - (base + part.minutes) * scale)
            tint = colors.solid if part.done * 2 >= part.minutes else colors.line
            p.fillRect(QRect(round(at.x()), y, round(at.width()), 1), tint)
            return
        low, high = self._floor - base * scale, self._floor - (base + part.minutes) * scale
        bar = QRectF(at.x(), high + 0.2, at.width(), max(1.5, low - high - 0.8))
        paint.box(p, bar, 1.5, colors.tint, colors.solid, 1.2)
        if part.done > 0:
            share = min(1.0, part.done / part.minutes)
            solid = QRectF(bar)
            solid.setTop(bar.bottom() - bar.height() * share)
            paint.box(p, solid, 1.5, colors.solid)

    def _cap(self, p: QPainter, line: Timeline, column: int, at: QRectF, scale: float) -> None:
        week = line.hours[column]
        top = self._floor - week.minutes * scale
        tall = max(5.0, week.over * scale)
        cap = QRectF(at.x(), top, at.width(), tall)
        signs.slanted(p, cap, theme.color("bg"), theme.color("dangt"), 1.1, 5.7)
        p.setBrush(signs.NO_BRUSH)
        p.setPen(QPen(theme.color("dangt"), 1.3))
        p.drawRect(cap)
        self._over(p, line, column, top)

    def _over(self, p: QPainter, line: Timeline, column: int, top: float) -> None:
        left, right = self._span(column)
        text, font = str(round(line.hours[column].minutes / 60)), fonts.font("small-strong", True)
        middle, width = (left + right) / 2, paint.width_of(text, font)
        beside = [
            line.hours[n].over >= 1 for n in (column - 1, column + 1) if 0 <= n < len(line.hours)
        ]
        y = top - theme.px(10)
        if any(beside) and right - left < width + theme.px(16):
            signs.warning(p, middle, y - theme.px(10), theme.px(4))
            where = QRectF(middle - width, y - theme.px(7), 2 * width, theme.px(14))
            paint.text(p, where, text, font, "dangt", paint.CENTER)
            return
        x = middle - (width + theme.px(13)) / 2
        signs.warning(p, x + theme.px(5), y, theme.px(4.5))
        where = QRectF(x + theme.px(13), y - theme.px(7), width + 2, theme.px(14))
        paint.text(p, where, text, font, "dangt")

    def _ticks(self, p: QPainter, line: Timeline, scale: float) -> None:
        font, shown = fonts.font("axis", True), ticks(line, scale, theme.px(14))
        for n, value in enumerate(shown):
            y = round(self._floor - value * 60 * scale)
            text = tr("%1 h", value) if n == len(shown) - 1 and value else str(value)
            where = QRect(self.left - 60, y - theme.px(7), 52, theme.px(14))
            paint.text(p, where, text, font, "text3", paint.RIGHT)

    def _pill(self, p: QPainter, room: QRect, words: Words) -> None:
        x = self.axis.now_x(words.local(words.now))
        if x is None or not 0 <= x - self.offset <= room.width():
            return
        text, font = words.date(words.today), fonts.font("small-strong", True)
        width = paint.width_of(text, font) + theme.px(14)
        left = min(max(room.left(), self.left + x - self.offset - width / 2), self.width() - width)
        pill = QRectF(left, self._floor + 5, width, theme.px(18))
        paint.box(p, pill, pill.height() / 2, theme.color("now"))
        paint.text(p, pill, text, font, "bg", paint.CENTER)

    def _beside(self, p: QPainter, line: Timeline, words: Words) -> None:
        lines = self._lines_beside(line, words)
        room = self.button.y() - 4
        total = sum(gap + height for *_, gap, height in lines)
        if total + theme.px(16) > room:  # the band is explained where there is room
            lines = [entry for entry in lines if not entry[4]]
            total = sum(gap + height for *_, gap, height in lines)
        y = min(theme.px(16), max(2, room - total))
        for text, role, tint, _, _, gap, height in lines:
            y += gap
            where = QRect(self.margin, y, self.left - self.margin - theme.px(34), height)
            paint.text(p, where, text, fonts.font(role, True), tint)
            y += height

    def _lines_beside(
        self, line: Timeline, words: Words
    ) -> list[tuple[str, fonts.Role, str, int, bool, int, int]]:
        """Return text, font, colour, order, whether it can go, gap above and height."""
        px = theme.px
        found: list[tuple[str, fonts.Role, str, int, bool, int, int]] = [
            (tr("Hours a week"), "strong", "text", 0, False, 0, px(19))
        ]
        found += [(text, "second", "text2", 1, True, 1, px(16)) for text in say.band_words(line)]
        worst = worst_week(line.hours, words.today)
        if worst is None:
            found.append((tr("No estimates yet"), "second", "text2", 2, False, px(7), px(17)))
            return found
        head = tr("%1: %2", say.week_name(worst, words), say.hours(worst.minutes))
        tint = "dangt" if worst.over >= 1 else "text"
        found.append((head, "second-strong", tint, 2, False, px(7), px(17)))
        found.append((say.over_words(worst), "second", "text2", 2, False, 0, px(16)))
        return found

    # The pointer

    def told(self) -> tuple[str, QRect]:
        """Return what is to be said of the week under the pointer, and where its bar lies."""
        line, words = self._line, self._words
        if line is None or words is None or not 0 <= self._hovered < len(line.hours):
            return "", QRect()
        left, right = self._span(self._hovered)
        week = line.hours[self._hovered]
        top = round(self._floor - week.minutes * self._scale(line)) - theme.px(20)
        where = QRect(self.left + left, top, right - left, self._floor - top)
        return say.week_text(week, words), where

    def _hover(self, point: QPoint | None) -> None:
        column = -1
        if point is not None and self.table.isHidden():
            x = point.x() - self.left + self.offset
            inside = self.left <= point.x() and 0 <= x < self.axis.length
            column = self.axis.column_at(x) if inside and point.y() <= self._floor else -1
        if column != self._hovered:
            self._hovered = column
            self.pointed.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say what the week under the pointer asks."""
        self._hover(event.position().toPoint())

    def leaveEvent(self, event: QEvent) -> None:
        """Say nothing any more."""
        self._hover(None)


def _table(model: HoursModel, parent: QWidget) -> QTableView:
    table = QTableView(parent)
    table.setModel(model)
    table.setFrameShape(QFrame.Shape.NoFrame)
    table.setShowGrid(False)
    table.verticalHeader().hide()
    table.horizontalHeader().setResizeContentsPrecision(100)  # rows looked at, of hundreds
    table.horizontalHeader().setDefaultAlignment(
        Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    )
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setTabKeyNavigation(False)
    table.setWordWrap(False)
    table.setAccessibleName(tr("Hours a week"))
    table.hide()
    return table
