"""The student's day to scale: both clocks, what is busy, planned and taught, and what is free."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from companion.models.day import Day
from companion.models.gaps import MINUTE, Gap
from companion.models.walltime import zone_of
from companion.models.week_block import Block, BlockKind
from companion.ui import fonts, paint, theme
from companion.ui import today_words as say
from companion.ui.text import Words, city, month, weekday, zone_short
from companion.ui.widgets.labels import tooltip_text

BAND = 40
_LINE, _LEFT, _WIDEST = 22, 46, 96
_HOUR, _TWO = timedelta(hours=1), 2
_STEP = 5 * MINUTE  # what is dropped begins at five minutes
_BUSY = (BlockKind.BUSY, BlockKind.WORK, BlockKind.CALENDAR)


class Target(NamedTuple):
    """Where something that is carried over the ribbon would lie."""

    starts_at: datetime
    minutes: int


class _Label(NamedTuple):
    """A text beside the band: centred on x, or beginning there."""

    x: int
    text: str
    role: fonts.Role
    tint: str = "text"
    is_centered: bool = True


class DayRibbon(QAbstractButton):
    """Paints a day. A gap is chosen by a click, or by ← → and Enter; `gap_chosen` brings it.

    A button, so that assistive technology can press it: that chooses the current gap."""

    gap_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._day: Day | None = None
        self._words: Words | None = None
        self._second = ""
        self._current: Gap | None = None
        self._hovered: Gap | None = None
        self._target: Target | None = None
        self._family = "stone"
        self._left = _LEFT
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("own-ring", True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Your day"))
        self.clicked.connect(self._choose)

    def show_day(self, day: Day, words: Words, second: str) -> None:
        """Show a day on the leading clock, with the zone of the second below; empty for none."""
        self._day, self._words, self._second = day, words, second
        self._left = self._name_width()  # asked for each hour: not measured anew for each
        if self._current is not None:
            self._current = day.gap_at(self._current.starts_at) or next(iter(day.gaps), None)
        self._hovered = None
        self.setAccessibleDescription(say.day_spoken(day, words))
        self.updateGeometry()
        self.update()

    def current(self) -> Gap | None:
        """Return the gap that the keyboard is on, or None."""
        return self._current if self.hasFocus() else None

    # Where things are

    def sizeHint(self) -> QSize:
        """A line of hours above the band, and one below where there is a second clock."""
        below = _LINE - 2 if self._second else 4
        return QSize(300, theme.px(_LINE) + BAND + theme.px(below))

    def minimumSizeHint(self) -> QSize:
        """As high as that, however narrow."""
        return QSize(200, self.sizeHint().height())

    def _name_width(self) -> int:
        names = (self._first_name(), zone_short(self._second) if self._second else "")
        widest = max(paint.width_of(name, fonts.font("small-strong")) for name in names)
        return min(_WIDEST, max(_LEFT, widest + 10))

    def _first_name(self) -> str:
        assert self._words is not None
        zone = self._words.leading.key
        return zone_short(zone) if self._words.is_swapped else city(zone)

    def _band(self) -> QRect:
        left = self._left
        return QRect(left, theme.px(_LINE), self.width() - left, BAND)

    def _x(self, at: datetime) -> float:
        """Return where an instant lies across."""
        assert self._day is not None
        band, day = self._band(), self._day
        part = (at - day.starts_at) / (day.ends_at - day.starts_at)
        return band.left() + min(1.0, max(0.0, part)) * band.width()

    def _at(self, x: float) -> datetime:
        """Return the instant at a place across."""
        assert self._day is not None
        band, day = self._band(), self._day
        part = (x - band.left()) / max(1, band.width())
        return day.starts_at + min(1.0, max(0.0, part)) * (day.ends_at - day.starts_at)

    def _span(self, start: datetime, end: datetime) -> QRectF:
        left, right = self._x(start), self._x(end)
        return QRectF(left, self._band().top(), right - left, BAND)

    def gap_rect(self, gap: Gap) -> QRect:
        """Return where a gap lies."""
        return self._span(gap.starts_at, gap.ends_at).toRect()

    def gap_under(self, point: QPoint) -> Gap | None:
        """Return the gap at a point, or None."""
        if self._day is None or not self._band().contains(point):
            return None
        return self._day.gap_at(self._at(point.x()))

    # Carrying a row here

    def carry_over(self, where: QPoint, minutes: int, family: str) -> Target | None:
        """Show where work of some minutes would lie under a point of the screen, or nothing: in a
        gap, as much of it as the gap holds. Return that place."""
        point = self.mapFromGlobal(where)
        gap = self.gap_under(QPoint(point.x(), self._band().center().y()))
        is_near = self.rect().adjusted(0, -8, 0, 8).contains(point)
        self._target = None
        if gap is not None and is_near:
            length = min(minutes, gap.minutes)
            latest = gap.ends_at - length * MINUTE
            at = _on_step(self._at(point.x()) - length * MINUTE / 2)
            self._target = Target(min(max(gap.starts_at, at), latest), length)
        self._family = family
        self.update()
        return self._target

    def take_target(self) -> Target | None:
        """Return where what was carried is put down, and forget it."""
        found, self._target = self._target, None
        self.update()
        return found

    # The pointer and the keys

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light the gap under the pointer."""
        gap = self.gap_under(event.position().toPoint())
        if gap != self._hovered:
            self._hovered = gap
            tip = say.gap_tip(gap, self._words) if gap and self._words else ""
            self.setToolTip(tooltip_text(tip))
            hand, arrow = Qt.CursorShape.PointingHandCursor, Qt.CursorShape.ArrowCursor
            self.setCursor(hand if gap else arrow)
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Light nothing."""
        self._hovered = None
        self.update()
        super().leaveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the gap that is pressed."""
        gap = self.gap_under(event.position().toPoint())
        if gap is not None and event.button() == Qt.MouseButton.LeftButton:
            self._current = gap
            self.gap_chosen.emit(gap)
            self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin with the first gap."""
        super().focusInEvent(event)
        if self._current is None and self._day is not None:
            self._go(next(iter(self._day.gaps), None))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from gap to gap, choose one."""
        gaps = self._day.gaps if self._day is not None else ()
        key, place = event.key(), gaps.index(self._current) if self._current in gaps else -1
        steps = {Qt.Key.Key_Left: place - 1, Qt.Key.Key_Right: place + 1}
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: len(gaps) - 1}
        wanted = steps.get(Qt.Key(key), ends.get(Qt.Key(key)))
        if gaps and wanted is not None:
            self._go(gaps[min(max(0, wanted), len(gaps) - 1)])
        elif key in _CHOOSING:
            self._choose()
        else:
            super().keyPressEvent(event)

    def _choose(self) -> None:
        """Choose the current gap, the first one where none is."""
        gaps = self._day.gaps if self._day is not None else ()
        found = self._current or next(iter(gaps), None)
        if found is not None:
            self.gap_chosen.emit(found)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The press has done it."""

    def _go(self, gap: Gap | None) -> None:
        self._current = gap
        self.update()
        if gap is not None and self._words is not None:
            from companion.ui.class_calls import announce  # start-up: only by key

            announce(self, self.tr("Free %1").replace("%1", say.gap_span(gap, self._words)))

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the band, what lies in it, and the clocks."""
        if self._day is None or self._words is None:
            return
        p = QPainter(self)
        paint.box(p, self._band(), 5, theme.color("inset"), theme.color("line"))
        hours = self._hours(self._day, self._words)
        for at, _ in hours:
            x, band = round(self._x(at)), self._band()
            paint.hairline(p, x, band.top() + 1, x + 1, band.bottom())
        for block in self._day.blocks:
            if block.kind in _BUSY:
                self._paint_busy(p, block)
        self._paint_midnight(p, hours)
        for gap in self._day.gaps:
            self._paint_gap(p, gap)
        for block in self._day.blocks:
            if block.kind not in _BUSY:
                self._paint_block(p, block)
        self._paint_now(p)
        self._paint_target(p)
        self._paint_clocks(p, hours)
        p.end()

    def _hours(self, day: Day, words: Words) -> list[tuple[datetime, datetime]]:
        """Return the even hours of the leading clock in sight: instant and local time."""
        found = []
        at = day.starts_at.replace(minute=0)
        while at < day.ends_at:
            begins = at - timedelta(minutes=words.local(at).minute)  # clocks of half an hour
            wall = words.local(begins)
            if wall.hour % _TWO == 0 and day.starts_at < begins < day.ends_at:
                found.append((begins, wall))
            at += _HOUR
        return found

    def _is_now_shown(self) -> bool:
        assert self._day is not None
        assert self._words is not None
        return self._day.starts_at <= self._words.now < self._day.ends_at

    def _paint_midnight(self, p: QPainter, hours: Sequence[tuple[datetime, datetime]]) -> None:
        band = self._band()
        for at, wall in hours:
            if not wall.hour:
                x = round(self._x(at))
                paint.hairline(p, x, band.top() - 4, x + 1, band.bottom() + 5, "text2")

    def _paint_now(self, p: QPainter) -> None:
        assert self._words is not None
        if self._is_now_shown():
            x, band = round(self._x(self._words.now)), self._band()
            paint.fill(p, QRect(x - 1, band.top() - 3, 2, BAND + 6), theme.color("now"))

    def _paint_clocks(self, p: QPainter, hours: Sequence[tuple[datetime, datetime]]) -> None:
        """Paint the hours of both clocks; what would cover something of more weight is left out."""
        above, below = 0, self._band().bottom() + 3
        for top, labels in ((above, self._above(hours)), (below, self._below(hours))):
            taken: list[QRect] = []
            for label in labels:
                font = fonts.font(label.role, True)
                width = paint.width_of(label.text, font)
                left = label.x - width // 2 if label.is_centered else label.x
                left = max(0, min(left, self.width() - width))
                where = QRect(left, top, width, theme.px(18))
                if not any(where.adjusted(-3, 0, 3, 0).intersects(other) for other in taken):
                    taken.append(where)
                    paint.fitting(p, where, label.text, font, label.tint)

    def _above(self, hours: Sequence[tuple[datetime, datetime]]) -> list[_Label]:
        """Return what stands above the band, what matters most first."""
        assert self._words is not None
        words = self._words
        found = [_Label(0, self._first_name(), "small-strong", "text2", is_centered=False)]
        if self._target is not None:
            x = self._x(self._target.starts_at + self._target.minutes * MINUTE / 2)
            found.append(_Label(round(x), words.time(self._target.starts_at), "strong"))
        if self._is_now_shown():
            x = self._x(words.now)
            found.append(_Label(round(x), words.time(words.now), "small-strong", "now"))
        for at, wall in hours:
            if not wall.hour:
                found += self._midnight(round(self._x(at)), wall)
        for at, wall in hours:
            tint = "text3" if at < words.now else "text2"
            found.append(_Label(round(self._x(at)), _short(words, wall), "small", tint))
        return found

    def _midnight(self, x: int, wall: datetime) -> list[_Label]:
        """Return the hour and the new date, which a shorter one follows where it has no room."""
        assert self._words is not None
        zero = _short(self._words, wall)
        left = x + paint.width_of(zero, fonts.font("small", True)) // 2 + 5
        day = say.tr("%1 %2", weekday(wall.weekday()), wall.day)
        whole = say.tr("%1 %2", day, month(wall.month)) if wall.day == 1 else day
        fitting = [
            _Label(left, text, "small-strong", "text2", is_centered=False)
            for text in (whole, day)
            if left + paint.width_of(text, fonts.font("small-strong", True)) <= self.width()
        ]
        return [*fitting[:1], _Label(x, zero, "small", "text2")]

    def _below(self, hours: Sequence[tuple[datetime, datetime]]) -> list[_Label]:
        """Return what stands below the band."""
        if not self._second or self._words is None:
            return []
        zone = zone_of(self._second)
        found = [_Label(0, zone_short(self._second), "small", "text3", is_centered=False)]
        for at, _ in hours:
            text = _short(self._words, at.astimezone(zone))
            found.append(_Label(round(self._x(at)), text, "small", "text3"))
        return found

    def _paint_busy(self, p: QPainter, block: Block) -> None:
        rect = self._span(block.starts_at, block.ends_at).adjusted(0, 1, 0, -1)
        _hatch(p, rect.toRect())
        text, font = say.mark_of(block), fonts.font("small")
        room = int(rect.width()) - 12
        if room < theme.px(18):
            return
        width = min(room, paint.width_of(text, font) + 10)
        back = QRect(int(rect.left()) + 6, rect.toRect().center().y() - 7, width, 16)
        paint.box(p, back, 3, theme.color("busy"))
        paint.text(p, back.adjusted(5, 0, 0, 0), text, font, "text3")

    def _paint_block(self, p: QPainter, block: Block) -> None:
        family = theme.family(block.course.color if block.course else "stone")
        rect = self._span(block.starts_at, block.ends_at).adjusted(0, 2, 0, -2)
        rect.setWidth(max(4.0, rect.width()))
        if block.kind is BlockKind.LIVE:
            paint.box(p, rect, 4, family.solid)
            tint = theme.color("white")
        elif block.kind is BlockKind.PLANNED:
            paint.box(p, rect, 4, family.tint, family.line)
            tint = family.text
        else:
            paint.box(p, rect, 4, theme.color("bg"), theme.color("ctl"), 1.5, _DOT)
            tint = theme.color("text2")
        text, font = say.mark_of(block), fonts.font("small-strong")
        if paint.width_of(text, font) + 4 <= rect.width():
            paint.fitting(p, rect.toRect(), text, font, tint, paint.CENTER)

    def _paint_gap(self, p: QPainter, gap: Gap) -> None:
        rect = self.gap_rect(gap).adjusted(1, 1, -1, -1)
        if gap == self._hovered:
            paint.box(p, rect.adjusted(0, 1, 0, -1), 4, theme.color("hover"))
        if self.hasFocus() and gap == self._current:
            paint.focus_ring(p, rect, 4)
        font = fonts.font("small-control", True)
        room = rect.width() - 4
        for text in say.gap_labels(gap):
            width = paint.width_of(text, font)
            if width <= room:
                back = QRect(0, 0, width + 4, theme.px(14))
                back.moveCenter(rect.center())
                if gap != self._hovered:  # an hour's line must not strike it out
                    paint.fill(p, back, theme.color("inset"))
                paint.fitting(p, rect, text, font, "text2", paint.CENTER)
                break

    def _paint_target(self, p: QPainter) -> None:
        if self._target is None:
            return
        start = self._target.starts_at
        rect = self._span(start, start + self._target.minutes * MINUTE).adjusted(0, 2, 0, -2)
        family = theme.family(self._family)
        paint.box(p, rect, 4, family.tint, family.solid, 1.5, Qt.PenStyle.DashLine)


_DOT = Qt.PenStyle.DotLine
_CHOOSING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


def _hatch(p: QPainter, rect: QRect, step: int = 7) -> None:
    """Paint busy time as `paint.hatch` does, without a path: those cost a start a millisecond."""
    paint.fill(p, rect, theme.color("busy"))
    p.save()
    p.setClipRect(rect)
    p.setRenderHint(QPainter.RenderHint.Antialiasing)
    p.setPen(theme.color("busyl"))
    for x in range(rect.left(), rect.right() + rect.height(), step):
        p.drawLine(x, rect.top(), x - rect.height(), rect.bottom() + 1)
    p.restore()


def _short(words: Words, wall: datetime) -> str:
    """Write an hour as short as it stays clear: "08", "8 am", "03:30"."""
    return words.clock(wall).replace(":00", "")


def _on_step(at: datetime) -> datetime:
    return at - (at - at.replace(hour=0, minute=0, second=0, microsecond=0)) % _STEP
