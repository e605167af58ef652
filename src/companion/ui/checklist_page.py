"""The checklist: everything there is to do, by week, with quick add, filters and details."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from companion.models import agenda, quick_add
from companion.models.agenda import CourseState
from companion.models.checklist import Entry, Group, Moment, course_weeks, moment_of, week_of
from companion.models.checklist_board import Board, Pair, board_of, settled, updated
from companion.models.checklist_sections import (
    Filter,
    Section,
    Shown,
    matching,
    sections,
)
from companion.models.course import Course
from companion.models.learned import minutes_for
from companion.models.quick_add import QuickAdd
from companion.models.repeat_following import repeating_of
from companion.models.schedule import RECORD_TYPES, RecordType, Schedule
from companion.models.watching import SPEED_SETTING, speed_of
from companion.ui import checklist_empty
from companion.ui.checklist_bar import MarkedBar
from companion.ui.checklist_body import Body, WeekDone
from companion.ui.checklist_chips import ChecklistSearch
from companion.ui.checklist_doing import Doing
from companion.ui.checklist_filters import FilterBar
from companion.ui.checklist_inspector import Inspector
from companion.ui.checklist_quick_add import QuickAddLine
from companion.ui.checklist_view import ChecklistView
from companion.ui.checklist_words import ListWords, course_weeks_text, tr
from companion.ui.page import Frame, Page
from companion.ui.text import Words, duration
from companion.ui.widgets.buttons import Button
from companion.ui.widgets.messages import UndoBar
from companion.ui.widgets.panels import EmptyState, Hairline, PageHeader

SIDE = 12
AFTER_TYPING_MS = 120  # a letter in the search changes the list at once, the details then


class ChecklistPage(Page):
    """The page. What is done with rows is in `checklist_doing`."""

    shows: ClassVar[frozenset[RecordType]] = frozenset(RECORD_TYPES)

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(frame, parent)
        self.doing = Doing(self)
        self.board: Board | None = None
        self._list_words: ListWords | None = None
        self._wanted = ""
        self._is_narrow = False
        self._wants_details = True
        self._after_typing = QTimer(self)
        self._after_typing.setSingleShot(True)
        self._after_typing.setInterval(AFTER_TYPING_MS)
        self._after_typing.timeout.connect(self._show_current)
        self._build()
        self._connect()

    # Building

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.header = PageHeader(tr("Checklist"))
        self.search = ChecklistSearch()
        self.header.add(self.search)
        column.addWidget(self.header)
        self.quick = QuickAddLine(self._read_line)
        self._quick_row = QHBoxLayout()
        self._quick_row.addWidget(self.quick)
        column.addLayout(self._quick_row)
        self.filters = FilterBar()
        column.addWidget(self.filters)
        column.addWidget(Hairline())
        self.body = Body()
        column.addWidget(self.body, 1)
        self.view = ChecklistView()
        self.week_done = WeekDone()
        self.empty = EmptyState("list-checks", "")
        self.empty_button = Button("", "default", "small")
        self.empty.buttons.insertWidget(1, self.empty_button)
        self.rows = QWidget()
        inside = QHBoxLayout(self.rows)
        inside.setContentsMargins(SIDE, 0, 0, 0)  # at the right the scroll bar is as wide
        inside.addWidget(self.view)
        self.body.column.addWidget(self.week_done)
        self.body.column.addWidget(self.rows, 1)
        self.body.column.addWidget(self.empty, 1)
        self.give_keyboard_to(self.view)
        self.bar = MarkedBar(self.body.list)
        self.inspector = Inspector(self.doing, self.body)
        self.body.take(self.inspector, self.bar)
        self._space()

    def _connect(self) -> None:
        self.search.textChanged.connect(self.filters.set_search)
        self.search.done.connect(self.to_list)
        self.quick.submitted.connect(self.doing.add)
        self.quick.pasted.connect(self.doing.add_lines)
        self.quick.left.connect(self.to_list)
        self.filters.changed.connect(self._filter_changed)
        self.filters.left.connect(self.to_list)
        self.view.marked.connect(self._show_current)
        self.view.asked.connect(self._asked)
        self.view.ticked.connect(lambda entry: self.doing.tick([entry]))
        self.bar.asked.connect(self._asked)
        self.inspector.closed.connect(self.hide_details)
        self.inspector.left.connect(self._leave_details)
        self.week_done.button.clicked.connect(self._get_ahead)
        self.empty_button.clicked.connect(self._fill_emptiness)

    def set_narrow(self, is_narrow: bool) -> None:
        """Tighten for a window below 1120 pixels: the details become a drawer."""
        if is_narrow is not self._is_narrow:
            self._wants_details = not is_narrow
        self._is_narrow = is_narrow
        self._space()
        self._show_details()

    def _space(self) -> None:
        side = 16 if self._is_narrow else 24
        self.header.set_narrow(self._is_narrow)
        self.header.row.setContentsMargins(side, 12 if self._is_narrow else 16, side, 10)
        self._quick_row.setContentsMargins(side, 0, side, 0)
        self.filters.set_narrow(self._is_narrow)
        self.body.set_drawer(self._is_narrow)

    # Showing

    def set_subject(self, subject: str) -> None:
        """Go to an activity, or a recording by its occurrence key."""
        self._wanted = subject
        if subject and not self.is_stale:
            self._go_to_wanted()

    def refresh(self) -> None:
        """Read the workspace and show it; one changed row is written anew in its place."""
        words = self.frame.words()
        schedule, moment = (
            self.frame.workspace.schedule,
            moment_of(
                words.now,
                words.zone,
                words.first_weekday,
                speed_of(self.frame.workspace.setting(SPEED_SETTING)),
            ),
        )
        if self.board is None:
            self.board, pairs = board_of(schedule, moment), None
        else:
            self.board, pairs = updated(self.board, schedule, moment)
        if pairs is None:
            self._offer_courses(self.board)
            self._show_sections(self.board, words)
        else:
            self._show_pairs(self.board, pairs, words)
        self.quick.set_words(words)
        self._say_open(self.board)
        self._show_current()
        if self._wanted:
            self._go_to_wanted()

    def minute(self) -> None:
        """Write times anew; what has become late goes to its group."""
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Let what was ticked before go to its place when the page is seen again."""
        if self.board is not None and self.board.kept:
            self.board = settled(self.board)
            self.is_stale = True
            self._show_sections(self.board, self.frame.words())
        super().showEvent(event)
        if QApplication.focusWidget() is None:
            self.to_list()

    def _show_sections(self, board: Board, words: Words, *, is_other_filter: bool = False) -> None:
        found = sections(board.groups, self.filters.filter, board.moment)
        show = self.view.show_found if is_other_filter else self.view.show_sections
        if self._list_words is None or not is_other_filter:
            self._list_words = list_words(board, words)
        show(found, self._list_words)
        self._show_emptiness(board, found)
        self._show_week_done(board, found)
        if not self.view.currentIndex().isValid():
            self.view.choose_first()

    def _show_pairs(self, board: Board, pairs: Sequence[Pair], words: Words) -> None:
        """Show lines that changed in place; all anew where a filter lets one come or go."""
        wanted = self.filters.filter
        if not all(self._stays_shown(pair, wanted, board.moment) for pair in pairs):
            self._show_sections(board, words)
            return
        self._list_words = list_words(board, words)
        self.view.lines.set_words(self._list_words)
        self.view.viewport().update(self._shown_rows(pairs))
        for before, after in pairs:
            self.view.lines.replace(before, after)
        if pairs:
            self._show_week_done(board, self.view.lines.sections())

    def _stays_shown(self, pair: Pair, wanted: Filter, moment: Moment) -> bool:
        before, after = pair
        is_either = len(matching([before, after], wanted, moment)) != 1
        if wanted.shown is Shown.DONE and before.is_done != after.is_done:
            return False
        return is_either and before.is_settled == after.is_settled

    def _shown_rows(self, pairs: Sequence[Pair]) -> QRect:
        """Return what must be painted: nothing but the changed rows, or all when time passed."""
        return QRect() if pairs else self.view.viewport().rect()

    def _offer_courses(self, board: Board) -> None:
        """Offer those courses as filters that are taught now or have work in these two weeks."""
        near = (Group.LATE, Group.THIS_WEEK, Group.NEXT_WEEK)
        used = {e.item.course_id for group in near for e in board.groups.get(group, ())}
        used |= self.filters.filter.courses
        schedule, now = board.schedule, board.moment.now
        offered = [
            c
            for c in schedule.current_courses
            if c.id in used or agenda.course_state(schedule, c, now) is CourseState.ACTIVE
        ]
        self.filters.set_courses(offered)

    def _say_open(self, board: Board) -> None:
        said, minutes = tr("%1 open", board.open_lines), board.open_minutes
        if minutes:
            said = tr("%1, %2", said, duration(minutes))
        if waiting := len(board.groups.get(Group.WAITING, ())):
            said = tr("%1 · %2 with the faculty", said, waiting)
        self.header.remark.setText(said)

    def _show_emptiness(self, board: Board, found: Sequence[Section]) -> None:
        is_empty = not found
        had_keyboard = self.view.hasFocus()
        self.rows.setVisible(not is_empty)
        self.empty.setVisible(is_empty)
        if not is_empty:
            return
        says = checklist_empty.emptiness(board, self.filters.filter)
        self.empty.icon.set_icon(says.icon)
        self.empty.set_text(says.title, says.sentence)
        self.empty_button.setText(says.button)
        self.empty_button.keys = says.keys
        self.empty_button.updateGeometry()
        self.empty_button.setVisible(bool(says.button))
        if had_keyboard:
            self.to_list()

    def _fill_emptiness(self) -> None:
        if self.board is None:
            return
        does = checklist_empty.emptiness(self.board, self.filters.filter).does
        if does == "clear":
            self.clear_filters()
        elif does == "done":
            self.filters.set_filter(Filter(Shown.DONE))
        elif does == "add":
            self.quick.begin()

    def _show_week_done(self, board: Board, found: Sequence[Section]) -> None:
        wanted = self.filters.filter
        is_plain = wanted.shown is Shown.OPEN and not wanted.number
        ahead = checklist_empty.head_start(found) if is_plain else None
        self.week_done.setVisible(ahead is not None)
        if ahead is not None:
            weeks = course_weeks(board.schedule, board.moment.week_starts)
            words = checklist_empty.head_start_words(ahead)
            self.week_done.show_words(checklist_empty.week_done(weeks), words, ahead.item.id)

    def _get_ahead(self) -> None:
        self.view.choose(self.week_done.item_id)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    # Filters

    def _filter_changed(self, wanted: Filter) -> None:
        if self.search.text() != wanted.search and not wanted.search:
            self.search.blockSignals(True)
            self.search.clear()
            self.search.blockSignals(False)
        if self.board is not None:
            self._show_sections(self.board, self.frame.words(), is_other_filter=True)
            self._after_typing.start()

    def clear_filters(self) -> None:
        """Show everything open, all or done again."""
        self.filters.clear()
        self.to_list()

    # The current row and the marked ones

    def _show_current(self) -> None:
        self._after_typing.stop()
        self.bar.show_marked(self.view.marked_lines())
        self._place_bar()
        entry, board = self.view.current(), self.board
        if entry is not None and board is not None and self._wants_details:
            self._show_in_full(entry, board.schedule, self.frame.words())
        self._show_details()

    def _place_bar(self) -> None:
        """Put the bar above the one with Undo, while that is there."""
        if self.bar.isHidden():
            return
        undo = self.window().findChild(UndoBar)
        self.body.leave_below(undo.height() + 8 if undo is not None and undo.isVisible() else 0)

    def _show_in_full(self, entry: Entry, schedule: Schedule, words: Words) -> None:
        item, activity = entry.item, entry.item.activity
        course = schedule.get(Course, item.course_id or "")
        blocks = agenda.planned_blocks(schedule, item.id)
        week, repeating = item.week, None
        if activity is not None:
            week = agenda.week_of(schedule, course, activity) if course else activity.week
            repeating = repeating_of(schedule, activity, words.now)
        self.inspector.show_entry(entry, course, week, blocks, repeating, words)

    def _show_details(self) -> None:
        is_list = not self.rows.isHidden()
        wants = self._wants_details and self.inspector.entry is not None and is_list
        self.body.show_details(wants)

    def show_details(self) -> None:
        """Show the current row in full, and take the keyboard there."""
        self._wants_details = True
        self._show_current()
        self.inspector.begin()

    def hide_details(self) -> None:
        """Give the room to the list."""
        had_keyboard = self.inspector.has_keyboard()
        self._wants_details = False
        self._show_details()
        if had_keyboard:
            self.to_list()

    def _leave_details(self) -> None:
        if self._is_narrow:
            self.hide_details()
        self.to_list()

    def to_list(self) -> None:
        """Give the keyboard to the list."""
        target: QWidget = self.view if not self.rows.isHidden() else self.empty_button
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_to_wanted(self) -> None:
        wanted, self._wanted = self._wanted, ""
        if not self._is_listed(wanted):
            return
        self._wants_details = True
        self.view.choose(wanted)
        self._show_current()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _is_listed(self, item_id: str) -> bool:
        """Make sure that a line is shown, if need be without filters; False for an unknown id."""
        self.view.lines.closed.clear()
        for wanted in (None, Filter(), Filter(Shown.ALL)):
            if wanted is not None:
                self.filters.set_filter(wanted)
            elif self.board is not None:
                self._show_sections(self.board, self.frame.words())
            if self.view.lines.row_of(item_id) is not None:
                return True
        return False

    # Keys and actions

    def _read_line(self, text: str) -> QuickAdd:
        words = self.frame.words()
        schedule = self.frame.workspace.schedule
        return quick_add.read(text, schedule, words.now, words.zone, self.filtered_course())

    def filtered_course(self) -> Course | None:
        """A line that names no course belongs to the one that is filtered for."""
        chosen = self.filters.filter.courses
        schedule = self.frame.workspace.schedule
        return schedule.get(Course, next(iter(chosen))) if len(chosen) == 1 else None

    def _asked(self, what: str) -> None:
        if what == "open":
            self.show_details()
        elif what == "escape":
            self._escape()
        elif what == "clear":
            self.view.clear_marks()
            self.to_list()
        else:
            self.doing.ask(what, QRect(), self.view.targets())

    def _escape(self) -> None:
        if self.view.marked_lines():
            self.view.clear_marks()
        elif self._is_narrow and self._wants_details:
            self.hide_details()
        elif self.filters.filter.number:
            self.clear_filters()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take filters away on Esc from anywhere."""
        if event.key() == Qt.Key.Key_Escape:
            self._escape()
            return
        super().keyPressEvent(event)

    def do_quick_add(self) -> None:
        """Type an activity."""
        self.quick.begin()

    def do_find_activity(self) -> None:
        """Search."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def do_filter_activities(self) -> None:
        """Go to the filters."""
        self.filters.begin()

    def do_start(self) -> None:
        """Begin work on the marked rows."""
        self._asked("start")

    def do_plan_activity(self) -> None:
        """Plan a time for the marked rows."""
        self._asked("plan")

    def do_hand_in(self) -> None:
        """Hand the marked rows in; where all are, feedback has come."""
        self._asked("hand-in")

    def do_set_due(self) -> None:
        """Set when the marked rows are due."""
        self._asked("due")

    def do_set_estimate(self) -> None:
        """Set how long the marked rows take."""
        self._asked("estimate")

    def do_move_activity(self) -> None:
        """Move the marked rows to a course and week."""
        self._asked("move")

    def do_mark_group(self) -> None:
        """Mark every row of the current group."""
        self.view.mark_group()

    def do_tick_activity(self) -> None:
        """Tick or untick the marked rows."""
        self._asked("tick")

    def do_delete_activity(self) -> None:
        """Delete the marked rows."""
        self._asked("delete")

    def widget(self) -> QWidget:
        """Return the page as a parent for what opens over it."""
        return self

    def row_place(self) -> QRect:
        """Return where the current row is in the window, as a place to put a panel beside."""
        entry = self.view.current()
        rect = self.view.row_rect(entry) if entry else QRect()
        viewport = self.view.viewport()
        if not rect.isValid() or not viewport.rect().intersects(rect):
            rect = QRect(0, 0, viewport.width(), 31)
        corner = viewport.mapTo(self.window(), rect.topLeft() + QPoint(105, 0))
        return QRect(corner, rect.size())


def list_words(board: Board, words: Words) -> ListWords:
    """Return what writes the rows of a board at this moment."""
    courses: dict[str | None, Course] = {c.id: c for c in board.schedule.courses}
    weeks = {
        group: course_weeks_text(course_weeks(board.schedule, week[0]))
        for group in (Group.THIS_WEEK, Group.NEXT_WEEK)
        if (week := week_of(group, board.moment)) is not None
    }
    return ListWords(words, board.moment, courses, weeks, partial(minutes_for, board.schedule))
