"""The one immutable schedule: every record, and what follows from them, computed once."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from datetime import date
from operator import is_
from typing import Any, NamedTuple, TypeVar

from companion.models.activity import Activity, PlannedBlock
from companion.models.appointment import Appointment
from companion.models.attendance import Attendance, Recording
from companion.models.busy_calendar import BusyCalendar, BusyTimes
from companion.models.course import Break, Contact, Course, WeekTopic
from companion.models.feed import Feed, FeedItem
from companion.models.meeting import Meeting
from companion.models.occurrence import Occurrence, Override, expand_course
from companion.models.program import Program
from companion.models.repeat import Repeat
from companion.models.term import Term, term_of

Record = (
    Program
    | Course
    | Contact
    | Break
    | WeekTopic
    | Meeting
    | Override
    | Attendance
    | Recording
    | Repeat
    | Activity
    | PlannedBlock
    | Appointment
    | Feed
    | FeedItem
    | BusyCalendar
    | BusyTimes
)
RecordType = type[Record]
RECORD_TYPES: tuple[RecordType, ...] = (
    Program,
    Course,
    Contact,
    Break,
    WeekTopic,
    Meeting,
    Override,
    Attendance,
    Recording,
    Repeat,
    Activity,
    PlannedBlock,
    Appointment,
    Feed,
    FeedItem,
    BusyCalendar,
    BusyTimes,
)
R = TypeVar("R", bound=Record)
T = TypeVar("T")


class Change(NamedTuple):
    """One record before and after; None where it does not exist."""

    before: Record | None
    after: Record | None

    @property
    def record_type(self) -> RecordType:
        """The type of the record."""
        return type(self.after if self.after is not None else self.before)  # type: ignore[return-value]  # one of them is a record

    @property
    def record_id(self) -> str:
        """The id of the record."""
        record = self.after if self.after is not None else self.before
        assert record is not None
        return record.id


class Edit(NamedTuple):
    """What the student did: a name for the menu ("Move class") and the changed records."""

    name: str
    changes: tuple[Change, ...]

    @property
    def record_types(self) -> frozenset[RecordType]:
        """The types of the changed records."""
        return frozenset(change.record_type for change in self.changes)

    def inverse(self) -> Edit:
        """The edit that takes this one back."""
        return Edit(self.name, tuple(Change(c.after, c.before) for c in reversed(self.changes)))


_EXPANSION_TYPES = frozenset({Course, Break, Meeting, Override})


class Schedule:
    """All records by type and id. Never changed: `with_` returns a new one."""

    __slots__ = ("_answers", "_by_course", "_occurrences", "_records", "_terms")

    def __init__(self, records: Mapping[RecordType, Mapping[str, Record]] | None = None) -> None:
        self._records: dict[RecordType, Mapping[str, Record]] = {t: {} for t in RECORD_TYPES}
        self._records.update(records or {})
        self._terms: dict[str, Term] = {}
        self._occurrences: dict[str, tuple[Occurrence, ...]] = {}
        self._by_course: dict[type, dict[str, tuple[Record, ...]]] = {}
        self._answers: dict[Hashable, tuple[tuple[object, ...], Any]] = {}

    @classmethod
    def of(cls, records: Iterable[Record]) -> Schedule:
        """Make a schedule of loose records."""
        tables: dict[RecordType, dict[str, Record]] = {t: {} for t in RECORD_TYPES}
        for record in records:
            tables[type(record)][record.id] = record
        return cls(tables)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Schedule) and self._records == other._records

    __hash__ = None  # type: ignore[assignment]  # holds mappings

    def table(self, record_type: type[R]) -> Mapping[str, R]:
        """Return the records of one type by id."""
        return self._records[record_type]  # type: ignore[index,return-value]  # keyed by type

    def get(self, record_type: type[R], record_id: str) -> R | None:
        """Return one record, or None."""
        return self.table(record_type).get(record_id)

    def records(self) -> Iterable[Record]:
        """Return every record, parents before children."""
        return (record for t in RECORD_TYPES for record in self._records[t].values())

    def with_(self, edit: Edit) -> Schedule:
        """Return the schedule after an edit."""
        changed: dict[RecordType, dict[str, Record]] = {}
        for change in edit.changes:
            kind = change.record_type
            table = changed.get(kind)
            if table is None:
                table = changed[kind] = dict(self._records[kind])
            if change.after is None:
                table.pop(change.record_id, None)
            else:
                table[change.record_id] = change.after
        after = Schedule({**self._records, **changed})
        if _EXPANSION_TYPES.isdisjoint(changed):
            after._terms, after._occurrences = self._terms, self._occurrences
        after._answers = self._answers
        for kind, index in self._by_course.items():
            changes = [change for change in edit.changes if change.record_type is kind]
            after._by_course[kind] = _reindexed(index, changes) if changes else index
        return after

    @property
    def programs(self) -> list[Program]:
        """Programs in the student's order."""
        return sorted(self.table(Program).values(), key=lambda p: (p.position, p.name))

    @property
    def courses(self) -> list[Course]:
        """Courses in the student's order, then by start."""
        table = self.table(Course)
        return [*self.recall("courses", (table,), lambda: sorted(table.values(), key=_place))]

    @property
    def current_courses(self) -> list[Course]:
        """Courses that are not put away in the archive, in the student's order."""
        return [course for course in self.courses if not course.is_archived]

    def course_by_code(self, code: str) -> Course | None:
        """Return the course of a code, upper and lower case alike."""
        wanted = code.casefold()
        return next((c for c in self.courses if c.code.casefold() == wanted), None)

    def of_course(self, record_type: type[R], course_id: str) -> list[R]:
        """Return the records of one type that name a course."""
        return list(self.by_course(record_type).get(course_id, ()))

    def by_course(self, record_type: type[R]) -> Mapping[str, tuple[R, ...]]:
        """Return the records of one type that may name a course, by the course's id; those that
        name none by the empty one.

        An edit makes new tuples only for the courses it touches: what was computed from the
        same tuple is still true.
        """
        found = self._by_course.get(record_type)
        if found is None:
            found = self._by_course[record_type] = _indexed(self.table(record_type).values())
        return found  # type: ignore[return-value]  # keyed by type

    def recall(
        self, question: Hashable, made_of: tuple[object, ...], compute: Callable[[], T]
    ) -> T:
        """Return the answer to a question that was made of the very same objects, else compute it
        and keep it, for this schedule and those that edits make of it. Nobody may change it.

        An edit hands on every table, `by_course`, term and tuple of occurrences that it leaves
        alone, so what is made of those is still true. The last answer of each question is kept.
        """
        known = self._answers.get(question)
        if known is not None:
            before, answer = known
            if len(before) == len(made_of) and all(map(is_, before, made_of)):
                found: T = answer
                return found
        found = compute()
        self._answers[question] = (made_of, found)
        return found

    def term(self, course: Course) -> Term:
        """Return the weeks of a course."""
        found = self._terms.get(course.id)
        if found is None:
            found = self._terms[course.id] = term_of(course, self.of_course(Break, course.id))
        return found

    def occurrences(self, course: Course) -> tuple[Occurrence, ...]:
        """Return all occurrences of a course in order of start."""
        found = self._occurrences.get(course.id)
        if found is None:
            found = self._occurrences[course.id] = expand_course(
                course,
                self.term(course),
                self.of_course(Meeting, course.id),
                self.of_course(Break, course.id),
                self.table(Override),
            )
        return found

    def all_occurrences(self) -> tuple[Occurrence, ...]:
        """Return the occurrences of all current courses in order of start."""
        courses = self.table(Course).values()
        parts = tuple(self.occurrences(course) for course in courses if not course.is_archived)
        return self.recall("all occurrences", parts, lambda: _merged(parts))

    def occurrence(self, key: str) -> Occurrence | None:
        """Return one occurrence by its key, or None."""
        meeting = self.get(Meeting, key.rpartition(":")[0])
        course = self.get(Course, meeting.course_id) if meeting else None
        if course is None:
            return None
        return next((o for o in self.occurrences(course) if o.key == key), None)

    def topic(self, course_id: str, week: int | None) -> str:
        """Return the topic of a course week, else empty."""
        found = self.get(WeekTopic, f"{course_id}:{week}")
        return found.topic if found else ""

    def title_of(self, occurrence: Occurrence) -> str:
        """Return the title of an occurrence: its own, else its week's topic, else empty."""
        return occurrence.own_title or self.topic(occurrence.course_id, occurrence.week)


