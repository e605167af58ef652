"""Adding and editing a course in the window, by keys and by mouse."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot
from ui.windows import open_window

from companion.edits import remove_course
from companion.models.activity import Activity
from companion.models.attendance import Attendance, AttendanceMark
from companion.models.course import Break, Course
from companion.models.draft import BreakDraft
from companion.models.meeting import Meeting, MeetingKind
from companion.models.program import Program
from companion.ui.add_course_page import AddCoursePage, EditCoursePage
from companion.ui.course_form_preview import ROW, PreviewRow
from companion.ui.dialogs.ask import Question
from companion.ui.dialogs.days_off import DaysOffDialog
from companion.ui.dialogs.fill_term import FillTermDialog
from companion.ui.dialogs.past import ALL_DONE, LEAVE_OPEN, ONE_BY_ONE, PastQuestion
from companion.ui.main_window import MainWindow

BEFORE_TERM = datetime(2026, 8, 24, 11, 40, tzinfo=UTC)
IN_TERM = datetime(2026, 10, 20, 11, 40, tzinfo=UTC)
INDIA, BERLIN = "Asia/Kolkata", "Europe/Berlin"
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


def add_page(window: MainWindow) -> AddCoursePage:
    window.go("add-course")
    QApplication.processEvents()
    page = window.page()
    assert isinstance(page, AddCoursePage)
    return page


def fill(page: AddCoursePage, starts: str = "Mon 31 Aug 2026", live: str = "18:30") -> None:
    form = page.form
    form.name.setText("Introduction to Machine Learning")
    form.first.setText(starts)
    form.live.slot.time.setText(live)


def rows(page: AddCoursePage | EditCoursePage) -> list[PreviewRow]:
    model = page.preview.model
    return [model.index(n).data(ROW) for n in range(model.rowCount())]


def press(qtbot: QtBot, text: str) -> None:
    """Type into whatever has the keyboard."""
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClicks(focused, text)


def key(
    qtbot: QtBot, code: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, code, modifier)
    QApplication.processEvents()


T = TypeVar("T", bound=QWidget)


def overlay(window: MainWindow, kind: type[T]) -> T:
    QApplication.processEvents()
    found = [w for w in window.findChildren(kind) if w.isVisible()]
    assert len(found) == 1
    return found[0]


def only_course(window: MainWindow) -> Course:
    (course,) = window.workspace.schedule.courses
    return course


# From nothing to a stored course


def test_a_course_with_its_term_is_added_by_keys_only(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot, tmp_path, now=BEFORE_TERM, zone=INDIA, records=())
    key(qtbot, Qt.Key.Key_A)
    page = window.page()
    assert isinstance(page, AddCoursePage)
    press(qtbot, "Introduction to Machine Learning")
    key(qtbot, Qt.Key.Key_F, ALT)
    QApplication.focusWidget().selectAll()  # type: ignore[union-attr,attr-defined]  # a field
    press(qtbot, "31 aug 2026")
    key(qtbot, Qt.Key.Key_V, ALT)
    assert QApplication.focusWidget() is page.form.live.slot.weekday
    key(qtbot, Qt.Key.Key_Tab)
    press(qtbot, "6:30 pm")
    key(qtbot, Qt.Key.Key_Tab)
    assert page.form.live.slot.time.text() == "18:30"
    assert page.submit.plain_text() == "Add 14 classes"
    key(qtbot, Qt.Key.Key_Return, CTRL)

    course = only_course(window)
    assert (course.code, course.weeks, course.starts_on) == ("ML", 14, date(2026, 8, 31))
    (meeting,) = window.workspace.schedule.table(Meeting).values()
    assert (meeting.weekday, meeting.starts, meeting.minutes) == (1, time(18, 30), 80)
    overlay(window, FillTermDialog)
    key(qtbot, Qt.Key.Key_Return, CTRL)
    assert len(window.workspace.schedule.table(Activity)) == 42
    assert window.place() == ("course", course.id)


def test_one_undo_takes_the_course_back_and_the_first_page_returns(
    qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window(qtbot, tmp_path, now=BEFORE_TERM, zone=INDIA, records=())
    page = add_page(window)
    fill(page)
    page.take()
    overlay(window, FillTermDialog).close_overlay()
    window.trigger("undo")
    assert not window.workspace.schedule.courses
    assert window.place().key == "today"


# The preview


def test_every_class_stands_in_both_clocks_with_the_shift_and_its_reason(
    qtbot: QtBot, tmp_path: Path
) -> None:
    page = add_page(open_window(qtbot, tmp_path, now=BEFORE_TERM, zone=INDIA, records=()))
    fill(page)
    page.form.breaks.add_break(BreakDraft(date(2026, 11, 23), date(2026, 11, 29), "Thanksgiving"))
    found = rows(page)
    assert "".join(row.kind[0] for row in found) == "ccccccccc" + "s" + "ccc" + "b" + "cc"
    assert found[0].columns == ("1", "Wed 2 Sep", "04:00–05:20", "Tue 1 Sep 18:30 EDT")
    assert found[9].spoken == (
        "From here one hour later for you. The US changes its clocks on 1 Nov; India does not."
    )
    assert found[13].spoken == "Break, 23 – 29 Nov Thanksgiving"
    assert page.form.until.text() == "to Sun 13 Dec 2026, with 1 break"
    assert page.form.live.result.text() == (
        "In Kolkata: Wednesday 04:00–05:20, from 4 November 05:00–06:20"
    )
    assert page.form.attend.warning.text() == ("04:00 is inside your quiet hours (23:00–07:00).")
    assert page.form.due_result.text() == "Mon 09:29, later 10:29 for you"


def test_both_changes_are_named_for_a_student_in_berlin(qtbot: QtBot, tmp_path: Path) -> None:
    page = add_page(open_window(qtbot, tmp_path, now=BEFORE_TERM, zone=BERLIN, records=()))
    fill(page)
    told = [row.spoken for row in rows(page) if row.kind == "shift"]
    assert told == [
        "From here one hour earlier for you. "
        "Europe changes its clocks on 25 Oct, the US only on 1 Nov.",
        "From here one hour later for you. "
        "The US changes its clocks on 1 Nov, Europe did on 25 Oct.",
    ]


def test_the_preview_follows_each_key_and_never_flickers_away(qtbot: QtBot, tmp_path: Path) -> None:
    page = add_page(open_window(qtbot, tmp_path, now=BEFORE_TERM, zone=INDIA, records=()))
    assert rows(page) == []
    fill(page)
    first = rows(page)
    field = page.form.live.slot.time
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_Backspace)
    assert field.text() == "18:3"
    assert rows(page) == first
    qtbot.keyClicks(field, "5")
    assert rows(page)[0].columns[2] == "04:05–05:25"


def test_times_that_a_clock_change_skips_are_marked(qtbot: QtBot, tmp_path: Path) -> None:
    page = add_page(open_window(qtbot, tmp_path, now=BEFORE_TERM, zone=INDIA, records=()))
    fill(page, "Mon 1 Mar 2027", "02:30")
    page.form.live.slot.weekday.setCurrentIndex(6)
    (note,) = [row for row in rows(page) if row.kind == "note"]
    assert note.spoken == ("The clocks skip 02:30 there that day: the class counts as 03:30.")


def test_clashes_with_other_courses_are_told_at_the_foot(qtbot: QtBot, tmp_path: Path) -> None:
    page = add_page(open_window(qtbot, tmp_path))
    fill(page, "Mon 2 Nov 2026")
    assert page.preview.clash_head.text() == "5 classes overlap other courses"
    assert page.preview.clash_text.text() == (
        "Wed 4 Nov 00:30 with ML; Wed 11 Nov 00:30 with ML; and 3 more"
    )
    page.form.live.slot.time.setText("08:00")
    assert page.preview.clash_head.text() == "No clash with your other courses"


def test_the_preview_is_a_list_for_assistive_technology(qtbot: QtBot, tmp_path: Path) -> None:
    page = add_page(open_window(qtbot, tmp_path, now=BEFORE_TERM, zone=INDIA, records=()))
    fill(page)
    assert page.preview.list.accessibleName() == "14 classes, time changes after class 9"
    found = QAccessible.queryAccessibleInterface(page.preview.list)
    assert found is not None
    assert found.childCount() == len(rows(page))
    assert found.child(0).text(QAccessible.Text.Name) == (
        "Class 1 of 14, Wednesday 2 September 04:00 to 05:20, Tuesday 18:30 Eastern"
    )


def test_the_preview_model_is_sound(
    qtbot: QtBot, qtmodeltester: ModelTester, tmp_path: Path
) -> None:
    page = add_page(open_window(qtbot, tmp_path, now=BEFORE_TERM, zone=INDIA, records=()))
    fill(page)
    qtmodeltester.check(page.preview.model)
    assert page.preview.model.rowCount(QModelIndex()) == 15


def test_below_1120_pixels_the_preview_is_a_tab(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot, tmp_path, now=BEFORE_TERM, zone=INDIA, records=(), size=(960, 600))
    page = add_page(window)
    fill(page)
    assert page.form.isVisible()
    assert not page.preview.isVisible()
    qtbot.mouseClick(page.tabs.buttons()[1], Qt.MouseButton.LeftButton)
    assert page.preview.isVisible()
    assert not page.form.isVisible()
    page.form.name.setText("")
    page.take()
    assert page.form.name.hasFocus()


# What is wrong


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("name", "", "Give the course a name."),
        ("name", "n" * 10_000, "A name has at most 200 characters; shorten it."),
        ("starts_on", "1 Jan 0003", "The year must be from 2000 to 2099."),
        ("live.time", "25:30", "Use a time from 00:00 to 23:59, or 6:30 pm."),
        ("live.minutes", "0", "A meeting lasts from 5 minutes to 12 hours."),
        ("zone", "Atlantis", "There is no city or time zone “Atlantis” here; "
         "choose one of the list."),
        ("link", "ftp://x.org", "A link must begin with https:// or http://."),
        ("link", "https://me@x.org/", "The link carries a user name; "
         "take away what stands before the @."),
        ("office_hours", "Fri 13:00-13:00", "“Fri 13:00-13:00” ends when it begins; "
         "give it another end."),
    ],
)  # fmt: skip
def test_an_error_stands_under_its_field_and_the_button_jumps_to_it(
    qtbot: QtBot, tmp_path: Path, field: str, text: str, sentence: str
) -> None:
    window = open_window(qtbot, tmp_path, now=BEFORE_TERM, zone=INDIA, records=())
    page = add_page(window)
    fill(page)
    page.form.code.setText("ML")
    wrong = page.form.fields[field]
    assert isinstance(wrong, QLineEdit)
    wrong.setText(text)
    assert page.form.error_under(field) == ""
    page.cancel.setFocus()
    qtbot.keyClick(page.cancel, Qt.Key.Key_Return, CTRL)
    assert page.form.error_under(field) == sentence
    assert wrong.hasFocus()
    assert wrong.accessibleDescription() == sentence
    assert not window.workspace.schedule.courses


def test_the_wrong_field_is_scrolled_into_sight_with_its_sentence(
    qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window(qtbot, tmp_path, now=BEFORE_TERM, records=(), size=(960, 600))
    page = add_page(window)
    fill(page)
    page.form.link.setText("javascript:alert(1)")
    page.form.program.setFocus()
    bar = page.area.verticalScrollBar()
    bar.setValue(bar.maximum())
    qtbot.keyClick(page.form.program, Qt.Key.Key_Return, CTRL)
    assert page.form.link.hasFocus()
    qtbot.waitUntil(lambda: not page.form.link.visibleRegion().isEmpty())
    assert not page.form.rows["link"].error.visibleRegion().isEmpty()


def test_an_error_shows_when_its_field_is_left_and_goes_when_it_is_put_right(
    qtbot: QtBot, tmp_path: Path
) -> None:
    page = add_page(open_window(qtbot, tmp_path, now=BEFORE_TERM, zone=INDIA, records=()))
    field = page.form.live.slot.time
    field.setFocus()
    qtbot.keyClicks(field, "25:30")
    assert page.form.error_under("live.time") == ""
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert page.form.error_under("live.time").startswith("Use a time")
    field.setText("18:30")
    assert page.form.error_under("live.time") == ""


@pytest.mark.parametrize("weeks", ["0", "5000", "x"])
def test_impossible_weeks_are_refused_and_nothing_is_computed_for_them(
    qtbot: QtBot, tmp_path: Path, weeks: str
) -> None:
    window = open_window(qtbot, tmp_path, now=BEFORE_TERM, zone=INDIA, records=())
    page = add_page(window)
    fill(page)
    qtbot.mouseClick(page.form.length.choice.buttons()[2], Qt.MouseButton.LeftButton)
    page.form.length.weeks.setText(weeks)
    page.take()
    assert page.form.error_under("weeks") == "A course has 1 to 60 weeks."
    assert page.form.until.text() == ""
    assert not window.workspace.schedule.courses


def test_a_taken_code_is_refused_with_a_free_one(qtbot: QtBot, tmp_path: Path) -> None:
    page = add_page(open_window(qtbot, tmp_path))
    fill(page)
    page.form.code.selectAll()
    qtbot.keyClicks(page.form.code, "ml")
    page.take()
    assert page.form.error_under("code") == (
        "There is a course with the code “ml” already; “ml2” is free."
    )


def test_right_to_left_text_markup_and_emoji_stay_plain_text(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot, tmp_path, now=BEFORE_TERM, zone=INDIA, records=())
    page = add_page(window)
    fill(page)
    page.form.name.setText("<b>مقدمة</b> 🎓\x00")
    page.form.code.setText("م")
    page.take()
    assert only_course(window).name == "<b>مقدمة</b> 🎓"


# Length and dates


def test_a_last_day_sets_the_weeks_and_weeks_set_the_last_day(qtbot: QtBot, tmp_path: Path) -> None:
    page = add_page(open_window(qtbot, tmp_path, now=BEFORE_TERM, zone=INDIA, records=()))
    fill(page)
    length = page.form.length
    qtbot.mouseClick(length.choice.buttons()[2], Qt.MouseButton.LeftButton)
    length.weeks.setText("7")
    assert length.last_day.text() == "Sun 18 Oct 2026"
    length.last_day.setFocus()
    length.last_day.selectAll()
    qtbot.keyClicks(length.last_day, "4 dec 2026")
    assert length.weeks.text() == "14"
    assert page.submit.plain_text() == "Add 14 classes"


def test_arrows_step_times_by_quarters_and_dates_by_days(qtbot: QtBot, tmp_path: Path) -> None:
    page = add_page(open_window(qtbot, tmp_path, now=BEFORE_TERM, zone=INDIA, records=()))
    fill(page, live="18:35")
    field = page.form.live.slot.time
    qtbot.keyClick(field, Qt.Key.Key_Up)
    assert field.text() == "18:45"
    qtbot.keyClick(field, Qt.Key.Key_PageDown)
    assert field.text() == "17:45"
    qtbot.keyClick(page.form.first, Qt.Key.Key_Down)
    assert page.form.first.text() == "Sun 30 Aug 2026"


def test_usual_days_off_of_the_term_are_offered_and_can_be_removed(
    qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window(qtbot, tmp_path, now=BEFORE_TERM, zone=INDIA, records=())
    page = add_page(window)
    fill(page)
    assert page.form.breaks.value() == ()
    qtbot.mouseClick(page.form.breaks.button, Qt.MouseButton.LeftButton)
    dialog = overlay(window, DaysOffDialog)
    offered = [button.plain_text() for button in dialog.offers]
    assert offered == ["Labor Day, 7 Sep", "Fall break, 12 – 18 Oct", "Thanksgiving, 23 – 29 Nov"]
    qtbot.mouseClick(dialog.offers[2], Qt.MouseButton.LeftButton)
    (chip,) = page.form.breaks.chips()
    assert chip.text() == "23 – 29 Nov Thanksgiving"
    qtbot.keyClick(chip, Qt.Key.Key_Delete)
    assert page.form.breaks.value() == ()


def test_enter_on_a_button_of_the_days_off_presses_that_button(
    qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window(qtbot, tmp_path, now=BEFORE_TERM, zone=INDIA, records=())
    page = add_page(window)
    fill(page)
    qtbot.mouseClick(page.form.breaks.button, Qt.MouseButton.LeftButton)
    dialog = overlay(window, DaysOffDialog)
    dialog.first.setText("12 oct 2026")
    dialog.cancel.setFocus()
    qtbot.keyClick(dialog.cancel, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    assert page.form.breaks.value() == ()


def test_any_days_off_can_be_typed_and_a_backward_break_is_refused(
    qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window(qtbot, tmp_path, now=BEFORE_TERM, zone=INDIA, records=())
    page = add_page(window)
    fill(page)
    qtbot.mouseClick(page.form.breaks.button, Qt.MouseButton.LeftButton)
    dialog = overlay(window, DaysOffDialog)
    dialog.first.setText("12 oct 2026")
    dialog.last.setText("9 oct 2026")
    dialog.name.setFocus()
    qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    assert dialog.error.text() == "The break ends before it begins; swap its two dates."
    dialog.last.setText("16 oct 2026")
    dialog.name.setText("Fall break")
    dialog.name.setFocus()
    qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    assert page.form.breaks.value() == (
        BreakDraft(date(2026, 10, 12), date(2026, 10, 16), "Fall break"),
    )
    assert page.form.until.text().endswith("with 1 break")


# More of the form


def test_everything_in_the_form_is_stored(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot, tmp_path, now=BEFORE_TERM, zone=INDIA, records=())
    page = add_page(window)
    fill(page)
    form = page.form
    form.link.setText("https://cmu.zoom.us/j/91244057731")
    form.passcode.setText("482913")
    form.code.setText("ML")
    form.color.set_current("leaf")
    form.recitation.switch.setChecked(True)
    form.recitation.slot.time.setText("13:00")
    form.office.setText("Mon 12:00-13:00")
    form.instructor.setText("Dr. Maya Okafor")
    form.assistant.setText("Lee")
    form.short_name.setText("Machine Learning")
    form.program.setText("ML & Data Science")
    form.capstone.setChecked(True)
    qtbot.mouseClick(form.add_other, Qt.MouseButton.LeftButton)
    form.others[0].slot.time.setText("10:00")
    qtbot.mouseClick(form.attend.choice.buttons()[1], Qt.MouseButton.LeftButton)
    page.take()
    schedule = window.workspace.schedule
    course = only_course(window)
    assert (course.color, course.label, course.is_capstone) == ("leaf", "Machine Learning", True)
    assert [p.name for p in schedule.table(Program).values()] == ["ML & Data Science"]
    meetings = {m.kind: m for m in schedule.table(Meeting).values()}
    assert set(meetings) == set(MeetingKind)
    live = meetings[MeetingKind.LIVE_SESSION]
    assert (live.link, live.passcode) == ("https://cmu.zoom.us/j/91244057731", "482913")
    assert (live.watch_weekday, live.watch_time) == (2, time(19))


def test_a_course_elsewhere_counts_in_its_own_zone(qtbot: QtBot, tmp_path: Path) -> None:
    page = add_page(open_window(qtbot, tmp_path, now=BEFORE_TERM, zone=INDIA, records=()))
    fill(page)
    page.form.zone.setText("Europe/Zurich")
    assert rows(page)[0].columns[2:] == ("22:00–23:20", "Tue 1 Sep 18:30 CEST")


def test_a_course_without_live_classes_can_be_added(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot, tmp_path, now=BEFORE_TERM, zone=INDIA, records=())
    page = add_page(window)
    fill(page, live="")
    page.form.live.slot.weekday.setCurrentIndex(7)
    assert page.submit.plain_text() == "Add course"
    page.take()
    assert only_course(window).weeks == 14
    assert not window.workspace.schedule.table(Meeting)


def test_letters_search_a_list_of_weekdays_and_do_not_leave_the_page(
    qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window(qtbot, tmp_path)
    page = add_page(window)
    weekday = page.form.live.slot.weekday
    weekday.setFocus()
    key(qtbot, Qt.Key.Key_T)
    assert weekday.currentText() == "Thursday"
    assert window.place().key == "add-course"


# Leaving


def test_esc_asks_only_when_something_was_typed(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot, tmp_path)
    page = add_page(window)
    qtbot.keyClick(page.form.name, Qt.Key.Key_Escape)
    assert window.place().key == "today"
    page = add_page(window)
    page.form.name.setText("Half typed")

    def stay() -> None:
        question = overlay(window, Question)
        qtbot.keyClick(question.buttons[0], Qt.Key.Key_Escape)

    QTimer.singleShot(0, stay)
    qtbot.keyClick(page.form.name, Qt.Key.Key_Escape)
    assert window.place().key == "add-course"
    assert page.form.name.text() == "Half typed"

    def discard() -> None:
        overlay(window, Question).buttons[1].click()

    QTimer.singleShot(0, discard)
    qtbot.keyClick(page.form.name, Qt.Key.Key_Escape)
    assert window.place().key == "today"
    assert add_page(window).form.name.text() == ""


# Added after its start


def begun(qtbot: QtBot, tmp_path: Path) -> tuple[MainWindow, PastQuestion]:
    window = open_window(qtbot, tmp_path, now=IN_TERM, zone=INDIA, records=())
    page = add_page(window)
    fill(page)
    page.take()
    return window, overlay(window, PastQuestion)


def test_a_course_that_has_begun_asks_once_and_stores_nothing_before(
    qtbot: QtBot, tmp_path: Path
) -> None:
    window, question = begun(qtbot, tmp_path)
    assert not window.workspace.schedule.courses
    qtbot.keyClick(question, Qt.Key.Key_Escape)
    assert not window.workspace.schedule.courses
    assert window.place().key == "add-course"


@pytest.mark.parametrize(
    ("answer", "marks", "offers_term"), [(ALL_DONE, 7, True), (LEAVE_OPEN, 0, True),
                                         (ONE_BY_ONE, 0, False)]
)  # fmt: skip
def test_the_past_is_settled_as_answered(
    qtbot: QtBot, tmp_path: Path, answer: str, marks: int, offers_term: bool
) -> None:
    window, question = begun(qtbot, tmp_path)
    question.cards[answer].click()
    QApplication.processEvents()
    stored = window.workspace.schedule.table(Attendance).values()
    assert [a.mark for a in stored] == [AttendanceMark.ATTENDED] * marks
    found = [d for d in window.findChildren(FillTermDialog) if d.isVisible()]
    assert bool(found) is offers_term
    assert window.workspace.undo_name == "Add course"
    assert window.place().key == "course"


# Editing


def edit_page(window: MainWindow, code: str = "ML") -> EditCoursePage:
    course = window.workspace.schedule.course_by_code(code)
    assert course is not None
    window.go("edit-course", course.id)
    QApplication.processEvents()
    page = window.page()
    assert isinstance(page, EditCoursePage)
    return page


def test_editing_shows_the_course_and_saving_it_unchanged_stores_nothing(
    qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window(qtbot, tmp_path)
    before = window.workspace.schedule
    page = edit_page(window)
    assert page.form.name.text() == "Introduction to Machine Learning"
    assert page.form.live.slot.time.text() == "18:30"
    assert not page.is_changed()
    page.take()
    assert window.workspace.schedule is before
    assert window.place().key == "course"


def test_a_changed_time_counts_from_the_week_chosen_and_the_past_stays(
    qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window(qtbot, tmp_path)
    page = edit_page(window)
    assert page.form.from_week.itemText(0) == "from week 9, Mon 26 Oct 2026"
    page.form.from_week.setCurrentIndex(1)
    page.form.live.slot.time.setText("17:00")
    there = [row.columns[3] for row in rows(page) if row.kind == "class"]
    assert there[8:10] == ["Tue 27 Oct 18:30 EDT", "Tue 3 Nov 17:00 EST"]
    page.take()
    course = window.workspace.schedule.course_by_code("ML")
    assert course is not None
    live = [
        m
        for m in window.workspace.schedule.of_course(Meeting, course.id)
        if m.kind is MeetingKind.LIVE_SESSION
    ]
    assert sorted((m.first_week, m.last_week, m.starts.hour) for m in live) == [
        (1, 9, 18),
        (10, 0, 17),
    ]


def test_a_change_that_would_lose_marked_classes_is_refused_under_its_field(
    qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window(qtbot, tmp_path)
    before = window.workspace.schedule
    page = edit_page(window)
    page.form.first.setText("Mon 19 Oct 2026")
    page.take()
    assert page.form.error_under("starts_on").startswith("Classes that you have marked would lose")
    assert page.form.first.hasFocus()
    assert window.workspace.schedule is before


def test_a_course_removed_elsewhere_is_left_without_a_question(
    qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window(qtbot, tmp_path)
    page = edit_page(window, "CP")
    page.form.name.setText("Half typed")
    window.workspace.perform(remove_course(window.workspace.schedule, page.course_id or ""))
    assert window.place().key == "today"


def test_a_break_added_to_a_running_course_moves_its_end(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot, tmp_path)
    page = edit_page(window)
    page.form.breaks.add_break(BreakDraft(date(2026, 11, 9), date(2026, 11, 15), "Pause"))
    page.take()
    course = window.workspace.schedule.course_by_code("ML")
    assert course is not None
    assert len(window.workspace.schedule.of_course(Break, course.id)) == 2
    assert window.workspace.schedule.term(course).ends_on == date(2026, 12, 20)
