"""Work that a source tells of: matched with the checklist, compared in three ways, as rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from companion.models.activity import Activity, ActivityKind, DueDate
from companion.models.course import Course
from companion.models.feed import Feed, FeedItem
from companion.models.ids import new_id, new_uid
from companion.models.proposal import FieldChange, Row, RowState
from companion.models.schedule import Change, Schedule
from companion.models.source import SourceItem
from companion.models.source_courses import wall_in
from companion.models.source_titles import folded, kind_of_title, minutes_of_title, usual_minutes
from companion.models.typed import MAX_ESTIMATE

FIELDS = ("title", "kind", "due", "minutes", "link", "week", "notes")


class Context(NamedTuple):
    """What a proposal is made with: the schedule with the new courses in it, the feed, the
    student's zone and now, and the keys that the source holds."""

    schedule: Schedule
    feed: Feed
    zone: str
    now: datetime
    keys: frozenset[str]


class Part(NamedTuple):
    """What one part of the proposal found."""

    rows: tuple[Row, ...] = ()
    same: int = 0
    links: tuple[FeedItem, ...] = ()


def propose_work(context: Context, course: Course | None, items: Sequence[SourceItem]) -> Part:
    """Return the rows for work of one course, or of none."""
    course_id = course.id if course else None
    loose = _Loose(context, course_id)
    rows: list[Row] = []
    links: list[FeedItem] = []
    same = 0
    for position, item in enumerate(items):
        said, is_guess = _said(context, course, item)
        before = context.schedule.get(FeedItem, item.key)
        if before is not None:
            activity = context.schedule.get(Activity, before.record_id)
            if activity is None:
                rows.append(_new(course_id, item, said, is_guess, position, before))
                continue
        else:
            activity, before = loose.take(said)
        if activity is None:
            rows.append(_new(course_id, item, said, is_guess, position))
            continue
        row = _compared(activity, before, said, is_guess)
        if row is not None:
            rows.append(row)
        else:
            same += 1
            links.append(said._replace(record_id=activity.id))
    return Part(tuple(rows), same, tuple(links))


def _said(context: Context, course: Course | None, item: SourceItem) -> tuple[FeedItem, bool]:
    """Return what the source says of an item, in the course's time, and whether its minutes are
    only an estimate of ours."""
    zone = course.zone if course else (item.zone if item.zone not in ("", "UTC") else context.zone)
    kind = ActivityKind(item.kind) if item.kind else kind_of_title(item.title)
    told = item.minutes or minutes_of_title(item.title)
    minutes = told if told and told <= MAX_ESTIMATE else usual_minutes(kind)
    said = FeedItem(
        item.key, context.feed.id, "", item.title, kind.value, wall_in(item, zone),
        zone if item.wall is not None else "", minutes, item.week, item.link,
        notes=item.notes,
    )  # fmt: skip
    return said, minutes != told


class _Loose:
    """The student's activities of a course that no item of this source is known to be."""

    def __init__(self, context: Context, course_id: str | None) -> None:
        linked = {i.record_id: i for i in context.schedule.table(FeedItem).values()}
        self._by_title: dict[str, list[tuple[Activity, FeedItem | None]]] = {}
        for activity in context.schedule.table(Activity).values():
            link = linked.get(activity.id)
            if activity.course_id == course_id and (link is None or link.id not in context.keys):
                self._by_title.setdefault(folded(activity.title), []).append((activity, link))

    def take(self, said: FeedItem) -> tuple[Activity | None, FeedItem | None]:
        """Take out the activity that an unknown item must be: the same title, and the same time
        or none."""
        found = self._by_title.get(folded(said.title), [])
        due = _due(said)
        for entry in found:
            activity = entry[0]
            if due is None or activity.due is None or activity.due.at == due.at:
                found.remove(entry)
                return entry
        return None, None


def _due(said: FeedItem) -> DueDate | None:
    return DueDate(said.wall, said.zone) if said.wall is not None else None


def _values(said: FeedItem) -> dict[str, Any]:
    return {
        "title": said.title,
        "kind": ActivityKind(said.kind),
        "due": _due(said),
        "minutes": said.minutes,
        "link": said.link,
        "week": said.week,
        "notes": said.notes,
    }


def _new(
    course_id: str | None,
    item: SourceItem,
    said: FeedItem,
    is_guess: bool,
    position: int,
    before: FeedItem | None = None,
) -> Row:
    values = _values(said)
    activity = Activity(
        id=new_id(), uid=new_uid(), course_id=course_id, position=position,
        is_optional=item.is_optional, **values,
    )  # fmt: skip
    link = said._replace(record_id=activity.id)
    note = "deleted_before" if before else "" if item.is_expected else "not_a_week"
    return Row(
        item.key, RowState.NEW, activity.kind, course_id, activity.title,
        activity.due.at if activity.due else None, activity.minutes, is_guess, activity.id,
        note=note, is_ticked=not note,
        changes=(Change(None, activity), Change(before, link)),
    )  # fmt: skip


def _compared(
    activity: Activity, before: FeedItem | None, said: FeedItem, is_guess: bool
) -> Row | None:
    """Compare in three ways: what was said, what is said, what the student has. None when the
    source changed nothing."""
    now = _values(said)
    was = _values(before) if before is not None else _base(activity, now)
    moved = [f for f in FIELDS if not _alike(now[f], was[f])]
    moved = [f for f in moved if not _alike(now[f], getattr(activity, f))]
    if not moved:
        return None
    taken = [f for f in moved if _alike(was[f], getattr(activity, f))]
    is_hers = not taken  # ticking the row takes them all the same
    taken = taken or moved
    kept = tuple(f for f in moved if f not in taken)
    after = activity._replace(**{f: now[f] for f in taken})
    link = _remembered(said, before, kept)._replace(record_id=activity.id)
    return Row(
        said.id, RowState.CHANGED, after.kind, activity.course_id, after.title,
        after.due.at if after.due else None, after.minutes,
        is_guess and after.minutes == said.minutes, activity.id,
        tuple(FieldChange(f, _plain(getattr(activity, f)), _plain(now[f])) for f in taken),
        kept, "kept" if is_hers else "", not is_hers,
        changes=(
            Change(activity, after),
            *link_changes(before, link),
        ),
    )  # fmt: skip


def link_changes(before: FeedItem | None, link: FeedItem) -> tuple[Change, ...]:
    """Return the changes that remember an item; it may have another key than before."""
    if before is not None and before.id != link.id:
        return Change(before, None), Change(None, link)
    return (Change(before, link),)


def _base(activity: Activity, now: dict[str, Any]) -> dict[str, Any]:
    """Where the student typed an entry herself, the source only fills what she left empty."""
    mine = {f: getattr(activity, f) for f in FIELDS}
    return {f: now[f] if mine[f] not in (None, "") else mine[f] for f in FIELDS}


def _remembered(said: FeedItem, before: FeedItem | None, kept: Iterable[str]) -> FeedItem:
    """Keep the former word on fields that were not taken, so that they are still the student's
    next time."""
    if before is None:
        return said
    for field in kept:
        names = ("wall", "zone") if field == "due" else (field,)
        said = said._replace(**{n: getattr(before, n) for n in names})
    return said


def _alike(a: object, b: object) -> bool:
    if isinstance(a, DueDate) and isinstance(b, DueDate):
        return a.at == b.at
    return a == b


def _plain(value: object) -> Any:
    if isinstance(value, DueDate):
        return value.at
    return value.value if isinstance(value, ActivityKind) else value
