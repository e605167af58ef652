"""Nothing but the data itself holds a join link, a passcode, the address of a feed or a title, and
nothing is for other users to read."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from command_line import Answer, Terminal
from pytestqt.qtbot import QtBot
from sources import assignment, calendar, class_event
from ui.windows import open_window

from companion.instance import call_first, claim
from companion.models.activity import Activity
from companion.ui.unexpected import LastResort

TITLE, PASSCODE, TOKEN = "Zebra-essay-title", "pass-4711-code", "token-of-the-feed"
ROOM = "95550001234"
LINK = f"https://cmu.zoom.us/j/{ROOM}?pwd={PASSCODE}"
ADDRESS = f"https://localhost/feeds/{TOKEN}.ics"
SECRETS = (TITLE, PASSCODE, TOKEN, ROOM)
# what the program may keep them in: the data, its copies, and the file that was asked for
DATA = (".db", ".ics", ".companion")


@pytest.fixture(autouse=True)
def _open_umask() -> Iterator[None]:
    """Files are private by themselves, not by the setting of a careful user."""
    before = os.umask(0o000)
    yield
    os.umask(before)


@pytest.fixture
def student(tmp_path: Path) -> Terminal:
    return Terminal(tmp_path / "data")


def leaks(folder: Path) -> list[str]:
    """Name the files other than the data that hold a secret, in their name or inside."""
    return [
        f"{path.relative_to(folder)}: {secret}"
        for path in folder.rglob("*")
        for secret in SECRETS
        if secret in path.name
        or (path.is_file() and path.suffix not in DATA and secret.encode() in path.read_bytes())
    ]


def open_to_others(folder: Path) -> list[str]:
    """Name what another user could read, write or list."""
    return [
        f"{path}: {stat.S_IMODE(path.stat().st_mode):o}"
        for path in (folder, *folder.rglob("*"))
        if stat.S_IMODE(path.stat().st_mode) & 0o077
    ]


def fed(student: Terminal, folder: Path) -> None:
    """Give the program every secret that it takes, the way a student does."""
    file = folder / "source.ics"
    event = class_event(1, "20261103T233000Z", "20261104T005000Z", TITLE)
    event = event.replace("https://cmu.zoom.us/j/90000000001?pwd=Abc.1", LINK)
    file.write_bytes(calendar(assignment(1, TITLE), event))
    student.add_course("--zoom", LINK, "--passcode", PASSCODE)
    assert student("import", str(file), "--into", "ML", "--apply").status == 0
    student.ask("add", f"{TITLE} 25m {LINK}")


def break_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the agenda fail with an error that quotes a secret."""

    def broken(*_: object) -> None:
        raise RuntimeError(f"{TITLE} {LINK} {ADDRESS}")

    monkeypatch.setattr("companion.commands.agenda.checklist", broken)


def test_no_file_but_the_data_holds_a_secret(
    student: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fed(student, tmp_path)
    data = (student.folder / "companion.db").read_bytes()
    assert all(secret.encode() in data for secret in (TITLE, PASSCODE, ROOM))
    refused = student("import", ADDRESS)
    student.ask("export", str(tmp_path / "mine.ics"), "--passcode")
    student.ask("backup", str(tmp_path / "mine.companion"))
    student.ask("next")
    break_everything(monkeypatch)
    failed = student("agenda")
    assert (refused.status, failed.status) == (1, 1)
    told: list[Answer] = [refused, failed]
    assert not [secret for secret in SECRETS for one in told if secret in one.out + one.err]
    assert (student.folder / "logs" / "errors.log").exists()
    assert leaks(tmp_path) == []


def test_the_harness_sees_a_leak(tmp_path: Path) -> None:
    (tmp_path / "errors.log").write_text(f"opened {LINK}")
    assert leaks(tmp_path) == [f"errors.log: {PASSCODE}", f"errors.log: {ROOM}"]


@pytest.mark.skipif(os.name != "posix", reason="rights are those of POSIX")
def test_everything_is_for_its_owner_only(
    student: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fed(student, tmp_path)
    student.ask("backup", str(student.folder / "mine.companion"))
    student.ask("restore", str(student.folder / "mine.companion"))
    break_everything(monkeypatch)
    student("agenda")
    held = claim(student.folder)
    assert held is not None
    assert not call_first(student.folder, [ADDRESS], wait_s=0)
    held.release()
    assert open_to_others(student.folder) == []


def test_the_window_leaves_no_secret_beside_the_data(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot, tmp_path)
    schedule = window.workspace.schedule
    one = next(iter(schedule.table(Activity).values()))
    try:
        raise RuntimeError(f"{TITLE} {LINK} {ADDRESS} {one.title}")
    except RuntimeError as error:
        LastResort(window).caught(type(error), error, error.__traceback__)
    assert (tmp_path / "logs" / "errors.log").exists()
    assert leaks(tmp_path) == []
