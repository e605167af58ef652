"""What the signs of the timeline mean, and its keys, in as many lines as they need."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from companion.models.occurrence import OccurrenceState as State
from companion.models.timeline import Timeline
from companion.models.timeline_cell import CellKind, DueState
from companion.time_words import Words, tr
from companion.ui import fonts, paint, theme
from companion.ui import timeline_marks as signs

_GROUP_GAP, _LEAST_GAP, _SIGN = 17, 8, 19


class Entry(NamedTuple):
    """A sign with its word; `draw` gets painter, middle x and middle y. Keys have no sign."""

    word: str
    draw: Callable[[QPainter, float, float], None] | None = None
    keys: tuple[str, ...] = ()
    begins_group: bool = False


class Legend(QWidget):
    """The signs in use, then the keys."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.margin = 24
        self._signs: tuple[str, frozenset[State], bool] | None = None
        self._entries: list[Entry] = []
        self._is_single = True
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_at(self, line: Timeline, words: Words) -> None:
        """Explain the signs of a timeline: the usual ones, and rarer ones that occur."""
        signs_shown = _signs(line, words)
        if signs_shown == self._signs:
            return
        self._signs, self._entries = signs_shown, entries(*signs_shown)
        self.update()
        words_only = [entry.word for entry in self._entries if not entry.keys]
        self.setAccessibleName(tr("Signs: %1", ", ".join(words_only)))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As many lines as the width needs."""
        lines = len(self._lines(self.width()))
        top, bottom = (24, 12) if self.margin > 16 else (8, 8)
        return QSize(400, top + bottom + lines * theme.px(18) + (lines - 1) * 4)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take another height when the lines break elsewhere."""
        super().resizeEvent(event)
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the entries line by line."""
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        lines = self._lines(self.width())
        self._is_single = len(lines) == 1
        y = self.height() - (12 if self.margin > 16 else 8) - theme.px(9)
        y -= (len(lines) - 1) * (theme.px(18) + 4)
        for line, gap in lines:
            self._paint_line(p, line, gap, y)
            y += theme.px(18) + 4
        p.end()

    def _lines(self, width: int) -> list[tuple[list[Entry], float]]:
        """Break the entries into lines with the gap that each line can afford."""
        room = width - 2 * self.margin
        lines: list[list[Entry]] = [[]]
        for entry in self._shown(room):
            if lines[-1] and _width([*lines[-1], entry], _LEAST_GAP) > room:
                lines.append([])
            lines[-1].append(entry)
        return [(line, _gap(line, room)) for line in lines]

    def _shown(self, room: int) -> list[Entry]:
        """Return the entries; where only the keys ask for a second line, F1 has to tell them."""
        signs_only = [entry for entry in self._entries if not entry.keys]
        if _width(self._entries, _LEAST_GAP) > room >= _width(signs_only, _LEAST_GAP):
            return signs_only
        return self._entries

    def _paint_line(self, p: QPainter, line: list[Entry], gap: float, y: int) -> None:
        x = float(self.margin)
        for n, entry in enumerate(line):
            if entry.keys and n and not line[n - 1].keys and self._is_single:
                x = max(x, self.width() - self.margin - _width(line[n:], gap))
            if entry.begins_group and n:
                x += gap
            x += _paint_entry(p, entry, x, y) + gap


def _gap(line: list[Entry], room: int) -> float:
    spare = room - _width(line, 0)
    gaps = len(line) - 1 + sum(entry.begins_group for entry in line[1:])
    return min(float(_GROUP_GAP), max(float(_LEAST_GAP), spare / gaps)) if gaps else _GROUP_GAP


def _width(line: list[Entry], gap: float) -> float:
    groups = sum(entry.begins_group for entry in line[1:])
    return sum(map(_entry_width, line)) + gap * (len(line) - 1 + groups)


def _entry_width(entry: Entry) -> int:
    if entry.keys:
        keys = sum(paint.keys_width(key) + 5 for key in entry.keys)
        return keys + paint.width_of(entry.word, fonts.font("second"))
    return _SIGN + paint.width_of(entry.word, fonts.font("second"))


def _paint_entry(p: QPainter, entry: Entry, x: float, y: int) -> int:
    start = x
    for key in entry.keys:
        x += paint.keys(p, round(x), y, key) + 5
    if entry.draw is not None:
        entry.draw(p, x + 6.5, y)
        x += _SIGN
    font = fonts.font("second")
    where = QRect(round(x), y - theme.px(9), paint.width_of(entry.word, font) + 2, theme.px(18))
    paint.text(p, where, entry.word, font, "text3" if entry.keys else "text2")
    return _entry_width(entry) if start else 0


def _signs(line: Timeline, words: Words) -> tuple[str, frozenset[State], bool]:
    """Return the colour of the signs, the rarer ones that occur, and whether there are breaks."""
    states = {mark.state(words.now) for row in line.rows for mark in row.classes}
    has_break = any(c.kind is CellKind.BREAK for row in line.rows for c in row.cells)
    return (
        _family(line, words),
        frozenset(states.intersection(_CLASS_NAMES).difference(_USUAL)),
        has_break,
    )


def entries(family: str, rare: frozenset[State], has_break: bool) -> list[Entry]:
    """Return the usual signs, and the rarer ones that occur, in a colour."""

    def of_class(state: State) -> Callable[[QPainter, float, float], None]:
        return lambda p, x, y: signs.class_mark(p, x, y, state, family)

    def of_due(state: DueState) -> Callable[[QPainter, float, float], None]:
        return lambda p, x, y: signs.due_mark(p, x, y, state, family)

    shown = [*_USUAL, *(s for s in _CLASS_NAMES if s in rare)]
    found = [Entry(tr(_CLASS_NAMES[s]), of_class(s)) for s in shown]
    found.append(Entry(tr("due, handed in"), of_due(DueState.HANDED_IN), begins_group=True))
    found.append(Entry(tr("due"), of_due(DueState.DUE)))
    found.append(Entry(tr("late"), of_due(DueState.LATE)))
    if has_break:
        found.append(Entry(tr("break week"), _break_sign, begins_group=True))
    done = Entry(tr("work done"), lambda p, x, y: _done_sign(p, x, y, family))
    found.append(done._replace(begins_group=not has_break))
    found.append(Entry(tr("week"), keys=("←", "→")))
    found.append(Entry(tr("open"), keys=("Enter",)))
    return found


_USUAL = (State.ATTENDED, State.RECORDING, State.MISSED, State.UPCOMING)
_CLASS_NAMES = {
    State.ATTENDED: "attended",
    State.RECORDING: "recording watched",
    State.MISSED: "missed",
    State.UPCOMING: "upcoming",
    State.NOW: "now",
    State.UNMARKED: "not marked",
    State.EXCUSED: "excused",
    State.CANCELLED: "cancelled",
}


def _family(line: Timeline, words: Words) -> str:
    running = (row for row in line.rows if row.current_cell(words.now) is not None)
    row = next(running, line.rows[0] if line.rows else None)
    return row.course.color if row else "iris"


def _break_sign(p: QPainter, x: float, y: float) -> None:
    signs.break_cell(p, QRect(round(x - 6.5), round(y - 6.5), 13, 13))


def _done_sign(p: QPainter, x: float, y: float, family: str) -> None:
    signs.week_cell(p, QRect(round(x - 6.5), round(y - 6.5), 13, 13), 0.5, family, "")
