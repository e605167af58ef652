"""Small panels beside a row: when it is due, how long it takes, to which course it belongs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from companion.models.activity import Activity, DueDate
from companion.models.course import Course
from companion.models.faults import Fault, Refused
from companion.models.schedule import Schedule
from companion.models.typed import parse_minutes, parse_spent, parse_time
from companion.models.typed_dates import read_date
from companion.models.walltime import instant, wall_clock, wall_fault
from companion.ui.checklist_words import ahead, tr
from companion.ui.popover import Popover
from companion.ui.text import Words, duration, zone_short
from companion.ui.widgets.buttons import Button
from companion.ui.widgets.form_choices import ChoiceBox
from companion.ui.widgets.labels import PlainLabel
from companion.ui.widgets.typed_fields import (
    DateField,
    TextField,
    time_field,
    write_clock,
    write_date,
)
from companion.wording import sentence


class DuePopover(Popover):
    """Date and time as the course promises them, and what that is here."""

    def __init__(
        self,
        window: QWidget,
        beside: QRect,
        subject: str,
        activities: Sequence[Activity],
        schedule: Schedule,
        words: Words,
        save: Callable[[dict[str, DueDate | None]], bool],
    ) -> None:
        super().__init__(window, beside, tr("Due"), subject, 400)
        self._activities, self._schedule, self._words, self._save = (
            activities,
            schedule,
            words,
            save,
        )
        zones = {self._zone_of(activity) for activity in activities}
        self._zone = zones.pop() if len(zones) == 1 else ""
        self._build()
        self._fill()
        self._show_local()
        self.day.setFocus(Qt.FocusReason.PopupFocusReason)
        self.day.selectAll()

    def _zone_of(self, activity: Activity) -> str:
        if activity.due is not None:
            return activity.due.zone
        course = self._schedule.get(Course, activity.course_id or "")
        return course.zone if course else self._words.zone.key

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        zone = zone_short(self._zone) if self._zone else ""
        self.day = DateField(tr("Date"), self._read_day)
        self.time = time_field(tr("Time"), lambda: self._words.is_24h, 110)
        self.time.set_suffix(zone)
        row.addWidget(self.day)
        row.addWidget(self.time)
        row.addStretch(1)
        self.inside.addLayout(row)
        self.inside.addSpacing(8)
        self.local = PlainLabel("", "second", "text2", numbers=True, wrap=True)
        self.inside.addWidget(self.local)
        for field in (self.day, self.time):
            field.textChanged.connect(self._show_local)
            field.stepped.connect(self._show_local)
        save = Button(tr("Set due date"), "primary", keys="Enter")
        save.clicked.connect(self.accept)
        none = Button(tr("No due date"), "quiet")
        none.clicked.connect(self._clear)
        self.finish([save, none])

    def _fill(self) -> None:
        first = self._activities[0]
        course = self._schedule.get(Course, first.course_id or "")
        if first.due is not None:
            wall = first.due.wall
        else:
            at = course.due_time if course else time(23, 59)
            here = wall_clock(self._words.now, self._zone or self._words.zone.key)
            wall = datetime.combine(here.date(), at)
        self.day.setText(write_date(wall.date()))
        self.time.setText(write_clock(wall.time(), self._words.is_24h))

    def _read_day(self, text: str) -> date:
        zone = self._zone or self._words.zone.key
        return read_date(text, wall_clock(self._words.now, zone).date(), "due")

    def _wall(self) -> datetime:
        day = self._read_day(self.day.text())
        return datetime.combine(day, parse_time(self.time.text(), "due"))

    def _show_local(self) -> None:
        self.error.set_error("", self.day)
        self.error.set_error("", self.time)
        try:
            wall = self._wall()
        except Refused:
            self.local.setText("")
            return
        if not self._zone:
            self.local.setText(tr("In the time of each course"))
            return
        fault = wall_fault(wall, self._zone)
        if fault is not None:
            self.error.set_error(sentence(_clock_fault(wall, self._zone), tr), self.time)
            self.local.setText("")
            return
        at = instant(wall, self._zone)
        relative = ahead(self._words, at)
        here = self._words.moment(at)
        is_here = self._zone == self._words.zone.key
        self.local.setText(relative if is_here else tr("%1 for you · %2", here, relative))

    def accept(self) -> None:
        """Set the same date and time on every activity, each in its own zone."""
        try:
            day = self._read_day(self.day.text())
        except Refused as refusal:
            self.refuse(refusal, self.day)
            return
        try:
            at = parse_time(self.time.text(), "due")
            wall = datetime.combine(day, at)
            dues = {a.id: self._due(wall, self._zone_of(a)) for a in self._activities}
        except Refused as refusal:
            self.refuse(refusal, self.time)
            return
        self._store(dict(dues))

    def _due(self, wall: datetime, zone: str) -> DueDate | None:
        if wall_fault(wall, zone) is not None:
            raise Refused(_clock_fault(wall, zone))
        return DueDate(wall, zone)

    def _clear(self) -> None:
        self._store({activity.id: None for activity in self._activities})

    def _store(self, dues: dict[str, DueDate | None]) -> None:
        if self._save(dues):
            self.close_overlay()


def _clock_fault(wall: datetime, zone: str) -> Fault:
    fault = wall_fault(wall, zone)
    assert fault is not None
    return Fault("due", f"time_{fault.value}", (wall.strftime("%Y-%m-%d %H:%M"), zone))


class EstimatePopover(Popover):
    """How long it takes, as typed: "25", "25 min", "1 h 30"; and how long it took so far, where
    it is one activity: the timer's count can be corrected here."""

    def __init__(
        self,
        window: QWidget,
        beside: QRect,
        subject: str,
        minutes: int | None,
        spent: int | None,
        save: Callable[[int | None, int | None], bool],
    ) -> None:
        """`spent` is None where it is not asked for; so is the second value for `save` then."""
        super().__init__(window, beside, tr("Estimate"), subject, 300)
        self._save = save
        self.field = TextField(tr("Estimate"), 0, tr("25 min, 1 h 30"))
        self.field.setText(duration(minutes) if minutes else "")
        self.inside.addWidget(self.field)
        self.spent: TextField | None = None
        if spent is not None:
            self._add_spent(spent)
        ok = Button(tr("Set estimate") if spent is None else tr("Save"), "primary", keys="Enter")
        ok.clicked.connect(self.accept)
        none = Button(tr("No estimate"), "quiet")
        none.clicked.connect(lambda: self._store(None))
        self.finish([ok, none])
        for field in (self.field, self.spent):
            if field is not None:
                field.textChanged.connect(lambda _, f=field: self.error.set_error("", f))
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)
        self.field.selectAll()

    def _add_spent(self, spent: int) -> None:
        self.spent = TextField(tr("Time spent"), 0, tr("nothing yet"))
        self.spent.setText(duration(spent) if spent else "")
        label = PlainLabel(tr("Time spent"), "second", "text3")
        label.setBuddy(self.spent)
        self.inside.addSpacing(8)
        self.inside.addWidget(label)
        self.inside.addSpacing(3)
        self.inside.addWidget(self.spent)

    def accept(self) -> None:
        """Set them; an empty field takes the estimate, or the time spent, away."""
        text = self.field.text()
        try:
            minutes = parse_minutes(text) if text.strip() else None
        except Refused as refusal:
            self.refuse(refusal, self.field)
            return
        self._store(minutes)

    def _store(self, minutes: int | None) -> None:
        try:
            spent = parse_spent(self.spent.text()) if self.spent is not None else None
        except Refused as refusal:
            assert self.spent is not None
            self.refuse(refusal, self.spent)
            return
        if self._save(minutes, spent):
            self.close_overlay()


