"""Plain painting functions shared by widgets, style and delegates: shapes that carry meaning."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
)

from companion.ui import fonts, icons, theme

# as numbers, and with the flag: joining flags costs as much as a short text
MOST_STAMPS = 200
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
RIGHT = int(
    Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
)
CENTER = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine)
_NO_BRUSH = Qt.BrushStyle.NoBrush
_NO_PEN = Qt.PenStyle.NoPen


class ButtonFace(NamedTuple):
    """What a button shows. kind: primary, default, quiet, danger, notice or link."""

    text: str = ""
    kind: str = "default"
    size: str = "normal"
    icon: str = ""
    keys: str = ""
    is_enabled: bool = True
    is_hovered: bool = False
    is_down: bool = False


# size: height, side padding, gap, icon size, font role, font role when strong
_BUTTON: dict[str, tuple[int, int, int, int, fonts.Role, fonts.Role]] = {
    "normal": (30, 12, 7, 16, "control", "strong"),
    "small": (26, 9, 5, 14, "second-control", "second-strong"),
    "large": (36, 16, 8, 16, "control", "strong"),
    "notice": (24, 8, 5, 14, "second-control", "second-strong"),
}


def mix(under: QColor, over: QColor, part: float) -> QColor:
    """Return a colour `part` of the way from one to another."""
    return QColor(
        round(under.red() + (over.red() - under.red()) * part),
        round(under.green() + (over.green() - under.green()) * part),
        round(under.blue() + (over.blue() - under.blue()) * part),
    )


def box(
    painter: QPainter,
    rect: QRectF | QRect,
    radius: float,
    fill: QColor | None = None,
    edge: QColor | None = None,
    width: float = 1,
    style: Qt.PenStyle = Qt.PenStyle.SolidLine,
) -> None:
    """Paint a rounded box whose outer edge is `rect`."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(fill if fill is not None else _NO_BRUSH)
    inside = QRectF(rect)
    if edge is None:
        painter.setPen(_NO_PEN)
    else:
        painter.setPen(QPen(edge, width, style))
        inside.adjust(width / 2, width / 2, -width / 2, -width / 2)
        radius -= width / 2
    painter.drawRoundedRect(inside, radius, radius)


def fill(painter: QPainter, rect: QRect, color: QColor) -> None:
    """Paint a plain rectangle. QPainter.fillRect would do, but its first call from Python makes
    all gradient classes: 1.6 ms of start-up."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(_NO_PEN)
    painter.setBrush(color)
    painter.drawRect(rect)


def hairline(painter: QPainter, x1: int, y1: int, x2: int, y2: int, token: str = "line") -> None:
    """Paint a crisp line one pixel wide, across or down."""
    fill(painter, QRect(x1, y1, max(1, x2 - x1), max(1, y2 - y1)), theme.color(token))


def text(
    painter: QPainter,
    rect: QRect | QRectF,
    content: str,
    font: QFont,
    tint: str | QColor = "text",
    align: int = LEFT,
) -> int:
    """Paint one line of plain text, elided at the right when it does not fit; its width.

    `align` is LEFT, RIGHT or CENTER of this module.
    """
    where = rect.toRect() if isinstance(rect, QRectF) else rect
    width = width_of(content, font)
    if width > where.width():
        right = Qt.TextElideMode.ElideRight
        content = QFontMetrics(font).elidedText(content, right, where.width())
        width = width_of(content, font)
    painter.setFont(font)
    painter.setPen(theme.color(tint) if isinstance(tint, str) else tint)
    painter.drawText(where, align, content)
    return width


def fitting(
    painter: QPainter,
    rect: QRect,
    content: str,
    font: QFont,
    tint: str | QColor = "text",
    align: int = LEFT,
) -> None:
    """Paint one line of plain text that is known to fit: measuring it would cost as much again."""
    painter.setFont(font)
    painter.setPen(theme.color(tint) if isinstance(tint, str) else tint)
    painter.drawText(rect, align, content)


@lru_cache(maxsize=2048)
def width_of(content: str, font: QFont) -> int:
    """Return the width of one line of text in pixels; measured once, for lists paint again."""
    return QFontMetrics(font).horizontalAdvance(content)


def tag_width(code: str) -> int:
    """Return the width of a course's tag."""
    return _tag_width(code, theme.look())


@lru_cache(maxsize=256)
def _tag_width(code: str, _: theme.Look) -> int:
    """Measure a tag once: a list paints the same few codes in every row."""
    return max(theme.px(26), width_of(code, fonts.font("small-strong")) + theme.px(10))


