"""The work that can be done now: what waits for the student and has been opened to her.

The school does not tell what it has opened, so a course's week counts as open from a week before
it begins: enough for a head start. A recording is there once its class is over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

from companion.models.activity import Stage
from companion.models.agenda import (
    FAR,
    ChecklistItem,
    Items,
    checklist_parts,
    course_today,
    next_live_session,
    week_of,
)
from companion.models.course import Course
from companion.models.schedule import Schedule

HEAD_START = timedelta(days=7)
_SETTLED = (Stage.DONE, Stage.HANDED_IN)


def open_work(schedule: Schedule, now: datetime, speed: float = 1.0) -> list[ChecklistItem]:
    """Return what can be done at an aware instant: what is asked for first, by due date, then what
    has been started, then by place in the course; what is optional last. speed is how fast the
    student plays recordings."""
    return _sorted(schedule, _parts(schedule, now, speed, _open))


def locked_work(schedule: Schedule, now: datetime, speed: float = 1.0) -> list[ChecklistItem]:
    """Return the activities that wait and cannot be done yet, in the same order."""
    return _sorted(schedule, _parts(schedule, now, speed, _locked))


Chooser = Callable[[Schedule, Course, int, Items], Sequence[ChecklistItem]]


def _parts(schedule: Schedule, now: datetime, speed: float, choose: Chooser) -> list[ChecklistItem]:
    """Choose from each part of the checklist, anew only where it changed or a week has opened."""
    courses = schedule.table(Course)
    found: list[ChecklistItem] = []
    for name, part in checklist_parts(schedule, speed).items():
        course = courses.get(name)
        if name.startswith("watch "):
            found += _held(schedule, part, now) if choose is _open else ()
        elif course is None:
            found += [item for item in part if _waits(item)] if choose is _open else ()
        else:
            last = _last_open_week(schedule, course, now)
            made_of = (part, course, schedule.term(course))
            found += schedule.recall(
                (choose.__name__, name, last),
                made_of,
                lambda c=course, n=last, p=part: choose(schedule, c, n, p),  # type: ignore[misc]  # defaults bind the loop's values
            )
    return found


def _last_open_week(schedule: Schedule, course: Course, now: datetime) -> int:
    """Return the last week of a course that is open; 0 for none."""
    day = course_today(course, now) + HEAD_START
    weeks = schedule.term(course).weeks
    return max((week.number for week in weeks if week.starts_on <= day), default=0)


def _open(schedule: Schedule, course: Course, last: int, part: Items) -> list[ChecklistItem]:
    return [i for i in part if _waits(i) and _week(schedule, course, i) <= last]


def _locked(schedule: Schedule, course: Course, last: int, part: Items) -> list[ChecklistItem]:
    return [i for i in part if _waits(i) and _week(schedule, course, i) > last]


def _week(schedule: Schedule, course: Course, item: ChecklistItem) -> int:
    """Return the course week of an activity; work of no week is always open."""
    week = week_of(schedule, course, item.activity) if item.activity is not None else None
    return week or 0


def _held(schedule: Schedule, part: Items, now: datetime) -> Iterable[ChecklistItem]:
    """Return the recordings of classes that are over."""
    for item in part:
        occurrence = schedule.occurrence(item.id)
        if occurrence is not None and occurrence.ends_at <= now:
            yield item


def _waits(item: ChecklistItem) -> bool:
    return item.stage not in _SETTLED


def _sorted(schedule: Schedule, items: Iterable[ChecklistItem]) -> list[ChecklistItem]:
    places = {course.id: n for n, course in enumerate(schedule.courses)}
    return sorted(items, key=lambda item: _place(item, places.get(item.course_id or "", -1)))


def _place(item: ChecklistItem, course: int) -> tuple[bool, datetime, bool, int, int, str, str]:
    position = item.activity.position if item.activity else -1
    is_fresh = item.stage is not Stage.STARTED
    due_at = item.due_at or FAR
    return item.is_optional, due_at, is_fresh, position, course, item.title, item.id


def next_classes(schedule: Schedule, now: datetime) -> dict[str, datetime]:
    """Return when the next live session of each course begins that has one to come, by its id."""
    found = {}
    for course in schedule.courses:
        session = next_live_session(schedule, now, course.id)
        if session is not None and session.starts_at > now:
            found[course.id] = session.starts_at
    return found
