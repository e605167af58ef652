"""The rows of the course form that hold more than one plain field."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from companion.models.course import MAX_WEEKS
from companion.models.draft import BreakDraft
from companion.models.meeting import MeetingKind
from companion.ui import course_form_words as say
from companion.ui import fonts, paint, theme
from companion.ui.course_form_entry import MeetingEntry
from companion.ui.text import tr
from companion.ui.widgets.buttons import Button, IconButton
from companion.ui.widgets.choices import Segmented, Switch
from companion.ui.widgets.form_choices import (
    ChoiceBox,
    FlowLayout,
    RemovableChip,
    weekday_box,
)
from companion.ui.widgets.labels import ElidedLabel, FieldError, PlainLabel
from companion.ui.widgets.runs import RunLabel
from companion.ui.widgets.typed_fields import (
    DateField,
    StepField,
    count_field,
    length_field,
    time_field,
    write_date,
)

Is24h = Callable[[], bool]


class Row(QWidget):
    """A cell of the form: fields in a line, results below, and the error under them."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.line = QHBoxLayout()
        self.line.setSpacing(8)
        self.column.addLayout(self.line)
        self.error = FieldError()
        self.column.addWidget(self.error)

    def add(self, *widgets: QWidget, stretch: int = 0) -> None:
        """Put fields at the end of the line."""
        for widget in widgets:
            self.line.addWidget(widget, stretch)

    def add_below(self, widget: QWidget, place: int = 1) -> None:
        """Put something under the line; 1 is right below it."""
        self.column.insertWidget(place, widget)

    def tell(self, *_: object) -> None:
        """Tell of a change; whatever a signal brings along does not matter."""
        self.changed.emit()

    def fill(self) -> None:
        """Keep the fields at the left."""
        self.line.addStretch(1)


