"""Brings the window forward when the program is started a second time, with what it was given."""

from __future__ import annotations

import os
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from companion.instance import Claim
from companion.ui.main_window import MainWindow


def answer(window: MainWindow, claim: Claim) -> None:
    """Take the calls of other starts; the newest one's token lets the window come forward, and
    the sources of all are shown one after the other."""
    calls = claim.requests()
    if calls:
        os.environ.update(calls[-1].tokens)  # where Qt looks for it, on X11 and Wayland
        show(window)
    sources = [source for call in calls for source in call.sources]
    if sources:
        show_sources(window, sources)


def show_sources(window: MainWindow, sources: Sequence[str]) -> None:
    """Show what importing absolute paths and addresses would do."""
    from companion.ui.import_job import Request  # start-up: seldom given

    window.show_import(
        [Request(address=source) if "://" in source else Request(path=source) for source in sources]
    )


def show(window: QWidget) -> None:
    """Put the window in front of all others, or at least ask for a look at it."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()
    QApplication.alert(window)
