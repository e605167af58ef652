"""When week 1 of what is imported is: a date for each course of an old term, above its rows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from companion.models.proposal import Proposal, WeekOne
from companion.ui.import_words import tr
from companion.ui.text import count
from companion.ui.widgets.labels import ElidedLabel, FieldError, PlainLabel
from companion.ui.widgets.panels import spaced
from companion.ui.widgets.typed_fields import DateField, write_date

_MOST = 6


class WeekOneRow(QWidget):
    """The date of week 1 of one course of the source, and what that means for its dates."""

    day_given = Signal(str, object)

    def __init__(self, label: str, read: Callable[[str], date]) -> None:
        super().__init__()
        self.label = label
        self._shown: date | None = None
        column = QVBoxLayout(self)
        spaced(column, (0, 0, 0, 0), 0)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.name = PlainLabel("", "second", "text2")
        self.day = DateField("", read)
        self.remark = ElidedLabel("", "second", "text3")
        row.addWidget(self.name)
        row.addWidget(self.day, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.remark, 1)
        column.addLayout(row)
        self.error = FieldError()
        column.addWidget(self.error)
        self.day.editingFinished.connect(self._given)
        self.day.stepped.connect(self._given)

    def show_week(self, week: WeekOne, code: str, is_only: bool) -> None:
        """Show when week 1 is; code names the course where there are several."""
        name = tr("Week 1 starts on") if is_only else tr("Week 1 of %1 starts on", code)
        self.name.setText(name)
        self.day.setAccessibleName(name)
        self.remark.setText(_remark(week))
        self.day.setAccessibleDescription(_remark(week))
        if self._shown != week.starts_on and not self.error.text():
            self._shown = week.starts_on
            if self.day.day() != week.starts_on:
                self.day.setText(write_date(week.starts_on))

    def _given(self) -> None:
        day = self.day.day()
        is_wrong = day is None
        sentence = tr("Type a date, for example %1.", "31 Aug 2026") if is_wrong else ""
        self.error.set_error(sentence, self.day)
        if day is not None and day != self._shown:
            self._shown = day
            self.day_given.emit(self.label, day)


class WeekOneRows(QWidget):
    """A date for each course whose dates may be of another term; nothing where there is none."""

    day_given = Signal(str, object)

    def __init__(self, read: Callable[[str], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._read = read
        self._column = QVBoxLayout(self)
        spaced(self._column, (0, 0, 0, 0), 6)
        self.rows: list[WeekOneRow] = []

    def show_proposal(self, proposal: Proposal) -> None:
        """Show week 1 of what is proposed."""
        offered = {n: w for n, w in proposal.weeks_one.items() if w.is_offered}
        labels = list(offered)[:_MOST]
        if [row.label for row in self.rows] != labels:
            self._make(labels)
        for row in self.rows:
            row.show_week(offered[row.label], _code(proposal, row.label), len(labels) == 1)
        self.setVisible(bool(labels))

    def _make(self, labels: list[str]) -> None:
        self.forget()
        for label in labels:
            row = WeekOneRow(label, self._read)
            row.day_given.connect(self.day_given)
            self.rows.append(row)
            self._column.addWidget(row)

    def forget(self) -> None:
        """Ask anew for another source."""
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = []


def _code(proposal: Proposal, label: str) -> str:
    course = proposal.targets[label].course
    return course.code if course is not None else label


def _remark(week: WeekOne) -> str:
    """Say where the source's own dates lie, and by how much they are moved."""
    if week.own is None:
        return tr("Nothing in it has a date.")
    own = write_date(week.own)
    if not week.weeks_later:
        return tr("As in the source. Another date moves everything and keeps the weekdays.")
    if week.weeks_later > 0:
        number = count("%n week(s) later", week.weeks_later)
    else:
        number = count("%n week(s) earlier", -week.weeks_later)
    return tr("%1 in the source: %2, weekdays and times kept.", own, number)
