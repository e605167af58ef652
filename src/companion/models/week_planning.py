"""Planning a week: what is not planned yet, where it may be placed and why not, where it fits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from companion.models import agenda, learned
from companion.models.activity import ActivityKind, PlannedBlock
from companion.models.agenda import ChecklistItem
from companion.models.checklist import due_day
from companion.models.course import Course
from companion.models.gaps import blocked_span, free_spans, is_in_the_way, taken_spans
from companion.models.quiet_hours import USUAL, QuietHours
from companion.models.schedule import Schedule
from companion.models.waiting import due_between, undated
from companion.models.walltime import WallFault, instant, wall_clock, wall_fault
from companion.models.watching import watch_slot_of
from companion.models.week_block import Block, BlockKind
from companion.models.week_grid import COLUMNS, Week, waits
from companion.models.week_window import midnight

UNKNOWN_MINUTES, LEAST_MINUTES = 30, 5
STEP = 15
_ONE_DAY, _MINUTE = timedelta(days=1), timedelta(minutes=1)


# What is not planned yet


class Card(NamedTuple):
    """One piece of work to plan, with its course and how many minutes it takes."""

    item: ChecklistItem
    course: Course | None
    minutes: int
    is_late: bool

    @property
    def is_learned(self) -> bool:
        """Tell whether the minutes are not those of the estimate: such work takes her longer, or
        less long."""
        said = self.item.minutes
        return bool(said) and self.minutes != max(LEAST_MINUTES, said or 0)


class CardKind(Enum):
    """What a group of cards holds: work of the week, of the next one, or without a date."""

    WEEK = "week"
    NEXT = "next"
    NO_DATE = "no_date"


class CardGroup(NamedTuple):
    """Cards under one head: a course of the week, or a kind of its own."""

    kind: CardKind
    course: Course | None
    cards: tuple[Card, ...]


class ToPlan(NamedTuple):
    """What can be planned. number and minutes are those of the cards of the week itself."""

    groups: tuple[CardGroup, ...]
    number: int
    minutes: int

    def card(self, item_id: str) -> Card | None:
        """Return the card of an item, or None."""
        cards = (card for group in self.groups for card in group.cards)
        return next((card for card in cards if card.item.id == item_id), None)


NOTHING = ToPlan((), 0, 0)


def waiting_around(schedule: Schedule, first: date, speed: float = 1.0) -> list[ChecklistItem]:
    """Return what waits for the week from `first` and for the one after: late, due by then, or
    without a date and of those weeks or of none. speed is how fast the student plays recordings."""
    last = first + (2 * COLUMNS - 1) * _ONE_DAY
    end = datetime.combine(last + 2 * _ONE_DAY, time(), UTC)  # due on that day in any zone
    return [*due_between(schedule, None, end, speed), *undated(schedule, first, last, speed)]


def to_plan(
    schedule: Schedule,
    items: Iterable[ChecklistItem],
    first: date,
    now: datetime,
    zone: ZoneInfo,
    *,
    by_course: bool = True,
) -> ToPlan:
    """Return the work that waits and is not planned from now on, for the week from `first`: what
    is late and what is promised for its days, by course, late first; then that of the week after,
    and what has no date. Nothing for a week that is over."""
    last = first + (COLUMNS - 1) * _ONE_DAY
    if last < now.astimezone(zone).date():
        return NOTHING
    items = list(items)
    planned = planned_ids(schedule, items, now, zone)
    courses = schedule.table(Course)
    found: dict[CardKind, list[Card]] = {kind: [] for kind in CardKind}
    for item in items:
        if item.id in planned or item.is_optional or not waits(item):
            continue
        kind = _card_kind(schedule, item, first, last, now, zone)
        if kind is not None:
            course = courses.get(item.course_id or "")
            found[kind].append(Card(item, course, minutes_of(item, schedule), item.is_late(now)))
    week = sorted(found[CardKind.WEEK], key=lambda card: not card.is_late)
    groups = list(_by_course(schedule, week)) if by_course else [_group(CardKind.WEEK, week)]
    groups += [_group(kind, found[kind]) for kind in (CardKind.NEXT, CardKind.NO_DATE)]
    shown = tuple(group for group in groups if group.cards)
    return ToPlan(shown, len(week), sum(card.minutes for card in week))


def planned_ids(
    schedule: Schedule, items: Iterable[ChecklistItem], now: datetime, zone: ZoneInfo
) -> set[str]:
    """Return the ids of the items that have time which is not over yet, planned or by the weekly
    habit of watching recordings. zone is the student's."""
    blocks = schedule.table(PlannedBlock).values()
    found = {b.activity_id for b in blocks if b.at + b.minutes * _MINUTE > now}
    for item in items:
        if item.kind is ActivityKind.RECORDING and item.id not in found:
            occurrence = schedule.occurrence(item.id)
            slot = watch_slot_of(schedule, occurrence, zone) if occurrence else None
            found |= {item.id} if slot is not None and slot.ends_at > now else set()
    return found


def minutes_of(item: ChecklistItem, schedule: Schedule) -> int:
    """Return how many minutes to plan for an item: what such work takes this student."""
    return max(LEAST_MINUTES, learned.expected_minutes(schedule, item) or UNKNOWN_MINUTES)


def _card_kind(
    schedule: Schedule, item: ChecklistItem, first: date, last: date, now: datetime, zone: ZoneInfo
) -> CardKind | None:
    if item.is_late(now):
        return CardKind.WEEK
    day = due_day(item, zone)
    if day is None:
        return _undated_kind(schedule, item, first)
    if first <= day <= last:
        return CardKind.WEEK
    return CardKind.NEXT if last < day <= last + COLUMNS * _ONE_DAY else None


