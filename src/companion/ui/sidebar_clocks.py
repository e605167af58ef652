"""The clocks at the sidebar's foot: the student's, the course's, and a third if one is chosen."""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from companion.models.walltime import zone_of
from companion.models.zones import minutes_ahead, unusual_until
from companion.ui import fonts, icons, paint, text, theme
from companion.ui.text import Words
from companion.ui.widgets.labels import tooltip_text

LINE, RAIL_LINE = 22, 17  # height of a clock's line, and in the rail
_ONE_DAY = timedelta(days=1)


class ClockFace(NamedTuple):
    """What the clocks show; the third one is empty where none is chosen. A third clock has its
    weekday where that differs from the first one's. short_day stands
    where the day would cut the city's name."""

    here: str = ""
    city: str = ""
    day: str = ""
    there: str = ""
    there_label: str = ""
    difference: str = ""
    is_unusual: bool = False
    short_day: str = ""
    third: str = ""
    third_label: str = ""
    third_day: str = ""


def clock_face(words: Words, zone: str, third: str = "") -> ClockFace:
    """Return what the clocks show: the leading one first, a course's zone as the second, or the
    student's when the course's leads."""
    leading, home = words.leading.key, words.zone.key
    second = words.second(zone) or zone
    until = unusual_until(words.now, home, zone)
    there = words.now.astimezone(zone_of(second))
    label = text.zone_spoken if leading != home else text.city
    face = ClockFace(
        words.time(words.now),
        label(leading),
        words.date(words.today),
        words.clock(there),
        text.city(second) if leading != home else text.zone_label(second),
        _difference(words, zone),
        until is not None,
        short_day=text.tr("%1 %2", words.today.day, text.month(words.today.month)),
    )
    if not third or third in (leading, second):
        return face
    wall = words.now.astimezone(zone_of(third))
    day = "" if wall.date() == words.today else text.weekday(wall.weekday())
    return face._replace(third=words.clock(wall), third_label=text.zone_label(third), third_day=day)


def _difference(words: Words, zone: str) -> str:
    home = words.zone.key
    told = text.difference(zone, minutes_ahead(words.now, home, zone))
    until = unusual_until(words.now, home, zone)
    if until is None:
        return told
    ends = words.home(until)
    if until - words.now < _ONE_DAY:
        return text.tr("%1 until %2", told, words.clock(ends))
    if (ends.date() - words.home(words.now).date()).days <= 7:
        return text.tr("%1 this week", told)
    return text.tr("%1 until %2", told, words.date(ends.date()))


def spoken_clocks(face: ClockFace) -> str:
    """Return the clocks in words: "12:40 Berlin, 07:40 Eastern (ET), ET is 5 h behind"."""
    clocks = text.tr("%1 %2, %3 %4", face.here, face.city, face.there, face.there_label)
    if face.third:
        third = f"{face.third} {face.third_label} {face.third_day}".strip()
        clocks = text.tr("%1, %2", clocks, third)
    return text.tr("%1, %2", clocks, face.difference)


class Clocks(QWidget):
    """Painted clocks, with how far the first two are apart."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.face = ClockFace()
        self.is_rail = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_face(self, face: ClockFace, spoken: str) -> None:
        """Show other times."""
        if face == self.face:
            return
        before, self.face = self._times(), face
        is_taller = self.is_rail or len(before) != len(self._times())
        self.setAccessibleName(spoken)
        lines = [(face.city, face.here), (face.there_label, face.there)]
        if face.third:
            lines.append((face.third_label, f"{face.third} {face.third_day}".strip()))
        hint = "\n".join([*(f"{name} {at}" for name, at in lines), face.difference])
        self.setToolTip(tooltip_text(hint) if self.is_rail else "")
        if is_taller:
            self.updateGeometry()
        self.update()

    def set_rail(self, is_rail: bool) -> None:
        """Stack the times alone, or show all."""
        self.is_rail = is_rail
        face, self.face = self.face, ClockFace()
        self.set_face(face, self.accessibleName())
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """A line for each clock and one for the difference; in the rail the times alone."""
        more = bool(self.face.third)
        height = theme.px(73 + LINE * more)
        if self.is_rail:
            lines = [line for at in self._times() for line in at.split(" ")]
            height = theme.px(8 + RAIL_LINE * len(lines))
        return QSize(40, height + 1)

    def _times(self) -> list[str]:
        face = self.face
        return [at for at in (face.here, face.there, face.third) if at]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the hairline and the clocks."""
        painter = QPainter(self)
        paint.hairline(painter, 0, 0, self.width(), 1)
        (self._paint_rail if self.is_rail else self._paint_wide)(painter)
        painter.end()

    def _paint_rail(self, painter: QPainter) -> None:
        top, height = theme.px(8) + 1, theme.px(RAIL_LINE)
        for n, at in enumerate(self._times()):
            for line in at.split(" "):  # "pm" has no room beside "12:40"
                where = QRect(0, top, self.width(), height)
                font = fonts.font("second" if n else "second-strong", True)
                paint.text(painter, where, line, font, "text2" if n else "text", paint.CENTER)
                top += height

    def _paint_wide(self, painter: QPainter) -> None:
        face, height, top = self.face, theme.px(LINE), theme.px(11) + 1
        strong, light = fonts.font("clock", True), fonts.font("clock-second", True)
        times = ((face.here, strong), (face.there, light), (face.third, light))
        widest = max(paint.width_of(at, font) for at, font in times)
        label_x = 12 + max(theme.px(46) + 4, widest)
        lines = ((face.city, face.day), (face.there_label, ""), (face.third_label, face.third_day))
        for n, ((at, font), (name, day)) in enumerate(zip(times, lines, strict=True)):
            if at:
                where = QRect(8, top, self.width() - 8, height)
                paint.text(painter, where, at, font, "text2" if n else "text")
                label = QRect(label_x, top, 0, height)
                self._paint_label(painter, label, name, self._fitting(label, name, day), bool(n))
                top += height
        self._paint_difference(painter, top + theme.px(4))

    def _fitting(self, where: QRect, name: str, day: str) -> str:
        """Return the day, without its weekday where the city's name needs the room."""
        if day != self.face.day:
            return day
        name_width = paint.width_of(name, fonts.font("second-strong"))
        day_width = paint.width_of(day, fonts.font("small", True))
        room = self.width() - 8 - where.x() - 6
        return day if name_width + day_width <= room else self.face.short_day

    def _paint_label(
        self, painter: QPainter, where: QRect, name: str, day: str, is_second: bool
    ) -> None:
        right, small = self.width() - 8, fonts.font("small", True)
        drop = 1 if is_second else 2  # on the base line of the larger digits
        where = where.translated(0, drop)
        day_width = paint.width_of(day, small) if day else -6
        where.setRight(right - day_width - 6)
        if day:
            at = QRect(right - day_width, where.y(), day_width + 1, where.height())
            paint.text(painter, at, day, small, "text3")
        font = fonts.font("second" if is_second else "second-strong")
        paint.text(painter, where, name, font, "text2" if is_second else "text")

    def _paint_difference(self, painter: QPainter, top: int) -> None:
        tint = "warnt" if self.face.is_unusual else "text3"
        icon = "triangle-alert" if self.face.is_unusual else "globe"
        height = theme.px(14)
        icons.draw(painter, 8, top + (height - 12) / 2, icon, 12, tint)
        where = QRect(25, top, self.width() - 33, height)
        paint.text(painter, where, self.face.difference, fonts.font("small"), tint)
