"""A tint over a field for a moment: this was filled for you."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from companion.ui import paint, theme

FLASH_MS = 600


class Flash(QWidget):
    """Lies over a widget, lets the mouse through, and goes by itself."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setGeometry(over.rect())
        over.installEventFilter(self)
        self.show()
        QTimer.singleShot(FLASH_MS, self, self.deleteLater)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the field, which may still be finding its place."""
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tint what lies below, so that its text stays readable."""
        painter = QPainter(self)
        modes = QPainter.CompositionMode
        is_dark = theme.look().is_dark
        mode = modes.CompositionMode_Lighten if is_dark else modes.CompositionMode_Multiply
        painter.setCompositionMode(mode)
        paint.box(painter, self.rect(), 6, theme.color("sel"))
        painter.end()


def flash(*widgets: QWidget) -> None:
    """Tint widgets for a moment."""
    for widget in widgets:
        if widget.isVisible():
            Flash(widget)
