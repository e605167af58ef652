"""A browser that only remembers what it was asked to open."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices


class Browser:
    """Stands where the system would open a browser; `works` is what the system answers."""

    def __init__(self) -> None:
        self.opened: list[str] = []
        self.works = True

    def open(self, url: QUrl) -> bool:
        self.opened.append(url.toString())
        return self.works


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Browser:
    found = Browser()
    monkeypatch.setattr(QDesktopServices, "openUrl", found.open)
    return found
