"""Whether the student was in class, and the recording that replaces a missed one."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple


class AttendanceMark(Enum):
    """What the student said of one occurrence."""

    ATTENDED = "attended"
    RECORDING = "recording"
    MISSED = "missed"
    EXCUSED = "excused"


class Attendance(NamedTuple):
    """The mark of one occurrence; its id is the occurrence key."""

    id: str
    mark: AttendanceMark


class Recording(NamedTuple):
    """What replaces a missed live session; its id is the occurrence key. Lengths in minutes."""

    id: str
    link: str = ""
    minutes: int | None = None
    watched_minutes: int = 0
