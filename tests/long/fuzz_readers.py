"""Throws 100,000 broken inputs at each kind of source: no uncaught exception, none over 2 seconds
of its own time, the process never over 300 MB. Zips are broken once more inside, as "inside …":
their members are broken and packed again.

    PYTHONPATH=src:tests python tests/long/fuzz_readers.py [COUNT] [SEED] [NAME…]

An input that is not survived is written to failed-<name>.bin.
"""

from __future__ import annotations

import resource
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "formats"))

from broken_sources import GOOD, ZIPS, broken, broken_inside
from test_any_reader import SLOWEST, survives

MEMORY = 300 * 1024  # KB
_INSIDE = "inside "


def main() -> None:
    """Fuzz every kind of source, or those named, and tell the slowest input of each."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 7
    names = sys.argv[3:] or [*GOOD, *(_INSIDE + name for name in ZIPS)]
    failed = [name for name in names if not _holds(name, count, seed)]
    if failed:
        raise SystemExit(f"not survived: {', '.join(failed)}")


def _holds(name: str, count: int, seed: int) -> bool:
    slowest = 0.0
    breaks = broken_inside if name.startswith(_INSIDE) else broken
    for content in breaks(GOOD[name.removeprefix(_INSIDE)], seed, count):
        try:
            took = survives(content)
        except Exception as fault:
            return _failed(name, content, f"{type(fault).__name__}: {fault}")
        if took > SLOWEST:
            return _failed(name, content, f"{took:.1f} s")
        slowest = max(slowest, took)
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"{name}: {count:,} inputs, slowest {slowest:.3f} s, {used // 1024} MB", flush=True)
    return used <= MEMORY


def _failed(name: str, content: bytes, why: str) -> bool:
    Path(f"failed-{name.replace(' ', '-')}.bin").write_bytes(content)
    print(f"{name}: {why}", flush=True)
    return False


if __name__ == "__main__":
    main()
