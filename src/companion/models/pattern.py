"""A weekly pattern ("reading, video, quiz due Sunday") that fills a whole term."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import time
from typing import NamedTuple

from companion.models.activity import Activity, ActivityKind
from companion.models.course import Course
from companion.models.ids import new_id
from companion.models.repeat import Maker, Repeat
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


def rules_of(
    course: Course, pattern: Iterable[PatternItem], first: int = 1, last: int = 0
) -> list[Repeat]:
    """Return the rules of a pattern for weeks `first` to `last`; a rule that runs to the end (0)
    runs to the end of a longer course, too."""
    last_week = 0 if last >= course.weeks else last
    return [
        Repeat(
            id=new_id(),
            course_id=course.id,
            kind=item.kind,
            title=item.title,
            minutes=item.minutes,
            due_weekday=_weekday(course, item),
            due_time=item.due_time,
            first_week=first,
            last_week=last_week,
            position=position,
        )
        for position, item in enumerate(pattern)
    ]


def _weekday(course: Course, item: PatternItem) -> int | None:
    if not item.has_due:
        return None
    return course.due_weekday if item.due_weekday is None else item.due_weekday


def fill_term(course: Course, term: Term, rules: Sequence[Repeat]) -> list[Activity]:
    """Return the activities that rules make, week by week."""
    found: dict[int, list[Activity]] = {week.number: [] for week in term.weeks}
    for rule in rules:
        maker = Maker(rule, course, term)
        for week in maker.weeks():
            found[week.number].append(maker.activity(week))
    return [activity for activities in found.values() for activity in activities]
