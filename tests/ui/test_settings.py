"""Settings apply at once and are kept."""

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from ui.windows import open_window

from companion.bootstrap import CITY_SETTING
from companion.ui import preferences, theme
from companion.ui.dialogs.settings import Settings
from companion.ui.main_window import MainWindow


def opened(qtbot: QtBot, folder: Path) -> tuple[MainWindow, Settings]:
    window = open_window(qtbot, folder)
    window.trigger("settings")
    dialog = window.findChild(Settings)
    assert dialog is not None
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    return window, dialog


def test_the_name_of_the_city_is_the_one_that_the_start_reads() -> None:
    assert preferences.CITY == CITY_SETTING


def test_dark_is_dark_at_once_and_after_a_restart(qtbot: QtBot, tmp_path: Path) -> None:
    window, dialog = opened(qtbot, tmp_path)
    qtbot.mouseClick(dialog.look.buttons()[2], Qt.MouseButton.LeftButton)
    assert theme.look().is_dark
    assert preferences.read(window.workspace).look == "dark"
    qtbot.mouseClick(dialog.look.buttons()[1], Qt.MouseButton.LeftButton)
    assert not theme.look().is_dark
    dialog.accept()


def test_text_size_is_chosen(qtbot: QtBot, tmp_path: Path) -> None:
    _, dialog = opened(qtbot, tmp_path)
    dialog.text_size.setFocus()
    qtbot.keyClick(dialog.text_size, Qt.Key.Key_Down)
    assert theme.look().text_size == 110
    dialog.text_size.setCurrentIndex(2)
    dialog.text_size.activated.emit(2)
    assert theme.look().text_size == 100
    dialog.accept()


def test_twelve_hours_are_written_everywhere(qtbot: QtBot, tmp_path: Path) -> None:
    window, dialog = opened(qtbot, tmp_path)
    dialog.hours.buttons()[2].click()
    assert window.sidebar.clocks.face.here == "12:40 pm"
    assert window.words().is_24h is False
    dialog.hours.buttons()[1].click()
    assert window.sidebar.clocks.face.here == "12:40"
    dialog.accept()


def test_a_city_is_pinned_and_let_go(qtbot: QtBot, tmp_path: Path) -> None:
    window, dialog = opened(qtbot, tmp_path)
    dialog.list.setCurrentRow(1)
    assert dialog.follow.isChecked()
    assert not dialog.city.isEnabled()
    dialog.pinned.setChecked(True)
    dialog.city.setText("bengaluru")
    dialog.city.editingFinished.emit()
    assert window.workspace.clock.zone == ZoneInfo("Asia/Kolkata")
    assert window.workspace.setting(preferences.CITY) == "Asia/Kolkata"
    assert window.sidebar.clocks.face[:2] == ("17:10", "Bengaluru")
    assert window.sidebar.clocks.face.difference == "ET is 9 h 30 behind"
    dialog.follow.setChecked(True)
    assert window.workspace.setting(preferences.CITY) == ""
    dialog.accept()


@pytest.mark.parametrize("typed", ["Atlantis", "/etc/passwd", "", "<b>Berlin"])
def test_what_is_no_city_is_refused_in_words(qtbot: QtBot, tmp_path: Path, typed: str) -> None:
    window, dialog = opened(qtbot, tmp_path)
    dialog.list.setCurrentRow(1)
    dialog.pinned.setChecked(True)
    before = window.workspace.clock.zone
    dialog.city.setText(typed)
    dialog.city.editingFinished.emit()
    assert dialog.city_error.text() == "Choose a city from the list, like Berlin or New York."
    assert window.workspace.clock.zone == before
    dialog.accept()


def test_the_data_folder_is_shown_and_opened(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, dialog = opened(qtbot, tmp_path)
    dialog.list.setCurrentRow(2)
    asked: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", asked.append)
    qtbot.mouseClick(dialog.open_folder, Qt.MouseButton.LeftButton)
    assert [Path(url.toLocalFile()) for url in asked] == [tmp_path]
    dialog.accept()


def test_the_window_behind_is_dimmed_only_while_it_is_open(qtbot: QtBot, tmp_path: Path) -> None:
    window, dialog = opened(qtbot, tmp_path)
    scrim = dialog._scrim
    assert scrim.geometry() == window.rect()
    window.resize(1000, 650)
    assert scrim.geometry() == window.rect()
    with qtbot.waitSignal(scrim.destroyed):
        dialog.accept()
