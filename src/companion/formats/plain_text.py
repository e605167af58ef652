"""Text as it may stand in a calendar file: no control characters, every language intact."""

from __future__ import annotations

import unicodedata

_LINE_ENDS = str.maketrans({"\r": "\n", "\x0b": "\n", "\x0c": "\n", "\x85": "\n"})
_LINE_ENDS |= str.maketrans({"\u2028": "\n", "\u2029": "\n", "\t": " "})


def clean_text(text: str) -> str:
    """Return text in composed form (NFC), line ends as "\\n", without control characters.

    Joiners and direction marks stay: languages need them. Half characters (lone surrogates) and
    a byte order mark go: no encoding or no reader takes them.
    """
    if text.isascii() and text.isprintable():
        return text.strip()
    text = text.replace("\r\n", "\n").translate(_LINE_ENDS)
    text = "".join(c for c in text if c == "\n" or _is_writable(c))
    return unicodedata.normalize("NFC", text).strip()


def clean_line(text: str) -> str:
    """Return clean text on one line, with single blanks where lines ended."""
    text = clean_text(text)
    return " ".join(text.split()) if "\n" in text or "  " in text else text


def clean_link(link: str) -> str:
    """Return a link fit for a URI property, else empty: http(s) only, blanks percent-encoded."""
    link = clean_line(link)
    if not link.lower().startswith(("http://", "https://")):
        return ""
    return "".join(c if c not in _NOT_IN_A_LINK else f"%{ord(c):02X}" for c in link)


_NOT_IN_A_LINK = frozenset(' "<>\\^`{|}')


def _is_writable(character: str) -> bool:
    return unicodedata.category(character) not in ("Cc", "Cs") and character != "\ufeff"
