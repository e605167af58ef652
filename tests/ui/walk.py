"""Goes through every page, dialog and menu of the window, as a student could reach them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from ui.walk_dialogs import dialogs, menus, states, subject

from companion.ui.actions import ACTIONS
from companion.ui.main_window import MainWindow
from companion.ui.overlay import Overlay
from companion.ui.pages import PAGES
from companion.ui.widgets.panels import FloatingPanel

# these leave the window, or go where the walk comes by anyway
LEFT_OUT = {"join", "start", "close-window", "back", "forward", "undo", "redo", "delete-activity"}
LEFT_OUT |= {"save-course-file"}  # a dialog of the system


def surfaces(window: MainWindow) -> Iterator[str]:
    """Show each page, and on it each action that opens or changes something; name each."""
    for page in PAGES:
        window.go(page.key, subject(window) if page.key in ("course", "edit-course") else "")
        settle()
        yield page.key
        for action in ACTIONS:
            here = page.key in action.pages or (not action.pages and page.key == "today")
            if here and action.id not in LEFT_OUT and not action.id.startswith("show-"):
                window.trigger(action.id)
                settle()
                yield f"{page.key}, {action.id}"
                put_away(window)


def everything(window: MainWindow) -> Iterator[str]:
    """Show all of that, and what no action alone opens: other dialogs, menus, states of pages."""
    for name, show in chain(dialogs(window), menus(window), states(window)):
        shown = show()
        settle()
        yield name
        del shown
        put_away(window)
    yield from surfaces(window)


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
    for _ in range(3):  # what breaks into lines learns its height one round later
        QApplication.processEvents()


def widgets(window: MainWindow) -> list[QWidget]:
    """Return every widget of the window and of what stands over it."""
    others = [w for w in QApplication.topLevelWidgets() if w is not window and w.isVisible()]
    return [w for top in (window, *others) for w in (top, *top.findChildren(QWidget))]


def panels(window: MainWindow) -> list[QWidget]:
    """Return what stands over the page now."""
    kinds = (Overlay, QDialog, FloatingPanel)
    return [w for w in widgets(window) if w.isVisible() and isinstance(w, kinds)]
