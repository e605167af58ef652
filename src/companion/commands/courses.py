"""add-course and courses: the certificate."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from datetime import date

from companion.commands.agenda import shift_words
from companion.commands.call import Call
from companion.commands.documents import UsualTimes, class_name
from companion.commands.failures import UsageFailed
from companion.commands.output import aligned
from companion.course_edits import add_course
from companion.models.agenda import (
    CourseState,
    course_progress,
    course_state,
    current_week,
    live_sessions,
)
from companion.models.attendance import Attendance
from companion.models.course import EASTERN, MAX_WEEKS, Course
from companion.models.draft import CourseDraft, check_draft, clock_faults
from companion.models.faults import Fault, Refused
from companion.models.links import check_link
from companion.models.meeting import Meeting
from companion.models.occurrence import Occurrence
from companion.models.schedule import Schedule
from companion.models.shifts import shifts
from companion.models.typed import (
    clean_text,
    parse_break,
    parse_count,
    parse_date,
    parse_due_default,
    parse_hours,
    parse_meets,
)
from companion.models.walltime import zone_of
from companion.time_words import Words, count, weekday, zone_short

_DEFAULTS = CourseDraft("", "", 1, date.min)


def add_course_arguments(parser: ArgumentParser) -> None:
    """Declare the options of `add-course`."""
    add = parser.add_argument
    add("--code", required=True, metavar="CODE", help="a short name, such as ML")
    add("--name", required=True, metavar="NAME", help="the name of the course")
    add("--weeks", required=True, metavar="N", help="teaching weeks, breaks not counted")
    add("--starts", required=True, metavar="DATE", help="first day of week 1, like 2026-08-31")
    add(
        "--meets",
        action="append",
        default=[],
        metavar="SLOT",
        help='a weekly meeting in the course’s zone: "Tue 18:30-19:50", "recitation Fri '
        '13:00-14:00"; again for more; kinds: live, recitation, office-hours, study-group',
    )
    add("--course-zone", default=EASTERN, metavar="ZONE", help=f"default: {EASTERN}")
    add("--zoom", default="", metavar="LINK", help="the join link of the meetings")
    add("--passcode", default="", metavar="TEXT", help="the passcode of the meetings")
    add(
        "--break",
        dest="breaks",
        action="append",
        default=[],
        metavar="DAYS",
        help="days off: 2026-11-23..2026-11-29=Thanksgiving; again for more",
    )
    add("--due", metavar="WHEN", help='when work is due by default: "Sun 23:59"')
    add("--hours", metavar="BAND", help="hours of work a week: 8-12")
    add("--program", default="", metavar="NAME", help="the certificate it belongs to")
    add("--capstone", action="store_true", help="it is the capstone")
    add("--instructor", default="", metavar="NAME", help="who teaches it")
    add(
        "--past",
        default="open",
        metavar="done|open",
        help="a course that has begun: everything before now attended and done, or left open "
        "(default)",
    )


def run_add_course(call: Call) -> None:
    """Add a course with its meetings and breaks as one edit."""
    asked = call.arguments
    draft = read_draft(asked)
    if asked.past not in ("done", "open"):
        raise UsageFailed("--past takes done or open.")
    faults = check_draft(Schedule(), draft)
    if faults:
        raise Refused(*(_named(fault) for fault in faults))
    now = call.words.now
    edit = add_course(call.schedule, draft, settle_before=now if asked.past == "done" else None)
    course = next(c.after for c in edit.changes if isinstance(c.after, Course))
    meetings = [c.after.id for c in edit.changes if isinstance(c.after, Meeting)]
    after = call.schedule.with_(edit)
    call.perform(edit, [course.id, *meetings], *_told(after, course, call.words))
    for _, day, fault in clock_faults(draft):
        what = "skip" if fault == "missing" else "repeat"
        call.output.note(f"Note: on {day} the clocks of {draft.zone} {what} the time of a meeting.")


def read_draft(asked: Namespace) -> CourseDraft:
    """Read the options of `add-course`. Raises Refused; every fault names its option."""
    link = check_link(asked.zoom, "--zoom") if asked.zoom else ""
    passcode = clean_text(asked.passcode)
    slots = [parse_meets(text, "--meets") for text in asked.meets]
    due = parse_due_default(asked.due, "--due") if asked.due is not None else None
    hours = parse_hours(asked.hours, "--hours") if asked.hours is not None else None
    due_weekday, due_time = due or (_DEFAULTS.due_weekday, _DEFAULTS.due_time)
    hours_min, hours_max = hours or (_DEFAULTS.hours_min, _DEFAULTS.hours_max)
    return CourseDraft(
        code=clean_text(asked.code),
        name=clean_text(asked.name),
        weeks=parse_count(asked.weeks, "--weeks", 1, MAX_WEEKS),
        starts_on=parse_date(asked.starts, "--starts"),
        meetings=tuple(slot._replace(link=link, passcode=passcode) for slot in slots),
        breaks=tuple(parse_break(text, "--break") for text in asked.breaks),
        zone=asked.course_zone,
        due_weekday=due_weekday,
        due_time=due_time,
        hours_min=hours_min,
        hours_max=hours_max,
        program=clean_text(asked.program),
        is_capstone=asked.capstone,
        instructor=clean_text(asked.instructor),
    )


_STATE_WORDS = {
    CourseState.UPCOMING: "to come",
    CourseState.ACTIVE: "begun",
    CourseState.DONE: "done",
}
_OPTIONS = {
    "starts_on": "--starts", "zone": "--course-zone", "meetings": "--meets", "breaks": "--break",
}  # fmt: skip


def _named(fault: Fault) -> Fault:
    """Name the option of a fault of the draft."""
    field, _, part = fault.field.partition(".")
    if part.endswith("passcode"):
        field = "passcode"
    return fault._replace(field=_OPTIONS.get(field, f"--{field}"))


def _told(schedule: Schedule, course: Course, words: Words) -> list[str]:
    """Say what was added, and when its classes fall for the student."""
    term = schedule.term(course)
    weeks = count("%n week(s)", course.weeks)
    span = f"{words.date(term.starts_on)} to {words.date(term.ends_on)}"
    sessions, marks = live_sessions(schedule, course), schedule.table(Attendance)
    lines = [f"Added {course.code}, {course.name}: {weeks}, {span}."]
    lines += [_series(schedule, course, words, meeting) for meeting in _meetings(sessions)]
    lines += [] if sessions else ["It has no live classes."]
    for shift in shifts(schedule, course, words.zone):
        at = words.moment(shift.occurrence.starts_at)
        lines.append(f"  {class_name(shift.occurrence)}: {at}, {shift_words(shift.minutes)}.")
    over = [o for o in sessions if o.ends_at <= words.now]
    return [*lines, _past(len(over), any(o.key in marks for o in over))] if over else lines


def _past(n: int, is_marked: bool) -> str:
    """Say what became of the classes that are over."""
    classes = "1 class is" if n == 1 else f"{n} classes are"
    if is_marked:
        return f"{classes} over and marked as attended."
    return f"{classes} over and left open; to count the past as done, undo and add --past done."


def _meetings(sessions: list[Occurrence]) -> list[Meeting]:
    return list(dict.fromkeys(o.meeting for o in sessions))


def _series(schedule: Schedule, course: Course, words: Words, meeting: Meeting) -> str:
    """Say when a series usually falls, in both clocks."""
    of_meeting = [o for o in schedule.occurrences(course) if o.meeting.id == meeting.id]
    usual = UsualTimes(schedule, words.zone)
    slot = usual.of(of_meeting[0])
    plain = next(o for o in of_meeting if not usual.shift(o))
    many = "1 class" if len(of_meeting) == 1 else f"{len(of_meeting)} classes, usually"
    local = f"{weekday(slot.weekday)} {words.span(plain.planned_at, plain.ends_at)}"
    zone = zone_of(meeting.zone)
    there = f"{weekday(meeting.weekday)} {words.span(plain.planned_at, plain.ends_at, zone)}"
    return f"{many} {local} for you ({there} {zone_short(meeting.zone)})."


# courses


def run_courses(call: Call) -> None:
    """Tell the certificate: its courses, how far each is."""
    schedule, words = call.schedule, call.words
    programs = [
        (program, [c for c in schedule.courses if c.program_id == program.id])
        for program in schedule.programs
    ]
    call.output.json(
        {
            "programs": [
                {"name": p.name, "courses": [_document(schedule, c, words) for c in courses]}
                for p, courses in programs
            ]
        }
    )
    for program, courses in programs:
        call.output.line(program.name or "Certificate")
        call.output.lines(aligned([_row(schedule, c, words) for c in courses], indent="  "))
    if not programs:
        call.output.line("No courses yet; “companion add-course --help” says how to add one.")


def _document(schedule: Schedule, course: Course, words: Words) -> dict[str, object]:
    term = schedule.term(course)
    return {
        "code": course.code,
        "name": course.name,
        "weeks": course.weeks,
        "week": current_week(schedule, course, words.now),
        "starts": term.starts_on.isoformat(),
        "ends": term.ends_on.isoformat(),
        "zone": course.zone,
        "progress": round(course_progress(schedule, course), 4),
        "capstone": course.is_capstone,
        "state": course_state(schedule, course, words.now).value,
    }


def _row(schedule: Schedule, course: Course, words: Words) -> list[str]:
    term = schedule.term(course)
    state = course_state(schedule, course, words.now)
    week = current_week(schedule, course, words.now)
    where = f"week {week} of {course.weeks}" if week else _STATE_WORDS[state]
    return [
        course.code,
        course.name + (" (capstone)" if course.is_capstone else ""),
        where,
        f"{course_progress(schedule, course):.0%}",
        f"{words.date(term.starts_on)} to {words.date(term.ends_on)}",
    ]
