"""The recording of one class: its link, its length, how far it is watched, and how fast."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QWidget

from companion import edits
from companion.models.attendance import AttendanceMark, Recording
from companion.models.draft import MAX_MINUTES
from companion.models.faults import Refused
from companion.models.links import check_link, link_host, unwrapped
from companion.models.occurrence import Occurrence
from companion.models.schedule import Change, Edit
from companion.models.typed import read_length, refused
from companion.models.watching import SPEED_SETTING, SPEEDS, recording_of, speed_of
from companion.models.zoom_link import ZoomKind, read_zoom_link
from companion.ui.class_words import class_name
from companion.ui.page import Frame
from companion.ui.popover import Popover
from companion.ui.text import duration, tr
from companion.ui.widgets.buttons import Button
from companion.ui.widgets.choices import Segmented
from companion.ui.widgets.labels import PlainLabel
from companion.ui.widgets.runs import RunLabel, strong
from companion.ui.widgets.typed_fields import StepField, TextField, length_field

WIDTH = 404


class RecordingPopover(Popover):
    """Stores what is known of a recording, and closes."""

    def __init__(
        self, frame: Frame, window: QWidget, beside: QRect, occurrence: Occurrence
    ) -> None:
        title = tr("Recording of %1", class_name(occurrence).lower())
        schedule = frame.workspace.schedule
        super().__init__(window, beside, title, schedule.title_of(occurrence), WIDTH)
        self._frame, self._occurrence = frame, occurrence
        self._before = recording_of(schedule, occurrence)
        self.hold_right()
        self._build()
        self._fill()
        self._show_result()
        save = Button(tr("Save"), "primary", keys="Enter")
        save.clicked.connect(self.accept)
        self.watched = Button(tr("Mark watched"), "default")
        self.watched.clicked.connect(self._mark_watched)
        self.finish([save, self.watched])
        self.link.setFocus(Qt.FocusReason.PopupFocusReason)
        self.link.selectAll()

    def _build(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(8)
        self.link = TextField(tr("Link of the recording"), 0, "https://…")
        self.length = length_field(tr("Length of the recording"), 96)
        self.seen = StepField(tr("Watched up to"), 96, _tidy, _step)
        self.seen.setPlaceholderText(tr("not begun"))
        speed = speed_of(self._frame.workspace.setting(SPEED_SETTING))
        choices = [(f"{one:g}", tr("%1×", f"{one:g}")) for one in SPEEDS]
        self.speed = Segmented(choices, f"{speed:g}", name=tr("I play at"), small=True)
        rows: tuple[tuple[str, QWidget], ...] = (
            (tr("&Link"), self.link),
            (tr("L&ength"), self.length),
            (tr("&Watched up to"), self.seen),
            (tr("I play at"), self.speed),
        )
        for n, (label, field) in enumerate(rows):
            name = PlainLabel(label, "body", "text2")
            name.setBuddy(field)
            grid.addWidget(name, n, 0)
            is_wide = field is self.link
            side = Qt.AlignmentFlag(0) if is_wide else Qt.AlignmentFlag.AlignLeft
            grid.addWidget(field, n, 1, side)
        self.inside.addLayout(grid)
        self.inside.addSpacing(8)
        self.result = RunLabel("clapperboard", "text2", "text3", strong_tint="text")
        self.inside.addWidget(self.result)
        for typed in (self.link, self.length, self.seen):
            typed.textChanged.connect(self._show_result)
        self.speed.chosen.connect(self._show_result)

    def _fill(self) -> None:
        before = self._before
        self.link.setText(before.link or _copied_link())
        self.length.setText(duration(before.minutes) if before.minutes else "")
        self.length.setPlaceholderText(duration(self._occurrence.minutes))
        self.seen.setText(duration(before.watched_minutes) if before.watched_minutes else "")

    def recording(self) -> Recording:
        """Return what the fields say. Raises Refused, with the field's name."""
        link = unwrapped(self.link.text().strip())
        minutes = _length(self.length.text(), "length")
        seen = _length(self.seen.text(), "seen") or 0
        longest = minutes or self._occurrence.minutes
        if seen > longest:
            raise refused("seen", "watched_long", duration(longest))
        return Recording(
            self._occurrence.key, check_link(link) if link else "", minutes or None, seen
        )

    def _show_result(self, *_: object) -> None:
        """Say how long it still takes."""
        for field in (self.link, self.length, self.seen):
            if hasattr(self, "error"):
                self.error.set_error("", field)
        try:
            known = self.recording()
        except Refused:
            self.result.set_sentence("")
            return
        left = (known.minutes or self._occurrence.minutes) - known.watched_minutes
        speed = float(self.speed.current() or 1)
        takes = strong(duration(max(1, int(left / speed + 0.5))))
        if not left:
            told = tr("Watched to the end.")
        elif speed == 1:
            told = tr("%1 left to watch", takes)
        else:
            told = tr("%1 left, %2 at %3×", duration(left), takes, f"{speed:g}")
        self.result.set_sentence(told)

    def accept(self) -> None:
        """Store what the fields say, or tell what is wrong with them."""
        self._store(None)

    def _mark_watched(self) -> None:
        self._store(AttendanceMark.RECORDING)

    def _store(self, mark: AttendanceMark | None) -> None:
        try:
            edit = self._edit(mark)
        except Refused as refusal:
            fields = {"length": self.length, "seen": self.seen}
            self.refuse(refusal, fields.get(refusal.faults[0].field, self.link))
            return
        said = tr("Recording watched") if mark else tr("Recording changed")
        if edit is not None and not self._frame.perform(edit, said):
            return
        self.close_overlay()
        speed = self.speed.current()
        if speed and speed_of(speed) != speed_of(self._frame.workspace.setting(SPEED_SETTING)):
            self._frame.keep(SPEED_SETTING, speed)

    def _edit(self, mark: AttendanceMark | None) -> Edit | None:
        """Return one edit of the recording and, where it is watched, of the mark."""
        schedule, key = self._frame.workspace.schedule, self._occurrence.key
        changes: list[Change] = []
        name = "Edit recording"
        edit = edits.set_recording(schedule, self.recording())
        changes += edit.changes if edit else ()
        if mark is not None:
            marked = edits.mark_attendance(schedule, key, mark)
            changes += marked.changes if marked else ()
            name = "Mark attendance"
        return edits.edit_of(name, changes)


def _length(text: str, field: str) -> int | None:
    if not text.strip():
        return None
    found = read_length(text)
    if found is None:
        raise refused(field, "minutes_form", text)
    if found > MAX_MINUTES:
        raise refused(field, "recording_range", str(MAX_MINUTES // 60))
    return found


def _tidy(text: str) -> str:
    found = read_length(text)
    return duration(found) if found else ""


def _step(text: str, by: int) -> str:
    found = read_length(text) if text.strip() else 0
    if found is None:
        return ""
    return duration(max(0, (found // 5 + by) * 5))


def _copied_link() -> str:
    """Return a recording's link that was just copied, so that it need not be pasted."""
    text = QGuiApplication.clipboard().text()[:4000].strip()
    zoom = read_zoom_link(unwrapped(text))
    is_video = zoom is not None and zoom.kind is ZoomKind.RECORDING
    return text if is_video and link_host(text) else ""
