"""What a person types, as values: text, times, days, dates, lengths. Refused says what is wrong.

`field` names the entry in the fault. Nothing here guesses: what could mean two things is refused.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time
from typing import NamedTuple

from companion.models.draft import BreakDraft, MeetingDraft
from companion.models.faults import Fault, Refused
from companion.models.meeting import MeetingKind
from companion.models.walltime import FIRST_YEAR, LAST_YEAR
from companion.models.working_hours import MOST_SPANS, WorkSpan

MAX_ESTIMATE, MAX_SPENT = 6000, 60_000
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAY_MINUTES = 24 * 60
_CLOCK = r"(\d{1,2})(?:[:.](\d{2}))?\s*(?:([ap])\.?m\.?)?"
_DASH = r"\s*(?:[-‐‑–—−]|\bto\b)\s*"  # noqa: RUF001  # every dash that people paste
_KINDS = {
    "": MeetingKind.LIVE_SESSION,
    "live": MeetingKind.LIVE_SESSION,
    "live session": MeetingKind.LIVE_SESSION,
    "recitation": MeetingKind.RECITATION,
    "office hours": MeetingKind.OFFICE_HOURS,
    "study group": MeetingKind.STUDY_GROUP,
}
_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_INVISIBLE = frozenset("\ufeff\ufff9\ufffa\ufffb")
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")


def refused(field: str, code: str, *values: str) -> Refused:
    """Return the exception for one fault."""
    return Refused(Fault(field, code, values))


# Text


def clean_text(text: str, *, is_one_line: bool = True) -> str:
    """Return text fit to store: composed (NFC), without control and direction-override
    characters; line breaks and tabs become spaces where one line is meant. Every language,
    emoji and mark stays; halves of broken characters become U+FFFD; what shows nothing is empty.
    """
    lines = unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", text))
    kept = "".join(_kept(c) for c in lines)
    kept = re.sub(r"[ \t\n]+", " ", kept) if is_one_line else kept.replace("\t", " ")
    kept = kept.strip()
    return kept if any(_shows(c) for c in kept) else ""


def _kept(c: str) -> str:
    if c.isalnum() or c in " \n\t":
        return c
    if c in _BIDI or c in _INVISIBLE:
        return ""
    category = unicodedata.category(c)
    if category == "Cs":
        return "\ufffd"
    return "" if category == "Cc" else c


def _shows(c: str) -> bool:
    return not c.isspace() and unicodedata.category(c) not in ("Cf", "Cc", "Zs")


def _plain(text: str) -> str:
    """Fold what looks alike (full-width digits, capitals) before a value is read."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


# Numbers and lengths


def parse_count(text: str, field: str, low: int, high: int) -> int:
    """Read a whole number from low to high."""
    plain = _plain(text)
    if not re.fullmatch(r"\d{1,9}", plain) or not low <= int(plain) <= high:
        raise refused(field, "number_range", text, str(low), str(high))
    return int(plain)


def read_minutes(text: str) -> int | None:
    """Read a length with its unit ("25m", "25 min", "1h", "1h30", "1 h 30", "1.5h"), in minutes;
    None when the text is no length. The result may be out of range."""
    plain = _plain(text)
    found = re.fullmatch(r"(\d{1,6}) ?(?:m|min|mins|minutes?)", plain)
    if found:
        return int(found[1])
    found = re.fullmatch(r"(\d{1,4}) ?(?:h|hrs?|hours?)(?: ?([0-5]?\d) ?(?:m|min|mins)?)?", plain)
    if found:
        return int(found[1]) * 60 + int(found[2] or 0)
    found = re.fullmatch(r"(\d{1,3}[.,]\d{1,2}) ?(?:h|hrs?|hours?)", plain)
    return round(float(found[1].replace(",", ".")) * 60) if found else None


def read_length(text: str) -> int | None:
    """Read a length as `read_minutes` does, but a bare number is minutes; None when it is none."""
    plain = _plain(text)
    return int(plain) if re.fullmatch(r"\d{1,6}", plain) else read_minutes(plain)


