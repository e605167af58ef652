"""A window with a running timer, in a process of its own, to be killed; time runs 60 times as fast.

    PYTHONPATH=src:tests python tests/ui/timer_drill.py FOLDER start|again

Prints `COUNTED seconds` each time it has counted; `again` prints what a new start shows, and ends.
"""

from __future__ import annotations

import os
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QTimer

from companion.app import make_application
from companion.clock import FixedClock
from companion.sample import SAMPLE_NOW, SAMPLE_ZONE, sample_records
from companion.storage.schedule_store import ScheduleStore
from companion.ui.main_window import MainWindow
from companion.ui.ticker import Ticker
from companion.workspace import Workspace

ITEM = "ml-w9-tibshirani"
_FAST, _TICK_MS = 60, 100


class FastClock(FixedClock):
    """Begins at the moment of the sample and runs 60 times as fast."""

    begun = time.monotonic()

    def now(self) -> datetime:
        """Return the instant that it is here."""
        return self.at + timedelta(seconds=steady())


def steady() -> float:
    """Return the seconds that this process counted."""
    return (time.monotonic() - FastClock.begun) * _FAST


def open_here(folder: Path, *, is_new: bool) -> MainWindow:
    """Open the window on the data of a folder."""
    store = ScheduleStore(folder / "companion.db")
    if is_new:
        store.fill(sample_records())
    clock = FastClock(SAMPLE_NOW, ZoneInfo(SAMPLE_ZONE))
    window = MainWindow(Workspace(store, clock, folder), Ticker(clock, steady))
    window.show()
    window.complete()
    return window


def main(folder: Path, what: str) -> None:
    """Start the timer and count until killed, or say what a new start shows."""
    app = make_application()
    window = open_here(folder, is_new=what == "start")
    if what == "again":
        for notice in window.stage.notices():
            print("NOTICE", notice.accessibleName(), flush=True)
        timer = window.timing().timer
        print("COUNTED", timer.seconds if timer else None, timer and timer.is_running, flush=True)
        return
    timing = window.timing()
    timing.start([ITEM])
    ticks = QTimer()
    ticks.timeout.connect(window.ticker.tick)
    timing.counted.connect(
        lambda: print("COUNTED", timing.timer and timing.timer.seconds, flush=True)
    )
    ticks.start(_TICK_MS)
    app.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
    sys.stdout.flush()
    os._exit(0)  # the window of a test that is over need not be taken apart
