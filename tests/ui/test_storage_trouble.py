"""Trouble with the data while the window is open is told at once; what was typed stays in its
field, and all works again when it is over."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from ui.windows import open_window

from companion.models.activity import Activity
from companion.storage import schedule_store
from companion.storage.schedule_store import ScheduleStore
from companion.ui.checklist_page import ChecklistPage
from companion.ui.main_window import MainWindow

TYPED = "Read the trouble chapter 25m"
MISSING = "The data folder is not there and cannot be made; check the path."
Trouble = Callable[[MainWindow], AbstractContextManager[None]]


def connection(window: MainWindow) -> sqlite3.Connection:
    """The connection itself, so that SQLite says what it would on a real disk."""
    store = window.workspace.store
    assert isinstance(store, ScheduleStore)
    return store._con


@contextmanager
def a_full_disk(window: MainWindow) -> Iterator[None]:
    con = connection(window)
    (pages,) = con.execute("PRAGMA page_count").fetchone()
    con.execute(f"PRAGMA max_page_count = {pages}")
    con.execute(
        "CREATE TEMP TRIGGER grow AFTER INSERT ON main.activity BEGIN "
        "UPDATE activity SET notes = hex(zeroblob(100000)) WHERE id = new.id; END"
    )
    yield
    con.execute("DROP TRIGGER grow")
    con.execute("PRAGMA max_page_count = 1073741823")


@contextmanager
def a_folder_that_is_read_only(window: MainWindow) -> Iterator[None]:
    con = connection(window)
    con.execute("PRAGMA query_only = ON")
    yield
    con.execute("PRAGMA query_only = OFF")


@contextmanager
def another_program_holding_the_file(window: MainWindow) -> Iterator[None]:
    with closing(sqlite3.connect(window.workspace.data_dir / "companion.db")) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield
        other.rollback()


@contextmanager
def a_folder_that_vanishes(window: MainWindow) -> Iterator[None]:
    folder = window.workspace.data_dir
    away = folder.rename(folder.with_name("elsewhere"))
    yield
    away.rename(folder)


CASES: list[tuple[Trouble, str]] = [
    (a_full_disk, "The disk is full, so nothing was stored; free some space and try again."),
    (
        a_folder_that_is_read_only,
        "The data folder cannot be written to, so nothing was stored; check its rights.",
    ),
    (
        another_program_holding_the_file,
        "Another program holds the data; close it or wait a moment, then try again.",
    ),
    (a_folder_that_vanishes, MISSING),
]


def said(window: MainWindow) -> list[str]:
    return [notice.accessibleName() for notice in window.stage.notices()]


def is_stored(folder: Path) -> bool:
    with closing(ScheduleStore(folder / "companion.db")) as store:
        work = store.load().table(Activity).values()
    return any("trouble chapter" in activity.title for activity in work)


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    monkeypatch.setattr(schedule_store, "WAIT_MS", 50)
    folder = tmp_path / "data"
    folder.mkdir()
    made = open_window(qtbot, folder)
    made.workspace.store.was_changed_elsewhere()  # from now on it waits no longer
    made.go("checklist")
    return made


@pytest.mark.parametrize(("trouble", "sentence"), CASES, ids=[case[0].__name__ for case in CASES])
def test_it_is_told_what_was_typed_stays_and_it_works_again(
    qtbot: QtBot, window: MainWindow, trouble: Trouble, sentence: str
) -> None:
    page = window.page()
    assert isinstance(page, ChecklistPage)
    folder, before = window.workspace.data_dir, window.workspace.schedule
    field = page.quick.field
    field.setFocus()
    qtbot.keyClicks(field, TYPED)
    with trouble(window):
        qtbot.keyClick(field, Qt.Key.Key_Return)
        assert said(window) == [sentence]
        assert field.text() == TYPED
        assert window.workspace.schedule == before
        qtbot.wait(10)
        assert said(window) == [sentence], "it stays on screen"
    assert not is_stored(folder)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == ""
    assert is_stored(folder)


def test_data_that_vanishes_is_told_without_an_edit_and_taken_back_when_it_returns(
    qtbot: QtBot, window: MainWindow
) -> None:
    with a_folder_that_vanishes(window):
        qtbot.waitUntil(lambda: said(window) == [MISSING], timeout=3000)
        qtbot.wait(1200)
        assert said(window) == [MISSING]
    qtbot.waitUntil(lambda: said(window) == [], timeout=3000)


def test_a_window_of_vanished_data_can_be_closed(qtbot: QtBot, window: MainWindow) -> None:
    with a_folder_that_vanishes(window):
        assert window.close()
