"""Where a command writes: its answer to standard output, everything else to standard error."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TextIO

from companion.commands.failures import OutputFailed

# Control characters would let a title move the cursor or change the terminal.
_SILENT = {n: None for n in (*range(32), *range(127, 160)) if n != 10}
_WIDE = ("W", "F")


class Output:
    """The two streams of one run, and whether the answer is JSON."""

    def __init__(self, stdout: TextIO, stderr: TextIO, *, is_json: bool = False) -> None:
        self.stdout = stdout
        self.stderr = stderr
        self.is_json = is_json

    def line(self, text: str = "") -> None:
        """Write a line for people; nothing when the answer is JSON."""
        if not self.is_json:
            self._write(text.translate(_SILENT) + "\n")

    def lines(self, texts: Iterable[str]) -> None:
        """Write lines for people."""
        for text in texts:
            self.line(text)

    def json(self, value: object) -> None:
        """Write one JSON document, when that was asked for."""
        if self.is_json:
            import json  # start-up: the window answers nothing

            encoding = (getattr(self.stdout, "encoding", None) or "utf-8").lower()
            is_ascii = encoding.replace("-", "") != "utf8"
            self._write(json.dumps(value, ensure_ascii=is_ascii, indent=1) + "\n")

    def content(self, content: bytes) -> None:
        """Write the bytes of a file."""
        raw = getattr(self.stdout, "buffer", None)
        if raw is None:
            self._write(content.decode("utf-8"))
            return
        try:
            self.stdout.flush()
            raw.write(content)
            raw.flush()
        except (OSError, ValueError) as error:
            raise OutputFailed(error) from error

    def note(self, text: str) -> None:
        """Write a message to standard error; where that is gone nobody can be told."""
        try:
            self.stderr.write(text.translate(_SILENT) + "\n")
            self.stderr.flush()
        except (OSError, ValueError):
            return

    def flush(self) -> None:
        """Have everything out."""
        try:
            self.stdout.flush()
        except (OSError, ValueError) as error:
            raise OutputFailed(error) from error

    def _write(self, text: str) -> None:
        try:
            self.stdout.write(text)
        except UnicodeEncodeError:  # a half character, or a terminal that has no such letters
            encoding = getattr(self.stdout, "encoding", None) or "ascii"
            self.stdout.write(text.encode(encoding, "replace").decode(encoding))
        except (OSError, ValueError) as error:
            raise OutputFailed(error) from error


def aligned(rows: Sequence[Sequence[str]], gap: str = "  ", indent: str = "") -> list[str]:
    """Return rows as lines with their columns one under the other; empty columns vanish."""
    if not rows:
        return []
    widths = [max(display_width(cell) for cell in column) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        cells = [
            cell + " " * (width - display_width(cell))
            for cell, width in zip(row, widths, strict=True)
            if width
        ]
        lines.append((indent + gap.join(cells)).rstrip())
    return lines


def display_width(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width  # start-up: rarely needed

    marks = "\u200d\ufe0f"
    return sum(
        0 if combining(c) or c in marks else 2 if east_asian_width(c) in _WIDE else 1 for c in text
    )
