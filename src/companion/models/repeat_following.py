"""What becomes of the activities of weekly rules when a rule or its course changes."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from companion.models.activity import Activity
from companion.models.course import Course
from companion.models.repeat import Maker, Repeat, followed, is_begun, week_at
from companion.models.schedule import Change, Schedule
from companion.models.watching import blocks_of


def activities_of(schedule: Schedule, rule_id: str) -> dict[int, Activity]:
    """Return the activities of a rule by the week they were made for."""
    every = schedule.table(Activity).values()
    return {a.repeat_week or 0: a for a in every if a.repeat_id == rule_id}


class Repeating(NamedTuple):
    """How an activity comes back: its rule, None while it does not; its week, from which it may;
    first and last week of the rule; whether it has values of its own."""

    rule: Repeat | None
    week: int
    first: int
    last: int
    is_own: bool = False


def repeating_of(schedule: Schedule, activity: Activity, now: datetime) -> Repeating | None:
    """Return how an activity comes back, or might; None where it has no course or the course no
    week for it. now is an aware instant."""
    rule = schedule.get(Repeat, activity.repeat_id or "")
    if rule is not None:
        maker = maker_of(schedule, rule)
        numbers = [week.number for week in maker.weeks()] or [activity.repeat_week or 1]
        own = maker.differs(activity)
        return Repeating(rule, activity.repeat_week or 1, numbers[0], numbers[-1], own)
    course = schedule.get(Course, activity.course_id or "")
    if course is None:
        return None
    week = activity.week or week_at(
        schedule.term(course), activity.due.at if activity.due else now, course.zone
    )
    if week is None or not 1 <= week <= course.weeks:
        return None
    return Repeating(None, week, week, course.weeks)


def maker_of(schedule: Schedule, rule: Repeat) -> Maker:
    """Return a rule with its course as the schedule has it."""
    course = schedule.table(Course)[rule.course_id]
    return Maker(rule, course, schedule.term(course))


def follow(schedule: Schedule, before: Maker, after: Maker, from_week: int = 1) -> list[Change]:
    """Return the changes of a rule's activities when `after` takes the place of `before` from a
    week on.

    What there is follows, weeks that are new get one, and one whose week has gone goes too unless
    the student has made it her own (changed, noted, planned, begun).
    """
    every = activities_of(schedule, before.rule.id)
    have = {number: one for number, one in every.items() if number >= from_week}
    wanted = {week.number: week for week in after.weeks()}
    changes = []
    for number, week in wanted.items():
        old = have.get(number)
        new = after.activity(week) if old is None else followed(old, before, after)
        changes.append(Change(old, new))
    for number, old in have.items():
        if number not in wanted:
            is_kept = _is_own(schedule, old, before)
            changes.append(Change(old, followed(old, before, after) if is_kept else None))
    return [change for change in changes if change.before != change.after]


def _is_own(schedule: Schedule, activity: Activity, maker: Maker) -> bool:
    is_plain = not (maker.differs(activity) or activity.notes or is_begun(activity))
    return not is_plain or bool(blocks_of(schedule, activity.id))


def changes_of_repeats(before: Schedule, after: Schedule, course_id: str) -> list[Change]:
    """Return the changes that let the weekly work of a course follow its new weeks, breaks, due
    time and zone."""
    return [
        change
        for rule in before.of_course(Repeat, course_id)
        for change in follow(after, maker_of(before, rule), maker_of(after, rule))
    ]
