"""What stands on the card of the next class: every state of it in words."""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from companion.models.today import Hero, HeroState
from companion.models.walltime import zone_of
from companion.ui.text import (
    Words,
    city,
    count,
    countdown,
    duration,
    month,
    spoken_duration,
    weekday,
    with_values,
    zone_label,
    zone_short,
    zone_spoken,
)

FAR = timedelta(days=7)  # from here on hours say nothing


def tr(text: str, *values: object) -> str:
    """Return a text of the hero in the student's language with %1, %2… replaced."""
    return with_values(QCoreApplication.translate("HeroCard", text), *values)


class Facts(NamedTuple):
    """What stands beside the large time: local day and end, then the other clock and its name.

    In a small window only `local` and `there` are shown.
    """

    local: str = ""
    ends: str = ""
    there: str = ""
    zone: str = ""


# The first line


def kind(hero: Hero, words: Words) -> str:
    """Name what is shown: "Next live class", "Live now", "Moved from Thu 5 Nov"."""
    if hero.state is HeroState.ENDED:
        number, end = hero.occurrence.number, words.time(hero.occurrence.ends_at)
        if number is None:
            return tr("The extra class ended at %1", end)
        return tr("Class %1 ended at %2", number, end)
    if hero.state is HeroState.WATCH:
        return tr("Next class, by recording")
    if hero.state is HeroState.LIVE:
        return tr("Live now")
    if hero.occurrence.is_moved:
        return tr("Moved from %1", moved_from(hero, words))
    return tr("Next live class")


def moved_from(hero: Hero, words: Words) -> str:
    """Say when a moved class was planned: its day, or where that is the same, its time."""
    old = words.local(hero.occurrence.planned_at)
    if old.date() == words.local(hero.occurrence.starts_at).date():
        return words.clock(old)
    return tr("%1 %2 %3", weekday(old.weekday()), old.day, month(old.month))


def number(hero: Hero) -> str:
    """Say which class it is: "class 9 of 14"."""
    if hero.state is HeroState.ENDED:
        return ""
    occurrence = hero.occurrence
    if occurrence.number is None:
        return tr("extra class")
    return tr("class %1 of %2", occurrence.number, occurrence.of)


def shift_words(hero: Hero, words: Words) -> str:
    """Say how far a class lies off its usual time: "1 h earlier"; empty for not at all. Names
    the student's city while another clock leads."""
    minutes = hero.shift
    is_told = hero.state in (HeroState.COMING, HeroState.SOON) and not hero.occurrence.is_moved
    if not minutes or not is_told:
        return ""
    text = "%1 earlier" if minutes < 0 else "%1 later"
    if words.is_swapped:
        text = "%1 earlier in %2" if minutes < 0 else "%1 later in %2"
    return tr(text, duration(abs(minutes)), city(words.zone.key))


# The time


def large(hero: Hero, words: Words) -> str:
    """Return what is written large: from when to when, or the question."""
    if hero.state is HeroState.ENDED:
        return tr("Were you there?")
    return words.span(hero.starts_at, hero.ends_at)


def facts(hero: Hero, words: Words, is_narrow: bool) -> Facts:
    """Return what stands beside the large time."""
    if hero.state is HeroState.ENDED:
        return Facts()
    zone = words.second(hero.occurrence.meeting.zone)
    there = _there(hero, words, zone) if zone else ""
    if hero.state is HeroState.LIVE:
        passed = int((words.now - hero.starts_at) / timedelta(minutes=1))
        return Facts(tr("%1 in", duration(passed)), "", there)
    ends = words.ends_on(hero.starts_at, hero.ends_at)
    day = day_word(hero, words)
    if is_narrow and hero.state is not HeroState.WATCH:
        last = weekday(words.local(hero.ends_at).weekday())
        return Facts(tr("%1, ends %2", day, last) if ends else day, "", there)
    local = tr("%1, %2", day, zone_label(words.leading.key))
    if is_narrow or not ends:
        return Facts(local, "", there)
    return Facts(local, ends, *_parted(there, zone))


