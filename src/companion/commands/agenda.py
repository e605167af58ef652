"""agenda and next: when classes are and work is due, in both clocks."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from companion.commands.call import Call
from companion.commands.documents import (
    UsualTimes,
    class_name,
    code_of,
    due_document,
    item_title,
    occurrence_document,
    own_title,
)
from companion.commands.failures import UsageFailed
from companion.commands.output import aligned
from companion.models.agenda import (
    ChecklistItem,
    checklist,
    day_start,
    next_live_session,
    occurrence_state,
)
from companion.models.course import Course
from companion.models.occurrence import Occurrence, OccurrenceState
from companion.models.schedule import Schedule
from companion.models.typed import parse_count, parse_date
from companion.models.walltime import zone_of
from companion.time_words import Words, countdown, duration

DEFAULT_DAYS = 14
MAX_DAYS = 3660
_QUIET_STATES = (OccurrenceState.UPCOMING,)


class Period(NamedTuple):
    """Which days of the student are asked for; None has no end on that side."""

    first: date | None
    days: int | None

    def bounds(self, words: Words) -> tuple[datetime, datetime]:
        """Return the UTC instants between which it lies."""
        far = datetime.max.replace(tzinfo=UTC)
        if self.first is None:
            return datetime.min.replace(tzinfo=UTC), far
        start = day_start(self.first, words.zone)
        if self.days is None:
            return start, far
        return start, day_start(self.first + timedelta(days=self.days), words.zone)


class Entry(NamedTuple):
    """One line of the agenda: a class, or work that is due."""

    at: datetime
    occurrence: Occurrence | None = None
    item: ChecklistItem | None = None


def agenda_arguments(parser: ArgumentParser) -> None:
    """Declare the options of `agenda`."""
    parser.add_argument("--from", dest="first", metavar="DATE", help="first day; default: today")
    parser.add_argument("--days", metavar="N", help=f"how many days; default: {DEFAULT_DAYS}")
    parser.add_argument(
        "--all", action="store_true", help="everything; with --from, everything from that day on"
    )
    parser.add_argument("--course", metavar="CODE", help="one course only")


def run_agenda(call: Call) -> None:
    """Tell classes and due dates in order of start."""
    asked = call.arguments
    first = parse_date(asked.first, "--from") if asked.first is not None else None
    days = parse_count(asked.days, "--days", 1, MAX_DAYS) if asked.days is not None else None
    if asked.all and days is not None:
        raise UsageFailed("--all has no end; leave --days away.")
    words = call.words
    course = call.course(asked.course) if asked.course is not None else None
    is_default = first is None and not asked.all
    period = (
        Period(first, None) if asked.all else Period(first or words.today, days or DEFAULT_DAYS)
    )
    entries = list_entries(
        call.schedule, period, words, course, with_running=is_default, speed=call.speed
    )
    if call.output.is_json:
        usual = UsualTimes(call.schedule, words.zone)
        call.output.json([_document(call.schedule, e, words, usual) for e in entries])
        return
    call.output.lines(_told(call.schedule, entries, words) or [_nothing(call.schedule, period)])
    call.warn_of_old_rules()


def list_entries(
    schedule: Schedule,
    period: Period,
    words: Words,
    course: Course | None = None,
    *,
    with_running: bool = False,
    speed: float = 1.0,
) -> list[Entry]:
    """Return what starts or is due in a period, in order; a class that runs now too, if asked.
    speed is how fast the student plays recordings."""
    start, end = period.bounds(words)
    found = [
        Entry(o.starts_at, occurrence=o)
        for o in (schedule.occurrences(course) if course else schedule.all_occurrences())
        if start <= o.starts_at < end or (with_running and o.starts_at <= words.now < o.ends_at)
    ]
    found += [
        Entry(i.due_at, item=i)
        for i in checklist(schedule, speed)
        if i.due_at is not None
        and start <= i.due_at < end
        and (course is None or i.course_id == course.id)
    ]
    return sorted(found, key=lambda entry: entry.at)


def _document(
    schedule: Schedule, entry: Entry, words: Words, usual: UsualTimes
) -> dict[str, object]:
    if entry.occurrence is not None:
        return occurrence_document(schedule, entry.occurrence, words.now, words.zone, usual)
    assert entry.item is not None
    return due_document(schedule, entry.item, words.zone)


def _nothing(schedule: Schedule, period: Period) -> str:
    if not schedule.courses:
        return "No courses yet; “companion add-course --help” says how to add one."
    return "Nothing then; “companion agenda --all” shows everything."


# For people


def _told(schedule: Schedule, entries: list[Entry], words: Words) -> list[str]:
    """Write the entries day by day, local time first."""
    usual = UsualTimes(schedule, words.zone)
    rows = [_row(schedule, entry, words, usual) for entry in entries]
    lines: list[str] = []
    day: date | None = None
    for entry, line in zip(entries, aligned(rows, indent="  "), strict=True):
        on = words.local(entry.at).date()
        if on != day:
            lines += [""] if lines else []
            lines.append(_heading(on, words))
            day = on
        lines.append(line)
    return lines


def _heading(day: date, words: Words) -> str:
    names = {0: " (today)", 1: " (tomorrow)"}
    return words.date(day) + names.get((day - words.today).days, "")


def _row(schedule: Schedule, entry: Entry, words: Words, usual: UsualTimes) -> list[str]:
    if entry.occurrence is not None:
        return occurrence_row(schedule, entry.occurrence, words, usual)
    assert entry.item is not None
    item = entry.item
    about = [f"due: {item_title(schedule, item)}"]
    about += [duration(item.minutes)] if item.minutes else []
    about += ["done"] if item.is_done else ["late"] if item.is_late(words.now) else []
    code = code_of(schedule, item.course_id) or ""
    return [words.time(entry.at), due_there(item, words, schedule), code, ", ".join(about), item.id]


def due_there(item: ChecklistItem, words: Words, schedule: Schedule) -> str:
    """Write a due time in the zone it was promised in, empty where that is the local one."""
    course = schedule.get(Course, item.course_id) if item.course_id else None
    if item.activity is not None and item.activity.due is not None:
        zone = item.activity.due.zone
    else:
        zone = course.zone if course else words.zone.key
    return there(item.due_at, None, zone, words) if item.due_at else ""


def there(start: datetime, end: datetime | None, zone: str, words: Words) -> str:
    """Write times in a course's zone, empty where both clocks show the same."""
    if start.astimezone(zone_of(zone)).utcoffset() == words.local(start).utcoffset():
        return ""
    return words.there(start, end, zone)


