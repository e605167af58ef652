"""The timeline: a row for each course, a cell for each week, hours for each calendar week."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from companion.models.activity import Activity
from companion.models.agenda import (
    AttendanceCount,
    ChecklistItem,
    Workload,
    count_states,
    course_checklist,
    course_today,
    course_workload,
    expected_finish,
    live_sessions,
    week_workloads,
)
from companion.models.attendance import Attendance, Recording
from companion.models.course import Course, WeekTopic
from companion.models.schedule import Schedule
from companion.models.term import Term
from companion.models.timeline_cell import DAY, WEEK, Cell, ClassMark, cells_of, is_over, monday
from companion.models.week_hours import CourseHours, WeekHours, course_hours, week_hours

_NEAR = 8 * WEEK


class Row(NamedTuple):
    """One course: its cells in order of time, its work, and what still waits with a due date.

    ends_on is the last day of all its cells: a week around a break may end after the break.
    last_day is the last with a class or a due date.
    """

    course: Course
    term: Term
    cells: tuple[Cell, ...]
    classes: tuple[ClassMark, ...]
    hours: CourseHours
    load: Workload
    waiting: tuple[ChecklistItem, ...]
    last_day: date
    ends_on: date
    sources: tuple[object, ...] = ()

    @property
    def starts_on(self) -> date:
        """The first day of its first cell."""
        return self.cells[0].starts_on

    def cell_on(self, day: date) -> Cell | None:
        """Return the cell that holds a day."""
        return next((cell for cell in self.cells if cell.holds(day)), None)

    def current_cell(self, now: datetime) -> Cell | None:
        """Return the cell of the day it is where the course is taught."""
        return self.cell_on(course_today(self.course, now))


class Timeline(NamedTuple):
    """All rows in order of start, all calendar weeks, Mondays, from the first to the last, and
    the work of all courses."""

    starts_on: date
    rows: tuple[Row, ...]
    hours: tuple[WeekHours, ...]
    load: Workload = Workload()

    @property
    def ends_on(self) -> date:
        """The last Sunday."""
        return self.starts_on + len(self.hours) * WEEK - DAY

    def column(self, day: date) -> int:
        """Return the position of the calendar week of a day; below 0 or past the last outside."""
        return (day - self.starts_on).days // 7

    @property
    def last_day(self) -> date | None:
        """The last day with a class or due date, in the zone of its course."""
        return max((row.last_day for row in self.rows), default=None)


class Behind(NamedTuple):
    """Work whose due date has passed: how many items, and their estimates in minutes."""

    items: int
    minutes: int


def timeline(schedule: Schedule, today: date, previous: Timeline | None = None) -> Timeline:
    """Lay out all courses. The axis takes in `today` when it lies within eight weeks.

    Rows of `previous` are used again where nothing they are made of has changed.
    """
    known = {row.course.id: row for row in previous.rows} if previous else {}
    courses = sorted(schedule.courses, key=lambda c: (c.starts_on, c.position, c.code))
    rows = tuple(_row(schedule, course, known.get(course.id)) for course in courses)
    if not rows:
        return Timeline(monday(today), (), ())
    first = min(row.starts_on for row in rows)
    last = max(row.ends_on for row in rows)
    if first - _NEAR <= today <= last + _NEAR:
        first, last = min(first, today), max(last, today)
    first = monday(first)
    hours = week_hours(((row.course, row.hours) for row in rows), first, last)
    return Timeline(first, rows, hours, sum((row.load for row in rows), Workload()))


def _row(schedule: Schedule, course: Course, old: Row | None) -> Row:
    term, marks = schedule.term(course), _marks(schedule, course)
    activities = schedule.by_course(Activity).get(course.id, ())
    topics = schedule.by_course(WeekTopic).get(course.id, ())
    sources = (course, marks, term, activities, topics)
    if old is not None and _are_same(old.sources, sources):
        return old
    items = course_checklist(schedule, course)
    loads = week_workloads(schedule, course)
    waiting = [i for i in items if i.due_at is not None and not is_over(i) and not i.is_optional]
    cells = cells_of(course, term, loads, marks, items, {t.week: t.topic for t in topics})
    return Row(
        course,
        term,
        cells,
        marks,
        course_hours(course, cells),
        course_workload(schedule, course),
        tuple(waiting),
        expected_finish(schedule, [course]) or term.ends_on,
        max(cell.ends_on for cell in cells),
        sources,
    )


def _marks(schedule: Schedule, course: Course) -> tuple[ClassMark, ...]:
    said, seen = schedule.table(Attendance), schedule.table(Recording)

    def compute() -> tuple[ClassMark, ...]:
        sessions = live_sessions(schedule, course)
        return tuple(ClassMark(o, said.get(o.key), seen.get(o.key)) for o in sessions)

    made_of = (schedule.occurrences(course), said, seen)
    return schedule.recall(("class marks", course.id), made_of, compute)


def _are_same(old: Sequence[object], new: Sequence[object]) -> bool:
    """Records are never changed in place: the same activities are the same object."""
    are_same = all(a is b for a, b in zip(old[2:], new[2:], strict=True))
    return are_same and old[:2] == new[:2]


def term_columns(line: Timeline, today: date) -> tuple[int, int]:
    """Return the first and last column of the present term: the courses that overlap, directly
    or through others, around today; between terms the next one, after the last the last."""
    spans = sorted((row.starts_on, row.ends_on) for row in line.rows)
    terms: list[tuple[date, date]] = []
    for first, last in spans:
        if terms and first <= terms[-1][1]:
            terms[-1] = (terms[-1][0], max(last, terms[-1][1]))
        else:
            terms.append((first, last))
    if not terms:
        return 0, 0
    first, last = next((term for term in terms if term[1] >= today), terms[-1])
    return line.column(first), line.column(last)


def behind(line: Timeline, now: datetime) -> Behind:
    """Return the work that should be done by an instant and is not."""
    late = [item for row in line.rows for item in row.waiting if item.is_late(now)]
    return Behind(len(late), sum(item.minutes or 0 for item in late))


def is_course_done(row: Row, now: datetime) -> bool:
    """Tell whether a course's last week is over."""
    return course_today(row.course, now) > row.term.ends_on


def week_number(row: Row, now: datetime) -> int:
    """Return the number of the week a course is in, in a break the one before; 0 before the
    first, the last from then on."""
    today = course_today(row.course, now)
    return max((w.number for w in row.term.weeks if w.starts_on <= today), default=0)


def class_count(row: Row, now: datetime) -> AttendanceCount:
    """Count the live sessions of a course by state at an instant."""
    return count_states(mark.state(now) for mark in row.classes)
