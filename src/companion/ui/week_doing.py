"""What the student does in the week: each becomes one edit with its words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Protocol

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from companion import planning_edits
from companion.models import agenda
from companion.models.activity import PlannedBlock
from companion.models.appointment import Appointment, dated_id
from companion.models.faults import Refused
from companion.models.quiet_hours import QuietHours
from companion.models.schedule import Edit, Schedule
from companion.models.walltime import wall_clock
from companion.models.week_block import Block, BlockKind
from companion.models.week_grid import Week
from companion.models.week_planning import Card, next_free, overlapped_class, rules_for
from companion.ui import week_words as say
from companion.ui.page import Frame
from companion.ui.text import Words
from companion.ui.week_carry import Carry
from companion.wording import sentences

tr = say.tr
_SHOWN = 60
HALF_HOUR = 30


class Board(Protocol):
    """The page as its actions need it."""

    frame: Frame

    @property
    def week(self) -> Week | None:
        """The week shown."""
        ...

    def words(self) -> Words:
        """Return what writes times as the page does."""
        ...

    def widget(self) -> QWidget:
        """Return the page itself."""
        ...

    def place_of(self, column: int, minute: int, minutes: int) -> QRect:
        """Return where something lies, in the window."""
        ...

    def block_place(self, block: Block) -> QRect:
        """Return where a block lies, in the window."""
        ...

    def choose(self, block_id: str) -> None:
        """Make a block current and give it the keyboard."""
        ...

    def quiet_hours(self) -> QuietHours:
        """Return the hours in which nothing is planned by itself."""
        ...


class Doing:
    """Does what is asked for in the week of a page."""

    def __init__(self, board: Board) -> None:
        self._board = board

    @property
    def _frame(self) -> Frame:
        return self._board.frame

    @property
    def _schedule(self) -> Schedule:
        return self._frame.workspace.schedule

    def _perform(self, make: Callable[[Schedule], Edit | None], said: str) -> Edit | None:
        """Store an edit, or say what is wrong; the edit when it was stored."""
        try:
            edit = make(self._schedule)
        except Refused as refusal:
            self._frame.tell(sentences(refusal, tr), kind="warn")
            return None
        return edit if edit is not None and self._frame.perform(edit, said) else None

    def _when(self, at: datetime) -> str:
        return self._board.words().soon(at)

    # What was carried

    def drop(self, carry: Carry) -> None:
        """Store where something was put down."""
        week = self._board.week
        if week is None:
            return
        block = carry.cargo.block
        if carry.is_leaving:
            if block is not None:
                self._unplan(block)
            return
        start = carry.starts_at(week)
        wall, home = wall_clock(start, week.home.key), week.home.key
        name, when = _short(carry.cargo.face.name), self._when(start)
        if block is not None and block.appointment is not None and block.on is not None:
            self._move_appointment(block.appointment, block.on, wall, carry.minutes, home)
        elif block is not None and block.planned is not None:
            planned, move = block.planned, planning_edits.move_block
            said = tr("“%1” planned for %2", name, when)
            if start == block.starts_at:
                ends = self._board.words().time(carry.ends_at(week))
                said = tr("“%1” planned for %2 to %3", name, when, ends)
            self._perform(lambda s: move(s, planned.id, wall, home, carry.minutes), said)
            self._board.choose(planned.id)
        else:
            self.plan(carry.cargo.item_id, name, start, carry.minutes)

    def _move_appointment(
        self, appointment: Appointment, day: date, wall: datetime, minutes: int, zone: str
    ) -> None:
        name = _short(appointment.title)
        said = tr("“%1” moved", name)
        if appointment.is_weekly:
            said = tr("“%1” moved on this day only", name)
        edit = self._perform(
            lambda s: planning_edits.move_appointment(s, appointment.id, day, wall, zone, minutes),
            said,
        )
        self._choose_made(edit)

    def _choose_made(self, edit: Edit | None) -> None:
        """Make the appointment current that an edit made or changed last."""
        made = [c.after for c in edit.changes if isinstance(c.after, Appointment)] if edit else []
        if made:
            self._board.choose(dated_id(made[-1], made[-1].starts.date()))

    # Planning

    def plan(self, item_id: str, name: str, start: datetime, minutes: int) -> None:
        """Plan work at an instant; time for it that is over is moved rather than kept."""
        week = self._board.week
        if week is None:
            return
        wall, home = wall_clock(start, week.home.key), week.home.key
        said = tr("“%1” planned for %2", _short(name), self._when(start))
        now = self._frame.workspace.clock.now()
        old = [b for b in agenda.planned_blocks(self._schedule, item_id) if b.at < now]

        def made(schedule: Schedule) -> Edit | None:
            if old:
                return planning_edits.move_block(schedule, old[-1].id, wall, home, minutes)
            return planning_edits.plan_block(schedule, item_id, wall, home, minutes)

        edit = self._perform(made, said)
        after = edit.changes[0].after if edit else None
        if isinstance(after, PlannedBlock):
            self._board.choose(after.id)

    def plan_next(self, card: Card) -> None:
        """Plan work in the next free time of the week before it is due, or say that there is
        none."""
        week = self._board.week
        if week is None:
            return
        rules = rules_for(week, self._frame.workspace.clock.now(), card.item.due_at)
        place = next_free(week, rules, card.minutes, self._board.quiet_hours())
        if place is not None:
            self.plan(card.item.id, card.item.title, week.at(*place), card.minutes)
            return
        title = _short(card.item.title)
        rest = tr("Drag it to a place of your own, or plan a shorter part.")
        self._frame.tell(tr("There is no free time in this week for “%1”.", title), rest, "warn")

    # Removing

    def remove(self, block: Block) -> None:
        """Take a planned block or an appointment away; of a series only its day."""
        if block.kind is BlockKind.PLANNED:
            self._unplan(block)
        elif block.appointment is not None:
            self._remove_appointment(block.appointment, block.on)
        elif block.kind is BlockKind.WORK:
            rest = tr("Enter opens them: they are the same each week.")
            self._frame.tell(tr("Working hours are changed in the settings."), rest, "warn")
        elif block.kind is BlockKind.CALENDAR:
            rest = tr("Enter opens the calendars: there it can be hidden.")
            self._frame.tell(tr("What a calendar holds is changed in that calendar."), rest, "warn")
        else:
            rest = tr("Enter opens it: there it can be moved or cancelled.")
            self._frame.tell(tr("A class is not removed from the week."), rest, "warn")

    def _unplan(self, block: Block) -> None:
        planned = block.planned
        if planned is None:
            rest = tr("Its weekly time to watch is part of the course.")
            self._frame.tell(tr("This time was not planned here."), rest, "warn")
            return
        name = _short(say.block_name(block))
        said = tr("“%1” is no longer planned", name)
        self._perform(lambda s: planning_edits.remove_block(s, planned.id), said)

    def _remove_appointment(self, appointment: Appointment, day: date | None) -> bool:
        name = _short(appointment.title)
        said = tr("“%1” removed", name)
        if appointment.is_weekly and day is not None:
            said = tr("“%1” removed on %2 only", name, self._board.words().date(day))
        remove = planning_edits.remove_appointment
        return bool(self._perform(lambda s: remove(s, appointment.id, day), said))

    # Opening and adding

    def open(self, block: Block) -> None:
        """Open a class in its panel, an appointment in its form, what is to do in the checklist,
        working hours and calendars in the settings."""
        if block.kind is BlockKind.PLANNED:
            self._frame.go("checklist", block.item_id)
        elif block.appointment is not None:
            self._show_form(self._board.block_place(block), block.appointment, block.on)
        elif block.kind is BlockKind.WORK:
            self._frame.trigger("working-hours")
        elif block.kind is BlockKind.CALENDAR:
            self._frame.trigger("busy-calendars")
        elif block.occurrence is not None:
            self._open_class(block)

    def _open_class(self, block: Block) -> None:
        from companion.ui.class_popover import ClassPopover  # start-up: only when asked

        assert block.occurrence is not None
        place = self._board.block_place(block)
        ClassPopover(self._frame, self._board.widget().window(), place, block.occurrence)

    def add(self, column: int, minute: int) -> None:
        """Ask for a new appointment at a place of the week."""
        week = self._board.week
        if week is None:
            return
        from companion.ui.week_appointment import blank  # start-up: only when asked

        at = week.at(column, minute)
        new = blank(wall_clock(at, week.home.key), week.home.key)
        self._show_form(self._board.place_of(column, minute, HALF_HOUR), new, None)

    def _show_form(self, beside: QRect, given: Appointment, day: date | None) -> None:
        # start-up: only when asked
        from companion.ui.week_appointment import AppointmentPopover, Entered

        def save(entered: Entered) -> bool:
            return self._save(entered.appointment, entered.day, is_new=day is None)

        AppointmentPopover(
            self._board.widget().window(), beside, self._board.words(), self._schedule.courses,
            given, day, save, lambda of: self._remove_appointment(given, of), self._clash,
        )  # fmt: skip

    def _save(self, after: Appointment, day: date | None, *, is_new: bool) -> bool:
        """Store an appointment; Refused is for the form, which goes to the field."""
        schedule, name = self._schedule, _short(after.title)
        if is_new:
            edit, said = planning_edits.add_appointment(schedule, after), tr("“%1” added", name)
        else:
            said = tr("“%1” changed", name)
            if day is not None:
                edit = planning_edits.change_one_day(schedule, after, day)
            else:
                edit = planning_edits.change_appointment(schedule, after)
        if edit is None:
            return True
        if not self._frame.perform(edit, said):
            return False
        self._choose_made(edit)
        return True

    def _clash(self, start: datetime, end: datetime) -> str:
        """Say which class runs between two instants, if it is one of the week shown."""
        week = self._board.week
        found = overlapped_class(week, start, end) if week else None
        if found is None:
            return ""
        words = self._board.words()
        when = words.span(found.starts_at, found.ends_at)
        return tr("%1 runs then: %2.", say.block_name(found), when)


def due_of(schedule: Schedule, block: Block) -> datetime | None:
    """Return when the work of a block is due, or None."""
    if block.activity is not None:
        return block.activity.due.at if block.activity.due else None
    if block.occurrence is None or block.course is None:
        return None
    items = agenda.course_checklist(schedule, block.course)
    return next((item.due_at for item in items if item.id == block.occurrence.key), None)


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1].rstrip() + "…"
