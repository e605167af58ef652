"""What an import would do, row by row, for the student to see and choose from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from typing import NamedTuple

from companion.models.activity import ActivityKind
from companion.models.course import Course
from companion.models.feed import Feed, FeedItem
from companion.models.meeting import MeetingKind
from companion.models.schedule import Change
from companion.models.source import Skipped, Source


class RowState(Enum):
    """What a row does: add, change, or remove what the source no longer holds."""

    NEW = "new"
    CHANGED = "changed"
    REMOVED = "removed"


class RowKind(Enum):
    """What a row is about, where it is neither work nor a class."""

    DAYS_OFF = "days_off"
    APPOINTMENT = "appointment"


class FieldChange(NamedTuple):
    """One field that the source changed: a text, minutes, a week, or a UTC instant (due, start)."""

    name: str
    before: str | int | datetime | None
    after: str | int | datetime | None


class Row(NamedTuple):
    """One line of the preview, and what ticking it does.

    at is the UTC instant at which it is due or starts, after the change. is_guess says that the
    minutes are an estimate of ours. fields are what the source changed; kept names the fields
    that it changed as well, but the student too: they stay hers. note is the code of what else
    there is to tell, empty for nothing. times is the number of classes, or days, it stands for.
    """

    key: str
    state: RowState
    kind: ActivityKind | MeetingKind | RowKind
    course_id: str | None
    title: str
    at: datetime | None = None
    minutes: int | None = None
    is_guess: bool = False
    record_id: str = ""
    fields: tuple[FieldChange, ...] = ()
    kept: tuple[str, ...] = ()
    note: str = ""
    is_ticked: bool = True
    times: int = 1
    changes: tuple[Change, ...] = ()


class Target(NamedTuple):
    """Where the items of a course label go: into a course, which may be new, or by a word:
    to the student's own (OWN) or nowhere (NOWHERE)."""

    word: str
    course: Course | None = None
    is_new: bool = False


class WeekOne(NamedTuple):
    """When week 1 of a course of the source is: as the source has it (None where nothing has a
    date), and as it is imported, weeks_later. is_offered: the student may want it otherwise."""

    own: date | None
    starts_on: date
    weeks_later: int = 0
    is_offered: bool = False


class Proposal(NamedTuple):
    """What one source would change. same are the items that are as they were; links are records
    to remember beside what is ticked; weeks_one is when week 1 of each label in a course is."""

    source: Source
    feed: Feed
    targets: dict[str, Target]
    rows: tuple[Row, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    same: int = 0
    links: tuple[FeedItem, ...] = ()
    weeks_one: Mapping[str, WeekOne] = {}  # never changed

    @property
    def is_empty(self) -> bool:
        """True when there is nothing to choose."""
        return not self.rows
