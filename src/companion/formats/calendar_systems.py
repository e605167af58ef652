"""What calendar files mean by their entries, system by system: course, kind, key, link.

Facts and the sources they were read in: Canvas app/models/calendar_event.rb, Moodle
calendar/export_execute.php; Brightspace and Blackboard by the shape of their feeds.
"""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Callable
from functools import lru_cache, partial
from urllib.parse import urlsplit

from companion.formats.calendar_entries import Entry
from companion.formats.calendar_labels import Labels
from companion.formats.calendar_lines import Component
from companion.formats.calendar_moodle import name_of_due, only_opens
from companion.formats.calendar_times import Moment, days_of
from companion.formats.foreign_text import clean_link, clean_notes, clean_title, links_in
from companion.formats.zoom_invitation import read_invitation
from companion.models.import_limits import MAX_KEY
from companion.models.links import is_join_host, link_host
from companion.models.source import ItemSort, Skipped, SourceItem
from companion.models.source_titles import is_no_class, is_partly_off, names_work

Rule = Callable[[Entry], SourceItem | Skipped]
_MEETING_HOSTS = (
    "meet.google.com", "teams.microsoft.com", "teams.live.com", "webex.com", "bbcollab.com",
    "meet.jit.si", "whereby.com", "gotomeeting.com", "gotomeet.me", "meet.goto.com",
)  # fmt: skip
_BRACKET = re.compile(r"^(.*)\[([^\[\]]+)\]\s*$", re.DOTALL)
_DUE_AT = re.compile(r"\bdue\b(?! to\b)|\bdeadline\b|\bhand.?in\b", re.IGNORECASE)
_SHORT = 60  # minutes; a deadline entered by hand has some length
_DUE = re.compile(r"\b(?:due|deadline|hand.?in|submit|submission)\b", re.IGNORECASE)


def system_of(prodid: str, name: str, uids: list[str]) -> str:
    """Return which system wrote a calendar, by the program that it names and its UIDs."""
    plain = prodid.casefold()
    for sign, system in (
        ("moodle", "moodle"), ("d2l", "brightspace"), ("desire2learn", "brightspace"),
        ("blackboard", "blackboard"), ("zoom.us", "zoom"),
    ):  # fmt: skip
        if sign in plain:
            return system
    canvas = re.compile(r"event-(?:sub-)?(?:assignment|calendar-event)")
    if "(Canvas)" in name or any(canvas.match(uid) for uid in uids[:50]):
        return "canvas"
    if any(uid.startswith("_blackboard.") for uid in uids[:50]):
        return "blackboard"
    return "calendar"


def rule_of(system: str, calendar: Component) -> Rule:
    """Return what makes an item of an entry of a system's calendar."""
    if system == "brightspace":
        labels = Labels(calendar, is_once_enough=True)
        return partial(_brightspace, _due_in(calendar), _school_of(calendar), labels)
    if system == "blackboard":
        return partial(_blackboard, Labels(calendar, is_once_enough=True))
    if system in _RULES:
        return _RULES[system]
    return partial(_plain, Labels(calendar))


# Canvas


def _canvas(entry: Entry) -> SourceItem | Skipped:
    title, label = _bracketed(entry.title)
    address = clean_link(entry.part.text("URL"))
    fragment, host = urlsplit(address).fragment, link_host(address)
    key = _bounded(f"canvas:{host}#{fragment}") if fragment else _key("canvas", entry)
    if "assignment" in entry.uid:
        if "override" in entry.uid:
            title = re.sub(r"\s*\([^()]*\)$", "", title) or title
        course = re.search(r"course_(\d+)", address)
        number = re.fullmatch(r"assignment_(\d+)", fragment)
        link = address
        if host and course and number:
            link = f"https://{host}/courses/{course[1]}/assignments/{number[1]}"
        return _work(entry, title, label, key, link)
    return _dated(entry, title, label, key)


def _bracketed(summary: str) -> tuple[str, str]:
    """Return the title and the course of "Title [COURSE]": the last pair of brackets counts."""
    match = _BRACKET.match(summary)
    if match is None or not match[1].strip():
        return summary, ""
    return match[1].strip(), clean_title(match[2])


# Moodle


