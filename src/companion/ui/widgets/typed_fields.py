"""Fields for times, lengths, dates and numbers: free text, tidied when left, stepped by ↑ and ↓."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from companion.models.faults import Refused
from companion.models.typed import read_length, read_time
from companion.models.walltime import zone_of
from companion.ui import fonts, icons, paint, theme
from companion.ui.text import Words, month, tr, weekday

_DAY_MINUTES = 24 * 60
_STEPS = {
    Qt.Key.Key_Up: 1,
    Qt.Key.Key_Down: -1,
    Qt.Key.Key_PageUp: 4,
    Qt.Key.Key_PageDown: -4,
}


class TextField(QLineEdit):
    """A line of text of a set width; 0 takes the room there is."""

    def __init__(
        self, name: str, width: int = 0, placeholder: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._width = width
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        across = QSizePolicy.Policy.Fixed if width else QSizePolicy.Policy.Expanding
        self.setSizePolicy(across, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As wide as the design draws it, at the chosen text size."""
        return QSize(theme.px(self._width or 120), theme.px(30))

    def minimumSizeHint(self) -> QSize:
        """Keep a set width; others may shrink."""
        return QSize(theme.px(self._width or 60), theme.px(30))


class StepField(TextField):
    """A line of free text that means a value. It is tidied when left and stepped by keys.

    `stepped` tells of a change that was not typed.
    """

    stepped = Signal()

    def __init__(
        self,
        name: str,
        width: int,
        tidy: Callable[[str], str],
        step: Callable[[str, int], str],
        suffix: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, width, parent=parent)
        self._tidy, self._step, self._suffix = tidy, step, ""
        self.restyle()
        self.set_suffix(suffix)
        theme.changed().changed.connect(self.restyle)

    def restyle(self) -> None:
        """Write digits of one width, at the chosen text size."""
        self.setFont(fonts.font("body", True))

    def set_suffix(self, suffix: str) -> None:
        """Show what the value counts in at the right end, for example a zone."""
        self._suffix = suffix
        width = paint.width_of(suffix, fonts.font("second")) + 6 if suffix else 0
        self.setTextMargins(0, 0, width, 0)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the field, then its suffix."""
        super().paintEvent(event)
        if self._suffix:
            painter = QPainter(self)
            where = QRect(0, 0, self.width() - 10, self.height())
            paint.text(painter, where, self._suffix, fonts.font("second"), "text3", paint.RIGHT)
            painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step by ↑ and ↓, four times as far by Page up and down."""
        by = _STEPS.get(Qt.Key(event.key()))
        if by is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        self.step_by(by)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the form, never the value."""
        event.ignore()

    def step_by(self, by: int) -> None:
        """Go some steps up or down."""
        after = self._step(self.text(), by)
        if after and after != self.text():
            self.selectAll()
            self.insert(after)
            self.selectAll()
            self.stepped.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Write the value as the program writes it; what is no value stays as typed."""
        tidy = self._tidy(self.text())
        if tidy and tidy != self.text():
            self.setText(tidy)
        super().focusOutEvent(event)


def write_clock(at: time, is_24h: bool) -> str:
    """Write a time of day as the student's system does."""
    words = Words(datetime.min.replace(tzinfo=UTC), zone_of("UTC"), is_24h)
    return words.clock(datetime(2000, 1, 1, at.hour, at.minute, tzinfo=UTC))


def write_length(minutes: int) -> str:
    """Write a length in minutes as a field shows it: "80 min"."""
    return tr("%1 min", minutes)


def write_date(day: date) -> str:
    """Write a date whole: "Mon 31 Aug 2026"."""
    return tr("%1 %2 %3 %4", weekday(day.weekday()), day.day, month(day.month), day.year)


def time_field(name: str, is_24h: Callable[[], bool], width: int = 100) -> StepField:
    """Make a field for a time of day; steps are quarters of an hour."""

    def tidy(text: str) -> str:
        found = read_time(text)
        return write_clock(found, is_24h()) if found else ""

    def step(text: str, by: int) -> str:
        found = read_time(text)
        if found is None:
            return write_clock(time(18, 30), is_24h()) if not text.strip() else ""
        minutes = found.hour * 60 + found.minute
        quarter = minutes // 15 if by > 0 else -(-minutes // 15)
        return write_clock(time(*divmod((quarter + by) * 15 % _DAY_MINUTES, 60)), is_24h())

    field = StepField(name, width, tidy, step)
    field.setPlaceholderText(write_clock(time(18, 30), is_24h()))
    return field


def length_field(name: str, width: int = 84) -> StepField:
    """Make a field for a length in minutes; steps are five minutes."""

    def tidy(text: str) -> str:
        found = read_length(text)
        return write_length(found) if found is not None else ""

    def step(text: str, by: int) -> str:
        found = read_length(text)
        if found is None:
            return write_length(60) if not text.strip() else ""
        five = found // 5 if by > 0 else -(-found // 5)
        return write_length(min(12 * 60, max(5, (five + by) * 5)))

    return StepField(name, width, tidy, step)


def count_field(name: str, low: int, high: int, width: int = 64, suffix: str = "") -> StepField:
    """Make a field for a whole number; steps are one."""

    def step(text: str, by: int) -> str:
        plain = text.strip()
        if not plain.isdecimal() or len(plain) > 6:
            return str(low) if not plain else ""
        return str(min(high, max(low, int(plain) + by)))

    return StepField(name, width, lambda text: text.strip(), step, suffix)


class DateField(StepField):
    """A field for a date, with a calendar behind its icon (Alt+↓); steps are days."""

    def __init__(
        self,
        name: str,
        read: Callable[[str], date],
        width: int = 172,
        write: Callable[[date], str] = write_date,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, width, self._tidied, self._stepped, parent=parent)
        self._read, self._write = read, write
        place = QLineEdit.ActionPosition.LeadingPosition
        self.opener = self.addAction(icons.icon("calendar-days", "text3"), place)
        self.opener.setText(self.tr("Open the calendar"))
        self.opener.setToolTip(self.tr("Open the calendar (Alt ↓)"))
        self.opener.triggered.connect(self.open_calendar)

    def day(self) -> date | None:
        """Return the date it means, or None."""
        try:
            return self._read(self.text())
        except Refused:
            return None

    def set_day(self, day: date) -> None:
        """Take a date that was not typed."""
        self.selectAll()
        self.insert(self._write(day))
        self.stepped.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the calendar on Alt+↓ or F4."""
        is_down = event.key() == Qt.Key.Key_Down
        if event.key() == Qt.Key.Key_F4 or (
            is_down and event.modifiers() & Qt.KeyboardModifier.AltModifier
        ):
            self.open_calendar()
            return
        super().keyPressEvent(event)

    def open_calendar(self) -> None:
        """Show a month to choose a day from."""
        from companion.ui.widgets.calendar_popup import CalendarPopup  # start-up: used on demand

        popup = CalendarPopup(self.day(), self)
        popup.chosen.connect(self.set_day)
        popup.show_below(self)

    def _tidied(self, text: str) -> str:
        day = self.day()
        return self._write(day) if day else ""

    def _stepped(self, text: str, by: int) -> str:
        day = self.day()
        days = 7 * by // 4 if abs(by) > 1 else by
        return self._write(day + timedelta(days=days)) if day else ""
