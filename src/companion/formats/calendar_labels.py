"""The courses of a calendar that names them only in titles: "CS 61A Lecture", "BIOL-1406: Quiz 1".

A code counts where it comes back, or stands in the calendar's own name: "Flight LH 4510" is none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from companion.formats.calendar_lines import Component
from companion.formats.foreign_text import clean_title
from companion.models.source import SourceCourse

_CODE = re.compile(
    r"(?<![A-Za-z0-9])(?:([A-Z]{2,5})[ -]?(\d{3,5}[A-Z]{0,2}|\d{2}[A-Z])|(\d{2}-\d{3}))"
    r"(?![A-Za-z0-9])"
)
_PLACES = re.compile(
    r"\b(?:room|rm|hall|building|bldg|flight|gate|suite|apt|bus|train|route)\W*$",
    re.IGNORECASE,
)
_NO_COURSES = frozenset({
    "ROOM", "RM", "HALL", "BLDG", "HW", "LAB", "QUIZ", "WEEK", "UNIT", "EXAM", "TEST", "PART",
    "ZOOM", "UTC", "GMT", "EST", "EDT", "CST", "PST", "ISO", "COVID", "TEL", "ID", "JAN", "FEB",
    "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "SEPT", "OCT", "NOV", "DEC", "FALL",
})  # fmt: skip
_MOST_TITLE = 300


class Labels:
    """The codes of courses in a calendar, each as the label of its entries."""

    def __init__(self, calendar: Component, *, is_once_enough: bool = False) -> None:
        self._own = _code(clean_title(calendar.text("X-WR-CALNAME"), _MOST_TITLE))
        self._titles: dict[str, set[str]] = {}
        counts: Counter[str] = Counter()
        for part in calendar.parts:
            title = clean_title(part.text("SUMMARY"), _MOST_TITLE)
            code = _code(title)
            self._titles.setdefault(code, set()).add(title)
            is_repeated = part.first("RRULE") is not None
            counts[code] += 2 if is_repeated or is_once_enough else 1
        self._known = {code for code, count in counts.items() if code and count > 1} | {self._own}

    def of(self, title: str, *others: str) -> str:
        """Return the course of an entry, empty for none: by its title, else by other texts that
        name a course alone."""
        code = _code(title[:_MOST_TITLE])
        if code in self._known and code:
            return code
        codes = (_code(clean_title(text, _MOST_TITLE)) for text in others)
        return next((code for code in codes if code), self._own)

    def courses(self) -> Iterator[SourceCourse]:
        """Yield the courses whose entries all have one title: that is their name."""
        for code in self._known - {""}:
            titles = self._titles.get(code, set())
            if len(titles) == 1:
                yield SourceCourse(code, name=next(iter(titles)))


def _code(text: str) -> str:
    for found in _CODE.finditer(text):
        if found[3]:
            return found[3]
        if found[1] not in _NO_COURSES and not _PLACES.search(text[: found.start()]):
            return f"{found[1]} {found[2]}"
    return ""
