"""A Zoom invitation as text becomes values: what it holds, and nothing that it does not say.

The layout of invitations changes over the years; the patterns are in zoom_patterns.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple

from companion.formats.html_text import is_html, text_of_html
from companion.formats.zoom_patterns import FOUND
from companion.formats.zoom_times import Repeats, listed_starts, read_repeats, read_told
from companion.models.faults import Refused
from companion.models.links import check_link, is_join_host, link_host, unwrapped
from companion.models.typed import clean_text
from companion.models.zoom_link import ZoomKind, ZoomLink, read_zoom_link

MAX_READ = 60_000  # characters; an invitation has some hundreds, its HTML some thousands
MAX_PASSCODE, MAX_TOPIC = 32, 200


class Invitation(NamedTuple):
    """What an invitation holds; empty and None mean that it does not say.

    link has passed the rules and is https where it is Zoom's own; meeting_id has digits only;
    starts is the naive wall time of the first meeting in zone, an IANA name; zone_name is the
    zone as written, also where no zone is known by it. others are ways into other meetings that
    the text holds: with them and no link, none could be chosen.
    """

    link: str = ""
    meeting_id: str = ""
    passcode: str = ""
    topic: str = ""
    starts: datetime | None = None
    zone: str = ""
    zone_name: str = ""
    repeats: Repeats | None = None
    recording: str = ""
    others: tuple[str, ...] = ()
    minutes: int | None = None
    listed: tuple[datetime, ...] = ()

    @property
    def is_empty(self) -> bool:
        """True when nothing was found."""
        return self == Invitation()

    @property
    def is_personal(self) -> bool:
        """True when the link was made for one person and must not be passed on."""
        found = read_zoom_link(self.link)
        return found is not None and found.kind is ZoomKind.WEBINAR and "tk=" in self.link


_NO_PASSCODE = frozenset({"none", "no", "n/a", "na", "see", "tba", "tbd", "-", "--", "---"})


def read_invitation(text: str) -> Invitation:
    """Return what a text says of a Zoom meeting: an invitation, a calendar entry, its HTML, a
    line of a syllabus or a bare link. Never raises; of a huge text the beginning is read."""
    text = _prepared(text)
    phone = FOUND["phone"].search(text)
    head = text[: phone.start()] if phone else text
    links = list(_links(text))
    link, after, others = _chosen(links, head)
    zoom = read_zoom_link(link) if link else None
    number = zoom.meeting_id if zoom else ""
    told = read_told(head)
    repeats = read_repeats(head) if told.starts else None
    return Invitation(
        link=link,
        meeting_id=number or ("" if others else _written_number(head)),
        passcode="" if others and not link else _passcode(text, head, after, number),
        topic=_topic(head),
        starts=told.starts,
        zone=told.zone,
        zone_name=told.zone_name,
        minutes=told.minutes,
        repeats=repeats,
        listed=_others(head, told.starts) if told.starts and repeats is None else (),
        recording=next((found for _, found, z in links if z.kind is ZoomKind.RECORDING), ""),
        others=others,
    )


def _others(head: str, starts: datetime) -> tuple[datetime, ...]:
    return tuple(at for at in listed_starts(head) if at != starts)


def _prepared(text: str) -> str:
    """Return the text without HTML and odd characters, with each label on a line of its own."""
    text = text[:MAX_READ]
    if is_html(text):
        text = text_of_html(text)
    text = clean_text(unicodedata.normalize("NFKC", text)[:MAX_READ], is_one_line=False)
    return FOUND["new_line"].sub("\n", text)


# Links


def _links(text: str) -> Iterator[tuple[int, str, ZoomLink]]:
    """Yield place, link and meaning of each link of Zoom's that passes the rules."""
    for found in FOUND["address"].finditer(text):
        link = _clean_link(found[0])
        zoom = read_zoom_link(link) if link else None
        if zoom is not None:
            yield found.start(), link, zoom