def _there(hero: Hero, words: Words, zone: str) -> str:
    """Return the time on the other clock: "18:30–19:50 ET"."""
    occurrence = hero.occurrence
    if hero.state is HeroState.WATCH:
        return tr("live: %1", words.there(occurrence.starts_at, None, zone))
    if hero.state is HeroState.LIVE:
        ends = occurrence.ends_at.astimezone(zone_of(zone))
        return tr("ends %1 %2", words.clock(ends), zone_short(zone))
    return words.there(occurrence.starts_at, occurrence.ends_at, zone)


def _parted(there: str, zone: str) -> tuple[str, str]:
    """Part the time from the zone's name, which is written out where there is room."""
    if not zone or zone_label(zone) == zone_short(zone):
        return there, ""
    return there.removesuffix(f" {zone_short(zone)}"), zone_label(zone)


def day_word(hero: Hero, words: Words) -> str:
    """Say on which day it is: "tonight", "today", "Thu 29 Oct"."""
    start = words.local(hero.starts_at)
    if start.date() == words.today:
        return tr("tonight") if start.hour >= 18 else tr("today")
    return words.date(start.date())


# Below


def about(hero: Hero, is_narrow: bool) -> str:
    """Return the line below the topic: course, instructor, where."""
    occurrence, parts = hero.occurrence, [hero.course.name]
    if hero.state is HeroState.ENDED:
        return tr("The recording usually appears within a day.")
    if hero.state is HeroState.WATCH:
        return " · ".join([*parts, *_named(hero)])
    if not occurrence.link:
        return " · ".join([*parts, tr("no Zoom link for this class")])
    parts += _named(hero)
    if not is_narrow:
        parts.append(tr("%1 min on Zoom", occurrence.minutes))
    return " · ".join(parts)


def _named(hero: Hero) -> list[str]:
    return [hero.instructor] if hero.instructor else []


def until(hero: Hero, words: Words) -> tuple[str, str]:
    """Return what stands at the right: a light part and a strong part."""
    if hero.state is HeroState.ENDED:
        return "", ""
    if hero.state is HeroState.LIVE:
        return "", tr("%1 left", countdown(hero.ends_at - words.now))
    left = hero.starts_at - words.now
    if hero.state is HeroState.SOON:
        return tr("in"), countdown(left)
    if hero.state is HeroState.WATCH:
        if left <= timedelta():
            return "", tr("planned now")
        return tr("planned in"), _far(left, timedelta(days=1))
    return tr("starts in"), _far(left, FAR)


def _far(left: timedelta, from_: timedelta) -> str:
    return count("%n day(s)", left.days) if left >= from_ else countdown(left)


def fallback_title(hero: Hero) -> str:
    """Return what a class without a topic is called."""
    number = hero.occurrence.number
    return tr("Extra class") if number is None else tr("Class %1", number)


# In full words


def spoken(hero: Hero, words: Words) -> str:
    """Return the whole card in full words, the leading clock first."""
    if hero.state is HeroState.ENDED:
        return tr("%1, %2. Were you there?", hero.course.name, kind(hero, words).lower())
    start, end = hero.starts_at, hero.ends_at
    when = tr("%1 to %2", words.spoken_time(start), words.time(end))
    if hero.state is HeroState.WATCH:
        when = tr("planned %1", when)
    parts = [kind(hero, words), hero.course.name, when, _spoken_there(hero, words)]
    if hero.state is HeroState.LIVE:
        parts.append(tr("%1 left", spoken_duration(end - words.now)))
    elif start > words.now:
        text = "in %1" if hero.state is HeroState.WATCH else "starts in %1"
        parts.append(tr(text, spoken_duration(start - words.now)))
    return ", ".join(part for part in parts if part)


def _spoken_there(hero: Hero, words: Words) -> str:
    zone = words.second(hero.occurrence.meeting.zone)
    if not zone:
        return ""
    at = words.there(hero.occurrence.starts_at, None, zone).removesuffix(zone_short(zone)).strip()
    told = tr("%1 %2", at, zone_spoken(zone))
    return tr("live %1", told) if hero.state is HeroState.WATCH else told
