"""How each record lies in its table: the columns, and the way to a row and back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Any, NamedTuple

from companion.models.activity import Activity, ActivityKind, DueDate, PlannedBlock, Stage, Step
from companion.models.appointment import Appointment
from companion.models.attendance import Attendance, AttendanceMark, Recording
from companion.models.busy_calendar import BusyCalendar, BusyTimes
from companion.models.course import Break, Contact, ContactRole, Course, WeekTopic
from companion.models.feed import Feed, FeedItem
from companion.models.meeting import Meeting, MeetingKind
from companion.models.occurrence import Override
from companion.models.program import Program
from companion.models.repeat import Repeat
from companion.models.schedule import Record, RecordType

Row = tuple[Any, ...]  # str, int or None in the order of the columns


class Table(NamedTuple):
    """One table. encode raises ValueError or TypeError for what cannot be stored; decode raises
    ValueError, KeyError or TypeError for what cannot be read."""

    name: str
    columns: tuple[str, ...]
    encode: Callable[[Any], Row]
    decode: Callable[[Row], Record]


# NamedTuple's own constructor is a Python function; a term has thousands of records
_new = tuple.__new__
_day = date.fromisoformat
_time = time.fromisoformat
_moment = datetime.fromisoformat

_ROLES = {role.value: role for role in ContactRole}
_MEETING_KINDS = {kind.value: kind for kind in MeetingKind}
_MARKS = {mark.value: mark for mark in AttendanceMark}
_ACTIVITY_KINDS = {kind.value: kind for kind in ActivityKind}
_STAGES = {stage.value: stage for stage in Stage}


def _wall(moment: datetime) -> str:
    if moment.tzinfo is not None:
        raise ValueError("a wall time has no offset")
    return moment.isoformat()


def _clock_time(moment: time) -> str:
    if moment.tzinfo is not None:
        raise ValueError("a wall time has no offset")
    return moment.isoformat()


def _instant(moment: datetime) -> str:
    if moment.tzinfo is None:
        raise ValueError("an instant needs an offset")
    return moment.astimezone(UTC).isoformat()


def _program(row: Row) -> Program:
    return _new(Program, row)


def _encode_course(c: Course) -> Row:
    return (
        *c[:5], c.starts_on.isoformat(), *c[6:12], _clock_time(c.due_time),
        int(c.is_capstone), int(c.is_archived), c.position, c.notes,
    )  # fmt: skip


def _course(r: Row) -> Course:
    return _new(
        Course,
        (*r[:5], _day(r[5]), *r[6:12], _time(r[12]), r[13] == 1, r[14] == 1, r[15], r[16]),
    )


def _encode_contact(c: Contact) -> Row:
    return (c.id, c.course_id, c.role.value, c.name, c.email, c.note)


def _contact(r: Row) -> Contact:
    return _new(Contact, (r[0], r[1], _ROLES[r[2]], r[3], r[4], r[5]))


def _encode_break(b: Break) -> Row:
    return (b.id, b.course_id, b.starts_on.isoformat(), b.ends_on.isoformat(), b.name)


def _break(r: Row) -> Break:
    return _new(Break, (r[0], r[1], _day(r[2]), _day(r[3]), r[4]))


def _topic(row: Row) -> WeekTopic:
    return _new(WeekTopic, row)


def _encode_meeting(m: Meeting) -> Row:
    return (
        m.id, m.uid, m.course_id, m.kind.value, m.weekday, _clock_time(m.starts), *m[6:10],
        m.once_on.isoformat() if m.once_on is not None else None, *m[11:15],
        _clock_time(m.watch_time) if m.watch_time is not None else None,
    )  # fmt: skip


def _meeting(r: Row) -> Meeting:
    return _new(
        Meeting,
        (
            r[0], r[1], r[2], _MEETING_KINDS[r[3]], r[4], _time(r[5]), *r[6:10],
            None if r[10] is None else _day(r[10]), *r[11:15],
            None if r[15] is None else _time(r[15]),
        ),
    )  # fmt: skip


def _encode_override(o: Override) -> Row:
    return (o.id, int(o.is_cancelled), _wall(o.starts) if o.starts is not None else None, *o[3:])


def _override(r: Row) -> Override:
    return _new(Override, (r[0], r[1] == 1, None if r[2] is None else _moment(r[2]), *r[3:]))


def _encode_attendance(a: Attendance) -> Row:
    return (a.id, a.mark.value)


def _attendance(r: Row) -> Attendance:
    return _new(Attendance, (r[0], _MARKS[r[1]]))


def _recording(row: Row) -> Recording:
    return _new(Recording, row)


def _encode_steps(steps: tuple[Step, ...]) -> str:
    if not steps:
        return "[]"
    import json  # start-up: only activities with steps need it

    return json.dumps([[s.text, int(s.is_done)] for s in steps], ensure_ascii=False)


def _steps(text: str) -> tuple[Step, ...]:
    import json  # start-up: only activities with steps need it

    return tuple(Step(str(step), is_done == 1) for step, is_done in json.loads(text))


def _encode_repeat(r: Repeat) -> Row:
    return (
        *r[:2], r.kind.value, *r[3:6],
        _clock_time(r.due_time) if r.due_time is not None else None, r.link,
        _encode_steps(r.steps), int(r.is_important), int(r.is_optional), *r[11:13],
        " ".join(map(str, r.skipped)), r.position,
    )  # fmt: skip


def _repeat(r: Row) -> Repeat:
    return _new(
        Repeat,
        (
            *r[:2], _ACTIVITY_KINDS[r[2]], *r[3:6], None if r[6] is None else _time(r[6]), r[7],
            _steps(r[8]), r[9] == 1, r[10] == 1, *r[11:13], tuple(map(int, r[13].split())), r[14],
        ),
    )  # fmt: skip


def _encode_activity(a: Activity) -> Row:
    return (
        *a[:3], a.kind.value, *a[4:7],
        _wall(a.due.wall) if a.due is not None else None,
        a.due.zone if a.due is not None else None,
        a.link, a.notes, _encode_steps(a.steps), a.stage.value,
        _instant(a.done_at) if a.done_at is not None else None,
        a.spent_minutes, int(a.is_important), int(a.is_optional), *a[16:],
    )  # fmt: skip


def _activity(r: Row) -> Activity:
    # by position and without slices: the one table that grows to many thousands
    return _new(
        Activity,
        (
            r[0], r[1], r[2], _ACTIVITY_KINDS[r[3]], r[4], r[5], r[6],
            None if r[7] is None else _new(DueDate, (_moment(r[7]), r[8])),
            r[9], r[10], () if r[11] == "[]" else _steps(r[11]), _STAGES[r[12]],
            None if r[13] is None else _moment(r[13]),
            r[14], r[15] == 1, r[16] == 1, r[17], r[18], r[19], r[20],
        ),
    )  # fmt: skip


def _encode_block(b: PlannedBlock) -> Row:
    return (b.id, b.uid, b.activity_id, _wall(b.starts), b.zone, b.minutes)


def _block(r: Row) -> PlannedBlock:
    return _new(PlannedBlock, (r[0], r[1], r[2], _moment(r[3]), r[4], r[5]))


def _encode_appointment(a: Appointment) -> Row:
    return (
        *a[:3], _wall(a.starts), *a[4:6],
        a.until.isoformat() if a.until is not None else None,
        " ".join(day.isoformat() for day in a.skipped), *a[8:],
    )  # fmt: skip


def _appointment(r: Row) -> Appointment:
    return _new(
        Appointment,
        (
            *r[:3], _moment(r[3]), *r[4:6], None if r[6] is None else _day(r[6]),
            tuple(_day(text) for text in r[7].split()), *r[8:],
        ),
    )  # fmt: skip


def _encode_feed(f: Feed) -> Row:
    import json  # start-up: only for who imports

    goes = [*f.into, *f.later]  # where a course goes is a text, by how many weeks a number
    return (*f[:4], int(f.is_watched), json.dumps(goes, ensure_ascii=False))


def _feed(r: Row) -> Feed:
    import json  # start-up: only for who imports

    goes = json.loads(r[5])
    into = tuple((str(label), word) for label, word in goes if isinstance(word, str))
    later = tuple((str(label), weeks) for label, weeks in goes if isinstance(weeks, int))
    return _new(Feed, (*r[:4], r[4] == 1, into, later))


def _encode_feed_item(i: FeedItem) -> Row:
    return (*i[:5], _wall(i.wall) if i.wall is not None else None, *i[6:])


def _feed_item(r: Row) -> FeedItem:
    return _new(FeedItem, (*r[:5], None if r[5] is None else _moment(r[5]), *r[6:]))


def _encode_busy_calendar(c: BusyCalendar) -> Row:
    return (*c[:4], int(c.is_shown))


def _busy_calendar(r: Row) -> BusyCalendar:
    return _new(BusyCalendar, (*r[:4], r[4] == 1))


def _busy_times(row: Row) -> BusyTimes:
    return _new(BusyTimes, row)


_COURSE = (
    "id", "program_id", "code", "name", "weeks", "starts_on", "short_name", "color", "zone",
    "hours_min", "hours_max", "due_weekday", "due_time", "is_capstone", "is_archived",
    "position", "notes",
)  # fmt: skip
_MEETING = (
    "id", "uid", "course_id", "kind", "weekday", "starts", "minutes", "zone", "first_week",
    "last_week", "once_on", "title", "link", "passcode", "watch_weekday", "watch_time",
)  # fmt: skip
_ACTIVITY = (
    "id", "uid", "course_id", "kind", "title", "week", "minutes", "due_wall", "due_zone", "link",
    "notes", "steps", "stage", "done_at", "spent_minutes", "is_important", "is_optional",
    "position", "origin", "repeat_id", "repeat_week",
)  # fmt: skip
_REPEAT = (
    "id", "course_id", "kind", "title", "minutes", "due_weekday", "due_time", "link", "steps",
    "is_important", "is_optional", "first_week", "last_week", "skipped", "position",
)  # fmt: skip
_APPOINTMENT = (
    "id", "uid", "title", "starts", "zone", "minutes", "until", "skipped", "course_id", "note",
    "link",
)  # fmt: skip
_FEED_ITEM = (
    "id", "feed_id", "record_id", "title", "kind", "wall", "zone", "minutes", "week", "link",
    "passcode", "notes", "dates",
)  # fmt: skip

TABLES: dict[RecordType, Table] = {
    Program: Table("program", ("id", "name", "position"), tuple, _program),
    Course: Table("course", _COURSE, _encode_course, _course),
    Contact: Table(
        "contact",
        ("id", "course_id", "role", "name", "email", "note"),
        _encode_contact,
        _contact,
    ),
    Break: Table(
        "course_break", ("id", "course_id", "starts_on", "ends_on", "name"), _encode_break, _break
    ),
    WeekTopic: Table("week_topic", ("id", "course_id", "week", "topic"), tuple, _topic),
    Meeting: Table("meeting", _MEETING, _encode_meeting, _meeting),
    Override: Table(
        "override",
        ("id", "is_cancelled", "starts", "minutes", "title", "note", "link", "passcode"),
        _encode_override,
        _override,
    ),
    Attendance: Table("attendance", ("id", "mark"), _encode_attendance, _attendance),
    Recording: Table("recording", ("id", "link", "minutes", "watched_minutes"), tuple, _recording),
    Repeat: Table("repeat", _REPEAT, _encode_repeat, _repeat),
    Activity: Table("activity", _ACTIVITY, _encode_activity, _activity),
    PlannedBlock: Table(
        "planned_block",
        ("id", "uid", "activity_id", "starts", "zone", "minutes"),
        _encode_block,
        _block,
    ),
    Appointment: Table("appointment", _APPOINTMENT, _encode_appointment, _appointment),
    Feed: Table(
        "feed",
        ("id", "system", "name", "address", "is_watched", "goes_into"),
        _encode_feed,
        _feed,
    ),
    FeedItem: Table("feed_item", _FEED_ITEM, _encode_feed_item, _feed_item),
    BusyCalendar: Table(
        "busy_calendar",
        ("id", "name", "origin", "address", "is_shown"),
        _encode_busy_calendar,
        _busy_calendar,
    ),
    BusyTimes: Table("busy_times", ("id", "content"), tuple, _busy_times),
}
TABLES_BY_NAME = {table.name: table for table in TABLES.values()}
