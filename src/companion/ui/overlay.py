"""A layer over the whole window with a panel on it: palette, key list. Esc or a click closes it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QApplication, QMainWindow, QVBoxLayout, QWidget
from shiboken6 import isValid

from companion.ui import paint, theme
from companion.ui.widgets.panels import FloatingPanel


class Scrim(QWidget):
    """Dims its parent while a dialog is open over it.

    A still one over the main window shows a picture of it: what is below is not painted anew with
    each key. `renew` takes another picture.
    """

    def __init__(self, parent: QWidget, *, is_still: bool = False) -> None:
        super().__init__(parent)
        self._below = parent.centralWidget() if isinstance(parent, QMainWindow) else None
        self._still: QPixmap | None = None
        if is_still:
            self.renew()
        self.setGeometry(parent.rect())
        parent.installEventFilter(self)
        self.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the parent."""
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            if self._still is not None:
                self.wake()
            self.setGeometry(watched.rect())
        return False

    def renew(self) -> None:
        """Take a picture of what is below as it is now."""
        self._still = self._below.grab() if self._below is not None else None
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, self._still is not None)
        self.update()

    def wake(self) -> None:
        """Show what is below itself from now on."""
        self._still = None
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, False)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the scrim."""
        painter = QPainter(self)
        if self._still is not None:
            painter.drawPixmap(0, 0, self._still)
        paint.fill(painter, self.rect(), theme.color("scrim"))
        painter.end()


class Overlay(Scrim):
    """A scrim that holds a panel and the keyboard until it is closed."""

    closed = Signal()

    def __init__(
        self, parent: QWidget, width: int, top: int = 72, *, is_still: bool = False
    ) -> None:
        super().__init__(parent, is_still=is_still)
        self._former = QApplication.focusWidget()
        self.panel = FloatingPanel(self, Qt.WindowType.Widget)
        self.panel.setFixedWidth(width + 2 * FloatingPanel.MARGIN)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, top, 0, 0)
        column.addWidget(self.panel, 0, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.raise_()

    def close_overlay(self) -> None:
        """Give the keyboard back and go."""
        if self.isHidden():
            return
        self.hide()
        if self._former is not None and isValid(self._former):
            self._former.setFocus(Qt.FocusReason.PopupFocusReason)
        self.closed.emit()
        self.deleteLater()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Close on a click beside the panel."""
        if not self.panel.geometry().contains(event.position().toPoint()):
            self.close_overlay()

    def event(self, event: QEvent) -> bool:
        """Keep every key from the shortcuts behind, but Esc closes."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Esc; let no key fall through to the page behind."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_overlay()
        event.accept()

    def focusNextPrevChild(self, is_next: bool) -> bool:
        """Keep Tab inside, and what it leads to in sight."""
        from companion.ui.widgets.scrolling import show_focus  # start-up: with the first Tab

        inside = [w for w in self.findChildren(QWidget) if _takes_tab(w)]
        if not inside:
            return True
        now = QApplication.focusWidget()
        place = inside.index(now) if now in inside else -1
        step = 1 if is_next else -1
        following = inside[(place + step) % len(inside)]
        following.setFocus(Qt.FocusReason.TabFocusReason)
        show_focus(following)
        return True


class AddingOverlay(Overlay):
    """A layer into which something is typed or pasted, to be added as a whole."""

    def take(self) -> None:
        """Add what is shown."""
        raise NotImplementedError

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Add on Ctrl+Enter."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.take()
            event.accept()
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Stay open on a click beside: what was pasted would be lost."""
        event.accept()


def _takes_tab(widget: QWidget) -> bool:
    return (
        bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        and widget.isVisible()
        and widget.isEnabled()
    )
