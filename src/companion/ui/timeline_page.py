"""The timeline: all courses week by week, what each week asks, and when the certificate ends."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from companion.models.activity import Activity
from companion.models.attendance import Attendance, Recording
from companion.models.course import Break, Course, WeekTopic
from companion.models.meeting import Meeting
from companion.models.occurrence import Override
from companion.models.schedule import Schedule
from companion.models.timeline import Timeline, timeline
from companion.time_words import Words
from companion.ui import theme
from companion.ui import timeline_words as say
from companion.ui.page import Frame, Page
from companion.ui.timeline_axis import ZOOMS
from companion.ui.timeline_body import TimelineBody
from companion.ui.timeline_legend import Legend
from companion.ui.timeline_strip import CertificateStrip
from companion.ui.widgets.buttons import Button
from companion.ui.widgets.choices import Segmented
from companion.ui.widgets.panels import EmptyState, PageHeader
from companion.workspace import StorageFailed

ZOOM = "timeline-zoom"
_ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)


class TimelinePage(Page):
    """All courses to scale."""

    shows = frozenset(
        {Course, Break, WeekTopic, Meeting, Override, Attendance, Recording, Activity}
    )

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(frame, parent)
        self.line: Timeline | None = None
        self._of: tuple[Schedule, date] | None = None
        self._build()
        theme.changed().changed.connect(self._look_changed)

    def _build(self) -> None:
        self.header = PageHeader(self.tr("Timeline"))
        zooms = zip(ZOOMS, self._zoom_names(), strict=True)
        self.zooms = Segmented(list(zooms), self._kept_zoom(), name=self.tr("Zoom"))
        for number, button in enumerate(self.zooms.buttons(), start=1):
            button.setToolTip(f"{button.text()} (Ctrl {number})")
        self.today = Button(self.tr("Today"), keys="T")
        self.header.add(self.zooms)
        self.header.add(self.today)
        self.strip = CertificateStrip()
        self.body = TimelineBody()
        self.body.zoom = self.zooms.current()
        self.legend = Legend()
        full = QWidget()
        column = QVBoxLayout(full)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.strip)
        column.addWidget(self.body, 1)
        column.addWidget(self.legend)
        self.add = Button(self.tr("Add course"), "primary", icon="plus")
        title = self.tr("The timeline appears with your first course")
        self.empty = EmptyState("chart-gantt", title, buttons=[self.add])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        self.stack = QStackedLayout()
        whole.addLayout(self.stack, 1)  # first, or the stack opens a window of its own
        self.stack.addWidget(full)
        self.stack.addWidget(self.empty)
        self._connect()

    def _connect(self) -> None:
        self.zooms.chosen.connect(self._zoom)
        self.today.clicked.connect(self.do_back_to_today)
        self.add.clicked.connect(lambda: self.frame.trigger("add-course"))
        self.body.view.week_opened.connect(self._open_week)
        self.body.view.class_opened.connect(self._open_class)

    def _zoom_names(self) -> tuple[str, str, str]:
        return self.tr("Program"), self.tr("Term"), self.tr("6 weeks")

    def _kept_zoom(self) -> str:
        kept = self.frame.workspace.setting(ZOOM, ZOOMS[0])
        return kept if kept in ZOOMS else ZOOMS[0]

    # What the window calls

    def refresh(self) -> None:
        """Lay the courses out anew; the same schedule on the same day is laid out already."""
        schedule, words = self.frame.workspace.schedule, self.frame.words()
        known = self._of is not None and self._of[0] is schedule and self._of[1] == words.today
        if self.line is None or not known:
            self.line = timeline(schedule, words.today, self.line)
            self._of = (schedule, words.today)
        self._show(words)

    def minute(self) -> None:
        """Move the now line and what depends on it."""
        if self.line is not None:
            self._show(self.frame.words())

    def set_narrow(self, is_narrow: bool) -> None:
        """Take the margins of a small window."""
        margin = 16 if is_narrow else 24
        self.header.set_narrow(is_narrow)
        self.strip.margin = self.legend.margin = margin
        self.strip.updateGeometry()
        self.legend.updateGeometry()
        self.body.set_margin(margin)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter the weeks with an arrow key, where the cursor was left."""
        if event.key() in _ARROWS and self.line is not None and self.line.rows:
            self.body.view.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    # Actions

    def do_back_to_today(self) -> None:
        """Go to the present week."""
        self.body.show_today()

    def do_zoom_program(self) -> None:
        """Show all weeks."""
        self._zoom("program")

    def do_zoom_term(self) -> None:
        """Show the weeks of the present term."""
        self._zoom("term")

    def do_zoom_six_weeks(self) -> None:
        """Show six weeks."""
        self._zoom("six-weeks")

    def do_hours_table(self) -> None:
        """Show the hours as a table, or as bars again."""
        self.body.hours.button.click()

    def _zoom(self, zoom: str) -> None:
        self.zooms.set_current(zoom)
        self.body.set_zoom(zoom)
        with suppress(StorageFailed):  # only a convenience: next time it begins as before
            self.frame.workspace.set_setting(ZOOM, zoom)

    def _open_week(self, course_id: str, day: date | None) -> None:
        """Show the calendar week of a cell, or the course whose label was clicked."""
        if day is not None:
            self.frame.go("week", day.isoformat())
        else:
            self.frame.go("course", course_id)

    def _open_class(self, course_id: str, key: str) -> None:
        self.frame.go("course", f"{course_id}/{key}")

    def _show(self, words: Words) -> None:
        assert self.line is not None
        has_courses = bool(self.line.rows)
        self.stack.setCurrentIndex(0 if has_courses else 1)
        for widget in (self.zooms, self.today):
            widget.setVisible(has_courses)
        self.header.remark.setText(say.span(self.line) if has_courses else "")
        if not has_courses:
            return
        self.strip.show_at(self.line, words)
        self.legend.show_at(self.line, words)
        self.body.show_at(self.line, words)

    def _look_changed(self) -> None:
        self.strip.updateGeometry()
        self.legend.updateGeometry()
        self.body.set_margin(self.body.margin)
