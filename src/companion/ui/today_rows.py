"""A short list of rows in one painted view: icon, course tag, title, and a time at the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from companion.ui import fonts, icons, paint, theme

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


class _Rows(QAbstractListModel):
    rows: Sequence[Row] = ()

    def show(self, rows: Sequence[Row]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken
        return None


class _Delegate(QStyledItemDelegate):
    lead_width = 0

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(100, theme.px(30))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        model = index.model()
        assert isinstance(model, _Rows)
        row, rect = model.rows[index.row()], option.rect
        state = option.state
        painter.save()
        if state & QStyle.StateFlag.State_MouseOver:
            paint.box(painter, rect.adjusted(-6, 0, 6, 0), 5, theme.color("hover"))
        if state & QStyle.StateFlag.State_HasFocus:
            paint.focus_ring(painter, rect, 5)
        self._paint_row(painter, rect.adjusted(self._inset(state), 0, -self._inset(state), 0), row)
        painter.restore()

    @staticmethod
    def _inset(state: QStyle.StateFlag) -> int:
        return 6 if state & QStyle.StateFlag.State_HasFocus else 0

    def _paint_row(self, painter: QPainter, rect: QRect, row: Row) -> None:
        x, middle = rect.x(), rect.center().y() + 1
        if row.lead:
            where = QRect(x, rect.y(), self.lead_width, rect.height())
            paint.text(painter, where, row.lead, fonts.font("body", True), "text2")
        x += self.lead_width
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


class RowList(QListView):
    """Rows that open something; ↑↓ between them, Enter opens. As high as its rows."""

    opened = Signal(str, str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = _Rows(self)
        self._delegate = _Delegate(self)
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
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
        self.viewport().setAutoFillBackground(False)
        self.clicked.connect(self._open)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows; the current one keeps its place."""
        if tuple(rows) == tuple(self._model.rows):
            return
        current = self.currentIndex().row()
        font = fonts.font("body", True)
        leads = [paint.width_of(row.lead, font) + 10 for row in rows if row.lead]
        self._delegate.lead_width = max(leads, default=0)
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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the current row on Enter; never search by letters: they are the window's keys."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End):
            super().keyPressEvent(event)
        else:
            event.ignore()

    def _open(self, index: _Index) -> None:
        if index.isValid():
            self.opened.emit(*self._model.rows[index.row()].target)
