"""On which days the lines of a table are: its column of dates, term by term, week by week."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from companion.formats.table_date_forms import WEEK_OF, WEEKDAY
from companion.formats.table_dates import Day, Found, bind, find_date, weekday_in
from companion.formats.table_terms import names_term
from companion.models.course import MAX_WEEKS
from companion.models.source_courses import monday

_WEEK = timedelta(days=7)
Rows = Sequence[Sequence[str]]


def days_of_rows(
    rows: Rows, heads: Mapping[str, int], names: Mapping[str, str], today: date, near: str
) -> list[Day | None]:
    """Return the day of each row; heads are the columns, names what is written above them."""
    named = [name for name in ("date", "due", "week") if name in heads]
    columns = {name: _found(rows, heads[name], is_day=name != "week") for name in named}
    used = next((name for name, found in columns.items() if any(found)), "")
    if not used:
        return [None] * len(rows)
    found = columns[used]
    if used != "due":
        is_week = WEEK_OF.search(names.get(used, "")) is not None
        found = [e and e._replace(is_week=e.is_week or is_week) for e in found]
    days = _bound(rows, found, today, near)
    return _on_weekdays(rows, heads, days) if used == "week" and "date" in heads else days


def due_days(rows: Rows, heads: Mapping[str, int], today: date, near: str) -> list[Day | None]:
    """Return the day that a column of its own tells for what is due, beside the class's date."""
    if "due" not in heads or "date" not in heads:
        return [None] * len(rows)
    found = [find_date(row[heads["due"]]) if heads["due"] < len(row) else None for row in rows]
    return _bound(rows, found, today, near)


def weeks_of_undated(days: Sequence[Day | None], off: Sequence[Day]) -> list[int | None]:
    """Return the week of each row without a date: that of the row above it, counted from the
    first date, without the weeks that are off as a whole."""
    first: date | None = None
    week: int | None = None
    weeks: list[int | None] = []
    for day in days:
        if day is not None:
            first = first or monday(day.first)
            gone = sum(_is_whole_week(entry) and first <= entry.first < day.first for entry in off)
            number = max(1, (day.first - first) // _WEEK + 1 - gone)
            week = number if number <= MAX_WEEKS else None
        weeks.append(week if day is None else None)
    return weeks


def _is_whole_week(day: Day) -> bool:
    return (day.last - day.first).days >= 4 and day.first.weekday() == 0


def _found(rows: Rows, column: int, *, is_day: bool) -> list[Found | None]:
    read = _of_row if is_day else lambda row, place: find_date(row[place])
    return [read(row, column) if column < len(row) else None for row in rows]


def _of_row(row: Sequence[str], column: int) -> Found | None:
    """Return the date in a cell, with the weekday that stands alone in another."""
    found = find_date(row[column])
    if found is None or found.weekday is not None or found.last is not None:
        return found
    alone = (weekday_in(cell) for cell in row if WEEKDAY.fullmatch(cell.strip(" *_.")))
    return found._replace(weekday=next(alone, None))


def _bound(rows: Rows, found: Sequence[Found | None], today: date, near: str) -> list[Day | None]:
    """Bind dates to years, part by part: a line that names a term begins another part."""
    days: list[Day | None] = []
    for first, last, head in _parts(rows, found):
        days += bind(found[first:last], today, head or near)
    return days


def _parts(rows: Rows, found: Sequence[Found | None]) -> Iterator[tuple[int, int, str]]:
    first, head = 0, ""
    for at, row in enumerate(rows):
        filled = [cell for cell in row if cell.strip()]
        if found[at] is None and len(filled) == 1 and names_term(filled[0]):
            yield first, at, head
            first, head = at, filled[0]
    yield first, len(rows), head


def _on_weekdays(
    rows: Rows, heads: Mapping[str, int], days: Sequence[Day | None]
) -> list[Day | None]:
    """Where the column of dates only says "Mon" or "Thu": that day of the week above it."""
    week: Day | None = None
    made: list[Day | None] = []
    for row, day in zip(rows, days, strict=True):
        week = day or week
        weekday = weekday_in(row[heads["date"]]) if heads["date"] < len(row) else None
        if week is None or weekday is None:
            made.append(day)
            continue
        on = monday(week.first) + timedelta(days=weekday)
        made.append(week._replace(first=on, last=on, is_doubtful=False))
    return made
