"""Text on screen: always plain, in a token's colour and a role's font, following the theme."""

from __future__ import annotations

import weakref

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget
from shiboken6 import isValid

from companion.ui import fonts, icons, paint, theme

_labels: weakref.WeakSet[PlainLabel] = weakref.WeakSet()
_palettes: dict[tuple[theme.Look, str], QPalette] = {}


def tooltip_text(content: str) -> str:
    """Return text that Qt shows as it is in a tooltip, where it would guess rich text."""
    if "<" not in content:
        return content
    from html import escape  # start-up: hardly any text has such a sign

    return f"<span>{escape(content)}</span>"


def _palette(token: str) -> QPalette:
    key = (theme.look(), token)
    found = _palettes.get(key)
    if found is None:
        found = _palettes[key] = QPalette()
        found.setColor(QPalette.ColorRole.WindowText, theme.color(token))
    return found


def follow_theme() -> None:
    """Restyle every label from now on when the look changes; once per application."""
    theme.changed().changed.connect(_restyle_all)


def _restyle_all() -> None:
    _palettes.clear()
    for label in tuple(_labels):
        if isValid(label):  # Qt may have deleted what Python still holds
            label.restyle()


class PlainLabel(QLabel):
    """One text. `tint` is a token (or give set_family a course's); `role` names the font."""

    def __init__(
        self,
        text: str = "",
        role: fonts.Role = "body",
        tint: str = "text",
        *,
        numbers: bool = False,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._role: fonts.Role = role
        self._tint, self._numbers, self._family = tint, numbers, ""
        if text:
            self.setText(text)
        if wrap:
            self.setWordWrap(True)
        self.restyle()
        _labels.add(self)

    def set_tint(self, token: str) -> None:
        """Take another token's colour."""
        if token != self._tint or self._family:
            self._tint, self._family = token, ""
            self.restyle()

    def set_family(self, family: str) -> None:
        """Take the text colour of a course family."""
        self._family = family
        self.restyle()

    def set_role(self, role: fonts.Role) -> None:
        """Take another font of the type scale."""
        if role != self._role:
            self._role = role
            self.restyle()

    def restyle(self) -> None:
        """Take font and colour of the look in force."""
        self.setFont(fonts.font(self._role, self._numbers))
        if self._family:
            own = QPalette()
            own.setColor(QPalette.ColorRole.WindowText, theme.family(self._family).text)
            self.setPalette(own)
        elif self._tint != "text":
            self.setPalette(_palette(self._tint))
        else:
            self.setPalette(QPalette())


class ElidedLabel(PlainLabel):
    """One line that gives way: elided at the right, whole in the tooltip when cut."""

    def __init__(
        self,
        text: str = "",
        role: fonts.Role = "body",
        tint: str = "text",
        *,
        numbers: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, role, tint, numbers=numbers, parent=parent)
        self._hint = ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        """Let layouts make it as narrow as an ellipsis."""
        return QSize(theme.px(20), super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what fits; the tooltip has the whole text when it is cut."""
        painter = QPainter(self)
        shown = self.text()
        where = self.contentsRect()
        tint = self.palette().color(QPalette.ColorRole.WindowText)
        paint.text(painter, where, shown, self.font(), tint, self.alignment())
        painter.end()
        is_cut = QFontMetrics(self.font()).horizontalAdvance(shown) > where.width()
        hint = tooltip_text(shown) if is_cut else ""
        if hint != self._hint:
            self._hint = hint
            self.setToolTip(hint)


class IconLabel(QWidget):
    """A decorative icon that follows the theme; give a name where it carries meaning alone."""

    def __init__(
        self,
        name: str,
        size: int = 16,
        tint: str = "text2",
        accessible_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name, self._size, self._tint, self._family = name, size, tint, ""
        self.setFixedSize(size, size)
        if accessible_name:
            self.setAccessibleName(accessible_name)

    def set_icon(self, name: str, tint: str = "", family: str = "") -> None:
        """Show another icon, or the same in another colour: a token's, or that of the text of a
        course family."""
        before = (self._name, self._tint, self._family)
        self._name, self._tint, self._family = name, tint or self._tint, family
        if (self._name, self._tint, self._family) != before:
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the icon."""
        painter = QPainter(self)
        tint = theme.family(self._family).text if self._family else self._tint
        icons.draw(painter, 0, 0, self._name, self._size, tint)
        painter.end()


class FieldError(QWidget):
    """The sentence under a field that says what to do; takes no room while all is well."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(5)
        row.addWidget(IconLabel("circle-x", 14, "dangt"), 0, Qt.AlignmentFlag.AlignTop)
        self._label = PlainLabel("", "second", "dangt", wrap=True)
        row.addWidget(self._label, 1)
        self.hide()

    def text(self) -> str:
        """Return the sentence shown, or nothing."""
        return "" if self.isHidden() else self._label.text()

    def set_error(self, sentence: str, field: QWidget | None = None) -> None:
        """Show a sentence, or nothing when it is empty; mark and describe its field."""
        self._label.setText(sentence)
        self.setVisible(bool(sentence))
        if field is not None:
            field.setProperty("wrong", bool(sentence))
            field.setAccessibleDescription(sentence)
            field.update()


def describe(widget: QObject, name: str, description: str = "") -> None:
    """Give a widget its accessible name and description."""
    if isinstance(widget, QWidget):
        widget.setAccessibleName(name)
        widget.setAccessibleDescription(description)
