"""Ctrl+K: what it finds, in which order, and by keys alone."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot
from ui.windows import open_window

from companion import edits
from companion.ui.dialogs.keys import KeyList
from companion.ui.dialogs.palette import Entry, EntryModel, Palette, ranked, score
from companion.ui.main_window import MainWindow
from companion.ui.widgets.marks import KeyHint
from companion.ui.widgets.panels import FloatingPanel


def entry(label: str, kind: str = "action", code: str = "") -> Entry:
    return Entry(label, lambda: None, kind=kind, code=code)


def opened(qtbot: QtBot, folder: Path) -> tuple[MainWindow, Palette]:
    window = open_window(qtbot, folder)
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    palette = window.findChild(Palette)
    assert palette is not None
    qtbot.waitUntil(palette.query.hasFocus)
    return window, palette


@pytest.mark.parametrize(
    ("query", "best", "worse"),
    [
        ("set", "Settings", "Reset all"),
        ("cal", "Calendar", "Export to calendar…"),
        ("exp cal", "Export to calendar…", "Explain the local clock"),
        ("chec", "Checklist", "Rechecking"),
    ],
)
def test_beginnings_come_before_middles(query: str, best: str, worse: str) -> None:
    found = ranked(query, [entry(worse), entry(best)])
    assert found[0].label == best


def test_letters_in_order_are_forgiven_and_others_not() -> None:
    assert score("expcal", "Export to calendar…")
    assert not score("xyz", "Export to calendar…")
    assert not score("lac", "cal")
    assert score("RIDGE", "ridge and lasso") == 100


def test_signs_limit_what_is_found() -> None:
    known = [entry("Machine Learning", "course", "ML"), entry("Make", "action"), entry("M", "page")]
    assert [e.kind for e in ranked(">m", known)] == ["page", "action"] or len(
        ranked(">m", known)
    ) == 2
    assert [e.kind for e in ranked("#", known)] == ["course"]
    assert [e.code for e in ranked("ml", known)] == ["ML"]


def test_the_model_is_a_good_model() -> None:
    model = EntryModel()
    model.show([entry("One"), entry("Two")])
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert model.data(model.index(1), Qt.ItemDataRole.AccessibleTextRole) == "Two"


def test_keys_alone_open_a_view(qtbot: QtBot, tmp_path: Path) -> None:
    window, palette = opened(qtbot, tmp_path)
    qtbot.keyClicks(palette.query, "timel")
    assert palette.shown()[0].label == "Timeline"
    qtbot.keyClick(palette.query, Qt.Key.Key_Return)
    assert window.place().key == "timeline"


def test_a_course_is_found_by_its_code(qtbot: QtBot, tmp_path: Path) -> None:
    window, palette = opened(qtbot, tmp_path)
    qtbot.keyClicks(palette.query, "#dv")
    qtbot.keyClick(palette.query, Qt.Key.Key_Return)
    course = window.workspace.schedule.course_by_code("DV")
    assert course is not None
    assert window.place() == ("course", course.id)


def test_open_activities_are_found_by_a_word(qtbot: QtBot, tmp_path: Path) -> None:
    _, palette = opened(qtbot, tmp_path)
    assert not [e for e in palette.shown() if e.kind == "activity"]
    qtbot.keyClicks(palette.query, "lasso")
    found = palette.shown()[0]
    assert (found.kind, found.code, found.hint) == ("activity", "ML", "tonight 23:30")


def test_arrows_go_round_and_nothing_found_says_so(qtbot: QtBot, tmp_path: Path) -> None:
    _, palette = opened(qtbot, tmp_path)
    last = len(palette.shown()) - 1
    qtbot.keyClick(palette.query, Qt.Key.Key_Up)
    assert palette.list.currentIndex().row() == last
    qtbot.keyClick(palette.query, Qt.Key.Key_Down)
    assert palette.list.currentIndex().row() == 0
    qtbot.keyClicks(palette.query, "qqqq<b>")
    assert palette.shown() == []
    assert not palette.list.isVisible()
    qtbot.keyClick(palette.query, Qt.Key.Key_Return)
    assert palette.isVisible()


def test_esc_and_a_click_beside_close_it_and_give_the_keyboard_back(
    qtbot: QtBot, tmp_path: Path
) -> None:
    window, palette = opened(qtbot, tmp_path)
    former = palette._former
    qtbot.keyClick(palette.query, Qt.Key.Key_Escape)
    assert palette.isHidden()
    assert QApplication.focusWidget() is former
    window.trigger("palette")
    again = next(p for p in window.findChildren(Palette) if p.isVisible())
    qtbot.mouseClick(again, Qt.MouseButton.LeftButton, pos=again.rect().bottomLeft())
    assert again.isHidden()


def test_keys_behind_the_palette_are_silent(qtbot: QtBot, tmp_path: Path) -> None:
    window, palette = opened(qtbot, tmp_path)
    qtbot.keyClicks(palette.query, "4")
    assert palette.query.text() == "4"
    qtbot.keyClick(palette.query, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert not window.sidebar.is_rail
    qtbot.keyClick(palette.query, Qt.Key.Key_Tab)
    assert palette.isAncestorOf(QApplication.focusWidget())


def test_undo_is_offered_by_name_only_when_there_is_something(qtbot: QtBot, tmp_path: Path) -> None:
    window, palette = opened(qtbot, tmp_path)
    qtbot.keyClicks(palette.query, ">undo")
    assert palette.shown() == []
    palette.close_overlay()
    course = window.workspace.schedule.courses[0]
    change = edits.Change(course, course._replace(notes="x"))
    window.perform(edits.edit_of("Edit course", [change]))
    window.trigger("palette")
    again = next(p for p in window.findChildren(Palette) if p.isVisible())
    qtbot.keyClicks(again.query, ">undo")
    assert [e.label for e in again.shown()] == ["Undo Edit course"]


def test_the_list_is_read_aloud(qtbot: QtBot, tmp_path: Path) -> None:
    _, palette = opened(qtbot, tmp_path)
    rows = QAccessible.queryAccessibleInterface(palette.list)
    assert rows.child(0).text(QAccessible.Text.Name) == "Today"


def test_the_key_list_shows_every_key(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot, tmp_path)
    qtbot.keyClick(window, Qt.Key.Key_F1)
    keys = window.findChild(KeyList)
    assert keys is not None
    hints = {hint.accessibleName() for hint in keys.findChildren(KeyHint)}
    assert {"1", "3", "4", "Ctrl+K", "Ctrl+Z", "F1", "?"} <= hints
    qtbot.keyClick(keys, Qt.Key.Key_Escape)
    assert keys.isHidden()


def hints_of(widget: QWidget) -> list[KeyHint]:
    return widget.findChildren(KeyHint)


def test_the_key_list_scrolls_inside_its_panel_in_a_small_window(
    qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window(qtbot, tmp_path, size=(960, 600))
    qtbot.keyClick(window, Qt.Key.Key_F1)
    keys = window.findChild(KeyList)
    assert keys is not None
    QApplication.processEvents()
    area = keys.findChild(QScrollArea)
    assert area is not None
    foot = area.mapTo(keys, area.rect().bottomLeft()).y()
    assert foot < keys.panel.geometry().bottom() - FloatingPanel.MARGIN
    assert keys.panel.geometry().bottom() <= keys.height()
    assert area.horizontalScrollBar().maximum() == 0
    inside = area.widget()
    assert inside is not None
    assert all(h.mapTo(area, h.rect().topRight()).x() < area.width() for h in hints_of(inside))
