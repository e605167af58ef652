"""Import in the window, as a student uses it: drop, paste or choose, look, tick, apply, undo."""

from __future__ import annotations

from pathlib import Path

import pytest
from packages import canvas_package
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sources import assignment, autumn_classes, canvas
from tables import MARKDOWN
from ui.windows import open_window, texts

from companion.models.activity import Activity, ActivityKind
from companion.models.course import Course
from companion.models.meeting import Meeting
from companion.models.proposal import FieldChange, Row, RowKind, RowState
from companion.ui import import_words as say
from companion.ui.dialogs.import_skipped import SkippedDialog
from companion.ui.import_job import Request, requests_of
from companion.ui.import_page import ImportPage
from companion.ui.main_window import MainWindow

FEED = canvas(
    assignment(1, "Quiz 1", "20261030"),
    assignment(2, "Essay", "20261102"),
    assignment(3, "Never", "20990101"),
    *autumn_classes(),
)
INVITATION = (
    "Ada is inviting you to a scheduled Zoom meeting.\n\nTopic: Reading group\nTime: Nov 3, 2026 "
    "06:30 PM Eastern Time (US and Canada)\n        Every week on Tue, until Dec 1, 2026, 5 "
    "occurrence(s)\n\nJoin Zoom Meeting\nhttps://cmu.zoom.us/j/91234567890?pwd=abc.1\n"
)


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    """The window without any course."""
    return open_window(qtbot, tmp_path, records=())


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    path = tmp_path / "feed.ics"
    path.write_bytes(FEED)
    return path


def page_of(window: MainWindow) -> ImportPage:
    page = window.page()
    assert isinstance(page, ImportPage)
    return page


def settled(qtbot: QtBot, page: ImportPage) -> ImportPage:
    qtbot.waitUntil(lambda: page.stack.currentWidget() is not page.reading, timeout=20_000)
    return page


def opened(qtbot: QtBot, window: MainWindow, path: Path) -> ImportPage:
    window.trigger("import")
    page = page_of(window)
    page.begin([Request(path=str(path))])
    return settled(qtbot, page)


def titles(window: MainWindow) -> set[str]:
    return {a.title for a in window.workspace.schedule.table(Activity).values()}


def spoken(page: ImportPage) -> list[str]:
    lines = page.preview.list.lines
    return [str(lines.data(lines.index(n))) for n in range(len(lines.rows))]


