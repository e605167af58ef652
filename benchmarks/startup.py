"""What a start costs, as a ratio to a bare PySide6 window of the same run.

    python benchmarks/startup.py [--rounds 7] [--no-instructions] [--no-settled]

Instructions to the first frame and exit, offscreen, by valgrind (repeat to 0.1 %); CPU time until
the window is at rest, proportional (PSS) and anonymous memory then, on a screen of its own where
Xvfb is installed, else offscreen. The data is the sample certificate: a program, four courses,
211 activities. Ends with 1 when a figure is above its limit. Linux only.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).parent
SOURCE = HERE.parent / "src"
REST_S, RESTING, LONGEST_S = 0.7, 0.006, 20.0  # less than 6 ms of work in 0.7 s is rest
# figure: target, limit
BOUNDS = {
    "instructions to first frame and exit": (1.40, 1.60),
    "CPU until settled": (1.45, 1.75),
    "PSS settled": (1.30, 1.60),
    "anonymous memory settled": (1.5, 2.0),
}


def commands(folder: Path) -> tuple[list[str], list[str]]:
    """Return the bare window's command and Companion's, on sample data."""
    bare = [sys.executable, str(HERE / "bare_window.py")]
    mine = [
        sys.executable, "-m", "companion", "--data-dir", str(folder), "--zone", "Europe/Berlin",
        "--now", "2026-10-27T12:40+01:00",
    ]  # fmt: skip
    return bare, mine


def environment(home: str, **more: str) -> dict[str, str]:
    """Return an environment in which nothing of the student's own is found."""
    found = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    places = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR")
    return found | dict.fromkeys(places, home) | {"PYTHONPATH": str(SOURCE)} | more


def fill(folder: Path) -> None:
    """Store the sample certificate in a data folder."""
    sys.path.insert(0, str(SOURCE))
    from companion.sample import SAMPLE_SETTINGS, sample_records
    from companion.storage.schedule_store import ScheduleStore

    store = ScheduleStore(folder / "companion.db")
    store.fill(sample_records())
    for name, value in SAMPLE_SETTINGS.items():
        store.set_setting(name, value)
    store.close()


def instructions(command: Sequence[str], home: str) -> float:
    """Count the instructions of a program that ends after its first frame."""
    env = environment(home, QT_QPA_PLATFORM="offscreen", PYTHONHASHSEED="0")
    whole = [*command, "--quit"]
    subprocess.run(whole, env=env, check=True, capture_output=True, timeout=60)
    valgrind = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"]
    done = subprocess.run(
        [*valgrind, *whole], env=env, check=True, capture_output=True, text=True, timeout=300
    )
    return sum(map(int, re.findall(r"Collected : (\d+)", done.stderr)))


@contextmanager
def screen(home: str) -> Iterator[dict[str, str]]:
    """Start a screen of our own; without Xvfb stay offscreen."""
    if shutil.which("Xvfb") is None:
        print("Xvfb is not installed: measured offscreen", file=sys.stderr)
        yield environment(home, QT_QPA_PLATFORM="offscreen")
        return
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1400x900x24", "-nolisten", "tcp"],
        pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(writing)
    with os.fdopen(reading) as said:
        number = said.readline().strip()
    try:
        yield environment(home, QT_QPA_PLATFORM="xcb", DISPLAY=f":{number}")
    finally:
        server.terminate()
        server.wait()


def settled(command: Sequence[str], env: dict[str, str]) -> dict[str, float]:
    """Start a program, wait until it rests, and return what it has cost until then."""
    child = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        ends_at = time.monotonic() + LONGEST_S
        time.sleep(REST_S)  # an interpreter that waits for its turn does not rest
        before, now = -1.0, _cpu(child.pid)
        while now - before > RESTING and time.monotonic() < ends_at:
            time.sleep(REST_S)
            before, now = now, _cpu(child.pid)
        memory = Path(f"/proc/{child.pid}/smaps_rollup").read_text(encoding="ascii")
    finally:
        child.kill()
        child.wait()
    return {
        "CPU until settled": before,
        "PSS settled": float(re.findall(r"^Pss:\s+(\d+)", memory, re.MULTILINE)[0]),
        "anonymous memory settled": float(
            re.findall(r"^Anonymous:\s+(\d+)", memory, re.MULTILINE)[0]
        ),
    }


def _cpu(pid: int) -> float:
    """Return the CPU seconds of all threads of a process."""
    threads = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(thread.read_text(encoding="ascii").split()[0]) for thread in threads) / 1e9


def tell(figure: str, ratios: Sequence[float]) -> bool:
    """Print a figure; True when it is within its limit."""
    target, limit = BOUNDS[figure]
    middle = statistics.median(ratios)
    spread = f"[{min(ratios):.2f}-{max(ratios):.2f}]" if len(ratios) > 1 else ""
    verdict = "" if middle <= target else "above target" if middle <= limit else "ABOVE LIMIT"
    bounds = f"target {target:.2f}, limit {limit:.2f}"
    print(f"{figure:38s} {middle:5.2f} x bare {spread:13s} {bounds} {verdict}", flush=True)
    return middle <= limit


def main() -> int:
    """Measure and print."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rounds", type=int, default=7)
    asked.add_argument("--no-instructions", action="store_true")
    asked.add_argument("--no-settled", action="store_true")
    options = asked.parse_args()
    is_good = True
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home) / "data"
        folder.mkdir()
        fill(folder)
        bare, mine = commands(folder)
        if not options.no_instructions and shutil.which("valgrind"):
            ratio = instructions(mine, home) / instructions(bare, home)
            is_good &= tell("instructions to first frame and exit", [ratio])
        if not options.no_settled:
            with screen(home) as env:
                rounds = [(settled(bare, env), settled(mine, env)) for _ in range(options.rounds)]
            for figure in rounds[0][0]:
                is_good &= tell(figure, [m[figure] / b[figure] for b, m in rounds])
    return 0 if is_good else 1


if __name__ == "__main__":
    sys.exit(main())
