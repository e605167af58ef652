"""What the checklist says: rows, groups, and the same in full words for those who listen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from companion.models.activity import ActivityKind, Stage
from companion.models.agenda import ChecklistItem
from companion.models.checklist import Entry, Group, Moment, week_of
from companion.models.checklist_sections import Section
from companion.models.course import Course
from companion.models.repeat_following import Repeating
from companion.ui.text import (
    Words,
    count,
    duration,
    month,
    spoken_duration,
    weekday,
    with_values,
    zone_spoken,
)
from companion.ui.text import tr as time_tr

_SOON = timedelta(hours=24)
_KINDS = {
    ActivityKind.READING: ("Reading", "reading"),
    ActivityKind.VIDEO: ("Video", "video"),
    ActivityKind.QUIZ: ("Quiz", "quiz"),
    ActivityKind.EXERCISE: ("Exercise", "exercise"),
    ActivityKind.DISCUSSION: ("Discussion", "discussion"),
    ActivityKind.PROJECT: ("Project", "project"),
    ActivityKind.RECORDING: ("Recording", "recording"),
}
_STAGES = {
    Stage.OPEN: ("Open", "not done"),
    Stage.STARTED: ("Started", "started"),
    Stage.HANDED_IN: ("Handed in", "handed in"),
    Stage.FEEDBACK: ("Feedback received", "feedback received"),
    Stage.DONE: ("Done", "done"),
}
_NOW = {  # what is said once a stage is chosen: of one, of several
    Stage.OPEN: ("“%1” is open again", "%1 activities are open again"),
    Stage.STARTED: ("“%1” is started", "%1 activities are started"),
    Stage.HANDED_IN: ("“%1” is handed in", "%1 activities are handed in"),
    Stage.FEEDBACK: ("“%1” has feedback", "%1 activities have feedback"),
    Stage.DONE: ("“%1” is done", "%1 activities done"),
}
_GROUPS = {
    Group.LATE: "Late",
    Group.TO_REVISE: "To revise",
    Group.THIS_WEEK: "This week",
    Group.NEXT_WEEK: "Next week",
    Group.LATER: "Later",
    Group.NO_DATE: "No date",
    Group.WAITING: "Waiting for the faculty",
    Group.EARLIER: "Earlier",
    Group.DONE_TODAY: "Done today",
    Group.DONE: "Done",
}


def tr(text: str, *values: object) -> str:
    """Return a text of the checklist in the student's language with %1, %2… replaced."""
    return with_values(QCoreApplication.translate("Checklist", text), *values)


def kind_name(kind: ActivityKind, in_sentence: bool = False) -> str:
    """Return the name of a kind: "Quiz", or "quiz" within a sentence."""
    return tr(_KINDS[kind][in_sentence])


def stage_name(stage: Stage, in_sentence: bool = False) -> str:
    """Return the name of a stage: "Handed in", or "handed in" within a sentence."""
    return tr(_STAGES[stage][in_sentence])


def stage_said(stage: Stage, title: str, number: int) -> str:
    """Say that so many activities, the only one by its title, have come to a stage."""
    one, several = _NOW[stage]
    return tr(one, title) if number == 1 else tr(several, number)


def group_name(group: Group) -> str:
    """Return the title of a group."""
    return tr(_GROUPS[group])


class Line(NamedTuple):
    """What a row shows, column by column. tone is the token of the relative word."""

    title: str
    note: str
    minutes: str
    relative: str
    tone: str
    due: str


