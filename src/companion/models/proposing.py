"""From what a source says to what it would change: each item in its course, matched, compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime

from companion.models.activity import Activity
from companion.models.course import Break, Course
from companion.models.feed import Feed, FeedItem
from companion.models.ids import new_id
from companion.models.meeting import MeetingKind
from companion.models.occurrence import Override
from companion.models.old_terms import begun, moved_source, weeks_one
from companion.models.program import Program
from companion.models.proposal import Proposal, Row, RowKind, RowState, Target, WeekOne
from companion.models.propose_classes import propose_classes
from companion.models.propose_own import propose_days_off, propose_own
from companion.models.propose_rooms import is_room, meetings_for, propose_rooms
from companion.models.propose_work import Context, Part, propose_work
from companion.models.schedule import Change, Edit, Schedule
from companion.models.source import ItemSort, Skipped, Source, SourceItem
from companion.models.source_courses import NOWHERE, choose_targets
from companion.models.source_zone import likely_zone

_NO_CHOICE: Mapping[str, str] = {}
_NO_DAY: Mapping[str, date] = {}


def propose(
    schedule: Schedule,
    source: Source,
    now: datetime,
    zone: str,
    into: Mapping[str, str] = _NO_CHOICE,
    address: str = "",
    starts: Mapping[str, date] = _NO_DAY,
) -> Proposal:
    """Return what importing a source would do. now is aware, zone the student's; into sends the
    items of a course label to a course's id, or to "new", "own" or "nowhere"; starts moves them
    so that their week 1 is that of a day."""
    feed = find_feed(schedule, source, address)
    likely = likely_zone(source.items, zone)
    targets = choose_targets(schedule, source, feed, into, now.date(), likely)
    weeks = weeks_one(schedule, source, targets, feed, starts, now.date())
    original, source = source, moved_source(source, targets, weeks)
    targets = begun(targets, weeks)
    made = feed or Feed(new_id(), source.system, source.name, address)
    made = made._replace(
        name=source.name or made.name,
        address=address or made.address,
        into=tuple({**dict(made.into), **_remembered(targets)}.items()),
        later=tuple(_later(made, weeks, starts).items()),
    )
    with_new = schedule.with_(Edit("", tuple(new_course_changes(schedule, targets.values()))))
    keys = frozenset(item.key for item in source.items)
    context = Context(with_new, made, zone, now, keys)
    parts = list(_parts(context, source, targets))
    skipped = [
        Skipped(item.title, "nowhere") for item in source.items if _word(targets, item) == NOWHERE
    ]
    rows = [row for part in parts for row in part.rows]
    skipped += _nobodys(context, source, targets, rows)
    skipped += _roomless(context, source, targets)
    rows += _gone(context, feed, source) if feed is not None else []
    return Proposal(
        original, made, targets, tuple(rows), (*source.skipped, *skipped),
        sum(part.same for part in parts), tuple(link for part in parts for link in part.links),
        weeks,
    )  # fmt: skip


def _later(feed: Feed, weeks: Mapping[str, WeekOne], starts: Mapping[str, date]) -> dict[str, int]:
    """Return the weeks by which each label is moved, to be remembered; none where nobody ever
    moved it."""
    known = dict(feed.later)
    now = {label: week.weeks_later for label, week in weeks.items()}
    return {**known, **{n: w for n, w in now.items() if w or n in known or n in starts}}


def _remembered(targets: Mapping[str, Target]) -> dict[str, str]:
    return {
        label: target.course.id if target.course is not None else target.word
        for label, target in targets.items()
    }


def find_feed(schedule: Schedule, source: Source, address: str = "") -> Feed | None:
    """Return the feed that a source is: by its address, else the one of the same system that
    most of its items are known from."""
    feeds = schedule.table(Feed)
    if address:
        found = next((feed for feed in feeds.values() if feed.address == address), None)
        if found is not None:
            return found
    known = schedule.table(FeedItem)
    counts: dict[str, int] = {}
    for item in source.items:
        link = known.get(item.key)
        if link is not None and link.feed_id in feeds:
            counts[link.feed_id] = counts.get(link.feed_id, 0) + 1
    likely = [f for f in counts if feeds[f].system == source.system]
    return feeds[max(likely, key=lambda f: counts[f])] if likely else None


def new_course_changes(schedule: Schedule, targets: Iterable[Target]) -> Iterator[Change]:
    """Yield the new courses of targets, and the program where there is none yet."""
    program = schedule.programs[0] if schedule.programs else None
    for target in targets:
        if target.course is None or not target.is_new:
            continue
        if program is None:
            program = Program(new_id(), "")
            yield Change(None, program)
        yield Change(None, target.course._replace(program_id=program.id))


def _word(targets: Mapping[str, Target], item: SourceItem) -> str:
    target = targets.get(item.course)
    return target.word if target is not None else ""


def _parts(context: Context, source: Source, targets: Mapping[str, Target]) -> Iterator[Part]:
    """Yield what each course gets; days off without a course are those of all."""
    by_course: dict[str | None, list[SourceItem]] = {}
    everywhere: list[SourceItem] = []
    for item in source.items:
        target = targets.get(item.course)
        if item.sort is ItemSort.OFF and (target is None or target.course is None):
            everywhere.append(item)
        elif target is not None and target.word != NOWHERE:
            course_id = target.course.id if target.course else None
            by_course.setdefault(course_id, []).append(item)
    if not by_course and everywhere:
        by_course = {course_id: [] for course_id in _touched(context, everywhere)}
    new = {t.course.id for t in targets.values() if t.course is not None and t.is_new}
    for course_id, items in by_course.items():
        course = context.schedule.get(Course, course_id) if course_id else None
        off = [i for i in items if i.sort is ItemSort.OFF] + everywhere
        yield from _of_course(context, course, items, off, is_new=course_id in new)


def _within(context: Context, course: Course, off: Sequence[SourceItem]) -> list[SourceItem]:
    """Return the days off that touch the weeks of a course."""
    term = context.schedule.term(course)
    return [
        item
        for item in off
        if item.wall is not None
        and item.wall.date() <= term.ends_on
        and (item.until or item.wall.date()) >= term.starts_on
    ]


def _nobodys(
    context: Context, source: Source, targets: Mapping[str, Target], rows: Iterable[Row]
) -> list[Skipped]:
    """Return the days off of no course on which no course runs."""
    told = {row.key.rpartition("@")[0] for row in rows if row.kind is RowKind.DAYS_OFF}
    off = [i for i in source.items if i.sort is ItemSort.OFF and i.key not in told]
    loose = [i for i in off if (t := targets.get(i.course)) is None or t.course is None]
    kept = [i for i in loose if not _touched(context, [i])]
    return [Skipped(i.title, "no_course_then") for i in kept if _word(targets, i) != NOWHERE]


def _roomless(context: Context, source: Source, targets: Mapping[str, Target]) -> Iterator[Skipped]:
    """Yield the ways into classes for which there are no classes."""
    for item in filter(is_room, source.items):
        target = targets.get(item.course)
        course = target.course if target is not None else None
        if course is None or not any(meetings_for(context, course, item)):
            yield Skipped(item.title, "no_class_time")


def _touched(context: Context, off: Sequence[SourceItem]) -> list[str]:
    """Return the courses that days off of no course are for: those that run meanwhile."""
    days = [(i.wall.date(), i.until or i.wall.date()) for i in off if i.wall is not None]
    found = []
    for course in context.schedule.courses:
        term = context.schedule.term(course)
        is_running = any(f <= term.ends_on and term.starts_on <= u for f, u in days)
        if is_running and not course.is_archived:
            found.append(course.id)
    return found


def _of_course(
    context: Context,
    course: Course | None,
    items: Sequence[SourceItem],
    off: Sequence[SourceItem],
    *,
    is_new: bool,
) -> Iterator[Part]:
    breaks: tuple[Break, ...] = ()
    sessions = [i for i in items if i.sort is ItemSort.SESSION and not is_room(i)]
    if course is not None:
        yield propose_rooms(context, course, [i for i in items if is_room(i)])
    if course is not None:
        mine = off if is_new else _within(context, course, off)
        found, breaks = propose_days_off(context, course, mine, is_new=is_new)
        yield found
        if sessions:
            yield propose_classes(context, course, sessions, breaks)
    elif sessions:
        yield propose_own(context, sessions)
    work = [i for i in items if i.sort is ItemSort.DUE]
    if work:
        yield propose_work(context, course, work)


# What a source no longer holds


def _gone(context: Context, feed: Feed, source: Source) -> list[Row]:
    """Return unticked rows for what the feed held and holds no longer. What lies before its
    first entry only fell out of its window."""
    walls = [item.wall for item in source.items if item.wall is not None]
    first = min(walls, default=None)
    own_keys = {_own_key(item) for item in source.items}
    rows = []
    for link in context.schedule.table(FeedItem).values():
        is_held = link.id in context.keys or link.id in own_keys or link.kind in ("off", "own")
        if link.feed_id != feed.id or is_held:
            continue
        if link.wall is not None and first is not None and link.wall < first:
            continue
        row = _gone_work(context.schedule, link) or _gone_class(context.schedule, link)
        if row is not None:
            rows.append(row)
    return rows


def _own_key(item: SourceItem) -> str:
    return f"own:{item.key}"[:200]


def _gone_work(schedule: Schedule, link: FeedItem) -> Row | None:
    found = schedule.get(Activity, link.record_id)
    if found is None:
        return None
    note = "is_done" if found.is_done else "has_notes" if found.notes != link.notes else ""
    return Row(
        link.id, RowState.REMOVED, found.kind, found.course_id, found.title,
        found.due.at if found.due else None, found.minutes, record_id=found.id, note=note,
        is_ticked=False,
    )  # fmt: skip


def _gone_class(schedule: Schedule, link: FeedItem) -> Row | None:
    found = schedule.occurrence(link.record_id)
    if found is None or found.is_cancelled or found.number is None:
        return None
    before = schedule.get(Override, found.key)
    after = (before or Override(found.key))._replace(is_cancelled=True)
    return Row(
        link.id, RowState.REMOVED, MeetingKind(found.kind), found.course_id,
        found.own_title or link.title, found.starts_at, found.minutes, record_id=found.key,
        is_ticked=False, changes=(Change(before, after),),
    )  # fmt: skip
