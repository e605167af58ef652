"""Which course each label of a source means: one that is there, a new one, or none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby

from companion.models.course import COLORS, EASTERN, MAX_WEEKS, Course
from companion.models.draft import MAX_NAME, free_code, next_color
from companion.models.feed import Feed
from companion.models.ids import new_id
from companion.models.proposal import Target
from companion.models.schedule import Change, Edit, Schedule
from companion.models.source import ItemSort, Source, SourceCourse, SourceItem
from companion.models.source_titles import code_in, names_course
from companion.models.walltime import instant, wall_clock

NEW, OWN, NOWHERE = "new", "own", "nowhere"
# what comes with a course by its nature, even where its entry names none
_COURSE_SYSTEMS = frozenset({"zoom", "package", "table", "course_file", "invitation"})
_NAMELESS = "Course"
_WEEK = timedelta(days=7)


def labels_of(source: Source) -> list[str]:
    """Return the labels of a source in the order of its items; of its facts, those without."""
    found = dict.fromkeys(i.course for i in source.items if i.course or i.sort is not ItemSort.OFF)
    return list(found) + [c.label for c in source.courses if c.label not in found]


def choose_targets(
    schedule: Schedule,
    source: Source,
    feed: Feed | None,
    into: Mapping[str, str],
    today: date,
    likely: str = EASTERN,
) -> dict[str, Target]:
    """Return where the items of each label go: as asked (`into`), else as for the last import of
    the feed, else into the course that the label names, else into a new one. likely is the
    zone of new courses whose source tells times in UTC alone."""
    known = dict(feed.into) if feed else {}
    items = {label: [] for label in labels_of(source)}  # type: dict[str, list[SourceItem]]
    for item in source.items:
        items.setdefault(item.course, []).append(item)
    targets: dict[str, Target] = {}
    there = schedule  # a new course is for its own label only
    for label in labels_of(source):
        word = into.get(label) or known.get(label, "")
        word = word if _is_word(there, word) else _guess(there, source, label, items[label])
        if word == NEW:
            course = new_course(schedule, source, label, items[label], today, likely)
            schedule = schedule.with_(Edit("", (Change(None, course),)))
            targets[label] = Target(word, course, is_new=True)
        else:
            targets[label] = Target(word, schedule.get(Course, word))
    return targets


def _is_word(schedule: Schedule, word: str) -> bool:
    return word in (NEW, OWN, NOWHERE) or schedule.get(Course, word) is not None


def _guess(schedule: Schedule, source: Source, label: str, items: Sequence[SourceItem]) -> str:
    titles = list(dict.fromkeys(i.title for i in items))[:200]
    texts = [label] if label else [source.name, *titles] if source.system == "table" else titles
    found = [c for c in schedule.courses if _is_named(texts, c)]
    if len(found) == 1:
        return found[0].id
    if label:
        return NEW
    sessions = sum(item.sort is ItemSort.SESSION for item in items)
    is_course = source.system in _COURSE_SYSTEMS and (sessions != 1 or len(items) > 1)
    return NEW if is_course else OWN


def _is_named(texts: Sequence[str], course: Course) -> bool:
    """Tell whether most of the texts are about a course."""
    named = sum(names_course(text, course.code, course.name) for text in texts)
    return named * 2 > len(texts)


def new_course(
    schedule: Schedule,
    source: Source,
    label: str,
    items: Sequence[SourceItem],
    today: date,
    likely: str = EASTERN,
) -> Course:
    """Make the course that a label proposes: it runs from the week of its first entry to that of
    its last, unless the source tells; from this week (`today`) where nothing has a date. likely
    is its zone where neither it nor its entries tell one."""
    facts = next((c for c in source.courses if c.label == label), SourceCourse(label))
    zone = facts.zone or _usual_zone(items) or likely
    is_titled = source.system != "table"  # whose classes are named by their topics
    classes = (i.title for i in items if is_titled and i.sort is ItemSort.SESSION)
    name = facts.name or label or source.name or next(classes, _NAMELESS)
    code = facts.code or code_in(label or name)
    if not code or schedule.course_by_code(code) is not None:
        code = free_code(schedule, code or "C")
    first, weeks = _span(items, facts, zone, today)
    position = max((c.position for c in schedule.courses), default=-1) + 1
    program = schedule.programs[0].id if schedule.programs else ""
    return Course(
        new_id(), program, code, name[:MAX_NAME] or code, weeks, first, zone=zone,
        color=next_color(schedule) if schedule.courses else COLORS[0], position=position,
    )  # fmt: skip


def _usual_zone(items: Iterable[SourceItem]) -> str:
    zones = Counter(i.zone for i in items if i.zone and i.zone != "UTC")
    return zones.most_common(1)[0][0] if zones else ""


def _span(
    items: Sequence[SourceItem], facts: SourceCourse, zone: str, today: date
) -> tuple[date, int]:
    """Return the first day and the teaching weeks, without those that are off as a whole."""
    days = sorted(d for i in items if i.sort is not ItemSort.OFF and (d := day_of(i, zone)))
    first = facts.starts_on or monday(days[0] if days else today)
    if facts.weeks:
        return first, facts.weeks
    last = _without_tail(days)[-1] if days else first
    weeks = (last - first) // _WEEK + 1 - _weeks_off(items, first, last)
    return first, max(1, min(weeks, MAX_WEEKS), min(_last_week(items), MAX_WEEKS))


def monday(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def _without_tail(days: list[date]) -> list[date]:
    """Leave out what comes more than ten weeks after everything else: another year, a slip."""
    for n in range(1, len(days)):
        if days[n] - days[n - 1] > 10 * _WEEK and n * 2 >= len(days):
            return days[:n]
    return days


def _last_week(items: Iterable[SourceItem]) -> int:
    return max((i.week or 1 for i in items), default=1)


def _weeks_off(items: Iterable[SourceItem], first: date, last: date) -> int:
    off = {
        day
        for i in items
        if i.sort is ItemSort.OFF and i.wall is not None
        for day in days_between(i.wall.date(), i.until or i.wall.date())
        if first <= day <= last and day.weekday() < 5
    }
    mondays = groupby(sorted(off), key=monday)
    return sum(1 for _, days in mondays if len(list(days)) == 5)


def days_between(first: date, last: date) -> list[date]:
    """Return the days from first to last, both included; at most 120."""
    return [first + timedelta(days=n) for n in range(min((last - first).days, 119) + 1)]


def wall_in(item: SourceItem, zone: str) -> datetime | None:
    """Return the wall time of an item in a zone; the end of the day for work with a date only."""
    if item.wall is None:
        return None
    if item.is_all_day:
        at_end = item.sort is ItemSort.DUE
        return item.wall.replace(hour=23, minute=59) if at_end else item.wall
    if not item.zone or item.zone == zone:
        return item.wall
    return wall_clock(instant(item.wall, item.zone), zone)


def day_of(item: SourceItem, zone: str) -> date | None:
    """Return the day of an item in a zone."""
    wall = wall_in(item, zone)
    return wall.date() if wall is not None else None
