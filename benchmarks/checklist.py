"""How long the checklist works for one frame: tick, scroll, a letter in the search.

    PYTHONPATH=src python benchmarks/checklist.py [--rows 1400 10000] [--rounds 60]

Prints medians and 95th percentiles in ms, for the page alone (its list, details and painting;
storing an edit is measured in data.py). Ends with 1 above the limits: a tick to its repaint 16 ms
at 1,400 rows, anything 8 ms at 10,000 (p95).
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from data import records
from PySide6.QtCore import QEvent, QObject, QRect
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication

from companion import edits
from companion.app import make_application
from companion.clock import FixedClock
from companion.models.checklist import Entry
from companion.models.checklist_sections import Filter, Shown
from companion.storage.schedule_store import ScheduleStore
from companion.ui.checklist_page import ChecklistPage
from companion.ui.main_window import MainWindow
from companion.workspace import Workspace

NOW = datetime(2026, 10, 27, 11, 40, tzinfo=UTC)
LIMITS = {1_400: 16.0, 10_000: 8.0}


class Painted(QObject):
    """Adds up what is painted in a widget."""

    def __init__(self) -> None:
        super().__init__()
        self.area = QRect()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.area = self.area.united(event.rect())
        return False


def frame(act: Callable[[], object], view: QObject) -> float:
    """CPU ms of an action and everything that Qt does after it until the screen is right."""
    began = time.process_time()
    act()
    QApplication.sendPostedEvents()
    QApplication.processEvents()
    return (time.process_time() - began) * 1000


def tell(what: str, found: list[float], limit: float) -> bool:
    """Print median and p95; tell whether the limit is kept."""
    p95 = statistics.quantiles(found, n=20)[-1]
    kept = p95 <= limit
    print(
        f"{what:44s} {statistics.median(found):7.2f} ({p95:.2f}) ms{'' if kept else '  TOO SLOW'}"
    )
    return kept


def open_page(folder: Path, rows: int) -> tuple[MainWindow, ChecklistPage]:
    """Open the real window on the checklist with so many rows."""
    make_application()
    store = ScheduleStore(folder / f"{rows}.db")
    store.fill(records(rows))
    window = MainWindow(Workspace(store, FixedClock(NOW, ZoneInfo("Europe/Berlin")), folder))
    window.resize(1280, 800)
    window.show()
    window.complete()
    window.go("checklist")
    QApplication.processEvents()
    page = window.page()
    assert isinstance(page, ChecklistPage)
    page.filters.set_filter(Filter(Shown.ALL))
    QApplication.processEvents()
    return window, page


def ticking(page: ChecklistPage, rounds: int) -> list[float]:
    """Tick and untick rows as they are when a stored edit is told to the page."""
    workspace = page.frame.workspace
    lines = [row for row in page.view.lines.rows if isinstance(row, Entry) and not row.is_done]
    found = []
    for n in range(rounds):
        item_id = lines[(n // 2) % len(lines)].item.id
        page.view.choose(item_id)
        QApplication.processEvents()
        schedule = workspace.schedule
        edit = edits.complete(schedule, [item_id], NOW) or edits.reopen(schedule, [item_id])
        assert edit is not None
        workspace.schedule = schedule.with_(edit)
        found.append(frame(page.mark_stale, page.view))
    return found


def painted_by_a_tick(page: ChecklistPage) -> int:
    """Return how many pixel rows of the list a tick repaints."""
    painted = Painted()
    page.view.viewport().installEventFilter(painted)
    ticking(page, 1)
    painted.area = QRect()
    workspace = page.frame.workspace
    entry = page.view.current()
    assert entry is not None
    edit = edits.reopen(workspace.schedule, [entry.item.id])
    assert edit is not None
    workspace.schedule = workspace.schedule.with_(edit)
    page.mark_stale()
    QApplication.processEvents()
    page.view.viewport().removeEventFilter(painted)
    return painted.area.height()


def scrolling(page: ChecklistPage, rounds: int) -> list[float]:
    """Scroll by a wheel's notch."""
    bar = page.view.verticalScrollBar()
    bar.setValue(0)
    QApplication.processEvents()
    return [frame(lambda n=n: bar.setValue(n * 93), page.view) for n in range(1, rounds + 1)]


def searching(page: ChecklistPage, rounds: int) -> list[float]:
    """Type and take back "chapter 12", letter by letter."""
    text = "chapter 12"
    found = []
    for n in range(rounds):
        page.search.setText("")
        QApplication.processEvents()
        letters = text[: n % len(text)]
        page.search.setText(letters)
        QApplication.processEvents()
        found.append(frame(lambda m=n: page.search.setText(text[: m % len(text) + 1]), page.view))
    page.search.setText("")
    QApplication.processEvents()
    return found


def main() -> int:
    """Measure at each size."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rows", type=int, nargs="*", default=list(LIMITS))
    asked.add_argument("--rounds", type=int, default=60)
    given = asked.parse_args()
    kept = True
    with tempfile.TemporaryDirectory() as folder:
        for rows in given.rows:
            window, page = open_page(Path(folder), rows)
            limit = LIMITS.get(rows, 8.0)
            print(f"{rows:,} activities")
            kept &= tell("  tick to repaint", ticking(page, given.rounds), limit)
            kept &= tell("  scroll by 93 pixels", scrolling(page, given.rounds), 8.0)
            kept &= tell("  a letter in the search", searching(page, given.rounds), limit)
            print(f"  a tick repaints {painted_by_a_tick(page)} pixel rows of the list")
            window.close()
            window.workspace.close()
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
