"""Fields of the inspector: text that looks like text until it is edited, values that open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QRect, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextBlockFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QApplication, QFrame, QSizePolicy, QTextEdit, QWidget

from companion.ui import fonts, icons, paint, theme
from companion.ui.checklist_words import tr
from companion.ui.widgets.buttons import Pressable
from companion.ui.widgets.labels import tooltip_text

INSET = 6  # text stands this far in from the edge that appears under pointer and focus


class FlowingText(QTextEdit):
    """Plain text that grows with its lines and is kept when the field is left.

    `committed` gives a changed text; who stores it calls `take`, else it stays as typed and is
    offered again. `left` tells that Esc (or Enter, in a title) gives the keyboard back.
    """

    committed = Signal(str)
    left = Signal()

    def __init__(
        self,
        name: str,
        role: fonts.Role,
        line: int,
        placeholder: str = "",
        *,
        is_title: bool,
        tint: str = "text",
    ) -> None:
        super().__init__()
        self._role: fonts.Role = role
        self._line, self._is_title, self._tint, self._known = line, is_title, tint, ""
        self._is_under = False
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.viewport().setAutoFillBackground(False)
        self.setViewportMargins(2, 0, 2, 0)
        self.document().setDocumentMargin(INSET - 2)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self.restyle()
        theme.changed().changed.connect(self.restyle)

    def restyle(self) -> None:
        """Take the look's font."""
        self.setFont(fonts.font(self._role))
        own = QPalette(QApplication.palette())
        own.setColor(QPalette.ColorRole.Text, theme.color(self._tint))
        self.setPalette(own)
        self._space_lines()

    def take(self, text: str) -> None:
        """Show what is stored, unless the student is typing something else."""
        is_typing = self.hasFocus() and self.toPlainText() != self._known
        if is_typing and text != self.toPlainText():
            return
        self._known = text
        if self.toPlainText() != text:
            self.setPlainText(text)
            self._space_lines()

    def show_other(self, text: str) -> None:
        """Show the text of something else."""
        self._known = text
        self.setPlainText(text)
        self._space_lines()

    def commit(self) -> None:
        """Hand over the text when it was changed."""
        text = self.toPlainText()
        if text != self._known and not self.isReadOnly():
            self.committed.emit(text)

    def _space_lines(self) -> None:
        document = self.document()
        document.setUndoRedoEnabled(False)
        spaced = QTextBlockFormat()
        fixed = QTextBlockFormat.LineHeightTypes.FixedHeight.value
        spaced.setLineHeight(theme.px(self._line), fixed)
        cursor = QTextCursor(document)
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(spaced)
        document.setUndoRedoEnabled(True)

    def _grow(self, size: QSizeF) -> None:
        self.setFixedHeight(max(theme.px(self._line) + 2 * INSET - 4, int(size.height() + 0.999)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Esc; a title has one line and ends with Enter."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape or (is_enter and self._is_title):
            self.commit()
            self.left.emit()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Keep what was typed."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:  # its own menu is no leaving
            self.commit()
        self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the frame."""
        super().focusInEvent(event)
        self.viewport().update()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that it can be edited."""
        self._is_under = True
        self.viewport().update()

    def leaveEvent(self, event: QEvent) -> None:
        """Look like text again."""
        self._is_under = False
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a field under the text while it is edited or under the pointer."""
        painter = QPainter(self.viewport())
        rect = self.viewport().rect()
        if self.property("wrong"):
            paint.field(painter, rect, self.hasFocus(), True, True)
        elif self.hasFocus() and not self.isReadOnly():
            paint.field(painter, rect, True)
        elif self._is_under and not self.isReadOnly():
            paint.box(painter, rect, 6, theme.color("hover"))
        painter.end()
        super().paintEvent(event)


class Part(NamedTuple):
    """A piece of a line: words, font and token."""

    text: str
    role: fonts.Role = "body"
    tint: str = "text"


class ValueButton(Pressable):
    """A value that opens its editor when pressed; it looks like text until it is under the
    pointer or has the focus. Lines are made of parts; one for which there is no room goes on below.
    An icon may stand before the first."""

    def __init__(self, name: str, keys: str = "", icon: str = "") -> None:
        super().__init__()
        self._name, self._icon = name, icon
        self._lines: Sequence[Sequence[Part]] = ()
        if keys:
            self.setToolTip(tooltip_text(f"{name} ({keys})"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("own-ring", True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_lines(self, lines: Sequence[Sequence[Part]], said: str, icon: str = "") -> None:
        """Show a value; `said` is its words for assistive technology."""
        self._lines, self._icon = lines, icon or self._icon
        self.setAccessibleName(f"{self._name}, {said}")
        self.updateGeometry()
        self.update()

    def text_shown(self) -> str:
        """Return the words on it."""
        return "\n".join("".join(part.text for part in line) for line in self._lines)

    def sizeHint(self) -> QSize:
        """Fit the lines."""
        widths = [sum(_part_width(part) for part in line) for line in self._lines]
        height = sum(_heights(self._broken()))
        return QSize(max(widths, default=20) + self._left() + INSET, max(26, height + 8))

    def minimumSizeHint(self) -> QSize:
        """Let the words give way."""
        return QSize(40, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Be as high as the lines that this width makes."""
        super().resizeEvent(event)
        if self.sizeHint().height() != self.height():
            self.updateGeometry()

    def _left(self) -> int:
        return INSET + (16 + 7 if self._icon else 0)

    def _broken(self) -> list[list[Part]]:
        """Return the lines as they fit the width."""
        room = self.width() - self._left() - INSET
        return [shown for line in self._lines for shown in _broken(line, room)]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the lines on a ground that shows it can be pressed."""
        painter = QPainter(self)
        if self.isEnabled() and (self.underMouse() or self.isDown()):
            paint.box(painter, self.rect(), 6, theme.color("hover"))
        lines = self._broken()
        heights = _heights(lines)
        y = (self.height() - sum(heights)) // 2
        if self._icon:
            icons.draw(painter, INSET, y + (heights[0] - 16) / 2 if heights else 5, self._icon)
        for line, height in zip(lines, heights, strict=True):
            x = self._left()
            for part in line:
                where = QRect(x, y, max(0, self.width() - INSET - x), height)
                x += paint.text(painter, where, part.text, fonts.font(part.role, True), part.tint)
            y += height
        if self.hasFocus():
            paint.focus_ring(painter, self.rect(), 6)
        painter.end()


def _heights(lines: Sequence[Sequence[Part]]) -> list[int]:
    return [max((fonts.line(part.role) for part in line), default=18) for line in lines]


def _broken(line: Sequence[Part], room: int) -> list[list[Part]]:
    """Break a line before each part that would not fit on it."""
    lines: list[list[Part]] = [[]]
    taken = 0
    for part in line:
        width = _part_width(part)
        if lines[-1] and taken + width > room:
            lines.append([])
            taken = 0
            part = part._replace(text=part.text.removeprefix(" · ").lstrip())
        lines[-1].append(part)
        taken += width
    return lines


def _part_width(part: Part) -> int:
    return paint.width_of(part.text, fonts.font(part.role, True))


class LinkButton(Pressable):
    """A link to press: underlined, with an arrow that says that it leads outside."""

    def __init__(self) -> None:
        super().__init__()
        self.link = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("own-ring", True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_link(self, words: str, link: str) -> None:
        """Show other words for a link."""
        self.link = link
        self.setText(words)
        self.setAccessibleName(tr("Open %1", words))
        self.setToolTip(tooltip_text(link))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Fit words and arrow."""
        return QSize(paint.width_of(self.text(), fonts.font("body")) + 19 + 2 * INSET, 26)

    def minimumSizeHint(self) -> QSize:
        """Let the words give way."""
        return QSize(60, 26)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint words, line and arrow."""
        painter = QPainter(self)
        where = self.rect().adjusted(INSET, 0, -INSET - 19, 0)
        width = paint.text(painter, where, self.text(), fonts.font("body"), "accent")
        y = self.height() // 2 + 8
        painter.fillRect(QRect(INSET, y, width, 1), theme.color("accent"))
        x = INSET + width + 5
        icons.draw(painter, x, (self.height() - 14) / 2, "arrow-up-right", 14, "accent")
        if self.hasFocus():
            paint.focus_ring(painter, self.rect(), 6)
        painter.end()


def shown(widget: QWidget, is_shown: bool) -> None:
    """Show or hide a widget, and tell its layout only when that changes anything."""
    if widget.isHidden() is is_shown:
        widget.setVisible(is_shown)
