"""The hours of a week in which the student works: for each weekday some spans of local time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from companion.models.walltime import instant

WORKING_SETTING = "working_hours"
MOST_SPANS = 4  # a day
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY = timedelta(days=1)
_DAY_MINUTES, _WEEK_MINUTES = 24 * 60, 7 * 24 * 60


class WorkSpan(NamedTuple):
    """From one local time of day to another; one that ends no later than it starts ends on the
    next day."""

    starts: time
    ends: time

    @property
    def minutes(self) -> int:
        """Its length on the clock, 1 to 1440."""
        return (_minute(self.ends) - _minute(self.starts) - 1) % _DAY_MINUTES + 1

    def write(self) -> str:
        """Write it to be stored: "09:00-12:00"."""
        return f"{self.starts:%H:%M}-{self.ends:%H:%M}"


class WorkingHours(NamedTuple):
    """The spans of each weekday in order of time, Monday first; a span over midnight belongs to
    the day on which it begins."""

    days: tuple[tuple[WorkSpan, ...], ...] = ((),) * 7

    @property
    def is_none(self) -> bool:
        """True when nothing is told of any day."""
        return not any(self.days)

    def write(self) -> str:
        """Write them to be stored: "mon 09:00-12:00 13:30-17:00; tue …"."""
        told = zip(_DAYS, self.days, strict=True)
        return "; ".join(" ".join([name, *(s.write() for s in spans)]) for name, spans in told)

    def with_day(self, weekday: int, spans: tuple[WorkSpan, ...]) -> WorkingHours:
        """Return the week with other spans on one weekday, 0 is Monday."""
        days = list(self.days)
        days[weekday] = tuple(sorted(spans))
        return WorkingHours(tuple(days))

    def between(
        self, start: datetime, end: datetime, zone: str
    ) -> Iterator[tuple[datetime, datetime]]:
        """Yield the working spans that overlap [start, end) as UTC instants, in order.

        They count on the clock of a zone: 09:00 stays 09:00 when the clocks change. A wall time
        that a change skips or doubles follows RFC 5545 (3.3.5).
        """
        if self.is_none:
            return
        day, last = (start - 2 * _DAY).date(), (end + _DAY).date()
        while day <= last:
            for span in self.days[day.weekday()]:
                begins, ends = _instants(span, day, zone)
                if begins < end and ends > start and begins < ends:
                    yield begins, ends
            day += _DAY


NONE = WorkingHours()


def _instants(span: WorkSpan, day: date, zone: str) -> tuple[datetime, datetime]:
    last = day if span.ends > span.starts else day + _DAY
    begins = instant(datetime.combine(day, span.starts), zone)
    return begins, instant(datetime.combine(last, span.ends), zone)


def _minute(at: time) -> int:
    return at.hour * 60 + at.minute


def first_overlap(hours: WorkingHours) -> int | None:
    """Return the weekday (0 is Monday) of the first span that begins before the one before it
    has ended, or None."""
    found = sorted(
        (weekday * _DAY_MINUTES + _minute(span.starts), span.minutes, weekday)
        for weekday, spans in enumerate(hours.days)
        for span in spans
    )
    for (starts, minutes, _), (following, _, weekday) in zip(
        found, [*found[1:], *((at + _WEEK_MINUTES, n, day) for at, n, day in found[:1])],
        strict=True,
    ):  # fmt: skip
        if starts + minutes > following:
            return weekday
    return None


def read_working_hours(stored: str) -> WorkingHours:
    """Read what `write` wrote; what is no such thing counts as no working hours."""
    days: list[tuple[WorkSpan, ...]] = [()] * 7
    try:
        for part in filter(None, stored.split(";")):
            name, *spans = part.split()
            days[_DAYS.index(name)] = tuple(_read_span(text) for text in spans)
    except ValueError:
        return NONE
    return WorkingHours(tuple(days))


def _read_span(stored: str) -> WorkSpan:
    first, _, last = stored.partition("-")
    return WorkSpan(time.fromisoformat(first), time.fromisoformat(last))
