"""How long the palette works for one letter, and until it is open.

    PYTHONPATH=src python benchmarks/search.py [--rows 1400 10000] [--rounds 20]

Types and takes back several texts letter by letter in the real palette: what fits, what fits many
things, typos, lines to add, nonsense. Prints CPU ms, median and 95th percentile, of the search and
all that Qt does after it until the screen is right. Ends with 1 above 8 ms a letter (p95).
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from checklist import frame, open_page, tell
from PySide6.QtWidgets import QApplication

from companion import edits
from companion.models.activity import Activity
from companion.ui.dialogs.palette import Palette
from companion.ui.main_window import MainWindow

TEXTS = (
    "chapter 12", "raed chpater 12", "course 3 item 4711", "quiz c2", "#c4 read", ">settings",
    "read zebra paper 25m due fri #c1", "qwertz", "完全に違う言葉",
)  # fmt: skip
LIMIT = 8.0


def opening(window: MainWindow) -> tuple[Palette, float]:
    """Open the palette; it and the CPU ms that it took."""
    took = frame(lambda: window.trigger("palette"), window)
    palette = next(p for p in window.findChildren(Palette) if p.isVisible())
    return palette, took


def typing(palette: Palette, rounds: int) -> list[float]:
    """Type each text letter by letter, and take it back."""
    found = []
    for _ in range(rounds):
        for text in TEXTS:
            steps = [*range(1, len(text) + 1), *range(len(text) - 1, 0, -1)]
            for n in steps:
                found.append(frame(lambda n=n, text=text: palette.query.setText(text[:n]), palette))
    return found


def reopening(window: MainWindow, rounds: int) -> list[float]:
    """Open the palette again and again, each time after one activity was changed."""
    workspace, took = window.workspace, []
    for n, item in enumerate(list(workspace.schedule.table(Activity).values())[:rounds]):
        edit = edits.change_activity(workspace.schedule, item._replace(title=f"Changed {n}"))
        assert edit is not None
        workspace.schedule = workspace.schedule.with_(edit)
        palette, ms = opening(window)
        took.append(ms)
        palette.close_overlay()
    return took


def main() -> int:
    """Measure at each size."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rows", type=int, nargs="*", default=[1_400, 10_000])
    asked.add_argument("--rounds", type=int, default=20)
    given = asked.parse_args()
    kept = True
    with tempfile.TemporaryDirectory() as folder:
        for rows in given.rows:
            window, _ = open_page(Path(folder), rows)
            window.go("timeline")
            QApplication.processEvents()
            palette, first = opening(window)
            print(f"{rows:,} activities")
            print(f"  {'the palette opens for the first time':42s} {first:7.2f} ms")
            kept &= tell("  a letter in the palette", typing(palette, given.rounds), LIMIT)
            palette.close_overlay()
            again = reopening(window, max(3, given.rounds))
            print(f"  {'opens after a change':42s} {statistics.median(again):7.2f} ms")
            window.close()
            window.workspace.close()
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
