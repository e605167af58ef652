"""What the timeline says: facts of rows, cells and weeks as the student reads them."""

from __future__ import annotations

from datetime import date, timedelta

from companion.models.course import CourseFormat
from companion.models.occurrence import OccurrenceState
from companion.models.timeline import (
    Row,
    Timeline,
    behind,
    class_count,
    is_course_done,
    week_number,
)
from companion.models.timeline_cell import Cell, CellKind, ClassMark, is_over
from companion.models.walltime import zone_of
from companion.models.week_hours import WeekHours
from companion.time_words import (
    Words,
    count,
    duration,
    full_day,
    month,
    spoken_duration,
    tr,
    weekday,
    zone_spoken,
)

_NEXT_YEAR = timedelta(days=330)


def join(parts: list[str]) -> str:
    """Write facts in a row."""
    return tr(", ").join(part for part in parts if part)


def hours(minutes: float) -> str:
    """Write a sum of work: whole hours, minutes below one hour."""
    return tr("%1 h", round(minutes / 60)) if minutes >= 60 else tr("%1 min", round(minutes))


def percent(part: float) -> str:
    """Write a part of 1; only all of it is 100 %."""
    return tr("%1 %", 100 if part >= 1 else min(99, round(part * 100)))


def short_day(day: date, words: Words, full: bool = False) -> str:
    """Write day and month, "11 Jan"; with the year where it would be doubtful."""
    text = tr("%1 %2", day.day, month(day.month, full))
    is_near = day.year == words.today.year or timedelta() < day - words.today < _NEXT_YEAR
    return text if is_near else tr("%1 %2", text, day.year)


def long_day(day: date) -> str:
    """Write a date with its year, "21 February 2027"."""
    return tr("%1 %2 %3", day.day, month(day.month, True), day.year)


def days_span(first: date, last: date, words: Words | None = None) -> str:
    """Write from which day to which: "16–22 Nov", "26 Oct – 1 Nov"; with `words` the year too
    when it is not this year."""
    end = tr("%1 %2", last.day, month(last.month))
    if words is not None and last.year != words.today.year:
        end = tr("%1 %2", end, last.year)
    if first == last:
        return end
    if (first.year, first.month) == (last.year, last.month):
        return tr("%1–%2", first.day, end)
    return tr("%1 – %2", tr("%1 %2", first.day, month(first.month)), end)


def span(line: Timeline) -> str:
    """Write the months of all courses: "Jul 2026 – Feb 2027"."""
    first = min(row.starts_on for row in line.rows)
    last = max(row.ends_on for row in line.rows)
    end = tr("%1 %2", month(last.month), last.year)
    if (first.year, first.month) == (last.year, last.month):
        return end
    start = month(first.month)
    if first.year != last.year:
        start = tr("%1 %2", start, first.year)
    return tr("%1 – %2", start, end)


# The certificate


def certificate(line: Timeline, words: Words) -> tuple[str, str]:
    """Return "47 % of the certificate" and what stands beside it."""
    done = sum(is_course_done(row, words.now) for row in line.rows)
    share = tr("%1 of the certificate", percent(line.load.share))
    of = count("%n course(s)", len(line.rows))
    courses = tr("%1 of %2 done", done, of)
    if not line.load.total:
        return share, courses
    done_hours = hours(line.load.done) if line.load.done else tr("%1 h", 0)
    return share, tr("%1 · %2 of %3", courses, done_hours, hours(line.load.total))


def finish(line: Timeline, words: Words) -> tuple[str, str]:
    """Return the sentence on the end and its date; the sentence names the gap when behind."""
    last = line.last_day
    if last is None:
        return "", ""
    gap = behind(line, words.now)
    date_text = long_day(last)
    if line.load.total and line.load.done >= line.load.total and last < words.today:
        return tr("You finished on"), date_text
    if gap.items and not gap.minutes:
        late = count("%n late item(s)", gap.items)
        return tr("With %1 caught up you finish on", late), date_text
    if gap.items:
        late = tr("You are %1 behind, %2 late", hours(gap.minutes), gap.items)
        if last < words.today:
            return tr("%1; the last day was", late), date_text
        return tr("%1; caught up, you finish on", late), date_text
    if last < words.today:
        return tr("The last day was"), date_text
    return tr("At this pace you finish on"), date_text


