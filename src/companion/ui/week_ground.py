"""Painting what lies behind the blocks of a week: days, hours, night, midnight with its date."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter

from companion.models.week_grid import COLUMNS, Part, Week
from companion.models.week_window import DAY
from companion.ui import fonts, paint, theme
from companion.ui import week_blocks as blocks
from companion.ui import week_words as say
from companion.ui.text import Words
from companion.ui.week_shape import Shape

_NIGHT = (22 * 60, DAY + 6 * 60)
_TODAY = 0.35

Placed = list[tuple[Part, QRect]]


def draw(
    p: QPainter,
    week: Week,
    shape: Shape,
    parts: tuple[Part, ...],
    words: Words,
    shifts: Mapping[str, int],
) -> None:
    """Paint a whole week without what moves: no now line, no focus, nothing carried."""
    whole = QRect(0, 0, shape.width, shape.height)
    paint.fill(p, whole, theme.color("bg"))
    _night(p, shape, whole)
    _today(p, week, shape, words)
    _hours(p, shape)
    for column in range(COLUMNS):
        paint.hairline(p, shape.x(column), 0, shape.x(column) + 1, whole.height())
    placed = [(part, rect) for part in parts if not (rect := shape.rect(part)).isEmpty()]
    above = [(part, rect) for part, rect in placed if not week.blocks[part.block].is_whole_day]
    for part, rect in placed:
        block = week.blocks[part.block]
        if block.is_whole_day:
            is_first = part.bottom < shape.window.ends
            blocks.draw_day(p, rect, say.block_name(block) if is_first else "")
    _midnights(p, week, shape, above)
    for part, rect in above:
        block = week.blocks[part.block]
        blocks.draw(p, rect, block, words, block.id in shifts)


def _night(p: QPainter, shape: Shape, whole: QRect) -> None:
    for start in (_NIGHT[0] - DAY, _NIGHT[0]):
        end = start + _NIGHT[1] - _NIGHT[0]
        if end <= shape.window.starts or start >= shape.window.ends:
            continue
        top = 0 if start <= shape.window.starts else shape.y(start)
        bottom = whole.height() if end >= shape.window.ends else shape.y(end)
        paint.fill(p, QRect(0, top, whole.width(), bottom - top), theme.color("night"))


def _today(p: QPainter, week: Week, shape: Shape, words: Words) -> None:
    found = week.place(words.now)
    if found is not None:
        left = shape.x(found[0])
        where = QRect(left, 0, shape.x(found[0] + 1) - left, shape.height)
        p.setOpacity(_TODAY)
        paint.fill(p, where, theme.color("sel"))
        p.setOpacity(1)


def _hours(p: QPainter, shape: Shape) -> None:
    """Lines at full hours, the odd ones fainter."""
    faint = paint.mix(theme.color("bg"), theme.color("line"), 0.55)
    for minute in range(-(-shape.window.starts // 60) * 60, shape.window.ends + 1, 60):
        if minute % DAY:
            color = faint if minute // 60 % 2 else theme.color("line")
            paint.fill(p, QRect(0, shape.y(minute), shape.width, 1), color)


def midnights(shape: Shape) -> list[int]:
    """Return the midnights that lie inside the hours shown."""
    first = -(-shape.window.starts // DAY) * DAY
    inside = range(first, shape.window.ends, DAY)
    return [minute for minute in inside if minute > shape.window.starts]


def _midnights(p: QPainter, week: Week, shape: Shape, placed: Placed) -> None:
    font = fonts.font("small")
    for minute in midnights(shape):
        y = shape.y(minute)
        paint.fill(p, QRect(0, y - 1, shape.width, 2), theme.color("line2"))
        for column in range(COLUMNS):
            day = week.wall(column, minute).date()
            left, right = shape.x(column) + 7, shape.x(column + 1) - 2
            where = QRect(left, y + 4, right - left, theme.px(14))
            place = _clear_of(where, placed, column)
            if place.bottom() < shape.height:
                paint.text(p, place, say.day_name(day), font, "text3")


def _clear_of(where: QRect, placed: Placed, column: int) -> QRect:
    """Move a label below the blocks that would cover it."""
    mine = [rect for part, rect in placed if part.column == column]
    for rect in sorted(mine, key=lambda rect: rect.top()):
        if rect.intersects(where):
            where = QRect(where.left(), rect.bottom() + 3, where.width(), where.height())
    return where


def now_line(p: QPainter, week: Week, shape: Shape, words: Words) -> None:
    """Paint the line of the moment with its dot, in the column of today only."""
    found = week.place(words.now)
    if found is None or not shape.window.starts <= found[1] <= shape.window.ends:
        return
    left, right, y = shape.x(found[0]), shape.x(found[0] + 1), shape.y(found[1])
    paint.fill(p, QRect(left, y, right - left, 2), theme.color("now"))
    p.setRenderHint(QPainter.RenderHint.Antialiasing)
    p.setPen(Qt.PenStyle.NoPen)
    p.setBrush(theme.color("now"))
    p.drawEllipse(QPointF(max(4.0, left), y + 1), 4, 4)


def slot(p: QPainter, rect: QRect, text: str) -> None:
    """Paint the cursor where nothing lies: a frame with its time."""
    paint.box(p, QRectF(rect), blocks.RADIUS, None, theme.color("accent"), 2)
    where = rect.adjusted(8, 0, -4, 0)
    paint.text(p, where, text, fonts.font("small", True), "text2")
