"""The command palette: every action, page, course and activity by a few letters of its name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from companion.ui import fonts, icons, paint, theme
from companion.ui.overlay import Overlay
from companion.ui.widgets.buttons import shown_keys
from companion.ui.widgets.labels import IconLabel, PlainLabel
from companion.ui.widgets.marks import KeyHint
from companion.ui.widgets.panels import Surface, spaced

MOST = 9
_Index = QModelIndex | QPersistentModelIndex


class Entry(NamedTuple):
    """One thing the palette can do or show. kind: action, page, course or activity."""

    label: str
    do: Callable[[], None]
    icon: str = ""
    hint: str = ""
    keys: str = ""
    kind: str = "action"
    code: str = ""
    family: str = ""


def score(query: str, label: str) -> int:
    """Tell how well a label answers a query, 0 for not at all.

    Best is the whole beginning, then the beginning of a word, then a part of a word, then the
    letters in order with others between ("expcal" finds "Export to calendar").
    """
    wanted, text = query.casefold().strip(), label.casefold()
    if not wanted:
        return 1
    if text.startswith(wanted):
        return 100
    words = text.replace("…", "").split()
    if any(word.startswith(wanted) for word in words):
        return 80
    parts = wanted.split()
    if len(parts) > 1 and all(any(w.startswith(p) for w in words) for p in parts):
        return 70
    if wanted in text:
        return 50
    letters = iter(text)
    is_in_order = len(wanted) > 1 and all(letter in letters for letter in wanted if letter != " ")
    return 20 if is_in_order else 0


def ranked(query: str, entries: Sequence[Entry]) -> list[Entry]:
    """Return the best entries for a query. ">" asks for commands, "#" for courses only."""
    kinds = {">": ("action", "page"), "#": ("course",)}.get(query[:1])
    wanted = query[1:].strip() if kinds else query
    found = []
    for place, entry in enumerate(entries):
        if kinds and entry.kind not in kinds:
            continue
        if not kinds and not wanted.strip() and entry.kind == "activity":
            continue
        best = max(score(wanted, entry.label), score(wanted, entry.code) if entry.code else 0)
        if best:
            found.append((-best, place, entry))
    return [entry for _, _, entry in sorted(found, key=lambda f: f[:2])[:MOST]]


class EntryModel(QAbstractListModel):
    """The entries found, for the list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entries: list[Entry] = []

    def show(self, entries: list[Entry]) -> None:
        """Show other entries."""
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        """Count the entries."""
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the entry to the delegate, its words to everyone else."""
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return entry
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return ", ".join(part for part in (entry.label, entry.code, entry.hint) if part)
        return None


class _EntryDelegate(QStyledItemDelegate):
    """Paints an entry: icon, tag, words, hint or key."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(100, theme.px(32))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        entry: Entry = index.data(Qt.ItemDataRole.UserRole)
        rect: QRect = option.rect
        state = option.state
        is_on = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        if is_on:
            paint.fill(painter, rect, theme.color("sel"))
        tint = "selt" if is_on else "text2"
        x, middle = rect.x() + 13, rect.center().y() + 1
        icons.draw(painter, x, middle - 8, entry.icon or "arrow-right", 16, tint)
        x += 25
        if entry.code:
            x += paint.tag(painter, x, middle, entry.code, entry.family) + 9
        right = self._paint_end(painter, entry, rect, is_on)
        where = QRect(x, rect.y(), right - x, rect.height())
        paint.text(painter, where, entry.label, fonts.font("body"), "selt" if is_on else "text")
        painter.restore()

    def _paint_end(self, painter: QPainter, entry: Entry, rect: QRect, is_on: bool) -> int:
        right = rect.right() - 12
        if entry.keys:
            right -= paint.keys_width(entry.keys)
            paint.keys(painter, right, rect.center().y() + 1, entry.keys)
        elif entry.hint:
            font = fonts.font("second", True)
            width = min(paint.width_of(entry.hint, font), rect.width() // 3)
            where = QRect(right - width, rect.y(), width + 1, rect.height())
            paint.text(painter, where, entry.hint, font, "selt" if is_on else "text3")
            right -= width
        return right - 10


class _Query(QLineEdit):
    """The palette's field: arrows move in the list, Enter does, Esc closes."""

    def __init__(self, palette: Palette) -> None:
        super().__init__()
        self._palette = palette
        self.setFrame(False)
        self.setFont(fonts.font("large"))
        self.setPlaceholderText(self.tr("Search or type a command"))
        self.setAccessibleName(self.tr("Search and commands"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 5}
        steps[Qt.Key.Key_PageUp] = -5
        key = Qt.Key(event.key())
        if key in steps:
            self._palette.choose(steps[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._palette.accept()
        else:
            super().keyPressEvent(event)


class Palette(Overlay):
    """Ctrl+K."""

    def __init__(self, parent: QWidget, entries: Sequence[Entry]) -> None:
        super().__init__(parent, theme.px(560))
        self._all = list(entries)
        self.query = _Query(self)
        self.model = EntryModel(self)
        self.list = QListView()
        self.setAccessibleName(self.tr("Search and commands"))
        self._build()
        self.query.textChanged.connect(self._find)
        self.list.clicked.connect(self.accept)
        self._find("")
        self.query.setFocus(Qt.FocusReason.PopupFocusReason)

    def shown(self) -> list[Entry]:
        """Return the entries listed now."""
        return self.model.entries

    def choose(self, step: int) -> None:
        """Go up or down in the list, around at its ends for single steps."""
        rows = self.model.rowCount()
        if not rows:
            return
        row = self.list.currentIndex().row() + step
        row = row % rows if abs(step) == 1 else max(0, min(rows - 1, row))
        self.list.setCurrentIndex(self.model.index(row))

    def accept(self) -> None:
        """Do what is marked."""
        index = self.list.currentIndex()
        if index.isValid():
            entry = self.model.entries[index.row()]
            self.close_overlay()
            entry.do()

    def _build(self) -> None:
        body = self.panel.body
        head = Surface("", "bottom")
        row = QHBoxLayout(head)
        spaced(row, (13, 8, 12, 8), 9)
        row.addWidget(IconLabel("search", 16, "text3"))
        row.addWidget(self.query, 1)
        body.addWidget(head)
        self._nothing = PlainLabel("", "body", "text2")
        self._nothing.setContentsMargins(13, 14, 13, 14)
        body.addWidget(self._nothing)
        self.list.setModel(self.model)
        self.list.setItemDelegate(_EntryDelegate(self.list))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(self.tr("Found"))
        body.addSpacing(5)
        body.addWidget(self.list)
        body.addSpacing(6)
        body.addWidget(_Foot())

    def _find(self, query: str) -> None:
        found = ranked(query, self._all)
        self.model.show(found)
        self.list.setFixedHeight(max(1, len(found)) * theme.px(32))
        self.list.setVisible(bool(found))
        self._nothing.setVisible(not found)
        self._nothing.setText(
            self.tr("Nothing is called “%1”.").replace("%1", query.strip(">#").strip())
        )
        if found:
            self.list.setCurrentIndex(self.model.index(0))


class _Foot(Surface):
    """The line that tells the palette's keys."""

    def __init__(self) -> None:
        super().__init__("inset", "top", round_foot=11)
        row = QHBoxLayout(self)
        spaced(row, (12, 8, 12, 8), 6)
        for keys, words in (
            ("Enter", self.tr("open")),
            ("↑ ↓", self.tr("choose")),
            ("Esc", self.tr("close")),
        ):
            row.addWidget(KeyHint(shown_keys(keys)))
            row.addWidget(PlainLabel(words, "small", "text3"))
            row.addSpacing(6)
        row.addStretch(1)
        row.addWidget(PlainLabel(self.tr("> for commands, # for courses"), "small", "text3"))
