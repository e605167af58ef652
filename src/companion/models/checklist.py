"""The checklist as the student reads it: every line with its group, by due date."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from companion.models import agenda
from companion.models.activity import Stage
from companion.models.agenda import ChecklistItem
from companion.models.course import Course
from companion.models.schedule import Schedule

_DAY, _WEEK = timedelta(days=1), timedelta(days=7)


class Group(Enum):
    """Where a line stands. TO_REVISE: feedback came after its date, or without one; WAITING: it
    was handed in and waits for the faculty; EARLIER: past its date, but not late (optional)."""

    LATE = "late"
    TO_REVISE = "to_revise"
    THIS_WEEK = "this_week"
    NEXT_WEEK = "next_week"
    LATER = "later"
    NO_DATE = "no_date"
    WAITING = "waiting"
    EARLIER = "earlier"
    DONE_TODAY = "done_today"
    DONE = "done"


_OPEN_GROUPS = (
    Group.LATE, Group.TO_REVISE, Group.THIS_WEEK, Group.NEXT_WEEK, Group.LATER, Group.NO_DATE,
    Group.WAITING, Group.EARLIER,
)  # fmt: skip


class Moment(NamedTuple):
    """When and where the student looks. now is UTC; week_starts is the first day of her week;
    speed is how fast she plays recordings."""

    now: datetime
    zone: ZoneInfo
    today: date
    week_starts: date
    speed: float = 1.0


def moment_of(now: datetime, zone: ZoneInfo, first_weekday: int = 0, speed: float = 1.0) -> Moment:
    """Return the moment of an aware instant; weeks begin on first_weekday (0 is Monday)."""
    today = now.astimezone(zone).date()
    return Moment(
        now.astimezone(UTC),
        zone,
        today,
        today - (today.weekday() - first_weekday) % 7 * _DAY,
        speed,
    )


class Entry(NamedTuple):
    """A line of the checklist with what is needed to group, filter and sum it.

    day is the due date where it was promised; number is that of a missed class; left is the
    minutes still to do; words are what a search looks through. A settled entry was done before
    today; one that sinks was done today and stands at the end of its group.
    """

    item: ChecklistItem
    day: date | None
    number: int | None
    group: Group
    left: int
    is_done: bool
    is_settled: bool
    sinks: bool
    words: str


Groups = Mapping[Group, Sequence[Entry]]


# Reading the schedule


def read(
    schedule: Schedule,
    moment: Moment,
    kept: Mapping[str, Group] | None = None,
    watched: Iterable[ChecklistItem] = (),
) -> Groups:
    """Return all lines by group, in the order of the list.

    kept names the group of lines ticked just now, which stay where they stand; watched are
    recordings ticked just now, which the schedule no longer lists.
    """
    items = agenda.checklist(schedule, moment.speed)
    added = list(watched)
    if added:
        items = agenda.in_order(schedule, [*items, *added])
    held = kept or {}
    words = _course_words(schedule)
    found: dict[Group, list[Entry]] = {group: [] for group in _OPEN_GROUPS}
    sunk: list[Entry] = []
    for item in items:
        entry = _entry(schedule, item, moment, held, words)
        (sunk if entry.sinks else found[entry.group]).append(entry)
    for entry in sunk:
        found[entry.group].append(entry)
    return found


def entry_of(
    schedule: Schedule, item: ChecklistItem, moment: Moment, kept: Mapping[str, Group]
) -> Entry:
    """Return one line."""
    return _entry(schedule, item, moment, kept, _course_words(schedule))


def _entry(
    schedule: Schedule,
    item: ChecklistItem,
    moment: Moment,
    kept: Mapping[str, Group],
    course_words: Mapping[str | None, str],
) -> Entry:
    day = due_day(item, moment.zone)
    is_done = item.is_done
    is_settled = is_done and not _is_done_today(item, moment)
    group = kept.get(item.id) if is_done and not is_settled else None
    return Entry(
        item,
        day,
        None if item.activity else _class_number(schedule, item.id),
        group or group_of(item, day, moment, _week_day(schedule, item)),
        item.minutes or 0 if item.is_waiting_for_student else 0,
        is_done,
        is_settled,
        is_done and not is_settled and group is None,
        _words(item, course_words.get(item.course_id, "")),
    )


def due_day(item: ChecklistItem, zone: ZoneInfo) -> date | None:
    """Return the date that was promised, in its own zone: Sunday 23:59 Eastern is Sunday's.
    A recording is due on the student's day."""
    if item.activity is not None:
        return item.activity.due.wall.date() if item.activity.due else None
    return item.due_at.astimezone(zone).date() if item.due_at else None


