"""What to export: for which program, which courses and kinds, reminders, passcode."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from companion.exporters.choice import TARGET_RULES, ExportChoice, ItemKind, Target
from companion.exporters.remembered import choice_of
from companion.exporters.selection import ExportItem
from companion.models import agenda
from companion.models.activity import Activity
from companion.models.agenda import CourseState
from companion.models.course import Course
from companion.ui import theme
from companion.ui.dialogs import export_words as words
from companion.ui.dialogs.export_choices import CountTick, RemarkTick, ReminderBox, TargetCard
from companion.ui.dialogs.export_list import ICONS
from companion.ui.dialogs.export_words import say
from companion.ui.page import Frame
from companion.ui.text import count
from companion.ui.widgets.buttons import Button
from companion.ui.widgets.labels import PlainLabel
from companion.ui.widgets.panels import Surface, spaced

LEFT = 412
KINDS: tuple[ItemKind, ...] = (
    ItemKind.LIVE, ItemKind.DUE, ItemKind.RECITATION, ItemKind.PLANNED, ItemKind.OFFICE_HOURS,
    ItemKind.STUDY_GROUP, ItemKind.TODO,
)  # fmt: skip
TICKED: frozenset[ItemKind] = frozenset(
    {ItemKind.LIVE, ItemKind.DUE, ItemKind.RECITATION, ItemKind.PLANNED}
)
TARGET = "export_target"  # the setting that names the program chosen last
ALWAYS_OFFERED = (ItemKind.LIVE, ItemKind.DUE)
SOON = timedelta(weeks=8)  # a course that starts later than this is not ticked at first


class ExportForm(QScrollArea):
    """The left half of the dialog."""

    ticked = Signal()  # another course or kind: other items, each as it was
    altered = Signal()  # another program, reminder or passcode: the items themselves change

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self._is_filling = False
        self._before_todos: frozenset[ItemKind] = TICKED
        self.targets = self._target_cards()
        self.courses = dict(self._course_ticks())
        self.kinds: dict[ItemKind, CountTick] = {kind: self._kind_tick(kind) for kind in KINDS}
        self.past = CountTick(self.tr("Past items"), icon="history")
        choices = words.reminder_choices()
        self.reminder = ReminderBox(self.tr("Reminder of classes"), choices, 15)
        self.second_reminder = ReminderBox(self.tr("Second reminder of classes"), choices, 1440)
        self.due_reminder = ReminderBox(self.tr("Reminder of due dates"), choices, 180)
        self.second_due_reminder = ReminderBox(
            self.tr("Second reminder of due dates"), choices, None
        )
        self.add_reminder = Button(self.tr("Add"), "quiet", icon="plus")
        self.add_reminder.setAccessibleName(self.tr("Add a second reminder of due dates"))
        self.reminder_hint = PlainLabel("", "second", "text2", wrap=True)
        self.link = RemarkTick(self.tr("Zoom link in each class"))
        self.link.setChecked(True)
        self.link.set_remark(self.tr("whoever has it can join"))
        self.passcode = RemarkTick(self.tr("Passcode"))
        self.passcode.set_remark(self.tr("off, in case you share the calendar"))
        self._build()
        self._follow_target()
        self._connect()

    def target(self) -> Target:
        """Return the calendar program chosen."""
        return next(card.target for card in self.targets if card.isChecked())

    def choice(self) -> ExportChoice:
        """Return everything that is ticked."""
        return ExportChoice(
            self.target(),
            frozenset(key for key, tick in self.courses.items() if tick.isChecked()),
            frozenset(kind for kind, tick in self.kinds.items() if tick.isChecked()),
            _times(self.reminder, self.second_reminder),
            _times(self.due_reminder, self.second_due_reminder),
            self.passcode.isChecked(),
            self.link.isChecked(),
            None if self.past.isChecked() else self.today(),
        )

    def everything(self) -> ExportChoice:
        """Return the choice with every course and kind of entry ticked, but no to-dos: those
        are a file of their own."""
        kinds = frozenset(self.kinds) - {ItemKind.TODO}
        return self.choice()._replace(course_ids=frozenset(self.courses), kinds=kinds)

    def known(self) -> frozenset[str | None]:
        """Return the courses that there are to choose from."""
        return frozenset(self.courses)

    def show_choice(self, choice: ExportChoice, known: frozenset[str | None]) -> None:
        """Tick what a choice says; courses that came since then stay as they are."""
        for course_id, tick in self.courses.items():
            if course_id in known:
                tick.setChecked(choice.takes_course(self._frame.workspace.schedule, course_id))
        for kind, tick in self.kinds.items():
            tick.setChecked(kind in choice.kinds)
        self.past.setChecked(choice.since is None)
        self.link.setChecked(choice.with_link)
        self.passcode.setChecked(choice.with_passcode)
        _choose(choice.reminders, self.reminder, self.second_reminder)
        _choose(choice.due_reminders, self.due_reminder, self.second_due_reminder)

    def today(self) -> datetime:
        """Return the instant at which the student's day began."""
        zone = self._frame.workspace.clock.zone
        return datetime.combine(self._frame.words().today, time(), zone).astimezone(UTC)

    def show_counts(self, everything: Sequence[ExportItem], past: Sequence[ExportItem]) -> None:
        """Write beside each course and kind how many items of it are, or would be, in the file;
        beside the past, how many of what is chosen lie there."""
        choice = self.choice()
        chosen = choice.course_ids or frozenset()
        by_course = Counter(item.course_id for item in everything if item.kind in choice.kinds)
        by_kind = Counter(item.kind for item in everything if item.course_id in chosen)
        for course_id, tick in self.courses.items():
            tick.set_remark(self._course_remark(course_id, by_course[course_id]))
        there = {item.kind for item in (*everything, *past)}
        for kind, box in self.kinds.items():
            box.set_remark(str(by_kind[kind]))
            box.setVisible(self._offers(kind, there))
        over = sum(i.kind in choice.kinds and i.course_id in chosen for i in past)
        self.past.set_remark(str(over))

    def _offers(self, kind: ItemKind, there: set[ItemKind]) -> bool:
        if kind is ItemKind.TODO and not TARGET_RULES[self.target()].takes_todos:
            return False
        return kind in there or kind in ALWAYS_OFFERED

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
        last = self._frame.workspace.setting(TARGET)
        next((c for c in cards if c.target.value == last), cards[0]).setChecked(True)
        return cards

    def _course_ticks(self) -> Iterator[tuple[str | None, CountTick]]:
        schedule = self._frame.workspace.schedule
        courses = schedule.current_courses
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
        if kind is ItemKind.TODO:
            tick.setToolTip(self.tr("To-dos are a file of their own."))
        return tick

    def _connect(self) -> None:
        for card in self.targets:
            card.toggled.connect(self._target_toggled)
        for tick in (*self.courses.values(), *self.kinds.values()):
            tick.toggled.connect(self._ticked)
        self.kinds[ItemKind.TODO].toggled.connect(self._todos_toggled)
        for kind, tick in self.kinds.items():
            if kind is not ItemKind.TODO:
                tick.toggled.connect(self._other_toggled)
        for box in self._reminders():
            box.currentIndexChanged.connect(self._altered)
        self.add_reminder.clicked.connect(self._add_reminder)
        for detail in (self.passcode, self.link, self.past):
            detail.toggled.connect(self._altered)

    def _reminders(self) -> tuple[ReminderBox, ...]:
        return (
            self.reminder, self.second_reminder, self.due_reminder, self.second_due_reminder
        )  # fmt: skip

    def _ticked(self) -> None:
        if not self._is_filling:
            self.ticked.emit()

    def _altered(self) -> None:
        if not self._is_filling:
            self.altered.emit()

    def _todos_toggled(self, is_on: bool) -> None:
        """To-dos are a file of their own: they take the place of the rest, and give it back."""
        if self._is_filling:
            return
        others = dict(self.kinds)
        del others[ItemKind.TODO]
        if is_on:
            self._before_todos = frozenset(k for k, tick in others.items() if tick.isChecked())
        elif not any(tick.isChecked() for tick in others.values()):
            for kind in self._before_todos:
                others[kind].setChecked(True)
        if is_on:
            for tick in others.values():
                tick.setChecked(False)

    def _other_toggled(self, is_on: bool) -> None:
        if is_on and not self._is_filling:
            self.kinds[ItemKind.TODO].setChecked(False)

    def _add_reminder(self) -> None:
        self.second_due_reminder.choose(1440)
        self.second_due_reminder.setVisible(True)
        self.add_reminder.setVisible(False)
        self.second_due_reminder.setFocus(Qt.FocusReason.OtherFocusReason)

    def _target_toggled(self, is_on: bool) -> None:
        if is_on:
            self._follow_target()
            self.altered.emit()

    def _follow_target(self) -> None:
        """Show what was chosen for the program last time, and what it makes of reminders."""
        self._is_filling = True
        remembered = choice_of(self._frame.workspace.setting(remembered_key(self.target())))
        if remembered is not None:
            self.show_choice(*remembered)
        rules = TARGET_RULES[self.target()]
        if not rules.takes_todos and self.kinds[ItemKind.TODO].isChecked():
            self.kinds[ItemKind.TODO].setChecked(False)
            for kind in self._before_todos:
                self.kinds[kind].setChecked(True)
        self._is_filling = False
        hint = words.reminder_hint(self.target())
        self.reminder_hint.setText(hint)
        self.reminder_hint.setVisible(bool(hint))
        has_second = self.second_due_reminder.minutes() is not None
        self.second_reminder.setEnabled(rules.reminders > 1)
        self.second_due_reminder.setEnabled(rules.reminders > 1)
        self.second_due_reminder.setVisible(has_second)
        self.add_reminder.setVisible(not has_second and rules.reminders > 1)

    # Layout

    def _build(self) -> None:
        inside = Surface("bg", "right")
        column = QVBoxLayout(inside)
        spaced(column, (22, 4, 20, 8), 0)
        for title, content in (
            (self.tr("For"), _grid(self.targets, 7, 7)),
            (self.tr("Courses"), _column(list(self.courses.values()))),
            (self.tr("What to put in"), _grid(self._content_ticks(), 14, 0)),
            (self.tr("Reminders"), self._reminder_rows()),
            (self.tr("Details"), self._details()),
        ):
            heading = QHBoxLayout()
            spaced(heading, (0, 8, 0, 5), 10)
            heading.addWidget(PlainLabel(title, "strong"))
            if title == self.tr("Reminders"):
                heading.addWidget(self.reminder_hint, 1)
            column.addLayout(heading)
            column.addLayout(content)
        column.addStretch(1)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFixedWidth(theme.px(LEFT))
        self.setWidget(inside)

    def _content_ticks(self) -> list[CountTick]:
        """The kinds, with the past after those that nearly every course has."""
        ticks: list[CountTick] = list(self.kinds.values())
        return [*ticks[:5], self.past, *ticks[5:]]

    def _reminder_rows(self) -> QLayout:
        rows = QGridLayout()
        rows.setHorizontalSpacing(8)
        rows.setVerticalSpacing(2)
        lines = (
            (self.tr("Classes"), (self.reminder, self.second_reminder)),
            (self.tr("Due dates"), (self.due_reminder, self.second_due_reminder)),
        )
        for number, (name, boxes) in enumerate(lines):
            label = PlainLabel(name, "body", "text2")
            label.setBuddy(boxes[0])
            label.setMinimumWidth(theme.px(84))
            rows.addWidget(label, number, 0)
            for place, box in enumerate(boxes):
                box.setFixedWidth(theme.px(130))
                rows.addWidget(box, number, place + 1)
        rows.addWidget(self.add_reminder, 1, 2)
        rows.setColumnStretch(3, 1)
        return rows

    def _details(self) -> QLayout:
        return _column([self.link, self.passcode])


def remembered_key(target: Target) -> str:
    """Return the setting that holds what was chosen for a program."""
    return f"export_{target.value}"


def _times(*boxes: ReminderBox) -> tuple[timedelta, ...]:
    minutes = {box.minutes() for box in boxes}
    return tuple(timedelta(minutes=m) for m in sorted(m for m in minutes if m is not None))


def _choose(times: Sequence[timedelta], *boxes: ReminderBox) -> None:
    minutes = [int(before.total_seconds()) // 60 for before in times]
    for place, box in enumerate(boxes):
        box.choose(minutes[place] if place < len(minutes) else None)


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
