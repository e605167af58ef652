"""A week as a grid: seven columns of a day each, what lies in them, and what is due."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from companion.models import agenda
from companion.models.agenda import ChecklistItem
from companion.models.course import EASTERN
from companion.models.schedule import Schedule
from companion.models.walltime import instant
from companion.models.week_block import Block, BlockKind, blocks_between
from companion.models.week_window import DAY, DayWindow, day_window, midnight
from companion.models.working_hours import NONE, WorkingHours
from companion.models.zones import minutes_ahead

_ONE_DAY, _MINUTE = timedelta(days=1), timedelta(minutes=1)
COLUMNS = 7
_COUNTED = (BlockKind.LIVE, BlockKind.RECITATION, BlockKind.STUDY_GROUP, BlockKind.PLANNED)


class Part(NamedTuple):
    """Where a block, or a piece of it, lies: its place in the week's blocks, the column, and from
    which to which minute of that column. lane of lanes is its share of the width."""

    block: int
    column: int
    top: int
    bottom: int
    lane: int = 0
    lanes: int = 1


class Day(NamedTuple):
    """One column: its date, the minutes planned in it, and what is due in it.

    mark is by how many minutes the first clock is ahead of the second at the end of this day,
    where that is another number than on most days of the week, or changes on it; else None.
    """

    date: date
    minutes: int
    due: tuple[ChecklistItem, ...]
    mark: int | None


class Week(NamedTuple):
    """The seven days from `first` on the clock of a zone, beside a second clock.

    home is where the student is. ahead is by how many minutes the first clock is ahead of the
    second on most days. near holds the blocks of the days around too, for what must not be too
    close.
    """

    first: date
    zone: ZoneInfo
    home: ZoneInfo
    there: str
    ahead: int
    window: DayWindow
    days: tuple[Day, ...]
    blocks: tuple[Block, ...]
    parts: tuple[Part, ...]
    near: tuple[Block, ...]

    @property
    def last(self) -> date:
        """The date of the last column."""
        return self.first + (COLUMNS - 1) * _ONE_DAY

    @property
    def starts_at(self) -> datetime:
        """The instant with which the first column begins, folded hours included."""
        return self.at(0, self.window.fold)

    @property
    def ends_at(self) -> datetime:
        """The instant with which the last column ends."""
        return self.at(COLUMNS - 1, self.window.ends)

    def date(self, column: int) -> date:
        """Return the date of a column."""
        return self.first + column * _ONE_DAY

    def wall(self, column: int, minute: int) -> datetime:
        """Return the naive local time at a minute of a column."""
        return self.window.wall(self.date(column), minute)

    def at(self, column: int, minute: int) -> datetime:
        """Return the instant (UTC) at a minute of a column."""
        return instant(self.wall(column, minute), self.zone.key)

    def place(self, at: datetime) -> tuple[int, int] | None:
        """Return column and minute of an instant, or None outside of the week."""
        wall = local(at, self.zone)
        day = self.window.day_of(wall)
        column = (day - self.first).days
        return (column, self.window.minute(wall, day)) if 0 <= column < COLUMNS else None


def local(at: datetime, zone: ZoneInfo) -> datetime:
    """Return the naive wall time that a zone shows at an instant."""
    return at.astimezone(zone).replace(tzinfo=None, fold=0)


# Which week


def week_start(day: date, first_weekday: int = 0) -> date:
    """Return the first day of the week of a date; first_weekday 0 is Monday."""
    return day - (day.weekday() - first_weekday) % COLUMNS * _ONE_DAY


def present_week(
    schedule: Schedule,
    now: datetime,
    zone: ZoneInfo,
    first_weekday: int = 0,
    home: ZoneInfo | None = None,
    working: WorkingHours = NONE,
) -> date:
    """Return the first day of the week in whose columns the moment lies: in the first night of a
    week that is still the one before."""
    today = now.astimezone(zone).date()
    first = week_start(today, first_weekday)
    if today != first:
        return first
    found = week_grid(schedule, first, now, zone, home, items=(), working=working)
    return first if found.place(now) else first - COLUMNS * _ONE_DAY


# The grid


def week_grid(
    schedule: Schedule,
    first: date,
    now: datetime,
    zone: ZoneInfo,
    home: ZoneInfo | None = None,
    there: str = "",
    items: Sequence[ChecklistItem] | None = None,
    speed: float = 1.0,
    working: WorkingHours = NONE,
) -> Week:
    """Lay out the seven days from `first` on the clock of a zone.

    home is where the student is, if that is another zone. `there` is the zone of the second
    clock; by default her own, else that in which most classes of the week are held. items are
    those of the checklist; speed is how fast she plays recordings, working when she works.
    """
    home = home or zone
    start = instant(midnight(first - _ONE_DAY), zone.key)
    end = instant(midnight(first + (COLUMNS + 2) * _ONE_DAY), zone.key)
    near = blocks_between(schedule, start, end, now, home, speed, working)
    walls = [_walls(block, zone) for block in near]
    last = first + COLUMNS * _ONE_DAY
    window = day_window(
        wall for block, wall in zip(near, walls, strict=True)
        if first <= wall[0].date() < last and not block.is_whole_day
    )  # fmt: skip
    parts: list[Part] = []
    blocks: list[Block] = []
    for block, (begins, ends) in zip(near, walls, strict=True):
        pieces = _pieces(len(blocks), begins, ends, first, window)
        parts += pieces
        blocks += [block] if pieces else []
    if home.key != zone.key:
        there = home.key
    there = there or _course_zone(schedule, blocks)
    items = agenda.checklist(schedule) if items is None else items
    ahead, days = _days(first, zone, there, window, blocks, parts, items)
    return Week(
        first, zone, home, there, ahead, window, days, tuple(blocks), tuple(parts), tuple(near)
    )


def _walls(block: Block, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Return the naive local times of a block. Where the clocks go back meanwhile and its end
    would not be later than its start, its length counts."""
    begins, ends = local(block.starts_at, zone), local(block.ends_at, zone)
    return begins, ends if ends > begins else begins + (block.ends_at - block.starts_at)


