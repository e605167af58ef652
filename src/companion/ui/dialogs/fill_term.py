"""Fill the term: a weekly pattern, or pasted lines, become a course's activities in one edit."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from companion.models.agenda import day_start
from companion.models.course import Course
from companion.models.faults import Fault, Refused
from companion.ui import course_form_words as say
from companion.ui import fonts, paint, theme
from companion.ui.dialogs.fill_term_entry import (
    Filling,
    fill_edit,
    is_past,
    pasted_fillings,
    pattern_fillings,
    read_pattern,
    settled,
)
from companion.ui.dialogs.fill_term_pattern import PatternPane
from companion.ui.dialogs.fill_term_preview import FillingList, filling_row
from companion.ui.overlay import AddingOverlay
from companion.ui.page import Frame
from companion.ui.text import tr, weekday
from companion.ui.widgets.buttons import Button
from companion.ui.widgets.choices import Segmented, TickBox
from companion.ui.widgets.labels import FieldError, PlainLabel
from companion.ui.widgets.marks import CourseTag
from companion.ui.widgets.panels import Surface, spaced


class PasteField(QPlainTextEdit):
    """Lines to paste; Tab leaves it, Ctrl+Enter is the dialog's."""

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self.setAccessibleName(tr("Lines to add"))
        self.setPlaceholderText(
            tr("One activity a line, for example:")
            + "\n"
            + tr("Week 1")
            + "\nRead chapter 1 45m\nWatch lecture 1 30 min\nQuiz 1 15m due sun"
        )
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFont(fonts.font("body"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Ctrl+Enter to the dialog."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
            return
        super().keyPressEvent(event)


class FieldFrame(QWidget):
    """Frames a text of several lines as a field."""

    def __init__(self, inside: QPlainTextEdit) -> None:
        super().__init__()
        self._inside = inside
        column = QVBoxLayout(self)
        spaced(column, (7, 5, 3, 5), 0)
        column.addWidget(inside)
        inside.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the focus."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frame."""
        painter = QPainter(self)
        paint.field(painter, self.rect(), self._inside.hasFocus())
        painter.end()


class FillTermDialog(AddingOverlay):
    """Previews every activity, then adds all of them with one edit."""

    def __init__(
        self, frame: Frame, parent: QWidget, course_id: str, is_past_done: bool = False
    ) -> None:
        """`is_past_done`: the student has said that everything before today is done."""
        super().__init__(parent, theme.px(720), 32)
        self.frame = frame
        course = frame.workspace.schedule.get(Course, course_id)
        assert course is not None
        self.course = course
        self.fillings: list[Filling] = []
        self.faults: tuple[Fault, ...] = ()
        self.setAccessibleName(tr("Fill the term"))
        self._build(is_past_done)
        self.panel.setFixedHeight(min(theme.px(680), parent.height() - 48))
        self._changed()
        self.pattern.rows[0].title.setFocus(Qt.FocusReason.PopupFocusReason)

    def _build(self, is_past_done: bool) -> None:
        column = QVBoxLayout()
        spaced(column, (20, 18, 20, 12), 12)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(PlainLabel(tr("Fill the term"), "dialog"))
        head.addWidget(CourseTag(self.course.code, self.course.color, self.course.name))
        head.addStretch(1)
        choices = [("pattern", tr("Weekly pattern")), ("paste", tr("Paste lines"))]
        self.way = Segmented(choices, "pattern", name=tr("How"))
        head.addWidget(self.way)
        column.addLayout(head)
        usual = say.clock(self.frame.words(), self.course.due_time)
        due = tr("%1 %2", weekday(self.course.due_weekday), usual)
        self.pattern = PatternPane(self.course, due)
        self.paste = PasteField()
        self.paste_frame = FieldFrame(self.paste)
        self.paste_frame.setFixedHeight(theme.px(150))
        self.paste_frame.hide()
        column.addWidget(self.pattern)
        column.addWidget(self.paste_frame)
        self.settle = TickBox(tr("What was due before today is done"), is_round=False)
        self.settle.setChecked(is_past_done)
        column.addWidget(self.settle)
        self.error = FieldError()
        column.addWidget(self.error)
        self.panel.body.addLayout(column)
        self.panel.body.addWidget(self._preview(), 1)
        self.panel.body.addLayout(self._foot())
        self.way.chosen.connect(self._way_chosen)
        self.pattern.changed.connect(self._changed)
        self.paste.textChanged.connect(self._changed)
        self.settle.toggled.connect(self._changed)

    def _preview(self) -> QWidget:
        surface = Surface("inset", "top bottom")
        column = QVBoxLayout(surface)
        spaced(column, (0, 6, 0, 6), 0)
        self.list = FillingList()
        self.empty = PlainLabel(tr("Nothing to add yet."), "body", "text3")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self.list, 1)
        column.addWidget(self.empty, 1)
        return surface

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        spaced(row, (20, 12, 20, 12), 8)
        self.summary = PlainLabel("", "second", "text2", numbers=True)
        self.later = Button(tr("Not now"), keys="Esc")
        self.add = Button("", "primary", icon="check", keys="Ctrl Enter")
        self.later.clicked.connect(self.close_overlay)
        self.add.clicked.connect(self.take)
        row.addWidget(self.summary, 1)
        row.addWidget(self.later)
        row.addWidget(self.add)
        return row

    def is_pattern(self) -> bool:
        """Tell which way is chosen."""
        return self.way.current() == "pattern"

    def take(self) -> None:
        """Add everything shown, or put the keyboard where something is wrong."""
        if self.faults:
            self._focus_fault()
            return
        edit = fill_edit(self.fillings)
        if edit is None:
            (self.pattern.more if self.is_pattern() else self.paste).setFocus()
            return
        n = self._count()
        if self.frame.perform(
            edit, tr("1 activity added") if n == 1 else tr("%1 activities added", n)
        ):
            self.close_overlay()

    def _focus_fault(self) -> None:
        row = next((r for r in self.pattern.rows if r.error.text()), None)
        if row is not None and self.is_pattern():
            (row.minutes if self.faults[0].field.endswith("minutes") else row.title).setFocus()
        else:
            self.paste.setFocus()

    def _way_chosen(self, key: str) -> None:
        self.pattern.setVisible(key == "pattern")
        self.paste_frame.setVisible(key == "paste")
        if key == "paste":
            self.paste.setFocus(Qt.FocusReason.OtherFocusReason)
        self._changed()

    def _changed(self, *_: object) -> None:
        words = self.frame.words()
        schedule = self.frame.workspace.schedule
        term = schedule.term(self.course)
        today = day_start(words.today, words.zone)
        self.faults = ()
        try:
            found = self._read()
        except Refused as refusal:
            self.faults, found = refusal.faults, []
        past = [f for f in found if f.activity and is_past(f.activity, self.course, term, today)]
        self.settle.setVisible(bool(past))
        if past and self.settle.isChecked():
            found = settled(found, self.course, term, today)
        self.fillings = found
        self._show()

    def _read(self) -> list[Filling]:
        schedule, words = self.frame.workspace.schedule, self.frame.words()
        if self.is_pattern():
            items = read_pattern(self.pattern.entries())
            first, last = self.pattern.weeks()
            return pattern_fillings(self.course, schedule.term(self.course), items, first, last)
        text = self.paste.toPlainText()
        return pasted_fillings(text, schedule, self.course, words.now, words.zone)

    def _show(self) -> None:
        words = self.frame.words()
        self.pattern.show_faults(self.faults if self.is_pattern() else ())
        paste_fault = self.faults[0] if self.faults and not self.is_pattern() else None
        self.error.set_error(say.fault_sentence(paste_fault) if paste_fault else "")
        self.list.filling_model.set_rows([filling_row(f, words) for f in self.fillings])
        self.list.setVisible(bool(self.fillings))
        self.empty.setVisible(not self.fillings)
        n = self._count()
        self.add.setText(tr("Add 1 activity") if n == 1 else tr("Add %1 activities", n))
        left_out = len(self.fillings) - n
        self.summary.setText(
            "" if not left_out
            else tr("1 line is left out") if left_out == 1
            else tr("%1 lines are left out", left_out)
        )  # fmt: skip

    def _count(self) -> int:
        return sum(1 for f in self.fillings if f.activity is not None)


def fill_term(
    frame: Frame, course_id: str, parent: QWidget, is_past_done: bool = False
) -> FillTermDialog:
    """Offer to fill a course's weeks, over the window that holds `parent`."""
    return FillTermDialog(frame, parent.window(), course_id, is_past_done)
