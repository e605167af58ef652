"""What the course form holds as typed, and the course draft that it means. Without Qt."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, time
from typing import NamedTuple, TypeVar

from companion.models.course import MAX_WEEKS
from companion.models.draft import (
    BreakDraft,
    CourseDraft,
    MeetingDraft,
    check_draft,
    free_code,
)
from companion.models.faults import Fault, Refused
from companion.models.links import check_link
from companion.models.meeting import MeetingKind
from companion.models.places import find_place, place_label
from companion.models.schedule import Schedule
from companion.models.typed import (
    clean_text,
    parse_count,
    parse_meets,
    parse_time,
    read_length,
    refused,
)
from companion.models.typed_dates import read_date

T = TypeVar("T")
NO_CLASS = -1
LIVE, RECITATION, OFFICE = "live", "recitation", "office_hours"
_STOP_WORDS = frozenset({
    "a", "an", "and", "for", "from", "in", "intro", "introduction", "of", "on", "the", "to", "with",
})  # fmt: skip
_FRAME = frozenset({"weeks", "starts_on", "zone", "breaks"})


class MeetingEntry(NamedTuple):
    """A weekly slot as typed; weekday 0 is Monday, NO_CLASS for none. What the form does not
    show (link, passcode, watch slot, id) is carried along."""

    kind: MeetingKind
    weekday: int
    starts: str = ""
    minutes: str = ""
    kept: MeetingDraft | None = None


class FormEntry(NamedTuple):
    """Every field of the course form as typed."""

    link: str = ""
    passcode: str = ""
    name: str = ""
    code: str = ""
    color: str = "iris"
    weeks: str = "14"
    starts_on: str = ""
    live: MeetingEntry = MeetingEntry(MeetingKind.LIVE_SESSION, 1, "", "80 min")
    is_by_recording: bool = False
    watch_weekday: int = 2
    watch_time: str = "19:00"
    has_recitation: bool = False
    recitation: MeetingEntry = MeetingEntry(MeetingKind.RECITATION, 4, "", "60 min")
    breaks: tuple[BreakDraft, ...] = ()
    due_weekday: int = 6
    due_time: str = "23:59"
    hours_min: str = "8"
    hours_max: str = "12"
    instructor: str = ""
    office_hours: str = ""
    office_kept: MeetingDraft | None = None
    assistant: str = ""
    zone: str = place_label("America/New_York")
    short_name: str = ""
    program: str = ""
    is_capstone: bool = False
    others: tuple[MeetingEntry, ...] = ()


class Reading(NamedTuple):
    """The draft that an entry means, and what is wrong, by the form's field names.

    rows names the form's row of each of the draft's meetings ("live", "others.0"). Where a field
    cannot be read the draft holds a usual value.
    """

    draft: CourseDraft
    rows: tuple[str, ...]
    faults: tuple[Fault, ...]

    @property
    def has_weeks(self) -> bool:
        """True when the weeks can be laid out."""
        return _FRAME.isdisjoint(fault.field for fault in self.faults)

    def is_wrong(self, row: str) -> bool:
        """Tell whether a row of a weekly meeting holds something wrong."""
        return any(f.field == row or f.field.startswith(f"{row}.") for f in self.faults)

    def readable(self) -> Reading:
        """Return the same with only the meetings that can be listed."""
        pairs = zip(self.rows, self.draft.meetings, strict=True)
        kept = [(row, meeting) for row, meeting in pairs if not self.is_wrong(row)]
        draft = self.draft._replace(meetings=tuple(meeting for _, meeting in kept))
        return Reading(draft, tuple(row for row, _ in kept), self.faults)


def read_entry(
    entry: FormEntry, schedule: Schedule, today: date, home: str, course_id: str | None = None
) -> Reading:
    """Read the form. today and home (a zone) are the student's; course_id names the course that
    is changed."""
    reader = _Reader()
    owners, meetings = _read_meetings(entry, home, reader)
    draft = CourseDraft(
        code=clean_text(entry.code),
        name=clean_text(entry.name),
        weeks=reader.take(lambda: _read_weeks(entry.weeks), 14),
        starts_on=reader.take(lambda: read_date(entry.starts_on, today, "starts_on"), today),
        meetings=meetings,
        breaks=entry.breaks,
        zone=_zone(entry.zone),
        short_name=clean_text(entry.short_name),
        color=entry.color,
        hours_min=reader.take(lambda: parse_count(entry.hours_min, "hours", 0, 80), 8),
        hours_max=reader.take(lambda: parse_count(entry.hours_max, "hours", 0, 80), 12),
        due_weekday=entry.due_weekday,
        due_time=reader.take(lambda: _time(entry.due_time, "due_time"), time(23, 59)),
        program=clean_text(entry.program),
        is_capstone=entry.is_capstone,
        instructor=clean_text(entry.instructor),
        assistant=clean_text(entry.assistant),
    )
    unread = {fault.field for fault in reader.faults}
    for fault in check_draft(schedule, draft, course_id):
        field = _field_of(fault.field, owners)
        if field not in unread:
            reader.faults.append(fault._replace(field=field))
    return Reading(draft, tuple(owners), tuple(reader.faults))


class _Reader:
    """Collects what is wrong while the fields are read one by one."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def take(self, read: Callable[[], T], usual: T) -> T:
        try:
            return read()
        except Refused as refusal:
            self.faults.extend(refusal.faults)
            return usual


