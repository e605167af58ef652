"""The smallest honest window in PySide6: what every start-up figure is divided by.

python benchmarks/bare_window.py [--quit]     --quit: end after the first painted frame
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView


class Cells(QAbstractTableModel):
    """Twenty rows of five cells."""

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        """Twenty."""
        return 20

    def columnCount(self, parent: QModelIndex | None = None) -> int:
        """Five."""
        return 5

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """Return row and column."""
        is_text = role == Qt.ItemDataRole.DisplayRole
        return f"{index.row()},{index.column()}" if is_text else None


class FirstPaint(QObject):
    """Ends the program once the table was painted."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for the first paint event."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, QApplication.quit)
        return False


def main() -> int:
    """Show the window."""
    app = QApplication(sys.argv[:1])
    window = QMainWindow()
    table = QTableView()
    model, first = Cells(), FirstPaint()
    table.setModel(model)
    window.setCentralWidget(table)
    window.resize(1280, 800)
    if "--quit" in sys.argv:
        table.viewport().installEventFilter(first)
    window.show()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
