"""The current line in full, at the right of the list or in a drawer over it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from companion.models.activity import Activity, ActivityKind, PlannedBlock
from companion.models.checklist import Entry
from companion.models.course import Course
from companion.models.faults import Refused
from companion.models.links import check_link, link_host
from companion.models.repeat_following import Repeating
from companion.ui import icons, theme
from companion.ui.checklist_fields import FlowingText, LinkButton, Part, ValueButton, shown
from companion.ui.checklist_steps import StepsEditor
from companion.ui.checklist_values import Editor, Values, open_choices, place_of
from companion.ui.checklist_words import (
    kind_name,
    title,
    tr,
)
from companion.ui.text import Words, duration
from companion.ui.widgets.buttons import Button, IconButton
from companion.ui.widgets.labels import FieldError, PlainLabel
from companion.ui.widgets.marks import CourseTag
from companion.ui.widgets.panels import Hairline, Surface

WIDTH = 316
_SIDE, _INSET, _LABEL = 18, 6, 72
_NOTE_LINKS = 3
_LINK = re.compile(r"https?://[^\s<>\"]+")


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
        self.values = Values(self._editor)
        self.values.left.connect(self.left)
        self._column.addWidget(self.values)
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
        self.start = Button(tr("Start"), "primary", icon="timer")
        self.start.clicked.connect(lambda: self._ask("start", self.start))
        self.done = Button(tr("Done"), keys="Space")
        self.done.clicked.connect(lambda: self._ask("tick", self.done))
        self.course = Button(tr("Show class"), "quiet")
        self.course.clicked.connect(lambda: self._ask("course", self.course))
        self.delete = IconButton("trash-2", tr("Delete"), "Del", side=30)
        self.delete.clicked.connect(lambda: self._ask("delete", self.delete))
        row.addWidget(self.start)
        row.addWidget(self.done)
        row.addStretch(1)
        row.addWidget(self.delete)
        self._column.addLayout(row)
        self._column.addWidget(self.course)

    # Showing

    def show_entry(
        self,
        entry: Entry,
        course: Course | None,
        week: int | None,
        blocks: Sequence[PlannedBlock],
        repeating: Repeating | None,
        words: Words,
    ) -> None:
        """Show a line, or the same anew; what is being typed stays. week is the course week that
        it belongs to."""
        is_other = self.entry is None or self.entry.item.id != entry.item.id
        self.entry = entry
        activity = entry.item.activity
        self._show_head(entry, course, week)
        show_title = self.title.show_other if is_other else self.title.take
        self.title.setReadOnly(activity is None)
        show_title(title(entry))
        self.values.show_entry(entry, blocks, repeating, words, is_other)
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
        self._show_start(entry)

    def _show_start(self, entry: Entry) -> None:
        minutes = entry.item.minutes
        self.start.setText(tr("Start %1", duration(minutes)) if minutes else tr("Start"))
        shown(self.start, entry.item.is_waiting_for_student)

    def _show_head(self, entry: Entry, course: Course | None, number: int | None) -> None:
        item = entry.item
        name = kind_name(item.kind)
        icon = icons.OF_ACTIVITY[item.kind]
        self.kind.show_lines([[Part(name, "second", "text2")]], name, icon)
        self.kind.setEnabled(item.activity is not None)
        shown(self.tag, course is not None)
        if course is not None:
            self.tag.set_course(course.code, course.color, course.label)
        week = tr("week %1", number) if number is not None else ""
        words = week or (tr("no week") if course else tr("no course"))
        said = ", ".join(part for part in (course.label if course else "", words) if part)
        self.place.show_lines([[Part(words, "second", "text2")]], said)
        self.place.setEnabled(item.activity is not None)

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

    def _ask(self, what: str, widget: QWidget) -> None:
        if self.entry is not None:
            self._editor.ask(what, place_of(widget), [self.entry])

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

    def _steps_typed(self, steps: object) -> None:
        activity = self._activity()
        assert isinstance(steps, tuple)
        if activity is not None and steps != activity.steps:
            self._editor.change(activity, "Edit steps", tr("Steps changed"), steps=steps)

    def _choose_kind(self) -> None:
        activity = self._activity()
        if activity is None:
            return
        kinds = [kind for kind in ActivityKind if kind is not ActivityKind.RECORDING]
        choices = [(kind_name(kind), kind is activity.kind, kind) for kind in kinds]
        open_choices(self.kind, choices, lambda kind: self._set_kind(activity, kind))

    def _set_kind(self, activity: Activity, kind: object) -> None:
        assert isinstance(kind, ActivityKind)
        said = tr("Kind is now %1", kind_name(kind, True))
        self._editor.change(activity, "Edit activity", said, kind=kind)
