"""The sentences of the course form: local results, reasons for shifts, clashes, what is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from itertools import pairwise

from PySide6.QtCore import QCoreApplication

from companion import wording
from companion.change_words import place_names
from companion.models.activity import Activity
from companion.models.agenda import Clash
from companion.models.class_list import ClassLine, ClassList, LocalSlot, ShiftLine
from companion.models.course import EASTERN, Course
from companion.models.faults import Fault
from companion.models.meeting import MeetingKind
from companion.models.quiet_hours import USUAL, QuietHours
from companion.models.schedule import Schedule
from companion.models.walltime import zone_of
from companion.ui.text import Words, city, duration, month, tr, weekday, zone_short, zone_spoken
from companion.ui.widgets.runs import strong, whole
from companion.ui.widgets.typed_fields import write_date

_OWN = {
    "time_empty": "Write when it starts, such as 18:30 or 6:30 pm.",
    "time_form": "Use a time from 00:00 to 23:59, or 6:30 pm.",
    "length_empty": "Write how long it lasts, such as 80 min.",
    "office_form": "“{0}” is no weekly time; write it like Fri 13:00–14:00.",
    "unknown_zone": "There is no city or time zone “{0}” here; choose one of the list.",
}


def fault_sentence(fault: Fault) -> str:
    """Return what is wrong with a field and what to do."""
    if fault.code in _OWN:
        text = QCoreApplication.translate("CourseForm", _OWN[fault.code])
        return wording.fill(text, fault.values)
    return wording.sentence(fault, lambda text: QCoreApplication.translate("Wording", text))


def short_date(day: date) -> str:
    """Write day and month: "1 Nov"."""
    return tr("%1 %2", day.day, month(day.month))


def long_date(day: date) -> str:
    """Write day and full month: "4 November"."""
    return tr("%1 %2", day.day, month(day.month, True))


def days_span(first: date, last: date) -> str:
    """Write some days: "23 – 29 Nov", "30 Nov – 2 Dec", "7 Sep"."""
    if first == last:
        return short_date(first)
    start = str(first.day) if first.month == last.month else short_date(first)
    return tr("%1 – %2", start, short_date(last))


def clock(words: Words, at: time) -> str:
    """Write a time of day."""
    return words.clock(datetime(2000, 1, 1, at.hour, at.minute, tzinfo=UTC))


def time_span(words: Words, start: time, end: time) -> str:
    """Write from when to when: "04:00–05:20", "4:00–5:20 am"."""
    day = datetime(2000, 1, 1, tzinfo=UTC)
    first, last = (day.replace(hour=t.hour, minute=t.minute) for t in (start, end))
    return words.span(first, last, zone_of("UTC"))


def zone_suffix(zone: str) -> str:
    """Return what a time field counts in: "ET", else the letters of the zone's standard time."""
    short = zone_short(zone)
    if len(short) <= 3:
        return short
    times = [datetime(2026, m, 1, tzinfo=zone_of(zone)) for m in (1, 7)]
    return next((at for at in times if not at.dst()), times[0]).strftime("%Z")


def local_result(words: Words, slots: Sequence[LocalSlot]) -> str:
    """Say when a series falls for the student, with its changes; strong parts are marked."""
    if not slots:
        return ""
    first = slots[0]
    day = tr("%1 %2", weekday(first.weekday, True), time_span(words, first.starts, first.ends))
    told = tr("In %1: %2", city(words.zone.key), strong(whole(day)))
    for before, slot in pairwise(slots[:3]):
        span = time_span(words, slot.starts, slot.ends)
        if slot.weekday != before.weekday:
            span = tr("%1 %2", weekday(slot.weekday, True), span)
        told = tr("%1, from %2 %3", told, whole(long_date(slot.from_on)), strong(whole(span)))
    return tr("%1, and more changes later", told) if len(slots) > 3 else told


def copy_remark(schedule: Schedule, like: Course) -> str:
    """Say what a copy brings along."""
    n = len(schedule.of_course(Activity, like.id))
    if n == 0:
        return tr("A copy of %1", like.label)
    if n == 1:
        return tr("A copy of %1 with its activity, not done", like.label)
    return tr("A copy of %1 with its %2 activities, none of them done", like.label, n)


def until(classes: ClassList) -> str:
    """Say when a course ends: "to Sun 13 Dec 2026, with 1 break"."""
    told = tr("to %1", strong(write_date(classes.term.ends_on)))
    n = len(classes.breaks)
    if not n:
        return told
    return tr("%1, with %2", told, tr("1 break") if n == 1 else tr("%1 breaks", n))


def short_result(words: Words, slots: Sequence[LocalSlot]) -> str:
    """Say it in few words: "Fri 22:30 for you", "Mon 09:29, later 10:29 for you"."""
    if not slots:
        return ""
    first = slots[0]
    told = tr("%1 %2", weekday(first.weekday), clock(words, first.starts))
    others = [s for s in slots[1:] if s[1:] != first[1:]]
    if not others:
        return tr("%1 for you", told)
    other = clock(words, others[0].starts)
    if others[0].weekday != first.weekday:
        other = tr("%1 %2", weekday(others[0].weekday), other)
    returns = slots[-1][1:] == first[1:]
    text = "%1, some weeks %2, for you" if returns else "%1, later %2 for you"
    return tr(text, told, other)


def quiet_warning(words: Words, slots: Sequence[LocalSlot], hours: QuietHours = USUAL) -> str:
    """Warn of a class in the student's quiet hours."""
    quiet = next((s.starts for s in slots if hours.covers(s.starts)), None)
    if quiet is None:
        return ""
    span = time_span(words, hours.starts, hours.ends)
    return tr("%1 is inside your quiet hours (%2).", clock(words, quiet), span)


