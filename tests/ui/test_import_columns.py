"""The columns of a table in the import preview: what each is read as, and changed by keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tables import MARKDOWN
from ui.test_import import INVITATION, opened, page_of, settled, spoken, titles
from ui.windows import open_window, texts

from companion.models.source import ColumnRole
from companion.ui.import_columns import ColumnChoice
from companion.ui.import_page import ImportPage
from companion.ui.main_window import MainWindow

UNKNOWN = "Päivä,Aihe,Sali\n2026-11-03,Grundlagen,A1\n2026-11-10,Verteilungen,A1\n"
_CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    """The window without any course."""
    return open_window(qtbot, tmp_path, records=())


def pasted(qtbot: QtBot, window: MainWindow, text: str) -> ImportPage:
    QGuiApplication.clipboard().setText(text)
    qtbot.keyClick(window, Qt.Key.Key_V, _CONTROL)
    return settled(qtbot, page_of(window))


def choices(page: ImportPage) -> list[ColumnChoice]:
    return page.preview.columns.choices


def read_again(qtbot: QtBot, page: ImportPage, place: int, role: ColumnRole) -> None:
    """Choose a role by the keyboard alone, and wait for the rows."""
    box = choices(page)[place].box
    box.setFocus()
    key = Qt.Key.Key_Down if box.currentIndex() < box.findData(role) else Qt.Key.Key_Up
    while box.currentData() is not role:
        qtbot.keyClick(box, key)
    assert not page.apply.isEnabled(), "what is shown is not what is asked for"
    qtbot.waitUntil(lambda: not page.is_reading, timeout=20_000)


def test_a_table_shows_what_each_column_is_read_as(qtbot: QtBot, window: MainWindow) -> None:
    page = pasted(qtbot, window, MARKDOWN)
    assert [c.box.currentText() for c in choices(page)] == [
        "Week", "Class date", "Topic or title", "Reading", "Work",
    ]  # fmt: skip
    assert {"Deliverable due", "Thu, Sep 3"} <= set(texts(page))
    box = choices(page)[1].box
    assert box.accessibleName() == "Date is read as"
    assert box.accessibleDescription() == "Thu, Sep 3; Thu, Sep 10; Oct 12-16"


def test_another_choice_reads_the_table_again_in_place(qtbot: QtBot, window: MainWindow) -> None:
    page = pasted(qtbot, window, MARKDOWN)
    assert page.apply.plain_text() == "Apply 6 changes"
    box = choices(page)[3].box
    read_again(qtbot, page, 3, ColumnRole.NONE)
    assert page.apply.plain_text() == "Apply 4 changes"
    assert box.hasFocus(), "the keyboard stays where it was"
    assert choices(page)[3].box is box
    assert not any("Chapter" in text for text in spoken(page))
    qtbot.keyClick(box, Qt.Key.Key_Return, _CONTROL)
    assert titles(window) == {"Homework 1", "HW1", "Project proposal"}


def test_ticks_and_courses_stay_when_a_column_changes(qtbot: QtBot, window: MainWindow) -> None:
    page = pasted(qtbot, window, MARKDOWN)
    row = next(n for n, text in enumerate(spoken(page)) if "Homework 1" in text)
    page.preview.list.lines.toggle(page.preview.list.lines.index(row))
    (course,) = page.preview.card.boxes
    course.setCurrentIndex(course.findData("own"))
    course.activated.emit(course.currentIndex())
    read_again(qtbot, page, 3, ColumnRole.NONE)
    assert page.preview.card.boxes[0].currentData() == "own"
    assert next(t for t in spoken(page) if "Homework 1" in t).endswith("not ticked")


def test_a_role_of_one_column_moves_to_another_at_once(qtbot: QtBot, window: MainWindow) -> None:
    page = pasted(qtbot, window, MARKDOWN)
    read_again(qtbot, page, 0, ColumnRole.DUE)
    read_again(qtbot, page, 0, ColumnRole.DATE)
    assert [c.box.currentText() for c in choices(page)][:2] == ["Class date", "Not used"]


def test_a_table_that_nobody_recognises_asks_for_its_columns(
    qtbot: QtBot, window: MainWindow
) -> None:
    page = pasted(qtbot, window, UNKNOWN)
    assert page.stack.currentWidget() is page.preview
    assert choices(page)[0].box.hasFocus()
    assert any(text.startswith("No work was found.") for text in texts(page))
    read_again(qtbot, page, 1, ColumnRole.WORK)
    assert page.apply.plain_text() == "Apply 2 changes"
    assert not any(text.startswith("No work was found.") for text in texts(page))
    page.take()
    assert titles(window) == {"Grundlagen", "Verteilungen"}


def test_the_choice_outlives_a_change_of_the_file_and_of_the_data(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "plan.md"
    path.write_text(MARKDOWN, encoding="utf-8")
    page = opened(qtbot, window, path)
    path.unlink()
    read_again(qtbot, page, 3, ColumnRole.NONE)
    page.refresh()
    assert page.apply.plain_text() == "Apply 4 changes"
    assert choices(page)[3].box.currentData() is ColumnRole.NONE


def test_what_is_no_table_has_no_columns(qtbot: QtBot, window: MainWindow) -> None:
    pasted(qtbot, window, MARKDOWN).leave()
    page = pasted(qtbot, window, INVITATION)
    assert page.stack.currentWidget() is page.preview
    assert not page.preview.columns.isVisible()


def test_tab_goes_through_the_preview_as_it_is_read(qtbot: QtBot, window: MainWindow) -> None:
    page = pasted(qtbot, window, MARKDOWN)
    wanted = [
        page.preview.card.boxes[0], page.preview.terms.rows[0].day,
        *(choice.box for choice in choices(page)),
    ]  # fmt: skip
    wanted[0].setFocus()
    for widget in wanted[1:]:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is widget


def test_wide_tables_with_hostile_heads_are_shown_as_plain_text_and_scrolled(
    qtbot: QtBot, window: MainWindow
) -> None:
    heads = ["Date", "<b>Homework</b>", "A" * 5000, *[f"<i>{n}" for n in range(300)]]
    lines = [[f"Sep {day}", f"HW {day}", *["x"] * 301] for day in (3, 10)]
    page = pasted(qtbot, window, "\n".join("\t".join(row) for row in [heads, *lines]))
    assert len(choices(page)) == 50
    assert "<b>Homework</b>" in texts(page)
    assert page.preview.columns.remark.text().endswith("Only the first 50 are read.")
    last = choices(page)[-1]
    assert last.visibleRegion().isEmpty()
    choices(page)[-2].box.setFocus()
    qtbot.keyClick(choices(page)[-2].box, Qt.Key.Key_Tab)
    assert last.box.hasFocus()
    assert not last.visibleRegion().isEmpty(), "the keyboard brings a column into view"
    assert page.width() <= window.width()
