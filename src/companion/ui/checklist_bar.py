"""The inverted bar over the list while several rows are marked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QGraphicsDropShadowEffect,
    QHBoxLayout,
    QSizePolicy,
    QWidget,
)

from companion.models.checklist import Entry
from companion.ui import fonts, icons, paint, theme
from companion.ui.checklist_words import tr
from companion.ui.text import duration, spoken_duration
from companion.ui.widgets.buttons import Pressable, shown_keys
from companion.ui.widgets.labels import PlainLabel, tooltip_text

HEIGHT = 42
_PAD, _GAP, _ICON = 9, 6, 14


class _BarButton(Pressable):
    """Icon, words and key in the window's colour on the inverted bar."""

    def __init__(self, icon: str, text: str, keys: str = "", name: str = "") -> None:
        super().__init__()
        self._icon, self._keys = icon, shown_keys(keys) if keys else ""
        self.setText(text)
        self.setAccessibleName(name or text)
        if not text:
            self.setToolTip(tooltip_text(f"{name} ({self._keys})" if keys else name))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("own-ring", True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_text(self, text: str) -> None:
        """Show other words."""
        self.setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Fit what is shown."""
        width = _ICON + 2 * theme.px(_PAD)
        if self.text():
            width += _GAP + paint.width_of(self.text(), fonts.font("second-control"))
        if self._keys:
            width += _GAP + paint.keys_width(self._keys)
        return QSize(width, theme.px(30))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it; a lighter or darker ground under the pointer."""
        painter = QPainter(self)
        ground, ink = theme.color("text"), theme.color("bg")
        if self.underMouse() or self.isDown():
            paint.box(painter, self.rect(), 6, paint.mix(ground, ink, 0.16))
        x, middle = theme.px(_PAD), self.height() // 2
        icons.draw(painter, x, middle - _ICON // 2, self._icon, _ICON, ink)
        x += _ICON + _GAP
        if self.text():
            font = fonts.font("second-control")
            where = self.rect().adjusted(x, 0, 0, 0)
            x += paint.text(painter, where, self.text(), font, ink) + _GAP
        if self._keys:
            paint.keys(painter, x, middle, self._keys, paint.mix(ground, ink, 0.75))
        if self.hasFocus():
            paint.box(painter, self.rect(), 6, None, ink, 2)
        painter.end()


class MarkedBar(QWidget):
    """What can be done with the marked rows. `asked` names it: tick, plan, due, move, delete,
    clear."""

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 6, 0)
        row.setSpacing(2)
        self.label = PlainLabel("", "strong", "bg", numbers=True)
        row.addWidget(self.label)
        row.addSpacing(8)
        self.tick = _BarButton("check", tr("Done"), "Space")
        buttons = (
            ("tick", self.tick),
            ("plan", _BarButton("calendar-clock", tr("Plan"), "P")),
            ("due", _BarButton("flag", tr("Due"), "D")),
            ("move", _BarButton("arrow-right", tr("Move"), "M")),
            ("delete", _BarButton("trash-2", "", "Del", tr("Delete"))),
            ("clear", _BarButton("x", "", "", tr("Mark none"))),
        )
        for what, button in buttons:
            button.clicked.connect(lambda _=False, asked=what: self.asked.emit(asked))
            row.addWidget(button)
        self._cast_shadow()
        self.hide()

    def _cast_shadow(self) -> None:
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(28)
        shadow.setOffset(0, 8)
        shadow.setColor(QColor(0, 0, 0, 80))
        self.setGraphicsEffect(shadow)

    def show_marked(self, entries: Sequence[Entry]) -> None:
        """Tell how many rows are marked and what they take; nothing below two."""
        if len(entries) < 2:
            self.hide()
            return
        minutes = sum(entry.item.minutes or 0 for entry in entries)
        count = tr("%1 selected", len(entries))
        self.label.setText(tr("%1 · %2", count, duration(minutes)) if minutes else count)
        length = spoken_duration(timedelta(minutes=minutes)) if minutes else ""
        self.setAccessibleName(", ".join(part for part in (count, length) if part))
        is_all_done = all(entry.is_done for entry in entries)
        self.tick.show_text(tr("Not done") if is_all_done else tr("Done"))
        self.show()
        self.raise_()

    def sizeHint(self) -> QSize:
        """As wide as its buttons, as high as the design draws it."""
        layout = self.layout()
        assert layout is not None
        return QSize(layout.sizeHint().width(), theme.px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the inverted bar."""
        painter = QPainter(self)
        paint.box(painter, self.rect(), 9, theme.color("text"))
        painter.end()
