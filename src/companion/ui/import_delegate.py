"""Paints the rows of an import: tick, badge, kind, code, title, estimate, when; old → new."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QAbstractItemModel, QEvent, QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from companion.models.faults import Refused
from companion.models.proposal import FieldChange, Row
from companion.models.typed import parse_minutes
from companion.ui import fonts, icons, paint, theme
from companion.ui import import_words as say
from companion.ui.import_model import Group, ImportModel, Index
from companion.ui.text import duration
from companion.ui.widgets.typed_fields import TextField, write_length

ROW, GROUP_ROW, HEAD = 32, 36, 28
_PAD, _GAP = 24, 12
_BADGE, _KIND, _CODE, _MINUTES, _WHEN, _NARROW_WHEN = 92, 20, 30, 78, 300, 250


class Columns(NamedTuple):
    """Where the columns of a row begin; when_end is where the last one ends."""

    tick: int
    badge: int
    kind: int
    code: int
    title: int
    minutes: int
    when: int
    when_end: int


@lru_cache(maxsize=8)
def columns_of(width: int, look: theme.Look) -> Columns:
    """Return the columns of rows of one width at the text size of a look."""
    px, gap = theme.px, theme.px(_GAP)
    badge = px(_PAD) + px(18) + gap
    kind = badge + px(_BADGE) + gap
    code = kind + px(_KIND) + gap
    when_end = width - px(_PAD)
    when = when_end - px(_WHEN if width > px(1000) else _NARROW_WHEN)
    minutes = when - gap - px(_MINUTES)
    return Columns(
        px(_PAD), badge, kind, code, code + px(_CODE) + gap, minutes, when, when_end
    )  # fmt: skip


class ImportDelegate(QStyledItemDelegate):
    """Groups and rows, and the field in which an estimate is set."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Groups are a little higher than rows. Asked for all rows at once: not by way of Qt."""
        model = index.model()
        is_group = isinstance(model, ImportModel) and isinstance(model.rows[index.row()], Group)
        return QSize(200, theme.px(GROUP_ROW if is_group else ROW))

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """Leave ticking to the view."""
        return False

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one entry."""
        model = index.model()
        if not isinstance(model, ImportModel) or model.words is None:
            return
        entry = model.rows[index.row()]
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        columns = columns_of(rect.width(), theme.look())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(entry, Group):
            _group(painter, rect, columns, entry, model)
        else:
            _row(painter, rect, columns, entry, model)
        if state & QStyle.StateFlag.State_HasFocus:
            inset = theme.px(10)
            paint.focus_ring(painter, rect.adjusted(inset, 0, -inset, 0), 5)
        painter.restore()

    # Setting an estimate

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Make the field."""
        return TextField(say.tr("Estimate"), parent=parent)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Put it over the estimate."""
        rect: QRect = option.rect
        columns = columns_of(rect.width(), theme.look())
        left = columns.minutes - 10
        editor.setGeometry(left, rect.y() + 1, columns.when - left - 4, rect.height() - 2)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Begin with the estimate as it is."""
        model = index.model()
        if isinstance(editor, TextField) and isinstance(model, ImportModel):
            row = model.rows[index.row()]
            minutes = model.minutes_of(row) if isinstance(row, Row) else None
            editor.setText(write_length(minutes) if minutes else "")
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Take what is a length; anything else leaves the estimate as it was."""
        if not isinstance(editor, TextField) or not isinstance(model, ImportModel):
            return
        try:
            model.set_minutes(index, parse_minutes(editor.text()))
        except Refused:
            return


def _group(
    painter: QPainter, rect: QRect, columns: Columns, group: Group, model: ImportModel
) -> None:
    middle = rect.bottom() - theme.px(14)
    _tick(painter, columns.tick, middle, model.state_of(group))
    line = QRect(columns.badge - theme.px(6), middle - theme.px(10), rect.width(), theme.px(20))
    name = say.state_name(group.state)
    used = paint.text(painter, line, name, fonts.font("strong"))
    rest = line.adjusted(used + theme.px(9), 0, -columns.badge, 0)
    remark = f"{group.number} · {say.state_remark(group.state)}"
    paint.text(painter, rest, remark, fonts.font("second", True), "text3")
    paint.hairline(painter, 0, rect.bottom(), rect.width(), rect.bottom() + 1)


def _row(painter: QPainter, rect: QRect, columns: Columns, row: Row, model: ImportModel) -> None:
    assert model.words is not None
    middle = rect.center().y() + 1
    _tick(painter, columns.tick, middle, model.state_of(row))
    _badge(painter, columns.badge, middle, row)
    icons.draw(painter, columns.kind, middle - 8, say.row_icon(row), 16, "text2")
    course = model.courses.get(row.course_id)
    title_at = columns.title
    if course is not None:
        width = paint.tag(painter, columns.code, middle, course.code, course.color)
        title_at = max(title_at, columns.code + width + theme.px(_GAP))
    right = columns.minutes - theme.px(_GAP)
    _title(painter, QRect(title_at, rect.y(), right - title_at, rect.height()), row)
    _estimate(painter, rect, columns, row, model)
    where = QRect(columns.when, rect.y(), columns.when_end - columns.when, rect.height())
    moved = say.field(row, "due", "start", "starts")
    if moved is None:
        text = say.row_when(row, course, model.words)
        paint.text(painter, where, text, fonts.font("body", True))
    else:
        before, after = (_moment(model, value) for value in (moved.before, moved.after))
        _old_and_new(painter, where, before, after)


def _moment(model: ImportModel, value: object) -> str:
    assert model.words is not None
    return say.when(value if isinstance(value, datetime) else None, model.words)


def _tick(painter: QPainter, x: int, middle: int, state: Qt.CheckState) -> None:
    paint.tick(painter, x, middle - 8, state, is_round=False)


def _badge(painter: QPainter, x: int, middle: int, row: Row) -> None:
    """Paint what a row does: an icon and a word on the tint of its tone."""
    name, tone = say.state_name(row.state), say.TONES[row.state]
    font = fonts.font("small-strong")
    width = paint.width_of(name, font) + 22 + 8
    height = theme.px(19)
    box = QRect(x, middle - height // 2, width, height)
    edge = theme.color(f"{tone}t") if theme.look().is_high_contrast else None
    paint.box(painter, box, 4, theme.color(f"{tone}b"), edge)
    icons.draw(painter, x + 5, middle - 6, say.SIGNS[row.state], 12, f"{tone}t")
    paint.text(painter, box.adjusted(22, 0, 0, 0), name, font, f"{tone}t")


def _title(painter: QPainter, where: QRect, row: Row) -> None:
    """Paint the title, the old one before a new one, and what else there is to tell behind."""
    note, font = say.shown_note(row), fonts.font("body")
    small = fonts.font("second", True)
    room = where.width()
    wanted = paint.width_of(note, small) + theme.px(8) if note else 0
    line = where.adjusted(0, 0, -min(wanted, room // 2), 0)
    changed = say.field(row, "title")
    if changed is not None and changed.before:
        used = _old_and_new(painter, line, str(changed.before), str(changed.after))
    else:
        tint = "text2" if row.state.value == "removed" else "text"
        used = paint.text(painter, line, say.row_title(row), font, tint)
    if note:
        rest = where.adjusted(used + theme.px(6), 1, 0, 1)
        paint.text(painter, rest, note, small, "warnt" if row.note else "text3")


def _estimate(
    painter: QPainter, rect: QRect, columns: Columns, row: Row, model: ImportModel
) -> None:
    where = QRect(columns.minutes, rect.y(), columns.when - columns.minutes, rect.height())
    changed = say.field(row, "minutes")
    if changed is not None:
        _new_length(painter, where, changed)
        return
    minutes = model.minutes_of(row)
    if not minutes:
        return
    used = paint.text(painter, where, duration(minutes), fonts.font("body", True), "text2")
    if row.is_guess and row.key not in model.minutes:
        rest = where.adjusted(used + 4, 1, 0, 1)
        paint.text(painter, rest, say.tr("est."), fonts.font("second"), "text3")


def _new_length(painter: QPainter, where: QRect, changed: FieldChange) -> None:
    """Paint a new length; the old one stands behind the title, as the column is narrow."""
    after = duration(changed.after) if isinstance(changed.after, int) else "–"
    paint.text(painter, where, after, fonts.font("strong", True))


def _old_and_new(painter: QPainter, where: QRect, before: str, after: str) -> int:
    """Paint the old value struck out, an arrow, the new one; the width that it took."""
    struck = QFont(fonts.font("body", True))
    struck.setStrikeOut(True)
    strong = fonts.font("strong", True)
    arrow = theme.px(26)
    wanted = paint.width_of(after, strong)
    room = max(where.width() - wanted - arrow, where.width() // 3)
    used = paint.text(painter, QRect(where.x(), where.y(), room, where.height()), before, struck,
                      "text3")  # fmt: skip
    used = min(used, room)
    icons.draw(
        painter,
        where.x() + used + arrow / 2 - 6,
        where.center().y() - 5,
        "arrow-right",
        12,
        "text3",
    )
    rest = where.adjusted(used + arrow, 0, 0, 0)
    return used + arrow + min(paint.text(painter, rest, after, strong), rest.width())
