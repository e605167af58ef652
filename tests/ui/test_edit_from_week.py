"""Editing a course that has begun: changes count from a week on, and the past stays."""

from __future__ import annotations

from datetime import time
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from ui.windows import open_window

from companion import edits
from companion.models.attendance import Attendance
from companion.models.meeting import Meeting, MeetingKind
from companion.models.occurrence import Occurrence
from companion.models.schedule import Schedule
from companion.ui.add_course_page import EditCoursePage

OTHER = "https://example.zoom.us/j/92222222222"
CLASS_11 = "ml-live:2026-11-10"


def edit_page(qtbot: QtBot, folder: Path) -> EditCoursePage:
    window = open_window(qtbot, folder)
    window.go("edit-course", "ml")
    QApplication.processEvents()
    page = window.page()
    assert isinstance(page, EditCoursePage)
    return page


def classes(schedule: Schedule) -> dict[int, Occurrence]:
    course = schedule.course_by_code("ML")
    assert course is not None
    live = MeetingKind.LIVE_SESSION
    found = [o for o in schedule.occurrences(course) if o.kind is live]
    return {o.number: o for o in found if o.number is not None}


def series(schedule: Schedule) -> list[Meeting]:
    live = MeetingKind.LIVE_SESSION
    return [m for m in schedule.of_course(Meeting, "ml") if m.kind is live]


@pytest.mark.parametrize("change", ["link", "length", "time", "weekday", "recording"])
def test_a_change_counts_from_the_next_class_and_what_was_stays(
    qtbot: QtBot, tmp_path: Path, change: str
) -> None:
    page = edit_page(qtbot, tmp_path)
    before = page.frame.workspace.schedule
    form = page.form
    assert form.rows["from_week"].isVisible()
    assert form.from_week.currentText() == "from week 9, Mon 26 Oct 2026"
    if change == "link":
        form.link.setText(OTHER)
    elif change == "length":
        form.live.slot.length.setText("100 min")
    elif change == "time":
        form.live.slot.time.setText("19:00")
    elif change == "weekday":
        form.live.slot.weekday.setCurrentIndex(2)
    else:
        form.attend.choice.buttons()[1].click()
    page.take()
    schedule = page.frame.workspace.schedule
    was, now = classes(before), classes(schedule)
    assert len(series(schedule)) == 2
    for number in range(1, 9):
        assert now[number] == was[number]._replace(meeting=now[number].meeting)
        kept = now[number].meeting._replace(last_week=0)
        assert kept == was[number].meeting
    after = now[9]
    assert {
        "link": after.link == OTHER,
        "length": after.minutes == 100,
        "time": after.meeting.starts == time(19),
        "weekday": after.planned_on.weekday() == 2,
        "recording": after.meeting.watch_time is not None,
    }[change]
    assert schedule.table(Attendance) == before.table(Attendance)
    page.frame.workspace.undo()
    assert page.frame.workspace.schedule == before


def test_a_later_week_can_be_chosen(qtbot: QtBot, tmp_path: Path) -> None:
    page = edit_page(qtbot, tmp_path)
    page.form.live.slot.length.setText("100 min")
    page.form.from_week.setCurrentIndex(2)
    page.take()
    minutes = [o.minutes for o in classes(page.frame.workspace.schedule).values()]
    assert minutes == [80] * 10 + [100] * 4


def test_a_class_that_was_cancelled_stays_so_on_its_new_day(qtbot: QtBot, tmp_path: Path) -> None:
    page = edit_page(qtbot, tmp_path)
    page.frame.perform(edits.cancel_occurrence(page.frame.workspace.schedule, CLASS_11))
    page.form.live.slot.weekday.setCurrentIndex(3)
    page.take()
    found = classes(page.frame.workspace.schedule)
    assert found[11].is_cancelled
    assert [n for n, o in found.items() if o.is_cancelled] == [11]
