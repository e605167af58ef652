"""Disks that refuse: a system call that fails, once or from then on, and a disk that runs full.

The second needs a small file system of its own and mounts it in a private namespace: this file is
then started again in there, as a program.
"""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import drill
from promises import losses, unsound_copies
from strace_log import environment, python

from companion.storage.schedule_store import ScheduleStore
from companion.workspace import StorageFailed

CALLS = ("pwrite64", "fdatasync", "fsync", "ftruncate", "unlink", "rename", "link", "openat")
ERRORS = ("ENOSPC", "EIO", "EACCES", "EDQUOT", "EROFS")
STEPS = 8
SIZE, PAGE, MOST_PAGES = 8 << 20, 4096, 384
FILLER = "filler"
LONGEST_S = 60
_NAMESPACE = ["unshare", "--map-root-user", "--mount"]


class Point(NamedTuple):
    """Which call fails, how, at which time, and whether it goes on failing."""

    call: str
    error: str
    nth: int
    stays: bool


def seed(folder: Path) -> list[str]:
    """Make data to begin with; what was said of it."""
    words = python(drill.__file__, str(folder / "x.db"), "--does", "session", "--n", str(STEPS))
    done = subprocess.run(words, capture_output=True, text=True, check=True, env=environment())
    return done.stdout.splitlines()


def attempt(folder: Path, before: list[str], command: list[str]) -> tuple[list[str], str]:
    """Run a drill that may be refused; what was said in all, and how it ended wrong, if so."""
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, env=environment(), timeout=LONGEST_S,
            check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return before, "it hangs"
    said = [*before, *done.stdout.splitlines()]
    if done.returncode not in (0, 3):
        return said, f"it ended with {done.returncode}: {done.stderr[-300:]}"
    return said, done.stderr if "Traceback" in done.stderr else ""


def look(said: list[str], folder: Path) -> list[str]:
    """Return what is lost once the fault is over, and whether work goes on."""
    path = folder / "x.db"
    found = [*losses(said, path), *unsound_copies(folder)]
    try:
        with closing(ScheduleStore(path)) as store:
            store.set_setting("after", "the fault")
            store.back_up("change", _later(path))
    except StorageFailed as failure:
        found.append(f"it does not work again: {failure}")
    names = [*os.listdir(folder), *os.listdir(folder / "backups")]
    left = [name for name in names if name.endswith("-journal") or name.startswith(".")]
    return [*found, *(f"{name} is left" for name in left)]


def _later(path: Path) -> datetime:
    """Return an instant at which what was left unfinished is old enough to be removed."""
    return datetime.fromtimestamp(path.stat().st_mtime, UTC) + timedelta(hours=2)


# Failing system calls


def failing_calls(count: int, *more: str) -> dict[str, object]:
    """Let so many calls fail, each in a session on the same data; what was lost, by point."""
    with tempfile.TemporaryDirectory() as name:
        start = Path(name) / "start"
        start.mkdir()
        said = seed(start)
        points = _points(Path(name), start, count)
        lost = []
        for point in points:
            folder = Path(shutil.copytree(start, Path(name) / "now"))
            lost += [f"{point}: {what}" for what in _fail(folder, said, point, more)]
            shutil.rmtree(folder)
    return {"calls": len(points), "lost": lost}


def _fail(folder: Path, before: list[str], point: Point, more: tuple[str, ...]) -> list[str]:
    when = f"{point.nth}{'+' if point.stays else ''}"
    inject = ["-e", f"inject={point.call}:error={point.error}:when={when}"]
    strace = [*_strace(point.call, folder), *inject, "-o", os.devnull]
    said, wrong = attempt(folder, before, [*strace, *_session(folder, *more)])
    return [*([wrong] if wrong else []), *look(said, folder)]


def _session(folder: Path, *more: str) -> list[str]:
    return python(
        drill.__file__, str(folder / "x.db"), "--does", "session", "--n", str(STEPS), *more
    )


