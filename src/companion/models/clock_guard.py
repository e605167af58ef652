"""Clock changes that move classes for the student: which, by how much, why, and until when.

The distance between two clocks changes when one of the two zones changes them. A distance that
holds for some weeks only and is the same before and after is passing (Europe and the United States
in March and October); any other change is lasting (India, when the United States change).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import NamedTuple
from zoneinfo import ZoneInfo

from companion.models.clock_change import ShiftReason, shift_reason
from companion.models.course import Course
from companion.models.meeting import MeetingKind
from companion.models.occurrence import Occurrence
from companion.models.schedule import Schedule
from companion.models.walltime import wall_clock
from companion.models.zones import SHORT_RUN, Difference, difference_at, minutes_ahead

AHEAD = timedelta(days=7)  # told from so long before the first class that moves
_MINUTE = timedelta(minutes=1)


class AffectedClass(NamedTuple):
    """A class that a clock change moves; former is the naive wall time in the student's zone at
    which it would begin otherwise."""

    occurrence: Occurrence
    former: datetime


class ClockShift(NamedTuple):
    """One change of the distance between the student's clock and that of courses.

    id names this change for good. minutes: negative is earlier for the student. changed_at and
    ends_at are the UTC instants between which the distance holds; ends_at is None when that is
    not a matter of weeks, and agrees_again tells whether all is as before from then on. It is
    told in [shows_from, shows_until). affected holds the classes in order of start, neither
    moved nor cancelled ones; is_for_all is False when other courses meet meanwhile as usual.
    """

    id: str
    minutes: int
    changed_at: datetime
    ends_at: datetime | None
    agrees_again: bool
    shows_from: datetime
    shows_until: datetime
    reason: ShiftReason
    affected: tuple[AffectedClass, ...]
    is_for_all: bool

    @property
    def keys(self) -> frozenset[str]:
        """The occurrence keys of the classes."""
        return frozenset(entry.occurrence.key for entry in self.affected)

    @property
    def first_at(self) -> datetime:
        """The instant (UTC) at which the first of the classes begins."""
        return self.affected[0].occurrence.starts_at

    @property
    def last_at(self) -> datetime:
        """The instant (UTC) at which the last of the classes begins."""
        return self.affected[-1].occurrence.starts_at

    def shows_at(self, now: datetime) -> bool:
        """Tell whether the student is to be told at an aware instant."""
        return self.shows_from <= now < self.shows_until


def shift_told_at(
    schedule: Schedule, zone: ZoneInfo, now: datetime, dismissed: Iterable[str] = ()
) -> ClockShift | None:
    """Return the clock change to tell a student in a zone at an aware instant: the first that
    was not dismissed; None when there is none.

    A passing change is told from seven days before its first class until the clocks agree again,
    a lasting one until each series has met for a week at its new time.
    """
    put_away = frozenset(dismissed)
    told = (s for s in clock_shifts(schedule, zone, now) if s.shows_at(now))
    return next((shift for shift in told if shift.id not in put_away), None)


def clock_shifts(
    schedule: Schedule, zone: ZoneInfo, around: datetime | None = None
) -> list[ClockShift]:
    """Return every clock change that moves classes for a student in a zone, in order of the first
    class; with an aware instant, only those that may be told around it."""
    middle = around
    if around is not None:
        middle = around.astimezone(UTC).replace(hour=12, minute=0, second=0, microsecond=0)
    made_of = (schedule.table(Course), schedule.all_occurrences())
    return [
        *schedule.recall(
            ("clock shifts", zone.key, middle),
            made_of,
            lambda: _find_shifts(schedule, zone.key, middle),
        )
    ]


def _find_shifts(schedule: Schedule, home: str, around: datetime | None) -> list[ClockShift]:
    """Find the clock changes that move classes; `around` may be half a day off."""
    found: dict[tuple[datetime, int, bool], ClockShift] = {}
    for course in schedule.current_courses:
        for series in _series(schedule, course, home):
            if around is None or _is_near(series, around):
                for shift in _shifts_of(series, home):
                    name = (shift.changed_at, shift.minutes, shift.agrees_again)
                    found[name] = _joined(found[name], shift) if name in found else shift
    shifts = sorted(found.values(), key=lambda shift: shift.first_at)
    return [_with_scope(shift, schedule) for shift in shifts]


def _series(schedule: Schedule, course: Course, home: str) -> list[list[Occurrence]]:
    """Return the weekly series that keep one wall time in another zone, also when one was split
    for a new link. Extra meetings have no usual time, and study groups are the student's own."""
    found: dict[tuple[object, ...], list[Occurrence]] = {}
    for o in schedule.occurrences(course):
        meeting = o.meeting
        is_own = meeting.kind is MeetingKind.STUDY_GROUP
        if meeting.zone != home and meeting.once_on is None and not is_own:
            slot = (meeting.kind, meeting.weekday, meeting.starts, meeting.zone)
            found.setdefault(slot, []).append(o)
    return [sorted(series, key=lambda o: o.planned_at) for series in found.values()]


