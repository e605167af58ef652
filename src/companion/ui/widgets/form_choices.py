"""Ways to choose in forms: weekday, course colour, city by type-ahead, removable chips."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QStandardItem,
    QStandardItemModel,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QComboBox,
    QCompleter,
    QHBoxLayout,
    QLayout,
    QLayoutItem,
    QSizePolicy,
    QWidget,
)

from companion.models.course import COLORS
from companion.models.places import Place, guess_place, search_places
from companion.ui import fonts, icons, paint, theme
from companion.ui.text import tr, weekday
from companion.ui.widgets.buttons import Pressable
from companion.ui.widgets.labels import tooltip_text
from companion.ui.widgets.typed_fields import TextField

_FIXED = QSizePolicy.Policy.Fixed


class ChoiceBox(QComboBox):
    """A combo box of a set width; the wheel scrolls the form instead."""

    def __init__(
        self,
        name: str,
        choices: Sequence[tuple[str, object]],
        width: int = 110,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._width = width
        self.setAccessibleName(name)
        self.setSizePolicy(_FIXED, _FIXED)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMaxVisibleItems(14)
        for text, value in choices:
            self.addItem(text, value)

    def sizeHint(self) -> QSize:
        """As wide as the design draws it."""
        return QSize(theme.px(self._width), theme.px(30))

    def minimumSizeHint(self) -> QSize:
        """Never narrower."""
        return self.sizeHint()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the form, never the value."""
        event.ignore()

    def event(self, event: QEvent) -> bool:
        """Keep letters, which search the list, from the window's single-letter keys."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            held = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
            if event.text().isprintable() and event.text() and not held:
                event.accept()
                return True
        return super().event(event)

    def set_value(self, value: object) -> None:
        """Choose by value, telling nobody."""
        self.blockSignals(True)
        self.setCurrentIndex(max(0, self.findData(value)))
        self.blockSignals(False)


def weekday_box(name: str, width: int = 110, none: str = "") -> ChoiceBox:
    """Make a choice of weekdays, 0 is Monday; `none` adds a last choice of -1."""
    choices: list[tuple[str, object]] = [(weekday(n, True), n) for n in range(7)]
    if none:
        choices.append((none, -1))
    return ChoiceBox(name, choices, width)


class _Swatch(Pressable):
    """One colour; the chosen one carries a check."""

    def __init__(self, family: str, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.family = family
        self.setCheckable(True)
        self.setAccessibleName(name)
        self.setToolTip(tooltip_text(name))
        self.setProperty("own-ring", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(_FIXED, _FIXED)

    def sizeHint(self) -> QSize:
        """A square of 20 in a hit area of 26."""
        return QSize(28, 26)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the square."""
        painter = QPainter(self)
        square = QRect(0, 3, 20, 20)
        if self.hasFocus():
            paint.focus_ring(painter, square, 6)
            square.adjust(3, 3, -3, -3)
        radius = 3 if self.hasFocus() else 5
        paint.box(painter, square, radius, theme.family(self.family).solid)
        if self.isChecked():
            icons.draw(painter, 3, 6, "check", 14, "white")
        painter.end()


class ColorRow(QWidget):
    """The six course families; arrows move within."""

    chosen = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        names = {
            "iris": tr("Iris, blue"), "plum": tr("Plum, red"), "amber": tr("Amber, brown"),
            "leaf": tr("Leaf, green"), "sky": tr("Sky, light blue"), "stone": tr("Stone, grey"),
        }  # fmt: skip
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._group = QButtonGroup(self)
        self._swatches = {family: _Swatch(family, names[family], self) for family in COLORS}
        for swatch in self._swatches.values():
            self._group.addButton(swatch)
            row.addWidget(swatch)
        self.setSizePolicy(_FIXED, _FIXED)
        self._group.buttonClicked.connect(self._clicked)
        self._group.buttonToggled.connect(self._toggled)

    def current(self) -> str:
        """Return the chosen family."""
        return next((f for f, swatch in self._swatches.items() if swatch.isChecked()), COLORS[0])

    def set_current(self, family: str) -> None:
        """Choose a family, telling nobody."""
        self.blockSignals(True)
        self._swatches.get(family, self._swatches[COLORS[0]]).setChecked(True)
        self.blockSignals(False)

    def focus_target(self) -> QWidget:
        """Return the part that takes the keyboard."""
        return self._swatches[self.current()]

    def _clicked(self, swatch: QAbstractButton) -> None:
        swatch.setFocus(Qt.FocusReason.MouseFocusReason)

    def _toggled(self, swatch: QAbstractButton, is_on: bool) -> None:
        if is_on and isinstance(swatch, _Swatch):
            self.chosen.emit(swatch.family)


