"""What to export: for which program, which courses and kinds, reminders, passcode."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from companion.exporters.choice import TARGET_RULES, ExportChoice, ItemKind, Target
from companion.exporters.selection import ExportItem
from companion.models import agenda
from companion.models.activity import Activity
from companion.models.agenda import CourseState
from companion.models.course import Course
from companion.models.meeting import Meeting
from companion.ui import theme
from companion.ui.dialogs import export_words as words
from companion.ui.dialogs.export_choices import CountTick, ReminderBox, TargetCard
from companion.ui.dialogs.export_list import ICONS
from companion.ui.dialogs.export_words import say
from companion.ui.page import Frame
from companion.ui.text import count
from companion.ui.widgets.labels import PlainLabel
from companion.ui.widgets.panels import Surface, spaced

LEFT = 412
KINDS = (
    ItemKind.LIVE, ItemKind.DUE, ItemKind.RECITATION, ItemKind.PLANNED, ItemKind.OFFICE_HOURS,
    ItemKind.STUDY_GROUP,
)  # fmt: skip
TICKED = frozenset({ItemKind.LIVE, ItemKind.DUE, ItemKind.RECITATION, ItemKind.PLANNED})
ALWAYS_OFFERED = (ItemKind.LIVE, ItemKind.DUE)
SOON = timedelta(weeks=8)  # a course that starts later than this is not ticked at first


class ExportForm(QScrollArea):
    """The left half of the dialog."""

    ticked = Signal()  # another course or kind: other items, each as it was
    altered = Signal()  # another program, reminder or passcode: the items themselves change

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self.targets = self._target_cards()
        self.courses = dict(self._course_ticks())
        self.kinds = {kind: self._kind_tick(kind) for kind in KINDS}
        choices = words.reminder_choices()
        self.reminder = ReminderBox(self.tr("Reminder of classes"), choices, 15)
        self.second_reminder = ReminderBox(self.tr("Second reminder of classes"), choices, 1440)
        self.due_reminder = ReminderBox(self.tr("Reminder of due dates"), choices, 180)
        self.reminder_hint = PlainLabel("", "second", "text3", wrap=True)
        self.passcode = CountTick(self.tr("Passcode"))
        self.passcode.set_remark(self.tr("off, in case you share the calendar"))
        self._build()
        self._connect()
        self._follow_target()

    def target(self) -> Target:
        """Return the calendar program chosen."""
        return next(card.target for card in self.targets if card.isChecked())

    def choice(self) -> ExportChoice:
        """Return everything that is ticked."""
        two = {self.reminder.minutes(), self.second_reminder.minutes()}
        due = self.due_reminder.minutes()
        return ExportChoice(
            self.target(),
            frozenset(key for key, tick in self.courses.items() if tick.isChecked()),
            frozenset(kind for kind, tick in self.kinds.items() if tick.isChecked()),
            tuple(timedelta(minutes=m) for m in sorted(m for m in two if m is not None)),
            () if due is None else (timedelta(minutes=due),),
            self.passcode.isChecked(),
        )

    def everything(self) -> ExportChoice:
        """Return the choice with every course and kind ticked."""
        return self.choice()._replace(
            course_ids=frozenset(self.courses), kinds=frozenset(self.kinds)
        )

    def show_counts(self, everything: Sequence[ExportItem]) -> None:
        """Write beside each course and kind how many items of it are, or would be, in the file."""
        choice = self.choice()
        chosen = choice.course_ids or frozenset()
        by_course = Counter(item.course_id for item in everything if item.kind in choice.kinds)
        by_kind = Counter(item.kind for item in everything if item.course_id in chosen)
        for course_id, tick in self.courses.items():
            tick.set_remark(self._course_remark(course_id, by_course[course_id]))
        there = {item.kind for item in everything}
        for kind, box in self.kinds.items():
            box.set_remark(str(by_kind[kind]))
            box.setVisible(kind in there or kind in ALWAYS_OFFERED)

    def _course_remark(self, course_id: str | None, number: int) -> str:
        course = self._frame.workspace.schedule.get(Course, course_id or "")
        if course is not None and not self.courses[course_id].isChecked():
            state = self._state(course)
            if state is CourseState.UPCOMING:
                return say("starts %1", self._frame.words().date(course.starts_on))
            if state is CourseState.DONE:
                return self.tr("done")
        return count("%n item(s)", number)

    # Controls

    def _target_cards(self) -> list[TargetCard]:
        cards = [TargetCard(target, *told) for target, told in words.targets().items()]
        group = QButtonGroup(self)
        for card in cards:
            group.addButton(card)
        cards[0].setChecked(True)
        return cards

    def _course_ticks(self) -> Iterator[tuple[str | None, CountTick]]:
        schedule = self._frame.workspace.schedule
        courses = [course for course in schedule.courses if not course.is_archived]
        chosen = self._chosen_at_first(courses)
        for course in courses:
            tick = CountTick(course.label, code=course.code, family=course.color)
            tick.setChecked(course in chosen)
            yield course.id, tick
        if any(a.course_id is None for a in schedule.table(Activity).values()):
            tick = CountTick(self.tr("Without a course"))
            tick.setChecked(True)
            yield None, tick

    def _chosen_at_first(self, courses: list[Course]) -> list[Course]:
        """Courses that run or start soon; when there are none, all to come; else all."""
        now = self._frame.workspace.clock.now()
        to_come = [c for c in courses if self._state(c) is not CourseState.DONE]
        soon = [c for c in to_come if c.starts_on <= agenda.course_today(c, now) + SOON]
        return soon or to_come or courses

    def _state(self, course: Course) -> CourseState:
        workspace = self._frame.workspace
        return agenda.course_state(workspace.schedule, course, workspace.clock.now())

    def _kind_tick(self, kind: ItemKind) -> CountTick:
        tick = CountTick(words.kind_name(kind), icon=ICONS[kind])
        tick.setChecked(kind in TICKED)
        return tick

    def _connect(self) -> None:
        for card in self.targets:
            card.toggled.connect(self._target_toggled)
        for tick in (*self.courses.values(), *self.kinds.values()):
            tick.toggled.connect(self.ticked)
        for box in (self.reminder, self.second_reminder, self.due_reminder):
            box.currentIndexChanged.connect(self.altered)
        self.passcode.toggled.connect(self.altered)

    def _target_toggled(self, is_on: bool) -> None:
        if is_on:
            self._follow_target()
            self.altered.emit()

    def _follow_target(self) -> None:
        hint = words.reminder_hint(self.target())
        self.reminder_hint.setText(hint)
        self.reminder_hint.setVisible(bool(hint))
        self.second_reminder.setEnabled(TARGET_RULES[self.target()].reminders > 1)

    # Layout

    def _build(self) -> None:
        inside = Surface("bg", "right")
        column = QVBoxLayout(inside)
        spaced(column, (22, 4, 20, 8), 0)
        for title, content in (
            (self.tr("For"), _grid(self.targets, 7, 7)),
            (self.tr("Courses"), _column(list(self.courses.values()))),
            (self.tr("What to put in"), _grid(list(self.kinds.values()), 14, 0)),
            (self.tr("Reminders"), self._reminder_rows()),
            (self.tr("Details"), self._details()),
        ):
            heading = PlainLabel(title, "strong")
            heading.setContentsMargins(0, 8, 0, 5)
            column.addWidget(heading)
            column.addLayout(content)
        column.addStretch(1)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFixedWidth(theme.px(LEFT))
        self.setWidget(inside)

    def _reminder_rows(self) -> QLayout:
        rows = QGridLayout()
        rows.setHorizontalSpacing(8)
        rows.setVerticalSpacing(4)
        lines = (
            (self.tr("Classes"), (self.reminder, self.second_reminder)),
            (self.tr("Due dates"), (self.due_reminder,)),
        )
        for number, (name, boxes) in enumerate(lines):
            label = PlainLabel(name, "body", "text2")
            label.setBuddy(boxes[0])
            label.setMinimumWidth(theme.px(84))
            rows.addWidget(label, number, 0)
            for place, box in enumerate(boxes):
                box.setFixedWidth(theme.px(130))
                rows.addWidget(box, number, place + 1)
        rows.setColumnStretch(3, 1)
        column = QVBoxLayout()
        column.setSpacing(5)
        column.addLayout(rows)
        column.addWidget(self.reminder_hint)
        return column

    def _details(self) -> QLayout:
        column = _column([self.passcode])
        meetings = self._frame.workspace.schedule.table(Meeting).values()
        if any(meeting.link for meeting in meetings):
            text = self.tr("Classes carry their join link; whoever has it can join.")
            column.addWidget(PlainLabel(text, "second", "text3", wrap=True))
        return column


def _grid(widgets: Sequence[QWidget], across: int, down: int) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(across)
    grid.setVerticalSpacing(down)
    for number, widget in enumerate(widgets):
        grid.addWidget(widget, number // 2, number % 2)
    grid.setColumnStretch(0, 1)
    grid.setColumnStretch(1, 1)
    return grid


def _column(widgets: Sequence[QWidget]) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(0)
    for widget in widgets:
        column.addWidget(widget)
    return column
