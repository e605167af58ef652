"""The grid of the week as the student drives it: a cursor, keys, and the pointer."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QWidget

from companion.models.week_block import Block
from companion.models.week_grid import COLUMNS
from companion.models.week_planning import STEP
from companion.ui import paint, week_ground
from companion.ui import week_cursor as cursor
from companion.ui.week_canvas import WeekCanvas
from companion.ui.week_hand import Hand
from companion.ui.week_model import Index, WeekModel
from companion.ui.week_words import tr

_Move = QAbstractItemView.CursorAction
_STEPS = {_Move.MoveLeft: -1, _Move.MoveRight: 1}
_BY_KEY = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
_SLOT_MINUTES = 30


class WeekGrid(WeekCanvas):
    """Seven columns. A block is current, or a free place is, the slot: column and minute.

    `opened` names a block by its row, `added` the place for something new, `dropped` what was
    carried somewhere, `removed` the block to take away.
    """

    opened = Signal(int)
    added = Signal(int, int)
    dropped = Signal(object)
    removed = Signal(int)

    def __init__(self, model: WeekModel, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        self.slot: tuple[int, int] | None = None
        self.hand = Hand(self)
        self.setMouseTracking(True)
        self.setAccessibleName(tr("Week"))
        self.setAccessibleDescription(
            tr("Arrow keys go from block to block, with Alt they move one. Enter opens it.")
        )

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Keep what is carried under the pointer."""
        super().scrollContentsBy(dx, dy)
        self.hand.follow()

    def paint_over(self, p: QPainter) -> None:
        """Paint the cursor and what is carried."""
        self._paint_cursor(p)
        self.hand.paint(p, self.verticalOffset())

    # For the hand

    def widget(self) -> QWidget:
        """Return the widget that has the keyboard."""
        return self

    def surface(self) -> QWidget:
        """Return the widget that is painted."""
        return self.viewport()

    def current_row(self) -> int:
        """Return the row of the current block, -1 for none."""
        return self.currentIndex().row()

    def choose_row(self, row: int) -> None:
        """Make a block current."""
        self.set_slot(None)
        self.setCurrentIndex(self.blocks.index(row))

    # The cursor

    def current(self) -> Block | None:
        """Return the current block."""
        return self.blocks.block(self.currentIndex())

    def choose(self, block_id: str) -> bool:
        """Make a block current and visible; False when it is not in this week."""
        row = self.blocks.row_of(block_id)
        if row is None:
            return False
        self.set_slot(None)
        self.setCurrentIndex(self.blocks.index(row))
        self.scrollTo(self.blocks.index(row))
        return True

    def clear_current(self) -> None:
        """Have neither a current block nor a slot."""
        self.set_slot(None)
        self.setCurrentIndex(QModelIndex())

    def set_slot(self, slot: tuple[int, int] | None) -> None:
        """Put the cursor on a free place, or on none."""
        if slot == self.slot:
            return
        self.slot = slot
        if slot is not None:
            self.setCurrentIndex(QModelIndex())
            self.show_rect(self.carry_rect(*slot, _SLOT_MINUTES))
        self.viewport().update()

    def cursor_place(self) -> tuple[int, int]:
        """Return column and minute for something new: the slot, else near the current block."""
        assert self.week is not None
        assert self.words is not None
        return self.slot or cursor.place_for_new(self.week, self.words.now, self.current())

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Go up and down in order of time, left and right by days."""
        if self.week is None:
            return QModelIndex()
        if action in _STEPS:
            return self._beside(_STEPS[action])
        shown = sorted(self.by_block)
        if not shown:
            return QModelIndex()
        if action in (_Move.MoveHome, _Move.MoveEnd):
            return self._go(shown[0 if action is _Move.MoveHome else -1])
        is_back = action in (_Move.MoveUp, _Move.MovePrevious, _Move.MovePageUp)
        at = self.week.at(*self.cursor_place())
        return self._go(cursor.following(self.week, shown, self.current_row(), at, is_back))

    def _beside(self, days: int) -> QModelIndex:
        """Go to the block of another day that is nearest in time of day, else to a free place."""
        column, minute = self.cursor_place()
        mine = self.by_block.get(self.current_row())
        if mine:
            column, minute = mine[0].column, mine[0].top
        column += days
        if not 0 <= column < COLUMNS:
            return self.currentIndex()
        near = cursor.nearest(self.by_block, column, minute)
        if near is not None:
            return self._go(near)
        self.set_slot((column, cursor.on_step(minute)))
        self.hand.say_slot()
        return QModelIndex()

    def _go(self, row: int) -> QModelIndex:
        self.set_slot(None)
        return self.blocks.index(row)

    def _paint_cursor(self, p: QPainter) -> None:
        if not self.hasFocus() or self.hand.carry is not None:
            return
        if self.slot is not None and self.words is not None and self.week is not None:
            rect = self.carry_rect(*self.slot, _SLOT_MINUTES)
            week_ground.slot(p, rect, self.words.time(self.week.at(*self.slot)))
            return
        for part in self.by_block.get(self.currentIndex().row(), []):
            paint.focus_ring(p, self.part_rect(part).adjusted(-2, -2, 2, 2), 7)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Paint the cursor elsewhere."""
        super().currentChanged(current, previous)
        if current.isValid():
            self.slot = None
        self.viewport().update()

    # Keys and pointer: what is carried is in the hand

    def event(self, event: QEvent) -> bool:
        """Take Alt with an arrow from the window, where it would go back, for a block."""
        is_override = event.type() == QEvent.Type.ShortcutOverride
        if is_override and isinstance(event, QKeyEvent) and self.hand.wants(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Carry with Alt, open with Enter, remove with Del; letters are left to the window."""
        if self.hand.press_key(event):
            event.accept()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_current()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._remove_current()
        elif event.key() == Qt.Key.Key_Escape and (self.slot or self.currentIndex().isValid()):
            self.clear_current()
        elif event.key() == Qt.Key.Key_Escape or (event.text() and event.text().isprintable()):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Put down what was carried when Alt is let go."""
        if not self.hand.release_key(event):
            super().keyReleaseEvent(event)

    def open_current(self) -> None:
        """Open the current block, or make something new in the slot."""
        if self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())
        elif self.slot is not None:
            self.added.emit(*self.slot)

    def _remove_current(self) -> None:
        if self.currentIndex().isValid():
            self.removed.emit(self.currentIndex().row())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Make a block current, or the free place."""
        self.hand.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Carry, or show what can be done here."""
        self.hand.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Put down what is carried."""
        self.hand.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open a block, or make something new in a free place."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self.hand.forget()
        point = event.position().toPoint()
        index = self.indexAt(point)
        if index.isValid():
            self.opened.emit(index.row())
        else:
            column, minute = self.place_at(point)
            self.added.emit(column, int(minute) // STEP * STEP)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the cursor; begin with what comes next when the keyboard led here."""
        had_current = self.currentIndex().isValid()
        super().focusInEvent(event)
        if not had_current:
            self.setCurrentIndex(QModelIndex())  # the list has chosen one by itself
            if event.reason() in _BY_KEY and self.slot is None:
                self.choose_next()
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leave what was carried by keys where it was."""
        self.hand.lose_keys()
        super().focusOutEvent(event)
        self.viewport().update()

    def choose_next(self) -> None:
        """Make the block current that runs now or comes next, else the first of the week."""
        week, words = self.week, self.words
        if week is not None and words is not None and self.by_block:
            shown = sorted(self.by_block)
            self.setCurrentIndex(self.blocks.index(cursor.coming(week, shown, words.now)))
