"""One typed line becomes an activity: "Read HBR case 25m due fri #ml".

Nothing is guessed silently: what is recognised is told with its place in the text, what is not
stays in the title, and what is impossible stays there with a note.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, time
from enum import Enum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from companion.models.activity import Activity, ActivityKind, DueDate, PlannedBlock
from companion.models.course import MAX_WEEKS, Course
from companion.models.day_words import DayWords, read_day_words, resolve_day_words
from companion.models.faults import Fault, Refused
from companion.models.ids import new_id, new_uid
from companion.models.links import check_link
from companion.models.repeat import Repeat, rule_of, week_at
from companion.models.schedule import Schedule
from companion.models.typed import MAX_ESTIMATE, clean_text, read_minutes, refused
from companion.models.walltime import zone_of

MAX_TITLE = 2000
BLOCK_MINUTES = 30
END_OF_DAY = time(23, 59)
_KIND_WORDS = {
    ActivityKind.READING: "read reread skim reading readings chapter article paper",
    ActivityKind.VIDEO: "watch rewatch listen video videos lecture",
    ActivityKind.QUIZ: "quiz quizzes test exam midterm",
    ActivityKind.EXERCISE: "exercise exercises solve practice practise implement code lab notebook",
    ActivityKind.DISCUSSION: "post discuss discussion reply respond comment critique",
    ActivityKind.PROJECT: "project build draft design submit assignment essay report storyboard",
}
_HOURS_AND = re.compile(r"\d+h [0-5]\d(m|min| min)?$")  # "1h 30", "1h 30m", "1h 30 min"
_KIND_OF = {word: kind for kind, words in _KIND_WORDS.items() for word in words.split()}


class SpanKind(Enum):
    """What a recognised piece of the text is; PROBLEM: it has a note and stays in the title."""

    MINUTES = "minutes"
    DUE = "due"
    PLAN = "plan"
    COURSE = "course"
    WEEK = "week"
    REPEAT = "repeat"
    IMPORTANT = "important"
    LINK = "link"
    PROBLEM = "problem"


class Span(NamedTuple):
    """text[start:end] and what it was recognised as."""

    start: int
    end: int
    kind: SpanKind


class QuickAdd(NamedTuple):
    """What a line says. plan is a naive wall time in plan_zone, the student's; is_weekly: it
    comes back every week of the course from `week` on; notes are the faults of pieces that could
    not be taken and stayed in the title."""

    text: str
    title: str = ""
    kind: ActivityKind = ActivityKind.EXERCISE
    course: Course | None = None
    week: int | None = None
    minutes: int | None = None
    due: DueDate | None = None
    plan: datetime | None = None
    plan_zone: str = ""
    link: str = ""
    is_important: bool = False
    is_weekly: bool = False
    spans: tuple[Span, ...] = ()
    notes: tuple[Fault, ...] = ()


def read(
    text: str,
    schedule: Schedule,
    now: datetime,
    zone: ZoneInfo,
    course: Course | None = None,
    week: int | None = None,
) -> QuickAdd:
    """Read one line. now is aware, zone the student's; course and week count where the line
    names none; one of several courses with the same code, too."""
    line = _Line(text)
    _read_course(line, schedule, course)
    found = line.found.course or course
    _read_days(line, schedule, found, now, zone)
    _read_single_words(line, found)
    _read_minutes(line)
    week = line.found.week or _within(found, week, line)
    if found is not None:
        week = _read_repeat(line, schedule, found, week, now)
    else:
        _refuse_repeat(line)
    result = line.found._replace(course=found, plan_zone=zone.key, week=week)
    title = line.rest()
    spans = tuple(sorted(line.spans, key=lambda span: span.start))
    return result._replace(title=title, kind=_kind(title), spans=spans, notes=tuple(line.notes))


class _Word(NamedTuple):
    """A word of the line: as typed, and folded without trailing punctuation to compare."""

    start: int
    end: int
    text: str
    plain: str


class _Line:
    """The words of a line and what has become of them while it is read."""

    def __init__(self, text: str) -> None:
        self.words = [_word(found) for found in re.finditer(r"\S+", text)]
        self.plain = [word.plain for word in self.words]
        self.taken = [False] * len(self.words)
        self.marked = [False] * len(self.words)
        self.spans: list[Span] = []
        self.notes: list[Fault] = []
        self.found = QuickAdd(text)

    def free(self) -> list[int]:
        """Places of the words not yet recognised."""
        return [n for n, is_taken in enumerate(self.taken) if not is_taken]

    def ahead(self, n: int, most: int) -> list[str]:
        """Up to `most` free words in a row from place n."""
        end = n
        while end < min(n + most, len(self.words)) and not self.taken[end]:
            end += 1
        return self.plain[n:end]

    def typed(self, n: int, count: int) -> str:
        first, last = self.words[n], self.words[n + count - 1]
        return self.found.text[first.start : last.start + len(last.text)]

    def take(self, n: int, count: int, kind: SpanKind, **fields: object) -> None:
        """Recognise words; a second of its kind is a problem instead."""
        if any(span.kind is kind for span in self.spans):
            self.refuse(n, count, Fault(kind.value, "given_twice", (self.typed(n, count),)))
            return
        for place in range(n, n + count):
            self.taken[place] = True
        self._mark(n, count, kind)
        self.found = self.found._replace(**fields)  # type: ignore[arg-type]  # named by callers

    def refuse(self, n: int, count: int, fault: Fault) -> None:
        """Leave words in the title and note why."""
        self._mark(n, count, SpanKind.PROBLEM)
        self.notes.append(fault)

    def _mark(self, n: int, count: int, kind: SpanKind) -> None:
        self.marked[n : n + count] = [True] * count
        last = self.words[n + count - 1]
        end = last.start + len(last.text.rstrip(",;")) if last.text.rstrip(",;") else last.end
        self.spans.append(Span(self.words[n].start, end, kind))

    def rest(self) -> str:
        """The title: what is left, without the comma that a recognised word left behind."""
        left = " ".join(self.words[n].text for n in self.free())
        return clean_text(left.rstrip(" ,;") if any(self.taken) else left)


def _word(found: re.Match[str]) -> _Word:
    text = found[0]
    return _Word(found.start(), found.end(), text, (text.rstrip(",;") or text).casefold())


def _kind(title: str) -> ActivityKind:
    """The first word that tells; an exercise where none does."""
    words = re.findall(r"[^\W\d_]+", title.casefold())
    return next((_KIND_OF[word] for word in words if word in _KIND_OF), ActivityKind.EXERCISE)


# The pieces


def _read_course(line: _Line, schedule: Schedule, usual: Course | None) -> None:
    for n in line.free():
        tag = line.words[n].text
        if len(tag) < 2 or not tag.startswith("#"):
            continue
        codes = (tag[1:], tag[1:].rstrip(",;.:!?"))
        meant = next((found for code in codes if (found := _courses_of(schedule, code))), [])
        if usual is not None and usual in meant:
            meant = [usual]
        if len(meant) == 1:
            line.take(n, 1, SpanKind.COURSE, course=meant[0])
        elif meant:
            line.refuse(n, 1, Fault("course", "code_twice", (tag,)))
        elif not codes[1].isdigit():  # "problem #3" is no tag
            line.refuse(n, 1, _unknown_tag(codes[1] or codes[0], schedule))


def _courses_of(schedule: Schedule, code: str) -> list[Course]:
    """Return the courses of a code: the form refuses a second one, an import may bring it."""
    wanted = code.casefold()
    return [course for course in schedule.current_courses if course.code.casefold() == wanted]


def _unknown_tag(code: str, schedule: Schedule) -> Fault:
    near = suggest_codes(code, schedule)
    if not near:
        return Fault("course", "unknown_tag", (f"#{code}",))
    return Fault("course", "unknown_tag_near", (f"#{code}", ", ".join(f"#{c}" for c in near)))


def suggest_codes(code: str, schedule: Schedule) -> list[str]:
    """Return up to three course codes that a mistyped one may mean, the likeliest first."""
    from difflib import get_close_matches  # start-up: only after a mistake

    wanted = code.casefold()[:40]
    courses = schedule.current_courses
    begins = [
        c.code
        for c in courses
        if c.code.casefold().startswith(wanted)
        or any(word.startswith(wanted) for word in f"{c.name} {c.short_name}".casefold().split())
    ]
    by_fold = {c.code.casefold(): c.code for c in courses}
    close = [by_fold[found] for found in get_close_matches(wanted, by_fold, 3, 0.4)]
    return list(dict.fromkeys([*begins, *close]))[:3]


def _read_days(
    line: _Line, schedule: Schedule, course: Course | None, now: datetime, zone: ZoneInfo
) -> None:
    for n in line.free():
        if line.plain[n].rstrip(":") == "due" and not line.marked[n]:
            _read_due(line, n, schedule, course, now, zone)
    for n in line.free():
        if not line.marked[n]:
            _read_plan(line, n, now, zone)


def _read_due(
    line: _Line, n: int, schedule: Schedule, course: Course | None, now: datetime, zone: ZoneInfo
) -> None:
    typed = read_day_words(line.ahead(n + 1, 6))
    if typed is None:
        following = line.ahead(n + 1, 1)
        if following and (following[0][0].isdigit() or following[0] == "next"):
            line.refuse(n, 2, Fault("due", "due_unclear", (line.typed(n, 2),)))
        return
    count = typed.length + 1
    try:
        due = _bind_due(typed, schedule, course, now, zone, line.typed(n, count))
    except Refused as refusal:
        line.refuse(n, count, refusal.faults[0])
        return
    line.take(n, count, SpanKind.DUE, due=due)


def _bind_due(
    typed: DayWords,
    schedule: Schedule,
    course: Course | None,
    now: datetime,
    zone: ZoneInfo,
    text: str,
) -> DueDate:
    """A course's due words count in its zone and at its due time; others for the student."""
    if course is None:
        return DueDate(resolve_day_words(typed, END_OF_DAY, zone, now, None, text), zone.key)
    there, term = zone_of(course.zone), schedule.term(course)
    wall = resolve_day_words(typed, course.due_time, there, now, term, text)
    return DueDate(wall, course.zone)


