"""The list in the term dialog: every activity that will be added, by week."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from companion.models.activity import Activity, ActivityKind, Stage
from companion.ui import course_form_words as say
from companion.ui import fonts, icons, paint, theme
from companion.ui.dialogs.fill_term_entry import Filling
from companion.ui.text import Words, duration, tr

_Index = QModelIndex | QPersistentModelIndex
_ROW = Qt.ItemDataRole.UserRole
_ONE: Mapping[str, str] = {}


class FillingRow(NamedTuple):
    """One painted line. A note says what could not be taken of it."""

    week: str
    icon: str
    title: str
    minutes: str
    due: str
    note: str = ""
    is_done: bool = False
    is_wrong: bool = False

    @property
    def spoken(self) -> str:
        """The line read aloud."""
        done = tr("done") if self.is_done else ""
        parts = (self.week, self.title, self.minutes, self.due, done, self.note)
        return ", ".join(part for part in parts if part)


def filling_row(filling: Filling, words: Words, codes: Mapping[str, str] = _ONE) -> FillingRow:
    """Return how an activity is shown before it is added; codes are those of the courses, by
    their ids, where there are several."""
    note = " ".join(say.fault_sentence(fault) for fault in filling.faults)
    activity = filling.activity
    if activity is None:
        return FillingRow("", "circle-x", filling.text, "", "", note, is_wrong=True)
    due = tr("due %1", words.moment(activity.due.at)) if activity.due else ""
    if filling.block is not None:
        due = tr("%1, planned %2", due, words.moment(filling.block.at)).lstrip(", ")
    return FillingRow(
        _place(activity, codes),
        icons.OF_ACTIVITY.get(activity.kind, icons.OF_ACTIVITY[ActivityKind.EXERCISE]),
        activity.title,
        duration(activity.minutes) if activity.minutes else "",
        due,
        note,
        activity.stage is Stage.DONE,
    )


def _place(activity: Activity, codes: Mapping[str, str]) -> str:
    """Write the course, where there are several, and the week."""
    code = codes.get(activity.course_id or "", "")
    if not activity.week:
        return code
    return tr("%1 week %2", code, activity.week) if code else tr("Week %1", activity.week)


class FillingModel(QAbstractListModel):
    """The lines of the preview."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: list[FillingRow] = []
        self.lead = 0

    def set_rows(self, rows: Sequence[FillingRow]) -> None:
        """Show other lines; lead is how much room their weeks take."""
        self.beginResetModel()
        self.rows = list(rows)
        font = fonts.font("second", True)
        self.lead = max((paint.width_of(week, font) for week in {r.week for r in rows}), default=0)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  # Qt's signature
        """Count the lines."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a line, and its words for assistive technology."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == _ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.spoken
        return None


class FillingDelegate(QStyledItemDelegate):
    """Paints week, kind, title, length and local due date in columns; a note below."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """A line is 27 high, with a note 43."""
        row: FillingRow = index.data(_ROW)
        return QSize(200, theme.px(43 if row.note else 27))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one line."""
        row: FillingRow = index.data(_ROW)
        rect = option.rect
        painter.save()
        line = QRect(rect.x() + 12, rect.y(), rect.width() - 24, theme.px(27))
        second = fonts.font("second", True)
        model = index.model()
        assert isinstance(model, FillingModel)
        week = max(theme.px(58), model.lead)
        paint.text(
            painter, QRect(line.x(), line.y(), week, line.height()), row.week, second, "text3"
        )
        x = line.x() + week + 8
        tint = "dangt" if row.is_wrong else "text3" if row.is_done else "text2"
        icons.draw(painter, x, line.y() + (line.height() - 14) / 2, row.icon, 14, tint)
        self._paint_right(painter, line, row, second)
        self._paint_title(painter, line, x + 22, row)
        if option.state & QStyle.StateFlag.State_HasFocus:
            paint.focus_ring(painter, rect.adjusted(4, 1, -4, -1), 5)
        painter.restore()

    def _paint_right(self, painter: QPainter, line: QRect, row: FillingRow, font: QFont) -> None:
        due = QRect(line.right() - theme.px(180), line.y(), theme.px(180), line.height())
        paint.text(painter, due, row.due, font, "text2", paint.RIGHT)
        minutes = QRect(due.x() - theme.px(70), line.y(), theme.px(60), line.height())
        paint.text(painter, minutes, row.minutes, font, "text3", paint.RIGHT)

    def _paint_title(self, painter: QPainter, line: QRect, x: int, row: FillingRow) -> None:
        right = line.right() - theme.px(258 if row.due or row.minutes else 0)
        tint = "text3" if row.is_done or row.is_wrong else "text"
        font = fonts.font("body")
        where = QRect(x, line.y(), right - x, line.height())
        width = paint.text(painter, where, row.title, font, tint)
        if row.is_done:
            middle = line.y() + line.height() // 2
            paint.hairline(painter, x, middle, x + width, middle + 1, "text3")
        if row.note:
            below = QRect(x, line.bottom() - 3, line.right() - x, theme.px(16))
            icons.draw(painter, x, below.y() + 1, "triangle-alert", 12, "warnt")
            told = below.adjusted(18, 0, 0, 0)
            paint.text(painter, told, row.note, fonts.font("second"), "warnt")


class FillingList(QListView):
    """The preview as a list to walk through."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.viewport().setAutoFillBackground(False)
        self.filling_model = FillingModel(self)
        self.setModel(self.filling_model)
        self.setItemDelegate(FillingDelegate(self))
        self.setAccessibleName(tr("What will be added"))