# The preview


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def shift_sentence(line: ShiftLine) -> str:
    """Say how the local time changes and why, naming places; the first part is strong."""
    return f"{strong(shift_head(line.minutes))} {shift_reason(line)}"


def shift_head(minutes: int) -> str:
    """Say by how much: "From here one hour later for you."."""
    size = tr("one hour") if abs(minutes) == 60 else duration(abs(minutes))
    text = "From here %1 later for you." if minutes > 0 else "From here %1 earlier for you."
    return tr(text, size)


def shift_reason(line: ShiftLine) -> str:
    """Say why: "The US changes its clocks on 1 Nov; India does not."."""
    reason = line.reason
    first = reason.changed[0]
    names = place_names(reason)
    here, there = names[0], names[-1]
    if not reason.other:
        last = reason.changed[-1]
        text = tr(
            "%1 changes its clocks on %2, %3 on %4.",
            here, whole(short_date(first.on)), there, whole(short_date(last.on)),
        )  # fmt: skip
        return _sentence(text)
    if reason.other_on is None:
        text = tr(
            "%1 changes its clocks on %2; %3 does not.", here, whole(short_date(first.on)), there
        )
    elif reason.other_on > first.on:
        text = tr(
            "%1 changes its clocks on %2, %3 only on %4.",
            here, whole(short_date(first.on)), there, whole(short_date(reason.other_on)),
        )  # fmt: skip
    else:
        text = tr(
            "%1 changes its clocks on %2, %3 did on %4.",
            here, whole(short_date(first.on)), there, whole(short_date(reason.other_on)),
        )  # fmt: skip
    return _sentence(text)


def fault_note(words: Words, line: ClassLine) -> str:
    """Say what becomes of a planned time that a clock change skips or doubles."""
    at = clock(words, line.planned)
    if line.fault == "twice":
        return tr("The clocks go back that day: %1 comes twice there, the first one counts.", at)
    real = words.clock(line.in_course)
    return tr("The clocks skip %1 there that day: the class counts as %2.", at, real)


def course_moment(words: Words, line: ClassLine) -> str:
    """Write a class in the course's zone: "Tue 1 Sep 18:30 EDT"."""
    at = line.in_course
    day = tr("%1 %2", weekday(at.weekday()), short_date(at.date()))
    return tr("%1 %2 %3", day, words.clock(at), at.strftime("%Z"))


def course_column(zone: str) -> str:
    """Name the column of the course's own time."""
    return zone_spoken(zone or EASTERN)


def spoken_class(words: Words, line: ClassLine, zone: str) -> str:
    """Say a class in full words, local first."""
    local = words.local(line.starts_at)
    day = tr("%1 %2", weekday(local.weekday(), True), long_date(local.date()))
    there = tr("%1 %2 %3", weekday(line.in_course.weekday(), True), words.clock(line.in_course),
               course_column(zone))  # fmt: skip
    return tr(
        "Class %1 of %2, %3 %4 to %5, %6",
        line.number, line.of, day, words.time(line.starts_at), words.time(line.ends_at), there,
    )  # fmt: skip


def spoken_list(classes: ClassList) -> str:
    """Sum the preview up: "14 classes, time changes after class 9"."""
    told = classes_word(len(classes.sessions))
    numbers: list[str] = []
    last = 0
    for line in classes.lines:
        if isinstance(line, ShiftLine):
            numbers.append(str(last))
        elif isinstance(line, ClassLine):
            last = line.number
    if not numbers:
        return told
    return tr("%1, time changes after class %2", told, ", ".join(numbers))


def classes_word(n: int) -> str:
    """Write "1 class", "14 classes"."""
    return tr("1 class") if n == 1 else tr("%1 classes", n)


def totals(classes: ClassList) -> str:
    """Count everything that will stand in the calendar."""
    kinds = (
        (MeetingKind.RECITATION, "1 recitation", "%1 recitations"),
        (MeetingKind.OFFICE_HOURS, "1 office hour", "%1 office hours"),
        (MeetingKind.STUDY_GROUP, "1 study group", "%1 study groups"),
    )
    told = [classes_word(len(classes.sessions))]
    for kind, one, many in kinds:
        n = classes.count(kind)
        if n:
            told.append(tr(one) if n == 1 else tr(many, n))
    listed = ", ".join(told[:-1])
    listed = tr("%1 and %2", listed, told[-1]) if listed else told[0]
    return tr("%1. Any single one can be moved or cancelled later.", listed)


def clash_head(clashes: Sequence[Clash], course_id: str) -> str:
    """Say how many meetings of a course clash with others."""
    if not clashes:
        return tr("No clash with your other courses")
    ours = {o.key: o for clash in clashes for o in clash[:2] if o.course_id == course_id}
    n = len(ours)
    if all(o.kind is MeetingKind.LIVE_SESSION for o in ours.values()):
        text = "1 class overlaps another course" if n == 1 else "%1 classes overlap other courses"
    else:
        text = (
            "1 meeting overlaps another course" if n == 1 else "%1 meetings overlap other courses"
        )
    return tr(text, n)


def clash_sentence(words: Words, schedule: Schedule, found: Sequence[Clash], course_id: str) -> str:
    """Name the first clashes: "Thu 15 Oct 23:00 with DV"; and how many more."""
    told = []
    for clash in found[:2]:
        other = clash.second if clash.first.course_id == course_id else clash.first
        course = schedule.get(Course, other.course_id)
        later = max(clash.first.starts_at, clash.second.starts_at)
        told.append(tr("%1 with %2", words.moment(later), course.code if course else ""))
    text = "; ".join(told)
    return tr("%1; and %2 more", text, len(found) - 2) if len(found) > 2 else text
