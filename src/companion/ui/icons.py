"""Lucide icons: found in the `lucide` package, tinted, drawn once per size, colour and ratio.

The package's own functions parse each icon with an XML library and read a directory of 1,700
names; here one name is looked up in the zip's directory, which costs microseconds at start-up.
"""

from __future__ import annotations

import os
import struct
import zlib
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from companion.models.activity import ActivityKind
from companion.models.meeting import MeetingKind
from companion.ui import theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QIcon, QIconEngine

OF_ACTIVITY = {
    ActivityKind.READING: "book-open",
    ActivityKind.VIDEO: "circle-play",
    ActivityKind.QUIZ: "circle-question-mark",
    ActivityKind.EXERCISE: "flask-conical",
    ActivityKind.DISCUSSION: "message-square",
    ActivityKind.PROJECT: "folder-kanban",
    ActivityKind.RECORDING: "clapperboard",
}
OF_MEETING = {
    MeetingKind.LIVE_SESSION: "video",
    MeetingKind.RECITATION: "users",
    MeetingKind.OFFICE_HOURS: "life-buoy",
    MeetingKind.STUDY_GROUP: "coffee",
}

_LONGEST_END = 1024  # the end of a zip's directory, with room for a remark
_HEAD = struct.Struct("<4s6xH8xLLHHH8xL")  # the fixed part of a zip directory entry
_pixmaps: dict[tuple[str, int, int, float], QPixmap] = {}


@lru_cache(maxsize=1)
def _archive() -> tuple[str, bytes]:
    """Return the path of the package's zip, and its directory: a tenth of it."""
    from importlib.util import find_spec  # already loaded by the interpreter

    spec = find_spec("lucide")
    assert spec is not None
    assert spec.origin is not None
    path = spec.origin.removesuffix("__init__.py") + "lucide.zip"
    with open(path, "rb") as file:
        file.seek(-_LONGEST_END, os.SEEK_END)
        end = file.read()
        size, start = struct.unpack_from("<LL", end, end.rindex(b"PK\x05\x06") + 12)
        file.seek(start)
        return path, file.read(size)


@lru_cache(maxsize=256)
def source(name: str) -> str:
    """Return the SVG text of a Lucide icon. Raises LookupError for an unknown name."""
    path, directory = _archive()
    wanted = f"{name}.svg".encode()
    found = directory.find(wanted)
    while found >= 0:
        entry = _HEAD.unpack_from(directory, max(0, found - 46))
        signature, method, packed, _, name_length, _, _, offset = entry
        if signature == b"PK\x01\x02" and name_length == len(wanted):
            with open(path, "rb") as file:
                file.seek(offset + 26)
                file.seek(sum(struct.unpack("<HH", file.read(4))), os.SEEK_CUR)
                content = file.read(packed)
            return (zlib.decompress(content, -15) if method else content).decode()
        found = directory.find(wanted, found + 1)
    raise LookupError(f"Lucide has no icon named {name}.")


def _stroke(size: int) -> float:
    if size <= 14:
        return 2
    return 1.75 if size < 20 else 1.6 if size < 28 else 1.4


def pixmap(name: str, size: int = 16, tint: str | QColor = "text2", ratio: float = 1) -> QPixmap:
    """Return an icon of `size` logical pixels, tinted with a token or a colour."""
    color = theme.color(tint) if isinstance(tint, str) else tint
    key = (name, size, color.rgba(), ratio)
    found = _pixmaps.get(key)
    if found is None:
        if len(_pixmaps) > 600:
            _pixmaps.clear()
        found = _pixmaps[key] = _drawn(name, size, color, ratio)
    return found


def _drawn(name: str, size: int, color: QColor, ratio: float) -> QPixmap:
    text = source(name).replace('stroke-width="2"', f'stroke-width="{_stroke(size)}"')
    made = QPixmap(QSize(size, size) * ratio)
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    renderer = QSvgRenderer(QByteArray(text.replace("currentColor", color.name()).encode()))
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return made


def draw(
    painter: QPainter, x: float, y: float, name: str, size: int = 16, tint: str | QColor = "text2"
) -> None:
    """Paint an icon with its top left corner at x, y."""
    ratio = painter.device().devicePixelRatioF()
    painter.drawPixmap(QPointF(x, y), pixmap(name, size, tint, ratio))


def draw_centered(
    painter: QPainter, rect: QRect, name: str, size: int = 16, tint: str | QColor = "text2"
) -> None:
    """Paint an icon in the middle of a rectangle."""
    x = rect.x() + (rect.width() - size) // 2
    draw(painter, x, rect.y() + (rect.height() - size) // 2, name, size, tint)


def icon(name: str, tint: str = "text2") -> QIcon:
    """Return an icon for Qt's own widgets (actions, menus) that follows the theme."""
    from PySide6.QtGui import QIcon  # start-up: its enums alone cost a millisecond

    return QIcon(_engine_class()(name, tint))


@lru_cache(maxsize=1)
def _engine_class() -> Callable[[str, str], QIconEngine]:
    """Return a class that draws a Lucide icon in the colours of the moment."""
    from PySide6.QtGui import QIcon, QIconEngine  # start-up: as above

    class Engine(QIconEngine):
        def __init__(self, name: str, tint: str) -> None:
            super().__init__()
            self.name, self.tint = name, tint

        def paint(
            self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State
        ) -> None:
            tint = "text3" if mode == QIcon.Mode.Disabled else self.tint
            draw_centered(painter, rect, self.name, min(rect.width(), rect.height()), tint)

        def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
            tint = "text3" if mode == QIcon.Mode.Disabled else self.tint
            return pixmap(self.name, min(size.width(), size.height()), tint)

        def clone(self) -> QIconEngine:
            return Engine(self.name, self.tint)

    return Engine
