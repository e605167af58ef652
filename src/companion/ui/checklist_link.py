"""An activity's link: opened through the rules, or typed in place."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from companion.models.faults import Refused
from companion.models.links import link_host
from companion.ui.checklist_fields import LinkButton, shown
from companion.ui.checklist_words import tr
from companion.ui.widgets.buttons import Button, IconButton
from companion.ui.widgets.labels import FieldError
from companion.wording import sentence


class LinkRow(QWidget):
    """Shows where the link leads; the pencil turns it into a field.

    `opened` asks to open it, `committed` gives what was typed, `left` gives the keyboard back.
    """

    opened = Signal(str)
    committed = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._known = ""
        self._can_edit = True
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(2)
        self.button = LinkButton()
        self.button.clicked.connect(lambda: self.opened.emit(self._known))
        self.edit = IconButton("pencil", tr("Edit the link"), icon_size=14, tint="text3")
        self.edit.clicked.connect(self.start_editing)
        self.add = Button(tr("Add link"), "quiet", "small", icon="plus")
        self.add.clicked.connect(self.start_editing)
        row.addWidget(self.button)
        row.addWidget(self.edit)
        row.addWidget(self.add)
        row.addStretch(1)
        column.addLayout(row)
        self.field = QLineEdit()
        self.field.setAccessibleName(tr("Link"))
        self.field.setPlaceholderText("https://")
        self.field.installEventFilter(self)
        self.field.editingFinished.connect(self._finished)
        self.field.hide()
        self.error = FieldError()
        column.addWidget(self.field)
        column.addWidget(self.error)

    def show_link(self, link: str, can_edit: bool, is_other: bool) -> None:
        """Show a link, or that there is none; what is being typed stays."""
        self._known, self._can_edit = link, can_edit
        if is_other:
            self._stop()
        is_editing = not self.field.isHidden()
        if link:
            self.button.show_link(link_host(link), link)
        shown(self.button, bool(link) and not is_editing)
        shown(self.edit, bool(link) and can_edit and not is_editing)
        shown(self.add, not link and can_edit and not is_editing)

    def start_editing(self) -> None:
        """Turn into a field."""
        self.field.setText(self._known)
        for widget in (self.button, self.edit, self.add):
            widget.hide()
        self.field.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.selectAll()

    def stop_editing(self) -> None:
        """Turn into a link again: what was typed is stored."""
        self._stop()
        self.show_link(self._known, self._can_edit, False)

    def refuse(self, refusal: Refused) -> None:
        """Say what is wrong; the text stays."""
        self.error.set_error(sentence(refusal.faults[0], tr), self.field)

    def _stop(self) -> None:
        self.error.set_error("", self.field)
        self.field.hide()

    def _finished(self) -> None:
        if self.field.isHidden():
            return
        if self.field.text().strip() == self._known:
            self.stop_editing()
        else:
            self.committed.emit(self.field.text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave the field as it was on Esc."""
        is_press = event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent)
        if is_press and event.key() == Qt.Key.Key_Escape:  # type: ignore[attr-defined]  # a key
            self.stop_editing()
            self.left.emit()
            return True
        return False
