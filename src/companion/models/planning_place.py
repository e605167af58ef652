"""Where work may be planned from now on, when no week is shown to look at."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from companion.models.quiet_hours import QuietHours
from companion.models.schedule import Schedule
from companion.models.week_grid import COLUMNS, Week, week_grid, week_start
from companion.models.week_planning import Hindrance, hindrance, next_free, rules_for
from companion.models.working_hours import WorkingHours

_WEEKS = 5  # four ahead; the one before may hold the night that it still is


class Hours(NamedTuple):
    """Where the student is, when nothing is planned by itself, when she works, and how fast she
    plays recordings."""

    zone: ZoneInfo
    quiet: QuietHours
    working: WorkingHours
    speed: float = 1.0


def first_place(
    schedule: Schedule, now: datetime, hours: Hours, minutes: int, due_at: datetime | None
) -> datetime | None:
    """Return the instant of the first free time for so many minutes in this week and the next
    three, before due_at where that is still to come; None without one."""
    first = week_start(now.astimezone(hours.zone).date()) - timedelta(days=COLUMNS)
    for n in range(_WEEKS):
        week = _week(schedule, first + timedelta(days=n * COLUMNS), now, hours)
        place = next_free(week, rules_for(week, now, due_at), minutes, hours.quiet)
        if place is not None:
            return week.at(*place)
    return None


def hindrance_at(
    schedule: Schedule,
    now: datetime,
    hours: Hours,
    starts_at: datetime,
    minutes: int,
    due_at: datetime | None,
) -> Hindrance | None:
    """Return what stands in the way of work at an instant, or None."""
    day = week_start(starts_at.astimezone(hours.zone).date())
    week = _week(schedule, day, now, hours)
    return hindrance(
        rules_for(week, now, due_at), starts_at, starts_at + timedelta(minutes=minutes)
    )


def _week(schedule: Schedule, first: date, now: datetime, hours: Hours) -> Week:
    zone, speed, working = hours.zone, hours.speed, hours.working
    return week_grid(schedule, first, now, zone, items=(), speed=speed, working=working)
