"""The head of the import preview: what is read, where each course goes, what is shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from companion.models.course import Course
from companion.models.proposal import Proposal, RowState, Target
from companion.models.source_courses import NEW, NOWHERE, OWN
from companion.models.source_titles import code_in
from companion.ui import fonts, paint, theme
from companion.ui import import_words as say
from companion.ui.import_model import ImportModel
from companion.ui.import_words import tr
from companion.ui.widgets.buttons import Button
from companion.ui.widgets.choices import Chip
from companion.ui.widgets.form_choices import ChoiceBox, FlowLayout
from companion.ui.widgets.labels import ElidedLabel, IconLabel, PlainLabel, tooltip_text
from companion.ui.widgets.panels import Card, spaced

_MOST_BOXES = 24


class _Face(NamedTuple):
    """A course as a box shows it: its tag and its name."""

    code: str
    family: str
    name: str


class CourseBox(ChoiceBox):
    """Where the items of one course of the source go."""

    def __init__(self, label: str) -> None:
        super().__init__(tr("Items of %1 go into", label or tr("no course")), (), 220)
        self.label = label
        self._faces: dict[str, _Face] = {}
        self.setToolTip(tooltip_text(label))

    def show_target(self, target: Target, named: str, courses: Sequence[Course]) -> None:
        """Show where they go; named is how the source names the course."""
        new = target.course if target.is_new else None
        code = new.code if new is not None else code_in(named)
        faces = {c.id: _Face(c.code, c.color, c.label) for c in courses}
        if new is not None:
            faces[NEW] = _Face(code, new.color, tr("New course"))
        choices = [(tr("New course %1", code), NEW)]
        choices += [(f"{c.code} · {c.label}", c.id) for c in courses]
        choices += [(say.course_choice(word), word) for word in (OWN, NOWHERE)]
        if choices != [(self.itemText(n), self.itemData(n)) for n in range(self.count())]:
            self.clear()
            for text, word in choices:
                self.addItem(text, word)
        self._faces = faces
        self.set_value(target.word)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the tag of the course before its name."""
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        face = self._faces.get(self.currentData())
        where = self.rect().adjusted(10, 1, -28, -1)
        if face is not None:
            width = paint.tag(painter, where.x(), where.center().y() + 1, face.code, face.family)
            where.setLeft(where.x() + width + 8)
        text = face.name if face is not None else self.currentText()
        paint.text(painter, where, text, fonts.font("body"), "text")
        painter.end()


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
        row.addLayout(self._words(), 5)
        self._flow = FlowLayout(8, to_right=True)
        self._into = PlainLabel(tr("Into"), "second", "text2")
        self._flow.addWidget(self._into)
        self._holder = QWidget()
        self._holder.setLayout(self._flow)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self._holder.setSizePolicy(policy)
        row.addWidget(self._holder, 6)
        self.boxes: list[CourseBox] = []
        self.restyle()
        theme.changed().changed.connect(self.restyle)

    def _words(self) -> QVBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        self.title = ElidedLabel("", "strong")
        words.addWidget(self.title)
        line = QHBoxLayout()
        line.setSpacing(0)
        self.remark = ElidedLabel("", "second", "text3", numbers=True)
        self.skipped = Button("", "link", "small")
        self.skipped.clicked.connect(self.skipped_wanted)
        line.addWidget(self.remark)
        line.addWidget(self.skipped)
        line.addStretch(1)
        words.addLayout(line)
        words.addStretch(1)
        return words

    def restyle(self) -> None:
        """Keep the link as high as the words before it, and the boxes as wide as one row."""
        self.skipped.setFixedHeight(theme.px(18))
        widths = [part.sizeHint().width() + 8 for part in (self._into, *self.boxes)]
        self._holder.setMaximumWidth(sum(widths))

    def show_proposal(
        self, proposal: Proposal, name: str, courses: Sequence[Course], left: int
    ) -> None:
        """Show a proposal; name is that of its file or host, left how much is left out."""
        source = proposal.source
        self.icon.set_icon(say.system_icon(source.system))
        self.title.setText(source.name or say.system_name(source.system))
        system = say.system_name(source.system)
        parts = [system if source.name and system not in source.name else "", name]
        read = " · ".join(part for part in (*parts, say.summary(proposal)) if part)
        self.remark.setText(f"{read} ·" if left else read)
        self.skipped.setText(say.skipped_text(left))
        self.skipped.setVisible(left > 0)
        self._show_boxes(proposal, courses)

    def _show_boxes(self, proposal: Proposal, courses: Sequence[Course]) -> None:
        labels = list(proposal.targets)[:_MOST_BOXES]
        if [box.label for box in self.boxes] != labels:
            self._make_boxes(labels)
        for box in self.boxes:
            named = box.label or proposal.source.name
            box.show_target(proposal.targets[box.label], named, courses)
        self._holder.setVisible(bool(self.boxes))

    def _make_boxes(self, labels: Sequence[str]) -> None:
        for box in self.boxes:
            self._flow.removeWidget(box)
            box.hide()
            box.deleteLater()
        self.boxes = [CourseBox(label) for label in labels]
        for box in self.boxes:
            box.activated.connect(lambda _, b=box: self._chosen(b))
            self._flow.addWidget(box)
            box.show()
        self.restyle()

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
