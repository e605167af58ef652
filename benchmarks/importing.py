"""How long large imports take, how busy the window is meanwhile, and how soon one is cancelled.

    python benchmarks/importing.py [--events 20000] [--package-mb 50] [--only NAME]

A feed of 20,000 entries, a calendar of as many read as busy time, and a course package of 50 MB,
each read in the window as a student does. Prints seconds until the preview, the longest piece of
work in the window's own thread (CPU ms), when progress was first shown, how long after a click on
Cancel the reading process was gone, and what memory it took; then what five busy calendars of 2,000
entries add to asking for a week. Ends with 1 above a limit.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from export_window import Pulse
from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from companion.app import make_application
from companion.clock import FixedClock
from companion.models.busy_calendar import BusyCalendar, BusyTimes
from companion.models.busy_source import busy_line
from companion.models.schedule import Schedule
from companion.models.week_block import blocks_between
from companion.sample import SAMPLE_NOW, sample_records
from companion.storage.schedule_store import ScheduleStore
from companion.ui.busy_checks import BusyChecks
from companion.ui.import_job import Request
from companion.ui.import_page import ImportPage
from companion.ui.main_window import MainWindow
from companion.workspace import Workspace

SECONDS, CANCEL_MS, PROGRESS_MS, MEMORY_MB, PIECE_MS = 15.0, 1000.0, 450.0, 512.0, 100.0
SHOWING_MS, WEEK = 300.0, 2.0
HOME = ZoneInfo("Europe/Berlin")
_TOO_LONG_S = 120


# What is imported


def feed(events: int) -> bytes:
    """A Canvas feed of work in five courses."""
    first = datetime(2026, 9, 1, 3, 59)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:icalendar-ruby",
             "X-WR-CALNAME:Alex Student Calendar (Canvas)"]  # fmt: skip
    for n in range(events):
        at = f"{first + timedelta(hours=n % 2400):%Y%m%dT%H%M%SZ}"
        link = f"https://canvas.example.edu/calendar?include_contexts=course_{n % 5}#assignment_{n}"
        lines += ["BEGIN:VEVENT", f"UID:event-assignment-{n}", f"DTSTART:{at}", f"DTEND:{at}",
                  f"SUMMARY:Quiz {n} about chapter {n % 14} [26/FA CIS-61{n % 5}-OL01]",
                  f"URL:{link}", "DESCRIPTION:Read the chapter\\, answer ten questions.",
                  "END:VEVENT"]  # fmt: skip
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def busy(events: int) -> bytes:
    """A calendar of meetings, some of them each week."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Example//EN", "X-WR-CALNAME:Office"]
    for n in range(events):
        at = datetime(2026, 6, 1, 8) + timedelta(minutes=20 * n % (500 * 24 * 60))
        lines += ["BEGIN:VEVENT", f"UID:{n}@example.org", f"SUMMARY:Meeting {n}",
                  f"DTSTART;TZID=Europe/Berlin:{at:%Y%m%dT%H%M%S}", "DURATION:PT20M",
                  "END:VEVENT"]  # fmt: skip
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def package(megabytes: int) -> bytes:
    """A Common Cartridge: a page to read for each of 1,400 items, the rest media."""
    dice, pages = random.Random(7), 1400
    items = "".join(
        f'<item identifier="i{n}" identifierref="r{n}"><title>Read page {n}</title></item>'
        for n in range(pages)
    )
    weeks = "".join(
        f'<item identifier="m{w}"><title>Week {w + 1}</title>{part}</item>'
        for w, part in enumerate(_shares(items, 14))
    )
    resources = "".join(
        f'<resource identifier="r{n}" type="webcontent" href="wiki_content/p{n}.html">'
        f'<file href="wiki_content/p{n}.html"/></resource>'
        for n in range(pages)
    )
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?><manifest identifier="m" '
        'xmlns="http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"><metadata><schema>IMS Common '
        "Cartridge</schema><schemaversion>1.1.0</schemaversion></metadata><organizations>"
        '<organization identifier="o" structure="rooted-hierarchy"><item identifier="root">'
        f"{weeks}</item></organization></organizations><resources>{resources}</resources></manifest>"
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("imsmanifest.xml", manifest)
        for n in range(pages):
            text = " ".join(f"word{dice.randrange(5000)}" for _ in range(2000))
            zipped.writestr(f"wiki_content/p{n}.html", f"<html><body><p>{text}</p></body></html>")
        part = 0
        while made.tell() < megabytes * 2**20:
            media = dice.randbytes(4 * 2**20)
            zipped.writestr(f"web_resources/film{part}.mp4", media, zipfile.ZIP_STORED)
            part += 1
    return made.getvalue()


