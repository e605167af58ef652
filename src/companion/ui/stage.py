"""The part of the window beside the sidebar: banner, messages, the page, the bar with Undo."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from companion.ui import theme
from companion.ui.page import Page
from companion.ui.widgets.labels import PlainLabel
from companion.ui.widgets.messages import Notice, UndoBar
from companion.ui.widgets.panels import Surface

WIDEST = 1248  # content of 1200 with its margins; wider windows centre it
MOST_NOTICES = 3


class PageHost(QWidget):
    """Shows one page at a time, centred where the window is wider than a page wants."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page: Page | None = None
        self._is_wide = False

    def page(self) -> Page | None:
        """Return the page shown."""
        return self._page

    def show_page(self, page: Page, is_wide: bool) -> None:
        """Show a page instead of the one before; `is_wide` lets it use all the room."""
        before, self._page, self._is_wide = self._page, page, is_wide
        page.setParent(self)
        self._place()
        page.show()
        if before is not None and before is not page:
            focused = QApplication.focusWidget()
            if focused is not None and (focused is before or before.isAncestorOf(focused)):
                page.setFocus()  # first, or hiding passes the focus on to some button
            before.hide()

    def sizeHint(self) -> QSize:
        """Take what the window gives."""
        return QSize(900, 600)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the page in its place."""
        self._place()

    def _place(self) -> None:
        if self._page is not None:
            widest = max(WIDEST, theme.px(WIDEST))
            width = self.width() if self._is_wide else min(self.width(), widest)
            self._page.setGeometry((self.width() - width) // 2, 0, width, self.height())


class Stage(QWidget):
    """Banner, messages and page, one below the other; Undo floats over the page."""

    undone = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self._notices = QVBoxLayout()
        self._notices.setSpacing(6)
        self.column.addLayout(self._notices)
        self.host = PageHost()
        self.column.addWidget(self.host, 1)
        self._undo_bar: UndoBar | None = None

    def add_banner(self, text: str, action: QWidget | None = None) -> None:
        """Show a thin line above everything, for as long as the window lives."""
        banner = Surface("sel", "bottom")
        row = QHBoxLayout(banner)
        row.setContentsMargins(24, 4, 24, 5)
        row.addWidget(PlainLabel(text, "second-control", "selt"), 1)
        if action is not None:
            row.addWidget(action)
        self.column.insertWidget(0, banner)

    def add_notice(self, notice: Notice) -> None:
        """Show a message above the page until it is closed; the oldest gives way to a fourth."""
        self._notices.setContentsMargins(24, 12, 24, 0)
        same = [n for n in self.notices() if n.accessibleName() == notice.accessibleName()]
        for old in same:
            self.drop_notice(old)
        while len(self.notices()) >= MOST_NOTICES:
            self.drop_notice(self.notices()[0])
        notice.closed.connect(lambda: self.drop_notice(notice))
        self._notices.addWidget(notice)

    def notices(self) -> list[Notice]:
        """Return the messages shown, the oldest first."""
        items = (self._notices.itemAt(place) for place in range(self._notices.count()))
        widgets = (item.widget() for item in items if item is not None)
        return [widget for widget in widgets if isinstance(widget, Notice)]

    def say(self, said: str, *, can_undo: bool = False) -> None:
        """Say for some seconds what was done, and offer to undo it."""
        if self._undo_bar is None:
            self._undo_bar = UndoBar(self)
            self._undo_bar.undone.connect(self.undone)
        self._undo_bar.say(said, can_undo=can_undo)
        self._place_undo()

    def undo_bar(self) -> UndoBar | None:
        """Return the bar, once it was needed."""
        return self._undo_bar

    def hide_undo(self) -> None:
        """Take the offer away: it no longer holds."""
        if self._undo_bar is not None:
            self._undo_bar.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the bar at the foot."""
        self._place_undo()

    def drop_notice(self, notice: Notice) -> None:
        """Take a message away: it no longer holds."""
        self._notices.removeWidget(notice)
        notice.hide()
        notice.deleteLater()
        if not self.notices():
            self._notices.setContentsMargins(0, 0, 0, 0)

    def _place_undo(self) -> None:
        bar = self._undo_bar
        if bar is not None:
            width = min(max(360, bar.sizeHint().width()), self.width() - 48)
            height = bar.sizeHint().height()
            left = (self.width() - width) // 2
            bar.setGeometry(left, self.height() - height - 20, width, height)
