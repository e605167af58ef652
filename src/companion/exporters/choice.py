"""What the student wants in a calendar file, and for which calendar program."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import Enum
from typing import Any, NamedTuple

from companion.models.course import Course
from companion.models.faults import Fault, Refused
from companion.models.meeting import MeetingKind
from companion.models.schedule import Schedule

MAX_REMINDERS = 5
MAX_REMINDER = timedelta(weeks=4)


class ItemKind(Enum):
    """What can be put in a calendar file; the values are the words of the command line."""

    LIVE = "live"
    RECITATION = "recitation"
    OFFICE_HOURS = "office-hours"
    STUDY_GROUP = "study-group"
    DUE = "due"
    PLANNED = "planned"
    TODO = "todo"


KIND_OF_MEETING = {
    MeetingKind.LIVE_SESSION: ItemKind.LIVE,
    MeetingKind.RECITATION: ItemKind.RECITATION,
    MeetingKind.OFFICE_HOURS: ItemKind.OFFICE_HOURS,
    MeetingKind.STUDY_GROUP: ItemKind.STUDY_GROUP,
}
DEFAULT_KINDS = frozenset({ItemKind.LIVE, ItemKind.RECITATION, ItemKind.DUE})


class Target(Enum):
    """The calendar program that will take the file."""

    GOOGLE = "google"
    OUTLOOK = "outlook"
    APPLE = "apple"
    OTHER = "other"


class TargetRules(NamedTuple):
    """What a program makes of a file, where that must change the file."""

    reminders: int = MAX_REMINDERS
    takes_todos: bool = True
    names_gone: bool = False


class Difference(NamedTuple):
    """One way in which the file for a program differs from the plain one, and why."""

    target: Target
    rule: str
    value: Any
    reason: str


# Every difference between targets, each with its reason; all else is one file for all.
DIFFERENCES = (
    Difference(
        Target.GOOGLE, "takes_todos", False,
        "Google Calendar’s import has no to-dos (its CalDAV guide)",
    ),
    Difference(
        Target.OUTLOOK, "takes_todos", False,
        "Outlook leaves to-dos of a file out",
    ),
    Difference(
        Target.OUTLOOK, "reminders", 1,
        "Outlook keeps one reminder for each appointment ([MS-OXCICAL] 2.1.3.1.1.20.62), so it "
        "gets the one closest to the start",
    ),
    Difference(
        Target.OTHER, "names_gone", True,
        "programs that update by UID keep an entry that a new file no longer has, so it is "
        "named once more, as cancelled; the others get a calendar that is replaced as a whole, "
        "where a cancelled entry would only be in the way",
    ),
)  # fmt: skip
TARGET_RULES = {
    target: TargetRules()._replace(**{d.rule: d.value for d in DIFFERENCES if d.target is target})
    for target in Target
}


class ExportChoice(NamedTuple):
    """What goes in the file. course_ids None: every course that is not archived, and work
    without a course. Reminders are times before the start of a class, or before a deadline.
    What ended before `since` (UTC) is left out; a series then begins after it."""

    target: Target = Target.OTHER
    course_ids: frozenset[str | None] | None = None
    kinds: frozenset[ItemKind] = DEFAULT_KINDS
    reminders: tuple[timedelta, ...] = ()
    due_reminders: tuple[timedelta, ...] = ()
    with_passcode: bool = False
    with_link: bool = True
    since: datetime | None = None

    def takes_time(self, ends_at: datetime | None) -> bool:
        """Tell whether something that ends at an instant, or never, is wanted."""
        return self.since is None or ends_at is None or ends_at > self.since

    def takes_course(self, schedule: Schedule, course_id: str | None) -> bool:
        """Tell whether entries of a course, or of none, are wanted."""
        if self.course_ids is not None:
            return course_id in self.course_ids
        course = schedule.get(Course, course_id or "")
        return course is None or not course.is_archived


def check_choice(choice: ExportChoice) -> None:
    """Raise Refused when the choice gives no file that a calendar program reads.

    To-dos want a file of their own: programs that know only appointments drop a mixed file or
    read half of it.
    """
    if not choice.kinds:
        raise Refused(Fault("with", "no_kinds"))
    if ItemKind.TODO in choice.kinds:
        if len(choice.kinds) > 1:
            raise Refused(Fault("with", "todo_alone"))
        if not TARGET_RULES[choice.target].takes_todos:
            raise Refused(Fault("with", "todo_target", (choice.target.value,)))


def parse_target(text: str) -> Target:
    """Return the target of a word. Raises Refused (unknown_target)."""
    try:
        return Target(text.strip().lower())
    except ValueError:
        known = ", ".join(target.value for target in Target)
        raise Refused(Fault("for", "unknown_target", (text[:40], known))) from None


def parse_kinds(text: str) -> frozenset[ItemKind]:
    """Return the kinds of a list such as "live,due". Raises Refused (unknown_kind, no_kinds)."""
    words = _words(text)
    known = {kind.value: kind for kind in ItemKind}
    unknown = next((word for word in words if word not in known), None)
    if unknown is not None:
        raise Refused(Fault("with", "unknown_kind", (unknown[:40], ", ".join(known))))
    if not words:
        raise Refused(Fault("with", "no_kinds"))
    return frozenset(known[word] for word in words)


def parse_courses(schedule: Schedule, codes: Iterable[str]) -> frozenset[str] | None:
    """Return the ids of course codes; None, for all, without codes. Raises Refused
    (unknown_course)."""
    found = []
    for code in codes:
        course = schedule.course_by_code(code.strip())
        if course is None:
            known = ", ".join(course.code for course in schedule.courses)
            raise Refused(Fault("course", "unknown_course", (code[:40], known)))
        found.append(course.id)
    return frozenset(found) if found else None


def parse_reminders(text: str) -> tuple[timedelta, ...]:
    """Return times before the start from a list such as "15m,1d" (m, h, d or w), the shortest
    first. Raises Refused (reminder_form, reminder_long, reminders_many)."""
    found = {_reminder(word) for word in _words(text)}
    if len(found) > MAX_REMINDERS:
        raise Refused(Fault("remind", "reminders_many", (str(MAX_REMINDERS),)))
    return tuple(sorted(found))


_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


def _reminder(word: str) -> timedelta:
    match = re.fullmatch(r"([0-9]{1,6}) ?([mhdw])", word)
    if match is None:
        raise Refused(Fault("remind", "reminder_form", (word[:40],)))
    before = timedelta(**{_UNITS[match[2]]: int(match[1])})
    if before > MAX_REMINDER:
        raise Refused(Fault("remind", "reminder_long", (word, str(MAX_REMINDER.days // 7))))
    return before


def _words(text: str) -> list[str]:
    return [word for part in text.lower().split(",") if (word := part.strip())]
