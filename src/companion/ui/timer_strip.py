"""The timer in the sidebar, whatever page is shown: a ring, what it runs on, how long, buttons."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout

from companion.ui import fonts, icons, letters, paint, theme
from companion.ui.actions import action
from companion.ui.sidebar import RailPart
from companion.ui.text import tr
from companion.ui.timer_words import TimerFace
from companion.ui.timing import Timing
from companion.ui.widgets.buttons import IconButton, press_by_enter, shown_keys
from companion.ui.widgets.labels import ElidedLabel, tooltip_text
from companion.ui.window import Window

RING, RAIL_RING = 34, 32
_GAP = 9
_SIDE = 8
_DOES = ("timer-pause", "timer-done", "timer-stop")


class TimerRing(QAbstractButton):
    """Ring, title and time, painted: each second costs one small picture and no layout."""

    def __init__(self) -> None:
        super().__init__()
        self.face = TimerFace()
        self.is_rail = False
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setProperty("own-ring", True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_face(self, face: TimerFace) -> None:
        """Show another moment; those who listen hear of minutes, not of seconds."""
        if face == self.face:
            return
        self.face = face
        if face.spoken != self.accessibleName():
            self.setAccessibleName(face.spoken)
            self.setToolTip(tooltip_text(face.spoken if self.is_rail else face.title))
        self.update()

    def set_rail(self, is_rail: bool) -> None:
        """Show the ring alone, or all."""
        self.is_rail = is_rail
        self.setToolTip(tooltip_text(self.face.spoken if is_rail else self.face.title))
        self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter, too."""
        if not press_by_enter(self, event):
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """The ring with its margins."""
        return QSize(40, theme.px(RAIL_RING if self.is_rail else RING) + 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ring and words."""
        painter = QPainter(self)
        if self.underMouse() or self.isDown():
            paint.box(painter, self.rect(), 6, theme.color("hover"))
        size = theme.px(RAIL_RING if self.is_rail else RING)
        left = (self.width() - size) / 2 if self.is_rail else _SIDE
        ring = QRectF(left, (self.height() - size) / 2, size, size)
        paint_ring(painter, ring, self.face, has_minutes=self.is_rail)
        if not self.is_rail:
            self._paint_words(painter, round(ring.right()) + _GAP)
        if self.hasFocus():
            paint.focus_ring(painter, self.rect())
        painter.end()

    def _paint_words(self, painter: QPainter, left: int) -> None:
        face, right = self.face, self.width() - 4
        line, below = theme.px(18), theme.px(16)
        top = (self.height() - line - below) // 2
        x = left
        if face.code:
            x += paint.tag(painter, x, top + line // 2, face.code, face.family) + 6
        where = QRect(x, top, right - x, line)
        paint.text(painter, where, face.title, fonts.font("strong"))
        where = QRect(left, top + line, right - left, below)
        tint = "warnt" if face.is_over else "text"
        font = fonts.font("second-strong", True)
        where.setLeft(left + paint.text(painter, where, face.clock, font, tint) + 4)
        paint.text(painter, where, face.rest, fonts.font("second", True), "text2")


def paint_ring(painter: QPainter, rect: QRectF, face: TimerFace, *, has_minutes: bool) -> None:
    """Paint how much of the estimate is over, as an arc from the top; while it waits, with the
    sign of a pause inside, else with the minutes where there are no words beside it."""
    colors = theme.family(face.family)
    width = max(3.0, rect.width() / 9)
    inner = rect.adjusted(width / 2, width / 2, -width / 2, -width / 2)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colors.line, width))
    painter.drawEllipse(inner)
    pen = QPen(colors.solid, width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.drawArc(inner, 90 * 16, -round(face.part * 360 * 16))
    if not face.is_running:
        icons.draw_centered(painter, rect.toRect(), "pause", 14, "text2")
    elif has_minutes:
        font = fonts.font("small-strong", True)
        tint = "warnt" if face.is_over else "text"
        paint.text(painter, rect, str(face.minutes), font, tint, paint.CENTER)


class TimerStrip(RailPart):
    """The ring and its buttons; in the rail the ring alone, which opens a menu. Hidden without a
    timer."""

    def __init__(self, window: Window, timing: Timing) -> None:
        super().__init__()
        self._window, self._timing, self._is_rail = window, timing, False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 8)
        column.setSpacing(3)
        self.ring = TimerRing()
        self.ring.clicked.connect(self._pressed)
        column.addWidget(self.ring)
        self.following = ElidedLabel("", "small", "text3")
        self._row = QHBoxLayout()
        self._row.setSpacing(6)
        self.buttons = {name: self._button(name) for name in _DOES}
        self._row.addStretch(1)
        column.addLayout(self._row)
        column.addWidget(self.following)
        timing.counted.connect(self.refresh)
        timing.changed.connect(self.refresh)
        theme.changed().changed.connect(self._fit)
        self._fit()
        self.refresh()

    def _button(self, name: str) -> IconButton:
        spec = action(name)
        made = IconButton(spec.icon, spec.label(), spec.keys[0], icon_size=14, framed=True)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.clicked.connect(lambda: self._window.trigger(name))
        self._row.addWidget(made)
        return made

    def _fit(self) -> None:
        left = _SIDE + theme.px(RING) + _GAP
        self._row.setContentsMargins(left, 0, 4, 0)
        self.following.setContentsMargins(_SIDE, 2, 4, 0)

    def set_rail(self, is_rail: bool) -> None:
        """Show the ring alone, or all."""
        self._is_rail = is_rail
        self.ring.set_rail(is_rail)
        self.refresh()

    def refresh(self) -> None:
        """Show the timer as it is this moment."""
        face = self._timing.face()
        self.setVisible(face is not None)
        self._beat()
        if face is None:
            return
        self.ring.show_face(face)
        for button in self.buttons.values():
            button.setVisible(not self._is_rail)
        pause = self.buttons["timer-pause"]
        words, icon = (tr("Pause"), "pause") if face.is_running else (tr("Go on"), "play")
        if pause.accessibleName() != words:
            pause.set_icon(icon)
            pause.set_name(words, action("timer-pause").keys[0])
        if self.following.text() != face.following:
            self.following.setText(face.following)
        self.following.setVisible(bool(face.following) and not self._is_rail)

    def _beat(self) -> None:
        """Ask for each second only while they are seen."""
        timer = self._timing.timer
        runs = timer is not None and timer.is_running and self.isVisible()
        self._window.ticker.show_seconds(self, runs)

    def showEvent(self, event: QShowEvent) -> None:
        """Show seconds."""
        super().showEvent(event)
        self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        """Count by the minute while nobody looks."""
        super().hideEvent(event)
        self._beat()

    def _pressed(self) -> None:
        if not self._is_rail:
            self._show_item()
            return
        menu = self.menu()
        menu.exec(self.ring.mapToGlobal(QPoint(self.ring.width() + 4, 0)))
        menu.deleteLater()

    def menu(self) -> QMenu:
        """Return what the rail has no room for."""
        menu = QMenu(self)
        face = self._timing.face() or TimerFace()
        title = menu.addAction(face.title.replace("&", "&&"))
        title.triggered.connect(self._show_item)
        menu.addSeparator()
        for name in _DOES:
            spec = action(name)
            words = self.buttons[name].accessibleName()
            keys = letters.acting(spec.keys[0])
            label = f"{words}\t{shown_keys(keys)}" if keys else words
            one = menu.addAction(icons.icon(spec.icon), label)
            one.triggered.connect(lambda _=False, wanted=name: self._window.trigger(wanted))
        return menu

    def _show_item(self) -> None:
        timer = self._timing.timer
        if timer is not None:
            self._window.go("checklist", timer.item_id)
