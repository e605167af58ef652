"""One class only: as planned, moved or cancelled, with topic and note, beside its row."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from PySide6.QtCore import QDate, QPoint, QRect, Qt, QTime
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDateEdit,
    QHBoxLayout,
    QLineEdit,
    QSpinBox,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)

from companion import edits
from companion.models import agenda
from companion.models.course import Course
from companion.models.draft import MAX_MINUTES, MAX_NAME, MIN_MINUTES
from companion.models.faults import Refused
from companion.models.occurrence import Occurrence, Override
from companion.models.schedule import Edit
from companion.models.typed import clean_text
from companion.models.walltime import instant
from companion.ui.page import Frame
from companion.ui.text import city, month, tr, weekday, zone_short
from companion.ui.widgets.buttons import Button, IconButton
from companion.ui.widgets.choices import Segmented
from companion.ui.widgets.labels import FieldError, IconLabel, PlainLabel
from companion.ui.widgets.panels import Card, FloatingPanel
from companion.wording import sentence

WIDTH, MARGIN_MINUTES = 404, 16  # a class 15 minutes before or after is worth a word
PLANNED, MOVED, CANCELLED = "planned", "moved", "cancelled"


class ClassPopover(FloatingPanel):
    """The popover. It stores through the frame and closes."""

    def __init__(self, frame: Frame, occurrence: Occurrence, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Dialog)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._frame, self._occurrence = frame, occurrence
        self.setFixedWidth(WIDTH + 2 * self.MARGIN)
        self.body.setContentsMargins(16, 13, 16, 13)
        self._make_head()
        self._make_choice()
        self._make_when()
        self._make_words()
        self._make_foot()
        self._fill()
        self.setWindowTitle(self._title.text())
        self._changed()

    def _make_head(self) -> None:
        row = QHBoxLayout()
        day = self._occurrence.planned_on
        number = self._occurrence.number
        name = tr("Class %1", number) if number else tr("Extra class")
        when = tr("%1 %2 %3", weekday(day.weekday()), day.day, month(day.month))
        self._title = PlainLabel(tr("%1, %2", name, when), "section")
        row.addWidget(self._title)
        row.addWidget(PlainLabel(self.tr("this class only"), "second", "text3"))
        row.addStretch(1)
        close = IconButton("x", self.tr("Close"), "Esc", icon_size=14)
        close.clicked.connect(self.close)
        row.addWidget(close)
        self.body.addLayout(row)
        self.body.addSpacing(10)

    def _make_choice(self) -> None:
        self.choice = Segmented(
            [
                (PLANNED, self.tr("As planned")),
                (MOVED, self.tr("Moved")),
                (CANCELLED, self.tr("Cancelled")),
            ],
            name=self.tr("This class"),
        )
        self.choice.chosen.connect(self._changed)
        self.body.addWidget(self.choice)
        self.body.addSpacing(12)

    def _make_when(self) -> None:
        self.when = QWidget()
        column = QVBoxLayout(self.when)
        column.setContentsMargins(0, 0, 0, 12)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.day, self.time, self.length = QDateEdit(), QTimeEdit(), QSpinBox()
        zone = zone_short(self._occurrence.meeting.zone)
        self.day.setDisplayFormat("ddd d MMM yyyy")
        self.day.setCalendarPopup(True)
        self.time.setDisplayFormat("HH:mm")
        self.length.setRange(MIN_MINUTES, MAX_MINUTES)
        self.length.setSuffix(self.tr(" min"))
        self.length.setSingleStep(5)
        for field, name in (
            (self.day, self.tr("Date (%1)")),
            (self.time, self.tr("Start (%1)")),
            (self.length, self.tr("Length in minutes")),
        ):
            field.setAccessibleName(name.replace("%1", zone))
            row.addWidget(field)
        row.insertWidget(2, PlainLabel(zone, "second", "text3"))
        row.addStretch(1)
        column.addLayout(row)
        self.error = FieldError()
        column.addWidget(self.error)
        column.addSpacing(9)
        card = Card(fill="inset", edge="", radius=6)
        result = QHBoxLayout(card)
        result.setContentsMargins(10, 7, 10, 7)
        result.addWidget(IconLabel("globe", 14, "text3"))
        self.local = PlainLabel("", "second", numbers=True)
        result.addWidget(self.local, 1)
        column.addWidget(card)
        self.clash_row = QWidget()
        clash = QHBoxLayout(self.clash_row)
        clash.setContentsMargins(0, 8, 0, 0)
        clash.setSpacing(6)
        clash.addWidget(IconLabel("triangle-alert", 14, "warnt"))
        self.clash = PlainLabel("", "second", "warnt", wrap=True)
        clash.addWidget(self.clash, 1)
        column.addWidget(self.clash_row)
        self.body.addWidget(self.when)
        self.day.dateChanged.connect(self._changed)
        self.time.timeChanged.connect(self._changed)
        self.length.valueChanged.connect(self._changed)

    def _make_words(self) -> None:
        self.topic, self.note = QLineEdit(), QLineEdit()
        self.topic.setPlaceholderText(self.tr("Topic of this class"))
        self.note.setPlaceholderText(self.tr("Note, for example “election week”"))
        for field in (self.topic, self.note):
            field.setAccessibleName(field.placeholderText())
            field.setMaxLength(MAX_NAME)
            self.body.addWidget(field)
            self.body.addSpacing(8)

    def _make_foot(self) -> None:
        self.body.addSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        cancel = Button(self.tr("Cancel"), "default", "small", keys="Esc")
        cancel.clicked.connect(self.close)
        self.save = Button(self.tr("Save"), "primary", "small")
        self.save.setDefault(True)
        self.save.clicked.connect(self.store)
        row.addWidget(cancel)
        row.addWidget(self.save)
        self.body.addLayout(row)

    def _fill(self) -> None:
        occurrence = self._occurrence
        override = occurrence.override or Override(occurrence.key)
        wall = occurrence.starts_in_course
        self.day.setDate(QDate(wall.year, wall.month, wall.day))
        self.time.setTime(QTime(wall.hour, wall.minute))
        self.length.setValue(occurrence.minutes)
        self.topic.setText(override.title)
        self.note.setText(override.note)
        topic = self._frame.workspace.schedule.topic(occurrence.course_id, occurrence.week)
        if topic:
            self.topic.setPlaceholderText(topic)
        has_moved = occurrence.is_moved or override.minutes is not None
        state = CANCELLED if occurrence.is_cancelled else MOVED if has_moved else PLANNED
        self.choice.set_current(state)

    def wall(self) -> datetime:
        """Return the date and time entered, a wall time in the course's zone."""
        day, at = self.day.date(), self.time.time()
        return datetime.combine(
            date(day.year(), day.month(), day.day()), time(at.hour(), at.minute())
        )

    def _override(self) -> Override:
        """Return what the form says of this class."""
        occurrence = self._occurrence
        before = occurrence.override or Override(occurrence.key)
        state = self.choice.current()
        planned = datetime.combine(occurrence.planned_on, occurrence.meeting.starts)
        is_moved = state == MOVED
        minutes = self.length.value()
        return before._replace(
            is_cancelled=state == CANCELLED,
            starts=self.wall() if is_moved and self.wall() != planned else None,
            minutes=minutes if is_moved and minutes != occurrence.meeting.minutes else None,
            title=clean_text(self.topic.text()),
            note=clean_text(self.note.text()),
        )

    def _changed(self, *_: object) -> None:
        state = self.choice.current()
        self.when.setVisible(state == MOVED)
        names = {MOVED: self.tr("Move class"), CANCELLED: self.tr("Cancel class")}
        self.save.setText(names.get(state, self.tr("Save")))
        self.error.set_error("", self.time)
        if state == MOVED:
            self._show_result()
        self.adjustSize()

    def _show_result(self) -> None:
        words, zone = self._frame.words(), self._occurrence.meeting.zone
        start = instant(self.wall(), zone)
        end = start + timedelta(minutes=self.length.value())
        text = self.tr("For you: %1 %2, %3").replace("%1", words.day(start))
        text = text.replace("%2", words.span(start, end)).replace("%3", city(words.zone.key))
        self.local.setText(text)
        found = self._clash(start, end)
        self.clash.setText(found)
        self.clash_row.setVisible(bool(found))

    def _clash(self, start: datetime, end: datetime) -> str:
        """Say which other class runs then, or within a quarter of an hour; empty for none."""
        schedule, words = self._frame.workspace.schedule, self._frame.words()
        mine = self._occurrence._replace(
            starts_at=start.astimezone(UTC), ends_at=end, override=None
        )
        margin = timedelta(minutes=MARGIN_MINUTES)
        others = agenda.occurrences_between(schedule, start - margin, end + margin)
        found = agenda.clashes([mine], others, MARGIN_MINUTES)
        if not found:
            return ""
        other = found[0].second if found[0].first.key == mine.key else found[0].first
        course = schedule.table(Course)[other.course_id]
        gap = found[0].gap
        text = self.tr("%1 class %2 runs %3 at the same time.")
        if gap >= 0:
            is_before = other.starts_at < mine.starts_at
            text = (
                self.tr("%1 class %2 runs %3, %4 min before.")
                if is_before
                else self.tr("%1 class %2 runs %3, %4 min after.")
            )
        when = f"{words.day(other.starts_at)} {words.span(other.starts_at, other.ends_at)}"
        values = (course.code, str(other.number or ""), when, str(gap))
        for n, value in enumerate(values, 1):
            text = text.replace(f"%{n}", value)
        return text

    def store(self) -> None:
        """Store what the form says; stay open with a sentence when it cannot be."""
        override = self._override()
        state = self.choice.current()
        name = {MOVED: "Move class", CANCELLED: "Cancel class"}.get(state, "Change class")
        schedule = self._frame.workspace.schedule
        try:
            edit: Edit | None = edits.change_occurrence(schedule, override.id, override, name)
        except Refused as refused:
            self.error.set_error(sentence(refused.faults[0], tr), self.time)
            self.adjustSize()
            self.time.setFocus()
            return
        said = {MOVED: self.tr("Class moved"), CANCELLED: self.tr("Class cancelled")}
        if edit is None or self._frame.perform(edit, said.get(state, self.tr("Class changed"))):
            self.close()

    def open_beside(self, row: QRect) -> None:
        """Show under a row given in screen coordinates, above it when there is no room."""
        self.adjustSize()
        parent = self.parentWidget()
        window = parent.window().frameGeometry() if parent is not None else row
        x = row.right() - self.width() + self.MARGIN
        y = row.bottom() - self.MARGIN + 14
        if y + self.height() > window.bottom():
            y = max(window.top(), row.top() - self.height() + self.MARGIN - 4)
        self.move(QPoint(max(window.left(), x), y))
        self.show()
        chosen = next((b for b in self.choice.buttons() if b.isChecked()), self.save)
        chosen.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Esc, store on Enter."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.store()
        else:
            super().keyPressEvent(event)
