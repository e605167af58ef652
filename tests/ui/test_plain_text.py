"""Text of the student or of a file is shown as it is written, never as markup or as a key."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex
from PySide6.QtGui import QAction, Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QLabel, QTextEdit, QWidget
from pytestqt.qtbot import QtBot
from sources import assignment, calendar
from ui.walk import dialogs, surfaces, widgets
from ui.windows import open_window

from companion.models.activity import Activity, Step
from companion.models.schedule import Record
from companion.sample import sample_records
from companion.ui.import_job import Request
from companion.ui.import_page import ImportPage
from companion.ui.main_window import MainWindow

MARKUP = "<b>R&D</b><img src=x>"
ENTITIES = ("&lt;", "&amp;", "&gt;")
HOSTILE = f"{MARKUP}\u202e\u2066\x07 &amp"  # with signs that turn or ring
FIELDS = {"name", "short_name", "title", "notes", "note", "topic", "origin", "passcode", "email"}


def hostile_records() -> Iterator[Record]:
    """Return the sample with markup in every text."""
    for record in sample_records():
        fields = FIELDS & set(record._fields)
        changed = record._replace(**{name: f"{MARKUP} {getattr(record, name)}" for name in fields})
        if isinstance(changed, Activity):
            changed = changed._replace(steps=(Step(MARKUP), *changed.steps))
        yield changed


def test_nothing_anywhere_reads_markup_or_keys_out_of_a_text(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot, tmp_path, records=hostile_records())
    found: list[str] = []
    seen = 0
    for place in chain(surfaces(window), dialogs(window)):
        for widget in filter(QWidget.isVisible, widgets(window)):
            seen += MARKUP in " ".join(spoken(widget))
            found += [f"{place}: {type(widget).__name__} {fault}" for fault in faults(widget)]
        found += [f"{place}: {fault}" for fault in action_faults(window)]
    assert seen > 50
    assert not set(found), "\n".join(sorted(set(found)))


def test_a_preview_of_an_import_reads_no_markup_out_of_a_file(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot, tmp_path)
    feed = calendar(*(assignment(n, f"{HOSTILE} {n}") for n in range(3)), head=f"NAME:{HOSTILE}")
    window.show_import([Request(text=feed.decode())])
    page = window.page()
    assert isinstance(page, ImportPage)
    qtbot.waitUntil(lambda: page.proposal is not None, timeout=20_000)
    assert page.proposal is not None
    assert page.proposal.rows
    found = [fault for widget in widgets(window) for fault in faults(widget)]
    assert not found, "\n".join(found)


def spoken(widget: QWidget) -> list[str]:
    """Return the texts that assistive technology reads, and a label's own."""
    texts = [widget.accessibleName(), widget.accessibleDescription()]
    if isinstance(widget, QLabel | QAbstractButton):
        texts.append(widget.text())
    return texts


def faults(widget: QWidget) -> Iterator[str]:
    """Return where a widget would take a text for something else than a text."""
    if isinstance(widget, QLabel):
        if widget.textFormat() != Qt.TextFormat.PlainText:
            yield f"guesses the format of {widget.text()[:60]!r}"
        if widget.openExternalLinks():
            yield "opens links by itself"
    if isinstance(widget, QTextEdit) and widget.acceptRichText():
        yield "takes formatted text"
    if isinstance(widget, QAbstractButton) and not widget.shortcut().isEmpty():
        yield f"makes a key of {widget.text()[:60]!r}"
    if isinstance(widget, QAbstractItemView) and widget.model() is not None:
        yield from model_faults(widget.model())
    yield from text_faults(widget)


def text_faults(widget: QWidget) -> Iterator[str]:
    """Return the tips that would be rendered, and names read aloud with entities in them."""
    for text in (widget.toolTip(), widget.whatsThis(), widget.statusTip()):
        if is_rendered(text):
            yield f"renders the tip {text[:60]!r}"
    for text in spoken(widget):
        if any(entity in text for entity in ENTITIES):
            yield f"reads markup aloud: {text[:60]!r}"


def is_rendered(tip: str) -> bool:
    """Tell whether a tip holds markup other than the frame that keeps escaped text as it is."""
    inside = tip.removeprefix("<span>").removesuffix("</span>")
    return Qt.mightBeRichText(tip) and "<" in inside


def model_faults(model: QAbstractItemModel) -> Iterator[str]:
    """Return the tips of a model's rows that would be rendered."""
    top = QModelIndex()
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(top)
    for row in range(min(model.rowCount(top), 30)):
        for column in range(min(columns, 40)):
            index = model.index(row, column, top)
            tip = index.data(Qt.ItemDataRole.ToolTipRole) or ""
            if is_rendered(tip):
                yield f"renders the tip of a row {tip[:60]!r}"
            aloud = index.data(Qt.ItemDataRole.AccessibleTextRole) or ""
            if any(entity in aloud for entity in ENTITIES):
                yield f"reads markup aloud: {aloud[:60]!r}"


def action_faults(window: MainWindow) -> Iterator[str]:
    """Return the entries of menus that would make a key of an ampersand."""
    for action in window.findChildren(QAction):
        if "R&D" in action.text().replace("&&", ""):
            yield f"a menu makes a key of {action.text()[:60]!r}"
