"""The words of a calendar file: what an entry is called and what its note says."""

from __future__ import annotations

from companion.formats.plain_text import clean_line, clean_link, clean_text
from companion.models.activity import Activity, Stage
from companion.models.course import Course
from companion.models.meeting import MeetingKind
from companion.models.occurrence import Occurrence
from companion.models.schedule import Schedule

_KIND_WORDS = {
    MeetingKind.LIVE_SESSION: "live class",
    MeetingKind.RECITATION: "recitation",
    MeetingKind.OFFICE_HOURS: "office hours",
    MeetingKind.STUDY_GROUP: "study group",
}
_EXTRA_WORDS = {
    MeetingKind.LIVE_SESSION: "extra class",
    MeetingKind.RECITATION: "extra recitation",
    MeetingKind.OFFICE_HOURS: "extra office hours",
    MeetingKind.STUDY_GROUP: "extra study group",
}
_DUE_WORDS = {Stage.DONE: "Done", Stage.HANDED_IN: "Handed in"}


def series_summary(course: Course, occurrence: Occurrence) -> str:
    """Return what a whole series is called: "ML live class"."""
    return _titled(f"{course.code} {_KIND_WORDS[occurrence.kind]}", occurrence.meeting.title)


def own_summary(schedule: Schedule, course: Course, occurrence: Occurrence) -> str:
    """Return what one class by itself is called: "ML live class 9: Regularization"."""
    is_extra = occurrence.meeting.once_on is not None
    words = (_EXTRA_WORDS if is_extra else _KIND_WORDS)[occurrence.kind]
    number = f" {occurrence.number}" if occurrence.number else ""
    return _titled(f"{course.code} {words}{number}", class_title(schedule, occurrence))


def class_title(schedule: Schedule, occurrence: Occurrence) -> str:
    """Return the title of a class; the topic of a week belongs to its live classes only."""
    if occurrence.kind is MeetingKind.LIVE_SESSION:
        return clean_line(schedule.title_of(occurrence))
    return clean_line(occurrence.own_title)


def watching_summary(occurrence: Occurrence, course: Course) -> str:
    """Return what the time to watch a recording is called: "Watch: class 2 (DV)"."""
    return clean_line(f"{watching_words(occurrence)} ({course.code})")


def watching_words(occurrence: Occurrence) -> str:
    """Return "Watch: class 2"."""
    number = f" {occurrence.number}" if occurrence.number else ""
    return f"Watch: {_KIND_WORDS[occurrence.kind].removeprefix('live ')}{number}"


def _titled(words: str, title: str) -> str:
    return clean_line(f"{words}: {title}" if title.strip() else words)


def series_note(
    schedule: Schedule, course: Course, occurrence: Occurrence, *, with_passcode: bool
) -> str:
    """Return the note of a series: how to join, the course, and the topics week by week."""
    meeting = occurrence.meeting
    passcode = meeting.passcode if with_passcode else ""
    lines = [*join_lines(meeting.link, passcode), course.name]
    if occurrence.kind is MeetingKind.LIVE_SESSION:
        lines += _topic_lines(schedule, course)
    return clean_text("\n".join(lines))


def own_note(course: Course, occurrence: Occurrence, *, with_passcode: bool) -> str:
    """Return the note of one class by itself: how to join, and the course."""
    passcode = occurrence.passcode if with_passcode else ""
    return clean_text("\n".join([*join_lines(occurrence.link, passcode), course.name]))


def join_lines(link: str, passcode: str = "") -> list[str]:
    """First, for that is what the student looks for, and where programs look for a link: written
    as it stands in URL, for some programs show only the note."""
    link = clean_link(link)
    lines = [f"Join: {link}"] if link else []
    return [*lines, f"Passcode: {passcode}"] if passcode else lines


def _topic_lines(schedule: Schedule, course: Course) -> list[str]:
    weeks = [week.number for week in schedule.term(course).weeks]
    topics = [(week, clean_line(schedule.topic(course.id, week))) for week in weeks]
    lines = [f"Week {week}: {topic}" for week, topic in topics if topic]
    return ["", *lines] if lines else []


def due_summary(activity: Activity, course: Course | None) -> str:
    """Return what a deadline is called: "Due: Check-in quiz 9 (ML)"."""
    word = _DUE_WORDS.get(activity.stage, "Due")
    return clean_line(f"{word}: {work_summary(activity, course)}")


def work_summary(activity: Activity, course: Course | None) -> str:
    """Return what an activity is called: "Check-in quiz 9 (ML)"."""
    title = clean_line(activity.title) or activity.kind.value.capitalize()
    return clean_line(f"{title} ({course.code})" if course else title)


def work_note(activity: Activity, course: Course | None) -> str:
    """Return the note of an activity: its link, its course and week. The student's own notes
    stay at home: calendars are shared."""
    link = clean_link(activity.link)
    lines = [link] if link else []
    if course is not None:
        lines.append(f"{course.name}, week {activity.week}" if activity.week else course.name)
    if activity.minutes:
        lines.append(f"About {activity.minutes} min")
    return clean_text("\n".join(lines))
