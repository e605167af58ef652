"""Settings: a list at the left, a plain form at the right; changes apply at once."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from companion.ui import fonts, icons, paint, theme
from companion.ui.dialogs.settings_calendars import CalendarsPage
from companion.ui.dialogs.settings_feeds import FeedsPage
from companion.ui.dialogs.settings_form import SettingsPage
from companion.ui.dialogs.settings_index import setting
from companion.ui.dialogs.settings_links import LinksPage
from companion.ui.dialogs.settings_pages import DataPage, KeysPage, LookPage, PlanningPage
from companion.ui.dialogs.settings_time import TimePage
from companion.ui.overlay import Overlay
from companion.ui.text import tr
from companion.ui.widgets.buttons import IconButton
from companion.ui.widgets.labels import PlainLabel
from companion.ui.widgets.panels import ClearScroll, Hairline, Surface
from companion.ui.window import Window

WIDTH, HEIGHT, LIST = 760, 540, 168
PLANNING = 1  # the row of its section
_ICON = Qt.ItemDataRole.UserRole


class _SectionRow(QStyledItemDelegate):
    """A row as those of the sidebar."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(40, theme.px(30))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        options: Any = option  # its fields are not in the stubs
        rect, state = options.rect, options.state
        is_on = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        if is_on or state & QStyle.StateFlag.State_MouseOver:
            edge = theme.color("selt") if is_on and theme.look().is_high_contrast else None
            paint.box(painter, rect, 6, theme.color("sel" if is_on else "hover"), edge)
        tint = "selt" if is_on else "text2"
        icons.draw(painter, rect.x() + 8, rect.y() + (rect.height() - 16) / 2,
                   str(index.data(_ICON)), 16, tint)  # fmt: skip
        font = fonts.font("strong" if is_on else "control")
        paint.text(painter, rect.adjusted(33, 0, -8, 0), str(index.data()), font, tint)
        if state & QStyle.StateFlag.State_HasFocus:
            paint.focus_ring(painter, rect)
        painter.restore()


class Settings(Overlay):
    """The one dialog for the student's choices. ↑ and ↓ choose a section, Tab goes into it."""

    def __init__(self, window: Window, parent: QWidget) -> None:
        super().__init__(parent, theme.px(WIDTH), 56)
        self.setAccessibleName(self.tr("Settings"))
        self.time, self.planning = TimePage(window), PlanningPage(window)
        self.look, self.keys, self.data = LookPage(window), KeysPage(window), DataPage(window)
        self.links, self.feeds = LinksPage(window), FeedsPage(window)
        self.calendars = CalendarsPage(window)
        self.panel.body.addLayout(self._head())
        self.panel.body.addWidget(Hairline())
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._sections())
        row.addWidget(self._pages(), 1)
        self.panel.body.addLayout(row, 1)
        self._fit()
        self.list.setCurrentRow(0)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._reveal)
        self.list.setFocus(Qt.FocusReason.PopupFocusReason)

    def show_working_hours(self) -> None:
        """Go to the lines of the working hours."""
        self.list.setCurrentRow(PLANNING)
        self.planning.working.fields[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def show_setting(self, setting_id: str) -> None:
        """Go to a row of the settings, and give its control the keyboard."""
        spec = setting(setting_id)
        pages = self._all_pages()
        row = next(n for n, page in enumerate(pages) if page.accessibleName() == tr(spec.section))
        self.list.setCurrentRow(row)
        pages[row].focus_row(tr(spec.label))

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setContentsMargins(20, 14, 12, 12)
        head.addWidget(PlainLabel(self.tr("Settings"), "dialog"), 1)
        self.close_button = IconButton("x", self.tr("Close"), "Esc")
        self.close_button.clicked.connect(self.close_overlay)
        head.addWidget(self.close_button)
        return head

    def _sections(self) -> QWidget:
        side = Surface("", "right")
        side.setFixedWidth(theme.px(LIST))
        row = QHBoxLayout(side)
        row.setContentsMargins(8, 10, 9, 10)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Sections"))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setItemDelegate(_SectionRow(self.list))
        self.list.viewport().setAutoFillBackground(False)
        for icon, name in (
            ("clock", self.tr("Time")),
            ("calendar-check", self.tr("Planning")),
            ("sun-moon", self.tr("Look")),
            ("keyboard", self.tr("Keys")),
            ("folder", self.tr("Data")),
            ("link", self.tr("Links")),
            ("calendar-days", self.tr("Calendars")),
            ("rss", self.tr("Feeds")),
        ):
            item = QListWidgetItem(name)
            item.setData(_ICON, icon)
            self.list.addItem(item)
        row.addWidget(self.list)
        return side

    def _all_pages(self) -> tuple[SettingsPage, ...]:
        """Return the pages in the order of their sections."""
        return (self.time, self.planning, self.look, self.keys, self.data, self.links,
                self.calendars, self.feeds)  # fmt: skip

    def _pages(self) -> QWidget:
        self.pages = QStackedWidget()
        for page in self._all_pages():
            area = ClearScroll(page)
            area.setAccessibleName(page.accessibleName())
            self.pages.addWidget(area)
        self.list.currentRowChanged.connect(self.pages.setCurrentIndex)
        return self.pages

    def _reveal(self, _: QWidget | None, now: QWidget | None) -> None:
        """Scroll to the control that Tab has reached."""
        area = self.pages.currentWidget()
        if now is not None and isinstance(area, QScrollArea) and area.isAncestorOf(now):
            area.ensureWidgetVisible(now, 0, theme.px(48))

    def _fit(self) -> None:
        room = self.height() - 56 - 24 - 2 * self.panel.MARGIN
        self.panel.setFixedHeight(min(theme.px(HEIGHT), max(320, room)) + 2 * self.panel.MARGIN)

    def resizeEvent(self, event: object) -> None:
        """Stay inside the window."""
        super().resizeEvent(event)  # type: ignore[arg-type]  # Qt passes a QResizeEvent
        if hasattr(self, "list"):
            self._fit()
