"""How long work takes this student: per course and kind, by what similar work took so far.

The instructor's estimates stay what they are: they are shown, and hours are summed by them. What
was learned corrects only the forecast: how much time to plan, and what fits in some minutes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from companion.models.activity import Activity, ActivityKind, Stage
from companion.models.agenda import ChecklistItem
from companion.models.schedule import Schedule

LEAST_SAMPLES = 3
LOWEST, HIGHEST = (
    0.25,
    4.0,
)  # beyond these the timer was forgotten rather than the work that far off
WORTH_TELLING = 0.1  # of the estimate; less is no knowledge
_FINE, _STEP = 20, 5  # below so many minutes to the minute, else in steps

Factors = Mapping[ActivityKind, float]


def factor(schedule: Schedule, course_id: str | None, kind: ActivityKind) -> float | None:
    """Return how many times the estimate work of a kind takes her in a course: the median over
    what is done and was timed; None until there are enough samples."""
    return _factors(schedule, course_id).get(kind)


def minutes_for(schedule: Schedule, item: ChecklistItem) -> int | None:
    """Return about how many minutes an item takes this student in all; None where nothing was
    learned, or hardly anything else than the estimate says. A recording is as long as it is."""
    if item.activity is None or not item.minutes:
        return None
    found = factor(schedule, item.course_id, item.kind)
    if found is None:
        return None
    minutes = _about(item.minutes * found)
    return minutes if abs(minutes - item.minutes) >= WORTH_TELLING * item.minutes else None


def expected_minutes(schedule: Schedule, item: ChecklistItem) -> int | None:
    """Return what to plan for an item: what was learned, else the estimate, else None."""
    return minutes_for(schedule, item) or item.minutes


def _factors(schedule: Schedule, course_id: str | None) -> Factors:
    """Return what was learned of a course; free until one of its activities changes."""
    work = schedule.by_course(Activity).get(course_id or "", ())
    return schedule.recall(("learned", course_id), (work,), lambda: _learn(work))


def _learn(work: Iterable[Activity]) -> Factors:
    ratios: dict[ActivityKind, list[float]] = {}
    for a in work:
        if a.spent_minutes > 0 and a.minutes and a.stage is Stage.DONE:
            ratios.setdefault(a.kind, []).append(a.spent_minutes / a.minutes)
    return {
        kind: min(HIGHEST, max(LOWEST, _median(found)))
        for kind, found in ratios.items()
        if len(found) >= LEAST_SAMPLES
    }


def _median(found: Iterable[float]) -> float:
    """Return the middle of some numbers. That of the standard library brings fractions, decimals
    and random numbers with it: too much for a start, where Today asks."""
    ordered = sorted(found)
    return (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2


def _about(minutes: float) -> int:
    if minutes < _FINE:
        return max(1, int(minutes + 0.5))
    return int(minutes / _STEP + 0.5) * _STEP
