"""The live classes of a course as a list: both clocks, topic, attendance, recording."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from companion.models.course import Course
from companion.models.course_view import BreakRow, SessionRow
from companion.models.occurrence import OccurrenceState
from companion.ui import fonts, icons, paint, theme
from companion.ui.text import Words, duration, month, tr, weekday, zone_label

_Index = QModelIndex | QPersistentModelIndex
NUMBER, LOCAL, THERE, TOPIC, YOU, RECORDING = range(6)
ROW = 31
_DONE = (OccurrenceState.ATTENDED, OccurrenceState.RECORDING, OccurrenceState.EXCUSED)


class SessionModel(QAbstractTableModel):
    """Sessions and breaks, one row each."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[SessionRow | BreakRow] = ()
        self.words: Words | None = None
        self.course: Course | None = None

    def show(self, rows: Sequence[SessionRow | BreakRow], words: Words, course: Course) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows, self.words, self.course = rows, words, course
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        """Return how many rows there are."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index | None = None) -> int:
        """Return the six columns."""
        return 0 if parent is not None and parent.isValid() else 6

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell's text, or the row read aloud."""
        if not index.isValid() or self.words is None:
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(row, self.words)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if isinstance(row, BreakRow):
            return break_words(row) if index.column() == NUMBER else ""
        return cell(row, index.column(), self.words)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Name the columns; the clocks by their place."""
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        if self.words is None or self.course is None:
            return ""
        second = self.words.second(self.course.zone) or self.course.zone
        there = zone_label(second).partition(" (")[0]
        here = zone_label(self.words.leading.key).partition(" (")[0]
        names = ("#", here, there, self.tr("Topic"), self.tr("You"), self.tr("Recording"))
        return names[section]


def cell(row: SessionRow, column: int, words: Words) -> str:
    """Return the text of one cell of a class."""
    occurrence = row.occurrence
    if column == NUMBER:
        return "+" if occurrence.number is None else str(occurrence.number)
    if column == LOCAL:
        return words.moment(occurrence.starts_at)
    if column == THERE and words.is_swapped:
        wall = words.home(occurrence.starts_at)
        return tr("%1 %2", weekday(wall.weekday()), words.clock(wall))
    if column == THERE:
        day = occurrence.starts_in_course
        return tr("%1 %2 %3", weekday(day.weekday()), day.day, month(day.month))
    if column == TOPIC:
        return row.title or class_name(row)
    if column == YOU:
        return state_words(row, words)
    minutes = row.recording.minutes if row.recording else None
    return duration(minutes) if minutes else ""


def class_name(row: SessionRow) -> str:
    """Return "Class 9", or "Extra class"."""
    number = row.occurrence.number
    return tr("Extra class") if number is None else tr("Class %1", number)


def state_words(row: SessionRow, words: Words) -> str:
    """Return what to say of the student and a class."""
    state, start = row.state, words.local(row.occurrence.starts_at)
    if state in (OccurrenceState.UPCOMING, OccurrenceState.MOVED) and start.date() == words.today:
        return tr("Tonight") if start.hour >= 18 else tr("Today")
    return {
        OccurrenceState.CANCELLED: tr("Cancelled"),
        OccurrenceState.ATTENDED: tr("Attended"),
        OccurrenceState.RECORDING: tr("Recording watched"),
        OccurrenceState.MISSED: tr("Missed"),
        OccurrenceState.EXCUSED: tr("Excused"),
        OccurrenceState.NOW: tr("Now"),
        OccurrenceState.UNMARKED: tr("Not marked"),
        OccurrenceState.MOVED: tr("Moved"),
        OccurrenceState.UPCOMING: tr("Upcoming"),
    }[state]


def break_words(row: BreakRow) -> str:
    """Return what stands in a break: "Break week, 23 – 29 Nov: no class"."""
    entry = row.entry
    first, last = entry.starts_on, entry.ends_on
    start = str(first.day) if first.month == last.month else f"{first.day} {month(first.month)}"
    span = tr("%1 – %2 %3", start, last.day, month(last.month))
    if first == last:
        span = tr("%1 %2", first.day, month(first.month))
    name = tr("Break week") if row.is_week else entry.name or tr("Break")
    return tr("%1, %2: no class", name, span)


def spoken(row: SessionRow | BreakRow, words: Words) -> str:
    """Return a row in full words: "Class 10, Wednesday 4 November 00:30, Trees, upcoming"."""
    if isinstance(row, BreakRow):
        return break_words(row)
    when = words.spoken_time(row.occurrence.starts_at)
    parts = [class_name(row), when, row.title, state_words(row, words).lower()]
    if row.shift:
        text = tr("%1 earlier than usual") if row.shift < 0 else tr("%1 later than usual")
        parts.insert(2, text.replace("%1", duration(abs(row.shift))))
    return ", ".join(part for part in parts if part)


def shift_mark(minutes: int) -> str:
    """Return "−1 h" or "+1 h" for a class that falls off its usual local time."""
    if not minutes:
        return ""
    return ("−" if minutes < 0 else "+") + duration(abs(minutes))


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(60, theme.px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        model = index.model()
        assert isinstance(model, SessionModel)
        row = model.rows[index.row()]
        if isinstance(row, BreakRow) or model.words is None or model.course is None:
            return
        painter.save()
        rect = _inside(option.rect, index.column())
        paint_cell = {LOCAL: self._local, YOU: self._you, RECORDING: self._recording}
        column = index.column()
        if column in paint_cell:
            paint_cell[column](painter, rect, row, model)
        else:
            self._plain(painter, rect, row, column, model.words)
        painter.restore()

    def _plain(
        self, painter: QPainter, rect: QRect, row: SessionRow, column: int, words: Words
    ) -> None:
        is_today = words.local(row.occurrence.starts_at).date() == words.today
        role: fonts.Role = "second" if column == THERE else "body"
        if column == TOPIC and is_today and not _is_over(row):
            role = "strong"
        tint = "text3" if column in (NUMBER, THERE) else "text"
        if row.state is OccurrenceState.CANCELLED:
            tint = "text3"
        font = fonts.font(role, column != TOPIC)
        width = paint.text(painter, rect, cell(row, column, words), font, tint)
        if column == THERE and words.is_swapped:
            _paint_shift(painter, rect, width, row)
        if column == TOPIC and row.state is OccurrenceState.CANCELLED:
            _strike(painter, rect, width)

    def _local(self, painter: QPainter, rect: QRect, row: SessionRow, model: SessionModel) -> None:
        words = model.words
        assert words is not None
        is_today = words.local(row.occurrence.starts_at).date() == words.today
        role: fonts.Role = "strong" if is_today and not _is_over(row) else "body"
        is_cancelled = row.state is OccurrenceState.CANCELLED
        tint = "text3" if is_cancelled else "text"
        width = paint.text(painter, rect, cell(row, LOCAL, words), fonts.font(role, True), tint)
        if is_cancelled:
            _strike(painter, rect, width)
        if not words.is_swapped:
            _paint_shift(painter, rect, width, row)

    def _you(self, painter: QPainter, rect: QRect, row: SessionRow, model: SessionModel) -> None:
        words, course = model.words, model.course
        assert words is not None
        assert course is not None
        middle = QPointF(rect.x() + 6, rect.center().y() + 1)
        text = state_words(row, words)
        is_today = words.local(row.occurrence.starts_at).date() == words.today
        is_now = (is_today and not _is_over(row)) or row.state is OccurrenceState.NOW
        paint_mark(painter, middle, row.state, course.color, is_now)
        tint = "text3" if row.state is OccurrenceState.UPCOMING else "text"
        font = fonts.font("second")
        if row.state in (OccurrenceState.MISSED, OccurrenceState.CANCELLED):
            tint = "dangt"
        where = rect.adjusted(18, 0, 0, 0)
        if is_now:
            strong = fonts.font("second-strong")
            paint.text(painter, where, text, strong, theme.family(course.color).text)
        else:
            paint.text(painter, where, text, font, tint)

    def _recording(
        self, painter: QPainter, rect: QRect, row: SessionRow, model: SessionModel
    ) -> None:
        assert model.words is not None
        text = cell(row, RECORDING, model.words)
        if text:
            icons.draw(painter, rect.x(), rect.center().y() - 5, "play", 12, "text2")
            where = rect.adjusted(17, 0, 0, 0)
            paint.text(painter, where, text, fonts.font("second", True), "text2")


def _inside(rect: QRect, column: int) -> QRect:
    return rect.adjusted(12 if column == NUMBER else 5, 0, -5, 0)


def _is_over(row: SessionRow) -> bool:
    return row.state in (*_DONE, OccurrenceState.MISSED, OccurrenceState.CANCELLED)


def _paint_shift(painter: QPainter, rect: QRect, width: int, row: SessionRow) -> None:
    """Paint "−1 h" behind the student's own time."""
    mark = shift_mark(row.shift)
    if mark and not row.occurrence.is_moved:
        where = rect.adjusted(width + 5, 0, 0, 0)
        paint.text(painter, where, mark, fonts.font("second-control"), "warnt")