def segment(row: Row, words: Words) -> tuple[str, ...]:
    """Return how far a course is, from the fullest to the shortest wording."""
    share, number = percent(row.load.share), week_number(row, words.now)
    if is_course_done(row, words.now):
        text = tr("done %1", short_day(row.term.ends_on, words))
        if row.load.done >= row.load.total:
            return text, tr("done")
        return tr("%1, %2 of the work", text, share), tr("%1, %2", text, share), share
    if not number:
        starts = short_day(row.term.starts_on, words)
        return tr("starts %1", starts), starts, month(row.term.starts_on.month)
    week = tr("week %1 of %2", number, row.course.weeks)
    return tr("%1 of the work, %2", share, week), tr("%1, %2", share, week), share


# A row


def row_format(row: Row, words: Words) -> str:
    """Write how long a course is: "6-week mini, done"."""
    is_mini = row.course.format is CourseFormat.MINI
    text = tr("6-week mini") if is_mini else count("%n week(s)", row.course.weeks)
    return tr("%1, done", text) if is_course_done(row, words.now) else text


def row_summary(row: Row, words: Words) -> str:
    """Say in a few words how the classes of a course went."""
    if not week_number(row, words.now):
        return tr("starts %1", short_day(row.term.starts_on, words, full=True))
    found = class_count(row, words.now)
    if found.missed:
        if found.missed == 1:
            return tr("1 missed, recording not seen")
        return tr("%1 missed, recordings not seen", found.missed)
    covered = found.attended + found.by_recording + found.excused
    past = covered + found.unmarked
    if not past:
        return tr("no class yet") if found.to_come else tr("no live classes")
    text = tr("%1 of 1 class", covered) if past == 1 else tr("%1 of %2 classes", covered, past)
    if found.unmarked:
        return tr("%1, %2 not marked", text, found.unmarked)
    if found.by_recording and not is_course_done(row, words.now):
        return tr("%1, %2 by recording", text, found.by_recording)
    return text


def row_spoken(row: Row, words: Words) -> str:
    """Say a row aloud: "Machine Learning, 14 weeks, 55 percent, 8 of 8 classes"."""
    share = tr("%1 percent", round(row.load.share * 100))
    weeks = count("%n week(s)", row.course.weeks)
    return join([row.course.label, weeks, share, row_summary(row, words)])


# A cell

_CLASS_WORDS = {
    OccurrenceState.ATTENDED: "class attended",
    OccurrenceState.RECORDING: "recording watched",
    OccurrenceState.MISSED: "class missed",
    OccurrenceState.EXCUSED: "class excused",
    OccurrenceState.CANCELLED: "class cancelled",
    OccurrenceState.UNMARKED: "class not marked",
    OccurrenceState.NOW: "class now",
}


def cell_title(row: Row, cell: Cell, spoken: bool = False) -> str:
    """Name a cell: "ML week 12", "ML break", "ML"."""
    name = row.course.label if spoken else row.course.code
    if cell.kind is CellKind.WEEK:
        return tr("%1 week %2", name, cell.number)
    if cell.kind is CellKind.BREAK:
        return tr("%1 break", name)
    return name


def cell_text(row: Row, cell: Cell, words: Words) -> str:
    """Write what a cell holds: "ML week 12, 16–22 Nov, 13 h 24, 2 due, class Wed 18 Nov 00:30"."""
    parts = [cell_title(row, cell), days_span(cell.starts_on, cell.ends_on, words)]
    if cell.kind is CellKind.BREAK:
        parts.append(cell.name)
    if cell.load.total:
        parts.append(duration(cell.load.total))
    if cell.load.done:
        parts.append(tr("%1 done", percent(cell.load.share)))
    parts += _due_parts(cell, words)
    parts += [class_words(mark, words) for mark in cell.classes]
    return join(parts)


