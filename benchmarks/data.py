"""How fast data is opened, ticked, undone, checked, copied, against bare SQLite in the same mode.

    PYTHONPATH=src python benchmarks/data.py [--folder DIR] [--rounds 100]

Prints medians in ms and their ratio to the bare figure of the same run on the same disk; ends
with 1 when a durable tick takes more than twice a bare one-row transaction. The folder decides
the disk; by default the present one is used, as many a /tmp is memory.
"""

from __future__ import annotations

import argparse
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from companion import edits
from companion.models.activity import Activity, ActivityKind, DueDate, Stage
from companion.models.course import EASTERN, Course
from companion.models.program import Program
from companion.models.schedule import Record
from companion.storage.schedule_store import ScheduleStore

STUDENT, HUNDREDFOLD = 1_400, 140_000
TARGET, LIMIT = 1.2, 2.0
NOW = datetime(2026, 10, 27, 11, 40, tzinfo=UTC)
MADE_AT = NOW.isoformat()
KINDS = [kind for kind in ActivityKind if kind is not ActivityKind.RECORDING]


def records(count: int) -> Iterator[Record]:
    """Five courses with so many activities between them."""
    yield Program("p", "Certificate")
    for n in range(5):
        yield Course(f"c{n}", "p", f"C{n}", f"Course {n}", 14, date(2026, 8, 31))
    for n in range(count):
        is_done = n % 3 == 0
        due = DueDate(datetime(2026, 9, 6, 23, 59) + timedelta(days=n % 98), EASTERN)
        yield Activity(
            f"{n:012x}", f"{n:032x}@companion", f"c{n % 5}", KINDS[n % 6],
            f"Course {n % 5}, item {n}: read chapter {n % 30}", n % 14 + 1, 15 * (n % 8 + 1),
            due if n % 2 else None, stage=Stage.DONE if is_done else Stage.OPEN,
            done_at=NOW if is_done else None, position=n,
        )  # fmt: skip


def timed(act: Callable[[], object]) -> float:
    """Wall ms of one call."""
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


def tell(what: str, found: list[float], bare: list[float] | None = None) -> float:
    """Print the median, its quartiles, and its ratio to a bare median; return the ratio."""
    low, middle, high = statistics.quantiles(found, n=4)
    ratio = middle / statistics.median(bare) if bare else 1.0
    print(f"{what:54s} {middle:9.3f} [{low:.3f}-{high:.3f}]" + f"  {ratio:5.2f} x" * bool(bare))
    return ratio


def loading(folder: Path, count: int, rounds: int) -> Path:
    """Time opening and reading everything."""
    path = folder / f"{count}.db"
    with closing(ScheduleStore(path)) as store:
        store.fill(records(count))

    def bare() -> None:
        with closing(sqlite3.connect(path)) as con:
            con.execute("SELECT * FROM activity").fetchall()

    def opened() -> None:
        with closing(ScheduleStore(path)) as store:
            store.load()

    pairs = [(timed(bare), timed(opened)) for _ in range(rounds)]
    floor, ours = [list(column) for column in zip(*pairs, strict=True)]
    tell(f"{count:,} activities: bare rows", floor)
    tell(f"{count:,} activities: open and load", ours, floor)
    return path


def ticking(path: Path, rounds: int) -> float:
    """Time durable ticks and undos, each right after a bare transaction; return the ratio."""
    bare_con = sqlite3.connect(path.with_name("bare.db"), isolation_level=None)
    bare_con.execute("PRAGMA journal_mode=DELETE")
    bare_con.execute("PRAGMA synchronous=EXTRA")
    bare_con.execute("CREATE TABLE IF NOT EXISTS item (id INTEGER PRIMARY KEY, done INTEGER)")
    bare_con.executemany("INSERT OR IGNORE INTO item VALUES (?, 0)", [(n,) for n in range(1400)])
    store = ScheduleStore(path)
    schedule = store.load()
    open_ids = [a.id for a in schedule.table(Activity).values() if not a.is_done]

    def bare(n: int) -> None:
        bare_con.execute("BEGIN IMMEDIATE")
        bare_con.execute("UPDATE item SET done = done + 1 WHERE id = ?", (n % 1400,))
        bare_con.execute("COMMIT")

    floor, ticks, undos, names = [], [], [], []
    for n in range(rounds):
        edit = edits.complete(schedule, [open_ids[n * 7 % len(open_ids)]], NOW)
        assert edit is not None
        floor.append(timed(lambda n=n: bare(n)))
        ticks.append(timed(lambda edit=edit: store.apply(edit, MADE_AT)))
        names.append(timed(store.undo_name))
        undos.append(timed(store.undo))
    count = len(schedule.table(Activity))
    tell("a bare one-row transaction, DELETE and EXTRA", floor)
    ratio = tell(f"{count:,} activities: a durable tick with its history", ticks, floor)
    tell(f"{count:,} activities: undo", undos, floor)
    tell(f"{count:,} activities: the name of what undo takes back", names)
    tell(f"{count:,} activities: check", [timed(store.check) for _ in range(3)])
    tell(f"{count:,} activities: a quick look", [timed(store.is_sound) for _ in range(3)])
    copies = [timed(lambda: store.back_up("change", NOW)) for _ in range(3)]
    tell(f"{count:,} activities: a copy, checked", copies)
    store.close()
    bare_con.close()
    return ratio


def main() -> int:
    """Measure a student's data and a hundred times as much."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--folder", type=Path, default=Path.cwd())
    parser.add_argument("--rounds", type=int, default=100)
    options = parser.parse_args()
    worst = 0.0
    with tempfile.TemporaryDirectory(dir=options.folder, prefix=".benchmark-") as name:
        for count, loads in ((STUDENT, options.rounds), (HUNDREDFOLD, 5)):
            path = loading(Path(name), count, loads)
            worst = max(worst, ticking(path, options.rounds))
    print(f"a durable tick: {worst:.2f} x a bare one, target {TARGET}, limit {LIMIT}")
    return int(worst > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
