"""What a pasted invitation fills into the course form; what it does not say stays. Without Qt."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import NamedTuple

from companion.importers.invitation import Invitation
from companion.models.course import MAX_WEEKS
from companion.models.meeting import MeetingKind
from companion.models.places import place_label
from companion.ui.course_form_entry import FormEntry, MeetingEntry
from companion.ui.course_form_writing import Writing

# what Zoom calls a meeting that nobody has named
_NO_NAME = re.compile(
    r"(?:my |.*['’]s? )?(?:zoom |personal )?meeting(?: room)?|zoom", re.IGNORECASE
)


class Filled(NamedTuple):
    """The form after an invitation, and the names of the fields that it filled."""

    entry: FormEntry
    fields: tuple[str, ...]


def fill(
    entry: FormEntry,
    invitation: Invitation,
    writing: Writing,
    *,
    is_new: bool,
    former: Invitation | None = None,
) -> Filled:
    """Fill a form from an invitation. A course that exists only takes link and passcode; a name
    that was typed stays, one that a former invitation gave does not."""
    after = entry._replace(
        link=invitation.link or entry.link, passcode=invitation.passcode or entry.passcode
    )
    if is_new:
        after = _with_name(after, invitation.topic, former.topic if former else "")
        after = _with_times(after, invitation, writing)
    names = (
        "link", "passcode", "name", "weeks", "starts_on", "live", "zone", "others",
    )  # fmt: skip
    said = {
        "link": bool(invitation.link),
        "passcode": bool(invitation.passcode),
    }
    return Filled(
        after,
        tuple(n for n in names if said.get(n) or getattr(after, n) != getattr(entry, n)),
    )


def _with_name(entry: FormEntry, topic: str, former: str) -> FormEntry:
    typed = entry.name.strip()
    if not topic or _NO_NAME.fullmatch(topic) or (typed and typed != former):
        return entry
    return entry._replace(name=topic)


def _with_times(entry: FormEntry, invitation: Invitation, writing: Writing) -> FormEntry:
    """Fill weekday, time, first week and count, where the zone is known and it comes back weekly
    or once."""
    starts, repeats = invitation.starts, invitation.repeats
    if starts is None or not invitation.zone or (repeats is not None and not repeats.is_weekly):
        return entry
    days = repeats.weekdays if repeats is not None else (starts.weekday(),)
    first = starts.weekday() if starts.weekday() in days else days[0]
    at = writing.time(starts.time())
    monday = starts.date() - timedelta(days=starts.weekday())
    entry = entry._replace(
        live=entry.live._replace(weekday=first, starts=at),
        starts_on=writing.date(monday),
        zone=place_label(invitation.zone),
        others=(*_kept_others(entry, days), *_other_days(entry, days, first, at)),
    )
    times = repeats.times if repeats is not None else None
    if times and times % len(days) == 0 and times // len(days) <= MAX_WEEKS:
        entry = entry._replace(weeks=str(times // len(days)))
    return entry


def _kept_others(entry: FormEntry, days: tuple[int, ...]) -> tuple[MeetingEntry, ...]:
    """The other meetings but live classes on a day that the invitation names."""
    live = MeetingKind.LIVE_SESSION
    return tuple(m for m in entry.others if m.kind is not live or m.weekday not in days)


def _other_days(
    entry: FormEntry, days: tuple[int, ...], first: int, at: str
) -> tuple[MeetingEntry, ...]:
    """A class on several days is a live class for each of them."""
    minutes = entry.live.minutes
    live = MeetingKind.LIVE_SESSION
    return tuple(MeetingEntry(live, day, at, minutes) for day in days if day != first)
