"""Ways to choose: segmented control, chip, round tick box, switch."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QSizePolicy,
    QWidget,
)

from companion.ui import fonts, icons, paint, theme
from companion.ui.widgets.buttons import Pressable, press_by_enter


class _Segment(Pressable):
    """One part of a segmented control; arrows move within its group."""

    def __init__(self, text: str, key: str, owner: Segmented, width: int) -> None:
        super().__init__(owner)
        self.key = key
        self.owner, self._width = owner, width
        self.setText(text)
        self.setCheckable(True)
        self.setProperty("own-ring", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        """Fit the text in bold, so that choosing moves nothing."""
        font = fonts.font("second-strong" if self.owner.is_small else "strong", True)
        wanted = paint.width_of(self.text(), font) + theme.px(27)
        height = theme.px(26 if self.owner.is_small else 30)
        return QSize(theme.px(self._width) if self._width else wanted, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint fill, dividing line and text."""
        painter = QPainter(self)
        fill, tint = self._colors()
        if fill is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setClipPath(self.owner.outline(self))
            paint.fill(painter, self.rect().adjusted(0, 1, 0, -1), fill)
            painter.setClipping(False)
        if not self.owner.is_first(self):
            paint.hairline(painter, 0, 1, 1, self.height() - 1, "line2")
        role: fonts.Role = "strong" if self.isChecked() else "control"
        if self.owner.is_small:
            role = "second-strong" if self.isChecked() else "second-control"
        paint.text(painter, self.rect(), self.text(), fonts.font(role, True), tint, paint.CENTER)
        if self.hasFocus():
            paint.focus_ring(painter, self.rect().adjusted(1, 1, -1, -1), 5)
        painter.end()

    def _colors(self) -> tuple[QColor | None, str]:
        if self.isChecked():
            return (
                (theme.color("accent"), "onacc")
                if self.owner.look == "accent"
                else (theme.color("sel"), "selt")
            )
        if not self.isEnabled():
            return None, "text3"
        return theme.color("hover") if self.underMouse() else None, "text2"


