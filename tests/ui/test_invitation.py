"""Pasting a Zoom invitation: into the form of a course, for all its classes, for one of them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from ui.windows import open_window

from companion.importers.invitation import Invitation, Repeats
from companion.models.meeting import Meeting, MeetingKind
from companion.models.occurrence import Override
from companion.models.schedule import Record
from companion.sample import sample_records
from companion.time_words import Words
from companion.ui.add_course_page import AddCoursePage, EditCoursePage
from companion.ui.course_form_entry import FormEntry, MeetingEntry
from companion.ui.course_form_invitation import fill
from companion.ui.course_form_writing import Writing
from companion.ui.course_page import CoursePage
from companion.ui.dialogs.invitation import InvitationDialog
from companion.ui.invitation_words import found, summary
from companion.ui.main_window import MainWindow
from companion.ui.widgets.flash import Flash
from companion.ui.widgets.typed_fields import write_clock, write_date, write_length

BEFORE_TERM = datetime(2026, 8, 24, 11, 40, tzinfo=UTC)
INDIA = "Asia/Kolkata"
ROOM = "https://example.zoom.us/j/91244057731?pwd=abcDEF.1"
MAIL = f"""Dr. Ada Example is inviting you to a scheduled Zoom meeting.

Topic: Introduction to Machine Learning
Time: Sep 1, 2026 06:30 PM Eastern Time (US and Canada)
        Every week on Tue, until Dec 8, 2026, 14 occurrence(s)

Join Zoom Meeting
{ROOM}

Meeting ID: 912 4405 7731
Passcode: 482913

