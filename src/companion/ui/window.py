"""The main window as its actions and dialogs see it: more than a page does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtWidgets import QWidget

from companion.ui.page import Frame, Page, Place
from companion.ui.preferences import Preferences
from companion.workspace import StorageFailed

if TYPE_CHECKING:
    from companion.models.timer import Timer


class WorkTimer(Protocol):
    """The one timer as actions see it; `timing.Timing` is it."""

    @property
    def timer(self) -> Timer | None:
        """The timer as last counted, or None."""
        ...

    def start(self, item_ids: Sequence[str]) -> bool:
        """Begin with the first of some items, the others follow; False when none was begun."""
        ...

    def pause_or_resume(self) -> None:
        """Stand still, or go on."""
        ...

    def stop(self) -> bool:
        """End it and log the minutes."""
        ...

    def done(self) -> str:
        """Tick what it runs on; the id of what follows, else empty."""
        ...


class Window(Frame, Protocol):
    """The main window as its actions see it."""

    preferences: Preferences
    stage: Any
    sidebar: Any

    def page(self) -> Page | None:
        """Return the page shown."""
        ...

    def place(self) -> Place:
        """Return which page is shown, and of what."""
        ...

    def widget(self) -> QWidget:
        """Return the window as a parent for what opens over it."""
        ...

    def can_walk(self, step: int) -> bool:
        """Tell whether the trail goes on that way."""
        ...

    def forward(self) -> None:
        """Go on in the trail."""
        ...

    def refresh_all(self) -> None:
        """Read everything anew."""
        ...

    def timing(self) -> WorkTimer:
        """Return the timer, made when first asked for."""
        ...

    def has_timer(self) -> bool:
        """Tell whether a timer runs or waits."""
        ...

    def tell_failure(self, failure: StorageFailed) -> None:
        """Say why data could not be read or stored."""
        ...
