"""Which of many texts have words like the typed ones: begun, in the middle, with a typo."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence

TYPO_FROM = 4  # shorter words are too much like each other
_LONGEST = 40  # nobody mistypes one letter of a longer one
_FEW = 16  # so many numbers are sooner tried one by one than made a set
_LAST = "\U0010ffff"


class WordIndex:
    """Words in order, and the numbers of the texts that have them."""

    __slots__ = ("_all", "_numbers", "words")

    def __init__(self, texts: Iterable[Iterable[str]]) -> None:
        """Take texts as their folded words; their place is their number."""
        numbers: dict[str, list[int]] = {}
        for number, words in enumerate(texts):
            for word in words:
                known = numbers.get(word)
                if known is None:
                    numbers[word] = [number]
                else:
                    known.append(number)
        self._numbers: dict[str, Collection[int]] = {
            word: frozenset(found) if len(found) > _FEW else found
            for word, found in numbers.items()
        }
        self.words = sorted(numbers)
        self._all = "\n".join(["", *self.words, ""])

    def texts(self, word: str) -> Collection[int]:
        """Return the numbers of the texts that have exactly this word; many are a set."""
        return self._numbers.get(word, ())

    def beginning(self, typed: str) -> Sequence[str]:
        """Return the words that begin so."""
        return self.words[slice(*self._range(typed))]

    def inside(self, typed: str) -> Iterator[str]:
        """Yield the words that have this somewhere; a digit or one plain letter is too little."""
        if typed.isascii() and (len(typed) == 1 or typed.isdigit()):
            return
        place = self._all.find(typed)
        while place >= 0:
            start, end = self._all.rfind("\n", 0, place) + 1, self._all.find("\n", place)
            yield self._all[start:end]
            place = self._all.find(typed, end)

    def nearly(self, typed: str) -> set[str]:
        """Return the words without digits that begin as typed but for one letter: missing, one
        too many, another one, or swapped with the next. A word of four letters may lack one."""
        if not TYPO_FROM - 1 <= len(typed) <= _LONGEST:
            return set()
        is_short = len(typed) < TYPO_FROM
        found: set[str] = set()
        for place in range(len(typed)):
            low, high = self._range(typed[:place])
            if low == high:
                break  # nothing begins like this, nor with more of it
            found.update(self._typos(typed, place, low, high))
        if is_short:
            found = {word for word in found if len(word) == TYPO_FROM and _lacks(typed, word)}
        return {word for word in found if not any(map(str.isdigit, word))}

    def _typos(self, typed: str, place: int, low: int, high: int) -> Iterator[str]:
        """Yield the words that are right up to a place and wrong there. A wrong last letter only
        counts where the word ends, too: it would be any word that begins like the rest."""
        head, wrong, tail = typed[:place], typed[place], typed[place + 1 :]
        letters = list(self._letters(len(head), low, high))
        for letter in letters:
            yield from self.beginning(head + letter + wrong + tail)
        if not tail:
            ends = (head, *(head + letter for letter in letters))
            yield from (word for word in ends if word in self._numbers)
            return
        yield from self.beginning(head + tail)
        yield from self.beginning(head + tail[0] + wrong + tail[1:])
        for letter in letters:
            yield from self.beginning(head + letter + tail)

    def _letters(self, place: int, low: int, high: int) -> Iterator[str]:
        """Yield the letters that stand at a place in the words of a range that begin alike."""
        while low < high:
            word = self.words[low]
            if len(word) == place:
                low += 1
                continue
            yield word[place]
            low = bisect_right(self.words, word[: place + 1] + _LAST, low, high)

    def _range(self, typed: str) -> tuple[int, int]:
        low = bisect_left(self.words, typed)
        return low, bisect_right(self.words, typed + _LAST, low)


def _lacks(typed: str, word: str) -> bool:
    """Tell whether a word is the typed one with one more letter."""
    return any(word[:n] + word[n + 1 :] == typed for n in range(len(word)))
