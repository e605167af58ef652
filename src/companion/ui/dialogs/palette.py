"""Ctrl+K: everything there is and every command by a few letters; or what was typed, added."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QListView, QWidget

from companion.models.search_things import ThingKind
from companion.ui import fonts, theme
from companion.ui.class_calls import announce
from companion.ui.dialogs.palette_list import HEIGHT, RowDelegate, RowModel, spoken
from companion.ui.overlay import Overlay
from companion.ui.search import Row
from companion.ui.search_words import short
from companion.ui.text import count, tr
from companion.ui.widgets.buttons import shown_keys
from companion.ui.widgets.labels import ElidedLabel, IconLabel, PlainLabel
from companion.ui.widgets.marks import KeyHint
from companion.ui.widgets.panels import Surface, spaced

WIDTH, TOP = 640, 72
_QUIET_MS = 350  # after the last key, a screen reader is told what was found
_Key = Qt.Key
_STEPS = {_Key.Key_Down: 1, _Key.Key_Up: -1, _Key.Key_PageDown: 5, _Key.Key_PageUp: -5}
_ENTER = (_Key.Key_Return, _Key.Key_Enter)
_CTRL = Qt.KeyboardModifier.ControlModifier


class _Query(QLineEdit):
    """The palette's field: arrows move in the list, Enter does, Ctrl with a letter does more."""

    def __init__(self, palette: Palette) -> None:
        super().__init__()
        self._palette = palette
        self.setFrame(False)
        self.setFont(fonts.font("large"))
        self.setPlaceholderText(tr("Search, add or type a command"))
        self.setAccessibleName(tr("Search and commands"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave to the palette what is not typing."""
        if not self._palette.take_key(_Key(event.key()), event.modifiers()):
            super().keyPressEvent(event)


class Palette(Overlay):
    """The layer over the window. `find` gives the rows for a typed text; `tick` and `plan` do
    that with an activity's id."""

    def __init__(
        self,
        parent: QWidget,
        find: Callable[[str], list[Row]],
        tick: Callable[[str], None],
        plan: Callable[[str], None],
    ) -> None:
        super().__init__(parent, min(theme.px(WIDTH), parent.width() - 80), TOP, is_still=True)
        self._find_rows, self._tick, self._plan = find, tick, plan
        self.query = _Query(self)
        self.model = RowModel(self)
        self.list = QListView()
        self.foot = _Foot()
        self.setAccessibleName(tr("Search and commands"))
        self._build()
        self._speak = QTimer(self)
        self._speak.setSingleShot(True)
        self._speak.setInterval(_QUIET_MS)
        self._speak.timeout.connect(self._say_found)
        self.query.textChanged.connect(self._find)
        self.list.clicked.connect(self.accept)
        self.list.selectionModel().currentChanged.connect(self._show_keys)
        self._find("")
        self.query.setFocus(Qt.FocusReason.PopupFocusReason)

    def shown(self) -> list[Row]:
        """Return the rows listed now."""
        return self.model.rows

    def current(self) -> Row | None:
        """Return the marked row."""
        index = self.list.currentIndex()
        return self.model.rows[index.row()] if index.isValid() else None

    def take_key(self, key: Qt.Key, held: Qt.KeyboardModifier) -> bool:
        """Do what a key means here; False for one that types."""
        if key in _STEPS:
            self.choose(_STEPS[key])
        elif key in _ENTER and held & _CTRL:
            self._do_with_activity(self._tick)
        elif key in _ENTER:
            self.accept()
        elif key == _Key.Key_P and held == _CTRL:
            self._do_with_activity(self._plan)
        elif key == _Key.Key_N and held == _CTRL:
            self._add()
        else:
            return False
        return True

    def choose(self, step: int) -> None:
        """Go up or down in the list, around at its ends for single steps."""
        rows = self.model.rowCount()
        if not rows:
            return
        row = self.list.currentIndex().row() + step
        row = row % rows if abs(step) == 1 else max(0, min(rows - 1, row))
        self.list.setCurrentIndex(self.model.index(row))
        self._speak.stop()
        announce(self.query, self._said_row())

    def accept(self) -> None:
        """Do what is marked."""
        row = self.current()
        if row is not None:
            self._do(row.do)

    def _do(self, act: Callable[[], None]) -> None:
        self.close_overlay()
        act()

    def _add(self) -> None:
        for row in self.model.rows:
            if row.line is not None:
                self._do(row.do)
                return

    def _do_with_activity(self, act: Callable[[str], None]) -> None:
        """Do something with the marked activity, or that of the marked step or note."""
        row = self.current()
        activity_id = activity_of(row)
        if activity_id:
            self._do(lambda: act(activity_id))

    def _build(self) -> None:
        body = self.panel.body
        head = Surface("", "bottom")
        line = QHBoxLayout(head)
        spaced(line, (13, 8, 12, 8), 9)
        line.addWidget(IconLabel("search", 16, "text3"))
        line.addWidget(self.query, 1)
        body.addWidget(head)
        self._nothing = PlainLabel("", "body", "text2", wrap=True)
        self._nothing.setContentsMargins(13, 14, 13, 14)
        body.addWidget(self._nothing)
        self.list.setModel(self.model)
        self.list.setItemDelegate(RowDelegate(self.list))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(tr("Found"))
        body.addSpacing(5)
        body.addWidget(self.list)
        body.addSpacing(6)
        body.addWidget(self.foot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stay inside the window."""
        super().resizeEvent(event)
        if hasattr(self, "foot"):
            self._fit()

    def _fit(self) -> None:
        """Be as high as the list, or as the window allows; the rest scrolls."""
        high = theme.px(HEIGHT)
        around = TOP + 2 * self.panel.MARGIN + self.query.sizeHint().height()
        around += self.foot.sizeHint().height() + 32
        rows = min(self.model.rowCount(), max(3, (self.height() - around) // high))
        self.list.setFixedHeight(max(1, rows * high))

    def _find(self, text: str) -> None:
        found = self._find_rows(text)
        self.model.show(found)
        self._fit()
        self.list.setVisible(bool(found))
        is_nothing = all(row.line is not None for row in found) and bool(text.strip())
        self._nothing.setVisible(is_nothing)
        self._nothing.setText(_nothing_text(text) if is_nothing else "")
        if found:
            self.list.setCurrentIndex(self.model.index(0))
        self._show_keys()
        if text:
            self._speak.start()

    def _show_keys(self) -> None:
        row = self.current()
        self.foot.show_keys(bool(activity_of(row)), row is not None and row.line is not None)

    # For those who listen

    def _say_found(self) -> None:
        found = sum(row.line is None for row in self.model.rows)
        said = count("%n found", found) if found else self._nothing.text()
        announce(self.query, ". ".join(part for part in (said, self._said_row()) if part))

    def _said_row(self) -> str:
        row = self.current()
        if row is None:
            return ""
        place = tr("%1 of %2", self.list.currentIndex().row() + 1, self.model.rowCount())
        return f"{spoken(row)}, {place}"


def _nothing_text(text: str) -> str:
    if text.lstrip().startswith(">"):
        return tr("No command is called “%1”.", short(text.lstrip(" >").strip()))
    if text.lstrip().startswith("#"):
        return tr("Nothing is found for “%1”.", short(text.strip()))
    return tr("Nothing is called “%1”.", short(text.strip()))


def activity_of(row: Row | None) -> str:
    """Return the id of the activity that a row is about, else empty."""
    thing = row.thing if row is not None else None
    if thing is None or ThingKind.ACTIVITY not in (thing.kind, thing.of):
        return ""
    return thing.id


class _Foot(Surface):
    """The line that tells the keys for the marked row."""

    def __init__(self) -> None:
        super().__init__("inset", "top", round_foot=11)
        row = QHBoxLayout(self)
        spaced(row, (12, 8, 12, 8), 6)
        self._enter = PlainLabel(tr("open"), "small", "text3")
        self._pairs: list[tuple[KeyHint, PlainLabel]] = []
        for keys, words in (
            ("Enter", self._enter),
            ("Ctrl+Enter", PlainLabel(tr("done"), "small", "text3")),
            ("Ctrl+P", PlainLabel(tr("plan"), "small", "text3")),
        ):
            hint = KeyHint(shown_keys(keys))
            row.addWidget(hint)
            row.addWidget(words)
            row.addSpacing(6)
            for widget in (hint, words):  # or hiding one would lay out the whole panel anew
                policy = widget.sizePolicy()
                policy.setRetainSizeWhenHidden(True)
                widget.setSizePolicy(policy)
            self._pairs.append((hint, words))
        row.addStretch(1)
        hint_text = tr("> for commands, # for a course")
        row.addWidget(ElidedLabel(hint_text, "small", "text3"))

    def show_keys(self, is_activity: bool, is_adding: bool) -> None:
        """Tell what Enter and, for an activity, the keys with Ctrl do."""
        self._enter.setText(tr("add") if is_adding else tr("open"))
        for pair in self._pairs[1:]:
            for widget in pair:
                widget.setVisible(is_activity)