def _clean_link(address: str) -> str:
    """Return an address as a link that passes the rules, else empty."""
    address = address.replace("&amp;", "&")
    if "(" not in address:
        address = address.partition(")")[0]
    address = address.rstrip(".,;:!?*)…»”’")  # as people end a sentence
    if "://" not in address:
        address = f"https://{address}"
    address = unwrapped(address)
    if is_join_host(link_host(address)) and address[:7].casefold() == "http://":
        address = f"https://{address[7:]}"
    try:
        return check_link(address)
    except Refused:
        return ""


def _chosen(links: list[tuple[int, str, ZoomLink]], head: str) -> tuple[str, int, tuple[str, ...]]:
    """Return the way in, the place behind it, and the ways into other meetings.

    It is the one after "Join Zoom Meeting"; else the one whose number the text names; else the
    only one. Where several are left none is chosen.
    """
    ways = [entry for entry in links if entry[2].is_way_in]
    ways = [entry for entry in ways if entry[0] < len(head)] or ways
    if not ways:
        return "", 0, ()
    join = FOUND["join"].search(head)
    named = _written_number(head)
    start = join.start() if join else len(head)
    first = next((entry for entry in ways if entry[0] >= start), None)
    if first is None:
        first = next((e for e in ways if named and e[2].meeting_id == named), None)
    others = {_identity(entry): entry[1] for entry in ways}
    if first is None and len(others) > 1:
        return "", 0, tuple(others.values())
    best = _best(ways, first or ways[0])
    others.pop(_identity(best))
    return best[1], best[0] + len(best[1]), tuple(others.values())


def _identity(entry: tuple[int, str, ZoomLink]) -> str:
    """Links to one meeting count as one: its number, else the link itself."""
    return entry[2].meeting_id or entry[1].partition("?")[0]


def _best(
    ways: list[tuple[int, str, ZoomLink]], first: tuple[int, str, ZoomLink]
) -> tuple[int, str, ZoomLink]:
    """Of the links to one meeting the plainest, with its token where there is one."""
    kinds = list(ZoomKind)
    same = [entry for entry in ways if _identity(entry) == _identity(first)]
    return min(same, key=lambda e: (kinds.index(e[2].kind), "pwd=" not in e[1], e[0] < first[0]))


# Numbers and codes


def _written_number(head: str) -> str:
    for found in FOUND["meeting_id"].finditer(head):
        digits = re.match(r"\d[\d -]{7,13}\d(?!\d)", found[1])
        if digits:
            number = re.sub(r"\D", "", digits[0])
            return number if 9 <= len(number) <= 11 else ""
    return ""


def _passcode(text: str, head: str, after: int, number: str) -> str:
    """Return the first code behind the link; else the one that follows the link's number; else
    the only one there is. The phone's and the room systems' codes are others."""
    found = [(m.start(), _code(m[1])) for m in FOUND["passcode"].finditer(head)]
    codes = [entry for entry in found if entry[1]]
    if after:
        behind = next((code for place, code in codes if place >= after), "")
        if behind:
            return behind
    if number:
        named = _code_of(text, number)
        if named:
            return named
    return codes[0][1] if len({code for _, code in codes}) == 1 else ""


def _code_of(text: str, number: str) -> str:
    """Return the code on the line after a meeting's number."""
    lines = text.splitlines()
    for line, following in pairwise(lines):
        named = FOUND["meeting_id"].match(line)
        code = FOUND["passcode"].match(following)
        if named and code and re.sub(r"\D", "", named[1]) == number:
            return _code(code[1])
    return ""


def _code(text: str) -> str:
    found = FOUND["passcode_value"].fullmatch(text[:200].strip())
    code = found[1] if found else ""
    is_none = code.casefold().rstrip(".") in _NO_PASSCODE or len(code) > MAX_PASSCODE
    return "" if is_none or "://" in code else code


# Topic


def _topic(head: str) -> str:
    found = FOUND["topic"].search(head)
    topic = clean_text(found[1] or found[2]) if found else ""
    return topic if len(topic) <= MAX_TOPIC else ""
