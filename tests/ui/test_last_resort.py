"""An error that nobody expected is told once, and the window goes on with what is stored."""

import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot
from ui.windows import open_window

from companion import app
from companion.app import make_application
from companion.bootstrap import Options
from companion.models.activity import Activity
from companion.ui.dialogs.not_opened import NotOpened
from companion.ui.main_window import MainWindow
from companion.ui.unexpected import LastResort


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    return open_window(qtbot, tmp_path)


@pytest.fixture(autouse=True)
def _hooks() -> Iterator[None]:
    before = sys.excepthook, threading.excepthook
    yield
    sys.excepthook, threading.excepthook = before


def fail(resort: LastResort, words: str = "private title") -> None:
    try:
        raise RuntimeError(words)
    except RuntimeError as error:
        resort.caught(type(error), error, error.__traceback__)


def test_it_is_told_in_one_sentence_with_a_report_that_names_nobody(
    window: MainWindow, tmp_path: Path
) -> None:
    resort = LastResort(window)
    fail(resort)
    (notice,) = [n for n in window.stage.notices() if n.button is not None
                 and n.button.text() == "Copy report"]  # fmt: skip
    assert "Something went wrong" in notice.accessibleName()
    assert notice.button is not None
    notice.button.click()
    copied = QGuiApplication.clipboard().text()
    assert "RuntimeError" in copied
    assert "private" not in copied
    log = (tmp_path / "logs" / "errors.log").read_text(encoding="utf-8")
    assert copied in log


def test_memory_that_went_astray_is_read_again(window: MainWindow) -> None:
    workspace = window.workspace
    stored = workspace.schedule
    workspace.schedule = type(stored).of([])
    fail(LastResort(window))
    assert workspace.schedule.table(Activity) == stored.table(Activity)


def test_an_error_at_each_repaint_is_told_once(window: MainWindow) -> None:
    resort = LastResort(window)
    for _ in range(50):
        fail(resort)
    told = [n for n in window.stage.notices() if "Something went" in n.accessibleName()]
    assert len(told) == 1


def test_an_error_while_telling_ends_there(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    resort = LastResort(window)

    def broken() -> None:
        fail(resort, "again")

    monkeypatch.setattr(window, "refresh_all", broken)
    fail(resort)


def test_the_hooks_of_window_and_threads_are_set(window: MainWindow, tmp_path: Path) -> None:
    resort = LastResort(window)
    resort.install()
    assert sys.excepthook == resort.caught
    thread = threading.Thread(target=lambda: 1 / 0)
    thread.start()
    thread.join()
    assert "ZeroDivisionError" in (tmp_path / "logs" / "errors.log").read_text(encoding="utf-8")


@pytest.mark.parametrize("where", ["bootstrap.open_workspace", "app.open_window"])
def test_an_error_before_there_is_a_window_is_told_in_one_with_a_report(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    told: list[tuple[str, str]] = []

    def fail(*_: object, **__: object) -> None:
        raise ValueError("Essay about a secret")

    def tell(box: NotOpened) -> int:
        qtbot.addWidget(box)
        (copy,) = [b for b in box.buttons() if "report" in b.text()]
        copy.click()
        told.append((box.text(), QGuiApplication.clipboard().text()))
        return 0

    monkeypatch.setattr(f"companion.{where}", fail)
    monkeypatch.setattr(NotOpened, "exec", tell)
    options = Options(tmp_path)

    def begin() -> None:
        with closing(app._open_data(options, is_watched=True)) as workspace:
            app._first_window(make_application(), workspace, options, is_watched=True)

    with pytest.raises(ValueError, match="secret"):
        begin()
    ((sentence, report),) = told
    assert sentence.startswith("Something went wrong that should not")
    assert "ValueError" in report
    assert "secret" not in report
