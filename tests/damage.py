"""Fourteen ways in which a data file is damaged, each with any seed."""

from __future__ import annotations

import random
from collections.abc import Callable

PAGE = 4096
Damage = Callable[[bytearray, random.Random], bytes]


def _at(content: bytearray, chance: random.Random) -> int:
    return chance.randrange(1, max(2, len(content) // PAGE)) * PAGE


def _page(content: bytearray, chance: random.Random, fill: bytes) -> bytes:
    at = _at(content, chance)
    content[at : at + PAGE] = fill
    return bytes(content)


def _bit(content: bytearray, chance: random.Random) -> bytes:
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    return bytes(content)


def _swapped(content: bytearray, chance: random.Random) -> bytes:
    one, other = _at(content, chance), _at(content, chance)
    a, b = content[one : one + PAGE], content[other : other + PAGE]
    content[one : one + PAGE], content[other : other + PAGE] = b, a
    return bytes(content)


def _words(content: bytearray, chance: random.Random) -> bytes:
    at = chance.randrange(100, len(content) - 400)
    content[at : at + 300] = b"The quick brown fox. "[:20] * 15
    return bytes(content)


def _head(content: bytearray, at: int, new: bytes) -> bytes:
    content[at : at + len(new)] = new
    return bytes(content)


KINDS: dict[str, Damage] = {
    "a page of zeros": lambda c, r: _page(c, r, bytes(PAGE)),
    "a page of noise": lambda c, r: _page(c, r, r.randbytes(PAGE)),
    "a flipped bit": _bit,
    "two pages swapped": _swapped,
    "foreign words": _words,
    "many pages of zeros": lambda c, r: [_page(c, r, bytes(PAGE)) for _ in range(8)][-1],
    "the schema lost": lambda c, r: _head(c, 100, bytes(PAGE - 100)),
    "the header lost": lambda c, r: _head(c, 0, bytes(100)),
    "another kind of file": lambda c, r: _head(c, 0, b"PK\x03\x04 this is a zip"),
    "another page size": lambda c, r: _head(c, 16, b"\x20\x00"),
    "cut in half": lambda c, r: bytes(c[: len(c) // 2]),
    "cut anywhere": lambda c, r: bytes(c[: r.randrange(1, len(c))]),
    "empty": lambda c, r: b"",
    "more behind its end": lambda c, r: bytes(c) + r.randbytes(r.randrange(1, 9999)),
}


def lose_pages(content: bytes, mark: bytes, every: int = 1) -> bytes:
    """Overwrite every so many of the leaf pages on which something stands."""
    lost = bytearray(content)
    leaves = [
        at for at in range(PAGE, len(content), PAGE)
        if content[at] == 13 and mark in content[at : at + PAGE]
    ]  # fmt: skip
    for at in leaves[::every]:
        lost[at : at + PAGE] = b"\x55" * PAGE
    return bytes(lost)


def damaged(content: bytes, kind: str, seed: int) -> bytes:
    """Return a file's content damaged in one of the KINDS."""
    return KINDS[kind](bytearray(content), random.Random(f"{kind} {seed}"))
