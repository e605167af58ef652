"""Surfaces: card, hairline, section header, page header, empty state, floating panel."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar
from weakref import WeakSet

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget
from shiboken6 import isValid

from companion.ui import paint, theme
from companion.ui.widgets.labels import ElidedLabel, IconLabel, PlainLabel


class Card(QWidget):
    """A panel with a hairline and round corners; `fill` is a token, empty for none."""

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        fill: str = "bg",
        edge: str = "line",
        radius: int = 10,
        dashed: bool = False,
    ) -> None:
        super().__init__(parent)
        self._fill, self._edge, self._radius, self._dashed = fill, edge, radius, dashed

    def set_fill(self, fill: str, edge: str = "") -> None:
        """Take another surface."""
        self._fill, self._edge = fill, edge or self._edge
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint surface and edge."""
        painter = QPainter(self)
        fill = theme.color(self._fill) if self._fill else None
        edge = theme.color(self._edge) if self._edge else None
        style = Qt.PenStyle.DashLine if self._dashed else Qt.PenStyle.SolidLine
        width = 1.5 if self._dashed else 1
        paint.box(painter, self.rect(), self._radius, fill, edge, width, style)
        painter.end()


class Surface(QWidget):
    """A plain area of one token's colour (empty for none), with hairlines at some sides."""

    def __init__(
        self,
        fill: str = "inset",
        sides: str = "",
        parent: QWidget | None = None,
        *,
        round_foot: int = 0,
    ) -> None:
        """`sides` names where a hairline runs: any of "top bottom left right"; `round_foot` is
        the radius of the lower corners, for the foot of a floating panel."""
        super().__init__(parent)
        self._fill, self._sides, self._round_foot = fill, sides, round_foot

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint area and lines."""
        painter = QPainter(self)
        width, height = self.width(), self.height()
        if self._round_foot:
            painter.setClipRect(self.rect())
            taller = self.rect().adjusted(0, -self._round_foot, 0, 0)
            paint.box(painter, taller, self._round_foot, theme.color(self._fill))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        elif self._fill:
            paint.fill(painter, self.rect(), theme.color(self._fill))
        lines = {
            "top": (0, 0, width, 1), "bottom": (0, height - 1, width, height),
            "left": (0, 0, 1, height), "right": (width - 1, 0, width, height),
        }  # fmt: skip
        for side, ends in lines.items():
            if side in self._sides:
                paint.hairline(painter, *ends)
        painter.end()


class Hairline(QWidget):
    """A line one pixel high."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line."""
        painter = QPainter(self)
        paint.fill(painter, self.rect(), theme.color("line"))
        painter.end()


