"""Saying that clocks change: which place, on which day, and what it does to the student's classes.

Names places and days, never offsets. Without Qt, for the commands and the window alike.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from companion.models.agenda import day_start, occurrences_between
from companion.models.clock_change import ClockChange, ShiftReason
from companion.models.clock_guard import ClockShift
from companion.models.meeting import MeetingKind
from companion.models.regions import EUROPE, region_of
from companion.models.schedule import Schedule
from companion.models.zone_rules import OldRules
from companion.models.zone_table import country_name
from companion.time_words import Words, city, duration, full_day, month, tr, weekday

# names that the zone database writes for tables, as they stand in a sentence; "the" where English
# wants it
_IN_SENTENCES = {
    "AE": "the United Arab Emirates", "AS": "American Samoa", "BA": "Bosnia and Herzegovina",
    "BS": "the Bahamas", "CC": "the Cocos Islands", "CD": "the Congo", "CF": "Central Africa",
    "CG": "the Republic of the Congo", "CK": "the Cook Islands", "DO": "the Dominican Republic",
    "FK": "the Falkland Islands", "FO": "the Faroe Islands", "GB": "the UK", "GM": "the Gambia",
    "KP": "North Korea", "KR": "South Korea", "KY": "the Cayman Islands",
    "MH": "the Marshall Islands", "MM": "Myanmar", "MV": "the Maldives", "NL": "the Netherlands",
    "PH": "the Philippines", "SB": "the Solomon Islands", "SC": "the Seychelles",
    "SZ": "Eswatini", "TC": "the Turks and Caicos Islands", "TT": "Trinidad and Tobago",
    "US": "the US", "VG": "the British Virgin Islands", "VI": "the US Virgin Islands",
    "WS": "Samoa",
}  # fmt: skip
_WEEK = timedelta(days=7)
_MOST_CLASSES = 3


def region_name(region: str, zone: str) -> str:
    """Name a region of `models.regions` in a sentence, or the zone's city where there is none."""
    if region == EUROPE:
        return tr("Europe")
    known = _IN_SENTENCES.get(region) or country_name(region)
    return tr(known) if known else city(zone)


def place_names(reason: ShiftReason) -> list[str]:
    """Name the places of the changes in order, and the other zone last; cities where two places
    would have one name."""
    places = [(change.zone, change.on, change.at) for change in reason.changed]
    if reason.other:
        on = reason.other_on or reason.changed[0].on
        places.append((reason.other, on, reason.other_at))  # type: ignore[arg-type]
    names = [region_name(region_of(*place), place[0]) for place in places]
    by_name: dict[str, set[str]] = {}
    for name, place in zip(names, places, strict=True):
        by_name.setdefault(name, set()).add(place[0])
    return [
        city(place[0]) if len(by_name[name]) > 1 else name
        for name, place in zip(names, places, strict=True)
    ]


def because(reason: ShiftReason | None, words: Words, is_short: bool = True) -> str:
    """Say whose clocks changed: "Europe changed its clocks on Sun 25 Oct; the US does on Sun 1
    Nov". Empty without a reason."""
    if reason is None:
        return ""
    told: list[str] = []
    first, names = reason.changed[0], place_names(reason)
    for change, name in zip(reason.changed, names, strict=False):
        if not told:
            text = "%1 changed its clocks on %2" if is_past(change, words) else _CHANGES
            told.append(tr(text, name, day_name(change.on, words, is_short)))
        else:
            verb = "%1 did on %2" if is_past(change, words) else "%1 does on %2"
            told.append(tr(verb, name, day_name(change.on, words, is_short)))
    if reason.other and reason.other_on is not None:
        is_before = reason.other_on < max(words.today, first.on)
        verb = "%1 did on %2" if is_before else "%1 does on %2"
        told.append(tr(verb, names[-1], day_name(reason.other_on, words, is_short)))
    elif reason.other:
        told.append(tr("%1 does not", names[-1]))
    return _sentence("; ".join(told))


_CHANGES = "%1 changes its clocks on %2"


def is_past(change: ClockChange, words: Words) -> bool:
    """Tell whether clocks have changed already."""
    return change.at <= words.now


