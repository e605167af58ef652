"""Questions to the schedule: what is next, due, to do; how far, how much, and when for me."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from companion.models.activity import Activity, ActivityKind, PlannedBlock, Stage
from companion.models.attendance import Attendance, AttendanceMark
from companion.models.course import Course
from companion.models.meeting import MeetingKind
from companion.models.occurrence import Occurrence, OccurrenceState, state_of
from companion.models.schedule import Schedule
from companion.models.walltime import zone_of
from companion.models.watching import is_to_watch, minutes_left, recording_of

LIVE = MeetingKind.LIVE_SESSION
_COVERED = (AttendanceMark.ATTENDED, AttendanceMark.RECORDING, AttendanceMark.EXCUSED)


# Occurrences


def occurrence_state(schedule: Schedule, occurrence: Occurrence, now: datetime) -> OccurrenceState:
    """Return the state of an occurrence at an aware instant."""
    return state_of(occurrence, schedule.get(Attendance, occurrence.key), now)


def occurrences_between(
    schedule: Schedule, start: datetime, end: datetime, course_id: str | None = None
) -> list[Occurrence]:
    """Return occurrences that overlap [start, end), cancelled ones too, in order of start."""
    start, end = start.astimezone(UTC), end.astimezone(UTC)
    return [
        o
        for o in schedule.all_occurrences()
        if o.starts_at < end and o.ends_at > start and course_id in (None, o.course_id)
    ]


def next_live_session(
    schedule: Schedule, now: datetime, course_id: str | None = None
) -> Occurrence | None:
    """Return the live session that runs now, else the next one; cancelled ones never."""
    now = now.astimezone(UTC)
    coming = (
        o
        for o in schedule.all_occurrences()
        if o.kind is LIVE
        and not o.is_cancelled
        and o.ends_at > now
        and course_id in (None, o.course_id)
    )
    return next(coming, None)


def live_sessions(schedule: Schedule, course: Course) -> list[Occurrence]:
    """Return the live sessions of a course in order of start, cancelled ones too."""
    return [o for o in schedule.occurrences(course) if o.kind is LIVE]


class UsualTime(NamedTuple):
    """When a series usually falls for the student: weekday (0 is Monday) and local time."""

    weekday: int
    starts: time


def usual_times(schedule: Schedule, course: Course, zone: ZoneInfo) -> dict[str, UsualTime]:
    """Return the usual local time of each meeting by id: the most frequent weekday and time
    among its planned times, ties to the earlier."""
    seen: dict[str, Counter[tuple[int, time]]] = {}
    first: dict[tuple[str, tuple[int, time]], datetime] = {}
    for occurrence in schedule.occurrences(course):
        local = occurrence.planned_at.astimezone(zone)
        slot = (local.weekday(), local.time())
        seen.setdefault(occurrence.meeting.id, Counter())[slot] += 1
        first.setdefault((occurrence.meeting.id, slot), occurrence.planned_at)
    return {
        meeting: UsualTime(*min(counts, key=lambda slot: (-counts[slot], first[meeting, slot])))
        for meeting, counts in seen.items()
    }


def shifted_minutes(occurrence: Occurrence, usual: UsualTime, zone: ZoneInfo) -> int:
    """Return by how many minutes the planned local time differs from the usual one: negative
    is earlier. Told on a circle of seven days, so Tuesday 23:30 is an hour before Wednesday
    00:30."""
    local = occurrence.planned_at.astimezone(zone)
    week = 7 * 24 * 60
    is_at = local.weekday() * 1440 + local.hour * 60 + local.minute
    was_at = usual.weekday * 1440 + usual.starts.hour * 60 + usual.starts.minute
    return (is_at - was_at + week // 2) % week - week // 2


# The checklist


class ChecklistItem(NamedTuple):
    """One line of the checklist: an activity, or a recording to watch.

    id is the activity's id, or the occurrence key of the missed class. due_at and done_at are
    UTC; minutes may be unknown. `activity` is None for a recording.
    """

    id: str
    course_id: str | None
    week: int | None
    kind: ActivityKind
    title: str
    minutes: int | None
    due_at: datetime | None
    stage: Stage
    done_at: datetime | None
    link: str
    is_important: bool
    is_optional: bool
    activity: Activity | None

    @property
    def is_done(self) -> bool:
        """True only at stage done."""
        return self.stage is Stage.DONE

    def is_late(self, now: datetime) -> bool:
        """True when it still waits for the student after its due date; optional work never."""
        return (
            self.due_at is not None
            and self.due_at < now
            and self.stage not in (Stage.DONE, Stage.HANDED_IN)
            and not self.is_optional
        )


def checklist(schedule: Schedule, speed: float = 1.0) -> list[ChecklistItem]:
    """Return all activities and the recordings to watch, by due date, then order. speed is how
    fast the student plays recordings."""
    items = [activity_item(a) for a in schedule.table(Activity).values()]
    for course in schedule.courses:
        items += _recordings(schedule, course, speed)
    return in_order(schedule, items)


def in_order(schedule: Schedule, items: Iterable[ChecklistItem]) -> list[ChecklistItem]:
    """Return items by due date, then by their place in the course, then by course."""
    return _in_order(items, {c.id: n for n, c in enumerate(schedule.courses)})


def course_checklist(schedule: Schedule, course: Course, speed: float = 1.0) -> list[ChecklistItem]:
    """Return the activities of a course and its recordings to watch, in order."""
    items = [activity_item(a) for a in schedule.of_course(Activity, course.id)]
    return _in_order(items + _recordings(schedule, course, speed), {})


def _in_order(items: Iterable[ChecklistItem], positions: Mapping[str, int]) -> list[ChecklistItem]:
    far = datetime.max.replace(tzinfo=UTC)
    return sorted(
        items,
        key=lambda i: (
            i.due_at or far,
            i.activity.position if i.activity else -1,
            positions.get(i.course_id or "", -1),
            i.title,
        ),
    )


def activity_item(a: Activity) -> ChecklistItem:
    """Return an activity as a line of the checklist."""
    return ChecklistItem(
        a.id,
        a.course_id,
        a.week,
        a.kind,
        a.title,
        a.minutes,
        a.due.at if a.due else None,
        a.stage,
        a.done_at,
        a.link,
        a.is_important,
        a.is_optional,
        a,
    )


def recordings_to_watch(schedule: Schedule, course: Course) -> list[ChecklistItem]:
    """Return the recordings of a course that wait for the student, at their full length."""
    return _recordings(schedule, course, 1.0)


def _recordings(schedule: Schedule, course: Course, speed: float) -> list[ChecklistItem]:
    """Live sessions to watch, each due before the next class of its course."""
    sessions = [o for o in live_sessions(schedule, course) if not o.is_cancelled]
    following = [*(o.starts_at for o in sessions[1:]), None]
    return [
        _recording_item(schedule, session, due_at, speed)
        for session, due_at in zip(sessions, following, strict=False)
        if is_to_watch(schedule, session)
    ]


def _recording_item(
    schedule: Schedule, session: Occurrence, due_at: datetime | None, speed: float
) -> ChecklistItem:
    recording = recording_of(schedule, session)
    return ChecklistItem(
        session.key,
        session.course_id,
        session.week,
        ActivityKind.RECORDING,
        schedule.title_of(session),
        minutes_left(schedule, session, speed),
        due_at,
        Stage.STARTED if recording.watched_minutes else Stage.OPEN,
        None,
        recording.link,
        False,
        False,
        None,
    )


def planned_blocks(schedule: Schedule, activity_id: str) -> list[PlannedBlock]:
    """Return when the student means to do an activity, in order."""
    found = [b for b in schedule.table(PlannedBlock).values() if b.activity_id == activity_id]
    return sorted(found, key=lambda b: b.at)


def due_between(
    items: Iterable[ChecklistItem], start: datetime, end: datetime
) -> list[ChecklistItem]:
    """Return the items due in [start, end)."""
    return [i for i in items if i.due_at is not None and start <= i.due_at < end]


# Weeks and hours


class CourseState(Enum):
    """Where a course stands."""

    UPCOMING = "upcoming"
    ACTIVE = "active"
    DONE = "done"


def course_today(course: Course, now: datetime) -> date:
    """Return the day it is where the course is taught."""
    return now.astimezone(zone_of(course.zone)).date()


def course_state(schedule: Schedule, course: Course, now: datetime) -> CourseState:
    """Tell whether a course is before, in or after its weeks."""
    term, today = schedule.term(course), course_today(course, now)
    if today < term.starts_on:
        return CourseState.UPCOMING
    return CourseState.ACTIVE if today <= term.ends_on else CourseState.DONE


def current_week(schedule: Schedule, course: Course, now: datetime) -> int | None:
    """Return the number of the course week it is; in a break week the one before it; None
    before the first and after the last."""
    if course_state(schedule, course, now) is not CourseState.ACTIVE:
        return None
    term, today = schedule.term(course), course_today(course, now)
    return max((w.number for w in term.weeks if w.starts_on <= today), default=None)


class Workload(NamedTuple):
    """Minutes of work: all of it, finished, and planned but not finished."""

    total: int = 0
    done: int = 0
    planned: int = 0

    def __add__(self, other: object) -> Workload:
        assert isinstance(other, Workload)
        return Workload(*(a + b for a, b in zip(self, other, strict=True)))

    @property
    def share(self) -> float:
        """The finished part, 0 to 1; 0 where there is no work."""
        return self.done / self.total if self.total else 0.0


def planned_minutes(schedule: Schedule) -> Counter[str]:
    """Return the minutes planned for each activity, by its id."""
    planned = Counter[str]()
    for block in schedule.table(PlannedBlock).values():
        planned[block.activity_id] += block.minutes
    return planned


def week_workloads(
    schedule: Schedule, course: Course, planned: Counter[str] | None = None
) -> dict[int, Workload]:
    """Return the workload of each course week: its activities with an estimate and its live
    sessions (by their length). A session is finished when attended, watched or excused; a
    cancelled one does not count; optional activities count only when done.

    Who asks for many courses counts `planned_minutes` once and hands them in.
    """
    loads = {week.number: Workload() for week in schedule.term(course).weeks}
    planned = planned_minutes(schedule) if planned is None else planned
    for activity in schedule.of_course(Activity, course.id):
        week = week_of(schedule, course, activity)
        if week in loads and (activity.is_done or not activity.is_optional):
            loads[week] += _activity_load(activity, planned[activity.id])
    marks = schedule.table(Attendance)
    for session in live_sessions(schedule, course):
        if session.week in loads and not session.is_cancelled:
            mark = marks.get(session.key)
            is_covered = mark is not None and mark.mark in _COVERED
            minutes = session.minutes
            loads[session.week] += Workload(minutes, minutes * is_covered, minutes * (mark is None))
    return loads


def _activity_load(activity: Activity, planned: int) -> Workload:
    minutes = activity.minutes or 0
    if activity.is_done or activity.stage is Stage.HANDED_IN:
        return Workload(minutes, minutes, 0)
    return Workload(minutes, 0, min(planned, minutes))


def week_of(schedule: Schedule, course: Course, activity: Activity) -> int | None:
    """Return the course week an activity belongs to: the one it names, else that of its due
    date, else None."""
    if activity.week or activity.due is None:
        return activity.week
    week = schedule.term(course).week_on(activity.due.at.astimezone(zone_of(course.zone)).date())
    return week.number if week else None


def course_workload(schedule: Schedule, course: Course) -> Workload:
    """Return the workload of a whole course."""
    return sum(week_workloads(schedule, course).values(), Workload())


def course_progress(schedule: Schedule, course: Course) -> float:
    """Return the finished share of a course by hours, 0 to 1."""
    loads = week_workloads(schedule, course, Counter())  # plans make no difference here
    return sum(loads.values(), Workload()).share


def total_workload(schedule: Schedule, courses: Iterable[Course]) -> Workload:
    """Return the workload of several courses."""
    return sum((course_workload(schedule, c) for c in courses), Workload())


def expected_finish(schedule: Schedule, courses: Iterable[Course]) -> date | None:
    """Return the last day with a class or a due date in the given courses, in the zone of the
    course; at least the last day of the last week. None without courses."""
    days = []
    for course in courses:
        zone = zone_of(course.zone)
        dues = [a.due.at for a in schedule.of_course(Activity, course.id) if a.due is not None]
        starts = [o.starts_at for o in live_sessions(schedule, course) if not o.is_cancelled]
        days += [max(found).astimezone(zone).date() for found in (dues, starts) if found]
        days.append(schedule.term(course).ends_on)
    return max(days, default=None)


class AttendanceCount(NamedTuple):
    """Live sessions of a course by what became of them."""

    attended: int = 0
    by_recording: int = 0
    missed: int = 0
    excused: int = 0
    unmarked: int = 0
    to_come: int = 0
    cancelled: int = 0


def attendance_count(schedule: Schedule, course: Course, now: datetime) -> AttendanceCount:
    """Count the live sessions of a course by state."""
    return count_states(occurrence_state(schedule, o, now) for o in live_sessions(schedule, course))


def count_states(found: Iterable[OccurrenceState]) -> AttendanceCount:
    """Count states of live sessions."""
    states = Counter(found)
    s = OccurrenceState
    return AttendanceCount(
        states[s.ATTENDED],
        states[s.RECORDING],
        states[s.MISSED],
        states[s.EXCUSED],
        states[s.UNMARKED],
        states[s.UPCOMING] + states[s.MOVED] + states[s.NOW],
        states[s.CANCELLED],
    )


# Days and weeks of the student


def day_start(day: date, zone: ZoneInfo) -> datetime:
    """Return the UTC instant at which a day begins in the student's zone."""
    return datetime.combine(day, time(), zone).astimezone(UTC)


