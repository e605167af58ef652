"""The weekly pattern in the term dialog: rows of work that come back every week."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from companion.models.activity import ActivityKind
from companion.models.course import Course
from companion.models.faults import Fault
from companion.models.repeat import WEEK
from companion.ui import course_form_words as say
from companion.ui.dialogs.fill_term_entry import NO_DUE, USUAL_DUE, PatternEntry
from companion.ui.text import tr, weekday
from companion.ui.widgets.buttons import Button, IconButton
from companion.ui.widgets.form_choices import ChoiceBox
from companion.ui.widgets.labels import FieldError, PlainLabel
from companion.ui.widgets.panels import spaced
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
