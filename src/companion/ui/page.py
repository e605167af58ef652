"""What a page is to the window, and what the window is to a page."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import ClassVar, NamedTuple, Protocol

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from companion.models.schedule import Edit, RecordType
from companion.ui.text import Words
from companion.ui.ticker import Ticker
from companion.workspace import Workspace

NARROW = 1120  # below this window width the sidebar is a rail and pages tighten


class Place(NamedTuple):
    """A page and what it is about."""

    key: str
    subject: str = ""


class Frame(Protocol):
    """The window as its pages see it."""

    workspace: Workspace
    ticker: Ticker

    def words(self) -> Words:
        """Return what writes times as the student reads them now, on her own clock first."""
        ...

    def leading_words(self) -> Words:
        """Return what writes times on the clock that the student lets lead."""
        ...

    def go(self, key: str, subject: str = "") -> None:
        """Show a page by its key; the subject is for example a course's id."""
        ...

    def back(self) -> None:
        """Show the page shown before."""
        ...

    def perform(self, edit: Edit | None, said: str = "", occasion: str = "") -> bool:
        """Store an edit and offer to undo it with the words `said` ("3 activities done").

        On an occasion ("import") everything is copied before. A failure is told in the window
        and nothing has changed; True when it was stored.
        """
        ...

    def start(self, item_ids: Sequence[str]) -> None:
        """Begin work on items of the checklist, one after the other: the first one's link opens.

        An id is that of an activity, or the occurrence key of a recording.
        """
        ...

    def tell(self, strong: str, rest: str = "", kind: str = "ok") -> None:
        """Show a message above the page; kind is ok, warn or danger. A good one without `rest`
        stands at the page's foot for some seconds."""
        ...

    def trigger(self, action_id: str) -> None:
        """Do one of the actions of the list, as its key would."""
        ...

    def keep(self, name: str, value: str) -> None:
        """Store a choice of the student by its name in the settings, and follow it."""
        ...


class Page(QWidget):
    """A view of the workspace. Subclasses name what they show and refresh themselves.

    `refresh()` reads the workspace anew. It is called when the page is first shown, when
    records of `shows` changed, when the day, the zone or the way of writing time changed, and
    only while the page is visible (else at its next showing). `minute()` is for what shows time
    only: called each minute while visible. A page with `swaps_clocks` is written on the clock
    that leads (E swaps it), every other one on the student's own: both by `words()`.
    """

    shows: ClassVar[frozenset[RecordType]] = frozenset()
    swaps_clocks: ClassVar[bool] = False

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.frame = frame
        self.is_stale = True
        self._keyboard: QWidget | None = None
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def title(self) -> str:
        """Return what the window's title names; the text of its entry unless overridden."""
        return self.windowTitle()

    def words(self) -> Words:
        """Return what writes the times of this page."""
        return self.frame.leading_words() if self.swaps_clocks else self.frame.words()

    def set_subject(self, subject: str) -> None:
        """Take what the page is about (a course's id); called before it is shown."""

    def refresh(self) -> None:
        """Read the workspace and show it."""

    def minute(self) -> None:
        """Bring what depends on the time of day up to date."""

    def set_narrow(self, is_narrow: bool) -> None:
        """Tighten for a window below 1120 pixels, or loosen again."""

    def take_key(self, event: QKeyEvent) -> bool:
        """Do what a key means on this page that no widget wanted; False when it means nothing."""
        return False

    def may_leave(self) -> bool:
        """Tell whether another page may be shown; ask the student here when in doubt."""
        return True

    def handle(self, action_id: str) -> bool:
        """Do an action of the list that belongs to this page; False when it is not its own."""
        method = getattr(self, "do_" + action_id.replace("-", "_").replace(".", "_"), None)
        if method is None:
            return False
        method()
        return True

    def give_keyboard_to(self, part: QWidget) -> None:
        """Hand the keyboard on to a part of the page. A focus proxy would do so as well, but let
        Tab jump over all that stands before that part."""
        self._keyboard = part

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the keyboard on."""
        super().focusInEvent(event)
        if self._keyboard is not None:
            self._keyboard.setFocus(event.reason())

    def mark_stale(self) -> None:
        """Refresh now when visible, else when shown."""
        self.is_stale = True
        if self.isVisible():
            self.freshen()

    def freshen(self) -> None:
        """Refresh if something changed since the last time."""
        if self.is_stale:
            self.is_stale = False
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Bring the page up to date before it is seen."""
        self.freshen()
        super().showEvent(event)


class PageSpec(NamedTuple):
    """A page that can be shown: made only when it is first needed.

    `factory` is "module:Class"; `digit` is the key that shows it, empty for none: pages without
    a digit are reached from others. A wide page uses all the room of a large window.
    """

    key: str
    title: str
    icon: str
    digit: str
    factory: str
    is_wide: bool = False

    def label(self) -> str:
        """Return the title in the student's language."""
        return QCoreApplication.translate("Pages", self.title)

    def make(self, frame: Frame) -> Page:
        """Import and make the page. A start-up saving: the first frame imports one page only."""
        module, _, name = self.factory.partition(":")
        made: Page = getattr(import_module(module), name)(frame)
        made.setWindowTitle(self.label())
        return made
