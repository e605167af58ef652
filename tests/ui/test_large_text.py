"""Times, dates and facts stay whole in a small window, with large text, and in 12 hours."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from ui.keyboard import K, press, target
from ui.windows import open_window

from companion.ui import fonts, paint, preferences
from companion.ui.add_course_page import EditCoursePage
from companion.ui.course_page import CoursePage
from companion.ui.main_window import MainWindow
from companion.ui.today_page import TodayPage
from companion.ui.week_page import WeekPage

SMALL, USUAL = (960, 600), (1280, 800)


def shown(qtbot: QtBot, folder: Path, size: tuple[int, int], percent: str) -> MainWindow:
    window = open_window(qtbot, folder, size=size)
    window.keep(preferences.HOURS, "12")
    window.keep(preferences.TEXT_SIZE, percent)
    return window


def settle() -> None:
    for _ in range(4):  # what breaks into lines learns its height one round later
        QApplication.processEvents()


@pytest.fixture(autouse=True)
def _usual_text(qtbot: QtBot) -> object:
    yield
    from companion.ui import theme

    theme.choose("system", 100)


@pytest.mark.parametrize(("size", "percent"), [(SMALL, "150"), (SMALL, "100"), (USUAL, "80")])
def test_the_week_cuts_no_date_and_no_sentence(
    qtbot: QtBot, tmp_path: Path, size: tuple[int, int], percent: str
) -> None:
    window = shown(qtbot, tmp_path, size, percent)
    window.go("week")
    settle()
    page = window.page()
    assert isinstance(page, WeekPage)
    title, notice = page.header.title, page.clock_notice.notice
    assert title.width() >= title.sizeHint().width()
    assert notice is not None
    assert notice.height() >= notice.heightForWidth(notice.width())
    foot = page.tray.foot
    layout = foot.layout()
    assert layout is not None
    assert foot.height() >= layout.totalHeightForWidth(foot.width())


def test_today_is_one_column_where_large_text_leaves_no_room_for_two(
    qtbot: QtBot, tmp_path: Path
) -> None:
    window = shown(qtbot, tmp_path, SMALL, "150")
    settle()
    page = window.page()
    assert isinstance(page, TodayPage)
    assert page.left.isAncestorOf(page.rail)
    assert page.rail.isVisible()
    assert not page.right.isVisible()
    inside = page.left.widget()
    assert inside is not None
    assert inside.width() <= page.left.viewport().width()
    window.keep(preferences.TEXT_SIZE, "100")
    settle()
    assert page.right.isVisible()
    assert page.right.isAncestorOf(page.rail)


@pytest.mark.parametrize("percent", ["80", "100", "150"])
def test_the_clocks_of_the_rail_show_whole_times(
    qtbot: QtBot, tmp_path: Path, percent: str
) -> None:
    clocks = shown(qtbot, tmp_path, SMALL, percent).sidebar.clocks
    settle()
    assert clocks.is_rail
    assert clocks.height() >= clocks.sizeHint().height()
    assert "12:40 pm" in (clocks.face.here, clocks.face.there)
    for line in (clocks.face.here + " " + clocks.face.there).split():
        assert paint.width_of(line, fonts.font("second-strong", True)) <= clocks.width()


def test_the_facts_of_a_course_take_two_rows_rather_than_be_cut(
    qtbot: QtBot, tmp_path: Path
) -> None:
    window = shown(qtbot, tmp_path, SMALL, "150")
    course = window.workspace.schedule.course_by_code("ML")
    assert course is not None
    window.go("course", course.id)
    settle()
    page = window.page()
    assert isinstance(page, CoursePage)
    assert page._fact_rows == 2
    assert all(view.width() >= view.sizeHint().width() for view in page._fact_views)
    window.keep(preferences.TEXT_SIZE, "100")
    settle()
    assert page._fact_rows == 1


def test_the_form_beside_its_list_is_not_cut_in_12_hours(qtbot: QtBot, tmp_path: Path) -> None:
    window = shown(qtbot, tmp_path, USUAL, "100")
    course = window.workspace.schedule.course_by_code("ML")
    assert course is not None
    window.go("edit-course", course.id)
    settle()
    page = window.page()
    assert isinstance(page, EditCoursePage)
    assert page.form.minimumSizeHint().width() <= page.area.viewport().width()


@pytest.mark.parametrize("percent", ["100", "150"])
def test_tab_leads_to_nothing_out_of_sight(qtbot: QtBot, tmp_path: Path, percent: str) -> None:
    window = shown(qtbot, tmp_path, SMALL, percent)
    settle()
    seen: list[QWidget] = []
    while target() not in seen:
        seen.append(target())
        press(K.Key_Tab)
        assert not target().visibleRegion().isEmpty(), target()
    assert isinstance(window.page(), TodayPage)
    assert len(seen) > 20


def test_the_arrows_lead_to_no_row_out_of_sight(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, tmp_path, SMALL, "100").page()
    assert isinstance(page, TodayPage)
    assert page.have.more is not None
    page.have.more.click()
    settle()
    fits = page.have.list
    for _ in fits.rows():
        press(K.Key_Down)
        assert fits.visibleRegion().contains(fits.row_rect(fits.currentIndex().row()).center())
