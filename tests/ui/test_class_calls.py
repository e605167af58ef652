"""The open window calls to class on every page: before, at the start, and after sleep."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QAccessible, QDesktopServices
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from ui.windows import open_window

from companion import edits
from companion.clock import FixedClock
from companion.models.attendance import AttendanceMark
from companion.models.meeting import Meeting
from companion.ui.main_window import MainWindow

STARTS = datetime(2026, 10, 27, 22, 30, tzinfo=UTC)
NAME = "Introduction to Machine Learning"
TIMES = "23:30–00:50 · 18:30–19:50 ET"
KEY = "ml-live:2026-10-27"


def clock_of(window: MainWindow) -> FixedClock:
    clock = window.workspace.clock
    assert isinstance(clock, FixedClock)
    return clock


def pass_to(window: MainWindow, minutes: float) -> list[str]:
    """Let it become so many minutes after the start of the class; the messages then."""
    clock_of(window).at = STARTS + timedelta(minutes=minutes)
    window.ticker.tick()
    return [notice.accessibleName() for notice in window.stage.notices()]


def test_a_class_is_called_15_minutes_before_and_at_its_start_in_one_message(
    qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window(qtbot, tmp_path)
    assert pass_to(window, -16) == []
    assert pass_to(window, -15) == [f"{NAME} begins in 15 min. {TIMES}"]
    assert pass_to(window, -3) == [f"{NAME} begins in 3 min. {TIMES}"]
    assert pass_to(window, 0) == [f"{NAME} begins now. {TIMES}"]
    assert pass_to(window, 1) == [f"{NAME} started 1 min ago. {TIMES}"]
    assert pass_to(window, 80) == []


def test_a_closed_message_comes_back_at_the_start_only(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot, tmp_path)
    assert len(pass_to(window, -15)) == 1
    window.stage.notices()[0]._close()
    assert pass_to(window, -14) == []
    assert len(pass_to(window, 0)) == 1
    window.stage.notices()[0]._close()
    assert pass_to(window, 5) == []


@pytest.mark.parametrize("page", ["timeline", "checklist", "course", "add-course"])
def test_it_is_shown_on_every_page(qtbot: QtBot, tmp_path: Path, page: str) -> None:
    window = open_window(qtbot, tmp_path)
    course = window.workspace.schedule.courses[0].id
    window.go(page, course if page == "course" else "")
    assert pass_to(window, -15) == [f"{NAME} begins in 15 min. {TIMES}"]
    QApplication.processEvents()
    assert window.stage.notices()[0].isVisible()


def test_after_sleep_over_the_start_it_says_how_long_ago_that_was(
    qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window(qtbot, tmp_path)
    clock_of(window).at = STARTS + timedelta(minutes=12, seconds=20)
    window.ticker.look()  # the wall clock ran on while the timers stood still
    said = [notice.accessibleName() for notice in window.stage.notices()]
    assert said == [f"{NAME} started 12 min ago. {TIMES}"]


def test_a_clock_that_is_set_back_calls_nobody_twice(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot, tmp_path)
    pass_to(window, -15)
    window.stage.notices()[0]._close()
    assert pass_to(window, -60) == []
    assert pass_to(window, -15) == []


def test_a_restart_calls_nobody_twice(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot, tmp_path)
    pass_to(window, -15)
    again = MainWindow(window.workspace)
    qtbot.addWidget(again)
    again.show()
    assert pass_to(again, -14) == []
    assert pass_to(again, 0) == [f"{NAME} begins now. {TIMES}"]


def test_join_opens_the_link_of_that_class(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(qtbot, tmp_path)
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: not opened.append(url))
    pass_to(window, -15)
    notice = window.stage.notices()[0]
    assert notice.button is not None
    assert notice.button.plain_text() == "Join"
    notice.button.click()
    occurrence = window.workspace.schedule.occurrence(KEY)
    assert occurrence is not None
    assert [url.toString() for url in opened] == [occurrence.link]
    assert window.stage.notices() == []


def test_without_a_link_it_offers_to_add_one(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot, tmp_path)
    meeting = window.workspace.schedule.get(Meeting, "ml-live")
    assert meeting is not None
    change = edits.Change(meeting, meeting._replace(link=""))
    window.perform(edits.edit_of("Change link", [change]))
    pass_to(window, -15)
    notice = window.stage.notices()[0]
    assert notice.button is not None
    assert notice.button.plain_text() == "Add the link…"
    notice.button.click()
    assert window.place().key == "edit-course"


def test_a_class_that_is_marked_or_cancelled_takes_its_message_along(
    qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window(qtbot, tmp_path)
    assert len(pass_to(window, 5)) == 1
    schedule = window.workspace.schedule
    window.perform(edits.mark_attendance(schedule, KEY, AttendanceMark.ATTENDED))
    assert window.stage.notices() == []


def test_optional_meetings_are_not_called(qtbot: QtBot, tmp_path: Path) -> None:
    friday = datetime(2026, 10, 30, 17, tzinfo=UTC)  # the recitation
    window = open_window(qtbot, tmp_path, now=friday - timedelta(minutes=16))
    for minutes in (-15, 0, 5):
        clock_of(window).at = friday + timedelta(minutes=minutes)
        window.ticker.tick()
        assert window.stage.notices() == []


def test_the_task_bar_is_asked_for_attention_and_screen_readers_are_told_politely(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(qtbot, tmp_path)
    alerted: list[QWidget] = []
    said: list[tuple[str, object]] = []
    monkeypatch.setattr(QApplication, "alert", lambda widget: alerted.append(widget))
    monkeypatch.setattr(
        QAccessible,
        "updateAccessibility",
        lambda event: said.append((event.message(), event.politeness())),
    )
    for minutes in (-60, -59, -15, -14, -5, -1, 0, 1):
        pass_to(window, minutes)
    assert alerted == [window, window]
    polite = QAccessible.AnnouncementPoliteness.Polite
    assert said == [
        (f"{NAME} begins {when}. {TIMES}", polite)
        for when in ("in 1 h", "in 15 min", "in 5 min", "in 1 min", "now")
    ]


def test_a_message_that_gave_way_to_newer_ones_is_left_alone(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot, tmp_path)
    pass_to(window, -15)
    for n in range(4):
        window.tell(f"Message {n}", "More.", "warn")
    assert NAME not in " ".join(pass_to(window, -14))
