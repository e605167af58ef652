"""Kills, power cuts, full disks, failing system calls, damage and races, at the full numbers.

    PYTHONPATH=src:tests python tests/long/faults.py [WHAT…] [--share 1]

WHAT is kills, cuts, calls, disks, damage or races; all by default. Prints one line of figures for
each and ends with 1 when anything was lost. With a share of 0.1 it does a tenth. Linux, with strace
and private mounts, for all of it; an hour and more on two cores.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS), str(TESTS / "storage"), str(TESTS.parent / "src")]

Figures = dict[str, object]
KILLS, CUTS, CALLS, DISKS, DAMAGE, RACES = 1000, 5000, 500, 500, 20, 100


def kills(share: float) -> Iterator[tuple[str, Figures]]:
    """Kill edits, imports, restores, backups and migrations, a thousand of each."""
    import test_kill

    for does in test_kill.MOST_MS:
        with tempfile.TemporaryDirectory() as name:
            yield does, test_kill.rounds(Path(name), does, int(KILLS * share))
    with tempfile.TemporaryDirectory() as name:
        yield "migrations", test_kill.migrations(Path(name), int(KILLS * share))


def cuts(share: float) -> Iterator[tuple[str, Figures]]:
    """Cut the power five thousand times in a session of everything."""
    import power_cuts

    for does, count in (("session", CUTS * 4 // 5), ("imports", CUTS // 10), ("edits", CUTS // 10)):
        yield does, power_cuts.run(does, 32, int(count * share))


def calls(share: float) -> Iterator[tuple[str, Figures]]:
    """Let five hundred calls fail, once or from then on."""
    import disk_faults

    yield "session", disk_faults.failing_calls(int(CALLS * share))


def disks(share: float) -> Iterator[tuple[str, Figures]]:
    """Let a full disk refuse at five hundred points."""
    import disk_faults

    yield "session", disk_faults.full_disks(int(DISKS * share))


def damage(share: float) -> Iterator[tuple[str, Figures]]:
    """Damage fourteen kinds of files, twenty of each."""
    import test_damage

    for kind in test_damage.KINDS:
        with tempfile.TemporaryDirectory() as name:
            count = max(1, int(DAMAGE * share))
            ends = Counter(test_damage.start(Path(name) / str(n), kind, n) for n in range(count))
        yield kind, {"files": count, **ends, "lost": []}


def races(share: float) -> Iterator[tuple[str, Figures]]:
    """Start five windows at once, kill the one that lives, start again."""
    import test_instance

    wrong: list[str] = []
    count = int(RACES * share)
    for _ in range(count):
        with tempfile.TemporaryDirectory() as name:
            wrong += test_instance.race(Path(name) / "data")
    yield "five starts at once", {"races": count, "lost": wrong}


WHAT: dict[str, Callable[[float], Iterator[tuple[str, Figures]]]] = {
    "kills": kills,
    "cuts": cuts,
    "calls": calls,
    "disks": disks,
    "damage": damage,
    "races": races,
}


def main() -> int:
    """Do what was asked for, all by default."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", nargs="*", metavar="WHAT", help=", ".join(WHAT))
    parser.add_argument("--share", type=float, default=1)
    asked = parser.parse_args()
    is_lost = False
    for what in asked.what or WHAT:
        for name, figures in WHAT[what](asked.share):
            print(what, name, json.dumps(figures), flush=True)
            is_lost |= bool(figures["lost"])
    return int(is_lost)


if __name__ == "__main__":
    sys.exit(main())
