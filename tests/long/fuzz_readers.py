"""Throws 100,000 broken inputs at each kind of source: no uncaught exception, none over 2 seconds
of its own time, the process never over 300 MB.

    PYTHONPATH=src:tests python tests/long/fuzz_readers.py [COUNT] [SEED]
"""

from __future__ import annotations

import resource
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "formats"))

from broken_sources import GOOD, broken
from test_any_reader import SLOWEST, survives

MEMORY = 300 * 1024  # KB


def main() -> None:
    """Fuzz every kind of source and tell the slowest input."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 7
    for name, good in GOOD.items():
        slowest = 0.0
        for content in broken(good, seed, count):
            took = survives(content)
            if took > SLOWEST:
                Path(f"slow-{name}.bin").write_bytes(content)
                raise SystemExit(f"{name}: {took:.1f} s")
            slowest = max(slowest, took)
        used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        print(f"{name}: {count:,} inputs, slowest {slowest:.3f} s, {used // 1024} MB")
        if used > MEMORY:
            raise SystemExit("too much memory")


if __name__ == "__main__":
    main()
