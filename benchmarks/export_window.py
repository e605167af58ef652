"""How long the window is busy while calendar files are planned, proved and written beside it.

    python benchmarks/export_window.py [--scale 1]

Five courses with 1,400 activities, times the scale, in the export dialog and in a file kept
updated. Prints for each step the longest piece of work in the window's own thread, in CPU ms, and
how long the step took; ends with 1 when a piece above 100 ms delays what the student does.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from export import NOW, certificate
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from companion import edits
from companion.app import make_application
from companion.clock import FixedClock
from companion.exporters.choice import ExportChoice, Target
from companion.exporters.remembered import KeptFile
from companion.models.activity import Activity
from companion.storage.schedule_store import ScheduleStore
from companion.ui.dialogs.export import ExportDialog
from companion.ui.keep_updated import keep_file, watch
from companion.ui.main_window import MainWindow
from companion.ui.working import Latest
from companion.workspace import Workspace

LIMIT_MS = 100.0
PATIENCE_S = 1200


class Pulse:
    """Beats whenever the window's thread is free, and knows the longest time between two beats."""

    def __init__(self) -> None:
        self._last = time.thread_time()
        self.longest = 0.0
        self._timer = QTimer()
        self._timer.timeout.connect(self._beat)
        self._timer.start(50)  # more often would itself keep the thread busy

    def _beat(self) -> None:
        now = time.thread_time()
        self.longest, self._last = max(self.longest, now - self._last), now

    def start(self) -> None:
        """Forget what was before."""
        self.longest, self._last = 0.0, time.thread_time()


def measure(
    pulse: Pulse, name: str, work: Callable[[], object], is_done: Callable[[], bool]
) -> float:
    """Do a step until it is done; print and return the ms of its longest piece."""
    QApplication.processEvents()
    pulse.start()
    began, cpu = time.perf_counter(), time.process_time()
    work()
    while not is_done() and time.perf_counter() - began < PATIENCE_S:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    took = time.perf_counter() - began
    QApplication.processEvents()
    longest = 1000 * pulse.longest
    cpu = time.process_time() - cpu
    print(
        f"{name:32} longest piece {longest:6.1f} ms  took {took:6.2f} s, CPU {cpu:5.2f} s",
        flush=True,
    )
    return longest


def open_window(folder: Path, scale: int) -> MainWindow:
    """Open the real window on so many courses."""
    make_application()
    store = ScheduleStore(folder / "companion.db")
    store.fill(certificate(scale).records())
    window = MainWindow(Workspace(store, FixedClock(NOW, ZoneInfo("Europe/Berlin")), folder))
    window.show()
    window.complete()
    return window


def in_the_dialog(pulse: Pulse, window: MainWindow, path: Path) -> list[float]:
    """Choose another program and save, twice: the second time nothing has changed."""
    dialog = ExportDialog(window, window, ask=lambda *_: str(path))
    (reading,) = dialog.findChildren(Latest)
    other = next(card for card in dialog.form.targets if card.target is Target.OTHER)

    def has_read() -> bool:
        return not reading.is_busy

    found = [
        measure(pulse, "another program is chosen", other.click, has_read),
        measure(pulse, "saved for the first time", dialog.save, path.exists),
        measure(pulse, "saved again", dialog.save, has_read),
    ]
    dialog.close_overlay()
    return found


def kept_updated(pulse: Pulse, window: MainWindow, path: Path) -> float:
    """Tick an activity and wait until the kept file has it."""
    keep_file(window, window, KeptFile(str(path), ExportChoice(), frozenset()))
    keeper, written = watch(window, window), []
    keeper.rewritten.connect(lambda: written.append(True))
    keeper.look()
    measure(pulse, "the file is kept from now on", lambda: None, lambda: len(written) == 1)
    schedule = window.workspace.schedule
    ticked = edits.complete(schedule, [next(iter(schedule.table(Activity)))], NOW)
    return measure(
        pulse, "rewritten after a tick", lambda: window.perform(ticked), lambda: len(written) == 2
    )


def main() -> int:
    """Print the figures; 1 when a piece is above its limit at the scale of one student."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scale", type=int, default=1)
    scale = parser.parse_args().scale
    with tempfile.TemporaryDirectory() as place:
        window, pulse = open_window(Path(place), scale), Pulse()
        found = in_the_dialog(pulse, window, Path(place) / "x.ics")
        found.append(kept_updated(pulse, window, Path(place) / "kept.ics"))
        window.close()
        window.workspace.close()
    print(f"limit {LIMIT_MS:.0f} ms")
    return int(max(found) > LIMIT_MS and scale == 1)


if __name__ == "__main__":
    sys.exit(main())
