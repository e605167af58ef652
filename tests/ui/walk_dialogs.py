"""The dialogs, menus and states of pages that no action alone opens."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QMenu
from ui.there_are import UI

from companion import edits
from companion.models import agenda
from companion.models.activity import Activity, ActivityKind
from companion.models.clock_guard import clock_shifts
from companion.models.course import Course
from companion.models.repeat import Repeat
from companion.models.source import Skipped
from companion.models.term import term_of
from companion.models.typed_dates import read_date
from companion.ui import preferences
from companion.ui.checklist_page import ChecklistPage
from companion.ui.checklist_planning import PlanPopover
from companion.ui.checklist_weeks import WeeksPopover
from companion.ui.class_popover import ClassPopover
from companion.ui.clock_notice import show_affected
from companion.ui.course_page import CoursePage
from companion.ui.dialogs.add_lines import AddLinesDialog
from companion.ui.dialogs.ask import Question
from companion.ui.dialogs.city import CityDialog
from companion.ui.dialogs.days_off import DaysOffDialog
from companion.ui.dialogs.import_skipped import SkippedDialog
from companion.ui.dialogs.invitation import InvitationDialog
from companion.ui.dialogs.not_opened import NotOpened
from companion.ui.dialogs.palette import Palette
from companion.ui.dialogs.past import PastQuestion
from companion.ui.dialogs.rescue import Rescue, Ways
from companion.ui.dialogs.settings import Settings
from companion.ui.main_window import MainWindow
from companion.ui.open_link import LinkQuestion
from companion.ui.recording_popover import RecordingPopover
from companion.ui.today_minutes import MinutesPopover
from companion.ui.today_page import TodayPage
from companion.ui.week_due import DueList
from companion.ui.widgets.calendar_popup import CalendarPopup

BESIDE = QRect(100, 100, 20, 20)
Shows = Iterator[tuple[str, Callable[[], object]]]


def subject(window: MainWindow) -> str:
    """Return the course of the next class."""
    workspace = window.workspace
    session = agenda.next_live_session(workspace.schedule, workspace.clock.now())
    assert session is not None
    return session.course_id


def dialogs(window: MainWindow) -> Shows:
    """Yield what each dialog is called, and what shows it."""
    yield from _settings(window)
    yield from _about_classes(window)
    yield from _about_work(window)
    text = _title(window)
    folder = window.workspace.data_dir / text[:100]
    words, dates = window.words(), term_of(_course(window), ())
    yield "question", lambda: Question(window, text, text, [("yes", text[:80], "primary")])
    yield "open a link", lambda: LinkQuestion(window, "xn--" + "a" * 60 + ".example.org", True)
    yield "left out", lambda: SkippedDialog(window, [Skipped(text, "opens", text)])
    yield "the past", lambda: PastQuestion(window, "8 classes")
    yield "city", lambda: _type_city(CityDialog(window, "Asia/Kolkata"), text)
    yield "search", lambda: _search(window, text)
    yield (
        "days off",
        lambda: DaysOffDialog(
            window,
            (dates.starts_on, dates.ends_on),
            (),
            lambda typed: read_date(typed, words.today),
        ),
    )
    yield "minutes", lambda: MinutesPopover(window, BESIDE, 45, lambda _: None)
    yield "calendar", lambda: CalendarPopup(words.today, window).show_below(window.sidebar)
    yield "not opened", lambda: _shown(NotOpened("damaged", folder / "x.db"))
    yield "rescue", lambda: _shown(Rescue("damaged", _ways(window), words, folder))


def _shown(dialog: QDialog) -> QDialog:
    """Show a window of its own; whoever holds it keeps it open."""
    dialog.show()
    return dialog


def _settings(window: MainWindow) -> Shows:
    for row in range(8):
        yield f"settings {row}", lambda row=row: _open_settings(window, row)  # type: ignore[misc]


def _open_settings(window: MainWindow, row: int) -> None:
    window.trigger("settings")
    (shown,) = window.findChildren(Settings)
    assert shown.list.count() == 8
    shown.list.setCurrentRow(row)


def _about_classes(window: MainWindow) -> Shows:
    workspace, words = window.workspace, window.words()
    session = agenda.next_live_session(workspace.schedule, words.now)
    assert session is not None
    (shift, *_) = clock_shifts(workspace.schedule, words.zone, words.now)
    course = _course(window)
    yield "class", lambda: ClassPopover(window, window, BESIDE, session)
    yield "recording", lambda: RecordingPopover(window, window, BESIDE, session)
    yield "invitation", lambda: InvitationDialog(window, window, course, session)
    yield "affected", lambda: show_affected(window, shift, window)


def _about_work(window: MainWindow) -> Shows:
    schedule, words, course = window.workspace.schedule, window.words(), _course(window)
    items = [i for i in agenda.checklist(schedule) if not i.is_done][:40]
    rule = Repeat("r", course.id, ActivityKind.QUIZ, "Quiz {week}")
    hours = preferences.hours(window.workspace, words.zone)
    title, courses = _title(window), {c.id: c for c in schedule.courses}
    yield "lines", lambda: AddLinesDialog(window, window, f"{title} 25m\n{title} due fri", course)
    yield (
        "plan",
        lambda: PlanPopover(window, BESIDE, title, items, schedule, hours, words, lambda _: True),
    )
    yield (
        "weeks",
        lambda: WeeksPopover(window, BESIDE, title, rule, 1, course, words, lambda _, __: True),
    )
    yield "due", lambda: DueList(window, BESIDE, title, items, courses, words, lambda _: None)


def menus(window: MainWindow) -> Shows:
    """Yield what each menu is called, and what opens it."""
    yield "more of a course", lambda: _course_page(window).more.click()
    yield "marks", lambda: _course_page(window).doing.ask_mark(_session(window), QPoint(9, 9))
    yield "a class", lambda: _course_page(window).doing.show_menu(_session(window), QPoint(9, 9))
    for name in ("kind", "minutes", "due"):
        yield (
            f"filter {name}",
            lambda name=name: getattr(  # type: ignore[misc]
                _checklist(window).filters, name
            ).open_menu(),
        )
    yield "stage", lambda: _checklist(window).inspector.values.stage.click()
    yield "every week", lambda: _checklist(window).inspector.values.repeats.click()
    yield "delete every week", lambda: _delete_weekly(window)
    yield "catch up", lambda: _catch_up(window)
    yield "timer", lambda: _timer_menu(window)


def states(window: MainWindow) -> Shows:
    """Yield states of pages with a text of the student or of a file in them."""
    text = _title(window)
    yield "timer", lambda: window.timing().start([a.id for a in _work(window)])
    yield "no timer", lambda: window.timing().stop()
    yield "notices", lambda: _tell_all(window, text)
    yield "said", lambda: window.stage.say(text, can_undo=True)
    yield "nothing found", lambda: _checklist(window).search.setText(f"{text[:300]} nowhere")
    yield "everything", lambda: _checklist(window).search.clear()
    yield "archived", lambda: _archive(window)


def _tell_all(window: MainWindow, text: str) -> None:
    for kind in ("ok", "warn", "danger"):
        window.tell(text, text, kind)


def _archive(window: MainWindow) -> None:
    page = _course_page(window)
    course = page.course()
    assert course is not None
    window.perform(edits.put_away(window.workspace.schedule, course.id))


def _timer_menu(window: MainWindow) -> None:
    from companion.ui.timer_strip import TimerStrip

    window.timing().start([a.id for a in _work(window)])
    (strip,) = window.sidebar.findChildren(TimerStrip)
    strip.set_rail(True)
    strip.ring.click()
    strip.set_rail(False)
    window.timing().stop()


def _catch_up(window: MainWindow) -> None:
    window.go("today")
    page = window.page()
    assert isinstance(page, TodayPage)
    page.catch_up.more.click()


def _delete_weekly(window: MainWindow) -> None:
    page = _checklist(window)
    one = next(a for a in _work(window) if a.repeat_id)
    page.doing._weekly.ask_delete(one, BESIDE)


def _type_city(dialog: CityDialog, text: str) -> None:
    dialog.field.setText(text)
    dialog.take()


def _search(window: MainWindow, text: str) -> None:
    window.trigger("palette")
    (palette,) = window.findChildren(Palette)
    palette.query.setText(text[:300])


def _ways(window: MainWindow) -> Ways:
    store = window.workspace.store
    window.workspace.store.back_up("change", window.words().now - timedelta(days=1))
    copies = [(one, store.contents(one.name)) for one in store.snapshots()]
    return Ways(copies[0][1], True, copies)


def _course_page(window: MainWindow) -> CoursePage:
    window.go("course", subject(window))
    page = window.page()
    assert isinstance(page, CoursePage)
    QApplication.processEvents()
    return page


def _checklist(window: MainWindow) -> ChecklistPage:
    weekly = next(a.id for a in _work(window) if a.repeat_id)
    window.go("checklist", weekly)
    page = window.page()
    assert isinstance(page, ChecklistPage)
    QApplication.processEvents()
    return page


def _session(window: MainWindow) -> str:
    session = agenda.next_live_session(window.workspace.schedule, window.words().now)
    assert session is not None
    return session.key


def _course(window: MainWindow) -> Course:
    return window.workspace.schedule.table(Course)[subject(window)]


def _work(window: MainWindow) -> list[Activity]:
    return [*window.workspace.schedule.table(Activity).values()]


def _title(window: MainWindow) -> str:
    return max((a.title for a in _work(window)), key=len)


class MenuWatch:
    """Looks at each menu that is opened, and closes it. `shown` tells what functions were at work
    then: (module, function).

    Not by a filter of all events: it would meet widgets that are just taken apart. `popup` can be
    replaced, `exec` cannot, but runs a loop in which timers beat.
    """

    def __init__(
        self, monkeypatch: pytest.MonkeyPatch, look: Callable[[str, QMenu], object]
    ) -> None:
        self._look, self._popup = look, QMenu.popup
        self.shown: set[tuple[str, str]] = set()
        monkeypatch.setattr(QMenu, "popup", lambda menu, at: self._open(menu, at))
        self._timer = QTimer()
        self._timer.timeout.connect(self._see)
        self._timer.start(10)

    def _open(self, menu: QMenu, at: QPoint) -> None:
        self._popup(menu, at)
        QApplication.processEvents()
        self._see()

    def _see(self) -> None:
        menu = QApplication.activePopupWidget()
        if isinstance(menu, QMenu):
            self.shown |= {*_functions_at_work()}
            self._look("menu", menu)
            menu.close()


def _functions_at_work() -> Iterator[tuple[str, str]]:
    frame = sys._getframe(1)
    while frame is not None:
        path = Path(frame.f_code.co_filename)
        if path.is_relative_to(UI):
            yield path.relative_to(UI).as_posix(), frame.f_code.co_name
        frame = frame.f_back  # type: ignore[assignment]
