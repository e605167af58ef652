"""Files and addresses given to a start are shown as an import, by the window that is open too."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from sources import assignment, calendar
from ui.windows import open_window

from companion import app, cli
from companion.bootstrap import Options
from companion.instance import Claim, claim
from companion.ui.come_forward import answer
from companion.ui.import_job import Request
from companion.ui.import_page import ImportPage
from companion.ui.main_window import MainWindow

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support raise")


@pytest.fixture
def held(tmp_path: Path) -> Iterator[Claim]:
    found = claim(tmp_path)
    assert found is not None
    yield found
    found.release()


def second_start(folder: Path, *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "companion", "--data-dir", str(folder), *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )


def shown(qtbot: QtBot, window: MainWindow, held: Claim, *words: str) -> ImportPage:
    """Start a second time with these words, and return the page on which the window shows them."""
    start = second_start(window.workspace.data_dir, *words)

    def is_there() -> bool:
        answer(window, held)
        return isinstance(window.page(), ImportPage)

    qtbot.waitUntil(is_there, timeout=20_000)
    assert (*start.communicate(timeout=20), start.returncode) == ("", "", 0)
    page = window.page()
    assert isinstance(page, ImportPage)
    return page


def test_the_open_window_shows_the_files_of_a_second_start(
    qtbot: QtBot, tmp_path: Path, held: Claim
) -> None:
    window = open_window(qtbot, tmp_path)
    file = tmp_path / "week 9 #1.ics"
    file.write_bytes(calendar(assignment(1, "Handed-over essay")))
    page = shown(qtbot, window, held, file.as_uri())
    qtbot.waitUntil(lambda: page.proposal is not None, timeout=20_000)
    assert page.proposal is not None
    assert [row.title for row in page.proposal.rows] == ["Handed-over essay"]


def test_a_link_is_handed_over_and_what_cannot_be_asked_is_told_there(
    qtbot: QtBot, tmp_path: Path, held: Claim
) -> None:
    window = open_window(qtbot, tmp_path)
    page = shown(qtbot, window, held, "webcal://localhost/feed.ics?token=secret")
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.failed, timeout=20_000)
    assert "secret" not in page.failed.accessibleName()


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """The sources of each window that would be opened."""
    found: list[tuple[str, ...]] = []

    def run(options: Options, *, sources: Sequence[str] = (), **_: bool) -> int:
        found.append(tuple(sources))
        return 0

    monkeypatch.setattr(app, "run", run)
    return found


def test_the_first_window_is_opened_with_what_was_given(
    tmp_path: Path, opened: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("plan.csv", "check"):
        Path(name).touch()
    words = ("plan.csv", "https://example.edu/feed.ics", "./check")
    assert cli.main(words) == 0
    assert opened == [
        (str(tmp_path / "plan.csv"), "https://example.edu/feed.ics", str(tmp_path / "check"))
    ]


@pytest.mark.parametrize(
    ("words", "status", "told"),
    [
        (["no/such.ics"], 1, "There is no file “such.ics”; check its name.\n"),
        (["agneda"], 2, "There is no command “agneda”; did you mean “agenda”?\n"),
        (["https://example.edu/x", "--json"], 2, "Write --json before the files.\n"),
    ],
)
def test_what_is_neither_is_told_in_one_sentence(
    words: list[str], status: int, told: str, capsys: pytest.CaptureFixture[str],
    opened: list[tuple[str, ...]],
) -> None:  # fmt: skip
    assert cli.main(words) == status
    assert capsys.readouterr().err == told
    assert opened == []


def test_a_request_names_nothing_secret() -> None:
    assert Request(address="https://example.edu/feed?token=1").name == "example.edu"
