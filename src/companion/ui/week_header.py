"""What stands around the grid of the week: days with what is due, two clocks, folded hours."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import lru_cache

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from companion.models.agenda import ChecklistItem
from companion.models.course import Course
from companion.models.walltime import zone_of
from companion.models.week_grid import COLUMNS, Week
from companion.models.week_window import DAY
from companion.ui import fonts, icons, paint, theme
from companion.ui import week_words as say
from companion.ui.text import Words, city, dense, zone_short
from companion.ui.week_ground import midnights
from companion.ui.week_shape import Shape
from companion.ui.widgets.labels import tooltip_text

DAYS_HEIGHT, DUE_HEIGHT = 44, 24
HERE_WIDTH, THERE_WIDTH, MOST_WIDTH = 40, 38, 84
STRIP_HEIGHT = 16
_EXPANDING, _FIXED = QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed


class DueCell(QAbstractButton):
    """What is due on one day: `chosen` names the one thing, `asked` wants the list of several."""

    chosen = Signal(str)
    asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._items: Sequence[ChecklistItem] = ()
        self._lines: list[str] = []
        self._face = ("", "stone", "")
        self._is_late = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setProperty("own-ring", True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._open)

    def show_due(
        self, items: Sequence[ChecklistItem], courses: Sequence[Course], words: Words, day: str
    ) -> None:
        """Show what is due on a day; nothing hides the cell."""
        self._items = items
        self.setVisible(bool(items))
        if not items:
            return
        codes = {course.id: course.code for course in courses}
        self._lines = [say.due_line(i, words, codes.get(i.course_id or "", "")) for i in items]
        self._face = say.due_cell(items, courses)
        self._is_late = any(item.is_late(words.now) for item in items)
        self.setText(" ".join(part for part in (self._face[0], self._face[2]) if part))
        self.setShortcut("")  # an ampersand in it is no key
        self.setAccessibleName(say.tr("Due %1: %2", day, "; ".join(self._lines)))
        self.setToolTip(tooltip_text("\n".join(self._lines)))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint flag, code and words."""
        p = QPainter(self)
        code, family, text = self._face
        if self.underMouse():
            paint.box(p, self.rect().adjusted(2, 1, -2, -1), 4, theme.color("hover"))
        tint = "dangt" if self._is_late else "text2"
        icons.draw(p, 6, (self.height() - 12) / 2, "flag", 12, tint)
        where = QRect(22, 0, self.width() - 26, self.height())
        if code:
            width = paint.text(
                p, where, code, fonts.font("small-strong"), theme.family(family).text
            )
            where.setLeft(where.left() + width + 4)
        paint.text(p, where, text, fonts.font("small", True), tint)
        if self.hasFocus():
            paint.focus_ring(p, self.rect().adjusted(1, 1, -1, -1), 4)
        p.end()

    def _open(self) -> None:
        if len(self._items) == 1:
            self.chosen.emit(self._items[0].id)
        else:
            self.asked.emit()


