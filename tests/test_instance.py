"""One window for each data folder; a second start calls the first, and no crash is in the way."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from companion import instance
from companion.instance import LOCK, REQUESTS, Call, call_first, claim

HOLD = """\
import sys, time
from pathlib import Path
from companion.instance import claim
held = claim(Path(sys.argv[1]))
print("held" if held else "taken", flush=True)
while held:
    if held.requests():
        print("called", flush=True)
    time.sleep(0.02)
"""


def start(*words: str, **more: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", **more},
    )


def end(program: subprocess.Popen[str]) -> None:
    program.kill()
    program.communicate()


@pytest.fixture
def holder(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    program = start("-c", HOLD, str(tmp_path))
    assert program.stdout is not None
    assert program.stdout.readline() == "held\n"
    yield program
    end(program)


def test_a_folder_is_held_once_and_free_again_after_a_kill(
    tmp_path: Path, holder: subprocess.Popen[str]
) -> None:
    assert claim(tmp_path) is None
    holder.send_signal(signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
    holder.wait()
    held = claim(tmp_path)
    assert held is not None
    held.release()


@pytest.mark.parametrize("left", [b"", b"12345\nanother-host\n"])
def test_no_lock_file_that_was_left_behind_is_an_obstacle(tmp_path: Path, left: bytes) -> None:
    (tmp_path / LOCK).write_bytes(left)
    held = claim(tmp_path)
    assert held is not None
    held.release()


def test_a_second_start_is_heard(tmp_path: Path, holder: subprocess.Popen[str]) -> None:
    assert call_first(tmp_path)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "called\n"
    assert list((tmp_path / REQUESTS).iterdir()) == []


def test_a_window_that_does_not_answer_is_told_and_the_call_is_taken_back(tmp_path: Path) -> None:
    begun = time.monotonic()
    assert not call_first(tmp_path, wait_s=0.2)
    assert time.monotonic() - begun < 2
    assert list((tmp_path / REQUESTS).iterdir()) == []


def test_a_window_that_is_still_opening_is_waited_for(tmp_path: Path) -> None:
    held = claim(tmp_path)
    assert held is not None
    with ThreadPoolExecutor() as other:
        called = other.submit(call_first, tmp_path)
        time.sleep(2.5)  # longer than a window that is open may take
        assert held.requests() == [Call({})]
        assert called.result()
    held.release()


@pytest.mark.parametrize(("age_s", "wait_s"), [(0, 15), (9, 6), (60, 2), (-3600, 15)])
def test_a_window_open_for_long_has_two_seconds_to_answer(
    tmp_path: Path, age_s: int, wait_s: int
) -> None:
    lock, request = tmp_path / LOCK, tmp_path / "request"
    for file, at in ((lock, 1_000_000), (request, 1_000_000 + age_s)):
        file.touch()
        os.utime(file, (at, at))
    assert instance._patience_s(lock, request) == wait_s


def test_a_call_that_cannot_be_read_still_calls(tmp_path: Path) -> None:
    held = claim(tmp_path)
    assert held is not None
    folder = tmp_path / REQUESTS
    folder.mkdir()
    for name, content in (("1", b"\xff\xfe"), ("2", b"[" * 100_000), ("3", b"[]"),
                          ("4", b'{"XDG_ACTIVATION_TOKEN": "t", "PATH": "/evil"}')):  # fmt: skip
        (folder / name).write_bytes(content)
    assert held.requests() == [*[Call({})] * 3, Call({"XDG_ACTIVATION_TOKEN": "t"})]
    assert held.requests() == []
    held.release()


def race(folder: Path) -> list[str]:
    """Start five windows at once, kill the one that lives, start again; what went wrong."""
    words = ("-m", "companion", "--data-dir", str(folder))
    programs = [start(*words) for _ in range(5)]
    wrong = []
    try:
        alive = left(programs)
        if len(alive) != 1:
            wrong.append(f"{len(alive)} windows are open")
        for gone in (p for p in programs if p not in alive):
            ended = (gone.returncode, *gone.communicate())
            wrong += [] if ended == (0, "", "") else [f"a second start ended with {ended}"]
        for one in alive:
            end(one)
        again = start(*words)
        programs.append(again)
        if not opens(folder, again):
            wrong.append("after a kill no window opens")
    finally:
        for program in programs:
            end(program)
    return wrong


def left(programs: list[subprocess.Popen[str]]) -> list[subprocess.Popen[str]]:
    """Wait until at most one of some programs runs."""
    until = time.monotonic() + 30
    while sum(p.poll() is None for p in programs) > 1 and time.monotonic() < until:
        time.sleep(0.05)
    return [p for p in programs if p.poll() is None]


def opens(folder: Path, program: subprocess.Popen[str]) -> bool:
    """Wait until a program answers as the window of a folder."""
    until = time.monotonic() + 30
    while time.monotonic() < until and program.poll() is None:
        held = claim(folder)
        if held is None:
            return call_first(folder, wait_s=20)
        held.release()
        time.sleep(0.2)
    return False


def test_five_starts_at_once_leave_one_window_and_a_kill_is_no_obstacle(tmp_path: Path) -> None:
    assert race(tmp_path / "data") == []
