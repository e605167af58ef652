"""The text of a piece of HTML, with the links it leads to; nothing is loaded, nothing is run.

Its own few lines instead of html.parser, which takes seconds for some kilobytes of open quotes.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

_SIGN = re.compile(r"<(?:p|br|div|a|table|tr|td|li|ul|html|body|span|hr|b|i|u)\b[^<>]*>", re.I)
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)([^<>]*)>|<[!?][^<>]*>", re.I)
_HREF = re.compile(r"\bhref\s?=\s?(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.I)
_BREAKS = frozenset({"p", "br", "div", "tr", "li", "hr", "table", "ul", "ol", "h1", "h2", "h3"})
_SILENT = frozenset({"script", "style", "head", "title"})


def is_html(text: str) -> bool:
    """Tell whether a text holds HTML tags."""
    return _SIGN.search(text) is not None


def text_of_html(text: str) -> str:
    """Return what is read on the page, line by line; a link that is not written out follows its
    words. Takes time in proportion to the text."""
    parts: list[str] = []
    silent = ""
    link, since = "", 0
    for words, closes, tag, rest in _pieces(_without_comments(text)):
        if not silent:
            parts.append(html.unescape(words))
        if silent:
            silent = "" if closes and tag == silent else silent
        elif tag in _SILENT and not closes:
            silent = tag
        elif tag in _BREAKS:
            parts.append("\n")
        elif tag == "a":
            if link and link not in "".join(parts[since:]):
                parts.append(f" {link} ")
            link, since = "" if closes else _href(rest), len(parts)
    return "".join(parts)


def _pieces(text: str) -> Iterator[tuple[str, bool, str, str]]:
    """Yield the words before each tag, whether it closes, its name, and what stands in it."""
    place = 0
    for found in _TAG.finditer(text):
        yield text[place : found.start()], found[1] == "/", (found[2] or "").lower(), found[3] or ""
        place = found.end()
    yield text[place:], False, "", ""


def _href(rest: str) -> str:
    found = _HREF.search(rest)
    return html.unescape(found[1] or found[2] or found[3] or "") if found else ""


def _without_comments(text: str) -> str:
    kept, place = [], 0
    while (start := text.find("<!--", place)) >= 0:
        kept.append(text[place:start])
        end = text.find("-->", start)
        place = end + 3 if end >= 0 else len(text)
    return "".join([*kept, text[place:]])
