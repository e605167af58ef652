"""The checklist as the student reads it: groups by due date, filters, search and sums."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from companion.models import agenda
from companion.models.activity import Activity, ActivityKind, Stage
from companion.models.agenda import ChecklistItem
from companion.models.attendance import Attendance, AttendanceMark, Recording
from companion.models.course import Break, Course, WeekTopic
from companion.models.meeting import Meeting
from companion.models.occurrence import Override
from companion.models.schedule import RecordType, Schedule

_DAY, _WEEK = timedelta(days=1), timedelta(days=7)
_BESIDE_ACTIVITIES: tuple[RecordType, ...] = (
    Course, Break, WeekTopic, Meeting, Override, Attendance, Recording,
)  # fmt: skip


class Group(Enum):
    """Where a line stands. EARLIER: past its date, but not late (handed in, optional)."""

    LATE = "late"
    THIS_WEEK = "this_week"
    NEXT_WEEK = "next_week"
    LATER = "later"
    NO_DATE = "no_date"
    EARLIER = "earlier"
    DONE_TODAY = "done_today"
    DONE = "done"


_OPEN_GROUPS = (
    Group.LATE, Group.THIS_WEEK, Group.NEXT_WEEK, Group.LATER, Group.NO_DATE, Group.EARLIER,
)  # fmt: skip


class Moment(NamedTuple):
    """When and where the student looks. now is UTC; week_starts is the first day of her week."""

    now: datetime
    zone: ZoneInfo
    today: date
    week_starts: date


def moment_of(now: datetime, zone: ZoneInfo, first_weekday: int = 0) -> Moment:
    """Return the moment of an aware instant; weeks begin on first_weekday (0 is Monday)."""
    today = now.astimezone(zone).date()
    return Moment(
        now.astimezone(UTC), zone, today, today - (today.weekday() - first_weekday) % 7 * _DAY
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


class Shown(Enum):
    """Open: what is open, and what was done today. Done: what is done."""

    OPEN = "open"
    ALL = "all"
    DONE = "done"


class DueIn(Enum):
    """When something is due, as a filter."""

    LATE = "late"
    DAY = "day"
    THIS_WEEK = "this_week"
    NEXT_WEEK = "next_week"
    NO_DATE = "no_date"


class Filter(NamedTuple):
    """What to show; everything given must hold. Empty sets, None and "" let everything pass."""

    shown: Shown = Shown.OPEN
    courses: frozenset[str] = frozenset()
    kinds: frozenset[ActivityKind] = frozenset()
    most_minutes: int | None = None
    due: DueIn | None = None
    search: str = ""

    @property
    def number(self) -> int:
        """How many filters are set; Open, All and Done is none."""
        given = (self.courses, self.kinds, self.most_minutes, self.due, self.search.strip())
        return sum(1 for one in given if one)

    def cleared(self) -> Filter:
        """Return it with only Open, All or Done left."""
        return Filter(self.shown)


class Section(NamedTuple):
    """One group as shown. total, done and left count all that pass the filter, also what is
    not shown because it was done before; left is in minutes."""

    group: Group
    entries: tuple[Entry, ...]
    total: int
    done: int
    left: int


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
    items = agenda.checklist(schedule)
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
        group or group_of(item, day, moment),
        0 if is_done else item.minutes or 0,
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


def group_of(item: ChecklistItem, day: date | None, moment: Moment) -> Group:
    """Return the group of a line by its due date; `day` is `due_day`."""
    if item.due_at is None or day is None:
        return Group.NO_DATE
    if item.is_late(moment.now) or _was_late(item, moment):
        return Group.LATE
    if day < moment.week_starts and item.due_at < moment.now:
        return Group.EARLIER
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


def changed(before: Schedule, after: Schedule) -> list[Activity] | None:
    """Return the activities that differ, or None where lines may have come, gone or moved."""
    if any(before.table(kind) is not after.table(kind) for kind in _BESIDE_ACTIVITIES):
        return None
    old, new = before.table(Activity), after.table(Activity)
    if old is new:
        return []
    if old.keys() != new.keys():
        return None
    found = [activity for key, activity in new.items() if old[key] is not activity]
    is_in_place = all(_place(old[activity.id]) == _place(activity) for activity in found)
    return found if is_in_place else None


def _place(activity: Activity) -> tuple[object, ...]:
    return activity.due, activity.position, activity.course_id


def replaced(groups: Groups, before: Entry, after: Entry) -> Groups:
    """Return the groups with one line anew where it stood; its group must be the same."""
    entries = [after if entry is before else entry for entry in groups[before.group]]
    return {**groups, before.group: entries}


def next_change(groups: Groups, moment: Moment) -> datetime | None:
    """Return the next UTC instant at which an open line becomes late."""
    coming = (
        entry.item.due_at
        for entries in groups.values()
        for entry in entries
        if not entry.is_done and entry.item.due_at is not None and entry.item.due_at >= moment.now
    )
    return min(coming, default=None)


# Filters and search


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


def matching(entries: Iterable[Entry], wanted: Filter, moment: Moment) -> list[Entry]:
    """Return the lines that pass the filters; Open, All and Done is not looked at."""
    found = list(entries)
    if wanted.courses:
        found = [e for e in found if e.item.course_id in wanted.courses]
    if wanted.kinds:
        found = [e for e in found if e.item.kind in wanted.kinds]
    if wanted.most_minutes is not None:
        most = wanted.most_minutes
        found = [e for e in found if e.item.minutes is not None and e.item.minutes <= most]
    if wanted.due is not None:
        found = [e for e in found if _is_due_in(e, wanted.due, moment)]
    for part in fold(wanted.search).split():
        found = [e for e in found if part in e.words]
    return found


def _is_due_in(entry: Entry, due: DueIn, moment: Moment) -> bool:
    if due is DueIn.DAY:
        at = entry.item.due_at
        return at is not None and moment.now <= at <= moment.now + _DAY
    return entry.group.name == due.name


def sections(groups: Groups, wanted: Filter, moment: Moment) -> list[Section]:
    """Return what is shown, group by group; groups without a line to show are left out."""
    found: list[Section] = []
    finished: list[Entry] = []
    for group, entries in groups.items():
        passing = matching(entries, wanted, moment) if wanted.number else list(entries)
        settled = [e for e in passing if e.is_settled]
        if wanted.shown is Shown.DONE:
            finished += [e for e in passing if e.is_done]
            continue
        finished += settled
        shown = [e for e in passing if not e.is_settled] if settled else passing
        if shown:
            counted = shown if group in (Group.LATE, Group.EARLIER) else passing
            found.append(_section(group, shown, counted))
    if wanted.shown is Shown.OPEN:
        return found
    today = [e for e in finished if not e.is_settled]
    before = [e for e in finished if e.is_settled]
    for group, entries in ((Group.DONE_TODAY, today), (Group.DONE, before)):
        if entries:
            ordered = sorted(entries, key=_done_at, reverse=True)
            found.append(_section(group, ordered, ordered))
    return found


def tally(groups: Groups, wanted: Filter, moment: Moment, group: Group) -> Section | None:
    """Return one group as `sections` would, or None when it shows nothing."""
    found = sections({group: groups[group]}, wanted, moment)
    return next((section for section in found if section.group is group), None)


def _section(group: Group, shown: Sequence[Entry], counted: Sequence[Entry]) -> Section:
    done = sum(e.is_done for e in counted)
    return Section(group, tuple(shown), len(counted), done, sum(e.left for e in counted))


def _done_at(entry: Entry) -> datetime:
    return entry.item.done_at or datetime.min.replace(tzinfo=UTC)


def open_count(groups: Groups) -> tuple[int, int]:
    """Return how many lines are open, and their minutes."""
    every = [e for entries in groups.values() for e in entries if not e.is_done]
    return len(every), sum(e.left for e in every)


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
    for course in schedule.courses:
        term = schedule.term(course)
        if course.is_archived or not term.starts_on <= days[-1] or term.ends_on < first:
            continue
        weeks = [week.number for day in days if (week := term.week_on(day)) is not None]
        if weeks:
            found.append((course, max(weeks, key=weeks.count)))
    return found


def watched_item(item: ChecklistItem, at: datetime) -> ChecklistItem:
    """Return a recording as it stands after it was ticked at a UTC instant."""
    return item._replace(stage=Stage.DONE, done_at=at)


def is_watched(schedule: Schedule, key: str) -> bool:
    """Tell whether a missed class counts as watched by recording."""
    mark = schedule.get(Attendance, key)
    return mark is not None and mark.mark is AttendanceMark.RECORDING
