"""Planning, moving and removing in the week: by pointer, and by the keyboard alone."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from schedules import draft, schedule_of
from ui.week_hand import (
    ALT,
    CLASS_9,
    CTRL,
    DENTIST,
    LEFT,
    NONE,
    NOTEBOOK,
    SHIFT,
    appointments,
    card_point,
    choose,
    current,
    drag,
    drag_card,
    ids,
    label,
    middle,
    move,
    planned,
    plans_of,
    press,
    settle,
    shown,
    spot,
)
from ui.windows import texts

from companion.models.activity import PlannedBlock
from companion.ui.class_popover import ClassPopover
from companion.ui.week_appointment import AppointmentPopover
from companion.ui.week_page import WeekPage

Key = Qt.Key
REDESIGN, QUIZ = "dv-w3-redesign", "ml-w9-quiz"  # 45 minutes; 12, due Wednesday 04:59
WORK = DENTIST._replace(
    id="work", title="Work", starts=datetime(2026, 10, 26, 9), minutes=180, until=date(2026, 11, 9)
)


def starts(page: WeekPage, block_id: str) -> tuple[datetime, int]:
    found = planned(page, block_id)
    assert found is not None
    return found.starts, found.minutes


def form(page: WeekPage) -> AppointmentPopover:
    (found,) = [p for p in page.window().findChildren(AppointmentPopover) if p.isVisible()]
    return found


def is_open(page: WeekPage) -> bool:
    return any(p.isVisible() for p in page.window().findChildren(AppointmentPopover))


def undo(qtbot: QtBot, page: WeekPage) -> None:
    press(qtbot, page, Key.Key_Z, mod=CTRL)


# From the list into the grid


def test_a_card_is_dragged_to_a_place_and_stored_when_it_is_let_go(
    qtbot: QtBot, tmp_path: Path
) -> None:
    page = shown(qtbot, tmp_path)
    drag_card(qtbot, page, REDESIGN, 2, 18.8, let_go=False)
    assert label(page) == "18:45–19:30"
    assert plans_of(page, REDESIGN) == []
    moving = page.tray.model.moving
    assert moving is not None
    assert moving.words == "moving to Wed 18:45"
    cards = page.tray.list.viewport()
    there = page.grid.viewport().mapToGlobal(spot(page, 2, 18.8))
    qtbot.mouseRelease(cards, LEFT, NONE, cards.mapFromGlobal(there))
    settle()
    (made,) = plans_of(page, REDESIGN)
    assert (made.starts, made.zone, made.minutes) == (
        datetime(2026, 10, 28, 18, 45),
        "Europe/Berlin",
        45,
    )
    assert current(page) == made.id
    assert page.grid.hasFocus()
    assert page.tray.model.row_of(REDESIGN) is None
    assert "2 h 29 in 4" in texts(page.tray)
    undo(qtbot, page)
    assert plans_of(page, REDESIGN) == []
    assert page.tray.model.row_of(REDESIGN) is not None


def test_shift_snaps_to_five_minutes(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path)
    drag_card(qtbot, page, REDESIGN, 2, 18.67, SHIFT, let_go=False)
    assert label(page) == "18:40–19:25"


@pytest.mark.parametrize(
    ("item", "column", "hour", "reason"),
    [
        (REDESIGN, 3, 22.5, "22:30–23:15, DV class 3 is then"),
        (REDESIGN, 3, 21.25, "21:15–22:00, too close to DV class 3"),
        (REDESIGN, 2, 17.5, "17:30–18:15, busy: Dentist"),
        (REDESIGN, 2, 20, "20:00–20:45, busy: ML study group"),
        (REDESIGN, 0, 15, "15:00–15:45, this time is over"),
        (QUIZ, 2, 10, "10:00–10:15, after it is due, Wed 04:59"),
    ],
)
def test_a_place_that_will_not_do_says_why_and_takes_nothing(
    qtbot: QtBot, tmp_path: Path, item: str, column: int, hour: float, reason: str
) -> None:
    page = shown(qtbot, tmp_path, DENTIST)
    drag_card(qtbot, page, item, column, hour, let_go=False)
    assert label(page) == reason
    cards = page.tray.list.viewport()
    qtbot.mouseRelease(cards, LEFT, NONE, QPoint(-300, 10))
    settle()
    assert plans_of(page, item) == []
    assert page.grid.hand.carry is None
    assert page.tray.model.moving is None


def test_an_offer_may_be_planned_over(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path)
    drag_card(qtbot, page, REDESIGN, 4, 18)
    assert len(plans_of(page, REDESIGN)) == 1


def test_a_card_dropped_on_the_list_stays_there(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path)
    cards = page.tray.list.viewport()
    begin = card_point(page, REDESIGN)
    drag(qtbot, cards, begin, begin + QPoint(10, 60))
    assert plans_of(page, REDESIGN) == []


def test_esc_gives_a_dragged_card_up(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path)
    drag_card(qtbot, page, REDESIGN, 2, 18.75, let_go=False)
    press(qtbot, page, Key.Key_Escape)
    qtbot.mouseRelease(page.tray.list.viewport(), LEFT, NONE, QPoint(-300, 10))
    settle()
    assert page.grid.hand.carry is None
    assert plans_of(page, REDESIGN) == []


def test_an_old_plan_is_moved_rather_than_kept_beside_the_new_one(
    qtbot: QtBot, tmp_path: Path
) -> None:
    old = PlannedBlock("old", "old@x", REDESIGN, datetime(2026, 10, 26, 18), "Europe/Berlin", 30)
    page = shown(qtbot, tmp_path, old)
    drag_card(qtbot, page, REDESIGN, 2, 18.75)
    (made,) = plans_of(page, REDESIGN)
    assert (made.id, made.starts, made.minutes) == ("old", datetime(2026, 10, 28, 18, 45), 45)


def test_a_recording_is_planned_like_work(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path)
    key = "dv-live:2026-10-22"
    drag_card(qtbot, page, key, 2, 8)
    (made,) = plans_of(page, key)
    assert made.minutes == 74
    assert "Class 2 recording" in str(page.grid.currentIndex().data())
    press(qtbot, page, Key.Key_Return)
    assert page.window().place() == ("checklist", key)


# By the keyboard alone


def test_p_plans_a_card_in_the_next_free_time(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path)
    press(qtbot, page, Key.Key_P)
    assert page.tray.list.hasFocus()
    press(qtbot, page, Key.Key_Down, Key.Key_Up, Key.Key_P)
    (made,) = plans_of(page, QUIZ)
    assert made.starts == datetime(2026, 10, 27, 12, 45)
    assert current(page) == made.id
    assert page.grid.hasFocus()
    press(qtbot, page, Key.Key_Down, mod=ALT)
    assert starts(page, made.id)[0] == datetime(2026, 10, 27, 13)


def test_p_says_when_nothing_is_free(qtbot: QtBot, tmp_path: Path) -> None:
    long = WORK._replace(starts=datetime(2026, 10, 27, 12), minutes=17 * 60, until=None)
    page = shown(qtbot, tmp_path, long)
    press(qtbot, page, Key.Key_P, Key.Key_P)
    (notice,) = page.window().stage.notices()
    assert "no free time in this week for “Check-in quiz 9”" in notice.accessibleName()
    assert plans_of(page, QUIZ) == []


def test_alt_and_arrows_move_by_quarters_and_days(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path)
    choose(page, NOTEBOOK)
    press(qtbot, page, Key.Key_Down, mod=ALT)
    assert starts(page, NOTEBOOK) == (datetime(2026, 10, 27, 20, 15), 60)
    press(qtbot, page, Key.Key_Right, mod=ALT)
    assert starts(page, NOTEBOOK)[0] == datetime(2026, 10, 27, 20, 15), "a study group lies there"
    press(qtbot, page, Key.Key_Escape)
    press(qtbot, page, Key.Key_Up, Key.Key_Up, mod=ALT)
    assert starts(page, NOTEBOOK)[0] == datetime(2026, 10, 27, 19, 45)
    press(qtbot, page, Key.Key_Left, mod=ALT)
    assert page.grid.hand.carry is not None, "the day before is over: it is still in the hand"
    press(qtbot, page, Key.Key_Escape)
    assert starts(page, NOTEBOOK)[0] == datetime(2026, 10, 27, 19, 45)
    assert current(page) == NOTEBOOK
    assert page.window().place().key == "week", "the window did not go back"


def hold_alt(qtbot: QtBot, page: WeekPage, *keys: Qt.Key, shift: bool = False) -> None:
    """Press arrows while Alt is held, as a hand does, and let Alt go at the end."""
    modifiers = ALT | SHIFT if shift else ALT
    qtbot.keyPress(page.grid, Key.Key_Alt)
    for key in keys:
        for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
            QApplication.sendEvent(page.grid, QKeyEvent(kind, key, modifiers))
    qtbot.keyRelease(page.grid, Key.Key_Alt)
    settle()


def test_one_held_alt_is_one_edit_and_goes_over_a_class(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path)
    choose(page, "dv-w3-hbr-block")  # Thursday 12:15, due 22:00
    choose(page, "ml-w9-discussion-block")  # Thursday 20:00, due Friday 04:59
    hold_alt(qtbot, page, *[Key.Key_Down] * 14)
    assert starts(page, "ml-w9-discussion-block")[0] == datetime(2026, 10, 29, 23, 30)
    undo(qtbot, page)
    assert starts(page, "ml-w9-discussion-block")[0] == datetime(2026, 10, 29, 20)


def test_over_the_end_of_the_day_it_comes_to_the_next(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path)
    choose(page, "dv-w3-storyboard-block")  # Saturday 16:00 for 90 minutes
    hold_alt(qtbot, page, *[Key.Key_Down] * 35)
    assert starts(page, "dv-w3-storyboard-block")[0] == datetime(2026, 11, 1, 7, 30)
    hold_alt(qtbot, page, Key.Key_Up)
    assert starts(page, "dv-w3-storyboard-block")[0] == datetime(2026, 11, 1, 0, 30)


def test_alt_and_shift_change_the_length(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path)
    choose(page, NOTEBOOK)
    hold_alt(qtbot, page, Key.Key_Down, Key.Key_Down, shift=True)
    assert starts(page, NOTEBOOK) == (datetime(2026, 10, 27, 20), 90)
    said = "“Cross-validation notebook” planned for tonight 20:00 to 21:30"
    assert said in texts(page.window())
    hold_alt(qtbot, page, *[Key.Key_Up] * 9, shift=True)
    assert starts(page, NOTEBOOK)[1] == 5


def test_what_cannot_stay_waits_for_enter_or_esc(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path)
    choose(page, NOTEBOOK)
    hold_alt(qtbot, page, Key.Key_Right)
    assert label(page) == "20:00–21:00, busy: ML study group"
    press(qtbot, page, Key.Key_Return)
    assert page.grid.hand.carry is not None
    press(qtbot, page, Key.Key_Down, Key.Key_Down, Key.Key_Down, Key.Key_Down, Key.Key_Return)
    assert starts(page, NOTEBOOK)[0] == datetime(2026, 10, 28, 21)


def test_leaving_the_grid_leaves_the_block_where_it_was(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path)
    choose(page, NOTEBOOK)
    hold_alt(qtbot, page, Key.Key_Right)
    assert page.grid.hand.carry is not None
    press(qtbot, page, Key.Key_Tab)
    assert page.grid.hand.carry is None
    assert starts(page, NOTEBOOK)[0] == datetime(2026, 10, 27, 20)


def test_alt_and_an_arrow_on_a_class_opens_its_panel(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path)
    choose(page, CLASS_9)
    press(qtbot, page, Key.Key_Down, mod=ALT)
    assert [p for p in page.window().findChildren(ClassPopover) if p.isVisible()]


def test_without_a_block_alt_and_left_goes_back(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path)
    press(qtbot, page, Key.Key_Left, mod=ALT)
    assert page.window().place().key == "today"


def test_done_work_stays_where_it_was_done(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path)
    choose(page, "ml-w9-islr-block")
    hold_alt(qtbot, page, Key.Key_Right)
    assert starts(page, "ml-w9-islr-block")[0] == datetime(2026, 10, 26, 12, 15)
    assert page.grid.hand.carry is None


def test_del_unplans_and_undo_brings_it_back(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path)
    choose(page, NOTEBOOK)
    press(qtbot, page, Key.Key_Delete)
    assert planned(page, NOTEBOOK) is None
    assert page.tray.model.row_of("ml-w9-notebook") is not None
    undo(qtbot, page)
    assert planned(page, NOTEBOOK) is not None


def test_del_on_a_class_only_says_where_it_is_cancelled(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path)
    choose(page, CLASS_9)
    before = page.frame.workspace.schedule
    press(qtbot, page, Key.Key_Delete)
    assert page.frame.workspace.schedule is before
    assert page.window().stage.notices()


# Blocks by the pointer


def test_a_block_is_dragged_by_where_it_was_taken(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path)
    surface = page.grid.viewport()
    begin = middle(page, NOTEBOOK)  # half an hour into it
    drag(qtbot, surface, begin, spot(page, 3, 19))
    assert starts(page, NOTEBOOK) == (datetime(2026, 10, 29, 18, 30), 60)
    assert current(page) == NOTEBOOK


def test_an_edge_changes_the_length(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path)
    surface = page.grid.viewport()
    rect = page.grid.visualRect(page.grid.blocks.index(page.box.model.row_of(NOTEBOOK) or 0))
    drag(qtbot, surface, rect.center() + QPoint(0, rect.height() // 2 - 1), spot(page, 1, 21.5))
    assert starts(page, NOTEBOOK) == (datetime(2026, 10, 27, 20), 90)
    rect = page.grid.visualRect(page.grid.blocks.index(page.box.model.row_of(NOTEBOOK) or 0))
    drag(qtbot, surface, QPoint(rect.center().x(), rect.top() + 1), spot(page, 1, 19.5))
    assert starts(page, NOTEBOOK) == (datetime(2026, 10, 27, 19, 30), 120)


def test_dragged_back_to_the_list_it_is_no_longer_planned(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path)
    surface = page.grid.viewport()
    there = page.tray.list.viewport().mapToGlobal(QPoint(60, 100))
    drag(qtbot, surface, middle(page, NOTEBOOK), surface.mapFromGlobal(there))
    assert planned(page, NOTEBOOK) is None
    assert page.tray.model.row_of("ml-w9-notebook") is not None


def test_a_click_moves_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path)
    before = page.frame.workspace.schedule
    surface = page.grid.viewport()
    drag(qtbot, surface, middle(page, NOTEBOOK), middle(page, NOTEBOOK) + QPoint(2, 2))
    assert page.frame.workspace.schedule is before
    assert current(page) == NOTEBOOK


def test_a_dragged_class_opens_instead_of_moving(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path)
    drag(qtbot, page.grid.viewport(), middle(page, CLASS_9), spot(page, 3, 15))
    assert [p for p in page.window().findChildren(ClassPopover) if p.isVisible()]


def test_at_the_edge_the_grid_scrolls_under_what_is_carried(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path, size=(1280, 600))
    bar = page.grid.verticalScrollBar()
    bar.setValue(bar.maximum())
    surface = page.grid.viewport()
    begin = middle(page, NOTEBOOK)
    qtbot.mousePress(surface, LEFT, NONE, begin)
    move(surface, begin - QPoint(0, 40))
    move(surface, QPoint(begin.x(), 4))
    qtbot.waitUntil(lambda: bar.value() == 0, timeout=3000)
    carry = page.grid.hand.carry
    assert carry is not None
    assert carry.minute == page.grid.shape.window.starts
    qtbot.mouseRelease(surface, LEFT, NONE, QPoint(begin.x(), 4))


def test_a_plan_moved_abroad_takes_the_zone_of_the_day(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path, zone="Asia/Kolkata")
    choose(page, NOTEBOOK)  # Wednesday 00:30 in Kolkata
    hold_alt(qtbot, page, Key.Key_Up)
    found = planned(page, NOTEBOOK)
    assert found is not None
    assert (found.starts, found.zone) == (datetime(2026, 10, 28, 0, 15), "Asia/Kolkata")


def test_with_the_courses_clock_leading_plans_are_kept_in_the_students_time(
    qtbot: QtBot, tmp_path: Path
) -> None:
    page = shown(qtbot, tmp_path)
    press(qtbot, page, Key.Key_E)
    choose(page, NOTEBOOK)
    hold_alt(qtbot, page, Key.Key_Down)
    found = planned(page, NOTEBOOK)
    assert found is not None
    assert (found.starts, found.zone) == (datetime(2026, 10, 27, 20, 15), "Europe/Berlin")


# Appointments


@pytest.mark.parametrize("mod", [NONE, SHIFT])
def test_n_adds_an_appointment_at_the_cursor(qtbot: QtBot, tmp_path: Path, mod: object) -> None:
    page = shown(qtbot, tmp_path)
    qtbot.mouseClick(page.grid.viewport(), LEFT, pos=spot(page, 4, 15.1))
    press(qtbot, page, Key.Key_N, mod=mod)
    made = form(page)
    assert made.result.text() == "Fri 30 Oct 15:00–16:00 · 10:00–11:00 ET"
    qtbot.keyClicks(made.title_field, "Dentist")
    press(qtbot, page, Key.Key_Return)
    (kept,) = appointments(page)
    assert (kept.title, kept.starts, kept.zone, kept.minutes) == (
        "Dentist",
        datetime(2026, 10, 30, 15),
        "Europe/Berlin",
        60,
    )
    assert current(page).startswith(kept.id)
    assert page.grid.hasFocus()
    undo(qtbot, page)
    assert appointments(page) == []


def test_a_double_click_adds_where_it_was(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path)
    qtbot.mouseDClick(page.grid.viewport(), LEFT, pos=spot(page, 5, 10.3))
    assert form(page).result.text().startswith("Sat 31 Oct 10:15–11:15")


def test_enter_in_a_free_place_adds_there(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path)
    qtbot.mouseClick(page.grid.viewport(), LEFT, pos=spot(page, 4, 15.1))
    press(qtbot, page, Key.Key_Return)
    assert form(page).result.text().startswith("Fri 30 Oct 15:00")
    press(qtbot, page, Key.Key_Escape)
    assert not is_open(page)
    assert appointments(page) == []


def test_a_study_group_each_week_is_added_in_the_form(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path)
    page.do_new_appointment()
    made = form(page)
    made.title_field.setText("Trees together")
    made.day.setText("thu 29 oct")
    made.time.setText("19:00")
    made.length.setText("1 h 30")
    assert not made.until.isVisible()
    made.repeat.setCurrentIndex(1)
    made.until.setText("2026-11-12")
    made.course.setCurrentIndex(made.course.findData("ml"))
    made.note.setText("Room 4")
    made.accept()
    settle()
    (kept,) = appointments(page)
    assert kept.until == date(2026, 11, 12)
    assert (kept.course_id, kept.minutes, kept.note) == ("ml", 90, "Room 4")
    assert [day.day for day in kept.days()] == [29, 5, 12]
    said = str(page.grid.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole))
    assert said.startswith("Study group, Trees together, Machine Learning, Thursday 29 October")


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("title_field", "", "Give the appointment a name."),
        ("time", "25:00", "holds no time of day"),
        ("day", "sometime", "sometime"),
        ("length", "forever", "is no length"),
        ("link", "javascript:alert(1)", "A link must begin with https"),
        ("until", "2026-10-01", "It ends before it begins"),
    ],
)
def test_a_wrong_entry_is_told_at_its_field_and_nothing_is_stored(
    qtbot: QtBot, tmp_path: Path, field: str, text: str, sentence: str
) -> None:
    page = shown(qtbot, tmp_path)
    page.do_new_appointment()
    made = form(page)
    made.title_field.setText("Dentist")
    made.repeat.setCurrentIndex(1)
    made.until.setText("2026-12-01")
    wrong = getattr(made, field)
    wrong.setText(text)
    made.accept()
    settle()
    assert sentence in made.error.text()
    assert wrong.accessibleDescription() == made.error.text()
    assert made.isVisible()
    assert appointments(page) == []


def test_an_hour_that_the_clocks_skip_is_refused(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path)
    page.do_new_appointment()
    made = form(page)
    made.title_field.setText("Night")
    made.day.setText("2027-03-28")
    made.time.setText("2:30")
    made.accept()
    assert "does not exist" in made.error.text()
    assert appointments(page) == []


def test_a_class_at_the_same_time_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path)
    page.doing.add(1, 23 * 60)
    assert form(page).clash.text() == "ML class 9 runs then: 23:30–00:50."


def test_enter_opens_an_appointment_and_changes_it(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path, DENTIST)
    choose(page, "dentist:2026-10-28")
    press(qtbot, page, Key.Key_Return)
    made = form(page)
    assert not made.scope.isVisible()
    made.time.setText("18:00")
    made.accept()
    settle()
    (kept,) = appointments(page)
    assert kept == DENTIST._replace(starts=datetime(2026, 10, 28, 18))
    assert current(page) == "dentist:2026-10-28"


def test_one_day_of_a_series_or_all_can_be_changed(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path, WORK)
    choose(page, "work:2026-10-26")
    press(qtbot, page, Key.Key_Return)
    made = form(page)
    assert made.scope.isVisible()
    made.time.setText("10:00")
    made.accept()
    settle()
    assert {(a.id == "work", a.starts.hour, a.until) for a in appointments(page)} == {
        (True, 9, WORK.until),
        (False, 10, None),
    }
    undo(qtbot, page)
    choose(page, "work:2026-10-26")
    press(qtbot, page, Key.Key_Return)
    made = form(page)
    made.scope.buttons()[1].click()
    made.day.setText("2026-10-27")
    made.time.setText("10:00")
    made.accept()
    settle()
    (kept,) = appointments(page)
    assert (kept.starts, kept.until) == (datetime(2026, 10, 27, 10), WORK.until)


def test_removing_one_day_keeps_the_series_and_all_removes_it(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path, WORK)
    choose(page, "work:2026-10-26")
    press(qtbot, page, Key.Key_Delete)
    (kept,) = appointments(page)
    assert kept.skipped == (date(2026, 10, 26),)
    assert "work:2026-10-26" not in ids(page)
    press(qtbot, page, Key.Key_Right, mod=CTRL)
    choose(page, "work:2026-11-02")
    press(qtbot, page, Key.Key_Return)
    made = form(page)
    made.scope.buttons()[1].click()
    gone = next(b for b in made.findChildren(type(page.new)) if b.plain_text() == "Remove")
    gone.click()
    settle()
    assert appointments(page) == []


def test_an_appointment_is_moved_by_keys_and_pointer(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path, WORK, DENTIST)
    choose(page, "dentist:2026-10-28")
    hold_alt(qtbot, page, Key.Key_Down, Key.Key_Right)
    assert current(page) == "dentist:2026-10-29"
    drag(qtbot, page.grid.viewport(), middle(page, "work:2026-10-26"), spot(page, 2, 11.5))
    by_id = {a.id: a for a in appointments(page)}
    assert by_id.pop("dentist").starts == datetime(2026, 10, 29, 17, 15)
    assert by_id.pop("work").skipped == (date(2026, 10, 26),)
    (single,) = by_id.values()
    assert (single.starts, single.until) == (datetime(2026, 10, 28, 10), None)
    assert current(page) == f"{single.id}:2026-10-28"


def test_an_appointment_over_a_class_is_told_but_taken(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path, DENTIST)
    surface = page.grid.viewport()
    begin = middle(page, "dentist:2026-10-28")
    drag(qtbot, surface, begin, spot(page, 3, 22.75), let_go=False)
    assert label(page) == "22:00–23:30, over DV class 3"
    qtbot.mouseRelease(surface, LEFT, NONE, spot(page, 3, 22.75))
    assert appointments(page)[0].starts == datetime(2026, 10, 29, 22)


# A small window


def test_below_1120_pixels_the_cards_are_in_a_drawer(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path, size=(1000, 700))
    assert not page.tray.isVisible()
    assert page.open_tray.plain_text() == "To plan 5"
    qtbot.mouseClick(page.open_tray, LEFT)
    settle()
    assert page.tray.isVisible()
    assert page.tray.width() == 240
    assert page.tray.list.hasFocus()
    press(qtbot, page, Key.Key_Escape)
    assert not page.tray.isVisible()
    assert page.open_tray.hasFocus()
    press(qtbot, page, Key.Key_P, Key.Key_P)
    assert len(plans_of(page, QUIZ)) == 1


def test_a_card_is_dragged_out_of_the_drawer_to_the_days_under_it(
    qtbot: QtBot, tmp_path: Path
) -> None:
    page = shown(qtbot, tmp_path, size=(1000, 700))
    qtbot.mouseClick(page.open_tray, LEFT)
    settle()
    cards = page.tray.list.viewport()
    begin = card_point(page, REDESIGN)
    target = page.grid.viewport().mapToGlobal(spot(page, 6, 14))
    far = page.grid.viewport().mapToGlobal(spot(page, 2, 14))
    qtbot.mousePress(cards, LEFT, NONE, begin)
    for point in (begin - QPoint(20, 0), cards.mapFromGlobal(far)):
        move(cards, point)
    settle()
    move(cards, cards.mapFromGlobal(target))
    assert label(page) == "14:00–14:45"
    qtbot.mouseRelease(cards, LEFT, NONE, cards.mapFromGlobal(target))
    settle()
    (made,) = plans_of(page, REDESIGN)
    assert made.starts == datetime(2026, 11, 1, 14)


def test_the_cards_are_sorted_by_course_or_by_due_date(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path)
    heads = [
        row
        for row in range(page.tray.model.rowCount())
        if not page.tray.model.card(page.tray.model.index(row))
    ]
    assert len(heads) == 3
    page.tray.order.click()
    assert page.tray.order.accessibleName() == "Sort by course"
    assert page.tray.model.index(0).data() == "By due date"


def test_all_planned_is_said(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path, records=schedule_of(draft()).records())
    assert "All planned" in texts(page.tray)
    assert "Nothing left to place." in texts(page.tray)
    assert not page.tray.sum.text()


def test_free_time_is_told_until_the_last_day_and_not_of_a_week_that_is_over(
    qtbot: QtBot, tmp_path: Path
) -> None:
    page = shown(qtbot, tmp_path)
    assert {"Free before Sunday", "68 h 10"} <= set(texts(page.tray))
    page.window().keep("quiet_hours", "22:00-08:00")
    settle()
    assert "60 h 25" in texts(page.tray)  # a class begins in the quiet hours
    press(qtbot, page, Key.Key_Left, mod=CTRL)
    assert not page.tray.foot.isVisible()
    assert "This week is over" in texts(page.tray)
    assert page.plan.number == 0
