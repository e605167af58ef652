"""What the student does with single classes on the page of a course."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from companion import edits
from companion.models.attendance import Attendance, AttendanceMark, Recording
from companion.models.course_view import meeting_of_kind
from companion.models.meeting import MeetingKind
from companion.models.occurrence import Occurrence
from companion.models.watching import is_to_watch, recording_of
from companion.ui import icons
from companion.ui.text import tr
from companion.ui.widgets.buttons import shown_keys

if TYPE_CHECKING:
    from companion.models.course import Course
    from companion.ui.page import Frame
    from companion.ui.popover import Popover
    from companion.ui.session_list import SessionList
    from companion.ui.widgets.buttons import Button


class ClassesPage(Protocol):
    """What must be known of the page that shows the classes."""

    frame: Frame
    sessions: SessionList
    add_class: Button

    def course(self) -> Course | None:
        """Return the course shown, or None when it is gone."""
        ...

    def window(self) -> QWidget:
        """Return the window that the page is in."""
        ...


MARKS = (
    (AttendanceMark.ATTENDED, "Attended", "A", "check"),
    (AttendanceMark.RECORDING, "Recording watched", "R", "clapperboard"),
    (AttendanceMark.MISSED, "Missed", "X", "x"),
    (AttendanceMark.EXCUSED, "Excused", "U", "circle-minus"),
)


def marked_words(mark: AttendanceMark | None) -> str:
    """Say what was marked."""
    if mark is None:
        return tr("Mark taken away")
    return {
        AttendanceMark.ATTENDED: tr("Marked as attended"),
        AttendanceMark.MISSED: tr("Marked as missed; the recording waits to be watched"),
        AttendanceMark.RECORDING: tr("Recording watched"),
        AttendanceMark.EXCUSED: tr("Marked as excused"),
    }[mark]


class Classes:
    """Does what is asked for the classes of a course page."""

    def __init__(self, page: ClassesPage) -> None:
        self._page = page

    def _find(self, key: str) -> Occurrence | None:
        return self._page.frame.workspace.schedule.occurrence(key)

    def _place(self, key: str) -> QRect:
        """Return where a class's row is, in the window."""
        sessions = self._page.sessions
        row = sessions.row_rect(key)
        corner = sessions.viewport().mapTo(self._page.window(), row.topLeft())
        return QRect(corner, row.size()).adjusted(0, 0, -20, 0)

    def _open(self, panel: Popover, key: str) -> None:
        """Keep the class of an open panel framed."""
        sessions = self._page.sessions
        sessions.select(key)
        sessions.hold_ring(True)
        panel.closed.connect(lambda: sessions.hold_ring(False))

    # Marks

    def mark(self, key: str, mark: AttendanceMark) -> None:
        """Mark a class, or take the same mark away."""
        frame, occurrence = self._page.frame, self._find(key)
        if occurrence is None:
            return
        if occurrence.is_cancelled:
            frame.tell(
                tr("This class is cancelled."), tr("Plan it again before you mark it."), "warn"
            )
            return
        before = frame.workspace.schedule.get(Attendance, key)
        wanted = None if before is not None and before.mark is mark else mark
        edit = edits.mark_attendance(frame.workspace.schedule, key, wanted)
        frame.perform(edit, marked_words(wanted))

    def ask_mark(self, key: str, place: QPoint) -> None:
        """Offer the marks under the word that tells the present one."""
        menu = QMenu(self._page.window())
        self._add_marks(menu, key)
        menu.exec(place)
        menu.deleteLater()

    def _add_marks(self, menu: QMenu, key: str) -> None:
        known = self._page.frame.workspace.schedule.get(Attendance, key)
        for mark, text, keys, icon in MARKS:
            one = _action(menu, tr(text), keys, icon)
            one.setCheckable(True)
            one.setChecked(known is not None and known.mark is mark)
            one.triggered.connect(lambda _=False, wanted=mark: self.mark(key, wanted))
        if known is not None:
            none = _action(menu, tr("No mark"), "", "")
            none.triggered.connect(lambda: self.mark(key, known.mark))

    # One class

    def edit(self, key: str) -> None:
        """Open the panel of one class."""
        from companion.ui.class_popover import ClassPopover  # start-up: only when asked

        occurrence = self._find(key)
        if occurrence is not None:
            page = self._page
            self._open(ClassPopover(page.frame, page.window(), self._place(key), occurrence), key)

    def add_extra(self) -> None:
        """Open the panel of a class that the series does not have."""
        from companion.ui.class_popover import ExtraClassPopover  # start-up: only when asked

        page, course = self._page, self._page.course()
        if course is None:
            return
        like = meeting_of_kind(page.frame.workspace.schedule, course, MeetingKind.LIVE_SESSION)
        button = page.add_class
        corner = button.mapTo(page.window(), QPoint(0, 0))
        beside = QRect(corner, button.size())
        ExtraClassPopover(page.frame, page.window(), beside, course, like)

    def remove_extra(self, key: str) -> None:
        """Remove a class that the series does not have."""
        frame, occurrence = self._page.frame, self._find(key)
        if occurrence is not None:
            edit = edits.remove_extra_class(frame.workspace.schedule, occurrence.meeting.id)
            frame.perform(edit, tr("Extra class removed"))

    def join(self, occurrence: Occurrence | None) -> None:
        """Open the link of a class; where it has none, ask for the invitation."""
        page, course = self._page, self._page.course()
        if occurrence is None or course is None:
            page.frame.tell(tr("No class is to come."), tr("All classes are over."), "warn")
        elif occurrence.link:
            from companion.ui.open_link import open_link  # start-up: only when joining

            open_link(page.frame, occurrence.link, page.window())
        else:
            self.paste_invitation(occurrence)

    def paste_invitation(self, occurrence: Occurrence | None = None) -> None:
        """Ask for the invitation of the course, or of a class that has none."""
        from companion.ui.dialogs.invitation import paste_invitation  # start-up: only when asked

        course = self._page.course()
        if course is not None:
            paste_invitation(self._page.frame, self._page.window(), course, occurrence)

    # Recordings

    def watch(self, key: str) -> None:
        """Open the recording of a class; where it has no link, ask for it."""
        occurrence = self._find(key)
        if occurrence is None:
            return
        link = recording_of(self._page.frame.workspace.schedule, occurrence).link
        if not link:
            self.edit_recording(key)
            return
        from companion.ui.open_link import open_link  # start-up: only when watched

        open_link(self._page.frame, link, self._page.window())

    def edit_recording(self, key: str) -> None:
        """Open the panel of a recording."""
        from companion.ui.recording_popover import RecordingPopover  # start-up: only when asked

        page, occurrence = self._page, self._find(key)
        if occurrence is not None:
            panel = RecordingPopover(page.frame, page.window(), self._place(key), occurrence)
            self._open(panel, key)

    # The menu

    def show_menu(self, key: str, place: QPoint) -> None:
        """Offer everything that can be done with a class."""
        menu = self.menu(key)
        if menu is not None:
            menu.exec(place)
            menu.deleteLater()

    def menu(self, key: str) -> QMenu | None:
        """Return the menu of a class, or None for one that is gone."""
        occurrence = self._find(key)
        if occurrence is None:
            return None
        menu = QMenu(self._page.window())
        change = _action(menu, tr("Change this class…"), "Enter", "square-pen")
        change.triggered.connect(lambda: self.edit(key))
        self._add_ways_in(menu, occurrence)
        if not occurrence.is_cancelled:
            menu.addSeparator()
            self._add_marks(menu, key)
            menu.addSeparator()
            self._add_recording(menu, key)
        if occurrence.meeting.once_on is not None:
            menu.addSeparator()
            gone = _action(menu, tr("Remove this class"), "", "trash-2")
            gone.triggered.connect(lambda: self.remove_extra(key))
        return menu

    def _add_ways_in(self, menu: QMenu, occurrence: Occurrence) -> None:
        if not occurrence.link:
            paste = _action(menu, tr("Paste Zoom invitation…"), "", "link")
            paste.triggered.connect(lambda: self.paste_invitation(occurrence))
            return
        join = _action(menu, tr("Join"), "", "video")
        join.triggered.connect(lambda: self.join(occurrence))
        copies = [(tr("Copy the join link"), occurrence.link, tr("The join link is copied."))]
        if occurrence.passcode:
            said = tr("The passcode is copied.")
            copies.append((tr("Copy the passcode"), occurrence.passcode, said))
        for name, text, said in copies:
            one = _action(menu, name, "", "copy")
            one.triggered.connect(lambda _=False, t=text, s=said: self.copy(t, s))

    def _add_recording(self, menu: QMenu, key: str) -> None:
        known = self._page.frame.workspace.schedule.get(Recording, key)
        if known is not None and known.link:
            watch = _action(menu, tr("Open the recording"), "", "play")
            watch.triggered.connect(lambda: self.watch(key))
        occurrence = self._find(key)
        if occurrence is not None and is_to_watch(self._page.frame.workspace.schedule, occurrence):
            start = _action(menu, tr("Watch with the timer"), "S", "timer")
            start.triggered.connect(lambda: self._page.frame.start([key]))
        about = _action(menu, tr("Recording: link, length, progress…"), "", "clapperboard")
        about.triggered.connect(lambda: self.edit_recording(key))

    def copy(self, text: str, said: str) -> None:
        """Copy a text and say so."""
        QGuiApplication.clipboard().setText(text)
        self._page.frame.tell(said)


def _action(menu: QMenu, text: str, keys: str, icon: str) -> QAction:
    """Add an entry; its key is told, the window's list of actions brings it."""
    label = f"{text}\t{shown_keys(keys)}" if keys else text
    if not icon:
        return menu.addAction(label)
    return menu.addAction(icons.icon(icon), label)
