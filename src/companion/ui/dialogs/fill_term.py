"""Fill the term: a weekly pattern, or pasted lines, become a course's activities in one edit."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from companion.models.activity import ActivityKind
from companion.models.agenda import day_start
from companion.models.course import Course
from companion.models.faults import Fault, Refused
from companion.ui import course_form_words as say
from companion.ui import fonts, paint, theme
from companion.ui.dialogs.fill_term_entry import (
    NO_DUE,
    USUAL_DUE,
    WEEK,
    Filling,
    PatternEntry,
    fill_edit,
    is_past,
    pasted_fillings,
    pattern_fillings,
    read_pattern,
    settled,
)
from companion.ui.dialogs.fill_term_preview import FillingList, filling_row
from companion.ui.overlay import Overlay
from companion.ui.page import Frame
from companion.ui.text import tr, weekday
from companion.ui.widgets.buttons import Button, IconButton
from companion.ui.widgets.choices import Segmented, TickBox
from companion.ui.widgets.form_choices import ChoiceBox
from companion.ui.widgets.labels import FieldError, PlainLabel
from companion.ui.widgets.marks import CourseTag
from companion.ui.widgets.panels import Surface, spaced
from companion.ui.widgets.typed_fields import TextField, count_field, length_field

MOST_ROWS = 12


def kind_name(kind: ActivityKind) -> str:
    """Return what a kind of work is called."""
    names = {
        ActivityKind.READING: tr("Reading"), ActivityKind.VIDEO: tr("Video"),
        ActivityKind.QUIZ: tr("Quiz"), ActivityKind.EXERCISE: tr("Exercise"),
        ActivityKind.DISCUSSION: tr("Discussion"), ActivityKind.PROJECT: tr("Project"),
    }  # fmt: skip
    return names[kind]


KINDS = tuple(kind for kind in ActivityKind if kind is not ActivityKind.RECORDING)


def usual_pattern() -> list[PatternEntry]:
    """Return the rows that stand there at first: reading, video, quiz with its due date."""
    return [
        PatternEntry(ActivityKind.READING, f"{kind_name(ActivityKind.READING)} {WEEK}", "45 min"),
        PatternEntry(ActivityKind.VIDEO, f"{kind_name(ActivityKind.VIDEO)} {WEEK}", "30 min"),
        PatternEntry(
            ActivityKind.QUIZ, f"{kind_name(ActivityKind.QUIZ)} {WEEK}", "15 min", USUAL_DUE
        ),
    ]


class PatternRow(QWidget):
    """One kind of work that comes back every week."""

    changed = Signal()
    removed = Signal()

    def __init__(self, entry: PatternEntry, usual_due: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        spaced(column, (0, 0, 0, 0), 0)
        line = QHBoxLayout()
        line.setSpacing(8)
        kinds: list[tuple[str, object]] = [(kind_name(kind), kind) for kind in KINDS]
        self.kind = ChoiceBox(tr("Kind of work"), kinds, 118)
        self.title = TextField(tr("Title; {week} becomes the week’s number"))
        self.minutes = length_field(tr("Minutes"), 84)
        self.minutes.setPlaceholderText(tr("Length"))
        dues: list[tuple[str, object]] = [
            (tr("No due date"), NO_DUE),
            (tr("Due %1", usual_due), USUAL_DUE),
            *((tr("Due %1", weekday(n, True)), n) for n in range(7)),
        ]
        self.due = ChoiceBox(tr("Due"), dues, 168)
        self.remove = IconButton("x", tr("Remove this row"), icon_size=14)
        for widget in (self.kind, self.title, self.minutes, self.due, self.remove):
            line.addWidget(widget)
        column.addLayout(line)
        self.error = FieldError()
        column.addWidget(self.error)
        self._fill(entry)
        self._connect()

    def entry(self) -> PatternEntry:
        """Return what is typed."""
        kind = KINDS[max(0, self.kind.currentIndex())]
        due = int(self.due.currentData())
        return PatternEntry(kind, self.title.text(), self.minutes.text(), due)

    def show_faults(self, faults: Sequence[Fault]) -> None:
        """Say what is wrong with the row."""
        fields: dict[str, QWidget] = {"title": self.title, "minutes": self.minutes}
        for name, field in fields.items():
            field.setProperty("wrong", any(f.field.endswith(name) for f in faults))
            field.update()
        self.error.set_error(say.fault_sentence(faults[0]) if faults else "")

    def _fill(self, entry: PatternEntry) -> None:
        self.kind.setCurrentIndex(KINDS.index(entry.kind))
        self.title.setText(entry.title)
        self.minutes.setText(entry.minutes)
        self.due.set_value(entry.due)

    def _connect(self) -> None:
        self.kind.activated.connect(self._kind_chosen)
        for signal in (self.title.textChanged, self.minutes.textChanged):
            signal.connect(self._tell)
        self.due.currentIndexChanged.connect(self._tell)
        self.remove.clicked.connect(self.removed)

    def _kind_chosen(self, place: int) -> None:
        """Rename the row with its kind while it carries the name of one."""
        usual = {f"{kind_name(kind)} {WEEK}" for kind in KINDS}
        if self.title.text() in usual or not self.title.text():
            self.title.setText(f"{kind_name(KINDS[place])} {WEEK}")
        self._tell()

    def _tell(self, *_: object) -> None:
        self.changed.emit()


class PatternPane(QWidget):
    """The rows of the pattern and the weeks it fills."""

    changed = Signal()

    def __init__(self, course: Course, usual_due: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._usual_due = usual_due
        column = QVBoxLayout(self)
        spaced(column, (0, 0, 0, 0), 8)
        hint = tr("What comes back every week? {week} becomes the week’s number.")
        column.addWidget(PlainLabel(hint, "second", "text3", wrap=True))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        column.addLayout(self._rows)
        self.rows: list[PatternRow] = []
        for entry in usual_pattern():
            self._add(entry)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        self.more = Button(tr("Add row"), "quiet", "small", icon="plus")
        self.more.clicked.connect(self._add_another)
        self.first = count_field(tr("From week"), 1, course.weeks, 48)
        self.last = count_field(tr("To week"), 1, course.weeks, 48)
        self.first.setText("1")
        self.last.setText(str(course.weeks))
        foot.addWidget(self.more)
        foot.addStretch(1)
        for widget in (
            PlainLabel(tr("Weeks"), "body", "text2"), self.first,
            PlainLabel(tr("to"), "body", "text3"), self.last,
        ):  # fmt: skip
            foot.addWidget(widget)
        column.addLayout(foot)
        for field in (self.first, self.last):
            field.textChanged.connect(self._tell)
        self._weeks = course.weeks

    def entries(self) -> list[PatternEntry]:
        """Return the rows as typed."""
        return [row.entry() for row in self.rows]

    def weeks(self) -> tuple[int, int]:
        """Return the weeks to fill, within those there are."""
        numbers = []
        for field, usual in ((self.first, 1), (self.last, self._weeks)):
            text = field.text().strip()
            number = int(text) if text.isdecimal() and len(text) < 4 else usual
            numbers.append(min(self._weeks, max(1, number)))
        return min(numbers), max(numbers)

    def show_faults(self, faults: Sequence[Fault]) -> None:
        """Say what is wrong under each row."""
        for n, row in enumerate(self.rows):
            row.show_faults([f for f in faults if f.field.startswith(f"rows.{n}.")])

    def _add(self, entry: PatternEntry) -> PatternRow:
        row = PatternRow(entry, self._usual_due)
        self.rows.append(row)
        self._rows.addWidget(row)
        row.changed.connect(self._tell)
        row.removed.connect(lambda: self._remove(row))
        return row

    def _add_another(self) -> None:
        kinds = [row.entry().kind for row in self.rows]
        kind = next((k for k in KINDS if k not in kinds), ActivityKind.READING)
        row = self._add(PatternEntry(kind, f"{kind_name(kind)} {WEEK}"))
        row.title.setFocus(Qt.FocusReason.TabFocusReason)
        row.title.selectAll()
        self._tell()

    def _remove(self, row: PatternRow) -> None:
        self.rows.remove(row)
        self._rows.removeWidget(row)
        row.hide()
        row.deleteLater()
        self.more.setFocus(Qt.FocusReason.OtherFocusReason)
        self._tell()

    def _tell(self, *_: object) -> None:
        self.more.setEnabled(len(self.rows) < MOST_ROWS)
        self.changed.emit()


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


class FillTermDialog(Overlay):
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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Add on Ctrl+Enter."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.take()
            event.accept()
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Stay open on a click beside: what was pasted would be lost."""
        event.accept()

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
