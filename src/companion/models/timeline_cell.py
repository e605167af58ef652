"""One week of a course on the timeline: its work, its classes and its due dates.

Nothing here depends on "now": what changes with the clock (which class is missed, which work is
late) is asked of a cell with an instant.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from enum import Enum
from functools import cache
from typing import NamedTuple

from companion.models.activity import Stage
from companion.models.agenda import ChecklistItem, Workload
from companion.models.attendance import Attendance, Recording
from companion.models.course import Course
from companion.models.occurrence import Occurrence, OccurrenceState, state_of
from companion.models.term import Term
from companion.models.walltime import zone_of

DAY = timedelta(days=1)
WEEK = timedelta(days=7)


class CellKind(Enum):
    """A numbered week, a break week, or days outside both that hold a class or a due date."""

    WEEK = "week"
    BREAK = "break"
    OUTSIDE = "outside"


class DueState(Enum):
    """What to tell of the due dates of a week, the first that applies wins."""

    LATE = "late"
    DUE = "due"
    HANDED_IN = "handed_in"


class ClassMark(NamedTuple):
    """A live session, what the student said of it, and its recording."""

    occurrence: Occurrence
    attendance: Attendance | None = None
    recording: Recording | None = None

    def state(self, now: datetime) -> OccurrenceState:
        """Return its state at an aware instant."""
        return state_of(self.occurrence, self.attendance, now)


class Cell(NamedTuple):
    """One week of a course.

    runs are its days as (first, last) pairs, more than one where a break lies inside the week.
    name is a week's topic or a break's name. Classes and due dates are those that fall on its
    days, wherever they were planned. main_due is what the due mark stands for: important work,
    or all where a course has none important.
    """

    kind: CellKind
    runs: tuple[tuple[date, date], ...]
    number: int | None = None
    name: str = ""
    load: Workload = Workload()
    classes: tuple[ClassMark, ...] = ()
    due: tuple[ChecklistItem, ...] = ()
    main_due: tuple[ChecklistItem, ...] = ()

    @property
    def starts_on(self) -> date:
        """Its first day."""
        return self.runs[0][0]

    @property
    def ends_on(self) -> date:
        """Its last day, included."""
        return self.runs[-1][1]

    @property
    def main_run(self) -> tuple[date, date]:
        """The longest of its runs, where the number is written."""
        return max(self.runs, key=lambda run: run[1] - run[0])

    def holds(self, day: date) -> bool:
        """Tell whether the day is one of its days."""
        return any(first <= day <= last for first, last in self.runs)

    def due_state(self, now: datetime) -> DueState | None:
        """Return what to tell of its due dates at an instant; None where nothing is due."""
        if any(item.is_late(now) for item in self.due):
            return DueState.LATE
        finished = [is_over(item) for item in self.main_due if not _is_let_go(item, now)]
        if not finished:
            return None
        return DueState.HANDED_IN if all(finished) else DueState.DUE


def is_over(item: ChecklistItem) -> bool:
    """Tell whether an item no longer waits for the student."""
    return item.stage in (Stage.DONE, Stage.HANDED_IN)


def _is_let_go(item: ChecklistItem, now: datetime) -> bool:
    """Optional work that was not done in time."""
    is_past = item.due_at is not None and item.due_at < now
    return item.is_optional and is_past and not is_over(item)


def monday(day: date) -> date:
    """Return the Monday of a day's calendar week."""
    return day - day.weekday() * DAY


def cells_of(
    course: Course,
    term: Term,
    loads: Mapping[int, Workload],
    marks: Iterable[ClassMark],
    items: Iterable[ChecklistItem],
    topics: Mapping[int, str],
) -> tuple[Cell, ...]:
    """Return the weeks of a course in order, classes and due dates on the cells of their days
    (in the course's zone); days without a cell get one."""
    zone = zone_of(course.zone)
    cells = _empty_cells(term, loads, topics)
    classes: dict[date, list[ClassMark]] = {}
    due: dict[date, list[ChecklistItem]] = {}
    extra: dict[date, Cell] = {}
    place = cache(lambda day: _place(cells, day, extra))  # much is due on the same days
    for mark in marks:
        cell = place(mark.occurrence.starts_at.astimezone(zone).date())
        classes.setdefault(cell.starts_on, []).append(mark)
    items = [item for item in items if item.due_at is not None]
    for item in items:
        assert item.due_at is not None
        cell = place(item.due_at.astimezone(zone).date())
        due.setdefault(cell.starts_on, []).append(item)
    has_important = any(item.is_important for item in items)
    return tuple(
        _filled(cell, classes.get(cell.starts_on, ()), due.get(cell.starts_on, ()), has_important)
        for cell in sorted([*cells, *extra.values()], key=lambda cell: cell.starts_on)
    )


def _empty_cells(
    term: Term, loads: Mapping[int, Workload], topics: Mapping[int, str]
) -> list[Cell]:
    cells = [
        Cell(
            CellKind.WEEK,
            _runs(week.days),
            week.number,
            topics.get(week.number, ""),
            loads[week.number],
        )
        for week in term.weeks
    ]
    cells += [
        Cell(CellKind.BREAK, ((pause.starts_on, pause.ends_on),), name=pause.name)
        for pause in term.break_weeks
    ]
    return sorted(cells, key=lambda cell: cell.starts_on)


def _runs(days: Sequence[date]) -> tuple[tuple[date, date], ...]:
    runs: list[tuple[date, date]] = []
    for day in days:
        if runs and day - runs[-1][1] == DAY:
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return tuple(runs)


def _place(cells: Sequence[Cell], day: date, extra: dict[date, Cell]) -> Cell:
    """Return the cell that holds a day; where none does, the one that begins in its calendar
    week, else one made for the rest of that week."""
    at = bisect_right(cells, day, key=lambda cell: cell.starts_on)
    holder = next((cell for cell in reversed(cells[:at]) if cell.holds(day)), None)
    if holder is not None:
        return holder
    first = monday(day)
    beside = next((c for c in cells[max(0, at - 1) : at + 1] if monday(c.starts_on) == first), None)
    if beside is not None:
        return beside
    last = first + 6 * DAY
    if at and cells[at - 1].ends_on >= first:
        first = cells[at - 1].ends_on + DAY
    return extra.setdefault(first, Cell(CellKind.OUTSIDE, ((first, last),)))


def _filled(
    cell: Cell,
    classes: Iterable[ClassMark],
    due: Iterable[ChecklistItem],
    has_important: bool,
) -> Cell:
    due = tuple(due)
    main = tuple(item for item in due if item.is_important) if has_important else due
    return cell._replace(classes=tuple(classes), due=due, main_due=main)
