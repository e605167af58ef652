"""The timeline as the student drives it: by keys, by pointer, and read aloud."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot
from schedules import draft, schedule_of
from ui.windows import open_window, texts

from companion import edits
from companion.app import make_application
from companion.models.activity import Activity, ActivityKind
from companion.models.attendance import AttendanceMark
from companion.models.course import COLORS, Course
from companion.models.pattern import PatternItem, fill_term, rules_of
from companion.models.schedule import Change, Edit, Record, Schedule
from companion.models.timeline import timeline
from companion.sample import SAMPLE_NOW, sample_records
from companion.time_words import Words
from companion.ui import theme
from companion.ui.timeline_marks import week_cell
from companion.ui.timeline_model import HoursModel, WeeksModel
from companion.ui.timeline_page import TimelinePage

Key = Qt.Key
NOW = datetime(2026, 10, 27, 11, 40, tzinfo=UTC)
LEFT = Qt.MouseButton.LeftButton


def shown(
    qtbot: QtBot,
    folder: Path,
    records: Iterable[Record] | None = None,
    size: tuple[int, int] = (1280, 800),
    now: datetime = SAMPLE_NOW,
) -> TimelinePage:
    window = open_window(qtbot, folder, records=records, size=size, now=now)
    window.go("timeline")
    QApplication.processEvents()
    page = window.page()
    assert isinstance(page, TimelinePage)
    return page


def with_work(schedule: Schedule, minutes: int = 500) -> list[Record]:
    """All records, with a reading of so many minutes due each week."""
    pattern = [PatternItem(ActivityKind.READING, "Read chapter {week}", minutes)]
    found: list[Record] = [*schedule.records()]
    for course in schedule.courses:
        rules = rules_of(course, pattern)
        found += [*rules, *fill_term(course, schedule.term(course), rules)]
    return found


def press(qtbot: QtBot, page: TimelinePage, *keys: Qt.Key) -> None:
    for key in keys:
        qtbot.keyClick(page.body.view, key)
    QApplication.processEvents()


def said(page: TimelinePage) -> str:
    return page.body.label.text()


def point_at(qtbot: QtBot, widget: QWidget, where: QPoint) -> None:
    """Move the pointer there from somewhere else, so that it is a move in any case."""
    qtbot.mouseMove(widget, where + QPoint(2, 2))
    QApplication.processEvents()
    qtbot.mouseMove(widget, where)
    QApplication.processEvents()


def cell_at(page: TimelinePage, code: str, day: date) -> QPoint:
    """Return the middle of a cell in the view's coordinates."""
    view, line = page.body.view, page.line
    assert line is not None
    row = next(n for n, row in enumerate(line.rows) if row.course.code == code)
    found = line.rows[row].cell_on(day)
    assert found is not None
    return view.visualRect(view.weeks.index(row, line.column(found.starts_on))).center()


# What stands on the page


def test_the_head_tells_span_percent_hours_and_the_end(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path)
    assert {"Timeline", "Jul 2026 – Feb 2027"} <= set(texts(page))
    assert page.strip.accessibleName() == (
        "47 % of the certificate, 1 of 4 courses done · 148 h of 313 h. "
        "At this pace you finish on 21 February 2027. "
        "Python done 16 Aug, Machine Learning 55 % of the work, week 9 of 14, "
        "Data Visualization 28 % of the work, week 3 of 6, Capstone starts 11 Jan"
    )


def test_who_is_behind_is_told_by_how_much(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path, with_work(schedule_of(draft(weeks=12)), 90), now=NOW)
    assert "You are 12 h behind, 8 late; caught up, you finish on 22 November 2026" in (
        page.strip.accessibleName()
    )


def test_the_histogram_says_its_worst_week_and_how_many_are_over(
    qtbot: QtBot, tmp_path: Path
) -> None:
    assert shown(qtbot, tmp_path).body.hours.accessibleDescription() == (
        "2 of 33 weeks are over the band. "
        "Week of 16 Nov: 27 h, ML 13 h 24, DV 13 h 36, 3 h over the band."
    )


