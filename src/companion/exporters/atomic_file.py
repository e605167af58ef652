"""Write a file so that its folder holds either the old one or the new one, whole."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path

from companion.exporters.errors import ExportFailed

_CODES = {
    errno.ENOENT: "folder_missing",
    errno.ENOTDIR: "folder_missing",
    errno.EACCES: "read_only",
    errno.EPERM: "read_only",
    errno.EROFS: "read_only",
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.EFBIG: "disk_full",
    errno.EISDIR: "is_directory",
    errno.ENAMETOOLONG: "name_long",
    errno.EBUSY: "in_use",
    errno.ETXTBSY: "in_use",
}


def write_whole(path: Path, content: bytes) -> None:
    """Write a file in one step: a temporary file beside it, flushed, then put in its place.

    A link is followed, so that it goes on pointing at the file. Raises ExportFailed; then the
    old file is untouched and nothing is left behind.
    """
    try:
        target = path.resolve()
        _check_place(target)
        _replace(target, content)
    except OSError as error:
        raise ExportFailed(_code(error), (str(path),), str(error)) from error
    except (ValueError, RuntimeError) as error:  # a zero byte in the name; links in a circle
        raise ExportFailed("failed", (str(path),), str(error)) from error


def _check_place(target: Path) -> None:
    if target.is_dir():
        raise ExportFailed("is_directory", (str(target),))
    if not target.parent.is_dir():
        raise ExportFailed("folder_missing", (str(target.parent),))
    if target.exists():
        if not target.is_file():  # a device or a pipe would be replaced by a file
            raise ExportFailed("not_a_file", (str(target),))
        if not os.access(target, os.W_OK):
            raise ExportFailed("read_only", (str(target),))


def _replace(target: Path, content: bytes) -> None:
    temporary = target.parent / f".companion-{os.urandom(6).hex()}.tmp"
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        handle = os.open(temporary, flags, 0o666)
        with open(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            with suppress(OSError):  # not every file system keeps permissions
                temporary.chmod(stat.S_IMODE(target.stat().st_mode))
        _put_in_place(temporary, target)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    _flush_folder(target.parent)


def _put_in_place(temporary: Path, target: Path) -> None:
    try:
        os.replace(temporary, target)
    except PermissionError as error:
        if os.name == "nt":  # the folder took a new file, so a program holds the old one open
            raise ExportFailed("in_use", (str(target),), str(error)) from error
        raise


def _flush_folder(folder: Path) -> None:
    """Make the new name durable, where folders can be flushed."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _code(error: OSError) -> str:
    return _CODES.get(error.errno or 0, "failed")
