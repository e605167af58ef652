"""What changed and when, with the way back to before any of it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from companion.models.course import Course
from companion.models.history import PastEdit, Subject, steps_to, subjects
from companion.ui.class_words import class_name
from companion.ui.dialogs.list_dialog import ListDialog
from companion.ui.text import Words, count, tr
from companion.ui.widgets.two_lines import Line
from companion.ui.window import Window
from companion.workspace import StorageFailed

MOST_SUBJECTS = 2


class History(ListDialog):
    """The kept changes, the newest first: those of today, then older ones; undone ones on top."""

    def __init__(self, window: Window, parent: QWidget) -> None:
        said = tr("Choose a change to take it back, together with all that came after it.")
        super().__init__(parent, tr("What changed"), said, tr("Undo"))
        self._window = window
        self.entries: list[PastEdit] = []
        try:
            self.entries = window.workspace.store.history()
        except StorageFailed as failure:
            window.tell_failure(failure)
        words = window.words()
        self.list.show_lines(self._line(entry, words) for entry in self.entries)
        standing = (n for n, entry in enumerate(self.entries) if not entry.is_undone)
        self.list.setCurrentRow(next(standing, 0))
        if not self.entries:
            self.said.setText(tr("Nothing was changed yet."))
        self.choice_changed()

    def _line(self, entry: PastEdit, words: Words) -> Line:
        name = tr_edit(entry.edit.name)
        first = tr("%1 (undone)", name) if entry.is_undone else name
        told = words.local(entry.made_at)
        is_today = told.date() == words.today
        at = tr("today %1", words.time(entry.made_at)) if is_today else words.moment(entry.made_at)
        return Line(str(entry.number), first, self._about(entry), at, entry.is_undone)

    def _about(self, entry: PastEdit) -> str:
        found = [self._name(one) for one in subjects(self._window.workspace.schedule, entry.edit)]
        named = [name for name in found if name]
        if len(named) <= MOST_SUBJECTS:
            return ", ".join(named) or count("%n record(s)", len(entry.edit.changes))
        shown = ", ".join(named[:MOST_SUBJECTS])
        return tr("%1 and %2 more", shown, len(named) - MOST_SUBJECTS)

    def _name(self, subject: Subject) -> str:
        if not subject.occurrence_key:
            return subject.title
        schedule = self._window.workspace.schedule
        occurrence = schedule.occurrence(subject.occurrence_key)
        course = schedule.get(Course, occurrence.course_id) if occurrence else None
        if occurrence is None or course is None:
            return ""
        return tr("%1 %2", course.code, class_name(occurrence))

    def choice_changed(self) -> None:
        """Say on the button how much it takes back, or does again."""
        steps = self._steps()
        self.act.setEnabled(steps != 0)
        if steps < 0:
            many = count("Do %n change(s) again", -steps)
            self.act.setText(tr("Do it again") if steps == -1 else many)
        else:
            self.act.setText(tr("Undo") if steps <= 1 else count("Undo %n change(s)", steps))

    def _steps(self) -> int:
        key = self.list.key()
        return steps_to(self.entries, int(key)) if key else 0

    def take(self) -> None:
        """Take back, or do again, all up to the row chosen; all of it or nothing."""
        steps, workspace = self._steps(), self._window.workspace
        self.close_overlay()
        try:
            workspace.undo(steps) if steps > 0 else workspace.redo(-steps)
        except StorageFailed as failure:
            self._window.tell_failure(failure)
            return
        self._window.stage.hide_undo()
        said = count("%n change(s) undone", steps) if steps > 0 else ""
        self._window.tell(said or count("%n change(s) done again", -steps))


def tr_edit(name: str) -> str:
    """Return the name of an edit in the student's language."""
    return QCoreApplication.translate("Edits", name)
