"""What the import preview says: groups, rows, changes; and the same for those who listen."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from PySide6.QtCore import QCoreApplication

from companion.models.activity import ActivityKind
from companion.models.course import Course
from companion.models.feed import Feed
from companion.models.links import link_host
from companion.models.meeting import MeetingKind
from companion.models.proposal import FieldChange, Proposal, Row, RowKind, RowState
from companion.models.source import ColumnRole
from companion.models.source_courses import NEW, NOWHERE, OWN
from companion.models.walltime import wall_clock
from companion.ui import icons
from companion.ui.checklist_words import kind_name
from companion.ui.text import Words, count, duration, full_day, spoken_duration, with_values
from companion.wording import reason

ICONS = {RowKind.DAYS_OFF: "calendar-x", RowKind.APPOINTMENT: "calendar"}
SIGNS = {RowState.NEW: "plus", RowState.CHANGED: "refresh-cw", RowState.REMOVED: "minus"}
TONES = {RowState.NEW: "ok", RowState.CHANGED: "warn", RowState.REMOVED: "dang"}
_SYSTEMS = {
    "canvas": ("Canvas calendar", "rss"),
    "moodle": ("Moodle calendar", "rss"),
    "brightspace": ("Brightspace calendar", "rss"),
    "blackboard": ("Blackboard calendar", "rss"),
    "zoom": ("Zoom calendar file", "video"),
    "invitation": ("Zoom invitation", "video"),
    "calendar": ("Calendar", "calendar-days"),
    "package": ("Course package", "package"),
    "table": ("Table", "table"),
    "course_file": ("Course file", "file-text"),
}
_MEETINGS = {
    MeetingKind.LIVE_SESSION: ("live class", "live classes"),
    MeetingKind.RECITATION: ("recitation", "recitations"),
    MeetingKind.OFFICE_HOURS: ("office hours", "office hours"),
    MeetingKind.STUDY_GROUP: ("study group", "study groups"),
}


def tr(text: str, *values: object) -> str:
    """Return a text of the import preview in the student's language with %1, %2… replaced."""
    return with_values(QCoreApplication.translate("Import", text), *values)


def say(text: str) -> str:
    """Translate a sentence of `wording`."""
    return QCoreApplication.translate("Import", text)


def system_name(system: str) -> str:
    """Name what a source is: "Canvas calendar"."""
    return tr(_SYSTEMS.get(system, _SYSTEMS["calendar"])[0])


def system_icon(system: str) -> str:
    """Return the icon of a source."""
    return _SYSTEMS.get(system, _SYSTEMS["calendar"])[1]


def feed_name(feed: Feed) -> str:
    """Name a feed: as it names itself, and the site it comes from; never its address."""
    host = link_host(feed.address)
    name = feed.name or system_name(feed.system)
    return f"{name} · {host}" if host else name


def role_name(role: ColumnRole) -> str:
    """Name what a column of a table is read as."""
    return {
        ColumnRole.DATE: tr("Class date"),
        ColumnRole.DUE: tr("Due date"),
        ColumnRole.WEEK: tr("Week"),
        ColumnRole.TOPIC: tr("Topic or title"),
        ColumnRole.WORK: tr("Work"),
        ColumnRole.READING: tr("Reading"),
        ColumnRole.KIND: tr("Kind of work"),
        ColumnRole.MINUTES: tr("Minutes"),
        ColumnRole.LINK: tr("Link"),
        ColumnRole.COURSE: tr("Course"),
        ColumnRole.NONE: tr("Not used"),
    }[role]


def state_name(state: RowState) -> str:
    """Name a group and its badge."""
    names = {RowState.NEW: "New", RowState.CHANGED: "Changed", RowState.REMOVED: "Removed"}
    return tr(names[state])


def state_remark(state: RowState) -> str:
    """Say what the rows of a group mean."""
    return {
        RowState.NEW: tr("will be added"),
        RowState.CHANGED: tr("before → after"),
        RowState.REMOVED: tr("no longer in the source; untouched unless ticked"),
    }[state]


def row_icon(row: Row) -> str:
    """Return the icon of a row's kind."""
    if isinstance(row.kind, RowKind):
        return ICONS[row.kind]
    if isinstance(row.kind, MeetingKind):
        return icons.OF_MEETING[row.kind]
    return icons.OF_ACTIVITY[row.kind]


def row_title(row: Row) -> str:
    """Return the title of a row; a series without one is named by its kind."""
    if row.title:
        return row.title
    return kind_words(row)


def kind_words(row: Row) -> str:
    """Say what a row is: "quiz", "live class"."""
    if isinstance(row.kind, MeetingKind):
        return tr(_MEETINGS[row.kind][0])
    if isinstance(row.kind, ActivityKind):
        return kind_name(row.kind, True)
    return tr("days off") if row.kind is RowKind.DAYS_OFF else tr("appointment")


