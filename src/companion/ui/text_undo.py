"""Undo inside text fields, and which of field and schedule an undo belongs to."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit, QWidget


class UndoFilter(QObject):
    """Gives Ctrl+Z and Ctrl+Y to a text field only while it has something to undo or redo.

    Qt's fields keep both keys even when they have nothing to take back; then they belong to
    the schedule.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._field: QWidget | None = None

    def watch(self, field: QWidget | None) -> None:
        """Follow the focus."""
        if self._field is not None:
            self._field.removeEventFilter(self)
            self._field.destroyed.disconnect(self._forget)
        self._field = field if isinstance(field, QLineEdit | QTextEdit | QPlainTextEdit) else None
        if self._field is not None:
            self._field.installEventFilter(self)
            self._field.destroyed.connect(self._forget)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Refuse the key for a field with nothing to undo."""
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        standard = QKeySequence.StandardKey
        for keys, can in ((standard.Undo, can_undo), (standard.Redo, can_redo)):
            if event.matches(keys) and not can(watched):
                event.ignore()
                return True
        return False

    def _forget(self) -> None:
        self._field = None


def can_undo(field: QObject | None) -> bool:
    """Tell whether a text field has typing to take back."""
    if isinstance(field, QLineEdit):
        return field.isUndoAvailable()
    if isinstance(field, QTextEdit | QPlainTextEdit):
        return bool(field.document().isUndoAvailable())
    return False


def can_redo(field: QObject | None) -> bool:
    """Tell whether a text field has typing to put back."""
    if isinstance(field, QLineEdit):
        return field.isRedoAvailable()
    if isinstance(field, QTextEdit | QPlainTextEdit):
        return bool(field.document().isRedoAvailable())
    return False


def undo_in(field: QObject | None) -> bool:
    """Take back typing in a text field; False when it has none to take back."""
    if not can_undo(field):
        return False
    assert isinstance(field, QLineEdit | QTextEdit | QPlainTextEdit)
    field.undo()
    return True


def redo_in(field: QObject | None) -> bool:
    """Put back typing in a text field; False when it has none to put back."""
    if not can_redo(field):
        return False
    assert isinstance(field, QLineEdit | QTextEdit | QPlainTextEdit)
    field.redo()
    return True
