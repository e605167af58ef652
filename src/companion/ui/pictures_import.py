"""What the picture of the import preview shows: a feed of the sample, changed since last time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from companion.import_edits import import_edit
from companion.models.activity import Activity
from companion.models.course import EASTERN
from companion.models.proposing import propose
from companion.models.schedule import Schedule
from companion.models.source import ItemSort, Skipped, Source, SourceItem
from companion.workspace import Workspace

_NEW = (
    ("ML", "Chen & Guestrin 2016, XGBoost", "reading", (2026, 11, 15, 23, 59), None),
    ("ML", "Boosting in pictures", "video", (2026, 11, 10, 18, 30), 17),
    ("ML", "Check-in quiz 11", "quiz", (2026, 11, 11, 23, 59), None),
    ("DV", "Small multiples workshop", "exercise", (2026, 11, 8, 23, 59), None),
    ("DV", "Gallery walk comments", "discussion", (2026, 11, 7, 23, 59), None),
    ("DV", "Final story, outline", "project", (2026, 11, 15, 23, 59), None),
)  # course, title, kind, due in Eastern time, minutes
_GONE = (
    ("ML", "Optional: Breiman 2001", "reading", (2026, 11, 22, 23, 59), 35),
    ("ML", "Ask me anything, week 12", "discussion", (2026, 11, 18, 23, 59), 10),
)
_CHANGED = 4
_LEFT_OUT = Skipped("Office hours of 2019", "far")
FEED_ADDRESS = "https://canvas.example.edu/feeds/calendars/user.ics"


def changed_feed(workspace: Workspace) -> Source:
    """Import a feed into the sample, and return what the feed says a while later."""
    open_work = _open_work(workspace.schedule, workspace.clock.now())
    before = Source("canvas", "Canvas calendar feed", (*map(_item, open_work), *_items(_GONE)))
    words = workspace.clock.now(), workspace.clock.zone.key
    edit = import_edit(
        workspace.schedule, propose(workspace.schedule, before, *words, address=FEED_ADDRESS)
    )
    workspace.perform(edit)
    same = [_item(entry) for entry in open_work]
    items = (*_items(_NEW), *_later(same[:_CHANGED]), *same[_CHANGED:])
    return before._replace(items=items, skipped=(_LEFT_OUT,))


def _open_work(schedule: Schedule, now: datetime) -> list[tuple[str, Activity]]:
    """Return what is due in the two courses that run, with their codes."""
    codes = {c.id: c.code for c in schedule.courses if c.code in ("ML", "DV")}
    found = [
        (codes[a.course_id], a)
        for a in schedule.table(Activity).values()
        if a.course_id in codes and a.due is not None and a.due.at > now and not a.is_done
    ]
    return sorted(found, key=lambda entry: (entry[1].due.at if entry[1].due else now, entry[1].id))


def _item(entry: tuple[str, Activity]) -> SourceItem:
    code, activity = entry
    assert activity.due is not None
    return SourceItem(
        f"picture:{activity.id}", ItemSort.DUE, activity.title, code, activity.due.wall,
        activity.due.zone, activity.minutes, link=activity.link, kind=activity.kind.value,
        week=activity.week, notes=activity.notes,
    )  # fmt: skip


def _items(
    entries: Sequence[tuple[str, str, str, tuple[int, int, int, int, int], int | None]],
) -> list[SourceItem]:
    return [
        SourceItem(
            f"picture:{title}", ItemSort.DUE, title, code, datetime(*due), EASTERN,  # noqa: DTZ001
            minutes, kind=kind,
        )
        for code, title, kind, due, minutes in entries
    ]  # fmt: skip


def _later(items: list[SourceItem]) -> list[SourceItem]:
    """Change each in its own way: a due date, a link, a length, a title."""
    first, second, third, fourth = items
    assert first.wall is not None
    return [
        first._replace(wall=first.wall + timedelta(days=2)),
        second._replace(link="https://canvas.example.edu/courses/1/assignments/2"),
        third._replace(minutes=(third.minutes or 30) + 30),
        fourth._replace(title=f"{fourth.title}, revised"),
    ]
