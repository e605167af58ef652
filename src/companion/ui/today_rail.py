"""The right column of Today: due soon, catch up, the week's hours, the certificate."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from companion.models import agenda, today
from companion.models.agenda import ChecklistItem, CourseState
from companion.models.course import Course
from companion.models.schedule import Schedule
from companion.ui import icons
from companion.ui.page import Frame
from companion.ui.text import Words, duration, month, spoken_duration, with_values
from companion.ui.today_catch_up import CatchUp
from companion.ui.today_marks import CertificateBar, HoursBar, Segment
from companion.ui.today_rows import Row, RowList
from companion.ui.widgets.labels import ElidedLabel, PlainLabel
from companion.ui.widgets.marks import CourseTag
from companion.ui.widgets.panels import SectionHeader

DUE_SOON, LEAST_COMING = 5, 2
_WARN = timedelta(hours=24)


class Rail(QWidget):
    """What the student sees at a glance. `opened` brings a page and its subject."""

    opened = Signal(str, str)

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self._is_narrow = False
        self._hours: list[_Hours] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.due_head, self.due = SectionHeader(self.tr("Due soon")), RowList(self.tr("Due soon"))
        self.due.opened.connect(self.opened)
        column.addWidget(self.due_head)
        column.addWidget(self.due)
        column.addSpacing(18)
        self.catch_up = CatchUp(frame)
        column.addWidget(self.catch_up)
        self.hours_head = SectionHeader(self.tr("This week’s hours"))
        column.addWidget(self.hours_head)
        self.hours = QVBoxLayout()
        self.hours.setSpacing(0)
        column.addLayout(self.hours)
        column.addSpacing(20)
        self.certificate_head = SectionHeader(self.tr("Certificate"))
        column.addWidget(self.certificate_head)
        column.addSpacing(6)
        self.certificate = CertificateBar()
        column.addWidget(self.certificate)
        column.addStretch(1)

    @property
    def _schedule(self) -> Schedule:
        return self._frame.workspace.schedule

    def set_narrow(self, is_narrow: bool) -> None:
        """Shorten what has no room in 280 pixels."""
        self._is_narrow = is_narrow

    def refresh(self, words: Words, speed: float) -> None:
        """Show all of it; speed is how fast the student plays recordings."""
        self.minute(words, speed)
        self.show_hours(words)
        self._show_certificate(words)

    def minute(self, words: Words, speed: float) -> None:
        """Bring what depends on the time of day up to date."""
        self._show_due(words)
        self.show_catch_up(words, speed)

    def _show_due(self, words: Words) -> None:
        schedule = self._schedule
        late = today.late(schedule, words.now)
        in_week = today.waiting(schedule, words.now, words.now + timedelta(days=7))
        # however much is late, what is due tomorrow is told, too
        told = late[: DUE_SOON - min(LEAST_COMING, len(in_week))]
        has_room = len(told) + len(in_week) < DUE_SOON
        shown = told + (today.waiting(schedule, words.now) if has_room else in_week)
        rows = [
            self._due_row(item, n < len(told), words) for n, item in enumerate(shown[:DUE_SOON])
        ]
        self.due.show_rows(rows)
        remark = self.tr("%1 in 7 days").replace("%1", str(len(in_week)))
        if late:
            remark = self.tr("%1 late").replace("%1", str(len(late))) + " · " + remark
        self.due_head.remark.setText(remark if rows else self.tr("nothing is due"))

    def _due_row(self, item: ChecklistItem, is_late: bool, words: Words) -> Row:
        course = self._schedule.get(Course, item.course_id) if item.course_id else None
        assert item.due_at is not None
        right = words.relative(item.due_at) if is_late else words.soon(item.due_at)
        tint = "dangt" if is_late else "warnt" if item.due_at - words.now < _WARN else "text2"
        code, color, name = (course.code, course.color, course.label) if course else ("", "", "")
        due = self.tr("due %1").replace("%1", words.spoken_time(item.due_at))
        minutes = spoken_duration(timedelta(minutes=item.minutes)) if item.minutes else ""
        late = right if is_late else ""
        said = ", ".join(part for part in (item.title, name, minutes, late, due) if part)
        icon = icons.OF_ACTIVITY[item.kind]
        target = ("checklist", item.id)
        return Row(icon, code, color, item.title, right, said, target, tint=tint)

    def show_catch_up(self, words: Words, speed: float) -> None:
        """Show the first recording that waits."""
        items = today.to_catch_up(self._schedule, words.now, speed)
        self.catch_up.show_items(items, words, speed, self._is_narrow)

    def show_hours(self, words: Words) -> None:
        """Show the present week of each running course against its band."""
        entries = today.week_hours(self._schedule, words.now)
        while len(self._hours) < len(entries):
            self._hours.append(_Hours())
            self.hours.addWidget(self._hours[-1])
        for place, hours in enumerate(self._hours):
            hours.setVisible(place < len(entries))
            if place < len(entries):
                hours.show_entry(entries[place], self._is_narrow)
        bands = {(e.course.hours_min, e.course.hours_max) for e in entries}
        remark = ""
        if len(bands) == 1:
            low, high = bands.pop()
            text = self.tr("%1–%2 h each") if self._is_narrow else self.tr("band %1–%2 h a course")
            remark = text.replace("%1", str(low)).replace("%2", str(high))
        self.hours_head.remark.setText(remark)
        self.hours_head.setVisible(bool(entries))

    def _show_certificate(self, words: Words) -> None:
        schedule = self._schedule
        shares = today.certificate(schedule, words.now)
        finish = agenda.expected_finish(schedule, schedule.courses)
        segments, said = [], []
        for share in shares:
            course = share.course
            if share.state is CourseState.UPCOMING and not share.done:
                note = month(course.starts_on.month)
            elif share.done >= 1:
                note = self.tr("done")
            else:
                note = self.tr("%1 %").replace("%1", str(round(share.done * 100)))
            weight = course.weeks + 3.0
            segments.append(Segment(course.code, course.color, note, weight, share.done))
            said.append(f"{course.label} {note}")
        self.certificate.show_segments(segments, ", ".join(said))
        if finish is not None:
            text = self.tr("expected %1 %2 %3").replace("%1", str(finish.day))
            text = text.replace("%2", month(finish.month)).replace("%3", str(finish.year))
            self.certificate_head.remark.setText(text)


class _Hours(QWidget):
    """One course's hours of the week, in words and drawn."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 7, 0, 2)
        column.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.tag, self.bar = CourseTag("", ""), HoursBar()
        self.done = PlainLabel("", "second-strong", numbers=True)
        self.planned = ElidedLabel("", "second", numbers=True)
        self.whole = PlainLabel("", "second", "text3", numbers=True)
        row.addWidget(self.tag)
        row.addWidget(self.done)
        row.addWidget(self.planned, 1)
        row.addWidget(self.whole)
        column.addLayout(row)
        column.addWidget(self.bar)

    def show_entry(self, entry: today.CourseHours, is_narrow: bool) -> None:
        """Show another week, or another course."""
        course, load = entry.course, entry.load
        self.tag.set_course(course.code, course.color, course.name)
        self.done.setText(duration(load.done))
        self.planned.setText(self.tr("done · %1 planned").replace("%1", duration(load.planned)))
        self.whole.setText(self.tr("of %1").replace("%1", duration(load.total)))
        self.whole.setVisible(not is_narrow)
        self.bar.show_load(course, load)
        hours = (duration(minutes) for minutes in (load.done, load.planned, load.total))
        said = self.tr("%1: %2 done, %3 planned, of %4")
        self.setAccessibleName(with_values(said, course.label, *hours))
