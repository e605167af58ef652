"""What the week says: blocks, days, what is due, and why something cannot be placed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from companion.models.activity import ActivityKind
from companion.models.agenda import ChecklistItem
from companion.models.course import Course
from companion.models.occurrence import Occurrence, OccurrenceState
from companion.models.schedule import Schedule
from companion.models.walltime import zone_of
from companion.models.week_block import Block, BlockKind
from companion.models.week_grid import Week
from companion.models.week_planning import Hindrance, Reason
from companion.models.week_window import DAY
from companion.ui.checklist_words import kind_name
from companion.ui.text import (
    Words,
    duration,
    full_day,
    spoken_duration,
    weekday,
    with_values,
    zone_short,
    zone_spoken,
)

_SOON = timedelta(hours=24)
_HOUR = 60
_KINDS = {
    BlockKind.LIVE: "Live class",
    BlockKind.RECITATION: "Recitation",
    BlockKind.OFFICE_HOURS: "Office hours",
    BlockKind.STUDY_GROUP: "Study group",
    BlockKind.PLANNED: "Planned",
    BlockKind.BUSY: "Appointment",
    BlockKind.WORK: "Busy",
    BlockKind.CALENDAR: "Busy",
}
_NAMES = {
    BlockKind.LIVE: "%1 class",
    BlockKind.RECITATION: "%1 recitation",
    BlockKind.OFFICE_HOURS: "%1 office hours",
    BlockKind.STUDY_GROUP: "%1 study group",
}
_STATES = {
    OccurrenceState.CANCELLED: "cancelled",
    OccurrenceState.ATTENDED: "attended",
    OccurrenceState.RECORDING: "watched as a recording",
    OccurrenceState.MISSED: "missed",
    OccurrenceState.EXCUSED: "excused",
    OccurrenceState.NOW: "now",
    OccurrenceState.MOVED: "moved",
}


def tr(text: str, *values: object) -> str:
    """Return a text of the week in the student's language with %1, %2… replaced."""
    return with_values(QCoreApplication.translate("Week", text), *values)


# The head of the page and of the columns


def day_name(day: date) -> str:
    """Write a day of the week: "Tue 27"."""
    return tr("%1 %2", weekday(day.weekday()), day.day)


def ahead_text(there: str, ahead: int) -> str:
    """Write how far another zone's clocks are from the student's: "ET −6 h", "ET +5 h 30"."""
    if not ahead:
        return tr("%1 same time", zone_short(there))
    sign = "−" if ahead > 0 else "+"
    return tr("%1 %2", zone_short(there), f"{sign}{duration(abs(ahead))}")


def day_spoken(week: Week, column: int, words: Words) -> str:
    """Say a column: "Sunday 1 November, 2 hours 30 minutes planned, 2 due, ET −6 h"."""
    day = week.days[column]
    parts = [full_day(day.date)]
    if day.minutes:
        parts.append(tr("%1 planned", spoken_duration(timedelta(minutes=day.minutes))))
    if day.due:
        parts.append(tr("%1 due", len(day.due)))
    if day.mark is not None:
        parts.append(ahead_text(week.there, day.mark))
    return ", ".join(parts)


def hour_text(minute: int, words: Words) -> str:
    """Write a full hour of the gutter: "08:00" or "8 am"."""
    wall = _wall(minute)
    return words.clock(wall) if words.is_24h else words.clock(wall).replace(":00", "")


def short_hour(minute: int, words: Words) -> str:
    """Write an hour of the second clock as short as it stays clear: "03", "03:30", "3 am"."""
    text = words.clock(_wall(minute))
    return text.replace(":00", "")


def _wall(minute: int) -> datetime:
    hours, minutes = divmod(minute % DAY, _HOUR)
    return datetime(2000, 1, 1, hours, minutes, tzinfo=zone_of("UTC"))


def span_text(first: int, last: int, words: Words) -> str:
    """Write from one minute of the day to another: "02:00–07:30"."""
    return f"{words.clock(_wall(first))}–{words.clock(_wall(last))}"


# Blocks


class BlockWords(NamedTuple):
    """What stands in a block: its name, when it is here and there, the starts of both in one
    line, and its start here."""

    name: str
    here: str
    there: str
    both: str
    start: str


