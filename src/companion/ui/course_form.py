"""The course form: every field of a course, with its local result and its error under it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter, QGridLayout, QLineEdit, QWidget

from companion.models.meeting import MeetingKind
from companion.ui import fonts, theme
from companion.ui.course_form_entry import NO_CLASS, FormEntry, MeetingEntry
from companion.ui.course_form_rows import (
    AttendRow,
    BreaksRow,
    Forward,
    InlineResult,
    Is24h,
    LengthRow,
    LiveRow,
    OtherRow,
    RecitationRow,
    Result,
    Row,
)
from companion.ui.text import Words, tr
from companion.ui.widgets.buttons import Button
from companion.ui.widgets.choices import TickBox
from companion.ui.widgets.flash import flash
from companion.ui.widgets.form_choices import ChoiceBox, CityField, ColorRow, weekday_box
from companion.ui.widgets.invitation_field import FocusOpener, InvitationField
from companion.ui.widgets.labels import ElidedLabel, PlainLabel
from companion.ui.widgets.runs import RunLabel
from companion.ui.widgets.typed_fields import DateField, TextField, count_field, time_field

LABEL_WIDTH, WIDEST = 104, 880


class CourseForm(QWidget):
    """The fields in a column. `changed` tells of each key and click; `left` names a field that
    lost the focus, so that its error may be shown."""

    changed = Signal()
    left = Signal(str)

    def __init__(
        self,
        read_date: Callable[[str], date],
        words: Callable[[], Words],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._is_24h: Is24h = lambda: words().is_24h
        self._before = FormEntry()
        self._is_code_typed = False
        self._is_filling = False
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(24, 16, 24, 24)
        self.grid.setHorizontalSpacing(14)
        self.grid.setVerticalSpacing(16)
        self.grid.setColumnStretch(1, 1)
        self._told: FormEntry | None = None
        self.fields: dict[str, QWidget] = {}
        self.rows: dict[str, Row] = {}
        self.titles: dict[str, PlainLabel] = {}
        self._build_main(read_date)
        self._build_meetings(self._is_24h)
        self._build_work(self._is_24h)
        self._build_more()
        self._connect()
        self.grid.setRowStretch(self.grid.rowCount(), 1)
        self._fit()
        theme.changed().changed.connect(self._fit)

    # What is typed

    def entry(self) -> FormEntry:
        """Return everything as typed."""
        before = self._before
        return before._replace(
            link=self.link.text(),
            passcode=self.passcode.text(),
            name=self.name.text(),
            code=self.code.text(),
            color=self.color.current(),
            weeks=self.length.value(),
            starts_on=self.first.text(),
            live=self.live.slot.entry(MeetingKind.LIVE_SESSION, before.live),
            is_by_recording=self.attend.choice.current() == "recording",
            watch_weekday=int(self.attend.weekday.currentData()),
            watch_time=self.attend.time.text(),
            has_recitation=self.recitation.switch.isChecked(),
            recitation=self.recitation.slot.entry(MeetingKind.RECITATION, before.recitation),
            breaks=self.breaks.value(),
            due_weekday=int(self.due_weekday.currentData()),
            due_time=self.due_time.text(),
            hours_min=self.hours_min.text(),
            hours_max=self.hours_max.text(),
            instructor=self.instructor.text(),
            office_hours=self.office.text(),
            assistant=self.assistant.text(),
            zone=self.zone.text(),
            short_name=self.short_name.text(),
            program=self.program.text(),
            is_capstone=self.capstone.isChecked(),
            others=tuple(row.entry() for row in self.others),
        )

    def set_entry(self, entry: FormEntry) -> None:
        """Fill the form, telling nobody."""
        self._is_filling = True
        self._before = entry
        self._is_code_typed = bool(entry.code)
        texts = (
            (self.link, entry.link), (self.passcode, entry.passcode), (self.name, entry.name),
            (self.code, entry.code), (self.first, entry.starts_on),
            (self.due_time, entry.due_time), (self.hours_min, entry.hours_min),
            (self.hours_max, entry.hours_max), (self.instructor, entry.instructor),
            (self.office, entry.office_hours), (self.assistant, entry.assistant),
            (self.zone, entry.zone), (self.short_name, entry.short_name),
            (self.program, entry.program),
        )  # fmt: skip
        for field, text in texts:
            field.setText(text)
            field.setCursorPosition(0)
        self.color.set_current(entry.color)
        self.length.set_value(entry.weeks)
        self.live.set_entry(entry.live)
        self.attend.set_value(entry.is_by_recording, entry.watch_weekday, entry.watch_time)
        self.recitation.switch.setChecked(entry.has_recitation)
        self.recitation.slot.set_entry(entry.recitation)
        self.recitation.show_slot(entry.has_recitation)
        self.breaks.set_value(entry.breaks)
        self.due_weekday.set_value(entry.due_weekday)
        self.capstone.setChecked(entry.is_capstone)
        self._set_others(entry.others)
        self._is_filling = False
        self._told = self.entry()
        has_class = entry.live.weekday != NO_CLASS
        self.link.setEnabled(has_class)
        self.passcode.setEnabled(has_class)

    def fill(self, entry: FormEntry, names: Sequence[str]) -> None:
        """Take some fields of an entry over, and tint them for a moment."""
        self._is_filling = True
        fields: dict[str, TextField] = {
            "link": self.link, "passcode": self.passcode, "name": self.name,
            "starts_on": self.first, "zone": self.zone,
        }  # fmt: skip
        for name in names:
            if name in fields:
                fields[name].setText(getattr(entry, name))
                fields[name].setCursorPosition(0)
        if "weeks" in names:
            self.length.set_value(entry.weeks)
        if "live" in names:
            self.live.set_entry(entry.live)
        if "others" in names:
            self._set_others(entry.others)
        self._is_filling = False
        self._tell()
        shown: list[QWidget] = [fields[name] for name in names if name in fields]
        shown += [self.length.choice] if "weeks" in names else []
        shown += [self.live.slot.weekday, self.live.slot.time] if "live" in names else []
        shown += [w for row in self.others for w in row.slot.widgets() if "others" in names]
        flash(*shown)

    def suggest_code(self, code: str) -> None:
        """Put a code in place, unless the student has typed one."""
        if not self._is_code_typed and self.code.text() != code:
            self._is_filling = True
            self.code.setText(code)
            self._is_filling = False

    def set_suffix(self, suffix: str, own: Mapping[int, str]) -> None:
        """Show in each time field what zone it counts in; `own` by place of another meeting."""
        for field in (self.due_time, self.live.slot.time, self.recitation.slot.time):
            field.set_suffix(suffix)
        for n, row in enumerate(self.others):
            row.slot.time.set_suffix(own.get(n, suffix))

    def offer_programs(self, names: Sequence[str]) -> None:
        """Offer the certificates there are."""
        completer = self.program.completer()
        model = completer.model() if completer else None
        if isinstance(model, QStringListModel):
            model.setStringList(list(names))

    def offer_weeks(self, choices: Sequence[tuple[str, int]]) -> None:
        """Ask from which week on changed times count; none hides the question."""
        self.from_week.clear()
        for text, week in choices:
            self.from_week.addItem(text, week)
        self.set_row_visible("from_week", bool(choices))

    def first_week(self) -> int:
        """Return the week from which changed times count."""
        return int(self.from_week.currentData() or 1)

    def set_row_visible(self, name: str, is_visible: bool) -> None:
        """Show a row with its label, or hide both."""
        self.rows[name].setVisible(is_visible)
        self.titles[name].setVisible(is_visible)

    # What is wrong

    def show_faults(self, sentences: Mapping[str, str]) -> None:
        """Show a sentence under each row with a fault, by field name; clear the others."""
        for name, row in self._all_rows().items():
            mine = {f: s for f, s in sentences.items() if _row_of(f) == name}
            for field in self._fields_of(name):
                widget = self.fields[field]
                widget.setProperty("wrong", field in mine)
                widget.setAccessibleDescription(mine.get(field, ""))
                widget.update()
            row.error.set_error(next(iter(mine.values()), ""))

    def error_under(self, field: str) -> str:
        """Return the sentence shown under a field's row."""
        return self._all_rows()[_row_of(field)].error.text()

    def focus_field(self, field: str) -> None:
        """Put the keyboard into a field."""
        widget = self.fields.get(field) or self.fields[self._fields_of(_row_of(field))[0]]
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(widget, QLineEdit):
            widget.selectAll()

    def _all_rows(self) -> dict[str, Row]:
        return {**self.rows, **{f"others.{n}": row for n, row in enumerate(self.others)}}

    def _fields_of(self, row: str) -> list[str]:
        return [field for field in self.fields if _row_of(field) == row]

    # Building

    def _row(self, label: str, name: str, row: Row, /, **fields: QWidget) -> None:
        """Add a row; the first field is the label's buddy. `__` in a name stands for a dot."""
        at = self.grid.rowCount()
        title = PlainLabel(label, "body", "text2")
        title.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        title.setBuddy(next(iter(fields.values())))
        self.grid.addWidget(title, at, 0, Qt.AlignmentFlag.AlignTop)
        self.grid.addWidget(row, at, 1)
        self.rows[name] = row
        self.titles[name] = title
        for field, widget in fields.items():
            self._register(field.replace("__", "."), widget)

    def _register(self, field: str, widget: QWidget) -> None:
        self.fields[field] = widget
        if isinstance(widget, QLineEdit):
            widget.editingFinished.connect(lambda: self.left.emit(field))

    def _build_main(self, read_date: Callable[[str], date]) -> None:
        row = Row()
        self.invitation = InvitationField(self._words)
        FocusOpener(self.invitation)
        row.add(self.invitation, stretch=1)
        self._row(tr("Zoom invi&tation"), "invitation", row, invitation=self.invitation)
        row = Row()
        self.name = TextField(tr("Name"), 0, tr("Such as Introduction to Machine Learning"))
        self.code = _CodeField(tr("Code"), 66, tr("Code"))
        row.add(self.name, stretch=1)
        row.add(self.code)
        self._row(tr("&Name"), "name", row, name=self.name, code=self.code)
        row = Row()
        self.color = ColorRow(tr("Colour"))
        Forward(self.color, self.color.focus_target)
        hint = ElidedLabel(
            tr("The short code is shown with the colour everywhere."), "second", "text3"
        )
        row.line.setSpacing(6)
        row.add(self.color, hint)
        row.fill()
        self._row(tr("&Colour"), "color", row, color=self.color)
        self.length = LengthRow(read_date)
        self._row(
            tr("&Length"), "weeks", self.length,
            length=self.length.choice, weeks=self.length.weeks, last_day=self.length.last_day,
        )  # fmt: skip
        row = Row()
        self.first = DateField(tr("First day of week 1"), read_date)
        self.until = RunLabel("", "text2", strong_tint="text")
        self.until.set_role("body", "strong")
        row.add(self.first)
        row.add(self.until, stretch=1)
        row.line.addStretch(0)
        self._row(tr("&First week"), "starts_on", row, starts_on=self.first)

    def _build_meetings(self, is_24h: Is24h) -> None:
        row = Row()
        self.from_week = ChoiceBox(tr("Changed times count"), [], 240)
        row.add(self.from_week)
        row.add(ElidedLabel(tr("What was before stays."), "second", "text3"))
        row.fill()
        self._row(tr("Changes co&unt"), "from_week", row, from_week=self.from_week)
        self.offer_weeks(())
        self.live = LiveRow(is_24h)
        self._row(
            tr("Li&ve class"), "live", self.live,
            live__weekday=self.live.slot.weekday, live__time=self.live.slot.time,
            live__minutes=self.live.slot.length,
        )  # fmt: skip
        self.attend = AttendRow(is_24h)
        self._row(
            tr("I &attend"), "watch", self.attend,
            watch=self.attend.choice, watch_weekday=self.attend.weekday,
            watch_time=self.attend.time,
        )  # fmt: skip
        self.recitation = RecitationRow(is_24h)
        self._row(
            tr("&Recitation"), "recitation", self.recitation,
            recitation=self.recitation.switch, recitation__time=self.recitation.slot.time,
            recitation__minutes=self.recitation.slot.length,
        )  # fmt: skip
        self.breaks = BreaksRow()
        self._row(tr("&Break weeks"), "breaks", self.breaks, breaks=self.breaks.button)

    def _build_work(self, is_24h: Is24h) -> None:
        row = Row()
        self.due_weekday = weekday_box(tr("Due by default: weekday"))
        self.due_time = time_field(tr("Due by default: time"), is_24h)
        self.due_result = InlineResult(row, 226)
        row.add(self.due_weekday, self.due_time, self.due_result.inline)
        row.fill()
        self._row(
            tr("&Due by default"), "due_time", row,
            due_weekday=self.due_weekday, due_time=self.due_time,
        )  # fmt: skip
        row = Row()
        self.hours_min = count_field(tr("Hours a week, at least"), 0, 80)
        self.hours_max = count_field(tr("Hours a week, at most"), 0, 80)
        row.add(self.hours_min, PlainLabel(tr("to"), "body", "text3"), self.hours_max)
        hint = tr("Used for the weekly band and the overload mark.")
        row.add(ElidedLabel(hint, "second", "text3"))
        row.fill()
        self._row(
            tr("&Hours a week"), "hours", row, hours=self.hours_min, hours_max=self.hours_max
        )  # fmt: skip
        row = Row()
        self.instructor = TextField(tr("Instructor"))
        self.office = TextField(tr("Office hours"), 0, tr("Office hours, optional"))
        row.add(self.instructor, self.office, stretch=1)
        self.office_result = Result("", "text2")
        row.add_below(self.office_result)
        self._row(
            tr("&Instructor"), "instructor", row,
            instructor=self.instructor, office_hours=self.office,
        )  # fmt: skip

    def _build_more(self) -> None:
        row = Row()
        self.link = TextField(tr("Join link"), 0, "https://…zoom.us/j/…")
        self.passcode = TextField(tr("Passcode"), 120, tr("Passcode"))
        row.add(self.link, stretch=1)
        row.add(self.passcode)
        self._row(tr("&Join link"), "link", row, link=self.link, passcode=self.passcode)
        row = Row()
        self.assistant = TextField(tr("Teaching assistant"), 0, tr("Optional"))
        row.add(self.assistant, stretch=1)
        self._row(tr("A&ssistant"), "assistant", row, assistant=self.assistant)
        row = Row()
        self.zone = CityField(tr("Time zone of the course"))
        row.add(self.zone, stretch=1)
        row.add(ElidedLabel(tr("Where the classes are given."), "second", "text3"))
        self._row(tr("Time &zone"), "zone", row, zone=self.zone)
        row = Row()
        self.short_name = TextField(tr("Short name"), 172, tr("Optional"))
        row.add(self.short_name, ElidedLabel(tr("Where there is little room."), "second", "text3"))
        row.fill()
        self._row(tr("Short na&me"), "short_name", row, short_name=self.short_name)
        row = Row()
        self.program = TextField(tr("Certificate"), 0, tr("Optional, such as ML & Data Science"))
        self.program.setCompleter(_completer(self))
        self.capstone = TickBox(tr("Capstone"), is_round=False)
        row.add(self.program, stretch=1)
        row.add(self.capstone)
        self._row(tr("C&ertificate"), "program", row, program=self.program)
        self._build_others()

    def _build_others(self) -> None:
        row = Row()
        self.others: list[OtherRow] = []
        self._others_row = row
        self.add_other = Button(tr("Add weekly meeting"), "quiet", "small", icon="plus")
        self.add_other.clicked.connect(self._add_other)
        row.add(self.add_other)
        row.fill()
        self._row(tr("&Other meetings"), "meetings", row, meetings=self.add_other)

    def _set_others(self, entries: tuple[MeetingEntry, ...]) -> None:
        for row in self.others:
            self._forget_other(row)
        self.others = []
        for entry in entries:
            self._put_other(entry)

    def _put_other(self, entry: MeetingEntry) -> OtherRow:
        row = OtherRow(entry, self._is_24h)
        row.setContentsMargins(0, 0, 0, 8)
        self._others_row.column.insertWidget(len(self.others), row)
        self.others.append(row)
        row.changed.connect(self._tell)
        row.removed.connect(lambda: self._remove_other(row))
        self._name_others()
        return row

    def _add_other(self) -> None:
        row = self._put_other(MeetingEntry(MeetingKind.STUDY_GROUP, 5, "", "60 min"))
        row.kind.setFocus(Qt.FocusReason.TabFocusReason)
        self._tell()

    def _remove_other(self, row: OtherRow) -> None:
        self.others.remove(row)
        self._forget_other(row)
        self._name_others()
        self.add_other.setFocus(Qt.FocusReason.OtherFocusReason)
        self._tell()

    def _forget_other(self, row: OtherRow) -> None:
        self._others_row.column.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _name_others(self) -> None:
        for name in [field for field in self.fields if field.startswith("others.")]:
            del self.fields[name]
        for n, row in enumerate(self.others):
            self.fields[f"others.{n}.time"] = row.slot.time
            self.fields[f"others.{n}.minutes"] = row.slot.length

    def _fit(self) -> None:
        """Follow the text size."""
        self.setMaximumWidth(theme.px(WIDEST))
        self.grid.setColumnMinimumWidth(0, theme.px(LABEL_WIDTH))
        for title in self.titles.values():
            title.setFixedHeight(theme.px(30))

    # Telling

    def _connect(self) -> None:
        for field in self.fields.values():
            if isinstance(field, QLineEdit):
                field.textChanged.connect(self._tell)
        for row in self.rows.values():
            row.changed.connect(self._tell)
        self.color.chosen.connect(self._tell)
        self.due_weekday.currentIndexChanged.connect(self._tell)
        self.from_week.activated.connect(self._week_chosen)
        self.capstone.toggled.connect(self._tell)
        self.code.textEdited.connect(self._code_typed)

    def _code_typed(self, text: str) -> None:
        self._is_code_typed = bool(text)

    def _tell(self, *_: object) -> None:
        """Tell of a change once, however many signals it makes."""
        if self._is_filling:
            return
        entry = self.entry()
        if entry != self._told:
            self._told = entry
            has_class = entry.live.weekday != NO_CLASS
            self.link.setEnabled(has_class)
            self.passcode.setEnabled(has_class)
            self.changed.emit()

    def _week_chosen(self) -> None:
        if not self._is_filling:
            self.changed.emit()


class _CodeField(TextField):
    """A short field in strong letters."""

    def __init__(self, name: str, width: int, placeholder: str) -> None:
        super().__init__(name, width, placeholder)
        self._restyle()
        theme.changed().changed.connect(self._restyle)

    def _restyle(self) -> None:
        self.setFont(fonts.font("strong"))


def _completer(parent: QWidget) -> QCompleter:
    completer = QCompleter(parent)
    completer.setModel(QStringListModel([], parent))
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    return completer


_ROWS = {
    "passcode": "link", "code": "name", "length": "weeks", "last_day": "weeks",
    "watch_weekday": "watch", "watch_time": "watch", "due_weekday": "due_time",
    "hours_max": "hours", "office_hours": "instructor",
}  # fmt: skip


def _row_of(field: str) -> str:
    """Return the row that a field stands in."""
    if field.startswith("others."):
        return field.rpartition(".")[0]
    head = field.partition(".")[0]
    return _ROWS.get(head, head)