class WeekHeader(QWidget):
    """The days with their hours, and below them what is due: `due_chosen` names one thing,
    `due_asked` a column with several."""

    due_chosen = Signal(str)
    due_asked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._week: Week | None = None
        self._words: Words | None = None
        self._shape: Shape | None = None
        self._look: tuple[object, ...] = ()
        self._places: tuple[object, ...] = ()
        self._left = 0
        self.cells = [DueCell(self) for _ in range(COLUMNS)]
        for column, cell in enumerate(self.cells):
            cell.chosen.connect(self.due_chosen)
            cell.asked.connect(lambda of=column: self.due_asked.emit(of))
            cell.hide()
        self.setSizePolicy(_EXPANDING, _FIXED)

    def show_week(self, week: Week, words: Words, courses: Sequence[Course]) -> None:
        """Show the days of a week; nothing is done where only time has passed."""
        self._week, self._words = week, words
        now = week.place(words.now)
        late = [[item.is_late(words.now) for item in day.due] for day in week.days]
        before, self._look = self._look, (
            week.first, week.days, week.zone, week.there, week.ahead, late, now and now[0],
            words.today, words[1:], [(course.id, course.code, course.color) for course in courses],
        )  # fmt: skip
        if before == self._look:
            return
        for column, cell in enumerate(self.cells):
            day = week.days[column]
            cell.show_due(day.due, courses, words, say.day_name(day.date))
        spoken = [say.day_spoken(week, column, words) for column in range(COLUMNS)]
        self.setAccessibleName(say.tr("Days of the week"))
        self.setAccessibleDescription("; ".join(spoken))
        self.update()

    def set_shape(self, shape: Shape, left: int) -> None:
        """Take the columns' places, `left` pixels from the left edge."""
        before, self._places = self._places, (shape, left, theme.look())
        if before == self._places:
            return
        self._shape, self._left = shape, left
        top, height = theme.px(DAYS_HEIGHT) + 2, theme.px(18)
        for column, cell in enumerate(self.cells):
            x = left + shape.x(column) + 1
            cell.setGeometry(x, top, left + shape.x(column + 1) - x, height)
        self.update()

    def sizeHint(self) -> QSize:
        """Two lines for the day, one for what is due."""
        return QSize(400, theme.px(DAYS_HEIGHT) + theme.px(DUE_HEIGHT) + 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the days and the names of the clocks."""
        p = QPainter(self)
        week, words, shape = self._week, self._words, self._shape
        if week is not None and words is not None and shape is not None:
            now = week.place(words.now)
            for column in range(COLUMNS):
                left = self._left + shape.x(column)
                where = QRect(left, 0, self._left + shape.x(column + 1) - left, self.height())
                self._paint_day(p, where, column, now is not None and now[0] == column)
            self._paint_clocks(p, week)
        paint.hairline(p, 0, self.height() - 1, self.width(), self.height(), "line2")
        p.end()

    def _paint_day(self, p: QPainter, where: QRect, column: int, is_today: bool) -> None:
        week, words = self._week, self._words
        assert week is not None
        assert words is not None
        day = week.days[column]
        if is_today:
            p.setOpacity(0.35)
            paint.fill(p, where, theme.color("sel"))
            p.setOpacity(1)
        paint.hairline(p, where.left(), 0, where.left() + 1, self.height())
        line = where.adjusted(8, theme.px(5), -4, 0)
        line.setHeight(theme.px(16))
        tint = "accent" if is_today else "text"
        width = paint.text(p, line, say.day_name(day.date), fonts.font("strong"), tint)
        if is_today:
            beside = line.adjusted(width + 4, 1, 0, 0)
            word = say.tr("today") if day.date == words.today else say.tr("tonight")
            font = fonts.font("small-control")
            if paint.width_of(word, font) <= beside.width():  # the colour and the line say it, too
                paint.text(p, beside, word, font, "accent")
        line.translate(0, theme.px(16))
        self._paint_hours(p, line, day.minutes, day.mark)

    def _paint_hours(self, p: QPainter, line: QRect, minutes: int, mark: int | None) -> None:
        assert self._week is not None
        font = fonts.font("small", True)
        told = say.ahead_text(self._week.there, mark) if mark is not None else ""
        text = dense(minutes) if minutes else ""
        if text and told:
            text = say.tr("%1 · ", text)
        if paint.width_of(text + told, font) > line.width():
            text = ""  # the change of the clocks is never cut
        width = paint.text(p, line, text, font, "text3")
        paint.text(p, line.adjusted(width, 0, 0, 0), told, font, "warnt")

    def _paint_clocks(self, p: QPainter, week: Week) -> None:
        here, there = gutter_widths(week, self._words)
        line = QRect(0, theme.px(DAYS_HEIGHT) + 4, here - 6, theme.px(14))
        name = name_here(week, self._words)
        paint.text(p, line, name, fonts.font("small-strong"), "text2", paint.RIGHT)
        if there:
            line = QRect(here, line.top(), there - 6, line.height())
            paint.text(p, line, zone_short(week.there), fonts.font("small"), "text3", paint.RIGHT)


def name_here(week: Week, words: Words | None) -> str:
    """Return what stands above the first gutter: the student's city, or the course's clock."""
    is_swapped = words is not None and words.is_swapped
    return zone_short(week.zone.key) if is_swapped else city(week.zone.key)


def gutter_widths(week: Week, words: Words | None) -> tuple[int, int]:
    """Return the widths of the two gutters; the second is none where both clocks agree."""
    if words is None:
        return 0, 0
    most, look = theme.px(MOST_WIDTH), theme.look()
    name = paint.width_of(name_here(week, words), fonts.font("small-strong")) + 7
    here = max(theme.px(HERE_WIDTH), _hours_width(say.hour_text, 0, words.is_24h, look), name)
    if not has_second_clock(week):
        return min(here, most), 0
    other = paint.width_of(zone_short(week.there), fonts.font("small")) + 14
    hours = _hours_width(say.short_hour, week.ahead % 60, words.is_24h, look)
    return min(here, most), min(max(theme.px(THERE_WIDTH), other, hours), most)


@lru_cache(maxsize=32)
def _hours_width(
    write: Callable[[int, Words], str], minute: int, is_24h: bool, look: theme.Look
) -> int:
    """Return the width that every hour with such a minute needs, and the moment too."""
    writes = Words(datetime(2000, 1, 1, tzinfo=UTC), zone_of("UTC"), is_24h)
    role: fonts.Role = "small-strong" if write is say.hour_text else "small"
    texts = [write(hour * 60 + minute, writes) for hour in range(24)]
    texts.append(say.short_hour(22 * 60 + 59, writes))
    return max(paint.width_of(text, fonts.font(role, True)) for text in texts) + 6


def _now_there(week: Week, words: Words) -> str:
    """Write the moment on the second clock, without a leading nought."""
    text = words.clock(words.now.astimezone(zone_of(week.there)))
    return text.removeprefix("0") if words.is_24h else text


def has_second_clock(week: Week) -> bool:
    """Tell whether the second clock ever differs from the student's in a week."""
    return bool(week.ahead) or any(day.mark for day in week.days)


class Gutter(QWidget):
    """The hours of both clocks beside the grid, and the moment."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._week: Week | None = None
        self._words: Words | None = None
        self._shape: Shape | None = None
        self._look: tuple[object, ...] = ()
        self._offset = 0

    def show_week(self, week: Week, words: Words) -> None:
        """Show the hours of a week."""
        self._week, self._words = week, words
        before, self._look = self._look, (
            week.first, week.zone, week.there, week.ahead, has_second_clock(week),
            week.place(words.now), words[1:],
        )  # fmt: skip
        if before != self._look:
            self.update()

    def set_shape(self, shape: Shape, offset: int) -> None:
        """Take the places of the hours, scrolled by `offset`."""
        if (self._shape, self._offset) != (shape, offset):
            self._shape, self._offset = shape, offset
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the hours, midnight and now."""
        p = QPainter(self)
        paint.fill(p, self.rect(), theme.color("bg"))
        week, words, shape = self._week, self._words, self._shape
        if week is not None and words is not None and shape is not None:
            p.translate(0, -self._offset)
            now = week.place(words.now)
            minute = now[1] if now else None
            if minute is not None and not shape.window.starts <= minute <= shape.window.ends:
                minute = None
            self._paint_hours(p, week, words, shape, minute)
            if minute is not None:
                self._paint_now(p, week, words, shape, minute)
        p.end()

    def _paint_hours(
        self, p: QPainter, week: Week, words: Words, shape: Shape, now: int | None
    ) -> None:
        special = midnights(shape)
        step = 120 if shape.hour * 2 >= theme.px(26) else 240
        first = -(-shape.window.starts // step) * step
        for minute in sorted({*range(first, shape.window.ends, step), *special}):
            y = shape.y(minute)
            if now is not None and abs(shape.y(now) - y) < theme.px(13):
                continue
            is_midnight = minute in special
            if is_midnight:
                paint.fill(p, QRect(self.width() - 6, y - 1, 6, 2), theme.color("line2"))
            role: fonts.Role = "small-strong" if is_midnight else "small"
            here, there = say.hour_text(minute, words), self._there(week, words, minute)
            self._paint_pair(p, y, (here, there), fonts.font(role, True), "text2", "text3")

    def _there(self, week: Week, words: Words, minute: int) -> str:
        return say.short_hour((minute - week.ahead) % DAY, words)

    def _paint_now(self, p: QPainter, week: Week, words: Words, shape: Shape, minute: int) -> None:
        pair = words.time(words.now), _now_there(week, words)
        font = fonts.font("small-strong", True)
        self._paint_pair(p, shape.y(minute) + 1, pair, font, "now", "now")

    def _paint_pair(
        self, p: QPainter, y: int, pair: tuple[str, str], font: QFont, tint: str, second: str
    ) -> None:
        assert self._week is not None
        here, there = gutter_widths(self._week, self._words)
        height = theme.px(14)
        where = QRect(0, y - height // 2, here - 6, height)
        paint.text(p, where, pair[0], font, tint, paint.RIGHT)
        if there:
            where = QRect(here, where.top(), there - 6, height)
            light = fonts.font("small", True)
            paint.text(p, where, pair[1], light, second, paint.RIGHT)


class FoldStrip(QAbstractButton):
    """The hours that the grid leaves out; a click shows them, another folds them again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.left = 0
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setProperty("own-ring", True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(_EXPANDING, _FIXED)

    def show_span(self, span: str) -> None:
        """Name the hours: "02:00–07:30"."""
        is_open = self.isChecked()
        name = say.tr("Fold the hours %1", span) if is_open else say.tr("Show %1", span)
        if name == self.accessibleName():
            return
        self.setText(say.tr("Fold %1", span) if is_open else span)
        self.setAccessibleName(name)
        self.setToolTip(tooltip_text(name))
        self.update()

    def sizeHint(self) -> QSize:
        """A thin line."""
        return QSize(400, theme.px(STRIP_HEIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Paint the whole line anew."""
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line with its words and the arrow."""
        p = QPainter(self)
        lit = "hover" if self.underMouse() else "inset"
        paint.fill(p, self.rect().adjusted(self.left, 0, 0, 0), theme.color(lit))
        paint.hairline(p, self.left, self.height() - 1, self.width(), self.height())
        icon = "chevron-up" if self.isChecked() else "chevron-down"
        icons.draw(p, self.left + 8, (self.height() - 12) / 2, icon, 12, "text3")
        where = QRect(self.left + 25, 0, self.width() - self.left - 30, self.height())
        paint.text(p, where, self.text(), fonts.font("small", True), "text3")
        if self.hasFocus():
            paint.focus_ring(p, self.rect().adjusted(self.left + 1, 0, -1, -1), 4)
        p.end()
