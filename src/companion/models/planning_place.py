"""Where work may be planned from now on, when no week is shown to look at."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from companion.models.quiet_hours import QuietHours
from companion.models.schedule import Schedule
from companion.models.week_grid import COLUMNS, present_week, week_grid, week_start
from companion.models.week_planning import Hindrance, hindrance, next_free, rules_for

_WEEKS = 2


def first_place(
    schedule: Schedule,
    now: datetime,
    zone: ZoneInfo,
    minutes: int,
    due_at: datetime | None,
    quiet: QuietHours,
) -> datetime | None:
    """Return the instant of the first free time for so many minutes in this week and the next,
    before due_at where that is still to come; None without one. zone is the student's."""
    first = present_week(schedule, now, zone)
    for n in range(_WEEKS):
        day = first + timedelta(days=n * COLUMNS)
        week = week_grid(schedule, day, now, zone, items=())
        place = next_free(week, rules_for(week, now, due_at), minutes, quiet)
        if place is not None:
            return week.at(*place)
    return None


def hindrance_at(
    schedule: Schedule,
    now: datetime,
    zone: ZoneInfo,
    starts_at: datetime,
    minutes: int,
    due_at: datetime | None,
) -> Hindrance | None:
    """Return what stands in the way of work at an instant, or None."""
    day = week_start(starts_at.astimezone(zone).date())
    week = week_grid(schedule, day, now, zone, items=())
    return hindrance(
        rules_for(week, now, due_at), starts_at, starts_at + timedelta(minutes=minutes)
    )
