"""The timer as a student uses it: through the window, with a clock that moves."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from fakes import FailingStore, TravellingClock
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from ui.browser import Browser, browser
from ui.windows import open_window

from companion import edits
from companion.models.activity import Activity, PlannedBlock, Stage
from companion.models.attendance import Attendance, AttendanceMark, Recording
from companion.models.timer import read
from companion.models.watching import SPEED_SETTING
from companion.sample import SAMPLE_NOW, SAMPLE_ZONE
from companion.storage.schedule_store import ScheduleStore
from companion.ui.checklist_page import ChecklistPage
from companion.ui.course_page import CoursePage
from companion.ui.main_window import MainWindow
from companion.ui.open_link import TRUSTED
from companion.ui.ticker import Ticker
from companion.ui.timer_strip import TimerStrip
from companion.ui.week_page import WeekPage
from companion.workspace import Workspace

__all__ = ["browser"]
K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
CTRL_SHIFT = CTRL | Qt.KeyboardModifier.ShiftModifier
RIDGE, QUIZ, PAPER = "ml-w9-ridge", "ml-w9-quiz", "ml-w9-tibshirani"
RECORDING = "dv-live:2026-10-22"


class World:
    """Data, a clock that moves, and a computer that counts seconds while it is awake."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.qtbot, self.folder = qtbot, folder
        self.clock = TravellingClock(SAMPLE_NOW, ZoneInfo(SAMPLE_ZONE))
        self.awake = 0.0
        self.windows: list[MainWindow] = []
        self.window = open_window(qtbot, folder, clock=self.clock, monotonic=lambda: self.awake)
        QTest.keyRelease(self.window, K.Key_Control)  # what a test before left held down
        self.window.workspace.set_setting(TRUSTED, "canvas.example.edu video.example.edu")
        self.windows.append(self.window)
        self.before = self.window.workspace.schedule

    def another(self, store: ScheduleStore | None = None) -> MainWindow:
        """Open another window on the same data, as a new start of the program does."""
        found = store or ScheduleStore(self.folder / "companion.db")
        workspace = Workspace(found, self.clock, self.folder)
        window = MainWindow(workspace, Ticker(self.clock, lambda: self.awake))
        window.destroyed.connect(workspace.close)
        self.qtbot.addWidget(window)
        window.resize(1280, 800)
        with self.qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        window.complete()
        QApplication.processEvents()
        self.windows.append(window)
        return window

    def crash(self) -> MainWindow:
        """End the program without a word, and start it again."""
        old = self.windows.pop()
        silence(old)
        timing = old._timing
        assert timing is not None
        timing._kept.value = None
        return self.another()

    def work(self, seconds: float, *, step: float = 30) -> None:
        """Let time pass while the computer is awake."""
        left = seconds
        while left > 0:
            now = min(step, left)
            left -= now
            self.clock.at += timedelta(seconds=now)
            self.awake += now
            self._tick()

    def sleep(self, seconds: float) -> None:
        """Close the lid, and open it again."""
        self.clock.at += timedelta(seconds=seconds)
        self._tick()

    def _tick(self) -> None:
        for window in self.windows:
            window.ticker.tick()
        self.look()

    def look(self) -> None:
        """Let each window see what the others did, as it does each second."""
        for window in self.windows:
            window._reload_if_changed()
        QApplication.processEvents()


def silence(window: MainWindow) -> None:
    """Have a window do nothing any more, as if its program had ended."""
    window._poll.stop()
    window.ticker._timer.stop()


@pytest.fixture
def world(qtbot: QtBot, tmp_path: Path, browser: Browser) -> World:  # browser: nothing opens
    return World(qtbot, tmp_path)


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QApplication.processEvents()
    target = QApplication.focusWidget() or QApplication.activeWindow()
    assert target is not None
    QTest.keyClick(target, key, modifiers)
    if modifiers and (active := QApplication.activeWindow()) is not None:
        QTest.keyRelease(active, K.Key_Control)  # else Qt takes them for held, in later tests too
    QApplication.processEvents()


def strip(window: MainWindow) -> TimerStrip:
    (found,) = window.sidebar.findChildren(TimerStrip)
    return found


def told(window: MainWindow) -> str:
    """Return the time on the strip."""
    face = strip(window).ring.face
    return f"{face.clock} {face.rest}"


