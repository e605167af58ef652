"""Sentences with strong parts: plain text all the way, wrapped, painted in the tokens."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from companion.ui import fonts, icons, theme

_ON, _OFF, _NO_BREAK = "\x02", "\x03", "\u00a0"
_ICON, _GAP = 14, 6


def strong(text: str) -> str:
    """Mark a part of a sentence as strong."""
    return f"{_ON}{text}{_OFF}"


def whole(text: str) -> str:
    """Keep a time or date on one line."""
    return text.replace(" ", _NO_BREAK)


def plain(sentence: str) -> str:
    """Return a sentence without its marks."""
    return sentence.replace(_ON, "").replace(_OFF, "").replace(_NO_BREAK, " ")


def laid_out(
    sentence: str,
    width: float,
    role: fonts.Role = "second",
    strong_role: fonts.Role = "second-strong",
    strong_tint: str = "",
) -> tuple[QTextLayout, int]:
    """Break a sentence into lines; the layout, and its height in pixels."""
    layout = QTextLayout(sentence.replace(_ON, "").replace(_OFF, ""), fonts.font(role, True))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    layout.setTextOption(option)
    layout.setFormats(_formats(sentence, strong_role, strong_tint))
    height, line_height = 0, fonts.line(role)
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(40.0, width))
        line.setPosition(QPointF(0, height + (line_height - line.height()) / 2))
        height += line_height
    layout.endLayout()
    return layout, height


def _formats(sentence: str, role: fonts.Role, tint: str) -> list[QTextLayout.FormatRange]:
    found = []
    place = 0
    for n, part in enumerate(sentence.replace(_OFF, _ON).split(_ON)):
        if n % 2:
            piece = QTextLayout.FormatRange()
            piece.start, piece.length = place, len(part)
            piece.format = QTextCharFormat()
            piece.format.setFont(fonts.font(role, True))
            if tint:
                piece.format.setForeground(theme.color(tint))
            found.append(piece)
        place += len(part)
    return found


class RunLabel(QWidget):
    """A sentence with strong parts and, if wanted, an icon before it. Wraps."""

    def __init__(
        self,
        icon: str = "",
        tint: str = "text",
        icon_tint: str = "",
        strong_tint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon, self._tint, self._icon_tint = icon, tint, icon_tint or tint
        self._strong_tint = strong_tint
        self._sentence = ""
        self._roles: tuple[fonts.Role, fonts.Role] = ("second", "second-strong")
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_sentence(self, sentence: str) -> None:
        """Show a sentence; an empty one hides the label."""
        self.setVisible(bool(sentence))
        if sentence != self._sentence:
            self._sentence = sentence
            self.setAccessibleName(plain(sentence))
            self.updateGeometry()
            self.update()

    def text(self) -> str:
        """Return the sentence without marks, empty while hidden."""
        return "" if self.isHidden() else plain(self._sentence)

    def set_role(self, role: fonts.Role, strong_role: fonts.Role) -> None:
        """Take other fonts."""
        self._roles = (role, strong_role)
        self.updateGeometry()

    def set_look(self, icon: str, tint: str, icon_tint: str = "") -> None:
        """Take another icon and colour."""
        self._icon, self._tint, self._icon_tint = icon, tint, icon_tint or tint
        self.update()

    def hasHeightForWidth(self) -> bool:
        """Wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines."""
        return laid_out(self._sentence, width - self._left(), *self._roles)[1]

    def sizeHint(self) -> QSize:
        """One line where there is room."""
        layout, height = laid_out(self._sentence, 10_000, *self._roles)
        return QSize(self._left() + round(layout.maximumWidth()) + 2, height)

    def minimumSizeHint(self) -> QSize:
        """Wrap down to this width."""
        return QSize(120, fonts.line(self._roles[0]))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint icon and lines."""
        painter = QPainter(self)
        width = self.width() - self._left()
        layout, height = laid_out(self._sentence, width, *self._roles, self._strong_tint)
        top = max(0, (self.height() - height) // 2)
        if self._icon:
            middle = top + (fonts.line(self._roles[0]) - _ICON) / 2
            icons.draw(painter, 0, middle, self._icon, _ICON, self._icon_tint)
        painter.setPen(theme.color(self._tint))
        layout.draw(painter, QPointF(self._left(), top))
        painter.end()

    def _left(self) -> int:
        return _ICON + _GAP if self._icon else 0