def _shares(items: str, count: int) -> list[str]:
    parts = items.split("</item>")[:-1]
    size = len(parts) // count
    return ["</item>".join([*parts[n * size : (n + 1) * size], ""]) for n in range(count)]


# Measuring


class Figure(NamedTuple):
    """One figure beside the limit that it must not pass."""

    name: str
    value: float
    unit: str
    limit: float

    def __str__(self) -> str:
        mark = "  OVER" if self.value > self.limit else ""
        return f"{self.name:54} {self.value:9.2f} {self.unit:3} (limit {self.limit:g}){mark}"


def until(is_done: Callable[[], bool]) -> float:
    """Handle events until something is so; return the seconds that it took."""
    began = time.perf_counter()
    while not is_done():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        time.sleep(0.001)
        if time.perf_counter() - began > _TOO_LONG_S:
            raise SystemExit("it never came")
    return time.perf_counter() - began


def _beat() -> None:
    """Let the pulse beat, so that what was done last counts, too."""
    ends = time.perf_counter() + 0.12
    until(lambda: time.perf_counter() > ends)


def of_import(window: MainWindow, pulse: Pulse, name: str, path: Path) -> list[Figure]:
    """Import a file up to the preview; then apply it."""
    window.go("import")
    page = window.page()
    assert isinstance(page, ImportPage)
    until(lambda: page.isVisible())
    pulse.start()
    began = time.perf_counter()
    page.begin([Request(path=str(path))])
    shown = until(lambda: page.reading.bar.isVisible() or page.proposal is not None)
    until(lambda: page.proposal is not None)
    took, piece = time.perf_counter() - began, 1000 * pulse.longest
    _beat()
    showing = 1000 * pulse.longest
    assert page.proposal is not None
    print(f"{name}: {len(page.proposal.rows):,} rows, {len(page.proposal.skipped):,} left out")
    page.leave()
    return [
        Figure(f"{name}: until the preview", took, "s", SECONDS),
        Figure(f"{name}: progress shown after", 1000 * shown, "ms", PROGRESS_MS),
        Figure(f"{name}: the window's thread, longest piece while reading", piece, "ms", PIECE_MS),
        Figure(f"{name}: the same when its rows are shown", showing, "ms", SHOWING_MS),
        *of_cancelling(window, name, path, took),
        Figure(f"{name}: memory of the reading process", child_memory(path), "MB", MEMORY_MB),
    ]


def of_cancelling(window: MainWindow, name: str, path: Path, whole: float) -> list[Figure]:
    """Cancel at ten moments between the click and the preview; return the slowest."""
    free = ended = 0.0
    for tenth in range(10):
        window.go("import")
        page = window.page()
        assert isinstance(page, ImportPage)
        page.begin([Request(path=str(path))])
        job = page._job
        assert job is not None
        wait = time.perf_counter() + whole * tenth / 10
        until(lambda wait=wait: time.perf_counter() >= wait)  # type: ignore[misc]  # a default binds it
        began = time.perf_counter()
        page.leave()
        QApplication.processEvents()
        free = max(free, time.perf_counter() - began)
        until(lambda job=job: not job._thread.is_alive())  # type: ignore[misc]  # as above
        ended = max(ended, time.perf_counter() - began)
    return [
        Figure(f"{name}: cancelled, the window is free after", 1000 * free, "ms", CANCEL_MS),
        Figure(f"{name}: cancelled, its thread has ended after", 1000 * ended, "ms", CANCEL_MS),
    ]


def of_busy(window: MainWindow, pulse: Pulse, path: Path) -> list[Figure]:
    """Read a calendar as busy time."""
    checks, ended = BusyChecks(window, window), []
    checks.looked.connect(lambda: ended.append(True))
    pulse.start()
    began = time.perf_counter()
    checks.add(Request(path=str(path)))
    until(lambda: bool(ended))
    took = time.perf_counter() - began
    _beat()
    piece = 1000 * pulse.longest
    return [
        Figure("busy calendar: until it takes time", took, "s", SECONDS),
        Figure("busy calendar: longest piece in the window's thread", piece, "ms", PIECE_MS),
    ]


