"""The last resort for an error that nobody expected: one sentence, a report, and work goes on."""

from __future__ import annotations

import sys
import threading
from types import TracebackType
from zoneinfo import ZoneInfoNotFoundError

from PySide6.QtGui import QGuiApplication

from companion.trouble import report, write_log
from companion.ui.text import tr
from companion.ui.widgets.messages import Notice
from companion.ui.window import Window
from companion.wording import storage_sentence


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
        lost_zone = isinstance(error, ZoneInfoNotFoundError)
        if self._is_telling or told == self._told:
            return  # one that comes back with each repaint is told once
        self._is_telling, self._told = True, told
        try:
            self._tell_zone() if lost_zone else self._tell(told)
            self._show_what_is_stored()
        finally:
            self._is_telling = False

    def _show_what_is_stored(self) -> None:
        try:
            self._window.workspace.reload()
            self._window.refresh_all()
        except Exception as error:  # the same again: it was told just now
            self._log(error)

    def _log(self, error: BaseException | None) -> str:
        if error is None:
            return ""
        told = report(error)
        workspace = self._window.workspace
        if not workspace.is_sample:
            at = workspace.clock.now().isoformat(timespec="seconds")
            write_log(workspace.data_dir / "logs", told, at)
        return told

    def _tell_zone(self) -> None:
        """Say that what is to be shown names a zone that this computer has not; the rest is."""
        self._window.tell(storage_sentence("unknown_zone", tr), kind="danger")

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