def week_span(now: datetime, zone: ZoneInfo, first_weekday: int = 0) -> tuple[datetime, datetime]:
    """Return the UTC instants between which the student's present week lies."""
    today = now.astimezone(zone).date()
    first = today - timedelta(days=(today.weekday() - first_weekday) % 7)
    return day_start(first, zone), day_start(first + timedelta(days=7), zone)


class Clash(NamedTuple):
    """Two occurrences at the same time, or less than the margin apart.

    gap is the minutes between them, negative when they overlap.
    """

    first: Occurrence
    second: Occurrence
    gap: int


def clashes(
    ours: Iterable[Occurrence], others: Iterable[Occurrence], margin_minutes: int = 0
) -> list[Clash]:
    """Return where our occurrences overlap others, or come closer than the margin."""
    found = []
    margin = timedelta(minutes=margin_minutes)
    rest = sorted((o for o in others if not o.is_cancelled), key=lambda o: o.starts_at)
    for mine in ours:
        if mine.is_cancelled:
            continue
        for other in rest:
            if other.starts_at >= mine.ends_at + margin:
                break
            if other.ends_at + margin > mine.starts_at and other.key != mine.key:
                pair = sorted((mine, other), key=lambda o: o.starts_at)
                gap = int((pair[1].starts_at - pair[0].ends_at) / timedelta(minutes=1))
                found.append(Clash(pair[0], pair[1], gap))
    return found
