"""One class at a time: moved, cancelled, noted, with a room of its own; extra classes."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot
from ui.windows import open_window, texts

from companion import edits, planning_edits
from companion.models.activity import PlannedBlock
from companion.models.appointment import Appointment
from companion.models.attendance import Attendance, AttendanceMark, Recording
from companion.models.meeting import Meeting
from companion.models.occurrence import Override
from companion.sample import sample_records
from companion.ui.class_popover import CANCELLED, PLANNED, ClassPopover, ExtraClassPopover
from companion.ui.course_page import CoursePage
from companion.ui.session_model import LOCAL, RECORDING, TOPIC, YOU

CLASS_8, CLASS_10 = "ml-live:2026-10-20", "ml-live:2026-11-03"


def course_page(qtbot: QtBot, folder: Path, **options: object) -> CoursePage:
    window = open_window(qtbot, folder, **options)  # type: ignore[arg-type]  # as given
    window.go("course", "ml")
    page = window.page()
    assert isinstance(page, CoursePage)
    return page


def popover(page: CoursePage, key: str = CLASS_10) -> ClassPopover:
    page.sessions.select(key)
    page.sessions.edited.emit(key)
    QApplication.processEvents()
    (found,) = [p for p in page.window().findChildren(ClassPopover) if p.isVisible()]
    return found


def moved_to(page: CoursePage, day: str, at: str, key: str = CLASS_10) -> ClassPopover:
    one = popover(page, key)
    one.choice.buttons()[1].click()
    one.day.setText(day)
    one.time.setText(at)
    return one


def extra(page: CoursePage) -> ExtraClassPopover:
    page.add_class.click()
    QApplication.processEvents()
    (found,) = [p for p in page.window().findChildren(ExtraClassPopover) if p.isVisible()]
    return found


def actions(menu: QMenu) -> dict[str, QAction]:
    return {action.text().partition("\t")[0]: action for action in menu.actions()}


def overrides(page: CoursePage) -> dict[str, Override]:
    return dict(page.frame.workspace.schedule.table(Override))


# Moved


def test_a_move_is_told_in_local_time_with_its_clash_and_undone(
    qtbot: QtBot, tmp_path: Path
) -> None:
    page = course_page(qtbot, tmp_path)
    before = page.frame.workspace.schedule
    one = moved_to(page, "thu 5 nov", "6:30 pm")
    assert one.local.text() == "For you: Fri 6 Nov 00:30–01:50, Berlin"
    assert one.clash.text() == "DV class 4 runs Thu 23:00–00:15, 15 min before."
    assert one.planned.text() == "Planned 18:30 ET"
    one.note.setText("election week")
    qtbot.mouseClick(one.save, Qt.MouseButton.LeftButton)
    assert not one.isVisible()
    override = overrides(page)[CLASS_10]
    assert override.starts == datetime(2026, 11, 5, 18, 30)
    assert override.note == "election week"
    assert page.frame.workspace.undo_name == "Move class"
    page.frame.workspace.undo()
    assert page.frame.workspace.schedule == before


def test_a_move_across_the_change_of_the_us_clocks_keeps_the_wall_time_there(
    qtbot: QtBot, tmp_path: Path
) -> None:
    page = course_page(qtbot, tmp_path)
    one = moved_to(page, "fri 30 oct", "18:30")
    assert one.local.text() == "For you: Fri 30 Oct 23:30–00:50, Berlin"
    one.day.setText("mon 2 nov")
    assert one.local.text() == "For you: Tue 3 Nov 00:30–01:50, Berlin"


@pytest.mark.parametrize(
    ("day", "at", "told"),
    [
        ("14 mar 2027", "02:30", "Sun 14 Mar 2027 02:30 does not exist in New York"),
        ("1 nov 2026", "01:30", "Sun 1 Nov 01:30 comes twice in New York"),
    ],
)
def test_a_time_that_the_clocks_skip_or_double_is_told_at_once_and_refused(
    qtbot: QtBot, tmp_path: Path, day: str, at: str, told: str
) -> None:
    page = course_page(qtbot, tmp_path)
    one = moved_to(page, day, at)
    assert told in one.when_error.text()
    assert one.local.text() == ""
    one.accept()
    assert told in one.when_error.text()
    assert one.isVisible()
    assert not overrides(page)


@pytest.mark.parametrize(
    ("field", "text", "told"),
    [
        ("day", "soon", "is no date"),
        ("day", "", "Write a day"),
        ("time", "25:30", "no time of day"),
        ("time", "", "no time of day"),
        ("length", "long", "is no length"),
        ("length", "2", "A meeting lasts"),
    ],
)
def test_what_is_no_time_is_told_on_saving_where_it_stands(
    qtbot: QtBot, tmp_path: Path, field: str, text: str, told: str
) -> None:
    page = course_page(qtbot, tmp_path)
    one = moved_to(page, "thu 5 nov", "18:30")
    getattr(one, field).setText(text)
    assert one.when_error.text() == ""
    one.accept()
    assert told in one.when_error.text()
    assert getattr(one, field).property("wrong")
    assert one.isVisible()
    assert not overrides(page)


def test_in_twelve_hours_fields_and_result_are_written_so(qtbot: QtBot, tmp_path: Path) -> None:
    page = course_page(qtbot, tmp_path)
    page.frame.keep("hours", "12")
    one = moved_to(page, "thu 5 nov", "6:30 pm")
    assert one.local.text() == "For you: Fri 6 Nov 12:30–1:50 am, Berlin"
    one.time.setFocus()
    qtbot.keyClick(one.time, Qt.Key.Key_Up)
    assert one.time.text() == "6:45 pm"


def test_the_calendar_gives_the_day(qtbot: QtBot, tmp_path: Path) -> None:
    page = course_page(qtbot, tmp_path)
    one = moved_to(page, "thu 5 nov", "18:30")
    one.day.set_day(date(2026, 11, 6))
    assert one.day.text() == "Fri 6 Nov"
    assert one.local.text().startswith("For you: Sat 7 Nov")


def test_own_appointments_are_clashes_too(qtbot: QtBot, tmp_path: Path) -> None:
    page = course_page(qtbot, tmp_path)
    at_night = datetime(2026, 11, 6, 1, 0)
    own = Appointment("own", "own@test", "Night train", at_night, "Europe/Berlin", 60)
    page.frame.perform(planning_edits.add_appointment(page.frame.workspace.schedule, own))
    one = moved_to(page, "thu 5 nov", "18:30")
    assert one.clash.text() == (
        "“Night train” runs Fri 01:00–02:00, at the same time. "
        "DV class 4 runs Thu 23:00–00:15, 15 min before."
    )


def test_a_moved_class_shows_its_old_day_and_says_both(qtbot: QtBot, tmp_path: Path) -> None:
    page = course_page(qtbot, tmp_path)
    moved_to(page, "thu 5 nov", "18:30").accept()
    model = page.sessions.sessions
    row = next(n for n in range(model.rowCount()) if model.index(n, 0).data() == "10")
    assert model.index(row, LOCAL).data() == "Fri 6 Nov 00:30"
    assert model.index(row, YOU).data() == "Moved"
    tip = model.index(row, LOCAL).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == "Moved from Wed 4 Nov 00:30"
    said = model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "moved from Wednesday 4 November 00:30" in said


def test_a_mark_goes_along_with_a_class_that_is_moved(qtbot: QtBot, tmp_path: Path) -> None:
    page = course_page(qtbot, tmp_path)
    moved_to(page, "wed 21 oct", "18:30", CLASS_8).accept()
    assert page.frame.workspace.schedule.table(Attendance)[CLASS_8].mark is AttendanceMark.ATTENDED


def test_a_cancelled_class_is_not_planned_to_be_watched(qtbot: QtBot, tmp_path: Path) -> None:
    page = course_page(qtbot, tmp_path)
    frame = page.frame
    missed = edits.mark_attendance(frame.workspace.schedule, CLASS_8, AttendanceMark.MISSED)
    frame.perform(missed)
    starts = datetime(2026, 10, 28, 20)
    plan = planning_edits.plan_block(frame.workspace.schedule, CLASS_8, starts, "Europe/Berlin", 79)
    frame.perform(plan)
    one = popover(page, CLASS_8)
    one.choice.buttons()[2].click()
    one.accept()
    blocks = frame.workspace.schedule.table(PlannedBlock).values()
    assert CLASS_8 not in {block.activity_id for block in blocks}
    frame.workspace.undo()
    blocks = frame.workspace.schedule.table(PlannedBlock).values()
    assert CLASS_8 in {block.activity_id for block in blocks}


# Cancelled, as planned, words


def test_cancelling_and_planning_again_leaves_no_trace(qtbot: QtBot, tmp_path: Path) -> None:
    page = course_page(qtbot, tmp_path)
    one = popover(page)
    one.choice.buttons()[2].click()
    assert one.save.plain_text() == "Cancel class"
    one.accept()
    assert overrides(page)[CLASS_10].is_cancelled
    again = popover(page)
    assert again.choice.current() == CANCELLED
    again.choice.buttons()[0].click()
    again.accept()
    assert CLASS_10 not in overrides(page)


def test_cancelling_a_moved_class_keeps_the_time_it_was_moved_to(
    qtbot: QtBot, tmp_path: Path
) -> None:
    page = course_page(qtbot, tmp_path)
    moved_to(page, "Thu 5 Nov", "17:00").accept()
    one = popover(page)
    one.choice.buttons()[2].click()
    one.accept()
    stored = overrides(page)[CLASS_10]
    assert stored.is_cancelled
    assert stored.starts == datetime(2026, 11, 5, 17)


def test_a_key_on_a_cancelled_class_says_why_nothing_is_marked(
    qtbot: QtBot, tmp_path: Path
) -> None:
    page = course_page(qtbot, tmp_path)
    schedule = page.frame.workspace.schedule
    page.frame.perform(edits.cancel_occurrence(schedule, CLASS_10))
    page.sessions.select(CLASS_10)
    page.do_mark_attended()
    assert CLASS_10 not in page.frame.workspace.schedule.table(Attendance)
    assert "This class is cancelled." in texts(page.window())


def test_topic_note_and_an_own_room_are_kept_and_shown(qtbot: QtBot, tmp_path: Path) -> None:
    page = course_page(qtbot, tmp_path)
    one = popover(page)
    assert one.choice.current() == PLANNED
    assert not one.details.isVisible()
    one.more.click()
    assert one.details.isVisible()
    one.topic.setText("Guests: <b>Ada</b>")
    one.note.setText("bring\u202e slides")
    one.link.setText("https://example.zoom.us/j/91111111111")
    one.passcode.setText("123456")
    one.accept()
    kept = overrides(page)[CLASS_10]
    assert (kept.title, kept.note) == ("Guests: <b>Ada</b>", "bring slides")
    assert (kept.link, kept.passcode) == ("https://example.zoom.us/j/91111111111", "123456")
    row = page.sessions.current_row()
    assert row is not None
    model = page.sessions.sessions
    index = model.index(page.sessions.currentIndex().row(), TOPIC)
    assert index.data() == "Guests: <b>Ada</b>"
    assert index.data(Qt.ItemDataRole.ToolTipRole) == (
        "<span>Guests: &lt;b&gt;Ada&lt;/b&gt; · bring slides</span>"
    )
    assert popover(page).details.isVisible()


def test_an_invitation_pasted_as_the_room_of_one_class_is_taken_apart(
    qtbot: QtBot, tmp_path: Path
) -> None:
    page = course_page(qtbot, tmp_path)
    one = popover(page)
    one.show_more(True)
    one.link.setFocus()
    QApplication.clipboard().setText(
        "Join Zoom Meeting\nhttps://example.zoom.us/j/91111111111?pwd=a.1\n"
        "Meeting ID: 911 1111 1111\nPasscode: 482913\n"
    )
    one.link.paste()
    assert one.link.text() == "https://example.zoom.us/j/91111111111?pwd=a.1"
    assert one.passcode.text() == "482913"


@pytest.mark.parametrize("link", ["javascript:alert(1)", "zoom.us/j/1", "https://a b/"])
def test_a_link_that_is_none_is_refused_under_its_field(
    qtbot: QtBot, tmp_path: Path, link: str
) -> None:
    page = course_page(qtbot, tmp_path)
    one = popover(page)
    one.link.setText(link)
    one.accept()
    assert one.link_error.text()
    assert one.details.isVisible()
    assert not overrides(page)


def test_escape_leaves_everything_and_the_list_has_the_keyboard_again(
    qtbot: QtBot, tmp_path: Path
) -> None:
    page = course_page(qtbot, tmp_path)
    page.sessions.setFocus()
    one = moved_to(page, "thu 5 nov", "18:30")
    qtbot.keyClick(one.time, Qt.Key.Key_Escape)
    assert not one.isVisible()
    assert not overrides(page)
    assert page.sessions.hasFocus()
    assert page.sessions.current_key() == CLASS_10


@pytest.mark.parametrize("size", [(1280, 800), (960, 600)])
def test_the_panel_lies_inside_the_window_for_every_row(
    qtbot: QtBot, tmp_path: Path, size: tuple[int, int]
) -> None:
    page = course_page(qtbot, tmp_path, size=size)
    for key in ("ml-live:2026-09-01", CLASS_10, "ml-live:2026-12-08"):
        one = moved_to(page, "thu 5 nov", "18:30", key)
        one.show_more(True)
        QApplication.processEvents()
        inside = page.window().rect()
        panel = one.panel.geometry()
        assert inside.contains(panel.adjusted(20, 14, -20, -26))
        for widget in (one.save, one.note, one.passcode):
            corner = widget.mapTo(page.window(), QPoint(widget.width() - 1, widget.height() - 1))
            assert inside.contains(corner)
        one.close_overlay()


# Extra classes


def test_an_extra_class_is_added_shown_and_removed(qtbot: QtBot, tmp_path: Path) -> None:
    page = course_page(qtbot, tmp_path)
    before = page.frame.workspace.schedule
    one = extra(page)
    assert one.day.text() == "Wed 28 Oct"
    assert one.time.text() == "18:30"
    one.day.setText("sat 14 nov")
    one.time.setText("10:00")
    one.length.setText("1 h")
    one.note.setText("bring questions")
    one.topic.setText("Review session")
    one.accept()
    (made,) = [m for m in page.frame.workspace.schedule.table(Meeting).values() if m.once_on]
    assert (made.once_on, made.minutes, made.title) == (date(2026, 11, 14), 60, "Review session")
    assert made.link.startswith("https://")
    key = f"{made.id}:2026-11-14"
    assert page.sessions.select(key)
    model = page.sessions.sessions
    row = page.sessions.currentIndex().row()
    assert [model.index(row, c).data() for c in (0, 1, 3)] == [
        "+", "Sat 14 Nov 16:00", "Review session",
    ]  # fmt: skip
    assert "bring questions" in model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    again = popover(page, key)
    qtbot.mouseClick(again.remove, Qt.MouseButton.LeftButton)
    assert page.frame.workspace.schedule == before
    page.frame.workspace.undo()
    assert made.id in page.frame.workspace.schedule.table(Meeting)


def test_an_extra_class_can_be_moved_and_keeps_what_was_said(qtbot: QtBot, tmp_path: Path) -> None:
    page = course_page(qtbot, tmp_path)
    one = extra(page)
    one.day.setText("sat 14 nov")
    one.accept()
    (made,) = [m for m in page.frame.workspace.schedule.table(Meeting).values() if m.once_on]
    key = f"{made.id}:2026-11-14"
    page.doing.mark(key, AttendanceMark.EXCUSED)
    moved_to(page, "sun 15 nov", "18:30", key).accept()
    assert page.frame.workspace.schedule.table(Attendance)[key].mark is AttendanceMark.EXCUSED
    occurrence = page.frame.workspace.schedule.occurrence(key)
    assert occurrence is not None
    assert occurrence.starts_in_course == datetime(2026, 11, 15, 18, 30)


def test_an_extra_class_at_a_time_that_is_none_is_refused(qtbot: QtBot, tmp_path: Path) -> None:
    page = course_page(qtbot, tmp_path)
    one = extra(page)
    one.day.setText("1 nov 2026")
    one.time.setText("01:30")
    one.accept()
    assert "comes twice in New York" in one.when_error.text()
    assert not [m for m in page.frame.workspace.schedule.table(Meeting).values() if m.once_on]


def test_a_course_without_classes_can_have_an_extra_one(qtbot: QtBot, tmp_path: Path) -> None:
    kept = [
        r
        for r in sample_records()
        if not (isinstance(r, Meeting) and r.course_id == "ml")
        and not (isinstance(r, Attendance | Recording) and r.id.startswith("ml-live"))
    ]
    page = course_page(qtbot, tmp_path, records=kept)
    one = extra(page)
    one.accept()
    (made,) = [m for m in page.frame.workspace.schedule.table(Meeting).values() if m.once_on]
    assert (made.zone, made.minutes, made.link) == ("America/New_York", 60, "")


# Marks by mouse and menu


def test_the_menu_of_a_class_offers_every_mark_with_its_key(qtbot: QtBot, tmp_path: Path) -> None:
    page = course_page(qtbot, tmp_path)
    menu = page.doing.menu(CLASS_8)
    assert menu is not None
    found = actions(menu)
    keys = [a.text().partition("\t")[2] for a in menu.actions() if a.isCheckable()]
    assert keys == ["A", "R", "X", "U"]
    assert found["Attended"].isChecked()
    found["Excused"].trigger()
    assert page.frame.workspace.schedule.table(Attendance)[CLASS_8].mark is AttendanceMark.EXCUSED
    again = page.doing.menu(CLASS_8)
    assert again is not None
    actions(again)["No mark"].trigger()
    assert CLASS_8 not in page.frame.workspace.schedule.table(Attendance)


def test_the_menu_copies_link_and_passcode(qtbot: QtBot, tmp_path: Path) -> None:
    page = course_page(qtbot, tmp_path)
    menu = page.doing.menu(CLASS_10)
    assert menu is not None
    found = actions(menu)
    found["Copy the passcode"].trigger()
    assert QApplication.clipboard().text() == "482 913"
    found["Copy the join link"].trigger()
    assert QApplication.clipboard().text().startswith("https://")


def test_a_cancelled_class_has_nothing_to_mark_or_watch(qtbot: QtBot, tmp_path: Path) -> None:
    page = course_page(qtbot, tmp_path)
    page.frame.perform(edits.cancel_occurrence(page.frame.workspace.schedule, CLASS_10))
    menu = page.doing.menu(CLASS_10)
    assert menu is not None
    assert not any(action.isCheckable() for action in menu.actions())
    assert not any("ecording" in action.text() for action in menu.actions())


def test_the_menu_key_and_a_click_on_you_ask_for_a_mark(qtbot: QtBot, tmp_path: Path) -> None:
    page = course_page(qtbot, tmp_path)
    sessions = page.sessions
    asked: list[str] = []
    for signal in (sessions.mark_asked, sessions.menu_asked, sessions.recording_asked):
        signal.disconnect()
    sessions.mark_asked.connect(lambda key, place: asked.append(f"mark {key}"))
    sessions.menu_asked.connect(lambda key, place: asked.append(f"menu {key}"))
    sessions.recording_asked.connect(lambda key: asked.append(f"recording {key}"))
    sessions.select(CLASS_8)
    row = sessions.currentIndex().row()
    for column in (YOU, RECORDING, TOPIC):
        place = sessions.visualRect(sessions.sessions.index(row, column)).center()
        left = Qt.MouseButton.LeftButton
        qtbot.mouseClick(sessions.viewport(), left, pos=place)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
    QApplication.sendEvent(sessions.viewport(), event)
    assert asked == [f"mark {CLASS_8}", f"recording {CLASS_8}", f"menu {CLASS_8}"]
