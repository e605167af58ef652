"""Classes that a source tells of, one by one, become weekly sessions with their exceptions.

Matched with the classes that are there; a moved one is told by its key, or by its week.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import NamedTuple

from companion.models.course import Break, Course
from companion.models.feed import FeedItem
from companion.models.ids import new_id, new_uid, occurrence_key
from companion.models.meeting import Meeting, MeetingKind
from companion.models.occurrence import Occurrence, Override
from companion.models.proposal import FieldChange, Row, RowState
from companion.models.propose_work import Context, Part, link_changes
from companion.models.schedule import Change
from companion.models.source import SourceItem
from companion.models.source_courses import wall_in
from companion.models.source_titles import folded, is_generic, meeting_kind_of_title
from companion.models.term import CourseWeek, Term, term_of
from companion.models.walltime import instant

Value = str | int | datetime | None
USUAL_CLASS_MINUTES = 80  # invitations of Zoom never tell an end
SHORTEST, LONGEST = 5, 12 * 60


class _Class(NamedTuple):
    """One class of the source, its start in the course's time."""

    item: SourceItem
    kind: MeetingKind
    wall: datetime
    minutes: int

    @property
    def slot(self) -> tuple[MeetingKind, int, time, int]:
        return self.kind, self.wall.weekday(), self.wall.time(), self.minutes


def propose_classes(
    context: Context, course: Course, items: Sequence[SourceItem], new_breaks: Sequence[Break]
) -> Part:
    """Return the rows for the classes of one course; new_breaks are proposed beside them."""
    classes = sorted((_class(course, item) for item in items), key=lambda c: c.wall)
    there = context.schedule.occurrences(course) if course.id else ()
    links = context.schedule.table(FeedItem)
    known = [c for c in classes if c.item.key in links]
    fresh = [c for c in classes if c.item.key not in links]
    rows, same, remember, taken = _known(context, course, known, there)
    by_start = {o.starts_at: o for o in there if o.key not in taken}
    left: list[_Class] = []
    for entry in fresh:
        found = by_start.get(instant(entry.wall, course.zone))
        if found is not None and found.kind is entry.kind:
            same += 1
            taken.add(found.key)
            remember.append(_said(context, course, entry, found.key))
        else:
            left.append(entry)
    rows += _rooms(context, course, classes, [*there], remember)
    breaks = [*context.schedule.of_course(Break, course.id), *new_breaks]
    maker = _Maker(context, course, term_of(course, breaks), breaks)
    told = {key.rpartition(":")[0] for key in taken}  # the series that the source knows of
    rows += maker.rows(left, [o for o in there if o.key not in taken and o.meeting.id in told])
    return Part(tuple(rows), same + maker.dropped, tuple(remember))


def _class(course: Course, item: SourceItem) -> _Class:
    kind = MeetingKind(item.kind) if item.kind else meeting_kind_of_title(item.title)
    wall = wall_in(item, course.zone)
    assert wall is not None
    minutes = item.minutes or USUAL_CLASS_MINUTES
    return _Class(item, kind, wall, min(max(minutes, SHORTEST), LONGEST))


def _said(context: Context, course: Course, entry: _Class, key: str) -> FeedItem:
    item = entry.item
    return FeedItem(
        item.key, context.feed.id, key, item.title, entry.kind.value, entry.wall, course.zone,
        entry.minutes, link=item.link, passcode=item.passcode,
    )  # fmt: skip


# Classes that were imported before


def _known(
    context: Context, course: Course, known: Iterable[_Class], there: Sequence[Occurrence]
) -> tuple[list[Row], int, list[FeedItem], set[str]]:
    by_key = {o.key: o for o in there}
    rows: list[Row] = []
    links: list[FeedItem] = []
    same = 0
    for entry in known:
        before = context.schedule.table(FeedItem)[entry.item.key]
        occurrence = by_key.get(before.record_id)
        if occurrence is None:
            same += 1  # the student took the class away, or it is in another course by now
            continue
        row = _compared(context, course, occurrence, before, entry)
        if row is None:
            same += 1
            links.append(_said(context, course, entry, occurrence.key))
        else:
            rows.append(row)
    return rows, same, links, {link.record_id for link in links} | {r.record_id for r in rows}


