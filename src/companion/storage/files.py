"""The data folder and its disk: made private, synced, and what the system says is wrong."""

from __future__ import annotations

import errno
import os
import re
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from companion.workspace import StorageFailed

_CODES = {
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.EROFS: "read_only",
    errno.EACCES: "read_only",
    errno.EPERM: "read_only",
    errno.ENOENT: "missing",
    errno.ENOTDIR: "missing",
    errno.EEXIST: "missing",  # the folder's name belongs to a file
    errno.ENAMETOOLONG: "missing",
    errno.ELOOP: "missing",
}


def os_failure(error: OSError) -> StorageFailed:
    """Name why the system refused, without the path."""
    code = _CODES.get(error.errno or 0, "failed")
    return StorageFailed(code, f"{type(error).__name__}: {error.strerror}")


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it, for their owner only; what exists stays as it is. Raises
    StorageFailed."""
    try:
        if folder.is_dir():
            return
        for one in (*reversed(folder.parents), folder):  # `parents=True` minds no mode
            one.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise os_failure(error) from error
    except ValueError as error:  # a name with a NUL in it
        raise StorageFailed("missing", "the folder's name cannot be used") from error


_UNFINISHED = r"\..+\.[0-9a-f]{8}\.new(-journal)?"
_LEFT_AFTER_S = 3600  # no copy takes as long


def unfinished(path: Path) -> Path:
    """Return a new hidden name beside a file, to write under until it is complete."""
    return path.with_name(f".{path.name}.{os.urandom(4).hex()}.new")


def sweep_unfinished(path: Path) -> None:
    """Remove what was begun of a complete file, by this program or one that was killed."""
    for name in os.listdir(path.parent):
        if name.startswith(f".{path.name}.") and ".new" in name:
            with suppress(OSError):
                path.with_name(name).unlink()


def sweep_left(folder: Path, now: datetime) -> None:
    """Remove what a program that was killed left unfinished in a folder, more than an hour before
    an aware instant: it is a whole copy of everything, and nobody would find it."""
    with suppress(OSError):
        for name in os.listdir(folder):
            with suppress(OSError):
                left = folder / name
                is_old = left.stat().st_mtime < now.timestamp() - _LEFT_AFTER_S
                if is_old and re.fullmatch(_UNFINISHED, name):
                    left.unlink()


def sync_folder(folder: Path) -> None:
    """Make names in a folder survive a power cut, where the system can."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # some network folders cannot be synced
            os.fsync(handle)
    finally:
        os.close(handle)


def free_bytes(folder: Path) -> int:
    """Return the room left for this user; much when it cannot be told."""
    if not hasattr(os, "statvfs"):
        return 1 << 40  # not asked on Windows: SQLite itself reports a full disk there
    try:
        room = os.statvfs(folder)
    except OSError:
        return 1 << 40
    return room.f_bavail * room.f_frsize if room.f_favail or not room.f_files else 0