class Forward(QObject):
    """Hands the keyboard on to the chosen part of a group, so that a label can be its buddy."""

    def __init__(self, group: QWidget, current: Callable[[], QWidget]) -> None:
        super().__init__(group)
        self._current = current
        group.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        group.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Pass the focus on."""
        if event.type() == QEvent.Type.FocusIn:
            self._current().setFocus(Qt.FocusReason.ShortcutFocusReason)
        return False


def chosen_button(choice: Segmented) -> QWidget:
    """Return the chosen part of a segmented control, else its first."""
    buttons = choice.buttons()
    return next((button for button in buttons if button.isChecked()), buttons[0])


class Result(QWidget):
    """A result line with the gap above it that goes when the line is empty."""

    def __init__(self, icon: str = "", tint: str = "text", icon_tint: str = "") -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        self.label = RunLabel(icon, tint, icon_tint)
        column.addWidget(self.label)
        self.hide()

    def set_sentence(self, sentence: str) -> None:
        """Say something, or nothing."""
        self.label.set_sentence(sentence)
        self.setVisible(bool(sentence))

    def text(self) -> str:
        """Return what is said."""
        return "" if self.isHidden() else self.label.text()


class InlineResult:
    """A result beside the fields; below them where it would not fit, since times never elide."""

    def __init__(self, row: Row, room: int) -> None:
        """`room` is the width beside the fields, as the design draws it."""
        self._room = room
        self.inline = ElidedLabel("", "second", "text2", numbers=True)
        self.below = Result("", "text2")
        row.add_below(self.below)

    def set_text(self, text: str, tint: str = "text2") -> None:
        """Say something, or nothing."""
        is_long = paint.width_of(text, fonts.font("second", True)) > theme.px(self._room)
        self.below.set_sentence(text if is_long else "")
        self.inline.setText("" if is_long else text)
        self.inline.set_tint(tint)

    def text(self) -> str:
        """Return what is said."""
        return self.below.text() or self.inline.text()


class SlotFields:
    """The three fields of a weekly slot: weekday, time, length."""

    def __init__(
        self, name: str, is_24h: Is24h, widths: tuple[int, int, int], none: str = ""
    ) -> None:
        self.weekday = weekday_box(tr("%1: weekday", name), widths[0], none)
        self.time = time_field(tr("%1: start time", name), is_24h, widths[1])
        self.length = length_field(tr("%1: length in minutes", name), widths[2])

    def connect(self, changed: Callable[..., None]) -> None:
        """Tell of each change."""
        self.weekday.currentIndexChanged.connect(changed)
        for field in (self.time, self.length):
            field.textChanged.connect(changed)

    def entry(self, kind: MeetingKind, before: MeetingEntry) -> MeetingEntry:
        """Return what is typed."""
        return before._replace(
            kind=kind,
            weekday=int(self.weekday.currentData()),
            starts=self.time.text(),
            minutes=self.length.text(),
        )

    def set_entry(self, entry: MeetingEntry) -> None:
        """Show a slot."""
        self.weekday.set_value(entry.weekday)
        self.time.setText(entry.starts)
        self.length.setText(entry.minutes)

    def widgets(self) -> tuple[ChoiceBox, StepField, StepField]:
        """Return the fields in order."""
        return self.weekday, self.time, self.length


class LengthRow(Row):
    """6 weeks, 14 weeks, or another number, or up to a last day."""

    last_day_typed = Signal(object)

    def __init__(self, read_date: Callable[[str], date]) -> None:
        super().__init__()
        choices = [("6", tr("6 weeks")), ("14", tr("14 weeks")), ("other", tr("Other…"))]
        self.choice = Segmented(choices, "14", name=tr("Length"))
        Forward(self.choice, lambda: chosen_button(self.choice))
        self.add(self.choice)
        self.fill()
        self.other = QWidget()
        line = QHBoxLayout(self.other)
        line.setContentsMargins(0, 8, 0, 0)
        line.setSpacing(8)
        self.weeks = count_field(tr("Weeks of teaching"), 1, MAX_WEEKS)
        self.last_day = DateField(tr("Last day"), read_date)
        line.addWidget(self.weeks)
        line.addWidget(PlainLabel(tr("weeks, until"), "body", "text3"))
        line.addWidget(self.last_day)
        line.addStretch(1)
        self.add_below(self.other)
        self.other.hide()
        self.choice.chosen.connect(self._chosen)
        self.weeks.textChanged.connect(self.tell)
        self.last_day.textEdited.connect(self._last_day_edited)
        self.last_day.stepped.connect(self._last_day_edited)

    def value(self) -> str:
        """Return the weeks as typed."""
        return self.weeks.text() if self.choice.current() == "other" else self.choice.current()

    def set_value(self, weeks: str) -> None:
        """Show a number of weeks."""
        is_usual = weeks in ("6", "14")
        self.choice.set_current(weeks if is_usual else "other")
        self.weeks.setText(weeks)
        self.other.setVisible(not is_usual)

    def show_end(self, last_day: date | None) -> None:
        """Show the last day that the weeks lead to, unless it is being typed."""
        if last_day is not None and not self.last_day.hasFocus():
            self.last_day.setText(write_date(last_day))

    def _chosen(self, key: str) -> None:
        is_other = key == "other"
        if not is_other:
            self.weeks.setText(key)
        self.other.setVisible(is_other)
        if is_other:
            self.weeks.setFocus(Qt.FocusReason.OtherFocusReason)
            self.weeks.selectAll()
        self.changed.emit()

    def _last_day_edited(self, *_: object) -> None:
        day = self.last_day.day()
        if day is not None:
            self.last_day_typed.emit(day)


class LiveRow(Row):
    """The weekly live class, with when that is for the student."""

    def __init__(self, is_24h: Is24h) -> None:
        super().__init__()
        self.slot = SlotFields(tr("Live class"), is_24h, (112, 100, 84), tr("No live class"))
        weekday, time, length = self.slot.widgets()
        self.between = PlainLabel(tr("for"), "body", "text3")
        self.add(weekday, time, self.between, length)
        self.fill()
        self.result = Result("globe", "text", "text3")
        self.add_below(self.result)
        self.slot.connect(self._changed)

    def set_entry(self, entry: MeetingEntry) -> None:
        """Show a slot."""
        self.slot.set_entry(entry)
        self._show()

    def _changed(self, *_: object) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        has_class = int(self.slot.weekday.currentData()) >= 0
        for widget in (self.slot.time, self.between, self.slot.length):
            widget.setVisible(has_class)


class AttendRow(Row):
    """Live, or by recording at a weekday and time of the student's own."""

    def __init__(self, is_24h: Is24h) -> None:
        super().__init__()
        choices = [("live", tr("Live")), ("recording", tr("By recording"))]
        self.choice = Segmented(choices, "live", name=tr("I attend"))
        Forward(self.choice, lambda: chosen_button(self.choice))
        self.add(self.choice)
        self.fill()
        self.watch = QWidget()
        line = QHBoxLayout(self.watch)
        line.setContentsMargins(0, 8, 0, 0)
        line.setSpacing(8)
        self.weekday = weekday_box(tr("Watch the recording: weekday"))
        self.time = time_field(tr("Watch the recording: time"), is_24h)
        line.addWidget(PlainLabel(tr("Watch on"), "body", "text3"))
        line.addWidget(self.weekday)
        line.addWidget(self.time)
        line.addWidget(PlainLabel(tr("your time"), "second", "text3"))
        line.addStretch(1)
        self.add_below(self.watch)
        self.watch.hide()
        self.warning = Result("moon", "warnt")
        self.add_below(self.warning, 2)
        self.choice.chosen.connect(self._chosen)
        self.weekday.currentIndexChanged.connect(self._slot_changed)
        self.time.textChanged.connect(self._slot_changed)

    def set_value(self, is_by_recording: bool, weekday: int, at: str) -> None:
        """Show a choice."""
        self.choice.set_current("recording" if is_by_recording else "live")
        self.set_watch(weekday, at)
        self.watch.setVisible(is_by_recording)

    def set_watch(self, weekday: int, at: str) -> None:
        """Show when recordings are watched."""
        self.weekday.set_value(weekday)
        self.time.blockSignals(True)
        self.time.setText(at)
        self.time.blockSignals(False)
        self._name_choice()

    def _chosen(self, key: str) -> None:
        self.watch.setVisible(key == "recording")
        self.changed.emit()

    def _slot_changed(self, *_: object) -> None:
        self._name_choice()
        self.changed.emit()

    def _name_choice(self) -> None:
        text = tr("By recording, %1 %2", self.weekday.currentText(), self.time.text())
        self.choice.set_text("recording", text.strip())


