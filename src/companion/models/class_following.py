"""What was said of single classes follows them when their series changes."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from datetime import datetime

from companion.models.activity import PlannedBlock
from companion.models.attendance import Attendance, Recording
from companion.models.course import Course
from companion.models.faults import Fault, Refused
from companion.models.occurrence import Occurrence, Override
from companion.models.schedule import Change, Schedule

_Said = Attendance | Recording | Override | PlannedBlock


def changes_of_classes(
    before: Schedule, after: Schedule, course_id: str, successors: Mapping[str, str]
) -> list[Change]:
    """Return the changes that let marks, notes, moves, recordings and plans of classes follow
    them into the series that takes over (successors: old meeting to new), or to their new day;
    what belonged to classes that no longer exist goes.

    Raises Refused where a marked class would lose its day.
    """
    keys = {o.key for o in after.occurrences(after.table(Course)[course_id])}
    was = before.occurrences(before.table(Course)[course_id])
    gone = {o.key: o for o in was if o.key not in keys}
    followers = _followers(after, course_id, gone.values(), successors)
    changes: list[Change] = []
    for record in _records_of(before, gone):
        key = record.activity_id if isinstance(record, PlannedBlock) else record.id
        new_key = followers.get(key)
        is_split = gone[key].meeting.id in successors
        if isinstance(record, Attendance) and (new_key is None or not is_split):
            raise Refused(Fault("starts_on", "attendance_would_be_lost"))
        changes += _followed(after, record, new_key)
    return changes


def _records_of(schedule: Schedule, keys: Container[str]) -> list[_Said]:
    """Return what was said of single classes, by their keys."""
    found: list[_Said] = []
    found += [r for r in schedule.table(Attendance).values() if r.id in keys]
    found += [r for r in schedule.table(Recording).values() if r.id in keys]
    found += [r for r in schedule.table(Override).values() if r.id in keys]
    blocks = schedule.table(PlannedBlock).values()
    return found + [block for block in blocks if block.activity_id in keys]


def _followers(
    after: Schedule, course_id: str, gone: Iterable[Occurrence], successors: Mapping[str, str]
) -> dict[str, str]:
    """Return which class takes the place of one that no longer exists: that of its week in its
    series, or in the series that takes over."""
    course = after.table(Course)[course_id]
    places = {(o.meeting.id, o.week): o.key for o in after.occurrences(course)}
    found = {}
    for o in gone:
        place = (successors.get(o.meeting.id, o.meeting.id), o.week)
        if o.meeting.once_on is None and place in places:
            found[o.key] = places[place]
    return found


def _followed(after: Schedule, record: _Said, key: str | None) -> list[Change]:
    """Return the changes that take a record to another class, or away."""
    if key is None:
        return [Change(record, None)]
    if isinstance(record, PlannedBlock):
        return [Change(record, record._replace(activity_id=key))]
    moved: _Said | None = record._replace(id=key)
    if isinstance(moved, Override):
        moved = _plain(after, moved)
    return [Change(record, None), *([Change(None, moved)] if moved else [])]


def _plain(after: Schedule, override: Override) -> Override | None:
    """Leave out what is as planned now."""
    occurrence = after.occurrence(override.id)
    assert occurrence is not None
    planned = datetime.combine(occurrence.planned_on, occurrence.meeting.starts)
    if override.starts == planned:
        override = override._replace(starts=None)
    return None if override == Override(override.id) else override
