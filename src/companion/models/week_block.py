"""What lies in a week: classes, planned work, own appointments, each from instant to instant."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from enum import Enum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from companion.models import agenda
from companion.models.activity import Activity, PlannedBlock
from companion.models.appointment import Appointment
from companion.models.attendance import Attendance, AttendanceMark
from companion.models.busy import busy_between
from companion.models.busy_calendar import BusyCalendar
from companion.models.course import Course
from companion.models.meeting import MeetingKind
from companion.models.occurrence import Occurrence, OccurrenceState
from companion.models.schedule import Schedule
from companion.models.watching import blocks_of, is_by_recording, is_to_watch, watch_slot_of
from companion.models.working_hours import NONE, WorkingHours

_MINUTE = timedelta(minutes=1)
_WHOLE_DAY = timedelta(hours=23)  # on the day on which clocks go forward
_TWO_WEEKS = timedelta(days=14)  # the weekly habit comes at most so long after a class


class BlockKind(Enum):
    """What a block of the grid is. BUSY is an own appointment, WORK are working hours, CALENDAR is
    busy time of a calendar of the student's own."""

    LIVE = "live"
    RECITATION = "recitation"
    OFFICE_HOURS = "office_hours"
    STUDY_GROUP = "study_group"
    PLANNED = "planned"
    BUSY = "busy"
    WORK = "work"
    CALENDAR = "calendar"


_KIND_OF = {
    MeetingKind.LIVE_SESSION: BlockKind.LIVE,
    MeetingKind.RECITATION: BlockKind.RECITATION,
    MeetingKind.OFFICE_HOURS: BlockKind.OFFICE_HOURS,
    MeetingKind.STUDY_GROUP: BlockKind.STUDY_GROUP,
}


class Block(NamedTuple):
    """One thing of the week, from instant to instant (UTC).

    id is an occurrence key, a planned block's id, or an appointment's id with its day. A class has
    an occurrence and a state; planned work has `planned` with its activity, or the occurrence
    whose recording is to be watched, without `planned` where that is a weekly habit; an
    appointment has `on`, its day; what a calendar holds names it.
    """

    id: str
    kind: BlockKind
    starts_at: datetime
    ends_at: datetime
    course: Course | None
    title: str
    is_done: bool = False
    state: OccurrenceState | None = None
    occurrence: Occurrence | None = None
    planned: PlannedBlock | None = None
    activity: Activity | None = None
    appointment: Appointment | None = None
    on: date | None = None
    calendar: BusyCalendar | None = None

    @property
    def is_whole_day(self) -> bool:
        """True for what takes a day as such: it says nothing of hours."""
        return self.ends_at - self.starts_at >= _WHOLE_DAY

    @property
    def minutes(self) -> int:
        """Its length in elapsed minutes."""
        return int((self.ends_at - self.starts_at) / _MINUTE)

    @property
    def is_cancelled(self) -> bool:
        """True when it does not take place."""
        return self.state is OccurrenceState.CANCELLED

    @property
    def item_id(self) -> str:
        """The id of the work it is planned for, empty for what is no work."""
        if self.kind is not BlockKind.PLANNED:
            return ""
        if self.planned is not None:
            return self.planned.activity_id
        return self.occurrence.key if self.occurrence else ""

    @property
    def is_class(self) -> bool:
        """True for an occurrence of a course's meeting."""
        return self.state is not None

    @property
    def is_outlined(self) -> bool:
        """True for a live class that the student was not in, or attends by recording."""
        if self.occurrence is None or self.kind is not BlockKind.LIVE:
            return False
        missed = (OccurrenceState.MISSED, OccurrenceState.RECORDING)
        return self.state in missed or is_by_recording(self.occurrence)


def blocks_between(
    schedule: Schedule,
    start: datetime,
    end: datetime,
    now: datetime,
    home: ZoneInfo,
    speed: float = 1.0,
    working: WorkingHours = NONE,
) -> list[Block]:
    """Return what overlaps [start, end), in order of time. home is where the student is, speed
    how fast she plays recordings, working when she works."""
    found = [
        *_classes(schedule, start, end, now),
        *_planned(schedule, start, end, home, speed),
        *_busy(schedule, start, end, home, working),
    ]
    return sorted(found, key=lambda block: (block.starts_at, block.ends_at, block.id))


def _classes(schedule: Schedule, start: datetime, end: datetime, now: datetime) -> Iterable[Block]:
    courses = schedule.table(Course)
    for o in agenda.occurrences_between(schedule, start, end):
        state = agenda.occurrence_state(schedule, o, now)
        # a week's topic is that of its live class
        title = schedule.title_of(o) if o.kind is MeetingKind.LIVE_SESSION else o.own_title
        yield Block(
            o.key, _KIND_OF[o.kind], o.starts_at, o.ends_at, courses[o.course_id], title,
            state=state, occurrence=o,
        )  # fmt: skip


def _planned(
    schedule: Schedule, start: datetime, end: datetime, home: ZoneInfo, speed: float
) -> Iterable[Block]:
    """Yield planned work, recordings to watch among it, by plan or by the weekly habit."""
    courses = schedule.table(Course)
    for planned, starts_at, ends_at in agenda.planned_between(schedule, start, end):
        activity = schedule.get(Activity, planned.activity_id)
        if activity is not None:
            course = courses.get(activity.course_id or "")
            yield Block(
                planned.id, BlockKind.PLANNED, starts_at, ends_at, course, activity.title,
                activity.is_done, planned=planned, activity=activity,
            )  # fmt: skip
        else:
            yield from _watching(schedule, planned.activity_id, starts_at, ends_at, planned)
    for o in agenda.occurrences_between(schedule, start - _TWO_WEEKS, end):
        if is_by_recording(o) and not blocks_of(schedule, o.key):
            slot = watch_slot_of(schedule, o, home, speed)
            if slot is not None and slot.starts_at < end and slot.ends_at > start:
                yield from _watching(schedule, o.key, *slot, None)


def _watching(
    schedule: Schedule, key: str, start: datetime, end: datetime, planned: PlannedBlock | None
) -> Iterable[Block]:
    """Yield the time for a recording that is to be watched, or was."""
    o = schedule.occurrence(key)
    mark = schedule.get(Attendance, key)
    is_done = mark is not None and mark.mark is AttendanceMark.RECORDING
    if o is not None and (is_done or is_to_watch(schedule, o)):
        block_id = planned.id if planned else f"watch:{key}"
        course = schedule.table(Course)[o.course_id]
        yield Block(
            block_id, BlockKind.PLANNED, start, end, course, schedule.title_of(o), is_done,
            occurrence=o, planned=planned,
        )  # fmt: skip


def _busy(
    schedule: Schedule, start: datetime, end: datetime, home: ZoneInfo, working: WorkingHours
) -> Iterable[Block]:
    courses = schedule.table(Course)
    for busy in busy_between(schedule, start, end, home, working):
        course, kind = None, BlockKind.WORK if busy.calendar is None else BlockKind.CALENDAR
        if busy.appointment is not None:
            course = courses.get(busy.appointment.course_id or "")
            kind = BlockKind.STUDY_GROUP if course else BlockKind.BUSY
        yield Block(
            busy.id, kind, busy.starts_at, busy.ends_at, course, busy.title,
            appointment=busy.appointment, on=busy.on, calendar=busy.calendar,
        )  # fmt: skip
