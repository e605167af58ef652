"""Carrying blocks over the week: by the pointer, and by Alt with the arrow keys."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from PySide6.QtCore import QPoint, QRect, Qt, QTimer, SignalInstance
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPixmap,
)
from PySide6.QtWidgets import QApplication, QWidget

from companion.models.week_block import Block
from companion.models.week_grid import Part, Week
from companion.models.week_planning import STEP
from companion.ui import week_carry as carrying
from companion.ui import week_ghost
from companion.ui import week_words as say
from companion.ui.text import Words
from companion.ui.week_carry import Cargo, Carry
from companion.ui.week_shape import Shape

_EDGE = 5
_SCROLL_ZONE, _SCROLL_STEP, _FRAME_MS = 24, 9, 16
_ALT, _SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class Grid(Protocol):
    """The grid as its hand sees it."""

    dropped: SignalInstance
    opened: SignalInstance
    shape: Shape | None
    slot: tuple[int, int] | None

    @property
    def week(self) -> Week | None:
        """The week shown."""
        ...

    @property
    def words(self) -> Words | None:
        """What writes the times."""
        ...

    def widget(self) -> QWidget:
        """Return the widget that has the keyboard."""
        ...

    def surface(self) -> QWidget:
        """Return the widget that is painted."""
        ...

    def current(self) -> Block | None:
        """Return the current block."""
        ...

    def current_row(self) -> int:
        """Return the row of the current block, -1 for none."""
        ...

    def part_at(self, point: QPoint) -> Part | None:
        """Return the part of a block at a point."""
        ...

    def place_at(self, point: QPoint) -> tuple[int, float]:
        """Return column and minute at a point."""
        ...

    def carry_rect(self, column: int, minute: int, minutes: int) -> QRect:
        """Return where something lies that begins there."""
        ...

    def part_rect(self, part: Part) -> QRect:
        """Return where a part lies."""
        ...

    def choose_row(self, row: int) -> None:
        """Make a block current."""
        ...

    def set_slot(self, slot: tuple[int, int] | None) -> None:
        """Put the cursor on a free place, or on none."""
        ...

    def show_rect(self, rect: QRect) -> None:
        """Scroll until a rectangle is in sight."""
        ...

    def scroll_by(self, pixels: int) -> None:
        """Scroll."""
        ...


def say_aloud(widget: QWidget, text: str) -> None:
    """Have a screen reader say something that has no place of its own."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


