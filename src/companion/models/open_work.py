"""The work that can be done now: what waits for the student and has been opened to her.

The school does not tell what it has opened, so a course's week counts as open from a week before
it begins: enough for a head start. A recording is there once its class is over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from companion.models.activity import Activity, Stage
from companion.models.agenda import (
    FAR,
    ChecklistItem,
    Items,
    activity_item,
    course_today,
    next_live_session,
    recordings_to_watch,
    week_of,
)
from companion.models.course import Course
from companion.models.schedule import Schedule

HEAD_START = timedelta(days=7)

Place = tuple[bool, datetime, bool, int, int, str, str]
Placed = tuple[Place, ChecklistItem]


def open_work(schedule: Schedule, now: datetime, speed: float = 1.0) -> Items:
    """Return what can be done at an aware instant: what is asked for first, by due date, then what
    has been started, then by place in the course; what is optional last. speed is how fast the
    student plays recordings. The same list as long as nothing of it changes."""
    parts = [*_parts(schedule, now, is_open=True), _recordings(schedule, now, speed)]
    return _merged(schedule, ("open work", speed), parts)


def locked_work(schedule: Schedule, now: datetime) -> Items:
    """Return the activities that wait and cannot be done yet, in the same order."""
    return _merged(schedule, ("locked work",), list(_parts(schedule, now, is_open=False)))


def _merged(
    schedule: Schedule, name: tuple[object, ...], parts: Sequence[Sequence[Placed]]
) -> Items:
    def compute() -> Items:
        every = [placed for part in parts for placed in part]
        every.sort(key=_place_of)  # cheap where each part is in order
        return [item for _, item in every]

    return schedule.recall(name, tuple(parts), compute)


def _place_of(placed: Placed) -> Place:
    return placed[0]


def _parts(schedule: Schedule, now: datetime, *, is_open: bool) -> Iterator[Sequence[Placed]]:
    """Yield the activities of each course, looked at anew only where they changed or a week has
    opened; what belongs to no course is always open."""
    by_course = schedule.by_course(Activity)
    loose = by_course.get("", ())
    if is_open:
        yield schedule.recall("open without course", (loose,), lambda: _placed(loose, -1))
    for position, course in enumerate(schedule.current_courses):
        work = by_course.get(course.id, ())
        last = _last_open_week(schedule, course, now)
        yield schedule.recall(
            ("open part", course.id, last, is_open, position),
            (work, course, schedule.term(course)),
            lambda c=course, n=last, w=work, p=position: _placed(  # type: ignore[misc]  # defaults bind the loop's values
                (a for a in w if (_week(schedule, c, a) <= n) is is_open), p
            ),
        )


def _placed(found: Iterable[Activity], position: int) -> list[Placed]:
    items = (activity_item(a) for a in found if a.is_waiting_for_student)
    return sorted(((_place(item, position), item) for item in items), key=_place_of)


def _place(item: ChecklistItem, course: int) -> Place:
    position = item.activity.position if item.activity else -1
    is_fresh = item.stage is not Stage.STARTED
    due_at = item.due_at or FAR
    return item.is_optional, due_at, is_fresh, position, course, item.title, item.id


def _last_open_week(schedule: Schedule, course: Course, now: datetime) -> int:
    """Return the last week of a course that is open; 0 for none."""
    day = course_today(course, now) + HEAD_START
    weeks = schedule.term(course).weeks
    return max((week.number for week in weeks if week.starts_on <= day), default=0)


def _week(schedule: Schedule, course: Course, activity: Activity) -> int:
    """Return the course week of an activity; work of no week is always open, and what was meant
    for a week that a shorter course no longer has opens with the last."""
    return min(week_of(schedule, course, activity) or 0, course.weeks)


def _recordings(schedule: Schedule, now: datetime, speed: float) -> Sequence[Placed]:
    """Return the recordings to watch of classes that are over."""
    held = []
    for position, course in enumerate(schedule.current_courses):
        for item in recordings_to_watch(schedule, course, speed):
            occurrence = schedule.occurrence(item.id)
            if occurrence is not None and occurrence.ends_at <= now:
                held.append((position, item))
    return schedule.recall(
        ("recordings held", speed),
        tuple(item for _, item in held),
        lambda: [(_place(item, position), item) for position, item in held],
    )


def next_classes(schedule: Schedule, now: datetime) -> dict[str, datetime]:
    """Return when the next live session of each course begins that has one to come, by its id."""
    found = {}
    for course in schedule.current_courses:
        session = next_live_session(schedule, now, course.id)
        if session is not None and session.starts_at > now:
            found[course.id] = session.starts_at
    return found
