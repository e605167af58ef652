"""What calendar files held when they were last written: the ledger that undo never touches."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import NamedTuple

KEPT_FILE = "kept_calendar_file"
"""The setting that names the file kept updated and what goes in; empty for none."""


class ExportedEntry(NamedTuple):
    """One uid of the files written for a program: what it said, and how often that changed.

    digest stands for all that was written under the uid; sequence only grows; modified_at (UTC)
    is None until the first change. kind, course_id (empty for none), summary and the UTC times
    are what a later file needs to say that the entry is gone.
    """

    uid: str
    digest: str
    sequence: int = 0
    modified_at: datetime | None = None
    kind: str = ""
    course_id: str = ""
    summary: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    is_gone: bool = False


class ExportedItem(NamedTuple):
    """One class, deadline, block or to-do as it was last written; id holds its kind too."""

    id: str
    digest: str
    kind: str = ""
    course_id: str = ""
    ends_at: datetime | None = None


class Exported(NamedTuple):
    """The ledger of one calendar program: entries by uid, items by id."""

    entries: Mapping[str, ExportedEntry] = MappingProxyType({})
    items: Mapping[str, ExportedItem] = MappingProxyType({})
