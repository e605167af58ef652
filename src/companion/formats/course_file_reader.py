"""Reads a course file (`.companion`): one person's course for the whole class, as plain JSON.

The file is described in docs/course-file.md. Whatever it holds is checked, field by field; the
first that is wrong is named.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from companion.formats.foreign_text import clean_link, clean_notes, clean_title
from companion.models.activity import ActivityKind
from companion.models.course import EASTERN, MAX_WEEKS, Break, Course
from companion.models.draft import MAX_BREAKS, MAX_CODE, MAX_MEETINGS
from companion.models.import_limits import MAX_ROWS, MB, TABLE_BYTES
from companion.models.meeting import Meeting, MeetingKind
from companion.models.occurrence import planned_dates
from companion.models.source import ItemSort, Source, SourceCourse, SourceFailed, SourceItem
from companion.models.term import term_of
from companion.models.typed import MAX_ESTIMATE
from companion.models.walltime import FIRST_YEAR, LAST_YEAR, is_zone

FORMAT, VERSION = "companion-course", 1
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_ID = re.compile(r"[A-Za-z0-9._-]{1,40}")


def recognises(content: bytes) -> bool:
    """Tell whether bytes are a course file, of whatever version."""
    head = content[:400].removeprefix(b"\xef\xbb\xbf").lstrip()
    return head.startswith(b"{") and f'"{FORMAT}"'.encode() in head


def read(content: bytes, today: date) -> Source:
    """Return the course of a file. Raises SourceFailed, naming the field that is wrong."""
    del today
    if len(content) > TABLE_BYTES:
        raise SourceFailed("source_large", str(TABLE_BYTES // MB))
    try:
        found = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise SourceFailed("course_file_broken") from error
    root = _Fields(found, "")
    version = root.count("version", 1, 10**6)
    if version is None or version > VERSION:
        raise SourceFailed("course_file_newer")
    return _source(root)


def _source(root: _Fields) -> Source:
    file_id = root.name("id")
    course = _course(root.part("course"))
    breaks = [_break(entry, n) for n, entry in enumerate(root.parts("breaks", MAX_BREAKS))]
    topics = _topics(root, course)
    items: list[SourceItem] = [_days_off(entry, course.name) for entry in breaks]
    for entry in root.parts("meetings", MAX_MEETINGS * 4):
        items += _classes(entry, file_id, course, breaks, topics)
    items += [_work(entry, file_id, course.name) for entry in root.parts("activities", MAX_ROWS)]
    keys = [item.key for item in items]
    if len(set(keys)) < len(keys):
        raise SourceFailed("course_file_field", "id")
    facts = SourceCourse(
        course.name, course.code, course.name, course.zone, course.starts_on, course.weeks,
        root.part("course").text("instructor", 200),
    )  # fmt: skip
    return Source("course_file", course.name, tuple(items), (), (facts,))


class _Fields:
    """The fields of one object; a wrong one is named by its path."""

    def __init__(self, value: Any, path: str) -> None:
        if not isinstance(value, dict):
            raise SourceFailed("course_file_field", path or "{}")
        self._value, self._path = value, path

    def _at(self, name: str) -> str:
        return f"{self._path}.{name}".lstrip(".")

    def wrong(self, name: str) -> SourceFailed:
        return SourceFailed("course_file_field", self._at(name))

    def text(self, name: str, longest: int = 2000, *, is_needed: bool = False) -> str:
        value = self._value.get(name, "")
        if not isinstance(value, str) or len(value) > longest:
            raise self.wrong(name)
        found = clean_title(value)
        if is_needed and not found:
            raise self.wrong(name)
        return found

    def notes(self, name: str) -> str:
        value = self._value.get(name, "")
        if not isinstance(value, str):
            raise self.wrong(name)
        return clean_notes(value)

    def name(self, name: str) -> str:
        value = self.text(name, 40, is_needed=True)
        if not _ID.fullmatch(value):
            raise self.wrong(name)
        return value

    def link(self, name: str) -> str:
        text = self.text(name)
        found = clean_link(text)
        if text and not found:
            raise self.wrong(name)
        return found

    def count(self, name: str, low: int, high: int) -> int | None:
        value = self._value.get(name)
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise self.wrong(name)
        return value

    def flag(self, name: str) -> bool:
        value = self._value.get(name, False)
        if not isinstance(value, bool):
            raise self.wrong(name)
        return value

    def day(self, name: str) -> date:
        text = self.text(name, 10, is_needed=True)
        try:
            found = date.fromisoformat(text)
        except ValueError:
            raise self.wrong(name) from None
        if not FIRST_YEAR <= found.year <= LAST_YEAR:
            raise self.wrong(name)
        return found

    def clock(self, name: str) -> time:
        text = self.text(name, 5, is_needed=True)
        if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", text):
            raise self.wrong(name)
        return time.fromisoformat(text)

    def wall(self, name: str) -> datetime | None:
        text = self.text(name, 16)
        if not text:
            return None
        if not re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", text):
            raise self.wrong(name)
        try:
            found = datetime.fromisoformat(text)
        except ValueError:
            raise self.wrong(name) from None
        if not FIRST_YEAR <= found.year <= LAST_YEAR:
            raise self.wrong(name)
        return found

    def part(self, name: str) -> _Fields:
        return _Fields(self._value.get(name), self._at(name))

    def parts(self, name: str, most: int) -> list[_Fields]:
        value = self._value.get(name, [])
        if not isinstance(value, list) or len(value) > most:
            raise self.wrong(name)
        return [_Fields(entry, f"{self._at(name)} {n}") for n, entry in enumerate(value, 1)]

    def names(self) -> list[str]:
        return list(self._value)


def _course(fields: _Fields) -> Course:
    code = fields.text("code", MAX_CODE, is_needed=True)
    if any(c.isspace() or c == "#" for c in code):
        raise fields.wrong("code")
    zone = fields.text("zone", 60) or EASTERN
    if not is_zone(zone):
        raise fields.wrong("zone")
    weeks = fields.count("weeks", 1, MAX_WEEKS)
    if weeks is None:
        raise fields.wrong("weeks")
    starts = fields.day("starts_on")
    if starts.year > LAST_YEAR - 2:
        raise fields.wrong("starts_on")
    return Course("c", "", code, fields.text("name", 200, is_needed=True), weeks, starts, zone=zone)


def _break(fields: _Fields, number: int) -> Break:
    first, last = fields.day("from"), fields.day("to")
    if last < first or (last - first).days > 120:
        raise fields.wrong("to")
    return Break(f"b{number}", "c", first, last, fields.text("name", 200))


def _days_off(entry: Break, label: str) -> SourceItem:
    key = f"course_file:off:{entry.starts_on}:{entry.ends_on}"
    first = datetime.combine(entry.starts_on, time())
    return SourceItem(
        key, ItemSort.OFF, entry.name or "Break", label, first, is_all_day=True, until=entry.ends_on
    )


def _topics(root: _Fields, course: Course) -> dict[int, str]:
    if "topics" not in root.names():
        return {}
    fields = root.part("topics")
    found = {}
    for name in fields.names():
        number = int(name) if name.isdecimal() and len(name) < 4 else 0
        if not 1 <= number <= course.weeks:
            raise fields.wrong(name)
        found[number] = fields.text(name)
    return found


def _classes(
    fields: _Fields, file_id: str, course: Course, breaks: list[Break], topics: dict[int, str]
) -> Iterator[SourceItem]:
    """Yield the classes of a weekly meeting one by one, with what differs for some of them."""
    kind = _one_of(fields, "kind", [k.value for k in MeetingKind])
    weekday = WEEKDAYS.index(_one_of(fields, "weekday", WEEKDAYS))
    minutes = fields.count("minutes", 5, 12 * 60)
    if minutes is None:
        raise fields.wrong("minutes")
    meeting = Meeting(
        fields.name("id"), "-", "c", MeetingKind(kind), weekday, fields.clock("starts"), minutes,
        course.zone, fields.count("first_week", 1, MAX_WEEKS) or 1,
        fields.count("last_week", 1, MAX_WEEKS) or 0,
    )  # fmt: skip
    changes = {entry.day("on"): entry for entry in fields.parts("changes", MAX_WEEKS)}
    title = fields.text("title", 200)
    link, passcode = fields.link("link"), fields.text("passcode", 100)
    for week, day in planned_dates(meeting, term_of(course, breaks), breaks):
        change = changes.get(day)
        if change is not None and change.flag("cancelled"):
            continue
        wall = change.wall("starts") if change is not None else None
        own = (change.text("title") if change is not None else "") or title
        topic = topics.get(week or 0, "") if meeting.kind is MeetingKind.LIVE_SESSION else ""
        yield SourceItem(
            f"course_file:{file_id}:{meeting.id}:{day}", ItemSort.SESSION,
            own or topic or f"Class {week}", course.name,
            wall or datetime.combine(day, meeting.starts), course.zone, minutes, link=link,
            passcode=passcode, kind=kind,
        )  # fmt: skip


def _work(fields: _Fields, file_id: str, label: str) -> SourceItem:
    kinds = [k.value for k in ActivityKind if k is not ActivityKind.RECORDING]
    return SourceItem(
        f"course_file:{file_id}:{fields.name('id')}", ItemSort.DUE,
        fields.text("title", is_needed=True), label, fields.wall("due"), "",
        fields.count("minutes", 1, MAX_ESTIMATE), link=fields.link("link"),
        notes=fields.notes("notes"), kind=_one_of(fields, "kind", kinds),
        week=fields.count("week", 1, MAX_WEEKS), is_optional=fields.flag("optional"),
    )  # fmt: skip


def _one_of(fields: _Fields, name: str, choices: list[str] | tuple[str, ...]) -> str:
    value = fields.text(name, 40, is_needed=True)
    if value not in choices:
        raise fields.wrong(name)
    return value
