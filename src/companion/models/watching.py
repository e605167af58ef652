"""Recordings to watch: of missed classes, and of classes that are attended by recording."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from companion.models.activity import PlannedBlock
from companion.models.attendance import Attendance, AttendanceMark, Recording
from companion.models.meeting import MeetingKind
from companion.models.occurrence import Occurrence
from companion.models.schedule import Schedule
from companion.models.walltime import instant, wall_clock

SPEEDS = (1.0, 1.25, 1.5, 1.75, 2.0)
SPEED_SETTING = "playback_speed"


def speed_of(text: str) -> float:
    """Return the playback speed that is stored as text; 1 for what is none of the speeds."""
    return next((speed for speed in SPEEDS if text == f"{speed:g}"), 1.0)


def is_by_recording(occurrence: Occurrence) -> bool:
    """Tell whether the student chose to watch this class instead of joining it."""
    meeting = occurrence.meeting
    return (
        meeting.kind is MeetingKind.LIVE_SESSION
        and meeting.watch_weekday is not None
        and meeting.watch_time is not None
    )


def is_to_watch(schedule: Schedule, occurrence: Occurrence) -> bool:
    """Tell whether its recording is to be watched: the class was missed, or is attended by
    recording and has no mark yet. A cancelled class has none."""
    if occurrence.kind is not MeetingKind.LIVE_SESSION or occurrence.is_cancelled:
        return False
    mark = schedule.get(Attendance, occurrence.key)
    if mark is None:
        return is_by_recording(occurrence)
    return mark.mark is AttendanceMark.MISSED


def recording_of(schedule: Schedule, occurrence: Occurrence) -> Recording:
    """Return the recording of a class, an empty one where nothing is known of it."""
    return schedule.get(Recording, occurrence.key) or Recording(occurrence.key)


def length_of(schedule: Schedule, occurrence: Occurrence) -> int:
    """Return how long its recording is, in minutes; as long as the class where it is unknown."""
    return recording_of(schedule, occurrence).minutes or occurrence.minutes


def minutes_left(schedule: Schedule, occurrence: Occurrence, speed: float = 1.0) -> int:
    """Return how many minutes the student needs for what is left of its recording."""
    left = length_of(schedule, occurrence) - recording_of(schedule, occurrence).watched_minutes
    return max(1, int(left / speed + 0.5))


class WatchSlot(NamedTuple):
    """When a recording is to be watched; instants in UTC."""

    starts_at: datetime
    ends_at: datetime


def watch_slot_of(
    schedule: Schedule, occurrence: Occurrence, zone: ZoneInfo, speed: float = 1.0
) -> WatchSlot | None:
    """Return when the recording of a class is to be watched: as planned for it, else at the
    student's weekly slot, the first after the class; None when neither is chosen.

    The slot counts in the student's zone; it follows the class when that is moved.
    """
    planned = blocks_of(schedule, occurrence.key)
    if planned:
        first = min(planned, key=lambda b: b.at)
        return WatchSlot(first.at, first.at + timedelta(minutes=first.minutes))
    if not is_by_recording(occurrence):
        return None
    starts_at = weekly_slot(occurrence, zone)
    minutes = minutes_left(schedule, occurrence, speed)
    return WatchSlot(starts_at, starts_at + timedelta(minutes=minutes))


def blocks_of(schedule: Schedule, activity_id: str) -> Sequence[PlannedBlock]:
    """Return what is planned for an activity or a recording, in no order."""
    blocks = schedule.table(PlannedBlock)

    def compute() -> Mapping[str, Sequence[PlannedBlock]]:
        found: dict[str, list[PlannedBlock]] = {}
        for block in blocks.values():
            found.setdefault(block.activity_id, []).append(block)
        return found

    return schedule.recall("planned blocks", (blocks,), compute).get(activity_id, ())


def weekly_slot(occurrence: Occurrence, zone: ZoneInfo) -> datetime:
    """Return the UTC instant of the first weekly watch slot that is not before the class ends.
    Only for a class that is attended by recording."""
    meeting = occurrence.meeting
    assert meeting.watch_weekday is not None
    assert meeting.watch_time is not None
    after = wall_clock(occurrence.ends_at, zone.key)
    day = after.date() + timedelta(days=(meeting.watch_weekday - after.weekday()) % 7)
    at = instant(datetime.combine(day, meeting.watch_time), zone.key)
    if at < occurrence.ends_at:
        day += timedelta(days=7)
        at = instant(datetime.combine(day, meeting.watch_time), zone.key)
    return at
