"""Painting what is carried over the week: the places barred to it, the ghost, and its label."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap

from companion.models.gaps import blocked_span
from companion.models.week_grid import Week
from companion.ui import fonts, paint, theme
from companion.ui.week_blocks import draw_ghost, hatch
from companion.ui.week_carry import Carry
from companion.ui.week_shape import Shape

_GAP = 6
_FOREVER = 10_000


def draw(p: QPainter, rect: QRect, room: QRect, carry: Carry, text: str) -> None:
    """Paint the ghost and its label, red where it cannot be put down."""
    is_refused = carry.hindrance is not None
    draw_ghost(p, rect, carry.cargo.face, is_refused)
    font = fonts.font("small-strong", True)
    where = label_rect(rect, room, paint.width_of(text, font) + 14)
    paint.box(p, QRectF(where), 4, theme.color("dangt" if is_refused else "text"))
    paint.text(p, where.adjusted(7, 0, -6, 0), text, font, "bg")


def label_rect(rect: QRect, room: QRect, width: int) -> QRect:
    """Return where a label goes: right of a block, else left of it, else below or above."""
    height, width = theme.px(20), min(width, room.width() - 4)
    top = max(2, min(rect.top() - 1, room.height() - height - 2))
    if rect.right() + _GAP + width <= room.width():
        return QRect(rect.right() + _GAP, top, width, height)
    if rect.left() - _GAP - width >= 0:
        return QRect(rect.left() - _GAP - width, top, width, height)
    top = rect.bottom() + 4
    if top + height > room.height():
        top = rect.top() - height - 4
    left = max(2, min(rect.left(), room.width() - width - 2))
    return QRect(left, top, width, height)


def barred(week: Week, shape: Shape, carry: Carry, ratio: float) -> QPixmap:
    """Return the hatch over all places where the carried work may not lie."""
    made = QPixmap(round(shape.width * ratio), round(shape.height * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    p = QPainter(made)
    for rect in barred_rects(week, shape, carry):
        hatch(p, rect, "dangl")
    p.end()
    return made


def barred_rects(week: Week, shape: Shape, carry: Carry) -> list[QRect]:
    """Return where carried work may not lie: busy, after it is due, a class with its margin."""
    rules = carry.cargo.rules
    if rules is None:
        return []
    spans = [blocked_span(block) for block in rules.in_the_way]
    spans += [(rules.due_at, week.ends_at)] if rules.due_at is not None else []
    found = []
    for column in range(len(week.days)):
        first, last = (week.at(column, m) for m in (week.window.fold, week.window.ends))
        for start, end in spans:
            if start >= last or end <= first:
                continue
            top = week.place(start) if start > first else None
            bottom = week.place(end) if end < last else None
            low = top[1] if top else week.window.fold
            found.append(shape.span_rect(column, low, bottom[1] if bottom else _FOREVER))
    return [rect for rect in found if not rect.isEmpty()]
