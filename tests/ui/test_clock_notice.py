"""The notice that clocks change: on Today and Week, dismissed once, shorter where it is narrow."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from ui.windows import open_window, texts

from companion.clock import FixedClock
from companion.ui import preferences
from companion.ui.clock_notice import ClockNotice
from companion.ui.dialogs.affected import AffectedList
from companion.ui.main_window import MainWindow
from companion.ui.today_page import TodayPage
from companion.ui.week_page import WeekPage

HEAD = "Classes start one hour earlier for you this week."
WHY = "Europe has changed its clocks, the US changes on Sunday 1 November."


def notice(window: MainWindow) -> ClockNotice:
    page = window.page()
    assert isinstance(page, TodayPage | WeekPage)
    return page.clock_notice


def test_today_says_it_as_in_the_picture(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot, tmp_path)
    shown = notice(window).notice
    assert shown is not None
    assert shown.isVisible()
    assert shown.accessibleName() == f"{HEAD} {WHY}"
    assert shown.button is not None
    assert shown.button.plain_text() == "See affected times"


def test_a_narrow_window_reads_it_shorter(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot, tmp_path, size=(960, 600))
    shown = notice(window).notice
    assert shown is not None
    assert shown.rest.text() == "Europe has changed its clocks, the US on 1 Nov."
    window.resize(1280, 800)
    QApplication.processEvents()
    shown = notice(window).notice
    assert shown is not None
    assert shown.rest.text() == WHY


def test_see_affected_times_opens_the_week_with_the_classes_outlined(
    qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window(qtbot, tmp_path)
    shown = notice(window).notice
    assert shown is not None
    assert shown.button is not None
    qtbot.mouseClick(shown.button, Qt.MouseButton.LeftButton)
    assert window.place() == ("week", "affected")


def test_the_week_names_old_and_new_times_and_lists_them(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot, tmp_path)
    window.go("week")
    shown = notice(window).notice
    assert shown is not None
    assert shown.strong.text() == "One hour earlier this week:"
    assert shown.rest.text().startswith("ML class Tue 23:30 instead of Wed 00:30, ")
    assert shown.button is not None
    shown.button.click()
    (listed,) = window.findChildren(AffectedList)
    told = texts(listed)
    for text in ("Class 9", "Tue 27 Oct 23:30", "instead of Wed 28 Oct 00:30", "Recitation 9", WHY):
        assert text in told
    qtbot.keyClick(listed.area, Qt.Key.Key_Escape)
    assert listed.isHidden()


def test_dismissed_on_one_page_it_is_gone_on_both_and_after_a_restart(
    qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window(qtbot, tmp_path)
    window.go("week")
    assert notice(window).isVisible()
    window.go("today")
    shown = notice(window).notice
    assert shown is not None
    shown._close()
    assert not notice(window).isVisible()
    window.go("week")
    assert not notice(window).isVisible()
    again = MainWindow(window.workspace)
    qtbot.addWidget(again)
    again.show()
    assert not notice(again).isVisible()
    assert preferences.dismissed(window.workspace) == {"Europe/Berlin@2026-10-25T01:00Z-60"}


@pytest.mark.parametrize(
    ("zone", "now", "told"),
    [
        ("Europe/Berlin", datetime(2026, 10, 18, 12, tzinfo=UTC), ""),
        ("Europe/Berlin", datetime(2026, 10, 20, 12, tzinfo=UTC),
         "Classes start one hour earlier for you next week."),
        ("Europe/Berlin", datetime(2026, 11, 1, 5, 59, tzinfo=UTC), HEAD),
        ("Europe/Berlin", datetime(2026, 11, 1, 6, 0, tzinfo=UTC), ""),
        ("Asia/Kolkata", datetime(2026, 10, 28, 12, tzinfo=UTC),
         "Classes start one hour later for you from Monday 2 November."),
        ("America/St_Johns", datetime(2026, 10, 28, 12, tzinfo=UTC), ""),
        ("America/New_York", datetime(2026, 10, 28, 12, tzinfo=UTC), ""),
    ],
)  # fmt: skip
def test_it_is_there_when_it_is_needed(
    qtbot: QtBot, tmp_path: Path, zone: str, now: datetime, told: str
) -> None:
    window = open_window(qtbot, tmp_path, now=now, zone=zone)
    shown = notice(window)
    assert shown.isVisible() is bool(told)
    assert not told or (shown.notice is not None and shown.notice.strong.text() == told)


def test_it_goes_by_itself_when_the_clocks_agree_again(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot, tmp_path, now=datetime(2026, 11, 1, 5, 59, 30, tzinfo=UTC))
    assert notice(window).isVisible()
    clock = window.workspace.clock
    assert isinstance(clock, FixedClock)
    clock.at = datetime(2026, 11, 1, 6, 0, tzinfo=UTC)
    window.ticker.tick()
    assert not notice(window).isVisible()


def test_without_courses_there_is_none(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot, tmp_path, records=[])
    assert not [text for text in texts(window) if "earlier" in text]
