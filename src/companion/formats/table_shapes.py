"""Tables in other shapes, made plain rows: a column for each weekday, words set apart by blanks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from companion.formats.table_dates import find_date, split_dated_line

Cells = list[list[str]]
_WEEKDAY = re.compile(r"(?:mon|tues?|wednes|wed|thurs?|fri|satur|sat|sun)(?:days?)?\.?", re.I)
_HEAD_ROWS = 10


def with_a_row_for_each_day(cells: Cells) -> Cells:
    """Return a table with columns "Monday", "Wednesday" … as one with a row for each class."""
    for at, row in enumerate(cells[:_HEAD_ROWS]):
        days = [n for n, cell in enumerate(row) if _WEEKDAY.fullmatch(cell.strip(" *_"))]
        if len(days) > 1 and len(days) + 2 >= len([cell for cell in row if cell.strip()]):
            return [*cells[:at], ["Week", "Day", "Topic"], *_day_rows(cells[at:], days)]
    return cells


def _day_rows(cells: Cells, days: list[int]) -> Iterator[list[str]]:
    heads = cells[0]
    first = next((n for n in range(len(heads)) if n not in days), None)
    for row in cells[1:]:
        week = row[first] if first is not None and first < len(row) else ""
        for place in days:
            text = row[place].strip() if place < len(row) else ""
            if text:
                dated = split_dated_line(text)
                day, rest = dated if dated is not None and dated[1] else (heads[place], text)
                yield [week, day, rest]


def set_apart(text: str) -> Iterator[list[str]]:
    """Yield the cells of lines whose columns begin at the same places, two blanks between them."""
    lines = [line for line in text.expandtabs().splitlines() if line.strip()]
    head = next((n for n, line in enumerate(lines) if len(_columns(line)) > 2), None)
    if head is None:
        return
    starts = [start for start, _ in _columns(lines[head])]
    ends = [*starts[1:], 10_000]
    for line in lines[head:]:
        cells = [line[start:end].strip() for start, end in zip(starts, ends, strict=True)]
        is_cut = any(line[start - 1 : start].strip() for start in starts[1:])
        parts = [words for _, words in _columns(line)]
        yield parts if is_cut and len(parts) == len(starts) else cells


def _columns(line: str) -> list[tuple[int, str]]:
    return [(m.start(), m[0].strip()) for m in re.finditer(r"\S+(?:\s\S+)*", line)]


def is_set_apart(text: str) -> bool:
    """Tell whether lines are such columns with dates, of which a paragraph has none."""
    rows = list(set_apart(text[:20_000]))[:40]
    dated = sum(any(find_date(cell) is not None for cell in row[:3]) for row in rows)
    return dated > 1 and dated * 2 >= len(rows) - 1
