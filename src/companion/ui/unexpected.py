"""The last resort for an error that nobody expected: one sentence, a report, and work goes on."""

from __future__ import annotations

import sys
import threading
from types import TracebackType

from PySide6.QtGui import QGuiApplication

from companion.trouble import report, write_log
from companion.ui.text import tr
from companion.ui.widgets.messages import Notice
from companion.ui.window import Window


def look_at_file(window: Window) -> None:
    """Tell of damage that reading the records has not met, while the copies are still young."""
    if window.workspace.store.is_sound():
        return
    notice = Notice(
        tr("Your data file is damaged."),
        tr("All that you see could still be read. Put a copy back before you go on."),
        "danger",
        action=tr("Show copies…"),
    )
    notice.acted.connect(lambda: window.trigger("copies"))
    window.stage.add_notice(notice)


class LastResort:
    """Takes what no part of the window has caught, as Python's own hooks would."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._is_telling = False
        self._told = ""

    def install(self) -> None:
        """Take errors of the window and of its threads from now on."""
        sys.excepthook = self.caught
        threading.excepthook = lambda found: self._log(found.exc_value)

    def caught(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Log an error, say so once, and show what is stored."""
        if isinstance(error, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        told = self._log(error)
        if self._is_telling or told == self._told:
            return  # one that comes back with each repaint is told once
        self._is_telling, self._told = True, told
        try:
            self._tell(told)
            self._window.workspace.reload()
            self._window.refresh_all()
        finally:
            self._is_telling = False

    def _log(self, error: BaseException | None) -> str:
        if error is None:
            return ""
        told = report(error)
        workspace = self._window.workspace
        if not workspace.is_sample:
            at = workspace.clock.now().isoformat(timespec="seconds")
            write_log(workspace.data_dir / "logs", told, at)
        return told

    def _tell(self, told: str) -> None:
        notice = Notice(
            tr("Something went wrong that should not."),
            tr("What is stored is safe. Look whether your last step was done."),
            "danger",
            action=tr("Copy report"),
        )
        notice.acted.connect(lambda: self._copy(told))
        self._window.stage.add_notice(notice)

    def _copy(self, told: str) -> None:
        QGuiApplication.clipboard().setText(told)
        self._window.tell(tr("The report is copied. It holds nothing that you wrote."))
