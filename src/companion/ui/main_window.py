"""The window: sidebar, pages made when first shown, undo, messages, the one list of actions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QCoreApplication, QEvent, QObject, QSize, QTimer
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QWidget

from companion.models.busy_calendar import BusyCalendar
from companion.models.course import Course
from companion.models.feed import Feed
from companion.models.schedule import Edit, RecordType
from companion.models.walltime import zone_of
from companion.time_words import isolated
from companion.ui import letters, preferences, theme, window_actions
from companion.ui.actions import action, bind_anew, digit_by_place, make_actions
from companion.ui.page import NARROW, Page, Place
from companion.ui.pages import VIEWS, spec
from companion.ui.sidebar import Sidebar
from companion.ui.stage import Stage
from companion.ui.text import Words
from companion.ui.ticker import Ticker
from companion.ui.widgets.buttons import Button, IconButton
from companion.ui.widgets.messages import Notice
from companion.ui.widgets.panels import ClearScroll
from companion.ui.workspace_signals import WorkspaceSignals
from companion.workspace import StorageFailed, Workspace

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from companion.ui.class_calls import ClassCalls
    from companion.ui.import_job import Request
    from companion.ui.timing import Timing

SMALLEST = QSize(960, 600)
USUAL = QSize(1280, 800)
POLL_MS = 1000
RULES_MS = 3000  # after the first frame


class MainWindow(QMainWindow):
    """The frame around the pages; see `page.Frame` for what pages may ask of it."""

    def __init__(
        self,
        workspace: Workspace,
        ticker: Ticker | None = None,
        *,
        has_banner: bool = True,
        is_complete: bool = True,
    ) -> None:
        """`is_complete=False` leaves `settle()` to the caller, after the first frame."""
        super().__init__()
        self.workspace = workspace
        self.preferences = preferences.read(workspace)
        letters.use(self.preferences.has_letters)
        self.ticker = ticker or Ticker(workspace.clock, parent=self)
        self.pages: dict[str, Page] = {}
        self._trail: list[Place] = []
        self._step = -1
        self._calls: ClassCalls | None = None
        self._timing: Timing | None = None
        self._changes_seen = 0
        self.actions_by_id: dict[str, QAction] = {}
        self._poll_failed = ""
        self._poll_notice: Notice | None = None
        self._copy_failed = ""
        self._is_settled = False
        self.setMinimumSize(SMALLEST)
        self.setAccessibleName(self.tr("Companion"))
        self._build(has_banner and workspace.is_sample)
        self._connect()
        self._restore_size()
        self.sidebar.refresh(self.words())
        self.go("today")
        if is_complete:
            self.complete()

    # What pages ask of the window

    def words(self) -> Words:
        """Return what writes times as the student reads them now, on her own clock first."""
        clock, chosen = self.workspace.clock, self.preferences
        return Words(clock.now(), clock.zone, chosen.is_24h, chosen.first_weekday)

    def leading_words(self) -> Words:
        """Return what writes times on the clock that the student lets lead."""
        words = self.words()
        if not self.preferences.is_course_leading:
            return words
        return words._replace(lead=zone_of(self.sidebar.second_zone(words.now)))

    def go(self, key: str, subject: str = "") -> None:
        """Show a page, and remember the way back."""
        place = Place(key, subject)
        if self._trail and place == self._trail[self._step]:
            self._show(place)
        elif self._show(place):
            self._trail = [*self._trail[: self._step + 1], place][-50:]
            self._step = len(self._trail) - 1

    def back(self) -> None:
        """Show the page shown before."""
        self._walk(-1)

    def forward(self) -> None:
        """Show the page from which the student went back."""
        self._walk(1)

    def perform(self, edit: Edit | None, said: str = "", occasion: str = "") -> bool:
        """Store an edit and offer to undo it; tell why when it could not be stored."""
        if edit is None:
            return False
        try:
            if occasion:
                self.workspace.back_up(occasion)
            following = self._store(edit)
        except StorageFailed as failure:
            self.tell_failure(failure)
            return False
        said = said or QCoreApplication.translate("Edits", edit.name)
        self.stage.say(said, can_undo=True)
        if following:
            from companion.ui.starting import open_item  # start-up: only when work begins

            open_item(self, following)
        return True

    def _store(self, edit: Edit) -> str:
        """Store an edit; the id of the item with which the timer goes on after it, else empty."""
        if self._timing is not None:
            return self._timing.perform(edit)
        self.workspace.perform(edit)
        return ""

    def start(self, item_ids: Sequence[str]) -> None:
        """Begin work on items of the checklist: the timer runs, the first one's link opens."""
        from companion.ui.starting import start  # start-up: only when work begins

        start(self, item_ids)

    def timing(self) -> Timing:
        """Return the timer, made when first asked for, with its strip in the sidebar."""
        if self._timing is None:
            # start-up: only where a timer runs
            from companion.ui.timer_strip import TimerStrip
            from companion.ui.timing import Timing

            self._timing = Timing(self)
            self.sidebar.put_above_clocks(TimerStrip(self, self._timing))
        return self._timing

    def has_timer(self) -> bool:
        """Tell whether a timer runs or waits."""
        return self._timing is not None and self._timing.timer is not None

    def tell(self, strong: str, rest: str = "", kind: str = "ok") -> None:
        """Show a message above the page; a short good one at its foot, for some seconds."""
        if kind == "ok" and not rest:
            self.stage.say(strong)
        else:
            self.stage.add_notice(Notice(strong, rest, kind))

    def tell_failure(self, failure: StorageFailed) -> None:
        """Say why data could not be read or stored."""
        from companion.wording import storage_sentence  # start-up: only when something failed

        self.tell(storage_sentence(failure.code, self.tr), kind="danger")

    def trigger(self, action_id: str) -> None:
        """Do an action: the page shown is asked first, then the window."""
        self.get_ready()
        wanted = action(action_id)
        page = self.page()
        if not window_actions.is_offered(self, wanted):
            return
        if page is not None and page.handle(action_id):
            return
        window_actions.do(self, wanted)

    # What is shown

    def widget(self) -> QWidget:
        """Return the window as a parent for what opens over it."""
        return self

    def page(self) -> Page | None:
        """Return the page shown."""
        return self.stage.host.page()

    def place(self) -> Place:
        """Return which page is shown, and of what."""
        return self._trail[self._step] if self._trail else Place("today")

    def can_walk(self, step: int) -> bool:
        """Tell whether there is a page before (-1) or after (1) in the trail."""
        return 0 <= self._step + step < len(self._trail)

    def is_narrow(self) -> bool:
        """Tell whether pages tighten and the sidebar is a rail."""
        return self.width() < NARROW * max(100, theme.look().text_size) / 100

    def keep(self, name: str, value: str) -> None:
        """Store a choice of the student and follow it; tell why when it could not be stored."""
        try:
            self.workspace.set_setting(name, value)
        except StorageFailed as failure:
            self.tell_failure(failure)
        before, self.preferences = self.preferences, preferences.read(self.workspace)
        if before.has_letters != self.preferences.has_letters:
            self._use_letters()
        if before[:2] != self.preferences[:2]:
            theme.choose(self.preferences.look, self.preferences.text_size)
        self.sidebar.choose_zones(self.preferences.second_zone, self.preferences.third_zone)
        self._fit()
        self.refresh_all()

    def _use_letters(self) -> None:
        letters.use(self.preferences.has_letters)
        bind_anew(self.actions_by_id)
        for widget in QApplication.allWidgets():
            if isinstance(widget, Button | IconButton):
                widget.show_keys()

    def refresh_all(self) -> None:
        """Read everything anew: another day, zone, or way of writing time."""
        self.sidebar.refresh(self._shown_words())
        for page in self.pages.values():
            page.mark_stale()

    def _shown_words(self) -> Words:
        """Return what writes the times of the page shown; the first clock goes with it."""
        page = self.page()
        return page.words() if page is not None else self.words()

    def _build(self, has_banner: bool) -> None:
        inside = QWidget()
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.sidebar = Sidebar(self.workspace)
        self.sidebar.choose_zones(self.preferences.second_zone, self.preferences.third_zone)
        self.stage = Stage()
        row.addWidget(self.sidebar)
        row.addWidget(self.stage, 1)
        self.setCentralWidget(inside)
        if has_banner:
            self.stage.add_banner(
                self.tr("Sample certificate. Close this window to leave it; nothing is kept.")
            )

    def _connect(self) -> None:
        self.sidebar.page_chosen.connect(self.go)
        self.sidebar.action_chosen.connect(self.trigger)
        self.stage.undone.connect(lambda: window_actions.undo_schedule(self))
        self.signals = WorkspaceSignals(self.workspace, self)
        self.signals.changed.connect(self._records_changed)
        self.ticker.minute.connect(self._minute)
        self.ticker.day_changed.connect(self.refresh_all)
        self.ticker.jumped.connect(self.refresh_all)
        self.ticker.zone_changed.connect(self.refresh_all)
        self.ticker.travelled.connect(self._tell_place)
        self.ticker.zone_changed.connect(self._tell_old_rules)
        theme.changed().changed.connect(self._fit)
        self._poll = QTimer(self)
        self._poll.setInterval(POLL_MS)
        self._poll.timeout.connect(self._reload_if_changed)
        self._poll.timeout.connect(self.ticker.look)
        self._poll.start()
        self.ticker.start()

    def complete(self) -> None:
        """Add all that the first frame left out, at once."""
        self.settle()
        self.get_ready()

    def settle(self) -> None:
        """Add what is due right after the first frame; the rest waits for the first use."""
        # start-up: after the first frame
        from companion.models.exported import KEPT_FILE
        from companion.ui.app_icon import app_icon

        self.installEventFilter(self)
        self.setAcceptDrops(True)
        self.setWindowIcon(app_icon())
        if self.workspace.setting(KEPT_FILE):
            from companion.ui.keep_updated import watch  # start-up: only for who keeps a file

            watch(self, self).look()
        self._watch_feeds()
        self._watch_calendars()
        self._call_to_class()
        if self.workspace.setting(preferences.TIMER):
            self.timing().begin()
        QTimer.singleShot(RULES_MS, self, self._tell_old_rules)
        self._is_settled = True
        if ClearScroll.is_any_bar_in(self):
            self.get_ready()

    def get_ready(self) -> None:
        """Add style and shortcuts: before the first key, action, other page or other size.

        Nothing on Today is painted by the style but scroll bars.
        """
        if self.actions_by_id:
            return
        # start-up: these cost as much as the whole window and show nothing until it is used
        from companion.ui.style import install
        from companion.ui.text_undo import UndoFilter

        app = QApplication.instance()
        assert isinstance(app, QApplication)
        install(app)
        self.actions_by_id = make_actions(self, self.trigger)
        window_actions.enable(self.actions_by_id, self._key_for(self.place().key))
        undo = UndoFilter(self)
        app.focusChanged.connect(
            lambda _, now: undo.watch(now if now is not None and now.window() is self else None)
        )
        undo.watch(QApplication.focusWidget())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files, addresses and texts that are dropped anywhere."""
        from companion.ui.import_job import can_take  # start-up: only when something is dragged

        if can_take(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Show what importing the dropped things would do."""
        from companion.ui.import_job import requests_of  # start-up: as above

        requests = requests_of(event.mimeData())
        event.acceptProposedAction()
        self.show_import(requests)

    def show_import(self, requests: list[Request]) -> None:
        """Show what importing files, addresses or texts would do, one after the other."""
        from companion.ui.import_page import ImportPage  # start-up: only when something is given

        self.go("import")
        page = self.page()
        if isinstance(page, ImportPage):
            page.begin(requests)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the page take what no widget wanted."""
        page = self.page()
        if page is not None and page.take_key(event):
            event.accept()
            return
        super().keyPressEvent(event)

    def focusNextPrevChild(self, is_next: bool) -> bool:
        """Follow Tab, also to what is scrolled out of sight."""
        from companion.ui.widgets.scrolling import show_focus  # start-up: with the first Tab

        has_moved = super().focusNextPrevChild(is_next)
        show_focus(QApplication.focusWidget())
        return has_moved

    def _show(self, place: Place) -> bool:
        now = self.page()
        key = self._key_for(place.key)
        if now is not None and self.pages.get(key) is not now and not now.may_leave():
            return False
        wanted = spec(key)
        page = self.pages.get(key)
        if page is None:
            if self.pages:
                self.get_ready()
            page = self.pages[key] = wanted.make(self)
            page.set_narrow(self.is_narrow())
        page.set_subject(place.subject)
        self.stage.host.show_page(page, wanted.is_wide)
        self.sidebar.set_current(place.key, _course_id(place))
        if self.preferences.is_course_leading:
            self.sidebar.minute(page.words())
        window_actions.enable(self.actions_by_id, key)
        self.setWindowTitle(self.tr("%1 – Companion").replace("%1", isolated(page.title())))
        page.setAccessibleName(page.title())  # it gets the keyboard: a screen reader says where
        if now is not page and (
            now is None or now.isAncestorOf(QApplication.focusWidget() or self)
        ):
            page.setFocus()
        return True

    def _key_for(self, key: str) -> str:
        has_courses = bool(self.workspace.schedule.table(Course))
        return "first-run" if key == "today" and not has_courses else key

    def _walk(self, step: int) -> None:
        if self.can_walk(step) and self._show(self._trail[self._step + step]):
            self._step += step

    def _records_changed(self, types: frozenset[RecordType]) -> None:
        self.sidebar.refresh(self._shown_words())
        for page in self.pages.values():
            if not page.shows.isdisjoint(types):
                page.mark_stale()
        if self._calls is not None:
            self._calls.look()
        if self._timing is not None:
            self._timing.look()
        if Course in types:
            self._leave_gone()
        if Feed in types:
            self._watch_feeds()
        if BusyCalendar in types:
            self._watch_calendars()

    def _watch_feeds(self) -> None:
        if any(feed.is_watched for feed in self.workspace.schedule.table(Feed).values()):
            from companion.ui.feed_checks import checks_of  # start-up: only for who has feeds

            checks_of(self, self).begin()

    def _watch_calendars(self) -> None:
        if any(own.address for own in self.workspace.schedule.table(BusyCalendar).values()):
            # start-up: only for who has calendars at an address
            from companion.ui.busy_checks import busy_checks_of

            busy_checks_of(self, self).begin()

    def _leave_gone(self) -> None:
        """Show Today when the course shown is gone, and the first page when all are."""
        schedule, place = self.workspace.schedule, self.place()
        kept = [
            p for p in self._trail
            if p.key not in ("course", "edit-course") or schedule.get(Course, _course_id(p))
        ]  # fmt: skip
        if place not in kept:
            self._trail, self._step = kept, len(kept) - 1
            self.go("today")
            return
        self._trail, self._step = kept, kept.index(place)
        if place.key == "today":
            self._show(place)

    def each_second(self, then: Callable[[], None]) -> None:
        """Call `then` each second until the window is closed."""
        self._poll.timeout.connect(then)

    def _minute(self) -> None:
        self._back_up()
        self.sidebar.minute(self._shown_words())
        page = self.page()
        if page is not None:
            page.minute()
        self._call_to_class()

    def _back_up(self, *, is_quitting: bool = False) -> None:
        """Copy the data now and then; say once why that cannot be done."""
        try:
            self.workspace.back_up_if_changed(is_quitting=is_quitting)
            self._copy_failed = ""
        except StorageFailed as failure:
            if failure.code != self._copy_failed and not is_quitting:
                self._copy_failed = failure.code
                self.tell(
                    self.tr("No backup copy could be made."),
                    self.tr("Your data itself is stored. Look at the disk and the data folder."),
                    "warn",
                )

    def _call_to_class(self) -> None:
        if self._calls is None:
            from companion.ui.class_calls import ClassCalls  # start-up: once a minute is enough

            self._calls = ClassCalls(self)
        self._calls.look()

    def _tell_place(self, before: str) -> None:
        from companion.ui.travel import tell_new_place  # start-up: rare

        tell_new_place(self, before)

    def _tell_old_rules(self) -> None:
        from companion.ui.old_rules import tell_old_rules  # start-up: not before all is shown

        tell_old_rules(self)

    def _reload_if_changed(self) -> None:
        try:
            if self.workspace.reload_if_changed():
                self.stage.hide_undo()
            self._look_for_timer()
            self._poll_went_well()
        except StorageFailed as failure:
            if failure.code != self._poll_failed:
                self._poll_went_well()
                self._poll_failed = failure.code
                self.tell_failure(failure)
                self._poll_notice = self.stage.notices()[-1]

    def _poll_went_well(self) -> None:
        """Take back what was told of data that could not be reached."""
        self._poll_failed = ""
        told, self._poll_notice = self._poll_notice, None
        if told in self.stage.notices():
            self.stage.drop_notice(told)

    def _look_for_timer(self) -> None:
        """Another window may have begun or ended the timer."""
        seen, self._changes_seen = self._changes_seen, self.workspace.changes_elsewhere
        if seen != self._changes_seen and (
            self._timing is not None or self.workspace.setting(preferences.TIMER)
        ):
            self.timing().look()

    # Size

    def _restore_size(self) -> None:
        self.resize(USUAL)
        kept = self.workspace.setting(preferences.GEOMETRY)
        if kept:
            self.restoreGeometry(QByteArray.fromBase64(kept.encode()))
        self._fit()

    def _fit(self) -> None:
        is_narrow = self.is_narrow()
        self.sidebar.set_rail(is_narrow or self.preferences.has_rail)
        for page in self.pages.values():
            page.set_narrow(is_narrow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn into the small form or back."""
        was_narrow = self.sidebar.is_rail
        super().resizeEvent(event)
        if self._is_settled:
            self.get_ready()
        if was_narrow != (self.is_narrow() or self.preferences.has_rail):
            self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take digits by their place on keyboards that type them with Shift.

        A text field has accepted the key before it comes here. A filter on the window itself,
        because an override of event() would see every event of the start.
        """
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            self.get_ready()
            digit = digit_by_place(event, QGuiApplication.platformName())
            digit = letters.acting(digit)
            for view in VIEWS:
                if digit and view.digit == digit:
                    self.go(view.key)
                    event.accept()
                    return True
        return False

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep the window's size and place; a page may want to be asked first."""
        page = self.page()
        if page is not None and not page.may_leave():
            event.ignore()
            return
        if self._timing is not None:
            self._timing.leave()
        state = bytes(self.saveGeometry().toBase64().data()).decode()
        preferences.keep(self.workspace, preferences.GEOMETRY, state)
        self._back_up(is_quitting=True)
        if self._poll.isActive():  # closed for good: its data may be gone before it is
            self._poll.stop()
            theme.changed().changed.disconnect(self._fit)
        super().closeEvent(event)


def _course_id(place: Place) -> str:
    """Return the course that a place is about; a class or a week of it may follow a slash."""
    return place.subject.partition("/")[0]