def _moodle(entry: Entry) -> SourceItem | Skipped:
    entry = entry._replace(title=clean_title(html.unescape(entry.title)))
    label = clean_title(html.unescape(entry.part.text("CATEGORIES")))
    key = _key("moodle", entry)
    if entry.title.casefold().endswith("is due to be graded"):
        return Skipped(entry.title, "teachers_only")
    if only_opens(entry.title):
        return Skipped(entry.title, "opens")
    due = name_of_due(entry.title)
    if due or not entry.has_length:
        return _work(entry, due or entry.title, label, key, _first_link(entry))
    return _dated(entry, entry.title, label, key)


# Brightspace

_D2L_ZOOM = re.compile(r"^Zoom Online Meeting \((.*)\)$", re.DOTALL)
_D2L_TAIL = re.compile(
    r"^(.*?)(?: - (Due|Available|Availability (?:Ends|Starts)|Ends|Starts)| (Due))$", re.DOTALL
)


def _due_in(calendar: Component) -> frozenset[tuple[str, str]]:
    """Return title and place of what a calendar says is due."""
    parts = ((clean_title(p.text("SUMMARY")), clean_title(p.text("LOCATION")))
             for p in calendar.parts)  # fmt: skip
    tails = ((_D2L_TAIL.match(title), place) for title, place in parts)
    return frozenset((tail[1], place) for tail, place in tails if tail and _tail(tail) == "Due")


def _tail(found: re.Match[str]) -> str:
    return found[2] or found[3]


def _school_of(calendar: Component) -> str:
    """Return the school of "All Courses - Example University": a place that is no course."""
    return clean_title(calendar.text("X-WR-CALNAME")).rpartition(" - ")[2]


def _brightspace(
    due: frozenset[tuple[str, str]], school: str, labels: Labels, entry: Entry
) -> SourceItem | Skipped:
    place = clean_title(entry.part.text("LOCATION"))
    zoom = _D2L_ZOOM.match(place)
    is_school = place == school or (entry.starts is not None and entry.starts.is_all_day)
    label = zoom[1] if zoom else "" if is_school else place
    label, key = label or labels.of(entry.title), _key("brightspace", entry)
    tail = _D2L_TAIL.match(entry.title)
    if tail is None and is_school and not entry.has_length and not is_no_class(entry.title):
        return Skipped(entry.title, "no_work")
    if tail is None:
        return _dated(entry, entry.title, label, key)
    if _tail(tail) in ("Available", "Availability Starts", "Starts"):
        return Skipped(entry.title, "opens")
    if _tail(tail) != "Due" and (tail[1], place) in due:
        return Skipped(entry.title, "closes")
    return _work(entry, tail[1].removesuffix(f" - {label}"), label, key, _first_link(entry))


# Blackboard

_BLACKBOARD_KEY = re.compile(r"_blackboard\.[A-Za-z0-9_.]+-_\d+_\d+")


def _blackboard(labels: Labels, entry: Entry) -> SourceItem | Skipped:
    found = _BLACKBOARD_KEY.search(entry.uid)
    key = _bounded(f"blackboard:{found[0]}") if found else _key("blackboard", entry)
    label = labels.of(entry.title, entry.part.text("LOCATION"), entry.part.text("CATEGORIES"))
    if found is None or "CalendarEntry" in found[0]:
        return _dated(entry, entry.title, label, key)
    return _work(entry, entry.title, label, key, _first_link(entry))


# Zoom, and any other calendar


def _zoom(entry: Entry) -> SourceItem | Skipped:
    return _dated(entry, entry.title, "", _key("zoom", entry))


def _plain(labels: Labels, entry: Entry) -> SourceItem | Skipped:
    title, label = _bracketed(entry.title)
    label = label or labels.of(entry.title, entry.part.text("CATEGORIES"))
    if entry.is_todo and entry.part.text("STATUS").strip().upper() == "COMPLETED":
        return Skipped(clean_title(title), "done_before")
    if entry.is_todo:
        link = clean_link(entry.part.text("URL"))
        return _work(entry, title, label, _key("calendar", entry), link)
    return _dated(entry, title, label, _key("calendar", entry))


_RULES: dict[str, Rule] = {
    "canvas": _canvas,
    "moodle": _moodle,
    "zoom": _zoom,
}


# What all have in common


def _key(system: str, entry: Entry) -> str:
    """Return what names an entry in every download: its UID; without one its course and title."""
    name = entry.uid or f"{entry.title}|{entry.part.text('CATEGORIES')}"
    return _bounded(f"{system}:{name}" + (f"/{entry.occurrence}" if entry.occurrence else ""))


