"""A choice as it is remembered: what was ticked, for which program, and the file kept updated."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from companion.exporters.choice import MAX_REMINDER, MAX_REMINDERS, ExportChoice, ItemKind, Target


class KeptFile(NamedTuple):
    """A file that is rewritten after each edit; known are the courses that were there to choose
    from: one added later goes in."""

    path: str
    choice: ExportChoice
    known: frozenset[str | None]


def choice_text(choice: ExportChoice, known: Iterable[str | None]) -> str:
    """Return a choice as one line of JSON."""
    return json.dumps(_values(choice, known), ensure_ascii=False)


def choice_of(text: str) -> tuple[ExportChoice, frozenset[str | None]] | None:
    """Return the choice of a stored line, and the courses known then; None for any other text."""
    try:
        return _choice(json.loads(text))
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError):
        return None


def kept_text(kept: KeptFile) -> str:
    """Return a kept file as one line of JSON."""
    values = {"path": kept.path, **_values(kept.choice, kept.known)}
    return json.dumps(values, ensure_ascii=False)


def kept_of(text: str) -> KeptFile | None:
    """Return the kept file of a stored line; None for any other text."""
    found = choice_of(text)
    if found is None:
        return None
    path = json.loads(text).get("path")
    return KeptFile(path, *found) if isinstance(path, str) and path else None


def with_new_courses(
    choice: ExportChoice, known: frozenset[str | None], courses: Iterable[str | None]
) -> ExportChoice:
    """Return the choice with the courses that have come since it was made."""
    if choice.course_ids is None:
        return choice
    new = frozenset(course for course in courses if course not in known)
    return choice._replace(course_ids=choice.course_ids | new)


def _values(choice: ExportChoice, known: Iterable[str | None]) -> dict[str, Any]:
    courses = choice.course_ids
    return {
        "target": choice.target.value,
        "courses": None if courses is None else sorted(c or "" for c in courses),
        "known": sorted(c or "" for c in known),
        "kinds": sorted(kind.value for kind in choice.kinds),
        "reminders": _minutes(choice.reminders),
        "due_reminders": _minutes(choice.due_reminders),
        "passcode": choice.with_passcode,
        "link": choice.with_link,
        "since": choice.since.isoformat() if choice.since else None,
    }


def _choice(values: dict[str, Any]) -> tuple[ExportChoice, frozenset[str | None]]:
    courses, since = values["courses"], values["since"]
    at = datetime.fromisoformat(since) if since else None
    choice = ExportChoice(
        Target(values["target"]),
        None if courses is None else frozenset(str(c) or None for c in courses),
        frozenset(ItemKind(kind) for kind in values["kinds"]),
        _times(values["reminders"]),
        _times(values["due_reminders"]),
        values["passcode"] is True,
        values["link"] is not False,
        at.astimezone(UTC) if at else None,
    )
    return choice, frozenset(str(c) or None for c in values["known"])


def _minutes(times: Iterable[timedelta]) -> list[int]:
    return [int(time / timedelta(minutes=1)) for time in times]


def _times(minutes: list[int]) -> tuple[timedelta, ...]:
    found = [timedelta(minutes=int(n)) for n in minutes][:MAX_REMINDERS]
    return tuple(time for time in found if timedelta() <= time <= MAX_REMINDER)
