"""One window for each data folder: the kernel's lock, and how a second start calls the first.

The lock is held by the kernel as long as the process lives, so that nothing a crash leaves behind
can keep a window from opening. The second start leaves a request in the folder, which the open
window takes within a second: no socket, no port, nothing that listens.
"""

from __future__ import annotations

import os
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

LOCK, REQUESTS = "window.lock", "requests"
ANSWERED_WITHIN_S = 2.0
_LOOK_EVERY_S = 0.05
_TOKENS = ("XDG_ACTIVATION_TOKEN", "DESKTOP_STARTUP_ID")  # let the first window come to the front


class Claim:
    """The lock on a data folder; lost with the process, or by `release`."""

    def __init__(self, folder: Path, handle: int) -> None:
        self._folder = folder
        self._handle = handle

    def requests(self) -> list[dict[str, str]]:
        """Take what other starts asked for since the last look; each holds activation tokens."""
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
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
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


def call_first(folder: Path, wait_s: float = ANSWERED_WITHIN_S) -> bool:
    """Ask the open window to come forward; True once it has taken the request."""
    import json  # start-up: only a second start writes

    name = f"{time.monotonic_ns():020}-{os.getpid()}"
    request, fresh = folder / REQUESTS / name, folder / f".{name}.new"
    tokens = {key: os.environ[key] for key in _TOKENS if key in os.environ}
    try:
        request.parent.mkdir(mode=0o700, exist_ok=True)
        fresh.write_text(json.dumps(tokens), encoding="utf-8")
        fresh.replace(request)
    except OSError:
        return False
    until = time.monotonic() + wait_s
    while time.monotonic() < until:
        if not request.exists():
            return True
        time.sleep(_LOOK_EVERY_S)
    with suppress(OSError):
        request.unlink()
        return False
    return True  # it was taken at the last moment


def _take(request: Path) -> dict[str, str]:
    """Read a request and remove it; what cannot be read still calls."""
    import json  # start-up: only when called

    found: object = None
    with suppress(OSError, ValueError):
        if request.stat().st_size < 4096:
            found = json.loads(request.read_text(encoding="utf-8"))
    with suppress(OSError):
        request.unlink()
    if not isinstance(found, dict):
        return {}
    return {key: str(found[key]) for key in _TOKENS if key in found}
