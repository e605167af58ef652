"""An import as one edit: what is ticked of a proposal, the courses it needs, what it remembers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from companion.course_edits import settle
from companion.edits import delete_activities, edit_of
from companion.models.activity import Activity
from companion.models.course import Course
from companion.models.feed import Feed, FeedItem
from companion.models.proposal import Proposal, Row, RowState
from companion.models.proposing import new_course_changes
from companion.models.schedule import Change, Edit, RecordType, Schedule

NAME = "Import"
_NO_MINUTES: Mapping[str, int] = {}


def import_edit(
    schedule: Schedule,
    proposal: Proposal,
    ticked: Collection[str] | None = None,
    minutes: Mapping[str, int] = _NO_MINUTES,
    settle_before: datetime | None = None,
) -> Edit | None:
    """Return what applying a proposal does, or None for nothing.

    ticked are the keys of the rows to do, by default those that are ticked at first; minutes are
    the estimates that the student set for new work, by key. settle_before: in new courses, what
    lies before that instant counts as attended and done.
    """
    keys = {row.key for row in proposal.rows if row.is_ticked} if ticked is None else ticked
    rows = [row for row in proposal.rows if row.key in keys]
    if not rows:
        return None
    changes = [change for row in rows for change in _changes(schedule, row, minutes)]
    courses = [*_courses(schedule, proposal, rows)]
    changes = [*courses, *_feed(schedule, proposal.feed), *changes]
    changes += _links(schedule, proposal.links, {c.id for _, c in changes if c is not None})
    changes = folded(changes)
    if settle_before is not None:
        changes = _settled(schedule, changes, settle_before)
    return edit_of(NAME, changes)


def watch_feed(schedule: Schedule, feed_id: str, is_watched: bool) -> Edit | None:
    """Look at a feed by itself each day, or no longer."""
    feed = schedule.get(Feed, feed_id)
    if feed is None:
        return None
    return edit_of("Edit feed", [Change(feed, feed._replace(is_watched=is_watched))])


def forget_feed(schedule: Schedule, feed_id: str) -> Edit | None:
    """Forget the address of a feed. What came of it stays, and is still known as the feed's."""
    feed = schedule.get(Feed, feed_id)
    if feed is None:
        return None
    return edit_of("Forget feed", [Change(feed, feed._replace(address="", is_watched=False))])


def _changes(schedule: Schedule, row: Row, minutes: Mapping[str, int]) -> Iterable[Change]:
    if row.state is RowState.REMOVED and not row.changes:
        edit = delete_activities(schedule, [row.record_id])
        return edit.changes if edit is not None else ()
    if row.key not in minutes:
        return row.changes
    return [_with_minutes(change, minutes[row.key]) for change in row.changes]


def _with_minutes(change: Change, minutes: int) -> Change:
    """Set an estimate of the student's own. What the source said stays: the estimate is hers."""
    after = change.after
    if not isinstance(after, Activity):
        return change
    return Change(change.before, after._replace(minutes=minutes))


def _courses(schedule: Schedule, proposal: Proposal, rows: Iterable[Row]) -> Iterable[Change]:
    """Return the new courses that a ticked row is about."""
    wanted = {row.course_id for row in rows}
    targets = [t for t in proposal.targets.values() if t.course and t.course.id in wanted]
    return new_course_changes(schedule, targets)


def _feed(schedule: Schedule, feed: Feed) -> list[Change]:
    return [Change(schedule.get(Feed, feed.id), feed)]


def _links(schedule: Schedule, links: Iterable[FeedItem], changed: Collection[str]) -> list[Change]:
    """Remember the items that were there already, as the source says them now."""
    return [
        Change(schedule.get(FeedItem, link.id), link) for link in links if link.id not in changed
    ]


def _settled(schedule: Schedule, changes: list[Change], before: datetime) -> list[Change]:
    after = schedule.with_(Edit(NAME, tuple(changes)))
    new = [c.after.id for c in changes if c.before is None and isinstance(c.after, Course)]
    later = [change for course_id in new for change in settle(after, course_id, before)]
    return folded([*changes, *later])


def folded(changes: Iterable[Change]) -> list[Change]:
    """Join changes so that each record changes once."""
    by_id: dict[tuple[RecordType, str], Change] = {}
    for change in changes:
        if change.before is None and change.after is None:
            continue
        key = (change.record_type, change.record_id)
        first = by_id.get(key)
        by_id[key] = Change(first.before, change.after) if first else change
    return list(by_id.values())
