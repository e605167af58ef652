"""Reads a syllabus as a table: what is due when, what is to be read, when there are no classes.

What each column is, `table_columns` tells, or the student.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from typing import NamedTuple

from companion.formats.foreign_text import clean_title, links_in
from companion.formats.table_cells import read_tables
from companion.formats.table_columns import URL, Layout, find_layout, with_roles
from companion.formats.table_dates import Day, find_date
from companion.formats.table_days import days_of_rows, due_days, weeks_of_undated
from companion.formats.table_sheets import is_sheet
from companion.models.activity import ActivityKind
from companion.models.course import MAX_WEEKS
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
from companion.models.source_titles import (
    folded,
    is_exam,
    is_no_class,
    is_partly_off,
    kind_of_title,
)
from companion.models.typed import MAX_ESTIMATE, read_length

_EMPTY = re.compile(r"(?:tba|tbd|none|n/?a|no (?:reading|homework|assignment)s?|[-–—.*\s]*)", re.I)
_WEEK = re.compile(r"(?:week|wk|unit|module)?\s*#?\s*(\d{1,2})\b", re.IGNORECASE)
_OUT = re.compile(r"\b(?:out|released|assigned|posted|opens?)\W*$", re.IGNORECASE)
_DUE_WORD = re.compile(r"^due\s*:\s*|\s*[-–:(]?\s*\bdue[).!]*$", re.IGNORECASE)
_NO_CLASS = re.compile(r"no (?:class(?:es)?|lecture|meeting)s?", re.IGNORECASE)
_ONLY_THERE = re.compile(
    r"(?:attendance (?:is )?(?:required|mandatory)|in[- ]class|guest (?:speaker|lecture)"
    r"|see (?:canvas|syllabus|moodle))\W*",
    re.IGNORECASE,
)
_END_OF_DAY = time(23, 59)


class _Row(NamedTuple):
    """One line of the table below its heads."""

    cells: dict[str, str]
    raw: str
    day: Day | None
    week: int | None
    due: Day | None = None  # told beside the date of the class


def recognises(content: bytes) -> bool:
    """Tell whether bytes hold a table with heads that are known, or with a column of dates."""
    if is_sheet(content):
        return True
    if b"\0" in content[:4000] and content[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        return False
    try:
        return find_layout(read_tables(content)[0]) is not None
    except SourceFailed:
        return False


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
    name = _name(near)
    rows = _rows(layout, today, near)
    items: list[SourceItem] = []
    skipped: list[Skipped] = []
    seen: dict[str, int] = {}
    for row in rows:
        for found in _items(row, name):
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


def _name(near: str) -> str:
    """Return the course that the lines above a table name: the first that is a title."""
    lines = (
        clean_title(re.sub(r"^[#*_\s]+|[*_\s]+$", "", line), 120) for line in near.splitlines()
    )
    return next((line for line in lines if len(line) > 3 and not line.startswith("|")), "")


def _rows(layout: Layout, today: date, near: str) -> list[_Row]:
    cells, heads = layout.lines, _places(layout)
    names = {name: layout.columns[place].head for name, place in heads.items()}
    days = days_of_rows(cells, heads, names, today, near)
    off = [day for row, day in zip(cells, days, strict=True) if day and is_no_class(" ".join(row))]
    weeks = weeks_of_undated(days, off) if "week" not in heads else [None] * len(cells)
    dues = due_days(cells, heads, today, near)
    rows: list[_Row] = []
    week: int | None = None
    for row, day, own_week, due in zip(cells, days, weeks, dues, strict=True):
        named = {n: row[place] if place < len(row) else "" for n, place in heads.items()}
        match = _WEEK.search(re.sub(r"[*_]", "", named.get("week", "")))
        if match and 1 <= int(match[1]) <= MAX_WEEKS:
            week = int(match[1])
        rows.append(_Row(named, " | ".join(row)[:400], day, own_week or week, due))
    return rows


def _places(layout: Layout) -> dict[str, int]:
    """Return where the columns of a table stand, by name; a second one of its kind, "work 3"."""
    places: dict[str, int] = {}
    for place, column in enumerate(layout.columns):
        name = column.role.value
        if column.role is not ColumnRole.NONE:
            places[f"{name} {place}" if name in places else name] = place
    return places


def _items(row: _Row, label: str) -> Iterator[SourceItem | Skipped]:
    """Yield what a line tells: days off, or work and reading."""
    title = clean_title(_words(row.cells.get("topic", "")))
    title = "" if _EMPTY.fullmatch(title) else title
    label = clean_title(row.cells.get("course", ""), 120) or label
    if is_no_class(row.raw) and row.day is not None and not _has_work(row):
        yield _days_off(row, row.day, title, label)
        return
    if row.day is not None and row.day.is_doubtful:
        yield Skipped(title or row.raw[:80], "weekday_differs", row.raw)
        title = ""  # told by that
    found = list(_work(row, label))
    has_work = any(isinstance(entry, SourceItem) for entry in found)
    if not has_work and is_exam(title) and row.day is not None and _is_schedule(row):
        found.append(_one(row, label, "topic", title, title))
    yield from found
    if not found and title:
        yield Skipped(title, "topic_only", row.raw)


def _days_off(row: _Row, day: Day, title: str, label: str) -> SourceItem | Skipped:
    week = clean_title(_words(row.cells.get("week", "")), 200)
    names = [title, "" if _WEEK.search(week) else week]
    name = next((n for n in names if n and not _NO_CLASS.fullmatch(n)), "")
    name = name or title or clean_title(_words(row.raw), 200)
    if is_partly_off(row.raw):
        return Skipped(name, "partly_off", row.raw)
    key = f"table:{folded(label)[:40]}:off{day.first}"
    first = datetime.combine(day.first, time())
    return SourceItem(key, ItemSort.OFF, name, label, first, is_all_day=True, until=day.last)


def _is_schedule(row: _Row) -> bool:
    """Tell whether the table has columns for the work of a course: no calendar of a university."""
    return any(name.startswith(("work", "reading")) for name in row.cells)


def _has_work(row: _Row) -> bool:
    cells = (cell for name, cell in row.cells.items() if name.startswith(("work", "reading")))
    return any(not _EMPTY.fullmatch(_words(cell)) for cell in cells)


def _work(row: _Row, label: str) -> Iterator[SourceItem | Skipped]:
    """Yield the work of a line. A list with a due date of its own has one entry a line, named by
    its title; a schedule has columns for reading and for what is due."""
    is_list = "due" in row.cells and "date" not in row.cells
    names = [name for name in row.cells if name.startswith(("work", "reading"))]
    if "work" not in row.cells and (is_list or {"minutes", "kind"} & row.cells.keys()):
        names.insert(0, "topic")
    for name in names:
        for part in _parts(row.cells.get(name, "")):
            title = clean_title(_DUE_WORD.sub("", _words(part)))
            if not title or _EMPTY.fullmatch(title):
                continue
            if _ONLY_THERE.fullmatch(title):
                yield Skipped(title, "topic_only", row.raw)
                continue
            if name.startswith("reading") and re.fullmatch(r"[\d\s,.–-]+", title):
                title = f"Chapter {title}"
            if _OUT.search(title):
                yield Skipped(title, "opens", row.raw)
            else:
                yield _one(row, label, name.partition(" ")[0], part, title)


def _parts(cell: str) -> list[str]:
    """Take the lines of a cell apart, and "HW1 due / HW2 out"."""
    lines = cell.split("\n")
    return [
        part
        for line in lines
        for part in (re.split(r"\s/\s", line) if _OUT.search(_words(line)) else [line])
    ]


def _one(row: _Row, label: str, column: str, cell: str, title: str) -> SourceItem:
    day, own = row.due or row.day, find_date(cell)
    at = (own.at if own else None) or (day.at if day else None) or _END_OF_DAY
    wall = datetime.combine(day.last, at) if day is not None else None
    minutes = read_length(row.cells.get("minutes", "").strip())
    links = links_in(f"{row.cells.get('link', '')} {cell}")
    kind = _kind(row.cells.get("kind", ""), title, column)
    key = f"table:{folded(label)[:40]}:{column}:{folded(title)[:100]}"
    return SourceItem(
        key[: MAX_KEY - 8], ItemSort.DUE, title, label, wall, "UTC" if day and day.is_utc else "",
        minutes if minutes and minutes <= MAX_ESTIMATE else None,
        link=links[0] if links else "", kind=kind.value, week=row.week,
        is_optional="optional" in title.casefold(),
    )  # fmt: skip


def _kind(told: str, title: str, column: str) -> ActivityKind:
    plain = told.strip().casefold()
    named = next((k for k in ActivityKind if k.value == plain.rstrip("s")), None)
    if named is not None and named is not ActivityKind.RECORDING:
        return named
    if column == "reading":
        return ActivityKind.READING
    return kind_of_title(f"{told} {title}")


def _words(cell: str) -> str:
    """Take addresses and marks off a cell."""
    plain = re.sub(r"\s+(?=[,;])", "", URL.sub(" ", cell).replace("[]", ""))
    return re.sub(r"^[\s*•–,;-]+|[\s*•,;–-]+$", "", plain)
