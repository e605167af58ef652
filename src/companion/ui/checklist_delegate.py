"""Paints the rows of the checklist: group rows, and tick, kind, code, title, minutes, due."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QAbstractItemModel, QEvent, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPainterPath
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from companion.models.checklist import Entry, Group
from companion.models.checklist_sections import Section
from companion.ui import fonts, icons, paint, theme
from companion.ui.checklist_model import ChecklistModel, Index
from companion.ui.checklist_words import Line, ListWords, group_name

ROW, GROUP_ROW = 31, 36
_PAD, _GAP, _TICK, _KIND, _CODE = 12, 9, 18, 18, 30
_MINUTES, _RELATIVE, _DUE = 62, 66, 92
_ICON = 16
_State = QStyle.StateFlag
_UNCLIPPED = int(Qt.TextFlag.TextDontClip)
_LEFT, _RIGHT = paint.LEFT | _UNCLIPPED, paint.RIGHT | _UNCLIPPED


class Columns(NamedTuple):
    """Where the columns of a row begin and end."""

    tick: int
    kind: int
    code: int
    title: int
    title_end: int
    minutes: int
    minutes_end: int
    relative: int
    due: int
    due_end: int


@lru_cache(maxsize=8)
def columns_of(x: int, width: int, look: theme.Look) -> Columns:
    """Return the columns of rows of one width at the text size of a look."""
    px = theme.px
    pad, gap = px(_PAD), px(_GAP)
    tick = x + pad
    kind = tick + px(_TICK) + gap
    code = kind + px(_KIND) + gap
    due_end = x + width - pad
    due = due_end - px(_DUE)
    relative = due - gap - px(_RELATIVE)
    minutes = relative - gap - px(_MINUTES)
    return Columns(
        tick, kind, code, code + px(_CODE) + gap, minutes - gap, minutes, relative - gap,
        relative, due, due_end,
    )  # fmt: skip


def tick_area(rect: QRect) -> QRect:
    """Return where a click ticks a row: the circle with room around it."""
    kind = columns_of(rect.x(), rect.width(), theme.look()).kind
    return QRect(rect.x(), rect.y(), kind - rect.x() - 4, rect.height())


class ChecklistDelegate(QStyledItemDelegate):
    """One read of the model a row, then plain painting; is_marked tells of marked rows."""

    def __init__(self, is_marked: Callable[[int], bool], parent: QWidget) -> None:
        super().__init__(parent)
        self._is_marked = is_marked

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
        view = self.parent()
        assert isinstance(view, QAbstractItemView)
        model = view.model()
        assert isinstance(model, ChecklistModel)
        assert model.words is not None
        number, rect = index.row(), option.rect
        row = model.rows[number]
        if isinstance(row, Section):
            _group(painter, rect, row, model.words, row.group not in model.closed)
        else:
            is_marked = self._is_marked(number)
            if is_marked:
                ends = not self._is_marked(number - 1), not self._is_marked(number + 1)
                _paint_marked(painter, rect, *ends)
            elif option.state & _State.State_MouseOver:
                paint.box(painter, rect, 5, theme.color("hover"))
            _entry(painter, rect, row, model.words, is_marked)
        if number == view.currentIndex().row():
            paint.focus_ring(painter, rect, 5)


def _paint_marked(painter: QPainter, rect: QRect, is_first: bool, is_last: bool) -> None:
    """Fill a marked row; rows that touch make one block with round ends."""
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
    middle = rect.y() + theme.px(21)
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
    columns, line = columns_of(rect.x(), rect.width(), theme.look()), words.line(entry)
    middle = rect.y() + rect.height() // 2
    quiet = "text2" if is_marked else "text3"
    _tick(painter, columns.tick - 1, middle - _ICON // 2 - 1, entry.is_done, is_marked)
    tint = quiet if entry.is_done else "text2"
    icon = icons.OF_ACTIVITY[entry.item.kind]
    icons.draw(painter, columns.kind + 1, middle - _ICON / 2 + 0.5, icon, _ICON, tint)
    course, title_at = words.course(entry), columns.title
    if course is not None:
        title_at = max(title_at, _tag(painter, columns, middle, course.code, course.color))
    room = QRect(title_at, rect.y(), columns.title_end - title_at, rect.height())
    _title(painter, room, entry, line, quiet)
    _numbers(painter, rect, columns, line, quiet)


def _tick(painter: QPainter, x: int, y: int, is_done: bool, is_marked: bool) -> None:
    state = Qt.CheckState.Checked if is_done else Qt.CheckState.Unchecked

    def draw(stamp: QPainter) -> None:
        paint.tick(stamp, 1, 1.5, state, on_sel=is_marked)

    paint.stamped(painter, x, y, ("tick", is_done, is_marked), (_ICON + 2, _ICON + 3), draw)


def _tag(painter: QPainter, columns: Columns, middle: int, code: str, family: str) -> int:
    """Paint a course's code; where the title may begin: codes are never cut."""
    x = columns.code + max(0, (theme.px(_CODE) - paint.tag_width(code)) // 2)
    return columns.code + paint.tag(painter, x, middle, code, family) + theme.px(_GAP)


def _title(painter: QPainter, where: QRect, entry: Entry, line: Line, quiet: str) -> None:
    x, end = where.x(), where.x() + where.width()
    if entry.item.is_important and not entry.is_done:
        x += paint.text(painter, where, "!", fonts.font("strong"), "dangt") + 5
    small = fonts.font("second", True)
    note_width = paint.width_of(line.note, small) + 4 if line.note else 0
    room = QRect(x, where.y(), max(0, end - x - note_width), where.height())
    tint = quiet if entry.is_done else "text"
    width = paint.text(painter, room, line.title, fonts.font("body"), tint)
    if entry.is_done:
        y = where.y() + where.height() / 2 + 1
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)  # whatever was painted before
        painter.setPen(theme.color(tint))
        painter.drawLine(QPointF(x, y), QPointF(x + width, y))
    if line.note:
        room = QRect(x + width + 4, where.y(), note_width, where.height())
        _short(painter, room, line.note, small, quiet)


def _numbers(painter: QPainter, rect: QRect, columns: Columns, line: Line, quiet: str) -> None:
    y, height = rect.y(), rect.height()
    small = fonts.font("second", True)
    if line.minutes:
        where = QRect(columns.minutes, y, columns.minutes_end - columns.minutes, height)
        _short(painter, where, line.minutes, fonts.font("body", True), "text2", _RIGHT)
    if line.relative:
        is_calm = line.tone == "text3"
        font = small if is_calm else fonts.font("second-control", True)
        where = QRect(columns.relative, y, columns.due - columns.relative, height)
        _short(painter, where, line.relative, font, quiet if is_calm else line.tone)
    if line.due:
        left = columns.due if line.relative else columns.relative  # "done Mon 14 Sep" needs both
        where = QRect(left, y, columns.due_end - left, height)
        _short(painter, where, line.due, small, "text2", _RIGHT)


def _short(
    painter: QPainter,
    where: QRect,
    content: str,
    font: QFont,
    tint: str,
    flags: int = _LEFT,
) -> None:
    """Paint text that is known to fit: measuring it would cost as much again."""
    painter.setFont(font)
    painter.setPen(theme.color(tint))
    painter.drawText(where, flags, content)
