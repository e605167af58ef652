"""Where an evening class of one zone falls in the student's day, in most weeks of the year."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from enum import Enum
from typing import NamedTuple

from companion.models.zones import minutes_ahead

CLASS_STARTS, CLASS_MINUTES = 18 * 60, 210  # where most evening classes lie: 18:00 to 21:30
_YEAR = 365


class DayPart(Enum):
    """The part of the student's day in which evening classes begin."""

    EVENING = "evening"
    MIDNIGHT = "midnight"
    NIGHT = "night"
    EARLY = "early"
    MORNING = "morning"
    AFTERNOON = "afternoon"


class EveningClasses(NamedTuple):
    """Minutes that the student is ahead of the course in most weeks, the minute of her day at
    which evening classes begin, and in which part of the day that is."""

    minutes_ahead: int
    starts: int
    part: DayPart


def evening_classes(home: str, course_zone: str, now: datetime) -> EveningClasses:
    """Return where evening classes of a zone fall at home, over the year from an aware instant."""
    days = (now + timedelta(days=n) for n in range(0, _YEAR, 5))
    seen = Counter(minutes_ahead(day, home, course_zone) for day in days)
    ahead = max(seen, key=lambda minutes: seen[minutes])
    starts = (CLASS_STARTS + ahead) % (24 * 60)
    return EveningClasses(ahead, starts, _part(starts))


_PARTS = (
    (2 * 60, DayPart.MIDNIGHT),
    (5 * 60, DayPart.NIGHT),
    (8 * 60, DayPart.EARLY),
    (12 * 60, DayPart.MORNING),
    (17 * 60, DayPart.AFTERNOON),
    (21 * 60 + 30, DayPart.EVENING),
    (24 * 60, DayPart.MIDNIGHT),
)


def _part(minute: int) -> DayPart:
    return next(part for end, part in _PARTS if minute < end)
