"""What Today says about the day and about what fits into it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from companion.gap_words import before_class, piece_title, reason_text, slice_text
from companion.models.activity import Stage
from companion.models.agenda import ChecklistItem
from companion.models.course import Course
from companion.models.day import Day
from companion.models.gaps import Gap, Now, NowKind
from companion.models.packs import Fit, Offer, Pack, is_before_class
from companion.models.schedule import Schedule
from companion.models.term import BreakWeek, CourseWeek
from companion.models.week_block import Block, BlockKind
from companion.ui.text import Words, duration, spoken_duration, with_values
from companion.ui.today_catch_up import title as class_title

_NUMBERS = ("", "", "two", "three", "four")


def tr(text: str, *values: object) -> str:
    """Return a text of Today in the student's language with %1, %2… replaced."""
    return with_values(QCoreApplication.translate("Today", text), *values)


# The day


def week_text(course: Course, week: CourseWeek | BreakWeek) -> str:
    """Say which week of a course it is: "ML week 9 of 14", "ML break: Thanksgiving"."""
    if isinstance(week, CourseWeek):
        return tr("%1 week %2 of %3", course.code, week.number, course.weeks)
    return tr("%1 break: %2", course.code, week.name) if week.name else tr("%1 break", course.code)


def block_name(block: Block) -> str:
    """Name what lies in the day: "Work", "Dentist", "ML class 9", "Cross-validation notebook"."""
    if block.kind is BlockKind.WORK:
        return tr("Work")
    code = block.course.code if block.course else ""
    if block.kind is BlockKind.LIVE and block.occurrence is not None:
        number = block.occurrence.number
        return tr("%1 class %2", code, number) if number else tr("%1 extra class", code)
    if block.kind is BlockKind.STUDY_GROUP:
        return tr("%1 study group", code)
    return block.title or (tr("Busy") if block.kind is BlockKind.CALENDAR else "")


def mark_of(block: Block) -> str:
    """Return what stands in a block of the ribbon, where there is room for it."""
    if block.kind is BlockKind.LIVE:
        return tr("Class")
    if block.kind is BlockKind.PLANNED and block.course is not None:
        return block.course.code
    return block_name(block)


def gap_labels(gap: Gap) -> tuple[str, ...]:
    """Return how long a gap is, in words of less and less room: "2 h 30 free", "2 h 30"; "50"."""
    told = duration(gap.minutes)
    shorter = (str(gap.minutes),) if gap.minutes < 60 else ()
    return (tr("%1 free", told), told, *shorter)


def gap_span(gap: Gap, words: Words) -> str:
    """Say from when to when a gap is: "12:40 to 13:30"."""
    return tr("%1 to %2", words.time(gap.starts_at), words.time(gap.ends_at))


def gap_tip(gap: Gap, words: Words) -> str:
    """Say what a gap is and what a click does."""
    return tr("Free %1, %2. Click to see what fits.", gap_span(gap, words), duration(gap.minutes))


def day_spoken(day: Day, words: Words) -> str:
    """Say what is free today: "Free 12:40 to 13:30, 17:30 to 20:00"."""
    if not day.gaps:
        return tr("Nothing is free any more today")
    return tr("Free %1", ", ".join(gap_span(gap, words) for gap in day.gaps))


def now_text(now: Now, words: Words) -> str:
    """Say what the student has now: "Free until 13:30, so 50 min fit now."."""
    if now.ends_at is None:
        return tr("Your quiet hours.") if now.kind is NowKind.QUIET else ""
    until = words.time(now.ends_at)
    if now.kind is NowKind.FREE:
        return tr("Free until %1, so %2 fit now.", until, duration(now.minutes))
    if now.kind is NowKind.QUIET:
        return tr("Your quiet hours; nothing else until %1.", until)
    assert now.block is not None
    name = block_name(now.block)
    if now.kind is NowKind.PLANNED:
        return tr("Planned until %1: %2.", until, name)
    return _taken_text(now.block, name, now, words)


def _taken_text(block: Block, name: str, now: Now, words: Words) -> str:
    """Say what is in the way: a class also before it begins and after it has ended."""
    if block.starts_at > now.at:
        return tr("%1 begins at %2.", name, words.time(block.starts_at))
    if block.ends_at <= now.at:
        return tr("%1 ended at %2.", name, words.time(block.ends_at))
    return tr("%1 until %2.", name, words.time(block.ends_at))


# What fits


def item_name(schedule: Schedule, item: ChecklistItem) -> str:
    """Name an item; a recording by its class: "Class 2: Choosing the right chart"."""
    if item.activity is not None:
        return item.title
    occurrence = schedule.occurrence(item.id)
    return class_title(occurrence, schedule) if occurrence is not None else item.title


def fit_minutes(fit: Fit) -> str:
    """Write how long an item takes: "15 min", "~30 min" where nobody has said."""
    return tr("~%1", duration(fit.minutes)) if fit.is_guess else duration(fit.minutes)


class Note(NamedTuple):
    """When an item is due: in full, short, and the token of its colour."""

    full: str
    short: str
    tint: str = "text3"


