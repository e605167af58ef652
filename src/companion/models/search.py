"""What a typed text finds among everything there is, the best first.

All words must be found, in any order; a word may be begun only, stand in the middle of another, or
have one typo. A word for the kind ("quiz") or the course ("ml") counts beside others. The rules
are in docs/search.md.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from enum import IntEnum
from itertools import chain, islice
from typing import NamedTuple

from companion.models.schedule import Schedule
from companion.models.search_index import WordIndex
from companion.models.search_things import Findable, Names, Thing, findable, likely_order

MOST_WORDS = 16  # more are a title or nothing
_KEPT = 60  # so many answers for one word each are kept; those of a text typed are fewer
_FEW = 400  # so many numbers are sorted rather than sought in the likely order
Numbers = Collection[int]


class _Sides(NamedTuple):
    """What has a word itself, what has it or may have it beside others, whether any may."""

    counted: frozenset[int]
    every: frozenset[int]
    has_beside: bool


class Fit(IntEnum):
    """How well a thing fits, the best first."""

    SAME = 0  # it is called so
    WORDS = 1  # has these words
    BEGINNINGS = 2  # has words that begin so
    KIND = 3  # is of that kind
    INSIDE = 4  # has these letters within words
    NEARLY = 5  # has these words, but for a typo
    LETTERS = 6  # has these letters in order


class Found(NamedTuple):
    """A thing and how well it fits."""

    thing: Thing
    fit: Fit


class Library:
    """Everything that can be found, by its words."""

    def __init__(self, things: Sequence[Findable]) -> None:
        self.things = things
        self._own = WordIndex(chain.from_iterable(t.split() for t in e.texts) for e in things)
        self._kinds = WordIndex(entry.kind_words for entry in things)
        self._courses = WordIndex(entry.course_words for entry in things)
        self._called: dict[str, set[int]] = {}
        self._in_course: dict[str | None, set[int]] = {}
        self._sides_of: dict[tuple[str, Fit], _Sides] = {}
        for n, entry in enumerate(things):
            for text in entry.texts:
                self._called.setdefault(text, set()).add(n)
            self._in_course.setdefault(entry.thing.course_id, set()).add(n)

    def search(
        self, words: Sequence[str], order: Order, most: int, course_id: str | None = None
    ) -> list[Found]:
        """Return at most so many things that have all the words, of one course if it is given;
        those that fit alike in the order."""
        found: list[Found] = []
        seen: set[int] = set()
        for fit, numbers in self._tiers(words):
            new = numbers - seen
            if course_id is not None:
                new &= self._in_course.get(course_id, set())
            for n in order.first(new, most - len(found)):
                found.append(Found(self.things[n].thing, fit))
                seen.add(n)
            if len(found) >= most:
                break
        return found

    def of_course(self, course_id: str, order: Order, most: int) -> list[Thing]:
        """Return at most so many things of a course, in the order."""
        found = order.first(self._in_course.get(course_id, set()), most)
        return [self.things[n].thing for n in found]

    def _tiers(self, words: Sequence[str]) -> Iterator[tuple[Fit, set[int]]]:
        yield Fit.SAME, self._called.get(" ".join(words), set())
        words = list(dict.fromkeys(words))
        if len(words) > MOST_WORDS:
            return
        for fit in (Fit.WORDS, Fit.BEGINNINGS, Fit.KIND, Fit.INSIDE, Fit.NEARLY):
            yield fit, self._having(words, fit)

    def _having(self, words: Sequence[str], fit: Fit) -> set[int]:
        """Return what has all words: at least one of its own, or of its kind if that counts; the
        others may be those of its kind and course."""
        sides = [self._known_sides(word, fit) for word in words]
        first, *others = sorted((side.every for side in sides), key=len)
        found = set(first.intersection(*others))
        if not found or not all(side.has_beside for side in sides):
            return found
        return set().union(*(found & side.counted for side in sides))

    def _known_sides(self, word: str, fit: Fit) -> _Sides:
        """Return what has a word; while a text is typed, all its words but one are as before."""
        known = self._sides_of.get((word, fit))
        if known is None:
            if len(self._sides_of) >= _KEPT:
                self._sides_of.clear()
            known = self._sides_of[word, fit] = self._sides(word, fit)
        return known

    def _sides(self, word: str, fit: Fit) -> _Sides:
        counted, kinds = self._own_texts(word, fit), _begun(self._kinds, word)
        beside = _begun(self._courses, word)
        if fit >= Fit.KIND:
            counted = [*counted, *kinds]
        else:
            beside = [*kinds, *beside]
        own = frozenset().union(*counted)
        return _Sides(own, own.union(*beside), bool(beside))

    def _own_texts(self, word: str, fit: Fit) -> list[Numbers]:
        if fit is Fit.WORDS:
            return [self._own.texts(word)]
        found = _begun(self._own, word)
        if fit in (Fit.INSIDE, Fit.NEARLY):
            found += map(self._own.texts, self._own.inside(word))
        if fit is Fit.NEARLY:
            found += map(self._own.texts, self._own.nearly(word))
        return found


def _begun(index: WordIndex, word: str) -> list[Numbers]:
    return [index.texts(one) for one in index.beginning(word)]


class Order(NamedTuple):
    """The numbers of a library's things, the likely ones first, and the place of each."""

    numbers: Sequence[int]
    places: Sequence[int]

    def first(self, some: set[int], most: int) -> list[int]:
        """Return the first of some numbers."""
        if len(some) > _FEW:
            return list(islice((n for n in self.numbers if n in some), most))
        return sorted(some, key=self.places.__getitem__)[:most]


# The schedule's library


def library(schedule: Schedule, names: Names) -> Library:
    """Return all that can be found in a schedule. `names` must be the same object each time."""
    parts = findable(schedule, names)
    return schedule.recall("library", parts, lambda: Library([*chain.from_iterable(parts)]))


def order_at(things: Sequence[Findable], now: datetime) -> Order:
    """Return the order of likelihood of things at an aware instant."""
    numbers = likely_order(things, now)
    places = [0] * len(numbers)
    for place, number in enumerate(numbers):
        places[number] = place
    return Order(numbers, places)


def merged(*several: Sequence[Found]) -> list[Found]:
    """Return what was found in several libraries, the best first; among equals those of the
    earlier library."""
    return sorted(chain.from_iterable(several), key=lambda found: found.fit)


def in_letters(things: Iterable[Findable], words: Sequence[str]) -> list[Found]:
    """Return the things that have all letters in order, others between: "expcal" finds "Export to
    calendar". For short lists of short names only."""
    wanted = "".join(words)
    fitting = [e.thing for e in things if len(wanted) > 1 and _has_letters(e.texts[0], wanted)]
    return [Found(thing, Fit.LETTERS) for thing in fitting]


def _has_letters(text: str, wanted: str) -> bool:
    letters = iter(text)
    return all(letter in letters for letter in wanted)