def row_note(row: Row) -> str:
    """Return what stands behind a title in small print."""
    parts = []
    if row.times > 1:
        is_days = row.kind is RowKind.DAYS_OFF
        number = count("%n day(s)", row.times) if is_days else tr("%1 classes", row.times)
        parts.append(number)
    parts += [_field_note(field) for field in row.fields if field.name not in _SHOWN_FIELDS]
    parts += [tr("your %1 stays", _field_name(name)) for name in row.kept]
    if row.note:
        parts.append(say(reason(row.note)))
    return ", ".join(part for part in parts if part)


def shown_note(row: Row) -> str:
    """Return the small print as it is painted: a length that changes says what it was."""
    minutes = field(row, "minutes")
    before = minutes.before if minutes is not None else None
    was = tr("was %1", duration(before)) if isinstance(before, int) else ""
    return ", ".join(part for part in (was, row_note(row)) if part)


_SHOWN_FIELDS = frozenset({"title", "due", "start", "starts", "minutes"})
_FIELD_NAMES = {
    "title": "title", "due": "due date", "start": "time", "starts": "time", "minutes": "length",
    "link": "link", "week": "week", "notes": "notes", "kind": "kind", "until": "last day",
    "skipped": "days left out",
}  # fmt: skip


def _field_name(name: str) -> str:
    return tr(_FIELD_NAMES.get(name, name))


def _field_note(field: FieldChange) -> str:
    return tr("new %1", _field_name(field.name))


def field(row: Row, *names: str) -> FieldChange | None:
    """Return the change of a field, or None."""
    return next((found for found in row.fields if found.name in names), None)


def row_when(row: Row, course: Course | None, words: Words) -> str:
    """Write when a row is: days off by their dates, which are the course's; what is removed, when
    it was."""
    days = days_of(row, course)
    if days is not None:
        first, last = words.date(days[0]), words.date(days[1])
        return first if first == last else tr("%1 to %2", first, last)
    text = when(row.at, words)
    return tr("was %1", text) if row.at and row.state is RowState.REMOVED else text


def days_of(row: Row, course: Course | None) -> tuple[date, date] | None:
    """Return the first and the last of days off; None for everything else."""
    if row.kind is not RowKind.DAYS_OFF or row.at is None or course is None:
        return None
    first = wall_clock(row.at, course.zone).date()
    return first, first + timedelta(days=row.times - 1)


def when(at: datetime | None, words: Words) -> str:
    """Write when something is due or starts."""
    return words.moment(at) if at is not None else tr("no date")


def course_choice(word: str) -> str:
    """Name where a course of the source may go besides a course that is there."""
    return {
        NEW: tr("New course"),
        OWN: tr("No course, my own"),
        NOWHERE: tr("Leave out"),
    }[word]


def apply_text(number: int) -> str:
    """Name what the button does: "Apply 11 changes"."""
    return count("Apply %n change(s)", number)


def summary(proposal: Proposal) -> str:
    """Say how much was read and how much is as it was."""
    read = count("%n item(s) read", len(proposal.source.items))
    return tr("%1, %2 unchanged", read, proposal.same) if proposal.same else read


def skipped_text(number: int) -> str:
    """Name the link to what is not imported."""
    return count("%n left out", number)


def spoken(row: Row, words: Words, course: Course | None, *, is_ticked: bool) -> str:
    """Return a row in full words: "Changed, Problem set 4, due from … to …, ticked"."""
    name = course.label if course is not None else ""
    parts = [state_name(row.state), row_title(row), kind_words(row), name]
    parts.append(_spoken_time(row, course, words))
    minutes = field(row, "minutes")
    if minutes is not None and isinstance(minutes.before, int) and isinstance(minutes.after, int):
        parts.append(tr("length from %1 to %2", _length(minutes.before), _length(minutes.after)))
    elif row.minutes:
        parts.append(_length(row.minutes))
    title = field(row, "title")
    if title is not None and title.before:
        parts.append(tr("title was %1", title.before))
    parts += [row_note(row), tr("ticked") if is_ticked else tr("not ticked")]
    return ", ".join(part for part in parts if part)


def _length(minutes: int) -> str:
    return spoken_duration(timedelta(minutes=minutes))


def _spoken_time(row: Row, course: Course | None, words: Words) -> str:
    days = days_of(row, course)
    if days is not None:
        first, last = full_day(days[0]), full_day(days[1])
        return first if first == last else tr("%1 to %2", first, last)
    moved = field(row, "due", "start", "starts")
    if moved is None:
        text = words.spoken_time(row.at) if row.at else tr("no date")
        return tr("was %1", text) if row.at and row.state is RowState.REMOVED else text
    before, after = (
        words.spoken_time(at) if isinstance(at, datetime) else tr("no date")
        for at in (moved.before, moved.after)
    )
    return (
        tr("due from %1 to %2", before, after)
        if moved.name == "due"
        else tr("from %1 to %2", before, after)
    )
