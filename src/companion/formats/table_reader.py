"""Reads a syllabus as a table: what is due when, what is to be read, when there are no classes.

What each column is, `table_columns` tells, or the student.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from typing import NamedTuple

from companion.formats.foreign_text import clean_title, links_in
from companion.formats.table_cells import read_tables
from companion.formats.table_classes import class_of, due_times_of, on_the_day_above, slots_of
from companion.formats.table_columns import Layout, find_layout, with_roles
from companion.formats.table_dates import Day
from companion.formats.table_days import days_of_rows, due_days, weeks_of_undated
from companion.formats.table_due import due_of
from companion.formats.table_sheets import is_sheet
from companion.formats.table_words import (
    kind_of_work,
    name_above,
    only_no_class,
    only_opens,
    only_there,
    parts_of,
    says_due,
    title_of_work,
    week_number,
    without_sort,
    words,
)
from companion.models.import_limits import MAX_KEY
from companion.models.source import (
    ColumnRole,
    ItemSort,
    Skipped,
    Source,
    SourceCourse,
    SourceFailed,
    SourceItem,
)
from companion.models.source_columns import Roles
from companion.models.source_courses import monday
from companion.models.source_titles import folded, is_exam, is_no_class, is_partly_off
from companion.models.typed import MAX_ESTIMATE, TimeRange, read_length

_END_OF_DAY = time(23, 59)


class _Row(NamedTuple):
    """One line of the table below its heads."""

    cells: dict[str, str]
    raw: str
    day: Day | None
    week: int | None
    due: Day | None = None  # told beside the date of the class
    slot: TimeRange | None = None
    due_at: time | None = None  # told without a date


class _About(NamedTuple):
    """What holds for a whole table: its course, today, and whether it tells of work."""

    label: str
    today: date
    is_schedule: bool


def recognises(content: bytes) -> bool:
    """Tell whether bytes hold a table with heads that are known, or with a column of dates."""
    if is_sheet(content):
        return True
    if b"\0" in content[:4000] and content[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        return False
    try:
        return find_layout(read_tables(content)[0]) is not None
    except SourceFailed as failure:
        return failure.code == "table_rows"  # is told by reading it


def read(content: bytes, today: date, roles: Roles | None = None) -> Source:
    """Return what a table tells. roles are what its columns are, as the student says; none of
    them where she has to be asked first. Raises SourceFailed where its columns are not
    understood and nobody can be asked (None)."""
    tables, near = read_tables(content)
    layout = find_layout(tables)
    if layout is None or (layout.is_guess and roles is None):
        raise SourceFailed("table_heads")
    if roles:
        layout = with_roles(layout, roles)
    near = "\n".join([near, *(" ".join(row) for row in layout.above)])
    name = name_above(near)
    rows = _rows(layout, today, near)
    about = _About(name, today, _is_schedule(rows))
    items: list[SourceItem] = []
    skipped: list[Skipped] = []
    seen: dict[str, int] = {}
    for row in rows:
        for found in _items(row, about):
            if isinstance(found, Skipped):
                skipped.append(found)
                continue
            number = seen[found.key] = seen.get(found.key, 0) + 1
            key = found.key if number == 1 else f"{found.key}#{number}"
            items.append(found._replace(key=key))
    if rows and all(row.day is None or (today - row.day.last).days > 60 for row in rows):
        dated = next((row.day for row in rows if row.day is not None), None)
        if dated is not None:
            skipped.insert(0, Skipped(str(dated.first.year), "old_dates"))
    courses = _begins(rows, items, name)
    return Source("table", name, tuple(items), tuple(skipped), courses, layout.columns)


def _begins(
    rows: Sequence[_Row], items: Sequence[SourceItem], label: str
) -> tuple[SourceCourse, ...]:
    """Return when the course of a schedule begins: in the week of its first line, which may name a
    class alone."""
    first = next((row.day for row in rows if row.day is not None and "date" in row.cells), None)
    is_its_own = any(i.course == label and i.sort is ItemSort.DUE for i in items)
    if first is None or not is_its_own:
        return ()
    return (SourceCourse(label, starts_on=monday(first.first)),)


def _rows(layout: Layout, today: date, near: str) -> list[_Row]:
    cells, heads = layout.lines, _places(layout)
    names = {name: layout.columns[place].head for name, place in heads.items()}
    days, due_at = days_of_rows(cells, heads, names, today, near), due_times_of(layout)
    days = on_the_day_above(days) if any(due_at) else days
    off = [day for row, day in zip(cells, days, strict=True) if day and is_no_class(" ".join(row))]
    weeks = weeks_of_undated(days, off) if "week" not in heads else [None] * len(cells)
    dues = due_days(cells, heads, today, near)
    slots = slots_of(layout)
    rows: list[_Row] = []
    week: int | None = None
    columns = zip(cells, days, weeks, dues, slots, due_at, strict=True)
    for row, day, own_week, due, slot, at in columns:
        named = {n: row[place] if place < len(row) else "" for n, place in heads.items()}
        week = week_number(named.get("week", "")) or week_number(named.get("date", "")) or week
        rows.append(_Row(named, " | ".join(row)[:400], day, own_week or week, due, slot, at))
    return rows


def _places(layout: Layout) -> dict[str, int]:
    """Return where the columns of a table stand, by name; a second one of its kind, "work 3"."""
    places: dict[str, int] = {}
    for place, column in enumerate(layout.columns):
        name = column.role.value
        if column.role is not ColumnRole.NONE:
            places[f"{name} {place}" if name in places else name] = place
    return places


def _items(row: _Row, about: _About) -> Iterator[SourceItem | Skipped]:
    """Yield what a line tells: days off, or classes, work and reading."""
    title = words(row.cells.get("topic", ""))
    about = about._replace(label=clean_title(row.cells.get("course", ""), 120) or about.label)
    if is_no_class(row.raw) and row.day is not None and not _has_work(row):
        yield _days_off(row, row.day, title, about.label)
        return
    found = list(_told(row, about, title))
    if row.day is not None and row.day.is_doubtful:
        yield _left_out(title or clean_title(row.raw, 80), "weekday_differs", row)
    elif not found and title:
        yield _left_out(title, "topic_only", row)
    yield from found


def _told(row: _Row, about: _About, title: str) -> Iterator[SourceItem | Skipped]:
    if row.slot is not None and row.day is not None:
        yield class_of(row.day.first, row.slot, without_sort(title), about.label, row.raw)
    work = [*_due_at_a_time(row, about, title), *_work(row, about)]
    yield from work
    if row.day is None or any(isinstance(entry, SourceItem) for entry in work):
        return
    if is_exam(title) and about.is_schedule:
        named = title_of_work(title, "", is_reading=False)
        yield _one(row, about, "topic", title, named)
    elif not work:
        yield from _told_in_words(row, about)


def _due_at_a_time(row: _Row, about: _About, title: str) -> Iterator[SourceItem]:
    """Yield what a line is about where a column only says until what time."""
    if row.due_at is not None and title:
        item = _one(row, about, "topic", row.cells["topic"], without_sort(title))
        kind = kind_of_work("", title, is_reading=False)  # by the sort, too
        yield item._replace(kind=kind.value)


def _left_out(title: str, reason: str, row: _Row) -> Skipped:
    """Return a row that becomes nothing, as it can be shown."""
    return Skipped(title, reason, clean_title(row.raw, 400))


def _told_in_words(row: _Row, about: _About) -> Iterator[SourceItem | Skipped]:
    """Yield what a line of no column for work says in words: "HW 2 due", "HW 3 released"."""
    cell = next((cell for cell in row.raw.split(" | ") if says_due(cell)), "")
    yield from _of_cell(row, about, "topic", cell)


def _days_off(row: _Row, day: Day, title: str, label: str) -> SourceItem | Skipped:
    week = words(row.cells.get("week", ""), 200)
    names = [title, "" if week_number(week) else week]
    names += [words(cell, 200) for cell in row.raw.split(" | ") if is_no_class(cell)]
    name = next((n for n in names if n and not only_no_class(n)), "")
    name = name or title or words(row.raw, 200)
    if is_partly_off(row.raw):
        return _left_out(name, "partly_off", row)
    key = f"table:{folded(label)[:40]}:off{day.first}"
    first = datetime.combine(day.first, time())
    return SourceItem(key, ItemSort.OFF, name, label, first, is_all_day=True, until=day.last)


def _is_schedule(rows: Sequence[_Row]) -> bool:
    """Tell whether a table is of the work of a course, and no calendar of a university."""
    names = rows[0].cells if rows else {}
    has_column = any(name.startswith(("work", "reading")) for name in names)
    return has_column or any(says_due(cell) for row in rows for cell in row.raw.split(" | "))


def _has_work(row: _Row) -> bool:
    cells = (cell for name, cell in row.cells.items() if name.startswith(("work", "reading")))
    return any(words(cell) for cell in cells)


def _work(row: _Row, about: _About) -> Iterator[SourceItem | Skipped]:
    """Yield the work of a line. A list with a due date of its own has one entry a line, named by
    its title; a schedule has columns for reading and for what is due."""
    is_list = "due" in row.cells and "date" not in row.cells
    names = [name for name in row.cells if name.startswith(("work", "reading"))]
    if "work" not in row.cells and (is_list or {"minutes", "kind"} & row.cells.keys()):
        names.insert(0, "topic")
    for name in names:
        yield from _of_cell(row, about, name.partition(" ")[0], row.cells.get(name, ""))


def _of_cell(row: _Row, about: _About, column: str, cell: str) -> Iterator[SourceItem | Skipped]:
    """Yield the work of one cell, line by line."""
    topic = words(row.cells.get("topic", ""))
    for part in parts_of(cell):
        title = title_of_work(part, topic, is_reading=column == "reading")
        if only_there(title):
            yield _left_out(title, "topic_only", row)
        elif only_opens(title):
            yield _left_out(title, "opens", row)
        elif title:
            yield _one(row, about, column, part, title)


def _one(row: _Row, about: _About, column: str, cell: str, title: str) -> SourceItem:
    day, is_reading = row.due or row.day, column == "reading"
    on, at = due_of(cell, day, about.today) if not is_reading else (None, None)
    zone = "UTC" if day is not None and day.is_utc and on is None and at is None else ""
    on = on or (day.last if day is not None else None)
    at = at or row.due_at or _time_of(row, day) or _END_OF_DAY
    minutes = read_length(row.cells.get("minutes", "").strip())
    links = links_in(f"{row.cells.get('link', '')} {cell}")
    kind = kind_of_work(row.cells.get("kind", ""), title, is_reading=is_reading)
    key = f"table:{folded(about.label)[:40]}:{column}:{folded(title)[:100]}"
    return SourceItem(
        key[: MAX_KEY - 8], ItemSort.DUE, title, about.label,
        datetime.combine(on, at) if on is not None else None, zone,
        minutes if minutes and minutes <= MAX_ESTIMATE else None,
        link=links[0] if links else "", kind=kind.value, week=row.week,
        is_optional="optional" in title.casefold(),
    )  # fmt: skip


def _time_of(row: _Row, day: Day | None) -> time | None:
    """Return the time beside the date; of a class from when to when, its start."""
    if day is None or day.at is None:
        return None
    return row.slot.starts if row.slot is not None else day.at
