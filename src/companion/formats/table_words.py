"""What the words in the cells of a table mean: titles of work, what is none, what is due or handed
out, which week it is."""

from __future__ import annotations

import re

from companion.formats.foreign_text import clean_title
from companion.formats.table_columns import URL
from companion.formats.table_dates import find_placed, without_marks
from companion.formats.table_terms import names_term
from companion.models.activity import ActivityKind
from companion.models.course import MAX_WEEKS
from companion.models.source_titles import is_exam, kind_of_title, names_work

_EMPTY = re.compile(r"(?:tba|tbd|none|n/?a|no (?:reading|homework|assignment)s?|[-–—.*\s]*)", re.I)
_WEEK = re.compile(
    r"\b(?:weeks?|wk|unit|module|session|woche|semana|semaine|settimana|unidad)\s*#?\s*(\d{1,2})\b"
    r"(?![/.-]\d)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\W*(\d{1,2})\b(?![/.]\d|:\d)")
_HEAD_MARKS = re.compile(r"^[#>\s]+|[*`]{1,3}|(?<![^\W_])_+|_+(?![^\W_])")
_NO_NAME = re.compile(
    r"(?:(?:class|course|lecture|tentative|weekly|assignment)\s)*(?:schedule|calendar|syllabus"
    r"|assignments?|outline|timetable|summary)\W*",
    re.IGNORECASE,
)
_OUT = re.compile(r"\b(?:out|released|assigned|posted|opens?)\W*$", re.IGNORECASE)
_DUE_WORD = re.compile(r"^due\s*:\s*|\s*[-–:(]?\s*\bdue[).!]*$", re.IGNORECASE)
_DUE_IN_BRACKETS = re.compile(r"\(([^()]*[^\W\d_]{3}[^()]*? due)\)", re.IGNORECASE)
_IS_DUE = re.compile(r"\bdue\b|\bfällig\b", re.IGNORECASE)
_NUMBERED = re.compile(r"[^\W\d]+ ?\d+ (?:is )?(?:due|out|released|assigned)\W*", re.IGNORECASE)
_ONLY_FORM = re.compile(
    r"(?:notes?|slides?|pdf|videos?|recording|link|reading|chapter|html|article|paper|handout"
    r"|see (?:the )?links?(?: column)?)",
    re.IGNORECASE,
)
_NAMED_AND_NUMBERED = re.compile(
    r"^\W*(?:hw|homework|quiz|lab|discussion|assignment|project|exercise|problem set|ps|exam)"
    r" ?#?\d",
    re.IGNORECASE,
)
_SORTS = re.compile(r"^(?:assignment|discussion topic|calendar event|event)\s+", re.IGNORECASE)
_NO_CLASS = re.compile(r"no (?:class(?:es)?|lecture|meeting)s?", re.IGNORECASE)
_ONLY_THERE = re.compile(
    r"(?:attendance (?:is )?(?:required|mandatory)|in[- ]class|guest (?:speaker|lecture)"
    r"|see (?:canvas|syllabus|moodle))\W*",
    re.IGNORECASE,
)


def words(cell: str, most: int = 2000) -> str:
    """Return what a cell says, without addresses and marks; empty for "none" and the like."""
    plain = re.sub(r"\s+(?=[,;])", "", URL.sub(" ", cell).replace("[]", ""))
    plain = clean_title(re.sub(r"^[\s*•–,;-]+|[\s*•,;–-]+$", "", plain), most)
    return "" if _EMPTY.fullmatch(plain) else plain


def parts_of(cell: str) -> list[str]:
    """Take the lines of a cell apart, and "HW1 due / HW2 out"."""
    return [part for line in cell.split("\n") for part in _split(line)]


def _split(line: str) -> list[str]:
    """Take "HW1 due / HW2 out" apart, and "HW 1; Quiz 2" where each part is work of its own."""
    if only_opens(words(line)):
        return re.split(r"\s/\s", line)
    pieces = re.split(r"[;,]\s", line)
    is_work = len(pieces) > 1 and all(_NAMED_AND_NUMBERED.search(piece) for piece in pieces)
    return pieces if is_work else [line]


def title_of_work(part: str, topic: str, *, is_reading: bool) -> str:
    """Return the title of work, empty for none; "1, 2" to be read are chapters, and "slides" alone
    are those of the topic."""
    in_brackets = _DUE_IN_BRACKETS.search(part)
    title = words(_DUE_WORD.sub("", words(in_brackets[1] if in_brackets else part)))
    if is_reading and re.fullmatch(r"[\d\s,.–-]+", title):
        return f"Chapter {title}"
    return f"{topic}: {title}" if topic and _ONLY_FORM.fullmatch(title) else title


def without_sort(title: str) -> str:
    """Return a title without what Canvas says before it that it is."""
    return _SORTS.sub("", title) or title


def only_opens(title: str) -> bool:
    """Tell whether work is only handed out."""
    return _OUT.search(title) is not None


def only_there(title: str) -> bool:
    """Tell whether words for work only say to be there ("attendance required")."""
    return _ONLY_THERE.fullmatch(title) is not None


def only_no_class(title: str) -> bool:
    """Tell whether a title says no more than that there is no class."""
    return _NO_CLASS.fullmatch(title) is not None


def says_due(cell: str) -> bool:
    """Tell whether a cell says that work is due or handed out; grades of a university are none."""
    is_told = only_opens(cell) or _IS_DUE.search(cell) is not None
    return is_told and (names_work(cell) or _NUMBERED.fullmatch(cell.strip()) is not None)


def week_number(cell: str) -> int | None:
    """Return the week that a cell names, which may stand beside a date: "2 (9/7)"."""
    plain = without_marks(cell)
    found, start = find_placed(plain)
    match = _WEEK.search(plain) or (_NUMBER.match(plain) if found is None or start else None)
    return int(match[1]) if match and 1 <= int(match[1]) <= MAX_WEEKS else None


def name_above(near: str) -> str:
    """Return the course that the lines above a table name: the first that is a title, and neither
    a term alone nor what any table is called."""
    lines = (clean_title(_HEAD_MARKS.sub("", line), 120) for line in near.splitlines())
    named = (line for line in lines if len(line) > 3 and not line.startswith("|"))
    return next((n for n in named if not _NO_NAME.fullmatch(n) and not _only_term(n)), "")


def _only_term(line: str) -> bool:
    return names_term(line) and len(line.split()) < 4


def kind_of_work(told: str, title: str, *, is_reading: bool) -> ActivityKind:
    """Return the kind of work: as a column of kinds says, else by the column of work or title."""
    plain = told.strip().casefold()
    named = next((k for k in ActivityKind if k.value == plain.rstrip("s")), None)
    if named is not None and named is not ActivityKind.RECORDING:
        return named
    if is_reading:
        return ActivityKind.READING
    return ActivityKind.QUIZ if is_exam(title) else kind_of_title(f"{told} {title}")