def _undated_kind(schedule: Schedule, item: ChecklistItem, first: date) -> CardKind | None:
    """Work without a date belongs to its course week, else to any."""
    course = schedule.get(Course, item.course_id or "")
    week = item.week if course else None
    if course is None or week is None:
        return CardKind.NO_DATE
    weeks = {w.number: w for w in schedule.term(course).weeks}
    if week not in weeks:
        return CardKind.NO_DATE
    for kind, day in ((CardKind.WEEK, first), (CardKind.NEXT, first + COLUMNS * _ONE_DAY)):
        if day <= weeks[week].starts_on < day + COLUMNS * _ONE_DAY:
            return kind
    return None


def _by_course(schedule: Schedule, cards: Sequence[Card]) -> Iterator[CardGroup]:
    found: dict[str | None, list[Card]] = {}
    for card in cards:
        found.setdefault(card.course.id if card.course else None, []).append(card)
    for course in (*schedule.courses, None):
        mine = found.get(course.id if course else None, ())
        yield CardGroup(CardKind.WEEK, course, tuple(mine))


def _group(kind: CardKind, cards: Sequence[Card]) -> CardGroup:
    return CardGroup(kind, None, tuple(cards))


# Where it may be placed


class Reason(Enum):
    """Why something cannot be placed somewhere."""

    OVER = "over"
    CLASS = "class"
    NEAR_CLASS = "near_class"
    BUSY = "busy"
    DUE = "due"
    SKIPPED = "skipped"
    TWICE = "twice"


class Hindrance(NamedTuple):
    """Why something cannot be placed, and the block that stands in its way where one does."""

    reason: Reason
    block: Block | None = None


class Rules(NamedTuple):
    """What planned work must keep to: not before `now`, done by due_at where that is still to
    come, no class within the margin, no busy time. Instants are UTC."""

    now: datetime
    due_at: datetime | None
    in_the_way: tuple[Block, ...]


def rules_for(week: Week, now: datetime, due_at: datetime | None) -> Rules:
    """Return the rules for work that is due at an instant, or never, in a week."""
    blocks = tuple(block for block in week.near if is_in_the_way(block))
    return Rules(now, due_at if due_at is not None and due_at > now else None, blocks)


def hindrance(rules: Rules, starts_at: datetime, ends_at: datetime) -> Hindrance | None:
    """Return why work cannot be planned from one instant to another, or None."""
    if starts_at < rules.now.replace(second=0, microsecond=0):
        return Hindrance(Reason.OVER)
    for block in rules.in_the_way:
        start, end = blocked_span(block)
        if start < ends_at and end > starts_at:
            return Hindrance(_reason(block, starts_at, ends_at), block)
    if rules.due_at is not None and ends_at > rules.due_at:
        return Hindrance(Reason.DUE)
    return None


def _reason(block: Block, starts_at: datetime, ends_at: datetime) -> Reason:
    if block.kind is not BlockKind.LIVE:
        return Reason.BUSY
    overlaps = block.starts_at < ends_at and block.ends_at > starts_at
    return Reason.CLASS if overlaps else Reason.NEAR_CLASS


def clock_hindrance(week: Week, column: int, minute: int) -> Hindrance | None:
    """Return why a minute of a column is no time to begin: a clock change skips or doubles it,
    here or where the student is."""
    fault = wall_fault(week.wall(column, minute), week.zone.key)
    if fault is None:
        at = week.at(column, minute)
        fault = wall_fault(wall_clock(at, week.home.key), week.home.key)
    if fault is None:
        return None
    return Hindrance(Reason.SKIPPED if fault is WallFault.MISSING else Reason.TWICE)


def overlapped_class(week: Week, starts_at: datetime, ends_at: datetime) -> Block | None:
    """Return the first live class that takes place between two instants, or None."""
    for block in week.near:
        is_held = block.kind is BlockKind.LIVE and not block.is_cancelled
        if is_held and block.starts_at < ends_at and block.ends_at > starts_at:
            return block
    return None


# Where it fits


def next_free(
    week: Week, rules: Rules, minutes: int, quiet: QuietHours = USUAL
) -> tuple[int, int] | None:
    """Return column and minute of the first place in a week for so many minutes, on a quarter of
    an hour: allowed, free of everything else, and not in the quiet hours. None without one."""
    taken = [(b.starts_at, b.ends_at) for b in week.near if _takes_time(b)]
    taken += quiet.between(week.starts_at, week.ends_at, week.home.key)
    length = minutes * _MINUTE
    first = -(-week.window.fold // STEP) * STEP
    for column in range(COLUMNS):
        for minute in range(first, week.window.ends - minutes + 1, STEP):
            at = week.at(column, minute)
            end = at + length
            if at < rules.now or any(start < end and stop > at for start, stop in taken):
                continue
            if hindrance(rules, at, end) is None and not clock_hindrance(week, column, minute):
                return column, minute
    return None


def _takes_time(block: Block) -> bool:
    return not (block.is_cancelled or block.is_outlined or block.is_done)


def free_minutes(week: Week, now: datetime, until: date, quiet: QuietHours = USUAL) -> int:
    """Return the minutes free from now to the beginning of a date: without the quiet hours, what
    is in the way, and what is planned."""
    at, end = max(now, week.starts_at), instant(midnight(until), week.zone.key)
    taken = [*taken_spans(week.near), *quiet.between(at, end, week.home.key)]
    total = sum((stop - start for start, stop in free_spans(taken, at, end)), timedelta())
    return int(total / _MINUTE)


def planned_for(schedule: Schedule, item_id: str) -> PlannedBlock | None:
    """Return the last block planned for an item, or None."""
    found = agenda.planned_blocks(schedule, item_id)
    return found[-1] if found else None
