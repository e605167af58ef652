"""The program's icon: the mark on a square of the accent, painted at any size."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

from companion.ui import paint
from companion.ui.tokens import LIGHT

SIZES = (16, 32, 48, 128)


def app_icon() -> QIcon:
    """Return the icon in the sizes that window systems ask for."""
    made = QIcon()
    for size in SIZES:
        made.addPixmap(app_pixmap(size))
    return made


def app_pixmap(size: int) -> QPixmap:
    """Paint the icon at one size; its corners are round by 22 percent."""
    made = QPixmap(QSize(size, size))
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    paint.box(painter, QRectF(0, 0, size, size), size * 0.22, QColor(LIGHT.accent))
    inner = size * 36 / 56
    at = (size - inner) / 2
    on = QColor(LIGHT.onacc)
    paint.mark(painter, QRectF(at, at, inner, inner), on, on, 1.8)
    painter.end()
    return made
