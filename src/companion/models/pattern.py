"""A weekly pattern ("reading, video, quiz due Sunday") that fills a whole term."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time
from typing import NamedTuple

from companion.models.activity import Activity, ActivityKind, DueDate
from companion.models.course import Course
from companion.models.ids import new_id, new_uid
from companion.models.term import Term


class PatternItem(NamedTuple):
    """What comes back every week. "{week}" in the title becomes the week's number; a weekday
    of None uses the course's due default; has_due False leaves the due date away."""

    kind: ActivityKind
    title: str
    minutes: int | None = None
    has_due: bool = True
    due_weekday: int | None = None
    due_time: time | None = None


def fill_term(
    course: Course, term: Term, pattern: Iterable[PatternItem], weeks: Iterable[int] | None = None
) -> list[Activity]:
    """Return the activities of a pattern for the given weeks (all by default), in order."""
    wanted = set(weeks) if weeks is not None else None
    items = list(pattern)
    found: list[Activity] = []
    for week in term.weeks:
        if wanted is not None and week.number not in wanted:
            continue
        for item in items:
            weekday = course.due_weekday if item.due_weekday is None else item.due_weekday
            at = course.due_time if item.due_time is None else item.due_time
            wall = datetime.combine(week.day(weekday), at)
            found.append(
                Activity(
                    id=new_id(),
                    uid=new_uid(),
                    course_id=course.id,
                    kind=item.kind,
                    title=item.title.replace("{week}", str(week.number)),
                    week=week.number,
                    minutes=item.minutes,
                    due=DueDate(wall, course.zone) if item.has_due else None,
                    position=len(found),
                )
            )
    return found
