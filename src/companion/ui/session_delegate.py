"""Paints the classes of a course: times with shifts and moves, attendance as shapes."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from companion.models.course_view import BreakRow, SessionRow
from companion.models.occurrence import OccurrenceState
from companion.ui import fonts, icons, paint, theme
from companion.ui.session_model import (
    LOCAL,
    NUMBER,
    RECORDING,
    THERE,
    TOPIC,
    YOU,
    Index,
    SessionModel,
    cell,
    note_of,
    planned_mark,
    shift_mark,
    state_words,
)
from companion.ui.text import Words

ROW = 31
_OVER = (
    OccurrenceState.ATTENDED,
    OccurrenceState.RECORDING,
    OccurrenceState.EXCUSED,
    OccurrenceState.MISSED,
    OccurrenceState.CANCELLED,
)


def is_over(row: SessionRow) -> bool:
    """Tell whether nothing is left to say of a class."""
    return row.state in _OVER


def is_today(row: SessionRow, words: Words) -> bool:
    """Tell whether a class is the one of today, still to be attended."""
    return words.local(row.occurrence.starts_at).date() == words.today and not is_over(row)


def inside(rect: QRect, column: int) -> QRect:
    """Return where the text of a cell stands."""
    return rect.adjusted(12 if column == NUMBER else 5, 0, -5, 0)


class SessionDelegate(QStyledItemDelegate):
    """Paints the cells of a class; breaks are painted by the view, over all columns."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One line."""
        return QSize(60, theme.px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        model = index.model()
        assert isinstance(model, SessionModel)
        row = model.rows[index.row()]
        if isinstance(row, BreakRow) or model.words is None or model.course is None:
            return
        painter.save()
        column = index.column()
        rect = inside(option.rect, column)
        if column == YOU:
            _paint_you(painter, rect, row, model.words, model.course.color)
        elif column in _PAINTERS:
            _PAINTERS[column](painter, rect, row, model.words)
        else:
            _paint_plain(painter, rect, row, column, model.words)
        painter.restore()


def _paint_plain(
    painter: QPainter, rect: QRect, row: SessionRow, column: int, words: Words
) -> None:
    role: fonts.Role = "second" if column == THERE else "body"
    width = paint.text(painter, rect, cell(row, column, words), fonts.font(role, True), "text3")
    if column == THERE and words.is_swapped:
        _paint_aside(painter, rect, width, row, words)


def _paint_topic(painter: QPainter, rect: QRect, row: SessionRow, words: Words) -> None:
    is_cancelled = row.state is OccurrenceState.CANCELLED
    role: fonts.Role = "strong" if is_today(row, words) else "body"
    tint = "text3" if is_cancelled else "text"
    width = paint.text(painter, rect, cell(row, TOPIC, words), fonts.font(role), tint)
    if is_cancelled:
        _strike(painter, rect.x(), rect, width)
    note = note_of(row)
    if note and width + 30 < rect.width():
        where = rect.adjusted(width + 8, 0, 0, 0)
        paint.text(painter, where, note, fonts.font("second"), "text3")


def _paint_local(painter: QPainter, rect: QRect, row: SessionRow, words: Words) -> None:
    role: fonts.Role = "strong" if is_today(row, words) else "body"
    is_cancelled = row.state is OccurrenceState.CANCELLED
    tint = "text3" if is_cancelled else "text"
    width = paint.text(painter, rect, cell(row, LOCAL, words), fonts.font(role, True), tint)
    if is_cancelled:
        _strike(painter, rect.x(), rect, width)
    if not words.is_swapped:
        _paint_aside(painter, rect, width, row, words)


def _paint_aside(painter: QPainter, rect: QRect, width: int, row: SessionRow, words: Words) -> None:
    """Paint "−1 h" behind the student's own time; behind that of a moved class, struck, the old."""
    where = rect.adjusted(width + 5, 0, 0, 0)
    old = planned_mark(row, words)
    if old:
        font = fonts.font("second", True)
        if paint.width_of(old, font) <= where.width():
            wide = paint.text(painter, where, old, font, "text3")
            _strike(painter, where.x(), where, wide)
        return
    mark = shift_mark(row.shift)
    if mark:
        paint.text(painter, where, mark, fonts.font("second-control"), "warnt")


def _paint_you(painter: QPainter, rect: QRect, row: SessionRow, words: Words, family: str) -> None:
    middle = QPointF(rect.x() + 6, rect.center().y() + 1)
    text = state_words(row, words)
    is_now = is_today(row, words) or row.state is OccurrenceState.NOW
    paint_mark(painter, middle, row.state, family, is_now)
    where = rect.adjusted(18, 0, 0, 0)
    if is_now:
        tint = theme.family(family).text
        paint.text(painter, where, text, fonts.font("second-strong"), tint)
        return
    token = "text3" if row.state is OccurrenceState.UPCOMING else "text"
    if row.state in (OccurrenceState.MISSED, OccurrenceState.CANCELLED):
        token = "dangt"
    paint.text(painter, where, text, fonts.font("second"), token)


def _paint_recording(painter: QPainter, rect: QRect, row: SessionRow, words: Words) -> None:
    text = cell(row, RECORDING, words)
    if not text:
        return
    has_link = row.recording is not None and bool(row.recording.link)
    where = rect
    if has_link:
        icons.draw(painter, rect.x(), rect.center().y() - 5, "play", 12, "text2")
        where = rect.adjusted(17, 0, 0, 0)
    is_offer = row.recording is None or not (has_link or row.recording.minutes)
    tint = "accent" if is_offer else "text2"
    font = fonts.font("second-control" if is_offer else "second", True)
    width = paint.text(painter, where, text, font, tint)
    _paint_progress(painter, where, width, row)


def _paint_progress(painter: QPainter, where: QRect, width: int, row: SessionRow) -> None:
    """Paint how far it is watched as a line under its length."""
    recording = row.recording
    if recording is None or row.state is OccurrenceState.RECORDING:
        return
    part = recording.watched_minutes / (recording.minutes or row.occurrence.minutes)
    if part > 0:
        line = QRectF(where.x(), where.center().y() + theme.px(9), width, 3)
        paint.bar(painter, line, min(1.0, part), theme.color("accent"))


_PAINTERS = {LOCAL: _paint_local, TOPIC: _paint_topic, RECORDING: _paint_recording}


def _strike(painter: QPainter, x: int, rect: QRect, width: int) -> None:
    y = rect.center().y() + 1
    painter.setPen(theme.color("text3"))
    painter.drawLine(x, y, x + width, y)


def paint_mark(
    painter: QPainter, middle: QPointF, state: OccurrenceState, family: str, is_now: bool = False
) -> None:
    """Paint the mark of a class: disc attended, ring with triangle watched, cross missed, dash
    excused, ring to come; the ring of today's class is the course's and bold."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    solid, danger = theme.family(family).solid, theme.color("dangt")
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if state is OccurrenceState.ATTENDED:
        paint.box(painter, QRectF(middle.x() - 4.2, middle.y() - 4.2, 8.4, 8.4), 4.2, solid)
    elif state is OccurrenceState.RECORDING:
        painter.setPen(QPen(solid, 1.4))
        painter.drawEllipse(middle, 4.8, 4.8)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(solid)
        corners = (QPointF(-1.2, -2.1), QPointF(2.4, 0), QPointF(-1.2, 2.1))
        painter.drawPolygon(QPolygonF([middle + corner for corner in corners]))
    elif state in (OccurrenceState.MISSED, OccurrenceState.CANCELLED):
        painter.setPen(QPen(danger, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        for dx in (-3.4, 3.4):
            painter.drawLine(middle + QPointF(dx, -3.4), middle + QPointF(-dx, 3.4))
    elif state is OccurrenceState.EXCUSED:
        painter.setPen(QPen(solid, 1.4))
        painter.drawEllipse(middle, 4.6, 4.6)
        painter.drawLine(middle - QPointF(2.2, 0), middle + QPointF(2.2, 0))
    else:
        painter.setPen(QPen(solid, 2) if is_now else QPen(theme.color("ctl"), 1.3))
        painter.drawEllipse(middle, 3.8, 3.8)
