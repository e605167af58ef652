"""The list of the checklist: keys, marking, ticking by click; the model holds the rows."""

from __future__ import annotations

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QHeaderView,
    QTableView,
    QWidget,
)

from companion.models.checklist import Entry
from companion.models.checklist_sections import Section
from companion.ui import theme
from companion.ui.checklist_delegate import GROUP_ROW, ROW, ChecklistDelegate, tick_area
from companion.ui.checklist_model import ChecklistModel, Index
from companion.ui.checklist_words import ListWords

_Flag = QItemSelectionModel.SelectionFlag
_KEYS = {
    Qt.Key.Key_Space: "tick",
    Qt.Key.Key_Delete: "delete",
    Qt.Key.Key_Return: "open",
    Qt.Key.Key_Enter: "open",
    Qt.Key.Key_Escape: "escape",
}


class ChecklistView(QTableView):
    """The rows, in a table of one column: unlike a tree or list it lays out ten thousand rows
    without asking the model about each.

    One row is current; more are marked with Shift, Ctrl or Ctrl+A.
    `asked` names what a key asks for: tick, delete, open or escape; `ticked` gives the row whose
    circle was clicked; `marked` tells that other rows are marked or current.
    """

    asked = Signal(str)
    ticked = Signal(object)
    marked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = ChecklistModel(self)
        self.setModel(self.lines)
        self.setItemDelegate(ChecklistDelegate(self.is_marked, self))
        self.setAccessibleName(self.tr("Activities"))
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.horizontalHeader().hide()
        self.horizontalHeader().setStretchLastSection(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.doubleClicked.connect(lambda _: self.asked.emit("open"))
        self._count = 0
        self._raised: set[int] = set()
        self.restyle()
        theme.changed().changed.connect(self.restyle)

    def restyle(self) -> None:
        """Take colours and row heights of the look."""
        own = QPalette(QApplication.palette())
        own.setColor(QPalette.ColorRole.Highlight, Qt.GlobalColor.transparent)  # we paint marks
        self.setPalette(own)
        heights = self.verticalHeader()
        heights.setMinimumSectionSize(theme.px(ROW))
        heights.setDefaultSectionSize(theme.px(ROW))
        self._raise_groups()

    def _raise_groups(self) -> None:
        """Give the group rows more air above."""
        raised, heights = set(self.lines.headers()), self.verticalHeader()
        for row in self._raised - raised:
            if row < len(self.lines.rows):
                heights.resizeSection(row, theme.px(ROW))
        for row in raised:
            heights.resizeSection(row, theme.px(GROUP_ROW))
        self._raised = raised

    # What is shown, what is marked

    def show_sections(self, sections: list[Section], words: ListWords) -> None:
        """Show other rows; what was current and marked stays so, and the place too."""
        self._keeping(lambda: self.lines.show(sections, words))

    def show_found(self, sections: list[Section], words: ListWords) -> None:
        """Show the rows of another filter from the top, the first line current."""
        model = self.selectionModel()
        was_blocked = model.blockSignals(True)
        self.lines.show(sections, words)
        self._raise_groups()
        self.executeDelayedItemsLayout()  # else it comes with a second paint
        self.choose_first()
        model.blockSignals(was_blocked)
        self._count = 0
        self.scrollToTop()
        self.viewport().update()

    def current(self) -> Entry | None:
        """Return the current line, or None on a group or nowhere."""
        return self.lines.entry(self.currentIndex())

    def targets(self) -> list[Entry]:
        """Return what an action is for: the marked lines, else the current one."""
        chosen = self.lines.entries(self.selectionModel().selectedIndexes())
        now = self.current()
        if len(chosen) > 1 or now is None:
            return chosen
        return [now]

    def marked_lines(self) -> list[Entry]:
        """Return the marked lines when there is more than one, else nothing."""
        if self._count < 2:
            return []
        return self.lines.entries(self.selectionModel().selectedIndexes())

    def choose(self, item_id: str) -> bool:
        """Make a line current and visible; False when it is not shown."""
        row = self.lines.row_of(item_id)
        if row is None:
            return False
        self.setCurrentIndex(self.lines.index(row))
        self.scrollTo(self.lines.index(row))
        return True

    def choose_first(self) -> None:
        """Make the first line current without marking it."""
        for n, row in enumerate(self.lines.rows):
            if isinstance(row, Entry):
                index = self.lines.index(n)
                self.selectionModel().setCurrentIndex(index, _Flag.ClearAndSelect)
                return

    def clear_marks(self) -> None:
        """Mark only the current line."""
        now = self.currentIndex()
        if self.lines.entry(now) is None:
            self.clearSelection()
        else:
            self.selectionModel().select(now, _Flag.ClearAndSelect)

    def mark_group(self) -> None:
        """Mark every line of the current group."""
        row = self.currentIndex().row()
        if row < 0:
            return
        first = last = self.lines.header_row(row) + 1
        while last < len(self.lines.rows) and isinstance(self.lines.rows[last], Entry):
            last += 1
        if last > first:
            block = QItemSelection(self.lines.index(first), self.lines.index(last - 1))
            self.selectionModel().select(block, _Flag.ClearAndSelect)

    def toggle_group(self, index: Index, is_open: bool | None = None) -> None:
        """Open or close the group of a row; closing it from within goes to its head."""
        if not index.isValid():
            return
        header = self.lines.header_row(index.row())
        section = self.lines.rows[header]
        assert isinstance(section, Section)
        if is_open is (section.group not in self.lines.closed):
            return
        self.setCurrentIndex(self.lines.index(header))
        self._keeping(lambda: self.lines.toggle(section.group))

    def _keeping(self, change: object) -> None:
        """Do a reset of the model, and find current line and marks again; nothing scrolls, as
        nobody is told of the current line."""
        assert callable(change)
        now, row = self.current(), self.currentIndex().row()
        section = self.lines.rows[row] if now is None and row >= 0 else None
        marks = [entry.item.id for entry in self.marked_lines()]
        model = self.selectionModel()
        was_blocked = model.blockSignals(True)
        change()
        self._raise_groups()
        found = self.lines.row_of(now.item.id) if now else self._header_of(section)
        if found is None and row >= 0:
            found = min(row, len(self.lines.rows) - 1)
        if found is not None and found >= 0:
            model.setCurrentIndex(self.lines.index(found), _Flag.ClearAndSelect)
        self._mark(marks)
        model.blockSignals(was_blocked)
        self.executeDelayedItemsLayout()
        self._count_marked()
        self.viewport().update()
        self.marked.emit()

    def _header_of(self, section: object) -> int | None:
        if not isinstance(section, Section):
            return None
        for n, row in enumerate(self.lines.rows):
            if isinstance(row, Section) and row.group is section.group:
                return n
        return None

    def _mark(self, ids: list[str]) -> None:
        rows = sorted(row for i in ids if (row := self.lines.row_of(i)) is not None)
        block = QItemSelection()
        start = 0
        for n, row in enumerate(rows):
            if n + 1 == len(rows) or rows[n + 1] != row + 1:
                block.select(self.lines.index(rows[start]), self.lines.index(row))
                start = n + 1
        if rows:
            self.selectionModel().select(block, _Flag.ClearAndSelect)

    def _count_marked(self) -> None:
        parts = self.selectionModel().selection()
        ranges = (parts.at(n) for n in range(parts.size()))
        self._count = sum(part.bottom() - part.top() + 1 for part in ranges)

    # Events

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Count what is marked."""
        super().selectionChanged(selected, deselected)
        self._count_marked()
        self.viewport().update()
        self.marked.emit()

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell that another row is current."""
        super().currentChanged(current, previous)
        self.marked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move and mark; the other keys ask the page, or open and close groups."""
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        is_plain = not modifiers & ~Qt.KeyboardModifier.KeypadModifier
        if key == Qt.Key.Key_A and modifiers == Qt.KeyboardModifier.ControlModifier:
            self.mark_group()
        elif is_plain and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.toggle_group(self.currentIndex(), key == Qt.Key.Key_Right)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._go_to_end(event)
        elif is_plain and key in _KEYS:
            self._ask(_KEYS[key])
        elif is_plain and event.text().isprintable() and event.text():
            event.ignore()  # letters are the window's keys, not a search by first letter
        else:
            super().keyPressEvent(event)

    def _go_to_end(self, event: QKeyEvent) -> None:
        """Go to the first or last row; a table takes Home and End for columns without Ctrl."""
        modifiers = event.modifiers() | Qt.KeyboardModifier.ControlModifier
        if not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            last = 0 if event.key() == Qt.Key.Key_Home else len(self.lines.rows) - 1
            self.setCurrentIndex(self.lines.index(last))
            return
        super().keyPressEvent(QKeyEvent(event.type(), event.key(), modifiers))

    def _ask(self, what: str) -> None:
        index = self.currentIndex()
        if index.isValid() and self.current() is None and what in ("tick", "open"):
            self.toggle_group(index)
        else:
            self.asked.emit(what)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tick on the circle, open or close a group, else mark."""
        index = self.indexAt(event.position().toPoint())
        if not index.isValid() or event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        entry = self.lines.entry(index)
        if entry is None:
            self.toggle_group(index)
        elif tick_area(self.visualRect(index)).contains(event.position().toPoint()):
            self.ticked.emit(entry)
        else:
            super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open on a double click, but not on the circle or a group: those count twice."""
        index = self.indexAt(event.position().toPoint())
        rect = self.visualRect(index)
        is_circle = tick_area(rect).contains(event.position().toPoint())
        if self.lines.entry(index) is None or is_circle:
            self.mousePressEvent(event)
        else:
            super().mouseDoubleClickEvent(event)

    def is_marked(self, row: int) -> bool:
        """Tell whether a row is one of several that are marked."""
        if self._count < 2 or not 0 <= row < len(self.lines.rows):
            return False
        return self.selectionModel().isSelected(self.lines.index(row))

    def row_rect(self, entry: Entry) -> QRect:
        """Return where a line is, in the viewport; empty when it is not shown."""
        row = self.lines.row_of(entry.item.id)
        return QRect() if row is None else self.visualRect(self.lines.index(row))
