"""The card at the top of Today: the next live class in both clocks, and how to get in."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from companion.models.meeting import written_passcode
from companion.models.today import Hero, HeroState
from companion.ui import fonts, paint, theme
from companion.ui import hero_words as say
from companion.ui.text import Words
from companion.ui.widgets.buttons import Button, IconButton
from companion.ui.widgets.labels import ElidedLabel, IconLabel, PlainLabel
from companion.ui.widgets.marks import CourseTag

MOST_CODE = 10  # a longer passcode is copied, not read
_SIZES = ((1.0, 46), (0.79, 38), (0.58, 30))  # of the large time: part of the full size, height


class _BigTime(QWidget):
    """From when to when, as large as it gets; the dash in the course's colour."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: tuple[str, ...] = ()
        self._look: tuple[object, ...] = ()
        self._family, self._size = "", 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_text(self, text: str, family: str) -> None:
        """Show a span ("23:30–00:50") or a question in one piece."""
        look = (text, family, theme.look())
        if look != self._look:
            self._look, self._parts, self._family = look, tuple(text.split("–")), family
            self.updateGeometry()
            self.update()

    def set_size(self, size: int) -> None:
        """Write 38 px high (0), 30 (1) or 22 (2)."""
        if size != self._size:
            self._size = size
            self.updateGeometry()

    def width_at(self, size: int) -> int:
        """Return how wide the text is at a size."""
        strong, light = self._fonts(size)
        width = sum(paint.width_of(part, strong) for part in self._parts)
        dashes = len(self._parts) - 1
        dash = paint.width_of("–", light) + 2 * self._gap()
        return width + max(0, dashes) * dash + 2

    def _fonts(self, size: int) -> tuple[QFont, QFont]:
        strong = fonts.font("hero", True, round(theme.look().text_size * _SIZES[size][0]))
        light = QFont(fonts.font("body"))
        light.setPixelSize(strong.pixelSize())
        return strong, light

    def _gap(self) -> int:
        return 4

    def sizeHint(self) -> QSize:
        """Fit the text."""
        return QSize(self.width_at(self._size), theme.px(_SIZES[self._size][1]))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the times and the dash between them."""
        painter = QPainter(self)
        strong, light = self._fonts(self._size)
        rect, color = self.rect(), theme.family(self._family).text
        for n, part in enumerate(self._parts):
            if n:
                rect.adjust(self._gap(), 0, 0, 0)
                rect.adjust(paint.text(painter, rect, "–", light, color) + self._gap(), 0, 0, 0)
            rect.adjust(paint.text(painter, rect, part, strong), 0, 0, 0)
        painter.end()


class _LiveDot(QWidget):
    """An open red ring before class, a full disc while it runs."""

    def __init__(self, is_full: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_full = is_full
        self.setFixedSize(11, 18)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        disc, color = QRectF(1, 4.5, 9, 9), theme.color("now")
        fill = color if self._is_full else None
        paint.box(painter, disc, 4.5, fill, color, 2)
        painter.end()


class HeroCard(QWidget):
    """The next live class. It asks to join, to copy the passcode, to paste what is missing, to
    watch, or whether she was there."""

    joined = Signal()
    copied = Signal()
    attended = Signal()
    missed = Signal()
    put_off = Signal()
    pasted = Signal()
    watched = Signal()
    recording_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._family = "stone"
        self.has_foot = True  # the day's ribbon stands below, on the same card
        self._is_narrow = self._is_low = self._is_short = False
        self._shown: tuple[Hero, Words] | None = None
        self._has_room = False  # until it is laid out nobody knows how much
        self._made: dict[str, Button] = {}
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
        self.dot, self.icon = _LiveDot(True), IconLabel("video", 16, "text2")
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
        self.bar = _Progress()
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
        self.until_row = QWidget()
        top = QHBoxLayout(self.until_row)
        top.setContentsMargins(0, 0, 0, 0)
        top.setSpacing(6)
        top.addStretch(1)
        self.ring = _LiveDot(False)
        self.until = PlainLabel("", "body", "text2")
        self.left = PlainLabel("", "section", numbers=True)
        for widget in (self.ring, self.until, self.left):
            top.addWidget(widget)
        column.addWidget(self.until_row)
        column.addWidget(self._make_code_row())
        column.addStretch(1)
        self.buttons = column

    def button(self, name: str) -> Button:
        """Return a button by its name, made when it is first needed."""
        found = self._made.get(name)
        if found is None:
            text, kind, size, icon, keys = _BUTTONS[name]
            found = self._made[name] = Button(self.tr(text), kind, size, icon=icon, keys=keys)
            found.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            found.clicked.connect(getattr(self, _SIGNALS[name]))
            before = list(_BUTTONS)[: list(_BUTTONS).index(name)]
            self.buttons.insertWidget(1 + sum(1 for one in before if one in self._made), found)
        return found

    def _make_code_row(self) -> QWidget:
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
        row.addWidget(self.code_label)
        row.addWidget(self.code)
        row.addStretch(1)
        row.addWidget(self.copy)
        row.addWidget(self.copy_icon)
        return self.code_row

    def set_narrow(self, is_narrow: bool) -> None:
        """Fit a window below 1120 pixels, or a large one."""
        self._is_narrow = is_narrow
        self.columns.setContentsMargins(*((14, 13, 14, 12) if is_narrow else (20, 18, 18, 16)))
        self.right.setFixedWidth(theme.px(176 if is_narrow else 180))
        self.copy.setVisible(not is_narrow)
        self.copy_icon.setVisible(is_narrow)
        self._place_facts(is_narrow)
        self._fit()

    def _place_facts(self, is_short: bool) -> None:
        """Put what stands beside the time in one column, or in two."""
        self._is_short = is_short
        self.there.set_role("second" if is_short else "second-strong")
        every = (self.local, self.ends, self.there, self.zone)
        cells = (self.local, self.there) if is_short else every
        for widget in every:
            self.facts.removeWidget(widget)
            widget.setVisible(widget in cells)
        for n, widget in enumerate(cells):
            self.facts.addWidget(widget, *((n, 0) if is_short else divmod(n, 2)))

    def set_low(self, is_low: bool) -> None:
        """Fit a window below 700 pixels of height, or a high one."""
        if is_low != self._is_low:
            self._is_low = is_low
            self._fit()

    def minimumSizeHint(self) -> QSize:
        """Leave the width to the column: what stands here gives way."""
        return QSize(320, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the time the room there is."""
        super().resizeEvent(event)
        self._has_room = True
        self._fit()

    def _fit(self) -> None:
        """Write the time as large, and as much beside it, as there is room for."""
        least = int(self._is_narrow or self._is_low)
        if self._shown is None or not self._has_room:
            self.big.set_size(least)
            return
        for size, is_short in ((least, self._is_narrow), (1, True), (2, True)):
            if is_short != self._is_short:
                self._place_facts(is_short)
            self._show_facts()
            if self.big.width_at(size) + self._facts_width() <= self._room() or size == 2:
                self.big.set_size(size)
                break

    def _room(self) -> int:
        """Return the width for the time and what stands beside it."""
        margins = self.columns.contentsMargins()
        taken = margins.left() + margins.right() + self.columns.spacing()
        return self.width() - taken - self.right.width()

    def _facts_width(self) -> int:
        labels = [w for w in (self.local, self.ends, self.there, self.zone) if not w.isHidden()]
        wide = {w: w.sizeHint().width() for w in labels if w.text()}
        if self._is_short:
            return max(wide.values(), default=0) + 14
        first = max((wide.get(w, 0) for w in (self.local, self.there)), default=0)
        return first + max((wide.get(w, 0) for w in (self.ends, self.zone)), default=0) + 24

    def _show_facts(self) -> None:
        assert self._shown is not None
        found = say.facts(*self._shown, self._is_short)
        for label, text in zip((self.local, self.ends, self.there, self.zone), found, strict=True):
            label.setText(text)

    def say_copied(self, is_copied: bool) -> None:
        """Say that the passcode is copied, where it is seen."""
        self.copy.setText(self.tr("Copied") if is_copied else self.tr("Copy"))
        if self._is_narrow or not is_copied:
            self.code_label.setText(self.tr("Copied") if is_copied else self.tr("Passcode"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the course's tint; with a foot it is round at the top only."""
        painter = QPainter(self)
        colors = theme.family(self._family)
        painter.setClipRect(self.rect())
        below = 12 if self.has_foot else 0
        paint.box(painter, self.rect().adjusted(0, 0, 0, below), 10, colors.tint, colors.line)
        if self.has_foot:
            paint.fill(painter, QRect(0, self.height() - 1, self.width(), 1), colors.line)
        painter.end()

    def show_hero(self, hero: Hero, words: Words, link: str = "") -> None:
        """Show a class as it stands now; `link` is that of its recording."""
        if self._family != hero.course.color:
            self._family = hero.course.color
            self.update()
        self._show_kind(hero, words)
        self.big.show_text(say.large(hero, words), self._family)
        self._shown = (hero, words)
        self._show_facts()
        self.tag.set_course(hero.course.code, hero.course.color, hero.course.name)
        self.topic.setText(hero.title or say.fallback_title(hero))
        self.about.setText(say.about(hero, self._is_narrow))
        self._show_until(hero, words)
        self._show_buttons(hero, words, link)
        self.setAccessibleName(say.spoken(hero, words))
        self._fit()

    def _show_kind(self, hero: Hero, words: Words) -> None:
        state = hero.state
        is_moved = hero.occurrence.is_moved and state in (HeroState.COMING, HeroState.SOON)
        icon = _ICONS.get(state, "calendar-clock" if is_moved else "video")
        self.icon.set_icon(icon, "warnt" if is_moved else "text2", "" if is_moved else self._family)
        self.icon.setVisible(state is not HeroState.LIVE)
        self.dot.setVisible(state is HeroState.LIVE)
        self.kind.setText(say.kind(hero, words))
        if state is HeroState.LIVE or is_moved:
            self.kind.set_tint("warnt" if is_moved else "text")
        else:
            self.kind.set_family(self._family)
        self.number.setText(say.number(hero))
        text = say.shift_words(hero, words)
        self.shift.setText(text)
        self.shift.setVisible(bool(text))
        self.shift_icon.setVisible(bool(text))

    def _show_until(self, hero: Hero, words: Words) -> None:
        until, left = say.until(hero, words)
        is_soon = hero.state is HeroState.SOON  # one strong piece behind the ring: "in 12 min"
        self.until.setText(until)
        self.until.setVisible(bool(until) and not is_soon)
        self.left.setText(f"{until} {left}" if is_soon else left)
        self.ring.setVisible(is_soon)
        self.until_row.setVisible(hero.state is not HeroState.ENDED)
        self.bar.setVisible(hero.state is HeroState.LIVE)
        if hero.state is HeroState.LIVE:
            whole = hero.ends_at - hero.starts_at
            self.bar.show_part((words.now - hero.starts_at) / whole, self._family)

    def _show_buttons(self, hero: Hero, words: Words, link: str) -> None:
        state, occurrence = hero.state, hero.occurrence
        is_ended, is_watch = state is HeroState.ENDED, state is HeroState.WATCH
        is_joined = not is_ended and not is_watch
        is_held = is_watch and occurrence.ends_at <= words.now
        shown = {
            "join": is_joined and bool(occurrence.link),
            "paste": is_joined and not occurrence.link,
            "watch": is_watch,
            "join_instead": is_watch and not is_held and bool(occurrence.link),
            "mark_watched": is_held,
            "yes": is_ended,
            "no": is_ended,
            "later": is_ended,
        }
        for name, is_shown in shown.items():
            if is_shown or name in self._made:
                self.button(name).setVisible(is_shown)
        if shown["join"]:
            names = {HeroState.SOON: self.tr("Join now"), HeroState.LIVE: self.tr("Rejoin")}
            self.button("join").setText(names.get(state, self.tr("Join on Zoom")))
        if is_watch:
            watch = self.button("watch")
            watch.setText(self.tr("Watch recording") if link else self.tr("Paste recording…"))
            watch.set_kind("primary" if link else "default")
        self.code_row.setVisible(is_joined and bool(occurrence.passcode) and bool(occurrence.link))
        code = written_passcode(occurrence.passcode)
        self.code.setText(code if len(code) <= MOST_CODE else code[: MOST_CODE - 1] + "…")


# in the order in which they stand: text, kind, size, icon, key
_BUTTONS = {
    "join": ("Join on Zoom", "primary", "large", "video", ""),
    "paste": ("Paste invitation…", "default", "large", "link", ""),
    "watch": ("Watch recording", "default", "large", "play", ""),
    "join_instead": ("Join live instead", "quiet", "small", "", ""),
    "mark_watched": ("Mark watched", "quiet", "small", "", ""),
    "yes": ("I attended", "primary", "normal", "", "A"),
    "no": ("Missed, plan recording", "default", "normal", "", ""),
    "later": ("Later", "quiet", "small", "", ""),
}
_SIGNALS = {
    "join": "joined",
    "paste": "pasted",
    "watch": "recording_asked",
    "join_instead": "joined",
    "mark_watched": "watched",
    "yes": "attended",
    "no": "missed",
    "later": "put_off",
}
_ICONS = {HeroState.ENDED: "circle-question-mark", HeroState.WATCH: "clapperboard"}


class _Progress(QWidget):
    """How much of the class is over, in the course's colour on a trough of the window's."""

    def __init__(self) -> None:
        super().__init__()
        self._part, self._family = 0.0, "stone"
        self.setFixedHeight(14)

    def show_part(self, part: float, family: str) -> None:
        """Fill another part, 0 to 1."""
        self._part, self._family = part, family
        self.setAccessibleName(self.tr("%n percent", "", round(part * 100)))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint trough and bar at the foot."""
        painter = QPainter(self)
        trough = QRectF(0, self.height() - 6, self.width(), 6)
        paint.box(painter, trough, 3, theme.color("bg"))
        filled = QRectF(trough)
        filled.setWidth(max(6.0, trough.width() * min(1.0, self._part)))
        paint.box(painter, filled, 3, theme.family(self._family).solid)
        painter.end()
