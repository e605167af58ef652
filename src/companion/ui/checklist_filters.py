"""The row of filters over the checklist."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from companion.models.activity import ActivityKind
from companion.models.checklist_sections import DueIn, Filter, Shown
from companion.models.course import Course
from companion.ui.checklist_chips import FilterChip, MenuChip
from companion.ui.checklist_words import kind_name, tr
from companion.ui.text import duration
from companion.ui.widgets.buttons import Button, shown_keys
from companion.ui.widgets.choices import Segmented
from companion.ui.widgets.labels import PlainLabel

MINUTES = (15, 30, 60, 90)
_DUES = {
    DueIn.LATE: "Late",
    DueIn.DAY: "Within 24 hours",
    DueIn.THIS_WEEK: "This week",
    DueIn.NEXT_WEEK: "Next week",
    DueIn.NO_DATE: "No date",
    DueIn.TO_REVISE: "To revise",
    DueIn.WAITING: "Waiting for the faculty",
}


def due_name(due: DueIn) -> str:
    """Return the name of a due filter."""
    return tr(_DUES[due])


class FilterBar(QWidget):
    """Open / All / Done and the filters that combine. `changed` gives the filter."""

    changed = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.filter = Filter()
        self._chips: dict[str, FilterChip] = {}
        self._is_narrow = False
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 10, 24, 10)
        row.setSpacing(6)
        choices = [
            (Shown.OPEN.value, tr("Open")),
            (Shown.ALL.value, tr("All")),
            (Shown.DONE.value, tr("Done")),
        ]
        self.shown = Segmented(choices, Shown.OPEN.value, small=True, name=tr("What to show"))
        self.shown.chosen.connect(lambda key: self._set(shown=Shown(key)))
        row.addWidget(self.shown)
        row.addSpacing(12)
        self._courses = QHBoxLayout()
        self._courses.setSpacing(6)
        row.addLayout(self._courses)
        row.addSpacing(12)
        self.kind = MenuChip(tr("Kind"), "list-filter", self._fill_kinds)
        self.minutes = MenuChip("", "clock", self._fill_minutes)
        self.due = MenuChip(tr("Due"), "flag", self._fill_dues)
        for chip in (self.kind, self.minutes, self.due):
            row.addWidget(chip)
        row.addStretch(1)
        self.group = PlainLabel(tr("Group: week"), "second", "text3")
        row.addWidget(self.group)
        self.clear_button = Button(tr("Clear filters"), "quiet", "small", keys=shown_keys("Esc"))
        self.clear_button.clicked.connect(self.clear)
        row.addWidget(self.clear_button)
        self._row = row
        self._show()

    def set_narrow(self, is_narrow: bool) -> None:
        """Take the margins of a small window, or of a large one."""
        self._is_narrow = is_narrow
        side = 16 if is_narrow else 24
        self._row.setContentsMargins(side, 10, side, 10)
        self._show()

    def set_courses(self, courses: Sequence[Course]) -> None:
        """Offer the courses that have something to do."""
        wanted = {course.id: course for course in courses}
        if list(wanted) != list(self._chips):
            for chip in self._chips.values():
                self._courses.removeWidget(chip)
                chip.deleteLater()
            self._chips = {}
            for course in courses:
                chip = FilterChip(course.label, code=course.code, family=course.color)
                chip.clicked.connect(lambda _=False, chosen=course.id: self._toggle_course(chosen))
                self._chips[course.id] = chip
                self._courses.addWidget(chip)
            in_order = [*self.shown.buttons(), *self._chips.values(), self.kind]
            for before, after in pairwise(in_order):
                QWidget.setTabOrder(before, after)
        kept = self.filter.courses & wanted.keys()
        if kept != self.filter.courses:
            self.filter = self.filter._replace(courses=kept)
        self._show()

    def set_search(self, search: str) -> None:
        """Take what is searched for along."""
        self._set(search=search)

    def set_filter(self, wanted: Filter) -> None:
        """Show and tell another filter."""
        self.filter = wanted
        self._show()
        self.changed.emit(wanted)

    def clear(self) -> None:
        """Take every filter away; Open, All or Done stays."""
        self.set_filter(self.filter.cleared())

    def begin(self) -> None:
        """Take the keyboard: at the first filter."""
        chips = [*self._chips.values(), self.kind]
        chips[0].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go along the filters with ← and →, leave them with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Right)
        else:
            super().keyPressEvent(event)

    def _set(self, **changes: object) -> None:
        self.set_filter(self.filter._replace(**changes))  # type: ignore[arg-type]  # named here

    def _toggle_course(self, course_id: str) -> None:
        self._set(courses=self.filter.courses ^ {course_id})

    def _show(self) -> None:
        wanted = self.filter
        if self.shown.current() != wanted.shown.value:
            self.shown.set_current(wanted.shown.value)
        for course_id, chip in self._chips.items():
            chip.setChecked(course_id in wanted.courses)
        self.kind.setChecked(bool(wanted.kinds))
        names = [kind_name(kind) for kind in ActivityKind if kind in wanted.kinds]
        self.kind.show_text(names[0] if len(names) == 1 else self._kinds_text(len(names)))
        self.minutes.setChecked(wanted.most_minutes is not None)
        self.minutes.show_text(tr("Up to %1", duration(wanted.most_minutes or 30)))
        self.due.setChecked(wanted.due is not None)
        self.due.show_text(due_name(wanted.due) if wanted.due else tr("Due"))
        has_filter = bool(wanted.number)
        self.group.setVisible(not has_filter and not self._is_narrow)
        self.clear_button.setVisible(has_filter)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show courses by their codes where their names have no room."""
        self._fit()

    def _fit(self) -> None:
        chips = self._chips.values()
        hidden = sum(chip.words_width() for chip in chips if chip.is_short())
        is_short = self._row.minimumSize().width() + hidden > self.width()
        for chip in chips:
            chip.set_short(is_short)

    def _kinds_text(self, number: int) -> str:
        return tr("%1 kinds", number) if number else tr("Kind")

    # Menus

    def _fill_kinds(self, menu: QMenu) -> None:
        for kind in ActivityKind:
            one = _choice(menu, kind_name(kind), kind in self.filter.kinds)
            one.triggered.connect(lambda _=False, chosen=kind: self._toggle_kind(chosen))
        menu.addSeparator()
        every = _choice(menu, tr("Every kind"), not self.filter.kinds)
        every.triggered.connect(lambda: self._set(kinds=frozenset()))

    def _toggle_kind(self, kind: ActivityKind) -> None:
        self._set(kinds=self.filter.kinds ^ {kind})

    def _fill_minutes(self, menu: QMenu) -> None:
        group = QActionGroup(menu)
        for minutes in (*MINUTES, None):
            words = tr("Any length") if minutes is None else tr("Up to %1", duration(minutes))
            one = _choice(menu, words, minutes == self.filter.most_minutes, group)
            one.triggered.connect(lambda _=False, most=minutes: self._set(most_minutes=most))

    def _fill_dues(self, menu: QMenu) -> None:
        group = QActionGroup(menu)
        for due in (*DueIn, None):
            words = due_name(due) if due else tr("Any time")
            one = _choice(menu, words, due is self.filter.due, group)
            one.triggered.connect(lambda _=False, chosen=due: self._set(due=chosen))


def _choice(menu: QMenu, words: str, is_on: bool, group: QActionGroup | None = None) -> QAction:
    made = menu.addAction(words.replace("&", "&&"))
    made.setCheckable(True)
    made.setChecked(is_on)
    if group is not None:
        group.addAction(made)
    return made
