"""Killing the program at any moment loses nothing that was acknowledged and leaves no halves.

The long form: `tests/long/faults.py kills`.
"""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

import drill
import pytest
from drill import COUNTER
from promises import losses, unsound_copies

from companion.models.schedule import Change, Edit
from companion.storage.database import MIGRATIONS, VERSION, open_database
from companion.storage.schedule_store import ScheduleStore

MOST_LINES = 20
MOST_MIGRATION_MS = 80
MOST_MS = {"edits": 10, "imports": 60, "restores": 60, "backups": 40}  # about as long as one takes
A_FILE = 50  # so many kills hit one growing file
SOURCE = Path(__file__).parents[2] / "src"
PATHS = os.pathsep.join((str(SOURCE), str(SOURCE.parent / "tests")))


def start(*command: str) -> subprocess.Popen[str]:
    """Start a Python program on our source."""
    return subprocess.Popen(
        [sys.executable, *command],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": PATHS},
    )


def kill(program: subprocess.Popen[str], lines: int, after_ms: float) -> list[str]:
    """Kill a program so long after it has said so much, and return what it said."""
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


def rounds(folder: Path, does: str, count: int, *more: str) -> dict[str, object]:
    """Kill so many times, on files that grow meanwhile."""
    chance = random.Random(f"{does} 1")
    acknowledged, in_midst, lost = 0, 0, []
    for number in range(count):
        place = folder / str(number // A_FILE)
        place.mkdir(exist_ok=True)
        path = place / "x.db"
        program = start(drill.__file__, str(path), "--does", does, "--n", "100000", *more)
        said = kill(program, chance.randint(1, MOST_LINES), chance.uniform(0, MOST_MS[does]))
        in_midst += said[-1].startswith("TRY")
        acknowledged += sum(line.startswith("ACK") for line in said)
        lost += losses(said, path)
        if number % A_FILE == A_FILE - 1 or number == count - 1:
            lost += unsound_copies(place)
            shutil.rmtree(place)
    return {"kills": count, "acknowledged": acknowledged, "in midst": in_midst, "lost": lost}


@pytest.mark.parametrize(("does", "count"), [("edits", 12), ("imports", 6), ("restores", 6),
                                             ("backups", 6)])  # fmt: skip
def test_nothing_acknowledged_is_lost_by_a_kill(tmp_path: Path, does: str, count: int) -> None:
    found = rounds(tmp_path, does, count)
    assert found["lost"] == []
    assert isinstance(found["acknowledged"], int)
    assert found["acknowledged"] > count


@pytest.mark.parametrize("broken", ["early-ack", "halves"])
def test_a_store_that_breaks_its_promise_is_caught(tmp_path: Path, broken: str) -> None:
    for _ in range(10):
        if rounds(tmp_path, "edits", 10, "--broken", broken)["lost"]:
            return
    raise AssertionError("the harness sees nothing")


def test_several_writers_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    ScheduleStore(path).close()
    words = (drill.__file__, str(path), "--n", "10", "--not-alone")
    writers = [start(*words) for _ in range(3)]
    said = [writer.communicate(timeout=60)[0].splitlines() for writer in writers]
    assert [writer.returncode for writer in writers] == [0, 0, 0]
    acknowledged = [line for lines in said for line in lines if line.startswith("ACK")]
    edits = [line for line in acknowledged if not line.startswith(f"ACK {COUNTER} ")]
    assert len(edits) > 3
    assert losses(edits, path) == []


_MIGRATE = """
import sys
from pathlib import Path
from companion.storage.database import open_database
print("READY", flush=True)
open_database(Path(sys.argv[1]), migrations=Path(sys.argv[2]), version=int(sys.argv[3])).close()
print("DONE", flush=True)
"""


def old_file(folder: Path) -> tuple[Path, Path]:
    """Make a data file, and the migrations of a later version that changes each activity."""
    path, migrations = folder / "x.db", folder / "migrations"
    store = ScheduleStore(path)
    changes = (Change(None, drill.activity(f"a{n}", "old")) for n in range(500))
    store.apply(Edit("Add", tuple(changes)), drill.MADE_AT)
    store.close()
    shutil.copytree(MIGRATIONS, migrations)
    script = "CREATE TABLE later (x TEXT) STRICT;\nUPDATE activity SET title = 'new';\n"
    (migrations / f"{VERSION + 1:04}.sql").write_text(script)
    return path, migrations


def mixture(path: Path) -> tuple[int, list[str]]:
    """Return the version of a file and what of it belongs to another one."""
    with closing(sqlite3.connect(path)) as con:
        version = con.execute("PRAGMA user_version").fetchone()[0]
        found = {
            "titles": con.execute("SELECT DISTINCT title FROM activity").fetchall(),
            "tables": con.execute("SELECT count(*) FROM pragma_table_info('later')").fetchone(),
            "edits": con.execute("SELECT count(*) FROM edit").fetchone(),
            "health": con.execute("PRAGMA integrity_check").fetchall(),
        }
    is_old = version == VERSION
    right = {
        "titles": [("old",)] if is_old else [("new",)],
        "tables": (0,) if is_old else (1,),
        "edits": (1,) if is_old else (0,),
        "health": [("ok",)],
    }
    return version, [what for what in found if found[what] != right[what]]


def migrations(folder: Path, count: int) -> dict[str, object]:
    """Kill so many migrations, each of a fresh copy of an old file."""
    chance = random.Random(2)
    old, scripts = old_file(folder)
    versions: Counter[int] = Counter()
    mixed: list[str] = []
    for number in range(count):
        place = folder / str(number)
        place.mkdir()
        path = Path(shutil.copy(old, place / "x.db"))
        program = start("-c", _MIGRATE, str(path), str(scripts), str(VERSION + 1))
        kill(program, 1, chance.uniform(0, MOST_MIGRATION_MS))
        version, wrong = mixture(path)
        versions[version] += 1
        mixed += wrong
        for copy in (place / "backups").glob("*.db"):
            copied, wrong = mixture(copy)
            mixed += [f"copy: {what}" for what in wrong] + ["copy: new"] * (copied != VERSION)
        open_database(path, migrations=scripts, version=VERSION + 1).close()
        mixed += [f"again: {what}" for what in mixture(path)[1]]
        shutil.rmtree(place)
    return {"kills": count, "versions left": dict(versions), "lost": mixed}


def test_a_killed_migration_leaves_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    assert migrations(tmp_path, 8)["lost"] == []
