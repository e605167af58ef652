"""Add days off to a course: usual US ones to pick from, or any dates with a name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QGridLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from companion.models.days_off import DaysOff, usual_days_off
from companion.models.draft import MAX_NAME, BreakDraft
from companion.models.faults import Fault, Refused
from companion.models.typed import clean_text
from companion.ui import course_form_words as say
from companion.ui import theme
from companion.ui.overlay import Overlay
from companion.ui.text import tr
from companion.ui.widgets.buttons import Button
from companion.ui.widgets.labels import FieldError, PlainLabel
from companion.ui.widgets.typed_fields import DateField, TextField, write_date

_LONGEST = timedelta(days=120)


def day_off_name(key: str) -> str:
    """Return the name of a usual day off."""
    names = {
        "mlk_day": tr("Martin Luther King Day"),
        "spring_break": tr("Spring break"),
        "memorial_day": tr("Memorial Day"),
        "juneteenth": tr("Juneteenth"),
        "independence_day": tr("Independence Day"),
        "labor_day": tr("Labor Day"),
        "fall_break": tr("Fall break"),
        "thanksgiving": tr("Thanksgiving"),
        "winter_break": tr("Winter break"),
    }
    return names[key]


class DaysOffDialog(Overlay):
    """Brings one break with `chosen`; stays open for none."""

    chosen = Signal(object)

    def __init__(
        self,
        parent: QWidget,
        term: tuple[date, date],
        taken: tuple[BreakDraft, ...],
        read_date: Callable[[str], date],
    ) -> None:
        """`term` is the course's first and last day; usual days off within it are offered."""
        super().__init__(parent, theme.px(440), max(48, parent.height() // 8))
        self.setAccessibleName(tr("Add week off"))
        self._read_date = read_date
        column = QVBoxLayout()
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(8)
        column.addWidget(PlainLabel(tr("Add week off"), "dialog"))
        self.offers: list[Button] = []
        self._add_offers(column, term, taken)
        self._add_fields(column, term[0])
        self.panel.body.addLayout(column)
        first: QWidget = self.offers[0] if self.offers else self.first
        first.setFocus(Qt.FocusReason.PopupFocusReason)

    def _add_offers(
        self, column: QVBoxLayout, term: tuple[date, date], taken: tuple[BreakDraft, ...]
    ) -> None:
        free = [d for d in usual_days_off(*term) if not any(_overlap(d, entry) for entry in taken)]
        if not free:
            return
        sentence = tr("Usual days off of US universities. Yours may differ.")
        column.addWidget(PlainLabel(sentence, "second", "text3", wrap=True))
        grid = QGridLayout()
        grid.setSpacing(6)
        for n, entry in enumerate(free):
            grid.addWidget(self._offer(entry), n // 2, n % 2, Qt.AlignmentFlag.AlignLeft)
        grid.setColumnStretch(2, 1)
        column.addLayout(grid)

    def _offer(self, entry: DaysOff) -> Button:
        name = day_off_name(entry.key)
        span = say.days_span(entry.starts_on, entry.ends_on)
        button = Button(tr("%1, %2", name, span), "default", "small", icon="plus")
        button.setAutoDefault(True)
        draft = BreakDraft(entry.starts_on, entry.ends_on, name)
        button.clicked.connect(lambda: self._choose(draft))
        self.offers.append(button)
        return button

    def _add_fields(self, column: QVBoxLayout, first_day: date) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(8)
        grid.setContentsMargins(0, 8, 0, 0)
        self.first = DateField(tr("First day off"), self._read_date, 164)
        self.last = DateField(tr("Last day off"), self._read_date, 164)
        self.name = TextField(tr("Name"), 0, tr("Optional, such as Thanksgiving"))
        self.error = FieldError()
        days = QHBoxLayout()
        days.setSpacing(8)
        days.addWidget(self.first)
        days.addWidget(PlainLabel(tr("to"), "body", "text3"))
        days.addWidget(self.last)
        days.addStretch(1)
        self.first.editingFinished.connect(self._follow)
        self.first.stepped.connect(self._follow)
        for row, (label, buddy) in enumerate(((tr("&Days"), self.first), (tr("&Name"), self.name))):
            title = PlainLabel(label, "body", "text2")
            title.setBuddy(buddy)
            grid.addWidget(title, 2 * row, 0)
        grid.addLayout(days, 0, 1)
        grid.addWidget(self.error, 1, 1)
        grid.addWidget(self.name, 2, 1)
        column.addLayout(grid)
        monday = first_day + timedelta(days=(7 - first_day.weekday()) % 7)
        self.first.setPlaceholderText(write_date(monday))
        self.last.setPlaceholderText(write_date(monday + timedelta(days=6)))
        row_ = QHBoxLayout()
        row_.setContentsMargins(0, 8, 0, 0)
        row_.setSpacing(8)
        self.add = Button(tr("Add"), "primary", keys="Enter")
        self.cancel = Button(tr("Cancel"), keys="Esc")
        self.add.clicked.connect(self.take)
        self.cancel.clicked.connect(self.close_overlay)
        row_.addWidget(self.add)
        row_.addWidget(self.cancel)
        row_.addStretch(1)
        column.addLayout(row_)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Add on Enter in a field; on a button Enter presses it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            now = QApplication.focusWidget()
            now.click() if isinstance(now, QAbstractButton) else self.take()
            event.accept()
            return
        super().keyPressEvent(event)

    def take(self) -> None:
        """Bring the dates typed, or say what is wrong."""
        try:
            draft = self._read()
        except Refused as refusal:
            fault = refusal.faults[0]
            field: TextField = self.last if fault.field == "last" else self.first
            field = self.name if fault.field == "name" else field
            self.error.set_error(say.fault_sentence(fault), field)
            field.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._choose(draft)

    def _read(self) -> BreakDraft:
        first = self._day(self.first, "first")
        last = self._day(self.last, "last") if self.last.text().strip() else first
        name = clean_text(self.name.text())
        if last < first:
            raise Refused(Fault("last", "break_backwards"))
        if last - first > _LONGEST:
            raise Refused(Fault("last", "break_long", (str(_LONGEST.days),)))
        if len(name) > MAX_NAME:
            raise Refused(Fault("name", "text_long", (str(MAX_NAME),)))
        return BreakDraft(first, last, name)

    def _day(self, field: DateField, name: str) -> date:
        try:
            return self._read_date(field.text())
        except Refused as refusal:
            raise Refused(refusal.faults[0]._replace(field=name)) from None

    def _follow(self) -> None:
        """A whole week is usual: put its last day in place when only the first is typed."""
        first = self.first.day()
        if first is not None and not self.last.text().strip() and first.weekday() == 0:
            self.last.setText(write_date(first + timedelta(days=6)))

    def _choose(self, draft: BreakDraft) -> None:
        self.close_overlay()
        self.chosen.emit(draft)


def _overlap(days: DaysOff, entry: BreakDraft) -> bool:
    return days.starts_on <= entry.ends_on and entry.starts_on <= days.ends_on
