"""The weeks of a course as an accordion: how far, how many hours, and the work inside."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from companion.models.agenda import ChecklistItem
from companion.models.course import Course
from companion.models.course_view import WeekRow
from companion.ui import fonts, icons, paint, theme
from companion.ui.text import duration, month, tr

_Index = QModelIndex | QPersistentModelIndex
WEEK_HEIGHT, ITEM_HEIGHT = 36, 29
_TICK_AT = 40


class WeekModel(QAbstractItemModel):
    """Weeks, and under each its items. An item's internal id is its week's row plus one."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[WeekRow] = ()
        self.course: Course | None = None

    def show(self, rows: Sequence[WeekRow], course: Course) -> bool:
        """Show weeks; True when other rows stand there, not only the same ones changed."""
        if self.course == course and _places(self.rows) == _places(rows):
            before, self.rows = self.rows, rows
            self._tell_changed(before)
            return False
        self.beginResetModel()
        self.rows, self.course = rows, course
        self.endResetModel()
        return True

    def _tell_changed(self, before: Sequence[WeekRow]) -> None:
        for n, (old, new) in enumerate(zip(before, self.rows, strict=True)):
            week = self.index(n, 0)
            if old != new:
                self.dataChanged.emit(week, week)
            for m, (was, item) in enumerate(zip(old.items, new.items, strict=True)):
                if was != item:
                    index = self.index(m, 0, week)
                    self.dataChanged.emit(index, index)

    def index(self, row: int, column: int, parent: _Index | None = None) -> QModelIndex:
        """Return the index of a week, or of an item of a week."""
        if parent is None or not parent.isValid():
            inside = 0 <= row < len(self.rows) and column == 0
            return self.createIndex(row, column, 0) if inside else QModelIndex()
        if parent.internalId() or not 0 <= row < len(self.rows[parent.row()].items) or column:
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1)

    def parent(self, index: _Index) -> QModelIndex:  # type: ignore[override]  # Qt's own name
        """Return the week of an item."""
        if not index.isValid() or not index.internalId():
            return QModelIndex()
        return self.createIndex(index.internalId() - 1, 0, 0)

    def rowCount(self, parent: _Index | None = None) -> int:
        """Return how many weeks, or items of a week, there are."""
        if parent is None or not parent.isValid():
            return len(self.rows)
        return 0 if parent.internalId() else len(self.rows[parent.row()].items)

    def columnCount(self, parent: _Index | None = None) -> int:
        """Return the one column."""
        return 1

    def week(self, index: _Index) -> WeekRow | None:
        """Return the week of a week's index, None for an item's."""
        return self.rows[index.row()] if index.isValid() and not index.internalId() else None

    def item(self, index: _Index) -> ChecklistItem | None:
        """Return the item of an item's index, None for a week's."""
        if not index.isValid() or not index.internalId():
            return None
        return self.rows[index.internalId() - 1].items[index.row()]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a title, or the row read aloud."""
        item, week = self.item(index), self.week(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return item.title if item else week_name(week) if week else None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken_item(item) if item else spoken_week(week) if week else None
        return None


def _places(rows: Sequence[WeekRow]) -> list[tuple[object, ...]]:
    return [(row.first, row.last, row.pause, *(item.id for item in row.items)) for row in rows]


def week_name(row: WeekRow) -> str:
    """Return "Week 9", "Weeks 1–7", "Break" or "Without a week"."""
    if row.pause is not None:
        return tr("Break")
    if not row.first:
        return tr("Without a week")
    if row.first == row.last:
        return tr("Week %1", row.first)
    return tr("Weeks %1–%2", row.first, row.last)


def week_topic(row: WeekRow) -> str:
    """Return what stands beside the name."""
    if row.pause is not None:
        first, last = row.pause.starts_on, row.pause.ends_on
        if first.month == last.month:
            return tr("%1 – %2 %3", first.day, last.day, month(last.month))
        return tr("%1 %2 – %3 %4", first.day, month(first.month), last.day, month(last.month))
    return tr("all done") if row.is_done and row.is_past else row.topic


def week_remark(row: WeekRow) -> tuple[str, str]:
    """Return what stands at the right, and its token."""
    if row.pause is not None:
        return "", "text3"
    if row.is_past:
        if row.left:
            return tr("%1 left", row.left), "text3"
        if row.optional_left:
            return tr("%1 optional left", row.optional_left), "text3"
        return _hours(row), "text3"
    if row.is_over:
        return tr("▲ %1", duration(row.load.total)), "dangt"
    if row.is_current and row.left:
        return tr("%1 · %2 left", duration(row.load.total), row.left), "text3"
    return _hours(row), "text3"


def _hours(row: WeekRow) -> str:
    minutes = row.load.total
    return tr("%1 h", round(minutes / 60)) if row.last > row.first else duration(minutes)


def spoken_week(row: WeekRow) -> str:
    """Return a week in words."""
    remark = week_remark(row)[0].replace("▲", tr("over the band:"))
    done = tr("%1 percent done", round(row.load.share * 100)) if row.load.total else ""
    parts = (week_name(row), week_topic(row), done, remark)
    return ", ".join(part for part in parts if part)


def spoken_item(item: ChecklistItem) -> str:
    """Return an activity in words."""
    minutes = duration(item.minutes) if item.minutes else ""
    done = tr("done") if item.is_done else tr("not done")
    return ", ".join(part for part in (item.title, minutes, done) if part)


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        is_week = not index.internalId()
        return QSize(100, theme.px(WEEK_HEIGHT if is_week else ITEM_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        model, view = index.model(), option.widget
        assert isinstance(model, WeekModel)
        assert isinstance(view, WeekList)
        item, week = model.item(index), model.week(index)
        rect = QRect(0, option.rect.y(), view.viewport().width(), option.rect.height())
        painter.save()
        if week is not None:
            self._week(painter, rect, week, view.is_open(index), model)
        elif item is not None:
            self._item(painter, rect, item)
            if index.row() == len(model.rows[index.parent().row()].items) - 1:
                paint.hairline(painter, 0, rect.bottom(), rect.right() + 1, rect.bottom() + 1)
        if view.hasFocus() and view.currentIndex() == index:
            paint.focus_ring(painter, rect.adjusted(6, 1, -6, -1), 5)
        painter.restore()

    def _week(
        self, painter: QPainter, rect: QRect, row: WeekRow, is_open: bool, model: WeekModel
    ) -> None:
        paint.hairline(painter, rect.left(), rect.bottom(), rect.right() + 1, rect.bottom() + 1)
        middle = rect.center().y()
        x = rect.x() + 18
        if row.items:
            arrow = "chevron-down" if is_open else "chevron-right"
            icons.draw(painter, x, middle - 7, arrow, 14, "text2")
        x += 22
        family = model.course.color if model.course else "stone"
        share = row.load.share if row.is_done or row.load.share < 1 else 0.95
        paint.pie(painter, x, middle - 8, share, family)
        x += 24
        name = QRect(x, rect.y(), 200, rect.height())
        x += paint.text(painter, name, week_name(row), fonts.font("strong")) + 8
        remark, tint = week_remark(row)
        role: fonts.Role = "second-control" if tint == "dangt" else "second"
        font = fonts.font(role, True)
        width = paint.width_of(remark, font)
        right = rect.right() - 18
        where = QRect(right - width, rect.y(), width + 1, rect.height())
        paint.text(painter, where, remark, font, tint, paint.RIGHT)
        topic = QRect(x, rect.y(), max(0, right - width - 8 - x), rect.height())
        paint.text(painter, topic, week_topic(row), fonts.font("second"), "text3")

    def _item(self, painter: QPainter, rect: QRect, item: ChecklistItem) -> None:
        middle = rect.center().y() + 1
        x = rect.x() + _TICK_AT
        state = Qt.CheckState.Checked if item.is_done else Qt.CheckState.Unchecked
        paint.tick(painter, x, middle - 8, state)
        x += 25
        tint = "text3" if item.is_done else "text2"
        icons.draw(painter, x, middle - 8, icons.OF_ACTIVITY[item.kind], 16, tint)
        x += 25
        minutes, font = duration(item.minutes) if item.minutes else "", fonts.font("second", True)
        width = paint.width_of(minutes, font)
        right = QRect(rect.right() - 18 - width, rect.y(), width + 1, rect.height())
        paint.text(painter, right, minutes, font, "text2", paint.RIGHT)
        title = QRect(x, rect.y(), max(0, right.x() - 9 - x), rect.height())
        body = fonts.font("body")
        if item.is_done:
            body = QFont(body)
            body.setStrikeOut(True)
        paint.text(painter, title, item.title, body, "text3" if item.is_done else "text")


class WeekList(QTreeView):
    """The accordion: → and ← open and close, Space ticks, Enter shows an item."""

    ticked = Signal(str, bool)
    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.weeks = WeekModel(self)
        self.setModel(self.weeks)
        self.setItemDelegate(_Delegate(self))
        self.setHeaderHidden(True)
        self.setAccessibleName(self.tr("Weeks"))
        self.setIndentation(0)
        self.setRootIsDecorated(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setExpandsOnDoubleClick(False)
        self.doubleClicked.connect(self._open)

    def show_rows(self, rows: Sequence[WeekRow], course: Course) -> None:
        """Show other weeks; what was open stays open, and a week opens when it becomes current."""
        is_same = self.weeks.course is not None and self.weeks.course.id == course.id
        before = {row.last for n, row in enumerate(self.weeks.rows) if self._is_open(n)}
        former = [row.last for row in self.weeks.rows if row.is_current] if is_same else []
        place, current = self.verticalScrollBar().value(), self._address(self.currentIndex())
        is_anew = self.weeks.show(tuple(rows), course)
        for n, row in enumerate(rows):
            was_open = is_same and bool(row.last) and row.last in before
            is_new = row.is_current and row.last not in former
            if is_anew or is_new:
                self.setExpanded(self.weeks.index(n, 0), was_open or is_new)
        if not is_anew:
            return
        if is_same:
            self.setCurrentIndex(self._find(current))
            self.verticalScrollBar().setValue(place)
        if not self.currentIndex().isValid():  # where the keyboard begins
            begins = next((n for n, row in enumerate(rows) if row.is_current), 0)
            self.setCurrentIndex(self.weeks.index(begins, 0))

    def open_week(self, number: int) -> None:
        """Open a week, make it current and scroll to it."""
        for n, row in enumerate(self.weeks.rows):
            if row.first <= number <= row.last:
                index = self.weeks.index(n, 0)
                self.expand(index)
                self.setCurrentIndex(index)
                self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtTop)

    def is_open(self, index: _Index) -> bool:
        """Tell whether a week shows its items."""
        return self._is_open(index.row())

    def _is_open(self, n: int) -> bool:
        return self.isExpanded(self.weeks.index(n, 0))

    def _address(self, index: QModelIndex) -> tuple[int, str]:
        item, week = self.weeks.item(index), self.weeks.week(index)
        return (0, item.id) if item else (week.last, "") if week else (0, "")

    def _find(self, address: tuple[int, str]) -> QModelIndex:
        last, item_id = address
        for n, row in enumerate(self.weeks.rows):
            if last and row.last == last:
                return self.weeks.index(n, 0)
            for m, item in enumerate(row.items if item_id else ()):
                if item.id == item_id:
                    return self.weeks.index(m, 0, self.weeks.index(n, 0))
        return QModelIndex()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tick on the circle, open or close on a week."""
        point = event.position().toPoint()
        index = self.indexAt(point)
        super().mousePressEvent(event)
        if event.button() != Qt.MouseButton.LeftButton or not index.isValid():
            return
        if self.weeks.week(index) is not None:
            self.setExpanded(index, not self.isExpanded(index))
        elif self._is_on_tick(point):
            self._tick(index)

    def _is_on_tick(self, point: QPoint) -> bool:
        return _TICK_AT - 6 <= point.x() <= _TICK_AT + 22

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks or opens, Enter opens; letters are the window's keys."""
        index = self.currentIndex()
        if event.key() == Qt.Key.Key_Space:
            if self.weeks.week(index) is not None:
                self.setExpanded(index, not self.isExpanded(index))
            else:
                self._tick(index)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(index)
        elif event.text().isprintable() and event.text().strip():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def current_item(self) -> ChecklistItem | None:
        """Return the current activity, or None on the row of a week."""
        return self.weeks.item(self.currentIndex())

    def drawBranches(self, painter: QPainter, rect: QRect, index: _Index) -> None:
        """The delegate paints the arrows."""

    def _tick(self, index: QModelIndex) -> None:
        item = self.weeks.item(index)
        if item is not None:
            self.ticked.emit(item.id, not item.is_done)

    def _open(self, index: QModelIndex) -> None:
        item = self.weeks.item(index)
        if item is not None:
            self.opened.emit(item.id)
        elif self.weeks.week(index) is not None:
            self.setExpanded(index, not self.isExpanded(index))
