"""One course: who teaches it and when, every live class in both clocks, and the weeks' work."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QStackedLayout, QVBoxLayout, QWidget

from companion import edits
from companion.models import agenda
from companion.models.activity import Activity
from companion.models.agenda import AttendanceCount
from companion.models.attendance import AttendanceMark
from companion.models.course import Course
from companion.models.course_view import (
    next_mark,
    session_rows,
    week_rows,
)
from companion.models.schedule import RECORD_TYPES, RecordType
from companion.models.watching import SPEED_SETTING, speed_of
from companion.ui import icons
from companion.ui.actions import action
from companion.ui.course_classes import Classes
from companion.ui.course_facts import Fact, FactView, course_facts
from companion.ui.page import Frame, Page
from companion.ui.session_list import SessionList
from companion.ui.text import duration, month, tr
from companion.ui.week_list import WeekList
from companion.ui.widgets.buttons import Button, IconButton
from companion.ui.widgets.choices import Segmented
from companion.ui.widgets.labels import ElidedLabel, PlainLabel
from companion.ui.widgets.marks import CourseTag
from companion.ui.widgets.messages import Notice
from companion.ui.widgets.panels import EmptyState, Hairline, Surface

CLASSES, WEEKS = "classes", "weeks"
_MENU = (
    "fill-term", "paste-invitation", "export", "save-course-file", "",
    "duplicate-course", "archive-course", "remove-course",
)  # fmt: skip
FACT_GAP = 20


class CoursePage(Page):
    """The page of one course. Its subject is `<course id>`, `<course id>/<occurrence key>` or
    `<course id>/week-<n>`."""

    shows: ClassVar[frozenset[RecordType]] = frozenset(RECORD_TYPES)
    swaps_clocks = True

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(frame, parent)
        self._course_id, self._wanted, self._is_narrow = "", "", False
        self._facts_shown: tuple[Fact, ...] = ()
        self._fact_views: list[FactView] = []
        self._fact_rows = 0
        self.doing = Classes(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._make_head())
        column.addWidget(self._make_archived())
        column.addLayout(self._make_facts())
        column.addWidget(Hairline())
        self.tabs = Segmented(
            [(CLASSES, self.tr("Live classes")), (WEEKS, self.tr("Weeks"))],
            CLASSES,
            name=self.tr("Show"),
        )
        self.tabs.chosen.connect(lambda _: self._place_parts())
        self.tab_row = QWidget()
        row = QHBoxLayout(self.tab_row)
        row.setContentsMargins(16, 10, 16, 0)
        row.addWidget(self.tabs)
        row.addStretch(1)
        column.addWidget(self.tab_row)
        body = QHBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        self.classes, self.weeks_side = self._make_classes(), self._make_weeks()
        body.addWidget(self.classes, 1)
        body.addWidget(self.weeks_side)
        column.addLayout(body, 1)
        self.set_narrow(False)

    # Parts

    def _make_head(self) -> QHBoxLayout:
        self.head = QHBoxLayout()
        self.head.setContentsMargins(24, 16, 24, 12)
        self.head.setSpacing(10)
        left = QVBoxLayout()
        left.setSpacing(3)
        row = QHBoxLayout()
        row.setSpacing(10)
        self.tag = CourseTag("", "stone")
        self.name = ElidedLabel("", "page")
        row.addWidget(self.tag)
        row.addWidget(self.name, 1)
        left.addLayout(row)
        self.about = ElidedLabel("", "body", "text2")
        left.addWidget(self.about)
        self.head.addLayout(left, 1)
        self.join = Button(self.tr("Join next class"), "primary", icon="video")
        self.join.clicked.connect(self.do_join)
        self.edit = Button(self.tr("Edit"), icon="square-pen")
        self.edit.clicked.connect(lambda: self.frame.go("edit-course", self._course_id))
        self.more = IconButton("ellipsis", self.tr("More"), side=30, framed=True)
        self.more.clicked.connect(self._show_menu)
        for button in (self.join, self.edit, self.more):
            self.head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return self.head

    def _make_archived(self) -> QWidget:
        self.archived = QWidget()
        self.archived_row = QHBoxLayout(self.archived)
        notice = Notice(
            self.tr("This course is archived."),
            self.tr(
                "Its classes and work are left out of Today, Week, Checklist and calendar files."
            ),
            icon="archive",
            action=self.tr("Bring it back"),
            closable=False,
        )
        notice.acted.connect(self.do_archive_course)
        self.archived_row.addWidget(notice)
        return self.archived

    def _make_facts(self) -> QVBoxLayout:
        self.facts = QVBoxLayout()
        self.facts.setContentsMargins(24, 0, 24, 14)
        self.facts.setSpacing(8)
        return self.facts

    def _make_classes(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(2)
        row = QHBoxLayout()
        row.setContentsMargins(12, 4, 12, 0)
        row.setSpacing(8)
        self.classes_title = PlainLabel(self.tr("Live classes"), "section")
        row.addWidget(self.classes_title)
        self.count = ElidedLabel("", "second", "text3", numbers=True)
        row.addWidget(self.count, 1)
        self.add_class = Button(self.tr("Extra class"), "quiet", "small", icon="plus")
        self.add_class.setAccessibleName(self.tr("Add an extra class"))
        self.add_class.clicked.connect(self.doing.add_extra)
        row.addWidget(self.add_class)
        column.addLayout(row)
        self.sessions = SessionList()
        self.sessions.edited.connect(self.doing.edit)
        self.sessions.mark_asked.connect(self.doing.ask_mark)
        self.sessions.recording_asked.connect(self.doing.watch)
        self.sessions.menu_asked.connect(self.doing.show_menu)
        holder = QWidget()
        self.sessions_stack = QStackedLayout(holder)
        self.sessions_stack.addWidget(self.sessions)
        add = Button(self.tr("Edit the course"))
        add.clicked.connect(lambda: self.frame.go("edit-course", self._course_id))
        text = self.tr("Give the course a weekday and a time to see its classes.")
        empty = EmptyState("video", self.tr("No live classes yet"), text, [add])
        self.sessions_stack.addWidget(empty)
        column.addWidget(holder, 1)
        return side

    def _make_weeks(self) -> QWidget:
        side = Surface("bg", "left")
        column = QVBoxLayout(side)
        column.setContentsMargins(1, 10, 0, 8)
        column.setSpacing(6)
        row = QHBoxLayout()
        row.setContentsMargins(18, 0, 18, 0)
        row.setSpacing(8)
        row.addWidget(PlainLabel(self.tr("Weeks"), "section"))
        row.addWidget(ElidedLabel(self.tr("activities and hours"), "second", "text3"), 1)
        self.add_activity = Button(self.tr("Activity"), "quiet", "small", icon="plus")
        self.add_activity.setAccessibleName(self.tr("Add an activity"))
        self.add_activity.clicked.connect(lambda: self.frame.trigger("quick-add"))
        row.addWidget(self.add_activity)
        column.addLayout(row)
        self.weeks = WeekList()
        self.weeks.ticked.connect(self._tick)
        self.weeks.opened.connect(lambda item: self.frame.go("checklist", item))
        column.addWidget(self.weeks, 1)
        self.no_work = QWidget()
        below = QVBoxLayout(self.no_work)
        fill = Button(self.tr("Fill the term…"))
        fill.clicked.connect(self.do_fill_term)
        text = self.tr("Add one, or fill the whole term at once.")
        below.addWidget(EmptyState("list-checks", self.tr("No activities yet"), text, [fill]))
        column.addWidget(self.no_work)
        return side

    # Showing

    def title(self) -> str:
        """Return the course's name."""
        course = self.course()
        return course.label if course else super().title()

    def course(self) -> Course | None:
        """Return the course shown, or None when it is gone."""
        return self.frame.workspace.schedule.get(Course, self._course_id)

    def set_subject(self, subject: str) -> None:
        """Take a course, and perhaps a class or a week of it."""
        course_id, _, self._wanted = subject.partition("/")
        if course_id != self._course_id:
            self._course_id, self.is_stale = course_id, True
        if not self.is_stale:
            self._show_wanted()

    def set_narrow(self, is_narrow: bool) -> None:
        """Put the weeks behind a tab below 1120 pixels."""
        self._is_narrow = is_narrow
        self.head.setContentsMargins(*((16, 12, 16, 10) if is_narrow else (24, 16, 24, 12)))
        edge = 16 if is_narrow else 24
        self.archived_row.setContentsMargins(edge, 0, edge, 12)
        self.facts.setContentsMargins(*((16, 0, 16, 10) if is_narrow else (24, 0, 24, 14)))
        self.tab_row.setVisible(is_narrow)
        self.classes_title.setVisible(not is_narrow)
        self._place_parts()
        self._show_facts()

    def _place_parts(self) -> None:
        is_weeks = self._is_narrow and self.tabs.current() == WEEKS
        self.classes.setVisible(not is_weeks)
        self.weeks_side.setVisible(is_weeks or not self._is_narrow)
        policy = QSizePolicy.Policy.Expanding if is_weeks else QSizePolicy.Policy.Fixed
        self.weeks_side.setSizePolicy(policy, QSizePolicy.Policy.Expanding)
        self.weeks_side.setMinimumWidth(0 if is_weeks else 338)
        self.weeks_side.setMaximumWidth(16_777_215 if is_weeks else 338)

    def refresh(self) -> None:
        """Read the workspace and show the course."""
        course, schedule, words = self.course(), self.frame.workspace.schedule, self.words()
        if course is None:
            self.frame.go("today")
            return
        self.tag.set_course(course.code, course.color, course.name)
        self.name.setText(course.name)
        self._show_about()
        self.archived.setVisible(course.is_archived)
        self._show_facts()
        rows = session_rows(schedule, course, words.now, words.zone)
        self.sessions_stack.setCurrentIndex(0 if agenda.live_sessions(schedule, course) else 1)
        self.sessions.show_rows(rows, words, course)
        counted = agenda.attendance_count(schedule, course, words.now)
        self.count.setText(count_words(counted))
        self.weeks.show_rows(week_rows(schedule, course, words.now, self._speed()), course)
        has_work = bool(schedule.of_course(Activity, course.id))
        self.no_work.setVisible(not has_work)
        self._show_wanted()

    def _speed(self) -> float:
        return speed_of(self.frame.workspace.setting(SPEED_SETTING))

    def minute(self) -> None:
        """Tell of a class that begins or ends."""
        self.refresh()

    def _show_wanted(self) -> None:
        wanted, self._wanted = self._wanted, ""
        if wanted.startswith("week-") and wanted[5:].isdecimal():
            self.tabs.set_current(WEEKS)
            self._place_parts()
            self.weeks.open_week(int(wanted[5:]))
            self.weeks.setFocus()
        elif wanted == "unmarked":
            course = self.course()
            first = next_mark(self.frame.workspace.schedule, course) if course else None
            self._select(first.key if first else "")
        elif wanted:
            self._select(wanted)
        elif not self.sessions.currentIndex().isValid():
            self._select_next()

    def _select(self, key: str) -> None:
        self.tabs.set_current(CLASSES)
        self._place_parts()
        if self.sessions.select(key):
            self.sessions.setFocus()

    def _select_next(self) -> None:
        now = self.words().now
        found = agenda.next_live_session(self.frame.workspace.schedule, now, self._course_id)
        if found is not None:
            self.sessions.select(found.key)

    def _show_about(self) -> None:
        course, schedule, now = self.course(), self.frame.workspace.schedule, self.words().now
        assert course is not None
        term = schedule.term(course)
        first, last = term.starts_on, term.ends_on
        span = tr("%1 %2 – %3 %4", first.day, month(first.month), last.day, month(last.month))
        parts = [f"{tr('%1 weeks', course.weeks)}, {span} {last.year}"]
        week = agenda.current_week(schedule, course, now)
        loads = agenda.week_workloads(schedule, course)
        if week is not None:
            parts.append(tr("week %1", week))
        share = round(agenda.course_progress(schedule, course) * 100)
        parts.append(tr("%1 % of the work done", share))
        if week is not None:
            parts.append(tr("%1 this week", duration(loads[week].total)))
        self.about.setText(" · ".join(parts))

    def _show_facts(self) -> None:
        course = self.course()
        if course is None:
            return
        schedule, words = self.frame.workspace.schedule, self.words()
        found = course_facts(schedule, course, words, is_narrow=self._is_narrow)
        if found != self._facts_shown:
            self._facts_shown = found
            for view in self._fact_views:
                view.hide()
                view.deleteLater()
            self._fact_views = [self._fact_view(fact) for fact in found]
            self._fact_rows = 0
        self._place_facts()

    def _fact_view(self, fact: Fact) -> FactView:
        view = FactView(fact)
        said = self.tr("The join link is copied.")
        view.copied.connect(lambda link: self.doing.copy(link, said))
        view.pasted.connect(lambda: self.doing.paste_invitation())
        return view

    def _place_facts(self) -> None:
        """Put the facts into one row, or into two where they would be cut."""
        views, margins = self._fact_views, self.facts.contentsMargins()
        room = self.width() - margins.left() - margins.right()
        wide = sum(view.sizeHint().width() + FACT_GAP for view in views) - FACT_GAP
        rows = 2 if wide > room else 1
        if rows == self._fact_rows:
            return
        self._fact_rows = rows
        while (item := self.facts.takeAt(0)) is not None:
            line = item.layout()
            if line is not None:
                line.deleteLater()
        size = -(-len(views) // rows) or 1
        for n in range(0, len(views), size):
            self.facts.addLayout(_fact_row(views[n : n + size], len(views) < 4 or rows > 1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the facts use the room."""
        super().resizeEvent(event)
        self._place_facts()

    # Keys

    def take_key(self, event: QKeyEvent) -> bool:
        """Enter the list that is shown with an arrow key, at the class or week that is current."""
        is_arrow = event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not event.modifiers()
        if is_arrow:
            shown = self.sessions if self.sessions.isVisible() else self.weeks
            shown.setFocus(Qt.FocusReason.TabFocusReason)
        return is_arrow

    def do_go_to_classes(self) -> None:
        """Give the keyboard to the classes."""
        self._go_to(CLASSES)

    def do_go_to_weeks(self) -> None:
        """Give the keyboard to the weeks, at the current one."""
        self._go_to(WEEKS)

    def _go_to(self, part: str) -> None:
        self.tabs.set_current(part)
        self._place_parts()
        shown = self.weeks if part == WEEKS else self.sessions
        shown.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # Doing

    def do_join(self) -> None:
        """Join the next class of this course."""
        schedule, now = self.frame.workspace.schedule, self.words().now
        self.doing.join(agenda.next_live_session(schedule, now, self._course_id))

    def _show_menu(self) -> None:
        course = self.course()
        if course is None:
            return
        menu = QMenu(self)
        for name in _MENU:
            if not name:
                menu.addSeparator()
                continue
            entry = action(name)
            one = menu.addAction(icons.icon(entry.icon), entry.label())
            one.triggered.connect(lambda _=False, name=name: self.frame.trigger(name))
            if name == "archive-course":
                one.setText(self.tr("Bring back") if course.is_archived else self.tr("Archive"))
        menu.exec(self.more.mapToGlobal(self.more.rect().bottomLeft()))
        menu.deleteLater()

    def do_save_course_file(self) -> None:
        """Save the course for the whole class."""
        from companion.ui.save_course_file import save  # start-up: only when asked for

        course = self.frame.workspace.schedule.get(Course, self._course_id)
        if course is not None:
            save(self.frame, self, course)

    def do_fill_term(self) -> None:
        """Open the dialog that fills the weeks with activities."""
        from companion.ui.dialogs.fill_term import fill_term  # start-up: only when asked

        fill_term(self.frame, self._course_id, self)

    def do_duplicate_course(self) -> None:
        """Open the form of a copy."""
        self.frame.go("add-course", self._course_id)

    def do_archive_course(self) -> None:
        """Put the course away, or bring it back."""
        course = self.course()
        if course is None:
            return
        edit = edits.put_away(self.frame.workspace.schedule, course.id, not course.is_archived)
        said = self.tr("%1 is back") if course.is_archived else self.tr("%1 archived")
        self.frame.perform(edit, said.replace("%1", course.label))

    def do_remove_course(self) -> None:
        """Remove the course; one undo brings it back."""
        course = self.course()
        if course is None:
            return
        edit = edits.remove_course(self.frame.workspace.schedule, course.id)
        said = self.tr("%1 removed").replace("%1", course.label)
        self.frame.go("today")
        self.frame.perform(edit, said)

    def _tick(self, item_id: str, is_done: bool) -> None:
        schedule = self.frame.workspace.schedule
        if is_done:
            edit = edits.complete(schedule, [item_id], self.frame.workspace.clock.now())
            self.frame.perform(edit, self.tr("Done"))
        else:
            self.frame.perform(edits.reopen(schedule, [item_id]), self.tr("Open again"))

    def do_start(self) -> None:
        """Begin work on the current activity, or watch the recording of the current class."""
        item, key = self.weeks.current_item(), self.sessions.current_key()
        if self.weeks.hasFocus() and item is not None:
            self.frame.start([item.id])
        elif key and self.classes.isVisible():
            self.frame.start([key])

    def do_mark_attended(self) -> None:
        """Mark the current class as attended, or take the mark away."""
        self._mark(AttendanceMark.ATTENDED)

    def do_mark_missed(self) -> None:
        """Mark the current class as missed, or take the mark away."""
        self._mark(AttendanceMark.MISSED)

    def do_mark_recording(self) -> None:
        """Mark the current class as watched, or take the mark away."""
        self._mark(AttendanceMark.RECORDING)

    def do_mark_excused(self) -> None:
        """Mark the current class as excused, or take the mark away."""
        self._mark(AttendanceMark.EXCUSED)

    def do_extra_class(self) -> None:
        """Add a class that the series does not have."""
        self.doing.add_extra()

    def do_paste_invitation(self) -> None:
        """Ask for the Zoom invitation of the course."""
        self.doing.paste_invitation()

    def _mark(self, mark: AttendanceMark) -> None:
        key = self.sessions.current_key()
        if key and self.classes.isVisible():
            self.doing.mark(key, mark)


def count_words(counted: AttendanceCount) -> str:
    """Say what became of the classes: "7 attended, 1 by recording, 6 to come"."""
    texts = (
        (counted.attended, tr("%1 attended")),
        (counted.by_recording, tr("%1 by recording")),
        (counted.missed, tr("%1 missed")),
        (counted.excused, tr("%1 excused")),
        (counted.unmarked, tr("%1 not marked")),
        (counted.cancelled, tr("%1 cancelled")),
        (counted.to_come, tr("%1 to come")),
    )
    return ", ".join(text.replace("%1", str(n)) for n, text in texts if n)


def _fact_row(views: list[FactView], is_loose: bool) -> QHBoxLayout:
    """Lay facts out in a row, from end to end; few ones stay at the left."""
    row = QHBoxLayout()
    row.setSpacing(FACT_GAP)
    for n, view in enumerate(views):
        if n:
            row.addStretch(1)
        row.addWidget(view)
    if is_loose:
        row.addStretch(3)
    return row
