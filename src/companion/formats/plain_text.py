"""Text as it may stand in a calendar file: no control characters, every language intact."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Control characters but the line feed, half characters (lone surrogates), byte order marks.
_UNWRITABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff]")


def clean_text(text: str) -> str:
    """Return text in composed form (NFC), line ends as "\\n", without control characters.

    Joiners and direction marks stay: languages need them. Half characters (lone surrogates) and
    a byte order mark go: no encoding or no reader takes them.
    """
    if not text.isprintable():
        text = _UNWRITABLE.sub("", _LINE_ENDS.sub("\n", text)).replace("\t", " ")
    return (text if text.isascii() else unicodedata.normalize("NFC", text)).strip()


def clean_line(text: str) -> str:
    """Return clean text on one line, with single blanks where lines ended."""
    text = clean_text(text)
    return " ".join(text.split()) if "\n" in text or "  " in text else text


def clean_link(link: str) -> str:
    """Return a link as a URI holds it (RFC 3986), else empty: http(s) only; blanks, brackets and
    letters beyond ASCII are percent-encoded."""
    link = clean_line(link)
    if not link.lower().startswith(("http://", "https://")):
        return ""
    return _NOT_IN_A_LINK.sub(lambda found: quote(found[0]), link)


_NOT_IN_A_LINK = re.compile(r'[^!-~]|["<>\\^`{|}]')
