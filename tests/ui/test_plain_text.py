"""Text of the student or of a file is shown as it is written, never as markup or as a key."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, QPoint, QRect
from PySide6.QtGui import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QLabel,
    QLineEdit,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot
from sources import assignment, calendar
from ui.test_accessible import faults as aloud_faults
from ui.test_accessible import takes_the_keyboard
from ui.there_are import menus_there_are, panels_there_are
from ui.walk import everything, widgets
from ui.walk_dialogs import MenuWatch
from ui.windows import open_window

from companion.models.activity import Activity, ActivityKind, Step
from companion.models.busy_calendar import BusyCalendar, BusyTimes
from companion.models.busy_source import busy_line
from companion.models.feed import Feed
from companion.models.repeat import Repeat
from companion.models.schedule import Record
from companion.models.typed import clean_text
from companion.sample import sample_records
from companion.ui.import_job import Request
from companion.ui.import_page import ImportPage

# what looks like markup, a key, a place in a sentence, or turns and rings the screen
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen, of menus
MARKUP = "<b>R&D %1 %2 {0}<img src=http:x>"
COMMANDS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066\u2067]")
ENTITIES = ("&lt;", "&amp;", "&gt;")
HOSTILE = f"{MARKUP}\u202e\u2066\x07\x1b[31m\r\n &amp"
LONG = f"{'W' * 2500} {'two words ' * 250}"
FIELDS = {"name", "short_name", "title", "notes", "note", "topic", "origin", "passcode", "email"}


def hostile_records() -> Iterator[Record]:
    """Return the sample, and more, with markup in every text; every other one is very long."""
    weekly = Repeat("weekly", "ml", ActivityKind.QUIZ, "Quiz {week}")
    more = (
        weekly,
        Activity("w", "w@x", "ml", ActivityKind.QUIZ, "Weekly", repeat_id="weekly", repeat_week=9),
        Feed("f", "canvas", "Feed", "https://127.0.0.1:9/secret.ics", is_watched=True),
        BusyCalendar("b", "Work", "Work", "https://127.0.0.1:9/work.ics"),
        BusyTimes("b", busy_line(datetime(2026, 10, 27, 15), 60, "", clean_text(HOSTILE))),
    )
    for number, record in enumerate((*sample_records(), *more)):
        fields = FIELDS & set(record._fields)
        text = clean_text(f"{HOSTILE} {LONG if number % 2 else ''}")
        changed = record._replace(**{name: f"{text} {getattr(record, name)}" for name in fields})
        if isinstance(changed, Activity):
            changed = changed._replace(steps=(Step(text), *changed.steps))
        yield changed


def test_hostile_text_is_nothing_but_text_wherever_it_can_be_shown(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(qtbot, tmp_path, records=hostile_records(), size=(960, 600))
    found: set[str] = set()
    opened: set[str] = set()
    seen = 0

    def look(place: str, *others: QWidget) -> int:
        shown = [w for w in (*widgets(window), *others) if w.isVisible()]
        found.update(f"{place}: {type(w).__name__} {fault}" for w in shown for fault in faults(w))
        found.update(f"{place}: {fault}" for fault in unnamed(shown))
        found.update(f"{place}: {fault}" for fault in wider_than_the_window(shown))
        opened.update(type(w).__name__ for w in shown)
        return sum(MARKUP in " ".join(spoken(w)) for w in shown)

    watch = MenuWatch(monkeypatch, look)
    for place in everything(window):
        seen += look(place)
    assert seen > 500
    assert not found, "\n".join(sorted(found))
    assert not panels_there_are() - opened, "the walk has to open these too"
    closed = [where for where, by in menus_there_are().items() if not by & watch.shown]
    assert not closed, "the walk has to open these menus too"


def test_a_dialog_or_a_menu_that_the_walk_would_miss_is_found() -> None:
    assert {"Palette", "NotOpened", "CalendarPopup", "WeeksPopover"} <= panels_there_are()
    assert not {"Popover", "ListDialog"} & panels_there_are(), "what others are made of"
    assert menus_there_are()["course_page.py:_show_menu"] == {("course_page.py", "_show_menu")}
    by = menus_there_are()["timer_strip.py:menu"]
    assert by == {("timer_strip.py", "_pressed")}, "one function makes it, another shows it"


def test_a_preview_of_an_import_reads_no_markup_out_of_a_file(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot, tmp_path)
    feed = calendar(*(assignment(n, f"{HOSTILE} {n}") for n in range(3)), head=f"NAME:{HOSTILE}")
    window.show_import([Request(text=feed.decode())])
    page = window.page()
    assert isinstance(page, ImportPage)
    qtbot.waitUntil(lambda: page.proposal is not None, timeout=20_000)
    assert page.proposal is not None
    assert page.proposal.rows
    shown = [widget for widget in widgets(window) if widget.isVisible()]
    found = [fault for widget in shown for fault in faults(widget)]
    found += [*unnamed(shown), *wider_than_the_window(shown)]
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
    for action in widget.actions():
        if "R&D" in action.text().replace("&&", ""):
            yield f"makes a key of the entry {action.text()[:60]!r}"
    yield from text_faults(widget)


def text_faults(widget: QWidget) -> Iterator[str]:
    """Return the tips that would be rendered, and texts that are said wrongly."""
    for text in (widget.toolTip(), widget.whatsThis(), widget.statusTip()):
        if is_rendered(text):
            yield f"renders the tip {text[:60]!r}"
    for text in (*spoken(widget), widget.windowTitle(), *(a.text() for a in widget.actions())):
        yield from said_wrongly(text)


def said_wrongly(text: str) -> Iterator[str]:
    """Return what a text holds that is for machines, and where a value was put into a value."""
    if any(entity in text for entity in ENTITIES):
        yield f"reads markup aloud: {text[:60]!r}"
    if COMMANDS.search(text):
        yield f"holds a command to the screen: {text[:60]!r}"
    if "<b>R&D" in text and MARKUP not in text.replace("&&", "&") and "…" not in text:
        yield f"fills a place within a value: {text[:90]!r}"


def unnamed(shown: Iterable[QWidget]) -> Iterator[str]:
    """Return what has the keyboard but no name or role."""
    for widget in filter(takes_the_keyboard, shown):
        yield from aloud_faults(widget)


def wider_than_the_window(shown: Iterable[QWidget]) -> Iterator[str]:
    """Return what is cut off by its window, and what of a dialog cannot be reached in it."""
    for widget in shown:
        if widget.isWindow():
            width = widget.minimumSizeHint().width()
            if width > max(widget.width(), 960):
                yield f"{type(widget).__name__} wants to be {width} wide"
        elif isinstance(widget, QAbstractButton | QLineEdit) and not scrolls(widget):
            top = widget.window()
            place = QRect(widget.mapTo(top, QPoint()), widget.size())
            if not top.rect().contains(place):
                yield f"{type(widget).__name__} {widget.accessibleName()[:40]!r} lies at {place}"


def scrolls(widget: QWidget) -> bool:
    """Tell whether a widget lies in something that can be scrolled."""
    parent = widget.parentWidget()
    while parent is not None and not parent.isWindow():
        if isinstance(parent, QAbstractScrollArea):
            return True
        parent = parent.parentWidget()
    return False


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
            for role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole):
                text = index.data(role)
                yield from said_wrongly(text if isinstance(text, str) else "")
