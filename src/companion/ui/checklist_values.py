"""The values of a line in the inspector: due, estimate, plan, link, stage and marks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Protocol

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QMenu, QWidget

from companion.models.activity import Activity, PlannedBlock, Stage
from companion.models.checklist import Entry
from companion.models.faults import Refused
from companion.models.links import check_link
from companion.models.repeat_following import Repeating
from companion.ui import theme
from companion.ui.checklist_fields import INSET, Part, ValueButton, shown
from companion.ui.checklist_link import LinkRow
from companion.ui.checklist_parts import MarksRow, PlannedRow
from companion.ui.checklist_words import (
    distance,
    repeat_words,
    spoken_both_clocks,
    stage_name,
    tr,
)
from companion.ui.text import Words, duration, spoken_duration
from companion.ui.widgets.labels import PlainLabel

_LABEL = 72


class Editor(Protocol):
    """What the inspector asks of the page."""

    def change(self, activity: Activity, name: str, said: str, **changes: object) -> bool:
        """Store some fields of an activity; True when they were stored."""
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

    def learned(self, entry: Entry) -> int | None:
        """Return about how many minutes a line takes this student, where that is known."""
        ...

    def ask(self, what: str, beside: QRect, entries: Sequence[Entry]) -> None:
        """Do for some lines: tick, start, due, estimate, move, delete, course."""
        ...

    def repeat(self, entry: Entry, below: QWidget) -> None:
        """Offer what can be done with how a line comes back, below its value."""
        ...


class Values(QWidget):
    """Labels and values, one below the other; a value opens its editor when pressed."""

    left = Signal()

    def __init__(self, editor: Editor) -> None:
        super().__init__()
        self._editor = editor
        self._entry: Entry | None = None
        self._labels: dict[QWidget, PlainLabel] = {}
        self.due = ValueButton(tr("Due"), "D")
        self.due.clicked.connect(lambda: self._ask("due", self.due))
        self.estimate = ValueButton(tr("Estimate"), "E")
        self.estimate.clicked.connect(lambda: self._ask("estimate", self.estimate))
        self.planned = PlannedRow()
        self.planned.removed.connect(self._unplan)
        self.link = LinkRow()
        self.link.opened.connect(editor.open_link)
        self.link.committed.connect(self._link_typed)
        self.link.left.connect(self.left)
        self.stage = ValueButton(tr("Stage"))
        self.stage.clicked.connect(self._choose_stage)
        self.repeats = ValueButton(tr("Repeats"))
        self.repeats.clicked.connect(self._choose_repeat)
        self.marks = MarksRow()
        self.marks.changed.connect(self._marked)
        self._lay_out()

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2)
        grid.setVerticalSpacing(1)
        grid.setColumnStretch(1, 1)
        rows = (
            (tr("Due"), self.due), (tr("Estimate"), self.estimate),
            (tr("Planned"), self.planned), (tr("Link"), self.link),
            (tr("Stage"), self.stage), (tr("Repeats"), self.repeats), ("", self.marks),
        )  # fmt: skip
        for n, (words, widget) in enumerate(rows):
            label = PlainLabel(words, "body", "text3")
            label.setContentsMargins(INSET, 4, 0, 0)
            grid.addWidget(label, n, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(widget, n, 1)
            self._labels[widget] = label
        self.fit()
        theme.changed().changed.connect(self.fit)

    def fit(self) -> None:
        """Give the labels the width that the text size asks for."""
        for label in self._labels.values():
            label.setFixedWidth(theme.px(_LABEL) + INSET)

    def show_entry(
        self,
        entry: Entry,
        blocks: Sequence[PlannedBlock],
        repeating: Repeating | None,
        words: Words,
        is_other: bool,
    ) -> None:
        """Show the values of a line; a link that is being typed stays."""
        self._entry = entry
        has_activity = entry.item.activity is not None
        self._show_due(entry, words)
        self._show_estimate(entry)
        self._show_row(self.planned, bool(blocks))
        self.planned.show_blocks(blocks, words)
        self.link.show_link(entry.item.link, has_activity, is_other)
        self._show_row(self.link, has_activity or bool(entry.item.link))
        self._show_stage(entry)
        self._show_repeat(repeating)

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
        said = spoken_duration(timedelta(minutes=minutes)) if minutes else tr("none")
        spent = item.activity.spent_minutes if item.activity else 0
        if spent:
            parts.append(Part(tr(" · %1 spent", duration(spent)), "second", "text3"))
            said = tr("%1, %2 spent", said, spoken_duration(timedelta(minutes=spent)))
        lines = [parts]
        learned = self._editor.learned(entry)
        if learned:
            lines.append([Part(tr("about %1 for you", duration(learned)), "second", "text2")])
            said = tr("%1, about %2 for you", said, spoken_duration(timedelta(minutes=learned)))
        self.estimate.show_lines(lines, said)
        self.estimate.setEnabled(item.activity is not None)

    def _show_stage(self, entry: Entry) -> None:
        activity = entry.item.activity
        self._show_row(self.stage, activity is not None)
        self._show_row(self.marks, activity is not None)
        if activity is not None:
            name = stage_name(activity.stage)
            self.stage.show_lines([[Part(name)]], name)
            self.marks.show_marks(activity.is_important, activity.is_optional)

    def _show_repeat(self, repeating: Repeating | None) -> None:
        self._show_row(self.repeats, repeating is not None)
        if repeating is None:
            return
        lines = [[Part(repeat_words(repeating), "body", "text" if repeating.rule else "text2")]]
        if repeating.is_own:
            lines.append([Part(tr("Week %1 differs", repeating.week), "second", "text3")])
        self.repeats.show_lines(lines, ", ".join(part.text for line in lines for part in line))

    def _choose_repeat(self) -> None:
        if self._entry is not None:
            self._editor.repeat(self._entry, self.repeats)

    def _ask(self, what: str, widget: QWidget) -> None:
        if self._entry is not None:
            self._editor.ask(what, place_of(widget), [self._entry])

    def _activity(self) -> Activity | None:
        return self._entry.item.activity if self._entry else None

    def _unplan(self) -> None:
        activity = self._activity()
        if activity is not None:
            self._editor.unplan(activity)

    def _link_typed(self, text: str) -> None:
        activity = self._activity()
        if activity is None:
            return
        try:
            link = check_link(text) if text.strip() else ""
        except Refused as refusal:
            self.link.refuse(refusal)
            return
        if self._editor.change(activity, "Edit link", tr("Link changed"), link=link):
            self.link.stop_editing()

    def _marked(self, is_important: bool, is_optional: bool) -> None:
        activity = self._activity()
        if activity is not None:
            marks = {"is_important": is_important, "is_optional": is_optional}
            self._editor.change(activity, "Edit activity", tr("Marks changed"), **marks)

    def _choose_stage(self) -> None:
        entry = self._entry
        activity = self._activity()
        if entry is None or activity is None:
            return
        choices = [(stage_name(stage), stage is activity.stage, stage) for stage in Stage]
        open_choices(self.stage, choices, lambda stage: self._set_stage(entry, stage))

    def _set_stage(self, entry: Entry, stage: object) -> None:
        assert isinstance(stage, Stage)
        self._editor.set_stage(entry, stage)


def open_choices(
    below: QWidget,
    choices: Sequence[tuple[str, bool, object]],
    choose: Callable[[object], None],
) -> None:
    """Open a menu of choices below a value: words, whether it is the present one, the value."""
    menu = QMenu(below)
    menu.aboutToHide.connect(menu.deleteLater)
    for words, is_now, value in choices:
        one = menu.addAction(words)
        one.setCheckable(True)
        one.setChecked(is_now)
        one.triggered.connect(lambda _=False, chosen=value: choose(chosen))
    menu.popup(below.mapToGlobal(QPoint(0, below.height() + 2)))


def place_of(widget: QWidget) -> QRect:
    """Return where a widget is in its window."""
    return QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size())


def _tone(entry: Entry, words: Words) -> str:
    item = entry.item
    assert item.due_at is not None
    if item.is_late(words.now):
        return "dangt"
    return "warnt" if timedelta(0) <= item.due_at - words.now < timedelta(hours=24) else "text2"