class RecitationRow(Row):
    """A weekly recitation, if there is one."""

    def __init__(self, is_24h: Is24h) -> None:
        super().__init__()
        self.switch = Switch(tr("Weekly recitation"))
        self.slot = SlotFields(tr("Recitation"), is_24h, (112, 90, 76))
        self.result = InlineResult(self, 130)
        self.add(self.switch, *self.slot.widgets(), self.result.inline)
        self.line.setStretchFactor(self.result.inline, 1)
        self.slot.connect(self.tell)
        self.switch.toggled.connect(self._toggled)
        self.show_slot(False)

    def show_slot(self, is_on: bool) -> None:
        """Show the fields, or only that there is none."""
        for widget in self.slot.widgets():
            widget.setVisible(is_on)
        if not is_on:
            self.set_result("")

    def set_result(self, text: str) -> None:
        """Say when it is for the student."""
        if self.switch.isChecked():
            self.result.set_text(text)
        else:
            self.result.set_text(tr("No recitation"), "text3")

    def _toggled(self, is_on: bool) -> None:
        self.show_slot(is_on)
        if is_on and self.switch.hasFocus():
            self.slot.weekday.setFocus(Qt.FocusReason.TabFocusReason)
        self.changed.emit()


class BreaksRow(Row):
    """Days off as chips, and a way to add more."""

    add_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._breaks: tuple[BreakDraft, ...] = ()
        self.flow = FlowLayout()
        self.holder = QWidget()
        self.holder.setLayout(self.flow)
        self.line.addWidget(self.holder, 1)
        self.button = Button(tr("Add week off"), "quiet", "small", icon="plus")
        self.button.clicked.connect(self.add_wanted)
        self.flow.addWidget(self.button)
        self._chips: list[RemovableChip] = []

    def value(self) -> tuple[BreakDraft, ...]:
        """Return the days off in order."""
        return self._breaks

    def set_value(self, breaks: tuple[BreakDraft, ...]) -> None:
        """Show days off."""
        self._breaks = tuple(sorted(breaks))
        for chip in self._chips:
            self.flow.removeWidget(chip)
            chip.deleteLater()
        self._chips = [self._chip(entry) for entry in self._breaks]
        for place, chip in enumerate(self._chips):
            self.flow.insert_widget(place, chip)
            chip.show()
        self._order_tabs()
        self.flow.invalidate()
        self.holder.updateGeometry()

    def chips(self) -> list[RemovableChip]:
        """Return the chips in order."""
        return list(self._chips)

    def add_break(self, entry: BreakDraft) -> None:
        """Add days off."""
        if entry not in self._breaks:
            self.set_value((*self._breaks, entry))
            self.changed.emit()

    def _chip(self, entry: BreakDraft) -> RemovableChip:
        span = say.days_span(entry.starts_on, entry.ends_on)
        name = tr("Remove the break %1 %2", span, entry.name)
        chip = RemovableChip(span, entry.name, name.strip(), self.holder)
        chip.removed.connect(lambda: self._remove(entry))
        return chip

    def _remove(self, entry: BreakDraft) -> None:
        self.button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.set_value(tuple(other for other in self._breaks if other != entry))
        self.changed.emit()

    def _order_tabs(self) -> None:
        order = [*self._chips, self.button]
        for first, second in pairwise(order):
            QWidget.setTabOrder(first, second)


class OtherRow(Row):
    """Another weekly meeting: its kind, slot, and a cross."""

    removed = Signal()

    def __init__(self, entry: MeetingEntry, is_24h: Is24h) -> None:
        super().__init__()
        kinds: list[tuple[str, object]] = [
            (tr("Live class"), MeetingKind.LIVE_SESSION),
            (tr("Recitation"), MeetingKind.RECITATION),
            (tr("Office hours"), MeetingKind.OFFICE_HOURS),
            (tr("Study group"), MeetingKind.STUDY_GROUP),
        ]
        self._entry = entry
        self.kind = ChoiceBox(tr("Kind of meeting"), kinds, 108)
        self.slot = SlotFields(tr("Other meeting"), is_24h, (106, 90, 72))
        self.remove = IconButton("x", tr("Remove this meeting"), icon_size=14)
        self.kind.setCurrentIndex(list(MeetingKind).index(entry.kind))
        self.slot.set_entry(entry)
        self.add(self.kind, *self.slot.widgets(), self.remove)
        self.fill()
        self.result = Result("", "text2")
        self.add_below(self.result)
        self.kind.currentIndexChanged.connect(self.tell)
        self.slot.connect(self.tell)
        self.remove.clicked.connect(self.removed)

    def entry(self) -> MeetingEntry:
        """Return what is typed."""
        return self.slot.entry(self.kind.currentData(), self._entry)
