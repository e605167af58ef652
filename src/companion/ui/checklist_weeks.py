"""The panel in which a weekly rule is changed: its weeks, and its due day and time."""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from companion.models.course import Course
from companion.models.faults import Refused
from companion.models.repeat import Repeat
from companion.models.typed import parse_count, parse_time, refused
from companion.ui.checklist_words import tr
from companion.ui.popover import Popover
from companion.ui.text import Words, zone_short
from companion.ui.widgets.buttons import Button
from companion.ui.widgets.choices import Segmented
from companion.ui.widgets.form_choices import weekday_box
from companion.ui.widgets.labels import PlainLabel
from companion.ui.widgets.typed_fields import TextField, count_field, time_field, write_clock

LATER, ALL = "later", "all"


class WeeksPopover(Popover):
    """Due day and time, first and last week, weeks left out; for all weeks, or from this one on.

    `save` gets the changed rule and the first week for which it counts.
    """

    def __init__(
        self,
        window: QWidget,
        beside: QRect,
        subject: str,
        rule: Repeat,
        week: int,
        course: Course,
        words: Words,
        save: Callable[[Repeat, int], bool],
    ) -> None:
        super().__init__(window, beside, tr("Every week"), subject, 400)
        self._rule, self._week, self._course, self._save = rule, week, course, save
        self._words = words
        self._build()
        self._fill()
        self.day.setFocus(Qt.FocusReason.PopupFocusReason)

    def _build(self) -> None:
        last = self._course.weeks
        self.day = weekday_box(tr("Due on"), 150, tr("No due date"))
        self.time = time_field(tr("Due at"), lambda: self._words.is_24h, 110)
        self.time.set_suffix(zone_short(self._course.zone))
        self._add_row(tr("Due"), self.day, self.time)
        self.first = count_field(tr("From week"), 1, last, 56)
        self.last = count_field(tr("To week"), 1, last, 56)
        self._add_row(tr("Weeks"), self.first, PlainLabel(tr("to"), "body", "text3"), self.last)
        self.skipped = TextField(tr("Weeks left out"), 150, tr("None"))
        self._add_row(tr("Left out"), self.skipped)
        later = tr("From week %1 on", self._week)
        self.scope = Segmented([(LATER, later), (ALL, tr("All weeks"))], LATER, name=tr("For"))
        self._add_row(tr("For"), self.scope)
        self.inside.addSpacing(2)
        hint = tr("What was changed in single weeks stays, and so does what is done.")
        self.inside.addWidget(PlainLabel(hint, "second", "text3", wrap=True))
        save = Button(tr("Save"), "primary", keys="Enter")
        save.clicked.connect(self.accept)
        self.finish([save])
        for field in (self.time, self.first, self.last, self.skipped):
            field.textChanged.connect(lambda _, f=field: self.error.set_error("", f))
        self.day.currentIndexChanged.connect(self._show_time)

    def _add_row(self, words: str, *widgets: QWidget) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        label = PlainLabel(words, "body", "text3")
        label.setFixedWidth(64)
        row.addWidget(label)
        for widget in widgets:
            row.addWidget(widget)
        row.addStretch(1)
        self.inside.addLayout(row)
        self.inside.addSpacing(8)

    def _fill(self) -> None:
        rule = self._rule
        at = rule.due_time or self._course.due_time
        self.day.set_value(-1 if rule.due_weekday is None else rule.due_weekday)
        self.time.setText(write_clock(at, self._words.is_24h))
        self.first.setText(str(rule.first_week))
        self.last.setText(str(rule.last_week or self._course.weeks))
        self.skipped.setText(", ".join(map(str, rule.skipped)))
        self._show_time()

    def _show_time(self) -> None:
        self.time.setEnabled(self.day.currentData() != -1)

    def accept(self) -> None:
        """Save the rule, or put the keyboard where something is wrong."""
        after: Repeat | None = self._rule
        for field, read in (
            (self.time, self._with_due), (self.first, self._with_first),
            (self.last, self._with_last), (self.skipped, self._with_skipped),
        ):  # fmt: skip
            after = self._read(field, read, after) if after is not None else None
        if after is None:
            return
        from_week = 1 if self.scope.current() == ALL else self._week
        if self._save(after, from_week):
            self.close_overlay()

    def _read(
        self, field: QWidget, read: Callable[[Repeat], Repeat], rule: Repeat
    ) -> Repeat | None:
        try:
            return read(rule)
        except Refused as refusal:
            self.refuse(refusal, field)
            return None

    def _with_due(self, rule: Repeat) -> Repeat:
        weekday = self.day.currentData()
        if weekday == -1:
            return rule._replace(due_weekday=None, due_time=None)
        at = parse_time(self.time.text(), "due")
        is_usual = rule.due_time is None and at == self._course.due_time
        return rule._replace(due_weekday=weekday, due_time=None if is_usual else at)

    def _with_first(self, rule: Repeat) -> Repeat:
        return rule._replace(first_week=self._number(self.first.text()))

    def _with_last(self, rule: Repeat) -> Repeat:
        last = self._number(self.last.text())
        if last < rule.first_week:
            low, high = str(rule.first_week), str(self._course.weeks)
            raise refused("last", "number_range", self.last.text(), low, high)
        return rule._replace(last_week=0 if last == self._course.weeks else last)

    def _number(self, text: str) -> int:
        return parse_count(text, "week", 1, self._course.weeks)

    def _with_skipped(self, rule: Repeat) -> Repeat:
        text = self.skipped.text()
        try:
            numbers = {self._number(word) for word in re.split(r"[\s,;]+", text) if word}
        except Refused:
            raise refused("skipped", "repeat_weeks", text) from None
        return rule._replace(skipped=tuple(sorted(numbers)))
