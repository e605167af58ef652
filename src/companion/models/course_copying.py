"""A course once more, on other dates: the same topics and work, nothing of it done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple

from companion.models.activity import Activity, DueDate, Stage
from companion.models.course import Course, WeekTopic, topic_id
from companion.models.ids import new_id, new_uid
from companion.models.repeat import Maker, Repeat
from companion.models.schedule import Record, Schedule
from companion.models.term import Term


class _Copying(NamedTuple):
    """From which course to which, each with its weeks; the new weekly rules by the old ids."""

    schedule: Schedule
    like: Course
    course: Course
    term: Term
    rules: Mapping[str, Repeat]


def contents_copied(
    schedule: Schedule, like: Course, course: Course, term: Term
) -> Iterator[Record]:
    """Yield the topics, weekly rules and activities of a course for another one with other weeks.

    A due date keeps its course week, weekday and time; one outside the weeks keeps its distance
    from the start, in whole weeks. What belongs to a week that the other course lacks stays
    behind, and so do ticks, time spent, plans, and where the work was imported from.
    """
    for topic in schedule.of_course(WeekTopic, like.id):
        if topic.week <= course.weeks:
            yield topic._replace(id=topic_id(course.id, topic.week), course_id=course.id)
    rules = {
        rule.id: rule._replace(id=new_id(), course_id=course.id)
        for rule in schedule.of_course(Repeat, like.id)
        if rule.first_week <= course.weeks
    }
    yield from rules.values()
    copying = _Copying(schedule, like, course, term, rules)
    for activity in schedule.of_course(Activity, like.id):
        week = activity.week or _week_on(schedule.term(like), activity.due)
        if week is None or week <= course.weeks:
            yield _copied(copying, activity)


def _copied(copying: _Copying, activity: Activity) -> Activity:
    rule = copying.rules.get(activity.repeat_id or "")
    fresh = activity._replace(
        id=new_id(),
        uid=new_uid(),
        course_id=copying.course.id,
        due=_due(copying, activity.due),
        steps=tuple(step._replace(is_done=False) for step in activity.steps),
        stage=Stage.OPEN,
        done_at=None,
        spent_minutes=0,
        origin="",
        repeat_id=rule.id if rule else None,
        repeat_week=activity.repeat_week if rule else None,
    )
    if rule is None or _differs(copying, activity):
        return fresh
    return Maker(rule, copying.course, copying.term).made_for(fresh) or fresh


def _differs(copying: _Copying, activity: Activity) -> bool:
    """Tell whether the student has changed what a weekly rule made."""
    rule = copying.schedule.table(Repeat)[activity.repeat_id or ""]
    return Maker(rule, copying.like, copying.schedule.term(copying.like)).differs(activity)


def _due(copying: _Copying, due: DueDate | None) -> DueDate | None:
    if due is None:
        return None
    day, old = due.wall.date(), copying.schedule.term(copying.like)
    number = _week_on(old, due)
    if number is not None and number <= copying.course.weeks:
        moved = copying.term.weeks[number - 1].day(day.weekday())
    else:
        moved = day + _whole_weeks(old.starts_on, copying.term.starts_on)
    zone = copying.course.zone if due.zone == copying.like.zone else due.zone
    return DueDate(datetime.combine(moved, due.wall.time()), zone)


def _week_on(term: Term, due: DueDate | None) -> int | None:
    week = term.week_on(due.wall.date()) if due is not None else None
    return week.number if week is not None else None


def _whole_weeks(before: date, after: date) -> timedelta:
    return timedelta(weeks=round((after - before) / timedelta(weeks=1)))
