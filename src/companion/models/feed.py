"""What was imported from where, and what the source said of it, so that it can be again."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple


class Feed(NamedTuple):
    """A calendar address or file that may be imported again and again.

    address is a secret, empty for a file. into is what the student chose for each course as the
    source names it: a course's id, or one of the words of `models.source_courses`. later are the
    weeks by which the dates of a course are moved.
    """

    id: str
    system: str
    name: str
    address: str = ""
    is_watched: bool = False
    into: tuple[tuple[str, str], ...] = ()
    later: tuple[tuple[str, int], ...] = ()


class FeedItem(NamedTuple):
    """One entry of a feed; its id is the key that survives a new download.

    record_id names what it became: an activity, an occurrence key, a break, an appointment. The
    rest is what the source said when it was last imported; wall is naive, in zone; dates are the
    days of an appointment that comes back.
    """

    id: str
    feed_id: str
    record_id: str
    title: str = ""
    kind: str = ""
    wall: datetime | None = None
    zone: str = ""
    minutes: int | None = None
    week: int | None = None
    link: str = ""
    passcode: str = ""
    notes: str = ""
    dates: str = ""