class CityField(TextField):
    """A city or zone, found while typing by city, country or zone; `picked` tells of a choice
    from the list."""

    picked = Signal()

    def __init__(self, name: str, width: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(name, width, parent=parent)
        self.setPlaceholderText(self.tr("City, country or time zone"))
        self._found: QStandardItemModel | None = None
        self.textEdited.connect(self._search)

    def place(self) -> Place | None:
        """Return the place it names, or the only one that it can mean; None for none."""
        return guess_place(self.text())

    def zone(self) -> str:
        """Return the IANA zone it names, empty for none."""
        place = self.place()
        return place.zone if place else ""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Make the list when it is first needed; it shows what was found, in that order."""
        if self._found is None:
            self._found = QStandardItemModel(self)
            completer = QCompleter(self._found, self)
            completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
            completer.setCompletionRole(_LABEL)
            completer.setMaxVisibleItems(9)
            completer.activated.connect(self.picked)
            self.setCompleter(completer)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Write the whole name of what was found."""
        place = self.place()
        is_popup = event.reason() == Qt.FocusReason.PopupFocusReason
        if place is not None and not is_popup:
            self.setText(place.label)
        super().focusOutEvent(event)

    def _search(self, text: str) -> None:
        if self._found is None:
            return
        self._found.clear()
        for place in search_places(text):
            item = QStandardItem(place.described)
            item.setData(place.label, _LABEL)
            self._found.appendRow(item)


_LABEL = Qt.ItemDataRole.UserRole + 1  # what is written into the field


class RemovableChip(Pressable):
    """A thing of a list that a click, Delete or Backspace removes."""

    removed = Signal()

    def __init__(self, lead: str, text: str, name: str, parent: QWidget | None = None) -> None:
        """`lead` is written in digits of one width; `name` says what a click does."""
        super().__init__(parent)
        self._lead, self._words = lead, text
        self.setText(f"{lead} {text}".strip())
        self.setShortcut("")  # an ampersand in it is no key
        self.setAccessibleName(name)
        self.setToolTip(tooltip_text(name))
        self.setProperty("own-ring", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, _FIXED)
        self.clicked.connect(self.removed)

    def sizeHint(self) -> QSize:
        """Fit its words and the cross."""
        font = fonts.font("second-control", True)
        width = paint.width_of(self.text(), font)
        return QSize(min(width + 38, 440), theme.px(28))

    def minimumSizeHint(self) -> QSize:
        """Give way down to a few letters."""
        return QSize(min(80, self.sizeHint().width()), theme.px(28))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Remove by key."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint words and cross."""
        painter = QPainter(self)
        fill = theme.color("hover" if self.underMouse() else "bg")
        paint.box(painter, self.rect(), 6, fill, theme.color("line2"))
        where = self.rect().adjusted(10, 0, -28, 0)
        paint.text(painter, where, self.text(), fonts.font("second-control", True), "text2")
        icons.draw(painter, self.width() - 22, (self.height() - 12) / 2, "x", 12, "text3")
        if self.hasFocus():
            paint.focus_ring(painter, self.rect(), 6)
        painter.end()


class FlowLayout(QLayout):
    """Places widgets in a row and goes on below where the row is full; rows begin at the left, or
    end at the right."""

    def __init__(self, gap: int = 8, *, to_right: bool = False) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._gap, self._to_right = gap, to_right
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item at the end."""
        self._items.append(item)

    def insert_widget(self, place: int, widget: QWidget) -> None:
        """Put a widget at a place."""
        self.addWidget(widget)
        self._items.insert(place, self._items.pop())

    def count(self) -> int:
        """Return the number of items."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return an item, or None past the end."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Give an item away."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Take no more than is needed."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height that all rows take."""
        return self._place(QRect(0, 0, width, 0), is_test=True)

    def sizeHint(self) -> QSize:
        """One row."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """As wide as the widest item."""
        sizes = [item.minimumSize() for item in self._items]
        return QSize(max((s.width() for s in sizes), default=0), theme.px(30))

    def setGeometry(self, rect: QRect) -> None:
        """Place every item."""
        super().setGeometry(rect)
        self._place(rect, is_test=False)

    def _place(self, rect: QRect, is_test: bool) -> int:
        y = rect.y()
        for row in self._rows(rect.width()):
            sizes = [item.sizeHint() for item in row]
            widths = [min(size.width(), rect.width()) for size in sizes]
            height = max(theme.px(30), *(size.height() for size in sizes))
            used = sum(widths) + self._gap * (len(row) - 1)
            x = rect.right() + 1 - used if self._to_right else rect.x()
            for item, size, width in zip(row, sizes, widths, strict=True):
                if not is_test:
                    corner = QPoint(x, y + (height - size.height()) // 2)
                    item.setGeometry(QRect(corner, QSize(width, size.height())))
                x += width + self._gap
            y += height + self._gap
        return max(0, y - self._gap - rect.y())

    def _rows(self, width: int) -> list[list[QLayoutItem]]:
        """Return what stands in each row of a width."""
        rows: list[list[QLayoutItem]] = []
        used = 0
        for item in self._items:
            wanted = min(item.sizeHint().width(), width)
            if rows and used + self._gap + wanted <= width:
                rows[-1].append(item)
                used += self._gap + wanted
            else:
                rows.append([item])
                used = wanted
        return rows
