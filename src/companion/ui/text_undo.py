"""Undo inside text fields, and which of field and schedule an undo belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent
from shiboken6 import isValid

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_TEXTS = ("QTextEdit", "QPlainTextEdit")  # by name: importing the classes costs 5 % of the start


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
        # the focus leaves a field that is being deleted before it says that it is destroyed
        if self._field is not None and isValid(self._field):
            self._field.removeEventFilter(self)
            self._field.destroyed.disconnect(self._forget)
        self._field = field if _is_text(field) else None
        if self._field is not None:
            self._field.installEventFilter(self)
            self._field.destroyed.connect(self._forget)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Refuse the key for a field with nothing to undo."""
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        from PySide6.QtGui import QKeySequence  # start-up: wanted at the first key in a field

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
    return _available(field, "isUndoAvailable")


def can_redo(field: QObject | None) -> bool:
    """Tell whether a text field has typing to put back."""
    return _available(field, "isRedoAvailable")


def undo_in(field: Any) -> bool:
    """Take back typing in a text field; False when it has none to take back."""
    if not can_undo(field):
        return False
    field.undo()
    return True


def redo_in(field: Any) -> bool:
    """Put back typing in a text field; False when it has none to put back."""
    if not can_redo(field):
        return False
    field.redo()
    return True


def _is_text(field: QObject | None) -> bool:
    return field is not None and any(field.inherits(name) for name in ("QLineEdit", *_TEXTS))


def _available(field: Any, question: str) -> bool:
    if not _is_text(field):
        return False
    holder = field if field.inherits("QLineEdit") else field.document()
    return bool(getattr(holder, question)())
