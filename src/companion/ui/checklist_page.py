"""The checklist: everything there is to do, by week, with quick add, filters and details."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from companion.models import agenda, checklist, quick_add
from companion.models.activity import Activity
from companion.models.agenda import ChecklistItem, CourseState
from companion.models.checklist import Entry, Filter, Group, Groups, Moment, Section, Shown
from companion.models.course import Course
from companion.models.quick_add import QuickAdd
from companion.models.schedule import RECORD_TYPES, RecordType, Schedule
from companion.ui import checklist_empty
from companion.ui.checklist_bar import MarkedBar
from companion.ui.checklist_doing import Doing
from companion.ui.checklist_empty import Emptiness
from companion.ui.checklist_filters import ChecklistSearch, FilterBar
from companion.ui.checklist_inspector import Inspector
from companion.ui.checklist_quick_add import QuickAddLine
from companion.ui.checklist_view import ChecklistView
from companion.ui.checklist_words import ListWords, course_weeks_text, tr
from companion.ui.page import Frame, Page
from companion.ui.text import Words, duration
from companion.ui.widgets.buttons import Button
from companion.ui.widgets.labels import IconLabel, PlainLabel
from companion.ui.widgets.panels import EmptyState, Hairline, PageHeader, Surface

BAR_FOOT, SIDE = 14, 12


class ChecklistPage(Page):
    """The page. What is done with rows is in `checklist_doing`."""

    shows: ClassVar[frozenset[RecordType]] = frozenset(RECORD_TYPES)

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(frame, parent)
        self.doing = Doing(self)
        self.schedule: Schedule | None = None
        self.moment: Moment | None = None
        self.kept: dict[str, Group] = {}
        self.watched: dict[str, ChecklistItem] = {}
        self.groups: Groups = {}
        self._open = (0, 0)
        self._next_change: object = None
        self._wanted = ""
        self._is_narrow = False
        self._wants_details = True
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
        self.body = _Body()
        column.addWidget(self.body, 1)
        self.view = ChecklistView()
        self.week_done = _WeekDone()
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
        self.setFocusProxy(self.view)
        self.bar = MarkedBar(self.body.list)
        self.inspector = Inspector(self.doing, self.body)
        self.body.take(self.inspector, self.bar)
        self._space()

    def _connect(self) -> None:
        self.search.textChanged.connect(self.filters.set_search)
        self.search.done.connect(self.to_list)
        self.quick.submitted.connect(self.doing.add)
        self.quick.left.connect(self.to_list)
        self.filters.changed.connect(self._filter_changed)
        self.filters.left.connect(self.to_list)
        self.view.marked.connect(self._marked)
        self.view.asked.connect(self._asked)
        self.view.ticked.connect(lambda entry: self.doing.tick([entry]))
        self.bar.asked.connect(self._asked)
        self.inspector.closed.connect(self.hide_details)
        self.inspector.left.connect(self._leave_details)
        self.week_done.button.clicked.connect(self._get_ahead)
        self.empty_button.clicked.connect(self._fill_emptiness)

    def set_narrow(self, is_narrow: bool) -> None:
        """Tighten for a window below 1120 pixels: the details become a drawer."""
        self._is_narrow = is_narrow
        self._wants_details = not is_narrow
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
        schedule, words = self.frame.workspace.schedule, self.frame.words()
        before, was = self.schedule, self.moment
        moment = checklist.moment_of(words.now, words.zone)
        self.schedule, self.moment = schedule, moment
        is_same_day = was is not None and was[1:] == moment[1:]
        changed = checklist.changed(before, schedule) if before and is_same_day else None
        self.quick.set_words(words)
        if not is_same_day:
            self.kept.clear()
            self.watched.clear()
        if changed is None or len(changed) > 50 or not self._replace(changed, words):
            self._read(words)
        self._after_showing(words)

    def minute(self) -> None:
        """Write times anew; read the list again when something has become late."""
        words = self.frame.words()
        moment = checklist.moment_of(words.now, words.zone)
        due = self._next_change
        if self.moment is None or self.moment[1:] != moment[1:]:
            self.refresh()
            return
        self.moment = moment
        if due is not None and due < words.now:  # type: ignore[operator]  # a datetime
            self._read(words)
        else:
            self.view.lines.set_words(self._list_words(words))
            self.view.viewport().update()
        self.quick.set_words(words)
        self._after_showing(words)

    def showEvent(self, event: object) -> None:
        """Let what was ticked before sink to its place when the page is seen again."""
        if self.kept and not self.is_stale:
            self.kept.clear()
            self._read(self.frame.words())
        super().showEvent(event)  # type: ignore[arg-type]  # a QShowEvent
        if QApplication.focusWidget() is None:
            self.to_list()

    def _read(self, words: Words) -> None:
        assert self.schedule is not None
        assert self.moment is not None
        schedule = self.schedule
        self.watched = {k: i for k, i in self.watched.items() if checklist.is_watched(schedule, k)}
        self.groups = checklist.read(schedule, self.moment, self.kept, self.watched.values())
        self._open = checklist.open_count(self.groups)
        self._next_change = checklist.next_change(self.groups, self.moment)
        self._offer_courses()
        self._show_sections(words)

    def _show_sections(self, words: Words) -> None:
        assert self.moment is not None
        sections = checklist.sections(self.groups, self.filters.filter, self.moment)
        self.view.show_sections(sections, self._list_words(words))
        self._show_emptiness(sections)
        self._show_week_done(sections)
        if self.view.current() is None and not self.view.currentIndex().isValid():
            self.view.choose_first()

    def _replace(self, changed: list[Activity], words: Words) -> bool:
        """Write some rows anew in their places; False when rows come, go or move."""
        if not changed:
            self.view.lines.set_words(self._list_words(words))
            self.view.viewport().update()
            return True
        assert self.schedule is not None
        assert self.moment is not None
        known = self._entries_by_id(activity.id for activity in changed)
        pairs = []
        for activity in changed:
            entry = known.get(activity.id)
            if entry is None:
                return False
            if activity.is_done and not entry.is_done:
                self.kept[activity.id] = entry.group
            elif not activity.is_done:
                self.kept.pop(activity.id, None)
            item = agenda.activity_item(activity)
            after = checklist.entry_of(self.schedule, item, self.moment, self.kept)
            if (after.group, after.sinks) != (entry.group, entry.sinks):
                return False
            pairs.append((entry, after))
        self.view.lines.set_words(self._list_words(words))
        for before, after in pairs:
            self._replace_one(before, after)
        return True

    def _replace_one(self, before: Entry, after: Entry) -> None:
        assert self.moment is not None
        self.groups = checklist.replaced(self.groups, before, after)
        count, minutes = self._open
        count += before.is_done - after.is_done
        self._open = (count, minutes + after.left - before.left)
        wanted = self.filters.filter
        both = checklist.matching([before, after], wanted, self.moment)
        is_same = before.is_settled == after.is_settled and len(both) != 1
        if is_same and not (wanted.shown is Shown.DONE and before.is_done != after.is_done):
            section = checklist.tally(self.groups, wanted, self.moment, after.group)
            self.view.lines.replace(after, section)
            self._show_week_done(self.view.lines.sections())
        else:
            self._show_sections(self.frame.words())

    def _entries_by_id(self, ids: object) -> dict[str, Entry]:
        wanted = set(ids)  # type: ignore[call-overload]  # an iterable
        return {
            entry.item.id: entry
            for entries in self.groups.values()
            for entry in entries
            if entry.item.id in wanted
        }

    def _after_showing(self, words: Words) -> None:
        self._say_open()
        self._show_current(words)
        if self._wanted:
            self._go_to_wanted()

    def _list_words(self, words: Words) -> ListWords:
        assert self.schedule is not None
        assert self.moment is not None
        courses: dict[str | None, Course] = {c.id: c for c in self.schedule.courses}
        weeks = {
            group: course_weeks_text(checklist.course_weeks(self.schedule, week[0]))
            for group in (Group.THIS_WEEK, Group.NEXT_WEEK)
            if (week := checklist.week_of(group, self.moment)) is not None
        }
        return ListWords(words, self.moment, courses, weeks)

    def _offer_courses(self) -> None:
        """Offer those courses as filters that are taught now or have work in these two weeks."""
        assert self.schedule is not None
        assert self.moment is not None
        near = (Group.LATE, Group.THIS_WEEK, Group.NEXT_WEEK)
        used = {e.item.course_id for group in near for e in self.groups.get(group, ())}
        used |= self.filters.filter.courses
        now = self.moment.now
        taught = (
            c.id
            for c in self.schedule.courses
            if agenda.course_state(self.schedule, c, now) is CourseState.ACTIVE
        )
        used.update(taught)
        self.filters.set_courses([c for c in self.schedule.courses if c.id in used])

    def _say_open(self) -> None:
        count, minutes = self._open
        words = tr("%1 open", count)
        self.header.remark.setText(tr("%1, %2", words, duration(minutes)) if minutes else words)

    def _show_emptiness(self, sections: list[Section]) -> None:
        is_empty = not sections
        has_focus = self.view.hasFocus()
        self.rows.setVisible(not is_empty)
        self.empty.setVisible(is_empty)
        if not is_empty:
            return
        found = self._emptiness()
        self.empty.icon.set_icon(found.icon)
        self.empty.set_text(found.title, found.sentence)
        self.empty_button.setText(found.button)
        self.empty_button.keys = found.keys
        self.empty_button.updateGeometry()
        self.empty_button.setVisible(bool(found.button))
        if has_focus:
            (self.empty_button if found.button else self).setFocus()

    def _emptiness(self) -> Emptiness:
        assert self.moment is not None
        assert self.schedule is not None
        wanted = self.filters.filter
        if not any(self.groups.values()):
            return checklist_empty.no_activities()
        if wanted.number:
            without = checklist.sections(self.groups, wanted.cleared(), self.moment)
            is_done = wanted.shown is not Shown.OPEN
            hidden = [e for s in without for e in s.entries if is_done or not e.is_done]
            return checklist_empty.nothing_found(wanted, len(hidden))
        if wanted.shown is Shown.DONE:
            return checklist_empty.nothing_done()
        weeks = checklist.course_weeks(self.schedule, self.moment.week_starts)
        return checklist_empty.all_done(weeks)

    def _fill_emptiness(self) -> None:
        does = self._emptiness().does
        if does == "clear":
            self.clear_filters()
        elif does == "done":
            self.filters.set_filter(Filter(Shown.DONE))
        elif does == "add":
            self.quick.begin()

    def _show_week_done(self, sections: list[Section]) -> None:
        wanted = self.filters.filter
        ahead = None
        if wanted.shown is Shown.OPEN and not wanted.number:
            ahead = checklist_empty.head_start(sections)
        self.week_done.setVisible(ahead is not None)
        if ahead is not None and self.moment is not None and self.schedule is not None:
            weeks = checklist.course_weeks(self.schedule, self.moment.week_starts)
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
        if self.schedule is not None:
            words = self.frame.words()
            self._show_sections(words)
            self._show_current(words)

    def clear_filters(self) -> None:
        """Show everything open, all or done again."""
        self.filters.clear()
        self.to_list()

    # The current row and the marked ones

    def _marked(self) -> None:
        if self.moment is not None:
            self._show_current(self.frame.words())

    def _show_current(self, words: Words) -> None:
        self.bar.show_marked(self.view.marked_lines())
        self.body.place_bar()
        entry = self.view.current()
        if entry is not None and self.schedule is not None:
            course = self.schedule.get(Course, entry.item.course_id or "")
            blocks = agenda.planned_blocks(self.schedule, entry.item.id)
            if self._has_details():
                self.inspector.show_entry(entry, course, blocks, words)
        self._show_details()

    def _has_details(self) -> bool:
        return self._wants_details and self.view.current() is not None

    def _show_details(self) -> None:
        is_list = not self.rows.isHidden()
        wants = self._wants_details and self.inspector.entry is not None and is_list
        self.body.show_details(wants)

    def show_details(self) -> None:
        """Show the current row in full, and take the keyboard there."""
        self._wants_details = True
        self._show_current(self.frame.words())
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
        self._show_current(self.frame.words())
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _is_listed(self, item_id: str) -> bool:
        """Make sure that a line is shown, if need be without filters; False for an unknown id."""
        self.view.lines.closed.clear()
        for wanted in (None, Filter(), Filter(Shown.ALL)):
            if wanted is not None:
                self.filters.set_filter(wanted)
            elif self.schedule is not None:
                self._show_sections(self.frame.words())
            if self.view.lines.row_of(item_id) is not None:
                return True
        return False

    # Keys and actions

    def _read_line(self, text: str) -> QuickAdd:
        words = self.frame.words()
        schedule = self.frame.workspace.schedule
        return quick_add.read(text, schedule, words.now, words.zone, self._filtered_course())

    def _filtered_course(self) -> Course | None:
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
            self.doing.ask(what, QRect())

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

    def row_place(self) -> QRect:
        """Return where the current row is in the window, as a place to put a panel beside."""
        entry = self.view.current()
        rect = self.view.row_rect(entry) if entry else QRect()
        viewport = self.view.viewport()
        if not rect.isValid() or not viewport.rect().intersects(rect):
            rect = QRect(0, 0, viewport.width(), 31)
        corner = viewport.mapTo(self.window(), rect.topLeft() + QPoint(105, 0))
        return QRect(corner, rect.size())


class _Body(QWidget):
    """The list, and the details beside it or, as a drawer, over it."""

    resized = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.list = QWidget(self)
        self.column = QVBoxLayout(self.list)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self._details: QWidget | None = None
        self._bar: QWidget | None = None
        self._is_drawer = self._has_details = False

    def take(self, details: QWidget, bar: QWidget) -> None:
        """Take the two that are placed by hand."""
        self._details, self._bar = details, bar
        details.hide()

    def set_drawer(self, is_drawer: bool) -> None:
        """Put the details over the list, or beside it."""
        self._is_drawer = is_drawer
        self._place()

    def show_details(self, is_shown: bool) -> None:
        """Show or hide the details."""
        if self._details is not None and self._has_details is not is_shown:
            self._has_details = is_shown
            self._details.setVisible(is_shown)
            self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room."""
        self._place()

    def _place(self) -> None:
        details = self._details
        if details is None:
            return
        width = details.width() if self._has_details else 0
        left = self.width() - width
        self.list.setGeometry(0, 0, self.width() if self._is_drawer else left, self.height())
        details.setGeometry(left, 0, details.width(), self.height())
        if self._is_drawer:
            details.raise_()
        self.place_bar()

    def place_bar(self) -> None:
        """Keep the bar in the middle of the list's foot."""
        bar = self._bar
        if bar is not None:
            size = bar.sizeHint()
            covered = (
                self._details.width()
                if self._is_drawer and self._has_details and self._details
                else 0
            )
            left = max(8, (self.list.width() - covered - size.width()) // 2)
            top = self.list.height() - size.height() - BAR_FOOT
            bar.setGeometry(left, top, size.width(), size.height())


class _WeekDone(Surface):
    """The line over the list that says that the week is done, with a head start."""

    def __init__(self) -> None:
        super().__init__("okb", "bottom")
        self.item_id = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 7, 24, 8)
        row.setSpacing(8)
        row.addWidget(IconLabel("circle-check", 16, "okt"))
        self.label = PlainLabel("", "strong", "okt")
        row.addWidget(self.label)
        row.addStretch(1)
        self.button = Button("", "default", "small", icon="arrow-right")
        row.addWidget(self.button)
        self.hide()

    def show_words(self, said: str, ahead: str, item_id: str) -> None:
        """Say it, and offer what comes first."""
        self.item_id = item_id
        self.label.setText(said)
        self.button.setText(ahead if len(ahead) <= 60 else ahead[:59] + "…")
