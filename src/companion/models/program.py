"""A certificate: the ordered courses a student is enrolled in."""

from __future__ import annotations

from typing import NamedTuple


class Program(NamedTuple):
    """A certificate; its courses name it."""

    id: str
    name: str
    position: int = 0
