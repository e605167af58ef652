"""Adding and changing a course as a whole: one form, one edit, one undo."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from functools import partial

from companion.edits import edit_of
from companion.models.activity import Activity, Stage
from companion.models.attendance import Attendance, AttendanceMark
from companion.models.class_following import changes_of_classes
from companion.models.course import Break, Contact, ContactRole, Course
from companion.models.course_copying import contents_copied
from companion.models.draft import (
    BreakDraft,
    CourseDraft,
    MeetingDraft,
    check_draft,
    draft_course,
    draft_meeting,
    free_code,
    next_color,
)
from companion.models.faults import Fault, Refused
from companion.models.ids import new_id, new_uid
from companion.models.meeting import Meeting, MeetingKind
from companion.models.program import Program
from companion.models.repeat_following import changes_of_repeats
from companion.models.schedule import Change, Edit, Record, Schedule
from companion.models.term import Term, term_of

Contents = Callable[[Course, Term], Iterable[Record]]


def add_course(
    schedule: Schedule,
    draft: CourseDraft,
    settle_before: datetime | None = None,
    contents: Contents = lambda course, term: (),
) -> Edit:
    """Add a course, its meetings, breaks and contacts.

    settle_before: the instant before which every live session counts as attended and all due
    work as done; None leaves the past open. contents gives what else the course holds, once it
    has its id and its weeks. Raises Refused when the draft cannot be taken.
    """
    faults = check_draft(schedule, draft)
    if faults:
        raise Refused(*faults)
    program, changes = _program(schedule, draft.program)
    position = max((c.position for c in schedule.courses), default=-1) + 1
    course = draft_course(draft, new_id(), program.id)._replace(
        color=draft.color or next_color(schedule), position=position
    )
    breaks = [Break(new_id(), course.id, *entry) for entry in draft.breaks]
    records: list[Record] = [
        course,
        *_contacts(draft, course.id),
        *breaks,
        *(draft_meeting(entry, course, new_id(), new_uid()) for entry in draft.meetings),
        *contents(course, term_of(course, breaks)),
    ]
    changes += [Change(None, record) for record in records]
    edit = Edit("Add course", tuple(changes))
    if settle_before is None:
        return edit
    return Edit(
        "Add course", _folded(edit.changes, settle(schedule.with_(edit), course.id, settle_before))
    )


def draft_like(schedule: Schedule, course: Course, today: date) -> CourseDraft:
    """Return the form of a copy of a course: a code and a colour of its own, from the Monday
    after it, or the next one; without its breaks, which belong to its dates."""
    draft, monday = draft_of(schedule, course), today - timedelta(days=today.weekday())
    last = schedule.term(course).ends_on
    return draft._replace(
        code=free_code(schedule, course.code),
        color=next_color(schedule),
        starts_on=max(monday, last - timedelta(days=last.weekday())) + timedelta(weeks=1),
        breaks=(),
        meetings=tuple(meeting._replace(id=None) for meeting in draft.meetings),
    )


def copy_course(
    schedule: Schedule, like: Course, draft: CourseDraft, settle_before: datetime | None = None
) -> Edit:
    """Add a course with the topics and the work of another one, none of it done; settle_before as
    in `add_course`. Raises Refused when the draft cannot be taken."""
    edit = add_course(schedule, draft, settle_before, partial(contents_copied, schedule, like))
    return edit._replace(name="Duplicate course")


def _folded(changes: Iterable[Change], later: Iterable[Change]) -> tuple[Change, ...]:
    """Join two runs of changes so that each record changes once."""
    by_id = {(c.record_type, c.record_id): c for c in changes}
    for change in later:
        key = (change.record_type, change.record_id)
        first = by_id.get(key)
        by_id[key] = Change(first.before, change.after) if first else change
    return tuple(by_id.values())


def settle(schedule: Schedule, course_id: str, before: datetime) -> list[Change]:
    """Return the changes that mark all unmarked live sessions that ended before an instant as
    attended, and all activities due before it as done."""
    course = schedule.table(Course)[course_id]
    marks = schedule.table(Attendance)
    changes = [
        Change(None, Attendance(o.key, AttendanceMark.ATTENDED))
        for o in schedule.occurrences(course)
        if o.kind is MeetingKind.LIVE_SESSION
        and o.ends_at <= before
        and not o.is_cancelled
        and o.key not in marks
    ]
    changes += [
        Change(a, a._replace(stage=Stage.DONE, done_at=a.due.at))
        for a in schedule.of_course(Activity, course_id)
        if a.due is not None and a.due.at <= before and not a.is_done
    ]
    return changes


def settle_past(schedule: Schedule, course_id: str, before: datetime) -> Edit | None:
    """The edit of `settle`: everything before an instant attended and done."""
    return edit_of("Mark past as done", settle(schedule, course_id, before))


def _program(schedule: Schedule, name: str) -> tuple[Program, list[Change]]:
    """Find the program of a name (the first when empty), or make it."""
    programs = schedule.programs
    wanted = name.casefold()
    found = next((p for p in programs if not name or p.name.casefold() == wanted), None)
    if found is not None:
        return found, []
    program = Program(new_id(), name, len(programs))
    return program, [Change(None, program)]


def _contacts(draft: CourseDraft, course_id: str) -> list[Contact]:
    named = ((ContactRole.INSTRUCTOR, draft.instructor), (ContactRole.ASSISTANT, draft.assistant))
    return [Contact(new_id(), course_id, role, name) for role, name in named if name]


def draft_of(schedule: Schedule, course: Course) -> CourseDraft:
    """Return the form of a course as it is: its latest series of each meeting."""
    contacts = {c.role: c.name for c in reversed(schedule.of_course(Contact, course.id))}
    breaks = sorted(schedule.of_course(Break, course.id), key=lambda b: b.starts_on)
    program = schedule.get(Program, course.program_id)
    return CourseDraft(
        code=course.code,
        name=course.name,
        weeks=course.weeks,
        starts_on=course.starts_on,
        meetings=tuple(_meeting_draft(m, course) for m in current_meetings(schedule, course)),
        breaks=tuple(BreakDraft(b.starts_on, b.ends_on, b.name) for b in breaks),
        zone=course.zone,
        short_name=course.short_name,
        color=course.color,
        hours_min=course.hours_min,
        hours_max=course.hours_max,
        due_weekday=course.due_weekday,
        due_time=course.due_time,
        program=program.name if program else "",
        is_capstone=course.is_capstone,
        instructor=contacts.get(ContactRole.INSTRUCTOR, ""),
        assistant=contacts.get(ContactRole.ASSISTANT, ""),
    )


def current_meetings(schedule: Schedule, course: Course) -> list[Meeting]:
    """Return the weekly series that run to the end of the course; not extra classes, not
    series that ended when a later one took over."""
    kinds = list(MeetingKind)
    found = [
        m
        for m in schedule.of_course(Meeting, course.id)
        if m.once_on is None and (m.last_week == 0 or m.last_week >= course.weeks)
    ]
    return sorted(found, key=lambda m: (kinds.index(m.kind), m.weekday, m.starts))


def _meeting_draft(meeting: Meeting, course: Course) -> MeetingDraft:
    return MeetingDraft(
        kind=meeting.kind,
        weekday=meeting.weekday,
        starts=meeting.starts,
        minutes=meeting.minutes,
        link=meeting.link,
        passcode=meeting.passcode,
        watch_weekday=meeting.watch_weekday,
        watch_time=meeting.watch_time,
        id=meeting.id,
        zone="" if meeting.zone == course.zone else meeting.zone,
    )


def first_open_week(schedule: Schedule, course: Course, now: datetime) -> int:
    """Return the week from which changes to the meetings count: 1 while nothing is marked,
    else the week of the next class (one past the end when there is none)."""
    marks = schedule.table(Attendance)
    occurrences = schedule.occurrences(course)
    if not any(o.key in marks for o in occurrences):
        return 1
    coming = [o.week for o in occurrences if o.planned_at > now and o.week and o.key not in marks]
    return min(coming, default=course.weeks + 1)


def change_course(
    schedule: Schedule, course_id: str, draft: CourseDraft, from_week: int = 1
) -> Edit | None:
    """Change a course by its form. Changed days, times, lengths, links and watch slots of
    meetings count from course week `from_week` on: the series is split and the past stays. What
    was said of single classes after it (moved, cancelled, noted, excused) goes along, and so does
    weekly work.

    Raises Refused when the draft cannot be taken, or when marked classes would lose their day.
    """
    course = schedule.get(Course, course_id)
    if course is None:
        raise Refused(Fault("course", "unknown_course", (course_id,)))
    faults = check_draft(schedule, draft, course_id)
    if faults:
        raise Refused(*faults)
    program, changes = _program(schedule, draft.program)
    after = draft_course(draft, course_id, program.id)._replace(
        color=draft.color or course.color,
        position=course.position,
        is_archived=course.is_archived,
        notes=course.notes,
    )
    changes.append(Change(course, after))
    changes += _changed_contacts(schedule, course_id, draft)
    changes += _changed_breaks(schedule, course_id, draft)
    meetings, later = _changed_meetings(schedule, course, after, draft, from_week)
    edit = edit_of("Edit course", [*changes, *meetings])
    if edit is None:
        return None
    changed = schedule.with_(edit)
    along = changes_of_classes(schedule, changed, course_id, later)
    along += changes_of_repeats(schedule, changed, course_id)
    return Edit(edit.name, (*edit.changes, *along))


def set_join_link(
    schedule: Schedule, course_id: str, link: str, passcode: str, from_week: int = 1
) -> Edit | None:
    """Give the live classes of a course a join link and passcode: those that have none at once,
    others from course week `from_week` on; extra classes of the same room too.

    The link has passed `check_link`. Raises Refused as `change_course` does.
    """
    course = schedule.get(Course, course_id)
    if course is None:
        raise Refused(Fault("course", "unknown_course", (course_id,)))
    draft = draft_of(schedule, course)
    live = MeetingKind.LIVE_SESSION
    rooms = {m.link for m in draft.meetings if m.kind is live} | {""}
    meetings = tuple(
        m._replace(link=link, passcode=passcode) if m.kind is live else m for m in draft.meetings
    )
    edit = change_course(schedule, course_id, draft._replace(meetings=meetings), from_week)
    extras = [
        Change(m, m._replace(link=link, passcode=passcode))
        for m in schedule.of_course(Meeting, course_id)
        if m.once_on is not None and m.kind is live and m.link in rooms
    ]
    return edit_of("Set join link", [*(edit.changes if edit else ()), *extras])


def _changed_contacts(schedule: Schedule, course_id: str, draft: CourseDraft) -> list[Change]:
    changes = []
    have = schedule.of_course(Contact, course_id)
    wanted = ((ContactRole.INSTRUCTOR, draft.instructor), (ContactRole.ASSISTANT, draft.assistant))
    for role, name in wanted:
        old = next((c for c in have if c.role is role), None)
        if old is None and name:
            changes.append(Change(None, Contact(new_id(), course_id, role, name)))
        elif old is not None:
            changes.append(Change(old, old._replace(name=name) if name else None))
    return changes


def _changed_breaks(schedule: Schedule, course_id: str, draft: CourseDraft) -> list[Change]:
    left = {
        BreakDraft(b.starts_on, b.ends_on, b.name): b for b in schedule.of_course(Break, course_id)
    }
    new = [entry for entry in draft.breaks if left.pop(entry, None) is None]
    gone = [Change(b, None) for b in left.values()]
    return gone + [Change(None, Break(new_id(), course_id, *entry)) for entry in new]


def _changed_meetings(
    schedule: Schedule, course: Course, after: Course, draft: CourseDraft, from_week: int
) -> tuple[list[Change], dict[str, str]]:
    """Return the changes of the meetings, and which series takes over from which, by ids."""
    left = {m.id: m for m in current_meetings(schedule, course)}
    changes: list[Change] = []
    successors: dict[str, str] = {}
    for entry in draft.meetings:
        old = left.pop(entry.id or "", None)
        if old is None:
            made = draft_meeting(entry, after, new_id(), new_uid())
            changes.append(Change(None, made._replace(first_week=max(1, from_week))))
            continue
        new = draft_meeting(entry, after, old.id, old.uid)._replace(
            first_week=old.first_week, last_week=old.last_week, title=old.title
        )
        if _promise(new, old) == _promise(old, old) or from_week <= old.first_week:
            changes.append(Change(old, new))
        else:
            later = new._replace(id=new_id(), uid=new_uid(), first_week=from_week)
            successors[old.id] = later.id
            kept = old._replace(last_week=from_week - 1)
            changes += [Change(old, kept), Change(None, later)]
    for old in left.values():
        ended = old._replace(last_week=from_week - 1) if from_week > old.first_week else None
        changes.append(Change(old, ended))
    return changes, successors


def _promise(meeting: Meeting, old: Meeting) -> tuple[object, ...]:
    """What the past keeps when it changes. A link where there was none is no change of it."""
    m = meeting
    link = m.link if old.link else ""
    return (m.kind, m.weekday, m.starts, m.minutes, m.zone, link, m.watch_weekday, m.watch_time)
