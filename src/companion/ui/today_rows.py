"""A short list of rows in one painted view: icon, course tag, title, and a time at the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QSizePolicy,
    QWidget,
)

from companion.ui import fonts, icons, paint, theme
from companion.ui.spoken_rows import SpokenRows

_Index = QModelIndex | QPersistentModelIndex


class Row(NamedTuple):
    """One row. `lead` is a time before the icon; `tint` colours the time at the right.

    `target` is the page and its subject that Enter or a click opens.
    """

    icon: str
    code: str
    family: str
    title: str
    right: str
    spoken: str
    target: tuple[str, str]
    lead: str = ""
    tint: str = "text2"


class _Rows(SpokenRows):
    rows: Sequence[Row] = ()


class RowList(QListView):
    """Rows that open something; ↑↓ between them, Enter opens. As high as its rows."""

    opened = Signal(str, str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = _Rows(self)
        self._lead_width = 0
        self._hovered = -1
        # Its own viewport, and rows painted here instead of by a delegate: asking Qt for its
        # viewport or for style options builds some 130 classes, a tenth of a bare window's start.
        self.setViewport(QWidget())
        self.setModel(self._model)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        for set_policy in (self.setVerticalScrollBarPolicy, self.setHorizontalScrollBarPolicy):
            set_policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setTabKeyNavigation(False)
        self.clicked.connect(self._open)
        self.entered.connect(lambda index: self._hover(index.row()))

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows; the current one keeps its place."""
        if tuple(rows) == tuple(self._model.rows):
            return
        current = self.currentIndex().row()
        self._model.show(tuple(rows))
        if rows and current >= 0:
            self.setCurrentIndex(self._model.index(min(current, len(rows) - 1), 0))
        self.updateGeometry()

    def rows(self) -> Sequence[Row]:
        """Return the rows shown."""
        return self._model.rows

    def sizeHint(self) -> QSize:
        """Exactly as high as the rows."""
        return QSize(200, theme.px(30) * len(self._model.rows))

    def minimumSizeHint(self) -> QSize:
        """Never scroll inside."""
        return QSize(100, self.sizeHint().height())

    def leaveEvent(self, event: QEvent) -> None:
        """Light no row."""
        self._hover(-1)
        super().leaveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows."""
        painter = QPainter(self.viewport())
        font = fonts.font("body", True)
        leads = [paint.width_of(row.lead, font) + 10 for row in self._model.rows if row.lead]
        self._lead_width = max(leads, default=0)
        current = self.currentIndex().row() if self.hasFocus() else -1
        for place, row in enumerate(self._model.rows):
            rect = self.visualRect(self._model.index(place, 0))
            if place == self._hovered:
                paint.box(painter, rect.adjusted(-6, 0, 6, 0), 5, theme.color("hover"))
            if place == current:
                paint.focus_ring(painter, rect, 5)
            inset = 6 if place == current else 0
            self._paint_row(painter, rect.adjusted(inset, 0, -inset, 0), row)
        painter.end()

    def _paint_row(self, painter: QPainter, rect: QRect, row: Row) -> None:
        x, middle = rect.x(), rect.center().y() + 1
        if row.lead:
            where = QRect(x, rect.y(), self._lead_width, rect.height())
            paint.text(painter, where, row.lead, fonts.font("body", True), "text2")
        x += self._lead_width
        icons.draw(painter, x, middle - 8, row.icon, 16, "text2")
        x += 26
        if row.code:
            x += paint.tag(painter, x, middle, row.code, row.family) + 7
        role: fonts.Role = "second-control" if row.tint != "text2" else "second"
        font = fonts.font(role, True)
        width = paint.width_of(row.right, font)
        right = QRect(rect.right() - width, rect.y(), width + 1, rect.height())
        paint.text(painter, right, row.right, font, row.tint, paint.RIGHT)
        title = QRect(x, rect.y(), max(0, right.x() - 8 - x), rect.height())
        paint.text(painter, title, row.title, fonts.font("body"))

    def _hover(self, place: int) -> None:
        if place != self._hovered:
            self._hovered = place
            self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the current row on Enter; never search by letters: they are the window's keys."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End):
            super().keyPressEvent(event)
            self._show_current()
        else:
            event.ignore()

    def _show_current(self) -> None:
        from companion.ui.widgets.scrolling import show_focus  # start-up: with the first arrow

        show_focus(self)

    def _open(self, index: _Index) -> None:
        if index.isValid():
            self.opened.emit(*self._model.rows[index.row()].target)
