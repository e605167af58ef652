"""Times from sources that know nothing of our code: the C library, GNU date and Qt.

The rule for wall times that do not exist or exist twice is written here a second time, from
RFC 5545, section 3.3.5, and by the C library's offsets only.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zoneinfo
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QDateTime, QTimeZone

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DAY = 24 * 60 * 60
HERE = Path(__file__).parent


def has_zone_rules() -> bool:
    """Tell whether the C library of this system reads the zones that Python reads."""
    folders = [Path(folder) for folder in zoneinfo.TZPATH]
    return hasattr(os, "fork") and any((folder / "Europe/Berlin").is_file() for folder in folders)


def seconds_of(at: datetime) -> int:
    """Return the seconds since 1970 of an aware instant."""
    return int((at - EPOCH) / timedelta(seconds=1))


class CLibrary:
    """The C library in a child process: offsets and wall times of instants in any zone."""

    def __enter__(self) -> CLibrary:
        self._child = subprocess.Popen(
            [sys.executable, str(HERE / "c_clock.py")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._child.communicate()

    def ask(self, zone: str, seconds: Sequence[int]) -> list[list[int]]:
        """Return [offset in minutes, year, month, day, hour, minute] of each instant."""
        assert self._child.stdin is not None
        assert self._child.stdout is not None
        self._child.stdin.write(json.dumps([zone, list(seconds)]) + "\n")
        self._child.stdin.flush()
        found: list[list[int]] = json.loads(self._child.stdout.readline())
        return found

    def walls(self, zone: str, instants: Iterable[datetime]) -> list[datetime]:
        """Return the naive wall time of each aware instant in a zone."""
        answers = self.ask(zone, [seconds_of(at) for at in instants])
        return [datetime(*parts) for _, *parts in answers]

    def instants(self, zone: str, walls: Sequence[datetime]) -> list[datetime]:
        """Return the UTC instant of each naive wall time in a zone, by RFC 5545: one that is
        skipped counts with the offset before the gap, one that comes twice means the first."""
        plain = [seconds_of(wall.replace(tzinfo=UTC)) for wall in walls]
        before = self.ask(zone, [second - DAY for second in plain])
        after = self.ask(zone, [second + DAY for second in plain])
        tries = [
            sorted({second - 60 * b[0], second - 60 * a[0]})
            for second, b, a in zip(plain, before, after, strict=True)
        ]
        shown = self.ask(zone, [at for each in tries for at in each])
        found, place = [], 0
        for wall, each, second, b in zip(walls, tries, plain, before, strict=True):
            real = [
                at
                for at, (_, *parts) in zip(each, shown[place:], strict=False)
                if datetime(*parts) == wall
            ]
            place += len(each)
            found.append(EPOCH + timedelta(seconds=min(real) if real else second - 60 * b[0]))
        return found


def planned_walls(starts_on: date, weeks: int, weekday: int, starts: time) -> list[datetime]:
    """Return the naive wall times of a weekly class in a course without breaks: the first such
    weekday on or after the first day of each week of seven days."""
    first = starts_on + timedelta(days=(weekday - starts_on.weekday()) % 7)
    return [datetime.combine(first + timedelta(weeks=week), starts) for week in range(weeks)]


def qt_walls(zone: str, instants: Iterable[datetime]) -> list[datetime]:
    """Return the naive wall time of each aware instant in a zone, by Qt."""
    there = QTimeZone(zone.encode())
    found = []
    for at in instants:
        shown = QDateTime.fromSecsSinceEpoch(seconds_of(at), there)
        day, clock = shown.date(), shown.time()
        found.append(datetime(day.year(), day.month(), day.day(), clock.hour(), clock.minute()))
    return found


def date_walls(zone: str, instants: Iterable[datetime]) -> list[datetime]:
    """Return the naive wall time of each aware instant in a zone, by GNU date."""
    program = shutil.which("date")
    assert program is not None
    asked = "".join(f"@{seconds_of(at)}\n" for at in instants)
    told = subprocess.run(
        [program, "-f", "-", "+%Y-%m-%dT%H:%M"],
        input=asked,
        env={**os.environ, "TZ": zone, "LC_ALL": "C"},
        capture_output=True,
        text=True,
        check=True,
    )
    return [datetime.fromisoformat(line) for line in told.stdout.split()]
