"""The items of a calendar file as a list by days, exactly as they will be in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from companion.exporters.choice import ItemKind
from companion.exporters.selection import ExportItem
from companion.models.course import Course
from companion.ui import fonts, icons, paint, theme
from companion.ui.text import Words, dense, full_day, tr

_Index = QModelIndex | QPersistentModelIndex
ICONS = {
    ItemKind.LIVE: "video",
    ItemKind.RECITATION: "users",
    ItemKind.OFFICE_HOURS: "life-buoy",
    ItemKind.STUDY_GROUP: "coffee",
    ItemKind.DUE: "flag",
    ItemKind.PLANNED: "calendar-check",
    ItemKind.TODO: "list-checks",
}
ROW, DAY_ROW = 28, 30
_HALVES = 32  # what "am" and "pm" need


class DayRow(NamedTuple):
    """The heading of a day."""

    day: date


class ItemRow(NamedTuple):
    """One item of the file, with its course or none."""

    item: ExportItem
    course: Course | None


def kind_word(kind: ItemKind) -> str:
    """Return what an item is, in one word."""
    return {
        ItemKind.LIVE: tr("class"),
        ItemKind.RECITATION: tr("recitation"),
        ItemKind.OFFICE_HOURS: tr("office hours"),
        ItemKind.STUDY_GROUP: tr("study group"),
        ItemKind.DUE: tr("due"),
        ItemKind.PLANNED: tr("planned"),
        ItemKind.TODO: tr("to-do"),
    }[kind]


def rows_of(
    items: Sequence[ExportItem], courses: Mapping[str, Course], words: Words
) -> list[DayRow | ItemRow]:
    """Return the items under the local days on which they begin, or are due."""
    rows: list[DayRow | ItemRow] = []
    day = None
    for item in items:
        at = shown_at(item)
        if at is not None and (found := words.local(at).date()) != day:
            day = found
            rows.append(DayRow(found))
        rows.append(ItemRow(item, courses.get(item.course_id or "")))
    return rows


def shown_at(item: ExportItem) -> datetime | None:
    """Return the time that the student knows an item by: a deadline's own, else its start."""
    is_due = item.kind in (ItemKind.DUE, ItemKind.TODO)
    return item.ends_at if is_due else item.starts_at


def when(item: ExportItem, words: Words) -> str:
    """Write the local time: "23:30–00:50", a deadline's as "04:59"."""
    at = shown_at(item)
    if at is None:
        return tr("no date")
    if at == item.ends_at or item.ends_at is None:
        return words.time(at)
    return words.span(at, item.ends_at)


