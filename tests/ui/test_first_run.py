"""The first page: two ways in by key and button, and the student's city on the strip."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from ui.windows import open_window, texts

from companion.ui import letters
from companion.ui.dialogs.city import CityDialog
from companion.ui.dialogs.palette import Palette
from companion.ui.first_run_page import FirstRunPage, sample_command, start_apart
from companion.ui.main_window import MainWindow
from companion.ui.preferences import CITY, CITY_NAME
from companion.ui.text import name_city
from companion.ui.widgets.search_box import SearchBox

NOW = datetime(2026, 10, 27, 11, 40, tzinfo=UTC)


def first_page(
    qtbot: QtBot, folder: Path, zone: str = "Europe/Berlin"
) -> tuple[MainWindow, FirstRunPage]:
    window = open_window(qtbot, folder, now=NOW, zone=zone, records=())
    page = window.page()
    assert isinstance(page, FirstRunPage)
    return window, page


def city_dialog(window: MainWindow, page: FirstRunPage) -> CityDialog:
    page.change.click()
    QApplication.processEvents()
    found = window.findChild(CityDialog)
    assert found is not None
    return found


def test_it_says_where_evening_classes_land(qtbot: QtBot, tmp_path: Path) -> None:
    _, page = first_page(qtbot, tmp_path)
    assert "You are in Berlin" in texts(page)
    assert page.strip.accessibleName() == (
        "You are in Berlin. Evening classes in Eastern Time land around midnight for you."
    )
    assert page.legend.text() == (
        "Top: Berlin. Bottom: Eastern (ET), usually 6 h behind. Shaded: your night, 23:00–07:00."
    )


def test_a_opens_the_form(qtbot: QtBot, tmp_path: Path) -> None:
    window, _ = first_page(qtbot, tmp_path)
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, Qt.Key.Key_A)
    assert window.place().key == "add-course"


def test_a_and_s_act_wherever_the_keyboard_is_unless_letters_are_off(
    qtbot: QtBot, tmp_path: Path
) -> None:
    window, page = first_page(qtbot, tmp_path)
    started: list[bool] = []
    page.open_sample = lambda: not started.append(True)  # type: ignore[func-returns-value]
    row = window.sidebar.rows()[0]
    row.setFocus()
    qtbot.keyClick(row, Qt.Key.Key_S)
    assert started == [True]
    letters.use(False)
    try:
        qtbot.keyClick(row, Qt.Key.Key_A)
        assert window.place().key == "today"
    finally:
        letters.use(True)
    qtbot.keyClick(row, Qt.Key.Key_A)
    assert window.place().key == "add-course"


def test_enter_presses_the_button_that_has_the_keyboard(qtbot: QtBot, tmp_path: Path) -> None:
    window, page = first_page(qtbot, tmp_path)
    page.change.setFocus()
    qtbot.keyClick(page.change, Qt.Key.Key_Return)
    dialog = window.findChild(CityDialog)
    assert dialog is not None
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    row = next(row for row in window.sidebar.rows() if row.face.label == "Timeline")
    qtbot.keyClick(row, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert window.place().key == "today"
    qtbot.keyClick(row, Qt.Key.Key_Return)
    assert window.place().key == "timeline"


def test_enter_in_the_search_box_opens_the_palette(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot, tmp_path)
    box = window.findChild(SearchBox)
    assert box is not None
    qtbot.keyClick(box, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    assert window.findChild(Palette) is not None


def test_the_ring_of_the_link_is_not_cut(qtbot: QtBot, tmp_path: Path) -> None:
    _, page = first_page(qtbot, tmp_path)
    holder = page.change.parentWidget()
    assert holder is not None
    assert page.change.geometry().right() + 3 < holder.width()


def test_the_buttons_can_be_reached_and_pressed_by_keys(qtbot: QtBot, tmp_path: Path) -> None:
    window, page = first_page(qtbot, tmp_path)
    page.add.setFocus()
    qtbot.keyClick(page.add, Qt.Key.Key_Tab)
    assert page.sample.hasFocus()
    qtbot.keyClick(page.add, Qt.Key.Key_Space)
    assert window.place().key == "add-course"


def test_s_opens_the_sample_in_a_process_of_its_own(qtbot: QtBot, tmp_path: Path) -> None:
    window, page = first_page(qtbot, tmp_path)
    started: list[bool] = []

    def start() -> bool:
        started.append(True)
        return True

    page.open_sample = start
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, Qt.Key.Key_S)
    assert started == [True]
    assert not window.workspace.schedule.courses


def test_a_process_apart_is_started_or_said_not_to_be(qtbot: QtBot, tmp_path: Path) -> None:
    made = tmp_path / "made"
    program = "import os, pathlib, sys; pathlib.Path(sys.argv[1]).write_text(os.environ['WORD'])"
    variables = {**os.environ, "WORD": "apart"}
    assert start_apart(sys.executable, ["-c", program, str(made)], variables)
    qtbot.waitUntil(lambda: made.exists() and made.read_text() == "apart", timeout=10_000)
    assert not start_apart(str(tmp_path / "nothing"), [], variables)


def test_a_sample_that_cannot_be_opened_is_told_with_what_to_do(
    qtbot: QtBot, tmp_path: Path
) -> None:
    window, page = first_page(qtbot, tmp_path)
    page.open_sample = lambda: False
    page.sample.click()
    assert "Start it with “companion --sample” instead." in texts(window)


def test_the_sample_command_runs(tmp_path: Path) -> None:
    program, arguments, environment = sample_command()
    found = subprocess.run(
        [program, *arguments, "courses", "--json"],
        env=environment | {"PYTHONDONTWRITEBYTECODE": "1"},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert program == sys.executable
    assert "Introduction to Machine Learning" in found.stdout


def test_another_city_is_found_by_its_name_and_kept(qtbot: QtBot, tmp_path: Path) -> None:
    window, page = first_page(qtbot, tmp_path)
    dialog = city_dialog(window, page)
    dialog.field.setText("bengaluru")  # typed, it would open a popup, which offscreen has not
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    assert "You are in Bengaluru" in texts(page)
    assert "Evening classes in Eastern Time land in the middle of your night." in texts(page)
    assert window.workspace.setting(CITY) == "Asia/Kolkata"
    assert window.workspace.setting(CITY_NAME) == "Bengaluru · Asia/Kolkata"
    assert window.sidebar.clocks.face.city == "Bengaluru"
    assert window.workspace.clock.zone.key == "Asia/Kolkata"
    name_city("", "")


def test_a_city_that_does_not_exist_is_refused_in_words(qtbot: QtBot, tmp_path: Path) -> None:
    window, page = first_page(qtbot, tmp_path)
    dialog = city_dialog(window, page)
    dialog.field.setText("../../etc/passwd")
    dialog.use.click()
    assert dialog.error.text() == (
        "There is no city or time zone “../../etc/passwd” here; choose one of the list."
    )
    assert window.workspace.setting(CITY) == ""
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert "You are in Berlin" in texts(page)
