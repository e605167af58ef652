"""What the filter row is made of: chips that are on or off or open a menu, and the search."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from companion.ui import fonts, icons, paint, theme
from companion.ui.checklist_words import tr
from companion.ui.widgets.buttons import Pressable, shown_keys
from companion.ui.widgets.fields import SearchField
from companion.ui.widgets.labels import tooltip_text


class FilterChip(Pressable):
    """A filter: a course's code with its name, or an icon with words. Lit while it is on."""

    def __init__(
        self, text: str, *, icon: str = "", code: str = "", family: str = "", name: str = ""
    ) -> None:
        super().__init__()
        self._icon, self._code, self._family, self._short = icon, code, family, False
        self.setText(text)
        self.setShortcut("")  # an ampersand in it is no key
        self.setCheckable(True)
        self.setAccessibleName(name or text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("own-ring", True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_short(self, is_short: bool) -> None:
        """Show only a course's code where there is little room."""
        if self._short is (is_short and bool(self._code)):
            return
        self._short = not self._short
        self.setToolTip(tooltip_text(self.text()) if self._short else "")
        self.updateGeometry()

    def is_short(self) -> bool:
        """Tell whether only the code is shown."""
        return self._short

    def show_text(self, text: str) -> None:
        """Show other words."""
        if text == self.text():
            return
        self.setText(text)
        self.setShortcut("")  # an ampersand in it is no key
        self.setAccessibleName(text)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Fit the text in bold, so that a click moves nothing."""
        lead = paint.tag_width(self._code) if self._code else 14
        words = 0 if self._short else self.words_width()
        return QSize(lead + words + theme.px(20), theme.px(26))

    def words_width(self) -> int:
        """Return what the words take when they are shown."""
        return paint.width_of(self.text(), fonts.font("second-strong")) + 5

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the chip, a pixel inside its hit area."""
        painter = QPainter(self)
        rect = self.rect().adjusted(0, 1, 0, -1)
        is_on = self.isChecked()
        lit = "hover" if self.underMouse() else "bg"
        edge = theme.color("sel" if is_on else "line2")
        if is_on and theme.look().is_high_contrast:
            edge = theme.color("selt")
        paint.box(painter, rect, 6, theme.color("sel" if is_on else lit), edge)
        tint = "selt" if is_on else "text2"
        x, middle = theme.px(10), self.height() // 2
        if self._code:
            x += paint.tag(painter, x, middle, self._code, self._family, is_on) + 5
        else:
            icons.draw(painter, x, middle - 7, self._icon, 14, tint)
            x += 14 + 5
        if not self._short:
            font = fonts.font("second-strong" if is_on else "second-control")
            paint.text(painter, rect.adjusted(x, 0, -4, 0), self.text(), font, tint)
        if self.hasFocus():
            paint.focus_ring(painter, self.rect(), 6)
        painter.end()


class MenuChip(FilterChip):
    """A filter chosen from a menu; it is lit while the choice is not "any"."""

    def __init__(self, text: str, icon: str, fill: Callable[[QMenu], None]) -> None:
        super().__init__(text, icon=icon)
        self._fill = fill
        self.clicked.connect(self.open_menu)

    def nextCheckState(self) -> None:
        """Stay as the choice is."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the menu on Enter and ↓ too."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.open_menu()
            return
        super().keyPressEvent(event)

    def menu(self) -> QMenu:
        """Return the menu as it is now."""
        made = QMenu(self)
        self._fill(made)
        return made

    def open_menu(self) -> None:
        """Show the menu under the chip."""
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))
        if menu.actions():
            menu.setActiveAction(menu.actions()[0])


class ChecklistSearch(SearchField):
    """The search field; its key is shown while it is empty. ↓ and Enter go to the list."""

    done = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Search activities"), parent)
        self._keys = shown_keys("Ctrl+F")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As wide as the design draws it."""
        return QSize(theme.px(220), theme.px(30))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on to the list with ↓ or Enter; an empty field is left with Esc."""
        keys = (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        is_left = event.key() == Qt.Key.Key_Escape and not self.text()
        if event.key() in keys or is_left:
            self.done.emit()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the field and, while it is empty, its key."""
        super().paintEvent(event)
        if not self.text() and not self.hasFocus():
            painter = QPainter(self)
            x = self.width() - paint.keys_width(self._keys) - 10
            paint.keys(painter, x, self.height() // 2, self._keys)
            painter.end()
