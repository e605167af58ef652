"""What a typed text finds among everything there is, the best first.

All words must be found, in any order; a word may be begun only, stand in the middle of another, or
have one typo. A word for the kind ("quiz") or the course ("ml") counts beside others. The rules
are in docs/search.md.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import datetime
from enum import IntEnum
from functools import partial
from itertools import chain, islice
from typing import NamedTuple

from companion.models.schedule import Schedule
from companion.models.search_index import WordIndex
from companion.models.search_things import Findable, Names, Thing, findable, likely_order

MOST_WORDS = 16  # more are a title or nothing
_MANY = 8  # so many sets of numbers are sooner made one
_FEW = 400  # so many numbers are sorted rather than sought in the likely order
Numbers = Collection[int]
_Sides = tuple[list[Numbers], list[Numbers]]  # what has a word itself, and what only beside others


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

    def _tiers(self, words: Sequence[str]) -> Iterator[tuple[Fit, set[int]]]:
        yield Fit.SAME, self._called.get(" ".join(words), set())
        words = list(dict.fromkeys(words))
        if len(words) > MOST_WORDS:
            return
        yield Fit.WORDS, self._having(words, lambda word: [self._own.texts(word)])
        yield Fit.BEGINNINGS, self._having(words, partial(_begun, self._own))
        yield Fit.KIND, self._having(words, partial(_begun, self._own), is_by_kind=True)
        yield Fit.INSIDE, self._having(words, self._inside, is_by_kind=True)
        yield Fit.NEARLY, self._having(words, self._nearly, is_by_kind=True)

    def _having(
        self, words: Sequence[str], own: Callable[[str], list[Numbers]], is_by_kind: bool = False
    ) -> set[int]:
        """Return what has all words: at least one of its own, or of its kind if that counts; the
        others may be those of its kind and course."""
        sides = [self._sides(word, own, is_by_kind) for word in words]
        found: set[int] | None = None
        for counted, beside in sorted(sides, key=_size):
            every = [*counted, *beside]
            found = set().union(*every) if found is None else _common(found, every)
        if not found or not all(beside for _, beside in sides):
            return found or set()
        return _common(found, [numbers for counted, _ in sides for numbers in counted])

    def _sides(self, word: str, own: Callable[[str], list[Numbers]], is_by_kind: bool) -> _Sides:
        counted, kinds = own(word), _begun(self._kinds, word)
        beside = _begun(self._courses, word)
        if is_by_kind:
            return [*counted, *kinds], beside
        return counted, [*kinds, *beside]

    def _inside(self, word: str) -> list[Numbers]:
        return [*_begun(self._own, word), *map(self._own.texts, self._own.inside(word))]

    def _nearly(self, word: str) -> list[Numbers]:
        return [*self._inside(word), *map(self._own.texts, self._own.nearly(word))]


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


def _size(sides: _Sides) -> int:
    return sum(map(len, chain(*sides)))


def _common(found: set[int], others: Sequence[Numbers]) -> set[int]:
    """Return what is in one of the others, too."""
    if len(others) > _MANY:
        return found.intersection(set().union(*others))
    return set().union(*(found.intersection(other) for other in others))


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
