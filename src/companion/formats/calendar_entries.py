"""Anybody's calendar file as dated entries: repeated ones counted out, each with what it says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from companion.formats.calendar_lines import Component, Line
from companion.formats.calendar_rules import BadRule, Budget, days_of_rule, read_rule
from companion.formats.calendar_times import (
    BrokenTime,
    Moment,
    UnknownZone,
    Zones,
    moment_of,
    read_duration,
    read_moment,
)
from companion.formats.foreign_text import clean_title
from companion.models.import_limits import MAX_LIST
from companion.models.source import Skipped
from companion.models.walltime import instant, wall_clock

_MINUTES = timedelta(minutes=1)


class Entry(NamedTuple):
    """One dated entry. minutes is None where it has no length; occurrence names the day of one
    that comes back, as it was planned; texts are read from the component when needed."""

    part: Component
    uid: str
    title: str
    starts: Moment | None
    ends: Moment | None
    minutes: int | None
    occurrence: str = ""
    is_endless: bool = False

    @property
    def is_todo(self) -> bool:
        """True for a task, whose start is when it is due."""
        return self.part.name == "VTODO"

    @property
    def has_length(self) -> bool:
        """True when it takes time."""
        return bool(self.minutes)


def entries_of(calendar: Component, today: date) -> Iterator[Entry | Skipped]:
    """Yield what a calendar holds, in its order, with the reason where an entry is left out."""
    zones, budget = Zones(calendar), Budget()
    replaced: dict[str, dict[str, Component]] = {}
    masters: list[Component] = []
    for part in calendar.parts:
        if part.name not in ("VEVENT", "VTODO"):
            continue
        if part.first("RECURRENCE-ID") is None:
            masters.append(part)
            continue
        try:
            at = _stamp(read_moment(part.all("RECURRENCE-ID")[0], zones))
        except (BrokenTime, UnknownZone):
            masters.append(part)
            continue
        replaced.setdefault(part.text("UID"), {}).setdefault(at, part)
    for part in masters:
        yield from _of_master(part, zones, budget, today, replaced.pop(part.text("UID"), {}))
    for loose in replaced.values():  # their series is not in the file
        for at, part in loose.items():
            yield from _single(part, zones, at)


def _of_master(
    part: Component, zones: Zones, budget: Budget, today: date, changed: dict[str, Component]
) -> Iterator[Entry | Skipped]:
    is_repeated = part.first("RRULE") is not None or part.first("RDATE") is not None
    if not is_repeated:
        yield from _single(part, zones)
        for at, other in changed.items():
            yield from _single(other, zones, at)
        return
    try:
        yield from _repeated(part, zones, budget, today, changed)
    except BadRule as fault:
        yield _skipped(part, "odd_rule", str(fault))
    except (BrokenTime, UnknownZone) as fault:
        yield _skipped(part, _reason(fault), str(fault))


def _single(part: Component, zones: Zones, occurrence: str = "") -> Iterator[Entry | Skipped]:
    if part.text("STATUS").strip().upper() == "CANCELLED":
        yield _skipped(part, "cancelled")
        return
    try:
        starts, ends = _times(part, zones)
    except (BrokenTime, UnknownZone) as fault:
        yield _skipped(part, _reason(fault), str(fault))
        return
    yield _entry(part, starts, ends, occurrence)


def _entry(
    part: Component,
    starts: Moment | None,
    ends: Moment | None,
    occurrence: str = "",
    *,
    is_endless: bool = False,
) -> Entry:
    minutes = None
    if starts is not None and ends is not None and not starts.is_all_day:
        minutes = max(0, min(starts.minutes_to(ends), 14 * 24 * 60))
    uid = clean_title(part.text("UID"), 2000)
    title = clean_title(part.text("SUMMARY"))
    return Entry(part, uid, title, starts, ends, minutes, occurrence, is_endless)


def _times(part: Component, zones: Zones) -> tuple[Moment | None, Moment | None]:
    """Return start and end; of a task when it is due."""
    name = "DUE" if part.name == "VTODO" else "DTSTART"
    line = part.first(name) or (part.first("DTSTART") if part.name == "VTODO" else None)
    if line is None:
        if part.name == "VEVENT":
            raise BrokenTime("no start")
        return None, None
    starts = read_moment(line, zones)
    end, length = part.first("DTEND"), part.first("DURATION")
    if part.name == "VEVENT" and end is not None:
        return starts, read_moment(end, zones)
    duration = read_duration(length.value) if length is not None else None
    return starts, starts.shifted(duration) if duration is not None else None


def _repeated(
    part: Component, zones: Zones, budget: Budget, today: date, changed: dict[str, Component]
) -> Iterator[Entry | Skipped]:
    starts, ends = _times(part, zones)
    if starts is None:
        raise BrokenTime("no start")
    walls, is_endless = _walls(part, starts, zones, budget, today)
    gone = {_stamp(m) for m in _moments(part.all("EXDATE"), zones)}
    length = (ends.wall - starts.wall) if ends is not None else timedelta()
    if part.text("STATUS").strip().upper() == "CANCELLED":
        yield _skipped(part, "cancelled")
        return
    for wall in walls:
        at = starts._replace(wall=wall)
        stamp = _stamp(at)
        other = changed.pop(stamp, None)
        if other is not None:
            yield from _single(other, zones, stamp)
        elif stamp not in gone:
            end = at._replace(wall=wall + length) if ends is not None else None
            yield _entry(part, at, end, stamp, is_endless=is_endless)
    for stamp, other in changed.items():
        yield from _single(other, zones, stamp)


def _walls(
    part: Component, starts: Moment, zones: Zones, budget: Budget, today: date
) -> tuple[list[datetime], bool]:
    """Return the wall times at which an entry takes place, and whether its rule has no end."""
    found, is_endless = {starts.wall}, False
    line = part.first("RRULE")
    if line is not None:
        rule = read_rule(line.value, _until(line, starts, zones))
        is_endless = rule.is_endless
        days = days_of_rule(rule, starts.wall, today, budget)
        found = {datetime.combine(day, starts.wall.time()) for day in days} or found
    for moment in _moments(part.all("RDATE"), zones):
        found.add(_wall_like(moment, starts))
    return sorted(found), is_endless


def _until(line: Line, starts: Moment, zones: Zones) -> datetime | None:
    """Return the UNTIL of a rule as a wall time where the entry is."""
    parts = [part.partition("=")[::2] for part in line.value.upper().split(";")]
    text = next((value.strip() for name, value in parts if name.strip() == "UNTIL"), "")
    if not text:
        return None
    moment = moment_of(text, Line("UNTIL", "", text), zones)
    if moment.is_all_day:
        return moment.wall.replace(hour=23, minute=59)
    return _wall_like(moment, starts)


def _moments(lines: list[Line], zones: Zones) -> list[Moment]:
    """Return the values of EXDATE or RDATE lines; at most 100 lines, and what cannot be read is
    left out."""
    found = []
    for line in lines[:MAX_LIST]:
        for value in line.value.split(",")[:1000]:
            try:
                found.append(moment_of(value.strip().partition("/")[0], line, zones))
            except (BrokenTime, UnknownZone):
                continue
    return found


def _wall_like(moment: Moment, starts: Moment) -> datetime:
    """Return a moment as a wall time in the zone of another."""
    if moment.is_all_day:
        return datetime.combine(moment.wall.date(), starts.wall.time())
    if moment.zone and starts.zone and moment.zone != starts.zone:
        return wall_clock(instant(moment.wall, moment.zone), starts.zone)
    return moment.wall


def _stamp(moment: Moment) -> str:
    """Name a moment so that it is the same in whatever zone it is written."""
    if moment.is_all_day:
        return moment.wall.strftime("%Y%m%d")
    at = instant(moment.wall, moment.zone) if moment.zone else moment.wall
    return at.strftime("%Y%m%dT%H%M")


def _reason(fault: Exception) -> str:
    return "unknown_zone" if isinstance(fault, UnknownZone) else "no_time"


def _skipped(part: Component, reason: str, raw: str = "") -> Skipped:
    raw = raw or "; ".join(f"{line.name}:{line.value[:80]}" for line in part.lines[:6])
    return Skipped(clean_title(part.text("SUMMARY")), reason, clean_title(raw, 500))
