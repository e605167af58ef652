"""How a command fails: wrong usage, not possible, or nowhere to write to."""

from __future__ import annotations


class UsageFailed(Exception):
    """The command line was wrong; the text says in one sentence what to write instead."""


class CommandFailed(Exception):
    """It could not be done; the text says in one sentence why and what to do."""


class OutputFailed(Exception):
    """Standard output took no more: a full disk, a closed pipe."""

    def __init__(self, error: OSError | ValueError) -> None:
        super().__init__(str(error))
        self.is_closed_pipe = isinstance(error, BrokenPipeError)