def _compared(
    context: Context, course: Course, occurrence: Occurrence, before: FeedItem, entry: _Class
) -> Row | None:
    """Compare start, length and title in three ways. None when the source changed nothing."""
    now_at = instant(entry.wall, course.zone)
    was_at = instant(before.wall, before.zone) if before.wall is not None else now_at
    mine_title = occurrence.own_title
    was_title, now_title = _own_title(before.title), _own_title(entry.item.title)
    moved: dict[str, tuple[Value, Value, Value]] = {
        "start": (was_at, now_at, occurrence.starts_at),
        "minutes": (before.minutes, entry.minutes, occurrence.minutes),
        "title": (was_title, now_title, mine_title),
    }
    fields = {f: v for f, v in moved.items() if v[0] != v[1] and v[1] != v[2]}
    if not fields:
        return None
    taken = [f for f, v in fields.items() if v[0] == v[2]]
    is_hers = not taken
    taken = taken or list(fields)
    kept = tuple(f for f in fields if f not in taken)
    override = context.schedule.get(Override, occurrence.key)
    after = override or Override(occurrence.key)
    if "start" in taken:
        planned = datetime.combine(occurrence.planned_on, occurrence.meeting.starts)
        after = after._replace(starts=None if entry.wall == planned else entry.wall)
    if "minutes" in taken:
        is_usual = entry.minutes == occurrence.meeting.minutes
        after = after._replace(minutes=None if is_usual else entry.minutes)
    if "title" in taken:
        after = after._replace(title=now_title)
    said = _said(context, course, entry, occurrence.key)
    if "start" in kept:
        said = said._replace(wall=before.wall, zone=before.zone)
    said = said._replace(**{f: getattr(before, f) for f in kept if f != "start"})
    return Row(
        entry.item.key, RowState.CHANGED, occurrence.kind, course.id,
        after.title or entry.item.title, now_at if "start" in taken else occurrence.starts_at,
        entry.minutes if "minutes" in taken else occurrence.minutes, False, occurrence.key,
        tuple(FieldChange(f, fields[f][2], fields[f][1]) for f in taken), kept,
        "kept" if is_hers else "", not is_hers,
        changes=(
            Change(override, None if after == Override(occurrence.key) else after),
            *link_changes(before, said),
        ),
    )  # fmt: skip


def _own_title(title: str) -> str:
    return "" if is_generic(title) else title


def _rooms(
    context: Context,
    course: Course,
    classes: Sequence[_Class],
    there: Sequence[Occurrence],
    links: Sequence[FeedItem],
) -> list[Row]:
    """Return a row for each series whose way in is new: where all its classes tell the same."""
    meetings = {o.key: o.meeting for o in there}
    told: dict[str, set[tuple[str, str]]] = {}
    before: dict[str, set[str]] = {}
    for link in links:
        meeting = meetings.get(link.record_id)
        if meeting is not None and link.link:
            told.setdefault(meeting.id, set()).add((link.link, link.passcode))
            old = context.schedule.get(FeedItem, link.id)
            before.setdefault(meeting.id, {""}).add(old.link if old is not None else "")
    rows = []
    for meeting in {m.id: m for m in meetings.values()}.values():
        rooms = told.get(meeting.id, set())
        if len(rooms) != 1 or meeting.link not in before[meeting.id]:
            continue
        room, passcode = next(iter(rooms))
        after = meeting._replace(link=room, passcode=passcode or meeting.passcode)
        if room != meeting.link:
            first = min(o.starts_at for o in there if o.meeting.id == meeting.id)
            rows.append(
                Row(
                    f"room:{meeting.id}",
                    RowState.CHANGED,
                    meeting.kind,
                    course.id,
                    meeting.title,
                    first,
                    meeting.minutes,
                    record_id=meeting.id,
                    fields=(FieldChange("link", meeting.link, room),),
                    times=sum(o.meeting.id == meeting.id for o in there),
                    changes=(Change(meeting, after),),
                )
            )
    return rows