def fit_note(item: ChecklistItem, words: Words, class_at: Mapping[str, datetime]) -> Note:
    """Say when an item is due: "before tonight’s class", "Wed 04:59 · 16 h", "5 days late".
    Optional work says that it is; it is never late."""
    if item.due_at is not None and item.is_late(words.now):
        late = words.relative(item.due_at)
        return Note(late, late, "dangt")
    if item.due_at is None or item.due_at <= words.now:
        text = _standing(item)
        return Note(text, text)
    wall = words.local(item.due_at)
    if is_before_class(item, class_at) and wall.date() == words.today:
        text = before_class(item.due_at, words)
        return Note(text, words.soon(item.due_at), "warnt")
    far = (wall.date() - words.today).days > 6
    when = words.day(item.due_at) if far else words.soon(item.due_at)
    if item.is_optional:
        return Note(tr("%1 · optional", when), tr("optional"))
    return Note(tr("%1 · %2", when, words.relative(item.due_at)), when)


def _standing(item: ChecklistItem) -> str:
    """Say how an item stands that has no date to come: "optional", "to revise", or nothing."""
    if item.is_optional:
        return tr("optional")
    return tr("to revise") if item.stage is Stage.FEEDBACK else ""


def fit_spoken(
    fit: Fit, name: str, course: Course | None, note: Note, words: Words, *, is_learned: bool
) -> str:
    """Say an item in full words: title, course, minutes, when it is due."""
    parts = [name, course.label if course else "", _spoken_length(fit, is_learned)]
    if note.tint != "text3":
        parts.append(note.full)
    if fit.item.due_at is not None:
        parts.append(tr("due %1", words.spoken_time(fit.item.due_at)))
    parts.append(_standing(fit.item))
    return ", ".join(part for part in parts if part)


def _spoken_length(fit: Fit, is_learned: bool) -> str:
    minutes = spoken_minutes(fit.minutes)
    if fit.is_guess:
        return tr("no estimate, counted as %1", minutes)
    if is_learned:
        estimate = spoken_minutes(fit.item.minutes or 0)
        return tr("about %1 for you, the estimate is %2", minutes, estimate)
    return minutes


def fit_aside(fit: Fit, *, is_learned: bool) -> str:
    """Write the instructor's figure, where what was learned stands in its place."""
    return tr(" · estimate %1", duration(fit.item.minutes or 0)) if is_learned else ""


def fit_tip(fit: Fit, name: str, *, is_learned: bool) -> str:
    """Write what a row does not show: a cut title, and the estimate beside what was learned."""
    if not is_learned or fit.item.minutes is None:
        return name
    about, estimate = duration(fit.minutes), duration(fit.item.minutes)
    return tr("%1\nabout %2 for you, the estimate is %3", name, about, estimate)


def spoken_minutes(minutes: int) -> str:
    """Say minutes in full words: "1 hour 14 minutes"."""
    return spoken_duration(timedelta(minutes=minutes))


class PackWords(NamedTuple):
    """What is said of a pack: before its minutes, the minutes, after them; and on its button."""

    before: str
    minutes: str
    after: str
    start: str

    @property
    def whole(self) -> str:
        """All of it as one sentence."""
        return f"{self.before}{self.minutes}{self.after}"


def pack_words(
    schedule: Schedule,
    offer: Offer,
    pack: Pack,
    words: Words,
    class_at: Mapping[str, datetime],
) -> PackWords:
    """Say what a pack is and why: "The first two together take 27 min, before tonight’s class."."""
    why = reason_text(pack, words, class_at)
    names = [item_name(schedule, piece.item) for piece in pack.pieces]
    count = len(pack.pieces)
    first = pack.pieces[0]
    if count == 1:
        text = tr("“%1”: %m, %2.", names[0], why)
        told = slice_text(first) if first.is_slice else duration(first.minutes)
        return _parted(text, told, tr("Start"))
    rows = [fit.item.id for fit in offer.rows[:count]]
    start = tr("Start both") if count == 2 else tr("Start all %1", count)
    if list(pack.ids) == rows:
        text = tr("The first %1 together take %m, %2.", tr(_NUMBERS[count]), why)
    elif count == 2:
        text = tr("“%1” and “%2” together take %m, %3.", *names, why)
    else:
        text = tr("“%1” and %2 more together take %m, %3.", names[0], count - 1, why)
    return _parted(text, duration(pack.minutes), start)


def _parted(text: str, minutes: str, start: str) -> PackWords:
    before, _, after = text.partition("%m")
    return PackWords(before, minutes, after, start)


def pack_spoken(schedule: Schedule, pack: Pack, start: str) -> str:
    """Name the button of a pack: "Start both: Ridge and lasso in 15 minutes, Check-in quiz 9"."""
    titles = (piece_title(piece, lambda item: item_name(schedule, item)) for piece in pack.pieces)
    return tr("%1: %2", start, ", ".join(titles))


def nothing_fits(offer: Offer) -> str:
    """Say that nothing fits whole: "Nothing under 15 min; shortest is 18 min."."""
    assert offer.shortest is not None
    shortest = duration(offer.shortest.minutes)
    return tr("Nothing under %1; shortest is %2.", duration(offer.minutes), shortest)


def more_text(offer: Offer) -> str:
    """Say how many more fit: "4 more fit in 30 min"."""
    if offer.more == 1:
        return tr("1 more fits in %1", duration(offer.minutes))
    return tr("%1 more fit in %2", offer.more, duration(offer.minutes))


def is_told_by_a_row(pack: Pack, rows: Sequence[Fit]) -> bool:
    """Tell whether a pack is one whole item that stands in the list with its own button."""
    first = pack.pieces[0]
    is_single = len(pack.pieces) == 1 and not first.is_slice
    return is_single and any(fit.item.id == first.item.id for fit in rows)
