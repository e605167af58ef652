"""I have: so many minutes, what fits into them, and packs of it to start at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from companion.models.activity import Activity
from companion.models.agenda import ChecklistItem
from companion.models.course import Course
from companion.models.gaps import CHOICES, Now, preset
from companion.models.packs import MOST_ROWS, EstimateOf, Fit, Offer, Pack, estimate, fits_of, offer
from companion.models.schedule import Schedule
from companion.ui import icons
from companion.ui import today_words as say
from companion.ui.text import Words, duration
from companion.ui.today_fits import SIDE, FitList, FitRow
from companion.ui.today_packs import PackLine
from companion.ui.widgets.buttons import Button
from companion.ui.widgets.choices import Segmented
from companion.ui.widgets.labels import ElidedLabel, PlainLabel

OTHER = "other"
MOST_SHOWN = 50  # where all are asked for: the checklist has them all


class Open(NamedTuple):
    """What the section is made of: the work that is open in order, when the next class of a course
    begins by its id, how the student's time stands, and how many minutes an item takes her."""

    schedule: Schedule
    items: Sequence[ChecklistItem]
    class_at: Mapping[str, datetime]
    now: Now
    estimate_of: EstimateOf = estimate


def _is_same_work(one: Open, other: Open) -> bool:
    """Tell whether nothing has changed by which an item would take other minutes."""
    tables = (open_.schedule.table(Activity) for open_ in (one, other))
    return one.items is other.items and next(tables) is next(tables)


