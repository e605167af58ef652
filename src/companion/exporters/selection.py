"""What the student chose, out of the whole schedule: the items of the file in order, and the
entries that they are written as."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from companion.exporters import entry_text
from companion.exporters.choice import KIND_OF_MEETING, TARGET_RULES, ExportChoice, ItemKind
from companion.exporters.sessions import class_entries, class_summary, place_classes
from companion.formats.icalendar_writer import Entry, Todo
from companion.formats.plain_text import clean_line
from companion.models.activity import Activity, PlannedBlock
from companion.models.appointment import Appointment
from companion.models.course import Break, Course
from companion.models.meeting import Meeting
from companion.models.occurrence import Occurrence
from companion.models.program import Program
from companion.models.schedule import Schedule
from companion.models.walltime import is_zone


class ExportItem(NamedTuple):
    """One dated item of the file. starts_at and ends_at are UTC instants; a deadline is an item
    that ends at it, a to-do has no start and may have no end. id is an occurrence key, or the id
    of an activity, block or appointment's day. topic says what the summary leaves out; uid is
    that of its entry; note is what only its own entry says, in a series."""

    kind: ItemKind
    id: str
    course_id: str | None
    summary: str
    starts_at: datetime | None
    ends_at: datetime | None
    topic: str = ""
    reminders: tuple[timedelta, ...] = ()
    uid: str = ""
    note: str = ""


class ExportCounts(NamedTuple):
    """How many items of each sort are in the file; cancelled classes are left out, and counted."""

    sessions: int
    due: int
    todos: int
    planned: int
    cancelled: int


class Wanted(NamedTuple):
    """A choice, and what it chooses from: the schedule, and its courses by id in the student's
    order."""

    schedule: Schedule
    choice: ExportChoice
    courses: Mapping[str, Course]

    def reminders(self, wanted: tuple[timedelta, ...]) -> tuple[timedelta, ...]:
        """As many as the target keeps, those closest to the start first."""
        return tuple(sorted(wanted))[: TARGET_RULES[self.choice.target].reminders]


class Part(NamedTuple):
    """Items, and the entries of the file that they come from."""

    items: tuple[ExportItem, ...]
    written: tuple[Entry | Todo, ...]


def class_parts(wanted: Wanted) -> Iterator[Part]:
    """Yield the meetings of each course in turn; a series with all that differs from it."""
    for course in wanted.courses.values():
        if not wanted.choice.takes_course(wanted.schedule, course.id):
            continue
        by_meeting: dict[str, list[Occurrence]] = {}
        for occurrence in _classes(wanted, course):
            by_meeting.setdefault(occurrence.meeting.id, []).append(occurrence)
        for occurrences in by_meeting.values():
            yield _meeting_part(wanted, course, occurrences)


def _classes(wanted: Wanted, course: Course) -> Iterator[Occurrence]:
    """Yield the classes of a course that were chosen, cancelled ones too."""
    choice = wanted.choice
    for occurrence in wanted.schedule.occurrences(course):
        if KIND_OF_MEETING[occurrence.kind] in choice.kinds and choice.takes_time(
            occurrence.ends_at
        ):
            yield occurrence if choice.with_link else _without_link(occurrence)


def _without_link(occurrence: Occurrence) -> Occurrence:
    override = occurrence.override
    return occurrence._replace(
        meeting=occurrence.meeting._replace(link=""),
        override=override._replace(link="") if override else None,
    )


def _meeting_part(wanted: Wanted, course: Course, occurrences: Sequence[Occurrence]) -> Part:
    with_passcode = wanted.choice.with_passcode
    reminders = wanted.reminders(wanted.choice.reminders)
    placed = place_classes(occurrences, with_passcode=with_passcode)
    items = []
    for entry in placed:
        occurrence = entry.occurrence
        summary = class_summary(wanted.schedule, course, entry)
        title = entry_text.class_title(wanted.schedule, occurrence)
        item = ExportItem(
            KIND_OF_MEETING[occurrence.kind],
            occurrence.key,
            course.id,
            summary,
            occurrence.starts_at,
            occurrence.ends_at,
            "" if title in summary else title,
            reminders,
            entry.uid,
            entry_text.own_note(course, occurrence, with_passcode=with_passcode),
        )
        items.append(item)
    entries = class_entries(
        wanted.schedule,
        course,
        placed,
        reminders,
        with_passcode=with_passcode,
    )
    return Part(tuple(items), tuple(entries))


def time_order(item: ExportItem) -> tuple[bool, str, str]:
    """Sort by time; to-dos without a due date come last, by title."""
    at = item.starts_at or item.ends_at
    return (at is None, at.isoformat() if at else item.summary, item.id)


def count_items(wanted: Wanted, items: Iterable[ExportItem]) -> ExportCounts:
    """Count the items, and the cancelled classes among what was chosen."""
    kinds = Counter(item.kind for item in items)
    cancelled = sum(
        occurrence.is_cancelled
        for course in wanted.courses.values()
        if wanted.choice.takes_course(wanted.schedule, course.id)
        for occurrence in _classes(wanted, course)
    )
    return ExportCounts(
        sessions=sum(kinds[kind] for kind in KIND_OF_MEETING.values()),
        due=kinds[ItemKind.DUE],
        todos=kinds[ItemKind.TODO],
        planned=kinds[ItemKind.PLANNED],
        cancelled=cancelled,
    )


def count_breaks(wanted: Wanted, items: Iterable[ExportItem]) -> int:
    """Count the breaks within the courses that have classes in the file."""
    ids = {i.course_id for i in items if i.kind in KIND_OF_MEETING.values()}
    breaks = wanted.schedule.table(Break).values()
    return sum(found.course_id in ids for found in breaks)


def calendar_name(wanted: Wanted) -> str:
    """Return the calendar's name: the course, or the program where there are several."""
    choice, schedule = wanted.choice, wanted.schedule
    courses = [c for c in wanted.courses.values() if choice.takes_course(schedule, c.id)]
    programs = [schedule.get(Program, c.program_id) for c in courses]
    names = [program.name for program in programs if program is not None]
    if len(courses) == 1:
        name = courses[0].name
    else:
        name = names[0] if names and len(set(names)) == 1 else ""
    return clean_line(name) or "Companion"


def unknown_zone(schedule: Schedule) -> str:
    """Return the zone that this machine no longer knows, else empty."""
    zones = [course.zone for course in schedule.courses]
    zones += [meeting.zone for meeting in schedule.table(Meeting).values()]
    zones += [a.due.zone for a in schedule.table(Activity).values() if a.due is not None]
    zones += [block.zone for block in schedule.table(PlannedBlock).values()]
    zones += [own.zone for own in schedule.table(Appointment).values()]
    return next((zone for zone in zones if not is_zone(zone)), "")
