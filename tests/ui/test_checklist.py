"""The checklist as a student uses it, by keys on the real window."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from fakes import FailingStore
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot
from schedules import activity, draft, schedule_of
from ui.windows import open_window

from companion import edits
from companion.app import make_application
from companion.clock import FixedClock
from companion.models.activity import Activity, ActivityKind, PlannedBlock, Stage
from companion.models.attendance import Attendance, AttendanceMark
from companion.models.checklist import Entry, Group
from companion.models.checklist_sections import Filter, Section, Shown
from companion.models.schedule import Record
from companion.sample import SAMPLE_NOW, SAMPLE_ZONE, sample_records
from companion.ui import theme
from companion.ui.checklist_delegate import GROUP_ROW, ROW
from companion.ui.checklist_fields import Part, ValueButton
from companion.ui.checklist_page import ChecklistPage
from companion.ui.checklist_popovers import DuePopover, EstimatePopover, MovePopover
from companion.ui.main_window import MainWindow
from companion.ui.popover import Popover
from companion.workspace import Workspace

K = Qt.Key
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
ACCESSIBLE = Qt.ItemDataRole.AccessibleTextRole
QUIZ, RECORDING = "ml-w9-quiz", "dv-live:2026-10-22"


def open_page(qtbot: QtBot, folder: Path, **options: object) -> ChecklistPage:
    window = open_window(qtbot, folder, **options)  # type: ignore[arg-type]  # as named there
    press(K.Key_4)
    page = window.page()
    assert isinstance(page, ChecklistPage)
    return page


def with_work(*work: Activity) -> list[Record]:
    """One course, and this work of it."""
    schedule = schedule_of(draft())
    course = schedule.courses[0]
    own = [a._replace(course_id=course.id) for a in work]
    return [*schedule.records(), *own]


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key wherever the keyboard is."""
    QApplication.processEvents()
    target = QApplication.focusWidget() or QApplication.activeWindow()
    assert target is not None
    QTest.keyClick(target, key, modifiers)
    QApplication.processEvents()


def type_text(text: str) -> None:
    """Type where the keyboard is."""
    QApplication.processEvents()
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClicks(target, text)
    QApplication.processEvents()


def stored(page: ChecklistPage, activity_id: str) -> Activity:
    found = page.frame.workspace.schedule.get(Activity, activity_id)
    assert found is not None
    return found


def titles(page: ChecklistPage) -> list[str]:
    return [row.item.title for row in page.view.lines.rows if isinstance(row, Entry)]


def ids(page: ChecklistPage) -> list[str]:
    return [row.item.id for row in page.view.lines.rows if isinstance(row, Entry)]


def section(page: ChecklistPage, group: Group) -> Section:
    (found,) = [s for s in page.view.lines.sections() if s.group is group]
    return found


def said(page: ChecklistPage) -> str:
    """Return what the bar with Undo says."""
    window = page.window()
    assert isinstance(window, MainWindow)
    bar = window.stage.undo_bar()
    return bar.text() if bar is not None and bar.isVisible() else ""


def panel(page: ChecklistPage) -> Popover:
    (found,) = [p for p in page.window().findChildren(Popover) if p.isVisible()]
    return found


