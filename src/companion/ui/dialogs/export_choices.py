"""Controls of the export dialog: a card for each calendar program, a tick with a count."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QRadioButton, QSizePolicy, QWidget

from companion.exporters.choice import Target
from companion.ui import fonts, icons, paint, theme
from companion.ui.text import tr
from companion.ui.widgets.labels import tooltip_text


class TargetCard(QRadioButton):
    """One calendar program to choose: its name, and what it does with a file."""

    def __init__(self, target: Target, name: str, remark: str) -> None:
        super().__init__()
        self.target = target
        self._remark = remark
        self.setText(name)
        self.setAccessibleName(name)
        self.setAccessibleDescription(remark)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setProperty("own-ring", True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Two lines of text beside the radio button."""
        lines = (
            paint.width_of(self.text(), fonts.font("strong")),
            paint.width_of(self._remark, fonts.font("small")),
        )
        return QSize(max(lines) + theme.px(46), theme.px(44))

    def minimumSizeHint(self) -> QSize:
        """The text may be cut, the height not."""
        return QSize(theme.px(120), theme.px(44))

    def hitButton(self, pos: QPoint) -> bool:
        """Take clicks anywhere on it."""
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint card, radio button and both lines."""
        painter = QPainter(self)
        is_on = self.isChecked()
        fill = "sel" if is_on else "hover" if self.underMouse() else "bg"
        edge = theme.color("accent" if is_on else "line2")
        paint.box(painter, self.rect(), 8, theme.color(fill), edge, 2 if is_on else 1)
        paint.radio(painter, 11, (self.height() - 16) / 2, is_on)
        half = self.height() // 2
        where = QRect(36, half - theme.px(16), self.width() - 42, theme.px(17))
        paint.text(painter, where, self.text(), fonts.font("strong"), "selt" if is_on else "text")
        where = QRect(36, half, self.width() - 42, theme.px(15))
        paint.text(painter, where, self._remark, fonts.font("small"), "text2")
        if self.hasFocus():
            paint.focus_ring(painter, self.rect().adjusted(3, 3, -3, -3), 5)
        painter.end()


class CountTick(QCheckBox):
    """A tick with an icon or a course's tag, a name, and a count or remark at the right."""

    def __init__(
        self,
        name: str,
        *,
        icon: str = "",
        code: str = "",
        family: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon, self._code, self._family, self._remark = icon, code, family, ""
        self.setText(name.replace("&", "&&"))
        self._name = name
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_remark("")

    def remark(self) -> str:
        """Return what stands at the right."""
        return self._remark

    def set_remark(self, remark: str, spoken: str = "") -> None:
        """Show a count or a remark; spoken in full words."""
        self._remark = remark
        said = (self._code, self._name, spoken or remark)
        self.setAccessibleName(", ".join(part for part in said if part))
        self.update()

    def sizeHint(self) -> QSize:
        """Fit the name; the row is 27 pixels high."""
        width = paint.width_of(self._name + self._remark, fonts.font("body")) + theme.px(90)
        return QSize(width, theme.px(27))

    def minimumSizeHint(self) -> QSize:
        """The name gives way."""
        return QSize(theme.px(110), theme.px(27))

    def hitButton(self, pos: QPoint) -> bool:
        """Take clicks anywhere on it."""
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint tick, icon or tag, name and remark."""
        painter = QPainter(self)
        middle = self.height() // 2
        paint.tick(painter, 0, middle - 8, self.checkState(), is_round=False)
        x = 25
        if self._icon:
            icons.draw(painter, x, middle - 8, self._icon, 16, "text2")
            x += 25
        if self._code:
            x += paint.tag(painter, x, middle, self._code, self._family) + 9
        font = fonts.font("second", True)
        right = self.width() - paint.width_of(self._remark, font)
        where = QRect(right, 0, self.width() - right + 1, self.height())
        paint.text(painter, where, self._remark, font, "text3")
        where = QRect(x, 0, max(0, right - x - 8), self.height())
        tint = "text" if self.isEnabled() else "text3"
        paint.text(painter, where, self._name, fonts.font("body"), tint)
        painter.end()


class RemarkTick(QCheckBox):
    """A tick with a name and, right after it, a remark that gives way where there is no room."""

    def __init__(self, name: str, *, is_strong: bool = False) -> None:
        super().__init__()
        self._name, self._remark, self._gap = name, "", 4 if is_strong else 10
        self._font = fonts.font("strong" if is_strong else "body")
        self.setText(name.replace("&", "&&"))
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_remark("")

    def remark(self) -> str:
        """Return what stands after the name."""
        return self._remark

    def set_remark(self, remark: str) -> None:
        """Say more about it."""
        self._remark = remark
        self.setAccessibleName(", ".join(part for part in (self._name, remark) if part))
        self.setToolTip(tooltip_text(remark))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Fit both texts."""
        width = paint.width_of(self._name, self._font)
        rest = paint.width_of(self._remark, fonts.font("second"))
        return QSize(width + rest + theme.px(40) + self._gap, theme.px(27))

    def minimumSizeHint(self) -> QSize:
        """The remark gives way."""
        width = paint.width_of(self._name, self._font)
        return QSize(width + theme.px(34), theme.px(27))

    def hitButton(self, pos: QPoint) -> bool:
        """Take clicks anywhere on it."""
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint tick, name and remark."""
        painter = QPainter(self)
        paint.tick(painter, 0, self.height() // 2 - 8, self.checkState(), is_round=False)
        where = QRect(25, 0, max(0, self.width() - 25), self.height())
        used = paint.text(painter, where, self._name, self._font, "text")
        rest = where.adjusted(used + self._gap, 0, 0, 0)
        if rest.width() > theme.px(24):
            paint.text(painter, rest, self._remark, fonts.font("second"), "text2")
        painter.end()


class ReminderBox(QComboBox):
    """How long before something a reminder comes; none is the first choice. Minutes."""

    def __init__(self, name: str, words: dict[int | None, str], minutes: int | None) -> None:
        super().__init__()
        self.setAccessibleName(name)
        for value, text in words.items():
            self.addItem(text, -1 if value is None else value)
        self.setCurrentIndex(max(0, self.findData(-1 if minutes is None else minutes)))

    def choose(self, minutes: int | None) -> None:
        """Show a time; one that is not in the list is added at its end."""
        value = -1 if minutes is None else minutes
        if self.findData(value) < 0:
            self.addItem(tr("%1 min before", value), value)
        self.setCurrentIndex(self.findData(value))

    def minutes(self) -> int | None:
        """Return how many minutes before, or None."""
        found = int(self.currentData())
        return None if found < 0 else found
