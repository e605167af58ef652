"""The steps of an activity: ticked and typed in place; Enter adds the next, Alt+↑ and ↓ move one,
an emptied one goes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QKeyEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from companion.models.activity import Step
from companion.models.typed import clean_text
from companion.ui import fonts, theme
from companion.ui.checklist_fields import INSET
from companion.ui.checklist_words import tr
from companion.ui.widgets.buttons import Button
from companion.ui.widgets.choices import TickBox
from companion.ui.widgets.labels import PlainLabel, tooltip_text

LONGEST = 500
_ROW = 28


class _StepText(QLineEdit):
    """The text of a step."""

    moved = Signal(int)
    shifted = Signal(int)
    entered = Signal()
    emptied = Signal()
    finished = Signal()
    escaped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFrame(False)
        self.setMaxLength(LONGEST)
        self.setAccessibleName(tr("Step"))
        self.setPlaceholderText(tr("Next step"))
        self.setAccessibleDescription(tr("Enter adds the next, Alt with up or down moves it"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_done(self, is_done: bool) -> None:
        """Strike what is done."""
        font = QFont(fonts.font("body"))
        font.setStrikeOut(is_done)
        self.setFont(font)
        own = QPalette(self.palette())
        own.setColor(QPalette.ColorRole.Text, theme.color("text3" if is_done else "text"))
        own.setColor(QPalette.ColorRole.Base, theme.color("inset"))
        self.setPalette(own)

    def sizeHint(self) -> QSize:
        return QSize(120, theme.px(_ROW))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        has_alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if key in steps and has_alt:
            self.shifted.emit(steps[Qt.Key(key)])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif key in steps:
            self.moved.emit(steps[Qt.Key(key)])
        elif key == Qt.Key.Key_Escape:
            self.escaped.emit()
        elif key == Qt.Key.Key_Backspace and not self.text():
            self.emptied.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.finished.emit()


class _StepRow(QWidget):
    def __init__(self, step: Step) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(3)
        self.known = step
        self.tick = TickBox(is_round=False)
        self.text = _StepText()
        row.addWidget(self.tick)
        row.addWidget(self.text, 1)
        self.text.setText(step.text)
        self.take(step)

    def take(self, step: Step) -> None:
        """Show what is stored, unless another text is being typed."""
        if not (self.text.hasFocus() and self.text.text() != self.known.text):
            self.text.setText(step.text)
        self.known = step
        self.tick.blockSignals(True)
        self.tick.setChecked(step.is_done)
        self.tick.blockSignals(False)
        self.tick.setAccessibleName(step.text)
        self.text.setToolTip(tooltip_text(step.text) if len(step.text) > 34 else "")
        self.text.show_done(step.is_done)

    def step(self) -> Step:
        """Return the step as it is entered."""
        return Step(clean_text(self.text.text()), self.tick.isChecked())


class StepsEditor(QWidget):
    """All steps. `changed` gives them as entered; `left` gives the keyboard back."""

    changed = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[_StepRow] = []
        self._is_storing = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(INSET, 0, INSET, 4)
        head.setSpacing(8)
        head.addWidget(PlainLabel(tr("Steps"), "strong"))
        self.count = PlainLabel("", "second", "text3", numbers=True)
        head.addWidget(self.count)
        head.addStretch(1)
        self.add = Button(tr("Add step"), "quiet", "small", icon="plus")
        self.add.clicked.connect(lambda: self.add_row(len(self.rows)))
        head.addWidget(self.add)
        column.addLayout(head)
        self._column = QVBoxLayout()
        self._column.setContentsMargins(1, 0, INSET, 0)  # a tick stands five pixels in
        self._column.setSpacing(0)
        column.addLayout(self._column)

    def show_steps(self, steps: Sequence[Step], is_other: bool) -> None:
        """Show the stored steps; a new, still empty row that is being typed in stays."""
        typing = next((row for row in self.rows if self._is_new(row)), None)
        place = self.rows.index(typing) if typing is not None and not is_other else -1
        stored = [row for row in self.rows if row is not typing or place < 0]
        for row in stored[len(steps) :]:
            self._drop(row)
        stored = stored[: len(steps)]
        for row, step in zip(stored, steps, strict=False):
            if is_other:
                row.known = step
                row.text.setText(step.text)
            row.take(step)
        for step in steps[len(stored) :]:
            self._insert(len(stored), step)
            stored.append(self.rows[len(stored)])
        self._order_tabs()
        done = sum(step.is_done for step in steps)
        self.count.setText(tr("%1 of %2", done, len(steps)) if steps else "")

    def _is_new(self, row: _StepRow) -> bool:
        """Tell whether a row is being typed in and not stored yet, nor just now."""
        is_stored_now = self._is_storing and bool(clean_text(row.text.text()))
        return row.text.hasFocus() and not row.known.text and not is_stored_now

    def add_row(self, place: int) -> None:
        """Add an empty row and type in it."""
        self._insert(place, Step(""))
        self._order_tabs()
        self.rows[place].text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _insert(self, place: int, step: Step) -> None:
        row = _StepRow(step)
        row.text.entered.connect(lambda: self._entered(row))
        row.text.emptied.connect(lambda: self._emptied(row))
        row.text.finished.connect(lambda: self._finished(row))
        row.text.moved.connect(lambda by: self._go(row, by))
        row.text.shifted.connect(lambda by: self._shift(row, by))
        row.text.escaped.connect(self.left)
        row.tick.toggled.connect(lambda: self._store())
        self.rows.insert(place, row)
        self._column.insertWidget(place, row)

    def _order_tabs(self) -> None:
        fields = [field for row in self.rows for field in (row.tick, row.text)]
        for before, after in pairwise([self.add, *fields]):
            QWidget.setTabOrder(before, after)

    def _drop(self, row: _StepRow) -> None:
        self.rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _entered(self, row: _StepRow) -> None:
        if not clean_text(row.text.text()):
            self.left.emit()
            return
        self._store()
        if row in self.rows:
            self.add_row(self.rows.index(row) + 1)

    def _emptied(self, row: _StepRow) -> None:
        place = self.rows.index(row)
        if place > 0:
            self._go(row, -1)
        else:
            self.add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _finished(self, row: _StepRow) -> None:
        if row in self.rows and not clean_text(row.text.text()):
            self._drop(row)
        self._store()

    def _go(self, row: _StepRow, by: int) -> None:
        place = self.rows.index(row) + by
        if 0 <= place < len(self.rows):
            self.rows[place].text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _shift(self, row: _StepRow, by: int) -> None:
        """Move a step up or down; the keyboard stays in it."""
        place = self.rows.index(row) + by
        if not 0 <= place < len(self.rows):
            return
        self.rows.remove(row)
        self.rows.insert(place, row)
        self._column.removeWidget(row)
        self._column.insertWidget(place, row)
        self._order_tabs()
        for moved in (row, self.rows[place - by]):
            moved.known = moved.step()  # what is typed is stored along
        self._store()

    def _store(self) -> None:
        if not self._is_storing:
            self._is_storing = True
            try:
                self.changed.emit(tuple(step for row in self.rows if (step := row.step()).text))
            finally:
                self._is_storing = False
