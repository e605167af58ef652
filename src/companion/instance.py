"""One window for each data folder: the kernel's lock, and how a second start calls the first.

The lock is held by the kernel as long as the process lives, so that nothing a crash leaves behind
can keep a window from opening. The second start leaves a request in the folder, which the open
window takes within a second: no socket, no port, nothing that listens.
"""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

LOCK, REQUESTS = "window.lock", "requests"
ANSWERED_WITHIN_S, OPEN_WITHIN_S = (
    2.0,
    15.0,
)  # a busy or cold machine takes seconds to open a window
_LOOK_EVERY_S = 0.05
_MOST_BYTES = 1 << 20
_TOKENS = ("XDG_ACTIVATION_TOKEN", "DESKTOP_STARTUP_ID")  # let the first window come to the front


class Call(NamedTuple):
    """What a second start asks the open window for: to come forward, by activation tokens, and to
    show what importing some sources, absolute paths and addresses, would do."""

    tokens: dict[str, str]
    sources: tuple[str, ...] = ()


class Claim:
    """The lock on a data folder; lost with the process, or by `release`."""

    def __init__(self, folder: Path, handle: int) -> None:
        self._folder = folder
        self._handle = handle

    def requests(self) -> list[Call]:
        """Take what other starts asked for since the last look."""
        try:
            names = os.listdir(self._folder / REQUESTS)
        except OSError:
            return []
        return [_take(self._folder / REQUESTS / name) for name in sorted(names)]

    def release(self) -> None:
        """Let another start have the folder."""
        with suppress(OSError):
            os.close(self._handle)


def claim(folder: Path) -> Claim | None:
    """Return the lock on a data folder, or None while another window holds it.

    Where a folder cannot be locked (not there, read-only, some network drives) every start
    counts as the first: the store keeps two of them apart.
    """
    try:
        for one in (*reversed(folder.parents), folder):  # `parents=True` minds no mode
            one.mkdir(mode=0o700, exist_ok=True)
        handle = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
    except OSError:
        return Claim(folder, -1)
    try:
        _lock(handle)
    except BlockingIOError:
        os.close(handle)
        return None
    except OSError:
        pass
    with suppress(OSError):
        os.utime(folder / LOCK)  # since when: a window that is only just opening is given time
    return Claim(folder, handle)


def _lock(handle: int) -> None:
    """Lock a file without waiting. Raises BlockingIOError when another process has it."""
    if os.name == "posix":
        import fcntl  # not on Windows

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return
    import msvcrt  # only on Windows

    windows: Any = msvcrt  # its functions are not in the stubs of other systems
    try:
        windows.locking(handle, windows.LK_NBLCK, 1)
    except OSError as error:  # it says EACCES or EDEADLOCK
        raise BlockingIOError from error


def call_first(folder: Path, sources: Sequence[str] = (), wait_s: float | None = None) -> bool:
    """Ask the open window to come forward, with sources; True once it has taken the request.

    Without a time to wait, one that is still opening is waited for, another two seconds.
    """
    import json  # start-up: only a second start writes

    name = f"{time.monotonic_ns():020}-{os.getpid()}"
    request, fresh = folder / REQUESTS / name, folder / f".{name}.new"
    asked: dict[str, object] = {key: os.environ[key] for key in _TOKENS if key in os.environ}
    asked["sources"] = [*sources]
    try:
        request.parent.mkdir(mode=0o700, exist_ok=True)
        # an address may be a secret: for the owner only
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(handle, "w", encoding="utf-8") as file:
            file.write(json.dumps(asked))
        fresh.replace(request)
    except OSError:
        return False
    until = time.monotonic() + (_patience_s(folder / LOCK, request) if wait_s is None else wait_s)
    while time.monotonic() < until:
        if not request.exists():
            return True
        time.sleep(_LOOK_EVERY_S)
    with suppress(OSError):
        request.unlink()
        return False
    return True  # it was taken at the last moment


def _patience_s(lock: Path, request: Path) -> float:
    """Return how long a window may take to answer a request: longer while it is still opening.
    The times are those of the files, by one and the same clock."""
    try:
        age = request.stat().st_mtime - lock.stat().st_mtime
    except OSError:
        return ANSWERED_WITHIN_S
    return min(OPEN_WITHIN_S, max(ANSWERED_WITHIN_S, OPEN_WITHIN_S - age))


def _take(request: Path) -> Call:
    """Read a request and remove it; what cannot be read still calls."""
    import json  # start-up: only when called

    found: object = None
    with suppress(OSError, ValueError, RecursionError):
        if request.stat().st_size < _MOST_BYTES:
            found = json.loads(request.read_text(encoding="utf-8"))
    with suppress(OSError):
        request.unlink()
    if not isinstance(found, dict):
        return Call({})
    sources = found.get("sources")
    return Call(
        {key: str(found[key]) for key in _TOKENS if key in found},
        tuple(map(str, sources)) if isinstance(sources, list) else (),
    )