def cell_spoken(row: Row, cell: Cell, words: Words) -> str:
    """Say a cell aloud in full words, local time first, then the course's."""
    first = tr("%1 %2", cell.starts_on.day, month(cell.starts_on.month, True))
    last = tr("%1 %2", cell.ends_on.day, month(cell.ends_on.month, True))
    parts = [cell_title(row, cell, spoken=True), tr("%1 to %2", first, last)]
    if cell.name:
        parts.append(cell.name)
    if cell.load.total:
        parts.append(spoken_duration(timedelta(minutes=cell.load.total)))
        parts.append(tr("%1 percent done", round(cell.load.share * 100)))
    parts += _due_parts(cell, words)
    for mark in cell.classes:
        parts.append(tr("%1 %2", _state_words(mark, words), _spoken_start(mark, row, words)))
    return join(parts)


def _spoken_start(mark: ClassMark, row: Row, words: Words) -> str:
    """Say when a class begins: "Wednesday 18 November 00:30, Tuesday 18:30 Eastern"."""
    wall = words.local(mark.occurrence.starts_at)
    there = mark.occurrence.starts_at.astimezone(zone_of(row.course.zone))
    text = tr("%1 %2", full_day(wall.date()), words.clock(wall))
    if there.utcoffset() == wall.utcoffset():
        return text
    time = tr("%1 %2", words.clock(there), zone_spoken(row.course.zone))
    if there.date() != wall.date():
        time = tr("%1 %2", weekday(there.weekday(), True), time)
    return tr("%1, %2", text, time)


def class_words(mark: ClassMark, words: Words) -> str:
    """Write when a class is, or what became of it."""
    if mark.state(words.now) in _CLASS_WORDS:
        return _state_words(mark, words)
    return tr("%1 %2", _state_words(mark, words), words.moment(mark.occurrence.starts_at))


def _state_words(mark: ClassMark, words: Words) -> str:
    state = mark.state(words.now)
    return tr(_CLASS_WORDS[state]) if state in _CLASS_WORDS else tr("class")


def _due_parts(cell: Cell, words: Words) -> list[str]:
    late = sum(item.is_late(words.now) for item in cell.due)
    waiting = sum(not is_over(item) for item in cell.due) - late
    over = len(cell.due) - late - waiting
    if over == len(cell.due):
        return [tr("%1 due, all done", over)] if over else []
    parts = [tr("%1 late", late)] if late else []
    return parts + ([tr("%1 due", waiting)] if waiting else [])


# Hours a week


def week_name(week: WeekHours, words: Words) -> str:
    """Name a calendar week: "Week of 16 Nov"."""
    return tr("Week of %1", short_day(week.starts_on, words))


def over_words(week: WeekHours) -> str:
    """Say how a week stands to its band."""
    if week.over >= 1:
        return tr("%1 over the band", hours(week.over))
    return tr("within the band") if week.band_max else tr("the fullest week")


def band_words(line: Timeline) -> tuple[str, str]:
    """Say in two lines what the shaded band is."""
    bands = {(row.course.hours_min, row.course.hours_max) for row in line.rows}
    if len(bands) == 1:
        low, high = bands.pop()
        return tr("Shaded band: %1–%2 h", low, high), tr("for each active course")
    return tr("Shaded band: the hours of"), tr("each active course")


def week_text(week: WeekHours, words: Words) -> str:
    """Write what a calendar week asks: "Week of 16 Nov: 27 h, ML 13 h 24, DV 13 h 36, 3 h over"."""
    if not week.minutes:
        return tr("%1: no work", week_name(week, words))
    parts = [tr("%1 %2", p.course.code, duration(round(p.minutes))) for p in week.parts]
    head = tr("%1: %2", week_name(week, words), duration(round(week.minutes)))
    done = sum(part.done for part in week.parts)
    if done >= 1:
        parts.append(tr("%1 done", duration(round(done))))
    if week.over >= 1:
        parts.append(over_words(week))
    return join([head, *(parts if len(week.parts) > 1 or done or week.over else parts[1:])])


def chart_spoken(line: Timeline, words: Words, worst: WeekHours | None) -> str:
    """Describe the histogram in a sentence."""
    if worst is None:
        return tr("No work with an estimate yet.")
    over = sum(week.over >= 1 for week in line.hours)
    fact = join(
        [week_text(worst, words), over_words(worst)]
        if worst.over < 1
        else [week_text(worst, words)]
    )
    return tr("%1 of %2 weeks are over the band. %3.", over, len(line.hours), fact)