def test_without_a_course_it_says_when_it_will_appear_and_adds_one(
    qtbot: QtBot, tmp_path: Path
) -> None:
    page = shown(qtbot, tmp_path, ())
    assert "The timeline appears with your first course" in texts(page)
    assert not page.today.isVisible()
    assert not page.zooms.isVisible()
    page.do_back_to_today()  # its key does nothing, and nothing breaks
    qtbot.mouseClick(page.add, LEFT)
    assert page.window().place().key == "add-course"


def test_rows_and_histogram_share_the_places_of_the_weeks(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path)
    view, hours = page.body.view, page.body.hours
    for zoom in ("program", "term", "six-weeks"):
        page.zooms.chosen.emit(zoom)
        QApplication.processEvents()
        for column in (0, 8, 16, 32):
            across = view.across.sectionViewportPosition(column)
            in_view = view.viewport().mapTo(page.body, QPoint(across, 0)).x()
            in_hours = hours.x() + hours.left + hours.axis.edges[column] - hours.offset
            assert in_view == in_hours


@pytest.mark.parametrize("size", [(960, 600), (1280, 800), (1920, 1080)])
def test_at_every_size_all_weeks_and_rows_of_the_sample_fit(
    qtbot: QtBot, tmp_path: Path, size: tuple[int, int]
) -> None:
    body = shown(qtbot, tmp_path, size=size).body
    widths = [b - a for a, b in zip(body.axis.edges, body.axis.edges[1:], strict=False)]
    assert min(widths) >= 20
    assert not body.bar.isVisible()
    assert not body.side_bar.isVisible()
    last = body.view.visualRect(body.model.index(3, 32))
    assert body.view.viewport().rect().contains(last)


# Keys


def test_opening_the_page_shows_no_cursor_until_an_arrow_is_pressed(
    qtbot: QtBot, tmp_path: Path
) -> None:
    page = shown(qtbot, tmp_path)
    assert page.window().isActiveWindow()
    assert page.hasFocus()
    assert said(page) == ""
    qtbot.keyClick(page, Key.Key_Right)
    assert page.body.view.hasFocus()
    assert said(page).startswith("ML week 9, 26 Oct – 1 Nov, 7 h 21, 12 % done, 6 due")


def test_arrows_go_from_cell_to_cell_and_say_each(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path)
    page.do_back_to_today()
    press(qtbot, page, Key.Key_Right, Key.Key_Right, Key.Key_Right)
    assert said(page) == "ML week 12, 16–22 Nov, 13 h 24, 8 due, class Wed 18 Nov 00:30"
    press(qtbot, page, Key.Key_Right)
    assert said(page) == "ML break, 23–29 Nov, Thanksgiving"
    press(qtbot, page, Key.Key_Right)
    assert said(page).startswith("ML week 13, 30 Nov – 6 Dec")
    press(qtbot, page, Key.Key_Down)
    assert said(page).startswith("DV week 6")
    press(qtbot, page, Key.Key_Down)
    assert said(page).startswith("CP week 1, 11–17 Jan 2027")
    press(qtbot, page, Key.Key_Down, Key.Key_End, Key.Key_Right)
    assert said(page).startswith("CP week 6")
    press(qtbot, page, Key.Key_PageUp, Key.Key_Home, Key.Key_Left, Key.Key_Up)
    assert said(page).startswith("PY week 1")


def test_enter_opens_that_week(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path)
    page.do_back_to_today()
    press(qtbot, page, Key.Key_Right, Key.Key_Return)
    window = page.window()
    assert window.place() == ("week", "2026-11-02")
    assert "2 – 8 Nov" in texts(window.page())


def test_a_course_opened_at_a_week_is_lit_in_the_sidebar_and_stays_through_an_edit(
    qtbot: QtBot, tmp_path: Path
) -> None:
    window = shown(qtbot, tmp_path).window()
    window.go("course", "ml/week-10")
    assert window.sidebar._courses["ml"].isChecked()
    workspace = window.workspace
    capstone = workspace.schedule.table(Course)["cp"]
    workspace.perform(Edit("Edit course", (Change(capstone, capstone._replace(notes="x")),)))
    assert window.place() == ("course", "ml/week-10")


def test_a_break_opens_its_week(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path)
    page.do_back_to_today()
    press(qtbot, page, *[Key.Key_Right] * 4, Key.Key_Enter)
    assert page.window().place() == ("week", "2026-11-23")


