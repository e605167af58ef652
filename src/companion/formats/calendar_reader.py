"""Reads anybody's calendar file or feed: its entries as items of courses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from companion.formats.calendar_entries import Entry, entries_of
from companion.formats.calendar_labels import Labels
from companion.formats.calendar_lines import Component, is_calendar, read_calendars
from companion.formats.calendar_systems import rule_of, system_of
from companion.formats.foreign_text import clean_title
from companion.formats.uncollected import uncollected
from companion.models.import_limits import MAX_ITEMS, MAX_SKIPPED, WINDOW
from companion.models.source import Skipped, Source, SourceCourse, SourceFailed, SourceItem


def recognises(content: bytes) -> bool:
    """Tell whether these bytes are a calendar."""
    return is_calendar(content)


def read(content: bytes, today: date) -> Source:
    """Return what a calendar holds. Raises SourceFailed where it is none, too large or cut off."""
    with uncollected():
        calendars, is_cut = read_calendars(content)
        source = _source(calendars, today)
    if is_cut:
        if not source.items:
            raise SourceFailed("calendar_cut")
        source = source._replace(skipped=(*source.skipped, Skipped("", "cut_off")))
    return source


def _source(calendars: Iterable[Component], today: date) -> Source:
    items: list[SourceItem] = []
    skipped: list[Skipped] = []
    courses: list[SourceCourse] = []
    system = name = ""
    for calendar in calendars:
        uids = [part.text("UID") for part in calendar.parts[:50]]
        its_name = clean_title(calendar.text("X-WR-CALNAME"), 200)
        its_system = system_of(calendar.text("PRODID"), its_name, uids)
        system, name = system or its_system, name or its_name
        _sort_out(_items(calendar, its_system, today), items, skipped)
        courses += Labels(calendar).courses() if its_system == "calendar" else ()
    labels = {item.course for item in items}
    named = tuple({c.label: c for c in courses if c.label in labels}.values())
    return Source(system, name, tuple(items), tuple(skipped[:MAX_SKIPPED]), named)


def _items(calendar: Component, system: str, today: date) -> Iterator[SourceItem | Skipped]:
    rule = rule_of(system, calendar)
    for entry in entries_of(calendar, today):
        if isinstance(entry, Entry):
            yield _in_time(rule(entry), today)
        else:
            yield entry


def _in_time(item: SourceItem | Skipped, today: date) -> SourceItem | Skipped:
    """Leave out what lies years ahead: 2099 stands for "never"."""
    if isinstance(item, Skipped) or item.wall is None or item.wall.date() <= today + WINDOW:
        return item
    return Skipped(item.title, "far", item.wall.isoformat())


def _sort_out(
    found: Iterable[SourceItem | Skipped], items: list[SourceItem], skipped: list[Skipped]
) -> None:
    """Part items from what is skipped; a key that comes twice stands for two things only where
    they differ."""
    seen: dict[str, SourceItem] = {item.key: item for item in items}
    counts: dict[str, int] = {}
    for item in found:
        if isinstance(item, Skipped):
            skipped.append(item)
            continue
        first = seen.get(item.key)
        if first is not None and (first.title, first.wall) == (item.title, item.wall):
            skipped.append(Skipped(item.title, "twice"))
            continue
        if first is not None:
            counts[item.key] = number = counts.get(item.key, 1) + 1
            item = item._replace(key=f"{item.key}#{number}")
        if len(items) >= MAX_ITEMS:
            raise SourceFailed("source_many", f"{MAX_ITEMS:,}")
        seen[item.key] = item
        items.append(item)
