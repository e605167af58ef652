"""Texts as a search compares them: capitals, accents, widths and marks make no difference.

The rules, letter by letter: compatibility decomposition (full-width and ligatures become plain
letters), case folding (ß is ss), decomposition again, marks that combine are left out (but not the
voice marks of kana, which make other letters), the letters of `_LETTERS` become their plain ones,
digits of every script are 0 to 9. Apostrophes, invisible characters and variation selectors are
left out; other punctuation and control characters part words; a symbol (an emoji, +) is a word.
"""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

_LETTERS = {
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "\u0131": "i",
    "ħ": "h", "ŧ": "t", "ŋ": "n", "ى": "ي", "ی": "ي", "ک": "ك", "ة": "\u0647", "ـ": "",
}  # fmt: skip
_APOSTROPHES = "'’\u02bc\uff07"
_VOICE_MARKS = "\u3099\u309a"


class _Folded(dict[int, str]):
    """What each character becomes; worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        made = self[code] = _fold_character(chr(code))
        return made


def _fold_character(character: str) -> str:
    plain = unicodedata.normalize("NFKD", character).casefold()
    return "".join(_fold_part(c) for c in unicodedata.normalize("NFKD", plain))


def _fold_part(c: str) -> str:
    if c in _APOSTROPHES or _is_variation(c) or (c not in _VOICE_MARKS and _is_mark(c)):
        return ""
    kind = unicodedata.category(c)
    if kind in ("Cf", "Sk"):  # joiners and the like; skin tones, and signs of input
        return ""
    if kind[0] in "PZ" or kind == "Cc":
        return " "
    if kind[0] == "S":
        return f" {c} "
    digit = unicodedata.decimal(c, None)
    return _LETTERS.get(c, c) if digit is None else str(digit)


def _is_mark(c: str) -> bool:
    return unicodedata.combining(c) > 0


def _is_variation(c: str) -> bool:
    return "\ufe00" <= c <= "\ufe0f" or "\U000e0100" <= c <= "\U000e01ef"


_folded = _Folded()


def fold(text: str) -> str:
    """Return a text as it is compared: its words with one space between them."""
    return " ".join(text.translate(_folded).split())


class PlacedWord(NamedTuple):
    """A word as it is compared, and where each of its characters comes from in the text."""

    word: str
    places: tuple[int, ...]


def placed_words(text: str) -> list[PlacedWord]:
    """Return the words of a text with where they stand in it."""
    found: list[PlacedWord] = []
    letters: list[tuple[str, int]] = []
    for place, character in enumerate(f"{text} "):
        for letter in _folded[ord(character)]:
            if letter != " ":
                letters.append((letter, place))
            elif letters:
                word, places = zip(*letters, strict=True)
                found.append(PlacedWord("".join(word), places))
                letters = []
    return found
