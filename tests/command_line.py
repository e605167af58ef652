"""Runs commands in this process, as a student or a script would."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any, NamedTuple

from companion.cli import main

NOW = "2026-10-27T12:40+01:00"


class Answer(NamedTuple):
    """What a command left behind."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The JSON document that it answered with, and nothing else."""
        return json.loads(self.out)


def run(*words: str) -> Answer:
    """Run one command line."""
    out, err = io.StringIO(), io.StringIO()
    status = main(words, out, err)
    return Answer(status, out.getvalue(), err.getvalue())


class Terminal:
    """A student at a terminal: one data folder, a zone, a moment."""

    def __init__(self, folder: Path, zone: str = "Europe/Berlin", now: str = NOW) -> None:
        self.folder = folder
        self.zone = zone
        self.now = now

    def __call__(self, *words: str) -> Answer:
        where = ("--data-dir", str(self.folder), "--zone", self.zone, "--now", self.now)
        return run(*where, *words)

    def ask(self, *words: str) -> Any:
        """Run a command that must succeed and return its JSON."""
        answer = self(*words, "--json")
        assert (answer.status, answer.err) == (0, ""), answer
        return answer.json

    def add_course(self, *more: str, code: str = "ML", meets: str = "Tue 19:00-20:20") -> Any:
        """Add a 14-week course from Monday 31 August 2026."""
        plain = ["--code", code, "--name", "Machine Learning", "--weeks", "14"]
        return self.ask("add-course", *plain, "--starts", "2026-08-31", "--meets", meets, *more)
