"""Whether this computer has a program that opens calendar files."""

from __future__ import annotations

import sys
from collections.abc import Callable

from PySide6.QtCore import QObject, QProcess

Answer = Callable[[bool], None]


def ask_for_calendar_program(parent: QObject, answer: Answer) -> None:
    """Tell whether the system opens .ics files with a program; the answer may come later.

    Windows and macOS always have one. On other systems the desktop's own table is asked.
    """
    if sys.platform in ("win32", "darwin"):
        answer(True)
        return
    asked = QProcess(parent)

    def finished() -> None:
        found = bytes(asked.readAllStandardOutput().data()).strip()
        answer(found.endswith(b".desktop"))
        asked.deleteLater()

    asked.finished.connect(finished)
    asked.errorOccurred.connect(lambda: answer(False))  # no such table: no desktop
    asked.start("xdg-mime", ["query", "default", "text/calendar"])