def tag(
    painter: QPainter, x: int, middle: int, code: str, family: str, on_tint: bool = False
) -> int:
    """Paint a course's tag with its left end at x, centred on a line; its width."""
    width, height = tag_width(code), theme.px(17)

    def draw(stamp: QPainter) -> None:
        colors, rect = theme.family(family), QRect(0, 0, width, height)
        edge = colors.line if theme.look().is_high_contrast else None
        box(stamp, rect, 4, theme.color("bg") if on_tint else colors.tint, edge)
        text(stamp, rect, code, fonts.font("small-strong"), colors.text, CENTER)

    stamped(painter, x, middle - height // 2, ("tag", code, family, on_tint), (width, height), draw)
    return width


_stamps: dict[tuple[object, ...], QPixmap] = {}


def stamped(
    painter: QPainter,
    x: int,
    y: int,
    what: tuple[object, ...],
    size: tuple[int, int],
    draw: Callable[[QPainter], None],
) -> None:
    """Paint what looks alike in many places: drawn once for each look and pixel ratio."""
    painter.drawPixmap(x, y, _stamp(painter, what, size, draw))


def _stamp(
    painter: QPainter,
    what: tuple[object, ...],
    size: tuple[int, int],
    draw: Callable[[QPainter], None],
) -> QPixmap:
    ratio = painter.device().devicePixelRatioF()
    key = (*what, theme.look(), ratio)
    found = _stamps.get(key)
    if found is None:
        if len(_stamps) > MOST_STAMPS:
            _stamps.clear()
        found = _stamps[key] = QPixmap(QSize(*size) * ratio)
        found.setDevicePixelRatio(ratio)
        found.fill(Qt.GlobalColor.transparent)
        stamp = QPainter(found)
        draw(stamp)
        stamp.end()
    return found


def tick(
    painter: QPainter,
    x: float,
    y: float,
    state: Qt.CheckState = Qt.CheckState.Unchecked,
    is_round: bool = True,
    on_sel: bool = False,
    size: int = 16,
) -> None:
    """Paint a check mark's circle or square."""
    rect = QRectF(x, y, size, size)
    radius = size / 2 if is_round else 4
    if state == Qt.CheckState.Unchecked:
        edge = theme.color("text2" if on_sel else "ctl")
        box(painter, rect, radius, theme.color("bg"), edge, 1.5)
        return
    box(painter, rect, radius, theme.color("accent"))
    painter.setPen(_round_pen(theme.color("onacc"), 1.6))
    painter.setBrush(_NO_BRUSH)
    if state == Qt.CheckState.PartiallyChecked:
        painter.drawLine(QPointF(x + 4.6, y + size / 2), QPointF(x + size - 4.6, y + size / 2))
    else:
        _check(painter, x, y, size / 16)


def _check(painter: QPainter, x: float, y: float, scale: float) -> None:
    points = [(11.66, 5.25), (6.71, 10.2), (4.46, 7.95)]
    painter.drawPolyline([QPointF(x + a * scale, y + b * scale) for a, b in points])


def radio(painter: QPainter, x: float, y: float, is_on: bool, size: int = 16) -> None:
    """Paint a radio button's circle."""
    rect = QRectF(x, y, size, size)
    if is_on:
        box(painter, rect, size / 2, theme.color("bg"), theme.color("accent"), size * 5 / 16)
    else:
        box(painter, rect, size / 2, theme.color("bg"), theme.color("ctl"), 1.5)


def pie(painter: QPainter, x: float, y: float, part: float, family: str, size: int = 16) -> None:
    """Paint a course's progress: dashed ring not begun, ring and wedge, full disc with a check."""
    color = theme.family(family).solid
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    middle = QPointF(x + size / 2, y + size / 2)
    ring = size / 2 - 1.25
    if part >= 1:
        painter.setPen(_NO_PEN)
        painter.setBrush(color)
        painter.drawEllipse(middle, ring + 0.5, ring + 0.5)
        painter.setPen(_round_pen(theme.color("white"), 1.7))
        painter.setBrush(_NO_BRUSH)
        painter.drawPolyline(
            [middle + QPointF(*p) for p in ((-3.2, 0.2), (-0.9, 2.5), (3.3, -2.1))]
        )
        return
    pen = QPen(color, 1.5)
    if part <= 0:
        pen.setDashPattern([2.4 / 1.5, 2.2 / 1.5])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    painter.setBrush(_NO_BRUSH)
    painter.drawEllipse(middle, ring, ring)
    if part > 0:
        painter.setPen(_NO_PEN)
        painter.setBrush(color)
        inner = ring - 2
        wedge = QRectF(middle.x() - inner, middle.y() - inner, 2 * inner, 2 * inner)
        painter.drawPie(wedge, 90 * 16, -round(part * 360 * 16))


def mark(
    painter: QPainter,
    rect: QRectF,
    disc: QColor | None = None,
    ring: QColor | None = None,
    width: float = 1.6,
) -> None:
    """Paint the program's mark: the student's time filled, Eastern Time outlined."""
    unit = min(rect.width(), rect.height()) / 28
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(_NO_PEN)
    painter.setBrush(disc or theme.color("accent"))
    radius = 9.25 * unit
    painter.drawEllipse(rect.topLeft() + QPointF(11, 14) * unit, radius, radius)
    painter.setBrush(_NO_BRUSH)
    painter.setPen(QPen(ring or theme.color("text"), width * unit))
    painter.drawEllipse(rect.topLeft() + QPointF(17, 14) * unit, radius, radius)


def hatch(
    painter: QPainter, rect: QRectF, radius: float = 5, fill: str = "busy", step: float = 7
) -> None:
    """Paint a busy area: grey with slanting lines one pixel wide."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    path = QPainterPath()
    path.addRoundedRect(rect, radius, radius)
    painter.fillPath(path, theme.color(fill))
    painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
    painter.setPen(QPen(theme.color("busyl"), 1))
    for n in range(math.ceil((rect.width() + rect.height()) / step)):
        x = rect.left() + n * step
        painter.drawLine(QPointF(x, rect.top()), QPointF(x - rect.height(), rect.bottom()))
    painter.restore()


def bar(painter: QPainter, rect: QRectF, part: float, fill: QColor, trough: str = "hover") -> None:
    """Paint a bar filled from the left by `part` (0 to 1)."""
    radius = rect.height() / 2
    box(painter, rect, radius, theme.color(trough))
    if part > 0:
        width = max(rect.height(), rect.width() * min(1.0, part))
        box(painter, QRectF(rect.x(), rect.y(), width, rect.height()), radius, fill)


def focus_ring(painter: QPainter, rect: QRect | QRectF, radius: float = 6) -> None:
    """Paint the 2 px accent frame whose outer edge is `rect`."""
    box(painter, rect, radius, None, theme.color("accent"), 2)


def keys_width(keys: str) -> int:
    """Return the width of a key hint such as "Ctrl K"."""
    return max(theme.px(18), width_of(keys, fonts.font("small-control")) + theme.px(10))


def keys(
    painter: QPainter,
    x: int,
    middle: int,
    content: str,
    tint: QColor | None = None,
    fill: QColor | None = None,
) -> int:
    """Paint a key hint with its left end at x, centred on a line; its width.

    With a tint, text and edge take it (on a filled button); else third text on background.
    """
    width, height = keys_width(content), theme.px(18)
    rect = QRect(x, middle - height // 2, width, height)
    box(painter, rect, 4, fill if tint else theme.color("bg"), tint or theme.color("line2"))
    text(painter, rect, content, fonts.font("small-control"), tint or theme.color("text3"), CENTER)
    return width


def button_size(face: ButtonFace) -> tuple[int, int]:
    """Return width and height that a button's face wants."""
    height, padding, gap, icon_size, role, strong = _BUTTON[face.size]
    if not face.text and not face.keys:
        return theme.px(height), theme.px(height)
    parts = []
    if face.icon:
        parts.append(icon_size)
    if face.text:
        parts.append(width_of(face.text, _button_font(face, role, strong)))
    if face.keys:
        parts.append(keys_width(face.keys))
    width = sum(parts) + gap * (len(parts) - 1) + 2 * theme.px(padding) + 2
    return width, theme.px(height)


def _button_font(face: ButtonFace, role: fonts.Role, strong: fonts.Role) -> QFont:
    found = fonts.font(strong if face.kind in ("primary", "link") else role)
    if face.size == "large":
        found = QFont(found)
        found.setPixelSize(theme.px(14))
    if face.kind == "notice":
        found = QFont(found)
        found.setUnderline(True)
    return found


def _button_colors(face: ButtonFace) -> tuple[QColor | None, QColor | None, QColor]:
    """Return fill, edge and text colour of a button."""
    of = theme.color
    if not face.is_enabled:
        if face.kind in ("quiet", "notice", "link"):
            return None, None, of("text3")
        return of("inset"), of("line"), of("text3")
    if face.kind == "primary":
        strength = 0.16 if face.is_down else 0.08 if face.is_hovered else 0
        accent = mix(of("accent"), of("text"), strength)
        return accent, accent, of("onacc")
    tint = {"quiet": "text2", "danger": "dangt", "notice": "warnt", "link": "accent"}
    if face.kind in ("notice", "link"):
        return None, None, of(tint[face.kind])
    fill = of("line") if face.is_down else of("hover") if face.is_hovered else None
    if face.kind == "quiet":
        return fill, None, of("text2")
    return fill or of("bg"), of("line2"), of(tint.get(face.kind, "text"))


def button(painter: QPainter, rect: QRect, face: ButtonFace, tint: QColor | None = None) -> None:
    """Paint a button; `tint` replaces its text colour (on messages and inverted bars)."""
    _, padding, gap, icon_size, role, strong = _BUTTON[face.size]
    fill, edge, own = _button_colors(face)
    color = tint or own
    if fill is not None or edge is not None:
        box(painter, rect, 6, fill, edge)
    font = _button_font(face, role, strong)
    x = rect.x() + max(theme.px(padding) // 2, (rect.width() - _content_width(face, font)) // 2)
    middle = rect.y() + rect.height() // 2
    if face.icon:
        icon_tint = color if face.text or tint or face.kind != "default" else theme.color("text2")
        icons.draw(painter, x, middle - icon_size / 2, face.icon, icon_size, icon_tint)
        x += icon_size + gap
    if face.text:
        right = rect.right() - (keys_width(face.keys) + gap + 4 if face.keys else 2)
        where = QRect(x, rect.y(), right - x + 1, rect.height())
        x += text(painter, where, face.text, font, color) + gap
    if face.keys:
        keys(painter, x, middle, face.keys, color if face.kind == "primary" or tint else None)


def _content_width(face: ButtonFace, font: QFont) -> int:
    _, _, gap, icon_size, _, _ = _BUTTON[face.size]
    parts = [icon_size] if face.icon else []
    if face.text:
        parts.append(width_of(face.text, font))
    if face.keys:
        parts.append(keys_width(face.keys))
    return sum(parts) + gap * max(0, len(parts) - 1)


def field(
    painter: QPainter, rect: QRect, has_focus: bool, is_enabled: bool = True, is_wrong: bool = False
) -> None:
    """Paint the box of an input field."""
    if not is_enabled:
        box(painter, rect, 6, theme.color("inset"), theme.color("line"))
        return
    name = "dangt" if is_wrong else "accent" if has_focus else "ctl"
    width = 2 if has_focus else 1
    box(painter, rect, 6, theme.color("bg"), theme.color(name), width)


_SHADOW, _FALL = 18, 6  # how far it reaches, and how much further down
_PIECE = 128


def shadow(painter: QPainter, rect: QRectF, radius: int = 12) -> None:
    """Paint the one shadow, for floating things, around `rect`; what the thing hides is left out.

    Drawn once, small, and put together from pieces: its rings are too dear for every size.
    """
    corner = 2 * _SHADOW + radius
    side = 2 * corner + _PIECE
    key, size = ("shadow", radius), (side, side)
    stamp = _stamp(painter, key, size, lambda p: _draw_shadow(p, side, radius))
    ratio = stamp.devicePixelRatio()
    outer = rect.adjusted(-_SHADOW, -_SHADOW + _FALL, _SHADOW, _SHADOW + _FALL)
    across, down = _pieces(outer.width(), corner), _pieces(outer.height(), corner)
    for x, left, wide in across:
        for y, top, high in down:
            if left == top == corner:
                continue  # beneath the thing itself
            part = QRectF(left * ratio, top * ratio, wide * ratio, high * ratio)
            painter.drawPixmap(QRectF(outer.x() + x, outer.y() + y, wide, high), stamp, part)


def _pieces(length: float, corner: int) -> list[tuple[float, int, float]]:
    """Return the pieces of a side: where, from where in the stamp, how long."""
    end = length - corner
    middle = [(at, corner, min(_PIECE, end - at)) for at in range(corner, math.ceil(end), _PIECE)]
    return [(0, 0, corner), *middle, (end, corner + _PIECE, corner)]


def _draw_shadow(painter: QPainter, side: int, radius: int) -> None:
    """Draw soft rings, no blur effect, as large as the stamp."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(_NO_PEN)
    strength = 2.6 if theme.look().is_dark else 1.0
    for step in range(_SHADOW, 0, -2):
        painter.setBrush(QColor(16, 24, 28, round(strength * (20 - step) * 0.42)))
        inset, round_ = _SHADOW - step, radius + step
        ring = QRectF(0, 0, side, side).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(ring, round_, round_)


def _round_pen(color: QColor, width: float) -> QPen:
    pen = QPen(color, width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen
