"""The calendar in a course package of Canvas: classes and days off that a teacher typed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from itertools import islice

from companion.formats.calendar_times import UTC_NAME
from companion.formats.foreign_text import clean_notes, clean_title
from companion.formats.package_canvas import CanvasExtras, moment_of, read_part
from companion.formats.plain_xml import Element
from companion.formats.zoom_invitation import read_invitation
from companion.models.source import ItemSort, Skipped, SourceItem
from companion.models.source_titles import is_no_class

_MOST = 2000
_MOST_MINUTES = 14 * 24 * 60


def dated_of(extras: CanvasExtras, label: str, prefix: str) -> Iterator[SourceItem | Skipped]:
    """Yield the entries of the calendar; prefix begins their keys."""
    root = read_part(extras.package, f"{extras.root}course_settings/events.xml")
    found = root.all("event") if root is not None else iter(())
    for number, entry in enumerate(islice(found, _MOST)):
        title = clean_title(entry.value("title"))
        key = f"{prefix}:{entry.get('identifier') or number}"[:190]
        yield _dated(entry, title, label, key) if title else Skipped("", "no_title")


def _dated(entry: Element, title: str, label: str, key: str) -> SourceItem | Skipped:
    starts, ends = moment_of(entry.value("start_at")), moment_of(entry.value("end_at"))
    day = moment_of(entry.value("all_day_date"))
    if day is not None and (entry.value("all_day") == "true" or starts is None):
        return _whole_day(title, label, key, datetime.combine(day.date(), time()))
    if starts is None:
        return Skipped(title, "no_time")
    minutes = int(((ends or starts) - starts) / timedelta(minutes=1))
    if is_no_class(title):
        return Skipped(title, "cancelled")
    invitation = read_invitation(f"{entry.value('location_name')}\n{entry.value('description')}")
    link = invitation.link
    if minutes <= 0:
        notes = clean_notes(entry.value("description"))
        return SourceItem(key, ItemSort.DUE, title, label, starts, UTC_NAME, link=link, notes=notes)
    return SourceItem(
        key, ItemSort.SESSION, title, label, starts, UTC_NAME, min(minutes, _MOST_MINUTES),
        link=link, passcode=invitation.passcode,
    )  # fmt: skip


def _whole_day(title: str, label: str, key: str, day: datetime) -> SourceItem | Skipped:
    if not is_no_class(title):
        return Skipped(title, "whole_day")
    return SourceItem(
        key, ItemSort.OFF, title, label, day, is_all_day=True, until=day.date()
    )  # fmt: skip