def test_esc_takes_the_label_away_until_the_next_step(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path)
    page.do_back_to_today()
    press(qtbot, page, Key.Key_Escape)
    assert said(page) == ""
    press(qtbot, page, Key.Key_Left)
    assert said(page).startswith("ML week 8")


def test_leaving_the_weeks_takes_the_label_away(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path)
    page.do_back_to_today()
    page.today.setFocus()
    assert said(page) == ""


def test_zoom_keys_widen_the_weeks_and_the_choice_is_kept(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path)
    window, body = page.window(), page.body
    wide = body.axis.week_width
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(window, Key.Key_2, control)
    assert body.axis.week_width > 2 * wide
    assert body.axis.day_at(body.view.horizontalOffset()) == date(2026, 8, 31)
    qtbot.keyClick(window, Key.Key_3, control)
    assert page.zooms.current() == "six-weeks"
    assert body.axis.week_width > 5 * wide
    assert body.axis.day_at(body.view.horizontalOffset()) == date(2026, 10, 19)
    assert page.frame.workspace.setting("timeline-zoom") == "six-weeks"
    assert TimelinePage(page.frame).zooms.current() == "six-weeks"
    qtbot.keyClick(window, Key.Key_1, control)
    assert body.axis.week_width == wide


def test_t_goes_back_to_the_present_week_from_anywhere(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path)
    page.do_zoom_six_weeks()
    page.do_back_to_today()
    press(qtbot, page, Key.Key_Home)
    bar = page.body.bar
    assert bar.value() < 1500
    qtbot.keyClick(page.window(), Key.Key_T)
    assert said(page).startswith("ML week 9")
    shown_days = page.body.view.viewport().rect()
    assert shown_days.contains(cell_at(page, "ML", date(2026, 10, 27)))


def test_letters_are_left_to_the_window(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path)
    page.do_back_to_today()
    before = page.body.view.currentIndex()
    press(qtbot, page, Key.Key_1)
    assert page.body.view.currentIndex() == before
    assert page.window().place().key == "today"


# The pointer


def test_the_pointer_on_a_cell_says_it_and_leaving_says_nothing(
    qtbot: QtBot, tmp_path: Path
) -> None:
    page = shown(qtbot, tmp_path)
    viewport = page.body.view.viewport()
    point_at(qtbot, viewport, cell_at(page, "DV", date(2026, 10, 20)))
    assert said(page) == "DV week 2, 19–25 Oct, 9 h 06, 68 % done, 6 due, all done, class missed"
    point_at(qtbot, viewport, QPoint(5, cell_at(page, "CP", date(2027, 1, 12)).y()))
    assert said(page) == ""


def test_the_pointer_on_a_bar_says_the_week(qtbot: QtBot, tmp_path: Path) -> None:
    hours = shown(qtbot, tmp_path).body.hours
    column = 19
    x = hours.left + (hours.axis.edges[column] + hours.axis.edges[column + 1]) // 2
    point_at(qtbot, hours, QPoint(x, hours.height() - 60))
    text = "Week of 16 Nov: 27 h, ML 13 h 24, DV 13 h 36, 3 h over the band"
    qtbot.waitUntil(lambda: hours.told()[0] == text)


def test_a_click_on_a_class_mark_opens_the_class(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path)
    middle = cell_at(page, "DV", date(2026, 10, 20))
    qtbot.mouseClick(page.body.view.viewport(), LEFT, pos=middle - QPoint(0, 28))
    assert page.window().place() == ("course", "dv/dv-live:2026-10-22")


def test_a_click_on_a_due_mark_opens_the_week_and_one_on_a_week_only_goes_there(
    qtbot: QtBot, tmp_path: Path
) -> None:
    page = shown(qtbot, tmp_path)
    viewport = page.body.view.viewport()
    middle = cell_at(page, "ML", date(2026, 11, 18))
    qtbot.mouseClick(viewport, LEFT, pos=middle - QPoint(0, 2))
    assert page.window().place().key == "timeline"
    assert page.body.view.currentIndex().column() == 19
    qtbot.mouseClick(viewport, LEFT, pos=middle + QPoint(0, 22))
    assert page.window().place() == ("week", "2026-11-16")


