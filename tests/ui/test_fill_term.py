"""A term is filled by a weekly pattern or by pasted lines, previewed and in one edit."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot
from ui.windows import open_window

from companion.models.activity import Activity, ActivityKind, PlannedBlock, Stage
from companion.models.course import Course
from companion.models.program import Program
from companion.models.schedule import Record
from companion.ui.dialogs.fill_term import FillTermDialog, fill_term
from companion.ui.dialogs.fill_term_entry import USUAL_DUE
from companion.ui.main_window import MainWindow

BEFORE_TERM = datetime(2026, 8, 24, 11, 40, tzinfo=UTC)
IN_TERM = datetime(2026, 10, 20, 11, 40, tzinfo=UTC)
COURSE: list[Record] = [
    Program("p", "Certificate"),
    Course("c", "p", "ML", "Machine Learning", 14, date(2026, 8, 31)),
    Course("d", "p", "DV", "Data Visualization", 6, date(2026, 10, 12), color="plum"),
]
CTRL = Qt.KeyboardModifier.ControlModifier


def open_dialog(
    qtbot: QtBot, folder: Path, now: datetime = BEFORE_TERM, *, is_past_done: bool = False
) -> tuple[MainWindow, FillTermDialog]:
    window = open_window(qtbot, folder, now=now, zone="Europe/Berlin", records=COURSE)
    dialog = fill_term(window, "c", window, is_past_done)
    QApplication.processEvents()
    return window, dialog


def paste(dialog: FillTermDialog, text: str) -> list[str]:
    """Paste lines; what the preview says of each."""
    dialog.way.buttons()[1].click()
    dialog.paste.setPlainText(text)
    return [row.spoken for row in dialog.list.filling_model.rows]


def stored(window: MainWindow) -> list[Activity]:
    found = window.workspace.schedule.of_course(Activity, "c")
    return sorted(found, key=lambda a: (a.week or 0, a.position))


def test_the_usual_pattern_fills_every_week_in_one_edit(qtbot: QtBot, tmp_path: Path) -> None:
    window, dialog = open_dialog(qtbot, tmp_path)
    assert dialog.add.plain_text() == "Add 42 activities"
    rows = dialog.list.filling_model.rows
    assert [row.spoken for row in rows[:3]] == [
        "Week 1, Reading 1, 45 min",
        "Week 1, Video 1, 30 min",
        "Week 1, Quiz 1, 15 min, due Mon 7 Sep 05:59",
    ]
    focused = QApplication.focusWidget()
    qtbot.keyClick(focused, Qt.Key.Key_Return, CTRL)
    found = stored(window)
    assert len(found) == 42
    assert {a.week for a in found} == set(range(1, 15))
    quiz = next(a for a in found if a.kind is ActivityKind.QUIZ and a.week == 14)
    assert quiz.due is not None
    assert quiz.due.wall == datetime(2026, 12, 6, 23, 59)
    assert window.workspace.undo_name == "Fill the term"
    window.trigger("undo")
    assert stored(window) == []


def test_nothing_is_stored_unless_wanted(qtbot: QtBot, tmp_path: Path) -> None:
    window, dialog = open_dialog(qtbot, tmp_path)
    qtbot.mouseClick(dialog, Qt.MouseButton.LeftButton, pos=dialog.rect().bottomRight())
    assert dialog.isVisible()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert stored(window) == []


def test_rows_and_weeks_of_the_pattern_can_be_changed(qtbot: QtBot, tmp_path: Path) -> None:
    window, dialog = open_dialog(qtbot, tmp_path)
    pane = dialog.pattern
    pane.rows[1].remove.click()
    pane.rows[0].title.setText("Read chapter {week}")
    pane.rows[0].minutes.setText("1 h 30")
    pane.rows[0].due.setCurrentIndex(2 + 4)
    pane.more.click()
    assert pane.rows[2].entry().title == "Video {week}"
    pane.rows[2].kind.setCurrentIndex(3)
    pane.rows[2].kind.activated.emit(3)
    assert pane.rows[2].entry().title == "Exercise {week}"
    pane.first.setText("3")
    pane.last.setText("4")
    dialog.take()
    found = [(a.week, a.title, a.minutes) for a in stored(window)]
    assert found == [
        (3, "Read chapter 3", 90), (3, "Quiz 3", 15), (3, "Exercise 3", None),
        (4, "Read chapter 4", 90), (4, "Quiz 4", 15), (4, "Exercise 4", None),
    ]  # fmt: skip
    due = stored(window)[0].due
    assert due is not None
    assert due.wall == datetime(2026, 9, 18, 23, 59)


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("title", " ", "Say what is to be done."),
        ("title", "t" * 10_000, "A title has at most 2000 characters; put the rest in the notes."),
        ("minutes", "soon", "“soon” is no length; write it like 25 min or 1 h 30."),
        ("minutes", "0", "“0” is out of range; an estimate goes from 1 minute to 100 hours."),
    ],
)
def test_a_wrong_row_says_why_and_stores_nothing(
    qtbot: QtBot, tmp_path: Path, field: str, text: str, sentence: str
) -> None:
    window, dialog = open_dialog(qtbot, tmp_path)
    row = dialog.pattern.rows[1]
    wrong = {"title": row.title, "minutes": row.minutes}[field]
    wrong.setText(text)
    dialog.take()
    assert row.error.text() == sentence
    assert wrong.hasFocus()
    assert dialog.isVisible()
    assert stored(window) == []


def test_a_pattern_without_rows_adds_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    window, dialog = open_dialog(qtbot, tmp_path)
    for row in list(dialog.pattern.rows):
        row.remove.click()
    assert dialog.empty.isVisible()
    dialog.take()
    assert dialog.isVisible()
    assert stored(window) == []


def test_the_usual_due_stays_the_courses_own(qtbot: QtBot, tmp_path: Path) -> None:
    _, dialog = open_dialog(qtbot, tmp_path)
    due = dialog.pattern.rows[2].due
    assert due.currentText() == "Due Sun 23:59"
    assert due.currentData() == USUAL_DUE


# Pasted lines


def test_pasted_lines_are_previewed_with_what_was_recognised(qtbot: QtBot, tmp_path: Path) -> None:
    window, dialog = open_dialog(qtbot, tmp_path)
    told = paste(
        dialog, "Week 1\n- Read chapter 1 45m\n2) Quiz 1 15m due sun !\n\nWeek 2\nWatch it"
    )
    assert told == [
        "Week 1, Read chapter 1, 45 min",
        "Week 1, Quiz 1, 15 min, due Mon 7 Sep 05:59",
        "Week 2, Watch it",
    ]
    assert dialog.add.plain_text() == "Add 3 activities"
    qtbot.keyClick(dialog.paste, Qt.Key.Key_Return, CTRL)
    assert [a.title for a in stored(window)] == ["Read chapter 1", "Quiz 1", "Watch it"]
    assert window.workspace.undo_name == "Fill the term"


def test_a_weekday_below_a_week_is_that_weeks_day(qtbot: QtBot, tmp_path: Path) -> None:
    window, dialog = open_dialog(qtbot, tmp_path, IN_TERM)
    paste(dialog, "Week 11\nQuiz due fri 18:00\nw13 Report due sun")
    dialog.take()
    dues = [a.due.wall for a in stored(window) if a.due]
    assert dues == [datetime(2026, 11, 13, 18), datetime(2026, 11, 29, 23, 59)]


def test_what_cannot_be_taken_of_a_line_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    window, dialog = open_dialog(qtbot, tmp_path)
    told = paste(dialog, "Post due 31 feb\n45m\nRead #xx")
    assert told == [
        "Post due 31 feb, “due 31 feb” is a day that the calendar does not have; "
        "check day and month.",
        "45m, Say what is to be done.",
        "Read #xx, There is no course #xx; it stays in the title.",
    ]
    assert dialog.summary.text() == "1 line is left out"
    dialog.take()
    assert [a.title for a in stored(window)] == ["Post due 31 feb", "Read #xx"]


def test_a_line_may_name_another_course_and_a_time(qtbot: QtBot, tmp_path: Path) -> None:
    window, dialog = open_dialog(qtbot, tmp_path)
    paste(dialog, "Sketch #dv\nRead 25m tue 20:00")
    dialog.take()
    schedule = window.workspace.schedule
    assert [a.title for a in schedule.of_course(Activity, "d")] == ["Sketch"]
    (block,) = schedule.table(PlannedBlock).values()
    assert (block.starts, block.minutes) == (datetime(2026, 8, 25, 20), 25)
    assert window.workspace.undo() is not None
    assert not window.workspace.schedule.table(PlannedBlock)


def test_too_many_lines_are_refused_in_words(qtbot: QtBot, tmp_path: Path) -> None:
    window, dialog = open_dialog(qtbot, tmp_path)
    assert paste(dialog, "Read\n" * 1001) == []
    assert dialog.error.text() == "These are 1001 lines; paste at most 1000 at a time."
    dialog.take()
    assert stored(window) == []


# A course that has begun


def test_the_past_of_a_settled_course_is_added_as_done(qtbot: QtBot, tmp_path: Path) -> None:
    window, dialog = open_dialog(qtbot, tmp_path, IN_TERM, is_past_done=True)
    assert dialog.settle.isVisible()
    dialog.take()
    found = stored(window)
    done = [a for a in found if a.stage is Stage.DONE]
    assert {a.week for a in done} == set(range(1, 8))
    today = datetime.combine(date(2026, 10, 20), time(), UTC) - timedelta(hours=2)
    assert all(a.done_at is not None and a.done_at < today for a in done)
    ends = {a.done_at.date() for a in done if a.week == 1 and a.done_at and not a.due}
    assert ends == {date(2026, 9, 7)}  # its last minute in Pittsburgh, in UTC
    assert all(a.due.at > today for a in found if a.due and a.stage is Stage.OPEN)


def test_the_past_stays_open_when_the_student_says_so(qtbot: QtBot, tmp_path: Path) -> None:
    window, dialog = open_dialog(qtbot, tmp_path, IN_TERM, is_past_done=True)
    dialog.settle.click()
    dialog.take()
    assert all(a.stage is Stage.OPEN for a in stored(window))


def test_a_course_yet_to_come_asks_nothing_about_the_past(qtbot: QtBot, tmp_path: Path) -> None:
    _, dialog = open_dialog(qtbot, tmp_path)
    assert not dialog.settle.isVisible()


def test_the_preview_model_is_sound(
    qtbot: QtBot, qtmodeltester: ModelTester, tmp_path: Path
) -> None:
    _, dialog = open_dialog(qtbot, tmp_path)
    qtmodeltester.check(dialog.list.filling_model)
