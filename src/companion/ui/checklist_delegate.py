"""Paints the rows of the checklist: group rows, and tick, kind, code, title, minutes, due."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from companion.models.checklist import Entry, Group
from companion.models.checklist_sections import Section
from companion.ui import fonts, icons, paint, theme
from companion.ui.checklist_model import ChecklistModel, Index
from companion.ui.checklist_words import Line, ListWords, group_name

ROW = 31
_PAD, _GAP, _TICK, _KIND, _CODE = 12, 9, 18, 18, 30
_MINUTES, _RELATIVE, _DUE = 62, 66, 92
_ICON = 16
_State = QStyle.StateFlag


class Columns:
    """Where the columns of a row begin and end, for one width at one text size."""

    def __init__(self, rect: QRect) -> None:
        px = theme.px
        pad, gap = px(_PAD), px(_GAP)
        self.tick = rect.x() + pad
        self.kind = self.tick + px(_TICK) + gap
        self.code = self.kind + px(_KIND) + gap
        self.title = self.code + px(_CODE) + gap
        self.due_end = rect.x() + rect.width() - pad
        self.due = self.due_end - px(_DUE)
        self.relative = self.due - gap - px(_RELATIVE)
        self.minutes = self.relative - gap - px(_MINUTES)
        self.title_end = self.minutes - gap


def tick_area(rect: QRect) -> QRect:
    """Return where a click ticks a row: the circle with room around it."""
    return QRect(rect.x(), rect.y(), Columns(rect).kind - rect.x() - 4, rect.height())


class ChecklistDelegate(QStyledItemDelegate):
    """One read of the model a row, then plain painting."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """All rows are of one height."""
        return QSize(200, theme.px(ROW))

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """Leave ticking to the view: the model itself changes nothing."""
        return False

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a group or a line."""
        model = index.model()
        assert isinstance(model, ChecklistModel)
        assert model.words is not None
        row = model.rows[index.row()]
        rect: QRect = option.rect
        is_current = bool(option.state & _State.State_HasFocus)
        if isinstance(row, Section):
            _group(painter, rect, row, model.words, row.group not in model.closed)
        else:
            is_marked = bool(option.state & _State.State_Selected)
            if is_marked:
                _paint_marked(painter, rect, option)
            elif option.state & _State.State_MouseOver:
                paint.box(painter, rect, 5, theme.color("hover"))
            _entry(painter, rect, row, model.words, is_marked)
        if is_current:
            paint.focus_ring(painter, rect, 5)


def _paint_marked(painter: QPainter, rect: QRect, option: QStyleOptionViewItem) -> None:
    """Fill a marked row; rows that touch make one block with round ends."""
    place = option.viewItemPosition
    kinds = QStyleOptionViewItem.ViewItemPosition
    is_first = place in (kinds.Beginning, kinds.OnlyOne)
    is_last = place in (kinds.End, kinds.OnlyOne)
    if not is_first and not is_last:
        painter.fillRect(rect, theme.color("sel"))
        return
    whole = QRectF(rect.adjusted(0, 0 if is_first else -8, 0, 0 if is_last else 8))
    path = QPainterPath()
    path.addRoundedRect(whole, 5, 5)
    painter.save()
    painter.setClipRect(rect)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillPath(path, theme.color("sel"))
    painter.restore()