def parse_due(
    text: str, schedule: Schedule, now: datetime, zone: ZoneInfo, course: Course | None = None
) -> DueDate:
    """Read a due date in words ("fri", "12 nov 18:00", "2026-11-12") as quick add does after
    "due". Raises Refused when it is not understood whole."""
    words = text.replace(",", " ").casefold().split()
    typed = read_day_words(words)
    if typed is None or typed.length != len(words):
        raise refused("due", "due_unclear", text)
    return _bind_due(typed, schedule, course, now, zone, text)


def _read_plan(line: _Line, n: int, now: datetime, zone: ZoneInfo) -> None:
    typed = read_day_words(line.ahead(n, 6))
    if typed is None or (typed.at is None and not typed.is_time_wrong):
        return
    text = line.typed(n, typed.length)
    try:
        plan = resolve_day_words(typed, END_OF_DAY, zone, now, None, text, "plan")
        if plan.replace(tzinfo=zone) <= now:
            raise refused("plan", "plan_past", text)
    except Refused as refusal:
        line.refuse(n, typed.length, refusal.faults[0])
        return
    line.take(n, typed.length, SpanKind.PLAN, plan=plan)


def _read_single_words(line: _Line, course: Course | None) -> None:
    for n in line.free():
        if line.marked[n]:
            continue
        plain = line.plain[n]
        week = re.fullmatch(r"w(\d{1,4})", plain)
        if plain == "!":
            line.take(n, 1, SpanKind.IMPORTANT, is_important=True)
        elif week:
            _read_week(line, n, int(week[1]), course)
        elif plain.startswith(("https://", "http://")):
            _read_link(line, n)


