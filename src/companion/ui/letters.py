"""Whether single characters act as keys. Some students speak to their computer or press keys by
accident: the settings switch all of them off, and nothing shows them any more."""

from __future__ import annotations

from collections.abc import Iterable


class _State:
    """The one choice of this process."""

    are_on = True


def are_on() -> bool:
    """Tell whether single characters act."""
    return _State.are_on


def use(is_on: bool) -> None:
    """Switch them on or off, for keys that are bound and hints that are painted from now on."""
    _State.are_on = is_on


def acts(keys: str) -> bool:
    """Tell whether a key sequence ("T", "Ctrl+K") acts now."""
    return _State.are_on or len(keys) != 1


def acting(keys: str) -> str:
    """Return a key sequence to show, empty when it does not act now."""
    return keys if acts(keys) else ""


def all_acting(sequences: Iterable[str]) -> list[str]:
    """Return the key sequences that act now."""
    return [keys for keys in sequences if acts(keys)]