def block_words(block: Block, words: Words) -> BlockWords:
    """Return what stands in a block."""
    here = words.span(block.starts_at, block.ends_at)
    there = _there(block, words)
    both = ""
    if there and block.occurrence is not None:
        second = _second_zone(block.occurrence, words)
        start = block.starts_at.astimezone(zone_of(second))
        short = short_hour(start.hour * _HOUR + start.minute, words)
        zone = zone_short(second)
        both = tr("%1 · %2 %3", words.time(block.starts_at), short, zone)
    return BlockWords(block_name(block), here, there, both, words.time(block.starts_at))


def _second_zone(occurrence: Occurrence, words: Words) -> str:
    """Return the zone of the clock that does not lead: the course's, or the student's own."""
    return words.second(occurrence.meeting.zone) or occurrence.meeting.zone


def _there(block: Block, words: Words) -> str:
    """Write when a class begins on the clock that does not lead, nothing where that is the same."""
    if not block.is_class or block.occurrence is None:
        return ""
    zone = _second_zone(block.occurrence, words)
    here = words.local(block.starts_at)
    if here.utcoffset() == block.starts_at.astimezone(zone_of(zone)).utcoffset():
        return ""
    return words.there(block.starts_at, None, block.occurrence.meeting.zone)


def block_name(block: Block, spoken: bool = False) -> str:
    """Name a block: "ML class 9", "Class 2 recording", the title of work or an appointment."""
    if block.is_class:
        return _class_name(block, spoken)
    if block.kind is BlockKind.PLANNED and block.occurrence is not None:
        return recording_name(block.occurrence.number)
    if block.kind is BlockKind.WORK:
        return tr("Work")
    return block.title or (tr("Busy") if block.kind is BlockKind.CALENDAR else "")


def _class_name(block: Block, spoken: bool) -> str:
    course, occurrence = block.course, block.occurrence
    assert course is not None
    assert occurrence is not None
    name = tr(_NAMES[block.kind], course.label if spoken else course.code)
    if block.kind is not BlockKind.LIVE:
        return name
    if occurrence.number:
        return tr("%1 %2", name, occurrence.number)
    return tr("%1 extra class", course.label if spoken else course.code)


def block_spoken(block: Block, words: Words, shift: int = 0) -> str:
    """Say a block: "Live class, Machine Learning class 9, Tuesday 27 October 23:30 to Wednesday
    00:50, 18:30 Eastern"."""
    parts = [tr(_KINDS[block.kind]), block_name(block, spoken=True)]
    if block.is_class and block.title:
        parts.append(block.title)
    if block.activity is not None:
        parts.append(kind_name(block.activity.kind, True))
    if not block.is_class and block.course is not None:
        parts.append(block.course.label)
    if block.calendar is not None:
        parts.append(tr("in your calendar %1", block.calendar.name))
    parts.append(spoken_span(block.starts_at, block.ends_at, words))
    there = _spoken_there(block, words)
    parts += [there] if there else []
    parts += _spoken_state(block)
    if shift:
        parts.append(shift_text(shift))
    return ", ".join(parts)


def spoken_span(start: datetime, end: datetime, words: Words) -> str:
    """Say from when to when: "Tuesday 27 October 23:30 to Wednesday 00:50"."""
    first, last = words.local(start), words.local(end)
    begins = tr("%1 %2", full_day(first.date()), words.clock(first))
    if first.date() == last.date():
        return tr("%1 to %2", begins, words.clock(last))
    return tr("%1 to %2 %3", begins, weekday(last.weekday(), True), words.clock(last))


def _spoken_there(block: Block, words: Words) -> str:
    if not _there(block, words) or block.occurrence is None:
        return ""
    zone = _second_zone(block.occurrence, words)
    wall = block.starts_at.astimezone(zone_of(zone))
    text = tr("%1 %2", words.clock(wall), zone_spoken(zone))
    if wall.date() == words.local(block.starts_at).date():
        return text
    return tr("%1 %2", weekday(wall.weekday(), True), text)


def _spoken_state(block: Block) -> list[str]:
    if block.state is not None:
        return [tr(_STATES[block.state])] if block.state in _STATES else []
    return [tr("done")] if block.is_done else []


