"""A server of calendars for tests of what is looked at by itself."""

from __future__ import annotations

from companion.importers.fetching import Fetched
from companion.models.source import SourceFailed


class Site:
    """What it answers, and what it was asked: address and tags. No content: as it was."""

    def __init__(self, content: bytes | None = None) -> None:
        self.content = content
        self.failure: SourceFailed | None = None
        self.asked: list[tuple[str, ...]] = []

    def __call__(self, *asked: str) -> Fetched:
        """Answer as a fetch does."""
        self.asked.append(asked)
        if self.failure is not None:
            raise self.failure
        return Fetched(self.content, '"v1"', "Mon")
