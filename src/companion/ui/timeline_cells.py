"""Painting a week of a course with its marks, in a narrow column or with words in a wide one."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from companion.models.agenda import ChecklistItem
from companion.models.timeline import Row
from companion.models.timeline_cell import Cell, CellKind, ClassMark, DueState, is_over
from companion.time_words import Words, tr, weekday
from companion.ui import fonts, paint, theme
from companion.ui import timeline_marks as signs
from companion.ui.timeline_axis import WIDE
from companion.ui.timeline_board import TITLE_LINE, RowShape, now_tint

_MARK_STEP = 10  # at the usual text size


class Place(NamedTuple):
    """Where a cell is painted: its boxes (one for each run of days), its row's top, and where
    the now line runs."""

    boxes: tuple[QRect, ...]
    main: QRect
    top: int
    shape: RowShape
    now: float | None = None

    @property
    def is_wide(self) -> bool:
        """Tell whether there is room for words."""
        return self.main.width() >= theme.px(WIDE) - 4 and bool(self.shape.lines)


def look(found: Cell, words: Words, is_now: bool) -> tuple[object, ...]:
    """Return what a cell is painted from: while it is equal, the cell looks the same."""
    states = [mark.state(words.now) for mark in found.classes]
    past = [item.due_at is not None and item.due_at < words.now for item in found.due]
    return found, is_now, states, past


def cell(p: QPainter, place: Place, row: Row, found: Cell, words: Words, is_now: bool) -> None:
    """Paint a cell: its box, the class marks above, the due marks below."""
    family = row.course.color
    if found.kind is CellKind.WEEK:
        for box in place.boxes:
            text = _number(found, place) if box == place.main else ""
            signs.week_cell(p, box, found.load.share, family, text, is_now)
    elif found.kind is CellKind.BREAK:
        _break(p, place, found, is_now)
    _classes(p, place, found, words, family)
    if place.is_wide:
        _titles(p, place, found, words, family)
        return
    state = found.due_state(words.now)
    if state is not None:
        middle = place.main.x() + place.main.width() / 2
        signs.due_mark(p, middle, place.top + place.shape.due, state, family)


def _number(found: Cell, place: Place) -> str:
    if not place.is_wide or not found.name:
        return str(found.number)
    return tr("%1  %2", found.number, found.name)


def _break(p: QPainter, place: Place, found: Cell, is_now: bool) -> None:
    signs.break_cell(p, place.main, is_now)
    if found.classes:  # an extra class stands where the word would
        return
    text = tr("break")
    if place.is_wide and found.name:
        text = tr("break, %1", found.name)
    middle, half = place.top + place.shape.mark - 1, theme.px(8)
    font = fonts.font("axis")
    spill = max(0, paint.width_of(text, font) + 2 - place.main.width()) // 2 + 1
    spill = 0 if place.is_wide else spill
    where = QRect(place.main.x() - spill, middle - half, place.main.width() + 2 * spill, 2 * half)
    paint.text(p, where, text, font, "text3", paint.CENTER)


def _classes(p: QPainter, place: Place, found: Cell, words: Words, family: str) -> None:
    if not found.classes:
        return
    shown = shown_classes(found, words, max(1, place.main.width() // theme.px(_MARK_STEP)))
    step = theme.px(_MARK_STEP)
    middle, y = place.main.x() + place.main.width() / 2, place.top + place.shape.mark
    text = _class_time(found, words) if place.is_wide else ""
    width = paint.width_of(text, fonts.font("second", True)) + theme.px(5) if text else 0
    x = middle - (len(shown) - 1) * step / 2 - width / 2
    for mark in shown:
        signs.class_mark(p, x, y, mark.state(words.now), family)
        x += step
    if text:
        half = theme.px(8)
        where = QRect(round(x - step + theme.px(9)), y - half, width, 2 * half)
        paint.text(p, where, text, fonts.font("second", True), "text2")


def _class_time(found: Cell, words: Words) -> str:
    if len(found.classes) != 1:
        return ""
    wall = words.local(found.classes[0].occurrence.starts_at)
    return tr("%1 %2", weekday(wall.weekday()), words.clock(wall))


_URGENCY = ("now", "missed", "unmarked", "moved", "upcoming", "recording", "attended", "excused")


def shown_classes(found: Cell, words: Words, most: int) -> list[ClassMark]:
    """Return the classes that there is room for, in order of time; what needs the student
    most comes before what does not."""
    if len(found.classes) <= most:
        return list(found.classes)
    names = [mark.state(words.now).value for mark in found.classes]
    ranks = [_URGENCY.index(name) if name in _URGENCY else len(_URGENCY) for name in names]
    best = sorted(range(len(ranks)), key=lambda n: (ranks[n], n))[:most]
    return [found.classes[n] for n in sorted(best)]


def titles(found: Cell, words: Words, lines: int) -> tuple[list[ChecklistItem], int]:
    """Return the due work named below a wide cell, and how much more there is: late first,
    then what waits, the important before the rest, each by due date."""
    ranked = sorted(
        found.due,
        key=lambda i: (not i.is_late(words.now), is_over(i), i not in found.main_due),
    )
    shown = ranked if len(ranked) <= lines else ranked[: max(0, lines - 1)]
    return shown, len(ranked) - len(shown)


def item_state(item: ChecklistItem, words: Words) -> DueState:
    """Return the sign of one piece of due work."""
    if item.is_late(words.now):
        return DueState.LATE
    return DueState.HANDED_IN if is_over(item) else DueState.DUE


def _titles(p: QPainter, place: Place, found: Cell, words: Words, family: str) -> None:
    shown, more = titles(found, words, place.shape.lines)
    step = theme.px(TITLE_LINE)
    font, left = fonts.font("second", True), place.main.x() + theme.px(7)
    y = place.top + place.shape.due
    room = place.main.right() - left - theme.px(9)
    if place.now is not None:  # it must not run through the words
        lines = len(shown) + bool(more)
        p.fillRect(QRect(round(place.now) - 2, y - step // 2, 4, lines * step), now_tint())
    for item in shown:
        signs.due_mark(p, left, y, item_state(item, words), family)
        where = QRect(left + theme.px(10), y - step // 2, room, step)
        paint.text(p, where, item.title, font, "text3" if is_over(item) else "text2")
        y += step
    if more:
        where = QRect(left + theme.px(10), y - step // 2, room, step)
        paint.text(p, where, tr("+%1 more", more), font, "text3")
