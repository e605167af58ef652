"""Goes through every page and every dialog of the window, as a student could reach them."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from companion.models import agenda
from companion.ui.actions import ACTIONS
from companion.ui.main_window import MainWindow
from companion.ui.overlay import Overlay
from companion.ui.pages import PAGES

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
