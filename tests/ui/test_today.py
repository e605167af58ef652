"""Today as the student sees it: the next class in both clocks, and what waits."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot
from ui.windows import open_window, texts

from companion import edits
from companion.app import make_application
from companion.clock import FixedClock
from companion.models.attendance import Attendance, AttendanceMark
from companion.sample import SAMPLE_NOW, sample_records
from companion.storage.schedule_store import ScheduleStore
from companion.ui import theme
from companion.ui.main_window import MainWindow
from companion.ui.today_page import TodayPage
from companion.workspace import Workspace

CLASS_9 = "ml-live:2026-10-27"
STARTS = datetime(2026, 10, 27, 22, 30, tzinfo=UTC)
ENDS = STARTS + timedelta(minutes=80)


def today(
    qtbot: QtBot, folder: Path, now: datetime = SAMPLE_NOW, zone: str = "Europe/Berlin"
) -> TodayPage:
    window = open_window(qtbot, folder, now=now, zone=zone)
    page = window.page()
    assert isinstance(page, TodayPage)
    return page


def test_the_next_class_leads_with_local_time_and_names_eastern(
    qtbot: QtBot, tmp_path: Path
) -> None:
    page = today(qtbot, tmp_path)
    shown = texts(page.hero)
    for text in ("Next live class", "class 9 of 14", "1 h earlier", "tonight, Berlin"):
        assert text in shown
    assert "ends Wed 28 Oct" in shown
    assert "18:30–19:50" in shown
    assert "10 h 50 min" in shown
    assert page.hero.accessibleName() == (
        "Next live class, Introduction to Machine Learning, tonight 23:30 to 00:50, "
        "18:30 Eastern, starts in 10 hours 50 minutes"
    )


def test_in_bengaluru_the_eastern_day_is_named(qtbot: QtBot, tmp_path: Path) -> None:
    shown = texts(today(qtbot, tmp_path, zone="Asia/Kolkata").hero)
    assert "Wed 28 Oct, Kolkata" in shown
    assert "Tue 18:30–19:50 ET" in shown


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (STARTS - timedelta(minutes=12), ["in 12 min"]),
        (STARTS + timedelta(minutes=42), ["Live now", "38 min left"]),
        (ENDS + timedelta(minutes=5), ["Class 9 ended at 00:50"]),
    ],
)
def test_the_hero_follows_the_class(
    qtbot: QtBot, tmp_path: Path, now: datetime, expected: list[str]
) -> None:
    shown = texts(today(qtbot, tmp_path, now).hero)
    for text in expected:
        assert text in shown


def test_after_class_one_press_marks_it_and_undo_takes_it_back(
    qtbot: QtBot, tmp_path: Path
) -> None:
    page = today(qtbot, tmp_path, ENDS + timedelta(minutes=5))
    page.hero.button("yes").setFocus()
    qtbot.keyClick(page.hero.button("yes"), Qt.Key.Key_Space)
    workspace = page.frame.workspace
    assert workspace.schedule.table(Attendance)[CLASS_9].mark is AttendanceMark.ATTENDED
    assert "Next live class" in texts(page.hero)
    workspace.undo()
    assert CLASS_9 not in workspace.schedule.table(Attendance)
    assert "Class 9 ended at 00:50" in texts(page.hero)


def test_later_puts_the_question_off_without_storing_anything(qtbot: QtBot, tmp_path: Path) -> None:
    page = today(qtbot, tmp_path, ENDS + timedelta(minutes=5))
    qtbot.mouseClick(page.hero.button("later"), Qt.MouseButton.LeftButton)
    assert "Next live class" in texts(page.hero)
    assert page.frame.workspace.undo_name is None


def test_the_passcode_is_copied_and_said_so(qtbot: QtBot, tmp_path: Path) -> None:
    page = today(qtbot, tmp_path)
    qtbot.mouseClick(page.hero.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "482 913"
    assert page.hero.copy.plain_text() == "Copied"


def test_however_much_is_late_what_is_due_next_is_told_and_a_break_is_named(
    qtbot: QtBot, tmp_path: Path
) -> None:
    in_the_break = datetime(2026, 11, 25, 11, 0, tzinfo=UTC)
    page = today(qtbot, tmp_path, in_the_break)
    told = [row.right for row in page.rail.due.rows()]
    assert [text.endswith("late") for text in told] == [True, True, True, False, False]
    assert page.header.remark.text() == "ML break: Thanksgiving"
    assert not page.rail.hours_head.isVisible()


def test_due_soon_lists_the_nearest_with_their_local_time(qtbot: QtBot, tmp_path: Path) -> None:
    rows = today(qtbot, tmp_path).rail.due.rows()
    assert [(row.title, row.right) for row in rows][:2] == [
        ("Ridge and lasso in 15 minutes", "tonight 23:30"),
        ("Check-in quiz 9", "Wed 04:59"),
    ]
    assert len(rows) == 5


def test_a_row_opens_by_enter_what_it_names(qtbot: QtBot, tmp_path: Path) -> None:
    page = today(qtbot, tmp_path)
    page.planned.setFocus()
    qtbot.keyClick(page.planned, Qt.Key.Key_End)
    opened: list[tuple[str, str]] = []
    page.planned.opened.disconnect()
    page.planned.opened.connect(lambda *target: opened.append(target))
    qtbot.keyClick(page.planned, Qt.Key.Key_Return)
    assert opened == [("course", f"ml/{CLASS_9}")]


def test_a_watched_recording_leaves_catch_up(qtbot: QtBot, tmp_path: Path) -> None:
    page = today(qtbot, tmp_path)
    assert "Class 2: Choosing the right chart" in texts(page.catch_up)
    qtbot.mouseClick(page.catch_up.done, Qt.MouseButton.LeftButton)
    assert not page.catch_up.isVisible()
    marks = page.frame.workspace.schedule.table(Attendance)
    assert marks["dv-live:2026-10-22"].mark is AttendanceMark.RECORDING


def test_after_the_last_class_there_is_a_free_day(qtbot: QtBot, tmp_path: Path) -> None:
    page = today(qtbot, tmp_path, datetime(2027, 6, 1, 12, tzinfo=UTC))
    assert not page.hero.isVisible()
    assert "No class is coming: all are over." in texts(page)
    assert page.have.isVisible(), "what was not done still waits"
    edit = edits.complete(page.frame.workspace.schedule, list(page._items), SAMPLE_NOW)
    page.frame.perform(edit)
    assert {"No class is coming", "All classes are over."} <= set(texts(page))
    assert not page.have.isVisible()


def test_the_minute_moves_the_countdown(qtbot: QtBot, tmp_path: Path) -> None:
    page = today(qtbot, tmp_path)
    clock = page.frame.workspace.clock
    clock.at += timedelta(minutes=1)  # type: ignore[attr-defined]
    page.minute()
    assert "10 h 49 min" in texts(page.hero)


@pytest.mark.parametrize("size", [(1280, 800), (960, 600)])
def test_nothing_in_the_hero_is_cut(qtbot: QtBot, tmp_path: Path, size: tuple[int, int]) -> None:
    window = open_window(qtbot, tmp_path, size=size)
    page = window.page()
    assert isinstance(page, TodayPage)
    for label in (page.hero.kind, page.hero.local, page.hero.there, page.hero.left, page.hero.code):
        if label.isVisible():
            assert label.width() >= label.sizeHint().width()
    assert page.hero.big.width() >= page.hero.big.sizeHint().width()


def test_a_closed_window_follows_nothing_any_more(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot, tmp_path)
    window.close()
    window.close()
    window.workspace.close()
    theme.choose("dark", 150)
    theme.choose("light", 100)


def test_the_first_key_acts_although_shortcuts_wait_for_it(qtbot: QtBot, tmp_path: Path) -> None:
    make_application()
    store = ScheduleStore(tmp_path / "companion.db")
    store.fill(sample_records())
    window = MainWindow(
        Workspace(store, FixedClock(SAMPLE_NOW, ZoneInfo("Europe/Berlin")), tmp_path),
        is_complete=False,
    )
    window.destroyed.connect(store.close)
    qtbot.addWidget(window)
    window.resize(1280, 1000)  # with scroll bars in sight they are there at once
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    window.settle()
    assert not window.actions_by_id
    qtbot.keyClick(window, Qt.Key.Key_3)
    assert window.place().key == "timeline"
