"""Painting a block of the week: its shape tells what it is, its icon and words the rest."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPen

from companion.models.occurrence import OccurrenceState
from companion.models.week_block import Block, BlockKind
from companion.ui import fonts, icons, paint, theme
from companion.ui.text import Words
from companion.ui.week_words import BlockWords, block_words

RADIUS = 5
_TWO_LINES, _THREE_LINES = 29, 39  # inside of the edges; 31 and 41 with what lies around
_FEET = 3  # more where the last line has letters that reach below: "6:30 pm"
_ROOMY = 44  # from this height on three lines stand further apart
_ICON = 12
_OF_KIND = {
    BlockKind.LIVE: "video",
    BlockKind.RECITATION: "users",
    BlockKind.OFFICE_HOURS: "life-buoy",
    BlockKind.STUDY_GROUP: "coffee",
}
_OF_STATE = {
    OccurrenceState.ATTENDED: "circle-check",
    OccurrenceState.RECORDING: "clapperboard",
    OccurrenceState.MISSED: "x",
    OccurrenceState.EXCUSED: "circle-minus",
    OccurrenceState.CANCELLED: "calendar-off",
}
_SOLID, _DASH, _DOT = Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine


class Skin(NamedTuple):
    """Fill, edge and text of a block; width and style are those of the edge."""

    fill: QColor | None
    edge: QColor | None
    text: QColor
    width: float = 1
    style: Qt.PenStyle = _SOLID
    is_struck: bool = False


def icon_of(block: Block) -> str:
    """Return the icon of a block: what became of it, else what it is."""
    if block.kind is BlockKind.PLANNED and block.is_done:
        return "check"
    if block.kind is BlockKind.LIVE and block.state in _OF_STATE:
        return _OF_STATE[block.state]
    if block.is_cancelled:
        return _OF_STATE[OccurrenceState.CANCELLED]
    if block.activity is not None:
        return icons.OF_ACTIVITY[block.activity.kind]
    if block.planned is not None:
        return "clapperboard"
    return _OF_KIND.get(block.kind, "")


def skin_of(block: Block) -> Skin:
    """Return how a block looks."""
    family = theme.family(block.course.color if block.course else "stone")
    of = theme.color
    if block.is_cancelled:
        return Skin(of("dangb"), of("dangl"), of("dangt"), is_struck=True)
    if block.kind is BlockKind.PLANNED:
        if block.is_done:
            return Skin(of("bg"), of("line2"), of("text3"), is_struck=True)
        return Skin(family.tint, family.line, family.text)
    if block.kind is BlockKind.RECITATION:
        return Skin(family.tint, family.solid, family.text)
    if block.kind is BlockKind.OFFICE_HOURS:
        return Skin(of("bg"), family.solid, family.text, 1, _DASH)
    if block.kind is BlockKind.STUDY_GROUP:
        return Skin(of("bg"), of("ctl"), of("text2"), 1.5, _DOT)
    if block.is_outlined:
        return Skin(of("bg"), family.solid, family.text)
    return Skin(family.solid, family.solid, of("white"))


def draw(p: QPainter, rect: QRect, block: Block, words: Words, is_affected: bool = False) -> None:
    """Paint a block; one to be pointed out gets an outline in the colour of warnings."""
    found = block_words(block, words)
    if block.kind in (BlockKind.BUSY, BlockKind.WORK, BlockKind.CALENDAR):
        fitting = [one for one in (found.here, found.start) if _fits(one, rect.width() - 12)]
        is_said = bool(fitting) and block.kind is not BlockKind.WORK  # it is the same each week
        _draw_busy(p, rect, found.name, fitting[0] if is_said else "")
    else:
        skin = skin_of(block)
        if skin.style is _DOT:
            _dotted_box(p, rect, skin)
        else:
            paint.box(p, rect, RADIUS, skin.fill, skin.edge, skin.width, skin.style)
        _write(p, rect, block, found, skin)
    if is_affected:
        paint.box(p, rect.adjusted(-2, -2, 2, 2), RADIUS + 2, None, theme.color("warnt"), 2)


def draw_day(p: QPainter, rect: QRect, name: str) -> None:
    """Paint what takes a day as such, beneath everything else of it; without a name only the
    hatch."""
    _draw_busy(p, rect, name, "")


def _dotted_box(p: QPainter, rect: QRect, skin: Skin) -> None:
    """Paint a box with an edge of square dots; Qt's own dots run into dashes at this width."""
    paint.box(p, rect, RADIUS, skin.fill)
    pen = QPen(skin.edge or theme.color("ctl"), skin.width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setDashPattern([1, 1.3])
    p.setPen(pen)
    p.setBrush(Qt.BrushStyle.NoBrush)
    half = skin.width / 2
    p.drawRoundedRect(QRectF(rect).adjusted(half, half, -half, -half), RADIUS, RADIUS)


def _draw_busy(p: QPainter, rect: QRect, name: str, here: str) -> None:
    paint.hatch(p, QRectF(rect), 4)
    if not name:
        return
    font = fonts.font("small")
    height = theme.px(14)
    top = rect.top() + (3 if rect.height() >= theme.px(22) else (rect.height() - height) // 2)
    where = QRect(rect.left() + 6, top, rect.width() - 12, height)
    width = min(where.width(), paint.width_of(name, font))
    paint.box(p, QRectF(where.left() - 3, top, width + 6, height), 3, theme.color("busy"))
    paint.text(p, where, name, font, "text3")
    if here and rect.height() >= theme.px(_TWO_LINES + 8):
        where.translate(0, height)
        width = min(where.width(), paint.width_of(here, fonts.font("small", True)))
        paint.box(p, QRectF(where.left() - 3, where.top(), width + 6, height), 3, _busy())
        paint.text(p, where, here, fonts.font("small", True), "text3")


def _busy() -> QColor:
    return theme.color("busy")


def _write(p: QPainter, rect: QRect, block: Block, found: BlockWords, skin: Skin) -> None:
    """Write name and times, as many lines as fit."""
    is_live = block.kind is BlockKind.LIVE
    lines = _lines(rect, found, is_live)
    is_close = len(lines) > 1 and (is_live or rect.height() < theme.px(_ROOMY))
    is_tight = is_close or rect.height() < theme.px(32)
    step = theme.px(12.5 if is_close else 13 if is_tight else 13.5)
    top = rect.top() + (2 if is_tight or is_live else 3)
    if not lines:
        top = rect.top() + (min(rect.height(), theme.px(21)) - theme.px(14)) // 2
    left = rect.left() + 7
    icon = icon_of(block)
    p.save()
    p.setClipRect(rect.adjusted(1, 1, -1, -1))
    if icon:
        icons.draw(p, left, top + (theme.px(14) - _ICON) / 2, icon, _ICON, skin.text)
        left += _ICON + 4
    where = QRect(left, top, rect.right() - 5 - left, theme.px(14))
    p.setPen(skin.text)
    _draw_line(p, where, found.name, "struck" if skin.is_struck else "small-strong")
    where.setLeft(rect.left() + 7)
    for line in lines:
        where.translate(0, step)
        _draw_line(p, where, line, "small")
    p.restore()


def _draw_line(p: QPainter, where: QRect, text: str, role: str) -> None:
    look = theme.look()
    p.setFont(_font(role, look))
    p.drawText(where, paint.LEFT, _cut(text, role, where.width(), look))


@lru_cache(maxsize=4096)
def _cut(text: str, role: str, width: int, look: theme.Look) -> str:
    """Return what fits of a text. Measuring costs as much as painting, so it is kept."""
    metrics = QFontMetrics(_font(role, look))
    if metrics.horizontalAdvance(text) <= width:
        return text
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)


@lru_cache(maxsize=16)
def _font(role: str, look: theme.Look) -> QFont:
    if role == "struck":
        struck = QFont(fonts.font("small-control"))
        struck.setStrikeOut(True)
        return struck
    return fonts.font("small-strong") if role == "small-strong" else fonts.font("small", True)


def _lines(rect: QRect, found: BlockWords, is_live: bool) -> list[str]:
    room = rect.height()
    if room < theme.px(_TWO_LINES):
        return []
    width = rect.width() - 13
    fitting = [text for text in (found.here, found.start) if _fits(text, width)]
    if not fitting:
        return []  # a time is never cut
    if not found.there:
        return fitting[:1]
    if room >= theme.px(_THREE_LINES + _FEET * _has_feet(found.there)):
        return [fitting[0], *([found.there] if _fits(found.there, width) else [])]
    return [found.both] if not is_live and _fits(found.both, width) else fitting[:1]


def _has_feet(text: str) -> bool:
    return any(letter in text for letter in "gjpqy,")


def _fits(text: str, width: int) -> bool:
    return _cut(text, "small", width, theme.look()) == text


class GhostFace(NamedTuple):
    """What the ghost of something carried shows."""

    name: str
    icon: str
    family: str
    is_busy: bool


def draw_ghost(p: QPainter, rect: QRect, face: GhostFace, is_refused: bool) -> None:
    """Paint what is carried: dashed on tint, hatched red where it cannot be placed."""
    family = theme.family(face.family)
    edge, fill, text = family.solid, family.tint, family.text
    if face.is_busy:
        edge, fill, text = theme.color("ctl"), theme.color("busy"), theme.color("text2")
    if is_refused:
        edge, fill, text = theme.color("dangt"), theme.color("dangb"), theme.color("dangt")
    paint.box(p, rect, RADIUS, fill, edge, 1.5, _DASH)
    if is_refused:
        hatch(p, rect, "dangl", RADIUS)
    top = rect.top() + (3 if rect.height() > 24 else (rect.height() - theme.px(14)) // 2)
    left = rect.left() + 7
    if face.icon:
        icons.draw(p, left, top + (theme.px(14) - _ICON) / 2, face.icon, _ICON, text)
        left += _ICON + 4
    where = QRect(left, top, rect.right() - 5 - left, theme.px(14))
    paint.text(p, where, face.name, fonts.font("small-strong"), text)


def hatch(p: QPainter, rect: QRect, token: str, radius: float = 0, step: int = 7) -> None:
    """Paint slanting lines one pixel wide over an area, without a fill."""
    p.save()
    p.setRenderHint(QPainter.RenderHint.Antialiasing)
    path = QPainterPath()
    path.addRoundedRect(QRectF(rect), radius, radius)
    p.setClipPath(path, Qt.ClipOperation.IntersectClip)
    p.setPen(QPen(theme.color(token), 1))
    tall = rect.height()
    first = rect.left() - rect.left() % step
    for x in range(first, rect.right() + tall + step, step):
        p.drawLine(x, rect.top(), x - tall, rect.bottom() + 1)
    p.restore()