def test_ctrl_i_asks_what_to_import_and_esc_goes_back(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.keyClick(window, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    page = page_of(window)
    assert page.stack.currentWidget() is page.ask
    assert page.ask.choose.hasFocus()
    qtbot.keyClick(page.ask.choose, Qt.Key.Key_Escape)
    assert window.place().key == "today"


def test_the_first_page_s_first_way_is_import(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.keyClick(window.page(), Qt.Key.Key_I)
    assert window.place().key == "import"


def test_a_file_is_shown_row_by_row_and_nothing_is_stored(
    qtbot: QtBot, window: MainWindow, feed: Path
) -> None:
    page = opened(qtbot, window, feed)
    assert page.stack.currentWidget() is page.preview
    assert page.preview.list.hasFocus()
    assert page.apply.plain_text() == "Apply 3 changes"
    found = spoken(page)
    assert found[0] == "New, 3 items, will be added"
    assert any(
        text.startswith("New, Quiz 1, quiz, 26/FA CIS-616-OL01, Saturday 31 October 04:59")
        and text.endswith("ticked")
        for text in found
    )
    assert not window.workspace.schedule.table(Course)


def test_ctrl_enter_applies_as_one_edit_and_ctrl_z_takes_it_back(
    qtbot: QtBot, window: MainWindow, feed: Path
) -> None:
    page = opened(qtbot, window, feed)
    qtbot.keyClick(page.preview.list, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert titles(window) == {"Quiz 1", "Essay"}
    assert len(window.workspace.schedule.table(Meeting)) == 1
    bar = window.stage.undo_bar()
    assert bar is not None
    assert bar.text() == "3 items imported"
    assert [s.occasion for s in window.workspace.store.snapshots()] == ["import"]
    window.trigger("undo")
    assert not window.workspace.schedule.table(Course)


def test_space_unticks_and_what_is_unticked_is_left(
    qtbot: QtBot, window: MainWindow, feed: Path
) -> None:
    page = opened(qtbot, window, feed)
    qtbot.keyClick(page.preview.list, Qt.Key.Key_Space)
    assert page.apply.plain_text() == "Apply 2 changes"
    assert spoken(page)[1].endswith("not ticked")
    qtbot.keyClick(page.preview.list, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(page.preview.list, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert not page.apply.isEnabled()


def test_a_click_on_the_square_ticks_and_on_the_group_ticks_all(
    qtbot: QtBot, window: MainWindow, feed: Path
) -> None:
    page = opened(qtbot, window, feed)
    for row, left in ((1, 2), (0, 3), (0, 0)):
        rect = page.preview.list.visualRect(page.preview.list.lines.index(row))
        place = QPoint(rect.x() + 30, rect.center().y() + 4)
        qtbot.mouseClick(page.preview.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert len(page.preview.list.lines.ticked_keys()) == left


def test_an_estimate_is_set_in_place(qtbot: QtBot, window: MainWindow, feed: Path) -> None:
    page = opened(qtbot, window, feed)
    row = next(n for n, text in enumerate(spoken(page)) if "Quiz 1" in text)
    page.preview.list.setCurrentIndex(page.preview.list.lines.index(row))
    qtbot.keyClick(page.preview.list, Qt.Key.Key_E)
    field = QApplication.focusWidget()
    assert field is not None
    assert field.accessibleName() == "Estimate"
    qtbot.keyClicks(field, "1h30")
    qtbot.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    found = {a.title: a.minutes for a in window.workspace.schedule.table(Activity).values()}
    assert found["Quiz 1"] == 90


def test_a_course_is_sent_elsewhere_and_what_was_ticked_stays(
    qtbot: QtBot, window: MainWindow, feed: Path
) -> None:
    page = opened(qtbot, window, feed)
    box = next(b for b in page.preview.card.boxes if b.label == "24787-A")
    box.setCurrentIndex(box.findData("nowhere"))
    box.activated.emit(box.currentIndex())
    assert page.apply.plain_text() == "Apply 2 changes"
    assert page.preview.card.skipped.plain_text() == "14 left out"


def test_what_is_left_out_is_told_with_its_reason(
    qtbot: QtBot, window: MainWindow, feed: Path
) -> None:
    page = opened(qtbot, window, feed)
    assert page.preview.card.skipped.plain_text() == "1 left out"
    page.preview.card.skipped.click()
    (dialog,) = window.findChildren(SkippedDialog)
    assert {"Never", "lies more than two years ahead"} <= set(texts(dialog))
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isHidden()


def test_the_same_again_says_that_nothing_is_new(
    qtbot: QtBot, window: MainWindow, feed: Path
) -> None:
    opened(qtbot, window, feed).take()
    page = opened(qtbot, window, feed)
    assert page.stack.currentWidget() is page.same
    assert "Nothing new" in texts(page)
    assert "15 items as they are here." in texts(page)


def test_changes_show_old_and_new_and_can_be_filtered(
    qtbot: QtBot, window: MainWindow, feed: Path
) -> None:
    opened(qtbot, window, feed).take()
    feed.write_bytes(FEED.replace(b"20261030", b"20261031").replace(b"Essay", b"Paper"))
    page = opened(qtbot, window, feed)
    assert [text.split(", ")[:2] for text in spoken(page)[1:]] == [
        ["Changed", "Quiz 1"], ["Changed", "Paper"],
    ]  # fmt: skip
    assert "due from Saturday 31 October 04:59 to Sunday 1 November 04:59" in spoken(page)[1]
    page.take()
    assert titles(window) == {"Quiz 1", "Paper"}


def test_what_is_no_source_is_said_in_one_sentence(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "syllabus.pdf"
    path.write_bytes(b"%PDF-1.7")
    page = opened(qtbot, window, path)
    assert page.stack.currentWidget() is page.failed
    assert "“syllabus.pdf” could not be imported" in texts(page)
    qtbot.keyClick(page.failed.other, Qt.Key.Key_Return)
    assert page.stack.currentWidget() is page.ask


def test_reading_can_be_cancelled(qtbot: QtBot, window: MainWindow, feed: Path) -> None:
    window.trigger("import")
    page = page_of(window)
    page.begin([Request(path=str(feed))])
    assert page.stack.currentWidget() is page.reading
    assert page.reading.hasFocus()
    qtbot.keyClick(page.reading, Qt.Key.Key_Escape)
    assert window.place().key == "today"
    qtbot.wait(300)
    assert page.stack.currentWidget() is page.ask


def test_an_invitation_is_pasted_anywhere(qtbot: QtBot, window: MainWindow) -> None:
    QGuiApplication.clipboard().setText(INVITATION)
    qtbot.keyClick(window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    page = settled(qtbot, page_of(window))
    assert page.apply.plain_text() == "Apply 1 change"
    page.take()
    (meeting,) = window.workspace.schedule.table(Meeting).values()
    assert meeting.link == "https://cmu.zoom.us/j/91234567890?pwd=abc.1"


def test_a_file_is_dropped_anywhere(qtbot: QtBot, window: MainWindow, feed: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(feed))])
    copy, left, none = (
        Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    enter = QDragEnterEvent(QPoint(400, 400), copy, data, left, none)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(window, QDropEvent(QPointF(400, 400), copy, data, left, none))
    page = settled(qtbot, page_of(window))
    assert page.stack.currentWidget() is page.preview


def test_several_files_come_one_after_the_other(
    qtbot: QtBot, window: MainWindow, feed: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.ics"
    other.write_bytes(canvas(assignment(9, "Memo", "20261103", "MATH 233")))
    window.trigger("import")
    page = page_of(window)
    page.begin([Request(path=str(feed)), Request(path=str(other))])
    settled(qtbot, page).take()
    settled(qtbot, page).take()
    assert titles(window) == {"Quiz 1", "Essay", "Memo"}


def test_an_address_is_never_shown(qtbot: QtBot, window: MainWindow) -> None:
    window.trigger("import")
    page = page_of(window)
    page.ask.address.setText("https://localhost/feeds/secret.ics")
    qtbot.keyClick(page.ask.address, Qt.Key.Key_Return)
    settled(qtbot, page)
    assert page.stack.currentWidget() is page.failed
    assert not [text for text in texts(window) if "secret" in text]
    assert page.ask.address.text() == ""
    assert "secret" not in window.windowTitle()


def test_much_is_compared_beside_the_window_and_cannot_be_applied_meanwhile(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "large.ics"
    path.write_bytes(canvas(*(assignment(n, f"Quiz {n}", "20261030") for n in range(1200))))
    page = opened(qtbot, window, path)
    (box,) = page.preview.card.boxes
    box.setCurrentIndex(box.findData("own"))
    box.activated.emit(box.currentIndex())
    assert page.is_reading
    assert not page.apply.isEnabled()
    page.take()
    assert not titles(window)
    qtbot.waitUntil(lambda: not page.is_reading, timeout=20_000)
    assert page.preview.card.boxes[0].currentData() == "own"
    page.take()
    assert len(titles(window)) == 1200


def test_nothing_to_paste_is_said_until_there_is_something(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.trigger("import")
    page = page_of(window)
    QGuiApplication.clipboard().setText("  ")
    page.ask.paste.click()
    assert "Nothing that can be imported was copied." in texts(page)
    QGuiApplication.clipboard().setText(INVITATION)
    page.ask.paste.click()
    settled(qtbot, page)
    page.leave()
    window.trigger("import")
    assert "Nothing that can be imported was copied." not in texts(window)


def test_nothing_to_paste_leaves_what_is_shown(
    qtbot: QtBot, window: MainWindow, feed: Path
) -> None:
    page = opened(qtbot, window, feed)
    QGuiApplication.clipboard().setText("")
    qtbot.keyClick(page.preview.list, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert page.stack.currentWidget() is page.preview
    bar = window.stage.undo_bar()
    assert bar is not None
    assert bar.text() == "Nothing that can be imported was copied."


def test_days_off_are_told_by_their_dates_in_the_course(qtbot: QtBot, window: MainWindow) -> None:
    QGuiApplication.clipboard().setText(MARKDOWN)
    qtbot.keyClick(window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    page = settled(qtbot, page_of(window))
    lines = page.preview.list.lines
    row = next(r for r in lines.rows if isinstance(r, Row) and r.kind is RowKind.DAYS_OFF)
    course = lines.courses[row.course_id]
    assert lines.words is not None
    assert say.row_when(row, course, lines.words) == "Mon 12 Oct to Fri 16 Oct"
    assert "Monday 12 October to Friday 16 October" in lines.spoken(row)
    one = row._replace(times=1)
    assert say.row_when(one, course, lines.words) == "Mon 12 Oct"


def test_what_is_no_longer_there_says_when_it_was(
    qtbot: QtBot, window: MainWindow, feed: Path
) -> None:
    opened(qtbot, window, feed).take()
    feed.write_bytes(canvas(assignment(1, "Quiz 1", "20261030"), *autumn_classes()))
    page = opened(qtbot, window, feed)
    (row,) = (r for r in page.preview.list.lines.rows if isinstance(r, Row))
    words = page.preview.list.lines.words
    assert words is not None
    assert say.row_when(row, None, words) == "was Tue 3 Nov 05:59"
    assert "was Tuesday 3 November 05:59" in spoken(page)[1]


def test_a_pasted_table_without_a_name_makes_a_course_that_can_be_named(
    qtbot: QtBot, window: MainWindow
) -> None:
    QGuiApplication.clipboard().setText("Date\tHomework\nNov 3\tHW 1\nNov 10\tHW 2\n")
    qtbot.keyClick(window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    page = settled(qtbot, page_of(window))
    field = page.preview.name.field
    assert field.text() == "Pasted table"
    assert field.accessibleName() == "Name of the new course"
    field.setFocus()
    field.selectAll()
    qtbot.keyClick(field, Qt.Key.Key_Delete)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert page.preview.name.error.text() == "Give the course a name."
    qtbot.keyClicks(field, "Applied <b>Statistics</b>")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert page.preview.card.boxes[0].currentText() == "New course AS"
    qtbot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (course,) = window.workspace.schedule.table(Course).values()
    assert (course.name, course.code) == ("Applied <b>Statistics</b>", "AS")


def test_a_table_of_a_file_is_called_as_the_file(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "Statistics.csv"
    path.write_text("Date,Homework\nNov 3,HW 1\nNov 10,HW 2\n", encoding="utf-8")
    page = opened(qtbot, window, path)
    assert page.preview.name.field.text() == "Statistics"
    assert page.preview.card.boxes[0].currentText() == "New course Statistics"


def test_a_source_that_names_its_courses_asks_for_no_name(
    qtbot: QtBot, window: MainWindow, feed: Path
) -> None:
    page = opened(qtbot, window, feed)
    assert not page.preview.name.isVisible()


def test_what_is_dropped_or_copied_is_a_file_an_address_or_a_text() -> None:
    data = QMimeData()
    data.setText(" webcal://x.example.org/feed?token=1 ")
    assert requests_of(data) == [Request(address="webcal://x.example.org/feed?token=1")]
    data.setText("  ")
    assert requests_of(data) == []
    data.setUrls([QUrl("https://x.example.org/a.ics"), QUrl("ftp://x.example.org/b")])
    assert requests_of(data) == [Request(address="https://x.example.org/a.ics")]


def test_a_course_is_saved_for_the_class_and_comes_back(qtbot: QtBot, tmp_path: Path) -> None:
    from companion.ui import save_course_file

    window = open_window(qtbot, tmp_path)
    course = window.workspace.schedule.course_by_code("DV")
    assert course is not None
    path = tmp_path / "dv.companion"
    save_course_file.save(window, window, course, lambda _, name: str(path))
    assert "dv.companion saved" in str(window.stage.undo_bar().text())
    page = opened(qtbot, window, path)
    assert page.stack.currentWidget() is page.same


def old_package(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> ImportPage:
    """A package of spring 2018, dropped."""
    path = tmp_path / "old.imscc"
    path.write_bytes(canvas_package("2018-01-15T04:59:00", "2018-01-08T05:00:00"))
    return opened(qtbot, window, path)


def test_an_old_package_is_moved_by_the_date_of_week_1(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    page = old_package(qtbot, window, tmp_path)
    (row,) = page.preview.terms.rows
    assert row.day.accessibleName() == "Week 1 starts on"
    assert row.day.text() == "Mon 8 Jan 2018"
    row.day.setFocus()
    row.day.selectAll()
    qtbot.keyClicks(row.day, "11 jan 2027")
    qtbot.keyClick(row.day, Qt.Key.Key_Return)
    assert any("Problem set 1" in t and "Monday 18 January 05:59" in t for t in spoken(page))
    qtbot.keyClick(row.day, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (course,) = window.workspace.schedule.table(Course).values()
    assert str(course.starts_on) == "2027-01-11"
    again = old_package(qtbot, window, tmp_path)
    assert again.stack.currentWidget() is again.same


def test_nonsense_as_the_date_of_week_1_is_told_and_moves_nothing(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    page = old_package(qtbot, window, tmp_path)
    before = spoken(page)
    (row,) = page.preview.terms.rows
    row.day.setFocus()
    row.day.selectAll()
    qtbot.keyClicks(row.day, "soon")
    qtbot.keyClick(row.day, Qt.Key.Key_Return)
    assert row.error.text() == "Type a date, for example 31 Aug 2026."
    assert spoken(page) == before


def test_a_length_that_changes_says_what_it_was() -> None:
    fields = (FieldChange("minutes", 25, 55),)
    row = Row(
        "k", RowState.CHANGED, ActivityKind.READING, None, "HBR", minutes=55, fields=fields
    )  # fmt: skip
    assert say.shown_note(row) == "was 25 min"


def test_a_bare_link_is_given_to_the_classes_of_the_course_that_is_chosen(
    qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window(qtbot, tmp_path)
    course = window.workspace.schedule.course_by_code("DV")
    assert course is not None
    path = tmp_path / "link.txt"
    path.write_text("Join Zoom Meeting\nhttps://cmu.zoom.us/j/91234567899?pwd=abc.1\n")
    page = opened(qtbot, window, path)
    assert page.preview.card.skipped.plain_text() == "1 left out"
    box = page.preview.card.boxes[0]
    box.setCurrentIndex(box.findData(course.id))
    box.activated.emit(box.currentIndex())
    assert any("link" in text.casefold() for text in spoken(page))
    assert page.preview.card.skipped.isHidden()
