"""What waits for the student: found by when it is due, without a look at what is done."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from datetime import date, datetime
from itertools import chain

from companion.models.activity import Stage
from companion.models.agenda import FAR, ChecklistItem, Items, checklist_parts, in_order
from companion.models.course import Course
from companion.models.schedule import Schedule

_SETTLED = (Stage.DONE, Stage.HANDED_IN)


def due_between(
    schedule: Schedule, start: datetime | None, end: datetime | None, speed: float = 1.0
) -> list[ChecklistItem]:
    """Return what waits and is due in [start, end), two aware instants (None: from the first, to
    the last): activities and recordings, by due date, then order. speed is how fast the student
    plays recordings."""
    found: list[ChecklistItem] = []
    for name, part in checklist_parts(schedule, speed).items():
        dated = schedule.recall(("dated", name, speed), (part,), lambda p=part: _dated(p))  # type: ignore[misc]  # a default binds p
        first = 0 if start is None else bisect_left(dated, start, key=_due)
        last = len(dated) if end is None else bisect_left(dated, end, key=_due)
        found += dated[first:last]
    return in_order(schedule, found)


def undated(schedule: Schedule, first: date, last: date, speed: float = 1.0) -> list[ChecklistItem]:
    """Return what waits and has no due date: that of the course weeks that begin from `first` to
    `last`, both included, and what belongs to no week of a course."""
    found: list[ChecklistItem] = []
    for name, part in checklist_parts(schedule, speed).items():
        weeks = schedule.recall(("undated", name, speed), (part,), lambda p=part: _by_week(p))  # type: ignore[misc]  # a default binds p
        for week, items in weeks.items():
            day = _first_day(schedule, items[0].course_id, week)
            if day is None or first <= day <= last:
                found += items
    return in_order(schedule, found)


def _dated(part: Items) -> Items:
    return [i for i in part if i.due_at is not None and i.stage not in _SETTLED]


def _by_week(part: Items) -> Mapping[int | None, Items]:
    weeks: dict[int | None, list[ChecklistItem]] = {}
    for item in part:
        if item.due_at is None and item.stage not in _SETTLED:
            weeks.setdefault(item.week, []).append(item)
    return weeks


def _first_day(schedule: Schedule, course_id: str | None, week: int | None) -> date | None:
    """Return the day on which a course week begins; None where there is no such week."""
    course = schedule.get(Course, course_id or "")
    weeks = schedule.term(course).weeks if course is not None else ()
    return weeks[week - 1].starts_on if week is not None and 0 < week <= len(weeks) else None


def _due(item: ChecklistItem) -> datetime:
    return item.due_at or FAR


def to_watch(schedule: Schedule, speed: float = 1.0) -> list[ChecklistItem]:
    """Return the recordings to watch of all courses, the first due first."""
    parts = checklist_parts(schedule, speed).values()
    items = chain.from_iterable(part for part in parts if part and part[0].activity is None)
    return in_order(schedule, items)