def _read_week(line: _Line, n: int, week: int, course: Course | None) -> None:
    last = course.weeks if course else MAX_WEEKS
    if 1 <= week <= last:
        line.take(n, 1, SpanKind.WEEK, week=week)
    else:
        line.refuse(n, 1, Fault("week", "week_range", (line.typed(n, 1), str(last))))


def _within(course: Course | None, week: int | None, line: _Line) -> int | None:
    """Return a week given for the line ("Week 9" above it), unless its course has none such."""
    if week is None or course is None or week <= course.weeks:
        return week
    line.notes.append(Fault("week", "week_range", (f"w{week}", str(course.weeks))))
    return None


def _read_link(line: _Line, n: int) -> None:
    try:
        link = check_link(line.words[n].text.rstrip(",;"))
    except Refused as refusal:
        line.refuse(n, 1, refusal.faults[0])
        return
    line.take(n, 1, SpanKind.LINK, link=link)


def _read_minutes(line: _Line) -> None:
    """Read "25m", "1h30", "25 min", "1h 30", "1 h 30"."""
    for n in line.free():
        if line.taken[n] or line.marked[n] or not line.plain[n][0].isdigit():
            continue
        for count in (4, 3, 2, 1):
            words = line.ahead(n, count)
            minutes = _length(words) if len(words) == count else None
            if minutes is not None:
                _take_minutes(line, n, count, minutes)
                break


