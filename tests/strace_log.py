"""Records what a program does to the files below a folder, with their content, through strace."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

SOURCE = Path(__file__).parents[1] / "src"
# every call that can change a file; those without a handler below are reported as unknown
CALLS = (
    "openat,creat,write,pwrite64,writev,pwritev,ftruncate,truncate,fallocate,fsync,fdatasync,unlink,"
    "unlinkat,rename,renameat,renameat2,link,linkat,mkdir,mkdirat,rmdir,sendfile,copy_file_range"
)
_CALL = re.compile(r"(\w+)\((.*)\)\s+= (-?\d+)(?:<(.*)>)?")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_HANDLE = re.compile(r"(\d+)<((?:\\x[0-9a-f]{2})*)>")


class Op(NamedTuple):
    """One thing done: create, write, cut, sync, remove, rename, link, or said on the output."""

    what: str
    path: str = ""
    content: bytes = b""
    at: int = 0
    other: str = ""


def why_not() -> str:
    """Return why nothing can be recorded here; empty when it can."""
    if shutil.which("strace") is None:
        return "strace is not installed"
    tried = subprocess.run(["strace", "-o", os.devnull, "true"], capture_output=True, check=False)
    return "strace may not watch programs here" if tried.returncode else ""


def python(*words: str) -> list[str]:
    """Return the command that runs a Python program."""
    return [sys.executable, *words]


def environment() -> dict[str, str]:
    """Return the environment in which a drill finds our source."""
    paths = os.pathsep.join((str(SOURCE), str(Path(__file__).parent)))
    return {**os.environ, "PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1"}


def record(command: list[str], folder: Path, log: Path) -> list[Op]:
    """Run a command and return what it did below a folder and said, in order."""
    watch = ["strace", "-f", "-y", "-xx", "-s", "8388608", "-e", "signal=none"]
    subprocess.run(
        [*watch, "-e", f"trace={CALLS}", "-o", str(log), *command],
        check=True, capture_output=True, env=environment(),
    )  # fmt: skip
    with log.open(encoding="latin-1") as lines:
        return [op for line in _whole(lines) for op in _ops(line, str(folder.resolve()))]


def _whole(lines: Iterator[str] | object) -> Iterator[str]:
    """Join calls of one thread that those of another cut in two."""
    begun: dict[str, str] = {}
    for line in lines:  # type: ignore[attr-defined]
        thread, _, call = line.rstrip("\n").partition(" ")
        call = call.strip()
        if call.endswith("<unfinished ...>"):
            begun[thread] = call.removesuffix("<unfinished ...>")
        elif call.startswith("<... "):
            yield begun.pop(thread, "") + call.partition(" resumed>")[2]
        else:
            yield call


def _ops(line: str, root: str) -> Iterator[Op]:
    found = _CALL.match(line)
    if found is None or int(found[3]) < 0:
        return
    call, words, result, opened = found[1], found[2], int(found[3]), _plain(found[4] or "")
    handle = _HANDLE.match(words)
    number, path = (handle[1], _plain(handle[2])) if handle else ("", "")
    texts = [_plain_bytes(text) for text in _TEXT.findall(words)]
    if call == "write" and number == "1":
        yield Op("say", content=texts[0][:result])
    elif call in ("openat", "creat"):
        yield from _opened(opened, words, root)
    elif handle and "AT_FDCWD" not in words and not _is_in(path, root):
        return
    elif call in _BY_HANDLE:
        content = texts[0][:result] if texts else b""
        at = int(words.rsplit(",", 1)[1]) if call in ("pwrite64", "ftruncate") else -1
        yield Op(_BY_HANDLE[call], path, content, at)
    else:
        paths = [os.path.join(root, text.decode()) for text in texts]
        if any(_is_in(path, root) for path in paths):
            yield Op(_BY_NAME.get(call, f"unknown {call}"), paths[0], other=paths[-1])


_BY_HANDLE = {
    "pwrite64": "write", "write": "append", "ftruncate": "cut", "fsync": "sync",
    "fdatasync": "sync", "writev": "unknown writev", "pwritev": "unknown pwritev",
    "fallocate": "unknown fallocate", "sendfile": "unknown sendfile",
    "copy_file_range": "unknown copy_file_range",
}  # fmt: skip
_BY_NAME = {
    "unlink": "remove", "unlinkat": "remove", "rmdir": "nothing", "rename": "rename",
    "renameat": "rename", "renameat2": "rename", "link": "link", "linkat": "link",
    "mkdir": "nothing", "mkdirat": "nothing",
}  # fmt: skip


def _opened(path: str, words: str, root: str) -> Iterator[Op]:
    if _is_in(path, root):
        if "O_CREAT" in words or "O_" not in words:
            yield Op("create", path)
        if "O_TRUNC" in words:
            yield Op("cut", path, at=0)


def _is_in(path: str, root: str) -> bool:
    return path == root or path.startswith(root + "/")


def _plain_bytes(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))


def _plain(text: str) -> str:
    return _plain_bytes(text).decode("utf-8", "replace") if text.startswith("\\x") else text
