"""Weekly work, pasted lists, plans and stages in the checklist, by keys on the real window."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot
from ui.keyboard import ALT, CTRL, SHIFT, K, press, tab_to, type_text
from ui.test_checklist import ids, open_page, panel, said, section, stored

from companion.models.activity import Activity, PlannedBlock, Stage, Step
from companion.models.checklist import Group
from companion.models.checklist_sections import DueIn, Filter
from companion.models.repeat import Repeat
from companion.models.schedule import Schedule
from companion.ui.checklist_page import ChecklistPage
from companion.ui.checklist_planning import PlanPopover
from companion.ui.checklist_weeks import WeeksPopover
from companion.ui.dialogs.add_lines import AddLinesDialog

QUIZ, RECORDING = "ml-w9-quiz", "dv-live:2026-10-22"
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen, of menus
POST = "Post and two replies every week 40m due sun #dv"


def schedule_of(page: ChecklistPage) -> Schedule:
    return page.frame.workspace.schedule


def posts(page: ChecklistPage) -> dict[int, Activity]:
    every = schedule_of(page).table(Activity).values()
    return {a.repeat_week: a for a in every if a.repeat_id and a.repeat_week}


def add(page: ChecklistPage, text: str) -> None:
    press(K.Key_N)
    type_text(text)
    press(K.Key_Return)
    press(K.Key_Escape)


def choose_entry(*starts: str) -> None:
    """Go down an open menu to the entry that begins so, and take it."""
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    for _ in menu.actions():
        now = menu.activeAction()
        if now is not None and now.text().startswith(starts):
            press(K.Key_Return)
            return
        press(K.Key_Down)
    raise AssertionError([action.text() for action in menu.actions()])


def repeats(page: ChecklistPage) -> None:
    """Open the menu of the current row's repetition by keys."""
    press(K.Key_Return)
    tab_to("Repeats")
    press(K.Key_Return)


# Weekly work


def test_every_week_is_typed_in_one_line_and_undone_in_one_step(
    qtbot: QtBot, tmp_path: Path
) -> None:
    page = open_page(qtbot, tmp_path)
    before = schedule_of(page)
    press(K.Key_N)
    type_text(POST)
    assert "Every week from week 3" in [piece.text for piece in page.quick._pieces]
    press(K.Key_Return)
    assert said(page) == "Added “Post and two replies” to 4 weeks"
    assert sorted(posts(page)) == [3, 4, 5, 6]
    current = page.view.current()
    assert current is not None
    assert current.item.id == posts(page)[3].id
    press(K.Key_Escape)
    press(K.Key_Z, CTRL)
    assert schedule_of(page) == before


def test_a_change_is_said_to_count_for_one_week_and_is_spread_to_later_ones(
    qtbot: QtBot, tmp_path: Path
) -> None:
    page = open_page(qtbot, tmp_path)
    add(page, POST)
    page.view.choose(posts(page)[4].id)
    press(K.Key_Return)
    press(K.Key_A, CTRL)
    type_text("Post, reply, vote")
    press(K.Key_Return)
    assert said(page) == "Title changed, in week 4 only"
    assert page.inspector.values.repeats.text_shown() == "Weekly, weeks 3 to 6\nWeek 4 differs"
    repeats(page)
    choose_entry("Use what it says from week 4 on")
    assert {n: a.title for n, a in posts(page).items()} == {
        3: "Post and two replies",
        4: "Post, reply, vote",
        5: "Post, reply, vote",
        6: "Post, reply, vote",
    }
    assert page.inspector.values.repeats.text_shown() == "Weekly, weeks 4 to 6"