def _field_of(name: str, owners: list[str]) -> str:
    """Turn "meetings.1.minutes" into the form's own field, "recitation.minutes"."""
    found = re.fullmatch(r"meetings\.(\d+)\.(\w+)", name)
    if found:
        return "passcode" if found[2] == "passcode" else f"{owners[int(found[1])]}.{found[2]}"
    return "breaks" if name.startswith("breaks.") else name


def _read_meetings(
    entry: FormEntry, home: str, reader: _Reader
) -> tuple[list[str], tuple[MeetingDraft, ...]]:
    """Read all weekly slots; the names of their rows in the form, and the drafts."""
    link = reader.take(lambda: check_link(entry.link) if entry.link.strip() else "", "")
    found: list[tuple[str, MeetingDraft]] = []
    if entry.live.weekday != NO_CLASS:
        live = _read_meeting(entry.live, LIVE, reader)
        live = live._replace(link=link, passcode=clean_text(entry.passcode))
        found.append((LIVE, _with_watch(live, entry, reader)))
    if entry.has_recitation:
        found.append((RECITATION, _read_meeting(entry.recitation, RECITATION, reader)))
    if entry.office_hours.strip():
        office = reader.take(lambda: read_office_hours(entry.office_hours), None)
        if office is not None:
            found.append((OFFICE, _keep(office, entry.office_kept)))
    for n, other in enumerate(entry.others):
        row = _read_meeting(other, f"others.{n}", reader)
        if other.kept is None and row.kind is MeetingKind.LIVE_SESSION:
            row = row._replace(link=link, passcode=clean_text(entry.passcode))
        if other.kept is None or other.kept.kind is not row.kind:
            row = row._replace(zone=own_zone(row.kind, home))
        found.append((f"others.{n}", row))
    return [name for name, _ in found], tuple(meeting for _, meeting in found)


def own_zone(kind: MeetingKind, home: str) -> str:
    """Return the zone of a new meeting: a study group counts in the student's own."""
    return home if kind is MeetingKind.STUDY_GROUP else ""


def _read_meeting(entry: MeetingEntry, name: str, reader: _Reader) -> MeetingDraft:
    starts = reader.take(lambda: _time(entry.starts, f"{name}.time"), time(18))
    minutes = reader.take(lambda: _minutes(entry.minutes, f"{name}.minutes"), 60)
    return _keep(MeetingDraft(entry.kind, entry.weekday, starts, minutes), entry.kept)


def _keep(meeting: MeetingDraft, kept: MeetingDraft | None) -> MeetingDraft:
    if kept is None:
        return meeting
    return kept._replace(
        kind=meeting.kind,
        weekday=meeting.weekday,
        starts=meeting.starts,
        minutes=meeting.minutes,
    )


def _with_watch(live: MeetingDraft, entry: FormEntry, reader: _Reader) -> MeetingDraft:
    if not entry.is_by_recording:
        return live._replace(watch_weekday=None, watch_time=None)
    at = reader.take(lambda: _time(entry.watch_time, "watch_time"), time(19))
    return live._replace(watch_weekday=entry.watch_weekday, watch_time=at)


def _read_weeks(text: str) -> int:
    """Any number is taken here; the draft's check tells the range."""
    if not re.fullmatch(r"\s*\d{1,9}\s*", text):
        raise refused("weeks", "weeks_range", str(MAX_WEEKS))
    return int(text)


def _zone(text: str) -> str:
    place = find_place(text)
    return place.zone if place else clean_text(text)


def _time(text: str, field: str) -> time:
    if not text.strip():
        raise refused(field, "time_empty")
    return parse_time(text, field)


def _minutes(text: str, field: str) -> int:
    if not text.strip():
        raise refused(field, "length_empty")
    found = read_length(text)
    if found is None:
        raise refused(field, "minutes_form", text)
    return found


def read_office_hours(text: str) -> MeetingDraft:
    """Read "Fri 13:00–14:00". Raises Refused."""
    try:
        found = parse_meets(text, OFFICE)
    except Refused as refusal:
        code = refusal.faults[0].code
        raise refused(OFFICE, code if code == "end_equals_start" else "office_form", text) from None
    return found._replace(kind=MeetingKind.OFFICE_HOURS)


def suggest_code(name: str, schedule: Schedule) -> str:
    """Return a code for a name: the initials of its words that matter, taken by no course."""
    words = [w for w in re.findall(r"[^\W_]+", name) if w.casefold() not in _STOP_WORDS]
    if not words:
        return ""
    code = "".join(w[0] for w in words[:4]) if len(words) > 1 else words[0][:2]
    code = code.upper()
    return code if schedule.course_by_code(code) is None else free_code(schedule, code)