class SectionHeader(QWidget):
    """A section's title, a remark at the right, and a hairline below."""

    def __init__(self, title: str, remark: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(6)
        self.row = QHBoxLayout()
        self.row.setSpacing(8)
        self.title = PlainLabel(title, "strong")
        self.remark = ElidedLabel(remark, "second", "text3", numbers=True)
        self.remark.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.row.addWidget(self.title)
        self.row.addWidget(self.remark, 1)
        column.addLayout(self.row)
        column.addWidget(Hairline())


class PageHeader(QWidget):
    """A page's first row: title, remark, and actions at the right (at most one primary)."""

    def __init__(self, title: str = "", remark: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(24, 16, 24, 12)
        self.row.setSpacing(10)
        self.title = ElidedLabel(title, "page")
        self.title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.remark = ElidedLabel(remark, "body", "text3")
        self.remark.setContentsMargins(0, 5, 0, 0)
        self.row.addWidget(self.title)
        self.row.addWidget(self.remark, 1)

    def add(self, widget: QWidget) -> None:
        """Put an action at the right end."""
        self.row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def set_narrow(self, is_narrow: bool) -> None:
        """Take the margins of a small window, or of a large one."""
        self.row.setContentsMargins(*((16, 12, 16, 10) if is_narrow else (24, 16, 24, 12)))


class EmptyState(QWidget):
    """What stands where nothing is: icon, title, one sentence, what to do."""

    def __init__(
        self,
        icon: str,
        title: str,
        sentence: str = "",
        buttons: Sequence[QWidget] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        center = Qt.AlignmentFlag.AlignHCenter
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 14, 14, 14)
        column.setSpacing(3)
        column.addStretch(1)
        self.icon = IconLabel(icon, 28, "text3")
        column.addWidget(self.icon, 0, center)
        column.addSpacing(5)
        self.title = PlainLabel(title, "section", wrap=True)
        self.title.setAlignment(center)
        column.addWidget(self.title)
        self.sentence = PlainLabel(sentence, "body", "text2", wrap=True)
        self.sentence.setAlignment(center)
        column.addWidget(self.sentence)
        self.buttons = QHBoxLayout()
        self.buttons.setContentsMargins(0, 8, 0, 0)
        self.buttons.setSpacing(7)
        self.buttons.addStretch(1)
        for button in buttons:
            self.buttons.addWidget(button)
        self.buttons.addStretch(1)
        column.addLayout(self.buttons)
        column.addStretch(1)
        self.set_text(title, sentence)

    def set_text(self, title: str, sentence: str = "") -> None:
        """Say something else."""
        self.title.setText(title)
        self.sentence.setText(sentence)
        self.sentence.setVisible(bool(sentence))


class ClearScroll(QScrollArea):
    """Scrolls its content and paints nothing itself: no frame, no background.

    It makes its own viewport: asking Qt for the one it makes, from Python, builds every widget
    class there is, six milliseconds of start-up. Use it in pages that may be shown first.
    """

    _all: ClassVar[WeakSet[ClearScroll]] = WeakSet()

    def __init__(self, inside: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inside, self._room = inside, QWidget()
        self._all.add(self)
        self.setViewport(self._room)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(inside)
        inside.setAutoFillBackground(False)

    @classmethod
    def is_any_bar_in(cls, window: QWidget) -> bool:
        """Tell whether one in a window has more to show than room. Looking for the bars
        themselves, from Python, would build a class for each kind of widget there is."""
        mine = (s for s in cls._all if isValid(s) and s.window() is window)
        return any(s._inside.height() > s._room.height() for s in mine if s._room.isVisible())


class FloatingPanel(QWidget):
    """A popup or dialog without frame: round corners, an edge, the one shadow around it.

    Put the content in `self.body`; the shadow lies in the margin around.
    """

    MARGIN = 20

    def __init__(
        self, parent: QWidget | None = None, flags: Qt.WindowType = Qt.WindowType.Popup
    ) -> None:
        super().__init__(parent, flags | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(self.MARGIN, self.MARGIN - 6, self.MARGIN, self.MARGIN + 6)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(1, 1, 1, 1)
        self.body.setSpacing(0)
        outer.addLayout(self.body)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint shadow and panel."""
        painter = QPainter(self)
        margin = self.MARGIN
        panel = QRectF(self.rect()).adjusted(margin, margin - 6, -margin, -margin - 6)
        paint.shadow(painter, panel)
        edge = theme.color("edge" if theme.look().is_dark else "line")
        paint.box(painter, panel, 12, theme.color("bg"), edge)
        painter.end()


class Bar(QWidget):
    """A bar filled by a part, 0 to 1; in a course's colour or the accent."""

    def __init__(
        self, part: float = 0, family: str = "", height: int = 6, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._part, self._family = part, family
        self.setFixedHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_part(self, part: float) -> None:
        """Fill another part."""
        self._part = part
        self.setAccessibleName(self.tr("%n percent", "", round(part * 100)))
        self.update()

    def sizeHint(self) -> QSize:
        """Take what room there is."""
        return QSize(80, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint trough and bar."""
        painter = QPainter(self)
        fill = theme.family(self._family).solid if self._family else theme.color("accent")
        paint.bar(painter, QRectF(self.rect()), self._part, fill)
        painter.end()


def spaced(layout: QHBoxLayout | QVBoxLayout, margins: tuple[int, int, int, int], gap: int) -> None:
    """Set a layout's margins and spacing in one line."""
    layout.setContentsMargins(*margins)
    layout.setSpacing(gap)