class ListWords:
    """Writes rows and groups for one moment; what was written once is kept."""

    def __init__(
        self,
        words: Words,
        moment: Moment,
        courses: Mapping[str | None, Course],
        weeks: Mapping[Group, str],
        learned: Callable[[ChecklistItem], int | None] = lambda _: None,
    ) -> None:
        """`learned` tells about how many minutes an item takes this student."""
        self.words, self.moment, self.courses, self.weeks = words, moment, courses, weeks
        self._learned = learned
        self._today = words.today
        self._lines: dict[str, tuple[Entry, Line]] = {}
        self._lengths: dict[int, str] = {}
        self._dues: dict[tuple[datetime, Group, bool], tuple[str, str, str]] = {}

    def course(self, entry: Entry) -> Course | None:
        """Return the course of a row."""
        return self.courses.get(entry.item.course_id)

    def line(self, entry: Entry) -> Line:
        """Return what a row shows."""
        found = self._lines.get(entry.item.id)
        if found is None or found[0] is not entry:
            found = self._lines[entry.item.id] = (entry, self._line(entry))
        return found[1]

    def _line(self, entry: Entry) -> Line:
        item = entry.item
        minutes = self._duration(item.minutes) if item.minutes else ""
        if entry.is_done or item.due_at is None or item.stage is Stage.HANDED_IN:
            relative, tone, due = *self._relative(entry), self._due(entry)
        else:  # what is due together reads alike, and a screen of rows is written at once
            key = (item.due_at, entry.group, item.is_optional)
            relative, tone, due = self._dues.get(key) or self._dues.setdefault(
                key, (*self._relative(entry), self._due(entry))
            )
        return Line(title(entry), self._note(entry), minutes, relative, tone, due)

    def _duration(self, minutes: int) -> str:
        return self._lengths.get(minutes) or self._lengths.setdefault(minutes, duration(minutes))

    def _note(self, entry: Entry) -> str:
        item = entry.item
        parts = []
        if item.activity is not None and item.activity.steps:
            steps = item.activity.steps
            done = sum(step.is_done for step in steps)
            parts.append(f"{done}/{len(steps)}" if done else count_parts(len(steps)))
        if item.is_optional:
            parts.append(tr("optional"))
        if item.stage is Stage.FEEDBACK:
            parts.append(tr("to revise"))
        return "".join(f"· {part} " for part in parts).rstrip()

    def _relative(self, entry: Entry) -> tuple[str, str]:
        item = entry.item
        if entry.is_done:
            return "", "text3"
        if item.stage is Stage.HANDED_IN:
            return stage_name(item.stage, True), "text3"
        if item.due_at is None:
            return "", "text3"
        left = item.due_at - self.moment.now
        if left < timedelta(0):
            is_late = item.is_late(self.moment.now)
            return (self.words.relative(item.due_at), "dangt") if is_late else ("", "text3")
        return self.words.relative(item.due_at), "warnt" if left < _SOON else "text3"

    def _due(self, entry: Entry) -> str:
        item, words = entry.item, self.words
        if entry.is_done:
            if item.done_at is None:
                return tr("done")
            if entry.is_settled:
                return tr("done %1", words.day(item.done_at))
            return tr("done %1", words.time(item.done_at))
        if item.due_at is None:
            return ""
        wall = words.local(item.due_at)
        if wall.date() == self._today:
            return words.clock(wall)
        if entry.group in (Group.THIS_WEEK, Group.NEXT_WEEK):
            return f"{weekday(wall.weekday())} {words.clock(wall)}"
        if wall.year != self._today.year:  # the weekday gives way: dates are never cut
            return f"{wall.day} {month(wall.month)} {wall.year}"
        return words.date(wall.date())

    def tip(self, entry: Entry) -> str:
        """Return a row whole: its title, and when it is due on both clocks."""
        line = self.line(entry)
        learned = self._learned(entry.item)
        takes = tr("%1, about %2 for you", line.minutes, duration(learned)) if learned else ""
        due = both_clocks(self.words, entry)
        whole = f"{line.title} {line.note}".strip()
        return "\n".join(part for part in (whole, takes, due) if part)

    def spoken(self, entry: Entry) -> str:
        """Say a row in full words."""
        item, course = entry.item, self.course(entry)
        parts = [title(entry), kind_name(item.kind, True)]
        if course is not None:
            parts.append(course.label)
        if item.minutes:
            parts.append(spoken_duration(timedelta(minutes=item.minutes)))
        if learned := self._learned(item):
            parts.append(tr("about %1 for you", spoken_duration(timedelta(minutes=learned))))
        parts += self._spoken_due(entry)
        if item.activity is not None and item.activity.steps:
            steps = item.activity.steps
            done = sum(step.is_done for step in steps)
            parts.append(tr("%1 of %2 steps done", done, len(steps)))
        parts += [tr("important")] if item.is_important else []
        parts += [tr("optional")] if item.is_optional else []
        parts.append(stage_name(item.stage, True))
        parts += [tr("to revise")] if item.stage is Stage.FEEDBACK else []
        return ", ".join(parts)

    def _spoken_due(self, entry: Entry) -> list[str]:
        item = entry.item
        if item.due_at is None:
            return [tr("no due date")]
        parts = [tr("due %1", self.spoken_time(entry))]
        if not entry.is_done and item.stage is not Stage.HANDED_IN:
            parts.append(self._spoken_distance(entry))
        return [part for part in parts if part]

    def spoken_time(self, entry: Entry) -> str:
        """Say when a row is due: "Wednesday 04:59" within a week, else with its date."""
        at = entry.item.due_at
        assert at is not None
        wall = self.words.local(at)
        if 0 < (wall.date() - self.words.today).days < 7:
            return f"{weekday(wall.weekday(), True)} {self.words.clock(wall)}"
        return self.words.spoken_time(at)

    def _spoken_distance(self, entry: Entry) -> str:
        at = entry.item.due_at
        assert at is not None
        left = at - self.moment.now
        size = spoken_distance(abs(left))
        if left >= timedelta(0):
            return tr("in %1", size)
        return tr("%1 late", size) if entry.item.is_late(self.moment.now) else ""

    # Groups

    def span(self, group: Group) -> str:
        """Write the week of a group: "26 Oct – 1 Nov", "2 – 8 Nov"."""
        week = week_of(group, self.moment)
        return span(*week, self.words.today) if week else ""

    def sums(self, section: Section) -> str:
        """Write how much of a group is done and left: "4 of 15 done · 8 h 22 left"."""
        group = section.group
        if group in (Group.WAITING, Group.EARLIER, Group.DONE, Group.DONE_TODAY):
            return str(section.total)
        if group in (Group.LATE, Group.TO_REVISE):
            open_now = section.total - section.done
            return f"{open_now} · {duration(section.left)}" if section.left else str(open_now)
        done = tr("%1 of %2 done", section.done, section.total)
        return tr("%1 · %2 left", done, duration(section.left)) if section.left else done

    def spoken_group(self, section: Section, is_open: bool) -> str:
        """Say a group in full words."""
        week = week_of(section.group, self.moment)
        parts = [group_name(section.group)]
        if week is not None:
            parts.append(tr("%1 to %2", *(_full_date(day) for day in week)))
        parts += [self.weeks[section.group]] if self.weeks.get(section.group) else []
        if section.group in (Group.TO_REVISE, Group.WAITING):
            one, many = tr("1 activity"), tr("%1 activities", section.total)
            parts.append(one if section.total == 1 else many)
        else:
            parts.append(tr("%1 of %2 done", section.done, section.total))
        if section.left:
            parts.append(tr("%1 left", spoken_duration(timedelta(minutes=section.left))))
        parts.append(tr("expanded") if is_open else tr("collapsed"))
        return ", ".join(parts)


