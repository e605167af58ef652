"""The model of a short painted list: rows that have a title and say themselves in full words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt

from companion.ui import theme

_Index = QModelIndex | QPersistentModelIndex


class SpokenRows(QAbstractListModel):
    """Rows with `title` and `spoken`; all as high, in px at normal text size."""

    rows: Sequence[Any] = ()
    height = 30

    def show(self, rows: Sequence[Any]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        """Count the rows."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a row is called, says, and how high it is."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken
        if role == Qt.ItemDataRole.SizeHintRole:
            return QSize(100, theme.px(self.height))
        return None