def day_name(day: date, words: Words, is_short: bool = False) -> str:
    """Write the day of a change: "Sunday 1 November", "Sun 1 Nov"; with its year when it is not
    this year."""
    if is_short:
        return words.date(day)
    told = full_day(day)
    return told if day.year == words.today.year else tr("%1 %2", told, day.year)


def size_words(minutes: int) -> str:
    """Say by how much: "one hour", "two hours", "half an hour", "1 h 30"."""
    named = {30: tr("half an hour"), 60: tr("one hour"), 120: tr("two hours")}
    return named.get(abs(minutes)) or duration(abs(minutes))


def notice_head(shift: ClockShift, words: Words, schedule: Schedule) -> str:
    """Say what happens: "Classes start one hour earlier for you this week."."""
    size = size_words(shift.minutes)
    when = _when(shift, words, schedule)
    if shift.is_for_all:
        if shift.minutes < 0:
            return _sentence(tr("Classes start %1 earlier for you %2.", size, when))
        return _sentence(tr("Classes start %1 later for you %2.", size, when))
    names = _courses(shift, schedule)
    if shift.minutes < 0:
        return _sentence(tr("%3 classes start %1 earlier for you %2.", size, when, names))
    return _sentence(tr("%3 classes start %1 later for you %2.", size, when, names))


def notice_reason(shift: ClockShift, words: Words, is_narrow: bool = False) -> str:
    """Say why: "Europe has changed its clocks, the US changes on Sunday 1 November."; shorter in
    a narrow window: "Europe has changed its clocks, the US on 1 Nov."."""
    reason = shift.reason
    change, names = reason.changed[0], place_names(reason)
    other_on = reason.other_on
    is_over = is_past(change, words)
    if other_on is None or other_on < change.on:
        if not is_narrow:
            return _sentence(tr("%1.", because(reason, words, is_short=False)))
        text = "%1 changed its clocks on %2." if is_over else "%1 changes its clocks on %2."
        return _sentence(tr(text, names[0], _short_day(change.on)))
    then = _short_day(other_on) if is_narrow else day_name(other_on, words)
    day = _short_day(change.on) if is_narrow else day_name(change.on, words)
    here, there = names[0], names[-1]
    if not shift.agrees_again and not is_narrow:
        text = "%1 changes its clocks on %2. When %3 does on %4, they move again."
        if is_over:
            text = "%1 has changed its clocks. When %3 does on %4, they move again."
    elif is_over:
        text = "%1 has changed its clocks, %3 changes on %4."
        if is_narrow:
            text = "%1 has changed its clocks, %3 on %4."
    else:
        text = "%1 changes its clocks on %2, %3 on %4."
    return _sentence(tr(text, here, day, there, then))


def week_head(shift: ClockShift, words: Words, schedule: Schedule) -> str:
    """Say it in few words, before the classes: "One hour earlier this week:"."""
    text = "%1 earlier %2:" if shift.minutes < 0 else "%1 later %2:"
    return _sentence(tr(text, size_words(shift.minutes), _when(shift, words, schedule)))


def week_classes(shift: ClockShift, words: Words, schedule: Schedule) -> str:
    """Name the classes with their times, and when all is as before: "ML class Tue 23:30 instead
    of Wed 00:30, DV class 22:00 instead of 23:00. Normal again after Sunday 07:00."."""
    told = [_instead(*entry, words) for entry in _one_of_each(shift, schedule)]
    rest = len(told) - _MOST_CLASSES
    text = ", ".join(told[:_MOST_CLASSES])
    if rest > 0:
        text = tr("%1 and %2 more", text, rest)
    ends_at = shift.ends_at
    if not shift.agrees_again or ends_at is None:
        return f"{text}."
    local = words.home(ends_at)
    day = weekday(local.weekday(), True)
    if abs(local.date() - words.home(words.now).date()) >= _WEEK:
        day = day_name(local.date(), words)
    return tr("%1. Normal again after %2 %3.", text, day, words.clock(local))


