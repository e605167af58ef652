"""A list whose rows have two lines: what it is, and what is in it; something at the right."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from companion.ui import fonts, paint, theme

_ROW = Qt.ItemDataRole.UserRole
HEIGHT = 46


class Line(NamedTuple):
    """One row. is_past is drawn as what no longer holds; its words say so too."""

    key: str
    first: str
    second: str
    right: str = ""
    is_past: bool = False


class TwoLineList(QListWidget):
    """Rows to choose one of; ↑ and ↓ choose, what Enter means is the dialog's."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(self.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_Rows(self))

    def show_lines(self, lines: Iterable[Line]) -> None:
        """Show other rows; the first is chosen."""
        self.clear()
        for line in lines:
            item = QListWidgetItem()
            item.setData(_ROW, line)
            said = ", ".join(part for part in (line.first, line.right, line.second) if part)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
            self.addItem(item)
        self.setCurrentRow(0)

    def key(self) -> str:
        """Return the key of the row chosen, empty for none."""
        item = self.currentItem()
        return str(item.data(_ROW).key) if item is not None else ""


class _Rows(QStyledItemDelegate):
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(80, theme.px(HEIGHT))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        options: Any = option  # its fields are not in the stubs
        line: Line = index.data(_ROW)
        rect: QRect = options.rect
        is_on = bool(options.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if is_on:
            paint.box(painter, rect.adjusted(8, 1, -8, -1), 6, theme.color("sel"))
            if options.state & QStyle.StateFlag.State_HasFocus:
                paint.focus_ring(painter, rect.adjusted(8, 1, -8, -1))
        inside = rect.adjusted(20, theme.px(5), -20, -theme.px(5))
        upper = QRect(inside.x(), inside.y(), inside.width(), inside.height() // 2)
        lower = upper.translated(0, upper.height())
        font = fonts.font("second", True)
        quiet = "text2" if is_on else "text3"
        width = paint.width_of(line.right, font) + 12 if line.right else 0
        paint.text(painter, upper, line.right, font, quiet, paint.RIGHT)
        main = "selt" if is_on else "text3" if line.is_past else "text"
        first = fonts.font("body" if line.is_past else "strong", True)
        paint.text(painter, upper.adjusted(0, 0, -width, 0), line.first, first, main)
        paint.text(painter, lower, line.second, fonts.font("second", True), quiet)
        painter.restore()
