"""Catch up: the recording to watch first, with how long that takes at the student's speed."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from companion import edits
from companion.models.agenda import ChecklistItem
from companion.models.attendance import Attendance, AttendanceMark
from companion.models.occurrence import Occurrence
from companion.models.schedule import Schedule
from companion.models.watching import length_of, recording_of
from companion.ui.page import Frame
from companion.ui.text import Words, duration, tr
from companion.ui.widgets.buttons import Button, IconButton
from companion.ui.widgets.labels import ElidedLabel, IconLabel
from companion.ui.widgets.panels import SectionHeader


def mark_watched(frame: Frame, key: str) -> None:
    """Mark the recording of a class as watched."""
    edit = edits.mark_attendance(frame.workspace.schedule, key, AttendanceMark.RECORDING)
    frame.perform(edit, tr("Recording watched"))


def watch(frame: Frame, occurrence: Occurrence, beside: QWidget) -> None:
    """Open the recording of a class; where it has no link, ask for it beside a widget."""
    link = recording_of(frame.workspace.schedule, occurrence).link
    if not link:
        edit_recording(frame, occurrence, beside)
        return
    from companion.ui.open_link import open_link  # start-up: only when watched

    open_link(frame, link, beside)


def edit_recording(frame: Frame, occurrence: Occurrence, beside: QWidget) -> None:
    """Open the panel of a recording beside a widget."""
    from companion.ui.recording_popover import RecordingPopover  # start-up: only when asked

    window = beside.window()
    place = QRect(beside.mapTo(window, QPoint(0, 0)), beside.size())
    RecordingPopover(frame, window, place, occurrence).show()


class CatchUp(QWidget):
    """The first recording that waits; hidden while none does."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self._occurrence: Occurrence | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 18)
        column.setSpacing(2)
        self.head = SectionHeader(self.tr("Catch up"))
        column.addWidget(self.head)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(IconLabel("clapperboard"))
        self.title = ElidedLabel("", "strong")
        row.addWidget(self.title, 1)
        column.addLayout(row)
        self.about = ElidedLabel("", "second", "text2", numbers=True)
        self.about.setContentsMargins(24, 0, 0, 0)
        column.addWidget(self.about)
        column.addLayout(self._make_buttons())

    def _make_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(24, 6, 0, 0)
        row.setSpacing(6)
        self.watch = Button(self.tr("Watch"), "default", "small", icon="play")
        self.watch.clicked.connect(self._watch)
        self.plan = Button(self.tr("Plan…"), "default", "small")
        self.plan.clicked.connect(lambda: self._frame.go("week"))
        self.done = Button(self.tr("Mark watched"), "quiet", "small")
        self.done.clicked.connect(self.do_mark_watched)
        self.more = IconButton("ellipsis", self.tr("More"))
        self.more.clicked.connect(self._show_menu)
        for button in (self.watch, self.plan, self.done, self.more):
            row.addWidget(button)
        self.more.hide()
        row.addStretch(1)
        return row

    def show_items(
        self, items: list[ChecklistItem], words: Words, speed: float, is_narrow: bool
    ) -> None:
        """Show the first of the recordings to watch, or nothing."""
        schedule = self._frame.workspace.schedule
        self._occurrence = schedule.occurrence(items[0].id) if items else None
        self.setVisible(self._occurrence is not None)
        occurrence = self._occurrence
        if occurrence is None:
            return
        self.head.remark.setText(remark(items, schedule))
        self.title.setText(title(occurrence, schedule))
        self.about.setText(about(items[0], occurrence, schedule, words, speed, is_narrow))
        has_link = bool(recording_of(schedule, occurrence).link)
        self.watch.setText(self.tr("Watch") if has_link else self.tr("Paste link…"))
        self.watch.set_icon("play" if has_link else "link")
        self.done.setVisible(not is_narrow)
        self.more.setVisible(is_narrow)
        said = (self.title.text(), self.about.text(), self.head.remark.text())
        self.setAccessibleName(", ".join((self.tr("Catch up"), *said)))

    def _watch(self) -> None:
        if self._occurrence is not None:
            watch(self._frame, self._occurrence, self.watch)

    def menu(self) -> QMenu:
        """Return what has no room in a small window."""
        menu = QMenu(self)
        menu.addAction(self.tr("Mark watched")).triggered.connect(self.do_mark_watched)
        about = menu.addAction(self.tr("Recording: link, length, progress…"))
        about.triggered.connect(self._edit)
        return menu

    def _show_menu(self) -> None:
        menu = self.menu()
        menu.exec(self.more.mapToGlobal(self.more.rect().bottomLeft()))
        menu.deleteLater()

    def _edit(self) -> None:
        if self._occurrence is not None:
            edit_recording(self._frame, self._occurrence, self.more)

    def do_mark_watched(self) -> bool:
        """Mark the recording shown as watched; False when none waits."""
        if self._occurrence is None:
            return False
        mark_watched(self._frame, self._occurrence.key)
        return True


def remark(items: list[ChecklistItem], schedule: Schedule) -> str:
    """Count what waits: "1 missed class", "2 to watch" where some were to be watched anyway."""
    missed = sum(1 for item in items if _is_missed(schedule, item.id))
    if missed < len(items):
        return tr("%1 to watch", len(items))
    return tr("1 missed class") if missed == 1 else tr("%1 missed classes", missed)


def _is_missed(schedule: Schedule, key: str) -> bool:
    mark = schedule.get(Attendance, key)
    return mark is not None and mark.mark is AttendanceMark.MISSED


def title(occurrence: Occurrence, schedule: Schedule) -> str:
    """Name a class and its topic: "Class 2: Choosing the right chart"."""
    name = tr("Class %1", occurrence.number) if occurrence.number else tr("Extra class")
    topic = schedule.title_of(occurrence)
    return tr("%1: %2", name, topic) if topic else name


def about(
    item: ChecklistItem,
    occurrence: Occurrence,
    schedule: Schedule,
    words: Words,
    speed: float,
    is_narrow: bool,
) -> str:
    """Say when the class was, how long its recording is, how far it is watched, and how long the
    rest takes: "Thu 22 Oct · 1 h 14 recording · 59 min at 1.25×"."""
    length = length_of(schedule, occurrence)
    seen = recording_of(schedule, occurrence).watched_minutes
    told = tr("%1 recording", duration(length))
    if seen:
        told = tr("%1 of %2 watched", duration(seen), duration(length))
    parts = [words.day(occurrence.starts_at), told]
    if speed != 1 and not is_narrow and item.minutes:
        parts.append(tr("%1 at %2×", duration(item.minutes), f"{speed:g}"))
    return " · ".join(parts)