def shift_text(minutes: int) -> str:
    """Say by how much a class differs from its usual time: "1 h earlier than usual"."""
    text = "%1 earlier than usual" if minutes < 0 else "%1 later than usual"
    return tr(text, duration(abs(minutes)))


def block_tip(block: Block, words: Words, shift: int = 0) -> str:
    """Write a block whole, line by line."""
    found = block_words(block, words)
    times = f"{words.day(block.starts_at)} {found.here}"
    lines = [found.name, f"{times} · {found.there}" if found.there else times]
    if block.is_class and block.title:
        lines.insert(1, block.title)
    lines += [tr(_STATES[block.state])] if block.state in _STATES else []
    lines += [shift_text(shift)] if shift else []
    if block.calendar is not None:
        lines.append(tr("In your calendar %1", block.calendar.name))
    if block.appointment is not None and block.appointment.note:
        lines.append(block.appointment.note)
    return "\n".join(lines)


def position_text(place: int, of: int, day: date) -> str:
    """Say where a block stands in its day: "2 of 4 on Tuesday"."""
    return tr("%1 of %2 on %3", place, of, weekday(day.weekday(), True))


# What is due


def due_cell(items: Sequence[ChecklistItem], courses: Iterable[Course]) -> tuple[str, str, str]:
    """Return the code, its colour, and the words of what is due on a day."""
    by_id = {course.id: course for course in courses}
    owners = [by_id.get(item.course_id or "") for item in items]
    first = next((course for course in owners if course is not None), None)
    code, family = (first.code, first.color) if first else ("", "stone")
    if len(items) == 1:
        return code, family, items[0].title
    others = dict.fromkeys(c.code for c in owners if c is not None and c.code != code)
    if not others:
        return code, family, tr("%1 due", len(items))
    return code, family, tr("+ %1, %2 due", " + ".join(others), len(items))


def due_line(item: ChecklistItem, words: Words, code: str) -> str:
    """Write one thing that is due, with its time: "ML  Check-in quiz 9 · Wed 28 Oct 04:59"."""
    assert item.due_at is not None
    title = f"{code}  {item.title}" if code else item.title
    return tr("%1 · %2", title, words.moment(item.due_at))


def named(schedule: Schedule, item: ChecklistItem) -> ChecklistItem:
    """Return an item as the week calls it: a recording by the number of its class."""
    if item.kind is not ActivityKind.RECORDING:
        return item
    occurrence = schedule.occurrence(item.id)
    return item._replace(title=recording_name(occurrence.number if occurrence else None))


def recording_name(number: int | None) -> str:
    """Name the recording of a class: "Class 2 recording"."""
    return tr("Class %1 recording", number) if number else tr("Class recording")


def due_words(item: ChecklistItem, words: Words, is_late: bool) -> tuple[str, str, str, str]:
    """Return when a card is due, the same for less and less room, and the token of its colour:
    "due Wed 4 Nov 04:59", "Wed 4 Nov 04:59", "Wed 4 Nov" in warn."""
    if item.due_at is None:
        none = tr("no date")
        return none, none, none, "text3"
    if is_late:
        late = words.relative(item.due_at)
        return late, late, late, "dangt"
    is_soon = timedelta() <= item.due_at - words.now < _SOON
    when = words.soon(item.due_at)
    tint = "warnt" if is_soon else "text3"
    return tr("due %1", when), when, words.day(item.due_at), tint


# Placing


def hindrance_text(found: Hindrance, words: Words, due_at: datetime | None = None) -> str:
    """Say why something cannot be placed: "15 min around ML class 9", "busy: Dentist"."""
    name = block_name(found.block) if found.block is not None else ""
    if found.reason is Reason.DUE and due_at is not None:
        return tr("after it is due, %1", words.soon(due_at))
    texts = {
        Reason.OVER: tr("this time is over"),
        Reason.CLASS: tr("%1 is then", name),
        Reason.NEAR_CLASS: tr("too close to %1", name),
        Reason.BUSY: tr("busy: %1", name),
        Reason.DUE: tr("after it is due"),
        Reason.SKIPPED: tr("the clocks skip this time"),
        Reason.TWICE: tr("this time comes twice that night"),
    }
    return texts[found.reason]
