"""What the window itself does for the actions of the list, when the page shown does not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from companion.models import agenda
from companion.models.busy_calendar import BusyCalendar
from companion.models.course import Course
from companion.models.feed import Feed
from companion.models.schedule import Edit
from companion.ui import preferences, theme
from companion.ui.actions import ACTIONS, ActionSpec
from companion.ui.window import Window
from companion.workspace import StorageFailed

if TYPE_CHECKING:
    from PySide6.QtGui import QAction


def is_offered(window: Window, spec: ActionSpec) -> bool:
    """Tell whether an action belongs to the page shown and can be done now."""
    is_here = not spec.pages or window.place().key in spec.pages
    return is_here and is_possible(window, spec)


def is_possible(window: Window, spec: ActionSpec) -> bool:
    """Tell whether an action can be done now."""
    return not spec.when or _CONDITIONS[spec.when](window)


def enable(actions: Mapping[str, QAction], page: str) -> None:
    """Let only the actions of the page shown take their keys: E is not the same everywhere."""
    for spec in ACTIONS:
        if spec.pages and spec.id in actions:
            actions[spec.id].setEnabled(page in spec.pages)


def label_now(window: Window, spec: ActionSpec) -> str:
    """Return what an action is called now: "Undo Move class"."""
    names = {"undo": window.workspace.undo_name, "redo": window.workspace.redo_name}
    name = names.get(spec.id)
    if not name:
        return spec.label()
    return f"{spec.label()} {QCoreApplication.translate('Edits', name)}"


def do(window: Window, spec: ActionSpec) -> None:
    """Do an action of the list."""
    if spec.id.startswith("show-"):
        window.go(spec.id.removeprefix("show-"))
    elif spec.id in _HANDLERS:
        _HANDLERS[spec.id](window)


def undo_schedule(window: Window) -> None:
    """Take back the last edit, and say which."""
    _history(window, window.workspace.undo, "Undone: %1")


def _undo(window: Window) -> None:
    from companion.ui.text_undo import undo_in  # start-up: text fields come later

    if not undo_in(QApplication.focusWidget()):
        undo_schedule(window)


def _redo(window: Window) -> None:
    from companion.ui.text_undo import redo_in  # start-up: text fields come later

    if not redo_in(QApplication.focusWidget()):
        _history(window, window.workspace.redo, "Done again: %1")


def _can_undo(window: Window) -> bool:
    from companion.ui.text_undo import can_undo  # start-up: text fields come later

    return can_undo(QApplication.focusWidget()) or bool(window.workspace.undo_name)


def _can_redo(window: Window) -> bool:
    from companion.ui.text_undo import can_redo  # start-up: text fields come later

    return can_redo(QApplication.focusWidget()) or bool(window.workspace.redo_name)


def _history(window: Window, step: Callable[[], Edit | None], said: str) -> None:
    try:
        edit = step()
    except StorageFailed as failure:
        window.tell_failure(failure)
        return
    window.stage.hide_undo()
    if edit is not None:
        name = QCoreApplication.translate("Edits", edit.name)
        window.tell(QCoreApplication.translate("Actions", said).replace("%1", name))


def _join(window: Window) -> None:
    """Open the link of the class that runs or comes next; where it has none, ask for it."""
    schedule = window.workspace.schedule
    session = agenda.next_live_session(schedule, window.workspace.clock.now())
    course = schedule.get(Course, session.course_id) if session else None
    if session is None or course is None:
        return
    if session.link:
        from companion.ui.open_link import open_link  # start-up: only when a link is opened

        open_link(window, session.link, window.widget())
        return
    from companion.ui.dialogs.invitation import paste_invitation  # start-up: only when asked for

    paste_invitation(window, window.widget(), course, session)


def _has_class(window: Window) -> bool:
    now = window.workspace.clock.now()
    return agenda.next_live_session(window.workspace.schedule, now) is not None


def _quick_add(window: Window) -> None:
    window.go("checklist")
    page = window.page()
    if page is not None:
        page.handle("quick-add")


def _palette(window: Window) -> None:
    # start-up: only when asked for
    from companion.ui import search_doing
    from companion.ui.dialogs.palette import Palette
    from companion.ui.search import Finder

    offered = {s.id: label_now(window, s) for s in ACTIONS if is_offered(window, s)}
    find = Finder(window, offered).rows
    tick, plan = partial(search_doing.tick, window), partial(search_doing.plan, window)
    palette = Palette(window.widget(), find, tick, plan)
    window.ticker.minute.connect(palette.renew)


def _keys(window: Window) -> None:
    from companion.ui.dialogs.keys import KeyList  # start-up: only when asked for

    KeyList(window.widget())


def _settings(window: Window) -> None:
    from companion.ui.dialogs.settings import Settings  # start-up: only when asked for

    Settings(window, window.widget())


def _working_hours(window: Window) -> None:
    from companion.ui.dialogs.settings import Settings  # start-up: only when asked for

    Settings(window, window.widget()).show_working_hours()


def _history_list(window: Window) -> None:
    from companion.ui.dialogs.history import History  # start-up: only when asked for

    History(window, window.widget())


def _copies(window: Window) -> None:
    from companion.ui.dialogs.copies import Copies  # start-up: only when asked for

    Copies(window, window.widget())


def _paste_import(window: Window) -> None:
    window.go("import")
    page = window.page()
    if page is not None:
        page.handle("paste-import")


def _check_feeds(window: Window) -> None:
    # start-up: only for who has feeds
    from companion.ui.busy_checks import busy_checks_of
    from companion.ui.feed_checks import checks_of

    checks_of(window, window.widget()).look_now()
    busy_checks_of(window, window.widget()).look_now()


def _has_feeds(window: Window) -> bool:
    schedule = window.workspace.schedule
    is_watched = any(feed.is_watched for feed in schedule.table(Feed).values())
    return is_watched or any(own.address for own in schedule.table(BusyCalendar).values())


def _busy_calendars(window: Window) -> None:
    from companion.ui.dialogs.settings import Settings  # start-up: only when asked for

    Settings(window, window.widget()).show_setting("Calendars/Busy-calendars")


def _export(window: Window) -> None:
    from companion.ui.dialogs.export import export_calendar  # start-up: only when asked for

    export_calendar(window, window.widget())


def _sidebar(window: Window) -> None:
    window.keep(preferences.SIDEBAR, "wide" if window.preferences.has_rail else "rail")


def _swap_clocks(window: Window) -> None:
    is_swapped = window.preferences.is_course_leading
    window.keep(preferences.LEAD, "mine" if is_swapped else "course")


def _text_size(window: Window, step: int) -> None:
    sizes = theme.TEXT_SIZES
    now = window.preferences.text_size
    place = min(range(len(sizes)), key=lambda n: abs(sizes[n] - now))
    chosen = sizes[max(0, min(len(sizes) - 1, place + step))] if step else 100
    window.keep(preferences.TEXT_SIZE, str(chosen))


def _timed_work_done(window: Window) -> None:
    """Tick what the timer runs on; the link of what follows opens."""
    following = window.timing().done()
    if following:
        from companion.ui.starting import open_item  # start-up: only when work begins

        open_item(window, following)


def _close(window: Window) -> None:
    window.widget().close()


_CONDITIONS: dict[str, Callable[[Window], bool]] = {
    "can-undo": _can_undo,
    "can-redo": _can_redo,
    "can-back": lambda w: w.can_walk(-1),
    "can-forward": lambda w: w.can_walk(1),
    "has-courses": lambda w: bool(w.workspace.schedule.table(Course)),
    "has-class": _has_class,
    "has-timer": lambda w: w.has_timer(),
    "has-feeds": _has_feeds,
}
_HANDLERS: dict[str, Callable[[Window], object]] = {
    "back-to-today": lambda w: w.go("today"),
    "back": lambda w: w.back(),
    "forward": lambda w: w.forward(),
    "palette": _palette,
    "quick-add": _quick_add,
    "add-course": lambda w: w.go("add-course"),
    "join": _join,
    "timer-pause": lambda w: w.timing().pause_or_resume(),
    "timer-done": _timed_work_done,
    "timer-stop": lambda w: w.timing().stop(),
    "undo": _undo,
    "redo": _redo,
    "sidebar": _sidebar,
    "swap-clocks": _swap_clocks,
    "text-larger": lambda w: _text_size(w, 1),
    "text-smaller": lambda w: _text_size(w, -1),
    "text-normal": lambda w: _text_size(w, 0),
    "keys": _keys,
    "history": _history_list,
    "copies": _copies,
    "check-feeds": _check_feeds,
    "import": lambda w: w.go("import"),
    "paste-import": _paste_import,
    "export": _export,
    "settings": _settings,
    "working-hours": _working_hours,
    "busy-calendars": _busy_calendars,
    "close-window": _close,
}


def handled() -> frozenset[str]:
    """Return the ids of the actions that the window can do by itself."""
    return frozenset(_HANDLERS)
