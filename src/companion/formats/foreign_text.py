"""Text from other people's files, made fit to keep: cut, composed, nothing hidden in it."""

from __future__ import annotations

import re
import unicodedata

from companion.formats.html_text import is_html, text_of_html
from companion.models.faults import Refused
from companion.models.import_limits import MAX_NOTES, MAX_TITLE
from companion.models.links import check_link, unwrapped

# control characters, overrides of the direction of writing, halves of letters, invisible marks
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufff9-\ufffb\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_LINE_END = re.compile("\r\n?|\u2028|\u2029|\x85")
_BLANKS = re.compile(r"[^\S\n]+")
_MANY_LINES = re.compile(r"\n[ \n]{2,}")
_LINK = re.compile(r"https?://[^\s<>\"'`|\\^{}\[\]]{1,2000}")


def clean_notes(text: str, most: int = MAX_NOTES) -> str:
    """Return text of several lines; of HTML what is read on the page."""
    text = text[: 4 * most]
    if "<" in text and is_html(text):
        text = text_of_html(text)
    text = _HIDDEN.sub("", _LINE_END.sub("\n", text))
    text = _MANY_LINES.sub("\n\n", _BLANKS.sub(" ", text))
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    return text[:most].strip()


def clean_title(text: str, most: int = MAX_TITLE) -> str:
    """Return text on one line; empty where nothing of it is seen."""
    line = " ".join(_HIDDEN.sub("", _LINE_END.sub(" ", text[: 4 * most])).split())
    if not line.isascii():
        line = unicodedata.normalize("NFC", line)
        if not any(unicodedata.category(c)[0] not in "CZ" for c in line):
            return ""
    return line[:most].strip()


def clean_link(text: str) -> str:
    """Return a link that passes the rules for links, else empty; wrapped ones unwrapped."""
    try:
        return check_link(unwrapped(text.strip().replace("&amp;", "&")))
    except Refused:
        return ""


def links_in(text: str) -> list[str]:
    """Return the links that a text holds, as people write them in sentences, at most 50."""
    found = []
    for match in _LINK.finditer(text[:200_000]):
        address = match[0] if "(" in match[0] else match[0].partition(")")[0]
        link = clean_link(address.rstrip(".,;:!?*…»”’"))
        if link:
            found.append(link)
        if len(found) == 50:
            break
    return found
