"""A course as the student fills it in, before it is one; and what is wrong with it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from companion.models.course import COLORS, EASTERN, MAX_WEEKS, Break, Course
from companion.models.faults import Fault
from companion.models.meeting import Meeting, MeetingKind
from companion.models.occurrence import planned_dates
from companion.models.schedule import Schedule
from companion.models.term import term_of
from companion.models.walltime import FIRST_YEAR, LAST_YEAR, is_zone, wall_fault

MAX_NAME, MAX_CODE, MAX_BREAKS, MAX_MEETINGS = 200, 12, 30, 12
MIN_MINUTES, MAX_MINUTES = 5, 12 * 60


class MeetingDraft(NamedTuple):
    """A weekly slot: weekday (0 is Monday) and wall time, minutes long.

    zone is empty for the course's own (a study group counts in the student's). id names the
    meeting that it changes, else None.
    """

    kind: MeetingKind
    weekday: int
    starts: time
    minutes: int
    link: str = ""
    passcode: str = ""
    watch_weekday: int | None = None
    watch_time: time | None = None
    id: str | None = None
    zone: str = ""


class BreakDraft(NamedTuple):
    """Days off, both ends included."""

    starts_on: date
    ends_on: date
    name: str = ""


class CourseDraft(NamedTuple):
    """Everything the course form and `add-course` take; see Course for units."""

    code: str
    name: str
    weeks: int
    starts_on: date
    meetings: tuple[MeetingDraft, ...] = ()
    breaks: tuple[BreakDraft, ...] = ()
    zone: str = EASTERN
    short_name: str = ""
    color: str = ""
    hours_min: int = 8
    hours_max: int = 12
    due_weekday: int = 6
    due_time: time = time(23, 59)
    program: str = ""
    is_capstone: bool = False
    instructor: str = ""
    assistant: str = ""


def check_draft(
    schedule: Schedule, draft: CourseDraft, course_id: str | None = None
) -> list[Fault]:
    """Return what is wrong with a draft, in the order of the form; empty when it can be taken.

    course_id names the course that is being changed, else None.
    """
    return [
        *_check_names(schedule, draft, course_id),
        *_check_length(draft),
        *_check_breaks(draft),
        *_check_hours(draft),
        *_check_meetings(draft),
    ]


def _check_names(schedule: Schedule, draft: CourseDraft, course_id: str | None) -> list[Fault]:
    found = []
    if not draft.name:
        found.append(Fault("name", "name_empty"))
    elif len(draft.name) > MAX_NAME:
        found.append(Fault("name", "name_long", (str(MAX_NAME),)))
    if not draft.code:
        found.append(Fault("code", "code_empty"))
    elif len(draft.code) > MAX_CODE or any(c.isspace() or c == "#" for c in draft.code):
        found.append(Fault("code", "code_form", (str(MAX_CODE),)))
    else:
        other = schedule.course_by_code(draft.code)
        if other is not None and other.id != course_id:
            free = free_code(schedule, draft.code)
            found.append(Fault("code", "code_taken", (draft.code, free)))
    for field in ("program", "instructor", "assistant", "short_name"):
        if len(getattr(draft, field)) > MAX_NAME:
            found.append(Fault(field, "text_long", (str(MAX_NAME),)))
    if draft.color and draft.color not in COLORS:
        found.append(Fault("color", "color_unknown", (draft.color,)))
    return found


def free_code(schedule: Schedule, code: str) -> str:
    """Return a code near the wanted one that no course has."""
    return next(
        candidate
        for n in range(2, 10_000)
        if schedule.course_by_code(candidate := f"{code[: MAX_CODE - 4]}{n}") is None
    )


def next_color(schedule: Schedule) -> str:
    """Return the colour for a new course: the first in order that is used least."""
    used = [course.color for course in schedule.courses]
    return min(COLORS, key=lambda color: (used.count(color), COLORS.index(color)))


def _check_length(draft: CourseDraft) -> list[Fault]:
    found = []
    if not 1 <= draft.weeks <= MAX_WEEKS:
        found.append(Fault("weeks", "weeks_range", (str(MAX_WEEKS),)))
    if not FIRST_YEAR <= draft.starts_on.year <= LAST_YEAR - 2:
        found.append(Fault("starts_on", "date_range", (str(FIRST_YEAR), str(LAST_YEAR - 2))))
    if not is_zone(draft.zone):
        found.append(Fault("zone", "unknown_zone", (draft.zone[:80],)))
    return found


def _check_breaks(draft: CourseDraft) -> list[Fault]:
    if len(draft.breaks) > MAX_BREAKS:
        return [Fault("breaks", "breaks_many", (str(MAX_BREAKS),))]
    found = []
    for n, entry in enumerate(draft.breaks):
        if entry.ends_on < entry.starts_on:
            found.append(Fault(f"breaks.{n}", "break_backwards"))
        elif entry.ends_on - entry.starts_on > timedelta(days=120):
            found.append(Fault(f"breaks.{n}", "break_long", ("120",)))
        elif not FIRST_YEAR <= entry.starts_on.year <= LAST_YEAR:
            found.append(Fault(f"breaks.{n}", "date_range", (str(FIRST_YEAR), str(LAST_YEAR))))
        elif len(entry.name) > MAX_NAME:
            found.append(Fault(f"breaks.{n}", "text_long", (str(MAX_NAME),)))
    return found


def _check_hours(draft: CourseDraft) -> list[Fault]:
    if not 0 <= draft.hours_min <= draft.hours_max <= 80:
        return [Fault("hours", "hours_range", ("80",))]
    return []


def _check_meetings(draft: CourseDraft) -> list[Fault]:
    if len(draft.meetings) > MAX_MEETINGS:
        return [Fault("meetings", "meetings_many", (str(MAX_MEETINGS),))]
    found = []
    for n, meeting in enumerate(draft.meetings):
        if not MIN_MINUTES <= meeting.minutes <= MAX_MINUTES:
            values = (str(MIN_MINUTES), str(MAX_MINUTES // 60))
            found.append(Fault(f"meetings.{n}.minutes", "minutes_range", values))
        if meeting.zone and not is_zone(meeting.zone):
            found.append(Fault(f"meetings.{n}.zone", "unknown_zone", (meeting.zone[:80],)))
        if len(meeting.passcode) > 100:
            found.append(Fault(f"meetings.{n}.passcode", "text_long", ("100",)))
    return found


def draft_course(draft: CourseDraft, course_id: str = "draft", program_id: str = "") -> Course:
    """Return the course that a valid draft describes."""
    return Course(
        id=course_id,
        program_id=program_id,
        code=draft.code,
        name=draft.name,
        weeks=draft.weeks,
        starts_on=draft.starts_on,
        short_name=draft.short_name,
        color=draft.color or COLORS[0],
        zone=draft.zone,
        hours_min=draft.hours_min,
        hours_max=draft.hours_max,
        due_weekday=draft.due_weekday,
        due_time=draft.due_time,
        is_capstone=draft.is_capstone,
    )


def draft_meeting(draft: MeetingDraft, course: Course, meeting_id: str, uid: str) -> Meeting:
    """Return the meeting that a slot of a draft describes."""
    return Meeting(
        id=meeting_id,
        uid=uid,
        course_id=course.id,
        kind=draft.kind,
        weekday=draft.weekday,
        starts=draft.starts,
        minutes=draft.minutes,
        zone=draft.zone or course.zone,
        link=draft.link,
        passcode=draft.passcode,
        watch_weekday=draft.watch_weekday,
        watch_time=draft.watch_time,
    )


def preview(draft: CourseDraft) -> Schedule:
    """Return a schedule that holds only the drafted course, for the live preview."""
    course = draft_course(draft)
    breaks = [Break(f"b{n}", course.id, *entry) for n, entry in enumerate(draft.breaks)]
    meetings = [draft_meeting(entry, course, f"m{n}", "") for n, entry in enumerate(draft.meetings)]
    return Schedule.of([course, *breaks, *meetings])


def clock_faults(draft: CourseDraft) -> list[tuple[int, date, str]]:
    """Return (meeting, date, "missing" or "twice") for planned times that a clock change skips
    or doubles; the series follows RFC 5545 3.3.5 there, and the student is told."""
    course = draft_course(draft)
    breaks = [Break(f"b{n}", course.id, *entry) for n, entry in enumerate(draft.breaks)]
    term = term_of(course, breaks)
    found = []
    for n, entry in enumerate(draft.meetings):
        meeting = draft_meeting(entry, course, f"m{n}", "")
        for _, day in planned_dates(meeting, term, breaks):
            fault = wall_fault(datetime.combine(day, entry.starts), meeting.zone)
            if fault is not None:
                found.append((n, day, fault.value))
    return found
