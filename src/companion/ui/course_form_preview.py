"""The preview beside the course form: every class in the student's time and the course's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from companion.models.agenda import Clash
from companion.models.class_list import BreakLine, ClassLine, ClassList, ShiftLine
from companion.models.schedule import Schedule
from companion.ui import course_form_words as say
from companion.ui import fonts, icons, paint, theme
from companion.ui.text import Words, city, tr, weekday
from companion.ui.widgets.labels import IconLabel, PlainLabel
from companion.ui.widgets.panels import Surface, spaced
from companion.ui.widgets.runs import laid_out, plain

_Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
_PADDING, _GAP = 20, 10
_MARK_X, _MARK_Y, _MARK_IN_X, _MARK_IN_Y = 12, 5, 12, 6


class PreviewRow(NamedTuple):
    """One painted row. kind: class, shift, break or note; a class has four columns, the others
    one sentence whose strong parts are marked."""

    kind: str
    spoken: str
    columns: tuple[str, str, str, str] = ("", "", "", "")
    sentence: str = ""


def preview_rows(classes: ClassList, words: Words) -> list[PreviewRow]:
    """Return the rows of a list of classes."""
    rows: list[PreviewRow] = []
    for line in classes.lines:
        if isinstance(line, ClassLine):
            rows.append(_class_row(line, classes, words))
            if line.fault:
                note = say.fault_note(words, line)
                rows.append(PreviewRow("note", note, sentence=note))
        elif isinstance(line, ShiftLine):
            sentence = say.shift_sentence(line)
            rows.append(PreviewRow("shift", plain(sentence), sentence=sentence))
        else:
            rows.append(_break_row(line))
    return rows


def _class_row(line: ClassLine, classes: ClassList, words: Words) -> PreviewRow:
    local = words.local(line.starts_at)
    day = tr("%1 %2", weekday(local.weekday()), say.short_date(local.date()))
    columns = (
        str(line.number),
        day,
        words.span(line.starts_at, line.ends_at),
        say.course_moment(words, line),
    )
    return PreviewRow("class", say.spoken_class(words, line, classes.course.zone), columns)


def _break_row(line: BreakLine) -> PreviewRow:
    sentence = tr("Break, %1", say.days_span(line.starts_on, line.ends_on))
    return PreviewRow("break", f"{sentence} {line.name}".strip(), sentence=sentence)


class PreviewModel(QAbstractListModel):
    """The rows of the preview."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: list[PreviewRow] = []

    def set_rows(self, rows: list[PreviewRow]) -> None:
        """Show other rows."""
        if rows == self.rows:
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  # Qt's signature
        """Count the rows."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a row, and its words for assistive technology."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.spoken
        return None


class Columns(NamedTuple):
    """Widths of the four columns in pixels."""

    number: int
    day: int
    time: int
    there: int

    def rects(self, rect: QRect) -> list[QRect]:
        """Return the place of each column in a row."""
        found, x = [], rect.x() + _PADDING
        for width in self:
            found.append(QRect(x, rect.y(), width, rect.height()))
            x += width + _GAP
        return found

    @property
    def total(self) -> int:
        """The width that shows them whole."""
        return sum(self) + 3 * _GAP + 2 * _PADDING


def columns_for(rows: Sequence[PreviewRow]) -> Columns:
    """Return columns as the design draws them, wider where the texts need it."""
    found = [row.columns for row in rows if row.kind == "class"]

    def widest(column: int, role: fonts.Role, least: int) -> int:
        font = fonts.font(role, True)
        widths = (paint.width_of(text[column], font) + 2 for text in found)
        return max(theme.px(least), max(widths, default=0))

    return Columns(
        widest(0, "second", 22),
        widest(1, "body", 96),
        widest(2, "strong", 92),
        widest(3, "second", 110),
    )


class PreviewDelegate(QStyledItemDelegate):
    """Paints classes in columns, shifts and breaks as bars in their place."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view
        self.columns = columns_for(())

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """A class is 27 high; a bar as high as its lines."""
        row: PreviewRow = index.data(ROW)
        width = self._view.viewport().width()
        if row.kind == "class":
            return QSize(width, theme.px(27))
        return QSize(width, self._bar_height(row, width) + 2 * _MARK_Y)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one row."""
        row: PreviewRow = index.data(ROW)
        rect = option.rect
        painter.save()
        if row.kind == "class":
            self._paint_class(painter, rect, row)
        else:
            self._paint_bar(painter, rect, row)
        state = option.state
        if state & QStyle.StateFlag.State_HasFocus:
            paint.focus_ring(painter, rect.adjusted(8, 1, -8, -1), 5)
        painter.restore()

    def _paint_class(self, painter: QPainter, rect: QRect, row: PreviewRow) -> None:
        roles: tuple[tuple[fonts.Role, str], ...] = (
            ("second", "text3"),
            ("body", "text"),
            ("strong", "text"),
            ("second", "text3"),
        )
        for text, where, (role, tint) in zip(
            row.columns, self.columns.rects(rect), roles, strict=True
        ):
            paint.text(painter, where, text, fonts.font(role, True), tint)

    def _paint_bar(self, painter: QPainter, rect: QRect, row: PreviewRow) -> None:
        bar = QRectF(rect.adjusted(_MARK_X, _MARK_Y, -_MARK_X, -_MARK_Y))
        if row.kind == "break":
            self._paint_break(painter, bar, row)
            return
        edge = theme.color("warnl") if theme.look().is_high_contrast else None
        paint.box(painter, bar, 6, theme.color("warnb"), edge, 2)
        icon = "moon" if row.kind == "shift" else "triangle-alert"
        icons.draw(painter, bar.x() + _MARK_IN_X, bar.center().y() - 7, icon, 14, "warnt")
        layout, _ = laid_out(row.sentence, self._text_width(rect.width()))
        painter.setPen(theme.color("warnt"))
        layout.draw(painter, QPointF(bar.x() + _MARK_IN_X + 22, bar.y() + _MARK_IN_Y))

    def _paint_break(self, painter: QPainter, bar: QRectF, row: PreviewRow) -> None:
        paint.hatch(painter, bar, 6)
        font = fonts.font("second", True)
        width = min(paint.width_of(row.sentence, font), int(bar.width()) - 36)
        words = QRect(int(bar.x()) + 18, int(bar.y()), width + 1, int(bar.height()))
        behind = QRectF(words).adjusted(-6, 6, 6, -6)
        paint.box(painter, behind, 3, theme.color("busy"))
        paint.text(painter, words, row.sentence, font, "text2")

    def _bar_height(self, row: PreviewRow, width: int) -> int:
        if row.kind == "break":
            return fonts.line("second") + 2 * _MARK_IN_Y
        return laid_out(row.sentence, self._text_width(width))[1] + 2 * _MARK_IN_Y

    def _text_width(self, width: int) -> int:
        return width - 2 * (_MARK_X + _MARK_IN_X) - 22


class PreviewList(QListView):
    """The classes as a list that can be read row by row."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(False)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.viewport().setAutoFillBackground(False)
        self.setMouseTracking(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the sentences anew."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


class _ColumnHead(QWidget):
    """The names of the columns and a hairline."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns = columns_for(())
        self.names = ("", "", "", "")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(100, theme.px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint names and line."""
        painter = QPainter(self)
        font = fonts.font("second")
        for name, where in zip(self.names, self.columns.rects(self.rect()), strict=True):
            paint.text(painter, where, name, font, "text3")
        paint.hairline(painter, 0, self.height() - 1, self.width(), self.height())
        painter.end()


class Preview(Surface):
    """Title, columns, list and summary."""

    WIDTH = 420

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("inset", "left", parent)
        column = QVBoxLayout(self)
        spaced(column, (1, 0, 0, 0), 0)
        head = QHBoxLayout()
        spaced(head, (19, 14, 20, 8), 5)
        title = PlainLabel(self.tr("Every class, in your time"), "section")
        title.setMinimumHeight(fonts.line("section"))
        head.addWidget(title, 1)
        head.addWidget(IconLabel("map-pin", 14, "text2"))
        self.city = PlainLabel("", "second", "text2")
        head.addWidget(self.city)
        column.addLayout(head)
        self.head = _ColumnHead()
        column.addWidget(self.head)
        column.addSpacing(4)
        self.hint = PlainLabel("", "body", "text3", wrap=True)
        self.hint.setContentsMargins(19, 12, 20, 12)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignTop)
        column.addWidget(self.hint, 1)
        self.list = PreviewList()
        self.model = PreviewModel(self.list)
        self.delegate = PreviewDelegate(self.list)
        self.list.setModel(self.model)
        self.list.setItemDelegate(self.delegate)
        column.addWidget(self.list, 1)
        column.addWidget(self._foot())

    def _foot(self) -> QWidget:
        foot = Surface("inset", "top")
        column = QVBoxLayout(foot)
        spaced(column, (19, 12, 20, 13), 3)
        row = QHBoxLayout()
        row.setSpacing(6)
        self.clash_icon = IconLabel("circle-check", 14, "okt")
        self.clash_head = PlainLabel("", "second-strong", "okt", wrap=True)
        row.addWidget(self.clash_icon)
        row.addWidget(self.clash_head, 1)
        column.addLayout(row)
        self.clash_text = PlainLabel("", "second", "dangt", numbers=True, wrap=True)
        column.addWidget(self.clash_text)
        self.totals = PlainLabel("", "second", "text2", wrap=True)
        column.addWidget(self.totals)
        self.foot = foot
        return foot

    def show_hint(self, words: Words, sentence: str) -> None:
        """Say what is needed before classes can be listed."""
        self._set_rows([], words, "")
        self.hint.setText(sentence)
        self.hint.setVisible(True)
        self.list.hide()
        self.foot.hide()

    def show_classes(
        self,
        classes: ClassList,
        words: Words,
        schedule: Schedule,
        clashes: Sequence[Clash],
    ) -> None:
        """Show the classes of a course. Ours comes first in each clash."""
        rows = preview_rows(classes, words)
        self._set_rows(rows, words, classes.course.zone)
        self.list.setAccessibleName(say.spoken_list(classes))
        self.hint.hide()
        self.list.show()
        self.foot.show()
        tint, icon = ("dangt", "triangle-alert") if clashes else ("okt", "circle-check")
        course_id = classes.course.id
        self.clash_head.setText(say.clash_head(clashes, course_id))
        self.clash_head.set_tint(tint)
        self.clash_icon.set_icon(icon, tint)
        self.clash_text.setText(say.clash_sentence(words, schedule, clashes, course_id))
        self.clash_text.setVisible(bool(clashes))
        self.totals.setText(say.totals(classes))

    def _set_rows(self, rows: list[PreviewRow], words: Words, zone: str) -> None:
        columns = columns_for(rows)
        self.delegate.columns = self.head.columns = columns
        there = say.course_column(zone)
        self.head.names = ("#", self.tr("Your day"), self.tr("Your time"), there)
        self.head.update()
        self.city.setText(city(words.zone.key))
        self.model.set_rows(rows)
        self.list.scheduleDelayedItemsLayout()

    def wanted_width(self) -> int:
        """Return the width that shows every column whole."""
        return max(theme.px(self.WIDTH), self.delegate.columns.total + 1)
