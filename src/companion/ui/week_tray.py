"""The side of the week: what is to plan, how much time is free, as a column or a drawer."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from companion.models.week_planning import ToPlan
from companion.ui import paint, theme
from companion.ui import week_words as say
from companion.ui.text import Words, duration, weekday
from companion.ui.week_cards import CardList, CardModel
from companion.ui.widgets.buttons import IconButton
from companion.ui.widgets.labels import IconLabel, PlainLabel
from companion.ui.widgets.panels import Bar, Surface

WIDTH = 240


class Tray(QWidget):
    """Head, cards, foot. `sorted_anew` tells that the order was switched, `closed` that a drawer
    is to go."""

    sorted_anew = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.by_course = True
        self.setAccessibleName(say.tr("To plan"))
        self.model = CardModel(self)
        self.list = CardList(self.model)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head())
        self.done = self._all_planned()
        column.addWidget(self.done)
        column.addWidget(self.list, 1)
        column.addStretch(0)
        column.addWidget(self._foot())

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(14, 8, 10, 4)
        row.setSpacing(8)
        row.addWidget(PlainLabel(say.tr("To plan"), "section"))
        self.sum = PlainLabel("", "second", "text3", numbers=True)
        row.addWidget(self.sum)
        row.addStretch(1)
        self.order = IconButton("arrow-up-down", "", icon_size=14)
        self.order.clicked.connect(self._switch)
        row.addWidget(self.order)
        self.close_button = IconButton("x", say.tr("Close"), "Esc", icon_size=14)
        self.close_button.clicked.connect(self.closed)
        self.close_button.hide()
        row.addWidget(self.close_button)
        self._name_order()
        return row

    def _all_planned(self) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(14, 6, 14, 6)
        row.setSpacing(8)
        row.addWidget(IconLabel("circle-check", 16, "okt"))
        self.said = PlainLabel("", "body", "text2", wrap=True)
        row.addWidget(self.said, 1)
        made.hide()
        return made

    def _foot(self) -> QWidget:
        self.foot = Surface("", "top")
        column = QVBoxLayout(self.foot)
        column.setContentsMargins(14, 11, 14, 12)
        column.setSpacing(6)
        row = QHBoxLayout()
        self.free = PlainLabel("", "second")
        self.free_time = PlainLabel("", "second-strong", numbers=True)
        row.addWidget(self.free, 1)
        row.addWidget(self.free_time)
        column.addLayout(row)
        self.bar = Bar()
        column.addWidget(self.bar)
        self.left = PlainLabel("", "small", "text3", numbers=True, wrap=True)
        column.addWidget(self.left)
        return self.foot

    def set_drawer(self, is_drawer: bool) -> None:
        """Be a drawer that can be closed, or a column that stays."""
        self.close_button.setVisible(is_drawer)

    def show_plan(self, found: ToPlan, words: Words, free: int | None, last_weekday: int) -> None:
        """Show what is to plan, and how many minutes are free before the last day (None where
        that is over)."""
        current = self.list.current()
        row = self.list.currentIndex().row()
        self.model.show(found, words)
        self.list.executeDelayedItemsLayout()  # or it is painted twice: before it, and after
        if current is not None and not self.list.choose(current.item.id):
            self.list.choose_near(row)
        total = duration(found.minutes)
        self.sum.setText(say.tr("%1 in %2", total, found.number) if found.number else "")
        self.done.setVisible(not found.number)
        is_over = free is None and not found.groups
        self.said.setText(say.tr("This week is over") if is_over else say.tr("All planned"))
        self.foot.setVisible(free is not None)
        if free is None:
            return
        self.free.setText(say.tr("Free before %1", weekday(last_weekday, True)))
        self.free_time.setText(duration(free))
        self.bar.set_part(min(1.0, found.minutes / free) if free else float(bool(found.minutes)))
        hint = say.tr("%1 left to place. Drag a card into a gap, or press P on it.", total)
        self.left.setText(hint if found.number else say.tr("Nothing left to place."))
        self._fit_foot()

    def _fit_foot(self) -> None:
        """Give the foot the height of its lines at once: a layout learns it one round later."""
        inside = self.foot.layout()
        if inside is not None:
            self.foot.setMinimumHeight(max(0, inside.totalHeightForWidth(self.foot.width())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines anew."""
        super().resizeEvent(event)
        self._fit_foot()

    def is_over(self, point: QPoint) -> bool:
        """Tell whether a point of the screen lies over the tray."""
        return self.isVisible() and self.rect().contains(self.mapFromGlobal(point))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the surface with a line at the left."""
        p = QPainter(self)
        paint.fill(p, self.rect(), theme.color("inset"))
        paint.hairline(p, 0, 0, 1, self.height())
        p.end()

    def _switch(self) -> None:
        self.by_course = not self.by_course
        self._name_order()
        self.sorted_anew.emit()

    def _name_order(self) -> None:
        name = say.tr("Sort by due date") if self.by_course else say.tr("Sort by course")
        self.order.set_name(name)


class WeekBody(QWidget):
    """The grid with its surroundings, and the tray beside it or, as a drawer, over it."""

    def __init__(self, grid: QWidget, tray: Tray, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid, self._tray = grid, tray
        self._is_drawer = self._is_open = self._is_aside = False
        grid.setParent(self)
        tray.setParent(self)

    @property
    def is_drawer(self) -> bool:
        """True when the tray lies over the grid."""
        return self._is_drawer

    def set_drawer(self, is_drawer: bool) -> None:
        """Put the tray over the grid, closed at first, or beside it."""
        self._is_drawer, self._is_open = is_drawer, False
        self._tray.set_drawer(is_drawer)
        self.place()

    def open_drawer(self, is_open: bool) -> None:
        """Open or close the drawer."""
        self._is_open = is_open
        self.place()

    @property
    def is_open(self) -> bool:
        """True when the tray is to be seen."""
        return self._is_open or not self._is_drawer

    def put_aside(self, is_aside: bool) -> None:
        """Move the drawer out of sight while a card is carried; hidden it would lose the
        pointer."""
        self._is_aside = is_aside and self._is_drawer
        self.place()

    def place(self) -> None:
        """Share the room."""
        width = theme.px(WIDTH)
        left = self.width() - width
        room = self.width() if self._is_drawer else left
        self._grid.setGeometry(QRect(0, 0, room, self.height()))
        self._tray.setGeometry(left + width * self._is_aside, 0, width, self.height())
        self._tray.setVisible(self.is_open)
        if self._is_drawer:
            self._tray.raise_()

    def resizeEvent(self, event: object) -> None:
        """Share another room."""
        self.place()
