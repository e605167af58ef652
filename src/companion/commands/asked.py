"""What stands on the command line before the command: data folder, zone, clock, sample, JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from companion.bootstrap import Options
from companion.commands.failures import UsageFailed

WITH_VALUE = ("--data-dir", "--zone", "--now")
FLAGS = ("--sample", "--json", "--version", "--help", "-h")
_BENCHMARK_FLAGS = ("--quit", "--marks")  # leave after the first frame, and tell its steps


class Asked(NamedTuple):
    """The global options, the command (None: the window), and what follows it."""

    options: Options = Options()
    flags: frozenset[str] = frozenset()
    command: str | None = None
    rest: tuple[str, ...] = ()

    def wants(self, *flags: str) -> bool:
        """Tell whether one of some flags was given."""
        return not self.flags.isdisjoint(flags)


def read_asked(words: Sequence[str]) -> Asked:
    """Read the global options up to the command. Raises UsageFailed, and Refused for --now."""
    values: dict[str, str] = {}
    flags: set[str] = set()
    rest = iter(words)
    command = None
    for word in rest:
        if not word.startswith("-"):
            command = word
            break
        _read_option(word, rest, values, flags)
    if "--sample" in flags and "--data-dir" in values:
        raise UsageFailed("--sample has its own throw-away data; leave --data-dir away.")
    options = _options(values, is_sample="--sample" in flags)
    return Asked(options, frozenset(flags), command, tuple(rest))


def _read_option(word: str, rest: Iterator[str], values: dict[str, str], flags: set[str]) -> None:
    name, equals, value = word.partition("=")
    if name in WITH_VALUE:
        found = value if equals else next(rest, "")
        if not found:
            raise UsageFailed(f"{name} needs a value after it.")
        values[name] = found
    elif word in FLAGS or word in _BENCHMARK_FLAGS:
        flags.add(word)
    else:
        raise UsageFailed(f"There is no option “{name}”; “companion --help” lists them.")


def _options(values: dict[str, str], *, is_sample: bool) -> Options:
    folder = values.get("--data-dir")
    now = None
    if "--now" in values:
        from companion.models.typed_instant import parse_instant  # start-up: seldom given

        now = parse_instant(values["--now"], "--now")
    data_dir = Path(folder).expanduser() if folder is not None else None
    return Options(data_dir, values.get("--zone"), now, is_sample)
