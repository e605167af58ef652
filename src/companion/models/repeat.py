"""Work that comes back every week of a course: one rule, and the activity it makes of each week.

The activities are stored like any other, so they are ticked, noted and planned one by one; they
name their rule and the week it made them for. What differs from the rule is the student's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time
from typing import NamedTuple

from companion.models.activity import Activity, ActivityKind, DueDate, Stage, Step
from companion.models.course import Course
from companion.models.ids import new_id, new_uid
from companion.models.term import CourseWeek, Term
from companion.models.walltime import zone_of

WEEK = "{week}"


class Repeat(NamedTuple):
    """One rule. WEEK in the title becomes the week's number.

    due_weekday (0 is Monday) None: no due date; due_time None: the course's due time, both in
    the course's zone. last_week 0: to the end of the course. skipped are the weeks left out.
    """

    id: str
    course_id: str
    kind: ActivityKind
    title: str
    minutes: int | None = None
    due_weekday: int | None = None
    due_time: time | None = None
    link: str = ""
    steps: tuple[Step, ...] = ()
    is_important: bool = False
    is_optional: bool = False
    first_week: int = 1
    last_week: int = 0
    skipped: tuple[int, ...] = ()
    position: int = 0


_OWN = ("kind", "title", "minutes", "due", "link", "steps", "is_important", "is_optional")


_STRIDE = 100


class Maker(NamedTuple):
    """A rule with the course and the weeks that it is about."""

    rule: Repeat
    course: Course
    term: Term

    def weeks(self) -> Iterator[CourseWeek]:
        """Yield the weeks that have one."""
        rule = self.rule
        last = rule.last_week or self.course.weeks
        for week in self.term.weeks:
            if rule.first_week <= week.number <= last and week.number not in rule.skipped:
                yield week

    def due(self, week: CourseWeek) -> DueDate | None:
        """Return when that of a week is due."""
        if self.rule.due_weekday is None:
            return None
        at = self.course.due_time if self.rule.due_time is None else self.rule.due_time
        return DueDate(datetime.combine(week.day(self.rule.due_weekday), at), self.course.zone)

    def activity(self, week: CourseWeek) -> Activity:
        """Make the activity of a week."""
        rule = self.rule
        return Activity(
            id=new_id(),
            uid=new_uid(),
            course_id=rule.course_id,
            kind=rule.kind,
            title=rule.title.replace(WEEK, str(week.number)),
            week=week.number,
            minutes=rule.minutes,
            due=self.due(week),
            link=rule.link,
            steps=rule.steps,
            is_important=rule.is_important,
            is_optional=rule.is_optional,
            position=_STRIDE * week.number + rule.position,  # undated work stands by weeks
            repeat_id=rule.id,
            repeat_week=week.number,
        )

    def made_for(self, activity: Activity) -> Activity | None:
        """Return an activity with the values that the rule gives it, steps ticked as they are;
        None where the course has no such week any more."""
        number = activity.repeat_week or 0
        if not 1 <= number <= len(self.term.weeks):
            return None
        made = self.activity(self.term.weeks[number - 1])
        values = {name: getattr(made, name) for name in _OWN}
        if _texts(activity.steps) == _texts(made.steps):
            values["steps"] = activity.steps
        return activity._replace(**values, week=number, repeat_id=self.rule.id)

    def differs(self, activity: Activity) -> bool:
        """Tell whether an activity has values of its own."""
        return self.made_for(activity) != activity


def _texts(steps: tuple[Step, ...]) -> list[str]:
    return [step.text for step in steps]


def followed(activity: Activity, before: Maker, after: Maker) -> Activity:
    """Return an activity of a rule as the changed rule makes it: each value that was the rule's
    is the new one, each that was the student's own stays. What is done or handed in stays whole.
    """
    old, new = before.made_for(activity), after.made_for(activity)
    moved = activity._replace(repeat_id=after.rule.id)
    if new is None or is_settled(activity):
        return moved
    values = {
        name: getattr(new, name)
        for name in _OWN
        if old is None or getattr(activity, name) == getattr(old, name)
    }
    return moved._replace(**values)


def week_at(term: Term, at: datetime, zone: str) -> int | None:
    """Return the number of the course week that holds an aware instant, else of the next one;
    None after the last. zone is the course's."""
    day = at.astimezone(zone_of(zone)).date()
    return next((week.number for week in term.weeks if week.ends_on >= day), None)


def is_settled(activity: Activity) -> bool:
    """Tell whether an activity is done or handed in: then no rule changes it."""
    return activity.stage in (Stage.DONE, Stage.HANDED_IN)


def is_begun(activity: Activity) -> bool:
    """Tell whether something was done for it: then it outlives its rule."""
    return activity.stage is not Stage.OPEN or activity.spent_minutes > 0


def taught(rule: Repeat, activity: Activity, course: Course) -> Repeat:
    """Return the rule with the values of one of its activities: what is true of that week is to
    be true of others. The week's number in a title becomes WEEK where the rule had it."""
    due = activity.due
    is_usual = due is not None and due.wall.time() == course.due_time and rule.due_time is None
    return rule._replace(
        kind=activity.kind,
        title=_general_title(rule, activity),
        minutes=activity.minutes,
        due_weekday=due.wall.weekday() if due else None,
        due_time=None if due is None or is_usual else due.wall.time(),
        link=activity.link,
        steps=tuple(step._replace(is_done=False) for step in activity.steps),
        is_important=activity.is_important,
        is_optional=activity.is_optional,
    )


def _general_title(rule: Repeat, activity: Activity) -> str:
    number = str(activity.repeat_week)
    if WEEK not in rule.title:
        return activity.title
    if activity.title == rule.title.replace(WEEK, number):
        return rule.title
    head, found, tail = activity.title.rpartition(number)
    return f"{head}{WEEK}{tail}" if found else activity.title


def rule_of(activity: Activity, course: Course, week: int, rule_id: str) -> Repeat:
    """Return the rule by which an activity comes back every week from its own on; a number of
    the week at the end of the title counts along ("Quiz 9")."""
    plain = Repeat(rule_id, course.id, activity.kind, activity.title, position=activity.position)
    words = activity.title.rsplit(" ", 1)
    if len(words) == 2 and words[1] == str(week):
        plain = plain._replace(title=f"{words[0]} {WEEK}")
    return taught(plain, activity._replace(repeat_week=week), course)._replace(first_week=week)