def stored(window: MainWindow, item_id: str) -> Activity:
    return window.workspace.schedule.table(Activity)[item_id]


def notices(window: MainWindow) -> list[str]:
    return [notice.accessibleName() for notice in window.stage.notices()]


def answer(window: MainWindow, text: str) -> None:
    """Press a button of the timer's question."""
    assert window._timing is not None
    notice = window._timing.questions.notice()
    assert notice is not None
    (button,) = [
        b for b in notice.findChildren(type(notice.add_action(""))) if b.plain_text() == text
    ]
    button.click()
    QApplication.processEvents()


# Start, pause, stop, done


def test_s_starts_the_current_row_opens_its_link_and_shows_the_timer_on_every_page(
    world: World, browser: Browser
) -> None:
    window = world.window
    press(K.Key_4)
    page = window.page()
    assert isinstance(page, ChecklistPage)
    page.view.choose(QUIZ)
    press(K.Key_S)
    assert browser.opened == [stored(window, QUIZ).link]
    world.work(168)
    for key in (K.Key_1, K.Key_2, K.Key_3, K.Key_4):
        press(key)
        assert strip(window).isVisible()
        assert told(window) == "9:12 left of 12 min"
    assert window.workspace.schedule == world.before


def test_s_starts_a_card_and_a_planned_block_of_the_week(world: World) -> None:
    window = world.window
    press(K.Key_2)
    page = window.page()
    assert isinstance(page, WeekPage)
    page.tray.list.setFocus()
    assert page.tray.list.choose(QUIZ)
    press(K.Key_S)
    assert strip(window).ring.face.title == "Check-in quiz 9"
    (block,) = [
        b for b in window.workspace.schedule.table(PlannedBlock).values() if b.activity_id == RIDGE
    ]
    page.choose(block.id)
    press(K.Key_S)
    assert strip(window).ring.face.title == "Ridge and lasso in 15 minutes"


def test_s_starts_an_activity_and_a_recording_of_the_course(world: World) -> None:
    window = world.window
    window.go("course", "dv")
    page = window.page()
    assert isinstance(page, CoursePage)
    page.sessions.select(RECORDING)
    page.sessions.setFocus()
    press(K.Key_S)
    assert strip(window).ring.face.title == "Class 2: Choosing the right chart"
    menu = page.doing.menu(RECORDING)
    assert menu is not None
    assert "Watch with the timer" in [a.text().partition("\t")[0] for a in menu.actions()]
    page.weeks.open_week(3)
    page.weeks.setFocus()
    press(K.Key_Down)
    while (item := page.weeks.current_item()) is None or item.is_done:
        press(K.Key_Down)
    press(K.Key_S)
    timer = window.timing().timer
    assert timer is not None
    assert timer.item_id == item.id


def test_a_class_that_was_attended_is_nothing_to_start(world: World) -> None:
    window = world.window
    window.start(["dv-live:2026-10-15"])
    assert notices(window) == ["Nothing waits here to be done or watched."]


def test_the_button_of_the_details_starts_too(world: World, browser: Browser) -> None:
    window = world.window
    window.go("checklist", QUIZ)
    page = window.page()
    assert isinstance(page, ChecklistPage)
    assert page.inspector.start.plain_text() == "Start 12 min"
    page.inspector.start.click()
    assert len(browser.opened) == 1
    assert strip(window).ring.face.title == "Check-in quiz 9"


def test_pause_stands_still_and_stop_logs_whole_minutes_as_one_edit(world: World) -> None:
    window = world.window
    window.start([QUIZ])
    world.work(200)
    press(K.Key_P, CTRL_SHIFT)
    assert told(window) == "3:20 so far, paused"
    world.work(3000)
    assert told(window) == "3:20 so far, paused"
    press(K.Key_P, CTRL_SHIFT)
    world.work(100)
    press(K.Key_S, CTRL_SHIFT)
    assert stored(window, QUIZ).spent_minutes == 5
    assert stored(window, QUIZ).stage is Stage.STARTED
    assert not strip(window).isVisible()
    bar = window.stage.undo_bar()
    assert bar is not None
    assert bar.text() == "5 min logged on “Check-in quiz 9”"
    press(K.Key_Z, CTRL)
    assert window.workspace.schedule == world.before


