"""The sidebar: certificate, views, courses with their progress, footer, two clocks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from companion.models import agenda
from companion.models.course import EASTERN, Course
from companion.ui import fonts, icons, letters, paint, text, theme
from companion.ui.actions import action
from companion.ui.pages import VIEWS
from companion.ui.sidebar_clocks import Clocks, clock_face, spoken_clocks
from companion.ui.text import Words
from companion.ui.widgets.buttons import IconButton, press_by_enter, shown_keys
from companion.ui.widgets.labels import PlainLabel, tooltip_text
from companion.ui.widgets.panels import ClearScroll
from companion.workspace import Workspace

WIDE, RAIL = 212, 56
FOOTER = ("import", "export", "settings")  # actions by id, from top to bottom


class RowFace(NamedTuple):
    """What one row shows; a course has a family and a part done instead of an icon."""

    label: str
    icon: str = ""
    hint: str = ""
    family: str = ""
    part: float = 0.0


class NavRow(QAbstractButton):
    """A row of the sidebar; in the rail only its icon, with the rest as a tooltip."""

    def __init__(self, face: RowFace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.face = face
        self.is_rail = False
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setProperty("own-ring", True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_face(face)

    def set_face(self, face: RowFace) -> None:
        """Show something else, and say it in words."""
        self.face = face
        self.setText(face.label.replace("&", "&&"))
        self.setAccessibleName(f"{face.label}, {face.hint}" if face.family else face.label)
        self.setToolTip("")
        if self.is_rail:
            shown = f"{face.label} ({face.hint})" if face.hint else face.label
            self.setToolTip(tooltip_text(shown))
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter, too."""
        if not press_by_enter(self, event):
            super().keyPressEvent(event)

    def set_rail(self, is_rail: bool) -> None:
        """Show the icon alone, or all."""
        self.is_rail = is_rail
        self.set_face(self.face)
        self.updateGeometry()

    def nextCheckState(self) -> None:
        """Leave checking to the sidebar: the page shown decides."""

    def sizeHint(self) -> QSize:
        """A row of 30, of 32 in the rail."""
        return QSize(40, theme.px(32 if self.is_rail else 30))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the row."""
        painter = QPainter(self)
        is_on = self.isChecked()
        if is_on or self.underMouse():
            edge = theme.color("selt") if is_on and theme.look().is_high_contrast else None
            paint.box(painter, self.rect(), 6, theme.color("sel" if is_on else "hover"), edge)
        tint = "selt" if is_on else "text2"
        x = (self.width() - 16) // 2 if self.is_rail else 8
        self._paint_sign(painter, x, (self.height() - 16) / 2, tint)
        if not self.is_rail:
            self._paint_words(painter, tint)
        if self.hasFocus():
            paint.focus_ring(painter, self.rect())
        painter.end()

    def _paint_sign(self, painter: QPainter, x: int, y: float, tint: str) -> None:
        if self.face.family:
            paint.pie(painter, x, y, self.face.part, self.face.family)
        else:
            icons.draw(painter, x, y, self.face.icon, 16, tint)

    def _paint_words(self, painter: QPainter, tint: str) -> None:
        is_on, right = self.isChecked(), self.width() - 8
        if self.face.hint:
            font = fonts.font("small", True)
            width = paint.width_of(self.face.hint, font)
            where = QRect(right - width, 0, width + 1, self.height())
            paint.text(painter, where, self.face.hint, font, "selt" if is_on else "text3")
            right -= width + 8
        left = 32 if self.face.family else 33
        plain: fonts.Role = "body" if self.face.family else "control"
        font = fonts.font("strong" if is_on else plain)
        paint.text(
            painter, QRect(left, 0, right - left, self.height()), self.face.label, font, tint
        )


def course_hint(workspace: Workspace, course: Course, now: datetime) -> str:
    """Return what stands behind a course: "9/14", the month it begins, or "Done"."""
    schedule = workspace.schedule
    week = agenda.current_week(schedule, course, now)
    if week is not None:
        return f"{week}/{course.weeks}"
    if agenda.course_state(schedule, course, now) is agenda.CourseState.UPCOMING:
        return text.month(schedule.term(course).starts_on.month)
    return text.tr("Done")


def course_part(workspace: Workspace, course: Course, now: datetime) -> float:
    """Return how much of a course is done: 0 before it begins, 1 once it is over."""
    state = agenda.course_state(workspace.schedule, course, now)
    if state is agenda.CourseState.DONE:
        return 1.0
    if state is agenda.CourseState.UPCOMING:
        return 0.0
    return min(0.99, max(0.01, agenda.course_progress(workspace.schedule, course)))


def courses_in_order(workspace: Workspace, now: datetime) -> list[Course]:
    """Return the courses shown: running ones, then coming, then finished."""
    ranks = [agenda.CourseState.ACTIVE, agenda.CourseState.UPCOMING, agenda.CourseState.DONE]
    schedule = workspace.schedule
    shown = schedule.current_courses
    return sorted(shown, key=lambda c: ranks.index(agenda.course_state(schedule, c, now)))


class _Head(QWidget):
    """The mark, the certificate's name and how many courses are done."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name, self.remark, self.is_rail = "", "", False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_words(self, name: str, remark: str) -> None:
        """Show another certificate."""
        self.name, self.remark = name, remark
        self.setAccessibleName(f"{name}, {remark}")
        self.update()

    def sizeHint(self) -> QSize:
        """The mark with its margins."""
        return QSize(40, 40 if self.is_rail else max(50, theme.px(36) + 14))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint mark and words."""
        painter = QPainter(self)
        x = (self.width() - 28) / 2 if self.is_rail else 6
        paint.mark(painter, QRectF(x, 2 if self.is_rail else 4, 28, 28))
        if not self.is_rail:
            width, height = self.width() - 50, theme.px(18)
            paint.text(painter, QRect(44, 2, width, height), self.name, fonts.font("strong"))
            where = QRect(44, 2 + height, width, theme.px(16))
            paint.text(painter, where, self.remark, fonts.font("small"), "text3")
        painter.end()


class RailPart(QWidget):
    """A part of the sidebar that has a narrow form."""

    def set_rail(self, is_rail: bool) -> None:
        """Take the narrow form, or the wide one."""


class Sidebar(QWidget):
    """The window's left side. Emits what was chosen; the window decides what happens."""

    page_chosen = Signal(str, str)
    action_chosen = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.is_rail = False
        self._views: dict[str, NavRow] = {}
        self._courses: dict[str, NavRow] = {}
        self._current = ("", "")
        self._chosen_zones = ("", "")
        self._parts: list[RailPart] = []
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._head = _Head()
        self._column.addWidget(self._head)
        for view in VIEWS:
            row = NavRow(RowFace(view.label(), view.icon, letters.acting(view.digit)))
            row.clicked.connect(lambda _=False, key=view.key: self.page_chosen.emit(key, ""))
            self._views[view.key] = row
            self._column.addWidget(row)
        self._add_courses_part()
        self._footer = [self._footer_row(name) for name in FOOTER]
        self._column.addSpacing(10)
        self.clocks = Clocks()
        self._column.addWidget(self.clocks)
        self.setAccessibleName(self.tr("Sidebar"))
        self.set_rail(False)

    def _add_courses_part(self) -> None:
        self._title = QWidget()
        row = QHBoxLayout(self._title)
        row.setContentsMargins(8, 12, 2, 0)
        row.addWidget(PlainLabel(self.tr("Courses"), "small-strong", "text3"), 1)
        add = IconButton("plus", self.tr("Add a course"), "Ctrl+Shift+N", icon_size=14)
        add.clicked.connect(lambda: self.action_chosen.emit("add-course"))
        row.addWidget(add)
        self._column.addWidget(self._title)
        self._empty = PlainLabel(self.tr("Your courses appear here."), "second", "text3", wrap=True)
        self._empty.setContentsMargins(8, 2, 8, 2)
        self._column.addWidget(self._empty)
        inside = QWidget()
        self._list = QVBoxLayout(inside)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        self._list.addStretch(1)
        self._column.addWidget(ClearScroll(inside), 1)

    def _footer_row(self, name: str) -> NavRow:
        spec = action(name)
        hint = shown_keys(spec.keys[0]) if name == "import" else ""
        row = NavRow(RowFace(spec.label(), spec.icon, hint))
        row.clicked.connect(lambda: self.action_chosen.emit(name))
        self._column.addWidget(row)
        return row

    def put_above_clocks(self, part: RailPart) -> None:
        """Take one more part that is to be seen whatever page is shown."""
        self._parts.append(part)
        part.set_rail(self.is_rail)
        self._column.insertWidget(self._column.indexOf(self.clocks), part)

    def set_rail(self, is_rail: bool) -> None:
        """Become a rail of icons, or wide again."""
        self.is_rail = self._head.is_rail = is_rail
        self.setFixedWidth(max(theme.px(RAIL), RAIL) if is_rail else max(theme.px(WIDE), WIDE))
        self._column.setContentsMargins(*((8, 12, 9, 10) if is_rail else (10, 14, 11, 12)))
        self._title.setVisible(not is_rail)
        for row in (*self._views.values(), *self._courses.values(), *self._footer):
            row.set_rail(is_rail)
        for part in self._parts:
            part.set_rail(is_rail)
        self.clocks.set_rail(is_rail)
        self._head.updateGeometry()
        self._show_empty()

    def set_current(self, key: str, subject: str = "") -> None:
        """Light the row of the page shown."""
        self._current = (key, subject)
        for name, row in self._views.items():
            row.setChecked(name == key)
        for course_id, row in self._courses.items():
            row.setChecked(key in ("course", "edit-course") and course_id == subject)

    def refresh(self, words: Words) -> None:
        """Read certificate and courses anew."""
        schedule = self._workspace.schedule
        courses = courses_in_order(self._workspace, words.now)
        self._head.set_words(*self._head_words(words.now))
        for gone in self._courses.keys() - {course.id for course in courses}:
            row = self._courses.pop(gone)
            self._list.removeWidget(row)
            row.deleteLater()
        for place, course in enumerate(courses):
            face = RowFace(
                course.label,
                hint=course_hint(self._workspace, course, words.now),
                family=course.color,
                part=course_part(self._workspace, course, words.now),
            )
            self._place(course, place, face)
        for view in VIEWS:
            face = RowFace(view.label(), view.icon, letters.acting(view.digit))
            if face != self._views[view.key].face:
                self._views[view.key].set_face(face)
        for name, row in zip(FOOTER, self._footer, strict=True):
            row.setVisible(name != "export" or bool(schedule.courses))
        self._show_empty()
        self.set_current(*self._current)
        self.minute(words)

    def _place(self, course: Course, place: int, face: RowFace) -> None:
        row = self._courses.get(course.id)
        if row is None:
            row = self._courses[course.id] = NavRow(face)
            row.set_rail(self.is_rail)
            row.clicked.connect(
                lambda _=False, wanted=course.id: self.page_chosen.emit("course", wanted)
            )
        if self._list.indexOf(row) != place:
            self._list.insertWidget(place, row)
        if row.face != face:
            row.set_face(face)

    def minute(self, words: Words) -> None:
        """Set the clocks; the one that leads goes first."""
        face = clock_face(words, self.second_zone(words.now), self._chosen_zones[1])
        self.clocks.set_face(face, spoken_clocks(face))

    def choose_zones(self, second: str, third: str) -> None:
        """Show these zones as second and third clock; empty for the course's, and for none."""
        self._chosen_zones = (second, third)

    def second_zone(self, now: datetime) -> str:
        """Return the zone of the second clock: the chosen one, else that of the first course."""
        return self._chosen_zones[0] or self.course_zone(now)

    def course_zone(self, now: datetime) -> str:
        """Return the zone of the first course shown, Eastern without any."""
        for course in courses_in_order(self._workspace, now):
            return course.zone
        return EASTERN

    def rows(self) -> Sequence[NavRow]:
        """Return the rows from top to bottom."""
        return (*self._views.values(), *self._courses.values(), *self._footer)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the surface."""
        painter = QPainter(self)
        paint.fill(painter, self.rect(), theme.color("side"))
        paint.hairline(painter, self.width() - 1, 0, self.width(), self.height())
        painter.end()

    def _show_empty(self) -> None:
        self._empty.setVisible(not self._courses and not self.is_rail)

    def _head_words(self, now: datetime) -> tuple[str, str]:
        schedule = self._workspace.schedule
        if not schedule.courses:
            return self.tr("Companion"), self.tr("No program yet")
        done = [
            c
            for c in schedule.courses
            if agenda.course_state(schedule, c, now) is agenda.CourseState.DONE
        ]
        name = schedule.programs[0].name if schedule.programs else ""
        remark = text.tr("Certificate · %1 of %2 done", len(done), len(schedule.courses))
        return name or self.tr("My certificate"), remark
