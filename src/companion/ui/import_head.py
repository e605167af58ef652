"""The head of the import preview: what is read, where each course goes, what is shown."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from companion.models.course import Course
from companion.models.proposal import Proposal, RowState
from companion.models.source_courses import NEW, NOWHERE, OWN
from companion.models.source_titles import code_in
from companion.ui import import_words as say
from companion.ui.import_model import ImportModel
from companion.ui.import_words import tr
from companion.ui.widgets.buttons import Button
from companion.ui.widgets.choices import Chip
from companion.ui.widgets.form_choices import ChoiceBox, FlowLayout
from companion.ui.widgets.labels import ElidedLabel, IconLabel, PlainLabel, tooltip_text
from companion.ui.widgets.panels import Card, spaced

_MOST_BOXES = 24


class CourseBox(ChoiceBox):
    """Where the items of one course of the source go."""

    def __init__(self, label: str, choices: Sequence[tuple[str, object]]) -> None:
        super().__init__(tr("Items of %1 go into", label or tr("no course")), choices, 216)
        self.label = label
        self.setToolTip(tooltip_text(label))


class SourceCard(Card):
    """What was read, how much, and a choice for each of its courses."""

    skipped_wanted = Signal()
    course_chosen = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        spaced(row, (14, 9, 14, 9), 12)
        self.icon = IconLabel("calendar-days", 20, "text2")
        row.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        self.title = ElidedLabel("", "strong")
        words.addWidget(self.title)
        line = QHBoxLayout()
        line.setSpacing(4)
        self.remark = PlainLabel("", "second", "text3", numbers=True)
        self.skipped = Button("", "link", "small")
        self.skipped.clicked.connect(self.skipped_wanted)
        line.addWidget(self.remark)
        line.addWidget(self.skipped)
        line.addStretch(1)
        words.addLayout(line)
        words.addStretch(1)
        row.addLayout(words, 2)
        self._into = PlainLabel(tr("Into"), "second", "text2")
        row.addWidget(self._into, 0, Qt.AlignmentFlag.AlignVCenter)
        self._holder = QWidget()
        self._flow = FlowLayout(7)
        self._holder.setLayout(self._flow)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self._holder.setSizePolicy(policy)
        row.addWidget(self._holder, 3)
        self.boxes: list[CourseBox] = []

    def show_proposal(
        self, proposal: Proposal, name: str, courses: Sequence[Course], left: int
    ) -> None:
        """Show a proposal; name is that of its file or host, left how much is left out."""
        source = proposal.source
        self.icon.set_icon(say.system_icon(source.system))
        self.title.setText(source.name or say.system_name(source.system))
        parts = [say.system_name(source.system) if source.name else "", name]
        self.remark.setText(" · ".join(p for p in (*parts, say.summary(proposal)) if p))
        self.skipped.setText(say.skipped_text(left))
        self.skipped.setVisible(left > 0)
        self._show_boxes(proposal, courses)

    def _show_boxes(self, proposal: Proposal, courses: Sequence[Course]) -> None:
        labels = list(proposal.targets)[:_MOST_BOXES]
        if [box.label for box in self.boxes] != labels or not self.boxes:
            self._make_boxes(proposal, courses, labels)
        for box in self.boxes:
            target = proposal.targets[box.label]
            box.set_value(target.word)
        self._into.setVisible(bool(self.boxes))
        self._holder.setVisible(bool(self.boxes))

    def _make_boxes(
        self, proposal: Proposal, courses: Sequence[Course], labels: Sequence[str]
    ) -> None:
        for box in self.boxes:
            self._flow.removeWidget(box)
            box.hide()
            box.deleteLater()
        self.boxes = []
        for label in labels:
            target = proposal.targets[label]
            code = target.course.code if target.course is not None and target.is_new else ""
            new = tr("New course %1", code or code_in(label or proposal.source.name))
            choices: list[tuple[str, object]] = [(new, NEW)]
            choices += [(f"{c.code} · {c.label}", c.id) for c in courses]
            choices += [(say.course_choice(OWN), OWN), (say.course_choice(NOWHERE), NOWHERE)]
            box = CourseBox(label, choices)
            box.activated.connect(lambda _, b=box: self._chosen(b))
            self.boxes.append(box)
            self._flow.addWidget(box)
            box.show()

    def forget(self) -> None:
        """Make the choices anew for another source."""
        for box in self.boxes:
            box.label = "\0"

    def _chosen(self, box: CourseBox) -> None:
        self.course_chosen.emit(box.label, str(box.currentData()))


class StateChips(QWidget):
    """All, New, Changed, Removed, with their numbers: one of them is on."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        spaced(row, (0, 0, 0, 0), 6)
        self.chips: dict[RowState | None, Chip] = {None: Chip("")}
        self.chips |= {state: Chip("", say.SIGNS[state]) for state in RowState}
        for state, chip in self.chips.items():
            chip.clicked.connect(lambda _=False, wanted=state: self.choose(wanted))
            row.addWidget(chip)
        row.addSpacing(12)
        self.promise = ElidedLabel(
            tr("Nothing is written until you apply. Undo stays available with %1.", "Ctrl Z"),
            "second", "text3",
        )  # fmt: skip
        self.promise.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.promise, 1000)
        row.addStretch(1)

    def show_numbers(self, model: ImportModel) -> None:
        """Show how many rows each state has."""
        numbers = {state: len(model.of_state(state)) for state in RowState}
        self._name(None, tr("All %1", sum(numbers.values())))
        for state, number in numbers.items():
            self._name(state, f"{say.state_name(state)} {number}")
            self.chips[state].setVisible(number > 0)
        if not any(chip.isChecked() for chip in self.chips.values()):
            self.choose(None)

    def _name(self, state: RowState | None, text: str) -> None:
        self.chips[state].setText(text)
        self.chips[state].updateGeometry()

    def choose(self, wanted: RowState | None) -> None:
        """Show one state, or all."""
        for state, chip in self.chips.items():
            chip.setChecked(state is wanted)
        self.chosen.emit(wanted)
