"""A dashed box for an invitation: pasted, dropped or typed; says what was found in it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QMimeData, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QGuiApplication,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from companion.importers.invitation import Invitation, read
from companion.ui import fonts, invitation_words, paint, theme
from companion.ui.text import Words, tr
from companion.ui.widgets.buttons import Button
from companion.ui.widgets.labels import ElidedLabel
from companion.ui.widgets.runs import RunLabel, strong

MAX_TEXT = 200_000  # what is pasted beyond it is not even shown
READ_AFTER_MS = 150


class InvitationField(QWidget):
    """`found` brings an Invitation each time another text holds one; what is read is kept in
    `invitation`, empty for none. `words` writes times as the student reads them now."""

    found = Signal(object)

    def __init__(
        self, words: Callable[[], Words], lines: int = 1, parent: QWidget | None = None
    ) -> None:
        """`lines` is how many lines of text are in view."""
        super().__init__(parent)
        self._words, self._lines = words, lines
        self._is_dragged_over = False
        self.invitation = Invitation()
        self.setAcceptDrops(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(3)
        self.said = RunLabel("circle-check", "okt", strong_tint="")
        self.said.hide()
        column.addWidget(self.said)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.summary = _Summary()
        self.summary.clicked.connect(self.edit_text)
        self.summary.hide()
        self.text = _Text(self)
        self.paste = Button(tr("Paste"), "quiet", "small", icon="clipboard-paste")
        self.paste.setAccessibleName(tr("Paste the invitation"))
        self.paste.clicked.connect(self.paste_text)
        row.addWidget(self.summary, 1)
        row.addWidget(self.text, 1)
        row.addWidget(self.paste, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(READ_AFTER_MS)
        self._timer.timeout.connect(self.read_now)
        self.text.textChanged.connect(self._timer.start)
        self.text.left.connect(self._left)
        theme.changed().changed.connect(self._restyle)
        self._restyle()

    # What is in it

    def plain_text(self) -> str:
        """Return what was pasted or typed."""
        return self.text.toPlainText()

    def set_text(self, text: str) -> None:
        """Take a text as if it had been pasted."""
        self.text.setPlainText(text[:MAX_TEXT])
        self.read_now()
        self._fold()

    def clear(self) -> None:
        """Forget everything."""
        self.text.blockSignals(True)
        self.text.clear()
        self.text.blockSignals(False)
        self.invitation = Invitation()
        self._timer.stop()
        self._say()
        self._fold()

    def paste_text(self) -> None:
        """Take the clipboard instead of what is there."""
        self.set_text(_text_of(QGuiApplication.clipboard().mimeData()))
        if not self.invitation.link:
            self.edit_text()

    def edit_text(self) -> None:
        """Show the whole text with a cursor in it."""
        self.summary.hide()
        self.text.show()
        self.paste.show()
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def read_now(self) -> None:
        """Read the text as it stands, and tell of what is new in it."""
        self._timer.stop()
        before, self.invitation = self.invitation, read(self.plain_text())
        self._say()
        if self.invitation.link and self.invitation != before:
            self.found.emit(self.invitation)

    def _say(self) -> None:
        if not self.plain_text().strip():
            self.said.set_sentence("")
            self.updateGeometry()
            return
        told = invitation_words.found(self.invitation, self._words())
        icon, tint = ("circle-check", "okt") if told.is_good else ("triangle-alert", "warnt")
        self.said.set_look(icon, tint)
        self.said.set_sentence(strong(told.sentence) if told.is_good else told.sentence)
        self.setAccessibleDescription(told.sentence)
        self.updateGeometry()

    def _left(self) -> None:
        if self._timer.isActive():
            self.read_now()
        self._fold()

    def _fold(self) -> None:
        """Where something was found, one line is enough while nobody types in it."""
        is_folded = bool(self.invitation.link) and self._lines == 1 and not self.text.hasFocus()
        self.summary.setText(invitation_words.summary(self.plain_text()))
        self.summary.setVisible(is_folded)
        self.text.setVisible(not is_folded)
        self.paste.setVisible(not is_folded)

    # Dropping

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take texts and links."""
        if event.mimeData().hasText() or event.mimeData().hasHtml():
            event.acceptProposedAction()
            self._light(True)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Go on taking them."""
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: QEvent) -> None:
        """Stop lighting up."""
        self._light(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Read what is dropped."""
        self._light(False)
        event.acceptProposedAction()
        self.set_text(_text_of(event.mimeData()))

    def _light(self, is_on: bool) -> None:
        self._is_dragged_over = is_on
        self.update()

    # Looks

    def _restyle(self) -> None:
        self.text.setFont(fonts.font("second"))
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.Base, Qt.GlobalColor.transparent)
        palette.setColor(QPalette.ColorRole.Text, theme.color("text"))
        palette.setColor(QPalette.ColorRole.PlaceholderText, theme.color("text3"))
        self.text.setPalette(palette)
        self.text.setFixedHeight(max(26, fonts.line("second") * self._lines + 8))
        self.summary.setFixedHeight(fonts.line("second") + 4)
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(300, super().sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the dashed box; the accent around it while it has the keyboard or a drag."""
        painter = QPainter(self)
        fill = theme.color("sel" if self._is_dragged_over else "inset")
        paint.box(painter, self.rect(), 6, fill, theme.color("ctl"), 1, Qt.PenStyle.DashLine)
        if self.text.hasFocus():
            paint.focus_ring(painter, self.rect(), 6)
        painter.end()


class _Text(QPlainTextEdit):
    """The text itself, plain, without a frame; Tab leaves it."""

    left = Signal()

    def __init__(self, box: InvitationField) -> None:
        super().__init__(box)
        self._box = box
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setAcceptDrops(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(2)
        self.viewport().setAutoFillBackground(False)
        self.setAccessibleName(tr("Zoom invitation"))
        self.setPlaceholderText(tr("Paste or drop the invitation, or only its link"))

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take what is pasted as text, whatever it is, and not without end."""
        self.insertPlainText(_text_of(source)[:MAX_TEXT])
        self._box.read_now()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Take texts and links."""
        return source.hasText() or source.hasHtml()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Light the box."""
        super().focusInEvent(event)
        self._box.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Read at once what was typed."""
        super().focusOutEvent(event)
        self._box.update()
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()


class _Summary(ElidedLabel):
    """The text on one line; a click or a key opens it."""

    clicked = Signal()

    def __init__(self) -> None:
        super().__init__("", "second", "text2")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setAccessibleName(tr("Zoom invitation"))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the text."""
        self.clicked.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Open the text for the keyboard."""
        super().focusInEvent(event)
        self.clicked.emit()


def _text_of(source: QMimeData | None) -> str:
    """Return what is pasted or dropped: as HTML where that knows links, else as text."""
    if source is None:
        return ""
    text = source.text() if source.hasText() else ""
    if source.hasHtml() and "zoom" not in text.casefold():
        return source.html()[:MAX_TEXT]
    return text[:MAX_TEXT]


class FocusOpener(QObject):
    """Lets a label's letter open the text, also while it is folded."""

    def __init__(self, box: InvitationField) -> None:
        super().__init__(box)
        self._box = box
        box.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        box.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Pass the focus on to the text."""
        if event.type() == QEvent.Type.FocusIn:
            self._box.edit_text()
        return False