def _week_day(schedule: Schedule, item: ChecklistItem) -> date | None:
    """Return the first day of the course week of work without a due date."""
    if item.due_at is not None or item.week is None:
        return None
    course = schedule.get(Course, item.course_id or "")
    weeks = schedule.term(course).weeks if course is not None else ()
    return weeks[item.week - 1].starts_on if 0 < item.week <= len(weeks) else None


def group_of(
    item: ChecklistItem, day: date | None, moment: Moment, week_day: date | None = None
) -> Group:
    """Return the group of a line by its stage and due date; `day` is `due_day`. Without a date it
    stands where its course week does, which begins on week_day; a week that is over is none."""
    if item.stage is Stage.HANDED_IN:
        return Group.WAITING
    if item.stage is Stage.FEEDBACK and (item.due_at is None or item.due_at < moment.now):
        return Group.TO_REVISE
    if item.due_at is None or day is None:
        if week_day is None or week_day < moment.week_starts:
            return Group.NO_DATE
        return _by_day(week_day, moment)
    if item.is_late(moment.now) or _was_late(item, moment):
        return Group.LATE
    if day < moment.week_starts and item.due_at < moment.now:
        return Group.EARLIER
    return _by_day(day, moment)


def _by_day(day: date, moment: Moment) -> Group:
    if day < moment.week_starts + _WEEK:
        return Group.THIS_WEEK
    return Group.NEXT_WEEK if day < moment.week_starts + 2 * _WEEK else Group.LATER


def _was_late(item: ChecklistItem, moment: Moment) -> bool:
    """Tell whether a line done today was late until then: it stays among the late ones."""
    return (
        _is_done_today(item, moment)
        and not item.is_optional
        and item.due_at is not None
        and item.done_at is not None
        and item.due_at < item.done_at
    )


def _is_done_today(item: ChecklistItem, moment: Moment) -> bool:
    return (
        item.is_done
        and item.done_at is not None
        and item.done_at.astimezone(moment.zone).date() >= moment.today
    )


def _class_number(schedule: Schedule, key: str) -> int | None:
    occurrence = schedule.occurrence(key)
    return occurrence.number if occurrence else None


def replaced(entries: Sequence[Entry], before: Entry, after: Entry) -> list[Entry]:
    """Return the lines with one of them made anew."""
    place = entries.index(before)
    return [*entries[:place], after, *entries[place + 1 :]]


# Search


def fold(text: str) -> str:
    """Return text as a search compares it: without accents, upper and lower case alike."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in apart if not unicodedata.combining(c))


def _course_words(schedule: Schedule) -> dict[str | None, str]:
    return {c.id: fold(f"{c.code} {c.name} {c.short_name}") for c in schedule.courses}


def _words(item: ChecklistItem, course_words: str) -> str:
    activity = item.activity
    if activity is None or not (activity.notes or activity.steps):
        return f"{fold(item.title)}\n{course_words}"
    steps = "\n".join(step.text for step in activity.steps)
    return f"{fold(item.title)}\n{course_words}\n{fold(steps)}\n{fold(activity.notes)}"


# Weeks


def week_of(group: Group, moment: Moment) -> tuple[date, date] | None:
    """Return first and last day of the week that a group stands for, or None."""
    weeks = {Group.THIS_WEEK: 0, Group.NEXT_WEEK: 1}.get(group)
    if weeks is None:
        return None
    first = moment.week_starts + weeks * _WEEK
    return first, first + 6 * _DAY


def course_weeks(schedule: Schedule, first: date) -> list[tuple[Course, int]]:
    """Return the courses taught in the seven days from `first`, with the number of their week:
    the one that holds most of these days."""
    days = [first + n * _DAY for n in range(7)]
    found = []
    for course in schedule.current_courses:
        term = schedule.term(course)
        if not term.starts_on <= days[-1] or term.ends_on < first:
            continue
        weeks = [week.number for day in days if (week := term.week_on(day)) is not None]
        if weeks:
            found.append((course, max(weeks, key=weeks.count)))
    return found