def _place(course: Course) -> tuple[int, date, str]:
    return course.position, course.starts_on, course.code


def _merged(parts: Iterable[tuple[Occurrence, ...]]) -> tuple[Occurrence, ...]:
    return tuple(sorted((o for part in parts for o in part), key=lambda o: (o.starts_at, o.key)))


def _course_of(record: Record | None) -> str:
    return getattr(record, "course_id", None) or ""


def _indexed(records: Iterable[Record]) -> dict[str, tuple[Record, ...]]:
    lists: dict[str, list[Record]] = {}
    for record in records:
        lists.setdefault(_course_of(record), []).append(record)
    return {course_id: tuple(found) for course_id, found in lists.items()}


def _reindexed(
    index: Mapping[str, tuple[Record, ...]], changes: Iterable[Change]
) -> dict[str, tuple[Record, ...]]:
    """Return the index after changes, made anew only for the courses that they name."""
    touched: dict[str, dict[str, Record]] = {}
    for before, after in changes:
        for record in (before, after):
            course_id = _course_of(record)
            if record is not None and course_id not in touched:
                touched[course_id] = {r.id: r for r in index.get(course_id, ())}
        old, new = _course_of(before), _course_of(after)
        if before is not None and (after is None or old != new):
            touched[old].pop(before.id, None)
        if after is not None:
            touched[new][after.id] = after
    return {**index, **{course_id: tuple(found.values()) for course_id, found in touched.items()}}