def test_done_ticks_with_the_time_in_one_edit(world: World) -> None:
    window = world.window
    window.start([QUIZ])
    world.work(11 * 60)
    press(K.Key_D, CTRL_SHIFT)
    found = stored(window, QUIZ)
    assert (found.stage, found.spent_minutes) == (Stage.DONE, 11)
    assert not strip(window).isVisible()
    press(K.Key_Z, CTRL)
    assert window.workspace.schedule == world.before


def test_ticking_the_row_ends_its_timer_and_takes_the_minutes_along(world: World) -> None:
    window = world.window
    window.go("checklist", QUIZ)
    press(K.Key_S)
    world.work(7 * 60)
    press(K.Key_Space)
    found = stored(window, QUIZ)
    assert (found.stage, found.spent_minutes) == (Stage.DONE, 7)
    assert not window.has_timer()
    press(K.Key_Z, CTRL)
    assert window.workspace.schedule == world.before


def test_ticking_another_row_leaves_the_timer_alone(world: World) -> None:
    window = world.window
    window.start([QUIZ])
    world.work(60)
    window.go("checklist", RIDGE)
    press(K.Key_Space)
    assert stored(window, RIDGE).is_done
    assert told(window) == "11:00 left of 12 min"


def test_starting_another_logs_the_first_and_asks_nothing(world: World) -> None:
    window = world.window
    window.start([QUIZ])
    world.work(4 * 60)
    window.start([PAPER])
    assert stored(window, QUIZ).spent_minutes == 4
    assert strip(window).ring.face.title == "Tibshirani 1996, §1–3"
    world.work(60)
    window.start([PAPER])
    world.work(60)
    assert strip(window).ring.face.minutes == 2


def test_several_follow_each_other_when_each_is_done(world: World, browser: Browser) -> None:
    window = world.window
    window.start([RIDGE, QUIZ, PAPER])
    assert strip(window).following.text() == "then Check-in quiz 9, 12 min"
    world.work(180)
    window.perform(edits.complete(window.workspace.schedule, [QUIZ], SAMPLE_NOW))
    assert strip(window).ring.face.following.startswith("then Tibshirani 1996, §1–3")
    press(K.Key_D, CTRL_SHIFT)
    assert stored(window, RIDGE).spent_minutes == 3
    assert strip(window).ring.face.title == "Tibshirani 1996, §1–3"
    assert strip(window).ring.face.minutes == 0
    assert browser.opened[-1] == stored(window, PAPER).link
    world.work(60)
    press(K.Key_D, CTRL_SHIFT)
    assert not window.has_timer()


def test_what_is_done_is_not_started(world: World, browser: Browser) -> None:
    window = world.window
    window.perform(edits.complete(window.workspace.schedule, [QUIZ], SAMPLE_NOW))
    window.go("checklist", QUIZ)
    press(K.Key_S)
    assert notices(window) == ["“Check-in quiz 9” is done; open it again to work on it."]
    assert not window.has_timer()
    assert browser.opened == []


def test_handing_in_ends_the_timer_and_takes_the_minutes_along(world: World) -> None:
    window = world.window
    window.go("checklist", QUIZ)
    press(K.Key_S)
    world.work(9 * 60)
    press(K.Key_H)
    found = stored(window, QUIZ)
    assert (found.stage, found.spent_minutes) == (Stage.HANDED_IN, 9)
    assert not window.has_timer()
    press(K.Key_S)
    assert notices(window) == ["“Check-in quiz 9” is handed in; open it again to work on it."]
    press(K.Key_Z, CTRL)
    assert window.workspace.schedule == world.before


def test_a_recording_is_watched_further_at_the_students_speed(world: World) -> None:
    window = world.window
    window.workspace.set_setting(SPEED_SETTING, "1.25")
    window.start([RECORDING])
    assert strip(window).ring.face.title == "Class 2: Choosing the right chart"
    world.work(20 * 60)
    press(K.Key_S, CTRL_SHIFT)
    assert window.workspace.schedule.table(Recording)[RECORDING].watched_minutes == 25
    window.start([RECORDING])
    world.work(60)
    press(K.Key_D, CTRL_SHIFT)
    mark = window.workspace.schedule.table(Attendance)[RECORDING]
    assert mark.mark is AttendanceMark.RECORDING
    press(K.Key_Z, CTRL)
    press(K.Key_Z, CTRL)
    assert window.workspace.schedule == world.before


