"""What a link of Zoom's is: a way into a meeting, a recording, or neither; and its number."""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple
from urllib.parse import urlsplit

from companion.models.links import is_join_host

_DIGITS = re.compile(r"\d{9,11}")


class ZoomKind(Enum):
    """What a link is for, the best way in first; the last two are no way in."""

    MEETING = "meeting"
    WEBINAR = "webinar"
    NAMED = "named"
    BROWSER = "browser"
    START = "start"
    REGISTER = "register"
    RECORDING = "recording"
    OTHER = "other"


_KINDS = {
    "j": ZoomKind.MEETING,
    "w": ZoomKind.WEBINAR,
    "my": ZoomKind.NAMED,
    "wc": ZoomKind.BROWSER,
    "s": ZoomKind.START,
}
_WAYS_IN = tuple(ZoomKind)[:6]


class ZoomLink(NamedTuple):
    """A link of Zoom's; meeting_id is its 9 to 11 digits, empty where it holds none."""

    kind: ZoomKind
    meeting_id: str

    @property
    def is_way_in(self) -> bool:
        """True when it leads into a meeting."""
        return self.kind in _WAYS_IN


def read_zoom_link(link: str) -> ZoomLink | None:
    """Return what a link is, or None when its host is not Zoom's."""
    try:
        parts = urlsplit(link)
        host = parts.hostname or ""
    except ValueError:
        return None
    if not is_join_host(host):
        return None
    steps = [step for step in parts.path.split("/") if step]
    kind = _kind(steps)
    number = next((s for s in steps[1:] if _DIGITS.fullmatch(s)), "") if kind in _NUMBERED else ""
    if kind in (ZoomKind.MEETING, ZoomKind.START, ZoomKind.BROWSER) and not number:
        return ZoomLink(ZoomKind.OTHER, "")
    return ZoomLink(kind, number)


_NUMBERED = (ZoomKind.MEETING, ZoomKind.WEBINAR, ZoomKind.BROWSER, ZoomKind.START)


def _kind(steps: list[str]) -> ZoomKind:
    first, second = (*steps, "", "")[:2]
    if first in _KINDS:
        return _KINDS[first] if second else ZoomKind.OTHER
    if first in ("meeting", "webinar") and second == "register":
        return ZoomKind.REGISTER
    if first == "rec" and second in ("share", "play"):
        return ZoomKind.RECORDING
    return ZoomKind.OTHER


def meeting_number(link: str) -> str:
    """Return the number of a meeting's link as Zoom writes it ("912 4405 7731"), else empty."""
    found = read_zoom_link(link)
    return written_id(found.meeting_id) if found else ""


def written_id(digits: str) -> str:
    """Write a meeting's number in Zoom's groups: 3-3-3, 3-3-4 or 3-4-4 digits."""
    middle = 4 if len(digits) == 11 else 3
    groups = (digits[:3], digits[3 : 3 + middle], digits[3 + middle :])
    return " ".join(group for group in groups if group)
