"""The notice of Today and Week that clocks change and classes move; dismissed once per change."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from companion import change_words
from companion.models.clock_guard import ClockShift, shift_told_at
from companion.ui import preferences
from companion.ui.page import Frame
from companion.ui.widgets.messages import Notice

AFFECTED = "affected"  # the Week page's subject that outlines the classes


class ClockNotice(QWidget):
    """The clock change to tell now, or nothing.

    `asked` brings the ClockShift when the student wants to see the classes; the page decides what
    that means. Call `refresh` whenever the page shows time anew, and each minute.
    """

    asked = Signal(object)

    def __init__(self, frame: Frame, *, names_classes: bool = False) -> None:
        """`names_classes` writes old and new times, as on Week; else why, as on Today."""
        super().__init__()
        self._frame, self._names_classes = frame, names_classes
        self._is_narrow = False
        self._said: tuple[str, str] = ("", "")
        self._put_away: set[str] = set()  # also what could not be stored
        self.shift: ClockShift | None = None
        self.notice: Notice | None = None
        self._column = QVBoxLayout(self)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.set_narrow(False)
        self.hide()

    def set_narrow(self, is_narrow: bool) -> None:
        """Say it shorter in a window below 1120 pixels, or in full."""
        self._is_narrow = is_narrow
        side = 16 if is_narrow else 24
        foot = 10 if is_narrow or self._names_classes else 14
        self._column.setContentsMargins(side, 0, side, foot)
        if self.shift is not None:
            self.refresh()

    def refresh(self) -> None:
        """Show what is to be told now."""
        words, workspace = self._frame.words(), self._frame.workspace
        away = preferences.dismissed(workspace) | self._put_away
        self.shift = shift_told_at(workspace.schedule, words.zone, words.now, away)
        if self.shift is not None:
            self._say(*self._words(self.shift))
        self.setVisible(self.shift is not None)

    def showEvent(self, event: QShowEvent) -> None:
        """Follow what was dismissed on another page."""
        super().showEvent(event)
        if self.shift is not None and self.shift.id in preferences.dismissed(self._frame.workspace):
            self.refresh()

    def _words(self, shift: ClockShift) -> tuple[str, str]:
        words, schedule = self._frame.words(), self._frame.workspace.schedule
        if self._names_classes:
            rest = change_words.week_classes(shift, words, schedule)
            return change_words.week_head(shift, words, schedule), rest
        rest = change_words.notice_reason(shift, words, self._is_narrow)
        return change_words.notice_head(shift, words, schedule), rest

    def _say(self, strong: str, rest: str) -> None:
        if self.notice is not None and (strong, rest) == self._said:
            return
        self._said = (strong, rest)
        focused = self.window().focusWidget()
        had_focus = self.notice is not None and self.notice.isAncestorOf(focused or self)
        self._take_away()
        action = self.tr("Details") if self._names_classes else self.tr("See affected times")
        self.notice = Notice(strong, rest, icon="moon", action=action)
        self.notice.acted.connect(lambda: self.asked.emit(self.shift))
        self.notice.closed.connect(self._dismiss)
        self._column.addWidget(self.notice)
        if had_focus and self.notice.button is not None:
            self.notice.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_away(self) -> None:
        if self.notice is not None:
            self._column.removeWidget(self.notice)
            self.notice.hide()
            self.notice.deleteLater()
            self.notice = None

    def _dismiss(self) -> None:
        if self.shift is not None:
            self._put_away.add(self.shift.id)
            preferences.dismiss(self._frame.workspace, self.shift.id)
        self._take_away()
        self.refresh()


def show_affected(frame: Frame, shift: ClockShift, over: QWidget) -> None:
    """Show the classes that a change moves: old and new time of each, over a widget's window."""
    from companion.ui.dialogs.affected import AffectedList  # start-up: only when asked for

    AffectedList(over.window(), shift, frame.words(), frame.workspace.schedule)
