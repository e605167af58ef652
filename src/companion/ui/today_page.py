"""Today: the next live class, the day to scale, what fits into it, what is planned and due."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from companion import edits
from companion.models import agenda, today
from companion.models.agenda import ChecklistItem, Items
from companion.models.attendance import AttendanceMark
from companion.models.course import EASTERN, Course
from companion.models.day import Day, day_of
from companion.models.gaps import CHOICES, Gap
from companion.models.learned import expected_minutes
from companion.models.occurrence import Occurrence
from companion.models.open_work import locked_work, next_classes, open_work
from companion.models.schedule import RECORD_TYPES, RecordType
from companion.models.today import Hero, HeroState
from companion.models.watching import SPEED_SETTING, recording_of, speed_of
from companion.ui import preferences, theme
from companion.ui.clock_notice import AFFECTED, ClockNotice
from companion.ui.day_ribbon import DayRibbon
from companion.ui.page import Frame, Page
from companion.ui.text import Words, duration, full_day, zone_spoken
from companion.ui.today_catch_up import CatchUp, mark_watched, watch
from companion.ui.today_fits import SIDE, FitRow
from companion.ui.today_have import HaveSection, Open
from companion.ui.today_hero import HeroCard
from companion.ui.today_planned import coming_rows, planned_row
from companion.ui.today_rail import Rail
from companion.ui.today_rows import RowList
from companion.ui.today_words import week_text
from companion.ui.widgets.labels import PlainLabel
from companion.ui.widgets.panels import Card, ClearScroll, PageHeader, SectionHeader
from companion.ui.widgets.search_box import SearchBox

if TYPE_CHECKING:
    from companion.ui.today_free import FreeDay

LOW = 700  # below this window height the hero is smaller
ONE_COLUMN = 840  # pixels at usual text size: a narrower page is one column


class TodayPage(Page):
    """The page that the student sees first."""

    shows: ClassVar[frozenset[RecordType]] = frozenset(RECORD_TYPES)
    swaps_clocks = True

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(frame, parent)
        self._is_narrow = self._is_one_column = self._is_sized = False
        self._put_off: frozenset[str] = frozenset()
        self._hero: Hero | None = None
        self._shown_items: Items = ()
        self._items: dict[str, ChecklistItem] = {}
        self.day: Day | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.header = PageHeader()
        search = SearchBox(self.tr("Search or add"), "Ctrl+K")
        search.clicked.connect(lambda: frame.trigger("palette"))
        self.header.add(search)
        column.addWidget(self.header)
        self.clock_notice = ClockNotice(frame)
        self.clock_notice.asked.connect(lambda: frame.go("week", AFFECTED))
        column.addWidget(self.clock_notice)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._inside = QWidget()
        self.left = ClearScroll(self._inside)
        self.left.setAccessibleName(self.tr("Today"))
        self.rail = Rail(frame)
        self.rail.opened.connect(frame.go)
        self.right = ClearScroll(self.rail)
        self.right.setAccessibleName(self.tr("This week"))
        row.addWidget(self.left, 1)
        row.addWidget(self.right)
        column.addLayout(row, 1)
        self._make_left()

    def _make_left(self) -> None:
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.hero, self.ribbon = HeroCard(), DayRibbon()
        self.hero.joined.connect(self.do_join)
        self.hero.copied.connect(self.do_copy_passcode)
        self.hero.attended.connect(self.do_mark_attended)
        self.hero.missed.connect(self._plan_missed)
        self.hero.put_off.connect(self._put_off_question)
        self.hero.pasted.connect(self.do_paste_invitation)
        self.hero.recording_asked.connect(self._watch)
        self.hero.watched.connect(self._watched)
        self.ribbon.gap_chosen.connect(self._have_gap)
        self.card = Card()
        inside = QVBoxLayout(self.card)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addWidget(self.hero)
        self.over = PlainLabel(self.tr("No class is coming: all are over."), "body", "text2")
        self.over.setContentsMargins(18, 12, 18, 0)
        inside.addWidget(self.over)
        self.foot = QVBoxLayout()
        self.foot.addWidget(self.ribbon)
        inside.addLayout(self.foot)
        column.addLayout(_inset(self.card))
        column.addSpacing(14)
        self.have = HaveSection()
        self.have.started.connect(self.frame.start)
        self.have.asked.connect(self.do_have_other)
        self.have.list.opened.connect(lambda item_id: self.frame.go("checklist", item_id))
        self.have.list.ticked.connect(self._tick)
        self.have.list.carried.connect(self._carry)
        self.have.list.let_go.connect(self._let_go)
        self.have.list.given_up.connect(self.ribbon.take_target)
        column.addWidget(self.have)
        self.free: FreeDay | None = None
        self.free_place = QVBoxLayout()
        column.addLayout(self.free_place)
        column.addSpacing(5)
        self.planned_head, self.planned = self._section(column, self.tr("Planned today"))
        self.coming_head, self.coming = self._section(column, self.tr("Coming classes"))
        column.addStretch(1)

    def _section(self, column: QVBoxLayout, title: str) -> tuple[SectionHeader, RowList]:
        head, rows = SectionHeader(title), RowList(title)
        rows.opened.connect(self.frame.go)
        column.addLayout(_inset(head))
        column.addLayout(_inset(rows))
        return head, rows

    def set_narrow(self, is_narrow: bool) -> None:
        """Tighten for a window below 1120 pixels, or loosen again."""
        self._is_narrow = is_narrow
        self.header.set_narrow(is_narrow)
        self.clock_notice.set_narrow(is_narrow)
        self.right.setFixedWidth(theme.px(280 if is_narrow else 344))
        left = (16, 0, 14, 12) if is_narrow else (24, 0, 20, 2)
        self._inside.setContentsMargins(left[0] - SIDE, left[1], left[2] - SIDE, left[3])
        self._space_rail()
        if self._is_sized:  # before, no width is known
            self._stack()
        self.foot.setContentsMargins(*((14, 9, 14, 5) if is_narrow else (18, 12, 18, 10)))
        self.hero.set_narrow(is_narrow)
        self.have.set_narrow(is_narrow)
        self.rail.set_narrow(is_narrow)
        if not self.is_stale:
            self._show_hero()
            self.rail.show_hours(self.words())
            self.rail.show_catch_up(self.words(), self._speed())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Write the hero smaller in a low window."""
        super().resizeEvent(event)
        self.hero.set_low(self.window().height() < LOW)
        self._is_sized = True
        self._stack()

    def _stack(self) -> None:
        """Put the rail below the rest where the text is too large for two columns."""
        is_one = self.width() < theme.px(ONE_COLUMN)
        if is_one is self._is_one_column:
            return
        self._is_one_column = is_one
        inside = self._inside.layout()
        assert inside is not None
        if is_one:
            self.right.takeWidget()
            inside.addWidget(self.rail)
        else:
            inside.removeWidget(self.rail)
            self.right.setWidget(self.rail)
        self.rail.show()
        self.right.setVisible(not is_one)
        self._space_rail()

    def _space_rail(self) -> None:
        beside = (12, 0, 16, 12) if self._is_narrow else (20, 0, 24, 16)
        self.rail.setContentsMargins(*((SIDE, 18, SIDE, 12) if self._is_one_column else beside))

    def refresh(self) -> None:
        """Read the workspace and show it."""
        schedule = self.frame.workspace.schedule
        words = self.words()
        self.header.title.setText(full_day(words.today))
        weeks = [week_text(*found) for found in today.present_weeks(schedule, words.now)]
        if words.is_swapped:
            text = self.tr("times in %1").replace("%1", zone_spoken(words.leading.key))
            weeks.append(text)
        self.header.remark.setText(" · ".join(weeks))
        self._show_moment()
        self.rail.refresh(words, self._speed())

    def minute(self) -> None:
        """Bring what depends on the time of day up to date."""
        self._show_moment()
        self.rail.minute(self.words(), self._speed())

    def _show_moment(self) -> None:
        self.clock_notice.refresh()
        self._show_hero()
        self._show_day()
        self._show_open()
        self._show_planned()
        if self.isVisible():
            self._settle()

    def _settle(self) -> None:
        """Lay out from the inside out at once: by itself each level waits for the one below."""
        for widget in (self.hero.right, self.hero, self.card, self.have, self._inside):
            layout = widget.layout()
            if layout is not None:
                layout.activate()

    # The class in the hero

    def _show_hero(self) -> None:
        words, schedule = self.words(), self.frame.workspace.schedule
        self._hero = today.hero(schedule, words.now, words.zone, self._put_off, self._speed())
        self.hero.setVisible(self._hero is not None)
        self.over.setVisible(self._hero is None)
        if self._hero is None:
            return
        link = recording_of(schedule, self._hero.occurrence).link
        self.hero.show_hero(self._hero, words, link)
        left = self._hero.starts_at - words.now
        is_close = timedelta(0) < left <= timedelta(minutes=1)
        self.frame.ticker.show_seconds(self, is_close)

    def _speed(self) -> float:
        return speed_of(self.frame.workspace.setting(SPEED_SETTING))

    def do_join(self) -> None:
        """Join the class of the hero, else the next; where it has no link, ask for it."""
        words, schedule = self.words(), self.frame.workspace.schedule
        found = agenda.next_live_session(schedule, words.now)
        if self._hero is not None and self._hero.occurrence.ends_at > words.now:
            found = self._hero.occurrence
        if found is None:
            return
        if not found.link:
            self._paste_invitation(found)
            return
        from companion.ui.open_link import open_link  # start-up: only when a link is opened

        open_link(self.frame, found.link, self)

    def do_paste_invitation(self) -> None:
        """Ask for the invitation of the class in the hero."""
        if self._hero is not None:
            self._paste_invitation(self._hero.occurrence)

    def _paste_invitation(self, occurrence: Occurrence) -> None:
        from companion.ui.dialogs.invitation import paste_invitation  # start-up: only when asked

        course = self._course(occurrence.course_id)
        if course is not None:
            paste_invitation(self.frame, self, course, occurrence)

    def do_mark_attended(self) -> None:
        """Answer that she was there."""
        self._mark(AttendanceMark.ATTENDED, self.tr("Marked as attended"))

    def do_mark_missed(self) -> None:
        """Answer that she was not there: the recording waits in Catch up."""
        self._mark(
            AttendanceMark.MISSED, self.tr("Marked as missed; the recording waits in Catch up")
        )

    def do_mark_excused(self) -> None:
        """Answer that she was excused."""
        self._mark(AttendanceMark.EXCUSED, self.tr("Marked as excused"))

    def do_mark_recording(self) -> None:
        """Mark the recording in Catch up as watched."""
        if not self.catch_up.do_mark_watched():
            self.frame.tell(self.tr("No recording waits to be watched."))

    def _plan_missed(self) -> None:
        """Mark the class as missed, and show where its recording can be planned."""
        if self._mark(
            AttendanceMark.MISSED, self.tr("Marked as missed; drag its recording into the week")
        ):
            self.frame.go("week")

    def _mark(self, mark: AttendanceMark, said: str) -> bool:
        """Mark the class that is asked about; another one is marked on its course's page."""
        if self._hero is None or self._hero.state not in (HeroState.ENDED, HeroState.LIVE):
            self.frame.tell(self.tr("There is no class to mark now."))
            return False
        key = self._hero.occurrence.key
        edit = edits.mark_attendance(self.frame.workspace.schedule, key, mark)
        return self.frame.perform(edit, said)

    def _put_off_question(self) -> None:
        if self._hero is not None:
            self._put_off |= {self._hero.occurrence.key}
            self._show_hero()

    def _watch(self) -> None:
        if self._hero is not None:
            watch(self.frame, self._hero.occurrence, self.hero.button("watch"))

    def _watched(self) -> None:
        if self._hero is not None:
            mark_watched(self.frame, self._hero.occurrence.key)

    def do_copy_passcode(self) -> None:
        """Copy the passcode of the class in the hero, and say so for two seconds."""
        if self._hero is None or not self._hero.occurrence.passcode:
            self.frame.tell(self.tr("This class has no passcode."))
            return
        QGuiApplication.clipboard().setText(self._hero.occurrence.passcode)
        self.hero.say_copied(True)
        QTimer.singleShot(2000, self.hero, lambda: self.hero.say_copied(False))

    # The day, and what fits into it

    def _show_day(self) -> None:
        workspace, words = self.frame.workspace, self.words()
        self.day = day_of(
            workspace.schedule, words.now, words.zone, self._speed(),
            preferences.working_hours(workspace), preferences.quiet_hours(workspace),
        )  # fmt: skip
        zone = self._hero.occurrence.meeting.zone if self._hero else EASTERN
        self.ribbon.show_day(self.day, words, words.second(zone))

    def _show_open(self) -> None:
        assert self.day is not None
        words, schedule = self.words(), self.frame.workspace.schedule
        items = open_work(schedule, words.now, self._speed())
        if items is not self._shown_items:
            self._shown_items, self._items = items, {item.id: item for item in items}
        self.have.setVisible(bool(items))
        if items:
            class_at = next_classes(schedule, words.now)
            learned = partial(expected_minutes, schedule)
            self.have.show_open(Open(schedule, items, class_at, self.day.now, learned), words)
        self._show_free(not items, words)
        self._show_coming(not items)

    def _show_free(self, is_free: bool, words: Words) -> None:
        """Say that nothing waits, what comes next, and offer to get ahead."""
        if self.free is None:
            if not is_free:
                return
            from companion.ui.today_free import FreeDay  # start-up: most days have work

            self.free = FreeDay()
            self.free.ahead.connect(lambda item_id: self.frame.start([item_id]))
            self.free_place.addWidget(self.free)
        self.free.setVisible(is_free)
        if is_free and self.day is not None:
            schedule = self.frame.workspace.schedule
            locked = locked_work(schedule, words.now)
            self.free.show_day(schedule, self.day, locked, words)

    def _have_gap(self, gap: Gap) -> None:
        if not self.have.isHidden():
            self.have.choose(gap.minutes)

    def _have(self, minutes: int) -> None:
        if not self.have.isHidden():
            self.have.choose(minutes)
            self.have.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def do_have_1(self) -> None:
        """Have a quarter of an hour."""
        self._have(CHOICES[0])

    def do_have_2(self) -> None:
        """Have half an hour."""
        self._have(CHOICES[1])

    def do_have_3(self) -> None:
        """Have an hour."""
        self._have(CHOICES[2])

    def do_have_4(self) -> None:
        """Have an hour and a half."""
        self._have(CHOICES[3])

    def do_have_other(self) -> None:
        """Ask for another number of minutes."""
        if self.have.isHidden():
            return
        from companion.ui.today_minutes import MinutesPopover  # start-up: only when asked

        MinutesPopover(self.window(), self.have.other_place(), self.have.minutes, self._have)

    # One row of what fits

    def _current(self) -> tuple[FitRow, ChecklistItem] | None:
        row = None if self.have.isHidden() else self.have.list.current()
        item = self._items.get(row.id) if row is not None else None
        if row is None or item is None:
            self.frame.tell(self.tr("Nothing is chosen here."))
            return None
        return row, item

    def do_start(self) -> None:
        """Begin with the current row."""
        found = self._current()
        if found is not None:
            self.frame.start([found[1].id])

    def do_tick_activity(self) -> None:
        """Mark the current row as done."""
        found = self._current()
        if found is not None:
            self._tick(found[1].id)

    def _tick(self, item_id: str) -> None:
        from companion.ui.today_doing import tick  # start-up: only when something is done

        tick(self.frame, self._items[item_id])

    def do_set_due(self) -> None:
        """Ask for another due date of the current row."""
        from companion.ui.today_doing import ask_due  # start-up: only when something is done

        found = self._current()
        if found is not None:
            ask_due(self.frame, self.window(), self.have.row_place(), found[1])

    def do_plan_selected(self) -> None:
        """Plan the current row: in the gap that the keyboard is on, else in the next that holds
        it."""
        from companion.ui.today_doing import plan_next  # start-up: only when something is done

        found = self._current()
        if found is not None and self.day is not None:
            row, item = found
            plan_next(self.frame, self.day, item, row.length, self.ribbon.current())

    def _carry(self, row: FitRow, where: QPoint) -> None:
        """Show where a row would be planned while it is carried over the day."""
        self.ribbon.carry_over(where, row.length, row.family)
        self.left.ensureWidgetVisible(self.ribbon)

    def _let_go(self, row: FitRow) -> None:
        from companion.ui.today_doing import Plan, plan  # start-up: only when something is done

        target = self.ribbon.take_target()
        item = self._items.get(row.id)
        if target is not None and item is not None:
            plan(self.frame, Plan(item, *target))

    def take_key(self, event: QKeyEvent) -> bool:
        """Go to the list with an arrow key."""
        is_plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() not in (Qt.Key.Key_Down, Qt.Key.Key_Up) or not is_plain:
            return False
        if self.have.isHidden() or not self.have.list.rows():
            return False
        self.have.list.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    @property
    def catch_up(self) -> CatchUp:
        """The recording to watch first."""
        return self.rail.catch_up

    # Lists

    def _show_planned(self) -> None:
        words, schedule = self.words(), self.frame.workspace.schedule
        entries = today.planned_today(schedule, words.now, words.zone, self._speed())
        self.planned.show_rows([planned_row(schedule, entry, words) for entry in entries])
        minutes = sum(int((e.ends_at - e.starts_at) / timedelta(minutes=1)) for e in entries)
        is_evening = entries and words.local(entries[0].starts_at).hour >= 17
        title = self.tr("Planned tonight") if is_evening else self.tr("Planned today")
        self.planned_head.title.setText(title)
        self.planned_head.remark.setText(duration(minutes))
        self.planned_head.setVisible(bool(entries))
        self.planned.setVisible(bool(entries))

    def _course(self, course_id: str | None) -> Course | None:
        return self.frame.workspace.schedule.get(Course, course_id) if course_id else None

    def _show_coming(self, is_wanted: bool) -> None:
        """Show the coming classes where there is nothing to do meanwhile."""
        shown = self._hero.occurrence.key if self._hero else ""
        schedule = self.frame.workspace.schedule
        rows = coming_rows(schedule, self.words(), shown) if is_wanted else []
        self.coming.show_rows(rows)
        self.coming_head.setVisible(bool(rows))
        self.coming.setVisible(bool(rows))


def _inset(widget: QWidget) -> QHBoxLayout:
    """Keep a widget within the column's own margins."""
    row = QHBoxLayout()
    row.setContentsMargins(SIDE, 0, SIDE, 0)
    row.addWidget(widget)
    return row
