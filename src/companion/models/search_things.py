"""Everything in the schedule that a search can find, as facts; made anew only for what changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from enum import Enum
from itertools import chain
from typing import NamedTuple

from companion.models.activity import Activity
from companion.models.agenda import day_start
from companion.models.appointment import Appointment
from companion.models.course import Break, Contact, Course, WeekTopic
from companion.models.folding import fold
from companion.models.meeting import Meeting, MeetingKind
from companion.models.occurrence import Occurrence
from companion.models.schedule import Schedule
from companion.models.walltime import zone_of

LIVE = MeetingKind.LIVE_SESSION


class ThingKind(Enum):
    """What a thing is. MEETING is a series that has no list of its own: recitation, office hours,
    study group. COMMAND, VIEW and SETTING are not of the schedule: the window names them."""

    COURSE = "course"
    WEEK = "week"
    CLASS = "class"
    MEETING = "meeting"
    ACTIVITY = "activity"
    STEP = "step"
    NOTE = "note"
    CONTACT = "contact"
    APPOINTMENT = "appointment"
    BREAK = "break"
    COMMAND = "command"
    VIEW = "view"
    SETTING = "setting"


class Thing(NamedTuple):
    """One thing that can be found.

    id is that of its record, an occurrence key, or a course's id for a week; a step or note has
    the id of what it belongs to, and `of` says what that is. texts are what it is found by, the
    first is what it is called; `about` are words for its kind. at is the UTC instant it is about.
    """

    kind: ThingKind
    id: str
    texts: tuple[str, ...]
    about: tuple[Enum, ...] = ()
    course_id: str | None = None
    week: int | None = None
    at: datetime | None = None
    is_over: bool = False
    of: ThingKind | None = None

    @property
    def key(self) -> str:
        """What names it among all things."""
        place = f"{self.week}" if self.kind is ThingKind.WEEK else ""
        return f"{self.kind.value}:{self.id}:{place}"


class Findable(NamedTuple):
    """A thing with its texts, and the words for what it is and where, as they are compared."""

    thing: Thing
    texts: tuple[str, ...]
    kind_words: tuple[str, ...]
    course_words: tuple[str, ...]


Names = Mapping[Enum, str]
"""How kinds are called in the student's language: those of things, activities, meetings, roles."""


def findable(schedule: Schedule, names: Names) -> tuple[list[Findable], ...]:
    """Return everything that can be found: what belongs to no course, then course by course.

    What an edit leaves alone is the very same list again, if `names` is the same object, too.
    """
    of_courses = (_of_course(schedule, course, names) for course in schedule.courses)
    return (_loose(schedule, names), *of_courses)


def _course_parts(schedule: Schedule, course: Course) -> tuple[object, ...]:
    kinds = (Activity, Contact, Break, Meeting, Appointment, WeekTopic)
    own = (schedule.by_course(kind).get(course.id, ()) for kind in kinds)
    return (course, schedule.term(course), schedule.occurrences(course), *own)


def _of_course(schedule: Schedule, course: Course, names: Names) -> list[Findable]:
    def compute() -> list[Findable]:
        words = tuple(fold(f"{course.code} {course.name} {course.short_name}").split())
        return [_folded(thing, names, words) for thing in _course_things(schedule, course)]

    made_of = (names, *_course_parts(schedule, course))
    return schedule.recall(("findable", course.id), made_of, compute)


def _loose(schedule: Schedule, names: Names) -> list[Findable]:
    """Return the work and the appointments that belong to no course."""
    work, own = schedule.table(Activity), schedule.table(Appointment)

    def compute() -> list[Findable]:
        things = chain(
            *(_activity_things(a) for a in work.values() if a.course_id is None),
            *(_appointment_things(a) for a in own.values() if a.course_id is None),
        )
        return [_folded(thing, names, ()) for thing in things]

    return schedule.recall(("findable", None), (names, work, own), compute)


def _folded(thing: Thing, names: Names, course_words: tuple[str, ...]) -> Findable:
    kind_words = tuple(fold(" ".join(names[one] for one in thing.about)).split())
    named = thing.texts
    if thing.kind in (ThingKind.CLASS, ThingKind.WEEK):  # "Week 9" is what it is called
        named = (f"{names[thing.kind]} {thing.texts[0]}", *thing.texts[1:])
    elif thing.kind is ThingKind.MEETING:
        named = (names[thing.about[0]], *thing.texts)
    joined = (text.replace("-", "") for text in named if "-" in text)  # "checkin" is "check-in"
    texts = tuple(filter(None, map(fold, (*named, *joined))))
    return Findable(thing, texts, kind_words, course_words)


# What there is


