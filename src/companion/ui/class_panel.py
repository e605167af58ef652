"""The fields of one class beside its row: when, what that is here, what clashes, words, link."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import NamedTuple

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from companion.models.clashes import neighbours
from companion.models.draft import MAX_MINUTES, MAX_NAME, MIN_MINUTES
from companion.models.faults import Fault, Refused
from companion.models.links import check_link
from companion.models.typed import clean_text, parse_time, read_length, refused
from companion.models.typed_dates import read_date
from companion.models.walltime import instant, wall_clock, wall_fault
from companion.ui.class_words import clash_sentences, wall_fault_sentence
from companion.ui.page import Frame
from companion.ui.popover import Popover
from companion.ui.text import city, tr, zone_short
from companion.ui.widgets.buttons import Button, IconButton
from companion.ui.widgets.labels import ElidedLabel, FieldError
from companion.ui.widgets.panels import Card
from companion.ui.widgets.runs import RunLabel, strong
from companion.ui.widgets.typed_fields import (
    DateField,
    TextField,
    length_field,
    time_field,
    write_clock,
    write_length,
)
from companion.wording import sentence

WIDTH, MAX_PASSCODE = 404, 100


class When(NamedTuple):
    """A naive wall time where the course is taught, and a length in minutes."""

    wall: datetime
    minutes: int


class ClassPanel(Popover):
    """What a change of a class and an extra class have in common.

    `key` is the occurrence key of the class, empty for a new one.
    """

    def __init__(
        self,
        frame: Frame,
        window: QWidget,
        beside: QRect,
        title: str,
        subject: str,
        zone: str,
        key: str = "",
    ) -> None:
        super().__init__(window, beside, title, subject, WIDTH)
        self._frame, self._zone, self._key = frame, zone, key
        self.hold_right()
        self.add_close()

    # Building

    def add_when(self) -> None:
        """Add date, time and length, and below them what that is for the student."""
        self.when = QWidget()
        column = QVBoxLayout(self.when)
        column.setContentsMargins(0, 0, 0, 12)
        column.setSpacing(0)
        words, short = self._frame.words(), zone_short(self._zone)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.day = DateField(tr("Date (%1)", short), self._read_day, 146, words.date)
        narrow = words.is_24h and len(short) <= 3
        self.time = time_field(tr("Start (%1)", short), lambda: words.is_24h, 86 if narrow else 128)
        self.time.set_suffix(short)
        self.length = length_field(tr("Length in minutes"), 84)
        for field in (self.day, self.time, self.length):
            row.addWidget(field)
            field.textChanged.connect(self.show_result)
        row.addStretch(1)
        column.addLayout(row)
        self.when_error = FieldError()
        column.addWidget(self.when_error)
        column.addSpacing(9)
        self.result = Card(fill="inset", edge="", radius=6)
        inside = QHBoxLayout(self.result)
        inside.setContentsMargins(10, 7, 10, 7)
        self.local = RunLabel("globe", "text", "text3")
        inside.addWidget(self.local)
        column.addWidget(self.result)
        self.clash = RunLabel("triangle-alert", "warnt")
        self.clash.setContentsMargins(0, 8, 0, 0)
        self.clash_gap = QWidget()
        self.clash_gap.setFixedHeight(8)
        column.addWidget(self.clash_gap)
        column.addWidget(self.clash)
        self.inside.addWidget(self.when)

    def add_words(self) -> None:
        """Add the note, and behind a button topic, link and passcode of this class alone."""
        row = QHBoxLayout()
        row.setSpacing(8)
        self.note = TextField(tr("Note"), 0, tr("Note, for example “election week”"))
        self.more = IconButton(
            "chevron-down", tr("Topic and own link"), side=30, framed=True, icon_size=14
        )
        self.more.setCheckable(True)
        self.more.toggled.connect(self.show_more)
        row.addWidget(self.note, 1)
        row.addWidget(self.more)
        self.inside.addLayout(row)
        self.details = QWidget()
        column = QVBoxLayout(self.details)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        self.topic = TextField(tr("Topic of this class"), 0, tr("Topic of this class"))
        column.addWidget(self.topic)
        links = QHBoxLayout()
        links.setSpacing(8)
        self.link = TextField(tr("Join link of this class"), 0, tr("Its own link or invitation"))
        self.passcode = TextField(tr("Passcode of this class"), 110, tr("Passcode"))
        links.addWidget(self.link, 1)
        links.addWidget(self.passcode)
        column.addLayout(links)
        self.link_error = FieldError()
        column.addWidget(self.link_error)
        for field in (self.note, self.topic):
            field.setMaxLength(MAX_NAME)
        self.passcode.setMaxLength(MAX_PASSCODE)
        self.link.textEdited.connect(self._link_edited)
        self.details.hide()
        self.inside.addWidget(self.details)

    def add_foot(self, left: QWidget | None) -> None:
        """Add Cancel and the primary button, and put the panel in place."""
        self.inside.addSpacing(12)
        row = QHBoxLayout()
        row.setSpacing(8)
        if left is not None:
            row.addWidget(left, 1)
        else:
            row.addStretch(1)
        cancel = Button(tr("Cancel"), "default", "small", keys="Esc")
        cancel.clicked.connect(self.close_overlay)
        self.save = Button(tr("Save"), "primary", "small")
        self.save.clicked.connect(self.accept)
        row.addWidget(cancel)
        row.addWidget(self.save)
        self.inside.addLayout(row)

    def show_more(self, is_open: bool) -> None:
        """Show topic, link and passcode, or fold them away."""
        self.more.blockSignals(True)
        self.more.setChecked(is_open)
        self.more.blockSignals(False)
        self.more.set_icon("chevron-up" if is_open else "chevron-down")
        self.details.setVisible(is_open)

    # Reading

    def _read_day(self, text: str) -> date:
        today = wall_clock(self._frame.words().now, self._zone).date()
        return read_date(text, today, "day")

    def set_when(self, wall: datetime, minutes: int) -> None:
        """Fill the fields."""
        words = self._frame.words()
        self.day.setText(words.date(wall.date()))
        self.time.setText(write_clock(wall.time(), words.is_24h))
        self.length.setText(write_length(minutes))

    def read_when(self) -> When:
        """Return what the fields say. Raises Refused, with the field's name."""
        day = self._read_day(self.day.text())
        at = parse_time(self.time.text(), "time")
        minutes = read_length(self.length.text())
        if minutes is None:
            raise refused("minutes", "minutes_form", self.length.text())
        if not MIN_MINUTES <= minutes <= MAX_MINUTES:
            raise refused("minutes", "minutes_range", str(MIN_MINUTES), str(MAX_MINUTES // 60))
        return When(datetime.combine(day, at), minutes)

    def read_link(self) -> tuple[str, str]:
        """Return link and passcode of this class alone. Raises Refused."""
        text = self.link.text().strip()
        return check_link(text) if text else "", clean_text(self.passcode.text())

    def _link_edited(self, text: str) -> None:
        """Take an invitation that is pasted here apart."""
        self.link_error.set_error("", self.link)
        if " " not in text.strip():
            return
        from companion.importers.invitation import read  # start-up: only when one is pasted

        found = read(text)
        if found.link:
            self.link.setText(found.link)
            self.passcode.setText(found.passcode or self.passcode.text())

    # Telling

    def show_result(self, *_: object) -> None:
        """Say when it is for the student, what clashes, and whether that time exists once."""
        for field in (self.day, self.time, self.length):
            self.when_error.set_error("", field)
        try:
            when = self.read_when()
        except Refused:
            self.show_local("", "")
            return
        fault = wall_fault(when.wall, self._zone)
        if fault is not None:
            self.show_local("", "")
            self.refuse_when(Fault("time", f"time_{fault.value}"), when.wall)
            return
        words = self._frame.words()
        start = instant(when.wall, self._zone)
        end = start + timedelta(minutes=when.minutes)
        span = strong(tr("%1 %2", words.day(start), words.span(start, end)))
        schedule = self._frame.workspace.schedule
        clash = clash_sentences(neighbours(schedule, start, end, self._key), start, schedule, words)
        self.show_local(tr("For you: %1, %2", span, city(words.zone.key)), clash)

    def show_local(self, local: str, clash: str) -> None:
        """Show the result and the warning; empty for none."""
        self.local.set_sentence(local)
        self.result.setVisible(bool(local))
        self.clash.set_sentence(clash)
        self.clash_gap.setVisible(bool(clash))

    def refuse_when(self, fault: Fault, wall: datetime | None = None) -> None:
        """Say under the fields what is wrong with the time."""
        fields = {"day": self.day, "minutes": self.length}
        field = fields.get(fault.field, self.time)
        told = sentence(fault, tr)
        if wall is not None:
            told = wall_fault_sentence(fault, wall, self._zone, self._frame.words())
        self.when_error.set_error(told, field)

    def refuse_class(self, refusal: Refused) -> None:
        """Say what is wrong where it is wrong, and go there."""
        fault = refusal.faults[0]
        if fault.field == "link":
            self.show_more(True)
            self.link_error.set_error(sentence(fault, tr), self.link)
            self.link.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        fields = {"day": self.day, "minutes": self.length}
        fields.get(fault.field, self.time).setFocus(Qt.FocusReason.OtherFocusReason)
        wall = None
        if fault.code in ("time_missing", "time_twice"):
            wall = self.read_when().wall
        self.refuse_when(fault, wall)


def left_label(text: str) -> ElidedLabel:
    """Make the quiet remark at the foot."""
    return ElidedLabel(text, "second", "text3", numbers=True)