class HaveSection(QWidget):
    """The chips, the rows that fit, and a line for each pack that no row tells already. It is
    SIDE wider than its column at both sides, for the selection.

    Minutes chosen by hand stay until the present gap is over; else they follow it. `started`
    brings the ids of a row or a pack, `asked` that another number is wanted.
    """

    started = Signal(list)
    asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.minutes = CHOICES[0]
        self.offer: Offer | None = None
        self._by_hand: tuple[int, datetime | None] | None = None
        self._open: Open | None = None
        self._fits: list[Fit] = []
        self._words: Words | None = None
        self._shows_all = False
        self.lines: list[PackLine] = []
        self.more: Button | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._make_head())
        column.addSpacing(6)
        self.list = FitList(self.tr("What fits"))
        self.list.started.connect(lambda item_id: self.started.emit([item_id]))
        column.addWidget(self.list)
        self.nothing = PlainLabel("", "body", "text2", wrap=True)
        self.nothing.setContentsMargins(SIDE, 4, SIDE, 4)
        column.addWidget(self.nothing)
        self.packs = QGridLayout()
        self.packs.setContentsMargins(0, 0, 0, 0)
        self.packs.setSpacing(0)
        self.packs.setColumnStretch(0, 1)
        column.addLayout(self.packs)

    def _make_head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(SIDE, 0, SIDE, 0)
        row.setSpacing(12)
        row.addWidget(PlainLabel(self.tr("I have"), "section"))
        choices = [(str(n), str(n)) for n in CHOICES] + [(OTHER, "…")]
        name = self.tr("I have")
        self.chips = Segmented(choices, look="accent", segment_width=56, name=name)
        for chip, n in zip(self.chips.buttons(), CHOICES, strict=False):
            chip.setAccessibleName(say.spoken_minutes(n))
        self.other = self.chips.buttons()[-1]
        self.chips.chosen.connect(self._choose)
        self.other.clicked.connect(self.asked)
        row.addWidget(self.chips)
        self.hint = ElidedLabel("", "second", "text3", numbers=True)
        row.addWidget(self.hint, 1)
        return row

    # What is shown

    def show_open(self, found: Open, words: Words) -> None:
        """Show what fits now; the minutes follow the present gap unless chosen by hand for it."""
        before = self._open
        if before is None or not _is_same_work(before, found):
            self._fits = fits_of(found.items, found.estimate_of)
        self._open, self._words = found, words
        if self._by_hand is not None and self._by_hand[1] == found.now.ends_at:
            self.minutes = self._by_hand[0]
        else:
            self._by_hand, self.minutes = None, preset(found.now)
        self._show()

    def choose(self, minutes: int) -> None:
        """Have so many minutes, until the present gap is over."""
        assert self._open is not None
        self._by_hand, self._shows_all = (minutes, self._open.now.ends_at), False
        self.minutes = minutes
        self._show()

    def _choose(self, key: str) -> None:
        if key == OTHER:
            self._show_chips()  # until a number is given
        else:
            self.choose(int(key))

    def set_narrow(self, is_narrow: bool) -> None:
        """Fit a window below 1120 pixels, or a large one."""
        self.list.set_narrow(is_narrow)

    def _show(self) -> None:
        if self._open is None or self._words is None:
            return
        found, words = self._open, self._words
        most = MOST_SHOWN if self._shows_all else MOST_ROWS
        self.offer = offer(self._fits, self.minutes, words.now, found.class_at, most)
        self._show_chips()
        self.hint.setText(say.now_text(found.now, words))
        self.list.show_rows([self._row(fit) for fit in self.offer.rows])
        self.list.setVisible(bool(self.offer.rows))
        has_shortest = self.offer.shortest is not None
        self.nothing.setVisible(has_shortest)
        self.nothing.setText(say.nothing_fits(self.offer) if has_shortest else "")
        self._show_packs(self.offer)

    def _show_chips(self) -> None:
        is_usual = self.minutes in CHOICES
        for n in CHOICES:
            self.chips.set_text(str(n), duration(n) if n == self.minutes and n < 60 else str(n))
            if n == self.minutes >= 60:
                self.chips.set_text(str(n), self.tr("%1 min").replace("%1", str(n)))
        self.chips.set_text(OTHER, "…" if is_usual else duration(self.minutes))
        self.chips.set_current(str(self.minutes) if is_usual else OTHER)
        another = self.tr("Another number of minutes")
        told = another if is_usual else f"{another}: {say.spoken_minutes(self.minutes)}"
        self.other.setAccessibleName(told)

    def _row(self, fit: Fit) -> FitRow:
        assert self._open is not None
        assert self._words is not None
        found, words, item = self._open, self._words, fit.item
        course = found.schedule.get(Course, item.course_id) if item.course_id else None
        name, note = say.item_name(found.schedule, item), say.fit_note(item, words, found.class_at)
        code, family = (course.code, course.color) if course else ("", "")
        is_learned = not fit.is_guess and found.estimate_of(item) != item.minutes
        said = say.fit_spoken(fit, name, course, note, words, is_learned=is_learned)
        return FitRow(
            item.id, icons.OF_ACTIVITY[item.kind], code, family, name, say.fit_minutes(fit),
            *note, said, fit.minutes, say.fit_tip(fit, name, is_learned=is_learned),
            say.fit_aside(fit, is_learned=is_learned),
        )  # fmt: skip

    # Packs

    def _show_packs(self, found: Offer) -> None:
        told = [pack for pack in found.packs if not say.is_told_by_a_row(pack, found.rows)]
        while len(self.lines) < len(told):
            line = PackLine()
            line.started.connect(self.started)
            self.lines.append(line)
            self.packs.addWidget(line, len(self.lines) - 1, 0)
        for place, line in enumerate(self.lines):
            line.setVisible(place < len(told))
            if place < len(told):
                self._show_line(line, found, told[place])
        if found.more and self.more is None:
            self.more = Button("", "quiet", "small")
            self.more.clicked.connect(self._show_more)
            self.packs.addWidget(self.more, 0, 1)
        if self.more is not None:
            self.more.setVisible(bool(found.more))
            self.more.setText(say.more_text(found))

    def _show_line(self, line: PackLine, found: Offer, pack: Pack) -> None:
        assert self._open is not None
        assert self._words is not None
        schedule = self._open.schedule
        told = say.pack_words(schedule, found, pack, self._words, self._open.class_at)
        line.show_pack(pack.ids, told, say.pack_spoken(schedule, pack, told.start))

    def _show_more(self) -> None:
        self._shows_all = True
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show()
        self.list.choose(MOST_ROWS)

    def row_place(self) -> QRect:
        """Return where the current row is in the window."""
        rect = self.list.row_rect(max(0, self.list.currentIndex().row()))
        return QRect(self.list.mapTo(self.window(), rect.topLeft()), rect.size())

    def other_place(self) -> QRect:
        """Return where the chip for any number is in the window."""
        return QRect(self.other.mapTo(self.window(), QPoint()), self.other.size())