def words(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


# What is shown and said


def test_rows_and_groups_are_said_in_full_words(qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(qtbot, tmp_path)
    model = page.view.lines
    spoken = [model.data(model.index(n), ACCESSIBLE) for n in range(model.rowCount())]
    assert spoken[0] == (
        "This week, 26 October to 1 November, ML week 9 · DV week 3, 4 of 16 done, "
        "9 hours 36 minutes left, expanded"
    )
    assert spoken[1] == (
        "Ridge and lasso in 15 minutes, video, Machine Learning, 15 minutes, due tonight 23:30, "
        "in 10 hours, not done"
    )
    assert (
        "Check-in quiz 9, quiz, Machine Learning, 12 minutes, about 15 minutes for you, "
        "due Wednesday 04:59, in 16 hours, not done"
    ) in spoken
    assert (
        "Class 2 recording: Choosing the right chart, recording, Data Visualization, "
        "1 hour 14 minutes, due Thursday 22:00, in 2 days, not done"
    ) in spoken
    assert (
        "Cross-validation notebook, exercise, Machine Learning, 1 hour, due Saturday 04:59, "
        "in 3 days, 2 of 4 steps done, started"
    ) in spoken


def test_assistive_technology_finds_the_rows(qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(qtbot, tmp_path)
    face = QAccessible.queryAccessibleInterface(page.view)
    cells = [face.child(n) for n in range(face.childCount())]
    said_aloud = [cell.text(QAccessible.Text.Name) for cell in cells if cell is not None]
    assert any(text.startswith("Check-in quiz 9, quiz") for text in said_aloud)


def test_the_model_keeps_qts_rules(
    qtbot: QtBot, tmp_path: Path, qtmodeltester: ModelTester
) -> None:
    page = open_page(qtbot, tmp_path)
    qtmodeltester.check(page.view.lines)
    page.filters.set_filter(Filter(Shown.ALL, search="ridge"))
    page.view.lines.toggle(Group.THIS_WEEK)
    page.frame.perform(edits.complete(page.frame.workspace.schedule, [QUIZ], SAMPLE_NOW))


def test_the_header_tells_what_is_open(qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(qtbot, tmp_path)
    every = page.frame.workspace.schedule.table(Activity).values()
    count = sum(a.is_waiting_for_student for a in every) + 1  # and the recording
    assert page.header.remark.text().startswith(f"{count} open, ")


def test_text_of_the_student_stays_plain(qtbot: QtBot, tmp_path: Path) -> None:
    nasty = "<b>x</b> &amp; <img src=x>"
    page = open_page(qtbot, tmp_path, records=with_work(activity(title=nasty, notes=nasty)))
    assert page.inspector.title.toPlainText() == nasty
    assert page.inspector.notes.toPlainText() == nasty
    tip = page.view.lines.data(page.view.lines.index(1), Qt.ItemDataRole.ToolTipRole)
    assert isinstance(tip, str)
    assert "&lt;b&gt;" in tip


def test_a_long_code_and_a_long_title_leave_times_whole(qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(qtbot, tmp_path, records=with_work(activity(title="word " * 400)))
    line = page.view.lines.words.line(page.view.lines.rows[1])  # type: ignore[union-attr,arg-type]
    assert line.due == "Sat 04:59"
    page.grab()


# Adding


def test_a_typed_line_becomes_an_activity_and_undo_takes_it_back(
    qtbot: QtBot, tmp_path: Path
) -> None:
    page = open_page(qtbot, tmp_path)
    before = ids(page)
    press(K.Key_N)
    type_text("Read HBR case 25m due fri #ml")
    assert [piece.text for piece in page.quick.shown_pieces()] == [
        "Reading",
        "25 min",
        "Sat 31 Oct 04:59 · Fri 23:59 ET",
        "ML",
    ]
    assert page.quick.field.accessibleDescription().endswith("Sat 31 Oct 04:59 · Fri 23:59 ET, ML")
    press(K.Key_Return)
    (new,) = set(ids(page)) - set(before)
    added = stored(page, new)
    assert (added.title, added.minutes, added.kind) == ("Read HBR case", 25, ActivityKind.READING)
    assert page.quick.field.text() == ""
    assert page.quick.field.hasFocus()
    current = page.view.current()
    assert current is not None
    assert current.item.id == new
    assert said(page) == "Added “Read HBR case”"
    press(K.Key_Z, CTRL)
    assert ids(page) == before


def test_a_planned_time_is_stored_with_the_activity(qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(qtbot, tmp_path)
    press(K.Key_N)
    type_text("Sketch tonight 21:00 45m")
    press(K.Key_Return)
    blocks = page.frame.workspace.schedule.table(PlannedBlock).values()
    block = next(b for b in blocks if stored(page, b.activity_id).title == "Sketch")
    assert (block.starts, block.minutes) == (datetime(2026, 10, 27, 21), 45)
    assert page.inspector.values.planned.label.text() == "Today 21:00–21:45"
    page.inspector.values.planned.removed.emit()
    assert block.id not in page.frame.workspace.schedule.table(PlannedBlock)
    assert not page.inspector.values.planned.isVisible()


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("Watch 0m intro", "“0m” is out of range"),
        ("Hand in due 31 feb", "“due 31 feb” is a day that the calendar does not have"),
        ("Read x #zzz", "There is no course #zzz"),
    ],
)
def test_what_is_not_understood_is_told_before_it_goes_into_the_title(
    qtbot: QtBot, tmp_path: Path, line: str, problem: str
) -> None:
    page = open_page(qtbot, tmp_path)
    before = set(ids(page))
    press(K.Key_N)
    type_text(line)
    assert page.quick.note.text().startswith(problem)
    press(K.Key_Return)
    assert set(ids(page)) == before
    assert page.quick.note.text().endswith("Enter again adds it as it stands.")
    press(K.Key_Return)
    (new,) = set(ids(page)) - before
    assert stored(page, new).title == line
    assert page.quick.note.text() == ""


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("<b>x</b>", "<b>x</b>"),
        ("שלום עולם 20m due fri #dv", "שלום עולם"),
        ("🎉🎉 party 30m ! #ml", "🎉🎉 party"),
        ("  a   b  ", "a b"),
        ("due", "due"),
    ],
)
def test_any_text_is_an_activity(qtbot: QtBot, tmp_path: Path, line: str, title: str) -> None:
    page = open_page(qtbot, tmp_path)
    before = set(ids(page))
    page.quick.begin()
    page.quick.field.setText(line)
    page.grab()
    press(K.Key_Return)
    (new,) = set(ids(page)) - before
    assert stored(page, new).title == title


@pytest.mark.parametrize("line", ["   ", "25m #ml", "x" * 5000, "read " * 1000])
def test_what_is_no_title_is_refused_and_stays(qtbot: QtBot, tmp_path: Path, line: str) -> None:
    page = open_page(qtbot, tmp_path)
    before = page.frame.workspace.schedule
    page.quick.begin()
    page.quick.field.setText(line)
    press(K.Key_Return)
    assert page.frame.workspace.schedule is before
    assert page.quick.field.text() == line
    assert bool(page.quick.note.text()) is bool(line.strip())


def test_an_unknown_course_is_mended_by_its_suggestion(qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(qtbot, tmp_path)
    press(K.Key_N)
    type_text("Read x #mk 10m")
    (button,) = page.quick.note.buttons
    assert button.accessibleName() == "Use #ML"
    button.click()
    assert page.quick.field.text() == "Read x #ML 10m"
    assert page.quick.note.text() == ""


def test_words_are_tinted_where_they_stand_after_an_emoji(qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(qtbot, tmp_path)
    page.quick.field.setText("🎉 25m")
    (span,) = page.quick.field.spans
    assert (span.start, span.end) == (3, 6)  # as Qt counts


def test_a_line_without_course_belongs_to_the_one_filtered_for(
    qtbot: QtBot, tmp_path: Path
) -> None:
    page = open_page(qtbot, tmp_path)
    page.filters.set_filter(Filter(courses=frozenset({"dv"})))
    press(K.Key_N)
    type_text("Sketch a map")
    press(K.Key_Return)
    current = page.view.current()
    assert current is not None
    assert current.item.course_id == "dv"


def test_an_addition_that_the_filters_hide_is_said_to_be_hidden(
    qtbot: QtBot, tmp_path: Path
) -> None:
    page = open_page(qtbot, tmp_path)
    page.filters.set_filter(Filter(most_minutes=15))
    press(K.Key_N)
    type_text("Read all of it 3h")
    press(K.Key_Return)
    assert said(page) == "Added “Read all of it”; the filters hide it"


# Ticking


def test_space_ticks_and_the_row_stays_where_it_is(qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(qtbot, tmp_path)
    places = ids(page)
    press(K.Key_Down)
    press(K.Key_Space)
    assert stored(page, QUIZ).is_done
    assert ids(page) == places
    assert said(page) == "“Check-in quiz 9” is done"
    assert section(page, Group.THIS_WEEK).done == 5
    press(K.Key_Space)
    assert not stored(page, QUIZ).is_done
    press(K.Key_Z, CTRL)
    assert stored(page, QUIZ).is_done
    assert ids(page) == places


def test_a_tick_repaints_its_row_and_its_group_only(qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(qtbot, tmp_path)
    painted = _Painted()
    page.view.viewport().installEventFilter(painted)
    QApplication.processEvents()
    painted.rows = QRect()
    workspace = page.frame.workspace  # without the bar with Undo, which covers other rows
    told: list[int] = []
    page.view.lines.dataChanged.connect(lambda first, last: told.append(first.row()))
    workspace.perform(edits.complete(workspace.schedule, ["ml-w9-ridge"], SAMPLE_NOW))
    QApplication.processEvents()
    assert sorted(told) == [0, 1]
    assert 0 < painted.rows.height() <= GROUP_ROW + ROW


class _Painted(QObject):
    rows = QRect()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.rows = self.rows.united(event.rect())
        return False


def test_a_click_on_the_circle_ticks_and_moves_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(qtbot, tmp_path)
    row = page.view.lines.row_of(QUIZ)
    assert row is not None
    rect = page.view.visualRect(page.view.lines.index(row))
    before = page.view.currentIndex().row()
    qtbot.mouseClick(
        page.view.viewport(), Qt.MouseButton.LeftButton, pos=rect.topLeft() + QPoint(20, 15)
    )
    assert stored(page, QUIZ).is_done
    assert page.view.currentIndex().row() == before


def test_a_watched_recording_stays_struck_until_the_day_ends(qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(qtbot, tmp_path)
    assert page.view.choose(RECORDING)
    places = ids(page)
    press(K.Key_Space)
    mark = page.frame.workspace.schedule.get(Attendance, RECORDING)
    assert mark is not None
    assert mark.mark is AttendanceMark.RECORDING
    assert ids(page) == places
    current = page.view.current()
    assert current is not None
    assert current.is_done
    press(K.Key_Space)
    mark = page.frame.workspace.schedule.get(Attendance, RECORDING)
    assert mark is not None
    assert mark.mark is AttendanceMark.MISSED


def test_done_work_goes_under_done_the_next_day(qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(qtbot, tmp_path)
    press(K.Key_Space)
    clock = page.frame.workspace.clock
    assert isinstance(clock, FixedClock)
    clock.at += timedelta(days=1)
    page.minute()
    assert "ml-w9-ridge" not in ids(page)
    page.filters.set_filter(Filter(Shown.DONE))
    assert ids(page)[0] == "ml-w9-ridge"


def test_what_becomes_late_moves_up(qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(qtbot, tmp_path)
    clock = page.frame.workspace.clock
    assert isinstance(clock, FixedClock)
    clock.at = datetime(2026, 10, 27, 22, 31, tzinfo=UTC)
    page.minute()
    assert section(page, Group.LATE).entries[0].item.id == "ml-w9-ridge"
    line = page.view.lines.words.line(section(page, Group.LATE).entries[0])  # type: ignore[union-attr]
    assert (line.relative, line.tone) == ("1 min late", "dangt")


def test_the_week_is_done_and_offers_a_head_start(qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(qtbot, tmp_path)
    press(K.Key_A, CTRL)
    press(K.Key_Space)
    assert page.week_done.isVisible()
    assert words(page.week_done) == ["This week is done"]
    assert page.week_done.button.plain_text() == "Get ahead: Decision trees by hand, 18 min"
    page.week_done.button.click()
    current = page.view.current()
    assert current is not None
    assert current.item.title == "Decision trees by hand"


def test_a_week_before_the_term_is_not_called_done(qtbot: QtBot, tmp_path: Path) -> None:
    before = datetime(2026, 6, 30, 10, tzinfo=UTC)  # the first course begins on 6 July
    work = [r for r in sample_records() if not isinstance(r, Attendance)]
    work = [
        r._replace(stage=Stage.OPEN, done_at=None) if isinstance(r, Activity) else r for r in work
    ]
    page = open_page(qtbot, tmp_path, now=before, records=work)
    assert words(page.week_done) == ["Nothing to do this week"]


# Several rows


def test_marked_rows_are_summed_and_done_together(qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(qtbot, tmp_path)
    assert not page.bar.isVisible()
    press(K.Key_Down, SHIFT)
    press(K.Key_Down, SHIFT)
    assert page.bar.isVisible()
    assert page.bar.label.text() == "3 selected · 1 h 41"
    press(K.Key_Space)
    assert said(page) == "3 activities done"
    assert stored(page, QUIZ).is_done
    assert not page.bar.isVisible()
    press(K.Key_Z, CTRL)
    assert not stored(page, QUIZ).is_done


def test_ctrl_a_marks_the_group_and_esc_lets_go(qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(qtbot, tmp_path)
    press(K.Key_A, CTRL)
    assert len(page.view.marked_lines()) == 13
    assert {e.group for e in page.view.marked_lines()} == {Group.THIS_WEEK}
    press(K.Key_Escape)
    assert page.view.marked_lines() == []
    assert not page.bar.isVisible()


def test_the_bar_can_be_reached_and_used_by_keys(qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(qtbot, tmp_path)
    press(K.Key_Down, SHIFT)
    page.bar.tick.setFocus(Qt.FocusReason.TabFocusReason)
    press(K.Key_Space)
    assert stored(page, QUIZ).is_done


def test_delete_takes_the_marked_rows_away_and_undo_brings_all_back(
    qtbot: QtBot, tmp_path: Path
) -> None:
    page = open_page(qtbot, tmp_path)
    before, schedule = ids(page), page.frame.workspace.schedule
    press(K.Key_Down, SHIFT)
    press(K.Key_Delete)
    assert ids(page) == before[2:]
    assert said(page) == "2 activities deleted"
    press(K.Key_Z, CTRL)
    assert page.frame.workspace.schedule == schedule
    assert ids(page) == before


def test_a_recording_is_not_deleted_but_explained(qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(qtbot, tmp_path)
    page.view.choose(RECORDING)
    schedule = page.frame.workspace.schedule
    for key in (K.Key_Delete, K.Key_D, K.Key_E, K.Key_M):
        press(key)
    assert page.frame.workspace.schedule is schedule
    window = page.window()
    assert isinstance(window, MainWindow)
    assert "A recording follows its class." in window.stage.notices()[0].accessibleName()
    press(K.Key_Return)
    page.inspector.course.click()
    assert window.place().key == "course"


# Due, estimate, move


def test_d_sets_the_due_date_in_the_courses_time(qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(qtbot, tmp_path)
    page.view.choose(QUIZ)
    press(K.Key_D)
    box = panel(page)
    assert isinstance(box, DuePopover)
    assert "Wed 28 Oct 04:59 for you · in 16 h" in words(box)
    type_text("fri")
    press(K.Key_Tab)
    assert box.day.text() == "Fri 30 Oct 2026"
    type_text("18:00")
    assert "Fri 30 Oct 23:00 for you · in 3 days" in words(box)
    press(K.Key_Return)
    due = stored(page, QUIZ).due
    assert due is not None
    assert (due.wall, due.zone) == (datetime(2026, 10, 30, 18), "America/New_York")
    assert page.view.hasFocus()
    assert said(page) == "Due Fri 30 Oct 23:00"


@pytest.mark.parametrize(
    ("day", "at", "problem"),
    [
        ("14 mar 2027", "02:30", "does not exist in America/New_York"),
        ("1 nov 2026", "01:30", "comes twice in America/New_York"),
        ("31 feb", "18:00", "a day that the calendar does not have"),
        ("soon", "18:00", "“soon” is no date"),
        ("", "18:00", "Write a day"),
        ("fri", "25:00", "holds no time of day that there is"),
    ],
)
def test_a_due_date_that_there_is_not_is_refused_in_words(
    qtbot: QtBot, tmp_path: Path, day: str, at: str, problem: str
) -> None:
    page = open_page(qtbot, tmp_path)
    page.view.choose(QUIZ)
    before = page.frame.workspace.schedule
    press(K.Key_D)
    box = panel(page)
    assert isinstance(box, DuePopover)
    box.day.setText(day)
    box.time.setText(at)
    press(K.Key_Return)
    assert problem in box.error.text()
    assert page.frame.workspace.schedule is before
    assert box.isVisible()
    press(K.Key_Escape)
    assert page.view.hasFocus()
    assert page.frame.workspace.schedule is before


def test_due_for_several_rows_is_one_edit(qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(qtbot, tmp_path)
    before = page.frame.workspace.schedule
    page.view.choose("dv-w3-hbr")
    press(K.Key_Down, SHIFT)
    press(K.Key_D)
    box = panel(page)
    assert isinstance(box, DuePopover)
    chosen = [entry.item.id for entry in page.view.marked_lines()]
    (none,) = [b for b in box.findChildren(QAbstractButton) if b.text() == "No due date"]
    none.click()
    assert len(chosen) == 2
    assert [stored(page, item_id).due for item_id in chosen] == [None, None]
    press(K.Key_Z, CTRL)
    assert page.frame.workspace.schedule == before


def test_e_sets_the_estimate(qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(qtbot, tmp_path)
    page.view.choose(QUIZ)
    press(K.Key_E)
    box = panel(page)
    assert isinstance(box, EstimatePopover)
    type_text("0")
    press(K.Key_Return)
    assert "out of range" in box.error.text()
    box.field.setText("1h30")
    press(K.Key_Return)
    assert stored(page, QUIZ).minutes == 90
    press(K.Key_E)
    panel(page).findChildren(QWidget)
    box = panel(page)
    assert isinstance(box, EstimatePopover)
    box.field.clear()
    press(K.Key_Return)
    assert stored(page, QUIZ).minutes is None


def test_the_time_spent_is_corrected_beside_the_estimate(qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(qtbot, tmp_path)
    before = page.frame.workspace.schedule
    page.view.choose(QUIZ)
    for typed, minutes in (("1h20", 80), ("95", 95), ("18 min", 18)):
        press(K.Key_E)
        box = panel(page)
        assert isinstance(box, EstimatePopover)
        assert box.spent is not None
        box.spent.setText(typed)
        press(K.Key_Return)
        assert stored(page, QUIZ).spent_minutes == minutes
        assert page.frame.workspace.undo_name == "Set time spent"
    assert page.inspector.values.estimate.text_shown() == (
        "12 min · 18 min spent\nabout 15 min for you"
    )
    assert "18 minutes spent" in page.inspector.values.estimate.accessibleName()
    press(K.Key_E)
    box = panel(page)
    assert isinstance(box, EstimatePopover)
    assert box.spent is not None
    for nonsense in ("a while", "-5", "12000 h"):
        box.spent.setText(nonsense)
        press(K.Key_Return)
        assert nonsense in box.error.text()
        assert stored(page, QUIZ).spent_minutes == 18
    box.spent.clear()
    press(K.Key_Return)
    assert stored(page, QUIZ).spent_minutes == 0
    for _ in range(4):
        press(K.Key_Z, CTRL)
    assert page.frame.workspace.schedule == before


def test_several_rows_have_an_estimate_but_no_time_spent_in_common(
    qtbot: QtBot, tmp_path: Path
) -> None:
    page = open_page(qtbot, tmp_path)
    page.view.choose("dv-w3-hbr")
    press(K.Key_Down, SHIFT)
    press(K.Key_E)
    box = panel(page)
    assert isinstance(box, EstimatePopover)
    assert box.spent is None


def test_m_moves_to_a_course_and_week(qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(qtbot, tmp_path)
    page.view.choose(QUIZ)
    press(K.Key_M)
    box = panel(page)
    assert isinstance(box, MovePopover)
    box.course.setCurrentIndex(box.course.findData("dv"))
    box.week.setCurrentIndex(box.week.findData(4))
    press(K.Key_Return)
    moved = stored(page, QUIZ)
    assert (moved.course_id, moved.week) == ("dv", 4)


# Filters and search


def test_filters_that_hide_everything_say_so_and_esc_clears_them(
    qtbot: QtBot, tmp_path: Path
) -> None:
    page = open_page(qtbot, tmp_path)
    kinds = frozenset({ActivityKind.QUIZ})
    page.filters.set_filter(Filter(kinds=kinds, most_minutes=10))
    assert page.empty.isVisible()
    assert page.empty.title.text() == "No open quiz under 10 min"
    every = page.frame.workspace.schedule.table(Activity).values()
    count = sum(not a.is_done for a in every) + 1  # and the recording
    assert page.empty.sentence.text() == f"{count} activities are hidden by two filters."
    assert page.empty_button.hasFocus()
    press(K.Key_Escape)
    assert not page.empty.isVisible()
    assert page.filters.filter == Filter()
    assert page.view.hasFocus()


def test_the_filters_are_used_by_keys(qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(qtbot, tmp_path)
    press(K.Key_F)
    press(K.Key_Space)
    assert page.filters.filter.courses == {"ml"}
    assert {e.item.course_id for s in page.view.lines.sections() for e in s.entries} == {"ml"}
    press(K.Key_Right)
    press(K.Key_Space)
    assert page.filters.filter.courses == {"ml", "dv"}
    press(K.Key_Escape)
    assert page.view.hasFocus()
    press(K.Key_Escape)
    assert page.filters.filter.number == 0


def test_the_menus_of_the_chips_choose(qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(qtbot, tmp_path)
    for chip, choice in ((page.filters.minutes, "Up to 15 min"), (page.filters.due, "This week"),
                         (page.filters.kind, "Quiz")):  # fmt: skip
        (action,) = [a for a in chip.menu().actions() if a.text() == choice]
        action.trigger()
        assert chip.text() == choice
        assert chip.isChecked()
    assert ids(page) == [QUIZ]


def test_search_narrows_letter_by_letter_and_enter_goes_to_the_list(
    qtbot: QtBot, tmp_path: Path
) -> None:
    page = open_page(qtbot, tmp_path)
    press(K.Key_F, CTRL)
    type_text("ridge")
    assert titles(page) == ["Ridge and lasso in 15 minutes", "Problem set 4"]  # in its steps
    press(K.Key_Return)
    assert page.view.hasFocus()
    press(K.Key_Space)
    assert stored(page, "ml-w9-ridge").is_done
    press(K.Key_Escape)
    assert page.search.text() == ""
    assert len(titles(page)) > 20


def test_a_search_that_finds_nothing_names_what_was_looked_for(
    qtbot: QtBot, tmp_path: Path
) -> None:
    page = open_page(qtbot, tmp_path)
    press(K.Key_F, CTRL)
    type_text("zebra")
    assert page.empty.title.text() == "Nothing is found for “zebra”"
    press(K.Key_Escape)
    assert not page.empty.isVisible()


def test_groups_close_and_open_by_keys_and_by_click(qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(qtbot, tmp_path)
    many = len(ids(page))
    press(K.Key_Left)
    assert len(ids(page)) == many - 13
    assert page.view.currentIndex().row() == 0
    spoken = page.view.lines.data(page.view.lines.index(0), ACCESSIBLE)
    assert str(spoken).endswith("collapsed")
    press(K.Key_Return)
    assert len(ids(page)) == many
    rect = page.view.visualRect(page.view.lines.index(0))
    qtbot.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert len(ids(page)) == many - 13


def test_row_heights_follow_the_groups(qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(qtbot, tmp_path)
    page.filters.set_filter(Filter(Shown.DONE))
    heads = set(page.view.lines.headers())
    heights = {page.view.rowHeight(n) for n in range(len(page.view.lines.rows)) if n not in heads}
    assert heights == {ROW}
    assert {page.view.rowHeight(n) for n in heads} == {GROUP_ROW}


def test_home_and_end_go_to_the_first_and_last_row(qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(qtbot, tmp_path)
    press(K.Key_End)
    assert page.view.currentIndex().row() == len(page.view.lines.rows) - 1
    press(K.Key_Home)
    assert page.view.currentIndex().row() == 0


# Details


def test_enter_goes_to_the_details_and_esc_comes_back(qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(qtbot, tmp_path)
    page.view.choose(QUIZ)
    press(K.Key_Return)
    assert page.inspector.title.hasFocus()
    press(K.Key_A, CTRL)
    type_text("Quiz  nine")
    press(K.Key_Return)
    assert stored(page, QUIZ).title == "Quiz nine"
    assert page.inspector.title.toPlainText() == "Quiz nine"
    assert page.view.hasFocus()
    assert said(page) == "Title changed"


def test_an_empty_title_is_refused_and_stays_to_be_mended(qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(qtbot, tmp_path)
    page.view.choose(QUIZ)
    press(K.Key_Return)
    press(K.Key_A, CTRL)
    press(K.Key_Backspace)
    press(K.Key_Return)
    assert page.inspector.title_error.text() == "Say what is to be done."
    assert stored(page, QUIZ).title == "Check-in quiz 9"
    page.view.choose("ml-w9-ridge")
    assert page.inspector.title_error.text() == ""
    assert page.inspector.title.toPlainText() == "Ridge and lasso in 15 minutes"


def test_notes_are_kept_when_they_are_left(qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(qtbot, tmp_path)
    page.view.choose(QUIZ)
    page.inspector.notes.setFocus()
    type_text("See https://example.org/a?b=1.")
    press(K.Key_Return)
    type_text("second line")
    press(K.Key_Escape)
    assert stored(page, QUIZ).notes == "See https://example.org/a?b=1.\nsecond line"
    links = [b for b in page.inspector._note_links if b.isVisible()]
    assert [b.link for b in links] == ["https://example.org/a?b=1"]
    assert links[0].accessibleName() == "Open example.org"


def test_notes_typed_elsewhere_meanwhile_do_not_overwrite_typing(
    qtbot: QtBot, tmp_path: Path
) -> None:
    page = open_page(qtbot, tmp_path)
    page.view.choose(QUIZ)
    page.inspector.notes.setFocus()
    type_text("mine")
    other = stored(page, "ml-w9-ridge")
    page.frame.workspace.perform(
        edits.change_activity(page.frame.workspace.schedule, other._replace(notes="theirs"))
    )
    assert page.inspector.notes.toPlainText() == "mine"
    press(K.Key_Escape)
    assert stored(page, QUIZ).notes == "mine"


def test_a_title_is_kept_when_the_keyboard_goes_elsewhere(qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(qtbot, tmp_path)
    page.view.choose(QUIZ)
    press(K.Key_Return)
    type_text(" again")
    page.view.setFocus()
    assert stored(page, QUIZ).title == "Check-in quiz 9 again"


def test_a_step_being_typed_survives_a_change_from_elsewhere(qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(qtbot, tmp_path)
    page.view.choose("ml-w9-notebook")
    page.inspector.steps.add.click()
    type_text("half a st")
    workspace = page.frame.workspace
    workspace.perform(edits.complete(workspace.schedule, [QUIZ], SAMPLE_NOW))
    workspace.perform(
        edits.change_activity(
            workspace.schedule, stored(page, "ml-w9-notebook")._replace(notes="other")
        )
    )
    type_text("ep")
    press(K.Key_Return)
    assert [step.text for step in stored(page, "ml-w9-notebook").steps][-1] == "half a step"
    assert len(stored(page, "ml-w9-notebook").steps) == 5


def test_steps_are_added_by_enter_ticked_and_removed(qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(qtbot, tmp_path)
    page.view.choose(QUIZ)
    page.inspector.steps.add.click()
    type_text("Read the rules")
    press(K.Key_Return)
    type_text("Answer <b>all</b>")
    press(K.Key_Return)
    press(K.Key_Return)  # an empty step ends it
    assert [s.text for s in stored(page, QUIZ).steps] == ["Read the rules", "Answer <b>all</b>"]
    assert page.view.hasFocus()
    page.inspector.steps.rows[0].tick.click()
    assert [s.is_done for s in stored(page, QUIZ).steps] == [True, False]
    assert page.inspector.steps.count.text() == "1 of 2"
    page.inspector.steps.rows[1].text.setFocus()
    press(K.Key_A, CTRL)
    press(K.Key_Backspace)
    press(K.Key_Backspace)
    assert [s.text for s in stored(page, QUIZ).steps] == ["Read the rules"]
    assert page.inspector.steps.rows[0].text.hasFocus()


def test_stage_kind_and_marks_are_changed_from_the_details(qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(qtbot, tmp_path)
    page.view.choose(QUIZ)
    page.inspector.values.marks.important.click()
    assert stored(page, QUIZ).is_important
    page.inspector.values.marks.optional.click()
    assert stored(page, QUIZ).is_optional
    current = page.view.current()
    assert current is not None
    page.doing.set_stage(current, Stage.HANDED_IN)
    assert stored(page, QUIZ).stage is Stage.HANDED_IN
    assert page.inspector.values.stage.text_shown() == "Handed in"
    page.doing.change(stored(page, QUIZ), "Edit activity", "", kind=ActivityKind.VIDEO)
    assert page.inspector.kind.text_shown() == "Video"


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("ftp://example.org/x", "A link must begin with https:// or http://."),
        ("https://me@example.org", "The link carries a user name"),
        ("example.org", "A link must begin with"),
    ],
)
def test_a_link_is_stored_only_through_the_rules(
    qtbot: QtBot, tmp_path: Path, typed: str, problem: str
) -> None:
    page = open_page(qtbot, tmp_path, records=with_work(activity()))
    row = page.inspector.values.link
    row.add.click()
    type_text(typed)
    press(K.Key_Return)
    assert row.error.text().startswith(problem)
    assert stored(page, "a1").link == ""
    assert row.field.text() == typed
    row.field.setText("https://canvas.example.edu/q")
    press(K.Key_Return)
    assert stored(page, "a1").link == "https://canvas.example.edu/q"
    assert row.button.text() == "canvas.example.edu"
    assert not row.field.isVisible()


def test_the_details_act_on_their_own_line_while_others_are_marked(
    qtbot: QtBot, tmp_path: Path
) -> None:
    page = open_page(qtbot, tmp_path)
    press(K.Key_Down, SHIFT)
    page.inspector.done.click()
    assert stored(page, QUIZ).is_done
    assert not stored(page, "ml-w9-ridge").is_done


# Failures


def failing_page(qtbot: QtBot, folder: Path) -> tuple[ChecklistPage, FailingStore]:
    make_application()
    store = FailingStore(folder / "companion.db")
    store.fill(sample_records())
    workspace = Workspace(store, FixedClock(SAMPLE_NOW, ZoneInfo(SAMPLE_ZONE)), folder)
    window = MainWindow(workspace)
    window.destroyed.connect(workspace.close)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitActive(window)
    window.complete()
    press(K.Key_4)
    page = window.page()
    assert isinstance(page, ChecklistPage)
    return page, store


def test_what_cannot_be_stored_is_told_and_stays_in_its_field(qtbot: QtBot, tmp_path: Path) -> None:
    page, store = failing_page(qtbot, tmp_path)
    before = page.frame.workspace.schedule
    window = page.window()
    assert isinstance(window, MainWindow)
    store.code = "disk_full"
    press(K.Key_N)
    type_text("Read more 10m")
    press(K.Key_Return)
    assert page.quick.field.text() == "Read more 10m"
    assert "disk is full" in window.stage.notices()[0].accessibleName()
    press(K.Key_Escape)
    press(K.Key_Escape)
    page.view.choose(QUIZ)
    press(K.Key_Return)
    type_text("!")
    press(K.Key_Return)
    assert page.inspector.title.toPlainText() == "Check-in quiz 9!"
    assert page.inspector.title_error.text().startswith("Not saved yet")
    page.view.setFocus()
    press(K.Key_E)
    box = panel(page)
    assert isinstance(box, EstimatePopover)
    box.field.setText("40")
    press(K.Key_Return)
    assert box.isVisible()
    assert box.field.text() == "40"
    assert page.frame.workspace.schedule is before
    store.code = None
    press(K.Key_Return)
    assert stored(page, QUIZ).minutes == 40


def test_a_tick_that_cannot_be_stored_does_not_look_done(qtbot: QtBot, tmp_path: Path) -> None:
    page, store = failing_page(qtbot, tmp_path)
    store.code = "read_only"
    page.view.choose(RECORDING)
    press(K.Key_Space)
    page.refresh()
    current = page.view.current()
    assert current is not None
    assert not current.is_done
    assert ids(page).count(RECORDING) == 1


# Keeping one's place


def test_marks_current_row_and_place_survive_a_change_from_elsewhere(
    qtbot: QtBot, tmp_path: Path
) -> None:
    page = open_page(qtbot, tmp_path, size=(1280, 600))
    page.view.choose("ml-w10-trees")
    press(K.Key_Down, SHIFT)
    marked = [e.item.id for e in page.view.marked_lines()]
    bar = page.view.verticalScrollBar()
    bar.setValue(bar.maximum() // 3)
    place, current = bar.value(), page.view.current()
    workspace = page.frame.workspace
    workspace.perform(edits.delete_activities(workspace.schedule, ["ml-w9-tibshirani"]))
    assert [e.item.id for e in page.view.marked_lines()] == marked
    assert page.view.current() == current
    assert bar.value() == place


def test_the_row_after_a_deleted_one_becomes_current(qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(qtbot, tmp_path)
    page.view.choose(QUIZ)
    press(K.Key_Delete)
    current = page.view.current()
    assert current is not None
    assert current.item.id == RECORDING


def test_an_activity_is_gone_to_from_elsewhere_even_when_done_and_filtered(
    qtbot: QtBot, tmp_path: Path
) -> None:
    page = open_page(qtbot, tmp_path)
    page.filters.set_filter(Filter(search="zebra"))
    window = page.window()
    assert isinstance(window, MainWindow)
    for wanted in (QUIZ, "ml-w1-video"):
        window.go("today")
        window.go("checklist", wanted)
        current = page.view.current()
        assert current is not None
        assert current.item.id == wanted
        assert page.inspector.isVisible()
    window.go("checklist", "no-such-thing")
    assert page.isVisible()


# Sizes and looks


def test_in_a_small_window_the_details_are_a_drawer(qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(qtbot, tmp_path, size=(960, 600))
    assert not page.inspector.isVisible()
    assert page.body.list.width() == page.width()
    press(K.Key_Return)
    assert page.inspector.isVisible()
    assert page.body.list.width() == page.width()
    assert page.inspector.geometry().right() == page.body.width() - 1
    press(K.Key_Escape)
    assert not page.inspector.isVisible()
    assert page.view.hasFocus()


def test_at_the_largest_text_rows_grow_with_it(qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(qtbot, tmp_path)
    before = theme.look()
    try:
        theme.use(before._replace(text_size=150))
        QApplication.processEvents()
        assert page.view.rowHeight(1) == round(ROW * 1.5)
        assert page.inspector.width() == round(316 * 1.5)
        page.grab()
        theme.use(before._replace(is_high_contrast=True, is_dark=True))
        page.grab()
    finally:
        theme.use(before)


def test_every_control_has_a_name(qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(qtbot, tmp_path)
    press(K.Key_Down, SHIFT)
    nameless = [
        button
        for button in page.findChildren(QAbstractButton)
        if button.isVisible() and not (button.accessibleName() or button.text())
        if type(button).__name__ != "QToolButton"  # the magnifier inside the search field
    ]
    assert nameless == []


# From nothing to a finished week, by keys alone


def test_a_week_is_finished_by_keys_alone(qtbot: QtBot, tmp_path: Path) -> None:
    now = datetime(2026, 10, 27, 11, 40, tzinfo=UTC)
    records = list(schedule_of(draft(due_time=time(23, 59))).records())
    page = open_page(qtbot, tmp_path, now=now, records=records)
    assert page.empty.title.text() == "No activities yet"
    press(K.Key_N)
    for line in (
        "Read ch 1 20m due thu #ml",
        "Quiz one 10m due fri #ml",
        "Write up due 20 nov #ml",
    ):
        type_text(line)
        press(K.Key_Return)
    press(K.Key_Escape)
    assert page.view.hasFocus()
    assert titles(page) == ["Read ch 1", "Quiz one", "Write up"]
    press(K.Key_Home)
    press(K.Key_Down)
    press(K.Key_Down, SHIFT)
    press(K.Key_Space)
    assert words(page.week_done) == ["Week 9 is done"]
    press(K.Key_End)
    press(K.Key_E)
    type_text("2h")
    press(K.Key_Return)
    press(K.Key_Return)
    press(K.Key_End)
    type_text(" the project")
    press(K.Key_Return)
    press(K.Key_Space)
    found = {a.title: a for a in page.frame.workspace.schedule.table(Activity).values()}
    assert found["Write up the project"].minutes == 120
    assert all(a.is_done for a in found.values())
    for _ in range(7):
        press(K.Key_Z, CTRL)
    assert not page.frame.workspace.schedule.table(Activity)


def test_a_value_without_room_goes_on_below_instead_of_being_cut(qtbot: QtBot) -> None:
    value = ValueButton("Due")
    qtbot.addWidget(value)
    value.show_lines([[Part("Sat 31 Oct 04:59", "strong"), Part(" 13 days late")]], "late")
    value.resize(value.sizeHint())
    height = value.sizeHint().height()
    value.show()
    assert [len(line) for line in value._broken()] == [2]
    value.resize(value.width() - 10, value.height())
    assert [[part.text for part in line] for line in value._broken()] == [
        ["Sat 31 Oct 04:59"],
        ["13 days late"],
    ]
    assert value.sizeHint().height() > height
