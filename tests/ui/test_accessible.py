"""What can have the keyboard has a name and a role, on every page and in every dialog."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractItemView, QDialog, QLineEdit, QScrollArea, QWidget
from pytestqt.qtbot import QtBot
from ui.walk import surfaces, widgets
from ui.windows import open_window

from companion.ui.overlay import Overlay
from companion.ui.widgets.panels import FloatingPanel

NO_ROLES = {QAccessible.Role.NoRole, QAccessible.Role.Client, QAccessible.Role.Pane}
CONTAINERS = (Overlay, FloatingPanel, QDialog, QScrollArea)  # named, and only pass it on
ROWS = 8


def test_everything_that_can_have_the_keyboard_has_name_and_role(
    qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window(qtbot, tmp_path)
    found: list[str] = []
    seen = 0
    for place in surfaces(window):
        focusable = [w for w in widgets(window) if takes_the_keyboard(w)]
        seen += len(focusable)
        found += [f"{place}: {fault}" for widget in focusable for fault in faults(widget)]
    assert seen > 400
    assert not found, "\n".join(sorted(set(found)))


def test_the_first_page_has_names_and_roles(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot, tmp_path, records=())
    focusable = [w for w in widgets(window) if takes_the_keyboard(w)]
    assert len(focusable) > 5
    assert [fault for widget in focusable for fault in faults(widget)] == []


def takes_the_keyboard(widget: QWidget) -> bool:
    """Tell whether Tab can bring the keyboard to a widget that is seen."""
    return (
        widget.isVisible()
        and widget.isEnabled()
        and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        and widget.focusProxy() is None
    )


def faults(widget: QWidget) -> Iterator[str]:
    """Return what assistive technology could not tell of a widget."""
    kind = type(widget).__name__
    aloud = QAccessible.queryAccessibleInterface(widget)
    if aloud is None:
        yield f"{kind} is unknown to assistive technology"
        return
    name = aloud.text(QAccessible.Text.Name)
    if not name.strip():
        hint = widget.placeholderText() if isinstance(widget, QLineEdit) else ""
        yield f"{kind} {widget.objectName()} {hint} in {type(widget.parent()).__name__}: no name"
    if aloud.role() in NO_ROLES and not isinstance(widget, CONTAINERS):
        yield f"{kind} {name!r} has the role {aloud.role().name}"
    if isinstance(widget, QAbstractItemView) and widget.model() is not None:
        yield from (f"{kind} {name!r}: its row {n} has no name" for n in nameless_rows(widget))


def nameless_rows(view: QAbstractItemView) -> Iterator[int]:
    """Return the rows, of the first ones, of which nothing can be read aloud.

    Qt names a cell by the text to be read aloud, else by the one that is shown.
    """
    model, top = view.model(), QModelIndex()
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(top)
    for row in range(min(model.rowCount(top), ROWS)):
        cells = [model.index(row, column, top) for column in range(columns)]
        aloud = Qt.ItemDataRole.AccessibleTextRole
        if not any(cell.data(aloud) or cell.data() for cell in cells):
            yield row
