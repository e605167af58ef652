"""What a calendar that is read for busy time alone holds, and how it comes out of the process that
read it: that one read foreign bytes, so what it says is checked."""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import Any, NamedTuple

from companion.models.busy_calendar import STAMP, WHOLE_DAY, span_of
from companion.models.import_limits import MAX_ITEMS, MAX_RAW, MAX_SKIPPED, MAX_TITLE
from companion.models.source import Skipped
from companion.models.walltime import is_zone

SHORT_TITLE = 120
_LINE = re.compile(r"[0-9]{12}\t(?:[1-9][0-9]{0,4}|d)\t([A-Za-z0-9_+/-]{0,98})\t[^\t\n\r]{0,120}")


class BusySource(NamedTuple):
    """What a calendar was read to hold, its lines in order. free is how many of its entries take
    no time."""

    name: str
    lines: tuple[str, ...] = ()
    free: int = 0
    skipped: tuple[Skipped, ...] = ()


def busy_line(wall: datetime, minutes: int | None, zone: str, title: str) -> str:
    """Write down one busy time: from a naive wall time on, in minutes; None for the whole day. An
    empty zone is the one in which the student is."""
    length = WHOLE_DAY if minutes is None else str(minutes)
    return f"{wall:{STAMP}}\t{length}\t{zone}\t{title[:SHORT_TITLE]}"


def busy_to_json(source: BusySource) -> str:
    """Write a source down."""
    return json.dumps(source, ensure_ascii=False, separators=(",", ":"))


def busy_from_json(text: str) -> BusySource:
    """Read a source that another process wrote down. Raises ValueError for what none would."""
    try:
        name, lines, free, skipped = json.loads(text)
        if len(lines) > MAX_ITEMS or len(skipped) > MAX_SKIPPED or not isinstance(free, int):
            raise ValueError("too many lines")
        zones: set[str] = set()
        told = (
            Skipped(_text(t, MAX_TITLE), _text(r, 40), _text(w, MAX_RAW)) for t, r, w in skipped
        )
        checked = sorted(_checked(line, zones) for line in lines)
        return BusySource(_text(name, SHORT_TITLE), tuple(checked), free, tuple(told))
    except (TypeError, LookupError, RecursionError) as error:
        raise ValueError(f"no busy time: {type(error).__name__}") from error


def _checked(line: Any, zones: set[str]) -> str:
    match = _LINE.fullmatch(line)
    if match is None:
        raise ValueError("no line")
    if match[1] and match[1] not in zones:
        if not is_zone(match[1]):
            raise ValueError("an unknown zone")
        zones.add(match[1])
    if span_of(line, "UTC") is None:
        raise ValueError("no time")
    return str(line)


def _text(value: Any, longest: int) -> str:
    if not isinstance(value, str) or len(value) > longest:
        raise ValueError("no text, or too long")
    return value
