"""Reads a Zoom invitation as classes of a course; one that tells no time, or a bare link, as the
way into classes that are there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from companion.formats.foreign_text import clean_title
from companion.formats.zoom_invitation import MAX_READ, Invitation, read_invitation
from companion.models.import_limits import MAX_OCCURRENCES, WINDOW
from companion.models.source import ItemSort, Skipped, Source, SourceFailed, SourceItem
from companion.models.walltime import FIRST_YEAR
from companion.models.zoom_link import read_zoom_link

_DAY = timedelta(days=1)
_OPEN_WEEKS = 14  # an invitation that never ends is taken for a semester


def recognises(content: bytes) -> bool:
    """Tell whether a text is an invitation that says when the meeting is."""
    found = _found(content)
    return found is not None and found.starts is not None


def is_room(content: bytes) -> bool:
    """Tell whether a text leads into a meeting and does not say when it is."""
    found = _found(content)
    return found is not None and found.starts is None


def _found(content: bytes) -> Invitation | None:
    if b"\0" in content[:4000]:
        return None
    text = content[:MAX_READ].decode("utf-8", "replace")
    found = read_invitation(text) if "zoom" in text.casefold() else Invitation()
    return None if found.is_empty else found


def read_room(content: bytes, today: date) -> Source:
    """Return the way into classes. Raises SourceFailed where there is none; of several none is
    chosen."""
    del today
    found = read_invitation(content.decode("utf-8", "replace"))
    title = clean_title(found.topic) or "Zoom meeting"
    if found.link:
        key = f"zoom:{found.meeting_id or found.link.partition('?')[0]}"[:200]
        item = SourceItem(
            key, ItemSort.SESSION, title, link=found.link, passcode=found.passcode[:100]
        )
        return Source("invitation", title, (item,))
    if not found.others:
        raise SourceFailed("invitation_time")
    ways = (read_zoom_link(link) for link in found.others)
    names = (way.meeting_id if way is not None else "" for way in ways)
    skipped = (Skipped(f"{title} {name}".strip(), "several_rooms") for name in names)
    return Source("invitation", title, (), tuple(skipped))


def read(content: bytes, today: date) -> Source:
    """Return the classes of an invitation. Raises SourceFailed where its time is in no known zone,
    or lies years away: a slip of the pen."""
    found = read_invitation(content.decode("utf-8", "replace"))
    if found.starts is None:
        raise SourceFailed("invitation_time")
    if not found.zone:
        raise SourceFailed("invitation_zone", found.zone_name)
    if found.starts.year < FIRST_YEAR or found.starts.date() > today + WINDOW:
        raise SourceFailed("invitation_far", found.starts.date().isoformat())
    number = found.meeting_id or found.link.partition("?")[0]
    title = clean_title(found.topic) or "Zoom meeting"
    walls = list(_walls(found, found.starts))
    items = tuple(
        SourceItem(
            f"zoom:{number}/{wall:%Y%m%dT%H%M}"[:200],
            ItemSort.SESSION,
            title,
            wall=wall,
            zone=found.zone,
            minutes=found.minutes,
            link=found.link,
            passcode=found.passcode[:100],
            series=number[:100],
        )
        for wall in walls
    )
    return Source("invitation", title, items)


def _walls(found: Invitation, starts: datetime) -> Iterator[datetime]:
    """Yield the starts that an invitation promises, in its own time."""
    repeats = found.repeats
    if repeats is None:
        yield from sorted({starts, *found.listed})
        return
    last = starts.date() + (_OPEN_WEEKS * 7 - 1) * _DAY
    if repeats.until is not None:
        last = min(repeats.until, starts.date() + WINDOW)
    elif repeats.times is not None:
        last = starts.date() + WINDOW
    monday = starts.date() - timedelta(days=starts.weekday())
    day, made = starts.date(), 0
    while day <= last and made < min(repeats.times or MAX_OCCURRENCES, MAX_OCCURRENCES):
        passed = (day - monday).days // 7 if repeats.weekdays else (day - starts.date()).days
        fits = not repeats.weekdays or day.weekday() in repeats.weekdays
        if fits and passed % max(1, repeats.every) == 0:
            made += 1
            yield datetime.combine(day, starts.time())
        day += _DAY
