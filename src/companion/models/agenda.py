"""Questions to the schedule: what is next, due, to do; how far, how much, and when for me."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from functools import lru_cache
from itertools import chain, islice, takewhile
from typing import NamedTuple
from zoneinfo import ZoneInfo

from companion.models.activity import Activity, ActivityKind, PlannedBlock, Stage
from companion.models.attendance import Attendance, AttendanceMark, Recording
from companion.models.course import Course, WeekTopic
from companion.models.meeting import Meeting, MeetingKind
from companion.models.occurrence import Occurrence, OccurrenceState, state_of
from companion.models.schedule import Schedule
from companion.models.walltime import zone_of
from companion.models.watching import blocks_of, is_to_watch, minutes_left, recording_of

LIVE = MeetingKind.LIVE_SESSION
_NO_TIME = timedelta(0)
FAR = datetime.max.replace(tzinfo=UTC)
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
        for o in takewhile(lambda o: o.starts_at < end, occurrences_from(schedule, start))
        if course_id in (None, o.course_id)
    ]


def occurrences_from(schedule: Schedule, at: datetime) -> Iterator[Occurrence]:
    """Yield the occurrences that end after an aware instant, in order of start."""
    found, at = schedule.all_occurrences(), at.astimezone(UTC)
    longest = schedule.recall(
        "longest", (found,), lambda: max((o.ends_at - o.starts_at for o in found), default=_NO_TIME)
    )
    first = bisect_left(found, at - longest, key=lambda o: o.starts_at)
    return (o for o in islice(found, first, None) if o.ends_at > at)


def next_live_session(
    schedule: Schedule, now: datetime, course_id: str | None = None
) -> Occurrence | None:
    """Return the live session that runs now, else the next one; cancelled ones never."""
    if course_id is None:
        coming = occurrences_from(schedule, now)
    else:  # its own are few: no look at those of all courses
        course = schedule.get(Course, course_id)
        own = schedule.occurrences(course) if course is not None else ()
        coming = (o for o in own if o.ends_at > now)
    return next((o for o in coming if o.kind is LIVE and not o.is_cancelled), None)


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
        """True when it still waits for the student after its due date; optional work never, and
        work that was handed in never: feedback may ask for more, but the date was kept."""
        return (
            self.due_at is not None
            and self.due_at < now
            and self.stage in (Stage.OPEN, Stage.STARTED)
            and not self.is_optional
        )

    @property
    def is_waiting_for_student(self) -> bool:
        """False once it was handed in, until feedback comes, and when done."""
        return self.stage not in (Stage.HANDED_IN, Stage.DONE)


def checklist(schedule: Schedule, speed: float = 1.0) -> list[ChecklistItem]:
    """Return all activities and the recordings to watch, by due date, then order. speed is how
    fast the student plays recordings."""
    parts = tuple(checklist_parts(schedule, speed).values())
    return [
        *schedule.recall(
            ("checklist", speed),
            (schedule.table(Course), *parts),
            lambda: in_order(schedule, chain.from_iterable(parts)),
        )
    ]


def in_order(schedule: Schedule, items: Iterable[ChecklistItem]) -> list[ChecklistItem]:
    """Return items by due date, then by their place in the course, then by course."""
    return _in_order(items, {c.id: n for n, c in enumerate(schedule.courses)})


def course_checklist(schedule: Schedule, course: Course, speed: float = 1.0) -> list[ChecklistItem]:
    """Return the activities of a course and its recordings to watch, in order."""
    work = _work(schedule, course.id, schedule.by_course(Activity).get(course.id, ()))
    return _in_order((*work, *_recordings(schedule, course, speed)), {})


def _in_order(items: Iterable[ChecklistItem], positions: Mapping[str, int]) -> list[ChecklistItem]:
    return sorted(
        items,
        key=lambda i: (
            i.due_at or FAR,
            i.activity.position if i.activity else -1,
            positions.get(i.course_id or "", -1),
            i.title,
            i.id,
        ),
    )


Items = Sequence[ChecklistItem]


def checklist_parts(schedule: Schedule, speed: float) -> dict[str, Items]:
    """Return what the checklist is made of by a name of each part: the activities of each current
    course and those of none, and the recordings to watch of each course. Each part is in order."""
    work = schedule.by_course(Activity)
    parts = {"": _work(schedule, "", work.get("", ()))}
    for course in schedule.current_courses:
        parts[course.id] = _work(schedule, course.id, work.get(course.id, ()))
        parts[f"watch {course.id}"] = _recordings(schedule, course, speed)
    return parts


def _work(schedule: Schedule, name: str, found: tuple[Activity, ...]) -> Items:
    """Return activities as lines in order; name is the course's id."""
    return schedule.recall(
        ("work", name), (found,), lambda: _in_order((activity_item(a) for a in found), {})
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


def recordings_to_watch(schedule: Schedule, course: Course, speed: float = 1.0) -> Items:
    """Return the recordings of a course that wait for the student, also of classes to come; speed
    is how fast she plays them."""
    return _recordings(schedule, course, speed)


def _recordings(schedule: Schedule, course: Course, speed: float) -> Items:
    """Live sessions to watch, each due before the next class of its course."""
    tables = (schedule.table(kind) for kind in (Attendance, Recording, WeekTopic))
    return schedule.recall(
        ("recordings", course.id, speed),
        (schedule.occurrences(course), *tables),
        lambda: _find_recordings(schedule, course, speed),
    )


def _find_recordings(schedule: Schedule, course: Course, speed: float) -> Items:
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
    return sorted(blocks_of(schedule, activity_id), key=lambda b: b.at)


def planned_between(
    schedule: Schedule, start: datetime, end: datetime
) -> list[tuple[PlannedBlock, datetime, datetime]]:
    """Return planned blocks that overlap [start, end), with their UTC start and end; not those
    of courses in the archive."""
    blocks = schedule.table(PlannedBlock)
    spans = schedule.recall(
        "planned spans",
        (blocks,),
        lambda: [(b, b.at, b.at + timedelta(minutes=b.minutes)) for b in blocks.values()],
    )
    found = (span for span in spans if span[1] < end and span[2] > start)
    return [span for span in found if not _is_put_away(schedule, span[0].activity_id)]


def _is_put_away(schedule: Schedule, activity_id: str) -> bool:
    """Tell whether an activity, or a class to watch, is of a course in the archive."""
    activity = schedule.get(Activity, activity_id)
    owner = activity or schedule.get(Meeting, activity_id.rpartition(":")[0])
    course = schedule.get(Course, owner.course_id or "") if owner is not None else None
    return course is not None and course.is_archived


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
    return _day_in(course.zone, now)


@lru_cache(maxsize=64)  # asked of every course, and they have few zones
def _day_in(zone: str, now: datetime) -> date:
    return now.astimezone(zone_of(zone)).date()


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
        return Workload(
            self.total + other.total, self.done + other.done, self.planned + other.planned
        )

    @property
    def share(self) -> float:
        """The finished part, 0 to 1; 0 where there is no work."""
        return self.done / self.total if self.total else 0.0


def planned_minutes(schedule: Schedule) -> Mapping[str, int]:
    """Return the minutes planned for each activity that has any, by its id."""
    blocks = schedule.table(PlannedBlock)

    def compute() -> Mapping[str, int]:
        planned = Counter[str]()
        for block in blocks.values():
            planned[block.activity_id] += block.minutes
        return planned

    return schedule.recall("planned minutes", (blocks,), compute)


def week_workloads(schedule: Schedule, course: Course) -> Mapping[int, Workload]:
    """Return the workload of each course week: its activities with an estimate and its live
    sessions (by their length). A session is finished when attended, watched or excused; a
    cancelled one does not count; optional activities count only when done."""
    loads = _workloads(schedule, course)
    return schedule.recall(
        ("week workloads", course.id),
        (loads,),
        lambda: {week: load for week, load in loads.items() if week is not None},
    )


def _workloads(schedule: Schedule, course: Course) -> Mapping[int | None, Workload]:
    """Return the same, and under None what belongs to no week of the course."""
    work, sessions = schedule.by_course(Activity).get(course.id, ()), schedule.occurrences(course)
    marks = tuple(map(schedule.table(Attendance).get, (o.key for o in sessions)))
    planned = planned_minutes(schedule)

    def compute() -> Mapping[int | None, Workload]:
        weeks = (week.number for week in schedule.term(course).weeks)
        loads: dict[int | None, list[int]] = {week: [0, 0, 0] for week in (*weeks, None)}
        for activity in work:
            if activity.is_done or not activity.is_optional:
                minutes = _activity_load(activity, planned.get(activity.id, 0))
                _add(loads, week_of(schedule, course, activity), minutes)
        for session, mark in zip(sessions, marks, strict=True):
            if session.kind is LIVE and not session.is_cancelled:
                _add(loads, session.week, _session_load(session, mark))
        return {week: Workload(*minutes) for week, minutes in loads.items()}

    made_of = (course, schedule.term(course), work, sessions, planned, *marks)
    return schedule.recall(("workloads", course.id), made_of, compute)


def _add(
    loads: dict[int | None, list[int]], week: int | None, minutes: tuple[int, int, int]
) -> None:
    load = loads[week if week in loads else None]
    load[0] += minutes[0]
    load[1] += minutes[1]
    load[2] += minutes[2]


def _session_load(session: Occurrence, mark: Attendance | None) -> tuple[int, int, int]:
    minutes = session.minutes
    is_covered = mark is not None and mark.mark in _COVERED
    return minutes, minutes * is_covered, minutes * (mark is None)


def _activity_load(activity: Activity, planned: int) -> tuple[int, int, int]:
    minutes = activity.minutes or 0
    if activity.is_done or activity.stage is Stage.HANDED_IN:
        return minutes, minutes, 0
    return minutes, 0, min(planned, minutes)


def week_of(schedule: Schedule, course: Course, activity: Activity) -> int | None:
    """Return the course week an activity belongs to: the one it names, else that of its due
    date, else None."""
    if activity.week or activity.due is None:
        return activity.week
    week = schedule.term(course).week_on(activity.due.at.astimezone(zone_of(course.zone)).date())
    return week.number if week else None


def course_workload(schedule: Schedule, course: Course) -> Workload:
    """Return the workload of a whole course: of its weeks, and of what belongs to none of them."""
    loads = _workloads(schedule, course)
    return schedule.recall(
        ("workload", course.id), (loads,), lambda: sum(loads.values(), Workload())
    )


def course_progress(schedule: Schedule, course: Course) -> float:
    """Return the finished share of a course by hours, 0 to 1."""
    return course_workload(schedule, course).share


def total_workload(schedule: Schedule, courses: Iterable[Course]) -> Workload:
    """Return the workload of several courses."""
    return sum((course_workload(schedule, c) for c in courses), Workload())


def expected_finish(schedule: Schedule, courses: Iterable[Course]) -> date | None:
    """Return the last day with a class or a due date in the given courses, in the zone of the
    course; at least the last day of the last week. None without courses."""
    return max((_finish(schedule, course) for course in courses), default=None)


def _finish(schedule: Schedule, course: Course) -> date:
    work, sessions = schedule.by_course(Activity).get(course.id, ()), schedule.occurrences(course)

    def compute() -> date:
        zone = zone_of(course.zone)
        dues = [a.due.at for a in work if a.due is not None]
        starts = [o.starts_at for o in sessions if o.kind is LIVE and not o.is_cancelled]
        days = [max(found).astimezone(zone).date() for found in (dues, starts) if found]
        return max([*days, schedule.term(course).ends_on])

    made_of = (course, schedule.term(course), work, sessions)
    return schedule.recall(("finish", course.id), made_of, compute)


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
