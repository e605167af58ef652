"""Goes through every page and every dialog of the window, as a student could reach them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QEvent, QRect
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from companion.models import agenda
from companion.models.activity import Activity
from companion.models.source import Skipped
from companion.ui.actions import ACTIONS
from companion.ui.class_popover import ClassPopover
from companion.ui.dialogs.add_lines import AddLinesDialog
from companion.ui.dialogs.ask import Question
from companion.ui.dialogs.import_skipped import SkippedDialog
from companion.ui.dialogs.invitation import InvitationDialog
from companion.ui.dialogs.settings import Settings
from companion.ui.main_window import MainWindow
from companion.ui.overlay import Overlay
from companion.ui.pages import PAGES
from companion.ui.recording_popover import RecordingPopover

# these leave the window, or go where the walk comes by anyway
LEFT_OUT = {"join", "start", "close-window", "back", "forward", "undo", "redo", "delete-activity"}
LEFT_OUT |= {"save-course-file"}  # a dialog of the system


def surfaces(window: MainWindow) -> Iterator[str]:
    """Show each page, and on it each action that opens or changes something; name each."""
    for page in PAGES:
        window.go(page.key, _subject(window) if page.key in ("course", "edit-course") else "")
        settle()
        yield page.key
        for action in ACTIONS:
            here = page.key in action.pages or (not action.pages and page.key == "today")
            if here and action.id not in LEFT_OUT and not action.id.startswith("show-"):
                window.trigger(action.id)
                settle()
                yield f"{page.key}, {action.id}"
                put_away(window)


def dialogs(window: MainWindow) -> Iterator[str]:
    """Show what no action alone opens: the pages of the settings, the panel of a class, questions,
    a running timer, the preview of an import; name each."""
    yield from _settings(window)
    workspace = window.workspace
    session = agenda.next_live_session(workspace.schedule, workspace.clock.now())
    assert session is not None
    course = next(c for c in workspace.schedule.courses if c.id == session.course_id)
    title = next(a.title for a in workspace.schedule.table(Activity).values())
    beside = QRect(100, 100, 20, 20)
    opened: dict[str, Callable[[], object]] = {
        "class": lambda: ClassPopover(window, window, beside, session),
        "recording": lambda: RecordingPopover(window, window, beside, session),
        "question": lambda: Question(window, title, title, [("yes", title, "primary")]),
        "left out": lambda: SkippedDialog(window, [Skipped(title, "opens")]),
        "invitation": lambda: InvitationDialog(window, window, course, session),
        "lines": lambda: AddLinesDialog(window, window, f"{title} 25m\n{title} due fri", course),
    }
    for name, open_it in opened.items():
        open_it()
        settle()
        yield name
        put_away(window)
    window.timing().start([a.id for a in workspace.schedule.table(Activity).values()])
    settle()
    yield "timer"


def _settings(window: MainWindow) -> Iterator[str]:
    window.trigger("settings")
    settle()
    (shown,) = window.findChildren(Settings)
    for row in range(shown.list.count()):
        shown.list.setCurrentRow(row)
        settle()
        yield f"settings {row}"
    put_away(window)


def put_away(window: MainWindow) -> None:
    """Close whatever stands over the page."""
    for overlay in window.findChildren(Overlay):
        overlay.close_overlay()
    for dialog in window.findChildren(QDialog):
        dialog.close()
    for other in QApplication.topLevelWidgets():
        if other is not window and other.isVisible():
            other.close()
    settle()


def settle() -> None:
    """Let everything that was asked for happen, deletions too."""
    QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()


def widgets(window: MainWindow) -> list[QWidget]:
    """Return every widget of the window and of what stands over it."""
    others = [w for w in QApplication.topLevelWidgets() if w is not window and w.isVisible()]
    return [w for top in (window, *others) for w in (top, *top.findChildren(QWidget))]


def _subject(window: MainWindow) -> str:
    workspace = window.workspace
    session = agenda.next_live_session(workspace.schedule, workspace.clock.now())
    assert session is not None
    return session.course_id