def _course_things(schedule: Schedule, course: Course) -> Iterator[Thing]:
    kind, own = ThingKind.COURSE, course.id
    texts = tuple(dict.fromkeys((course.name, course.code, course.short_name or course.name)))
    yield Thing(kind, own, texts, (kind,), own, is_over=course.is_archived)
    if course.notes:
        yield _note(kind, own, course.notes, own)
    for contact in schedule.of_course(Contact, own):
        contact_texts = (contact.name, contact.email, contact.note)
        yield Thing(ThingKind.CONTACT, contact.id, contact_texts, (contact.role,), own)
    yield from _week_things(schedule, course)
    yield from _meeting_things(schedule, course)
    for activity in schedule.of_course(Activity, own):
        yield from _activity_things(activity)
    for appointment in schedule.of_course(Appointment, own):
        yield from _appointment_things(appointment)


def _week_things(schedule: Schedule, course: Course) -> Iterator[Thing]:
    zone = zone_of(course.zone)
    for week in schedule.term(course).weeks:
        topic = schedule.topic(course.id, week.number)
        kind, at = ThingKind.WEEK, day_start(week.starts_on, zone)
        text = f"{week.number} {topic}"
        yield Thing(kind, course.id, (text, topic), (kind,), course.id, week.number, at)
    for entry in schedule.of_course(Break, course.id):
        kind, at = ThingKind.BREAK, day_start(entry.starts_on, zone)
        yield Thing(kind, entry.id, (entry.name,), (kind,), course.id, None, at)


def _meeting_things(schedule: Schedule, course: Course) -> Iterator[Thing]:
    for occurrence in schedule.occurrences(course):
        override = occurrence.override
        note, title = (override.note, override.title) if override else ("", "")
        if occurrence.kind is LIVE or title:
            yield _class(schedule, occurrence)
        if note:
            at = occurrence.starts_at
            yield _note(ThingKind.CLASS, occurrence.key, note, course.id, occurrence.week, at)
    for meeting in schedule.of_course(Meeting, course.id):
        if meeting.kind is not LIVE:
            text = (meeting.title,) if meeting.title else ()
            yield Thing(ThingKind.MEETING, meeting.id, text, (meeting.kind,), course.id)


def _class(schedule: Schedule, occurrence: Occurrence) -> Thing:
    title = schedule.title_of(occurrence)
    text = f"{occurrence.number} {title}" if occurrence.number else title
    return Thing(
        ThingKind.CLASS, occurrence.key, (text, title), (occurrence.kind,), occurrence.course_id,
        occurrence.week, occurrence.starts_at,
    )  # fmt: skip


def _activity_things(a: Activity) -> Iterator[Thing]:
    at = a.due.at if a.due else None
    kind = ThingKind.ACTIVITY
    yield Thing(kind, a.id, (a.title,), (a.kind,), a.course_id, a.week, at, a.is_done)
    for step in a.steps:
        yield Thing(
            ThingKind.STEP, a.id, (step.text,), (ThingKind.STEP,), a.course_id, a.week, at,
            a.is_done or step.is_done, kind,
        )  # fmt: skip
    if a.notes:
        yield _note(kind, a.id, a.notes, a.course_id, a.week, at, a.is_done)


def _appointment_things(a: Appointment) -> Iterator[Thing]:
    kind = ThingKind.APPOINTMENT
    about: Enum = MeetingKind.STUDY_GROUP if a.course_id else kind
    at = None if a.is_weekly else a.at(a.starts.date())
    yield Thing(kind, a.id, (a.title,), (about,), a.course_id, None, at)
    if a.note:
        yield _note(kind, a.id, a.note, a.course_id, None, at)


def _note(
    of: ThingKind,
    owner: str,
    text: str,
    course_id: str | None,
    week: int | None = None,
    at: datetime | None = None,
    is_over: bool = False,
) -> Thing:
    kind = ThingKind.NOTE
    return Thing(kind, owner, (text,), (kind,), course_id, week, at, is_over, of)


def likely_order(things: Sequence[Findable], now: datetime) -> list[int]:
    """Return the numbers of the things, those first that the student likely means at an aware
    instant: courses, then what lies near in time and is not over."""
    instant = now.timestamp()
    far = [_farness(entry.thing, instant) for entry in things]
    return sorted(range(len(far)), key=far.__getitem__)


_DAY = 86_400.0
_WITHOUT_DATE, _OVER = 14 * _DAY, 10_000 * _DAY
_LATER: dict[ThingKind, float] = {
    ThingKind.COURSE: -40 * _DAY, ThingKind.CONTACT: -15 * _DAY, ThingKind.WEEK: 4 * _DAY,
    ThingKind.STEP: 2 * _OVER, ThingKind.NOTE: 2 * _OVER,
}  # fmt: skip


def _farness(thing: Thing, instant: float) -> float:
    far = _WITHOUT_DATE if thing.at is None else abs(thing.at.timestamp() - instant)
    return far + _LATER.get(thing.kind, 0.0) + (_OVER if thing.is_over else 0.0)
