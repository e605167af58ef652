"""A saved mail as what it brings: the calendar in it, else its text. Attachments are not opened."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.message import Message
from itertools import islice

from companion.models.import_limits import CALENDAR_BYTES

_HEAD = re.compile(
    rb"(?:(?:from|to|subject|date|received|return-path|delivered-to|mime-version|message-id|x-[a-z-]+"
    rb"|content-type|dkim-signature|authentication-results)(?::[^\n]*\n)(?:[ \t][^\n]*\n)*){3}",
    re.IGNORECASE,
)
_WANTED = ("text/calendar", "text/plain", "text/html")
_MOST_PARTS = 100


def is_mail(content: bytes) -> bool:
    """Tell whether bytes begin with the head of a mail."""
    return _HEAD.match(content[:20_000].replace(b"\r\n", b"\n")) is not None


def text_of_mail(content: bytes) -> bytes:
    """Return the calendar that a mail brings, else its text, as UTF-8; empty where it has none."""
    if len(content) > CALENDAR_BYTES:
        return b""
    found: dict[str, bytes] = {}
    try:
        for part in islice(message_from_bytes(content).walk(), _MOST_PARTS):
            kind = part.get_content_type()
            if kind in _WANTED and kind not in found:
                found[kind] = _decoded(part)
    except RecursionError:  # parts within parts within parts
        return b""
    return next((found[kind] for kind in _WANTED if found.get(kind, b"").strip()), b"")


def _decoded(part: Message) -> bytes:
    raw = part.get_payload(decode=True)
    try:
        text = raw if isinstance(raw, bytes) else b""
        charset = part.get_content_charset("utf-8")
        return text.decode(charset, "replace").encode("utf-8", "replace")
    except (LookupError, ValueError):
        return b""
