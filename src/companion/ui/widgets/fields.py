"""Input fields that need more than the style gives them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from companion.ui import icons


class SearchField(QLineEdit):
    """A field to search in: magnifier, cross, Esc empties it before it does anything else."""

    def __init__(self, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.addAction(icons.icon("search", "text3"), QLineEdit.ActionPosition.LeadingPosition)

    def event(self, event: QEvent) -> bool:
        """Keep Esc from the shortcuts around while there is text to empty."""
        is_escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if is_escape and event.type() == QEvent.Type.ShortcutOverride and self.text():
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Empty the field on Esc."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        super().keyPressEvent(event)


class CommitOnLeave(QObject):
    """Tells when a field's text is to be kept: Enter, or focus gone elsewhere, if it changed."""

    committed = Signal(str)

    def __init__(self, field: QLineEdit) -> None:
        super().__init__(field)
        self._field, self._known = field, field.text()
        field.editingFinished.connect(self._commit)

    def set_text(self, text: str) -> None:
        """Show a text from outside, unless the student is typing another."""
        if self._field.hasFocus() and self._field.text() != self._known:
            return
        self._known = text
        if self._field.text() != text:
            self._field.setText(text)

    def _commit(self) -> None:
        text = self._field.text()
        if text != self._known:
            self._known = text
            self.committed.emit(text)
