"""On-demand work of a week: reading, video, quiz, exercise, discussion, project."""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from typing import NamedTuple

from companion.models.walltime import instant


class ActivityKind(Enum):
    """What kind of work it is; RECORDING only for a missed class to watch, never stored."""

    READING = "reading"
    VIDEO = "video"
    QUIZ = "quiz"
    EXERCISE = "exercise"
    DISCUSSION = "discussion"
    PROJECT = "project"
    RECORDING = "recording"


class Stage(Enum):
    """How far an activity is."""

    OPEN = "open"
    STARTED = "started"
    HANDED_IN = "handed_in"
    FEEDBACK = "feedback"
    DONE = "done"


class DueDate(NamedTuple):
    """A promised wall time and the zone in which it was promised."""

    wall: datetime
    zone: str

    @property
    def at(self) -> datetime:
        """The UTC instant."""
        return instant(self.wall, self.zone)


class Step(NamedTuple):
    """One step of an activity."""

    text: str
    is_done: bool = False


class Activity(NamedTuple):
    """One piece of on-demand work. Estimates and time spent are in minutes; done_at is UTC.

    repeat_id names the rule that made it, repeat_week the course week it was made for, which
    stays when the student moves it to another week.
    """

    id: str
    uid: str
    course_id: str | None
    kind: ActivityKind
    title: str
    week: int | None = None
    minutes: int | None = None
    due: DueDate | None = None
    link: str = ""
    notes: str = ""
    steps: tuple[Step, ...] = ()
    stage: Stage = Stage.OPEN
    done_at: datetime | None = None
    spent_minutes: int = 0
    is_important: bool = False
    is_optional: bool = False
    position: int = 0
    origin: str = ""
    repeat_id: str | None = None
    repeat_week: int | None = None

    @property
    def is_done(self) -> bool:
        """True only at stage done."""
        return self.stage is Stage.DONE

    @property
    def is_waiting_for_student(self) -> bool:
        """False once handed in (never late then) or done; feedback may ask for a revision."""
        return self.stage not in (Stage.HANDED_IN, Stage.DONE)


class PlannedBlock(NamedTuple):
    """When the student means to do an activity: a wall time in the student's zone, minutes.

    activity_id is the occurrence key where a recording is to be watched.
    """

    id: str
    uid: str
    activity_id: str
    starts: datetime
    zone: str
    minutes: int

    @property
    def at(self) -> datetime:
        """The UTC instant of its start."""
        return instant(self.starts, self.zone)