def title(entry: Entry) -> str:
    """Return the title of a row; a recording is named by its class."""
    item = entry.item
    if item.activity is not None:
        return item.title
    if entry.number is None:
        return tr("Class recording: %1", item.title) if item.title else tr("Class recording")
    if not item.title:
        return tr("Class %1 recording", entry.number)
    return tr("Class %1 recording: %2", entry.number, item.title)


def distance(words: Words, item: ChecklistItem) -> str:
    """Write how far a due date is away: "in 3 days", "tonight", "5 days late"."""
    if item.due_at is None:
        return ""
    if item.due_at < words.now:
        return words.relative(item.due_at) if item.is_late(words.now) else ""
    return ahead(words, item.due_at)


def ahead(words: Words, at: datetime) -> str:
    """Write how far an instant is away: "in 3 days", "tonight", "5 days late"."""
    relative = words.relative(at)
    is_plain = at < words.now or relative == time_tr("tonight")
    return relative if is_plain else tr("in %1", relative)


def both_clocks(words: Words, entry: Entry) -> str:
    """Write when a row is due here and in its course: "Sat 31 Oct 04:59 · Fri 23:59 ET"."""
    item = entry.item
    if item.due_at is None:
        return ""
    local = words.moment(item.due_at)
    due = item.activity.due if item.activity else None
    if due is None or due.zone == words.zone.key:
        return local
    return f"{local} · {words.there(item.due_at, None, due.zone)}"


def spoken_both_clocks(words: Words, entry: Entry) -> str:
    """Say when a row is due here and in its course."""
    item = entry.item
    if item.due_at is None:
        return tr("no due date")
    local = words.spoken_time(item.due_at)
    due = item.activity.due if item.activity else None
    if due is None or due.zone == words.zone.key:
        return local
    there = f"{weekday(due.wall.weekday(), True)} {words.clock(due.wall)} {zone_spoken(due.zone)}"
    return f"{local}, {there}"


def span(first: date, last: date, today: date) -> str:
    """Write from one day to another: "26 Oct – 1 Nov", "2 – 8 Nov"; the year when not this."""
    end = f"{last.day} {month(last.month)}"
    if last.year != today.year:
        end = f"{end} {last.year}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} – {end}"
    return f"{first.day} {month(first.month)} – {end}"


def course_weeks_text(weeks: Sequence[tuple[Course, int]]) -> str:
    """Write the weeks of courses: "ML week 9 · DV week 3"."""
    return " · ".join(tr("%1 week %2", course.code, number) for course, number in weeks)


def count_parts(n: int) -> str:
    """Write how many parts work has: "3 parts"."""
    return tr("1 part") if n == 1 else tr("%1 parts", n)


def spoken_distance(left: timedelta) -> str:
    """Say roughly how far away something is: "16 hours", "5 days"."""
    minutes = int(left.total_seconds()) // 60
    if minutes < 60:
        return count("%n minute(s)", minutes)
    if minutes < 24 * 60:
        return count("%n hour(s)", minutes // 60)
    return count("%n day(s)", minutes // (24 * 60))


def repeat_words(repeating: Repeating) -> str:
    """Write how work comes back: "Weekly, weeks 3 to 14"."""
    if repeating.rule is None:
        return tr("Never")
    return tr("Weekly, weeks %1 to %2", repeating.first, repeating.last)


def _full_date(day: date) -> str:
    return f"{day.day} {month(day.month, True)}"