def parse_minutes(text: str, field: str = "minutes") -> int:
    """Read an estimate in minutes; a bare number is minutes."""
    minutes = read_length(text)
    if minutes is None:
        raise refused(field, "minutes_form", text)
    if not 1 <= minutes <= MAX_ESTIMATE:
        raise refused(field, "estimate_range", text, str(MAX_ESTIMATE // 60))
    return minutes


def parse_spent(text: str, field: str = "spent") -> int:
    """Read minutes that work took; a bare number is minutes, nothing is none."""
    minutes = read_length(text) if text.strip() else 0
    if minutes is None:
        raise refused(field, "minutes_form", text)
    if minutes > MAX_SPENT:
        raise refused(field, "spent_range", text, f"{MAX_SPENT // 60:,}")
    return minutes


def parse_hours(text: str, field: str = "hours") -> tuple[int, int]:
    """Read a band of hours a week: "8-12", or one number for both ends."""
    found = re.fullmatch(rf"(\d{{1,3}})(?:{_DASH}(\d{{1,3}}))?(?: ?h| hours)?", _plain(text))
    if not found:
        raise refused(field, "hours_form", text)
    low = int(found[1])
    return low, int(found[2] or low)


def parse_gap(text: str, field: str = "minutes") -> int:
    """Read how many minutes somebody has, from 1 to 1440: "15", "1h30"; a bare number is
    minutes."""
    minutes = read_length(text)
    if minutes is None:
        raise refused(field, "gap_form", text)
    if not 1 <= minutes <= _DAY_MINUTES:
        raise refused(field, "gap_range", text)
    return minutes


# Times and days


def read_time(text: str) -> time | None:
    """Read a time of day ("18:30", "6:30 pm", "6pm", "1830"), or None. A bare "6" is none."""
    plain = _plain(text)
    if re.fullmatch(r"\d{4}", plain):
        plain = f"{plain[:2]}:{plain[2:]}"
    found = re.fullmatch(_CLOCK, plain)
    if not found or not (found[2] or found[3]):
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found[3] == "p" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def parse_time(text: str, field: str = "time") -> time:
    """Read a time of day."""
    found = read_time(text)
    if found is None:
        raise refused(field, "time_form", text)
    return found


class TimeRange(NamedTuple):
    """A time of day and a length in minutes; it may end after midnight."""

    starts: time
    minutes: int


def parse_time_range(text: str, field: str = "time") -> TimeRange:
    """Read "18:30-19:50", with any dash or "to"; "6:30-7:50 pm" means the shorter of both."""
    parts = re.split(_DASH, _plain(text))
    if len(parts) != 2:
        raise refused(field, "range_form", text)
    end = read_time(parts[1])
    starts = [t for t in _starts(parts[0], parts[1]) if t is not None]
    if end is None or not starts:
        raise refused(field, "range_form", text)
    lengths = {_minutes_until(start, end): start for start in starts}
    if 0 in lengths:
        raise refused(field, "end_equals_start", text)
    return TimeRange(lengths[min(lengths)], min(lengths))


def _starts(start: str, end: str) -> list[time | None]:
    """A start of up to 12 without am or pm, where the end has it, may be either."""
    found = re.fullmatch(_CLOCK, start)
    if end.rstrip(".").endswith("m") and found and not found[3] and int(found[1]) <= 12:
        return [read_time(f"{start} am"), read_time(f"{start} pm")]
    return [read_time(start)]


def _minutes_until(start: time, end: time) -> int:
    return ((end.hour - start.hour) * 60 + end.minute - start.minute) % _DAY_MINUTES


def parse_work_day(text: str, field: str = "working") -> tuple[WorkSpan, ...]:
    """Read when somebody works on a day: "09:00-12:00, 13:30-17:00", in order of time; empty for
    a day without work. Whether two overlap is for `first_overlap` to say."""
    parts = [part for part in re.split(r"[,;]|\band\b", _plain(text)) if part.strip()]
    if len(parts) > MOST_SPANS:
        raise refused(field, "work_many", str(MOST_SPANS))
    return tuple(sorted(_work_span(part.strip(), field) for part in parts))


def _work_span(text: str, field: str) -> WorkSpan:
    try:
        found = parse_time_range(text, field)
    except Refused:
        raise refused(field, "work_form", text) from None
    end = found.starts.hour * 60 + found.starts.minute + found.minutes
    return WorkSpan(found.starts, time(*divmod(end % _DAY_MINUTES, 60)))


def read_weekday(text: str) -> int | None:
    """Read a weekday in English ("Mon", "thurs", "Fridays"); 0 is Monday. None when it is none."""
    plain = _plain(text).removesuffix(".")
    if plain == "weds":
        return 2
    for number, name in enumerate(WEEKDAYS):
        if plain == f"{name}s" or (len(plain) >= 3 and name.startswith(plain)):
            return number
    return None


def parse_weekday(text: str, field: str = "weekday") -> int:
    """Read a weekday; 0 is Monday."""
    found = read_weekday(text)
    if found is None:
        raise refused(field, "weekday_form", text)
    return found


# Dates and instants


def parse_date(text: str, field: str = "date") -> date:
    """Read a date as 2026-08-31."""
    found = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", _plain(text))
    if not found:
        raise refused(field, "date_form", text)
    return make_date(int(found[1]), int(found[2]), int(found[3]), text, field)


def make_date(year: int, month: int, day: int, text: str, field: str) -> date:
    """Make a date of its parts; text is what was typed. Refused when there is no such day."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise refused(field, "date_range", str(FIRST_YEAR), str(LAST_YEAR))
    try:
        return date(year, month, day)
    except ValueError:
        raise refused(field, "date_missing", text) from None


def parse_wall(text: str, field: str = "to") -> datetime:
    """Read a naive wall-clock time as "2026-11-05 18:30"; the zone is for the caller to know."""
    day, _, clock = unicodedata.normalize("NFKC", text).strip().replace("T", " ").partition(" ")
    at = read_time(clock)
    if at is None:
        raise refused(field, "wall_form", text)
    return datetime.combine(parse_date(day, field), at)


# Parts of a course


def parse_meets(text: str, field: str = "meets") -> MeetingDraft:
    """Read "Tue 18:30-19:50" or "recitation Fri 13:00-14:00"; the end may be after midnight."""
    found = re.fullmatch(r"(?:([a-z][a-z -]*?) )?([a-z]{3,10})[.,]? (\d.*)", _plain(text))
    kind = _KINDS.get((found[1] or "").replace("-", " ").strip()) if found else None
    if found is None:
        raise refused(field, "meets_form", text)
    if kind is None:
        raise refused(field, "meets_kind", found[1])
    starts, minutes = parse_time_range(found[3], field)
    return MeetingDraft(kind, parse_weekday(found[2], field), starts, minutes)


def parse_break(text: str, field: str = "breaks") -> BreakDraft:
    """Read "2026-11-23..2026-11-29=Thanksgiving"; name and second date may be left away."""
    days, _, name = text.partition("=")
    first, dots, last = days.partition("..")
    if not re.match(r"\s*\d", first) or (dots and not last.strip()):
        raise refused(field, "break_form", text)
    starts_on = parse_date(first, field)
    ends_on = parse_date(last, field) if dots else starts_on
    if ends_on < starts_on:
        raise refused(field, "break_backwards")
    return BreakDraft(starts_on, ends_on, clean_text(name))


def parse_due_default(text: str, field: str = "due") -> tuple[int, time]:
    """Read "Sun 23:59": a weekday (0 is Monday) and a time."""
    day, _, clock = _plain(text).partition(" ")
    weekday, at = read_weekday(day.rstrip(",")), read_time(clock)
    if weekday is None or at is None:
        raise refused(field, "due_form", text)
    return weekday, at
