"""Pasted lines become activities, each line one: shown first, then added with one edit."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from companion.models.course import Course
from companion.models.faults import Refused
from companion.ui import course_form_words as say
from companion.ui import theme
from companion.ui.dialogs.fill_term import FieldFrame, PasteField
from companion.ui.dialogs.fill_term_entry import Filling, fill_edit, pasted_fillings
from companion.ui.dialogs.fill_term_preview import FillingList, filling_row
from companion.ui.overlay import AddingOverlay
from companion.ui.page import Frame
from companion.ui.text import tr
from companion.ui.widgets.buttons import Button
from companion.ui.widgets.labels import FieldError, PlainLabel
from companion.ui.widgets.marks import CourseTag
from companion.ui.widgets.panels import Surface, spaced


class AddLinesDialog(AddingOverlay):
    """The lines, still to be changed, and below them what becomes of each."""

    def __init__(self, frame: Frame, parent: QWidget, text: str, course: Course | None) -> None:
        """`course` is that of the lines that name none."""
        super().__init__(parent, theme.px(720), 32)
        self.frame, self._course = frame, course
        self.fillings: list[Filling] = []
        self.setAccessibleName(tr("Add several activities"))
        self._build()
        self.panel.setFixedHeight(min(theme.px(600), parent.height() - 48))
        self.lines.setPlainText(text)
        self.add.setFocus(Qt.FocusReason.PopupFocusReason)

    def _build(self) -> None:
        column = QVBoxLayout()
        spaced(column, (20, 18, 20, 12), 12)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(PlainLabel(tr("Add several activities"), "dialog"))
        if self._course is not None:
            head.addWidget(CourseTag(self._course.code, self._course.color, self._course.name))
        head.addStretch(1)
        column.addLayout(head)
        self.lines = PasteField()
        field = FieldFrame(self.lines)
        field.setFixedHeight(theme.px(150))
        column.addWidget(field)
        self.error = FieldError()
        column.addWidget(self.error)
        self.panel.body.addLayout(column)
        surface = Surface("inset", "top bottom")
        inside = QVBoxLayout(surface)
        spaced(inside, (0, 6, 0, 6), 0)
        self.list = FillingList()
        inside.addWidget(self.list)
        self.panel.body.addWidget(surface, 1)
        self.panel.body.addLayout(self._foot())
        self.lines.textChanged.connect(self._read)

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        spaced(row, (20, 12, 20, 12), 8)
        self.summary = PlainLabel("", "second", "text2", numbers=True)
        cancel = Button(tr("Cancel"), keys="Esc")
        cancel.clicked.connect(self.close_overlay)
        self.add = Button("", "primary", icon="check", keys="Ctrl Enter")
        self.add.clicked.connect(self.take)
        row.addWidget(self.summary, 1)
        row.addWidget(cancel)
        row.addWidget(self.add)
        return row

    def _read(self) -> None:
        words = self.frame.words()
        schedule, text = self.frame.workspace.schedule, self.lines.toPlainText()
        fault = ""
        try:
            self.fillings = pasted_fillings(text, schedule, self._course, words.now, words.zone)
        except Refused as refusal:
            self.fillings, fault = [], say.fault_sentence(refusal.faults[0])
        self.error.set_error(fault)
        codes = {c.id: c.code for c in schedule.courses} if self._course is None else {}
        rows = [filling_row(filling, words, codes) for filling in self.fillings]
        self.list.filling_model.set_rows(rows)
        self._count()

    def _count(self) -> None:
        n = sum(filling.activity is not None for filling in self.fillings)
        left_out = len(self.fillings) - n
        one, many = tr("1 line is left out"), tr("%1 lines are left out", left_out)
        self.summary.setText((one if left_out == 1 else many) if left_out else "")
        self.add.setText(tr("Add 1 activity") if n == 1 else tr("Add %1 activities", n))
        self.add.setEnabled(n > 0)

    def take(self) -> None:
        """Add everything shown."""
        edit = fill_edit(self.fillings, "Add activities")
        if edit is None:
            self.lines.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        n = sum(filling.activity is not None for filling in self.fillings)
        said = tr("1 activity added") if n == 1 else tr("%1 activities added", n)
        if self.frame.perform(edit, said):
            self.close_overlay()