def test_a_click_on_a_label_opens_the_course(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path)
    down = page.body.view.down
    qtbot.mouseClick(down.viewport(), LEFT, pos=QPoint(80, down.sectionViewportPosition(3) + 30))
    assert page.window().place() == ("course", "cp")


# Many courses, long courses, odd starts


def many() -> list[Record]:
    start = date(2026, 7, 6)
    drafts = [
        draft(code=f"C{n}", name=f"Course {n}", weeks=6, starts_on=start + timedelta(14 * n),
              color=COLORS[n % 6])
        for n in range(20)
    ]  # fmt: skip
    return with_work(schedule_of(*drafts))


@pytest.mark.parametrize("size", [(960, 600), (1280, 800)])
def test_twenty_courses_scroll_and_the_last_is_reached_by_keys(
    qtbot: QtBot, tmp_path: Path, size: tuple[int, int]
) -> None:
    page = shown(qtbot, tmp_path, many(), size, NOW)
    body = page.body
    assert body.side_bar.isVisible()
    assert body.hours.height() >= 112
    page.do_back_to_today()
    press(qtbot, page, *[Key.Key_Down] * 20, Key.Key_End)
    assert said(page).startswith("C19 week 6")
    assert body.view.viewport().rect().contains(body.view.visualRect(body.view.currentIndex()))


def test_the_first_sight_of_twenty_courses_holds_the_present_week(
    qtbot: QtBot, tmp_path: Path
) -> None:
    body = shown(qtbot, tmp_path, many(), now=NOW).body
    assert body.view.viewport().rect().contains(body.view.visualRect(body.view.today_index()))


def test_sixty_weeks_keep_their_width_and_scroll(qtbot: QtBot, tmp_path: Path) -> None:
    schedule = schedule_of(draft(weeks=60, starts_on=date(2026, 1, 5)))
    page = shown(qtbot, tmp_path, with_work(schedule), now=NOW)
    assert page.body.axis.week_width == 20
    assert page.body.bar.isVisible()
    page.do_back_to_today()
    press(qtbot, page, Key.Key_Home)
    assert page.body.bar.value() == 0
    press(qtbot, page, Key.Key_End)
    assert page.body.bar.value() == page.body.bar.maximum()
    assert said(page).startswith("ML week 60, 22–28 Feb 2027")


