"""What the student did, as before and after records; one function per action.

Each function returns an Edit, or None when there is nothing to change. None of them stores:
`Workspace.perform` does. Entries that cannot be taken raise Refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TypeVar

from companion.models.activity import Activity, PlannedBlock, Stage
from companion.models.appointment import Appointment
from companion.models.attendance import Attendance, AttendanceMark, Recording
from companion.models.course import Break, Contact, Course, WeekTopic, topic_id
from companion.models.faults import Fault, Refused
from companion.models.feed import FeedItem
from companion.models.ids import occurrence_key
from companion.models.meeting import Meeting
from companion.models.occurrence import Override
from companion.models.program import Program
from companion.models.repeat import Repeat
from companion.models.repeat_following import activities_of
from companion.models.schedule import Change, Edit, Record, Schedule
from companion.models.walltime import wall_fault
from companion.models.watching import is_by_recording, is_to_watch

R = TypeVar("R", bound=Record)
_BY_RECORDING = (AttendanceMark.MISSED, AttendanceMark.RECORDING)


def edit_of(name: str, changes: Iterable[Change]) -> Edit | None:
    """Make an edit of the changes that change something, or None."""
    real = tuple(change for change in changes if change.before != change.after)
    return Edit(name, real) if real else None


def _put(schedule: Schedule, record: R) -> Change:
    return Change(schedule.get(type(record), record.id), record)


def _drop(records: Iterable[Record]) -> list[Change]:
    return [Change(record, None) for record in records]


# Activities


def add_activities(
    schedule: Schedule, activities: Sequence[Activity], blocks: Sequence[PlannedBlock] = ()
) -> Edit | None:
    """Add activities, and when they are planned; one edit for all."""
    name = "Add activity" if len(activities) == 1 else "Add activities"
    made: list[Record] = [*activities, *blocks]
    return edit_of(name, [_put(schedule, record) for record in made])


def change_activity(
    schedule: Schedule, after: Activity, name: str = "Edit activity"
) -> Edit | None:
    """Replace an activity by its new value."""
    return edit_of(name, [_put(schedule, after)])


def change_activities(
    schedule: Schedule, after: Iterable[Activity], name: str = "Edit activities"
) -> Edit | None:
    """Replace activities by their new values; one edit for all."""
    return edit_of(name, [_put(schedule, activity) for activity in after])


def unplan(schedule: Schedule, activity_id: str) -> Edit | None:
    """Take away when the student meant to do an activity."""
    blocks = schedule.table(PlannedBlock).values()
    return edit_of("Remove plan", _drop(b for b in blocks if b.activity_id == activity_id))


def move_activities(
    schedule: Schedule, ids: Iterable[str], course_id: str | None, week: int | None
) -> Edit | None:
    """Give activities another course or week; one that leaves the course of its weekly rule
    leaves the rule, too. Raises Refused for an unknown id."""
    moving = _activities(schedule, ids)
    leaving = [a for a in moving if a.repeat_id is not None and a.course_id != course_id]
    changes = left_out(schedule, leaving)
    for activity in moving:
        after = activity._replace(course_id=course_id, week=week)
        if activity in leaving:
            after = after._replace(repeat_id=None, repeat_week=None)
        changes.append(Change(activity, after))
    return edit_of("Move activities", changes)


def delete_activities(schedule: Schedule, ids: Iterable[str]) -> Edit | None:
    """Delete activities and their planned blocks; a weekly rule leaves their weeks out."""
    gone = _activities(schedule, ids)
    name = "Delete activity" if len(gone) == 1 else "Delete activities"
    return edit_of(
        name, [*left_out(schedule, gone), *_drop(_blocks_of(schedule, gone)), *_drop(gone)]
    )


def _blocks_of(schedule: Schedule, activities: Iterable[Activity]) -> list[PlannedBlock]:
    ids = {activity.id for activity in activities}
    return [b for b in schedule.table(PlannedBlock).values() if b.activity_id in ids]


def left_out(schedule: Schedule, gone: Iterable[Activity]) -> list[Change]:
    """Return the changes by which weekly rules leave out the weeks of activities that go; a rule
    without activities goes, too."""
    weeks: dict[str, set[int]] = {}
    for activity in gone:
        if activity.repeat_id is not None:
            weeks.setdefault(activity.repeat_id, set()).add(activity.repeat_week or 0)
    changes = []
    for rule_id, skipped in weeks.items():
        rule = schedule.table(Repeat)[rule_id]
        is_last = activities_of(schedule, rule_id).keys() <= skipped
        after = rule._replace(skipped=tuple(sorted({*rule.skipped, *skipped})))
        changes.append(Change(rule, None if is_last else after))
    return changes


def complete(schedule: Schedule, ids: Iterable[str], at: datetime) -> Edit | None:
    """Tick activities, and recordings to watch by their occurrence key; one edit for all.

    `at` is the instant of ticking. Raises Refused (unknown_activity) for an unknown id.
    """
    activity_ids, keys = _split(schedule, ids)
    changes = [
        Change(a, a._replace(stage=Stage.DONE, done_at=at))
        for a in _activities(schedule, activity_ids)
        if not a.is_done
    ]
    changes += [_put(schedule, Attendance(key, AttendanceMark.RECORDING)) for key in keys]
    return edit_of("Tick", changes)


def reopen(schedule: Schedule, ids: Iterable[str]) -> Edit | None:
    """Untick activities and watched recordings. Raises Refused for an unknown id."""
    activity_ids, keys = _split(schedule, ids)
    changes = [
        Change(a, a._replace(stage=Stage.OPEN, done_at=None))
        for a in _activities(schedule, activity_ids)
        if a.is_done
    ]
    for key in keys:
        before = schedule.get(Attendance, key)
        if before is not None and before.mark is AttendanceMark.RECORDING:
            changes.append(Change(before, _unwatched(schedule, key)))
    return edit_of("Untick", changes)


def _unwatched(schedule: Schedule, key: str) -> Attendance | None:
    """Return the mark of a class whose recording is not watched: none where it waits anyway."""
    occurrence = schedule.occurrence(key)
    if occurrence is not None and is_by_recording(occurrence):
        return None
    return Attendance(key, AttendanceMark.MISSED)


def set_stage(schedule: Schedule, ids: Iterable[str], stage: Stage, at: datetime) -> Edit | None:
    """Set how far activities are."""
    done_at = at if stage is Stage.DONE else None
    changes = [
        Change(a, a._replace(stage=stage, done_at=done_at))
        for a in _activities(schedule, ids)
        if a.stage is not stage
    ]
    return edit_of("Set stage", changes)


def _activities(schedule: Schedule, ids: Iterable[str]) -> list[Activity]:
    found = [(i, schedule.get(Activity, i)) for i in dict.fromkeys(ids)]
    unknown = [i for i, activity in found if activity is None]
    if unknown:
        raise Refused(Fault("id", "unknown_activity", (unknown[0],)))
    return [activity for _, activity in found if activity is not None]


def _split(schedule: Schedule, ids: Iterable[str]) -> tuple[list[str], list[str]]:
    """Tell activities' ids from the occurrence keys of recordings, watched or to watch; the key
    of any other class is no item of the checklist."""
    every = list(dict.fromkeys(ids))
    keys = [i for i in every if _is_recording(schedule, i)]
    return [i for i in every if i not in keys], keys


def _is_recording(schedule: Schedule, record_id: str) -> bool:
    mark = schedule.get(Attendance, record_id)
    if mark is not None:
        return mark.mark in _BY_RECORDING
    occurrence = schedule.occurrence(record_id)
    return occurrence is not None and is_to_watch(schedule, occurrence)


# One occurrence


def change_occurrence(
    schedule: Schedule, key: str, override: Override | None, name: str = "Change class"
) -> Edit | None:
    """Set what differs for one occurrence; None: as planned again. Its mark and its recording go
    along. A class that is cancelled is not to be watched: the time planned for that goes.

    Raises Refused for an unknown key, and for a wall time that a clock change skips or doubles
    (typed in by hand, it must name one instant).
    """
    occurrence = schedule.occurrence(key)
    if occurrence is None:
        raise Refused(Fault("key", "unknown_occurrence", (key,)))
    if override is not None and override.starts is not None:
        _check_wall(override.starts, occurrence.meeting.zone)
    if override == Override(key):
        override = None
    changes = [Change(schedule.get(Override, key), override)]
    if override is not None and override.is_cancelled:
        blocks = schedule.table(PlannedBlock).values()
        changes += _drop(b for b in blocks if b.activity_id == key)
    return edit_of(name, [c for c in changes if c.before is not None or c.after is not None])


def _check_wall(wall: datetime, zone: str) -> None:
    fault = wall_fault(wall, zone)
    if fault is not None:
        values = (wall.strftime("%Y-%m-%d %H:%M"), zone)
        raise Refused(Fault("to", f"time_{fault.value}", values))


def move_occurrence(schedule: Schedule, key: str, to: datetime) -> Edit | None:
    """Move one occurrence to a naive wall time in the meeting's zone; it is held again if it
    was cancelled. Raises Refused as `change_occurrence` does."""
    before = schedule.get(Override, key) or Override(key)
    occurrence = schedule.occurrence(key)
    if occurrence is not None:
        planned = datetime.combine(occurrence.planned_on, occurrence.meeting.starts)
        starts = None if to == planned else to
        before = before._replace(starts=starts, is_cancelled=False)
    return change_occurrence(schedule, key, before, "Move class")


def cancel_occurrence(schedule: Schedule, key: str) -> Edit | None:
    """Cancel one occurrence. Raises Refused for an unknown key."""
    before = schedule.get(Override, key) or Override(key)
    return change_occurrence(schedule, key, before._replace(is_cancelled=True), "Cancel class")


def mark_attendance(schedule: Schedule, key: str, mark: AttendanceMark | None) -> Edit | None:
    """Mark one occurrence; None takes the mark away. Where no recording is to be watched any
    more, the time planned for it goes too. Raises Refused for an unknown key."""
    occurrence = schedule.occurrence(key)
    if occurrence is None:
        raise Refused(Fault("key", "unknown_occurrence", (key,)))
    after = Attendance(key, mark) if mark else None
    is_watched = mark in _BY_RECORDING or (mark is None and is_by_recording(occurrence))
    blocks = [] if is_watched else schedule.table(PlannedBlock).values()
    plans = _drop(b for b in blocks if b.activity_id == key)
    return edit_of("Mark attendance", [Change(schedule.get(Attendance, key), after), *plans])


def set_recording(schedule: Schedule, recording: Recording) -> Edit | None:
    """Set link, length or progress of a recording (its id is the occurrence key; its link has
    passed `check_link`). Raises Refused for an unknown key."""
    if schedule.occurrence(recording.id) is None:
        raise Refused(Fault("key", "unknown_occurrence", (recording.id,)))
    before = schedule.get(Recording, recording.id)
    after = None if recording == Recording(recording.id) else recording
    return edit_of("Edit recording", [Change(before, after)])


# Extra classes


def add_extra_class(schedule: Schedule, meeting: Meeting, note: str = "") -> Edit | None:
    """Add a single meeting (with once_on), and the student's note of it.

    Raises Refused for a wall time that a clock change skips or doubles.
    """
    assert meeting.once_on is not None
    _check_wall(datetime.combine(meeting.once_on, meeting.starts), meeting.zone)
    changes = [_put(schedule, meeting)]
    if note:
        key = occurrence_key(meeting.id, meeting.once_on)
        changes.append(Change(None, Override(key, note=note)))
    return edit_of("Add class", changes)


def remove_extra_class(schedule: Schedule, meeting_id: str) -> Edit | None:
    """Remove a single meeting with all that belongs to it; None for one that is gone, and for a
    weekly series."""
    meeting = schedule.get(Meeting, meeting_id)
    if meeting is None or meeting.once_on is None:
        return None
    key = occurrence_key(meeting_id, meeting.once_on)
    gone: list[Record] = [b for b in schedule.table(PlannedBlock).values() if b.activity_id == key]
    for per_occurrence in (Recording, Attendance, Override):
        record = schedule.get(per_occurrence, key)
        gone += [record] if record is not None else []
    return edit_of("Remove class", _drop([*gone, meeting]))


# Courses in small; adding and changing one as a whole is in course_edits


def set_topic(schedule: Schedule, course_id: str, week: int, topic: str) -> Edit | None:
    """Name what a course week is about; empty takes the topic away."""
    record_id = topic_id(course_id, week)
    after = WeekTopic(record_id, course_id, week, topic) if topic else None
    return edit_of("Edit topic", [Change(schedule.get(WeekTopic, record_id), after)])


def put_away(schedule: Schedule, course_id: str, is_archived: bool = True) -> Edit | None:
    """Put a course away in the archive, or bring it back: its classes and work leave the day, the
    week, the checklist and calendar files; nothing of it is lost."""
    course = schedule.get(Course, course_id)
    if course is None:
        return None
    name = "Archive course" if is_archived else "Bring course back"
    return edit_of(name, [Change(course, course._replace(is_archived=is_archived))])


def remove_course(schedule: Schedule, course_id: str) -> Edit | None:
    """Remove a course with everything that belongs to it; its program too when left empty. What
    it was imported from is forgotten, so that importing again brings it back."""
    course = schedule.get(Course, course_id)
    if course is None:
        return None
    meetings = schedule.of_course(Meeting, course_id)
    prefixes = tuple(f"{meeting.id}:" for meeting in meetings)
    activities = schedule.of_course(Activity, course_id)
    activity_ids = {activity.id for activity in activities}
    gone: list[Record] = [
        b
        for b in schedule.table(PlannedBlock).values()
        if b.activity_id in activity_ids or (prefixes and b.activity_id.startswith(prefixes))
    ]
    gone += activities
    for per_occurrence in (Recording, Attendance, Override):
        table = schedule.table(per_occurrence)
        gone += [r for r in table.values() if prefixes and r.id.startswith(prefixes)]
    gone += meetings
    rules = {rule.id for rule in schedule.of_course(Repeat, course_id)}
    freed = [
        Change(a, a._replace(repeat_id=None, repeat_week=None))
        for a in schedule.table(Activity).values()
        if a.repeat_id in rules and a.course_id != course_id
    ]
    for owned in (Repeat, WeekTopic, Break, Contact, Appointment):
        gone += schedule.of_course(owned, course_id)
    ids = {record.id for record in gone}
    gone += [
        link
        for link in schedule.table(FeedItem).values()
        if link.record_id in ids or (prefixes and link.record_id.startswith(prefixes))
    ]
    gone.append(course)
    program = schedule.get(Program, course.program_id)
    if program and not any(
        c.program_id == program.id and c.id != course_id for c in schedule.courses
    ):
        gone.append(program)
    return edit_of("Remove course", [*freed, *_drop(gone)])