def _strace(calls: str, folder: Path) -> list[str]:
    """Watch calls; opening only of our files, for Python opens its own."""
    files = ("x.db", "x.db-journal", "backups", "") if calls == "openat" else ()
    only = [word for file in files for word in ("-P", str(folder.resolve() / file).rstrip("/"))]
    return ["strace", "-f", "--seccomp-bpf", *only, "-e", f"trace={calls}"]


def _points(place: Path, start: Path, count: int) -> list[Point]:
    times = Counter[str]()
    for calls in (",".join(CALLS[:-1]), CALLS[-1]):
        folder, log = Path(shutil.copytree(start, place / "now")), place / "log"
        words = [*_strace(calls, folder), "-o", str(log), *_session(folder)]
        subprocess.run(words, capture_output=True, check=True, env=environment())
        times.update(re.findall(r" (\w+)\(", log.read_text(errors="replace")))
        shutil.rmtree(folder)
    every = [
        Point(call, error, nth, stays)
        for call in CALLS
        for error in ERRORS
        for nth in range(1, times[call] + 1)
        for stays in (False, True)
    ]
    return random.Random(3).sample(every, min(count, len(every)))


# Full disks


def why_not() -> str:
    """Return why no file system can be mounted here; empty when one can."""
    if shutil.which("unshare") is None:
        return "unshare is not installed"
    with tempfile.TemporaryDirectory() as name:
        mount = [*_NAMESPACE, "mount", "-t", "tmpfs", "none", name]
        tried = subprocess.run(mount, capture_output=True, check=False)
    return "nothing may be mounted here" if tried.returncode else ""


def full_disks(count: int, *more: str) -> dict[str, object]:
    """Let a disk run full at so many points of sessions that are refused; what was lost, by
    point."""
    words = python(__file__, str(count), *more)
    done = subprocess.run(
        [*_NAMESPACE, *words], capture_output=True, text=True, check=True, env=environment()
    )
    found: dict[str, object] = json.loads(done.stdout)
    return found


def _fill_up(place: Path, count: int, more: list[str]) -> dict[str, object]:
    """Try points in a random order, until so many were refused. Where some room was enough from
    a change on, no more room is tried there: a store that hides failures ends this too."""
    start = place / "start"
    start.mkdir()
    said = seed(start)
    lost, refused, tried = [], 0, 0
    enough = dict.fromkeys(range(STEPS), MOST_PAGES)
    points = [(step, pages) for step in range(STEPS) for pages in range(MOST_PAGES)]
    for step, pages in random.Random(3).sample(points, len(points)):
        if refused == count:
            break
        if pages >= enough[step]:
            continue
        found, was_refused = _on_small_disk(place / "disk", start, said, (step, pages), more)
        lost += [f"{pages} pages free before change {step}: {what}" for what in found]
        if not was_refused:
            enough[step] = pages
        refused, tried = refused + was_refused, tried + 1
    return {"points": tried, "refused": refused, "lost": lost}


def _on_small_disk(
    disk: Path, start: Path, before: list[str], point: tuple[int, int], more: list[str]
) -> tuple[list[str], bool]:
    """Run a session on a disk that is filled up before a change; what is lost, and whether it was
    refused."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "none", str(disk)], check=True)
    folder = Path(shutil.copytree(start, disk / "now"))
    filled = [f"--fill={disk / FILLER}", f"--at={point[0]}", f"--leave={point[1] * PAGE}"]
    said, wrong = attempt(folder, before, _session(folder, *filled, *more))
    (disk / FILLER).unlink()
    found = [*([wrong] if wrong else []), *look(said, folder)]
    subprocess.run(["umount", str(disk)], check=True)
    return found, "DONE" not in said[len(before) :]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as own:
        (Path(own) / "disk").mkdir()
        print(json.dumps(_fill_up(Path(own), int(sys.argv[1]), sys.argv[2:])))