def test_a_course_that_starts_on_a_thursday_lies_at_its_days(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(
        qtbot, tmp_path, with_work(schedule_of(draft(starts_on=date(2026, 9, 3)))), now=NOW
    )
    view, axis = page.body.view, page.body.axis
    first = view.visualRect(view.weeks.index(0, 0))
    left = axis.edges[0] + (axis.edges[1] - axis.edges[0]) * 3 / 7
    assert abs(first.left() - left) <= 2
    assert view.indexAt(first.center()).column() == 0
    assert view.indexAt(QPoint(first.right(), first.center().y())).column() == 0
    assert not view.indexAt(QPoint(first.left() - 6, first.center().y())).isValid()


def test_six_weeks_list_what_is_due(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path)
    page.do_zoom_six_weeks()
    view = page.body.view
    cell = view.weeks.cell(view.today_index())
    assert cell is not None
    place = view.place(1, cell)
    assert place.is_wide
    assert place.shape.lines >= 3


# Time and edits


def test_a_class_that_ends_while_the_page_is_open_becomes_a_question(
    qtbot: QtBot, tmp_path: Path
) -> None:
    page = shown(qtbot, tmp_path)
    page.do_back_to_today()
    assert said(page).endswith("class Tue 27 Oct 23:30")
    page.frame.workspace.clock.at = datetime(2026, 10, 27, 23, 55, tzinfo=UTC)  # type: ignore[attr-defined]
    page.minute()
    assert said(page).endswith("class not marked")


def test_an_edit_elsewhere_keeps_the_cursor_and_is_shown(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path)
    page.do_back_to_today()
    workspace = page.frame.workspace
    key = "ml-live:2026-10-27"
    workspace.perform(edits.mark_attendance(workspace.schedule, key, AttendanceMark.EXCUSED))
    QApplication.processEvents()
    assert said(page).endswith("class excused")
    workspace.undo()
    QApplication.processEvents()
    assert said(page).endswith("class Tue 27 Oct 23:30")


def test_the_timeline_is_laid_out_once_for_a_schedule(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path)
    before = page.line
    page.refresh()
    page.minute()
    assert page.line is before
    workspace = page.frame.workspace
    open_one = next(a for a in workspace.schedule.table(Activity).values() if not a.is_done)
    workspace.perform(edits.complete(workspace.schedule, [open_one.id], NOW))
    assert page.line is not before


# Read aloud


def test_screen_readers_find_courses_weeks_and_cells(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path)
    table = QAccessible.queryAccessibleInterface(page.body.view)
    children = [table.child(n) for n in range(table.childCount())]
    names = [child.text(QAccessible.Text.Name) for child in children if child is not None]
    assert "Week of 26 October 2026" in names
    assert "Machine Learning, 14 weeks, 55 percent, 8 of 8 classes, 1 by recording" in names
    assert (
        "Machine Learning week 12, 16 November to 22 November, Neural networks I, "
        "13 hours 24 minutes, 0 percent done, 8 due, "
        "class Wednesday 18 November 00:30, Tuesday 18:30 Eastern"
    ) in names


def test_the_hours_are_a_table_for_who_asks(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path)
    hours = page.body.hours
    hours.button.setFocus()
    qtbot.keyClick(hours.button, Key.Key_Space)
    assert hours.table.hasFocus()
    row = hours.table.currentIndex().row()
    model = hours.model
    cells = [model.index(row + 3, n).data() for n in range(model.columnCount())]
    assert cells == ["16 Nov", "27 h, 3 h over the band", "16–24 h", "", "13 h 24", "13 h 36", ""]
    across = Qt.Orientation.Horizontal
    heads = [model.headerData(n, across) for n in range(3, 7)]
    assert heads == ["Python", "Machine Learning", "Data Visualization", "Capstone"]
    qtbot.mouseClick(hours.button, LEFT)
    assert not hours.table.isVisible()


def test_text_from_the_student_is_plain_in_tooltips(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path, schedule_of(draft(name="<b>Bold</b>")).records(), now=NOW)
    down = Qt.Orientation.Vertical
    tip = page.body.model.headerData(0, down, Qt.ItemDataRole.ToolTipRole)
    assert tip == "<span>&lt;b&gt;Bold&lt;/b&gt;</span>"


def test_both_models_keep_the_rules_of_item_models(
    qtbot: QtBot, qtmodeltester: ModelTester
) -> None:
    words = Words(SAMPLE_NOW, NOW.tzinfo)  # type: ignore[arg-type]  # any zone will do
    line = timeline(Schedule.of(sample_records()), date(2026, 10, 27))
    for model in (WeeksModel(), HoursModel()):
        model.show(line, words)
        qtmodeltester.check(model)


def test_every_text_size_and_zoom_keeps_the_weeks_wide_enough_in_both_looks(
    qtbot: QtBot, tmp_path: Path
) -> None:
    page = shown(qtbot, tmp_path, size=(960, 600))
    try:
        for look, text_size in (("light", 80), ("dark", 150)):
            theme.choose(look, text_size)
            for zoom in ("program", "term", "six-weeks"):
                page.zooms.chosen.emit(zoom)
                QApplication.processEvents()
                assert not page.grab().isNull()
                assert page.body.axis.week_width >= theme.px(20)
                assert page.body.hours.height() >= theme.px(112)
    finally:
        theme.choose("system")


def test_the_edge_of_the_work_done_never_cuts_a_weeks_number() -> None:
    make_application()
    colors = theme.family("iris")
    on_tint, on_fill = colors.text.rgb(), theme.color("white").rgb()
    for share in range(0, 101, 5):
        picture = QImage(23, 26, QImage.Format.Format_RGB32)
        picture.fill(colors.tint)
        painter = QPainter(picture)
        week_cell(painter, picture.rect(), share / 100, "iris", "12")
        painter.end()
        found = {picture.pixel(x, y) for x in range(23) for y in range(26)}
        assert len(found & {on_tint, on_fill}) <= 1, share
