"""Paste an invitation for the classes of a course, or for one of them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from companion import course_edits, edits
from companion.importers.invitation import Invitation, read
from companion.models.course import Course
from companion.models.faults import Refused
from companion.models.occurrence import Occurrence, Override
from companion.models.schedule import Edit
from companion.models.typed import clean_text
from companion.ui import theme
from companion.ui.class_words import class_name
from companion.ui.overlay import Overlay
from companion.ui.page import Frame
from companion.ui.text import tr
from companion.ui.widgets.buttons import Button
from companion.ui.widgets.choices import Segmented
from companion.ui.widgets.invitation_field import InvitationField
from companion.ui.widgets.labels import FieldError, PlainLabel
from companion.ui.widgets.typed_fields import TextField
from companion.wording import sentences

ALL, ONE = "all", "one"
MAX_PASSCODE = 100


class InvitationDialog(Overlay):
    """Stores link and passcode through the frame, and closes."""

    def __init__(
        self, frame: Frame, window: QWidget, course: Course, occurrence: Occurrence | None
    ) -> None:
        """`occurrence` is the class that has no link, if it is about one."""
        super().__init__(window, theme.px(500), max(56, window.height() // 6))
        self._frame, self._course, self._occurrence = frame, course, occurrence
        self.setAccessibleName(tr("Zoom invitation"))
        column = QVBoxLayout()
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(8)
        column.addWidget(PlainLabel(tr("Zoom invitation"), "dialog"))
        said = tr("Paste it whole, or only its link. %1", course.label)
        column.addWidget(PlainLabel(said, "second", "text2", wrap=True))
        self.field = InvitationField(frame.words, lines=6)
        column.addWidget(self.field)
        column.addLayout(self._passcode_row())
        self.scope = Segmented(self._scopes(), ALL, name=tr("For which classes"))
        self.scope.setVisible(occurrence is not None)
        column.addWidget(self.scope)
        self.error = FieldError()
        column.addWidget(self.error)
        column.addSpacing(6)
        column.addLayout(self._buttons())
        self.panel.body.addLayout(column)
        self.field.found.connect(self._found)
        self.field.text.textChanged.connect(lambda: self.error.set_error("", self.field))
        self._take_copied()
        self.field.edit_text()

    def _scopes(self) -> list[tuple[str, str]]:
        one = class_name(self._occurrence).lower() if self._occurrence else ""
        return [(ALL, tr("All classes of %1", self._course.code)), (ONE, tr("Only %1", one))]

    def _passcode_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.passcode = TextField(tr("Passcode"), 150, tr("If there is one"))
        self.passcode.setMaxLength(MAX_PASSCODE)
        name = PlainLabel(tr("&Passcode"), "body", "text2")
        name.setBuddy(self.passcode)
        row.addWidget(name)
        row.addWidget(self.passcode)
        row.addStretch(1)
        return row

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.use = Button(tr("Use it"), "primary", keys="Ctrl Enter")
        self.use.clicked.connect(self.take)
        cancel = Button(tr("Cancel"), keys="Esc")
        cancel.clicked.connect(self.close_overlay)
        row.addWidget(self.use)
        row.addWidget(cancel)
        row.addStretch(1)
        return row

    def _take_copied(self) -> None:
        """Whoever pastes an invitation has usually copied it just before."""
        text = QGuiApplication.clipboard().text()
        if read(text).meeting_id:
            self.field.set_text(text)

    def _found(self, invitation: Invitation) -> None:
        self.passcode.setText(invitation.passcode)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Use it on Ctrl+Enter, and on Enter in the passcode."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and (
            event.modifiers() & Qt.KeyboardModifier.ControlModifier or self.passcode.hasFocus()
        ):
            self.take()
            event.accept()
            return
        super().keyPressEvent(event)

    def take(self) -> None:
        """Store link and passcode; say what is missing."""
        self.field.read_now()
        if not self.field.invitation.link:
            text = tr("Paste the invitation first.")
            if self.field.plain_text().strip():
                text = tr("Paste a text with one link to join.")
            self.error.set_error(text, self.field)
            self.field.edit_text()
            return
        try:
            edit = self._edit()
        except Refused as refusal:
            self.error.set_error(sentences(refusal, tr), self.field)
            return
        is_one = self.scope.current() == ONE
        said = tr("Link set for this class") if is_one else tr("Link set for all classes")
        if edit is None or self._frame.perform(edit, said):
            self.close_overlay()

    def _edit(self) -> Edit | None:
        schedule = self._frame.workspace.schedule
        link, passcode = self.field.invitation.link, clean_text(self.passcode.text())
        if self.scope.current() == ONE and self._occurrence is not None:
            key = self._occurrence.key
            before = schedule.get(Override, key) or Override(key)
            after = before._replace(link=link, passcode=passcode)
            return edits.change_occurrence(schedule, key, after, "Set join link")
        now = self._frame.workspace.clock.now()
        week = course_edits.first_open_week(schedule, self._course, now)
        return course_edits.set_join_link(schedule, self._course.id, link, passcode, week)


def paste_invitation(
    frame: Frame, parent: QWidget, course: Course, occurrence: Occurrence | None = None
) -> None:
    """Ask for an invitation over the window that a widget is in."""
    InvitationDialog(frame, parent.window(), course, occurrence)
