"""A pasted list becomes activities, one a line, after its bullets and numbers are taken off."""

from __future__ import annotations

import re
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from companion.models.activity import Activity
from companion.models.course import Course
from companion.models.day_words import read_day_words
from companion.models.faults import Fault
from companion.models.quick_add import QuickAdd, SpanKind, read, to_activity
from companion.models.schedule import Schedule
from companion.models.typed import clean_text, refused
from companion.models.walltime import wall_fault

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

    A line that says only "Week 3" sets the week of those below it; a weekday in a line of a week
    is that week's. Raises Refused for more than 1,000 lines.
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
            line_found = read(bare, schedule, now, zone, course, week)
            found.append(PastedLine(number, _in_its_week(line_found, schedule)))
    return found


def _in_its_week(found: QuickAdd, schedule: Schedule) -> QuickAdd:
    """Quick add means the next Sunday from today; below "Week 9" it is the Sunday of week 9."""
    span = next((s for s in found.spans if s.kind is SpanKind.DUE), None)
    if span is None or found.due is None or found.week is None or found.course is None:
        return found
    text = found.text[span.start : span.end]
    typed = read_day_words(text.casefold().replace(",", " ").split()[1:])
    week = next((w for w in schedule.term(found.course).weeks if w.number == found.week), None)
    if week is None or typed is None or typed.weekday is None:
        return found
    wall = datetime.combine(week.day(typed.weekday), found.due.wall.time())
    fault = wall_fault(wall, found.due.zone)
    if fault is None:
        return found._replace(due=found.due._replace(wall=wall))
    told = (wall.strftime("%Y-%m-%d %H:%M"), found.due.zone)
    note = Fault("due", f"time_{fault.value}", told)
    return found._replace(
        due=None, title=clean_text(f"{found.title} {text}"), notes=(*found.notes, note)
    )


def strip_bullet(line: str) -> str:
    """Take bullets, numbering and tick boxes off the head of a line."""
    bare = line.strip()
    for _ in range(3):  # "1. [ ] Read …"
        bare = re.sub(f"^{_BULLET}", "", bare, count=1)
    return bare.strip()


def lines_to_activities(lines: list[PastedLine]) -> list[Activity]:
    """Make the activities in the order of the list. Raises Refused as `to_activity` does."""
    return [to_activity(line.found, position) for position, line in enumerate(lines)]
