"""Working hours: written in the settings by keys, seen and respected in the week."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot
from ui.windows import open_window, texts

from companion.models.gaps import is_in_the_way
from companion.models.week_block import Block, BlockKind
from companion.models.working_hours import WORKING_SETTING
from companion.sample import SAMPLE_SETTINGS
from companion.ui import preferences
from companion.ui import week_words as say
from companion.ui.dialogs.settings import Settings
from companion.ui.dialogs.settings_working import WorkingHoursForm
from companion.ui.main_window import MainWindow
from companion.ui.week_carry import can_be_carried
from companion.ui.week_page import WeekPage

WEEKDAYS = SAMPLE_SETTINGS[WORKING_SETTING]


def form_of(window: MainWindow) -> WorkingHoursForm:
    window.trigger("working-hours")
    QApplication.processEvents()
    dialog = window.findChild(Settings)
    assert dialog is not None
    return dialog.planning.working


def kept(window: MainWindow) -> str:
    return preferences.working_hours(window.workspace).write()


def type_here(qtbot: QtBot, text: str, then: Qt.Key = Qt.Key.Key_Return) -> None:
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, then)


def week_page(window: MainWindow) -> WeekPage:
    window.go("week")
    page = window.page()
    assert isinstance(page, WeekPage)
    QApplication.processEvents()
    return page


def work_of(page: WeekPage) -> list[Block]:
    assert page.week is not None
    return [block for block in page.week.blocks if block.kind is BlockKind.WORK]


# In the settings


def test_a_week_is_written_by_keys_alone(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot, tmp_path)
    form = form_of(window)
    assert form.fields[0].hasFocus()
    type_here(qtbot, "9:00 - 12:00, 1:30 pm - 5 pm")
    assert form.fields[1].hasFocus()
    assert form.fields[0].text() == "09:00–12:00, 13:30–17:00"
    form.same.setFocus()
    qtbot.keyClick(form.same, Qt.Key.Key_Return)
    assert [field.text() for field in form.fields[:6]] == ["09:00–12:00, 13:30–17:00"] * 5 + [""]
    form.fields[4].setFocus(Qt.FocusReason.TabFocusReason)
    type_here(qtbot, "09:00-12:00, 13:30-16:00", Qt.Key.Key_Down)
    assert kept(window) == f"{WEEKDAYS}; sat; sun"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("9-12", "“9-12” is not from one time to another; write it like 09:00-12:00."),
        ("work", "“work” is not from one time to another; write it like 09:00-12:00."),
        ("09:00-12:00, 11:00-13:00", "Two of these times overlap; correct one of them."),
        ("10:00-10:00", "“10:00-10:00” is not from one time to another"),
        (", ".join(f"{n}:00-{n}:30" for n in range(10, 15)), "A day has at most 4 working times."),
        ("25:00-26:00", "“25:00-26:00” is not from one time to another"),
    ],
)
def test_what_is_wrong_is_said_below_its_line_and_not_kept(
    qtbot: QtBot, tmp_path: Path, text: str, said: str
) -> None:
    window = open_window(qtbot, tmp_path)
    form = form_of(window)
    type_here(qtbot, text)
    assert form.errors[0].text().startswith(said)
    assert form.fields[0].accessibleDescription().startswith(said)
    assert form.fields[0].text() == text, "nothing typed is lost"
    assert kept(window) == preferences.WorkingHours().write()
    form.fields[0].setFocus(Qt.FocusReason.TabFocusReason)
    type_here(qtbot, "22:00-06:00")
    assert not form.errors[0].text()
    assert kept(window).startswith("mon 22:00-06:00;")


def test_a_night_may_not_run_into_the_next_day_s_work(qtbot: QtBot, tmp_path: Path) -> None:
    form = form_of(open_window(qtbot, tmp_path))
    type_here(qtbot, "22:00-06:00")
    type_here(qtbot, "05:00-09:00")
    assert form.errors[1].text() == "Two of these times overlap; correct one of them."


def test_an_empty_line_is_a_day_without_work(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot, tmp_path)
    window.keep(WORKING_SETTING, WEEKDAYS)
    form = form_of(window)
    qtbot.keyClick(form.fields[0], Qt.Key.Key_Delete)
    qtbot.keyClick(form.fields[0], Qt.Key.Key_Tab)
    assert kept(window).startswith("mon; tue 09:00-12:00")


# In the week


def test_they_hatch_the_week_and_are_in_the_way_but_cannot_be_moved(
    qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window(qtbot, tmp_path)
    page = week_page(window)
    assert work_of(page) == []
    before = page.tray.free_time.text()
    window.keep(WORKING_SETTING, WEEKDAYS)
    QApplication.processEvents()
    work = work_of(page)
    assert len(work) == 10
    assert all(is_in_the_way(block) and not can_be_carried(block) for block in work)
    assert say.block_spoken(work[0], window.words()) == (
        "Busy, Work, Monday 26 October 09:00 to 12:00"
    )
    assert page.tray.free_time.text() != before


def test_the_free_time_of_the_sample_week(qtbot: QtBot, tmp_path: Path) -> None:
    """Until Sunday, without nights, class, Work, Dentist, Family and what is planned."""
    window = open_window(qtbot, tmp_path)
    window.keep(WORKING_SETTING, WEEKDAYS)
    page = week_page(window)
    assert page.tray.free_time.text() == "42 h 10"


def test_enter_opens_them_in_the_settings_and_delete_says_where_they_are(
    qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window(qtbot, tmp_path)
    window.keep(WORKING_SETTING, WEEKDAYS)
    page = week_page(window)
    page.choose(work_of(page)[0].id)
    qtbot.keyClick(page.grid, Qt.Key.Key_Delete)
    assert "Working hours are changed in the settings." in texts(window)
    qtbot.keyClick(page.grid, Qt.Key.Key_Return)
    dialog = window.findChild(Settings)
    assert dialog is not None
    assert dialog.planning.working.fields[0].hasFocus()


def test_the_cursor_begins_with_what_comes_next_not_with_work(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot, tmp_path)
    window.keep(WORKING_SETTING, WEEKDAYS)
    page = week_page(window)
    page.do_back_to_today()
    current = page.grid.current()
    assert current is not None
    assert current.kind is not BlockKind.WORK
