"""What a student sees who starts the program and whose data cannot be opened."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QLabel, QMessageBox

from companion.ui.text import tr
from companion.wording import storage_sentence


class NotOpened(QMessageBox):
    """Why there is no window, where the data lies, and a way there."""

    def __init__(self, code: str, database: Path, report: str = "") -> None:
        """A report is what to send to who mends the program; it holds no personal data."""
        super().__init__()
        self._folder = database.parent
        self.setWindowTitle(tr("Companion"))
        self.setIcon(QMessageBox.Icon.Critical)
        self.setText(storage_sentence(code, tr))
        self.setInformativeText(tr("The data is here: %1", database))
        for label in self.findChildren(QLabel):  # the box itself minds only its first
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setOpenExternalLinks(False)
        self.close_button = self.addButton(tr("Close"), QMessageBox.ButtonRole.RejectRole)
        if self._folder.is_dir():
            self.open_button = self.addButton(tr("Open folder"), QMessageBox.ButtonRole.AcceptRole)
            self.open_button.clicked.connect(self._open_folder)
        if report:
            copy = self.addButton(tr("Copy report"), QMessageBox.ButtonRole.AcceptRole)
            copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(report))
        self.setDefaultButton(self.close_button)
        self.setEscapeButton(self.close_button)

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))
