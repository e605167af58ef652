"""The classes that a clock change moves for the student, each with its time and its usual one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QWidget

from companion import change_words
from companion.models.clock_guard import ClockShift
from companion.models.course import Course
from companion.models.meeting import MeetingKind
from companion.models.occurrence import Occurrence
from companion.models.schedule import Schedule
from companion.ui import theme
from companion.ui.overlay import Overlay
from companion.ui.text import Words, tr
from companion.ui.widgets.buttons import Button, IconButton
from companion.ui.widgets.labels import PlainLabel
from companion.ui.widgets.marks import CourseTag


class AffectedList(Overlay):
    """Old and new times of every class of one clock change."""

    def __init__(
        self, parent: QWidget, shift: ClockShift, words: Words, schedule: Schedule
    ) -> None:
        super().__init__(parent, theme.px(560), 64)
        title = change_words.notice_head(shift, words, schedule).removesuffix(".")
        reason = change_words.notice_reason(shift, words)
        self.setAccessibleName(title)
        self.setAccessibleDescription(reason)
        body = self.panel.body
        head = QHBoxLayout()
        head.setContentsMargins(20, 16, 12, 2)
        head.addWidget(PlainLabel(title, "dialog", wrap=True), 1)
        close = IconButton("x", tr("Close"), "Esc")
        close.clicked.connect(self.close_overlay)
        head.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        body.addLayout(head)
        why = PlainLabel(reason, "body", "text2", wrap=True)
        why.setContentsMargins(20, 0, 20, 8)
        body.addWidget(why)
        self.area = self._scrolled(shift, words, schedule)
        body.addWidget(self.area, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 8, 20, 16)
        foot.addStretch(1)
        done = Button(tr("Close"), keys="Esc")
        done.clicked.connect(self.close_overlay)
        foot.addWidget(done)
        body.addLayout(foot)
        self.panel.setMaximumHeight(max(240, parent.height() - 96))
        self.area.setFocus(Qt.FocusReason.PopupFocusReason)

    def _scrolled(self, shift: ClockShift, words: Words, schedule: Schedule) -> QScrollArea:
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(20, 0, 20, 4)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for row, entry in enumerate(shift.affected):
            occurrence = entry.occurrence
            course = schedule.get(Course, occurrence.course_id)
            code, color = (course.code, course.color) if course else ("", "stone")
            now, former = change_words.class_line(shift, row, words)
            grid.addWidget(CourseTag(code, color, course.name if course else ""), row, 0)
            grid.addWidget(PlainLabel(meeting_name(occurrence), "body"), row, 1)
            grid.addWidget(PlainLabel(now, "strong", numbers=True), row, 2)
            instead = tr("instead of %1", former)
            grid.addWidget(PlainLabel(instead, "body", "text2", numbers=True), row, 3)
        grid.setRowStretch(len(shift.affected), 1)
        area = QScrollArea()
        area.setAccessibleName(tr("Classes at another time"))
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.viewport().setAutoFillBackground(False)
        area.setWidget(inside)
        inside.setAutoFillBackground(False)
        area.setMinimumHeight(min(inside.sizeHint().height(), self.height() - 260))
        return area


def meeting_name(occurrence: Occurrence) -> str:
    """Name a meeting by its kind and number: "Class 9", "Recitation 9"."""
    names = {
        MeetingKind.LIVE_SESSION: tr("Class %1"),
        MeetingKind.RECITATION: tr("Recitation %1"),
        MeetingKind.OFFICE_HOURS: tr("Office hours %1"),
        MeetingKind.STUDY_GROUP: tr("Study group %1"),
    }
    number = str(occurrence.number or "")
    return names[occurrence.kind].replace("%1", number).strip()
