"""Compare every class in every zone that this system knows with independent sources.

For each zone, as the zone of a course: weekly classes on two weekdays around midnight and in the
hours of clock changes, year by year; their instants against the C library. For each zone, as the
student's: the local times of Eastern classes against the C library, Qt and GNU date.

    python tests/long/every_zone.py                       all zones, 2024 to 2032
    python tests/long/every_zone.py --years 2026-2027 Europe/Berlin Asia/Kolkata

Prints one line of JSON; exits with 1 when anything differs, naming the first differences.
"""

from __future__ import annotations

import argparse
import json
import sys
import zoneinfo
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

HERE = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(HERE), str(HERE.parent / "src")]

from independent_time import (  # noqa: E402  # found by the path above
    CLibrary,
    date_walls,
    has_zone_rules,
    planned_walls,
    qt_walls,
)

from companion.models.course import EASTERN, Course  # noqa: E402
from companion.models.meeting import Meeting, MeetingKind  # noqa: E402
from companion.models.occurrence import expand_course  # noqa: E402
from companion.models.term import term_of  # noqa: E402

SLOTS = ((6, time(23, 30)), (0, time(0, 30)), (6, time(1, 30)), (6, time(2, 30)), (4, time(0, 0)))
EVENINGS = ((1, time(18, 30)), (3, time(17, 0)), (6, time(23, 59)))
MOST_TOLD = 20


class Series(NamedTuple):
    """A weekly class of one year."""

    zone: str
    starts_on: date
    weeks: int
    weekday: int
    starts: time


def ours(series: Series) -> list[datetime]:
    """Return the instants (UTC) of a series as the program computes them."""
    zone, starts_on, weeks, weekday, starts = series
    course = Course("c", "p", "ML", "Machine Learning", weeks, starts_on, zone=zone)
    meeting = Meeting("m", "m@long", "c", MeetingKind.LIVE_SESSION, weekday, starts, 80, zone)
    return [o.starts_at for o in expand_course(course, term_of(course, []), [meeting], [], {})]


def walls_of(series: Series) -> list[datetime]:
    """Return the wall times of a series in its own zone."""
    return planned_walls(series.starts_on, series.weeks, series.weekday, series.starts)


def of_course(library: CLibrary, zone: str, years: range) -> Iterator[tuple[int, list[str]]]:
    """Compare the instants of classes of a zone; yield how many, and what differs."""
    for year in years:
        for weekday, starts in SLOTS:
            series = Series(zone, date(year, 1, 1), 53, weekday, starts)
            walls, found = walls_of(series), ours(series)
            expected = library.instants(zone, walls)
            differing = [
                f"{zone}: {wall} is {a}, the C library has {b}"
                for wall, a, b in zip(walls, found, expected, strict=True)
                if a != b
            ]
            yield len(walls), differing


def of_student(library: CLibrary, zone: str, instants: list[datetime]) -> tuple[int, list[str]]:
    """Compare the local times of Eastern classes in a student's zone with three sources."""
    here = ZoneInfo(zone)
    shown = [at.astimezone(here).replace(tzinfo=None, second=0, fold=0) for at in instants]
    told = {
        "the C library": library.walls(zone, instants),
        "Qt": qt_walls(zone, instants),
        "date": date_walls(zone, instants),
    }
    differing = [
        f"{zone}: {at} is {a}, {name} has {b}"
        for name, walls in told.items()
        for at, a, b in zip(instants, shown, walls, strict=True)
        if a != b
    ]
    return len(instants), differing


def compare(zones: list[str], years: range) -> tuple[dict[str, int], list[str]]:
    """Compare all; counts, and what differs."""
    counts, differing = {"zones": len(zones), "classes": 0, "local_times": 0}, []
    eastern = [
        at
        for year in years
        for weekday, starts in EVENINGS
        for at in ours(Series(EASTERN, date(year, 1, 1), 53, weekday, starts))
    ]
    with CLibrary() as library:
        for zone in zones:
            for n, found in of_course(library, zone, years):
                counts["classes"] += n
                differing += found
            n, found = of_student(library, zone, eastern)
            counts["local_times"] += 3 * n
            differing += found
    return {**counts, "differences": len(differing)}, differing


def main() -> int:
    """Read the arguments, compare, tell."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--years", default="2024-2032", help="first and last, default 2024-2032")
    parser.add_argument("zones", nargs="*", help="IANA names; default: every zone of this system")
    asked = parser.parse_args()
    first, _, last = asked.years.partition("-")
    if not has_zone_rules():
        print("The C library of this system has no zone rules to compare with.", file=sys.stderr)
        return 1
    every = sorted(zoneinfo.available_timezones() - {"localtime", "Factory"})
    counts, differing = compare(asked.zones or every, range(int(first), int(last or first) + 1))
    print(json.dumps(counts))
    for line in differing[:MOST_TOLD]:
        print(line, file=sys.stderr)
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
