"""A program that is killed while the timer runs loses at most a minute of it, and asks."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from companion.models.timer import read
from companion.storage.schedule_store import ScheduleStore

DRILL = Path(__file__).with_name("timer_drill.py")
ROOT = DRILL.parents[2]
LEAST = 6  # so often it has counted before it is killed


def start(folder: Path, what: str) -> subprocess.Popen[str]:
    paths = os.pathsep.join((str(ROOT / "src"), str(ROOT / "tests")))
    return subprocess.Popen(
        [sys.executable, str(DRILL), str(folder), what],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": paths},
    )


def test_a_kill_loses_at_most_a_minute_and_the_next_start_asks(tmp_path: Path) -> None:
    program = start(tmp_path, "start")
    assert program.stdout is not None
    counted: list[float] = []
    deadline = time.monotonic() + 60
    for line in program.stdout:
        counted.append(float(line.removeprefix("COUNTED ")))
        if (len(counted) >= LEAST and counted[-1] > 90) or time.monotonic() > deadline:
            break
    program.kill()
    counted += [float(line.removeprefix("COUNTED ")) for line in program.stdout if line.strip()]
    program.wait()
    program.stdout.close()

    store = ScheduleStore(tmp_path / "companion.db")
    kept = read(store.setting("timer") or "")
    before = store.load()
    store.close()
    assert kept is not None
    assert kept.is_running
    assert 0 <= counted[-1] - kept.seconds <= 120  # a minute, and what a slow machine adds

    again = start(tmp_path, "again")
    said, _ = again.communicate(timeout=60)
    assert "so far on “Tibshirani 1996, §1–3”." in said
    assert f"COUNTED {kept.seconds} False" in said
    store = ScheduleStore(tmp_path / "companion.db")
    assert store.load() == before
    store.close()
