"""What the timer says: its strip, what is announced, and the questions it asks."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from companion.models.activity import Activity
from companion.models.agenda import ChecklistItem
from companion.models.course import Course
from companion.models.schedule import Schedule
from companion.models.timed_work import item_of
from companion.models.timer import Milestone, Timer, seconds_left
from companion.ui.class_words import class_name
from companion.ui.text import Words, duration, spoken_duration, tr

_SHOWN = 60


class TimerFace(NamedTuple):
    """What the strip shows. part is how much of the estimate is over, 0 to 1, or 0 without one;
    code and family are those of the course. spoken changes with the minutes only."""

    title: str = ""
    code: str = ""
    family: str = "stone"
    clock: str = ""
    rest: str = ""
    minutes: int = 0
    part: float = 0.0
    is_over: bool = False
    is_running: bool = True
    following: str = ""
    spoken: str = ""


def face(schedule: Schedule, timer: Timer, speed: float) -> TimerFace:
    """Return what the strip shows of a timer."""
    item = item_of(schedule, timer.item_id, speed)
    course = schedule.get(Course, item.course_id or "") if item else None
    title = item_title(schedule, timer.item_id)
    estimate, spent = estimate_of(item)
    left = seconds_left(timer, estimate, spent) if estimate else 0.0
    clock, rest = _clock_words(timer, estimate, left)
    part = min(1.0, max(0.0, 1 - left / (estimate * 60))) if estimate else 0.0
    return TimerFace(
        title,
        course.code if course else "",
        course.color if course else "stone",
        clock,
        rest,
        int(timer.seconds // 60),
        part,
        bool(estimate) and left < 0,
        timer.is_running,
        _following(schedule, timer, speed),
        _spoken(title, course, timer, estimate, left),
    )


def item_title(schedule: Schedule, item_id: str) -> str:
    """Name an item; a recording by its class: "Class 2: Choosing the right chart"."""
    activity = schedule.get(Activity, item_id)
    if activity is not None:
        return activity.title
    occurrence = schedule.occurrence(item_id)
    if occurrence is None:
        return ""
    topic = schedule.title_of(occurrence)
    return tr("%1: %2", class_name(occurrence), topic) if topic else class_name(occurrence)


def estimate_of(item: ChecklistItem | None) -> tuple[int, int]:
    """Return the minutes an item takes, 0 when unknown, and those spent on it before."""
    if item is None:
        return 0, 0
    return item.minutes or 0, item.activity.spent_minutes if item.activity else 0


def clock(seconds: float) -> str:
    """Write a length to the second: "9:12", "1:02:09"."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _clock_words(timer: Timer, estimate: int, left: float) -> tuple[str, str]:
    if not timer.is_running:
        return clock(timer.seconds), tr("so far, paused")
    if not estimate:
        return clock(timer.seconds), tr("so far")
    text = "left of %1" if left >= 0 else "over %1"
    return clock(abs(left)), tr(text, duration(estimate))


def _following(schedule: Schedule, timer: Timer, speed: float) -> str:
    found = (item_of(schedule, item_id, speed) for item_id in timer.queue)
    item = next((item for item in found if item is not None and item.is_waiting_for_student), None)
    if item is None:
        return ""
    title = item_title(schedule, item.id)
    return (
        tr("then %1, %2", title, duration(item.minutes)) if item.minutes else tr("then %1", title)
    )


def _spoken(title: str, course: Course | None, timer: Timer, estimate: int, left: float) -> str:
    parts = [tr("Timer"), title]
    parts += [course.label] if course else []
    parts.append(tr("%1 so far", spoken_minutes(int(timer.seconds // 60))))
    if estimate:
        ahead = left >= 0
        size = spoken_minutes(int(-(-left // 60)) if ahead else int(-left // 60))
        parts.append(tr("%1 left", size) if ahead else tr("%1 over", size))
    if not timer.is_running:
        parts.append(tr("paused"))
    return ", ".join(parts)


def spoken_minutes(minutes: int) -> str:
    """Say a length in full words: "1 hour 5 minutes"."""
    return spoken_duration(timedelta(minutes=minutes))


def announced(milestone: Milestone, title: str, left: float) -> str:
    """Say that half of the time is over, that five minutes are left, or none."""
    if milestone is Milestone.OVER:
        return tr("The time for %1 is over.", title)
    if milestone is Milestone.FIVE:
        return tr("5 minutes left for %1.", title)
    return tr("Half of the time for %1 is over, %2 left.", title, spoken_minutes(round(left / 60)))


# What is told and asked


def short(text: str) -> str:
    """Return a title cut to what a sentence has room for."""
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1].rstrip() + "…"


def logged(title: str, minutes: int) -> str:
    """Say what was added to an item's time."""
    return tr("%1 logged on “%2”", duration(minutes), short(title))


def done(title: str, minutes: int) -> str:
    """Say that an item is done, and what it took this time."""
    if not minutes:
        return tr("“%1” is done", short(title))
    return tr("“%1” is done, %2 logged", short(title), duration(minutes))


def gone(title: str, minutes: int) -> tuple[str, str]:
    """Say that the timer ended because its item is no longer there, and what is not logged."""
    name = short(title)
    strong = tr("“%1” is gone, so its timer ended.", name) if name else tr("The timer ended.")
    if not minutes:
        return strong, ""
    return strong, tr("%1 could not be logged; undo may bring it back.", duration(minutes))


def found(title: str, timer: Timer, words: Words) -> tuple[str, str]:
    """Say what an earlier run of the program left: "18 min so far on “HBR case”."."""
    strong = tr("%1 so far on “%2”.", duration(timer.minutes), short(title))
    return strong, tr("The timer stopped %1.", when(timer.seen_at, words))


def when(at: datetime, words: Words) -> str:
    """Say when something was: "today at 14:05", "yesterday at 21:30", "on Fri 23 Oct at 21:30"."""
    days = (words.today - words.local(at).date()).days
    if days == 0:
        return tr("today at %1", words.time(at))
    if days == 1:
        return tr("yesterday at %1", words.time(at))
    return tr("on %1 at %2", words.day(at), words.time(at))


def away(title: str, timer: Timer, words: Words) -> tuple[str, str]:
    """Say for how long nothing was counted, and what the timer does now."""
    strong = tr("You were away %1.", duration(max(1, round(timer.away_seconds / 60))))
    if timer.is_running:
        return strong, tr("That is not counted; the timer of “%1” runs on.", short(title))
    until = words.time(timer.away_at or timer.seen_at)
    counted = duration(timer.minutes)
    return strong, tr("“%1” is counted until %2, %3 so far.", short(title), until, counted)
