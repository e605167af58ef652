"""Recordings: links pasted later, lengths, how far they are watched, and how fast."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from ui.browser import Browser, browser
from ui.windows import open_window

from companion import edits
from companion.models.attendance import Attendance, AttendanceMark, Recording
from companion.ui.course_page import CoursePage
from companion.ui.recording_popover import RecordingPopover
from companion.ui.session_model import RECORDING, YOU

__all__ = ["browser"]
CLASS_2 = "dv-live:2026-10-22"
VIDEO = "https://example.zoom.us/rec/share/AbC.dEf"


def course_page(qtbot: QtBot, folder: Path) -> CoursePage:
    QApplication.clipboard().clear()
    window = open_window(qtbot, folder)
    window.go("course", "dv")
    page = window.page()
    assert isinstance(page, CoursePage)
    return page


def panel(page: CoursePage, key: str = CLASS_2) -> RecordingPopover:
    page.doing.edit_recording(key)
    QApplication.processEvents()
    (found,) = [p for p in page.window().findChildren(RecordingPopover) if p.isVisible()]
    return found


def kept(page: CoursePage) -> Recording | None:
    return page.frame.workspace.schedule.get(Recording, CLASS_2)


def shown(page: CoursePage, column: int, number: str = "2") -> str:
    model = page.sessions.sessions
    row = next(n for n in range(model.rowCount()) if model.index(n, 0).data() == number)
    return str(model.index(row, column).data())


def forget(page: CoursePage) -> None:
    schedule = page.frame.workspace.schedule
    page.frame.perform(edits.set_recording(schedule, Recording(CLASS_2)))


def test_a_class_that_was_held_asks_for_the_link_and_others_do_not(
    qtbot: QtBot, tmp_path: Path
) -> None:
    page = course_page(qtbot, tmp_path)
    assert shown(page, RECORDING) == "1 h 14"
    forget(page)
    assert shown(page, RECORDING) == "+ paste link"
    assert shown(page, RECORDING, "3") == ""
    schedule = page.frame.workspace.schedule
    page.frame.perform(edits.cancel_occurrence(schedule, CLASS_2))
    assert shown(page, RECORDING) == ""


def test_a_link_is_pasted_and_opens(qtbot: QtBot, tmp_path: Path, browser: Browser) -> None:
    page = course_page(qtbot, tmp_path)
    forget(page)
    page.doing.watch(CLASS_2)
    (one,) = [p for p in page.window().findChildren(RecordingPopover) if p.isVisible()]
    qtbot.keyClicks(one.link, VIDEO)
    qtbot.keyClick(one.link, Qt.Key.Key_Return)
    assert kept(page) == Recording(CLASS_2, VIDEO)
    assert shown(page, RECORDING) == "Watch"
    page.doing.watch(CLASS_2)
    assert browser.opened == [VIDEO]
    page.frame.workspace.undo()
    assert shown(page, RECORDING) == "+ paste link"


def test_what_was_just_copied_is_in_place_only_where_it_is_a_recording(
    qtbot: QtBot, tmp_path: Path
) -> None:
    page = course_page(qtbot, tmp_path)
    forget(page)
    for text, there in ((VIDEO, VIDEO), ("https://example.zoom.us/j/91111111111", ""), ("x", "")):
        QApplication.clipboard().setText(text)
        one = panel(page)
        assert one.link.text() == there
        one.close_overlay()


def test_the_rest_is_told_at_the_speed_that_is_chosen(qtbot: QtBot, tmp_path: Path) -> None:
    page = course_page(qtbot, tmp_path)
    one = panel(page)
    assert one.result.text() == "1 h 14 left to watch"
    one.seen.setText("24")
    assert one.result.text() == "50 min left to watch"
    one.speed.buttons()[1].click()
    assert one.result.text() == "50 min left, 40 min at 1.25×"
    one.seen.setText("1 h 14")
    assert one.result.text() == "Watched to the end."
    one.seen.setText("24 min")
    one.accept()
    found = kept(page)
    assert found is not None
    assert found.watched_minutes == 24
    assert page.frame.workspace.setting("playback_speed") == "1.25"
    assert panel(page).speed.current() == "1.25"


def test_how_far_it_is_watched_is_said_in_the_list(qtbot: QtBot, tmp_path: Path) -> None:
    page = course_page(qtbot, tmp_path)
    one = panel(page)
    one.seen.setText("24 min")
    one.accept()
    model = page.sessions.sessions
    page.sessions.select(CLASS_2)
    row = page.sessions.currentIndex().row()
    said = model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.endswith("missed, recording watched up to 24 min")
    tip = model.index(row, RECORDING).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == "Recording watched up to 24 min"


def test_watched_is_one_edit_with_what_was_typed(qtbot: QtBot, tmp_path: Path) -> None:
    page = course_page(qtbot, tmp_path)
    before = page.frame.workspace.schedule
    one = panel(page)
    one.length.setText("70")
    qtbot.mouseClick(one.watched, Qt.MouseButton.LeftButton)
    schedule = page.frame.workspace.schedule
    assert schedule.table(Attendance)[CLASS_2].mark is AttendanceMark.RECORDING
    assert schedule.table(Recording)[CLASS_2].minutes == 70
    assert shown(page, YOU) == "Recording watched"
    page.frame.workspace.undo()
    assert page.frame.workspace.schedule == before


@pytest.mark.parametrize(
    ("field", "text", "told"),
    [
        ("link", "javascript:alert(1)", "must begin with https"),
        ("link", "https://me@x.org/", "user name"),
        ("length", "long", "is no length"),
        ("length", "13 h", "at most 12 hours"),
        ("seen", "much", "is no length"),
        ("seen", "1 h 30", "only 1 h 14 long"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_stored(
    qtbot: QtBot, tmp_path: Path, field: str, text: str, told: str
) -> None:
    page = course_page(qtbot, tmp_path)
    before = page.frame.workspace.schedule
    one = panel(page)
    getattr(one, field).setText(text)
    assert one.error.text() == ""
    one.accept()
    assert told in one.error.text()
    assert getattr(one, field).property("wrong")
    assert one.isVisible()
    assert page.frame.workspace.schedule is before


def test_nothing_known_leaves_no_record(qtbot: QtBot, tmp_path: Path) -> None:
    page = course_page(qtbot, tmp_path)
    one = panel(page)
    for field in (one.link, one.length, one.seen):
        field.clear()
    one.accept()
    assert kept(page) is None


def test_steps_are_five_minutes(qtbot: QtBot, tmp_path: Path) -> None:
    page = course_page(qtbot, tmp_path)
    one = panel(page)
    one.seen.setFocus()
    for _ in range(3):
        qtbot.keyClick(one.seen, Qt.Key.Key_Up)
    assert one.seen.text() == "15 min"
    qtbot.keyClick(one.seen, Qt.Key.Key_Down)
    assert one.seen.text() == "10 min"
