"""A pasted list becomes activities, one a line, after its bullets and numbers are taken off."""

from __future__ import annotations

import re
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from companion.models.activity import Activity
from companion.models.course import Course
from companion.models.quick_add import QuickAdd, read, to_activity
from companion.models.schedule import Schedule
from companion.models.typed import refused

MAX_LINES = 1000
_BULLET = r"\s*(?:[-*+•◦▪‣·–—]\s+|\d{1,3}[.)]\s+|\[[ xX]?\]\s*|[☐☑✓✔□]\s*)"
_WEEK = r"(?:week|w)\s*(\d{1,2})\s*[:.–—-]?"


class PastedLine(NamedTuple):
    """A line of the list without its bullet, its number in the paste from 1, and what it says."""

    number: int
    found: QuickAdd


def read_lines(
    text: str, schedule: Schedule, now: datetime, zone: ZoneInfo, course: Course | None = None
) -> list[PastedLine]:
    """Read each line that is not empty as one item; see `quick_add.read`.

    A line that says only "Week 3" sets the week of those below it. Raises Refused for more than
    1,000 lines.
    """
    lines = [(n, line) for n, line in enumerate(text.splitlines(), 1) if line.strip()]
    if len(lines) > MAX_LINES:
        raise refused("lines", "lines_many", str(len(lines)), str(MAX_LINES))
    found: list[PastedLine] = []
    week: int | None = None
    for number, line in lines:
        bare = strip_bullet(line)
        heading = re.fullmatch(_WEEK, bare.strip(), re.IGNORECASE)
        if heading and 1 <= int(heading[1]) <= (course.weeks if course else 99):
            week = int(heading[1])
        elif bare:
            found.append(PastedLine(number, read(bare, schedule, now, zone, course, week)))
    return found


def strip_bullet(line: str) -> str:
    """Take bullets, numbering and tick boxes off the head of a line."""
    bare = line.strip()
    for _ in range(3):  # "1. [ ] Read …"
        bare = re.sub(f"^{_BULLET}", "", bare, count=1)
    return bare.strip()


def lines_to_activities(lines: list[PastedLine]) -> list[Activity]:
    """Make the activities in the order of the list. Raises Refused as `to_activity` does."""
    return [to_activity(line.found, position) for position, line in enumerate(lines)]
