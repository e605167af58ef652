"""What rows, axis and histogram share: the ground they stand on, and the shape of a row."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from PySide6.QtCore import QLineF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from companion.models.timeline_cell import DAY, Cell
from companion.time_words import Words
from companion.ui import fonts, paint, theme
from companion.ui.timeline_axis import Axis

FIRST_ROW = 6  # room above the first row
TITLE_LINE = 16
_MOST_TITLES = 8


class RowShape(NamedTuple):
    """Where the parts of a row lie, in pixels from its top: middles of the marks, top of cells.

    lines is how many titles of due work fit below the cell, 0 for a mark alone.
    """

    height: int
    mark: int
    cell: int
    due: int
    lines: int = 0

    @property
    def cell_height(self) -> int:
        """The height of a week's box."""
        return theme.px(26)


def least_height(is_wide: bool) -> int:
    """Return the lowest row in which everything still has its place."""
    return theme.px(86 if is_wide else 62)


def full_height(is_wide: bool, titles: int = 0) -> int:
    """Return the height of a row where there is room; in a wide one for so many titles."""
    if not is_wide:
        return theme.px(86)
    return max(least_height(True), theme.px(58) + min(titles, _MOST_TITLES) * theme.px(TITLE_LINE))


def row_shape(height: int, is_wide: bool) -> RowShape:
    """Return the shape of a row between its least and its full height."""
    if is_wide:
        lines = max(1, (height - theme.px(52)) // theme.px(TITLE_LINE))
        return RowShape(height, theme.px(13), theme.px(23), theme.px(60), lines)
    slack = max(0.0, min(1.0, (height - theme.px(62)) / theme.px(24)))
    places = ((9, 7), (17, 11), (52, 15))
    return RowShape(height, *(theme.px(low + more * slack) for low, more in places))


def box(axis: Axis, cell: Cell, offset: int, top: int, height: int) -> QRect:
    """Return the box of a cell's longest run of days, scrolled by `offset`."""
    return run_box(axis, cell.main_run, offset, top, height)


def run_box(axis: Axis, run: tuple[date, date], offset: int, top: int, height: int) -> QRect:
    """Return the box of a run of days."""
    left = round(axis.x(run[0])) - offset + 1
    right = round(axis.x(run[1] + DAY)) - offset - 2
    if run[1] + DAY > axis.monday(axis.weeks):  # the axis holds nothing later
        right = axis.length - offset - 2
    return QRect(left, top, max(4, right - left), height)


def ground(p: QPainter, room: QRect, axis: Axis, offset: int, words: Words) -> None:
    """Paint what lies behind everything: the present week, month lines, the now line."""
    column = (words.today - axis.starts_on).days // 7
    if 0 <= column < axis.weeks:
        left, right = axis.edges[column] - offset, axis.edges[column + 1] - offset
        p.fillRect(QRect(left, room.top(), right - left, room.height()), now_tint())
    for _, x in axis.months(offset, offset + room.width()):
        paint.hairline(p, round(x) - offset, room.top(), round(x) - offset, room.bottom() + 1)
    now_line(p, room, axis, offset, words)


def now_tint() -> QColor:
    """Return the ground of the present week."""
    return paint.mix(theme.color("bg"), theme.color("now"), 0.055)


def now_line(p: QPainter, room: QRect, axis: Axis, offset: int, words: Words) -> None:
    """Paint where the moment lies."""
    x = axis.now_x(words.local(words.now))
    if x is None:
        return
    p.setRenderHint(QPainter.RenderHint.Antialiasing)
    p.setPen(QPen(theme.color("now"), 1.6))
    p.drawLine(QLineF(x - offset, room.top(), x - offset, room.bottom() + 1))


class CellLabel(QWidget):
    """What the pointer or the cursor is on, in words, beside it; inverted, never in the way."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._text, self._owner = "", parent
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def text(self) -> str:
        """Return what is shown, nothing when hidden."""
        return "" if self.isHidden() else self._text

    def tell(self, text: str, beside: QRect) -> None:
        """Show a text above a rectangle of the parent, below it where there is no room."""
        if not text:
            self.hide()
            return
        self._text = text
        room = self._owner.rect().adjusted(4, 4, -4, -4)
        wanted = paint.width_of(text, fonts.font("second", True)) + theme.px(18)
        width, height = min(room.width(), wanted), theme.px(26)
        x = min(max(room.left(), beside.center().x() - width // 2), room.right() + 1 - width)
        y = beside.top() - height - 3
        if y < room.top():
            y = min(beside.bottom() + 4, room.bottom() + 1 - height)
        self.setGeometry(x, y, width, height)
        self.show()
        self.raise_()
        self.update()

    def paintEvent(self, event: object) -> None:
        """Paint the inverted label."""
        p = QPainter(self)
        paint.box(p, QRectF(self.rect()), 5, theme.color("text"))
        where = self.rect().adjusted(theme.px(8), 0, -theme.px(8), 0)
        paint.text(p, where, self._text, fonts.font("second", True), "bg", paint.CENTER)
        p.end()
