"""What titles and labels of a source tell: the kind of work, its minutes, a course's code."""

from __future__ import annotations

import re
from itertools import pairwise

from companion.models.activity import ActivityKind
from companion.models.draft import MAX_CODE
from companion.models.meeting import MeetingKind

# What decides most comes first: "Quiz: Chapter 3" is a quiz, "Chapter 3 discussion" a discussion.
_KIND_WORDS = {
    ActivityKind.QUIZ: "quiz quizzes test exam midterm examination questionário cuestionario",
    ActivityKind.DISCUSSION: "discussion discussions discuss forum post posts reply replies "
    "comments critique introductions fórum foro",
    ActivityKind.PROJECT: "project projects paper essay report proposal presentation milestone "
    "portfolio storyboard capstone thesis poster outline",
    ActivityKind.VIDEO: "watch video videos lecture lectures recording movie webcast",
    ActivityKind.READING: "read reading readings reference slides notes transcript chapter "
    "chapters article textbook",
    ActivityKind.EXERCISE: "exercise exercises homework assignment lab labs worksheet autograder "
    "notebook simulation write submit complete problem problems",
}
_VERBS = {
    "read": ActivityKind.READING,
    "watch": ActivityKind.VIDEO,
    "video": ActivityKind.VIDEO,
    "discuss": ActivityKind.DISCUSSION,
    "post": ActivityKind.DISCUSSION,
    "quiz": ActivityKind.QUIZ,
    "write": ActivityKind.EXERCISE,
    "complete": ActivityKind.EXERCISE,
    "reference": ActivityKind.READING,
    "slides": ActivityKind.READING,
    "lab": ActivityKind.EXERCISE,
    "homework": ActivityKind.EXERCISE,
    "autograder": ActivityKind.EXERCISE,
}
_WRITTEN = frozenset({"slides", "notes", "transcript"})
_FILMED = frozenset({"watch", "video", "videos", "recording"})
_KIND_OF = {word: kind for kind, words in _KIND_WORDS.items() for word in words.split()}
_MEETING_WORDS = (
    (MeetingKind.OFFICE_HOURS, r"\boffice hours?\b|^OH\b|\bdrop.in\b|\bask me anything\b"),
    (
        MeetingKind.RECITATION,
        r"\brecitations?\b|\btutorials?\b|\blab meeting\b"
        r"|\bsection\b(?!\s*#?(?:\d|[A-Z]\b))",
    ),
    (MeetingKind.STUDY_GROUP, r"\bstudy group\b"),
)
_USUAL_MINUTES = {
    ActivityKind.READING: 30,
    ActivityKind.VIDEO: 20,
    ActivityKind.QUIZ: 10,
    ActivityKind.EXERCISE: 45,
    ActivityKind.DISCUSSION: 20,
    ActivityKind.PROJECT: 90,
}
_NO_CLASS = re.compile(
    r"\bno (?:class|classes|lecture|recitation|meeting|school|instruction)\b"
    r"|\b(?:class(?:es)?|lecture) (?:is |are )?(?:cancel+ed|suspended)\b"
    r"|\b(?:fall|spring|winter|summer|mid-?semester|thanksgiving|reading|semester) "
    r"(?:break|recess)\b"
    r"|\bbreak\b(?![ -]?(?:down|out|even|ing|through|point))(?<![Tt]ie[ -]break)"
    r"|\breading week\b(?! ?\d)|\bholidays?\b|\brecess\b|\bthanksgiving\b"
    r"|\blabou?r day\b|\bmlk\b|\bmartin luther king\b|\bmemorial day\b|\bjuneteenth\b"
    r"|\bindependence day\b|\bveterans day\b|\buniversity closed\b",
    re.IGNORECASE,
)
_PARTLY = re.compile(
    r"\bexcept\b|\bstill (?:meet|held)\b|\b(?:day|daytime|morning|afternoon|evening) classes\b",
    re.IGNORECASE,
)
_EXAM = re.compile(
    r"\b(?:mid-?terms?|exams?|examinations?|finals|(?:quiz|test) ?#?\d+)\b", re.IGNORECASE
)
_BEFORE_EXAM = re.compile(
    r"\b(?:review|prep\w*|practice|before|after|post|debrief|results|return\w*|discussion)\b",
    re.IGNORECASE,
)
_WORK = re.compile(
    r"\b(?:hw|homework|assignments?|quiz(?:zes)?|exams?|midterms?|exercises?|worksheets?|projects?"
    r"|essays?|papers?|proposals?|reports?|problem sets?|discussions?|read(?:ings?)?|chapters?"
    r"|submit|watch|write|complete)(?=\b|\d)",
    re.IGNORECASE,
)
_LENGTH = re.compile(
    r"\((\d{1,3}):([0-5]\d)\)|\b(?:in|~|about)? ?(\d{1,3})[- ]?min(?:ute)?s?\b", re.IGNORECASE
)
_GENERIC = re.compile(
    r"(?:live |online |virtual |weekly |zoom )*(?:class(?:es)?|sessions?|lectures?|meetings?"
    r"|recitations?|office hours?|seminars?|webinars?|tutorials?|study group)?"
    r"(?: (?:class|session|meeting|lecture))?[\s#:–-]*\d*",
    re.IGNORECASE,
)


