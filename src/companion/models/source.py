"""What a source of courses says, before anything is made of it: items, and what was left out."""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum
from typing import NamedTuple


class SourceFailed(Exception):
    """Nothing can be imported from a source; nothing was stored.

    code names the reason and is the key of its sentence; values fill it. No part of an address
    but its host stands in them.
    """

    def __init__(self, code: str, *values: str) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


class ItemSort(Enum):
    """What an entry is: work with a due date or without, a class, or days without classes."""

    DUE = "due"
    SESSION = "session"
    OFF = "off"


class SourceItem(NamedTuple):
    """One entry of a source.

    key survives a new download. course is the course as the source names it, empty for none.
    wall is naive, in zone: an IANA name, or empty for the course's own. is_all_day says that the
    source gave a date only. minutes is the length of a class, or the estimate of work. until is
    the last of the days off, included. kind is the value of an ActivityKind or MeetingKind where
    the source tells it. series names the entries that came of one recurring entry; is_endless
    that its rule has no end.
    """

    key: str
    sort: ItemSort
    title: str
    course: str = ""
    wall: datetime | None = None
    zone: str = ""
    minutes: int | None = None
    is_all_day: bool = False
    until: date | None = None
    link: str = ""
    passcode: str = ""
    notes: str = ""
    kind: str = ""
    week: int | None = None
    is_optional: bool = False
    is_expected: bool = True
    series: str = ""
    is_endless: bool = False


class Skipped(NamedTuple):
    """An entry that is not imported: its title, the code of the reason, what it stood on."""

    title: str
    reason: str
    raw: str = ""


class SourceCourse(NamedTuple):
    """What a source says of a course: the label that items name it by, and facts where known."""

    label: str
    code: str = ""
    name: str = ""
    zone: str = ""
    starts_on: date | None = None
    weeks: int | None = None
    instructor: str = ""


class ColumnRole(Enum):
    """What a column of a table is read as. On DATE lies the class of a line, DUE is when the work
    of a line is due, TOPIC names the class, or the work in a list of it; NONE is not read."""

    DATE = "date"
    DUE = "due"
    WEEK = "week"
    TOPIC = "topic"
    WORK = "work"
    READING = "reading"
    KIND = "kind"
    MINUTES = "minutes"
    LINK = "link"
    COURSE = "course"
    NONE = "none"


class Column(NamedTuple):
    """A column of a table: its head, empty for none, what it is read as, its first cells."""

    head: str
    role: ColumnRole
    cells: tuple[str, ...] = ()


class Source(NamedTuple):
    """All that was read. system says what wrote it ("canvas"); name is its own name. columns are
    those of a table: they can be read as something else."""

    system: str
    name: str = ""
    items: tuple[SourceItem, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    courses: tuple[SourceCourse, ...] = ()
    columns: tuple[Column, ...] = ()
