"""The panel in which work is planned: a day, a time, how long; what stands in the way is told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from companion.models.agenda import ChecklistItem
from companion.models.faults import Refused
from companion.models.planning_place import Hours, first_place, hindrance_at
from companion.models.schedule import Schedule
from companion.models.typed import parse_minutes, parse_time
from companion.models.typed_dates import read_date
from companion.models.walltime import instant, wall_clock, wall_fault
from companion.models.week_planning import minutes_of, planned_for
from companion.ui.checklist_words import tr
from companion.ui.popover import Popover
from companion.ui.text import Words, duration
from companion.ui.week_words import hindrance_text
from companion.ui.widgets.buttons import Button
from companion.ui.widgets.labels import PlainLabel
from companion.ui.widgets.typed_fields import (
    DateField,
    length_field,
    time_field,
    write_clock,
    write_date,
    write_length,
)
from companion.wording import sentence

LONGEST = 24 * 60


class Planned(NamedTuple):
    """What was entered: a naive wall time where the student is, and the minutes of each item."""

    starts: datetime
    minutes: tuple[int, ...]


class PlanPopover(Popover):
    """Plans one item, or several one after the other; the first free time stands there at first.
    `save` tells whether it was stored."""

    def __init__(
        self,
        window: QWidget,
        beside: QRect,
        subject: str,
        items: Sequence[ChecklistItem],
        schedule: Schedule,
        hours: Hours,
        words: Words,
        save: Callable[[Planned], bool],
    ) -> None:
        super().__init__(window, beside, tr("Plan"), subject, 420)
        self._items, self._schedule, self._words, self._save = items, schedule, words, save
        self._hours = hours
        dues = [item.due_at for item in items if item.due_at is not None]
        self._due_at = min((at for at in dues if at > words.now), default=None)
        self._build()
        self._fill()
        self._tell()
        self.day.setFocus(Qt.FocusReason.PopupFocusReason)
        self.day.selectAll()

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.day = DateField(tr("Date"), self._read_day)
        self.time = time_field(tr("Time"), lambda: self._words.is_24h, 84)
        self.length = length_field(tr("Minutes"), 84)
        for field in (self.day, self.time, self.length):
            row.addWidget(field)
            field.textChanged.connect(self._tell)
            field.stepped.connect(self._tell)
        row.addStretch(1)
        self.inside.addLayout(row)
        self.length.setHidden(len(self._items) > 1)
        self.inside.addSpacing(8)
        self.told = PlainLabel("", "second", "text2", numbers=True, wrap=True)
        self.inside.addWidget(self.told)
        save = Button(tr("Plan"), "primary", keys="Enter")
        save.clicked.connect(self.accept)
        self.finish([save])

    def _fill(self) -> None:
        words = self._words
        planned = planned_for(self._schedule, self._items[0].id) if len(self._items) == 1 else None
        minutes = sum(minutes_of(item, self._schedule) for item in self._items)
        at = None
        if planned is not None:
            at, minutes = planned.at, planned.minutes
        if at is None or at < words.now:
            at = first_place(self._schedule, words.now, self._hours, minutes, self._due_at)
        wall = wall_clock(at or words.now + timedelta(hours=1), words.zone.key)
        self.day.setText(write_date(wall.date()))
        self.time.setText(write_clock(wall.time(), words.is_24h))
        self.length.setText(write_length(minutes))

    def _read_day(self, text: str) -> date:
        return read_date(text, self._words.today, "starts")

    def _entered(self) -> Planned:
        """Read the fields. Raises Refused with the field's name."""
        day = self._read_day(self.day.text())
        wall = datetime.combine(day, parse_time(self.time.text(), "time"))
        if len(self._items) > 1:
            return Planned(wall, tuple(minutes_of(item, self._schedule) for item in self._items))
        return Planned(wall, (min(LONGEST, parse_minutes(self.length.text(), "length")),))

    def _tell(self) -> None:
        """Say from when to when it is, and what stands in the way."""
        for field in (self.day, self.time, self.length):
            self.error.set_error("", field)
        words, zone = self._words, self._words.zone
        try:
            entered = self._entered()
        except Refused:
            self.told.setText("")
            return
        if wall_fault(entered.starts, zone.key) is not None:
            self.told.setText("")
            return
        at, minutes = instant(entered.starts, zone.key), sum(entered.minutes)
        span = words.span(at, at + timedelta(minutes=minutes))
        found = hindrance_at(self._schedule, words.now, self._hours, at, minutes, self._due_at)
        if found is not None:
            self.told.setText(tr("%1 · %2", span, hindrance_text(found, words, self._due_at)))
        elif len(self._items) > 1:
            self.told.setText(tr("%1 · one after the other, %2", span, duration(minutes)))
        else:
            self.told.setText(tr("%1 · free", span))

    def accept(self) -> None:
        """Plan it; a time that stands in the way of something is the student's own choice, one
        that is over or that there is not is refused."""
        fields = {"starts": self.day, "time": self.time, "length": self.length}
        try:
            entered = self._entered()
        except Refused as refusal:
            self.refuse(refusal, fields[refusal.faults[0].field])
            return
        try:
            if self._save(entered):
                self.close_overlay()
        except Refused as refusal:
            self.error.set_error(sentence(refusal.faults[0], tr), self.time)
