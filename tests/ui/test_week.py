"""The week as the student sees it and walks through it: blocks, clocks, days, what is due."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QImage, QPainter, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot
from ui.week_hand import (
    CLASS_9,
    CTRL,
    DENTIST,
    LEFT,
    NOTEBOOK,
    block,
    choose,
    current,
    ids,
    middle,
    press,
    settle,
    shown,
    spot,
)
from ui.windows import open_window, texts

from companion import edits
from companion.clock import FixedClock
from companion.models.occurrence import Override
from companion.models.week_block import BlockKind
from companion.sample import SAMPLE_NOW
from companion.ui import theme, week_blocks
from companion.ui.class_popover import ClassPopover
from companion.ui.week_cards import CardModel
from companion.ui.week_due import DueList
from companion.ui.week_header import gutter_widths
from companion.ui.week_model import WeekModel

Key = Qt.Key
Role = Qt.ItemDataRole
ZONES = (
    "Europe/Berlin", "Asia/Kolkata", "Australia/Sydney", "Pacific/Honolulu",
    "America/St_Johns", "Asia/Kathmandu",
)  # fmt: skip


def spoken(page: object, block_id: str, role: Role = Role.AccessibleTextRole) -> str:
    model = page.box.model  # type: ignore[attr-defined]
    return str(model.index(model.row_of(block_id)).data(role))


# What stands on the page


def test_the_head_names_the_days_and_the_weeks_of_the_courses(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path)
    assert "26 Oct – 1 Nov" in texts(page)
    assert "ML week 9 · DV week 3" in texts(page)
    assert page.header.isVisible()


def test_a_block_is_said_in_full_words_with_its_place_in_the_day(
    qtbot: QtBot, tmp_path: Path
) -> None:
    page = shown(qtbot, tmp_path)
    assert spoken(page, CLASS_9) == (
        "Live class, Machine Learning class 9, Regularization and model selection, "
        "Tuesday 27 October 23:30 to Wednesday 00:50, 18:30 Eastern"
    )
    assert spoken(page, CLASS_9, Role.AccessibleDescriptionRole) == "3 of 3 on Tuesday"
    assert spoken(page, NOTEBOOK) == (
        "Planned, Cross-validation notebook, exercise, Machine Learning, "
        "Tuesday 27 October 20:00 to 21:00"
    )
    assert spoken(page, "ml-w9-islr-block").endswith("12:15 to 13:00, done")


def test_the_topic_of_a_week_is_said_of_its_live_class_only(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path)
    assert spoken(page, "ml-recitation:2026-10-30") == (
        "Recitation, Machine Learning recitation, Friday 30 October 18:00 to 19:00, 13:00 Eastern"
    )


def test_a_class_of_another_eastern_day_says_so(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path, zone="Asia/Kolkata")
    assert spoken(page, CLASS_9).endswith(
        "Wednesday 28 October 04:00 to 05:20, Tuesday 18:30 Eastern"
    )


def test_every_block_is_a_child_for_screen_readers(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path)
    found = QAccessible.queryAccessibleInterface(page.grid)
    assert found.role() == QAccessible.Role.List
    assert found.childCount() == len(ids(page))
    names = [found.child(n).text(QAccessible.Text.Name) for n in range(found.childCount())]
    assert names[ids(page).index(CLASS_9)] == spoken(page, CLASS_9)
    child = found.child(ids(page).index(CLASS_9))
    where = page.grid.viewport().mapToGlobal(middle(page, CLASS_9))
    assert child.rect().contains(where)


def test_the_models_are_sound(qtbot: QtBot, tmp_path: Path, qtmodeltester: ModelTester) -> None:
    page = shown(qtbot, tmp_path)
    assert page.week is not None
    week, cards = WeekModel(page), CardModel(page)
    qtmodeltester.check(week, force_py=True)
    week.show(page.week, page.words(), {})
    week.show(page.week, page.words(), {})
    cards.show(page.plan, page.words())
    qtmodeltester.check(week, force_py=True)
    qtmodeltester.check(cards, force_py=True)
    assert week.rowCount() == len(page.week.blocks)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("size", [(1280, 800), (960, 600)])
def test_every_block_lies_in_the_column_and_at_the_height_of_its_local_time(
    qtbot: QtBot, tmp_path: Path, zone: str, size: tuple[int, int]
) -> None:
    page = shown(qtbot, tmp_path, zone=zone, size=size)
    shape, week = page.grid.shape, page.week
    assert shape is not None
    assert week is not None
    for row, found in enumerate(week.blocks):
        local = found.starts_at.astimezone(ZoneInfo(zone))
        rect = page.grid.visualRect(page.box.model.index(row))
        top = rect.top() + page.grid.verticalOffset() - 1
        hours = (local - local.replace(hour=0, minute=0)) / timedelta(hours=1)
        night = local.date() - timedelta(days=1)
        column = shape.column_at(rect.center().x())
        assert week.date(column) in (local.date(), night)
        if week.date(column) == night:
            hours += 24
        assert abs(shape.minute_at(top) / 60 - hours) < 0.05, (zone, found.title)


def test_the_clocks_stand_beside_the_grid_and_eastern_only_where_it_differs(
    qtbot: QtBot, tmp_path: Path
) -> None:
    page = shown(qtbot, tmp_path)
    assert page.week is not None
    assert gutter_widths(page.week, page.words()) == (40, 38)
    home = shown(qtbot, tmp_path / "home", zone="America/New_York")
    assert home.week is not None
    assert gutter_widths(home.week, home.words())[1] == 0


def test_a_day_is_described_with_hours_due_work_and_the_change_of_clocks(
    qtbot: QtBot, tmp_path: Path
) -> None:
    days = shown(qtbot, tmp_path).box.header.accessibleDescription().split("; ")
    assert days[1] == "Tuesday 27 October, 2 hours 35 minutes planned, 1 due"
    assert days[6] == "Sunday 1 November, 2 hours 30 minutes planned, 1 due, ET −6 h"


def test_a_short_window_opens_one_hour_before_now(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path, size=(960, 600))
    bar = page.grid.verticalScrollBar()
    assert bar.maximum() > 0
    assert abs(page.grid.top_minute() - (11 * 60 + 40)) < 5 or bar.value() == bar.maximum()
    tall = shown(qtbot, tmp_path / "tall")
    assert tall.grid.verticalScrollBar().maximum() == 0


def test_larger_text_keeps_every_block_readable(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path)
    theme.choose("system", 150)
    settle()
    assert page.grid.shape is not None
    assert page.grid.shape.hour >= 42
    assert page.grid.visualRect(page.grid.blocks.index(0)).height() >= 27
    theme.choose("system")


@pytest.mark.parametrize("subject", ["", "2026-12-30"])
def test_the_dates_of_the_title_are_never_cut(qtbot: QtBot, tmp_path: Path, subject: str) -> None:
    page = shown(qtbot, tmp_path, size=(960, 600), subject=subject)
    title = page.header.title
    for percent in (100, 120, 150):
        theme.choose("system", percent)
        settle()
        assert title.width() >= title.sizeHint().width(), percent
        assert page.open_tray.geometry().right() < page.width(), percent
    theme.choose("system")


def test_without_courses_the_page_says_how_to_begin(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path, records=[])
    assert "The week appears with your first course" in texts(page)
    assert not page.present.isVisible()
    qtbot.mouseClick(page.add, LEFT)
    assert page.window().place().key == "add-course"


def test_a_week_without_anything_says_so(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path, subject="2027-06-01")
    assert page.box.empty.isVisible()
    assert page.box.empty.accessibleName().startswith("Nothing this week")
    page.do_back_to_today()
    assert not page.box.empty.isVisible()


# Folded hours


def test_folded_hours_are_shown_by_a_click_and_by_the_keyboard(
    qtbot: QtBot, tmp_path: Path
) -> None:
    page = shown(qtbot, tmp_path)
    strip, shape = page.box.strip, page.grid.shape
    assert strip.text() == "02:00–07:30"
    assert shape is not None
    qtbot.mouseClick(strip, LEFT)
    assert page.grid.shape is not None
    assert page.grid.shape.window.starts == 2 * 60
    assert strip.accessibleName() == "Fold the hours 02:00–07:30"
    strip.setFocus()
    qtbot.keyClick(strip, Key.Key_Space)
    assert page.grid.shape.window == shape.window


def test_what_is_put_into_folded_hours_is_shown(qtbot: QtBot, tmp_path: Path) -> None:
    early = DENTIST._replace(starts=datetime(2026, 10, 28, 5))
    page = shown(qtbot, tmp_path, early)
    assert page.grid.visualRect(page.box.model.index(ids(page).index("dentist:2026-10-28")))
    assert page.box.strip.text() != "02:00–07:30"


def test_the_wheel_scrolls_beside_the_grid_too(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path, size=(960, 600))
    bar = page.grid.verticalScrollBar()
    bar.setValue(0)
    where = page.box.gutter.rect().center()
    wheel = QWheelEvent(
        where, page.box.gutter.mapToGlobal(where), QPoint(), QPoint(0, -120),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase,
        False,
    )  # fmt: skip
    QApplication.sendEvent(page.box, wheel)  # only Qt's own events go on to the parent
    assert bar.value() > 0


# Weeks


def test_weeks_are_changed_by_keys_and_buttons(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path)
    press(qtbot, page, Key.Key_Right, mod=CTRL)
    assert "2 – 8 Nov" in texts(page)
    qtbot.mouseClick(page.after, LEFT)
    assert "9 – 15 Nov" in texts(page)
    press(qtbot, page, Key.Key_Left, Key.Key_Left, Key.Key_Left, mod=CTRL)
    assert "19 – 25 Oct" in texts(page)
    qtbot.mouseClick(page.before, LEFT)
    press(qtbot, page, Key.Key_T)
    assert "26 Oct – 1 Nov" in texts(page)
    assert current(page) == NOTEBOOK, "what comes next"


def test_a_date_as_subject_shows_its_week(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path, subject="2026-12-02")
    assert "30 Nov – 6 Dec" in texts(page)
    page.window().go("week", "nonsense")
    assert "26 Oct – 1 Nov" in texts(page)


def test_the_week_begins_on_the_day_chosen_in_the_settings(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path)
    page.window().keep("week_start", "sunday")
    settle()
    assert "25 – 31 Oct" in texts(page)


def test_the_present_week_follows_the_clock_over_midnight(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path)
    clock = page.frame.workspace.clock
    assert isinstance(clock, FixedClock)
    clock.at = datetime(2026, 11, 1, 23, 30, tzinfo=UTC)  # Monday 00:30: still Sunday's column
    page.window().ticker.tick()
    settle()
    assert "26 Oct – 1 Nov" in texts(page)
    assert page.week is not None
    assert page.week.place(clock.at) == (6, 24 * 60 + 30)
    clock.at = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
    page.window().ticker.tick()
    settle()
    assert "2 – 8 Nov" in texts(page)


def test_a_minute_moves_the_clocks_and_leaves_the_lists_alone(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path)
    choose(page, NOTEBOOK)
    clock = page.frame.workspace.clock
    assert isinstance(clock, FixedClock)
    resets = []
    for model in (page.box.model, page.tray.model):
        model.modelReset.connect(lambda: resets.append(1))
    clock.at += timedelta(minutes=1)
    page.window().ticker.tick()
    settle()
    assert resets == []
    assert page.grid.words is not None
    assert page.grid.words.now == clock.at
    assert current(page) == NOTEBOOK
    assert page.tray.free_time.text() == "68 h 09"


def test_travel_redraws_the_week_and_changes_nothing_stored(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path)
    before = page.frame.workspace.schedule
    page.frame.workspace.clock.pin(ZoneInfo("Asia/Kolkata"))
    page.window().refresh_all()
    settle()
    assert spoken(page, NOTEBOOK).endswith("Wednesday 28 October 00:30 to 01:30")
    assert page.frame.workspace.schedule is before


def test_a_second_city_of_her_own_stands_beside_the_grid(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path)
    page.window().keep("second_city", "Tokyo · Asia/Tokyo")
    settle()
    assert page.week is not None
    assert (page.week.there, page.week.ahead) == ("Asia/Tokyo", -8 * 60)
    assert spoken(page, CLASS_9).endswith("18:30 Eastern"), "a class keeps its own clock"


def test_the_leading_clock_leads_the_grid_too(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path)
    press(qtbot, page, Key.Key_E)
    assert page.week is not None
    assert (page.week.zone.key, page.week.there) == ("America/New_York", "Europe/Berlin")
    assert page.week.place(block(page, CLASS_9).starts_at) == (1, 18 * 60 + 30)


# The cursor


def test_arrows_go_in_order_of_time_and_by_days(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path)
    choose(page, NOTEBOOK)
    press(qtbot, page, Key.Key_Down, Key.Key_Down)
    assert current(page) == CLASS_9
    press(qtbot, page, Key.Key_Down)
    assert current(page) == "dv-w3-critique-block", "the next day"
    press(qtbot, page, Key.Key_Up, Key.Key_Up, Key.Key_Up)
    assert current(page) == NOTEBOOK
    press(qtbot, page, Key.Key_Right)
    assert current(page).startswith("ml-study-group")
    press(qtbot, page, Key.Key_Left, Key.Key_Left)
    assert current(page) == "dv-w3-scales-block"
    press(qtbot, page, Key.Key_Left)
    assert current(page) == "dv-w3-scales-block", "there is no day before"
    press(qtbot, page, Key.Key_End)
    assert current(page) == ids(page)[-1]
    press(qtbot, page, Key.Key_Down, Key.Key_Home)
    assert current(page) == ids(page)[0]


def test_a_day_without_blocks_has_a_free_place(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path, subject="2026-11-09")
    assert page.week is not None
    free = [n for n in range(7) if not page.box.model.rows_in(n)]
    column = next(n for n in free if n and page.box.model.rows_in(n - 1))
    choose(page, ids(page)[page.box.model.rows_in(column - 1)[0]])
    press(qtbot, page, Key.Key_Right)
    assert current(page) == ""
    assert page.grid.slot is not None
    assert page.grid.slot[0] == column
    press(qtbot, page, Key.Key_Left)
    assert page.grid.slot is None
    assert current(page) != ""


def test_an_arrow_enters_the_grid_at_what_comes_next(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path)
    assert current(page) == ""
    press(qtbot, page, Key.Key_Down)
    assert current(page) == NOTEBOOK
    press(qtbot, page, Key.Key_Escape)
    assert current(page) == ""


def test_tab_leads_from_the_head_to_the_due_row_the_grid_and_the_cards(
    qtbot: QtBot, tmp_path: Path
) -> None:
    page = shown(qtbot, tmp_path)
    page.new.setFocus()
    seen = []
    for _ in range(16):
        qtbot.keyClick(QApplication.focusWidget(), Key.Key_Tab)
        seen.append(QApplication.focusWidget())
    cells = [cell for cell in page.box.header.cells if cell.isVisible()]
    wanted = [*cells, page.box.strip, page.grid, page.tray.order, page.tray.list]
    assert [w for w in seen if w in wanted][: len(wanted)] == wanted


# Opening


def test_enter_and_double_click_open_a_class_in_its_panel(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path)
    choose(page, CLASS_9)
    press(qtbot, page, Key.Key_Return)
    (panel,) = page.window().findChildren(ClassPopover)
    panel.close_overlay()
    settle()
    assert page.grid.hasFocus()
    qtbot.mouseDClick(page.grid.viewport(), LEFT, pos=middle(page, CLASS_9))
    assert any(p.isVisible() for p in page.window().findChildren(ClassPopover))


def test_the_panel_of_an_offer_names_it_and_proposes_no_topic(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path)
    choose(page, "ml-recitation:2026-10-30")
    press(qtbot, page, Key.Key_Return)
    (panel,) = [p for p in page.window().findChildren(ClassPopover) if p.isVisible()]
    assert "Recitation 9, Fri 30 Oct" in texts(panel)
    assert panel.topic.placeholderText() == "Topic of this class"


def test_enter_on_planned_work_goes_to_its_inspector(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path)
    choose(page, NOTEBOOK)
    press(qtbot, page, Key.Key_Return)
    window = page.window()
    assert window.place() == ("checklist", "ml-w9-notebook")
    assert window.page().view.current().item.id == "ml-w9-notebook"


def test_due_work_opens_in_the_checklist_and_several_are_offered(
    qtbot: QtBot, tmp_path: Path
) -> None:
    page = shown(qtbot, tmp_path)
    cells = page.box.header.cells
    assert not cells[0].isVisible()
    assert (
        cells[1].accessibleName()
        == "Due Tue 27: ML  Ridge and lasso in 15 minutes · Tue 27 Oct 23:30"
    )
    cells[5].click()
    (panel,) = page.window().findChildren(DueList)
    assert [row.title for row in panel.rows.rows()] == [
        "Cross-validation notebook",
        "Tibshirani 1996, §1–3",
    ]
    press(qtbot, page, Key.Key_Down, Key.Key_Return)
    assert page.window().place() == ("checklist", "ml-w9-tibshirani")
    page.window().back()
    cells[1].setFocus()
    qtbot.keyClick(cells[1], Key.Key_Space)
    assert page.window().place() == ("checklist", "ml-w9-ridge")


def test_a_cell_of_several_courses_names_them(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path, zone="Australia/Sydney")
    assert page.box.header.cells[4].text() == "DV + ML, 3 due"


# Classes that a clock change moves


def test_affected_classes_are_pointed_out_only_when_asked_for(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path)
    assert "earlier than usual" not in spoken(page, CLASS_9)
    page.window().go("week", "affected")
    assert spoken(page, CLASS_9).endswith("18:30 Eastern, 1 h earlier than usual")
    assert "earlier than usual" not in spoken(page, NOTEBOOK)
    page.do_back_to_today()
    assert "earlier than usual" not in spoken(page, CLASS_9)


def test_before_the_change_its_week_is_shown(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path, now=datetime(2026, 10, 20, 12, tzinfo=UTC), subject="affected")
    assert "26 Oct – 1 Nov" in texts(page)


def test_the_notice_stands_over_the_week(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path)
    assert any("instead of" in text for text in texts(page.clock_notice))


# States of classes


def test_what_became_of_a_class_is_said(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path, subject="2026-10-20")
    assert spoken(page, "ml-live:2026-10-20").endswith("18:30 Eastern, attended")
    assert spoken(page, "dv-live:2026-10-22").endswith("missed")
    assert block(page, "dv-live:2026-10-22").is_outlined


def test_a_moved_and_a_cancelled_class_stay_in_the_week(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path)
    workspace = page.frame.workspace
    to = datetime(2026, 10, 28, 15)
    workspace.perform(edits.move_occurrence(workspace.schedule, CLASS_9, to))
    workspace.perform(edits.cancel_occurrence(workspace.schedule, "dv-live:2026-10-29"))
    settle()
    assert spoken(page, CLASS_9).endswith(
        "Wednesday 28 October 20:00 to 21:20, 15:00 Eastern, moved"
    )
    assert spoken(page, "dv-live:2026-10-29").endswith("cancelled")
    assert workspace.schedule.get(Override, CLASS_9) is not None


def test_a_click_on_a_free_place_puts_the_cursor_there(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path)
    qtbot.mouseClick(page.grid.viewport(), LEFT, pos=spot(page, 4, 15.1))
    assert page.grid.slot == (4, 15 * 60)
    qtbot.mouseClick(page.grid.viewport(), LEFT, pos=middle(page, NOTEBOOK))
    assert page.grid.slot is None
    assert current(page) == NOTEBOOK


def test_a_line_of_a_block_is_whole_or_not_there(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path)
    words = page.words()

    def reaches_the_edge(block_id: str, height: int) -> bool:
        picture = QImage(120, 64, QImage.Format.Format_RGB32)
        picture.fill(theme.color("bg"))
        painter = QPainter(picture)
        week_blocks.draw(painter, QRect(0, 0, 120, height), block(page, block_id), words)
        painter.end()
        return len({picture.pixel(x, height - 2) for x in range(8, 112)}) > 1

    for block_id in (CLASS_9, NOTEBOOK, "ml-recitation:2026-10-30"):
        close = [height for height in range(18, 60) if reaches_the_edge(block_id, height)]
        # one that was cut would reach it again where there is a pixel more room
        assert not {height + 1 for height in close} & set(close), block_id


def test_overlaps_lie_side_by_side(qtbot: QtBot, tmp_path: Path) -> None:
    over = DENTIST._replace(starts=datetime(2026, 10, 28, 20, 30))
    page = shown(qtbot, tmp_path, over)
    rects = [
        page.grid.visualRect(page.box.model.index(n))
        for n, found in enumerate(ids(page))
        if found.startswith(("dentist", "ml-study-group"))
    ]
    assert len(rects) == 2
    assert not rects[0].intersects(rects[1])
    assert page.grid.indexAt(rects[1].center()).row() == ids(page).index("dentist:2026-10-28")
    assert block(page, "dentist:2026-10-28").kind is BlockKind.BUSY


def test_the_page_costs_nothing_before_it_is_needed(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot, tmp_path, now=SAMPLE_NOW)
    assert "week" not in window.pages
    qtbot.keyClick(window, Key.Key_2)
    assert window.place().key == "week"
    assert window.page().grid.hasFocus()
    assert window.page().grid.indexAt(QPoint(2, 2)).row() == -1