def _bounded(key: str) -> str:
    """Return a key, or what stands for one that is too long."""
    if len(key) <= MAX_KEY - 6:  # room for the number of a second one
        return key
    system, _, name = key.partition(":")
    return f"{system}:{hashlib.sha256(name.encode('utf-8', 'replace')).hexdigest()}"


def _work(entry: Entry, title: str, label: str, key: str, link: str) -> SourceItem | Skipped:
    title = clean_title(title)
    if not title:
        return Skipped("", "no_title", entry.uid[:200])
    when = entry.starts
    return SourceItem(
        key, ItemSort.DUE, title, label, when.wall if when else None, when.zone if when else "",
        is_all_day=bool(when and when.is_all_day), link=link, notes=_notes(entry),
    )  # fmt: skip


def _dated(entry: Entry, title: str, label: str, key: str) -> SourceItem | Skipped:
    """An entry that is no work by its nature: a class, days off, or a deadline by its words."""
    title, when = clean_title(title), entry.starts
    if not title:
        return Skipped("", "no_title", entry.uid[:200])
    if when is None:
        return Skipped(title, "no_time")
    is_off = is_no_class(title)
    if when.is_all_day or (is_off and (entry.minutes or 0) >= 12 * 60):
        return _whole_days(entry, title, label, key, when, is_off=is_off)
    is_due = _DUE_AT.search(title) is not None and (entry.minutes or 0) <= _SHORT
    if is_due or not entry.has_length:
        return _work(entry, title, label, key, _first_link(entry))
    if is_off:
        return Skipped(title, "cancelled")
    link, passcode = _way_in(entry)
    is_repeated = bool(entry.occurrence)
    return SourceItem(
        key, ItemSort.SESSION, title, label, when.wall, when.zone, entry.minutes, link=link,
        passcode=passcode, series=_series(entry) if is_repeated else "",
        is_endless=entry.is_endless,
    )  # fmt: skip


def _series(entry: Entry) -> str:
    name = entry.uid or entry.title
    return name if len(name) <= 100 else hashlib.sha256(name.encode()).hexdigest()


def _whole_days(
    entry: Entry, title: str, label: str, key: str, when: Moment, *, is_off: bool
) -> SourceItem | Skipped:
    if is_off and is_partly_off(title):
        return Skipped(title, "partly_off")
    if is_off:
        last = days_of(when, entry.ends)
        return SourceItem(
            key, ItemSort.OFF, title, label, when.wall, is_all_day=True, until=last
        )  # fmt: skip
    if _DUE.search(title) or (label and names_work(title)):
        return _work(entry, title, label, key, _first_link(entry))
    return Skipped(title, "whole_day")


def _notes(entry: Entry) -> str:
    text = entry.part.text("DESCRIPTION") or entry.part.text("X-ALT-DESC")
    return clean_notes(html.unescape(text) if "&" in text else text)


def _first_link(entry: Entry) -> str:
    found = clean_link(entry.part.text("URL"))
    if found:
        return found
    return next(iter(links_in(entry.part.text("DESCRIPTION"))), "")


def _way_in(entry: Entry) -> tuple[str, str]:
    """Return the link into a class and its passcode: Zoom's wherever it stands, else one to a
    meeting of another kind, else the link that is its place."""
    part = entry.part
    texts = [
        part.text(name)
        for name in (
            "LOCATION",
            "URL",
            "DESCRIPTION",
            "X-ALT-DESC",
            "CONFERENCE",
            "X-GOOGLE-CONFERENCE",
            "X-MICROSOFT-SKYPETEAMSMEETINGURL",
        )
    ]
    return _link_of("\n".join(text for text in texts if text), part.text("LOCATION").strip())


@lru_cache(maxsize=512)  # each class of a series says the same
def _link_of(text: str, place: str) -> tuple[str, str]:
    if "zoom" in text.casefold():
        found = read_invitation(text)
        link = found.link or next(iter(found.others), "")
        if link:
            return link, found.passcode
    links = [link for link in links_in(text) if not is_join_host(link_host(link))]
    for link in links:
        host = link_host(link)
        if any(host == known or host.endswith(f".{known}") for known in _MEETING_HOSTS):
            return link, ""
    return (next(iter(links_in(place)), ""), "") if place.startswith("http") else ("", "")
