"""How long it takes to find what fits into some minutes, of 10,000 activities.

    PYTHONPATH=src python benchmarks/gap.py [--activities 10000] [--rounds 40]

CPU time of our own work in ms, median and 95 of 100: the answer of `companion gap` once the data
is read, on a schedule that has not been asked before, and again after each tick; the same on Today
with all that it shows of the day. Ends with 1 when one of them takes more than 50 ms in 5 of 100
cases, or when a number of minutes typed there takes more than 8.
"""

from __future__ import annotations

import argparse
import gc
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from companion import edits
from companion.app import make_application
from companion.clock import FixedClock
from companion.models.activity import Activity, Stage
from companion.models.open_work import next_classes, open_work
from companion.models.packs import Offer, fits_of, offer
from companion.models.schedule import Record, Schedule
from companion.sample import SAMPLE_NOW, SAMPLE_ZONE, sample_records
from companion.storage.schedule_store import ScheduleStore
from companion.ui.main_window import MainWindow
from companion.ui.today_page import TodayPage
from companion.workspace import Workspace

LIMIT_MS, TYPING_MS = 50.0, 8.0
SPEED = 1.25


def records(count: int) -> Iterator[Record]:
    """The sample, with its own activities again and again under other ids, all still to do."""
    sample = list(sample_records())
    yield from sample
    work = [record for record in sample if isinstance(record, Activity)]
    for n in range(count - len(work)):
        copy = f"copy-{n}"
        yield work[n % len(work)]._replace(
            id=copy, uid=f"{copy}@bench", stage=Stage.OPEN, done_at=None
        )


def answer(schedule: Schedule, minutes: int) -> Offer:
    """Return what `companion gap` answers of a schedule."""
    items = open_work(schedule, SAMPLE_NOW, SPEED)
    return offer(fits_of(items), minutes, SAMPLE_NOW, next_classes(schedule, SAMPLE_NOW))


def timed(act: Callable[[], object]) -> float:
    """Return the CPU time of something in ms."""
    began = time.process_time()
    act()
    return (time.process_time() - began) * 1000


def settle() -> None:
    """Put what lives on out of the collector's sight, as a new process has it."""
    gc.collect()
    gc.freeze()


def tell(what: str, found: list[float], limit: float) -> bool:
    """Print median and p95; tell whether the limit is kept."""
    p95 = statistics.quantiles(found, n=20)[-1]
    mark = "" if p95 <= limit else "  TOO SLOW"
    print(f"{what:46s} {statistics.median(found):7.2f} ({p95:.2f}) ms, limit {limit:.0f}{mark}")
    return p95 <= limit


def of_models(every: list[Record], rounds: int) -> bool:
    """Ask new schedules, and one that changes."""
    first = []
    for _ in range(min(rounds, 10)):
        schedule = Schedule.of(every)
        settle()
        first.append(timed(lambda s=schedule: answer(s, 30)))
    after: list[float] = []
    for n in range(rounds):
        ticked = edits.complete(schedule, [answer(schedule, 30).rows[0].item.id], SAMPLE_NOW)
        assert ticked is not None
        schedule = schedule.with_(ticked)
        after.append(timed(lambda s=schedule, m=15 + n: answer(s, m)))
    kept = tell("gap, asked for the first time", first, LIMIT_MS)
    return tell("gap, after a tick", after, LIMIT_MS) and kept


def of_window(every: list[Record], rounds: int, folder: Path) -> bool:
    """Tick on Today, and choose other minutes."""
    make_application()
    store = ScheduleStore(folder / "gap.db")
    store.fill(every)
    workspace = Workspace(store, FixedClock(SAMPLE_NOW, ZoneInfo(SAMPLE_ZONE)), folder)
    window = MainWindow(workspace)
    window.resize(1280, 800)
    window.show()
    QApplication.processEvents()
    page = window.page()
    assert isinstance(page, TodayPage)
    chosen, moments = [], []
    for n in range(rounds):
        chosen.append(timed(lambda m=10 + n: page.have.choose(m)))
        moments.append(timed(page.minute))
    window.close()
    kept = tell("Today, other minutes chosen", chosen, TYPING_MS)
    return tell("Today, each minute", moments, LIMIT_MS) and kept


def main() -> int:
    """Measure all of it; 1 above a limit."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--activities", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=40)
    asked = parser.parse_args()
    every = list(records(asked.activities))
    print(f"{asked.activities:,} activities, CPU time of our own work, median (p95)")
    kept = of_models(every, asked.rounds)
    with tempfile.TemporaryDirectory() as folder:
        kept = of_window(every, asked.rounds, Path(folder)) and kept
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
