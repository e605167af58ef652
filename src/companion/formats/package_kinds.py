"""What the entries of a course package are: kind, week, minutes, and what belongs to no week."""

from __future__ import annotations

import re

from companion.formats.html_text import text_of_html
from companion.models.activity import ActivityKind
from companion.models.links import link_host
from companion.models.source_titles import kind_of_title

_TYPES = (
    ("imsqti", ActivityKind.QUIZ),
    ("Quizzes::Quiz", ActivityKind.QUIZ),
    ("imsdt", ActivityKind.DISCUSSION),
    ("DiscussionTopic", ActivityKind.DISCUSSION),
)
_WORK = ("Assignment", "assignment_xml", "associatedcontent")
_TOOLS = ("imsbasiclti", "ContextExternalTool")
_VIDEO_HOSTS = ("youtube.com", "youtu.be", "vimeo.com", "panopto.com", "kaltura.com", "yuja.com",
                "mediasite.com", "wistia.com", "loom.com")  # fmt: skip
_VIDEO_FILE = re.compile(r"\.(?:mp4|m4v|mov|webm|mkv)$", re.IGNORECASE)
_ONE_TO_TWENTY = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    "twenty",
)  # fmt: skip
_NUMBER = rf"[\s_]*#?[\s_]*(\d{{1,2}}|{'|'.join(_ONE_TO_TWENTY)})(?!\w)"
_WEEKS = (
    # "Unit 2, Week 5" is the fifth
    re.compile(rf"(?<![^\W_])(?:weeks?|wk|semana|woche|semaine|settimana){_NUMBER}", re.IGNORECASE),
    re.compile(
        r"(?<![^\W_])(?:unit|module|lesson|session|part|topic|chapter|unidad|módulo|modul|lección"
        rf"|lektion|kapitel|leçon|chapitre|unità|lezione|unidade|aula){_NUMBER}",
        re.IGNORECASE,
    ),
    re.compile(r"^[MWU](\d{1,2})(?=[\s:.–-]|$)"),
    re.compile(r"^(\d{1,2})[.:)]\s"),
)
_BY_TYPE = re.compile(
    r"(?:all |course |graded )?(?:discussions?|discussion boards?|forums?|assignments?|quizzes"
    r"|exams|assessments)(?: (?:and|&) (?:discussions?|assignments?|quizzes|tests|exams))?",
    re.IGNORECASE,
)
_CLOSING = re.compile(r"\b(?:finals?|exams?|capstone|projects?|wrap|conclusion)\b", re.IGNORECASE)
_UTILITY = re.compile(
    r"\b(?:welcome|start here|getting started|orientation|faq|resources?|supplement\w*|syllabus"
    r"|course (?:introduction|information|overview)|instructor|support|help|solutions?"
    r"|announcements?|archive|templates?)\b",
    re.IGNORECASE,
)
_OPTIONAL = re.compile(
    r"\b(?:optional|feedback survey|survey|objectives?|extra credit|bonus)\b", re.IGNORECASE
)
_PREFIX = re.compile(
    r"^(read|watch|view|quiz|discuss|write|submit|post|complete|reference|video|slides|autograder"
    r"|lab|exercise|assignment|homework|hw ?\d|problem set|project)\b",
    re.IGNORECASE,
)
_LENGTH = re.compile(r"\(\d{1,3}:[0-5]\d\)")
_WORDS_A_MINUTE, _LEAST_MINUTES, _MOST_MINUTES = 200, 5, 240


def kind_of_item(
    kind: str, title: str, header: str, href: str, link: str, page: bytes
) -> ActivityKind:
    """Return what an entry is: by its type, its title's first word, the header above it, the file
    or site it leads to, what its page holds."""
    found = next((of for sign, of in _TYPES if kind.startswith(sign)), None)
    if found is not None:
        return found
    if _PREFIX.match(title):
        return kind_of_title(title)
    if kind.startswith(_WORK):
        told = kind_of_title(title)
        is_work = told in (ActivityKind.PROJECT, ActivityKind.QUIZ, ActivityKind.DISCUSSION)
        return told if is_work else ActivityKind.EXERCISE
    if _PREFIX.match(header):
        return kind_of_title(header)
    if _is_video(href, link, page) or _LENGTH.search(title):
        return ActivityKind.VIDEO
    told = kind_of_title(title)
    is_tool = kind.startswith(_TOOLS)
    return ActivityKind.READING if told is ActivityKind.EXERCISE and not is_tool else told


def _is_video(href: str, link: str, page: bytes) -> bool:
    host = link_host(link)
    if any(host == known or host.endswith(f".{known}") for known in _VIDEO_HOSTS):
        return True
    if _VIDEO_FILE.search(href):
        return True
    head = page[:200_000].lower()
    return b"<video" in head or (
        b"<iframe" in head and any(host.encode() in head for host in _VIDEO_HOSTS)
    )


def minutes_of_page(kind: ActivityKind, page: bytes) -> int | None:
    """Return how long a page takes to read, in minutes; None for what is no page to read."""
    if kind is not ActivityKind.READING or not page:
        return None
    words = len(text_of_html(page[:500_000].decode("utf-8", "replace")).split())
    return min(max(_LEAST_MINUTES, round(words / _WORDS_A_MINUTE)), _MOST_MINUTES)


def week_of_title(title: str) -> int | None:
    """Return the week that a module's title names ("Unit 3: Trees"); none for week 0."""
    found = next((match for form in _WEEKS if (match := form.search(title))), None)
    if found is None or is_utility(title):
        return None
    told = found[1].casefold()
    return int(told) or None if told.isdecimal() else _ONE_TO_TWENTY.index(told) + 1


def is_utility(title: str) -> bool:
    """Tell whether a module is no week by its title ("Welcome and Start Here", "FAQ")."""
    return _UTILITY.search(title) is not None and not re.search(r"\bweek \d", title, re.IGNORECASE)


def is_by_type(title: str) -> bool:
    """Tell whether a module holds all of a type ("Discussions"): work, but of no week."""
    return _BY_TYPE.fullmatch(title.strip()) is not None


def is_closing(title: str) -> bool:
    """Tell whether a module is what ends a course ("Final Exam")."""
    return _CLOSING.search(title) is not None


def is_optional(title: str, header: str) -> bool:
    """Tell whether an entry is optional by its words."""
    return _OPTIONAL.search(title) is not None or "optional" in header.casefold()
