"""The current line in full, at the right of the list or in a drawer over it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Protocol

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QMenu,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from companion.models.activity import Activity, ActivityKind, PlannedBlock, Stage
from companion.models.checklist import Entry
from companion.models.course import Course
from companion.models.faults import Refused
from companion.models.links import check_link, link_host
from companion.ui import icons, theme
from companion.ui.checklist_fields import FlowingText, LinkButton, Part, ValueButton, shown
from companion.ui.checklist_link import LinkRow
from companion.ui.checklist_parts import MarksRow, PlannedRow
from companion.ui.checklist_steps import StepsEditor
from companion.ui.checklist_words import (
    distance,
    kind_name,
    spoken_both_clocks,
    stage_name,
    title,
    tr,
)
from companion.ui.text import Words, duration, spoken_duration
from companion.ui.widgets.buttons import Button, IconButton
from companion.ui.widgets.labels import FieldError, PlainLabel
from companion.ui.widgets.marks import CourseTag
from companion.ui.widgets.panels import Hairline, Surface

WIDTH = 316
_SIDE, _INSET, _LABEL = 18, 6, 72
_NOTE_LINKS = 3
_LINK = re.compile(r"https?://[^\s<>\"]+")


class Editor(Protocol):
    """What the inspector asks of the page."""

    def change(self, after: Activity, name: str, said: str) -> bool:
        """Store an activity; True when it was stored."""
        ...

    def set_title(self, activity: Activity, text: str) -> str:
        """Store a title as typed; what is wrong with it, or nothing."""
        ...

    def set_notes(self, activity: Activity, text: str) -> str:
        """Store notes as typed; what is wrong with them, or nothing."""
        ...

    def set_stage(self, entry: Entry, stage: Stage) -> None:
        """Set how far an activity is."""
        ...

    def unplan(self, activity: Activity) -> None:
        """Take its planned time away."""
        ...

    def open_link(self, link: str) -> None:
        """Open a link through the rules."""
        ...

    def ask(self, what: str, beside: QRect) -> None:
        """Do for the current line: tick, due, estimate, move, delete, course."""
        ...


class Inspector(Surface):
    """Everything about one line. `closed` asks to hide it, `left` gives the keyboard back."""

    closed = Signal()
    left = Signal()

    def __init__(self, editor: Editor, parent: QWidget | None = None) -> None:
        super().__init__("inset", "left", parent)
        self._editor = editor
        self.entry: Entry | None = None
        self.setAccessibleName(tr("Details"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 0, 0, 0)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.viewport().setAutoFillBackground(False)
        outer.addWidget(area)
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(_SIDE - _INSET, 10, _SIDE - _INSET, 16)
        self._column.setSpacing(0)
        area.setWidget(inside)
        inside.setAutoFillBackground(False)  # the area has just turned it on
        self._build()
        self.fit()
        theme.changed().changed.connect(self.fit)

    def fit(self) -> None:
        """Take the width that the text size asks for."""
        self.setFixedWidth(theme.px(WIDTH))

    # Building

    def _build(self) -> None:
        self._make_head()
        self.title = FlowingText(tr("Title"), "inspector", 23, is_title=True)
        self.title.committed.connect(self._title_typed)
        self.title.left.connect(self.left)
        self.title_error = FieldError()
        self._column.addWidget(self.title)
        self._column.addWidget(self.title_error)
        self._column.addSpacing(6)
        self._make_fields()
        self._make_steps()
        self._make_notes()
        self._make_foot()
        self._column.addStretch(1)

    def _make_head(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(2)
        self.kind = ValueButton(tr("Kind"))
        self.kind.clicked.connect(self._choose_kind)
        self.tag = CourseTag("", "stone")
        self.place = ValueButton(tr("Course and week"), "M")
        self.place.clicked.connect(lambda: self._ask("move", self.place))
        close = IconButton("x", tr("Close"), "", icon_size=14, tint="text3")
        close.clicked.connect(self.closed)
        for widget in (self.kind, self.tag, self.place):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(close)
        self._column.addLayout(row)
        self._column.addSpacing(2)

    def _make_fields(self) -> None:
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(2)
        self._grid.setVerticalSpacing(1)
        self._grid.setColumnStretch(1, 1)
        self._labels: dict[QWidget, PlainLabel] = {}
        self.due = ValueButton(tr("Due"), "D")
        self.due.clicked.connect(lambda: self._ask("due", self.due))
        self.estimate = ValueButton(tr("Estimate"), "E")
        self.estimate.clicked.connect(lambda: self._ask("estimate", self.estimate))
        self.planned = PlannedRow()
        self.planned.removed.connect(self._unplan)
        self.link = LinkRow()
        self.link.opened.connect(self._editor.open_link)
        self.link.committed.connect(self._link_typed)
        self.link.left.connect(self.left)
        self.stage = ValueButton(tr("Stage"))
        self.stage.clicked.connect(self._choose_stage)
        self.marks = MarksRow()
        self.marks.changed.connect(self._marked)
        rows = (
            (tr("Due"), self.due), (tr("Estimate"), self.estimate),
            (tr("Planned"), self.planned), (tr("Link"), self.link),
            (tr("Stage"), self.stage), ("", self.marks),
        )  # fmt: skip
        for n, (words, widget) in enumerate(rows):
            label = PlainLabel(words, "body", "text3")
            label.setContentsMargins(_INSET, 4, 0, 0)
            label.setFixedWidth(theme.px(_LABEL) + _INSET)
            self._grid.addWidget(label, n, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(widget, n, 1)
            self._labels[widget] = label
        self._column.addLayout(self._grid)

    def _make_steps(self) -> None:
        self.steps_box, _ = self._section(12)
        self.steps = StepsEditor()
        self.steps.changed.connect(self._steps_typed)
        self.steps.left.connect(self.left)
        outer = self.steps_box.layout()
        assert isinstance(outer, QVBoxLayout)
        outer.addWidget(self.steps)

    def _make_notes(self) -> None:
        self.notes_box, column = self._section(10)
        column.addWidget(PlainLabel(tr("Notes"), "strong"))
        self.notes = FlowingText(
            tr("Notes"), "body", 19, tr("Plain text"), is_title=False, tint="text2"
        )
        self.notes.committed.connect(self._notes_typed)
        self.notes.left.connect(self.left)
        self.notes_error = FieldError()
        self._note_links = [LinkButton() for _ in range(_NOTE_LINKS)]
        outer = self.notes_box.layout()
        assert isinstance(outer, QVBoxLayout)
        outer.addWidget(self.notes)
        outer.addWidget(self.notes_error)
        for button in self._note_links:
            button.clicked.connect(lambda _=False, pressed=button: self._open(pressed.link))
            outer.addWidget(button)

    def _section(self, gap: int) -> tuple[QWidget, QVBoxLayout]:
        box = QWidget()
        outer = QVBoxLayout(box)
        outer.setContentsMargins(0, gap, 0, 0)
        outer.setSpacing(0)
        inside = QVBoxLayout()
        inside.setContentsMargins(_INSET, 0, _INSET, 0)
        inside.setSpacing(0)
        inside.addWidget(Hairline())
        inside.addSpacing(10)
        outer.addLayout(inside)
        self._column.addWidget(box)
        return box, inside

    def _make_foot(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(_INSET, 14, _INSET, 0)
        row.setSpacing(6)
        self.done = Button(tr("Done"), keys="Space")
        self.done.clicked.connect(lambda: self._ask("tick", self.done))
        self.course = Button(tr("Show class"), "quiet")
        self.course.clicked.connect(lambda: self._ask("course", self.course))
        self.delete = IconButton("trash-2", tr("Delete"), "Del", side=30)
        self.delete.clicked.connect(lambda: self._ask("delete", self.delete))
        row.addWidget(self.done)
        row.addWidget(self.course)
        row.addStretch(1)
        row.addWidget(self.delete)
        self._column.addLayout(row)

    # Showing

    def show_entry(
        self, entry: Entry, course: Course | None, blocks: Sequence[PlannedBlock], words: Words
    ) -> None:
        """Show a line, or the same anew; what is being typed stays."""
        is_other = self.entry is None or self.entry.item.id != entry.item.id
        self.entry = entry
        activity = entry.item.activity
        self._show_head(entry, course)
        show_title = self.title.show_other if is_other else self.title.take
        self.title.setReadOnly(activity is None)
        show_title(title(entry))
        self._show_due(entry, words)
        self._show_estimate(entry)
        self._show_row(self.planned, bool(blocks))
        self.planned.show_blocks(blocks, words)
        self.link.show_link(entry.item.link, activity is not None, is_other)
        self._show_row(self.link, activity is not None or bool(entry.item.link))
        self._show_stage(entry)
        for box in (self.steps_box, self.notes_box, self.delete):
            shown(box, activity is not None)
        shown(self.course, activity is None)
        if activity is not None:
            self.steps.show_steps(activity.steps, is_other)
            (self.notes.show_other if is_other else self.notes.take)(activity.notes)
            self._show_note_links(activity.notes)
        if is_other:
            self.title_error.set_error("", self.title)
            self.notes_error.set_error("", self.notes)
        self.done.setText(tr("Not done") if entry.is_done else tr("Done"))

    def _show_head(self, entry: Entry, course: Course | None) -> None:
        item = entry.item
        name = kind_name(item.kind)
        icon = icons.OF_ACTIVITY[item.kind]
        self.kind.show_lines([[Part(name, "second", "text2")]], name, icon)
        self.kind.setEnabled(item.activity is not None)
        shown(self.tag, course is not None)
        if course is not None:
            self.tag.set_course(course.code, course.color, course.label)
        week = tr("week %1", item.week) if item.week is not None else ""
        words = week or (tr("no week") if course else tr("no course"))
        said = ", ".join(part for part in (course.label if course else "", words) if part)
        self.place.show_lines([[Part(words, "second", "text2")]], said)
        self.place.setEnabled(item.activity is not None)

    def _show_row(self, widget: QWidget, is_shown: bool) -> None:
        shown(widget, is_shown)
        shown(self._labels[widget], is_shown)

    def _show_due(self, entry: Entry, words: Words) -> None:
        item = entry.item
        self.due.setEnabled(item.activity is not None)
        if item.due_at is None:
            self.due.show_lines([[Part(tr("No due date"), "body", "text2")]], tr("none"))
            return
        first = [Part(words.moment(item.due_at), "strong")]
        if not entry.is_done:
            first.append(Part(f" {distance(words, item)}", "body", _tone(entry, words)))
        lines = [first]
        due = item.activity.due if item.activity else None
        if due is not None and due.zone != words.zone.key:
            there = words.moment_there(item.due_at, due.zone)
            lines.append([Part(there, "second", "text3")])
        self.due.show_lines(lines, spoken_both_clocks(words, entry))

    def _show_estimate(self, entry: Entry) -> None:
        item = entry.item
        minutes = item.minutes
        words = duration(minutes) if minutes else tr("None")
        parts = [Part(words, "body", "text" if minutes else "text2")]
        spent = item.activity.spent_minutes if item.activity else 0
        if spent:
            parts.append(Part(f" · {tr('%1 spent', duration(spent))}", "second", "text3"))
        said = spoken_duration(timedelta(minutes=minutes)) if minutes else tr("none")
        self.estimate.show_lines([parts], said)
        self.estimate.setEnabled(item.activity is not None)

    def _show_stage(self, entry: Entry) -> None:
        activity = entry.item.activity
        self._show_row(self.stage, activity is not None)
        self._show_row(self.marks, activity is not None)
        if activity is not None:
            name = stage_name(activity.stage)
            self.stage.show_lines([[Part(name)]], name)
            self.marks.show_marks(activity.is_important, activity.is_optional)

    def _show_note_links(self, notes: str) -> None:
        found = []
        for text in _LINK.findall(notes)[: 3 * _NOTE_LINKS]:
            try:
                found.append(check_link(text.rstrip(".,;:!?)")))
            except Refused:
                continue
        links = list(dict.fromkeys(found))[:_NOTE_LINKS]
        for n, button in enumerate(self._note_links):
            shown(button, n < len(links))
            if n < len(links):
                button.show_link(link_host(links[n]), links[n])

    # Doing

    def begin(self) -> None:
        """Take the keyboard."""
        first: QWidget = self.title if not self.title.isReadOnly() else self.done
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if first is self.title:
            self.title.moveCursor(QTextCursor.MoveOperation.End)

    def has_keyboard(self) -> bool:
        """Tell whether the focus is inside."""
        now = QApplication.focusWidget()
        return now is not None and self.isAncestorOf(now)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give the keyboard back on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def place_of(self, widget: QWidget) -> QRect:
        """Return where a part of it is in the window."""
        return QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size())

    def _ask(self, what: str, widget: QWidget) -> None:
        self._editor.ask(what, self.place_of(widget))

    def _open(self, link: str) -> None:
        self._editor.open_link(link)

    def _activity(self) -> Activity | None:
        return self.entry.item.activity if self.entry else None

    def _title_typed(self, text: str) -> None:
        self._typed(text, self.title, self.title_error, self._editor.set_title)

    def _notes_typed(self, text: str) -> None:
        self._typed(text, self.notes, self.notes_error, self._editor.set_notes)

    def _typed(
        self,
        text: str,
        field: FlowingText,
        error: FieldError,
        store: Callable[[Activity, str], str],
    ) -> None:
        activity = self._activity()
        if activity is None:
            return
        problem = store(activity, text)
        error.set_error(problem, field)
        stored = self._activity()
        if not problem and stored is not None:
            field.show_other(stored.title if field is self.title else stored.notes)

    def _link_typed(self, text: str) -> None:
        activity = self._activity()
        if activity is None:
            return
        try:
            link = check_link(text) if text.strip() else ""
        except Refused as refusal:
            self.link.refuse(refusal)
            return
        if self._editor.change(activity._replace(link=link), "Edit link", tr("Link changed")):
            self.link.stop_editing()

    def _steps_typed(self, steps: object) -> None:
        activity = self._activity()
        assert isinstance(steps, tuple)
        if activity is not None and steps != activity.steps:
            self._editor.change(activity._replace(steps=steps), "Edit steps", tr("Steps changed"))

    def _marked(self, is_important: bool, is_optional: bool) -> None:
        activity = self._activity()
        if activity is not None:
            after = activity._replace(is_important=is_important, is_optional=is_optional)
            self._editor.change(after, "Edit activity", "")

    def _unplan(self) -> None:
        activity = self._activity()
        if activity is not None:
            self._editor.unplan(activity)

    def _choose_kind(self) -> None:
        activity = self._activity()
        if activity is None:
            return
        kinds = [kind for kind in ActivityKind if kind is not ActivityKind.RECORDING]
        menu = self._menu(
            [(kind_name(kind), kind is activity.kind, kind) for kind in kinds],
            lambda kind: self._set_kind(activity, kind),
        )
        menu.popup(self.kind.mapToGlobal(QPoint(0, self.kind.height() + 2)))

    def _set_kind(self, activity: Activity, kind: object) -> None:
        assert isinstance(kind, ActivityKind)
        said = tr("Kind is now %1", kind_name(kind, True))
        self._editor.change(activity._replace(kind=kind), "Edit activity", said)

    def _choose_stage(self) -> None:
        entry = self.entry
        activity = self._activity()
        if entry is None or activity is None:
            return
        menu = self._menu(
            [(stage_name(stage), stage is activity.stage, stage) for stage in Stage],
            lambda stage: self._set_stage(entry, stage),
        )
        menu.popup(self.stage.mapToGlobal(QPoint(0, self.stage.height() + 2)))

    def _set_stage(self, entry: Entry, stage: object) -> None:
        assert isinstance(stage, Stage)
        self._editor.set_stage(entry, stage)

    def _menu(
        self, choices: Sequence[tuple[str, bool, object]], choose: Callable[[object], None]
    ) -> QMenu:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for words, is_now, value in choices:
            one = menu.addAction(words)
            one.setCheckable(True)
            one.setChecked(is_now)
            one.triggered.connect(lambda _=False, chosen=value: choose(chosen))
        return menu


def _tone(entry: Entry, words: Words) -> str:
    item = entry.item
    assert item.due_at is not None
    if item.is_late(words.now):
        return "dangt"
    return "warnt" if timedelta(0) <= item.due_at - words.now < timedelta(hours=24) else "text2"
