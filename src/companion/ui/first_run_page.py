"""The first page a student sees: three ways in, and what evening classes mean on her clock."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QProcess, QProcessEnvironment, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

import companion
from companion.models.course import EASTERN, Course
from companion.models.evening import DayPart, EveningClasses, evening_classes
from companion.models.places import Place
from companion.models.quiet_hours import USUAL
from companion.models.schedule import RecordType
from companion.ui import icons, letters, paint, preferences, theme
from companion.ui.page import Frame, Page
from companion.ui.text import city, duration, tr, zone_label
from companion.ui.widgets.buttons import Button
from companion.ui.widgets.clock_strip import ClockStrip
from companion.ui.widgets.labels import ElidedLabel, IconLabel, PlainLabel
from companion.ui.widgets.panels import Card, ClearScroll, Hairline, spaced
from companion.ui.widgets.runs import RunLabel
from companion.workspace import StorageFailed

WIDTH, EDGE = 820, 16  # the ring of a button at the column's side needs room to be seen
_KEYS = {Qt.Key.Key_I: "import", Qt.Key.Key_A: "add", Qt.Key.Key_S: "sample"}


def sample_command() -> tuple[str, list[str], dict[str, str]]:
    """Return program, arguments and environment that open the sample certificate."""
    here = str(Path(companion.__file__).parents[1])
    paths = [here, *filter(None, [os.environ.get("PYTHONPATH")])]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
    return sys.executable, ["-m", "companion", "--sample"], environment


def start_sample() -> bool:
    """Open the sample in a window and process of its own; False when it cannot be."""
    return start_apart(*sample_command())


def start_apart(program: str, arguments: list[str], variables: dict[str, str]) -> bool:
    """Start a process that outlives this one; False when it cannot be started."""
    environment = QProcessEnvironment()
    for name, value in variables.items():
        environment.insert(name, value)
    process = QProcess()
    process.setProgram(program)
    process.setArguments(arguments)
    process.setProcessEnvironment(environment)
    started: object = process.startDetached()
    # (started, id of the process) by the stubs, started alone in fact
    return bool(started[0] if isinstance(started, tuple) else started)


class Way(QWidget):
    """One way in: icon, title, what it means, and its button."""

    def __init__(
        self, icon: str, title: str, sentence: str, button: Button, *, is_first: bool
    ) -> None:
        super().__init__()
        self.button, self._icon, self._is_first = button, icon, is_first
        row = QHBoxLayout(self)
        spaced(row, (78, 17, 18, 17), 16)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(PlainLabel(title, "section"))
        tint = "text" if is_first else "text2"
        words.addWidget(PlainLabel(sentence, "body", tint, wrap=True))
        words.addStretch(1)
        row.addLayout(words, 1)
        row.addWidget(button)
        button.setAccessibleDescription(sentence)
        self.setMinimumHeight(79)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the fill of the first way, and the icon in its box."""
        painter = QPainter(self)
        if self._is_first:
            self._paint_fill(painter)
        box = QRectF(18, (self.height() - 44) / 2, 44, 44)
        fill = theme.color("bg" if self._is_first else "inset")
        edge = theme.color("bg" if self._is_first else "line")
        paint.box(painter, box, 10, fill, edge)
        icons.draw(painter, box.x() + 12, box.y() + 12, self._icon, 20, "accent")
        painter.end()

    def _paint_fill(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        path = QPainterPath()
        path.addRoundedRect(QRectF(self.rect()), 9, 9)
        below = QPainterPath()
        below.addRect(QRectF(0, self.height() / 2, self.width(), self.height() / 2))
        painter.fillPath(path.united(below), theme.color("sel"))


def _drop_hint() -> Card:
    """Say that the whole window takes what is dropped."""
    hint = Card(dashed=True, edge="line2")
    row = QHBoxLayout(hint)
    spaced(row, (16, 18, 16, 18), 10)
    words = tr("or drop files, a feed link or an invitation anywhere in this window")
    label = ElidedLabel(words, "body", "text2")
    label.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    row.addStretch(1)
    row.addWidget(IconLabel("file-text", 16, "text2"))
    row.addWidget(label, 1000)
    row.addStretch(1)
    return hint


class FirstRunPage(Page):
    """Shown while there is no course."""

    shows: ClassVar[frozenset[RecordType]] = frozenset({Course})

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(frame, parent)
        self.open_sample: Callable[[], bool] = start_sample
        self._column = QVBoxLayout()
        spaced(self._column, (EDGE, 76, EDGE, 24), 0)
        self._build_ways()
        self._build_clocks()
        self._column.addStretch(1)
        self._scrolled()

    def _scrolled(self) -> None:
        inside = QWidget()
        row = QHBoxLayout(inside)
        spaced(row, (24 - EDGE, 0, 24 - EDGE, 0), 0)
        holder = QWidget()
        holder.setMaximumWidth(theme.px(WIDTH) + 2 * EDGE)
        holder.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        holder.setLayout(self._column)
        row.addStretch(1)
        row.addWidget(holder, 1000)
        row.addStretch(1)
        outer = QVBoxLayout(self)
        spaced(outer, (0, 0, 0, 0), 0)
        outer.addWidget(ClearScroll(inside))

    def _build_ways(self) -> None:
        title = PlainLabel(tr("Where do your courses come from?"), "first", wrap=True)
        sentence = RunLabel("", "text2")
        sentence.set_role("large", "large")
        sentence.set_sentence(
            tr(
                "Companion puts live classes, recordings and weekly work on one calendar in your "
                "own time, and tells you when a change of the clocks moves a class."
            )
        )
        sentence.setMaximumWidth(theme.px(640))
        self._column.addWidget(title)
        self._column.addSpacing(6)
        self._column.addWidget(sentence)
        self._column.addSpacing(26)
        self.import_ = Button(tr("Import…"), "primary", keys="I")
        self.add = Button(tr("Add course…"), keys="A")
        self.sample = Button(tr("Open sample"), keys="S")
        self.import_.clicked.connect(lambda: self.frame.go("import"))
        self.add.clicked.connect(lambda: self.frame.go("add-course"))
        self.sample.clicked.connect(self._open_sample)
        card = Card()
        ways = QVBoxLayout(card)
        spaced(ways, (1, 1, 1, 1), 0)
        ways.addWidget(
            Way(
                "import",
                tr("Import what the school gave you"),
                tr(
                    "Canvas calendar feed, course package, calendar file or a Zoom invitation. You "
                    "see every item before anything is saved."
                ),
                self.import_,
                is_first=True,
            )
        )
        ways.addWidget(
            Way(
                "calendar-plus",
                tr("Add a course by hand"),
                tr("6 or 14 weeks, weekday and Eastern time. One form, about a minute."),
                self.add,
                is_first=False,
            )
        )
        ways.addWidget(Hairline())
        ways.addWidget(
            Way(
                "eye",
                tr("Look around with a sample certificate"),
                tr("Four courses, mid-term, in a window of its own. Close it and nothing is kept."),
                self.sample,
                is_first=False,
            )
        )
        self._column.addWidget(card)
        self._column.addSpacing(14)
        self._column.addWidget(_drop_hint())

    def _build_clocks(self) -> None:
        self._column.addSpacing(34)
        head = QHBoxLayout()
        head.setSpacing(8)
        self.where = PlainLabel("", "strong")
        self.meaning = ElidedLabel("", "body", "text2")
        self.change = Button(tr("Change city"), "link")
        self.change.clicked.connect(self._ask_city)
        head.addWidget(self.where)
        head.addWidget(self.meaning, 1)
        head.addWidget(self.change)
        head.addSpacing(-13)  # its text, not its hit area, ends at the edge
        self._column.addLayout(head)
        self._column.addSpacing(4)
        self.strip = ClockStrip()
        self._column.addWidget(self.strip)
        self.legend = PlainLabel("", "small", "text3", numbers=True, wrap=True)
        self._column.addWidget(self.legend)
        self._column.addSpacing(22)
        foot = QHBoxLayout()
        foot.setSpacing(7)
        foot.addWidget(IconLabel("lock", 14, "text3"))
        promise = tr("Everything stays on this computer. No account.")
        foot.addWidget(PlainLabel(promise, "second", "text3"), 1)
        self._column.addLayout(foot)

    def refresh(self) -> None:
        """Show the student's city and what evening classes mean there."""
        words = self.frame.words()
        here = words.zone.key
        found = evening_classes(here, EASTERN, words.now)
        name = city(here)
        meaning = meaning_of(found)
        self.where.setText(tr("You are in %1", name))
        self.meaning.setText(meaning)
        self.strip.is_24h = words.is_24h
        self.strip.set_classes(found.minutes_ahead, found.starts, tr("typical classes"))
        self.strip.setAccessibleName(tr("You are in %1. %2", name, meaning))
        told = usual_difference(found.minutes_ahead)
        self.legend.setText(
            tr(
                "Top: %1. Bottom: %2, %3. Shaded: your night, %4–%5.",
                name,
                zone_label(EASTERN),
                told,
                *(words.clock(datetime.combine(words.today, at)) for at in USUAL),
            )
        )

    def set_narrow(self, is_narrow: bool) -> None:
        """Begin higher in a small window."""
        self._column.setContentsMargins(EDGE, 32 if is_narrow else 76, EDGE, 24)

    # Keys

    def take_key(self, event: QKeyEvent) -> bool:
        """Do what I, A and S stand for, wherever the keyboard is."""
        wanted = _wanted(event)
        if wanted == "import":
            self.import_.click()
        elif wanted == "add":
            self.add.click()
        elif wanted == "sample":
            self.sample.click()
        return bool(wanted)

    # What the buttons do

    def _open_sample(self) -> None:
        if self.open_sample():
            self.frame.tell(tr("The sample opens in a window of its own."))
        else:
            sentence = tr("Start it with “companion --sample” instead.")
            self.frame.tell(tr("The sample could not be opened."), sentence, "danger")

    def _ask_city(self) -> None:
        from companion.ui.dialogs.city import CityDialog  # start-up: only when asked for

        dialog = CityDialog(self.window(), self.frame.words().zone.key)
        dialog.chosen.connect(self._use_city)

    def _use_city(self, place: Place | None) -> None:
        try:
            preferences.use_city(self.frame.workspace, place)
        except StorageFailed as failure:
            from companion.wording import storage_sentence  # start-up: only when something failed

            self.frame.tell(storage_sentence(failure.code, tr), kind="danger")
            return
        self.frame.ticker.zone_changed.emit()


def _wanted(event: QKeyEvent) -> str:
    if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or not letters.are_on():
        return ""
    return _KEYS.get(Qt.Key(event.key()), "")


def meaning_of(found: EveningClasses) -> str:
    """Say where evening classes land for the student."""
    texts = {
        DayPart.EVENING: "Evening classes in Eastern Time are evening classes for you, too.",
        DayPart.MIDNIGHT: "Evening classes in Eastern Time land around midnight for you.",
        DayPart.NIGHT: "Evening classes in Eastern Time land in the middle of your night.",
        DayPart.EARLY: "Evening classes in Eastern Time land early in your morning.",
        DayPart.MORNING: "Evening classes in Eastern Time land in your morning.",
        DayPart.AFTERNOON: "Evening classes in Eastern Time land in your afternoon.",
    }
    return tr(texts[found.part])


def usual_difference(minutes_ahead: int) -> str:
    """Say how far Eastern Time is usually away: "usually 6 h behind"."""
    if not minutes_ahead:
        return tr("your own time")
    size = duration(abs(minutes_ahead))
    return tr("usually %1 behind", size) if minutes_ahead > 0 else tr("usually %1 ahead", size)
