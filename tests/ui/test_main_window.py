"""The frame: pages on demand, the trail, undo, messages, keys, sizes."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from fakes import FailingStore
from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from ui.frames import CountingPage, key_by_place
from ui.windows import open_window

from companion import edits
from companion.clock import FixedClock
from companion.models.activity import Activity, ActivityKind
from companion.models.course import Course
from companion.models.ids import new_id, new_uid
from companion.sample import SAMPLE_NOW
from companion.storage.schedule_store import ScheduleStore
from companion.ui import pages, preferences, theme
from companion.ui.actions import ACTIONS
from companion.ui.main_window import MainWindow
from companion.ui.page import Page, PageSpec, Place
from companion.ui.window_actions import handled
from companion.workspace import Workspace


@pytest.fixture(autouse=True)
def _small_pages(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Put small pages in the place of the real ones, which have tests of their own."""
    monkeypatch.setattr(
        PageSpec, "make", lambda self, frame: _named(CountingPage(frame), self.label())
    )
    yield
    theme.choose("light")


def _named(page: Page, title: str) -> Page:
    page.setWindowTitle(title)
    return page


def shown(window: MainWindow) -> CountingPage:
    page = window.page()
    assert isinstance(page, CountingPage)
    return page


def an_activity(title: str = "Read chapter 3") -> Activity:
    return Activity(new_id(), new_uid(), None, ActivityKind.READING, title)


def add(window: MainWindow, title: str = "Read chapter 3") -> bool:
    schedule = window.workspace.schedule
    return window.perform(edits.add_activities(schedule, [an_activity(title)]), "Added")


def titles(window: MainWindow) -> set[str]:
    return {a.title for a in window.workspace.schedule.table(Activity).values()}


def test_pages_are_made_when_first_shown(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot, tmp_path)
    assert set(window.pages) == {"today"}
    assert window.windowTitle() == "Today – Companion"
    assert window.page().accessibleName() == "Today"
    window.go("checklist")
    first = shown(window)
    window.go("today")
    window.go("checklist")
    assert shown(window) is first
    assert first.refreshed == 1


def test_without_courses_the_first_page_welcomes(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot, tmp_path, records=[])
    assert set(window.pages) == {"first-run"}
    assert window.sidebar.rows()[0].isChecked()
    assert window.windowTitle() == "Welcome – Companion"


def test_the_first_page_gives_way_to_the_first_course(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot, tmp_path, records=[])
    other = open_window(qtbot, tmp_path / "sample")
    program, course = other.workspace.schedule.programs[0], other.workspace.schedule.courses[0]
    changes = tuple(edits.Change(None, record) for record in (program, course))
    window.perform(edits.edit_of("Add course", changes))
    assert window.page() is window.pages["today"]


