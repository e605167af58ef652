"""What the term dialog holds as typed, and the activities it means. Without Qt."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from companion.models.activity import Activity, ActivityKind, PlannedBlock, Stage
from companion.models.agenda import day_start
from companion.models.course import Course
from companion.models.faults import Fault, Refused
from companion.models.pasted_lines import read_lines
from companion.models.pattern import PatternItem, fill_term, rules_of
from companion.models.quick_add import (
    MAX_TITLE,
    QuickAdd,
    to_activity,
    to_block,
    to_rule,
)
from companion.models.repeat import Repeat
from companion.models.repeat_following import maker_of
from companion.models.schedule import Change, Edit, Schedule
from companion.models.term import Term
from companion.models.typed import clean_text, parse_minutes
from companion.models.walltime import zone_of

NO_DUE, USUAL_DUE = -1, 7


class PatternEntry(NamedTuple):
    """One row of the pattern; due is a weekday (0 is Monday), NO_DUE, or USUAL_DUE."""

    kind: ActivityKind
    title: str
    minutes: str = ""
    due: int = NO_DUE


class Filling(NamedTuple):
    """One line of the preview: the activity, or what is wrong with the line of that text; the
    rule where the activity comes back every week."""

    activity: Activity | None
    block: PlannedBlock | None = None
    text: str = ""
    faults: tuple[Fault, ...] = ()
    rule: Repeat | None = None


def read_pattern(entries: Sequence[PatternEntry]) -> list[PatternItem]:
    """Read the rows. Raises Refused with faults named "rows.N.title" and "rows.N.minutes"."""
    faults: list[Fault] = []
    items = []
    for n, entry in enumerate(entries):
        title = clean_text(entry.title)
        if not title:
            faults.append(Fault(f"rows.{n}.title", "title_empty"))
        elif len(title) > MAX_TITLE:
            faults.append(Fault(f"rows.{n}.title", "title_long", (str(MAX_TITLE),)))
        minutes = None
        if entry.minutes.strip():
            try:
                minutes = parse_minutes(entry.minutes, f"rows.{n}.minutes")
            except Refused as refusal:
                faults.extend(refusal.faults)
        due = entry.due if 0 <= entry.due < USUAL_DUE else None
        items.append(PatternItem(entry.kind, title, minutes, entry.due != NO_DUE, due))
    if faults:
        raise Refused(*faults)
    return items


def pattern_fillings(
    course: Course, term: Term, items: Sequence[PatternItem], first: int, last: int
) -> list[Filling]:
    """Return the activities of a pattern for some weeks of a course."""
    rules = {rule.id: rule for rule in rules_of(course, items, first, last)}
    made = fill_term(course, term, list(rules.values()))
    return [Filling(activity, rule=rules[activity.repeat_id or ""]) for activity in made]


def pasted_fillings(
    text: str, schedule: Schedule, course: Course | None, now: datetime, zone: ZoneInfo
) -> list[Filling]:
    """Return what pasted lines mean, one each; one that comes back every week, a line for each
    week. course is that of lines that name none.

    Raises Refused for too many lines.
    """
    found: list[Filling] = []
    for position, line in enumerate(read_lines(text, schedule, now, zone, course)):
        try:
            found += _fillings_of(line.found, schedule, position)
        except Refused as refusal:
            found.append(Filling(None, None, line.found.text, refusal.faults))
    return found


def _fillings_of(line: QuickAdd, schedule: Schedule, position: int) -> list[Filling]:
    activity = to_activity(line, position)
    if not line.is_weekly:
        return [Filling(activity, to_block(line, activity), line.text, line.notes)]
    rule = to_rule(line, position)
    maker = maker_of(schedule, rule)
    made = [maker.activity(week) for week in maker.weeks()]
    first = Filling(made[0], to_block(line, made[0]), line.text, line.notes, rule)
    return [first, *(Filling(one, None, line.text, (), rule) for one in made[1:])]


def is_past(activity: Activity, course: Course, term: Term, before: datetime) -> bool:
    """Tell whether an activity was due before an instant, or belongs to a week that was over."""
    over_at = _over_at(activity, course, term)
    return over_at is not None and over_at <= before


def _over_at(activity: Activity, course: Course, term: Term) -> datetime | None:
    """Return when an activity was due, else the end of its week; None when it has neither."""
    if activity.due is not None:
        return activity.due.at
    if activity.course_id != course.id or activity.week is None:
        return None
    week = next((w for w in term.weeks if w.number == activity.week), None)
    return _week_end(week.ends_on, course) if week is not None else None


def settled(
    fillings: Sequence[Filling], course: Course, term: Term, before: datetime
) -> list[Filling]:
    """Return the same with everything of the past done, at its due date or as its week ended."""
    found = []
    for filling in fillings:
        activity = filling.activity
        over_at = _over_at(activity, course, term) if activity is not None else None
        if activity is not None and over_at is not None and over_at <= before:
            # a minute before, for what is done today stays in the list until the day ends
            done_at = activity.due.at if activity.due else over_at - timedelta(minutes=1)
            after = activity._replace(stage=Stage.DONE, done_at=done_at)
            filling = filling._replace(activity=after)
        found.append(filling)
    return found


def _week_end(last_day: date, course: Course) -> datetime:
    return day_start(last_day + timedelta(days=1), zone_of(course.zone))


def fill_edit(fillings: Sequence[Filling], name: str = "Fill the term") -> Edit | None:
    """Make one edit of all activities, their planned blocks and the rules they come back by."""
    rules = {f.rule.id: f.rule for f in fillings if f.rule is not None}
    changes = [Change(None, rule) for rule in rules.values()]
    changes += [Change(None, f.activity) for f in fillings if f.activity is not None]
    changes += [Change(None, f.block) for f in fillings if f.block is not None]
    return Edit(name, tuple(changes)) if changes else None
