"""The timeline's signs: class marks, due marks, week cells, break cells."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from companion.models.occurrence import OccurrenceState
from companion.models.timeline_cell import DueState
from companion.ui import fonts, paint, theme

NO_BRUSH = Qt.BrushStyle.NoBrush
NO_PEN = Qt.PenStyle.NoPen
_State = OccurrenceState


def class_mark(p: QPainter, x: float, y: float, state: OccurrenceState, family: str) -> None:
    """Paint what became of a class, centred at x, y. The painter must be antialiased."""
    if theme.look().text_size != 100:
        _scaled(p, x, y, lambda: _class_mark(p, 0, 0, state, family))
    else:
        _class_mark(p, x, y, state, family)


def _scaled(p: QPainter, x: float, y: float, draw: Callable[[], None]) -> None:
    """Draw around the origin at the chosen text size."""
    p.save()
    p.translate(x, y)
    p.scale(theme.look().text_size / 100, theme.look().text_size / 100)
    draw()
    p.restore()


def _class_mark(p: QPainter, x: float, y: float, state: OccurrenceState, family: str) -> None:
    solid, middle = theme.family(family).solid, QPointF(x, y)
    if state is _State.ATTENDED:
        _disc(p, middle, 4, solid)
    elif state is _State.NOW:
        _disc(p, middle, 4, theme.color("now"))
    elif state is _State.MISSED:
        p.setPen(_round_pen(theme.color("dangt"), 2))
        p.drawLine(QPointF(x - 3.4, y - 3.4), QPointF(x + 3.4, y + 3.4))
        p.drawLine(QPointF(x + 3.4, y - 3.4), QPointF(x - 3.4, y + 3.4))
    else:
        _ringed(p, middle, state, solid)


def _ringed(p: QPainter, middle: QPointF, state: OccurrenceState, solid: QColor) -> None:
    if state is _State.RECORDING:
        _ring(p, middle, 4.4, solid, 1.4)
        p.setPen(NO_PEN)
        p.setBrush(solid)
        p.drawPolygon(QPolygonF([middle + QPointF(*at) for at in _TRIANGLE]))
    elif state is _State.UNMARKED:
        _ring(p, middle, 4, theme.color("warnt"), 1.4)
        _disc(p, middle, 1.5, theme.color("warnt"))
    elif state is _State.EXCUSED:
        _ring(p, middle, 4, solid, 1.4)
        p.drawLine(middle + QPointF(-2, 0), middle + QPointF(2, 0))
    elif state is _State.CANCELLED:
        _ring(p, middle, 4, theme.color("ctl"), 1.3)
        p.drawLine(middle + QPointF(-2.7, 2.7), middle + QPointF(2.7, -2.7))
    else:
        _ring(p, middle, 3.4, theme.color("ctl"), 1.3)


_TRIANGLE = ((-1.3, -2.2), (2.3, 0.0), (-1.3, 2.2))


def due_mark(p: QPainter, x: float, y: float, state: DueState, family: str) -> None:
    """Paint how due work stands, centred at x, y. The painter must be antialiased."""
    if theme.look().text_size != 100:
        _scaled(p, x, y, lambda: _due_mark(p, 0, 0, state, family))
    else:
        _due_mark(p, x, y, state, family)


def _due_mark(p: QPainter, x: float, y: float, state: DueState, family: str) -> None:
    solid = theme.family(family).solid
    if state is DueState.HANDED_IN:
        p.setPen(NO_PEN)
        p.setBrush(solid)
        p.drawPolygon(_diamond(x, y, 4))
        return
    is_late = state is DueState.LATE
    color = theme.color("dangt") if is_late else solid
    p.setPen(QPen(color, 1.6 if is_late else 1.4))
    p.setBrush(theme.color("bg"))
    p.drawPolygon(_diamond(x, y, 4.6 if is_late else 4))
    if is_late:
        p.setPen(_round_pen(color, 1.5))
        p.drawLine(QPointF(x, y - 2), QPointF(x, y + 0.2))
        p.drawLine(QPointF(x, y + 2.1), QPointF(x, y + 2.3))


def _diamond(x: float, y: float, r: float) -> QPolygonF:
    return QPolygonF([QPointF(x, y - r), QPointF(x + r, y), QPointF(x, y + r), QPointF(x - r, y)])


def _disc(p: QPainter, middle: QPointF, radius: float, color: QColor) -> None:
    p.setPen(NO_PEN)
    p.setBrush(color)
    p.drawEllipse(middle, radius, radius)


def _ring(p: QPainter, middle: QPointF, radius: float, color: QColor, width: float) -> None:
    p.setPen(QPen(color, width))
    p.setBrush(theme.color("bg"))
    p.drawEllipse(middle, radius, radius)


def _round_pen(color: QColor, width: float) -> QPen:
    pen = QPen(color, width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    return pen


def week_cell(
    p: QPainter, rect: QRect, part: float, family: str, text: str, is_now: bool = False
) -> None:
    """Paint a week: filled from below by `part` (0 to 1), its number in the middle."""
    colors = theme.family(family)
    paint.box(p, rect, 4, colors.tint)
    filled = QRect(rect)
    filled.setTop(rect.bottom() + 1 - round(rect.height() * min(part, 1)))
    if part > 0:
        p.save()
        p.setClipRect(filled)
        paint.box(p, rect, 4, colors.solid)
        p.restore()
    edge, width = (colors.solid if part > 0 else colors.line), 1.0
    if is_now:
        edge, width = theme.color("now"), 2.0
    if edge.isValid():
        paint.box(p, rect, 4, None, edge, width)
    if text:
        _number(p, rect, filled.top() if part > 0 else rect.bottom() + 1, text, colors)


def _number(p: QPainter, rect: QRect, split: int, text: str, colors: theme.Colors) -> None:
    """Write on the tint or on the fill, which begins at `split`, in the colour read on it.

    In the middle, unless the edge of the fill would cut the digits: then in the larger part.
    """
    font, where = fonts.font("small-strong", True), rect.adjusted(1, 0, -1, 0)
    if rect.width() > 60:
        where = rect.adjusted(7, 0, -7, 0)
    middle = rect.center().y()
    half = theme.px(6)  # no digit reaches further up or down
    is_filled = split <= middle
    if abs(split - middle) < half:
        where.setTop(split if is_filled else rect.top())
        where.setBottom(rect.bottom() if is_filled else split - 1)
    paint.text(
        p, where, text, font, theme.color("white") if is_filled else colors.text, paint.CENTER
    )


def break_cell(p: QPainter, rect: QRect, is_now: bool = False) -> None:
    """Paint a week without teaching."""
    slanted(p, QRectF(rect), theme.color("inset"), hatch_color(), 0.8, 7, 4)
    if is_now:
        paint.box(p, rect, 4, None, theme.color("now"), 2)


def hatch_color() -> QColor:
    """Return the colour of the lines of a break."""
    return paint.mix(theme.color("bg"), theme.color("ctl"), 0.6)


def slanted(
    p: QPainter,
    rect: QRectF,
    fill: QColor,
    line: QColor,
    width: float,
    step: float,
    radius: float = 0,
) -> None:
    """Fill an area with slanting lines, `step` apart along its edge."""
    p.save()
    path = QPainterPath()
    path.addRoundedRect(rect, radius, radius)
    p.fillPath(path, fill)
    p.setClipPath(path, Qt.ClipOperation.IntersectClip)
    p.setPen(QPen(line, width))
    for n in range(1, int((rect.width() + rect.height()) / step) + 1):
        x = rect.left() + n * step
        p.drawLine(QPointF(x, rect.top()), QPointF(x - rect.height(), rect.bottom()))
    p.restore()


def warning(p: QPainter, x: float, y: float, size: float = 4.5) -> None:
    """Paint the sign for over the band, its tip at x, y - size."""
    p.setPen(NO_PEN)
    p.setBrush(theme.color("dangt"))
    tip = [
        QPointF(x, y - size),
        QPointF(x + size + 0.5, y + size),
        QPointF(x - size - 0.5, y + size),
    ]
    p.drawPolygon(QPolygonF(tip))
