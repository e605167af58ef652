"""How long the window works between what the student does and what the student sees.

    PYTHONPATH=src python benchmarks/window.py [--times 1 100] [--rounds 30]

CPU ms, median and 95th percentile: showing each page from each other one, painting a whole page
at 1920 x 1080, ticking an activity (its durable transaction is measured by data.py: the disk
takes no CPU time) until every visible part is right, a new minute. Ends with 1 above a limit.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[1] / "src"))

from certificates import NOW, fill, opened
from PySide6.QtWidgets import QApplication

from companion import edits
from companion.app import make_application
from companion.clock import FixedClock
from companion.models.activity import Activity
from companion.ui.main_window import MainWindow
from companion.ui.ticker import Ticker

# what, target and limit in ms (p95), per size of the data
TICK, SWITCH, PAINT, MINUTE = (2.0, 16.0), (50.0, 100.0), (8.0, 16.0), (8.0, 16.0)
PAGES = (
    ("today", ""), ("week", ""), ("timeline", ""), ("checklist", ""), ("course", "c0"),
    ("add-course", ""), ("edit-course", "c0"),
)  # fmt: skip


def worked(act: Callable[[], object]) -> float:
    """CPU ms of an action and of all that Qt does after it until the screen is right."""
    began = time.process_time()
    act()
    QApplication.sendPostedEvents()
    QApplication.processEvents()
    return (time.process_time() - began) * 1000


class Report:
    """Prints each figure beside its target and its limit, and remembers what broke one."""

    def __init__(self) -> None:
        self.broken: list[str] = []

    def tell(self, what: str, found: list[float], bounds: tuple[float, float] | None) -> None:
        """Print the median and the 95th percentile in ms; `bounds` are for the latter."""
        middle = statistics.median(found)
        p95 = statistics.quantiles(found, n=20)[-1] if len(found) > 1 else middle
        line = f"  {what:42s} {middle:8.2f} {p95:8.2f}"
        if bounds is not None:
            target, limit = bounds
            line += f"   target {target:g}, limit {limit:g}"
            if p95 > limit:
                self.broken.append(what)
                line += "  TOO SLOW"
        print(line, flush=True)


def open_window(folder: Path) -> MainWindow:
    """Open the real window on real data."""
    make_application()
    workspace = opened(folder)
    clock = workspace.clock
    window = MainWindow(workspace, Ticker(clock, lambda: clock.now().timestamp()))
    window.resize(1280, 800)
    window.show()
    QApplication.processEvents()
    return window


def switching(window: MainWindow, rounds: int, report: Report) -> None:
    """Make each page, then show it again and again from the one before."""
    made = {key: worked(lambda k=key, s=about: window.go(k, s)) for key, about in PAGES}
    again: dict[str, list[float]] = {key: [] for key, _ in PAGES}
    for _ in range(rounds):
        for key, about in PAGES:
            again[key].append(worked(lambda k=key, s=about: window.go(k, s)))
    for key, found in again.items():
        report.tell(f"{key}: made, {made[key]:.0f} ms; shown again", found, SWITCH)


def painting(window: MainWindow, rounds: int, report: Report) -> None:
    """Paint each page as a whole on a large screen."""
    window.resize(1920, 1080)
    QApplication.processEvents()
    for key, about in PAGES[:5]:
        window.go(key, about)
        QApplication.processEvents()
        found = [worked(lambda: window.repaint()) for _ in range(rounds)]
        report.tell(f"{key}: all of 1920 x 1080 painted", found, PAINT)
    window.resize(1280, 800)


def ticking(window: MainWindow, rounds: int, report: Report) -> None:
    """Tick and untick through the window, every page alive, one of them shown."""
    workspace = window.workspace
    waiting = [
        a.id
        for a in workspace.schedule.by_course(Activity)["c0"]
        if not a.is_done and a.is_waiting_for_student
    ]
    for key, about in PAGES[:5]:
        window.go(key, about)
        QApplication.processEvents()
        found = []
        for n in range(rounds):
            chosen = [waiting[n // 2 % len(waiting)]]
            change = (edits.complete, edits.reopen)[n % 2]
            edit = change(workspace.schedule, chosen, NOW) if n % 2 == 0 else None
            edit = edit or edits.reopen(workspace.schedule, chosen)
            found.append(worked(lambda e=edit: window.perform(e)))
        report.tell(f"{key}: tick to repaint", found, TICK)


def minutes(window: MainWindow, rounds: int, report: Report) -> None:
    """Let a minute pass on each page."""
    clock = window.workspace.clock
    assert isinstance(clock, FixedClock)

    def pass_a_minute() -> None:
        clock.at += timedelta(minutes=1)
        window.ticker.tick()

    for key, about in PAGES[:5]:
        window.go(key, about)
        QApplication.processEvents()
        found = [worked(pass_a_minute) for _ in range(rounds)]
        report.tell(f"{key}: a new minute", found, MINUTE)


def main() -> int:
    """Measure a student's data, and a hundred times as much."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--times", type=int, nargs="*", default=[1, 100])
    asked.add_argument("--rounds", type=int, default=30)
    options = asked.parse_args()
    report = Report()
    for times in options.times:
        with tempfile.TemporaryDirectory() as place:
            folder = fill(Path(place), times)
            began = time.process_time()
            window = open_window(folder)
            took = (time.process_time() - began) * 1000
            print(f"{1400 * times:,} activities, {5 * times} courses; window after {took:.0f} ms;")
            print(f"  {'CPU ms':42s} {'median':>8s} {'p95':>8s}")
            for measure in (switching, painting, ticking, minutes):
                measure(window, options.rounds, report)
            window.close()
            window.workspace.close()
    return 1 if report.broken else 0


if __name__ == "__main__":
    sys.exit(main())
