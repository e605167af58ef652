"""Hands for tests of the week: where blocks and cards are, and what keys and pointer do there."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from ui.windows import open_window

from companion.models.activity import PlannedBlock
from companion.models.appointment import Appointment
from companion.models.schedule import Record
from companion.models.week_block import Block
from companion.sample import SAMPLE_NOW, SAMPLE_ZONE, sample_records
from companion.ui.week_page import WeekPage

Key, Mod = Qt.Key, Qt.KeyboardModifier
LEFT, NONE, ALT, SHIFT, CTRL = (
    Qt.MouseButton.LeftButton,
    Mod.NoModifier,
    Mod.AltModifier,
    Mod.ShiftModifier,
    Mod.ControlModifier,
)
NOTEBOOK = "ml-w9-notebook-block"  # Tuesday 20:00 for an hour, due Saturday 04:59
CLASS_9 = "ml-live:2026-10-27"  # Tuesday 23:30 to 00:50
DENTIST = Appointment("dentist", "d@x", "Dentist", datetime(2026, 10, 28, 17), "Europe/Berlin", 90)


def shown(
    qtbot: QtBot,
    folder: Path,
    *more: Record,
    records: Iterable[Record] | None = None,
    now: datetime = SAMPLE_NOW,
    zone: str = SAMPLE_ZONE,
    size: tuple[int, int] = (1280, 800),
    subject: str = "",
) -> WeekPage:
    """Open the window at the week, on the sample without its own appointments but with more
    records, or on the records given."""
    if records is None:
        records = (r for r in sample_records() if not isinstance(r, Appointment))
    every = [*records, *more]
    window = open_window(qtbot, folder, records=every, now=now, zone=zone, size=size)
    window.go("week", subject)
    settle()
    page = window.page()
    assert isinstance(page, WeekPage)
    return page


def settle() -> None:
    """Let the window do what waits."""
    QApplication.processEvents()
    QApplication.processEvents()


def block(page: WeekPage, block_id: str) -> Block:
    """Return a block of the week shown."""
    assert page.week is not None
    return next(b for b in page.week.blocks if b.id == block_id)


def ids(page: WeekPage) -> list[str]:
    """Return the ids of the blocks in order."""
    assert page.week is not None
    return [b.id for b in page.week.blocks]


def choose(page: WeekPage, block_id: str) -> None:
    """Make a block current, with the keyboard on the grid."""
    page.choose(block_id)
    settle()
    assert current(page) == block_id


def current(page: WeekPage) -> str:
    """Return the id of the current block, empty for none."""
    found = page.grid.current()
    return found.id if found else ""


def press(qtbot: QtBot, page: WeekPage, *keys: Qt.Key, mod: Mod = NONE) -> None:
    """Press keys one after another, each let go again, where the keyboard is."""
    for key in keys:
        target = QApplication.focusWidget() or page.grid
        qtbot.keyClick(target, key, mod)
        settle()


def planned(page: WeekPage, block_id: str) -> PlannedBlock | None:
    """Return a planned block as it is stored."""
    return page.frame.workspace.schedule.get(PlannedBlock, block_id)


def plans_of(page: WeekPage, item_id: str) -> list[PlannedBlock]:
    """Return the planned blocks of an item as they are stored."""
    table = page.frame.workspace.schedule.table(PlannedBlock)
    return [b for b in table.values() if b.activity_id == item_id]


def appointments(page: WeekPage) -> list[Appointment]:
    """Return the appointments as they are stored."""
    return list(page.frame.workspace.schedule.table(Appointment).values())


def spot(page: WeekPage, column: int, hour: float, inside: int = 40) -> QPoint:
    """Return the point of the grid's viewport at a time of a column."""
    shape = page.grid.shape
    assert shape is not None
    return QPoint(shape.x(column) + inside, shape.y(hour * 60) - page.grid.verticalOffset())


def middle(page: WeekPage, block_id: str) -> QPoint:
    """Return the middle of a block in the grid's viewport."""
    row = page.box.model.row_of(block_id)
    assert row is not None
    return page.grid.visualRect(page.box.model.index(row)).center()


def drag(
    qtbot: QtBot, start: QWidget, begin: QPoint, end: QPoint, mod: Mod = NONE, let_go: bool = True
) -> None:
    """Drag from a point of a widget to another, in its coordinates."""
    qtbot.mousePress(start, LEFT, mod, begin)
    for part in (0.1, 0.5, 1.0):
        move(start, begin + (end - begin) * part, mod)
    if let_go:
        qtbot.mouseRelease(start, LEFT, mod, end)
    settle()


def move(widget: QWidget, point: QPoint, mod: Mod = NONE) -> None:
    """Move the pointer with the left button held."""
    from PySide6.QtCore import QEvent, QPointF
    from PySide6.QtGui import QMouseEvent

    where = QPointF(point)
    there = QPointF(widget.mapToGlobal(point))
    event = QMouseEvent(QEvent.Type.MouseMove, where, there, Qt.MouseButton.NoButton, LEFT, mod)
    QApplication.sendEvent(widget, event)


def card_point(page: WeekPage, item_id: str) -> QPoint:
    """Return the middle of a card in the list's viewport."""
    row = page.tray.model.row_of(item_id)
    assert row is not None
    cards = page.tray.list
    cards.scrollTo(page.tray.model.index(row))
    return cards.visualRect(page.tray.model.index(row)).center()


def drag_card(
    qtbot: QtBot,
    page: WeekPage,
    item_id: str,
    column: int,
    hour: float,
    mod: Mod = NONE,
    let_go: bool = True,
) -> None:
    """Drag a card by its middle until its upper end lies at a time of a column."""
    cards = page.tray.list.viewport()
    begin = card_point(page, item_id)
    target = page.grid.viewport().mapToGlobal(spot(page, column, hour))
    drag(qtbot, cards, begin, cards.mapFromGlobal(target), mod, let_go)


def label(page: WeekPage) -> str:
    """Return what the ghost's label says now."""
    from companion.ui.week_carry import label as written

    carry, week, words = page.grid.hand.carry, page.week, page.grid.words
    assert carry is not None
    assert week is not None
    assert words is not None
    return written(week, carry, words)
