"""What looks like a search field and opens the palette; apart from fields for start-up's sake."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QSizePolicy, QWidget

from companion.ui import fonts, icons, paint, theme
from companion.ui.widgets.buttons import press_by_enter, shown_keys
from companion.ui.widgets.labels import tooltip_text


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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter, too; what is typed goes to the field of the palette."""
        if press_by_enter(self, event):
            return
        if not event.text().strip() or not event.text().isprintable():
            super().keyPressEvent(event)
            return
        self.click()
        field = QApplication.focusWidget()
        if field is not None and field is not self:
            QApplication.sendEvent(field, event)

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
