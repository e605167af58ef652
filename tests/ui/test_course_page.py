"""The course page: classes in both clocks, changes of one class, weeks and their work."""

from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from ui.windows import open_window, texts

from companion.clock import FixedClock
from companion.models.activity import Activity
from companion.models.attendance import Attendance, AttendanceMark
from companion.models.course import Course
from companion.sample import SAMPLE_NOW, SAMPLE_ZONE
from companion.ui.add_course_page import AddCoursePage
from companion.ui.course_page import CoursePage
from companion.ui.main_window import MainWindow
from companion.ui.widgets.messages import Notice

CLASS_10 = "ml-live:2026-11-03"


def course_page(qtbot: QtBot, folder: Path, subject: str = "ml", **options: object) -> CoursePage:
    window = open_window(qtbot, folder, **options)  # type: ignore[arg-type]
    window.go("course", subject)
    page = window.page()
    assert isinstance(page, CoursePage)
    return page


def open_weeks(page: CoursePage) -> list[int]:
    model = page.weeks.weeks
    return [row.first for n, row in enumerate(model.rows) if page.weeks.is_open(model.index(n, 0))]


def test_the_facts_are_told_in_both_clocks(qtbot: QtBot, tmp_path: Path) -> None:
    shown = texts(course_page(qtbot, tmp_path))
    for text in (
        "Dr. Maya Okafor",
        "TA Jun Park",
        "Tue 18:30–19:50 ET",
        "Wed 00:30 Berlin",
        "Fri 13:00–14:00 ET",
        "912 4405 7731",
        "7 attended, 1 by recording, 6 to come",
    ):
        assert text in shown


def test_every_class_and_the_break_stand_in_order(qtbot: QtBot, tmp_path: Path) -> None:
    page = course_page(qtbot, tmp_path)
    model = page.sessions.sessions
    spoken = [
        model.data(model.index(n, 0), Qt.ItemDataRole.AccessibleTextRole)
        for n in range(model.rowCount())
    ]
    assert len(spoken) == 15
    assert spoken[8].startswith("Class 9, tonight 23:30, 1 h earlier than usual, Regularization")
    assert spoken[9] == "Class 10, Wednesday 4 November 00:30, Trees, upcoming"
    assert spoken[12] == "Break week, 23 – 29 Nov: no class"
    assert spoken[13].startswith("Class 13, Wednesday 2 December 00:30")


def test_keys_mark_the_current_class_and_take_the_mark_away(qtbot: QtBot, tmp_path: Path) -> None:
    page = course_page(qtbot, tmp_path, f"ml/{CLASS_10}")
    schedule = page.frame.workspace
    for key, mark in (
        (Qt.Key.Key_X, AttendanceMark.MISSED),
        (Qt.Key.Key_R, AttendanceMark.RECORDING),
        (Qt.Key.Key_U, AttendanceMark.EXCUSED),
        (Qt.Key.Key_A, AttendanceMark.ATTENDED),
    ):
        qtbot.keyClick(page.sessions, key)
        assert schedule.schedule.table(Attendance)[CLASS_10].mark is mark
        assert page.sessions.current_key() == CLASS_10
    qtbot.keyClick(page.sessions, Qt.Key.Key_A)
    assert CLASS_10 not in schedule.schedule.table(Attendance)