def _group(
    painter: QPainter, rect: QRect, section: Section, words: ListWords, is_open: bool
) -> None:
    is_late = section.group is Group.LATE
    tint = "dangt" if is_late else "text"
    middle = rect.y() + theme.px(18)
    x = rect.x() + theme.px(_PAD)
    icon = "chevron-down" if is_open else "chevron-right"
    if is_late and is_open:
        icon = "triangle-alert"
    icons.draw(painter, x, middle - 7, icon, 14, "dangt" if is_late else "text2")
    x += 14 + 8
    small, sums = fonts.font("second", True), words.sums(section)
    end = rect.x() + rect.width() - theme.px(_PAD)
    sums_width = paint.width_of(sums, small)
    line = QRect(0, middle - theme.px(10), 0, theme.px(20))
    paint.text(painter, _part(line, end - sums_width, end + 1), sums, small, "text3", paint.RIGHT)
    limit = end - sums_width - 12
    parts = (
        (group_name(section.group), fonts.font("strong"), tint),
        (words.span(section.group), fonts.font("second"), "text2"),
        (words.weeks.get(section.group, ""), fonts.font("second"), "text3"),
    )
    for content, font, token in parts:
        if content and x < limit:
            x += paint.text(painter, _part(line, x, limit), content, font, token) + 8
    bottom = rect.y() + rect.height() - 1
    paint.hairline(painter, rect.x(), bottom, rect.x() + rect.width(), bottom + 1)


def _part(line: QRect, left: int, right: int) -> QRect:
    return QRect(left, line.y(), right - left, line.height())


def _entry(painter: QPainter, rect: QRect, entry: Entry, words: ListWords, is_marked: bool) -> None:
    columns, line = Columns(rect), words.line(entry)
    middle = rect.y() + rect.height() // 2
    quiet = "text2" if is_marked else "text3"
    state = Qt.CheckState.Checked if entry.is_done else Qt.CheckState.Unchecked
    paint.tick(painter, columns.tick, middle - _ICON / 2 + 0.5, state, on_sel=is_marked)
    tint = quiet if entry.is_done else "text2"
    icon = icons.OF_ACTIVITY[entry.item.kind]
    icons.draw(painter, columns.kind + 1, middle - _ICON / 2 + 0.5, icon, _ICON, tint)
    course = words.course(entry)
    if course is not None:
        wide = paint.tag_width(course.code)
        x = columns.code + max(0, (theme.px(_CODE) - wide) // 2)
        paint.tag(painter, x, middle, course.code, course.color)
    _title(painter, rect, columns, entry, line, quiet)
    _numbers(painter, rect, columns, entry, line, quiet)


def _title(
    painter: QPainter, rect: QRect, columns: Columns, entry: Entry, line: Line, quiet: str
) -> None:
    x, end = columns.title, columns.title_end
    if entry.item.is_important and not entry.is_done:
        mark = QRect(x, rect.y(), end - x, rect.height())
        x += paint.text(painter, mark, "!", fonts.font("strong"), "dangt") + 5
    small = fonts.font("second", True)
    note_width = paint.width_of(line.note, small) + 4 if line.note else 0
    where = QRect(x, rect.y(), max(0, end - x - note_width), rect.height())
    tint = quiet if entry.is_done else "text"
    width = paint.text(painter, where, line.title, fonts.font("body"), tint)
    if entry.is_done:
        y = rect.y() + rect.height() / 2 + 1
        painter.setPen(theme.color(tint))
        painter.drawLine(QPointF(x, y), QPointF(x + width, y))
    if line.note:
        where = QRect(x + width + 4, rect.y(), note_width, rect.height())
        paint.text(painter, where, line.note, small, quiet)


def _numbers(
    painter: QPainter, rect: QRect, columns: Columns, entry: Entry, line: Line, quiet: str
) -> None:
    def part(left: int, right: int) -> QRect:
        return QRect(left, rect.y(), right - left, rect.height())

    body, small = fonts.font("body", True), fonts.font("second", True)
    where = part(columns.minutes, columns.relative - theme.px(_GAP))
    paint.text(painter, where, line.minutes, body, "text2", paint.RIGHT)
    if line.relative:
        is_calm = line.tone == "text3"
        font = small if is_calm else fonts.font("second-control", True)
        where = part(columns.relative, columns.due)
        paint.text(painter, where, line.relative, font, quiet if is_calm else line.tone)
    left = columns.due if line.relative else columns.relative  # "done Mon 14 Sep" needs both
    paint.text(painter, part(left, columns.due_end), line.due, small, "text2", paint.RIGHT)