def _strike(painter: QPainter, rect: QRect, width: int) -> None:
    y = rect.center().y() + 1
    painter.setPen(theme.color("text3"))
    painter.drawLine(rect.x(), y, rect.x() + width, y)


def paint_mark(
    painter: QPainter, middle: QPointF, state: OccurrenceState, family: str, is_now: bool = False
) -> None:
    """Paint the mark of a class: disc attended, ring with triangle watched, cross missed, ring
    to come; the ring of today's class is the course's and bold."""
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
    else:
        painter.setPen(QPen(solid, 2) if is_now else QPen(theme.color("ctl"), 1.3))
        painter.drawEllipse(middle, 3.8, 3.8)


class _Header(QHeaderView):
    """Column names in the third text colour over one hairline."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(False)
        self.setStretchLastSection(False)

    def sizeHint(self) -> QSize:
        return QSize(100, theme.px(30))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        text = self.model().headerData(section, Qt.Orientation.Horizontal)
        where = _inside(rect, section)
        paint.text(painter, where, str(text), fonts.font("second"), "text3")
        bottom = rect.bottom()
        paint.hairline(painter, rect.left(), bottom, rect.right() + 1, bottom + 1)


class SessionList(QTreeView):
    """The list. Enter or double click edits one class."""

    edited = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sessions = SessionModel(self)
        self.setModel(self.sessions)
        self.setHeader(_Header(self))
        self.setItemDelegate(_Delegate(self))
        self.setAccessibleName(self.tr("Live classes"))
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setUniformRowHeights(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAllColumnsShowFocus(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setExpandsOnDoubleClick(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.doubleClicked.connect(self._edit)

    def show_rows(
        self, rows: Sequence[SessionRow | BreakRow], words: Words, course: Course
    ) -> None:
        """Show other rows; the current class stays current."""
        key, place = self.current_key(), self.verticalScrollBar().value()
        self.sessions.show(tuple(rows), words, course)
        self.fit_columns()
        for n, row in enumerate(rows):
            self.setFirstColumnSpanned(n, QModelIndex(), isinstance(row, BreakRow))
        if key:
            self.select(key)
            self.verticalScrollBar().setValue(place)

    def current_key(self) -> str:
        """Return the occurrence key of the current class, else empty."""
        row = self.current_row()
        return row.occurrence.key if row else ""

    def current_row(self) -> SessionRow | None:
        """Return the current class, or None on a break or nowhere."""
        index = self.currentIndex()
        if not index.isValid() or index.row() >= len(self.sessions.rows):
            return None
        row = self.sessions.rows[index.row()]
        return row if isinstance(row, SessionRow) else None

    def select(self, key: str) -> bool:
        """Make a class current and visible; False when it is not there."""
        for n, row in enumerate(self.sessions.rows):
            if isinstance(row, SessionRow) and row.occurrence.key == key:
                self.setCurrentIndex(self.sessions.index(n, 0))
                return True
        return False

    def row_rect(self, key: str) -> QRect:
        """Return where a class is, in the viewport."""
        for n, row in enumerate(self.sessions.rows):
            if isinstance(row, SessionRow) and row.occurrence.key == key:
                first = self.visualRect(self.sessions.index(n, 0))
                return QRect(0, first.y(), self.viewport().width(), first.height())
        return QRect()

    def resizeEvent(self, event: Any) -> None:
        """Share the width among the columns; the topic takes what is left."""
        super().resizeEvent(event)
        self.fit_columns()

    def fit_columns(self) -> None:
        """Give each column what its longest text needs."""
        wide = self.viewport().width()
        is_narrow = wide < 620
        fixed = {NUMBER: 41, LOCAL: 165, THERE: 86, YOU: 140, RECORDING: 72}
        if is_narrow:
            fixed |= {LOCAL: 162, THERE: 82, YOU: 132, RECORDING: 64}
        words = self.sessions.words
        if words is not None and words.is_swapped:  # the mark of a shift moves over
            fixed[LOCAL] -= 32
            fixed[THERE] += 32
        self.setColumnHidden(RECORDING, wide < 520)
        taken = sum(theme.px(w) for c, w in fixed.items() if not self.isColumnHidden(c))
        for column, width in fixed.items():
            self.header().resizeSection(column, theme.px(width))
        self.header().resizeSection(TOPIC, max(80, wide - taken))

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint the row's ground: today's class tinted, a break hatched; then its cells."""
        row = self.sessions.rows[index.row()]
        rect = QRect(0, option.rect.y(), self.viewport().width(), option.rect.height())
        if isinstance(row, BreakRow):
            self._paint_break(painter, rect, row)
        else:
            self._paint_ground(painter, rect, row)
            super().drawRow(painter, option, index)
        if self.hasFocus() and self.currentIndex().row() == index.row():
            paint.focus_ring(painter, rect.adjusted(0, 0, -1, 0), 5)

    def _paint_ground(self, painter: QPainter, rect: QRect, row: SessionRow) -> None:
        words, course = self.sessions.words, self.sessions.course
        if words is None or course is None:
            return
        if words.local(row.occurrence.starts_at).date() == words.today and not _is_over(row):
            paint.box(painter, rect, 5, theme.family(course.color).tint)

    def _paint_break(self, painter: QPainter, rect: QRect, row: BreakRow) -> None:
        band = QRectF(rect.adjusted(12, 3, -12, -3))
        paint.hatch(painter, band, 4, step=5)
        text, font = break_words(row), fonts.font("second")
        x = int(band.x()) + 30
        where = QRect(x, rect.y(), paint.width_of(text, font) + 12, rect.height())
        inside = where.adjusted(0, 6, 0, -6)
        painter.fillRect(inside, theme.color("busy"))
        paint.text(painter, where, text, font, "text3", paint.CENTER)

    def drawBranches(self, painter: QPainter, rect: QRect, index: _Index) -> None:
        """There are none."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Edit on Enter; letters are the window's keys."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._edit(self.currentIndex())
        elif event.text().isprintable() and event.text().strip():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _edit(self, index: _Index) -> None:
        row = self.sessions.rows[index.row()] if index.isValid() else None
        if isinstance(row, SessionRow):
            self.edited.emit(row.occurrence.key)
