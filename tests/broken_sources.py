"""Broken bytes for every reader: good ones with pieces cut, doubled, swapped and overwritten; of
zips also what is within their members."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Iterator

from course_files import COURSE_FILE
from packages import canvas_package, packed, plain_package
from sources import assignment, autumn_classes, calendar, canvas, component, event
from tables import CSV, HTML, MARKDOWN, sheet

_TEXT = (
    "Ada is inviting you to a scheduled Zoom meeting.\n\nTopic: Live class\nTime: Sep 1, 2026 "
    "06:30 PM Eastern Time (US and Canada)\n        Every week on Tue, until Dec 1, 2026, 14 "
    "occurrence(s)\n\nJoin Zoom Meeting\nhttps://cmu.zoom.us/j/91234567890?pwd=abc.1\n\n"
    "Meeting ID: 912 3456 7890\nPasscode: 123456\n"
)
_SERIES = component("VEVENT", [
    ("UID", "s1"), ("SUMMARY", "Seminar"), ("DTSTART;TZID=America/New_York", "20260831T180000"),
    ("DURATION", "PT1H"), ("RRULE", "FREQ=WEEKLY;INTERVAL=1;BYDAY=MO,WE;COUNT=12"),
    ("EXDATE;TZID=America/New_York", "20260907T180000"),
])  # fmt: skip
MAIL = (
    "From: Ada <ada@example.org>\nSubject: Live class\nMIME-Version: 1.0\nContent-Type: "
    'multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/plain; charset="iso-8859-1"\n'
    "Content-Transfer-Encoding: quoted-printable\n\n"
    + _TEXT.replace("=", "=3D").replace("Live class", "S=E9minaire")
    + "--b\nContent-Type: application/pdf\n\n%PDF\n--b--\n"
)
GOOD: dict[str, bytes] = {
    "canvas": canvas(assignment(1, "Quiz 1"), *autumn_classes()),
    "series": calendar(_SERIES, event(UID="2", SUMMARY="Due", DTSTART="20261007T180000Z")),
    "invitation": _TEXT.encode(),
    "mail": MAIL.encode(),
    "room": b"Zoom room: https://cmu.zoom.us/j/91234567890?pwd=abc.1 (see Canvas)\n",
    "package": plain_package(),
    "canvas package": canvas_package(),
    "markdown": MARKDOWN.encode(),
    "csv": CSV.encode(),
    "html": HTML.encode(),
    "sheet": sheet(),
    "course file": COURSE_FILE.encode(),
}
ZIPS = [name for name, content in GOOD.items() if content.startswith(b"PK")]
_BITS = (
    b"\0", b"\xff\xfe", b"\r\n ", b"BEGIN:VEVENT\r\n", b"END:VEVENT\r\n", b"RRULE:FREQ=DAILY\r\n",
    b";VALUE=DATE", b":", b'"', b"99999999", b"20991231T235959Z", b"-1", b"<b>", b"\\n",
    b"RECURRENCE-ID:20260907T220000Z\r\n", b"TZID=", b"SECONDLY", b"&amp;", b"http://", b"\xc3",
    b"\xe2\x80\xae", b"P", b"https://us02web.zoom.us/j/1", b"[", b"]", b"{", b",", b"\t", b"|",
    b"<item>", b"</item>", b"<title>", b'r="ZZ9"', b'r="A1048577"', b'ref="A1:XFD1048576"',
    b't="s"', b'r="A0"', b's="99"', b"1e308", b"-99999999999", b"<![CDATA[", b"&#0;", b"<row>",
    b"<c>", b"<v>", b'identifierref="r1"', b"../", b"%2e%2e/", "\u0663".encode(), "\u00b2".encode(),
)  # fmt: skip


def broken(good: bytes, seed: int, count: int) -> Iterator[bytes]:
    """Yield broken forms of good bytes, the same for the same seed."""
    dice = random.Random(seed)
    for _ in range(count):
        yield _broken(good, dice)


def broken_inside(good: bytes, seed: int, count: int) -> Iterator[bytes]:
    """Yield whole zips whose members are broken, absent, empty or each other's: what a reader of
    zips only meets once the zip itself is sound."""
    dice = random.Random(seed)
    with zipfile.ZipFile(io.BytesIO(good)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    for _ in range(count):
        made = dict(members)
        for name in dice.choices(list(members), k=dice.randint(1, 3)):
            made[name] = _other(members, name, dice)
        if dice.randrange(10) == 0:
            del made[dice.choice(list(made))]
        yield packed(made)


def _other(members: dict[str, bytes], name: str, dice: random.Random) -> bytes:
    match dice.randrange(12):
        case 0:
            return b""
        case 1:
            return members[dice.choice(list(members))]
        case _:
            return _broken(members[name], dice)


def _broken(good: bytes, dice: random.Random) -> bytes:
    content = bytearray(good)
    for _ in range(dice.randint(1, 8)):
        _break(content, dice)
    return bytes(content)


def _break(content: bytearray, dice: random.Random) -> None:
    place = dice.randrange(len(content) + 1)
    length = dice.choice((1, 2, 8, 60, 400))
    piece = content[place : place + length]
    match dice.randrange(5):
        case 0:
            del content[place : place + length]
        case 1:
            content[place:place] = dice.choice(_BITS)
        case 2:
            content[place:place] = piece * dice.choice((1, 3, 50))
        case 3:
            content[place : place + 1] = bytes([dice.randrange(256)])
        case _:
            other = dice.randrange(len(content) + 1)
            content[other:other] = piece