def _is_near(series: list[Occurrence], around: datetime) -> bool:
    reach = SHORT_RUN + 2 * AHEAD
    return any(abs(o.planned_at - around) <= reach for o in series)


def _shifts_of(series: list[Occurrence], home: str) -> list[ClockShift]:
    there = series[0].meeting.zone
    runs = [
        list(run)
        for _, run in groupby(series, key=lambda o: minutes_ahead(o.planned_at, home, there))
    ]
    if len(runs) == 1:
        return []
    found = []
    before: Occurrence | None = None  # the last class before, at a distance that lasts
    for run in runs:
        difference = difference_at(run[0].planned_at, home, there)
        shift = (
            _passing(run, difference, home)
            if difference.is_passing
            else _lasting(run, difference, before, home, is_last=run is runs[-1])
        )
        if not difference.is_passing:
            before = run[-1]
        if shift is not None:
            found.append(shift)
    return found


def _passing(run: list[Occurrence], difference: Difference, home: str) -> ClockShift | None:
    began, ends = difference.began_at, difference.ends_at
    assert began is not None  # that is what passing means
    assert ends is not None
    minutes = difference.minutes - difference.former
    reason = shift_reason(home, run[0].meeting.zone, began - _MINUTE, began)
    affected = _affected(run, minutes, home)
    if reason is None or not affected:
        return None
    return _shift(minutes, (began, ends, True), ends, reason, affected, home)


def _lasting(
    run: list[Occurrence],
    difference: Difference,
    before: Occurrence | None,
    home: str,
    *,
    is_last: bool,
) -> ClockShift | None:
    if before is None:
        return None
    there = run[0].meeting.zone
    reason = shift_reason(home, there, before.planned_at, run[0].planned_at)
    if reason is not None and is_last and _is_to_come(reason):
        reason = reason._replace(other="", other_on=None, other_at=None)  # it moves no class
    minutes = difference.minutes - minutes_ahead(before.planned_at, home, there)
    affected = _affected(run, minutes, home)
    if reason is None or not affected:
        return None
    changed_at = reason.changed[-1].at
    ends = difference.ends_at if difference.is_short else None
    until = affected[0].occurrence.starts_at + AHEAD
    return _shift(minutes, (changed_at, ends, False), until, reason, affected, home)


def _is_to_come(reason: ShiftReason) -> bool:
    """Tell whether the other zone changes its clocks later."""
    return reason.other_at is not None and reason.other_at > reason.changed[-1].at


def _affected(run: list[Occurrence], minutes: int, home: str) -> tuple[AffectedClass, ...]:
    """Moved classes have a time of their own and cancelled ones none."""
    return tuple(
        AffectedClass(o, wall_clock(o.starts_at, home) - minutes * _MINUTE)
        for o in run
        if not o.is_moved and not o.is_cancelled
    )


def _shift(
    minutes: int,
    span: tuple[datetime, datetime | None, bool],
    until: datetime,
    reason: ShiftReason,
    affected: tuple[AffectedClass, ...],
    home: str,
) -> ClockShift:
    changed_at, ends_at, agrees = span
    name = f"{home}@{changed_at:%Y-%m-%dT%H:%M}Z{minutes:+d}"
    shows_from = affected[0].occurrence.starts_at - AHEAD
    return ClockShift(
        name, minutes, changed_at, ends_at, agrees, shows_from, until, reason, affected, True
    )


def _joined(one: ClockShift, other: ClockShift) -> ClockShift:
    """Tell what moves classes of several series once."""
    classes = sorted(
        (*one.affected, *other.affected),
        key=lambda entry: (entry.occurrence.starts_at, entry.occurrence.key),
    )
    return one._replace(
        affected=tuple(classes),
        shows_from=min(one.shows_from, other.shows_from),
        shows_until=max(one.shows_until, other.shows_until),
    )


def _with_scope(shift: ClockShift, schedule: Schedule) -> ClockShift:
    """Tell whether other courses meet as usual meanwhile."""
    moved = {entry.occurrence.course_id for entry in shift.affected}
    until = shift.ends_at or shift.last_at
    others = any(
        shift.changed_at <= o.starts_at <= until and o.course_id not in moved and not o.is_cancelled
        for o in schedule.all_occurrences()
    )
    return shift._replace(is_for_all=not others)
