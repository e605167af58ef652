"""Small signs as widgets: course tag, progress pie, key hint, the program's mark."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from companion.ui import paint, theme
from companion.ui.widgets.buttons import shown_keys

_FIXED = QSizePolicy.Policy.Fixed


class CourseTag(QWidget):
    """A course's code on its tint; `on_tint` puts it on the background instead."""

    def __init__(
        self,
        code: str,
        family: str,
        name: str = "",
        *,
        on_tint: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._code, self._family, self._on_tint = code, family, on_tint
        self.setSizePolicy(_FIXED, _FIXED)
        self.setAccessibleName(name or code)

    def set_course(self, code: str, family: str, name: str = "") -> None:
        """Show another course."""
        if (code, family) == (self._code, self._family) and self.accessibleName() == (name or code):
            return
        self._code, self._family = code, family
        self.setAccessibleName(name or code)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Fit the code."""
        return QSize(paint.tag_width(self._code), theme.px(17))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the tag."""
        painter = QPainter(self)
        middle = self.height() // 2
        paint.tag(painter, 0, middle, self._code, self._family, self._on_tint)
        painter.end()


class ProgressPie(QWidget):
    """How much of a course is done, 0 to 1."""

    def __init__(
        self, part: float, family: str, size: int = 16, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._family, self._size = family, size
        self.setFixedSize(size, size)
        self.set_part(part)

    def set_part(self, part: float) -> None:
        """Show another part, 0 to 1, and say it in words."""
        self._part = part
        self.setAccessibleName(self.tr("%n percent done", "", round(part * 100)))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ring, wedge or check."""
        painter = QPainter(self)
        paint.pie(painter, 0, 0, self._part, self._family, self._size)
        painter.end()


class KeyHint(QWidget):
    """A key as on a keycap, "Ctrl K"."""

    def __init__(self, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = shown_keys(keys)
        self.setSizePolicy(_FIXED, _FIXED)
        self.setAccessibleName(keys)

    def sizeHint(self) -> QSize:
        """Fit the key's name."""
        return QSize(paint.keys_width(self._keys), theme.px(18))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the keycap."""
        painter = QPainter(self)
        paint.keys(painter, 0, self.height() // 2, self._keys)
        painter.end()


class MarkWidget(QWidget):
    """The program's mark: two discs, one filled, one outlined."""

    def __init__(self, size: int = 28, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(size, size)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the mark."""
        painter = QPainter(self)
        paint.mark(painter, QRectF(self.rect()))
        painter.end()
