"""One course: its own zone, weeks, colour, code and hours; its breaks, contacts and topics."""

from __future__ import annotations

from datetime import date, time
from enum import Enum
from typing import NamedTuple

EASTERN = "America/New_York"
COLORS = ("iris", "plum", "amber", "leaf", "sky", "stone")
MAX_WEEKS = 60


class CourseFormat(Enum):
    """The usual lengths, by teaching weeks."""

    MINI = 6
    SEMESTER = 14
    OTHER = 0


class ContactRole(Enum):
    """Who a contact is to the student."""

    INSTRUCTOR = "instructor"
    ASSISTANT = "assistant"
    SUPPORT = "support"


class Course(NamedTuple):
    """One course of a program.

    weeks counts teaching weeks; starts_on is the first day of week 1, in the course's zone;
    hours are hours of work a week; the due default is a weekday (0 is Monday) and a wall time
    in the course's zone.
    """

    id: str
    program_id: str
    code: str
    name: str
    weeks: int
    starts_on: date
    short_name: str = ""
    color: str = "iris"
    zone: str = EASTERN
    hours_min: int = 8
    hours_max: int = 12
    due_weekday: int = 6
    due_time: time = time(23, 59)
    is_capstone: bool = False
    is_archived: bool = False
    position: int = 0
    notes: str = ""

    @property
    def label(self) -> str:
        """The name where there is little room."""
        return self.short_name or self.name

    @property
    def format(self) -> CourseFormat:
        """6-week mini, 14-week semester, or another length."""
        try:
            return CourseFormat(self.weeks)
        except ValueError:
            return CourseFormat.OTHER


class Contact(NamedTuple):
    """A person to turn to: professor, assistant, program support."""

    id: str
    course_id: str
    role: ContactRole
    name: str
    email: str = ""
    note: str = ""


class Break(NamedTuple):
    """Days without meetings, both ends included, in the course's zone."""

    id: str
    course_id: str
    starts_on: date
    ends_on: date
    name: str = ""

    def covers(self, day: date) -> bool:
        """Tell whether the day lies in this break."""
        return self.starts_on <= day <= self.ends_on


class WeekTopic(NamedTuple):
    """What week n of a course is about; its id is `<course id>:<week>`."""

    id: str
    course_id: str
    week: int
    topic: str


def topic_id(course_id: str, week: int) -> str:
    """Return the id of a week's topic."""
    return f"{course_id}:{week}"
