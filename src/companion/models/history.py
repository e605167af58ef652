"""What was changed and when: the kept edits, told by what each was about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from companion.models.activity import Activity, PlannedBlock
from companion.models.appointment import Appointment
from companion.models.attendance import Attendance, Recording
from companion.models.course import Course
from companion.models.occurrence import Override
from companion.models.program import Program
from companion.models.schedule import Change, Edit, Record, Schedule


class PastEdit(NamedTuple):
    """One kept edit: its number, which only grows, the edit, and when it was made (UTC)."""

    number: int
    edit: Edit
    made_at: datetime
    is_undone: bool


class Subject(NamedTuple):
    """What a change was about: a title, or a class of a course by its key."""

    title: str = ""
    occurrence_key: str = ""


def subjects(schedule: Schedule, edit: Edit) -> list[Subject]:
    """Return what an edit was about, each once, in its order: work, courses, classes,
    appointments. What belongs to one of them (a topic, a break) is not told by itself, unless
    nothing else is."""
    found = (_subject(schedule, change) for change in edit.changes)
    return list(dict.fromkeys(one for one in found if one is not None))


def _subject(schedule: Schedule, change: Change) -> Subject | None:
    record: Record | None = change.after if change.after is not None else change.before
    if isinstance(record, Activity | Appointment):
        return Subject(record.title)
    if isinstance(record, Course | Program):
        return Subject(record.name)
    if isinstance(record, Attendance | Override | Recording):
        return Subject(occurrence_key=record.id)
    if isinstance(record, PlannedBlock):
        activity = schedule.get(Activity, record.activity_id)
        return Subject(activity.title) if activity else Subject(occurrence_key=record.activity_id)
    return None


def steps_to(entries: Sequence[PastEdit], number: int) -> int:
    """Return how many edits are to be taken back (above 0) or done again (below 0) so that the
    edit of a number is the first one taken back, or the last one done again. 0 for none."""
    chosen = next((e for e in entries if e.number == number), None)
    if chosen is None:
        return 0
    if chosen.is_undone:
        return -_count(e for e in entries if e.is_undone and e.number <= number)
    return _count(e for e in entries if not e.is_undone and e.number >= number)


def _count(entries: Iterable[PastEdit]) -> int:
    return sum(1 for _ in entries)
