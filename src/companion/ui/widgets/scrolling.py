"""Keeps what has the keyboard in sight: Tab and the arrows lead to what is scrolled away, too."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QAbstractItemView, QScrollArea, QWidget

_MARGIN = 8


def show_focus(widget: QWidget | None) -> None:
    """Scroll a widget into sight, of a list its current row, in each area around it. Qt does so
    only where Tab stays within one area."""
    area = widget
    while widget is not None and area is not None:
        if isinstance(area, QScrollArea):
            _show(area, widget)
        area = area.parentWidget()


def _show(area: QScrollArea, widget: QWidget) -> None:
    place = _place(widget)
    inside = area.widget()
    if inside is not None and inside.isAncestorOf(widget):
        middle = QRect(widget.mapTo(inside, place.topLeft()), place.size()).center()
        area.ensureVisible(middle.x(), middle.y(), 0, place.height() // 2 + _MARGIN)


def _place(widget: QWidget) -> QRect:
    if isinstance(widget, QAbstractItemView) and widget.currentIndex().isValid():
        return widget.visualRect(widget.currentIndex())
    return widget.rect()
