"""What the student does with work that comes back every week; each is one edit, one undo.

Like edits: each function returns an Edit or None when there is nothing to change. A change of one
week only is a plain change of that activity, and stays when the rule changes.
"""

from __future__ import annotations

from collections.abc import Sequence

from companion.edits import edit_of
from companion.models.activity import Activity, PlannedBlock
from companion.models.course import Course
from companion.models.faults import Fault, Refused
from companion.models.ids import new_id
from companion.models.quick_add import QuickAdd, to_activity, to_block, to_rule
from companion.models.repeat import Repeat, is_begun, rule_of, taught
from companion.models.repeat_following import activities_of, follow, maker_of
from companion.models.schedule import Change, Edit, Schedule
from companion.models.watching import blocks_of


def rule_with_activities(
    schedule: Schedule, rule: Repeat, block: PlannedBlock | None = None
) -> list[Change]:
    """Return the changes that add a rule and the activity of each of its weeks; a block plans
    the first of them."""
    maker = maker_of(schedule, rule)
    made = [maker.activity(week) for week in maker.weeks()]
    if not made:
        raise Refused(Fault("repeat", "repeat_no_week"))
    changes = [Change(None, rule), *(Change(None, activity) for activity in made)]
    if block is not None:
        changes.append(Change(None, block._replace(activity_id=made[0].id)))
    return changes


def add_lines(schedule: Schedule, lines: Sequence[QuickAdd]) -> Edit | None:
    """Add what typed lines say, as one edit: activities, those that come back every week, and
    when they are planned. Each goes behind what its course has.

    Raises Refused for a line without a title, or with one too long.
    """
    after: dict[str | None, int] = {}
    for known in schedule.table(Activity).values():
        after[known.course_id] = max(after.get(known.course_id, 0), known.position + 1)
    changes: list[Change] = []
    for place, line in enumerate(lines):
        position = after.get(line.course.id if line.course else None, 0) + place
        activity = to_activity(line, position)
        block = to_block(line, activity)
        if line.is_weekly:
            changes += rule_with_activities(schedule, to_rule(line, place), block)
        else:
            changes += [Change(None, activity), *([Change(None, block)] if block else [])]
    return edit_of(_name_of(lines), changes)


def _name_of(lines: Sequence[QuickAdd]) -> str:
    if len(lines) > 1:
        return "Add activities"
    return "Add weekly activity" if lines and lines[0].is_weekly else "Add activity"


def add_repeat(schedule: Schedule, rule: Repeat, block: PlannedBlock | None = None) -> Edit | None:
    """Add work that comes back every week. Raises Refused (repeat_no_week) where no week of the
    course is left for it."""
    return edit_of("Add weekly activity", rule_with_activities(schedule, rule, block))


def repeat_activity(schedule: Schedule, activity_id: str, week: int) -> Edit | None:
    """Let an activity of a course come back every week, from course week `week`, its own, to the
    last. None for one that is gone, of no course, or repeated already."""
    activity = schedule.get(Activity, activity_id)
    course = schedule.get(Course, activity.course_id or "") if activity else None
    if activity is None or course is None or activity.repeat_id is not None:
        return None
    rule = rule_of(activity, course, week, new_id())
    own = activity._replace(repeat_id=rule.id, repeat_week=week)
    maker = maker_of(schedule, rule)
    others = [Change(None, maker.activity(w)) for w in maker.weeks() if w.number != week]
    return edit_of("Repeat weekly", [Change(None, rule), Change(activity, own), *others])


def change_repeat(schedule: Schedule, after: Repeat, from_week: int = 1) -> Edit | None:
    """Change a rule by its id, for the weeks from `from_week` on: before them the old rule stays.
    What the student changed in single weeks stays, and so does what is done or handed in.

    Raises Refused (repeat_no_week) when no week would be left. None for a rule that is gone.
    """
    before = schedule.get(Repeat, after.id)
    if before is None:
        return None
    changes = [Change(before, after)]
    is_split = from_week > before.first_week
    if is_split:
        after = after._replace(id=new_id(), first_week=max(from_week, after.first_week))
        changes = [Change(before, before._replace(last_week=from_week - 1)), Change(None, after)]
    old, new = maker_of(schedule, before), maker_of(schedule, after)
    if not any(new.weeks()):
        raise Refused(Fault("repeat", "repeat_no_week"))
    return edit_of(
        "Edit weekly activity",
        [*changes, *follow(schedule, old, new, from_week if is_split else 1)],
    )


def spread(schedule: Schedule, activity_id: str, from_week: int) -> Edit | None:
    """Let what is true of one week's activity be true of those from `from_week` on, too."""
    activity, rule = _with_rule(schedule, activity_id)
    if activity is None or rule is None:
        return None
    course = schedule.table(Course)[rule.course_id]
    return change_repeat(schedule, taught(rule, activity, course), from_week)


def conform(schedule: Schedule, activity_id: str) -> Edit | None:
    """Give one week's activity the values of its rule again."""
    activity, rule = _with_rule(schedule, activity_id)
    if activity is None or rule is None:
        return None
    after = maker_of(schedule, rule).made_for(activity)
    return edit_of("Edit activity", [Change(activity, after)] if after else [])


def end_repeat(schedule: Schedule, activity_id: str) -> Edit | None:
    """Take away one week's activity and those of later weeks; what is begun or done stays."""
    activity, rule = _with_rule(schedule, activity_id)
    if activity is None or rule is None:
        return None
    week = activity.repeat_week or 1
    gone = [a for n, a in activities_of(schedule, rule.id).items() if n > week and not is_begun(a)]
    return _removed(schedule, rule, [activity, *gone], last_week=week - 1)


def remove_repeat(schedule: Schedule, rule_id: str) -> Edit | None:
    """Take a rule and its activities away; what is begun or done stays, as any other work."""
    rule = schedule.get(Repeat, rule_id)
    if rule is None:
        return None
    gone = [a for a in activities_of(schedule, rule_id).values() if not is_begun(a)]
    return _removed(schedule, rule, gone, last_week=0)


def _removed(
    schedule: Schedule, rule: Repeat, gone: Sequence[Activity], last_week: int
) -> Edit | None:
    """Drop activities; the rule ends with a week, or altogether where no week before is left."""
    ids = {activity.id for activity in gone}
    left = [a for a in activities_of(schedule, rule.id).values() if a.id not in ids]
    is_over = not any((a.repeat_week or 0) <= last_week for a in left)
    changes = [Change(rule, None if is_over else rule._replace(last_week=last_week))]
    changes += [
        Change(a, a._replace(repeat_id=None, repeat_week=None))
        for a in left
        if is_over or (a.repeat_week or 0) > last_week
    ]
    changes += [Change(b, None) for a in gone for b in blocks_of(schedule, a.id)]
    changes += [Change(a, None) for a in gone]
    return edit_of("Remove weekly activity", changes)


def _with_rule(schedule: Schedule, activity_id: str) -> tuple[Activity | None, Repeat | None]:
    activity = schedule.get(Activity, activity_id)
    if activity is None or activity.repeat_id is None:
        return activity, None
    return activity, schedule.get(Repeat, activity.repeat_id)