class Hand:
    """What is carried over a grid. A carried block stays where it is until it is put down."""

    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        self.carry: Carry | None = None
        self.due_of: Callable[[Block], datetime | None] = lambda _: None
        self.is_over_list: Callable[[QPoint], bool] = lambda _: False
        self.carried: Callable[[Carry | None], None] = lambda _: None
        self._origin: Carry | None = None
        self._by = ""  # keys, move, top or bottom
        self._pressed: QPoint | None = None
        self._part: Part | None = None
        self._grabbed = 0.0
        self._last: tuple[QPoint, bool] | None = None
        self._zones: QPixmap | None = None
        self._timer = QTimer(grid.surface())
        self._timer.setInterval(_FRAME_MS)
        self._timer.timeout.connect(self._scroll)

    # Taking up and putting down

    def take(self, cargo: Cargo, minutes: int) -> None:
        """Take up work from the list, by its upper end."""
        week = self._grid.week
        if week is not None:
            self._grabbed = 0
            self._begin(Carry(cargo, 0, week.window.starts, minutes, is_leaving=True), "move")

    def _take_block(self, block: Block, by: str) -> bool:
        week, words = self._grid.week, self._grid.words
        if week is None or words is None or not carrying.can_be_carried(block):
            return False
        self._begin(carrying.of_block(week, block, words.now, self.due_of(block)), by)
        return True

    def _begin(self, carry: Carry, by: str) -> None:
        self.carry = self._origin = carry
        self._by, self._zones = by, None
        self._tell()

    def put_down(self) -> None:
        """Leave what is carried where it is, if it may stay there; else it goes on being carried
        by keys, and goes back from the pointer."""
        carry, origin = self.carry, self._origin
        if carry is None:
            return
        if carry.hindrance is not None and not carry.is_leaving:
            if self._by != "keys":
                self.cancel()
            return
        self.cancel()
        is_moved = carry[1:4] != origin[1:4] if origin else True
        if carry.is_leaving or carry.cargo.block is None or is_moved:
            self._grid.dropped.emit(carry)

    def cancel(self) -> None:
        """Leave everything as it was."""
        self.carry = self._origin = self._zones = self._last = None
        self._by = ""
        self._timer.stop()
        self.forget()
        self._tell()

    def forget(self) -> None:
        """A press is no beginning of a drag any more."""
        self._pressed = self._part = None

    def follow(self) -> None:
        """Stay under the pointer while the grid is scrolled."""
        if self.carry is not None and self._last is not None:
            self.drag_to(*self._last)

    # Keys

    def wants(self, event: QKeyEvent) -> bool:
        """Tell whether a key is for what is carried, before it may be a shortcut."""
        if self.carry is not None:
            return event.key() in _ARROWS or event.key() == Qt.Key.Key_Escape
        is_alt = bool(event.modifiers() & _ALT)
        return is_alt and event.key() in _ARROWS and self._grid.current() is not None

    def press_key(self, event: QKeyEvent) -> bool:
        """Carry on by a key; False for a key that is none of ours."""
        key = Qt.Key(event.key())
        if self.carry is not None and key == Qt.Key.Key_Escape:
            self.cancel()
            return True
        if self.carry is not None and key in _ENTER:
            self.put_down()
            self._say()
            return True
        is_alt = bool(event.modifiers() & _ALT)
        if key not in _ARROWS or not (is_alt or self._by == "keys"):
            return self.carry is not None and key != Qt.Key.Key_Alt
        return self._arrow(*_ARROWS[key], bool(event.modifiers() & _SHIFT))

    def _arrow(self, days: int, quarters: int, is_length: bool) -> bool:
        block, week = self._grid.current(), self._grid.week
        if self.carry is None and block is not None and not self._take_block(block, "keys"):
            if block.is_class:  # one class is moved in its panel, with its note and clash
                self._grid.opened.emit(self._grid.current_row())
            return True
        if self.carry is None or week is None:
            return False
        if is_length:
            found = carrying.lengthened(week, self.carry, quarters) if quarters else self.carry
        else:
            found = carrying.stepped(week, self.carry, days, quarters)
        self._set(found)
        self._grid.show_rect(self._rect(found))
        self._say()
        return True

    def release_key(self, event: QKeyEvent) -> bool:
        """Put down what the keys carried when Alt is let go."""
        is_alt = event.key() == Qt.Key.Key_Alt and not event.isAutoRepeat()
        if not is_alt or self._by != "keys":
            return False
        self.put_down()
        return True

    def lose_keys(self) -> None:
        """Leave what the keys carried: they go elsewhere."""
        if self._by == "keys":
            self.cancel()

    def _say(self) -> None:
        week, words = self._grid.week, self._grid.words
        if self.carry is not None and week is not None and words is not None:
            say_aloud(self._grid.widget(), carrying.spoken(week, self.carry, words))

    def say_slot(self) -> None:
        """Say which free place the cursor is on."""
        week, words, slot = self._grid.week, self._grid.words, self._grid.slot
        if week is not None and words is not None and slot is not None:
            text = say.tr("%1, free", words.spoken_time(week.at(*slot)))
            say_aloud(self._grid.widget(), text)

    # The pointer

    def press(self, event: QMouseEvent) -> None:
        """Make a block current, or the free place."""
        if event.button() != Qt.MouseButton.LeftButton or self._grid.shape is None:
            return
        point = event.position().toPoint()
        self._part = self._grid.part_at(point)
        self._pressed = point
        if self._part is not None:
            self._grid.choose_row(self._part.block)
        else:
            column, minute = self._grid.place_at(point)
            self._grid.set_slot((column, int(minute) // STEP * STEP))

    def move(self, event: QMouseEvent) -> None:
        """Carry what was pressed, or show what can be done here."""
        point = event.position().toPoint()
        if self.carry is None and not self._starts_at(point):
            self._show_shape(point)
            return
        self.drag_to(point, bool(event.modifiers() & _SHIFT))

    def _starts_at(self, point: QPoint) -> bool:
        """Take up what was pressed once the pointer has gone far enough."""
        part, pressed, week = self._part, self._pressed, self._grid.week
        if part is None or pressed is None or week is None:
            return False
        if (point - pressed).manhattanLength() < QApplication.startDragDistance():
            return False
        block = week.blocks[part.block]
        if not self._take_block(block, self._grip(part, pressed)) or self.carry is None:
            return False
        self._grabbed = self._grid.place_at(pressed)[1] - self.carry.minute
        return True

    def _grip(self, part: Part, point: QPoint) -> str:
        """Return which part of a block a point is on: its top or bottom edge, or the middle."""
        rect = self._grid.part_rect(part)
        edge = min(_EDGE, rect.height() // 4)
        if point.y() > rect.bottom() - edge:
            return "bottom"
        return "top" if point.y() < rect.top() + edge else "move"

    def _show_shape(self, point: QPoint) -> None:
        part, week = self._grid.part_at(point), self._grid.week
        shape = Qt.CursorShape.ArrowCursor
        if part is None or week is None:
            self._grid.surface().setCursor(shape)
            return
        if carrying.can_be_carried(week.blocks[part.block]):
            is_middle = self._grip(part, point) == "move"
            vertical, hand = Qt.CursorShape.SizeVerCursor, Qt.CursorShape.OpenHandCursor
            shape = hand if is_middle else vertical
        self._grid.surface().setCursor(shape)

    def drag_to(self, point: QPoint, is_fine: bool) -> None:
        """Carry to a point of the surface; fine steps are five minutes."""
        carry, week = self.carry, self._grid.week
        if carry is None or week is None or self._grid.shape is None:
            return
        self._last = point, is_fine
        step = carrying.FINE_STEP if is_fine else STEP
        column, minute = self._grid.place_at(point)
        if self._by == "bottom":
            end = carrying.snapped(minute, step)
            self._set(carrying.resized(week, carry, end - carry.minute))
        elif self._by == "top":
            self._set(self._with_top(week, carry, carrying.snapped(minute, step), step))
        elif carry.cargo.item_id and self.is_over_list(self._grid.surface().mapToGlobal(point)):
            self._set(carry._replace(is_leaving=True))
        else:
            start = carrying.snapped(minute - self._grabbed, step)
            self._set(carrying.placed(week, carry, column, start, carry.minutes))
        self._watch_edges(point)

    def _with_top(self, week: Week, carry: Carry, minute: int, step: int) -> Carry:
        end = carry.minute + carry.minutes
        start = min(max(minute, week.window.starts), end - step)
        return carrying.placed(week, carry, carry.column, start, end - start)

    def release(self, event: QMouseEvent) -> None:
        """Put down what is carried; a class that was dragged is opened instead."""
        part, pressed, week = self._part, self._pressed, self._grid.week
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if self.carry is not None:
            self.put_down()
        elif part is not None and pressed is not None and week is not None:
            far = (event.position().toPoint() - pressed).manhattanLength()
            if far >= 2 * QApplication.startDragDistance() and week.blocks[part.block].is_class:
                self._grid.opened.emit(part.block)
        self.forget()

    # Scrolling at the edges

    def _watch_edges(self, point: QPoint) -> None:
        is_near = self._pull(point) != 0
        if is_near and not self._timer.isActive():
            self._timer.start()
        elif not is_near:
            self._timer.stop()

    def _pull(self, point: QPoint) -> int:
        room = self._grid.surface().height()
        if point.y() < _SCROLL_ZONE:
            return -_SCROLL_STEP
        return _SCROLL_STEP if point.y() > room - _SCROLL_ZONE else 0

    def _scroll(self) -> None:
        if self.carry is None or self._last is None:
            self._timer.stop()
        else:
            self._grid.scroll_by(self._pull(self._last[0]))

    # Painting

    def _set(self, carry: Carry) -> None:
        if carry != self.carry:
            self.carry = carry
            self._tell()

    def _tell(self) -> None:
        self._grid.surface().update()
        self.carried(self.carry)

    def _rect(self, carry: Carry) -> QRect:
        return self._grid.carry_rect(carry.column, carry.minute, carry.minutes)

    def paint(self, p: QPainter, offset: int) -> None:
        """Paint where nothing may lie, what is carried, and its label."""
        carry, week, words, shape = self.carry, self._grid.week, self._grid.words, self._grid.shape
        if carry is None or week is None or words is None or shape is None:
            return
        if self._zones is None:
            self._zones = week_ghost.barred(week, shape, carry, p.device().devicePixelRatioF())
        p.drawPixmap(0, -offset, self._zones)
        if not carry.is_leaving:
            room = self._grid.surface().rect()
            week_ghost.draw(p, self._rect(carry), room, carry, carrying.label(week, carry, words))
