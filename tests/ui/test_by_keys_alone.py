"""From an empty database to a finished week by the keyboard alone, without a mouse."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot
from ui.keyboard import CTRL, SHIFT, K, press, tab_to, target, type_text
from ui.windows import open_window, texts

from companion.models.activity import Activity, PlannedBlock, Stage
from companion.models.repeat import Repeat
from companion.ui.checklist_page import ChecklistPage
from companion.ui.main_window import MainWindow
from companion.ui.overlay import Overlay

NOW = datetime(2026, 10, 27, 11, 40, tzinfo=UTC)  # Tuesday 12:40 in Berlin, week 3 of the course
_NAME = QAccessible.Text.Name
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen, of menus


def fill(name: str, text: str) -> None:
    """Go to a field and type over what stands there."""
    tab_to(name)
    press(K.Key_A, CTRL)
    type_text(text)


def named(window: MainWindow) -> dict[str, Activity]:
    return {a.title: a for a in window.workspace.schedule.table(Activity).values()}


def add_the_course() -> None:
    press(K.Key_A)
    fill("Name", "Data Visualization")
    fill("Code", "DV")
    tab_to("14 weeks")
    press(K.Key_Left)
    press(K.Key_Return)
    fill("First day of week 1", "12 oct")
    tab_to("Live class: weekday")
    type_text("Th")
    fill("Live class: start time", "17:00")
    press(K.Key_Return, CTRL)
    assert target().accessibleName() == "All before today attended and done"
    press(K.Key_Return)


def fill_the_term(window: MainWindow) -> None:
    """Take the pattern that is offered, with what is past done."""
    (dialog,) = [o for o in window.findChildren(Overlay) if o.isVisible()]
    assert dialog.accessibleName() == "Fill the term"
    press(K.Key_Return, CTRL)
    work = named(window)
    assert len(work) == 18
    assert len(window.workspace.schedule.table(Repeat)) == 3
    assert work["Quiz 2"].is_done
    assert not work["Quiz 3"].is_done


def test_from_an_empty_database_to_a_finished_week(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot, tmp_path, records=[], now=NOW)
    add_the_course()
    fill_the_term(window)

    # quick add
    press(K.Key_4)
    page = window.page()
    assert isinstance(page, ChecklistPage)
    press(K.Key_N)
    type_text("Read HBR case 25m due fri #dv")
    press(K.Key_Return)
    type_text("Project draft 1h due fri #dv")
    press(K.Key_Return)
    press(K.Key_Escape)
    assert {"Read HBR case", "Project draft"} <= named(window).keys()

    # the one added last is current: hand it in, plan the one above it, edit its title
    press(K.Key_H)
    assert named(window)["Project draft"].stage is Stage.HANDED_IN
    press(K.Key_Home)
    for _ in range(20):
        if page.view.current() and page.view.current().item.title == "Read HBR case":
            break
        press(K.Key_Down)
    press(K.Key_P)
    press(K.Key_Return)
    (block,) = window.workspace.schedule.table(PlannedBlock).values()
    assert block.activity_id == named(window)["Read HBR case"].id
    press(K.Key_Return)
    press(K.Key_End)
    type_text(", twice")
    press(K.Key_Return)
    assert "Read HBR case, twice" in named(window)

    # tick all that is left of the week: its whole group, then each
    press(K.Key_A, CTRL)
    press(K.Key_Space)
    assert "Week 3 is done" in texts(page.week_done)
    done = [title for title, one in named(window).items() if one.is_done and one.week == 3]
    assert {"Reading 3", "Video 3", "Quiz 3"} == set(done)
    tab_to(page.week_done.button.plain_text(), backwards=True)
    press(K.Key_Return)
    current = page.view.current()
    assert current is not None
    assert page.view.hasFocus()
    assert current.item.week == 4

    # and all of it is taken back, one step after the other
    while window.workspace.undo_name:
        press(K.Key_Z, CTRL)
    assert not list(window.workspace.schedule.records())


def test_every_control_of_the_checklist_is_reached_by_tab_and_says_what_it_is(
    qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window(qtbot, tmp_path)
    press(K.Key_4)
    page = window.page()
    assert isinstance(page, ChecklistPage)
    press(K.Key_Down)
    press(K.Key_Down, SHIFT)  # the bar of the marked rows is there, too
    seen: list[QWidget] = []
    while target() not in seen:
        seen.append(target())
        press(K.Key_Tab)
    for widget in seen:
        face = QAccessible.queryAccessibleInterface(widget)
        assert face.text(_NAME), widget
        assert face.role() is not QAccessible.Role.NoRole
    bar = [b for b in page.bar.findChildren(QAbstractButton) if b.isVisible()]
    chips = [page.filters.kind, page.filters.minutes, page.filters.due]
    assert {*bar, *chips, page.inspector.done} <= set(seen)
    assert [b.accessibleName() for b in bar] == [
        "Done", "Plan", "Due", "Move", "Delete", "Mark none",
    ]  # fmt: skip


def test_every_row_speaks_whole_and_says_whether_it_is_done(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot, tmp_path)
    press(K.Key_4)
    page = window.page()
    assert isinstance(page, ChecklistPage)
    face = QAccessible.queryAccessibleInterface(page.view)
    children = [face.child(n) for n in range(face.childCount())]
    cells = [c for c in children if c is not None and c.role() is QAccessible.Role.Cell]
    said = [cell.text(_NAME) for cell in cells]
    titles = [row.item.title for row in page.view.lines.rows if hasattr(row, "item")]
    assert len(said) == len(page.view.lines.rows)
    endings = ("done", "started", "handed in", "revise", "expanded", "collapsed")
    assert not [text for text in said if not text.endswith(endings)]
    assert all(any(title in text for text in said) for title in titles)
    assert QApplication.focusWidget() is page.view
