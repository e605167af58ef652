"""The main window as its actions and dialogs see it: more than a page does."""

from __future__ import annotations

from typing import Any, Protocol

from PySide6.QtWidgets import QWidget

from companion.ui.page import Frame, Page, Place
from companion.ui.preferences import Preferences
from companion.workspace import StorageFailed


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

    def tell_failure(self, failure: StorageFailed) -> None:
        """Say why data could not be read or stored."""
        ...
