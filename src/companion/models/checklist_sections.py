"""What is shown of the checklist: filters that combine, search, sections with their sums."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from enum import Enum
from operator import attrgetter
from typing import NamedTuple

from companion.models.activity import ActivityKind
from companion.models.checklist import Entry, Group, Groups, Moment, fold, replaced

_DAY = timedelta(days=1)
_WITH_DONE = (Group.THIS_WEEK, Group.NEXT_WEEK, Group.LATER, Group.NO_DATE)
_IS_DONE, _LEFT = attrgetter("is_done"), attrgetter("left")


class Shown(Enum):
    """Open: what is open, and what was done today. Done: what is done."""

    OPEN = "open"
    ALL = "all"
    DONE = "done"


class DueIn(Enum):
    """When something is due, or for whom it waits, as a filter."""

    LATE = "late"
    DAY = "day"
    THIS_WEEK = "this_week"
    NEXT_WEEK = "next_week"
    NO_DATE = "no_date"
    TO_REVISE = "to_revise"
    WAITING = "waiting"


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
    if due is DueIn.NO_DATE:
        return entry.item.due_at is None
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
            counted = passing if group in _WITH_DONE else shown
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


def with_change(section: Section, before: Entry, after: Entry) -> Section:
    """Return a section with one of its lines made anew."""
    return section._replace(
        entries=tuple(replaced(section.entries, before, after)),
        done=section.done + after.is_done - before.is_done,
        left=section.left + after.left - before.left,
    )


def _section(group: Group, shown: Sequence[Entry], counted: Sequence[Entry]) -> Section:
    done, left = sum(map(_IS_DONE, counted)), sum(map(_LEFT, counted))
    return Section(group, tuple(shown), len(counted), done, left)


def _done_at(entry: Entry) -> datetime:
    return entry.item.done_at or datetime.min.replace(tzinfo=UTC)
