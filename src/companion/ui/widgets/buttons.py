"""Push buttons, icon buttons and links, painted from the tokens."""

from __future__ import annotations

import sys

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from companion.ui import icons, letters, paint, theme
from companion.ui.widgets.labels import tooltip_text


def shown_keys(keys: str) -> str:
    """Return a key sequence as the design writes it: "Ctrl+Shift+E" as "Ctrl Shift E"."""
    native = keys
    if sys.platform == "darwin":  # only there are keys written with other signs
        from PySide6.QtGui import QKeySequence

        native = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText) or keys
    for name, sign in _SIGNS.items():
        native = native.replace(name, sign)
    return native.replace("++", "+\0").replace("+", " ").replace("\0", "+")


_SIGNS = {"Left": "←", "Right": "→", "Up": "↑", "Down": "↓"}


def press_by_enter(button: QAbstractButton, event: QKeyEvent) -> bool:
    """Press a button when the key is Enter alone, as Space does; True when it was pressed."""
    is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    if not is_enter or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
        return False
    button.click()
    return True


class Pressable(QAbstractButton):
    """A button that paints itself; Enter presses it, as Space does. Where Enter commits a form it
    is Ctrl+Enter, or Enter in a field."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter, too."""
        if not press_by_enter(self, event):
            super().keyPressEvent(event)


class Button(QPushButton):
    """A push button. kind: primary, default, quiet, danger, notice, link; size: normal, small,
    large. `keys` shows a key inside; the action itself brings the shortcut."""

    def __init__(
        self,
        text: str,
        kind: str = "default",
        size: str = "normal",
        *,
        icon: str = "",
        keys: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.kind, self.size_name, self.icon_name, self.keys = kind, size, icon, keys
        self._text = ""
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setText(text)
        if kind in ("link", "notice"):
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def setText(self, text: str) -> None:
        """Set the text; an ampersand is an ampersand, not a mnemonic."""
        self._text = text
        super().setText(text.replace("&", "&&"))
        self.updateGeometry()

    def plain_text(self) -> str:
        """Return the text as it is shown."""
        return self._text

    def set_kind(self, kind: str) -> None:
        """Become primary, default, quiet or danger."""
        self.kind = kind
        self.updateGeometry()
        self.update()

    def set_icon(self, name: str) -> None:
        """Show an icon before the text, or none."""
        self.icon_name = name
        self.updateGeometry()
        self.update()

    def face(self) -> paint.ButtonFace:
        """Return what is painted now."""
        return paint.ButtonFace(
            self._text,
            self.kind,
            self.size_name,
            self.icon_name,
            letters.acting(self.keys),
            self.isEnabled(),
            self.underMouse(),
            self.isDown() or self.isChecked(),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter, too."""
        if not press_by_enter(self, event):
            super().keyPressEvent(event)

    def show_keys(self) -> None:
        """Show the key while it acts."""
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Fit the text at the chosen text size."""
        return QSize(*paint.button_size(self.face()))

    def minimumSizeHint(self) -> QSize:
        """Never smaller than its text."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the face; the ring of the focus lies outside, see style.py."""
        painter = QPainter(self)
        paint.button(painter, self.rect(), self.face())
        painter.end()


class IconButton(Pressable):
    """A square button with an icon; name and key are its tooltip and accessible name."""

    def __init__(
        self,
        icon: str,
        name: str,
        keys: str = "",
        *,
        side: int = 26,
        icon_size: int = 16,
        framed: bool = False,
        tint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon, self._side, self._icon_size = icon, side, icon_size
        self._framed, self._tint = framed, tint
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_name(name, keys)

    def set_name(self, name: str, keys: str = "") -> None:
        """Name the button for the tooltip, with its key, and for assistive technology."""
        self.setAccessibleName(name)
        self._keys = keys
        self.show_keys()

    def show_keys(self) -> None:
        """Show the key in the tooltip while it acts."""
        name, keys = self.accessibleName(), letters.acting(self._keys)
        hint = f"{name} ({shown_keys(keys)})" if keys else name
        self.setToolTip(tooltip_text(hint))

    def set_icon(self, name: str) -> None:
        """Show another icon."""
        self._icon = name
        self.update()

    def sizeHint(self) -> QSize:
        """Keep a hit area of at least 26 pixels."""
        return QSize(theme.px(self._side), theme.px(self._side))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the icon on a hover fill."""
        painter = QPainter(self)
        is_lit = self.isEnabled() and (self.underMouse() or self.isDown() or self.isChecked())
        fill = theme.color("hover") if is_lit else None
        edge = theme.color("line2") if self._framed else None
        if self._tint and is_lit:
            fill = None
        if fill is not None or edge is not None:
            paint.box(painter, self.rect(), 6, fill or theme.color("bg"), edge)
        tint = "text3" if not self.isEnabled() else self._tint or "text2"
        icons.draw_centered(painter, self.rect(), self._icon, self._icon_size, tint)
        painter.end()