def kind_of_title(title: str) -> ActivityKind:
    """Return the kind of work that a title tells: its first word, else the most telling one; an
    exercise where none does."""
    words = re.findall(r"[^\W\d_]+", title.casefold())
    if words and words[0] in _VERBS:
        return _VERBS[words[0]]
    found = {_KIND_OF[word] for word in words if word in _KIND_OF}
    if _WRITTEN.intersection(words) and not _FILMED.intersection(words):
        found.discard(ActivityKind.VIDEO)  # "Lecture 1 slides"
    return next((kind for kind in _KIND_WORDS if kind in found), ActivityKind.EXERCISE)


def names_work(title: str) -> bool:
    """Tell whether a title is about something to do, in words that no topic of a class has."""
    return _WORK.search(title) is not None


def meeting_kind_of_title(title: str) -> MeetingKind:
    """Return the kind of class that a title tells; a live session where none does."""
    found = (kind for kind, words in _MEETING_WORDS if re.search(words, title, re.IGNORECASE))
    return next(found, MeetingKind.LIVE_SESSION)


def minutes_of_title(title: str) -> int | None:
    """Return the length that a title tells ("(12:31)", "in 5 minutes"), in minutes."""
    found = _LENGTH.search(title)
    if found is None:
        return None
    if found[3]:
        return int(found[3]) or None
    return max(1, round(int(found[1]) + int(found[2]) / 60))


def usual_minutes(kind: ActivityKind) -> int:
    """Return the estimate for work of a kind whose length nobody tells."""
    return _USUAL_MINUTES.get(kind, 30)


def is_no_class(title: str) -> bool:
    """Tell whether a title says that there are no classes."""
    return _NO_CLASS.search(title) is not None


def is_partly_off(title: str) -> bool:
    """Tell whether a title that says "no classes" says as well that some are held."""
    return _PARTLY.search(title) is not None


def is_exam(title: str) -> bool:
    """Tell whether the topic of a class is an exam, and no preparation for one."""
    return _EXAM.search(title) is not None and _BEFORE_EXAM.search(title) is None


def is_generic(title: str) -> bool:
    """Tell whether a title says no more than that there is a class ("Live class 4")."""
    return _GENERIC.fullmatch(title.strip()) is not None


# A course's label: "25/FA CIS-616-OL01", "MATH 233 (170001) FA26", "PHYS_040A_001_26F", "24787-A"
_LETTERS = re.compile(
    r"(?<![A-Za-z])([A-Za-z]{2,5})([\s_–-]{0,3})(\d{2,5}[A-Za-z]?)(?![0-9A-Za-z])"
)
_NUMBERED = re.compile(r"(?<![\w-])\d{2}-\d{3}(?![\w-])")
_DIGITS = re.compile(r"(?<!\d)(\d{2})-?(\d{3})(?!\d)")
_TERM = re.compile(r"(?:fa|sp|su|wi|fall|spring|summer|winter|w|s|f)?\d{2}$", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_TERM_WORDS = frozenset(
    ["fall", "spring", "summer", "winter", "fa", "sp", "su", "wi", "ws", "ss", "sose", "wise"]
)


def code_in(label: str) -> str:
    """Return the course code that a label holds ("CIS-616"), else a short form of the label."""
    numbered = _NUMBERED.search(label)
    if numbered:
        return numbered[0]
    years = len(_YEAR.findall(label))
    for found in _LETTERS.finditer(label):
        is_year = _YEAR.fullmatch(found[3]) is not None and found[2] not in ("-", "_") and years < 2
        if found[1].casefold() not in _TERM_WORDS and not is_year:
            return f"{found[1].upper()}-{found[3].upper()}"[:MAX_CODE]
    number = _DIGITS.search(label)
    if number:
        return number[0]
    is_code = len(label) <= MAX_CODE and re.fullmatch(r"[\w-]*\d[\w-]*", label)
    return label if is_code else _initials(label)


def name_of_file(stem: str) -> str:
    """Return the name of a file as that of what it holds: "stat500_schedule (2)" is "stat500
    schedule"."""
    plain = re.sub(r"[_-]+", " ", re.sub(r"\s*\(\d{1,3}\)$", "", stem))
    return " ".join("".join(c if c.isprintable() else " " for c in plain).split())[:120]


def _initials(label: str) -> str:
    words: list[str] = re.findall(r"[^\W_]+", label.partition(" - ")[0])
    if len(words) == 1:
        return words[0][:MAX_CODE]
    capital = [w for w in words if w[0].isupper() and not _TERM.fullmatch(w)]
    named = capital if len(capital) > 1 else words
    return "".join(word[0].upper() for word in named[:6])


def folded(text: str) -> str:
    """Return letters and digits only, to compare codes and titles."""
    return "".join(c for c in text.casefold() if c.isalnum())


def names_course(label: str, code: str, name: str) -> bool:
    """Tell whether a label is about the course of a code and a name."""
    wanted, parts = folded(code), re.findall(r"[^\W_]+", label.casefold())
    if wanted and (wanted in parts or wanted in (folded(label), folded(code_in(label)))):
        return True
    pairs = {a + b for a, b in pairwise(parts)}
    return (len(wanted) > 3 and wanted in pairs) or (
        len(folded(name)) > 5 and folded(name) in folded(label)
    )
