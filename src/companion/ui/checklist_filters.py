"""The row of filters over the checklist, and the field to search in."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QMenu, QSizePolicy, QWidget

from companion.models.activity import ActivityKind
from companion.models.checklist import DueIn, Filter, Shown
from companion.models.course import Course
from companion.ui import fonts, icons, paint, theme
from companion.ui.checklist_words import kind_name, tr
from companion.ui.text import duration
from companion.ui.widgets.buttons import Button, shown_keys
from companion.ui.widgets.choices import Segmented
from companion.ui.widgets.fields import SearchField
from companion.ui.widgets.labels import PlainLabel, tooltip_text

MINUTES = (15, 30, 60, 90)
_DUES = {
    DueIn.LATE: "Late",
    DueIn.DAY: "Within 24 hours",
    DueIn.THIS_WEEK: "This week",
    DueIn.NEXT_WEEK: "Next week",
    DueIn.NO_DATE: "No date",
}


def due_name(due: DueIn) -> str:
    """Return the name of a due filter."""
    return tr(_DUES[due])


class FilterChip(QAbstractButton):
    """A filter: a course's code with its name, or an icon with words. Lit while it is on."""

    def __init__(
        self, text: str, *, icon: str = "", code: str = "", family: str = "", name: str = ""
    ) -> None:
        super().__init__()
        self._icon, self._code, self._family, self._short = icon, code, family, False
        self.setText(text)
        self.setCheckable(True)
        self.setAccessibleName(name or text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("own-ring", True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_short(self, is_short: bool) -> None:
        """Show only a course's code where there is little room."""
        self._short = is_short and bool(self._code)
        self.setToolTip(tooltip_text(self.text()) if self._short else "")
        self.updateGeometry()

    def show_text(self, text: str) -> None:
        """Show other words."""
        self.setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Fit the text in bold, so that a click moves nothing."""
        lead = paint.tag_width(self._code) if self._code else 14
        words = 0 if self._short else paint.width_of(self.text(), fonts.font("second-strong")) + 5
        return QSize(lead + words + theme.px(20), theme.px(26))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the chip, a pixel inside its hit area."""
        painter = QPainter(self)
        rect = self.rect().adjusted(0, 1, 0, -1)
        is_on = self.isChecked()
        lit = "hover" if self.underMouse() else "bg"
        edge = theme.color("sel" if is_on else "line2")
        if is_on and theme.look().is_high_contrast:
            edge = theme.color("selt")
        paint.box(painter, rect, 6, theme.color("sel" if is_on else lit), edge)
        tint = "selt" if is_on else "text2"
        x, middle = theme.px(10), self.height() // 2
        if self._code:
            x += paint.tag(painter, x, middle, self._code, self._family, is_on) + 5
        else:
            icons.draw(painter, x, middle - 7, self._icon, 14, tint)
            x += 14 + 5
        if not self._short:
            font = fonts.font("second-strong" if is_on else "second-control")
            paint.text(painter, rect.adjusted(x, 0, -4, 0), self.text(), font, tint)
        if self.hasFocus():
            paint.focus_ring(painter, self.rect(), 6)
        painter.end()


class MenuChip(FilterChip):
    """A filter chosen from a menu; it is lit while the choice is not "any"."""

    def __init__(self, text: str, icon: str, fill: Callable[[QMenu], None]) -> None:
        super().__init__(text, icon=icon)
        self._fill = fill
        self.clicked.connect(self.open_menu)

    def nextCheckState(self) -> None:
        """Stay as the choice is."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the menu on Enter and ↓ too."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.open_menu()
            return
        super().keyPressEvent(event)

    def menu(self) -> QMenu:
        """Return the menu as it is now."""
        made = QMenu(self)
        self._fill(made)
        return made

    def open_menu(self) -> None:
        """Show the menu under the chip."""
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))
        if menu.actions():
            menu.setActiveAction(menu.actions()[0])


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
        self.shown.set_current(wanted.shown.value)
        for course_id, chip in self._chips.items():
            chip.setChecked(course_id in wanted.courses)
            chip.set_short(self._is_narrow or len(self._chips) > 2)
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


class ChecklistSearch(SearchField):
    """The search field; its key is shown while it is empty. ↓ and Enter go to the list."""

    done = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Search activities"), parent)
        self._keys = shown_keys("Ctrl+F")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As wide as the design draws it."""
        return QSize(theme.px(220), theme.px(30))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on to the list with ↓ or Enter; an empty field is left with Esc."""
        keys = (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        is_left = event.key() == Qt.Key.Key_Escape and not self.text()
        if event.key() in keys or is_left:
            self.done.emit()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the field and, while it is empty, its key."""
        super().paintEvent(event)
        if not self.text() and not self.hasFocus():
            painter = QPainter(self)
            x = self.width() - paint.keys_width(self._keys) - 10
            paint.keys(painter, x, self.height() // 2, self._keys)
            painter.end()
