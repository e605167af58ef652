"""The term that a text names ("Fall 2026", "SP27", "WS 2026/27"), and the year that it gives."""

from __future__ import annotations

import re

_SEASON = (
    r"(?:spring|summer|fall|autumn|winter|semester|term|quarter|trimester|otoño|primavera|verano"
    r"|herbst|frühjahr|sommersemester|wintersemester|automne|printemps|outono)"
)
_FORMS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?<!\d)(20\d\d)\s?[-/–]\s?(?:20)?(\d\d)(?![\d/-])",
        rf"(?<![^\W_]){_SEASON}(?:\s(?:semester|term|quarter|i{{1,3}}|[1-4]))?,?[\s_-]{{0,3}}"
        rf"(?:of\s)?(20\d\d)(?!\d)",
        rf"(?<!\d)(20\d\d)[\s_-]{{0,3}}{_SEASON}(?![^\W_])",
        rf"(?<![^\W_]){_SEASON}\s?['’](\d\d)(?!\d)",
        r"(?<![^\W_])(?:FA|SP|SU|WI|[FSW])['’]?(\d\d)(?![\d/:.-])",
    )
)
_BARE = re.compile(r"(?<![\d/:.#-])(20\d\d)(?![\d/:.-])")


def names_term(text: str) -> bool:
    """Tell whether a line names a term, as the head of a part of a table does."""
    return any(form.search(text[:300]) for form in _FORMS)


def year_near(text: str, month: int) -> int | None:
    """Return the year of a month in the term that a text names first, else the only year that
    it writes; None where it tells none. Of "2026/27" the months before July are the second's."""
    for form in _FORMS:
        found = form.search(text[:20_000])
        if found is not None and form is _FORMS[0]:
            first, second = int(found[1]), int(found[2])
            if second == (first + 1) % 100:
                return first + (month < 7)
        elif found is not None:
            return int(found[1]) + (2000 if len(found[1]) == 2 else 0)
    years = set(_BARE.findall(text[:20_000]))
    return int(years.pop()) if len(years) == 1 else None