def test_the_time_spent_before_counts_and_what_is_over_is_told(world: World) -> None:
    window = world.window
    quiz = stored(window, QUIZ)._replace(spent_minutes=8)
    window.perform(edits.change_activity(window.workspace.schedule, quiz))
    window.start([QUIZ])
    world.work(90)
    assert told(window) == "2:30 left of 12 min"
    world.work(240)
    assert told(window) == "1:30 over 12 min"
    assert strip(window).ring.face.is_over
    assert "1 minute over" in strip(window).ring.accessibleName()


def test_half_five_minutes_and_the_end_are_announced_and_nothing_else(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr("companion.ui.timing.announce", lambda _, text: said.append(text))
    world.window.start([PAPER])
    world.work(70 * 60)
    assert said == [
        "Half of the time for Tibshirani 1996, §1–3 is over, 22 minutes left.",
        "5 minutes left for Tibshirani 1996, §1–3.",
        "The time for Tibshirani 1996, §1–3 is over.",
    ]


def test_it_beats_each_second_only_while_it_runs_and_is_seen(world: World) -> None:
    window = world.window
    window.start([QUIZ])
    name = strip(window).ring.accessibleName()
    world.work(3, step=1)
    assert told(window) == "11:57 left of 12 min"
    assert strip(window).ring.accessibleName() == name
    press(K.Key_P, CTRL_SHIFT)
    assert not window.ticker._watchers
    press(K.Key_P, CTRL_SHIFT)
    assert window.ticker._watchers
    window.hide()
    assert not window.ticker._watchers
    world.work(120, step=60)
    window.show()
    assert told(window) == "9:57 left of 12 min"


def test_each_button_has_a_name_and_its_key(world: World) -> None:
    window = world.window
    window.start([QUIZ])
    hints = [button.toolTip() for button in strip(window).buttons.values()]
    assert hints[0] == "Pause (Ctrl Shift P)"
    assert all("Ctrl Shift" in hint for hint in hints)
    strip(window).buttons["timer-pause"].click()
    assert strip(window).buttons["timer-pause"].accessibleName() == "Go on"
    strip(window).buttons["timer-done"].click()
    assert stored(window, QUIZ).is_done


def test_in_the_rail_the_ring_opens_a_menu(world: World) -> None:
    window = world.window
    window.resize(960, 600)
    window.start([QUIZ])
    QApplication.processEvents()
    assert window.sidebar.is_rail
    assert not any(button.isVisible() for button in strip(window).buttons.values())
    menu = strip(window).menu()
    labels = [action.text().partition("\t")[0] for action in menu.actions()]
    assert labels[0] == "Check-in quiz 9"
    assert labels[2] == "Pause"
    menu.actions()[-1].trigger()
    assert not window.has_timer()


def test_the_ring_shows_what_it_runs_on(world: World) -> None:
    window = world.window
    window.start([QUIZ])
    window.go("timeline")
    strip(window).ring.setFocus()
    press(K.Key_Return)
    page = window.page()
    assert isinstance(page, ChecklistPage)
    current = page.view.current()
    assert current is not None
    assert current.item.id == QUIZ


# Sleep and clocks


def test_after_a_long_sleep_it_waits_and_says_until_when_it_counted(world: World) -> None:
    window = world.window
    window.start([QUIZ])
    world.work(120)
    world.sleep(3 * 3600 + 20 * 60)
    assert told(window) == "2:00 so far, paused"
    assert notices(window) == [
        "You were away 3 h 20. “Check-in quiz 9” is counted until 12:42, 2 min so far."
    ]
    world.work(300)
    answer(window, "Go on")
    assert notices(window) == []
    world.work(60)
    assert strip(window).ring.face.minutes == 3


def test_time_away_can_be_counted_after_all(world: World) -> None:
    window = world.window
    window.start([PAPER])
    world.work(60)
    world.sleep(20 * 60)
    answer(window, "Count it too")
    world.work(60)
    assert strip(window).ring.face.minutes == 22
    assert notices(window) == []


def test_a_short_time_away_is_told_and_it_runs_on(world: World) -> None:
    window = world.window
    window.start([PAPER])
    world.work(60)
    world.sleep(8 * 60)
    assert notices(window) == [
        "You were away 8 min. That is not counted; the timer of “Tibshirani 1996, §1–3” runs on."
    ]
    world.work(60)
    assert strip(window).ring.face.minutes == 2
    answer(window, "Count it too")
    assert strip(window).ring.face.minutes == 10


def test_a_clock_set_back_changes_nothing(world: World) -> None:
    window = world.window
    window.start([PAPER])
    world.work(90)
    world.sleep(-2 * 3600)
    world.work(90)
    assert strip(window).ring.face.minutes == 3
    assert notices(window) == []


# Crash and quit


@pytest.mark.parametrize("worked", [125, 179, 240])
def test_after_a_crash_it_stands_still_at_what_is_known_and_asks(world: World, worked: int) -> None:
    world.window.start([QUIZ])
    world.work(worked, step=1)
    world.clock.at += timedelta(hours=20)
    window = world.crash()
    timing = window._timing
    assert timing is not None
    assert timing.timer is not None
    assert not timing.timer.is_running
    assert 0 <= worked - timing.timer.seconds <= 60
    (asked,) = notices(window)
    assert "so far on “Check-in quiz 9”. The timer stopped yesterday at 12:4" in asked
    answer(window, "Keep")
    assert stored(window, QUIZ).spent_minutes in (2, 3, 4)
    assert not window.has_timer()


def test_after_a_crash_it_can_go_on(world: World) -> None:
    world.window.start([QUIZ])
    world.work(120)
    window = world.crash()
    answer(window, "Go on")
    world.work(60)
    assert told(window) == "9:00 left of 12 min"


def test_what_a_crash_left_can_be_thrown_away(world: World) -> None:
    world.window.start([QUIZ])
    world.work(120)
    window = world.crash()
    answer(window, "Discard")
    assert window.workspace.schedule == world.before
    assert not window.has_timer()
    assert window.workspace.setting("timer") == ""


def test_closing_the_window_keeps_the_second_and_the_next_start_asks(world: World) -> None:
    world.window.start([QUIZ])
    world.work(119, step=1)
    world.windows.clear()
    world.window.close()
    world.clock.at += timedelta(days=3)
    window = world.another()
    assert told(window) == "1:59 so far, paused"
    assert "The timer stopped on Tue 27 Oct at 12:41" in notices(window)[0]


def test_what_is_stored_wrongly_is_no_timer(world: World) -> None:
    world.window.workspace.set_setting("timer", "{broken")
    window = world.another()
    assert not window.has_timer()
    window.start([QUIZ])
    assert window.has_timer()
    assert read(window.workspace.setting("timer")) is not None


# What it runs on goes


def test_deleting_what_it_runs_on_keeps_the_minutes_with_it(world: World) -> None:
    window = world.window
    window.go("checklist", QUIZ)
    press(K.Key_S)
    world.work(300)
    press(K.Key_Delete)
    assert QUIZ not in window.workspace.schedule.table(Activity)
    assert not window.has_timer()
    press(K.Key_Z, CTRL)
    assert stored(window, QUIZ).spent_minutes == 5
    press(K.Key_Z, CTRL)
    assert window.workspace.schedule == world.before


def test_when_what_it_runs_on_is_gone_elsewhere_it_ends_with_a_sentence(world: World) -> None:
    window = world.window
    window.start([QUIZ])
    world.work(300)
    other = Workspace(ScheduleStore(world.folder / "companion.db"), world.clock, world.folder)
    other.perform(edits.delete_activities(other.schedule, [QUIZ]))
    other.close()
    world.look()
    assert not window.has_timer()
    assert notices(window) == [
        "“Check-in quiz 9” is gone, so its timer ended. "
        "5 min could not be logged; undo may bring it back."
    ]


def test_when_it_is_ticked_elsewhere_the_minutes_are_logged(world: World) -> None:
    window = world.window
    window.start([QUIZ])
    world.work(300)
    other = Workspace(ScheduleStore(world.folder / "companion.db"), world.clock, world.folder)
    other.perform(edits.complete(other.schedule, [QUIZ], SAMPLE_NOW))
    other.close()
    world.look()
    assert not window.has_timer()
    found = stored(window, QUIZ)
    assert (found.stage, found.spent_minutes) == (Stage.DONE, 5)


def test_a_class_that_was_attended_after_all_keeps_how_far_it_was_watched(world: World) -> None:
    window = world.window
    window.start([RECORDING])
    world.work(600)
    schedule = window.workspace.schedule
    window.perform(edits.mark_attendance(schedule, RECORDING, AttendanceMark.ATTENDED))
    assert not window.has_timer()
    assert window.workspace.schedule.table(Recording)[RECORDING].watched_minutes == 10
    press(K.Key_Z, CTRL)
    assert window.workspace.schedule == world.before


# Two windows, where a folder cannot be locked


def two_windows(world: World, item_id: str = PAPER) -> tuple[MainWindow, MainWindow]:
    """Open a second window, then start in the first and work for two minutes."""
    second = world.another()
    world.window.start([item_id])
    world.work(120)
    return world.window, second


def test_another_window_looks_on_and_the_one_at_work_goes_on_counting(world: World) -> None:
    first, second = two_windows(world)
    world.work(60)
    assert strip(first).ring.face.minutes == 3
    assert strip(second).ring.face.minutes == 3
    assert notices(second) == []


def test_a_window_that_opens_takes_over_and_asks(world: World) -> None:
    world.window.start([PAPER])
    world.work(120)
    second = world.another()
    world.look()
    assert told(world.window) == told(second) == "2:00 so far, paused"
    assert len(notices(second)) == 1
    answer(second, "Go on")
    world.work(60)
    assert strip(world.window).ring.face.minutes == 3


def test_what_one_window_does_the_other_follows(world: World) -> None:
    first, second = two_windows(world)
    second.trigger("timer-pause")
    world.look()
    assert told(first) == told(second) == "2:00 so far, paused"
    world.work(600)
    first.trigger("timer-pause")
    world.work(60)
    assert strip(first).ring.face.minutes == 3
    second.trigger("timer-stop")
    world.look()
    assert not first.has_timer()
    assert stored(first, PAPER).spent_minutes == 3
    world.work(120)
    assert stored(first, PAPER).spent_minutes == 3


def test_a_start_in_one_window_ends_the_timer_of_the_other_and_logs_it_once(world: World) -> None:
    first, second = two_windows(world)
    second.start([QUIZ])
    world.work(60)
    for window in (first, second):
        assert strip(window).ring.face.title == "Check-in quiz 9"
        assert stored(window, PAPER).spent_minutes == 2


def test_two_windows_that_stop_at_once_log_once(world: World) -> None:
    first, second = two_windows(world)
    first.trigger("timer-stop")
    second.trigger("timer-stop")
    world.look()
    assert stored(second, PAPER).spent_minutes == 2
    assert not first.has_timer()
    assert not second.has_timer()
    assert "changed elsewhere" in notices(second)[0]


def test_a_window_takes_over_from_one_that_died(world: World) -> None:
    first, second = two_windows(world)
    world.windows.remove(first)
    silence(first)
    world.work(240)
    assert "so far on “Tibshirani 1996, §1–3”" in notices(second)[0]
    assert told(second) == "2:00 so far, paused"


# What cannot be stored


def test_a_full_disk_loses_no_second_of_what_is_counted(qtbot: QtBot, world: World) -> None:
    world.windows.clear()
    world.window.close()
    store = FailingStore(world.folder / "companion.db")
    window = world.another(store)
    window.start([PAPER])
    world.work(60)
    store.code = "disk_full"
    world.work(300)
    assert strip(window).ring.face.minutes == 6
    assert len(notices(window)) == 1
    window.trigger("timer-stop")
    assert window.has_timer()
    store.code = None
    world.work(60)
    window.trigger("timer-stop")
    assert stored(window, PAPER).spent_minutes == 7


def test_nothing_starts_that_cannot_be_stored(qtbot: QtBot, world: World, browser: Browser) -> None:
    world.windows.clear()
    world.window.close()
    window = world.another(FailingStore(world.folder / "companion.db", "read_only"))
    window.start([PAPER])
    assert not window.has_timer()
    assert browser.opened == []


def test_the_strip_speaks_in_full_words(world: World) -> None:
    window = world.window
    window.start([QUIZ])
    world.work(180)
    ring = QAccessible.queryAccessibleInterface(strip(window).ring)
    name = ring.text(QAccessible.Text.Name)
    assert name == ("Timer, Check-in quiz 9, Machine Learning, 3 minutes so far, 9 minutes left")