def occurrence_row(
    schedule: Schedule, occurrence: Occurrence, words: Words, usual: UsualTimes
) -> list[str]:
    """Return the cells of an occurrence: local time, course's time, code, what, key."""
    o = occurrence
    title = own_title(schedule, o)
    name = f"{class_name(o)} of {o.of}" if o.of else class_name(o)
    about = [f"{name}: {title}" if title else name]
    state = occurrence_state(schedule, o, words.now)
    about += [state.value] if state not in _QUIET_STATES else []
    shift = usual.shift(o)
    about += [shift_words(shift)] if shift and not o.is_moved and not o.is_cancelled else []
    course_time = there(o.starts_at, o.ends_at, o.meeting.zone, words)
    code = code_of(schedule, o.course_id) or ""
    local = words.span(o.starts_at, o.ends_at)
    return [local, course_time, code, ", ".join(about), o.key]


def shift_words(minutes: int) -> str:
    """Write a shift: "1 h earlier than usual"."""
    text = "{} earlier than usual" if minutes < 0 else "{} later than usual"
    return text.format(duration(abs(minutes)))


# next


def run_next(call: Call) -> None:
    """Tell the live session that runs now, else the next one."""
    words, schedule = call.words, call.schedule
    found = next_live_session(schedule, words.now)
    if found is None:
        call.output.json(None)
        call.output.line("No live class is to come.")
        return
    usual = UsualTimes(schedule, words.zone)
    left = max(timedelta(), found.starts_at - words.now)
    document = occurrence_document(schedule, found, words.now, words.zone, usual)
    call.output.json({**document, "starts_in_seconds": int(left.total_seconds())})
    if not call.output.is_json:
        call.output.lines(_next_told(schedule, found, words, usual))
        call.warn_of_old_rules()


def _next_told(schedule: Schedule, found: Occurrence, words: Words, usual: UsualTimes) -> list[str]:
    course = schedule.table(Course)[found.course_id]
    title = own_title(schedule, found)
    name = f"{class_name(found)} of {found.of}" if found.of else class_name(found)
    when = f"{words.day(found.starts_at)} {words.span(found.starts_at, found.ends_at)}"
    course_time = there(found.starts_at, found.ends_at, found.meeting.zone, words)
    lines = [
        f"{course.name} ({course.code}), {name}" + (f": {title}" if title else ""),
        f"{when}, {course_time}" if course_time else when,
        _left(found, words),
    ]
    shift = usual.shift(found)
    lines += [shift_words(shift).capitalize()] if shift and not found.is_moved else []
    lines += [f"Join: {found.link}"] if found.link else []
    lines += [f"Passcode: {found.passcode}"] if found.passcode else []
    return lines


def _left(found: Occurrence, words: Words) -> str:
    left = found.starts_at - words.now
    if left <= timedelta():
        since = int(-left / timedelta(minutes=1))
        return f"Running now, {since} min in, {duration(found.minutes - since)} left"
    return f"Starts in {countdown(left)}"