class Segmented(QWidget):
    """Exclusive choice among a few. look "sel" tints the chosen part, "accent" fills it."""

    chosen = Signal(str)

    def __init__(
        self,
        choices: Sequence[tuple[str, str]],
        current: str = "",
        *,
        look: str = "sel",
        segment_width: int = 0,
        name: str = "",
        small: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.look, self.is_small = look, small
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._segments = [_Segment(text, key, self, segment_width) for key, text in choices]
        for segment in self._segments:
            self._group.addButton(segment)
            row.addWidget(segment)
            segment.setChecked(segment.key == current)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)
        self._group.buttonToggled.connect(self._toggled)
        self._set_tab_stop()

    def current(self) -> str:
        """Return the key of the chosen part, empty when there is none."""
        return next((s.key for s in self._segments if s.isChecked()), "")

    def set_current(self, key: str) -> None:
        """Choose a part without telling anyone; an unknown key chooses none."""
        self.blockSignals(True)
        self._group.setExclusive(False)
        for segment in self._segments:
            segment.setChecked(segment.key == key)
        self._group.setExclusive(True)
        self.blockSignals(False)
        self._set_tab_stop()

    def _set_tab_stop(self) -> None:
        """Let Tab go to the chosen part, the first where none is; arrows go on from there. Qt
        follows a choice by the student, but not one made before or without the group."""
        stop = next((s for s in self._segments if s.isChecked()), self._segments[0])
        for segment in self._segments:
            is_stop = segment is stop
            policy = Qt.FocusPolicy.StrongFocus if is_stop else Qt.FocusPolicy.ClickFocus
            segment.setFocusPolicy(policy)

    def set_text(self, key: str, text: str) -> None:
        """Name a part anew."""
        for segment in self._segments:
            if segment.key == key:
                segment.setText(text)
                segment.updateGeometry()

    def buttons(self) -> list[QAbstractButton]:
        """Return the parts in order."""
        return list(self._segments)

    def is_first(self, segment: QAbstractButton) -> bool:
        """Tell whether a part is the leftmost."""
        return segment is self._segments[0]

    def outline(self, segment: QAbstractButton) -> QPainterPath:
        """Return the control's rounded inside in a part's coordinates."""
        path = QPainterPath()
        inside = QRectF(self.rect().translated(-segment.pos())).adjusted(1, 1, -1, -1)
        path.addRoundedRect(inside, 6, 6)
        return path

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frame."""
        painter = QPainter(self)
        paint.box(painter, self.rect(), 7, theme.color("bg"), theme.color("line2"))
        painter.end()

    def _toggled(self, button: QAbstractButton, is_on: bool) -> None:
        if is_on and isinstance(button, _Segment):
            self.chosen.emit(button.key)


class Chip(Pressable):
    """A filter that is on or off."""

    def __init__(self, text: str, icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self.setText(text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Fit the text in bold, so that a click moves nothing."""
        width = paint.width_of(self.text(), fonts.font("second-strong"))
        extra = 17 if self._icon else 0
        return QSize(width + theme.px(20) + extra, theme.px(26))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the chip, two pixels lower than its hit area."""
        painter = QPainter(self)
        rect = self.rect().adjusted(0, 1, 0, -1)
        is_on = self.isChecked()
        lit = "hover" if self.underMouse() else "bg"
        edge = theme.color("sel" if is_on else "line2")
        if is_on and theme.look().is_high_contrast:
            edge = theme.color("selt")
        paint.box(painter, rect, 6, theme.color("sel" if is_on else lit), edge)
        tint = "selt" if is_on else "text2"
        font = fonts.font("second-strong" if is_on else "second-control")
        if self._icon:
            icons.draw(painter, 8, rect.center().y() - 5.5, self._icon, 12, tint)
            rect = rect.adjusted(18, 0, 0, 0)
        paint.text(painter, rect, self.text(), font, tint, paint.CENTER)
        if self.hasFocus():
            paint.focus_ring(painter, self.rect(), 6)
        painter.end()


class CheckBox(QCheckBox):
    """A check box that Enter presses, as Space does."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter, too."""
        if not press_by_enter(self, event):
            super().keyPressEvent(event)


class TickBox(CheckBox):
    """A round tick for "done" with a text, or alone with an accessible name."""

    def __init__(
        self, text: str = "", *, is_round: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self._is_round = is_round
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        """Keep a hit area of at least 26 pixels."""
        side = theme.px(26)
        if not self.text():
            return QSize(side, side)
        return QSize(paint.width_of(self.text(), self.font()) + side + 4, side)

    def hitButton(self, pos: QPoint) -> bool:
        """Take clicks anywhere on it."""
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint circle and text."""
        painter = QPainter(self)
        x = 2 if self.text() else (self.width() - 16) // 2
        paint.tick(painter, x, (self.height() - 16) / 2, self.checkState(), self._is_round)
        if self.text():
            where = self.rect().adjusted(x + 24, 0, 0, 0)
            paint.text(painter, where, self.text(), self.font(), "text")
        if self.hasFocus():
            paint.focus_ring(painter, self.rect(), 6)
        painter.end()


class Switch(Pressable):
    """On or off, at once."""

    def __init__(self, name: str, is_on: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setChecked(is_on)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """A track of 32 by 18 in a hit area of 26."""
        return QSize(36, 26)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint track and knob."""
        painter = QPainter(self)
        track = QRectF(2, 4, 32, 18)
        is_on = self.isChecked()
        fill = theme.color("accent" if is_on else "bg")
        paint.box(painter, track, 9, fill, theme.color("accent" if is_on else "ctl"), 1.5)
        knob = QRectF(18.5 if is_on else 5.5, 7, 12, 12)
        paint.box(painter, knob, 6, theme.color("onacc" if is_on else "ctl"))
        if self.hasFocus():
            paint.focus_ring(painter, QRect(0, 1, 36, 24), 11)
        painter.end()
