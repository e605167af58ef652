"""The facts under a course's title: who teaches it, when it meets, where to join."""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from companion.models.course import Contact, ContactRole, Course
from companion.models.course_view import meeting_of_kind, usual_span
from companion.models.meeting import Meeting, MeetingKind
from companion.models.schedule import Schedule
from companion.models.walltime import wall_clock, zone_of
from companion.models.zoom_link import meeting_number
from companion.ui.text import Words, city, tr, weekday, zone_short
from companion.ui.widgets.buttons import Button, IconButton
from companion.ui.widgets.labels import PlainLabel

_KINDS = (MeetingKind.LIVE_SESSION, MeetingKind.RECITATION, MeetingKind.OFFICE_HOURS)


class Fact(NamedTuple):
    """One fact: its name, what it says, what stands beside it. A link can be copied; where one
    is missing, an invitation can be pasted."""

    name: str
    strong: str
    rest: str = ""
    link: str = ""
    is_missing: bool = False


def course_facts(
    schedule: Schedule, course: Course, words: Words, *, is_narrow: bool
) -> tuple[Fact, ...]:
    """Return the facts of a course, shorter for a small window."""
    meetings = [meeting_of_kind(schedule, course, kind) for kind in _KINDS]
    found = [_people(schedule, course)]
    found += [_slot(schedule, course, m, words, is_narrow) for m in meetings if m is not None]
    if meetings[0] is not None:
        found.append(_zoom(meetings[0]))
    return tuple(fact for fact in found if fact is not None)


def _people(schedule: Schedule, course: Course) -> Fact | None:
    names = {c.role: c.name for c in reversed(schedule.of_course(Contact, course.id))}
    teacher = names.get(ContactRole.INSTRUCTOR, "")
    assistant = names.get(ContactRole.ASSISTANT, "")
    if not teacher and not assistant:
        return None
    return Fact(tr("Instructor"), teacher, tr("TA %1", assistant) if assistant else "")


def _slot(
    schedule: Schedule, course: Course, meeting: Meeting, words: Words, is_narrow: bool
) -> Fact:
    names = {
        MeetingKind.LIVE_SESSION: tr("Live class"),
        MeetingKind.RECITATION: tr("Recitation"),
        MeetingKind.OFFICE_HOURS: tr("Office hours"),
    }
    name = names[meeting.kind]
    last = [o for o in schedule.occurrences(course) if o.meeting.id == meeting.id]
    if not last:
        return Fact(name, tr("%1 %2", weekday(meeting.weekday), f"{meeting.starts:%H:%M}"))
    start = last[-1].planned_at
    end = start + timedelta(minutes=meeting.minutes)
    there = wall_clock(start, meeting.zone)
    span = words.span(start, end, zone_of(meeting.zone))
    strong = tr("%1 %2 %3", weekday(there.weekday()), span, zone_short(meeting.zone))
    usual = usual_span(schedule, course, meeting, words.zone)
    is_main = meeting.kind is MeetingKind.LIVE_SESSION
    is_here = meeting.zone == words.zone.key  # her own zone, whichever clock leads
    if usual is None or not is_main or is_here or is_narrow:
        return Fact(name, strong)
    at = words.clock(there.replace(hour=usual.starts.hour, minute=usual.starts.minute))
    return Fact(name, strong, tr("%1 %2 %3", weekday(usual.weekday), at, city(words.zone.key)))


def _zoom(meeting: Meeting) -> Fact:
    if not meeting.link:
        return Fact(tr("Zoom"), "", is_missing=True)
    return Fact(tr("Zoom"), meeting_number(meeting.link) or tr("Link"), link=meeting.link)


class FactView(QWidget):
    """Shows one fact. `copied` brings its link, `pasted` asks for an invitation."""

    copied = Signal(str)
    pasted = Signal()

    def __init__(self, fact: Fact) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(PlainLabel(fact.name, "second", "text3"))
        row = QHBoxLayout()
        row.setSpacing(4)
        if fact.strong:
            row.addWidget(PlainLabel(fact.strong, "strong", numbers=True))
        if fact.rest:
            row.addWidget(PlainLabel(fact.rest, "body", "text2", numbers=True))
        if fact.link:
            copy = IconButton("copy", tr("Copy the join link"), side=26, icon_size=14)
            copy.setFixedHeight(16)
            copy.clicked.connect(lambda: self.copied.emit(fact.link))
            row.addWidget(copy)
        if fact.is_missing:
            paste = Button(tr("Paste invitation…"), "link", "small", icon="link")
            paste.setFixedHeight(16)
            paste.clicked.connect(self.pasted)
            row.addWidget(paste)
        row.addStretch(1)
        column.addLayout(row)
        self.setAccessibleName(f"{fact.name}: {fact.strong} {fact.rest}".strip())
