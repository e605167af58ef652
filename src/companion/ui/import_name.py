"""The name of the new course that a source without a name would make, above its rows."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from companion.models.draft import MAX_NAME
from companion.models.proposal import Proposal
from companion.ui.import_words import say, tr
from companion.ui.widgets.labels import FieldError, PlainLabel
from companion.ui.widgets.panels import spaced
from companion.ui.widgets.typed_fields import TextField
from companion.wording import FAULTS


class NewName(QWidget):
    """A field for the name; nothing where the source names its courses, or none is made."""

    name_given = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        spaced(column, (0, 0, 16, 0), 0)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(PlainLabel(tr("New course"), "second", "text2"))
        self.field = TextField(tr("Name of the new course"), 176)
        self.field.setMaxLength(MAX_NAME)
        row.addWidget(self.field, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(row)
        self.error = FieldError()
        column.addWidget(self.error)
        self._shown = ""
        self.field.editingFinished.connect(self._given)
        self.hide()

    def show_proposal(self, proposal: Proposal) -> None:
        """Show the name of the course that everything without one goes into."""
        target = proposal.targets.get("")
        course = target.course if target is not None and target.is_new else None
        is_told = any(entry.label == "" and entry.name for entry in proposal.source.courses)
        self.setVisible(course is not None and not is_told)
        if course is not None and course.name != self._shown:
            self._shown = course.name
            self.field.setText(course.name)
            self.field.setCursorPosition(0)
            self.error.set_error("", self.field)

    def forget(self) -> None:
        """Show the name of another source whatever was typed."""
        self._shown = ""

    def _given(self) -> None:
        name = " ".join(self.field.text().split())
        self.error.set_error("" if name else say(FAULTS["name_empty"]), self.field)
        if name and name != self._shown:
            self._shown = name
            self.name_given.emit(name)
