"""One class only: as planned, moved or cancelled, with note, topic and link; or an extra class."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QWidget

from companion import edits
from companion.models.course import Course
from companion.models.faults import Refused
from companion.models.ids import new_id, new_uid
from companion.models.meeting import Meeting, MeetingKind
from companion.models.occurrence import Occurrence, Override
from companion.models.schedule import Edit
from companion.models.typed import clean_text
from companion.models.walltime import wall_clock
from companion.ui.class_panel import ClassPanel, left_label
from companion.ui.class_words import class_name, planned_day
from companion.ui.page import Frame
from companion.ui.text import tr, zone_short
from companion.ui.widgets.buttons import Button
from companion.ui.widgets.choices import Segmented

PLANNED, MOVED, CANCELLED = "planned", "moved", "cancelled"


class ClassPopover(ClassPanel):
    """Changes one class. It stores through the frame and closes."""

    def __init__(
        self, frame: Frame, window: QWidget, beside: QRect, occurrence: Occurrence
    ) -> None:
        self._occurrence = occurrence
        title = tr("%1, %2", class_name(occurrence), planned_day(occurrence))
        zone, key = occurrence.meeting.zone, occurrence.key
        super().__init__(frame, window, beside, title, tr("this class only"), zone, key)
        self._add_choice()
        self.add_when()
        self.add_words()
        self.add_foot(self._left())
        self._fill()
        self.choice.chosen.connect(self._chosen)
        self._chosen()
        chosen = next((b for b in self.choice.buttons() if b.isChecked()), self.save)
        chosen.setFocus(Qt.FocusReason.PopupFocusReason)

    def _add_choice(self) -> None:
        choices = [
            (PLANNED, tr("As planned")),
            (MOVED, tr("Moved")),
            (CANCELLED, tr("Cancelled")),
        ]
        self.choice = Segmented(choices, segment_width=123, name=tr("This class"))
        self.inside.addWidget(self.choice)
        self.inside.addSpacing(12)

    def _left(self) -> QWidget:
        """An extra class can be removed; of another one, what was planned stays in view."""
        if self._occurrence.meeting.once_on is not None:
            self.remove = Button(tr("Remove class"), "quiet", "small", icon="trash-2")
            self.remove.clicked.connect(self._remove)
            return self.remove
        planned = datetime.combine(self._occurrence.planned_on, self._occurrence.meeting.starts)
        at = self._frame.words().clock(planned)
        self.planned = left_label(tr("Planned %1 %2", at, zone_short(self._zone)))
        return self.planned

    def _fill(self) -> None:
        occurrence = self._occurrence
        override = occurrence.override or Override(occurrence.key)
        self.set_when(occurrence.starts_in_course, occurrence.minutes)
        self.topic.setText(override.title)
        self.note.setText(override.note)
        self.link.setText(override.link)
        self.passcode.setText(override.passcode)
        topic = self._frame.workspace.schedule.topic(occurrence.course_id, occurrence.week)
        if topic and occurrence.kind is MeetingKind.LIVE_SESSION:
            self.topic.setPlaceholderText(topic)
        self.show_more(bool(override.title or override.link or override.passcode))
        has_moved = occurrence.is_moved or override.minutes is not None
        state = CANCELLED if occurrence.is_cancelled else MOVED if has_moved else PLANNED
        self.choice.set_current(state)

    def _chosen(self, *_: object) -> None:
        state = self.choice.current()
        self.when.setVisible(state == MOVED)
        names = {MOVED: tr("Move class"), CANCELLED: tr("Cancel class")}
        self.save.setText(names.get(state, tr("Save")))
        self.show_result()
        self.put_in_place()

    def override(self) -> Override:
        """Return what the form says of this class. Raises Refused."""
        meeting, state = self._occurrence.meeting, self.choice.current()
        before = self._occurrence.override or Override(self._occurrence.key)
        starts, minutes = None, None
        if state == CANCELLED:  # it was to take place there, and may again
            starts, minutes = before.starts, before.minutes
        if state == MOVED:
            when = self.read_when()
            planned = datetime.combine(self._occurrence.planned_on, meeting.starts)
            starts = when.wall if when.wall != planned else None
            minutes = when.minutes if when.minutes != meeting.minutes else None
        link, passcode = self.read_link()
        return before._replace(
            is_cancelled=state == CANCELLED,
            starts=starts,
            minutes=minutes,
            title=clean_text(self.topic.text()),
            note=clean_text(self.note.text()),
            link=link,
            passcode=passcode,
        )

    def _edit(self) -> Edit | None:
        override, state = self.override(), self.choice.current()
        name = {MOVED: "Move class", CANCELLED: "Cancel class"}.get(state, "Change class")
        schedule = self._frame.workspace.schedule
        return edits.change_occurrence(schedule, override.id, override, name)

    def accept(self) -> None:
        """Store what the form says; stay open with a sentence when it cannot be."""
        try:
            edit = self._edit()
        except Refused as refusal:
            self.refuse_class(refusal)
            return
        said = {MOVED: tr("Class moved"), CANCELLED: tr("Class cancelled")}
        told = said.get(self.choice.current(), tr("Class changed"))
        if edit is None or self._frame.perform(edit, told):
            self.close_overlay()

    def _remove(self) -> None:
        schedule = self._frame.workspace.schedule
        edit = edits.remove_extra_class(schedule, self._occurrence.meeting.id)
        if self._frame.perform(edit, tr("Extra class removed")):
            self.close_overlay()


class ExtraClassPopover(ClassPanel):
    """Adds a class that the series does not have."""

    def __init__(
        self, frame: Frame, window: QWidget, beside: QRect, course: Course, like: Meeting | None
    ) -> None:
        """`like` is the series whose time, length and room are usual."""
        self._course, self._like = course, like
        zone = like.zone if like else course.zone
        super().__init__(frame, window, beside, tr("Extra class"), course.label, zone)
        self.add_when()
        self.add_words()
        self.add_foot(None)
        self.save.setText(tr("Add class"))
        self._fill()
        self.show_result()
        self.put_in_place()
        self.day.setFocus(Qt.FocusReason.PopupFocusReason)
        self.day.selectAll()

    def _fill(self) -> None:
        """Put tomorrow in place, at the usual time and in the usual room."""
        tomorrow = wall_clock(self._frame.words().now, self._zone).date() + timedelta(days=1)
        starts = self._like.starts if self._like else time(18)
        minutes = self._like.minutes if self._like else 60
        self.set_when(datetime.combine(tomorrow, starts), minutes)
        if self._like is not None:
            self.link.setText(self._like.link)
            self.passcode.setText(self._like.passcode)

    def meeting(self) -> Meeting:
        """Return the class that the form describes. Raises Refused."""
        when = self.read_when()
        link, passcode = self.read_link()
        return Meeting(
            id=new_id(),
            uid=new_uid(),
            course_id=self._course.id,
            kind=MeetingKind.LIVE_SESSION,
            weekday=when.wall.weekday(),
            starts=when.wall.time(),
            minutes=when.minutes,
            zone=self._zone,
            once_on=when.wall.date(),
            title=clean_text(self.topic.text()),
            link=link,
            passcode=passcode,
        )

    def accept(self) -> None:
        """Store the class; stay open with a sentence when it cannot be."""
        schedule = self._frame.workspace.schedule
        try:
            edit = edits.add_extra_class(schedule, self.meeting(), clean_text(self.note.text()))
        except Refused as refusal:
            self.refuse_class(refusal)
            return
        if self._frame.perform(edit, tr("Extra class added")):
            self.close_overlay()