One tap mobile
+15550100001,,91244057731#,,,,*777777# US
"""
WORDS = Words(BEFORE_TERM, ZoneInfo(INDIA))
WRITING = Writing(lambda at: write_clock(at, True), write_date, write_length)
LIVE = MeetingKind.LIVE_SESSION


def add_page(qtbot: QtBot, folder: Path, **options: object) -> AddCoursePage:
    usual: dict[str, object] = {"now": BEFORE_TERM, "zone": INDIA, "records": ()}
    window = open_window(qtbot, folder, **{**usual, **options})  # type: ignore[arg-type]
    window.go("add-course")
    QApplication.processEvents()
    page = window.page()
    assert isinstance(page, AddCoursePage)
    return page


def without_link() -> list[Record]:
    return [
        r._replace(link="", passcode="") if isinstance(r, Meeting) and r.id == "ml-live" else r
        for r in sample_records()
    ]


def course_page(qtbot: QtBot, folder: Path, records: list[Record] | None = None) -> CoursePage:
    window = open_window(qtbot, folder, records=records)
    window.go("course", "ml")
    page = window.page()
    assert isinstance(page, CoursePage)
    return page


def dialog(window: MainWindow) -> InvitationDialog:
    (shown,) = [d for d in window.findChildren(InvitationDialog) if d.isVisible()]
    return shown


# Into the form


def test_an_invitation_fills_the_form_and_says_what_was_found(qtbot: QtBot, tmp_path: Path) -> None:
    page = add_page(qtbot, tmp_path)
    box, form = page.form.invitation, page.form
    box.text.setFocus()
    QApplication.clipboard().setText(MAIL)
    box.text.paste()
    assert box.said.text() == ("Found meeting 912 4405 7731, passcode 482 913, Tuesdays 18:30 ET")
    assert (form.link.text(), form.passcode.text()) == (ROOM, "482913")
    assert (form.name.text(), form.code.text()) == ("Introduction to Machine Learning", "ML")
    assert (form.first.text(), form.length.value()) == ("Mon 31 Aug 2026", "14")
    assert int(form.live.slot.weekday.currentData()) == 1
    assert form.live.slot.time.text() == "18:30"
    assert form.live.slot.length.text() == "80 min"
    assert page.submit.plain_text() == "Add 14 classes"
    tinted = {flash.parentWidget() for flash in page.findChildren(Flash)}
    assert {form.link, form.name, form.first, form.live.slot.time} <= tinted
    assert form.instructor not in tinted
    qtbot.waitUntil(lambda: not page.findChildren(Flash), timeout=3000)


def test_a_course_from_an_invitation_holds_what_was_in_it(qtbot: QtBot, tmp_path: Path) -> None:
    page = add_page(qtbot, tmp_path)
    page.form.invitation.set_text(MAIL)
    page.take()
    (meeting,) = page.frame.workspace.schedule.table(Meeting).values()
    assert (meeting.link, meeting.passcode, meeting.weekday) == (ROOM, "482913", 1)
    (course,) = page.frame.workspace.schedule.courses
    assert (course.starts_on, course.weeks) == (date(2026, 8, 31), 14)


def test_what_is_not_found_stays_as_it_was(qtbot: QtBot, tmp_path: Path) -> None:
    page = add_page(qtbot, tmp_path)
    form = page.form
    form.name.setText("Typed by hand")
    form.passcode.setText("typed")
    form.live.slot.time.setText("09:00")
    before = form.entry()
    form.invitation.set_text("https://example.zoom.us/j/91111111111")
    assert form.entry() == before._replace(link="https://example.zoom.us/j/91111111111")


def test_a_second_invitation_replaces_the_name_of_the_first_but_none_that_was_typed(
    qtbot: QtBot, tmp_path: Path
) -> None:
    page = add_page(qtbot, tmp_path)
    page.form.invitation.set_text(MAIL)
    page.form.invitation.set_text(MAIL.replace("Introduction to Machine", "Deep"))
    assert page.form.name.text() == "Deep Learning"
    page.form.name.setText("My own")
    page.form.invitation.set_text(MAIL)
    assert page.form.name.text() == "My own"


def test_a_course_that_exists_takes_link_and_passcode_only(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot, tmp_path)
    window.go("edit-course", "ml")
    QApplication.processEvents()
    page = window.page()
    assert isinstance(page, EditCoursePage)
    before = page.form.entry()
    page.form.invitation.set_text(MAIL.replace("06:30 PM", "07:30 PM"))
    assert page.form.entry() == before._replace(link=ROOM, passcode="482913")


def test_text_and_links_can_be_dropped(qtbot: QtBot, tmp_path: Path) -> None:
    page = add_page(qtbot, tmp_path)
    data = QMimeData()
    data.setUrls([QUrl(ROOM)])
    data.setText(ROOM)
    event = QDropEvent(
        QPointF(20, 20), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    page.form.invitation.dropEvent(event)
    assert page.form.link.text() == ROOM


def test_html_is_read_where_the_text_has_no_link(qtbot: QtBot, tmp_path: Path) -> None:
    page = add_page(qtbot, tmp_path)
    data = QMimeData()
    data.setText("Join here\nPasscode: 314159")
    data.setHtml(f'<p><a href="{ROOM}">Join here</a><br>Passcode: 314159</p>')
    page.form.invitation.text.insertFromMimeData(data)
    assert (page.form.link.text(), page.form.passcode.text()) == (ROOM, "314159")


def test_the_paste_button_takes_the_clipboard(qtbot: QtBot, tmp_path: Path) -> None:
    page = add_page(qtbot, tmp_path)
    QApplication.clipboard().setText(MAIL)
    qtbot.mouseClick(page.form.invitation.paste, Qt.MouseButton.LeftButton)
    assert page.form.link.text() == ROOM
    assert page.form.invitation.summary.isVisible()
    assert page.form.invitation.summary.text().startswith("Topic: Introduction to Machine")


def test_typing_is_read_after_a_moment(qtbot: QtBot, tmp_path: Path) -> None:
    page = add_page(qtbot, tmp_path)
    page.form.invitation.edit_text()
    qtbot.keyClicks(page.form.invitation.text, "example.zoom.us/j/91111111111")
    wanted = "https://example.zoom.us/j/91111111111"
    qtbot.waitUntil(lambda: page.form.link.text() == wanted, timeout=3000)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Lunch at noon?", "There is no Zoom link in it."),
        (
            f"{ROOM} or https://example.zoom.us/j/92222222222",
            "Several meetings are in it: 912 4405",
        ),
        ("Meeting ID: 912 4405 7731", "Found meeting 912 4405 7731, but no link"),
        ("https://example.zoom.us/rec/share/abc", "This is the link of a recording"),
        ("javascript:alert(1)", "There is no Zoom link in it."),
        ("x" * 1_000_000, "There is no Zoom link in it."),
        ("<p onclick=x>" * 80_000, "There is no Zoom link in it."),
        ("\x00\x1b[31m\u202e", "There is no Zoom link in it."),
    ],
)
def test_what_holds_no_way_in_changes_nothing_and_says_why(
    qtbot: QtBot, tmp_path: Path, text: str, told: str
) -> None:
    page = add_page(qtbot, tmp_path)
    before = page.form.entry()
    page.form.invitation.set_text(text)
    assert page.form.invitation.said.text().startswith(told)
    assert page.form.entry() == before


def test_a_link_that_is_not_zoom_is_named_as_such(qtbot: QtBot, tmp_path: Path) -> None:
    page = add_page(qtbot, tmp_path)
    page.form.invitation.set_text("https://meet.example.edu/room/7")
    assert page.form.invitation.said.text() == (
        "Found a link to meet.example.edu, which is not Zoom"
    )
    assert page.form.link.text() == "https://meet.example.edu/room/7"


def test_a_letter_leads_to_the_box_and_tab_out_of_it(qtbot: QtBot, tmp_path: Path) -> None:
    page = add_page(qtbot, tmp_path)
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, Qt.Key.Key_T, Qt.KeyboardModifier.AltModifier)
    assert page.form.invitation.text.hasFocus()
    qtbot.keyClick(page.form.invitation.text, Qt.Key.Key_Tab)
    QApplication.processEvents()
    now = QApplication.focusWidget()
    assert now is not None
    assert not page.form.invitation.isAncestorOf(now) or now is page.form.invitation.paste


def test_the_form_forgets_the_invitation_when_it_is_left(qtbot: QtBot, tmp_path: Path) -> None:
    page = add_page(qtbot, tmp_path)
    page.form.invitation.set_text(MAIL)
    page.take()
    page.frame.go("add-course")
    QApplication.processEvents()
    assert page.form.invitation.plain_text() == ""
    assert page.form.link.text() == ""


# What is filled, without a window


def entry(**changes: object) -> FormEntry:
    return FormEntry()._replace(**changes)  # type: ignore[arg-type]  # its fields


def invitation(**changes: object) -> Invitation:
    plain = Invitation(ROOM, "91244057731", "1", "Deep Learning")
    return plain._replace(**changes)  # type: ignore[arg-type]  # its fields


def test_a_class_on_two_days_becomes_two_live_classes() -> None:
    twice = invitation(
        starts=datetime(2026, 9, 14, 16), zone="America/Chicago", repeats=Repeats((0, 3), times=28)
    )
    after, names = fill(entry(), twice, WRITING, is_new=True)
    assert (after.live.weekday, after.live.starts) == (0, "16:00")
    assert after.others == (MeetingEntry(LIVE, 3, "16:00", "80 min"),)
    assert (after.weeks, after.zone) == ("14", "Central Time · America/Chicago")
    assert set(names) == {
        "link", "passcode", "name", "live", "starts_on", "zone", "others",
    }  # fmt: skip
    again, _ = fill(after, twice, WRITING, is_new=True)
    assert again.others == after.others


@pytest.mark.parametrize(
    "changes",
    [
        {"zone": "", "zone_name": "Middle Earth"},
        {"repeats": Repeats((), times=5)},
        {"repeats": Repeats((1,), every=2, times=5)},
        {"starts": None},
    ],
)
def test_times_that_are_not_clear_are_not_filled(changes: dict[str, object]) -> None:
    plain = invitation(starts=datetime(2026, 9, 1, 18, 30), zone="America/New_York")
    after, names = fill(entry(), plain._replace(**changes), WRITING, is_new=True)  # type: ignore[arg-type]
    assert names == ("link", "passcode", "name")
    assert after.live == entry().live


@pytest.mark.parametrize("topic", ["Zoom Meeting", "My Meeting", "Ada's Zoom Meeting", ""])
def test_a_name_that_is_none_is_not_filled(topic: str) -> None:
    after, _ = fill(entry(), invitation(topic=topic), WRITING, is_new=True)
    assert after.name == ""


def test_a_count_that_cannot_be_weeks_is_not_filled() -> None:
    for repeats in (Repeats((0, 3), times=13), Repeats((0,), times=500)):
        starts = datetime(2026, 9, 14, 16)
        many = invitation(starts=starts, zone="America/New_York", repeats=repeats)
        assert fill(entry(), many, WRITING, is_new=True).entry.weeks == "14"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, "Found meeting 912 4405 7731, passcode 1"),
        ({"passcode": ""}, "Found meeting 912 4405 7731"),
        (
            {"starts": datetime(2026, 9, 1, 18, 30), "zone": "America/New_York"},
            "Found meeting 912 4405 7731, passcode 1, Tue 1 Sep 18:30 ET",
        ),
        (
            {
                "starts": datetime(2026, 9, 14, 16),
                "zone": "America/Chicago",
                "repeats": Repeats((0, 3)),
            },
            "Found meeting 912 4405 7731, passcode 1, Mon and Thu 16:00 Chicago",
        ),
        (
            {"starts": datetime(2026, 9, 14, 16), "zone_name": "Middle Earth"},
            "Found meeting 912 4405 7731, passcode 1, 16:00 in “Middle Earth”, a zone not known "
            "here",
        ),
        ({"meeting_id": ""}, "Found a link to example.zoom.us, passcode 1"),
        (
            {"link": "https://us02web.zoom.us/w/81111111118?tk=x"},
            "Found meeting 912 4405 7731, passcode 1, a link for you alone",
        ),
    ],
)
def test_the_found_line_names_what_there_is(changes: dict[str, object], told: str) -> None:
    assert found(invitation(**changes), WORDS) == (told, True)


def test_a_summary_is_one_line_from_the_topic_on() -> None:
    assert summary(MAIL).startswith("Topic: Introduction to Machine Learning · Time: Sep 1, 2026")
    assert summary("\n\n  a\tb  \n c ") == "a b · c"
    assert len(summary("word\n" * 9000)) <= 300


# For the classes of a course


def test_the_invitation_of_a_course_gives_all_its_classes_the_link(
    qtbot: QtBot, tmp_path: Path
) -> None:
    page = course_page(qtbot, tmp_path, without_link())
    window = page.window()
    assert isinstance(window, MainWindow)
    QApplication.clipboard().setText("nothing of use")
    page.do_paste_invitation()
    panel = dialog(window)
    assert not panel.scope.isVisible()
    panel.field.set_text(MAIL)
    assert panel.passcode.text() == "482913"
    panel.use.click()
    assert not panel.isVisible()
    schedule = page.frame.workspace.schedule
    (series,) = [
        m for m in schedule.table(Meeting).values() if m.course_id == "ml" and m.kind is LIVE
    ]
    assert (series.link, series.passcode) == (ROOM, "482913")
    assert page.frame.workspace.undo_name == "Set join link"


def test_for_one_class_only_that_class_gets_it(qtbot: QtBot, tmp_path: Path) -> None:
    page = course_page(qtbot, tmp_path, without_link())
    window = page.window()
    assert isinstance(window, MainWindow)
    key = "ml-live:2026-11-03"
    page.doing.paste_invitation(page.frame.workspace.schedule.occurrence(key))
    panel = dialog(window)
    panel.field.set_text(MAIL)
    panel.passcode.setText("own")
    panel.scope.buttons()[1].click()
    panel.take()
    override = page.frame.workspace.schedule.table(Override)[key]
    assert (override.link, override.passcode) == (ROOM, "own")


def test_an_invitation_that_was_just_copied_is_in_place(qtbot: QtBot, tmp_path: Path) -> None:
    page = course_page(qtbot, tmp_path, without_link())
    window = page.window()
    assert isinstance(window, MainWindow)
    QApplication.clipboard().setText(MAIL)
    page.do_join()
    assert dialog(window).field.invitation.link == ROOM


@pytest.mark.parametrize("text", ["", "Lunch at noon?"])
def test_without_a_link_nothing_is_stored_and_the_dialog_stays(
    qtbot: QtBot, tmp_path: Path, text: str
) -> None:
    page = course_page(qtbot, tmp_path, without_link())
    window = page.window()
    assert isinstance(window, MainWindow)
    before = page.frame.workspace.schedule
    QApplication.clipboard().clear()
    page.do_paste_invitation()
    panel = dialog(window)
    panel.field.set_text(text)
    panel.take()
    assert panel.isVisible()
    assert panel.error.text()
    assert page.frame.workspace.schedule is before
    qtbot.keyClick(panel.field.text, Qt.Key.Key_Escape)
    assert not panel.isVisible()


def test_a_missing_link_stands_among_the_facts_of_the_course(qtbot: QtBot, tmp_path: Path) -> None:
    page = course_page(qtbot, tmp_path, without_link())
    assert page._facts_shown[-1].is_missing
    window = page.window()
    assert isinstance(window, MainWindow)
    view = page._fact_views[-1]
    view.pasted.emit()
    assert dialog(window)
    assert view.mapTo(window, QPoint(0, 0)).x() > 0
