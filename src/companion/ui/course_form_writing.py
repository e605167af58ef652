"""From a stored course, or none yet, to the course form as the student would have typed it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta
from typing import NamedTuple

from companion.models.draft import CourseDraft, MeetingDraft, next_color
from companion.models.meeting import MeetingKind
from companion.models.places import place_label
from companion.models.schedule import Schedule
from companion.ui.course_form_entry import NO_CLASS, FormEntry, MeetingEntry


class Writing(NamedTuple):
    """How the student writes times and dates."""

    time: Callable[[time], str]
    date: Callable[[date], str]
    length: Callable[[int], str]


def new_entry(schedule: Schedule, today: date, writing: Writing) -> FormEntry:
    """Return the form of a course yet to be added: 14 weeks from the next Monday."""
    monday = today + timedelta(days=-today.weekday() % 7)
    programs = schedule.programs
    return FormEntry(
        color=next_color(schedule),
        starts_on=writing.date(monday),
        watch_time=writing.time(time(19)),
        due_time=writing.time(time(23, 59)),
        program=programs[0].name if programs else "",
    )


def entry_of(draft: CourseDraft, writing: Writing) -> FormEntry:
    """Return the form of a course as it is."""
    left = list(draft.meetings)
    live = _first(left, MeetingKind.LIVE_SESSION)
    recitation = _first(left, MeetingKind.RECITATION)
    office = _first(left, MeetingKind.OFFICE_HOURS)
    usual = FormEntry()
    watch = live.watch_time if live else None
    return usual._replace(
        link=live.link if live else "",
        passcode=live.passcode if live else "",
        name=draft.name,
        code=draft.code,
        color=draft.color,
        weeks=str(draft.weeks),
        starts_on=writing.date(draft.starts_on),
        live=_written(live, writing) if live else usual.live._replace(weekday=NO_CLASS),
        is_by_recording=watch is not None,
        watch_weekday=live.watch_weekday if live and live.watch_weekday is not None else 2,
        watch_time=writing.time(watch or time(19)),
        has_recitation=recitation is not None,
        recitation=_written(recitation, writing) if recitation else usual.recitation,
        breaks=draft.breaks,
        due_weekday=draft.due_weekday,
        due_time=writing.time(draft.due_time),
        hours_min=str(draft.hours_min),
        hours_max=str(draft.hours_max),
        instructor=draft.instructor,
        office_hours=write_office_hours(office, writing) if office else "",
        office_kept=office,
        assistant=draft.assistant,
        zone=place_label(draft.zone),
        short_name=draft.short_name,
        program=draft.program,
        is_capstone=draft.is_capstone,
        others=tuple(_written(meeting, writing) for meeting in left),
    )


def _first(left: list[MeetingDraft], kind: MeetingKind) -> MeetingDraft | None:
    """Take the first meeting of a kind out of the list."""
    found = next((meeting for meeting in left if meeting.kind is kind), None)
    if found is not None:
        left.remove(found)
    return found


def _written(meeting: MeetingDraft, writing: Writing) -> MeetingEntry:
    starts, minutes = writing.time(meeting.starts), writing.length(meeting.minutes)
    return MeetingEntry(meeting.kind, meeting.weekday, starts, minutes, meeting)


_SHORT_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def write_office_hours(meeting: MeetingDraft, writing: Writing) -> str:
    """Write a weekly slot as the form reads it."""
    start = meeting.starts.hour * 60 + meeting.starts.minute
    hour, minute = divmod((start + meeting.minutes) % (24 * 60), 60)
    span = f"{writing.time(meeting.starts)}–{writing.time(time(hour, minute))}"
    return f"{_SHORT_DAYS[meeting.weekday]} {span}"