def _pieces(
    place: int, begins: datetime, ends: datetime, first: date, window: DayWindow
) -> list[Part]:
    """Return the parts of a block in the columns that it runs through."""
    found = []
    day = window.day_of(begins)
    while day <= window.day_of(ends - _MINUTE):
        column = (day - first).days
        if 0 <= column < COLUMNS:
            top = max(window.fold, window.minute(begins, day))
            found.append(Part(place, column, top, min(window.ends, window.minute(ends, day))))
        day += _ONE_DAY
    return found


def _course_zone(schedule: Schedule, blocks: Iterable[Block]) -> str:
    zones = Counter(b.course.zone for b in blocks if b.is_class and b.course)
    if zones:
        return max(zones, key=lambda name: zones[name])
    return next((course.zone for course in schedule.courses), EASTERN)


def _days(
    first: date,
    zone: ZoneInfo,
    there: str,
    window: DayWindow,
    blocks: Sequence[Block],
    parts: Iterable[Part],
    items: Iterable[ChecklistItem],
) -> tuple[int, tuple[Day, ...]]:
    minutes = [0] * COLUMNS
    counted: set[int] = set()
    for part in parts:
        if part.block not in counted:
            counted.add(part.block)
            minutes[part.column] += _planned_minutes(blocks[part.block])
    due: list[list[ChecklistItem]] = [[] for _ in range(COLUMNS)]
    start = instant(window.wall(first, window.fold), zone.key)
    end = instant(window.wall(first + 6 * _ONE_DAY, window.ends), zone.key)
    for item in agenda.due_between(items, start, end):
        if waits(item):
            assert item.due_at is not None
            day = window.day_of(local(item.due_at, zone))
            # an hour that comes twice may begin a column twice
            due[min(max(0, (day - first).days), COLUMNS - 1)].append(item)
    dates = [first + n * _ONE_DAY for n in range(COLUMNS)]
    noons = [minutes_ahead(_at(day, DAY // 2, zone), zone.key, there) for day in dates]
    ahead = max(noons, key=lambda size: (noons.count(size), -noons.index(size)))
    marks = [_mark(day, window, zone, there, ahead) for day in dates]
    days = zip(dates, minutes, due, marks, strict=True)
    return ahead, tuple(Day(day, size, tuple(work), mark) for day, size, work, mark in days)


def _at(day: date, minute: int, zone: ZoneInfo) -> datetime:
    return instant(midnight(day) + minute * _MINUTE, zone.key)


def _mark(day: date, window: DayWindow, zone: ZoneInfo, there: str, ahead: int) -> int | None:
    before = minutes_ahead(_at(day, window.fold, zone), zone.key, there)
    midnight = min(window.ends, DAY)  # what changes in the night is the next day's to say
    after = minutes_ahead(_at(day, midnight, zone), zone.key, there)
    return None if before == after == ahead else after


def _planned_minutes(block: Block) -> int:
    """Return what a block asks of its day: offers and what does not take place ask nothing."""
    is_counted = block.kind in _COUNTED and not block.is_cancelled and not block.is_outlined
    return block.minutes if is_counted else 0


def waits(item: ChecklistItem) -> bool:
    """Tell whether work still waits for the student."""
    activity = item.activity
    return not item.is_done and (activity is None or activity.is_waiting_for_student)


def laid_out(week: Week, least: int) -> tuple[Part, ...]:
    """Return the parts of a week side by side where they overlap; what takes a day as such lies
    beneath the others, which keep their width. `least` as in `in_lanes`."""
    beneath = [part for part in week.parts if week.blocks[part.block].is_whole_day]
    above = [part for part in week.parts if not week.blocks[part.block].is_whole_day]
    return (*in_lanes(beneath, least), *in_lanes(above, least))


def in_lanes(parts: Iterable[Part], least: int) -> tuple[Part, ...]:
    """Put parts that overlap side by side. `least` is how many minutes a part takes up at the
    least where it is drawn, however short it is."""
    found: list[Part] = []
    for column in range(COLUMNS):
        mine = sorted(
            (part for part in parts if part.column == column),
            key=lambda part: (part.top, -part.bottom, part.block),
        )
        found += _laned(mine, least)
    return tuple(found)


def _laned(parts: Sequence[Part], least: int) -> list[Part]:
    found: list[Part] = []
    group: list[Part] = []
    ends: list[int] = []
    for part in parts:
        if ends and part.top >= max(ends):
            found += [p._replace(lanes=len(ends)) for p in group]
            group, ends = [], []
        lane = next((n for n, end in enumerate(ends) if end <= part.top), len(ends))
        bottom = max(part.bottom, part.top + least)
        ends[lane : lane + 1] = [bottom]
        group.append(part._replace(lane=lane))
    return found + [p._replace(lanes=len(ends)) for p in group]
