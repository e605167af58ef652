"""Smaller parts of the inspector: when it is planned, whether it is important or optional."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from companion.models.activity import PlannedBlock
from companion.ui.checklist_fields import INSET
from companion.ui.checklist_words import tr
from companion.ui.text import Words
from companion.ui.widgets.buttons import IconButton
from companion.ui.widgets.choices import CheckBox
from companion.ui.widgets.labels import PlainLabel


class PlannedRow(QWidget):
    """When the student means to do it."""

    removed = Signal()

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(INSET, 0, 0, 0)
        row.setSpacing(4)
        self.label = PlainLabel("", "body", numbers=True, wrap=True)
        row.addWidget(self.label, 1)
        remove = IconButton("x", tr("Remove the plan"), icon_size=14, tint="text3")
        remove.clicked.connect(self.removed)
        row.addWidget(remove)

    def show_blocks(self, blocks: Sequence[PlannedBlock], words: Words) -> None:
        """Write each block: "Today 20:00–21:00"."""
        self.label.setText("\n".join(_block_words(block, words) for block in blocks))


def _block_words(block: PlannedBlock, words: Words) -> str:
    span = words.span(block.at, block.at + timedelta(minutes=block.minutes))
    day = words.local(block.at).date()
    if day == words.today:
        return tr("Today %1", span)
    return tr("%1 %2", words.date(day), span)


class MarksRow(QWidget):
    """Important and optional."""

    changed = Signal(bool, bool)

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(INSET, 5, 0, 4)
        row.setSpacing(14)
        self.important = CheckBox(tr("Important"))
        self.optional = CheckBox(tr("Optional"))
        self.optional.setToolTip(tr("Never late, and not counted in a week’s hours until done"))
        for box in (self.important, self.optional):
            box.clicked.connect(self._tell)
            row.addWidget(box)
        row.addStretch(1)

    def show_marks(self, is_important: bool, is_optional: bool) -> None:
        """Show what is stored."""
        self.important.setChecked(is_important)
        self.optional.setChecked(is_optional)

    def _tell(self) -> None:
        self.changed.emit(self.important.isChecked(), self.optional.isChecked())