def child_memory(path: Path) -> float:
    """Return the most memory that the reading process took, in MB; asked from a small process, for
    a forked one counts the memory of its parent as its own."""
    ask = (
        "import resource, sys; from datetime import date; from pathlib import Path; "
        "from companion.importers.reading import read_file; "
        "read_file(Path(sys.argv[1]), date(2026, 10, 27)); "
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    found = subprocess.run(
        [sys.executable, "-c", ask, str(path)], capture_output=True, text=True, check=True
    )
    size = int(found.stdout)
    return size / 2**20 if sys.platform == "darwin" else size / 1024


def of_week() -> list[Figure]:
    """Compare asking for a week's blocks with five calendars of 2,000 entries, and with calendars
    that hold nothing but what lies near that week."""
    records = list(sample_records())
    calendars = [BusyCalendar(f"c{n}", f"Calendar {n}") for n in range(5)]
    lines = [_lines(2000, n) for n in range(5)]
    near = [[line for line in own if "20261018" < line[:8] < "20261104"] for own in lines]
    few, all_of_them = (
        Schedule.of([*records, *calendars, *map(_times, calendars, which)])
        for which in (near, lines)
    )
    bare, full = _ask(few), _ask(all_of_them)
    print(f"a week with {sum(map(len, near))} busy times near it: {1000 * bare:.2f} ms; with the "
          f"{sum(map(len, lines)):,} of all months too: {1000 * full:.2f} ms")  # fmt: skip
    return [Figure("a week's blocks, all months against that one", full / bare, "x", WEEK)]


def _times(calendar: BusyCalendar, lines: list[str]) -> BusyTimes:
    return BusyTimes(calendar.id, "\n".join(lines))


def _lines(count: int, seed: int) -> list[str]:
    dice = random.Random(seed)
    first = datetime(2026, 5, 1)
    found = (
        busy_line(
            first + timedelta(minutes=30 * dice.randrange(500 * 48)), 30, HOME.key, f"No. {n}"
        )
        for n in range(count)
    )
    return sorted(found)


def _blocks(schedule: Schedule) -> list[object]:
    start = datetime.combine(date(2026, 10, 26), datetime.min.time(), HOME)
    return list(blocks_between(schedule, start, start + timedelta(7), SAMPLE_NOW, HOME))


def _ask(schedule: Schedule) -> float:
    _blocks(schedule)
    best = 1.0
    for _ in range(30):
        began = time.perf_counter()
        _blocks(schedule)
        best = min(best, time.perf_counter() - began)
    return best


def main() -> int:
    """Measure everything, print it, and return 1 above a limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=20_000)
    parser.add_argument("--package-mb", type=int, default=50)
    parser.add_argument("--only", default="", help="feed, package, busy or week")
    asked = parser.parse_args()
    make_application()
    with tempfile.TemporaryDirectory() as folder:
        figures = _measured(asked, Path(folder))
    for figure in figures:
        print(figure)
    return int(any(figure.value > figure.limit for figure in figures))


def _measured(asked: argparse.Namespace, folder: Path) -> list[Figure]:
    store = ScheduleStore(folder / "companion.db")
    window = MainWindow(Workspace(store, FixedClock(SAMPLE_NOW, HOME), folder, is_sample=True))
    window.resize(1280, 800)
    window.show()
    window.complete()
    pulse, figures = Pulse(), []
    for name, content, measure in (
        ("feed", lambda: feed(asked.events), of_import),
        ("package", lambda: package(asked.package_mb), of_import),
    ):
        if asked.only in ("", name):
            path = folder / f"{name}.bin"
            path.write_bytes(content())
            figures += measure(window, pulse, name, path)
    if asked.only in ("", "busy"):
        path = folder / "busy.ics"
        path.write_bytes(busy(asked.events))
        figures += of_busy(window, pulse, path)
    window.close()
    store.close()
    return figures + (of_week() if asked.only in ("", "week") else [])


if __name__ == "__main__":
    sys.exit(main())
