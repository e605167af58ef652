"""Days off of a course, and entries of the student's own calendar, as rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from companion.models.appointment import Appointment
from companion.models.appointment_check import check_appointment
from companion.models.course import Break, Course
from companion.models.draft import MAX_NAME
from companion.models.feed import FeedItem
from companion.models.ids import new_id, new_uid
from companion.models.proposal import FieldChange, Row, RowKind, RowState
from companion.models.propose_work import Context, Part, link_changes
from companion.models.schedule import Change
from companion.models.source import SourceItem
from companion.models.source_courses import wall_in
from companion.models.walltime import instant

_WEEK = timedelta(days=7)
_FIELDS = ("title", "starts", "minutes", "until", "skipped", "link")


def propose_days_off(
    context: Context, course: Course, items: Sequence[SourceItem], *, is_new: bool
) -> tuple[Part, tuple[Break, ...]]:
    """Return the rows for days off, and the breaks among them that are ticked.

    In a course that is there, days that are past or cover a whole week would renumber classes:
    they are left unticked.
    """
    have = context.schedule.of_course(Break, course.id)
    rows: list[Row] = []
    new: list[Break] = []
    same = 0
    for item in items:
        if item.wall is None:
            continue
        first = item.wall.date()
        last = max(first, item.until or first)
        if any(b.starts_on <= first and last <= b.ends_on for b in [*have, *new]):
            same += 1
            continue
        entry = Break(new_id(), course.id, first, last, item.title[:MAX_NAME])
        at = instant(datetime.combine(first, time()), course.zone)
        note = "" if is_new else _risk(context, first, last)
        if not note:
            new.append(entry)
        key = f"{item.key}@{course.id}"[:200]
        link = FeedItem(key, context.feed.id, entry.id, item.title, "off", item.wall)
        before = context.schedule.get(FeedItem, key)
        rows.append(
            Row(
                key,
                RowState.NEW,
                RowKind.DAYS_OFF,
                course.id,
                item.title,
                at,
                record_id=entry.id,
                note=note,
                is_ticked=not note,
                times=(last - first).days + 1,
                changes=(Change(None, entry), *link_changes(before, link)),
            )
        )
    return Part(tuple(rows), same), tuple(new)


def _risk(context: Context, first: date, last: date) -> str:
    if first <= context.now.date():
        return "past_days"
    days = {first + timedelta(days=n) for n in range(min((last - first).days, 119) + 1)}
    mondays = {day - timedelta(days=day.weekday()) for day in days}
    whole = any({monday + timedelta(days=n) for n in range(5)} <= days for monday in mondays)
    return "moves_weeks" if whole else ""


def propose_own(context: Context, items: Sequence[SourceItem]) -> Part:
    """Return the rows for entries that go to the student's own calendar: one for each single
    entry and for each weekday of one that comes back."""
    rows: list[Row] = []
    links: list[FeedItem] = []
    same = 0
    for key, found in _grouped(context, items).items():
        for made, said in _appointments(context, key, found):
            row = _compared(context, made, said)
            if row is None:
                same += 1
                links.append(said)
            else:
                rows.append(row)
    return Part(tuple(rows), same, tuple(links))


def _grouped(
    context: Context, items: Sequence[SourceItem]
) -> dict[str, list[tuple[datetime, str, SourceItem]]]:
    groups: dict[str, list[tuple[datetime, str, SourceItem]]] = {}
    for item in items:
        zone = item.zone if item.zone not in ("", "UTC") else context.zone
        wall = wall_in(item, zone)
        if wall is None:
            continue
        slot = f"{item.series}/{wall.weekday()}{wall:%H%M}/{item.minutes}"
        key = f"own:{slot}"[:200] if item.series else f"own:{item.key}"[:200]
        groups.setdefault(key, []).append((wall, zone, item))
    return groups


def _appointments(
    context: Context, key: str, found: list[tuple[datetime, str, SourceItem]]
) -> list[tuple[Appointment, FeedItem]]:
    """Make one that comes back each week, or single ones where the days are further apart."""
    found.sort(key=lambda entry: entry[0])
    wall, zone, item = found[0]
    days = [entry[0].date() for entry in found]
    every = [days[0] + n * _WEEK for n in range((days[-1] - days[0]) // _WEEK + 1)]
    if len(found) > 2 * 4 and len(every) > 2 * len(days):
        return [_one(context, f"{key[:180]}/{w.date()}", w, zone, i, None, ()) for w, _, i in found]
    until = days[-1] if len(days) > 1 else None
    skipped = tuple(day for day in every if day not in set(days))
    return [_one(context, key, wall, zone, item, until, skipped)]


def _one(
    context: Context, key: str, wall: datetime, zone: str, item: SourceItem,
    until: date | None, skipped: tuple[date, ...],
) -> tuple[Appointment, FeedItem]:  # fmt: skip
    minutes = min(item.minutes or 60, 24 * 60)
    made = Appointment(
        new_id(), new_uid(), item.title[:MAX_NAME], wall, zone, max(1, minutes), until, skipped,
        None, "", item.link,
    )  # fmt: skip
    dates = " ".join(day.isoformat() for day in (*([until] if until else []), *skipped))
    said = FeedItem(
        key, context.feed.id, made.id, made.title, "own", wall, zone, made.minutes,
        link=item.link, dates=dates,
    )  # fmt: skip
    return made, said


def _values(said: FeedItem) -> dict[str, object]:
    days = [date.fromisoformat(text) for text in said.dates.split()]
    return {
        "title": said.title, "starts": said.wall, "minutes": said.minutes, "link": said.link,
        "until": days[0] if days else None, "skipped": tuple(days[1:]),
    }  # fmt: skip


def _compared(context: Context, made: Appointment, said: FeedItem) -> Row | None:
    before = context.schedule.get(FeedItem, said.id)
    mine = context.schedule.get(Appointment, before.record_id) if before else None
    at = instant(made.starts, made.zone)
    row = Row(
        said.id, RowState.NEW, RowKind.APPOINTMENT, None, made.title, at, made.minutes,
        record_id=made.id, times=sum(1 for _ in made.days()),
    )  # fmt: skip
    if before is None or mine is None:
        note = "deleted_before" if before else _fault(made)
        return row._replace(
            note=note, is_ticked=not note, changes=(Change(None, made), *link_changes(before, said))
        )
    was, now = _values(before), _values(said)
    taken = [f for f in _FIELDS if now[f] != was[f] and was[f] == getattr(mine, f)]
    taken = [f for f in taken if now[f] != getattr(mine, f)]
    if not taken:
        return None
    after = mine._replace(**{f: now[f] for f in taken})  # type: ignore[arg-type]  # by name
    changed = tuple(FieldChange(f, _plain(mine, f), _plain(after, f)) for f in taken)
    return row._replace(
        state=RowState.CHANGED, record_id=mine.id, title=after.title, fields=changed,
        changes=(Change(mine, after), Change(before, said._replace(record_id=mine.id))),
    )  # fmt: skip


def _fault(made: Appointment) -> str:
    return "cannot_be_kept" if check_appointment(made) else ""


def _plain(appointment: Appointment, field: str) -> str | int | datetime | None:
    if field == "starts":
        return instant(appointment.starts, appointment.zone)
    value = getattr(appointment, field)
    if field == "skipped":
        return " ".join(day.isoformat() for day in value)
    return value.isoformat() if isinstance(value, date) else value
