"""The card at the top of Today: the next live class in both clocks, and how to get in."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from companion.models.today import Hero, HeroState
from companion.ui import fonts, paint, theme
from companion.ui.text import (
    Words,
    city,
    countdown,
    duration,
    spoken_duration,
    weekday,
    zone_label,
    zone_short,
    zone_spoken,
)
from companion.ui.widgets.buttons import Button, IconButton
from companion.ui.widgets.labels import ElidedLabel, IconLabel, PlainLabel
from companion.ui.widgets.marks import CourseTag
from companion.ui.widgets.panels import Bar


class _BigTime(QWidget):
    """From when to when, as large as it gets; the dash in the course's colour."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: tuple[str, ...] = ()
        self._family, self._is_small = "", False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_text(self, text: str, family: str) -> None:
        """Show a span ("23:30–00:50") or a question in one piece."""
        self._parts, self._family = tuple(text.split("–")), family
        self.updateGeometry()
        self.update()

    def set_small(self, is_small: bool) -> None:
        """Write 30 px high instead of 38."""
        self._is_small = is_small
        self.updateGeometry()

    def _fonts(self) -> tuple[QFont, QFont]:
        strong = fonts.font(
            "hero", True, round(theme.look().text_size * (0.79, 1)[not self._is_small])
        )
        light = QFont(fonts.font("body"))
        light.setPixelSize(strong.pixelSize())
        return strong, light

    def _gap(self) -> int:
        return 4

    def sizeHint(self) -> QSize:
        """Fit the text."""
        strong, light = self._fonts()
        width = sum(paint.width_of(part, strong) for part in self._parts)
        dashes = len(self._parts) - 1
        dash = paint.width_of("–", light) + 2 * self._gap()
        return QSize(width + max(0, dashes) * dash + 2, theme.px(38 if self._is_small else 46))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the times and the dash between them."""
        painter = QPainter(self)
        strong, light = self._fonts()
        rect, color = self.rect(), theme.family(self._family).text
        for n, part in enumerate(self._parts):
            if n:
                rect.adjust(self._gap(), 0, 0, 0)
                rect.adjust(paint.text(painter, rect, "–", light, color) + self._gap(), 0, 0, 0)
            rect.adjust(paint.text(painter, rect, part, strong), 0, 0, 0)
        painter.end()


class _LiveDot(QWidget):
    """An open red ring before class, a full disc while it runs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.is_full = False
        self.setFixedSize(11, 18)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        disc, color = QRectF(1, 4.5, 9, 9), theme.color("now")
        fill = color if self.is_full else None
        paint.box(painter, disc, 4.5, fill, color, 2)
        painter.end()


