"""The live classes of a course in words: both clocks, topic, attendance, recording."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from companion.models.course import Course
from companion.models.course_view import BreakRow, SessionRow
from companion.models.occurrence import OccurrenceState
from companion.ui.class_words import class_name
from companion.ui.text import Words, duration, month, tr, weekday, zone_label
from companion.ui.widgets.labels import tooltip_text

Index = QModelIndex | QPersistentModelIndex
Row = SessionRow | BreakRow
NUMBER, LOCAL, THERE, TOPIC, YOU, RECORDING = range(6)
_HELD = (
    OccurrenceState.ATTENDED,
    OccurrenceState.RECORDING,
    OccurrenceState.MISSED,
    OccurrenceState.EXCUSED,
    OccurrenceState.UNMARKED,
)


class SessionModel(QAbstractTableModel):
    """Sessions and breaks, one row each."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[Row] = ()
        self.words: Words | None = None
        self.course: Course | None = None

    def show(self, rows: Sequence[Row], words: Words, course: Course) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows, self.words, self.course = rows, words, course
        self.endResetModel()

    def is_showing(self, rows: Sequence[Row], words: Words, course: Course) -> bool:
        """Tell whether these rows are shown, as they are written in this minute."""
        if self.words is None:
            return False
        before, after = (
            w._replace(now=w.now.replace(second=0, microsecond=0)) for w in (self.words, words)
        )
        return before == after and self.course == course and self.rows == rows

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many rows there are."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return the six columns."""
        return 0 if parent is not None and parent.isValid() else 6

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell's text, the row read aloud, or what does not fit into the cell."""
        if not index.isValid() or self.words is None:
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(row, self.words)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip_text(hint(row, index.column(), self.words))
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
        return row.title or class_name(occurrence)
    return state_words(row, words) if column == YOU else recording_words(row)


def note_of(row: SessionRow) -> str:
    """Return the student's note of a class, else empty."""
    return row.occurrence.override.note if row.occurrence.override else ""


def planned_mark(row: SessionRow, words: Words) -> str:
    """Return what stands struck beside the time of a moved class: its old day, or where that is
    the same, its old time."""
    occurrence = row.occurrence
    if not occurrence.is_moved:
        return ""
    old, new = words.local(occurrence.planned_at), words.local(occurrence.starts_at)
    if old.date() == new.date():
        return words.clock(old)
    day = tr("%1 %2", weekday(old.weekday()), old.day)
    return day if old.month == new.month else tr("%1 %2", old.day, month(old.month))


def is_held(row: SessionRow) -> bool:
    """Tell whether a class has been, so that there may be a recording of it."""
    return row.state in _HELD


def recording_words(row: SessionRow) -> str:
    """Return what stands in the recording's column: its length, a way to it, or nothing."""
    recording = row.recording
    if row.state is OccurrenceState.CANCELLED:
        return ""
    if recording is not None and recording.minutes:
        return duration(recording.minutes)
    if recording is not None and recording.link:
        return tr("Watch")
    return tr("+ paste link") if is_held(row) else ""


def state_words(row: SessionRow, words: Words) -> str:
    """Return what to say of the student and a class."""
    state, start = row.state, words.local(row.occurrence.starts_at)
    is_to_come = state in (OccurrenceState.UPCOMING, OccurrenceState.MOVED)
    if is_to_come and start.date() == words.today:
        return tr("Tonight") if start.hour >= 18 else tr("Today")
    if row.is_by_recording and (is_to_come or state is OccurrenceState.UNMARKED):
        return tr("To watch") if state is OccurrenceState.UNMARKED else tr("By recording")
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


def spoken(row: Row, words: Words) -> str:
    """Return a row in full words: "Class 10, Wednesday 4 November 00:30, Trees, upcoming"."""
    if isinstance(row, BreakRow):
        return break_words(row)
    when = words.spoken_time(row.occurrence.starts_at)
    parts = [class_name(row.occurrence), when, row.title, state_words(row, words).lower()]
    if row.occurrence.is_moved:
        parts.insert(2, tr("moved from %1", words.spoken_time(row.occurrence.planned_at)))
    elif row.shift:
        text = tr("%1 earlier than usual") if row.shift < 0 else tr("%1 later than usual")
        parts.insert(2, text.replace("%1", duration(abs(row.shift))))
    parts += [note_of(row), progress_words(row)]
    return ", ".join(part for part in parts if part)


def progress_words(row: SessionRow) -> str:
    """Say how far a recording is watched; empty where it is not begun or done."""
    recording = row.recording
    if recording is None or not recording.watched_minutes or row.state is OccurrenceState.RECORDING:
        return ""
    return tr("recording watched up to %1", duration(recording.watched_minutes))


def hint(row: Row, column: int, words: Words) -> str:
    """Return what does not fit into a cell, for its tooltip."""
    if isinstance(row, BreakRow):
        return row.entry.name
    if column in (LOCAL, THERE) and row.occurrence.is_moved:
        return tr("Moved from %1", words.moment(row.occurrence.planned_at))
    if column == TOPIC:
        return " · ".join(text for text in (row.title, note_of(row)) if text)
    return progress_words(row).capitalize() if column == RECORDING else ""


def shift_mark(minutes: int) -> str:
    """Return "−1 h" or "+1 h" for a class that falls off its usual local time."""
    if not minutes:
        return ""
    return ("−" if minutes < 0 else "+") + duration(abs(minutes))
