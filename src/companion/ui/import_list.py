"""The list of an import with its heads: keys and clicks that tick rows, groups, and estimates."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QListView,
    QSizePolicy,
    QWidget,
)

from companion.ui import fonts, paint, theme
from companion.ui import import_words as say
from companion.ui.import_delegate import HEAD, ImportDelegate, columns_of
from companion.ui.import_model import ImportModel, Index


class ImportHeads(QWidget):
    """The names of the columns."""

    def __init__(self, below: QAbstractItemView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._city, self._below = "", below
        below.verticalScrollBar().rangeChanged.connect(self.update)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.restyle()
        theme.changed().changed.connect(self.restyle)

    def restyle(self) -> None:
        """Take the height that the text size asks for."""
        self.setFixedHeight(theme.px(HEAD))

    def set_city(self, name: str) -> None:
        """Name whose time the last column tells."""
        self._city = name
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the names."""
        painter = QPainter(self)
        columns = columns_of(self._below.viewport().width(), theme.look())
        font = fonts.font("second")
        for x, text in (
            (columns.badge, say.tr("Change")),
            (columns.title, say.tr("Item")),
            (columns.minutes, say.tr("Estimate")),
            (columns.when, say.tr("When, %1 time", self._city)),
        ):
            where = self.rect().adjusted(x, 0, 0, 0)
            paint.text(painter, where, text, font, "text3")
        painter.end()


class ImportList(QListView):
    """Rows in groups: Space ticks, Ctrl+A the group, E sets an estimate, Ctrl+↓ goes on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = ImportModel(self)
        self.setModel(self.lines)
        self.setItemDelegate(ImportDelegate(self))
        self.setAccessibleName(say.tr("What would be imported"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setLayoutMode(QListView.LayoutMode.SinglePass)
        self.setProperty("own-ring", True)
        self.restyle()
        theme.changed().changed.connect(self.restyle)

    def restyle(self) -> None:
        """Take colours and row heights of the look."""
        own = QPalette(QApplication.palette())
        own.setColor(QPalette.ColorRole.Highlight, Qt.GlobalColor.transparent)
        self.setPalette(own)
        self.scheduleDelayedItemsLayout()

    def dataChanged(self, first: Index, last: Index, roles: Sequence[int] = ()) -> None:
        """Paint anew. A list of Qt would lay twenty thousand rows out again for each tick."""
        QAbstractItemView.dataChanged(self, first, last, roles)

    def choose_first(self) -> None:
        """Make the first row current."""
        if len(self.lines.rows) > 1 and not self.currentIndex().isValid():
            self.setCurrentIndex(self.lines.index(1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick, set an estimate, walk from group to group."""
        key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        is_control = held == Qt.KeyboardModifier.ControlModifier
        if key == Qt.Key.Key_Space and not held:
            self.lines.toggle(self.currentIndex())
        elif key == Qt.Key.Key_A and is_control:
            self.lines.toggle_group(self.currentIndex())
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and is_control:
            self._walk_groups(key == Qt.Key.Key_Down)
        elif key == Qt.Key.Key_E and not held:
            self.set_estimate()
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def set_estimate(self) -> None:
        """Open the field for the estimate of the current row, where it has one to set."""
        index = self.currentIndex()
        if self.lines.can_estimate(index):
            self.edit(index)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tick by a click on the square."""
        index = self.indexAt(event.position().toPoint())
        columns = columns_of(self.viewport().width(), theme.look())
        if index.isValid() and event.position().x() < columns.badge - 4:
            self.setCurrentIndex(index)
            self.lines.toggle(index)
            event.accept()
            return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Set the estimate by a double click on it."""
        columns = columns_of(self.viewport().width(), theme.look())
        if columns.minutes - 10 < event.position().x() < columns.when:
            self.set_estimate()

    def _walk_groups(self, is_down: bool) -> None:
        now, groups = self.currentIndex().row(), self.lines.groups()
        ahead = [n for n in groups if n > now] if is_down else [n for n in groups[::-1] if n < now]
        if ahead:
            self.setCurrentIndex(self.lines.index(ahead[0]))
