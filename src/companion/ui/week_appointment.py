"""The form of an own appointment: what, when, how often, whose study group; beside its place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from companion.models.appointment import Appointment
from companion.models.appointment_check import MAX_NOTE
from companion.models.course import Course
from companion.models.draft import MAX_NAME
from companion.models.faults import Fault, Refused
from companion.models.ids import new_id, new_uid
from companion.models.links import check_link
from companion.models.typed import clean_text, parse_minutes, parse_time
from companion.models.typed_dates import read_date
from companion.models.walltime import instant, wall_clock, zone_of
from companion.ui.popover import Popover
from companion.ui.text import Words, zone_short
from companion.ui.week_words import tr
from companion.ui.widgets.buttons import Button
from companion.ui.widgets.choices import Segmented
from companion.ui.widgets.form_choices import ChoiceBox
from companion.ui.widgets.labels import PlainLabel
from companion.ui.widgets.typed_fields import (
    DateField,
    TextField,
    length_field,
    time_field,
    write_clock,
    write_date,
    write_length,
)
from companion.wording import sentence

WIDTH, USUAL_WEEKS = 420, 12
ONE, ALL = "one", "all"
_WEEK, _MINUTE = timedelta(days=7), timedelta(minutes=1)


class Entered(NamedTuple):
    """An appointment as entered; `day` is the one day of a series that it stands for, else
    None."""

    appointment: Appointment
    day: date | None


class AppointmentPopover(Popover):
    """Adds an appointment, or changes one: a day of it, or all. `save` and `remove` tell whether
    it was stored; `clash` says which class runs then, if any."""

    def __init__(
        self,
        window: QWidget,
        beside: QRect,
        words: Words,
        courses: Sequence[Course],
        given: Appointment,
        day: date | None,
        save: Callable[[Entered], bool],
        remove: Callable[[date | None], bool],
        clash: Callable[[datetime, datetime], str],
    ) -> None:
        """`day` is the day of a stored appointment; None makes a new one of the values given."""
        title = tr("Appointment") if day else tr("New appointment")
        super().__init__(window, beside, title, given.title, WIDTH)
        self._words, self._courses, self._given, self._day = words, courses, given, day
        self._save, self._remove, self._clash = save, remove, clash
        self._build()
        self._fill()
        self._follow()
        self.title_field.setFocus(Qt.FocusReason.PopupFocusReason)
        self.title_field.selectAll()

    # Building

    def _build(self) -> None:
        self.scope = Segmented([(ONE, ""), (ALL, tr("All of them"))], ONE, name=tr("Change"))
        self.scope.chosen.connect(self._follow)
        self._row(self.scope)
        self.title_field = TextField(tr("What"), 0, tr("Dentist, study group …"))
        self.title_field.setMaxLength(MAX_NAME)
        self._row(self.title_field)
        self.day = DateField(tr("Date"), self._read_day)
        self.time = time_field(tr("Start"), lambda: self._words.is_24h, 92)
        self.length = length_field(tr("Length"), 84)
        self._row(self.day, self.time, self.length)
        self.result = PlainLabel("", "second", "text2", numbers=True, wrap=True)
        self.clash = PlainLabel("", "second", "warnt", wrap=True)
        self._row(self.result)
        self._row(self.clash)
        self.repeat = ChoiceBox(tr("Repeats"), [(tr("Once"), False), (tr("Every week"), True)], 120)
        self.until_label = PlainLabel(tr("until"), "body", "text2")
        self.until = DateField(tr("Last day"), self._read_day)
        self.repeats = self._row(self.repeat, self.until_label, self.until)
        none: list[tuple[str, object]] = [(tr("No course"), None)]
        choices = [(tr("Study group of %1", c.code), c.id) for c in self._courses]
        self.course = ChoiceBox(tr("Course"), [*none, *choices], 190)
        self._row(self.course)
        self.link = TextField(tr("Link"), 0, tr("Link, if there is one"))
        self.note = TextField(tr("Note"), 0, tr("Note"))
        self.note.setMaxLength(MAX_NOTE)
        self._row(self.link)
        self._row(self.note, gap=0)
        for field in (self.day, self.time, self.length, self.until):
            field.textChanged.connect(self._follow)
            field.stepped.connect(self._follow)
        self.title_field.textChanged.connect(self._follow)
        self.link.textChanged.connect(self._follow)
        self.repeat.currentIndexChanged.connect(self._follow)
        self._finish()

    def _row(self, *widgets: QWidget, gap: int = 8) -> QWidget:
        """Put widgets side by side; one alone takes the room."""
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, gap)
        row.setSpacing(8)
        for widget in widgets:
            row.addWidget(widget)
        if len(widgets) > 1 or isinstance(widgets[0], ChoiceBox | Segmented):
            row.addStretch(1)
        self.inside.addWidget(made)
        return made

    def _finish(self) -> None:
        ok = Button(tr("Save") if self._day else tr("Add"), "primary", keys="Enter")
        ok.clicked.connect(self.accept)
        buttons = [ok]
        if self._day is not None:
            gone = Button(tr("Remove"), "danger")
            gone.clicked.connect(self._take_away)
            buttons.append(gone)
        self.finish(buttons)

    # Filling

    def _fill(self) -> None:
        given = self._given
        day = self._day or given.starts.date()
        self.title_field.setText(given.title)
        self.day.setText(write_date(day))
        self.time.setText(write_clock(given.starts.time(), self._words.is_24h))
        self.length.setText(write_length(given.minutes))
        if given.zone != self._words.zone.key:
            self.time.set_suffix(zone_short(given.zone))
        self.repeat.set_value(given.is_weekly)
        self.until.setText(write_date(given.until or day + USUAL_WEEKS * _WEEK))
        self.course.set_value(given.course_id)
        self.link.setText(given.link)
        self.note.setText(given.note)
        self.scope.set_text(ONE, tr("Only %1", self._words.date(day)))

    def _is_one(self) -> bool:
        """Tell whether only one day of a series is to change."""
        return self._day is not None and self._given.is_weekly and self.scope.current() == ONE

    def _follow(self, *_: object) -> None:
        """Show what depends on what is entered."""
        is_series = self._day is not None and self._given.is_weekly
        parent = self.scope.parentWidget()
        if parent is not None:
            parent.setVisible(is_series)
        self.repeats.setVisible(not self._is_one())
        for widget in (self.until_label, self.until):
            widget.setVisible(bool(self.repeat.currentData()))
        for field in (self.title_field, self.day, self.time, self.length, self.until, self.link):
            self.error.set_error("", field)
        self._show_result()

    def _show_result(self) -> None:
        try:
            wall, minutes = self._wall(), parse_minutes(self.length.text())
        except Refused:
            self.result.setText("")
            self._say_clash("")
            return
        start = instant(wall, self._given.zone)
        end = start + minutes * _MINUTE
        words = self._words._replace(lead=zone_of(self._given.zone))
        there = self._there()
        text = tr("%1 %2", words.day(start), words.span(start, end))
        if there:
            zone = zone_of(there)
            span = tr("%1 %2", words.span(start, end, zone), zone_short(there))
            text = tr("%1 · %2", text, span)
        self.result.setText(text)
        self._say_clash(self._clash(start, end))

    def _say_clash(self, text: str) -> None:
        self.clash.setText(text)
        parent = self.clash.parentWidget()
        if parent is not None:
            parent.setVisible(bool(text))

    def _there(self) -> str:
        """Return the zone of the courses, where it is another one."""
        chosen = self.course.currentData()
        courses = [c for c in self._courses if c.id == chosen] or list(self._courses)
        zone = courses[0].zone if courses else self._given.zone
        return zone if zone != self._given.zone else ""

    # Reading

    def _read_day(self, text: str) -> date:
        today = wall_clock(self._words.now, self._given.zone).date()
        return read_date(text, today, "starts")

    def _wall(self) -> datetime:
        day = self._read_day(self.day.text())
        return datetime.combine(day, parse_time(self.time.text(), "starts"))

    def _entered(self) -> Entered:
        """Return what is entered. Raises Refused with the field in its fault."""
        wall = self._wall()
        minutes = parse_minutes(self.length.text(), "minutes")
        link = self.link.text().strip()
        after = self._given._replace(
            title=clean_text(self.title_field.text()),
            minutes=minutes,
            course_id=self.course.currentData(),
            link=check_link(link, "link") if link else "",
            note=clean_text(self.note.text()),
        )
        if self._is_one():
            return Entered(after._replace(starts=wall), self._day)
        until = self._until()
        if self._day is None or not self._given.is_weekly:
            return Entered(after._replace(starts=wall, until=until, skipped=()), None)
        moved = wall.date() - self._day
        first = datetime.combine(self._given.starts.date() + moved, wall.time())
        skipped = tuple(day + moved for day in self._given.skipped)
        return Entered(after._replace(starts=first, until=until, skipped=skipped), None)

    def _until(self) -> date | None:
        if not self.repeat.currentData():
            return None
        try:
            return self._read_day(self.until.text())
        except Refused as refusal:
            faults = (fault._replace(field="until") for fault in refusal.faults)
            raise Refused(*faults) from None

    def accept(self) -> None:
        """Store it, or say what is wrong and go to the field."""
        try:
            if self._save(self._entered()):
                self.close_overlay()
        except Refused as refusal:
            self._say_wrong(refusal.faults[0])

    def _say_wrong(self, fault: Fault) -> None:
        fields: dict[str, QWidget] = {
            "title": self.title_field, "minutes": self.length, "until": self.until,
            "link": self.link, "note": self.note,
        }  # fmt: skip
        field = fields.get(fault.field, self.day if fault.code != "time_form" else self.time)
        field.setFocus(Qt.FocusReason.OtherFocusReason)  # leaving a field tidies its text
        self.error.set_error(sentence(fault, tr), field)

    def _take_away(self) -> None:
        if self._remove(self._day if self._is_one() else None):
            self.close_overlay()


def blank(starts: datetime, zone: str, minutes: int = 60) -> Appointment:
    """Return an appointment that is still to be named, at a naive wall time in a zone."""
    return Appointment(new_id(), new_uid(), "", starts, zone, minutes)
