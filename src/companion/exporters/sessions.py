"""How the classes of one meeting stand in a calendar file: as a weekly series, with what differs,
or one by one where no series can tell the truth."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from typing import NamedTuple

from companion.exporters import entry_text
from companion.formats.icalendar_writer import Entry, is_writable_zone
from companion.formats.plain_text import clean_link
from companion.models.course import Course
from companion.models.occurrence import Occurrence
from companion.models.schedule import Schedule
from companion.models.walltime import instant, wall_fault, zone_of

_WEEK = timedelta(days=7)
_CSS_COLORS = {
    "iris": "slateblue",
    "plum": "mediumvioletred",
    "amber": "darkgoldenrod",
    "leaf": "forestgreen",
    "sky": "steelblue",
    "stone": "slategray",
}


class Place(Enum):
    """How one class stands in the file."""

    SERIES = "series"  # an instance of the series, nothing more
    CHANGED = "changed"  # of the series, with an entry that replaces the instance
    OWN = "own"  # an entry by itself


class PlacedClass(NamedTuple):
    """One class that takes place, how it stands in the file, and the uid of its entry."""

    occurrence: Occurrence
    place: Place
    uid: str


def css_color(course: Course) -> str:
    """Return the nearest colour name of CSS3, the only ones that calendar files know."""
    return _CSS_COLORS.get(course.color, "slategray")


def zoned(at: datetime, zone: str) -> datetime:
    """Return an instant as it is written: in the zone if its wall-clock time there names this
    one instant and the zone has yearly rules, else in UTC."""
    local = at.astimezone(zone_of(zone))
    is_plain = wall_fault(local.replace(tzinfo=None, fold=0), zone) is None
    if is_plain and is_writable_zone(zone, local.year - 1, local.year + 1):
        return local
    return at.astimezone(UTC)


def span(starts_at: datetime, ends_at: datetime, zone: str) -> tuple[datetime, datetime]:
    """Return a start and an end as they are written: both in the zone, or both in UTC.

    In UTC too when the clock changes between them: programs differ on how long it then lasts.
    """
    starts, ends = zoned(starts_at, zone), zoned(ends_at, zone)
    if starts.tzinfo is not ends.tzinfo or starts.utcoffset() != ends.utcoffset():
        return starts_at.astimezone(UTC), ends_at.astimezone(UTC)
    return starts, ends


# Placing


def place_classes(
    occurrences: Sequence[Occurrence], *, with_passcode: bool = False
) -> list[PlacedClass]:
    """Place the classes of one meeting that take place; cancelled ones are left out.

    They form a series where that is safe in every calendar program. A class that moved onto or
    past a neighbour stands by itself: Outlook takes no such change. So do changed classes before
    the first and after the last that are as planned: some programs count a series wrongly whose
    first or last instance is replaced. When the zone has no yearly rules, or a clock change
    falls into a class, all stand by themselves.
    """
    held = sorted(
        (o for o in occurrences if not o.is_cancelled), key=lambda o: (o.planned_on, o.key)
    )
    if not held or held[0].meeting.once_on is not None:
        return [PlacedClass(o, Place.OWN, o.meeting.uid) for o in held]
    differing = {o.key for o in held if _differs(o, with_passcode)}
    series = [o.key for o in _safe_series(held)]
    plain = [n for n, key in enumerate(series) if key not in differing]
    series = series[plain[0] : plain[-1] + 1] if plain else []
    is_alone = len(series) == 1
    placed = []
    for occurrence in held:
        if occurrence.key not in series:
            uid = f"{occurrence.planned_on:%Y%m%d}-{occurrence.meeting.uid}"
            placed.append(PlacedClass(occurrence, Place.OWN, uid))
        else:
            changed = Place.CHANGED if occurrence.key in differing else Place.SERIES
            place = Place.OWN if is_alone else changed
            placed.append(PlacedClass(occurrence, place, occurrence.meeting.uid))
    return placed


def _safe_series(held: list[Occurrence]) -> list[Occurrence]:
    """The classes that can form a series, in order; empty where none can."""
    within = [o for o in held if not _is_out_of_line(o, held) and _is_zoned(o)]
    if not within:
        return []
    meeting, days = within[0].meeting, _slots(within)
    length = timedelta(minutes=meeting.minutes)
    for day in days:
        wall = datetime.combine(day, meeting.starts)
        at = instant(wall, meeting.zone)
        is_zoned = span(at, at + length, meeting.zone)[0].tzinfo is not UTC
        if wall_fault(wall, meeting.zone) is not None or not is_zoned:
            return []
    return within


def _slots(series: Sequence[Occurrence]) -> list[date]:
    """Every weekly date from the first class to the last, holes included."""
    first, last = series[0].planned_on, series[-1].planned_on
    return [first + n * _WEEK for n in range((last - first) // _WEEK + 1)]


def _is_zoned(occurrence: Occurrence) -> bool:
    zone = occurrence.meeting.zone
    return span(occurrence.starts_at, occurrence.ends_at, zone)[0].tzinfo is not UTC


def _is_out_of_line(occurrence: Occurrence, held: Sequence[Occurrence]) -> bool:
    """Tell whether a moved class is no longer between its neighbours, on a day of its own, or
    is on a day that the series leaves out."""
    if not occurrence.is_moved:
        return False
    here = occurrence.starts_in_course.date()
    for other in held:
        there = other.starts_in_course.date()
        if other.planned_on < occurrence.planned_on and there >= here:
            return True
        if other.planned_on > occurrence.planned_on and there <= here:
            return True
    is_slot = (here - occurrence.planned_on) % _WEEK == timedelta()
    is_within = held[0].planned_on < here < held[-1].planned_on
    return is_slot and is_within and all(here != o.planned_on for o in held)


def _differs(occurrence: Occurrence, with_passcode: bool) -> bool:
    """Tell whether a class has anything that the series does not say."""
    meeting, override = occurrence.meeting, occurrence.override
    if override is None:
        return False
    return (
        occurrence.is_moved
        or occurrence.minutes != meeting.minutes
        or occurrence.own_title != meeting.title
        or occurrence.link != meeting.link
        or (with_passcode and occurrence.passcode != meeting.passcode)
    )


# Writing


class _Wanted(NamedTuple):
    """What the entries of a course have in common."""

    schedule: Schedule
    course: Course
    reminders: tuple[timedelta, ...]
    with_passcode: bool


def class_summary(schedule: Schedule, course: Course, placed: PlacedClass) -> str:
    """Return what the class is called in the file."""
    if placed.place is Place.SERIES:
        return entry_text.series_summary(course, placed.occurrence)
    return entry_text.own_summary(schedule, course, placed.occurrence)


def class_entries(
    schedule: Schedule,
    course: Course,
    placed: Sequence[PlacedClass],
    reminders: tuple[timedelta, ...] = (),
    *,
    with_passcode: bool = False,
) -> list[Entry]:
    """Return the entries of one meeting's placed classes: the series, what replaces an instance
    of it, then the classes by themselves."""
    wanted = _Wanted(schedule, course, reminders, with_passcode)
    in_series = [p.occurrence for p in placed if p.place is not Place.OWN]
    entries = [_series_entry(wanted, in_series)] if in_series else []
    for entry in placed:
        if entry.place is Place.CHANGED:
            entries.append(_own_entry(wanted, entry)._replace(replaces=_planned(entry.occurrence)))
    entries += [_own_entry(wanted, entry) for entry in placed if entry.place is Place.OWN]
    return entries


def _planned(occurrence: Occurrence) -> datetime:
    return occurrence.planned_at.astimezone(zone_of(occurrence.meeting.zone))


def _series_entry(wanted: _Wanted, series: Sequence[Occurrence]) -> Entry:
    meeting, first = series[0].meeting, series[0]
    zone = zone_of(meeting.zone)
    days, kept = _slots(series), {o.planned_on for o in series}
    ends_at = first.planned_at + timedelta(minutes=meeting.minutes)
    holes = [datetime.combine(day, meeting.starts, tzinfo=zone) for day in days if day not in kept]
    note = entry_text.series_note(
        wanted.schedule, wanted.course, first, with_passcode=wanted.with_passcode
    )
    return Entry(
        uid=meeting.uid,
        summary=entry_text.series_summary(wanted.course, first),
        starts=_planned(first),
        ends=ends_at.astimezone(zone),
        description=note,
        link=meeting.link,
        location=clean_link(meeting.link),
        category=wanted.course.code,
        color=css_color(wanted.course),
        reminders=wanted.reminders,
        weeks=len(days),
        holes=tuple(holes),
    )


def _own_entry(wanted: _Wanted, placed: PlacedClass) -> Entry:
    occurrence = placed.occurrence
    starts, ends = span(occurrence.starts_at, occurrence.ends_at, occurrence.meeting.zone)
    return Entry(
        uid=placed.uid,
        summary=class_summary(wanted.schedule, wanted.course, placed),
        starts=starts,
        ends=ends,
        description=entry_text.own_note(
            wanted.course, occurrence, with_passcode=wanted.with_passcode
        ),
        link=occurrence.link,
        location=clean_link(occurrence.link),
        category=wanted.course.code,
        color=css_color(wanted.course),
        reminders=wanted.reminders,
    )
