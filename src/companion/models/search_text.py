"""What is typed into the search, and which parts of a text it stands for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from companion.models.course import Course
from companion.models.folding import PlacedWord, fold, placed_words
from companion.models.schedule import Schedule
from companion.models.search_index import WordIndex

_LONGEST = 2500  # characters; longer is no title, and no search


class Query(NamedTuple):
    """What was typed: its words as they are compared; after ">" for commands only; after "#" a
    course's code or name, and whether more may follow it."""

    words: tuple[str, ...] = ()
    is_for_commands: bool = False
    tag: str | None = None
    is_tag_complete: bool = False


def read_query(typed: str) -> Query:
    """Read what was typed. Any text will do."""
    text = typed.lstrip() if len(typed) <= _LONGEST else ""
    if text.startswith(">"):
        return Query(_words(text[1:]), is_for_commands=True)
    if text.startswith("#"):
        tag, space, rest = text[1:].partition(" ")
        return Query(_words(rest), False, fold(tag), bool(space))
    return Query(_words(text))


def _words(text: str) -> tuple[str, ...]:
    return tuple(fold(text).split())


def courses_of(tag: str, schedule: Schedule) -> list[Course]:
    """Return the courses that a folded tag may mean, the likeliest first: by code, then by the
    words of their names; all for an empty one."""
    found = []
    for course in schedule.courses:
        code, names = fold(course.code), fold(f"{course.name} {course.short_name}").split()
        fits = (code == tag, code.startswith(tag), any(name.startswith(tag) for name in names))
        if any(fits):
            found.append((fits.index(True), course))
    return [course for _, course in sorted(found, key=lambda pair: pair[0])]


# Why something was found


def marked(text: str, words: Sequence[str], is_begun_only: bool = False) -> list[tuple[int, int]]:
    """Return which parts of a text (start and end) the words stand for, in order."""
    placed = _placed(text)
    places: set[int] = set()
    for word in words:
        for letters in _beginnings(placed, word) or (
            [] if is_begun_only else _weaker(placed, word)
        ):
            places.update(letters)
    return _stretches(sorted(places))


_Placed = Sequence[PlacedWord]


@lru_cache(maxsize=512)
def _placed(text: str) -> _Placed:
    """Return the words of a text: with each letter typed the same few are looked at again."""
    return placed_words(text)


def _beginnings(placed: _Placed, word: str) -> list[tuple[int, ...]]:
    return [one.places[: len(word)] for one in placed if one.word.startswith(word)]


def _weaker(placed: _Placed, word: str) -> list[tuple[int, ...]]:
    inside = [(one, at) for one in placed if (at := one.word.find(word)) >= 0]
    if inside:
        return [one.places[at : at + len(word)] for one, at in inside]
    near = WordIndex([[one.word for one in placed]]).nearly(word)
    return [one.places for one in placed if one.word in near]


def _stretches(places: Sequence[int]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for place in places:
        if found and found[-1][1] == place:
            found[-1] = (found[-1][0], place + 1)
        else:
            found.append((place, place + 1))
    return found


def excerpt(text: str, words: Sequence[str], room: int) -> str:
    """Return the part of a long text around the first of the words, on one line, of about so many
    characters; an ellipsis where something is left out."""
    line = " ".join(text.split())
    if len(line) <= room:
        return line
    first = next(iter(marked(line, words)), (0, 0))[0]
    start = max(0, min(first - room // 3, len(line) - room))
    if start:
        start = line.find(" ", start, first) + 1 or start
    end = start + room
    if end < len(line):
        end = max(line.rfind(" ", first, end), start + room // 2)
    before, after = "…" * (start > 0), "…" * (end < len(line))
    return f"{before}{line[start:end].strip()}{after}"