class MovePopover(Popover):
    """To which course and week activities belong."""

    def __init__(
        self,
        window: QWidget,
        beside: QRect,
        subject: str,
        activities: Sequence[Activity],
        schedule: Schedule,
        save: Callable[[str | None, int | None], bool],
    ) -> None:
        super().__init__(window, beside, tr("Move"), subject, 340)
        self._schedule, self._save = schedule, save
        first = activities[0]
        courses: list[tuple[str, object]] = [(tr("No course"), None)]
        courses += [(f"{c.code}  {c.label}", c.id) for c in schedule.current_courses]
        self.course = ChoiceBox(tr("Course"), courses, 308)
        self.course.setCurrentIndex(max(0, self.course.findData(first.course_id)))
        self.week = ChoiceBox(tr("Week"), [], 308)
        for label, box in ((tr("Course"), self.course), (tr("Week"), self.week)):
            self.inside.addWidget(PlainLabel(label, "second", "text3"))
            self.inside.addSpacing(3)
            self.inside.addWidget(box)
            self.inside.addSpacing(8)
        ok = Button(tr("Move"), "primary", keys="Enter")
        ok.clicked.connect(self.accept)
        self.finish([ok])
        self._offer_weeks(first.week)
        self.course.currentIndexChanged.connect(lambda: self._offer_weeks(self.week.currentData()))
        self.course.setFocus(Qt.FocusReason.PopupFocusReason)

    def _offer_weeks(self, week: int | None) -> None:
        self.week.clear()
        self.week.addItem(tr("By its due date"), None)
        course = self._schedule.get(Course, self.course.currentData() or "")
        for number in range(1, course.weeks + 1 if course else 1):
            topic = self._schedule.topic(course.id, number) if course else ""
            words = tr("Week %1", number)
            self.week.addItem(f"{words} · {topic}" if topic else words, number)
        self.week.setCurrentIndex(max(0, self.week.findData(week)))
        self.week.setEnabled(course is not None)

    def accept(self) -> None:
        """Move them."""
        if self._save(self.course.currentData(), self.week.currentData()):
            self.close_overlay()
