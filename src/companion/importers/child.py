"""The process in which foreign bytes are read: little memory, little time, no files, no network.

It reads a line of JSON (today, limits, whether for busy time alone, what the columns of a table
are) and then the bytes from standard input, and answers with one JSON document on standard output:
the source, or why there is none. `importers.reading` is its parent.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from datetime import date
from typing import Any

from companion.formats.readers import read_busy_source, read_source
from companion.models.busy_source import busy_to_json
from companion.models.source import ColumnRole, SourceFailed
from companion.models.source_columns import Roles
from companion.models.source_json import source_to_json

OUT_OF_MEMORY, OUT_OF_TIME = 71, 72
# what a reader may ask of the system; everything else that has an event is refused
_FORBIDDEN = ("socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.spawn", "os.posix",
              "ctypes.dlopen", "shutil.", "urllib.", "ftplib.", "http.", "webbrowser.", "winreg.",
              "os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink",
              "os.truncate", "os.startfile", "tempfile.")  # fmt: skip


def main() -> int:
    """Read one source and answer; the exit status is 0 also for a failure that is told."""
    head = json.loads(sys.stdin.buffer.readline())
    _limit(int(head["memory"]), int(head["seconds"]))
    today = date.fromisoformat(head["today"])
    content = sys.stdin.buffer.read(int(head["length"]))
    sys.addaudithook(_refuse)
    roles = None if head["roles"] is None else tuple(map(ColumnRole, head["roles"]))
    answer = _answer(content, today, roles, is_busy=head["is_busy"] is True)
    sys.stdout.buffer.write(answer.encode("utf-8", "surrogatepass"))
    sys.stdout.buffer.flush()
    os._exit(0)  # nothing to tidy up, and tearing down a large file's items takes a second


def _answer(content: bytes, today: date, roles: Roles | None, *, is_busy: bool) -> str:
    try:
        if is_busy:
            return busy_to_json(read_busy_source(content, today))
        return source_to_json(read_source(content, today, roles))
    except SourceFailed as failure:
        return _failed(failure)
    except MemoryError:
        return _failed(SourceFailed("source_memory"))
    except Exception as error:  # whatever it is: the file is at fault, and only this process
        return _failed(SourceFailed("source_broken", type(error).__name__))


def _failed(failure: SourceFailed) -> str:
    return json.dumps({"failed": [failure.code, *failure.values]})


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    """Refuse what no reader needs (audit hooks cannot be taken away again)."""
    if event.startswith(_FORBIDDEN):
        raise PermissionError(event)
    if event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+"):
        raise PermissionError(event)


# Limits


def _limit(memory: int, seconds: int) -> None:
    """Hold this process to its limits: by the system where it can, by a watching thread where it
    cannot. The parent ends it in any case."""
    try:
        import resource
    except ImportError:  # Windows
        _watch(memory, seconds, _windows_memory())
        return
    for name, value in (("RLIMIT_AS", memory), ("RLIMIT_CPU", seconds + 1), ("RLIMIT_FSIZE", 0),
                        ("RLIMIT_CORE", 0)):  # fmt: skip
        try:
            resource.setrlimit(getattr(resource, name), (value, value))
        except (AttributeError, ValueError, OSError):
            continue  # macOS has no say over address space: the thread watches
    # The highest memory so far is that of the parent, too, where this process was forked off it:
    # Linux holds the address space, and elsewhere what was there at first does not count.
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    def grown() -> int:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before  # bytes on macOS

    _watch(memory, seconds, grown if sys.platform == "darwin" else lambda: 0)


def _watch(memory: int, seconds: int, used: Any) -> None:
    def look() -> None:
        while True:
            if used() > memory:
                os._exit(OUT_OF_MEMORY)
            if time.process_time() > seconds:  # its own time: a busy machine is no fault of it
                os._exit(OUT_OF_TIME)
            time.sleep(0.05)

    threading.Thread(target=look, name="limits", daemon=True).start()


def _windows_memory() -> Any:
    """Return what tells the memory of this process on Windows, in bytes."""
    import ctypes
    from ctypes import wintypes

    class Counters(ctypes.Structure):
        """PROCESS_MEMORY_COUNTERS of psapi.h."""

        _fields_ = (
            ("cb", wintypes.DWORD), ("PageFaultCount", wintypes.DWORD),
            *((name, ctypes.c_size_t) for name in (
                "PeakWorkingSetSize", "WorkingSetSize", "QuotaPeakPagedPoolUsage",
                "QuotaPagedPoolUsage", "QuotaPeakNonPagedPoolUsage", "QuotaNonPagedPoolUsage",
                "PagefileUsage", "PeakPagefileUsage")),
        )  # fmt: skip

    kernel = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined,unused-ignore]  # Windows only
    process = kernel.GetCurrentProcess()
    counters = Counters()
    counters.cb = ctypes.sizeof(counters)

    def used() -> int:
        kernel.K32GetProcessMemoryInfo(process, ctypes.byref(counters), counters.cb)
        return int(counters.PagefileUsage)

    return used


if __name__ == "__main__":
    sys.exit(main())
