"""Killing the program at any moment loses no edit that was acknowledged.

The long form:

    PYTHONPATH=src:tests python tests/storage/test_kill.py 1000
"""

import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

import drill
from drill import BLOCKS, COUNTER

from companion.models.activity import Activity, PlannedBlock
from companion.storage.schedule_store import ScheduleStore

MOST_LINES = 40
MOST_MS = 10  # about as long as an edit takes
SOURCE = Path(__file__).parents[2] / "src"


def kill_once(path: Path, lines: int, after_ms: float) -> list[str]:
    """Run the drill, kill it so long after it has said so much, and return what it said."""
    program = subprocess.Popen(
        [sys.executable, drill.__file__, str(path), "--n", "100000"],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
    )
    said: list[str] = []
    is_time = threading.Event()

    def listen() -> None:
        for line in program.stdout or ():
            said.append(line.strip())
            if len(said) >= lines:
                is_time.set()

    listener = threading.Thread(target=listen)
    listener.start()
    is_time.wait(20)
    time.sleep(after_ms / 1000)
    program.kill()
    program.wait()
    listener.join()
    assert program.stdout is not None
    program.stdout.close()
    return said


def losses(said: list[str], path: Path) -> list[str]:
    """Compare what was said with what is stored; empty when all of it is there."""
    acknowledged: dict[str, str] = {}
    tried: dict[str, set[str]] = {}
    for word, key, value in (line.split(" ") for line in said if line.count(" ") == 2):
        if word == "ACK":
            acknowledged[key] = value
            tried.pop(key, None)
        else:
            tried.setdefault(key, set()).add(value)
    store = ScheduleStore(path)
    try:
        schedule, checkup = store.load(), store.check()
    finally:
        store.close()
    found = {a.id: a.title for a in schedule.table(Activity).values()}
    lost = [
        f"{key}: {value!r} acknowledged, {found.get(key)!r} stored"
        for key, value in acknowledged.items()
        if found.get(key) not in {value, *tried.get(key, ())}
    ]
    blocks = Counter(block.activity_id for block in schedule.table(PlannedBlock).values())
    halves = blocks != dict.fromkeys(found.keys() - {COUNTER}, BLOCKS)
    return [*lost, *checkup.problems, *(["half an edit is stored"] if halves else [])]


def rounds(path: Path, count: int) -> dict[str, object]:
    """Kill so many times on one growing file."""
    chance = random.Random(1)
    acknowledged, in_midst, lost = 0, 0, []
    for _ in range(count):
        said = kill_once(path, chance.randint(1, MOST_LINES), chance.uniform(0, MOST_MS))
        in_midst += said[-1].startswith("TRY")
        acknowledged += sum(line.startswith("ACK") for line in said)
        lost += losses(said, path)
    return {"rounds": count, "acknowledged": acknowledged, "in_midst": in_midst, "lost": lost}


def test_no_acknowledged_edit_is_lost_by_a_kill(tmp_path: Path) -> None:
    found = rounds(tmp_path / "x.db", 30)
    assert found["lost"] == []
    assert found["in_midst"] > 0
    assert found["acknowledged"] > 30


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(rounds(Path(folder) / "x.db", int(sys.argv[1]))))