def _length(words: Sequence[str]) -> int | None:
    """Minutes of words that are a length whole; units in full ("15 minutes") belong to titles."""
    if words[-1].endswith(("minute", "minutes", "hour", "hours")):
        return None
    if len(words) > 1 and words[1] not in ("min", "h") and not _HOURS_AND.match(" ".join(words)):
        return None
    return read_minutes(" ".join(words))


def _take_minutes(line: _Line, n: int, count: int, minutes: int) -> None:
    if 1 <= minutes <= MAX_ESTIMATE:
        line.take(n, count, SpanKind.MINUTES, minutes=minutes)
    else:
        values = (line.typed(n, count), str(MAX_ESTIMATE // 60))
        line.refuse(n, count, Fault("minutes", "estimate_range", values))


def _every_week(line: _Line) -> list[int]:
    """Return the places of "every week" that nothing else has taken."""
    return [
        n for n in line.free()
        if line.ahead(n, 2) in (["every", "week"], ["each", "week"]) and not line.marked[n]
    ]  # fmt: skip


def _refuse_repeat(line: _Line) -> None:
    for n in _every_week(line):
        line.refuse(n, 2, Fault("repeat", "repeat_course", (line.typed(n, 2),)))


def _read_repeat(
    line: _Line, schedule: Schedule, course: Course, week: int | None, now: datetime
) -> int | None:
    """Read "every week"; return the week in which it begins: the one named, else that of the due
    date, else the one it is. The due date becomes that of this week."""
    weeks = schedule.term(course).weeks
    for n in _every_week(line):
        due = line.found.due
        first = week or week_at(schedule.term(course), due.at if due else now, course.zone)
        if first is None or first > len(weeks):
            line.refuse(n, 2, Fault("repeat", "repeat_no_week"))
            continue
        if due is not None:
            day = weeks[first - 1].day(due.wall.weekday())
            due = due._replace(wall=datetime.combine(day, due.wall.time()))
        line.take(n, 2, SpanKind.REPEAT, is_weekly=True, due=due)
        week = first
    return week


# What becomes of it


def to_activity(found: QuickAdd, position: int = 0) -> Activity:
    """Make the activity that a line describes. Raises Refused without a title, or with one
    too long."""
    if not found.title:
        raise refused("title", "title_empty")
    if len(found.title) > MAX_TITLE:
        raise refused("title", "title_long", str(MAX_TITLE))
    return Activity(
        id=new_id(),
        uid=new_uid(),
        course_id=found.course.id if found.course else None,
        kind=found.kind,
        title=found.title,
        week=found.week,
        minutes=found.minutes,
        due=found.due,
        link=found.link,
        is_important=found.is_important,
        position=position,
    )


def to_rule(found: QuickAdd, position: int = 0) -> Repeat:
    """Make the rule of a line that says "every week". Raises Refused as `to_activity` does."""
    assert found.course is not None
    assert found.week is not None
    first = to_activity(found, position)
    return rule_of(first, found.course, found.week, new_id())


def to_block(found: QuickAdd, activity: Activity) -> PlannedBlock | None:
    """Make the planned block of a line that says when ("tue 20:00"): as long as the estimate,
    30 minutes where there is none."""
    if found.plan is None:
        return None
    minutes = min(found.minutes or BLOCK_MINUTES, 24 * 60)
    return PlannedBlock(new_id(), new_uid(), activity.id, found.plan, found.plan_zone, minutes)
