"""Input fields that need more than the style gives them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QSizePolicy, QWidget

from companion.ui import fonts, icons, paint, theme
from companion.ui.widgets.buttons import shown_keys
from companion.ui.widgets.labels import tooltip_text


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


class SearchBox(QAbstractButton):
    """Looks like a search field, opens the palette when pressed or typed into."""

    def __init__(
        self, text: str, keys: str = "", width: int = 216, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._keys, self._width = shown_keys(keys), width
        self.setText(text)
        self.setToolTip(tooltip_text(f"{text} ({self._keys})" if keys else text))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As wide as asked, as high as a field."""
        return QSize(theme.px(self._width), theme.px(30))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint field, magnifier, words and key."""
        painter = QPainter(self)
        paint.field(painter, self.rect(), self.hasFocus())
        icons.draw(painter, 11, (self.height() - 16) / 2, "search", 16, "text3")
        where = self.rect().adjusted(35, 0, -10, 0)
        paint.text(painter, where, self.text(), fonts.font("body"), "text3")
        if self._keys:
            x = self.width() - paint.keys_width(self._keys) - 11
            paint.keys(painter, x, self.height() // 2, self._keys)
        painter.end()


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
