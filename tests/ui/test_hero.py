"""The class at the top of Today in all its states, by mouse, keys and words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from ui.browser import Browser, browser
from ui.windows import open_window, texts

from companion import edits
from companion.models.attendance import Attendance, AttendanceMark, Recording
from companion.models.meeting import Meeting
from companion.models.schedule import Record
from companion.sample import SAMPLE_NOW, sample_records
from companion.ui.dialogs.invitation import InvitationDialog
from companion.ui.main_window import MainWindow
from companion.ui.recording_popover import RecordingPopover
from companion.ui.today_page import TodayPage

__all__ = ["browser"]
CLASS_9 = "ml-live:2026-10-27"
STARTS = datetime(2026, 10, 27, 22, 30, tzinfo=UTC)
ENDS = STARTS + timedelta(minutes=80)
INDIA = "Asia/Kolkata"


def changed(change: Callable[[Meeting], Meeting], meeting_id: str) -> list[Record]:
    return [
        change(r) if isinstance(r, Meeting) and r.id == meeting_id else r for r in sample_records()
    ]


def by_recording() -> list[Record]:
    """The sample, with Machine Learning watched on Wednesdays at 19:00."""
    return changed(lambda m: m._replace(watch_weekday=2, watch_time=time(19)), "ml-live")


def without_link() -> list[Record]:
    return changed(lambda m: m._replace(link="", passcode=""), "ml-live")


def today(qtbot: QtBot, folder: Path, **options: object) -> TodayPage:
    window = open_window(qtbot, folder, **options)  # type: ignore[arg-type]  # as given
    page = window.page()
    assert isinstance(page, TodayPage)
    return page


def window_of(page: TodayPage) -> MainWindow:
    window = page.window()
    assert isinstance(window, MainWindow)
    return window


def buttons(page: TodayPage) -> list[str]:
    """The texts of the buttons shown, the one for the passcode apart."""
    return [b.plain_text() for b in page.hero._made.values() if b.isVisible()]


def shown(page: TodayPage) -> set[str]:
    return set(texts(page.hero))


@pytest.mark.parametrize(
    ("now", "expected", "offered"),
    [
        (SAMPLE_NOW, ["Next live class", "starts in", "10 h 50 min"], ["Join on Zoom"]),
        (STARTS - timedelta(minutes=12), ["in 12 min", "1 h earlier"], ["Join now"]),
        (
            STARTS + timedelta(minutes=42),
            ["Live now", "42 min in", "ends 19:50 ET", "38 min left"],
            ["Rejoin"],
        ),
        (
            ENDS + timedelta(minutes=5),
            ["Class 9 ended at 00:50", "The recording usually appears within a day."],
            ["I attended", "Missed, plan recording", "Later"],
        ),
    ],
)
def test_each_moment_of_a_class_has_its_words_and_buttons(
    qtbot: QtBot, tmp_path: Path, now: datetime, expected: Sequence[str], offered: list[str]
) -> None:
    page = today(qtbot, tmp_path, now=now)
    assert set(expected) <= shown(page)
    assert buttons(page) == offered
    assert page.hero.code_row.isVisible() is (offered != ["I attended", *offered[1:]])
    assert page.hero.bar.isVisible() is (offered == ["Rejoin"])
    assert page.hero.ring.isVisible() is (offered == ["Join now"])


def test_in_the_last_minute_seconds_count(qtbot: QtBot, tmp_path: Path) -> None:
    page = today(qtbot, tmp_path, now=STARTS - timedelta(seconds=42))
    assert "in 0:42" in shown(page)


def test_in_a_small_window_the_facts_are_short(qtbot: QtBot, tmp_path: Path) -> None:
    page = today(qtbot, tmp_path, size=(960, 600))
    assert {"tonight, ends Wed", "18:30–19:50 ET"} <= shown(page)
    assert "Introduction to Machine Learning · Dr. Maya Okafor" in shown(page)


def test_a_moved_class_without_a_link_says_both_and_asks_for_the_invitation(
    qtbot: QtBot, tmp_path: Path
) -> None:
    records = changed(lambda m: m._replace(link="", passcode=""), "dv-live")
    page = today(qtbot, tmp_path, records=records, size=(960, 600))
    for key in (CLASS_9, "ml-live:2026-11-03", "dv-live:2026-10-29"):
        page.frame.perform(edits.cancel_occurrence(page.frame.workspace.schedule, key))
    edit = edits.move_occurrence(
        page.frame.workspace.schedule, "dv-live:2026-11-05", datetime(2026, 11, 6, 17)
    )
    page.frame.perform(edit)
    assert {
        "Moved from Thu 5 Nov", "class 4 of 6", "Fri 6 Nov, ends Sat", "17:00–18:15 ET",
        "Data Visualization · no Zoom link for this class", "10 days",
    } <= shown(page)  # fmt: skip
    assert buttons(page) == ["Paste invitation…"]
    assert not page.hero.code_row.isVisible()
    assert page.hero.accessibleName().startswith("Moved from Thu 5 Nov, Data Visualization")


# By recording


def test_a_class_by_recording_shows_its_watch_slot_and_the_live_time(
    qtbot: QtBot, tmp_path: Path
) -> None:
    page = today(qtbot, tmp_path, zone=INDIA, records=by_recording())
    assert {
        "Next class, by recording", "class 9 of 14", "Wed 28 Oct, Kolkata", "live: Tue 18:30 ET",
        "planned in", "1 day",
    } <= shown(page)  # fmt: skip
    assert page.hero.big._parts == ("19:00", "20:20")
    assert buttons(page) == ["Paste recording…", "Join live instead"]
    assert page.hero.accessibleName() == (
        "Next class, by recording, Introduction to Machine Learning, planned "
        "Wednesday 28 October 19:00 to 20:20, live Tue 18:30 Eastern, in 1 day 1 hour 50 minutes"
    )


def test_it_can_be_joined_live_instead(qtbot: QtBot, tmp_path: Path, browser: Browser) -> None:
    page = today(qtbot, tmp_path, zone=INDIA, records=by_recording())
    page.hero.button("join_instead").click()
    assert len(browser.opened) == 1
    assert browser.opened[0].startswith("https://")


def test_after_the_live_class_nobody_asks_and_the_recording_is_watched(
    qtbot: QtBot, tmp_path: Path, browser: Browser
) -> None:
    records = [*by_recording(), Recording(CLASS_9, "https://example.zoom.us/rec/share/x", 75)]
    page = today(qtbot, tmp_path, zone=INDIA, records=records, now=ENDS + timedelta(minutes=5))
    assert "Were you there?" not in page.hero.big._parts
    assert buttons(page) == ["Watch recording", "Mark watched"]
    page.hero.button("watch").click()
    assert browser.opened == ["https://example.zoom.us/rec/share/x"]
    page.hero.button("mark_watched").click()
    marks = page.frame.workspace.schedule.table(Attendance)
    assert marks[CLASS_9].mark is AttendanceMark.RECORDING
    assert "Next class, by recording" not in shown(page)


def test_the_recording_of_tonight_stands_where_it_is_watched(qtbot: QtBot, tmp_path: Path) -> None:
    now = datetime(2026, 10, 28, 9, tzinfo=UTC)
    page = today(qtbot, tmp_path, zone=INDIA, records=by_recording(), now=now)
    rows = [(row.lead, row.title) for row in page.planned.rows()]
    assert ("19:00–20:20", "Recording of live class 9") in rows


def test_a_recording_link_is_pasted_from_the_hero(qtbot: QtBot, tmp_path: Path) -> None:
    page = today(qtbot, tmp_path, zone=INDIA, records=by_recording())
    QApplication.clipboard().setText("https://example.zoom.us/rec/share/abc")
    page.hero.button("watch").click()
    (panel,) = window_of(page).findChildren(RecordingPopover)
    assert panel.link.text() == "https://example.zoom.us/rec/share/abc"
    panel.accept()
    assert buttons(page)[0] == "Watch recording"


# Were you there?


@pytest.mark.parametrize(
    ("key", "mark"),
    [
        (Qt.Key.Key_A, AttendanceMark.ATTENDED),
        (Qt.Key.Key_X, AttendanceMark.MISSED),
        (Qt.Key.Key_U, AttendanceMark.EXCUSED),
    ],
)
def test_the_question_is_answered_by_one_key(
    qtbot: QtBot, tmp_path: Path, key: Qt.Key, mark: AttendanceMark
) -> None:
    page = today(qtbot, tmp_path, now=ENDS + timedelta(minutes=5))
    page.setFocus()
    qtbot.keyClick(page, key)
    assert page.frame.workspace.schedule.table(Attendance)[CLASS_9].mark is mark
    assert "Next live class" in shown(page)


def test_before_class_the_keys_mark_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    page = today(qtbot, tmp_path)
    before = page.frame.workspace.schedule
    page.setFocus()
    for key in (Qt.Key.Key_A, Qt.Key.Key_X, Qt.Key.Key_U):
        qtbot.keyClick(page, key)
    assert page.frame.workspace.schedule is before


def test_a_missed_class_goes_to_the_week_to_be_planned_and_waits_in_catch_up(
    qtbot: QtBot, tmp_path: Path
) -> None:
    page = today(qtbot, tmp_path, now=ENDS + timedelta(minutes=5))
    window = window_of(page)
    page.hero.button("no").click()
    assert window.place().key == "week"
    assert page.frame.workspace.schedule.table(Attendance)[CLASS_9].mark is AttendanceMark.MISSED
    window.go("today")
    assert "2 missed classes" in texts(page.catch_up)


def test_later_asks_no_more_today_but_again_after_a_restart(qtbot: QtBot, tmp_path: Path) -> None:
    now = ENDS + timedelta(minutes=5)
    page = today(qtbot, tmp_path / "1", now=now)
    page.hero.button("later").click()
    assert "Next live class" in shown(page)
    assert "Class 9 ended at 00:50" in shown(today(qtbot, tmp_path / "2", now=now))


def test_a_class_that_the_student_is_excused_from_is_not_next(qtbot: QtBot, tmp_path: Path) -> None:
    page = today(qtbot, tmp_path)
    schedule = page.frame.workspace.schedule
    page.frame.perform(edits.mark_attendance(schedule, CLASS_9, AttendanceMark.EXCUSED))
    assert "class 3 of 6" in shown(page)


# Joining


def test_j_joins_the_class_of_the_hero_and_c_copies_its_passcode(
    qtbot: QtBot, tmp_path: Path, browser: Browser
) -> None:
    page = today(qtbot, tmp_path)
    page.setFocus()
    qtbot.keyClick(page, Qt.Key.Key_J)
    qtbot.keyClick(page, Qt.Key.Key_C)
    assert len(browser.opened) == 1
    assert ".zoom.us/j/91244057731" in browser.opened[0]
    assert QApplication.clipboard().text() == "482 913"
    assert page.hero.copy.plain_text() == "Copied"


def test_in_a_small_window_copied_is_said_in_place_of_the_label(
    qtbot: QtBot, tmp_path: Path
) -> None:
    page = today(qtbot, tmp_path, size=(960, 600))
    page.hero.copy_icon.click()
    assert "Copied" in shown(page)


def test_j_without_a_link_asks_for_the_invitation(
    qtbot: QtBot, tmp_path: Path, browser: Browser
) -> None:
    page = today(qtbot, tmp_path, records=without_link())
    page.setFocus()
    qtbot.keyClick(page, Qt.Key.Key_J)
    assert browser.opened == []
    assert window_of(page).findChildren(InvitationDialog)


# Catch up


def test_catch_up_tells_the_time_at_the_students_speed(qtbot: QtBot, tmp_path: Path) -> None:
    page = today(qtbot, tmp_path)
    assert "Thu 22 Oct · 1 h 14 recording" in texts(page.catch_up)
    page.frame.keep("playback_speed", "1.25")
    assert "Thu 22 Oct · 1 h 14 recording · 59 min at 1.25×" in texts(page.catch_up)
    schedule = page.frame.workspace.schedule
    begun = schedule.table(Recording)["dv-live:2026-10-22"]._replace(watched_minutes=24)
    page.frame.perform(edits.set_recording(schedule, begun))
    assert "Thu 22 Oct · 24 min of 1 h 14 watched · 40 min at 1.25×" in texts(page.catch_up)


def test_catch_up_opens_the_recording_or_asks_for_its_link(
    qtbot: QtBot, tmp_path: Path, browser: Browser
) -> None:
    page = today(qtbot, tmp_path)
    schedule = page.frame.workspace.schedule
    room = Recording("dv-live:2026-10-22", "https://example.zoom.us/rec/share/y", 74)
    page.frame.perform(edits.set_recording(schedule, room))
    page.catch_up.watch.click()
    assert browser.opened == ["https://example.zoom.us/rec/share/y"]
    schedule = page.frame.workspace.schedule
    page.frame.perform(edits.set_recording(schedule, room._replace(link="")))
    assert page.catch_up.watch.plain_text() == "Paste link…"
    page.catch_up.watch.click()
    assert window_of(page).findChildren(RecordingPopover)


def test_in_a_small_window_the_rail_is_whole_and_the_rest_in_a_menu(
    qtbot: QtBot, tmp_path: Path
) -> None:
    page = today(qtbot, tmp_path, size=(960, 600))
    inside = page.right.widget()
    assert inside is not None
    assert inside.width() <= page.right.viewport().width()
    assert not page.catch_up.done.isVisible()
    assert page.catch_up.more.isVisible()
    texts_shown = [action.text() for action in page.catch_up.menu().actions()]
    assert texts_shown == ["Mark watched", "Recording: link, length, progress…"]
    page.catch_up.menu().actions()[0].trigger()
    assert not page.catch_up.isVisible()


def test_r_marks_the_recording_as_watched_once(qtbot: QtBot, tmp_path: Path) -> None:
    page = today(qtbot, tmp_path)
    page.setFocus()
    qtbot.keyClick(page, Qt.Key.Key_R)
    assert not page.catch_up.isVisible()
    before = page.frame.workspace.schedule
    qtbot.keyClick(page, Qt.Key.Key_R)
    assert page.frame.workspace.schedule is before


def test_every_state_is_in_view_whole(qtbot: QtBot, tmp_path: Path) -> None:
    for n, (records, zone) in enumerate(
        ((by_recording(), INDIA), (without_link(), "Europe/Berlin"))
    ):
        for size in ((1280, 800), (960, 600)):
            page = today(qtbot, tmp_path / f"{n}-{size[0]}", records=records, zone=zone, size=size)
            for label in (page.hero.kind, page.hero.local, page.hero.there, page.hero.left):
                assert label.width() >= label.sizeHint().width()
            for button in page.hero._made.values():
                if button.isVisible():
                    assert button.width() >= button.sizeHint().width()


def test_the_clock_of_the_student_is_what_counts(qtbot: QtBot, tmp_path: Path) -> None:
    page = today(qtbot, tmp_path, zone="Australia/Sydney")
    local = STARTS.astimezone(ZoneInfo("Australia/Sydney"))
    assert page.hero.big._parts[0] == f"{local:%H:%M}"
