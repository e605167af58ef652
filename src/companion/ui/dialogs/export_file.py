"""Where the export dialog saves: the system’s dialog, the name offered, the file kept updated."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from companion.exporters.choice import ExportChoice, Target
from companion.exporters.remembered import KeptFile
from companion.ui.dialogs import export_words as words
from companion.ui.dialogs.export_choices import RemarkTick
from companion.ui.dialogs.export_words import say
from companion.ui.keep_updated import keep_file, kept_file
from companion.ui.page import Frame

AskPath = Callable[[QWidget, str], str]


def ask_path(parent: QWidget, name: str) -> str:
    """Ask where to save; empty when the student thought better of it."""
    place = QStandardPaths.StandardLocation.DocumentsLocation
    dialog = QFileDialog(parent, say("Save calendar file"))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter(say("Calendar file (*.ics)"))
    dialog.setDefaultSuffix("ics")
    kept = Path(name)
    if kept.is_absolute():
        dialog.setDirectory(str(kept.parent))
    else:
        dialog.setDirectory(QStandardPaths.writableLocation(place))
    dialog.selectFile(kept.name)
    chosen = dialog.selectedFiles() if dialog.exec() else []
    dialog.deleteLater()
    return chosen[0] if chosen else ""


def file_name(calendar: str) -> str:
    """Return a file name made of a calendar's: "ml-data-science.ics"."""
    plain = re.sub(r"[\W_]+", "-", calendar.casefold()).strip("-")
    return f"{plain[:60] or 'courses'}.ics"


class KeepTick(RemarkTick):
    """ "Keep this file updated": one file for the whole program; for the calendar program shown it
    says which."""

    failed = Signal(str)

    def __init__(self, frame: Frame, window: QWidget) -> None:
        super().__init__(say("Keep this file updated"), is_strong=True)
        self._frame, self._window = frame, window
        self._target: Target | None = None
        self._file = ""
        self._saved: KeptFile | None = None
        self.toggled.connect(self._follow)

    def show_file(self, target: Target, name: str) -> None:
        """Show which file is kept for a program, else which one would be."""
        kept = self._kept(target)
        if self._target is not target:  # else the tick is the student's own
            self._target = target
            self.blockSignals(True)
            self.setChecked(kept is not None)
            self.blockSignals(False)
        self._file = name
        self._say()

    def was_saved(self, path: Path, choice: ExportChoice, known: frozenset[str | None]) -> None:
        """Take a file that was just written; keep it where that is ticked."""
        self._saved = KeptFile(str(path.absolute()), choice, known)
        if self.isChecked():
            self._keep(self._saved)
        self._say()

    def _follow(self, is_on: bool) -> None:
        if is_on and self._saved is not None and self._saved.choice.target is self._target:
            self._keep(self._saved)
        elif not is_on and self._target is not None and self._kept(self._target) is not None:
            self._keep(None)
        self._say()

    def _keep(self, kept: KeptFile | None) -> None:
        if not keep_file(self._frame, self._window, kept):
            self.failed.emit(say("This choice could not be stored; the file stays as it is."))

    def _kept(self, target: Target) -> KeptFile | None:
        kept = kept_file(self._frame)
        return kept if kept is not None and kept.choice.target is target else None

    def _say(self) -> None:
        if self._target is None:
            return
        kept = self._kept(self._target) or self._saved
        is_for_it = kept is not None and kept.choice.target is self._target
        path = kept.path if kept is not None and is_for_it else self._file
        self.set_remark(words.keep_hint(path, self._target))
