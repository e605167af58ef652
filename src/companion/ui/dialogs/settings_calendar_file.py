"""The settings of the student's calendar file: where it lies, whether it follows each edit."""

from __future__ import annotations

from PySide6.QtCore import QDir
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from companion.ui.dialogs.export_words import say
from companion.ui.keep_updated import keep_file, kept_file
from companion.ui.widgets.buttons import Button
from companion.ui.widgets.labels import PlainLabel
from companion.ui.window import Window


class CalendarFile(QWidget):
    """Tells which file is kept up to date; leads to the export, or leaves the file as it is."""

    def __init__(self, window: Window) -> None:
        super().__init__()
        self._window = window
        self.told = PlainLabel("", "body", wrap=True)
        self.stop = Button(say("Stop updating it"))
        self.stop.clicked.connect(self._stop)
        self.export = Button(say("Export to calendar…"), icon="calendar-plus")
        column, row = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(8)
        row.setSpacing(8)
        column.addWidget(self.told)
        for button in (self.export, self.stop):
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        self._show()

    def _show(self) -> None:
        kept = kept_file(self._window)
        self.stop.setVisible(kept is not None)
        path = "" if kept is None else QDir.toNativeSeparators(kept.path)
        nothing = say("None yet. One can be kept up to date with each change.")
        self.told.setText(path or nothing)
        self.told.set_tint("text" if path else "text2")

    def _stop(self) -> None:
        if keep_file(self._window, self._window.widget(), None):
            self._window.tell(say("The calendar file is no longer updated; it stays where it is."))
        else:
            self._window.tell(say("This choice could not be stored."), kind="danger")
        self._show()
        self.export.setFocus()
