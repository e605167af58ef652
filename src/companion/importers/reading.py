"""From a file, an address or a text to what it holds: fetched, then read in a process of its own.

Every failure is a SourceFailed with one code; nothing is stored, nothing of an address is told.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from threading import Thread
from typing import TypeVar

import companion
from companion.importers.child import OUT_OF_MEMORY, OUT_OF_TIME
from companion.models.busy_source import BusySource, busy_from_json
from companion.models.import_limits import MB, MEMORY, PACKAGE_BYTES, SECONDS
from companion.models.source import Source, SourceFailed
from companion.models.source_columns import Roles
from companion.models.source_json import source_from_json
from companion.models.source_titles import name_of_file

_STEP = 0.05
_PATIENCE = 3  # the process counts its own time; a busy machine takes longer
_STATUS = {OUT_OF_MEMORY: "source_memory", OUT_OF_TIME: "source_slow"}
Stopped = Callable[[], bool]
T = TypeVar("T")


class Cancelled(Exception):
    """The student did not want to wait any longer."""


def _never() -> bool:
    return False


def read_file(path: Path, today: date, is_stopped: Stopped = _never) -> Source:
    """Return what a file holds. Raises SourceFailed and Cancelled."""
    return named(read_bytes(file_content(path), today, is_stopped), path)


def named(source: Source, path: Path) -> Source:
    """Return what a file holds by a name: its own, else that of the file."""
    return source if source.name else source._replace(name=name_of_file(path.stem))


def file_content(path: Path) -> bytes:
    """Return the bytes of a file of at most 100 MB. Raises SourceFailed."""
    try:
        if not path.exists():
            raise SourceFailed("file_missing", path.name)
        if not path.is_file():
            raise SourceFailed("file_folder", path.name)
        with path.open("rb") as file:
            content = file.read(PACKAGE_BYTES + 1)
    except (OSError, ValueError) as error:
        raise SourceFailed("file_unreadable", path.name) from error
    if len(content) > PACKAGE_BYTES:
        raise SourceFailed("source_large", str(PACKAGE_BYTES // MB))
    return content


def read_bytes(
    content: bytes,
    today: date,
    is_stopped: Stopped = _never,
    seconds: int = SECONDS,
    roles: Roles | None = None,
) -> Source:
    """Return what bytes hold, read in a process with limits. roles are what the columns of a
    table are; none of them asks to be told which there are. Raises SourceFailed and Cancelled."""
    return _read(content, today, is_stopped, seconds, source_from_json, roles=roles)


def read_busy_bytes(content: bytes, today: date, is_stopped: Stopped = _never) -> BusySource:
    """Return when a calendar keeps its owner busy, read in such a process, too. Raises
    SourceFailed and Cancelled."""
    return _read(content, today, is_stopped, SECONDS, busy_from_json, is_busy=True)


def _read(
    content: bytes, today: date, is_stopped: Stopped, seconds: int, written: Callable[[str], T],
    *, is_busy: bool = False, roles: Roles | None = None,
) -> T:  # fmt: skip
    words = None if roles is None else [role.value for role in roles]
    limits = {"memory": MEMORY, "seconds": seconds}
    head = {"today": today.isoformat(), **limits, "is_busy": is_busy, "roles": words}
    line = json.dumps({**head, "length": len(content)}).encode() + b"\n"
    answer, status = _ask(line + content, is_stopped, seconds)
    if status:
        raise SourceFailed(_STATUS.get(status, "source_broken"), str(status))
    return _source(answer, written)


def _source(answer: bytes, written: Callable[[str], T]) -> T:
    try:
        text = answer.decode("utf-8")
        if text.startswith('{"failed"'):
            raise SourceFailed(*(str(value)[:200] for value in json.loads(text)["failed"]))
        return written(text)
    except (ValueError, KeyError, TypeError) as error:
        raise SourceFailed("source_broken", type(error).__name__) from error


def child_command() -> list[str]:
    """Return what starts the reading process; a packaged program starts itself."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "--read-source"]
    here = str(Path(companion.__file__).parents[1])
    start = "import sys; sys.path.insert(0, sys.argv.pop(1)); from companion.importers.child "
    return [sys.executable, "-I", "-c", f"{start}import main; sys.exit(main())", here]


def _ask(content: bytes, is_stopped: Stopped, seconds: int) -> tuple[bytes, int]:
    """Give bytes to the reading process and return its answer and status; it is ended when the
    time is up or the student cancels."""
    process = subprocess.Popen(
        child_command(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        cwd=os.path.abspath(os.sep),
    )
    answers: list[bytes] = []
    talk = Thread(target=_talk, args=(process, content, answers), name="reading", daemon=True)
    ends = time.monotonic() + _PATIENCE * seconds
    with process:
        try:
            talk.start()
            while talk.is_alive():
                talk.join(_STEP)
                if is_stopped():
                    raise Cancelled
                if time.monotonic() > ends:
                    raise SourceFailed("source_slow")
        finally:
            if talk.is_alive():
                process.kill()
                talk.join()
    return b"".join(answers), process.returncode


def _talk(process: subprocess.Popen[bytes], content: bytes, answers: list[bytes]) -> None:
    """Write all and read all: the process answers only after it has read, so neither waits for
    the other. One that ended early takes no more."""
    assert process.stdin is not None
    assert process.stdout is not None
    with suppress(OSError):
        process.stdin.write(content)
        process.stdin.close()
    with suppress(OSError, ValueError):
        answers.append(process.stdout.read())
