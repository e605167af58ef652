"""What each column of a table is read as, above its rows: a choice for each, with its head and
the first of its cells."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from companion.models.import_limits import MAX_COLUMNS
from companion.models.source import Column, ColumnRole
from companion.ui import theme
from companion.ui.import_words import role_name, tr
from companion.ui.widgets.form_choices import ChoiceBox
from companion.ui.widgets.labels import ElidedLabel, PlainLabel
from companion.ui.widgets.panels import ClearScroll, spaced

_WIDTH, _GAP = 136, 8


class ColumnChoice(QWidget):
    """One column: its head, what it is read as, and what stands first in it."""

    def __init__(self, column: Column, number: int) -> None:
        super().__init__()
        name = column.head or tr("Column %1", number)
        stack = QVBoxLayout(self)
        spaced(stack, (0, 0, 0, 0), 3)
        choices = [(role_name(role), role) for role in ColumnRole]
        self.box = ChoiceBox(tr("%1 is read as", name), choices, _WIDTH)
        self.box.setAccessibleDescription("; ".join(column.cells))
        stack.addWidget(self._line(name, "second-strong", "text"))
        stack.addWidget(self.box)
        stack.addWidget(self._line(next(iter(column.cells), ""), "small", "text3"))

    def _line(self, text: str, role: str, tint: str) -> ElidedLabel:
        line = ElidedLabel(text, role, tint)  # type: ignore[arg-type]  # one of two, above
        line.setFixedWidth(theme.px(_WIDTH))
        return line


class ColumnChoices(QWidget):
    """The columns of a table beside each other; nothing for a source that is none."""

    role_chosen = Signal(int, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        stack = QVBoxLayout(self)
        spaced(stack, (0, 0, 0, 0), 6)
        self.remark = PlainLabel("", "second", "text2", wrap=True)
        stack.addWidget(self.remark)
        self._inside = QWidget()
        self._row = QHBoxLayout(self._inside)
        spaced(self._row, (0, 0, 0, 0), _GAP)
        self._area = ClearScroll(self._inside)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        stack.addWidget(self._area)
        self.choices: list[ColumnChoice] = []
        self._shown: tuple[tuple[str, tuple[str, ...]], ...] = ()
        self.hide()

    def show_columns(self, columns: Sequence[Column], *, is_asked: bool = False) -> None:
        """Show the columns of a source as they are read; is_asked says that nothing was found."""
        heads = tuple((column.head, column.cells) for column in columns)
        if heads != self._shown:
            self._shown = heads
            self._make(columns)
        for choice, column in zip(self.choices, columns, strict=True):
            choice.box.set_value(column.role)
        self.remark.setText(_asked() if is_asked else _told(len(columns)))
        self.remark.set_tint("warnt" if is_asked else "text2")
        self.setVisible(bool(columns))

    def _make(self, columns: Sequence[Column]) -> None:
        while (item := self._row.takeAt(0)) is not None:
            if (former := item.widget()) is not None:
                former.hide()
                former.deleteLater()
        self.choices = [ColumnChoice(column, n) for n, column in enumerate(columns, 1)]
        for place, choice in enumerate(self.choices):
            box = choice.box
            box.activated.connect(lambda _, n=place, b=box: self._choose(n, b))
            self._row.addWidget(choice)
            choice.show()
        self._row.addStretch(1)
        self._fit()

    def _choose(self, place: int, box: ChoiceBox) -> None:
        self.role_chosen.emit(place, ColumnRole(box.currentData()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make room for the scroll bar where the columns need one."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        wanted = self._inside.sizeHint()
        bar = self._area.horizontalScrollBar().sizeHint().height()
        is_wide = wanted.width() > self.width()
        self._area.setFixedHeight(wanted.height() + (bar + 2 if is_wide else 0))


def _told(number: int) -> str:
    told = tr("How the columns are read. Change what is wrong; the rows below follow.")
    if number < MAX_COLUMNS:
        return told
    return tr("%1 Only the first %2 are read.", told, MAX_COLUMNS)


def _asked() -> str:
    return tr("No work was found. Say which column names it, and which one when it is due.")