@pytest.mark.parametrize("size", [(1280, 800), (960, 600)])
def test_arrows_lead_into_the_classes_and_with_ctrl_to_the_weeks_and_back(
    qtbot: QtBot, tmp_path: Path, size: tuple[int, int]
) -> None:
    page = course_page(qtbot, tmp_path, size=size)
    key = Qt.Key
    qtbot.keyClick(page, key.Key_Down)
    assert page.sessions.hasFocus()
    assert page.sessions.current_key() == "ml-live:2026-10-27"  # the one that comes next
    qtbot.keyClick(page.sessions, key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert page.weeks.hasFocus()
    current = page.weeks.weeks.week(page.weeks.currentIndex())
    assert current is not None
    assert current.first == 9
    qtbot.keyClick(page.weeks, key.Key_Left)
    assert not page.weeks.is_open(page.weeks.currentIndex())
    qtbot.keyClick(page.weeks, key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    assert page.sessions.hasFocus()


def test_weeks_fold_what_is_done_and_open_the_current_one(qtbot: QtBot, tmp_path: Path) -> None:
    page = course_page(qtbot, tmp_path)
    rows = page.weeks.weeks.rows
    assert (rows[0].first, rows[0].last) == (1, 7)
    assert [
        n for n, row in enumerate(rows) if page.weeks.is_open(page.weeks.weeks.index(n, 0))
    ] == [2]
    assert rows[2].is_current
    assert rows[1].optional_left == 1
    assert [row.first for row in rows if row.is_over] == [12, 14]


def test_a_week_opens_when_it_becomes_current(qtbot: QtBot, tmp_path: Path) -> None:
    clock = FixedClock(SAMPLE_NOW, ZoneInfo(SAMPLE_ZONE))
    page = course_page(qtbot, tmp_path, clock=clock)
    page.weeks.collapse(page.weeks.weeks.index(2, 0))
    page.refresh()
    assert open_weeks(page) == []  # what the student closed stays closed
    clock.at += timedelta(days=7)
    page.refresh()
    assert open_weeks(page) == [10]


def test_space_ticks_an_activity_of_a_week(qtbot: QtBot, tmp_path: Path) -> None:
    page = course_page(qtbot, tmp_path, "ml/week-9")
    qtbot.keyClick(page.weeks, Qt.Key.Key_Down)
    for _ in range(2):
        qtbot.keyClick(page.weeks, Qt.Key.Key_Down)
    index = page.weeks.currentIndex()
    item = page.weeks.weeks.item(index)
    assert item is not None
    assert not item.is_done
    qtbot.keyClick(page.weeks, Qt.Key.Key_Space)
    assert page.frame.workspace.schedule.table(Activity)[item.id].is_done
    again = page.weeks.weeks.item(page.weeks.currentIndex())
    assert again is not None
    assert again.id == item.id


def test_a_removed_course_comes_back_whole_by_undo(qtbot: QtBot, tmp_path: Path) -> None:
    page = course_page(qtbot, tmp_path)
    before = page.frame.workspace.schedule
    page.do_remove_course()
    assert "ml" not in page.frame.workspace.schedule.table(Course)
    page.frame.workspace.undo()
    assert page.frame.workspace.schedule == before


def test_an_archived_course_is_put_away_and_brought_back_from_its_page(
    qtbot: QtBot, tmp_path: Path
) -> None:
    page = course_page(qtbot, tmp_path)
    page.frame.trigger("archive-course")
    assert page.archived.isVisible()
    schedule = page.frame.workspace.schedule
    assert schedule.table(Course)["ml"].is_archived
    assert "ml" not in [course.id for course in schedule.current_courses]
    notice = page.archived.findChild(Notice)
    assert notice is not None
    assert notice.button is not None
    notice.button.click()
    assert not page.archived.isVisible()
    assert not page.frame.workspace.schedule.table(Course)["ml"].is_archived


def test_duplicate_opens_the_form_of_a_copy_and_adds_its_work(qtbot: QtBot, tmp_path: Path) -> None:
    window = course_page(qtbot, tmp_path).frame
    assert isinstance(window, MainWindow)
    window.trigger("duplicate-course")
    form = window.page()
    assert isinstance(form, AddCoursePage)
    assert form.form.code.text() == "ML2"
    assert "none of them done" in form.header.remark.text()
    before = window.workspace.schedule
    form.take()
    after = window.workspace.schedule
    (copy,) = (c for c in after.courses if c.id not in before.table(Course))
    assert len(after.of_course(Activity, copy.id)) == len(before.of_course(Activity, "ml"))
    assert window.place().subject == copy.id
    window.go("add-course")
    assert isinstance(window.page(), AddCoursePage)
    assert form.form.code.text() == ""


def test_in_a_small_window_the_weeks_are_behind_a_tab(qtbot: QtBot, tmp_path: Path) -> None:
    page = course_page(qtbot, tmp_path, size=(960, 600))
    assert page.tab_row.isVisible()
    assert not page.weeks.isVisible()
    page.tabs.buttons()[1].click()
    assert page.weeks.isVisible()
    assert not page.sessions.isVisible()
