"""The import preview: what was read, where it goes, each row to be ticked, and what else there is
to decide. It tells what the student chose; the page does it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from itertools import pairwise
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from companion.models.course import Course
from companion.models.proposal import Proposal, RowState
from companion.models.source import Skipped
from companion.ui.import_columns import ColumnChoices
from companion.ui.import_head import SourceCard, StateChips
from companion.ui.import_list import ImportHeads, ImportList
from companion.ui.import_name import NewName
from companion.ui.import_terms import WeekOneRows
from companion.ui.import_words import tr
from companion.ui.text import Words, city
from companion.ui.widgets.choices import TickBox
from companion.ui.widgets.labels import ElidedLabel, IconLabel
from companion.ui.widgets.panels import Hairline, Surface, spaced


class Shown(NamedTuple):
    """What is previewed: the name of its file or host, the courses there are, those and the new
    ones, and whether its address may be looked at daily."""

    proposal: Proposal
    name: str
    courses: Sequence[Course]
    all_courses: Sequence[Course]
    can_watch: bool


class ImportPreview(QWidget):
    """The rows of a proposal below what they come from. `ticked` tells that other rows are."""

    course_chosen = Signal(str, str)
    name_given = Signal(str)
    day_given = Signal(str, object)
    role_chosen = Signal(int, object)
    skipped_wanted = Signal()
    ticked = Signal()

    def __init__(self, read: Callable[[str], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        spaced(column, (0, 0, 0, 0), 0)
        top = QVBoxLayout()
        spaced(top, (24, 0, 24, 10), 12)
        self.card, self.terms, self.columns = SourceCard(), WeekOneRows(read), ColumnChoices()
        self.chips = StateChips()
        self.name = NewName()
        beside = QHBoxLayout()
        for part in (self.name, self.terms):
            beside.addWidget(part, part is self.terms, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.card)
        top.addLayout(beside)
        top.addWidget(self.columns)
        top.addWidget(self.chips)
        column.addLayout(top)
        column.addWidget(Hairline())
        self.list = ImportList()
        self.heads = ImportHeads(self.list)
        column.addWidget(self.heads)
        column.addWidget(self.list, 1)
        column.addWidget(self._foot())
        self._connect()

    def _foot(self) -> QWidget:
        foot = Surface("inset", "top")
        row = QHBoxLayout(foot)
        spaced(row, (24, 8, 24, 8), 8)
        row.addWidget(IconLabel("info", 16, "text3"))
        kept = tr("Your own notes, steps, planned times and ticks are kept on every changed item.")
        row.addWidget(ElidedLabel(kept, "second", "text2"), 1)
        self.settle = TickBox(tr("Count what is over as attended and done"), is_round=False)
        self.watch = TickBox(tr("Check this feed every day and show what changes"), is_round=False)
        for box in (self.settle, self.watch):
            box.setChecked(True)
            row.addWidget(box)
        return foot

    def _connect(self) -> None:
        self.card.skipped_wanted.connect(self.skipped_wanted)
        self.card.course_chosen.connect(self.course_chosen)
        self.name.name_given.connect(self.name_given)
        self.terms.day_given.connect(self.day_given)
        self.columns.role_chosen.connect(self.role_chosen)
        self.chips.chosen.connect(self._filter)
        self.list.lines.ticked.connect(self.ticked)

    def show_proposal(self, shown: Shown, words: Words) -> None:
        """Show a proposal; what the student ticked and set in it stays."""
        proposal = shown.proposal
        courses: Mapping[str | None, Course] = {c.id: c for c in shown.all_courses}
        self.list.lines.show(proposal, words, courses)
        self.heads.set_city(city(words.zone.key))
        self.card.show_proposal(proposal, shown.name, shown.courses, len(left_out(proposal)))
        self.name.show_proposal(proposal)
        self.terms.show_proposal(proposal)
        self.columns.show_columns(proposal.source.columns, is_asked=not proposal.source.items)
        self.chips.show_numbers(self.list.lines)
        self.settle.setVisible(has_past(proposal, words.now))
        self.watch.setVisible(shown.can_watch)
        self.list.choose_first()
        self._order()

    def _order(self) -> None:
        """Let Tab go through what is there as it is read: boxes come and go with each source."""
        days = (row.day for row in self.terms.rows)
        parts = [self.card.skipped, *self.card.boxes, self.name.field, *days]
        boxes = [choice.box for choice in self.columns.choices]
        chips = self.chips.chips.values()
        chain = [*parts, *boxes, *chips, self.list, self.settle, self.watch]
        for one, following in pairwise(chain):
            QWidget.setTabOrder(one, following)

    def forget(self) -> None:
        """Start over for another source."""
        self.chips.choose(None)
        self.list.lines.forget()
        self.name.forget()
        self.terms.forget()

    def first(self) -> QWidget:
        """Return what takes the keyboard: the rows, or the columns where there are none yet."""
        if self.columns.choices and not self.list.lines.rows:
            return self.columns.choices[0].box
        return self.list

    def settles(self) -> bool:
        """Tell whether what is over counts as attended and done."""
        return self.settle.isVisibleTo(self) and self.settle.isChecked()

    def watches(self) -> bool:
        """Tell whether the feed is to be looked at daily."""
        return self.watch.isVisibleTo(self) and self.watch.isChecked()

    def _filter(self, state: RowState | None) -> None:
        self.list.lines.filter(state)
        self.list.choose_first()


def left_out(proposal: Proposal) -> list[Skipped]:
    """Return what is not imported: skipped by its reader, or left unticked with a reason."""
    rows = [row for row in proposal.rows if row.note and row.state is RowState.NEW]
    return [*proposal.skipped, *(Skipped(row.title, row.note) for row in rows)]


def has_past(proposal: Proposal, now: datetime) -> bool:
    """Tell whether a new course begins with something that is over."""
    new = {t.course.id for t in proposal.targets.values() if t.course and t.is_new}
    rows = (row for row in proposal.rows if row.course_id in new)
    return any(row.at is not None and row.at < now for row in rows)


def is_all_known(proposal: Proposal) -> bool:
    """Tell whether nothing is left to choose: no row, no other course, no column, and nothing
    left out that the preview would have to lead to."""
    can_send = any(entry.reason == "nowhere" for entry in proposal.skipped)
    can_change = can_send or bool(proposal.source.columns and not proposal.same)
    return proposal.is_empty and not can_change and bool(proposal.same or not left_out(proposal))
