"""The real window on the sample certificate, or on nothing, at any moment, for tests."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from companion.app import make_application
from companion.clock import Clock, FixedClock
from companion.models.schedule import Record
from companion.sample import SAMPLE_NOW, SAMPLE_ZONE, sample_records
from companion.storage.schedule_store import ScheduleStore
from companion.ui.main_window import MainWindow
from companion.ui.ticker import Ticker
from companion.workspace import Workspace


def open_window(
    qtbot: QtBot,
    folder: Path,
    *,
    now: datetime = SAMPLE_NOW,
    zone: str = SAMPLE_ZONE,
    records: Iterable[Record] | None = None,
    size: tuple[int, int] = (1280, 800),
    clock: Clock | None = None,
    monotonic: Callable[[], float] = time.monotonic,
) -> MainWindow:
    """Open the window on a real store that holds the sample, or the records given. A test that
    lets time pass hands in what counts it beside the wall clock."""
    make_application()
    store = ScheduleStore(folder / "companion.db")
    store.fill(sample_records() if records is None else records)
    workspace = Workspace(store, clock or FixedClock(now, ZoneInfo(zone)), folder)
    window = MainWindow(workspace, Ticker(workspace.clock, monotonic))
    window.destroyed.connect(workspace.close)
    qtbot.addWidget(window, before_close_func=_close_without_question)
    window.resize(*size)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    window.complete()
    QApplication.processEvents()
    return window


def _close_without_question(window: QWidget) -> None:
    """Let a test end while something is typed: nobody is there to answer."""
    assert isinstance(window, MainWindow)
    for page in window.pages.values():
        page.may_leave = lambda: True  # type: ignore[method-assign]  # the test is over


def texts(widget: QWidget) -> list[str]:
    """Return what the visible labels inside a widget say, in no order that matters."""
    QApplication.processEvents()
    return [
        label.text() for label in widget.findChildren(QLabel) if label.isVisible() and label.text()
    ]