def test_the_weeks_of_a_rule_are_changed_in_its_panel(qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(qtbot, tmp_path)
    add(page, POST)
    repeats(page)
    choose_entry("Change weeks")
    opened = panel(page)
    assert isinstance(opened, WeeksPopover)
    press(K.Key_F)  # in a choice of weekdays: Friday
    tab_to("Weeks left out")
    type_text("5, nine")
    press(K.Key_Return)
    assert opened.error.text() == (
        "“5, nine” names no weeks of the course; write their numbers, such as 11, 13."
    )
    press(K.Key_A, CTRL)
    type_text("5")
    tab_to("From week 3 on")
    press(K.Key_Right)
    tab_to("Save")
    press(K.Key_Return)
    assert sorted(posts(page)) == [3, 4, 6]
    due = posts(page)[4].due
    assert due is not None
    assert due.wall == datetime(2026, 11, 6, 23, 59)


def test_del_asks_for_which_weeks(qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(qtbot, tmp_path)
    add(page, POST)
    page.view.choose(posts(page)[5].id)
    press(K.Key_Delete)
    choose_entry("Delete in week 5 only")
    assert sorted(posts(page)) == [3, 4, 6]
    assert said(page) == "“Post and two replies” deleted, in week 5 only"
    page.view.choose(posts(page)[4].id)
    press(K.Key_Delete)
    choose_entry("Delete from week 4 on")
    assert sorted(posts(page)) == [3]
    page.view.choose(posts(page)[3].id)
    press(K.Key_Delete)
    press(K.Key_Escape)
    assert sorted(posts(page)) == [3]
    press(K.Key_Delete)
    choose_entry("Delete in all weeks")
    assert not posts(page)
    assert not schedule_of(page).table(Repeat)


def test_an_activity_is_made_weekly_from_its_details(qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(qtbot, tmp_path)
    page.view.choose(QUIZ)
    repeats(page)
    choose_entry("Every week from week 9 on")
    assert posts(page)[9].id == QUIZ
    assert posts(page)[10].title == "Check-in quiz 10"


def test_the_week_of_a_line_follows_from_its_due_date(qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(qtbot, tmp_path)
    add(page, "Read HBR case 25m due fri #ml")
    assert page.inspector.place.text_shown() == "week 9"
    add(page, "Read another #ml")
    assert page.inspector.place.text_shown() == "no week"


# Pasted lines


def paste(text: str) -> None:
    QApplication.clipboard().setText(text)
    press(K.Key_V, CTRL)


def test_pasted_lines_are_shown_first_and_added_as_one_edit(qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(qtbot, tmp_path)
    before = schedule_of(page)
    press(K.Key_N)
    paste("- Read chapter 2 25m #ml w10\n\n2. Watch it due fri\n" + "y" * 2500)
    (dialog,) = page.window().findChildren(AddLinesDialog)
    rows = dialog.list.filling_model.rows
    assert [row.title for row in rows][:2] == ["Read chapter 2", "Watch it"]
    assert [row.week for row in rows] == ["ML week 10", "", ""]
    assert rows[2].note == "A title has at most 2000 characters; put the rest in the notes."
    assert dialog.add.plain_text() == "Add 2 activities"
    assert dialog.summary.text() == "1 line is left out"
    assert schedule_of(page) == before, "nothing is stored yet"
    press(K.Key_Return)
    assert said(page) == "2 activities added"
    assert page.quick.field.text() == ""
    press(K.Key_Escape)
    press(K.Key_Z, CTRL)
    assert schedule_of(page) == before


def test_pasted_lines_that_are_not_wanted_leave_the_field_as_it_was(
    qtbot: QtBot, tmp_path: Path
) -> None:
    page = open_page(qtbot, tmp_path)
    before = schedule_of(page)
    press(K.Key_N)
    type_text("Read this ")
    paste("one\ntwo")
    press(K.Key_Escape)
    assert not [d for d in page.window().findChildren(AddLinesDialog) if d.isVisible()]
    assert page.quick.field.text() == "Read this "
    assert page.quick.field.hasFocus()
    assert schedule_of(page) == before


def test_one_pasted_line_with_its_end_is_one_line(qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(qtbot, tmp_path)
    press(K.Key_N)
    paste("\r\nRead chapter 2 25m\r\n")
    assert page.quick.field.text() == "Read chapter 2 25m"
    assert not page.window().findChildren(AddLinesDialog)


def test_a_list_longer_than_any_line_is_never_cut(qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(qtbot, tmp_path)
    press(K.Key_N)
    paste("\n".join(f"{n} {'word ' * 20}" for n in range(900)))
    (dialog,) = page.window().findChildren(AddLinesDialog)
    assert dialog.add.plain_text() == "Add 900 activities"
    dialog.lines.setPlainText("x\n" * 1001)
    assert dialog.error.text() == "These are 1001 lines; paste at most 1000 at a time."
    assert not dialog.add.isEnabled()


# Plans


def blocks(page: ChecklistPage, item_id: str) -> list[PlannedBlock]:
    every = schedule_of(page).table(PlannedBlock).values()
    return [block for block in every if block.activity_id == item_id]


def test_p_plans_in_the_first_free_time_and_moves_it_the_second_time(
    qtbot: QtBot, tmp_path: Path
) -> None:
    page = open_page(qtbot, tmp_path)
    page.view.choose(QUIZ)
    press(K.Key_P)
    opened = panel(page)
    assert isinstance(opened, PlanPopover)
    assert opened.length.text() == "15 min"  # as long as quizzes take her
    assert opened.told.text().endswith("free")
    press(K.Key_Return)
    (block,) = blocks(page, QUIZ)
    assert said(page).startswith("Planned for ")
    press(K.Key_P)
    tab_to("Time")
    press(K.Key_A, CTRL)
    type_text("23:40")
    again = panel(page)
    assert isinstance(again, PlanPopover)
    assert again.told.text() == "23:40–23:55 · ML class 9 is then"
    press(K.Key_Return)
    (moved,) = blocks(page, QUIZ)
    assert (moved.id, moved.starts.hour, moved.starts.minute) == (block.id, 23, 40)


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("Date", "31 feb", "“31 feb” is a day that the calendar does not have"),
        ("Time", "25:00", "“25:00” holds no time of day"),
        ("Minutes", "0", "“0” is out of range"),
        ("Time", "01:00", "“2026-10-27 01:00” is over"),
    ],
)
def test_a_plan_that_cannot_be_is_refused_in_words(
    qtbot: QtBot, tmp_path: Path, field: str, text: str, sentence: str
) -> None:
    page = open_page(qtbot, tmp_path)
    page.view.choose(QUIZ)
    press(K.Key_P)
    if field == "Time":
        type_text("27 oct")
    tab_to(field)
    press(K.Key_A, CTRL)
    type_text(text)
    press(K.Key_Return)
    assert panel(page).error.text().startswith(sentence)
    assert not blocks(page, QUIZ)


def test_marked_rows_are_planned_one_after_the_other_as_one_edit(
    qtbot: QtBot, tmp_path: Path
) -> None:
    page = open_page(qtbot, tmp_path)
    page.view.choose(QUIZ)
    press(K.Key_Down, SHIFT)
    before = schedule_of(page)
    chosen = [entry.item.id for entry in page.view.marked_lines()]
    assert chosen == [QUIZ, RECORDING]
    tab_to("Plan", 8, backwards=False)
    press(K.Key_Return)
    press(K.Key_Return)
    (first,), (second,) = blocks(page, QUIZ), blocks(page, RECORDING)
    assert (second.at - first.at).total_seconds() == 15 * 60
    press(K.Key_Z, CTRL)
    assert schedule_of(page) == before


# Stages


def test_handed_in_waits_for_the_faculty_and_feedback_for_the_student(
    qtbot: QtBot, tmp_path: Path
) -> None:
    page = open_page(qtbot, tmp_path)
    page.view.choose(QUIZ)
    press(K.Key_H)
    assert stored(page, QUIZ).stage is Stage.HANDED_IN
    assert QUIZ in [entry.item.id for entry in section(page, Group.WAITING).entries]
    model = page.view.lines
    head = next(n for n in model.headers() if model.rows[n].group is Group.WAITING)
    spoken = model.data(model.index(head), 11)  # Qt.AccessibleTextRole
    assert spoken == "Waiting for the faculty, 2 activities, expanded"
    page.filters.set_filter(Filter(due=DueIn.WAITING))
    assert QUIZ in ids(page)
    page.view.choose(QUIZ)
    press(K.Key_H)
    assert stored(page, QUIZ).stage is Stage.FEEDBACK
    page.clear_filters()
    assert QUIZ in [entry.item.id for entry in section(page, Group.THIS_WEEK).entries]
    page.view.choose(QUIZ)
    entry = page.view.current()
    assert entry is not None
    assert model.words is not None
    assert model.words.line(entry).note == "· to revise"
    assert model.words.spoken(entry).endswith("feedback received, to revise")


def test_a_stage_is_told_in_a_whole_sentence_of_one_and_of_several(
    qtbot: QtBot, tmp_path: Path
) -> None:
    page = open_page(qtbot, tmp_path)
    page.view.choose(QUIZ)
    press(K.Key_H)
    assert said(page) == "“Check-in quiz 9” is handed in"
    press(K.Key_Home)
    press(K.Key_Down, SHIFT, 3)
    press(K.Key_H)
    assert said(page) == "2 activities are handed in"


# Keys


def test_steps_are_moved_by_keys(qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(qtbot, tmp_path)
    page.view.choose(QUIZ)
    page.inspector.steps.add.click()
    for text in ("one", "two", "three"):
        type_text(text)
        press(K.Key_Return)
    press(K.Key_Return)
    page.inspector.steps.rows[2].text.setFocus()
    type_text("!")
    press(K.Key_Up, ALT)
    press(K.Key_Up, ALT)
    assert stored(page, QUIZ).steps == (Step("three!"), Step("one"), Step("two"))
    assert page.inspector.steps.rows[0].text.hasFocus()
    press(K.Key_Up, ALT)
    press(K.Key_Down, ALT)
    assert [s.text for s in stored(page, QUIZ).steps] == ["one", "three!", "two"]


def test_enter_presses_segments_chips_and_boxes_as_space_does(qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(qtbot, tmp_path)
    press(K.Key_F)
    press(K.Key_Return)
    assert page.filters.filter.courses == {"ml"}
    tab_to("Open", backwards=True)
    press(K.Key_Right, times=2)
    press(K.Key_Return)
    assert page.filters.shown.current() == "done"
    page.filters.set_filter(Filter())
    press(K.Key_Escape)
    page.view.choose(QUIZ)
    press(K.Key_Return)
    tab_to("Optional")
    press(K.Key_Return)
    assert stored(page, QUIZ).is_optional
