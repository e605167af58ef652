"""The week: seven days to scale in both clocks, what is due, and what is still to plan."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import ClassVar

from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QSizePolicy,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from companion.models.checklist import course_weeks
from companion.models.clock_guard import ClockShift, clock_shifts
from companion.models.course import Course
from companion.models.quiet_hours import QuietHours
from companion.models.schedule import RECORD_TYPES, RecordType
from companion.models.watching import SPEED_SETTING, speed_of
from companion.models.week_block import Block
from companion.models.week_grid import COLUMNS, Week, present_week, week_grid, week_start
from companion.models.week_planning import (
    NOTHING,
    ToPlan,
    free_minutes,
    to_plan,
    waiting_around,
)
from companion.ui import letters, preferences, theme
from companion.ui import week_carry as carrying
from companion.ui import week_words as say
from companion.ui.checklist_words import course_weeks_text, span
from companion.ui.clock_notice import AFFECTED, ClockNotice, show_affected
from companion.ui.page import Frame, Page
from companion.ui.text import Words
from companion.ui.week_box import WeekBox
from companion.ui.week_cards import Moving
from companion.ui.week_doing import Doing, due_of
from companion.ui.week_tray import Tray, WeekBody
from companion.ui.widgets.buttons import Button, IconButton
from companion.ui.widgets.panels import EmptyState, Hairline, PageHeader

_ONE_WEEK = timedelta(days=COLUMNS)
_ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)


class WeekPage(Page):
    """The page. What is done with blocks is in `week_doing`, carrying them in `week_hand`.

    Its subject is empty for the present week, a date in ISO form (and a slash and the id of a
    block of that day to choose), or "affected": the week with the classes that a clock change
    moves, outlined.
    """

    shows: ClassVar[frozenset[RecordType]] = frozenset(RECORD_TYPES)
    swaps_clocks: ClassVar[bool] = True

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(frame, parent)
        self.doing = Doing(self)
        self.plan: ToPlan = NOTHING
        self._wanted: date | None = None  # a day of the week to show; None follows the present
        self._wanted_block = ""
        self._is_affected = False
        self._is_narrow = False
        self._build()
        self._connect()

    # Building

    def _build(self) -> None:
        self.header = PageHeader()
        fixed = QSizePolicy.Policy.Fixed  # dates are never cut: what is beside them gives way
        self.header.title.setSizePolicy(fixed, fixed)
        self.before = IconButton(
            "chevron-left", self.tr("Previous week"), "Ctrl+Left", side=30, framed=True
        )
        self.present = Button(self.tr("This week"), keys="T")
        self.after = IconButton(
            "chevron-right", self.tr("Next week"), "Ctrl+Right", side=30, framed=True
        )
        self.new = Button(self.tr("New appointment"), icon="plus", keys="Shift N")
        self.open_tray = Button("", icon="panel-right")
        for widget in (self.before, self.present, self.after, self.new, self.open_tray):
            self.header.add(widget)
        self.clock_notice = ClockNotice(self.frame, names_classes=True)
        self.box = WeekBox()
        self.tray = Tray()
        self.body = WeekBody(self.box, self.tray)
        full = QWidget()
        column = QVBoxLayout(full)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.clock_notice)
        column.addWidget(Hairline())
        column.addWidget(self.body, 1)
        self.add = Button(self.tr("Add course"), "primary", icon="plus")
        title = self.tr("The week appears with your first course")
        self.empty = EmptyState("calendar-days", title, buttons=[self.add])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        self.stack = QStackedLayout()
        whole.addLayout(self.stack, 1)  # first, or the stack opens a window of its own
        self.stack.addWidget(full)
        self.stack.addWidget(self.empty)
        self.grid = self.box.grid
        self.give_keyboard_to(self.grid)

    def _connect(self) -> None:
        self.before.clicked.connect(self.do_previous_week)
        self.after.clicked.connect(self.do_next_week)
        self.present.clicked.connect(self.do_back_to_today)
        self.new.clicked.connect(self.do_new_appointment)
        self.open_tray.clicked.connect(self._toggle_tray)
        self.add.clicked.connect(lambda: self.frame.trigger("add-course"))
        self.clock_notice.asked.connect(lambda shift: show_affected(self.frame, shift, self))
        grid, cards = self.grid, self.tray.list
        grid.opened.connect(self._open_row)
        grid.added.connect(self.doing.add)
        grid.dropped.connect(self.doing.drop)
        grid.removed.connect(self._remove_row)
        grid.hand.due_of = lambda block: due_of(self.frame.workspace.schedule, block)
        grid.hand.is_over_list = self.tray.is_over
        grid.hand.carried = self._follow_carry
        self.box.header.due_chosen.connect(lambda item: self.frame.go("checklist", item))
        self.box.header.due_asked.connect(self._list_due)
        cards.opened.connect(lambda item: self.frame.go("checklist", item))
        cards.picked.connect(self._take_card)
        cards.dragged.connect(self._drag_card)
        cards.let_go.connect(self._put_card)
        cards.given_up.connect(self._give_up_card)
        self.tray.sorted_anew.connect(self.refresh)
        self.tray.closed.connect(self._close_tray)

    # What the window calls

    def set_subject(self, subject: str) -> None:
        """Go to the week of a date, to the affected classes, or to the present."""
        self._is_affected = subject == AFFECTED
        day, _, self._wanted_block = subject.partition("/")
        self._wanted = None if self._is_affected else _day(day)
        if not self.is_stale and self.isVisible():
            self.refresh()
        else:
            self.is_stale = True

    def set_narrow(self, is_narrow: bool) -> None:
        """Make a drawer of what is to plan in a window below 1120 pixels."""
        self._is_narrow = is_narrow
        self.header.set_narrow(is_narrow)
        self.header.row.setContentsMargins(*((16, 12, 16, 10) if is_narrow else (24, 16, 24, 10)))
        self.clock_notice.set_narrow(is_narrow)
        self.new.setText("" if is_narrow else self.tr("New appointment"))
        self.new.setAccessibleName(self.tr("New appointment"))
        self.new.setToolTip(self.tr("New appointment (Shift+N)") if is_narrow else "")
        has_room = not is_narrow or theme.look().text_size <= 100  # dates are never cut
        self.present.keys, self.new.keys = ("T", "Shift N") if has_room else ("", "")
        for button in (self.present, self.new):
            button.show_keys()
        self.open_tray.setVisible(is_narrow)
        self.body.set_drawer(is_narrow)

    def refresh(self) -> None:
        """Lay the week out anew."""
        schedule, words = self.frame.workspace.schedule, self.words()
        has_courses = bool(schedule.table(Course))
        self.stack.setCurrentIndex(0 if has_courses else 1)
        for widget in (self.before, self.present, self.after, self.new):
            widget.setVisible(has_courses)
        self.open_tray.setVisible(has_courses and self._is_narrow)
        if not has_courses:
            self.header.title.setText(self.tr("Week"))
            self.header.remark.setText("")
            return
        speed = speed_of(self.frame.workspace.setting(SPEED_SETTING))
        shifts = self._shifts(words) if self._is_affected else {}
        first = self._first(words)
        items = [say.named(schedule, item) for item in waiting_around(schedule, first, speed)]
        there = preferences.read(self.frame.workspace).second_zone
        week = week_grid(
            schedule, first, words.now, words.leading, words.zone, there, items, speed,
            preferences.working_hours(self.frame.workspace),
        )  # fmt: skip
        self.box.show_week(week, words, schedule.courses, shifts)
        self.plan = to_plan(
            schedule, items, first, words.now, words.zone, by_course=self.tray.by_course
        )
        self._show_words(week, words)
        if self._wanted_block:
            self._choose_wanted(week)

    def _choose_wanted(self, week: Week) -> None:
        """Choose the block asked for; one of the first night ends the week before."""
        block_id, self._wanted_block = self._wanted_block, ""
        if not any(block.id == block_id for block in week.blocks) and self._wanted == week.first:
            self._wanted = week.first - timedelta(days=1)
            self.refresh()
        self.choose(block_id)

    def minute(self) -> None:
        """Move the now line and what depends on it."""
        if self.grid.hand.carry is None:
            self.refresh()

    def _first(self, words: Words) -> date:
        """Return the first day of the week to show."""
        if self._wanted is not None:
            return week_start(self._wanted, words.first_weekday)
        return self._present_first()

    def _shifts(self, words: Words) -> Mapping[str, int]:
        """Return the classes to outline, and go to the week of the next of them."""
        found = clock_shifts(self.frame.workspace.schedule, words.zone, words.now)
        coming = _coming(found, words)
        if coming is not None and self._wanted is None:
            self._wanted = coming
        return {key: shift.minutes for shift in found for key in shift.keys}

    def _show_words(self, week: Week, words: Words) -> None:
        schedule = self.frame.workspace.schedule
        self.header.title.setText(span(week.first, week.last, words.today))
        self.header.remark.setText(course_weeks_text(course_weeks(schedule, week.first)))
        self.clock_notice.refresh()
        is_over = words.now >= week.at(COLUMNS - 1, week.window.fold)
        free = None if is_over else free_minutes(week, words.now, week.last, self.quiet_hours())
        self.tray.show_plan(self.plan, words, free, week.last.weekday())
        self.open_tray.setText(self.tr("To plan %1").replace("%1", str(self.plan.number)))

    # Actions

    def do_previous_week(self) -> None:
        """Show the week before."""
        self._go_weeks(-1)

    def do_next_week(self) -> None:
        """Show the week after."""
        self._go_weeks(1)

    def do_back_to_today(self) -> None:
        """Show the present week with what comes next."""
        self._wanted, self._is_affected = None, False
        self.refresh()
        self.grid.clear_current()
        self.box.show_now()
        self.grid.choose_next()
        self.grid.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def do_new_appointment(self) -> None:
        """Add an appointment at the cursor."""
        if self.week is not None:
            self.doing.add(*self.grid.cursor_place())

    def do_plan_selected(self) -> None:
        """Plan the current card in the next free time; without one, go to the cards."""
        card = self.tray.list.current()
        if card is not None and self.tray.list.hasFocus():
            self.doing.plan_next(card)
        else:
            self.body.open_drawer(True)
            self.tray.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def do_start(self) -> None:
        """Begin work on the current card, or on what the current block is planned for."""
        card, block = self.tray.list.current(), self.grid.current()
        if card is not None and self.tray.list.hasFocus():
            self.frame.start([card.item.id])
        elif block is not None and block.item_id:
            self.frame.start([block.item_id])

    def _go_weeks(self, weeks: int) -> None:
        week = self.week
        if week is not None:
            self._wanted = week.first + weeks * _ONE_WEEK
            if self._wanted == self._present_first():
                self._wanted = None
            self.refresh()

    def _present_first(self) -> date:
        words = self.words()
        workspace = self.frame.workspace
        return present_week(
            workspace.schedule, words.now, words.leading, words.first_weekday, words.zone,
            preferences.working_hours(workspace),
        )  # fmt: skip

    def event(self, event: QEvent) -> bool:
        """Take N from the window, where it would add an activity: here it adds an appointment."""
        if event.type() == QEvent.Type.ShortcutOverride and _is_new_key(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Add with N, close the drawer with Esc, enter the grid with an arrow key."""
        if _is_new_key(event) and self.week is not None:
            self.do_new_appointment()
        elif event.key() == Qt.Key.Key_Escape and self.body.is_drawer and self.body.is_open:
            self._close_tray()
        elif event.key() in _ARROWS and self.week is not None and not event.modifiers():
            self.grid.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    # The tray

    def _toggle_tray(self) -> None:
        if self.body.is_open:
            self._close_tray()
        else:
            self.body.open_drawer(True)
            self.tray.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close_tray(self) -> None:
        had_keyboard = self.tray.isAncestorOf(QApplication.focusWidget() or self)
        self.body.open_drawer(False)
        if had_keyboard:
            self.open_tray.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_card(self, item_id: str) -> None:
        card, week = self.plan.card(item_id), self.week
        if card is not None and week is not None:
            cargo = carrying.of_card(week, card, self.words().now)
            self.grid.hand.take(cargo, card.minutes)

    def _drag_card(self, where: QPoint, is_fine: bool) -> None:
        if not self.tray.is_over(where):
            self.body.put_aside(True)
        self.grid.hand.drag_to(self.grid.viewport().mapFromGlobal(where), is_fine)

    def _put_card(self) -> None:
        self.grid.hand.put_down()
        self._give_up_card()

    def _give_up_card(self) -> None:
        self.grid.hand.cancel()
        self.body.put_aside(False)

    def _follow_carry(self, carry: carrying.Carry | None) -> None:
        """Say on its card where work is carried."""
        moving = None
        if carry is not None and carry.cargo.block is None and self.week is not None:
            when = self.words().soon(carry.starts_at(self.week))
            text = say.tr("to be moved") if carry.is_leaving else say.tr("moving to %1", when)
            moving = Moving(carry.cargo.item_id, text)
        self.tray.model.set_moving(moving)

    # For what is done

    @property
    def week(self) -> Week | None:
        """The week shown."""
        return self.grid.week

    def widget(self) -> QWidget:
        """Return the page itself."""
        return self

    def place_of(self, column: int, minute: int, minutes: int) -> QRect:
        """Return where something lies, in the window."""
        return self._in_window(self.grid.carry_rect(column, minute, minutes))

    def block_place(self, block: Block) -> QRect:
        """Return where a block lies, in the window."""
        row = self.box.model.row_of(block.id)
        index = self.box.model.index(row if row is not None else -1)
        return self._in_window(self.grid.visualRect(index))

    def _in_window(self, rect: QRect) -> QRect:
        viewport = self.grid.viewport()
        return QRect(viewport.mapTo(self.window(), rect.topLeft()), rect.size())

    def choose(self, block_id: str) -> None:
        """Make a block current and give it the keyboard."""
        if self.grid.choose(block_id):
            self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def quiet_hours(self) -> QuietHours:
        """Return the hours in which nothing is planned by itself."""
        return preferences.quiet_hours(self.frame.workspace)

    def _list_due(self, column: int) -> None:
        """List all that is due in a column."""
        week = self.week
        if week is None:
            return
        from companion.ui.week_due import DueList  # start-up: only when asked

        day, cell, window = week.days[column], self.box.header.cells[column], self.window()
        courses = {c.id: c for c in self.frame.workspace.schedule.courses}
        beside = QRect(cell.mapTo(window, QPoint()), cell.size())
        name, go = say.day_name(day.date), self.frame.go
        DueList(
            window, beside, name, day.due, courses, self.words(),
            lambda item: go("checklist", item),
        )  # fmt: skip

    def _open_row(self, row: int) -> None:
        if self.week is not None:
            self.doing.open(self.week.blocks[row])

    def _remove_row(self, row: int) -> None:
        if self.week is not None:
            self.doing.remove(self.week.blocks[row])


def _day(subject: str) -> date | None:
    try:
        return date.fromisoformat(subject)
    except ValueError:
        return None


def _coming(shifts: list[ClockShift], words: Words) -> date | None:
    """Return the date of the next class that a clock change moves."""
    starts = [e.occurrence.starts_at for s in shifts for e in s.affected]
    coming = [at for at in starts if at >= words.now]
    return words.local(min(coming)).date() if coming else None


def _is_new_key(event: QEvent) -> bool:
    if not isinstance(event, QKeyEvent) or event.key() != Qt.Key.Key_N:
        return False
    shift = Qt.KeyboardModifier.ShiftModifier
    is_plain = not event.modifiers() & ~shift and (event.modifiers() & shift or letters.are_on())
    return bool(is_plain) and not isinstance(QApplication.focusWidget(), QLineEdit)