def reminder_words(item: ExportItem) -> str:
    """Write the reminders: "15 m+1 d"."""
    return "+".join(_dense(int(r.total_seconds()) // 60) for r in item.reminders)


def _dense(minutes: int) -> str:
    if minutes and minutes % (24 * 60) == 0:
        return tr("%1 d", minutes // (24 * 60))
    return dense(minutes)


def spoken(row: DayRow | ItemRow, words: Words) -> str:
    """Return a row in full words."""
    if isinstance(row, DayRow):
        return full_day(row.day)
    item, at = row.item, shown_at(row.item)
    parts = [item.summary, kind_word(item.kind), row.course.label if row.course else ""]
    parts += [words.spoken_time(at) if at else tr("no date"), item.topic]
    return ", ".join(part for part in parts if part)


class ExportListModel(QAbstractListModel):
    """Days and items, one row each."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[DayRow | ItemRow] = []
        self.words: Words | None = None

    def show(self, rows: list[DayRow | ItemRow], words: Words) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows, self.words = rows, words
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        """Return how many rows there are."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the row to the delegate, its words to everyone else."""
        if not index.isValid() or self.words is None:
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return spoken(row, self.words)
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Let the arrows go from item to item; a day's heading is passed over."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if isinstance(self.rows[index.row()], DayRow):
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def first_from(self, day: date) -> int:
        """Return the row of the first day not before the given one, else the last row."""
        for number, row in enumerate(self.rows):
            if isinstance(row, DayRow) and row.day >= day:
                return number
        return len(self.rows) - 1


class _RowDelegate(QStyledItemDelegate):
    """Paints a day's heading, or an item: icon, time, course and kind, name, reminders."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Headings are a little higher than items."""
        row = index.data(Qt.ItemDataRole.UserRole)
        return QSize(200, theme.px(DAY_ROW if isinstance(row, DayRow) else ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one row."""
        row = index.data(Qt.ItemDataRole.UserRole)
        model = index.model()
        if not isinstance(model, ExportListModel) or model.words is None:
            return
        state: QStyle.StateFlag = option.state
        rect: QRect = option.rect
        painter.save()
        is_current = bool(state & QStyle.StateFlag.State_HasFocus)
        inside = rect.adjusted(theme.px(18), 0, -theme.px(18), 0)
        if isinstance(row, DayRow):
            font = fonts.font("second-strong", True)
            paint.text(
                painter, inside.adjusted(0, 5, 0, 0), model.words.date(row.day), font, "text2"
            )
        else:
            _paint_item(painter, inside, row, model.words)
        if is_current:
            paint.focus_ring(painter, rect.adjusted(6, 1, -6, -1), 5)
        painter.restore()


def _paint_item(painter: QPainter, rect: QRect, row: ItemRow, words: Words) -> None:
    item = row.item
    ends_at = item.ends_at or item.starts_at
    is_past = ends_at is not None and ends_at <= words.now
    tint = "text3" if is_past else "text"
    middle = rect.center().y() + 1
    icons.draw(painter, rect.x(), middle - 8, ICONS[item.kind], 16, "text3" if is_past else "text2")
    wider = 0 if words.is_24h else _HALVES
    time_at, course_at = rect.x() + theme.px(28), rect.x() + theme.px(134 + wider)
    name_at = rect.x() + theme.px(236 + wider)
    _line(painter, rect, time_at, course_at, when(item, words), tint)
    x = course_at
    if row.course is not None:
        x += paint.tag(painter, x, middle, row.course.code, row.course.color) + 6
    kind, said = fonts.font("second"), kind_word(item.kind)
    where = QRect(x, rect.y(), paint.width_of(said, kind) + 1, rect.height())
    name_at = max(name_at, where.right() + 8)  # a long code moves the name along
    paint.text(painter, where, said, kind, "text3")
    right = _paint_reminders(painter, rect, reminder_words(item))
    used = _line(painter, rect, name_at, right, item.summary, tint)
    if item.topic:
        rest = QRect(name_at + used + 7, rect.y(), right - name_at - used - 7, rect.height())
        if rest.width() > theme.px(30):
            paint.text(painter, rest, item.topic, fonts.font("body"), "text3")


def _line(painter: QPainter, rect: QRect, x: int, right: int, text: str, tint: str) -> int:
    where = QRect(x, rect.y(), max(0, right - x - 6), rect.height())
    return paint.text(painter, where, text, fonts.font("body", True), tint)


def _paint_reminders(painter: QPainter, rect: QRect, text: str) -> int:
    """Paint bell and reminders at the right end; where the name has to end."""
    if not text:
        return rect.right()
    font = fonts.font("second", True)
    width = paint.width_of(text, font)
    x = rect.right() - width
    paint.text(painter, QRect(x, rect.y(), width + 1, rect.height()), text, font, "text3")
    icons.draw(painter, x - 16, rect.center().y() - 5, "bell", 12, "text3")
    return x - 20


class ExportList(QListView):
    """The list itself, on the inset surface."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown = ExportListModel(self)
        self.setModel(self.shown)
        self.setItemDelegate(_RowDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)

    def show_rows(self, rows: list[DayRow | ItemRow], words: Words) -> None:
        """Show other rows and stay at the day shown, at first today."""
        top = self.indexAt(self.viewport().rect().topLeft()).row()
        day = self._day_of(top) if self.shown.rows and top > 0 else words.today
        self.shown.show(rows, words)
        if rows:
            self.scrollTo(
                self.shown.index(self.shown.first_from(day)),
                QAbstractItemView.ScrollHint.PositionAtTop,
            )

    def _day_of(self, number: int) -> date:
        assert self.shown.words is not None
        for row in reversed(self.shown.rows[: number + 1]):
            if isinstance(row, DayRow):
                return row.day
        return self.shown.words.today