def old_rules_words(rules: OldRules, words: Words) -> tuple[str, str]:
    """Say that this computer does not know what a government decided since: what is wrong, and
    from when on by how much; it is the computer's own clock that is wrong then."""
    place, size = city(rules.zone), size_words(rules.minutes)
    is_ahead = rules.minutes > 0
    if rules.since <= words.now:
        text = "Clocks in %1 are %2 behind it. Update its system."
        if is_ahead:
            text = "Clocks in %1 are %2 ahead of it. Update its system."
        return tr(_OUT_OF_DATE), tr(text, place, size)
    day = day_name(words.home(rules.since).date(), words)
    text = "From %3 on, clocks in %1 are %2 behind it. Update its system."
    if is_ahead:
        text = "From %3 on, clocks in %1 are %2 ahead of it. Update its system."
    return tr(_OUT_OF_DATE), tr(text, place, size, day)


_OUT_OF_DATE = "This computer’s clock rules are out of date."


def class_line(shift: ClockShift, place: int, words: Words) -> tuple[str, str]:
    """Write when an affected class begins, and when it would otherwise: ("Tue 27 Oct 23:30",
    "Wed 28 Oct 00:30")."""
    entry = shift.affected[place]
    here = words.home(entry.occurrence.starts_at)
    return _moment(here, words), _moment(entry.former, words)


def _moment(wall: datetime, words: Words) -> str:
    return tr("%1 %2", words.date(wall.date()), words.clock(wall))


def _one_of_each(shift: ClockShift, schedule: Schedule) -> list[tuple[str, datetime, datetime]]:
    """Return (course code, instant, former wall time) of the first live class of each course;
    of whatever meets when no class does."""
    live = [e for e in shift.affected if e.occurrence.kind is MeetingKind.LIVE_SESSION]
    found: dict[str, tuple[str, datetime, datetime]] = {}
    for entry in live or shift.affected:
        course_id = entry.occurrence.course_id
        if course_id not in found:
            code = next((c.code for c in schedule.courses if c.id == course_id), "")
            found[course_id] = (code, entry.occurrence.starts_at, entry.former)
    return list(found.values())


def _instead(code: str, at: datetime, former: datetime, words: Words) -> str:
    here = words.home(at)
    now, before = words.clock(here), words.clock(former)
    if here.date() != former.date():
        now = tr("%1 %2", weekday(here.weekday()), now)
        before = tr("%1 %2", weekday(former.weekday()), before)
    return tr("%1 class %2 instead of %3", code, now, before)


def _courses(shift: ClockShift, schedule: Schedule) -> str:
    moved = {entry.occurrence.course_id for entry in shift.affected}
    codes = [course.code for course in schedule.courses if course.id in moved]
    if len(codes) < 2:
        return "".join(codes)
    return tr("%1 and %2", ", ".join(codes[:-1]), codes[-1])


def _when(shift: ClockShift, words: Words, schedule: Schedule) -> str:
    """Say when, as seen now: "this week", "next week", "until Sunday 29 March", "from Wednesday 4
    November", "now" for good."""
    first, last = words.home(shift.first_at).date(), words.home(shift.last_at).date()
    if not shift.agrees_again:
        if shift.first_at <= words.now:
            return tr("now")
        return tr("from %1", day_name(first, words))
    week = _week_of(words.home(words.now).date(), words.first_weekday)
    weeks = {_week_of(day, words.first_weekday) for day in (first, last)}
    if len(weeks) == 1 and _is_whole_week(shift, words, schedule):
        if weeks == {week}:
            return tr("this week")
        if weeks == {week + _WEEK}:
            return tr("next week")
    if shift.first_at > words.now:
        return tr("from %1 to %2", day_name(first, words), day_name(last, words))
    assert shift.ends_at is not None  # it agrees again
    return tr("until %1", day_name(words.home(shift.ends_at).date(), words))


def _is_whole_week(shift: ClockShift, words: Words, schedule: Schedule) -> bool:
    """Tell whether the courses have no class at its usual time in the week of the first."""
    week = _week_of(words.home(shift.first_at).date(), words.first_weekday)
    start = day_start(week, words.zone)
    moved = {entry.occurrence.course_id for entry in shift.affected}
    return all(
        o.key in shift.keys or o.is_cancelled or o.is_moved
        for o in occurrences_between(schedule, start, day_start(week + _WEEK, words.zone))
        if o.course_id in moved and o.kind is not MeetingKind.STUDY_GROUP
    )


def _week_of(day: date, first_weekday: int) -> date:
    return day - timedelta(days=(day.weekday() - first_weekday) % 7)


def _short_day(day: date) -> str:
    return tr("%1 %2", day.day, month(day.month))


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