class HeroCard(QWidget):
    """The next live class. It asks to join, to copy the passcode, or whether she was there."""

    joined = Signal()
    copied = Signal()
    attended = Signal()
    missed = Signal()
    put_off = Signal()
    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._family = "stone"
        self.columns = QHBoxLayout(self)
        self.columns.setSpacing(12)
        self.columns.addLayout(self._make_left(), 1)
        self.right = QWidget()
        self.columns.addWidget(self.right)
        self._make_right()
        self.set_narrow(False)

    def _make_left(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(0)
        top = QHBoxLayout()
        top.setSpacing(8)
        self.dot, self.icon = _LiveDot(), IconLabel("video", 16, "text2")
        self.kind = PlainLabel("", "strong")
        self.number = PlainLabel("", "body", "text2")
        self.shift_icon = IconLabel("moon", 14, "warnt")
        self.shift = PlainLabel("", "second-control", "warnt")
        for widget in (self.dot, self.icon, self.kind, self.number, self.shift_icon, self.shift):
            top.addWidget(widget)
        top.addStretch(1)
        column.addLayout(top)
        column.addSpacing(6)
        column.addLayout(self._make_time())
        column.addSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.tag = CourseTag("", "stone", on_tint=True)
        self.topic = ElidedLabel("", "section")
        row.addWidget(self.tag)
        row.addWidget(self.topic, 1)
        column.addLayout(row)
        column.addSpacing(3)
        self.about = ElidedLabel("", "second", "text2")
        column.addWidget(self.about)
        self.bar = Bar(0)
        column.addSpacing(8)
        column.addWidget(self.bar)
        column.addStretch(1)
        return column

    def _make_time(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(14)
        self.big = _BigTime()
        row.addWidget(self.big)
        self.facts = QGridLayout()
        self.facts.setHorizontalSpacing(10)
        self.facts.setVerticalSpacing(0)
        self.local = PlainLabel("", "second-strong", numbers=True)
        self.ends = PlainLabel("", "second", "text2", numbers=True)
        self.there = PlainLabel("", "second-strong", "text2", numbers=True)
        self.zone = PlainLabel("", "second", "text2")
        row.addLayout(self.facts)
        row.setAlignment(self.facts, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        return row

    def _make_right(self) -> None:
        column = QVBoxLayout(self.right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        top = QHBoxLayout()
        top.setSpacing(5)
        top.addStretch(1)
        self.until = PlainLabel("", "body", "text2")
        self.left = PlainLabel("", "section", numbers=True)
        top.addWidget(self.until)
        top.addWidget(self.left)
        column.addLayout(top)
        self.join = Button(self.tr("Join on Zoom"), "primary", "large", icon="video")
        self.join.clicked.connect(self.joined)
        self.add_link = Button(self.tr("Add the link…"), "default", "large", icon="link")
        self.add_link.clicked.connect(self.edited)
        self.yes = Button(self.tr("I attended"), "primary", "normal")
        self.yes.clicked.connect(self.attended)
        self.no = Button(self.tr("I missed it"), "default", "normal")
        self.no.clicked.connect(self.missed)
        self.later = Button(self.tr("Later"), "quiet", "small")
        self.later.clicked.connect(self.put_off)
        for button in (self.join, self.add_link, self.yes, self.no, self.later):
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            column.addWidget(button)
        self.code_row = QWidget()
        row = QHBoxLayout(self.code_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self.code_label = PlainLabel(self.tr("Passcode"), "second", "text2")
        self.code = PlainLabel("", "second-strong", numbers=True)
        self.copy = Button(self.tr("Copy"), "quiet", "small", icon="copy")
        self.copy_icon = IconButton("copy", self.tr("Copy passcode"), "C", icon_size=14)
        for copier in (self.copy, self.copy_icon):
            copier.setAccessibleName(self.tr("Copy passcode"))
            copier.clicked.connect(self.copied)
        for widget in (self.code_label, self.code):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.copy)
        row.addWidget(self.copy_icon)
        column.addWidget(self.code_row)
        column.addStretch(1)

    def set_narrow(self, is_narrow: bool) -> None:
        """Fit a window below 1120 pixels, or a large one."""
        self.columns.setContentsMargins(*((14, 13, 14, 12) if is_narrow else (20, 18, 18, 16)))
        self.right.setFixedWidth(theme.px(166 if is_narrow else 180))
        self.big.set_small(is_narrow)
        self.copy.setVisible(not is_narrow)
        self.copy_icon.setVisible(is_narrow)
        cells = (
            (self.local, self.there)
            if is_narrow
            else (self.local, self.ends, self.there, self.zone)
        )
        for widget in (self.local, self.ends, self.there, self.zone):
            self.facts.removeWidget(widget)
            widget.setVisible(widget in cells)
        for n, widget in enumerate(cells):
            self.facts.addWidget(widget, *((n, 0) if is_narrow else divmod(n, 2)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the course's tint."""
        painter = QPainter(self)
        colors = theme.family(self._family)
        paint.box(painter, self.rect(), 10, colors.tint, colors.line)
        painter.end()

    def show_hero(self, hero: Hero, words: Words, is_narrow: bool) -> None:
        """Show a class as it stands now."""
        self._family = hero.course.color
        self._show_kind(hero, words)
        self._show_time(hero, words, is_narrow)
        self.tag.set_course(hero.course.code, hero.course.color, hero.course.name)
        number = hero.occurrence.number
        fallback = (
            self.tr("Class %1").replace("%1", str(number)) if number else self.tr("Extra class")
        )
        self.topic.setText(hero.title or fallback)
        self._show_about(hero)
        self._show_right(hero, words)
        self.setAccessibleName(spoken(hero, words))
        self.update()

    def _show_kind(self, hero: Hero, words: Words) -> None:
        state, occurrence = hero.state, hero.occurrence
        icon, kind = "video", self.tr("Next live class")
        if occurrence.meeting.watch_time is not None:
            icon, kind = "clapperboard", self.tr("Next class, by recording")
        if state is HeroState.LIVE:
            kind = self.tr("Live now")
        elif state is HeroState.ENDED:
            icon, kind = "circle-question-mark", ""
        self.icon.set_icon(icon, "text2")
        self.icon.setVisible(state is not HeroState.LIVE)
        self.dot.setVisible(state is HeroState.LIVE)
        self.dot.is_full = True
        self.kind.setText(kind)
        if state is HeroState.LIVE:
            self.kind.set_tint("text")
        else:
            self.kind.set_family(self._family)
        if occurrence.number is None:
            self.number.setText(self.tr("extra class"))
        else:
            text = self.tr("class %1 of %2").replace("%1", str(occurrence.number))
            self.number.setText(text.replace("%2", str(occurrence.of)))
        text = shift_words(hero.shift, words)
        has_shift = bool(text) and state in (HeroState.COMING, HeroState.SOON)
        self.shift.setText(text)
        self.shift.setVisible(has_shift)
        self.shift_icon.setVisible(has_shift)

    def _show_time(self, hero: Hero, words: Words, is_narrow: bool) -> None:
        occurrence = hero.occurrence
        zone = occurrence.meeting.zone
        start, end = occurrence.starts_at, occurrence.ends_at
        if hero.state is HeroState.ENDED:
            text = self.tr("Class %1 ended at %2" if occurrence.number else "The class ended at %2")
            number = str(occurrence.number or "")
            self.kind.setText(text.replace("%1", number).replace("%2", words.time(end)))
            self.number.setText("")
            self.big.show_text(self.tr("Were you there?"), self._family)
            for label in (self.local, self.ends, self.there, self.zone):
                label.setText("")
            return
        self.big.show_text(words.span(start, end), self._family)
        where = zone_label(words.leading.key)
        self.local.setText(
            self.tr("%1, %2").replace("%1", day_word(words, hero)).replace("%2", where)
        )
        self.ends.setText(words.ends_on(start, end))
        there = words.there(start, end, zone)
        if not is_narrow and there.endswith(" ET"):
            self.there.setText(there.removesuffix(" ET"))
            self.zone.setText(zone_label(zone))
        else:
            self.there.setText(there)
            self.zone.setText("")
        if not words.second(zone):
            self.there.setText("")
            self.zone.setText("")

    def _show_about(self, hero: Hero) -> None:
        occurrence, parts = hero.occurrence, [hero.course.name]
        if hero.instructor:
            parts.append(hero.instructor)
        if occurrence.is_moved:
            planned = occurrence.planned_on
            text = self.tr("moved from %1 %2").replace("%1", weekday(planned.weekday()))
            parts.append(text.replace("%2", str(planned.day)))
        if not occurrence.link:
            parts.append(self.tr("no Zoom link for this class"))
        else:
            text = self.tr("%1 min on Zoom").replace("%1", str(occurrence.minutes))
            parts.append(text)
        self.about.setText(" · ".join(parts))

    def _show_right(self, hero: Hero, words: Words) -> None:
        state, occurrence, now = hero.state, hero.occurrence, words.now
        is_ended = state is HeroState.ENDED
        for widget in (self.yes, self.no, self.later):
            widget.setVisible(is_ended)
        self.join.setVisible(bool(occurrence.link) and not is_ended)
        self.add_link.setVisible(not occurrence.link and not is_ended)
        self.join.setText(
            self.tr("Join now") if state is HeroState.SOON else self.tr("Join on Zoom")
        )
        self.code_row.setVisible(bool(occurrence.passcode) and not is_ended)
        self.code.setText(occurrence.passcode)
        self.bar.setVisible(state is HeroState.LIVE)
        if state is HeroState.LIVE:
            whole = occurrence.ends_at - occurrence.starts_at
            self.bar.set_part((now - occurrence.starts_at) / whole)
        until, left = until_words(hero, words)
        self.until.setText(until)
        self.left.setText(left)
        self.dot.is_full = state is HeroState.LIVE


def tr(text: str) -> str:
    """Return a text of the hero in the student's language."""
    return QCoreApplication.translate("HeroCard", text)


def day_word(words: Words, hero: Hero) -> str:
    """Say on which day the class is: "tonight", "today", "tomorrow", "Thu 29 Oct"."""
    start = words.local(hero.occurrence.starts_at)
    days = (start.date() - words.today).days
    if days == 0:
        return tr("tonight") if start.hour >= 18 else tr("today")
    return tr("tomorrow") if days == 1 else words.date(start.date())


def shift_words(minutes: int, words: Words) -> str:
    """Say how far a class lies off its usual time: "1 h earlier"; empty for not at all. Names
    the student's city while another clock leads."""
    if not minutes:
        return ""
    text = tr("%1 earlier") if minutes < 0 else tr("%1 later")
    if words.is_swapped:
        text = tr("%1 earlier in %2") if minutes < 0 else tr("%1 later in %2")
    return text.replace("%1", duration(abs(minutes))).replace("%2", city(words.zone.key))


def until_words(hero: Hero, words: Words) -> tuple[str, str]:
    """Return what stands at the right: a light part and a strong part."""
    occurrence = hero.occurrence
    if hero.state is HeroState.ENDED:
        return "", ""
    if hero.state is HeroState.LIVE:
        return "", tr("%1 left").replace("%1", countdown(occurrence.ends_at - words.now))
    left = countdown(occurrence.starts_at - words.now)
    if hero.state is HeroState.SOON:
        return tr("in"), left
    return tr("starts in"), left


def spoken(hero: Hero, words: Words) -> str:
    """Return the whole card in full words, local first."""
    occurrence = hero.occurrence
    start, end = occurrence.starts_at, occurrence.ends_at
    number = str(occurrence.number or "")
    if hero.state is HeroState.ENDED:
        text = tr("%1 class %2 ended at %3. Were you there?")
        return (
            text.replace("%1", hero.course.name)
            .replace("%2", number)
            .replace("%3", words.time(end))
        )
    second = words.second(occurrence.meeting.zone)
    there = words.there(start, None, second).removesuffix(zone_short(second)) if second else ""
    parts = [
        tr("Next live class") if hero.state is not HeroState.LIVE else tr("Live now"),
        hero.course.name,
        tr("%1 to %2").replace("%1", words.spoken_time(start)).replace("%2", words.time(end)),
    ]
    if second:
        parts.append(f"{there.strip()} {zone_spoken(second)}")
    if hero.state is HeroState.LIVE:
        left: timedelta = end - words.now
        parts.append(tr("%1 left").replace("%1", spoken_duration(left)))
    else:
        text = tr("starts in %1").replace("%1", spoken_duration(start - words.now))
        parts.append(text)
    return ", ".join(parts)
