"""The computer's zone changes while the window is open: every time follows, nothing stored does."""

import sqlite3
import time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from fakes import TravellingClock
from PySide6.QtCore import QTimeZone
from pytestqt.qtbot import QtBot
from ui.windows import open_window, texts

from companion.clock import ShiftedClock
from companion.sample import SAMPLE_NOW
from companion.ui import preferences
from companion.ui.course_page import CoursePage
from companion.ui.main_window import MainWindow
from companion.ui.today_page import TodayPage


def journey(qtbot: QtBot, folder: Path) -> tuple[MainWindow, TravellingClock]:
    clock = TravellingClock(SAMPLE_NOW, ZoneInfo("Europe/Berlin"))
    return open_window(qtbot, folder, clock=clock), clock


def said(window: MainWindow) -> list[str]:
    return [notice.accessibleName() for notice in window.stage.notices()]


def planned(window: MainWindow) -> list[str]:
    """Return from when to when each thing planned on Today is."""
    shown = window.pages["today"]
    assert isinstance(shown, TodayPage)
    return [row.lead for row in shown.planned.rows()]


def travel(window: MainWindow, clock: TravellingClock, zone: str) -> None:
    clock.to = ZoneInfo(zone)
    window.ticker.tick(has_moved=True)


def stored(folder: Path) -> str:
    with sqlite3.connect(folder / "companion.db") as database:
        return "\n".join(database.iterdump())


def test_everything_follows_and_it_is_said_once(qtbot: QtBot, tmp_path: Path) -> None:
    window, clock = journey(qtbot, tmp_path)
    assert "tonight, Berlin" in texts(window)
    travel(window, clock, "Europe/Lisbon")
    assert said(window) == ["You are in Lisbon now. Every time is on its clock. ET is 4 h behind."]
    assert window.sidebar.clocks.face[:2] == ("11:40", "Lisbon")
    assert "tonight, Lisbon" in texts(window)
    assert "22:30–23:50" in planned(window)
    window.ticker.tick()
    assert len(said(window)) == 1


def test_nothing_stored_changes(qtbot: QtBot, tmp_path: Path) -> None:
    window, clock = journey(qtbot, tmp_path)
    before = stored(tmp_path)
    travel(window, clock, "Asia/Kolkata")
    travel(window, clock, "Pacific/Honolulu")
    assert stored(tmp_path) == before


def test_pages_that_are_not_shown_follow_when_they_are(qtbot: QtBot, tmp_path: Path) -> None:
    window, clock = journey(qtbot, tmp_path)
    course = next(c for c in window.workspace.schedule.courses if c.code == "ML")
    window.go("course", course.id)
    page = window.page()
    assert isinstance(page, CoursePage)
    window.go("today")
    travel(window, clock, "Asia/Kolkata")
    window.go("course", course.id)
    model = page.sessions.model()
    assert model.index(8, 1).data() == "Wed 28 Oct 04:00"
    assert model.index(9, 1).data() == "Wed 4 Nov 05:00"


def test_the_student_may_stay_on_the_former_clock(qtbot: QtBot, tmp_path: Path) -> None:
    window, clock = journey(qtbot, tmp_path)
    travel(window, clock, "Europe/Lisbon")
    notice = window.stage.notices()[0]
    assert notice.button is not None
    assert notice.button.plain_text() == "Stay on Berlin time"
    notice.button.click()
    assert said(window) == []
    assert window.sidebar.clocks.face[:2] == ("12:40", "Berlin")
    assert window.workspace.setting(preferences.CITY) == "Europe/Berlin"


def test_a_message_about_a_place_gives_way_to_the_next_one(qtbot: QtBot, tmp_path: Path) -> None:
    window, clock = journey(qtbot, tmp_path)
    travel(window, clock, "Europe/Lisbon")
    travel(window, clock, "Europe/Berlin")
    assert [text.partition(".")[0] for text in said(window)] == ["You are in Berlin now"]


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="zones come from the system's settings here")
def test_python_and_qt_never_show_two_truths(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    window = open_window(qtbot, tmp_path, clock=ShiftedClock(SAMPLE_NOW))
    window.ticker.look()
    for zone, now in (("Asia/Kolkata", "17:10"), ("America/St_Johns", "09:10")):
        monkeypatch.setenv("TZ", zone)  # Qt follows from here on, Python does not yet
        window.ticker.look()
        assert bytes(QTimeZone.systemTimeZoneId().data()).decode() == zone
        assert window.workspace.clock.zone.key == zone
        assert window.sidebar.clocks.face.here == now
        there = SAMPLE_NOW.astimezone(ZoneInfo(zone))
        assert time.mktime(there.timetuple()) == SAMPLE_NOW.timestamp()
    monkeypatch.undo()
    window.workspace.clock.refresh_zone()
