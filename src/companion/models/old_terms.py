"""Dates of an old term moved to another: "week 1 starts on …", weekdays and local times kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from companion.models.course import Course
from companion.models.feed import Feed
from companion.models.proposal import Target, WeekOne
from companion.models.schedule import Schedule
from companion.models.source import ItemSort, Source, SourceItem
from companion.models.source_courses import day_of, monday, wall_in
from companion.models.walltime import FIRST_YEAR, LAST_YEAR

_WEEK = timedelta(days=7)
_ALWAYS = frozenset({"package", "table"})


def weeks_one(
    schedule: Schedule,
    source: Source,
    targets: Mapping[str, Target],
    feed: Feed | None,
    asked: Mapping[str, date],
    today: date,
) -> dict[str, WeekOne]:
    """Return week 1 of each label that goes into a course: as asked, else as for the last import
    of the feed, else as the source has it. Work of a package whose dates all lie outside of the
    course that it goes into is moved to that course's first week."""
    known = dict(feed.later) if feed is not None else {}
    found: dict[str, WeekOne] = {}
    for label, target in targets.items():
        if target.course is None:
            continue
        days = _days(source, label, target.course)
        own = _own_week(source, label, target, days)
        if own is None:
            start = asked.get(label, target.course.starts_on)
            found[label] = WeekOne(None, start, 0, target.is_new and source.system in _ALWAYS)
            continue
        first, last = _span(schedule, target, today)
        weeks = known.get(label, 0)
        if label in asked:
            weeks = (monday(asked[label]) - monday(own)) // _WEEK
        elif not _touches(days, weeks, first, last):
            weeks = _fitting(source, target, days, own, (first, last))
        weeks = weeks if _is_possible(days, weeks) else 0
        is_out = not _touches(days, 0, first, last)
        is_offered = source.system in _ALWAYS or bool(weeks) or is_out
        start = own + weeks * _WEEK
        start = asked.get(label, start) if target.is_new else start
        found[label] = WeekOne(own, start, weeks, is_offered)
    return found


def _days(source: Source, label: str, course: Course) -> list[date]:
    """Return the days of what is dated: work and classes."""
    items = (i for i in source.items if i.course == label and i.sort is not ItemSort.OFF)
    return sorted(day for i in items if (day := day_of(i, course.zone)) is not None)


def _own_week(source: Source, label: str, target: Target, days: Sequence[date]) -> date | None:
    """Return the first day of the source's own week 1: as told, else that of its first entry."""
    told = next((c.starts_on for c in source.courses if c.label == label), None)
    if told is not None or not days:
        return told
    if target.is_new and target.course is not None:
        return target.course.starts_on
    return monday(days[0])


def _span(schedule: Schedule, target: Target, today: date) -> tuple[date, date]:
    """Return the days within which entries may well lie: a course's own, or what is to come."""
    if target.is_new or target.course is None:
        return today, date(LAST_YEAR, 12, 31)
    term = schedule.term(target.course)
    return term.starts_on, term.ends_on


def _touches(days: Sequence[date], weeks: int, first: date, last: date) -> bool:
    """Tell whether an entry lies within, or whether there is none."""
    if not _is_possible(days, weeks):
        return False
    return not days or any(first <= day + weeks * _WEEK <= last for day in days)


def _is_possible(days: Sequence[date], weeks: int) -> bool:
    """Tell whether no entry leaves the years that there are."""
    if not days:
        return True
    least, most = (date(FIRST_YEAR, 1, 8) - days[0]).days, (date(LAST_YEAR, 12, 24) - days[-1]).days
    return least <= 7 * weeks <= most


def _fitting(
    source: Source, target: Target, days: Sequence[date], own: date, span: tuple[date, date]
) -> int:
    """Return the weeks by which a package's old dates come into its course; 0 for others."""
    if source.system != "package" or target.is_new or _touches(days, 0, *span):
        return 0
    return (monday(span[0]) - monday(own)) // _WEEK


def moved_source(
    source: Source, targets: Mapping[str, Target], weeks: Mapping[str, WeekOne]
) -> Source:
    """Return a source with its dates moved: an entry keeps its weekday, and its time on the clock
    of the course, whatever clock changes lie between."""
    if not any(week.weeks_later for week in weeks.values()):
        return source
    items = tuple(_moved(item, targets, weeks) for item in source.items)
    skipped = tuple(entry for entry in source.skipped if entry.reason != "old_dates")
    return source._replace(items=items, skipped=skipped)


def _moved(
    item: SourceItem, targets: Mapping[str, Target], weeks: Mapping[str, WeekOne]
) -> SourceItem:
    week, target = weeks.get(item.course), targets.get(item.course)
    if week is None or target is None or target.course is None or item.wall is None:
        return item
    if not week.weeks_later:
        return item
    by = week.weeks_later * _WEEK
    until = item.until + by if item.until is not None else None
    if item.is_all_day:
        return item._replace(wall=item.wall + by, until=until)
    wall = wall_in(item, target.course.zone)
    assert wall is not None
    return item._replace(wall=wall + by, zone=target.course.zone, until=until)


def begun(targets: Mapping[str, Target], weeks: Mapping[str, WeekOne]) -> dict[str, Target]:
    """Return the targets with new courses beginning in their week 1."""
    found = dict(targets)
    for label, week in weeks.items():
        target = targets[label]
        if target.is_new and target.course is not None:
            course = target.course._replace(starts_on=week.starts_on)
            found[label] = target._replace(course=course)
    return found