def test_only_the_page_seen_is_refreshed_the_others_when_shown(
    qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window(qtbot, tmp_path)
    today = shown(window)
    window.go("checklist")
    checklist = shown(window)
    add(window)
    assert (today.refreshed, checklist.refreshed) == (1, 2)
    window.go("today")
    assert today.refreshed == 2


def test_changes_that_a_page_does_not_show_leave_it_alone(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot, tmp_path)
    course = window.workspace.schedule.courses[0]
    change = edits.Change(course, course._replace(short_name="Other"))
    window.perform(edits.edit_of("Rename course", [change]))
    assert shown(window).refreshed == 1
    assert any(row.face.label == "Other" for row in window.sidebar.rows())


def test_back_and_forward_walk_the_trail(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot, tmp_path)
    course = window.workspace.schedule.courses[0].id
    window.go("checklist")
    window.go("course", course)
    qtbot.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.place() == Place("checklist")
    window.back()
    assert window.place() == Place("today")
    window.back()
    assert window.place() == Place("today")
    window.forward()
    qtbot.keyClick(window, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert window.place() == Place("course", course)
    assert shown(window).subject == course
    window.back()
    window.go("timeline")
    assert not window.can_walk(1)


def test_a_page_may_ask_to_be_stayed_on(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot, tmp_path)
    window.go("add-course")
    shown(window).stays = True
    window.go("today")
    assert window.place() == Place("add-course")
    assert not window.close()
    shown(window).stays = False
    window.go("today")
    assert window.place() == Place("today")


def test_a_course_that_is_gone_is_left(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot, tmp_path)
    course = window.workspace.schedule.courses[0]
    window.go("course", course.id)
    window.go("timeline")
    window.go("course", course.id)
    window.perform(edits.remove_course(window.workspace.schedule, course.id))
    assert window.place() == Place("today")
    window.back()
    assert window.place().key != "course"


def test_digits_show_the_views(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot, tmp_path)
    for key, view in ((Qt.Key.Key_4, "checklist"), (Qt.Key.Key_3, "timeline")):
        qtbot.keyClick(window, key)
        assert window.place() == Place(view)


def test_digits_are_found_by_place_where_they_want_shift(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(qtbot, tmp_path)
    monkeypatch.setattr(QGuiApplication, "platformName", lambda: "xcb")
    kind = QEvent.Type.ShortcutOverride
    apostrophe = key_by_place(Qt.Key.Key_Apostrophe, "'", 13, kind=kind)  # 4 on a French keyboard
    QApplication.sendEvent(window, apostrophe)
    assert window.place() == Place("checklist")
    window.go("today")
    letter = key_by_place(Qt.Key.Key_A, "a", 38, kind=kind)
    QApplication.sendEvent(window, letter)
    assert window.place() == Place("today")


def test_single_letters_type_while_a_text_field_has_the_focus(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot, tmp_path)
    window.go("checklist")
    field = shown(window).field
    field.setFocus()
    qtbot.keyClicks(field, "n14?t")
    assert field.text() == "n14?t"
    assert window.place() == Place("checklist")
    window.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_N)
    assert shown(window).done == ["quick-add"]


def test_an_edit_offers_undo_and_takes_itself_back(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot, tmp_path)
    assert add(window)
    bar = window.stage.undo_bar()
    assert bar is not None
    assert bar.isVisible()
    assert bar.text() == "Added"
    qtbot.mouseClick(bar.button, Qt.MouseButton.LeftButton)
    assert "Read chapter 3" not in titles(window)
    qtbot.keyClick(window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert "Read chapter 3" in titles(window)


def test_undo_goes_to_the_field_first_then_to_the_schedule(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot, tmp_path)
    add(window)
    field = shown(window).field
    field.setFocus()
    QApplication.processEvents()
    qtbot.keyClicks(field, "abc")
    control = Qt.KeyboardModifier.ControlModifier
    while field.text():
        qtbot.keyClick(field, Qt.Key.Key_Z, control)
        assert "Read chapter 3" in titles(window)
    qtbot.keyClick(field, Qt.Key.Key_Z, control)
    assert "Read chapter 3" not in titles(window)


def test_a_failure_is_told_and_nothing_is_offered(qtbot: QtBot, tmp_path: Path) -> None:
    store = FailingStore(tmp_path / "companion.db")
    clock = FixedClock(SAMPLE_NOW, open_window(qtbot, tmp_path / "x").workspace.clock.zone)
    window = MainWindow(Workspace(store, clock, tmp_path))
    window.destroyed.connect(store.close)
    qtbot.addWidget(window)
    window.show()
    store.code = "disk_full"
    assert not add(window)
    assert not add(window)
    told = window.stage.notices()
    assert [notice.accessibleName().split(",")[0] for notice in told] == ["The disk is full"]
    assert window.stage.undo_bar() is None
    store.code = None
    assert add(window)


def test_what_another_window_stored_appears_within_a_second(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot, tmp_path)
    other = ScheduleStore(tmp_path / "companion.db")
    edit = edits.add_activities(other.load(), [an_activity("From a command")])
    assert edit is not None
    other.apply(edit, "2026-10-27T11:40:00+00:00")
    other.close()
    qtbot.waitUntil(lambda: "From a command" in titles(window), timeout=3000)
    assert shown(window).refreshed == 2


def test_messages_are_few_and_not_repeated(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot, tmp_path)
    for text in ("One", "One", "Two", "Three", "Four"):
        window.tell(text, kind="warn")
    assert [n.accessibleName() for n in window.stage.notices()] == ["Two", "Three", "Four"]
    window.tell("Saved")
    assert len(window.stage.notices()) == 3


def test_the_sidebar_is_a_rail_below_1120_pixels_and_by_choice(
    qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window(qtbot, tmp_path)
    assert window.sidebar.width() == 212
    window.resize(1119, 700)
    assert window.sidebar.width() == 56
    assert window.sidebar.rows()[1].toolTip() == "Week (2)"
    window.resize(1120, 700)
    assert window.sidebar.width() == 212
    qtbot.keyClick(window, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert window.sidebar.width() == 56
    assert preferences.read(window.workspace).has_rail
    qtbot.keyClick(window, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert window.sidebar.width() == 212


def test_large_text_makes_the_rail_come_earlier(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot, tmp_path)
    window.keep(preferences.TEXT_SIZE, "150")
    assert theme.look().text_size == 150
    assert window.sidebar.is_rail
    window.resize(1440, 900)
    assert window.sidebar.is_rail
    window.resize(1680, 1000)
    assert not window.sidebar.is_rail


def test_text_size_follows_the_keys(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot, tmp_path)
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(window, Qt.Key.Key_Plus, control)
    assert theme.look().text_size == 110
    qtbot.keyClick(window, Qt.Key.Key_Minus, control)
    qtbot.keyClick(window, Qt.Key.Key_Minus, control)
    assert theme.look().text_size == 90
    qtbot.keyClick(window, Qt.Key.Key_0, control)
    assert theme.look().text_size == 100


def test_the_window_is_never_too_small_and_remembers_its_size(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot, tmp_path, size=(100, 100))
    assert window.size() == QSize(960, 600)
    window.resize(960, 650)  # the screen of these tests is 800 wide
    window.close()
    again = MainWindow(window.workspace)
    qtbot.addWidget(again)
    assert again.size() == QSize(960, 650)


def test_a_damaged_size_is_no_size(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot, tmp_path)
    window.workspace.set_setting(preferences.GEOMETRY, "not base64 ☂")
    window.workspace.set_setting(preferences.TEXT_SIZE, "-5")
    window.workspace.set_setting(preferences.LOOK, "purple")
    again = MainWindow(window.workspace)
    qtbot.addWidget(again)
    assert again.size() == QSize(1280, 800)
    assert preferences.read(again.workspace)[:2] == ("system", 100)


def test_a_sample_says_so(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot, tmp_path)
    sample = Workspace(window.workspace.store, window.workspace.clock, tmp_path, is_sample=True)
    own = MainWindow(sample)
    qtbot.addWidget(own)
    assert any("Sample certificate" in label.text() for label in own.findChildren(QLabel))
    assert not any("Sample" in label.text() for label in window.findChildren(QLabel))


def test_a_new_minute_moves_the_clocks_and_the_page(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot, tmp_path)
    clock = window.workspace.clock
    assert isinstance(clock, FixedClock)
    assert window.sidebar.clocks.face.here == "12:40"
    clock.at += timedelta(minutes=1)
    window.ticker.minute.emit()
    assert window.sidebar.clocks.face[:2] == ("12:41", "Berlin")
    assert window.sidebar.clocks.face.there == "07:41"
    assert shown(window).minutes == 1


def test_every_action_of_the_list_is_done_by_someone() -> None:
    for spec in ACTIONS:
        if spec.id.startswith("show-"):
            assert pages.spec(spec.id.removeprefix("show-"))
        elif not spec.pages:
            assert spec.id in handled(), spec.id


def test_no_two_actions_that_meet_share_a_key() -> None:
    for one in ACTIONS:
        for other in ACTIONS:
            meet = not one.pages or not other.pages or set(one.pages) & set(other.pages)
            if one.id < other.id and meet and not (bool(one.pages) ^ bool(other.pages)):
                assert not set(one.keys) & set(other.keys), (one.id, other.id)


def test_removed_courses_leave_the_sidebar(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot, tmp_path)
    before = [row.face.label for row in window.sidebar.rows() if row.face.family]
    assert before == ["Machine Learning", "Data Visualization", "Capstone", "Python"]
    course = next(c for c in window.workspace.schedule.courses if c.code == "CP")
    window.perform(edits.remove_course(window.workspace.schedule, course.id))
    after = [row.face.label for row in window.sidebar.rows() if row.face.family]
    assert after == ["Machine Learning", "Data Visualization", "Python"]
    assert not window.workspace.schedule.get(Course, course.id)