# Classes that are new


class _Maker:
    """Makes series, moved classes and extra classes of what no class there is."""

    def __init__(
        self, context: Context, course: Course, term: Term, breaks: Sequence[Break]
    ) -> None:
        self.context, self.course, self.term, self.breaks = context, course, term, breaks
        self.dropped = 0

    def rows(self, classes: Sequence[_Class], free: Sequence[Occurrence]) -> list[Row]:
        """Return the rows; free are the classes there that nothing was matched with."""
        inside, outside = self._inside(classes)
        groups: dict[tuple[MeetingKind, int, time, int], list[_Class]] = {}
        for entry in inside:
            groups.setdefault(entry.slot, []).append(entry)
        series = [found for found in groups.values() if len(_days(found)) > 1]
        loose = [c for found in groups.values() if len(_days(found)) == 1 for c in found[:1]]
        self.dropped += sum(len(found) - len(_days(found)) for found in groups.values())
        rows = []
        for found in sorted(series, key=len, reverse=True):
            mine, loose = self._moved_of(found, loose)
            rows.append(self._series(found, mine))
        for entry in loose:
            moved = next((o for o in free if self._is_moved(o, entry)), None)
            if moved is None:
                rows.append(self._extra(entry))
            else:
                free = [o for o in free if o is not moved]
                rows.append(self._moved(moved, entry))
        return rows + [self._extra(entry) for entry in outside]

    def _inside(self, classes: Sequence[_Class]) -> tuple[list[_Class], list[_Class]]:
        """Part the classes by whether they lie in a week of the course; of a rule without an end
        only those do count."""
        inside, outside = [], []
        for entry in classes:
            day = entry.wall.date()
            is_off = any(pause.covers(day) for pause in self.breaks)
            if self.term.week_on(day) is not None and not is_off:
                inside.append(entry)
            elif entry.item.is_endless:
                self.dropped += 1
            else:
                outside.append(entry)
        return inside, outside

    def _moved_of(
        self, found: list[_Class], loose: list[_Class]
    ) -> tuple[dict[int, _Class], list[_Class]]:
        """Take single classes that lie in a week in which the series has none, by that week."""
        weeks = {self._week(c).number for c in found}
        first, last = min(weeks), max(weeks)
        mine: dict[int, _Class] = {}
        for entry in loose:
            week = self._week(entry).number
            if entry.kind is found[0].kind and first <= week <= last and week not in weeks:
                mine.setdefault(week, entry)
        return mine, [c for c in loose if c not in mine.values()]

    def _week(self, entry: _Class) -> CourseWeek:
        week = self.term.week_on(entry.wall.date())
        assert week is not None
        return week

    def _series(self, found: list[_Class], moved: dict[int, _Class]) -> Row:
        """Return the row of a weekly session; its weeks without a class are cancelled in it."""
        held = {self._week(c).number: c for c in reversed(found)}
        numbers = set(held) | set(moved)
        first, last = min(numbers), max(numbers)
        title = _common_title(found)
        link, passcode = _usual_room([*found, *moved.values()])
        kind, weekday, starts, minutes = found[0].slot
        meeting = Meeting(
            new_id(), new_uid(), self.course.id, kind, weekday, starts, minutes,
            self.course.zone, first, 0 if last == len(self.term.weeks) else last, None, title,
            link, passcode,
        )  # fmt: skip
        changes = [Change(None, meeting)]
        for week in self.term.weeks[first - 1 : last]:
            changes += self._one_of(meeting, week, held.get(week.number), moved.get(week.number))
        count = len(held) + len(moved)
        self.dropped += len(_days(found)) - len(held)
        at = instant(min(c.wall for c in found), self.course.zone)
        return Row(
            f"series:{found[0].item.key}", RowState.NEW, kind, self.course.id,
            title or found[0].item.title, at, minutes, record_id=meeting.id, times=count,
            is_guess=found[0].item.minutes is None, changes=tuple(changes),
        )  # fmt: skip

    def _one_of(
        self, meeting: Meeting, week: CourseWeek, held: _Class | None, moved: _Class | None
    ) -> list[Change]:
        day = week.day(meeting.weekday)
        if any(entry.covers(day) for entry in self.breaks):
            return []
        key = occurrence_key(meeting.id, day)
        entry = held or moved
        if entry is None:
            return [Change(None, Override(key, is_cancelled=True))]
        override = self._override(meeting, key, entry, is_moved=held is None)
        changes = [self._link(key, entry)]
        return changes if override == Override(key) else [Change(None, override), *changes]

    def _override(self, meeting: Meeting, key: str, entry: _Class, *, is_moved: bool) -> Override:
        title = _own_title(entry.item.title)
        room = entry.item.link
        return Override(
            key,
            starts=entry.wall if is_moved else None,
            minutes=None if entry.minutes == meeting.minutes else entry.minutes,
            title="" if title == meeting.title else title,
            link=room if room and room != meeting.link else "",
            passcode=entry.item.passcode if room and room != meeting.link else "",
        )

    def _link(self, key: str, entry: _Class) -> Change:
        before = self.context.schedule.get(FeedItem, entry.item.key)
        return Change(before, _said(self.context, self.course, entry, key))

    def _is_moved(self, occurrence: Occurrence, entry: _Class) -> bool:
        week = self._week(entry).number
        return (
            occurrence.week == week
            and occurrence.kind is entry.kind
            and (not occurrence.is_cancelled and occurrence.number is not None)
        )

    def _moved(self, occurrence: Occurrence, entry: _Class) -> Row:
        """Return the row of a class that is there, at another time in its week."""
        before = self.context.schedule.get(Override, occurrence.key)
        after = (before or Override(occurrence.key))._replace(starts=entry.wall)
        at = instant(entry.wall, self.course.zone)
        return Row(
            entry.item.key, RowState.CHANGED, entry.kind, self.course.id, entry.item.title, at,
            occurrence.minutes, record_id=occurrence.key,
            fields=(FieldChange("start", occurrence.starts_at, at),),
            changes=(Change(before, after), self._link(occurrence.key, entry)),
        )  # fmt: skip

    def _extra(self, entry: _Class) -> Row:
        item, day = entry.item, entry.wall.date()
        meeting = Meeting(
            new_id(), new_uid(), self.course.id, entry.kind, day.weekday(), entry.wall.time(),
            entry.minutes, self.course.zone, once_on=day, title=_own_title(item.title),
            link=item.link, passcode=item.passcode,
        )  # fmt: skip
        key = occurrence_key(meeting.id, day)
        return Row(
            item.key, RowState.NEW, entry.kind, self.course.id, item.title,
            instant(entry.wall, self.course.zone), entry.minutes, item.minutes is None, key,
            changes=(Change(None, meeting), self._link(key, entry)),
        )  # fmt: skip


def _days(found: Iterable[_Class]) -> set[date]:
    return {entry.wall.date() for entry in found}


def _common_title(found: Sequence[_Class]) -> str:
    """Return the title of a series: what all its classes are called, where that says something."""
    titles = {folded(entry.item.title) for entry in found}
    return _own_title(found[0].item.title) if len(titles) == 1 else ""


def _usual_room(found: Sequence[_Class]) -> tuple[str, str]:
    rooms = [(c.item.link, c.item.passcode) for c in found if c.item.link]
    return max(rooms, key=rooms.count) if rooms else ("", "")
