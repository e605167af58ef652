"""Tables of others as rows of plain cells: CSV, tabs, Markdown, HTML, and the sheets of .xlsx."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

from companion.formats.foreign_text import clean_notes
from companion.formats.html_text import text_of_html
from companion.formats.table_dates import find_date, split_dated_line
from companion.formats.table_shapes import is_set_apart, set_apart, with_a_row_for_each_day
from companion.formats.table_sheets import is_sheet, sheets_of
from companion.formats.table_terms import names_term
from companion.models.import_limits import MAX_COLUMNS, MAX_ROWS, MB, TABLE_BYTES
from companion.models.source import SourceFailed

Cells = list[list[str]]
_MOST_CELL = 2000
_TABLE = re.compile(r"<table\b[^<>]*>(.*?)(?:</table\s*>|$)", re.IGNORECASE | re.DOTALL)
_ROW = re.compile(r"<tr\b[^<>]*>", re.IGNORECASE)
_CELL = re.compile(r"<t[dh]\b([^<>]*)>", re.IGNORECASE)
_SPANS = re.compile(r"\b(row|col)span\s?=\s?[\"']?(\d{1,3})", re.IGNORECASE)
_RULE = re.compile(r"[\s|:=+-]+")
_FRONT = re.compile(r"\A---\n(?:[^\n]{0,500}\n){0,60}?---\n")
_GRID_LINE, _GRID_HEAD = re.compile(r"\+[-+]+\+"), re.compile(r"\+[=+]+\+")
_BAR = re.compile(r"(?<!\\)\|")
_MARKDOWN_IMAGE = re.compile(r"!\[[^\[\]]*\]\([^()\s]*\)")
_MARKDOWN_LINK = re.compile(r"\[{1,2}([^\[\]]*)\]{1,2}\(([^()\s]*)\)|(https?://\S+)")
_MARKS = re.compile(
    r"[*`]{1,3}(?=\S)|(?<=\S)[*`]{1,3}|(?<![^\W_])_{1,3}(?=\S)|(?<=\S)_{1,3}(?![^\W_])"
)
_WEEK_CELL = re.compile(r"(?:week|wk|unit|module)?\s*#?\s*\d{1,2}", re.IGNORECASE)


def read_tables(content: bytes) -> tuple[list[Cells], str]:
    """Return the tables of a file or a text, and the lines above them. Raises SourceFailed."""
    if is_sheet(content):
        sheets = (_bounded(rows) for rows in sheets_of(content, repeated))
        return [with_a_row_for_each_day(cells) for cells in sheets], ""
    if len(content) > TABLE_BYTES:
        raise SourceFailed("source_large", str(TABLE_BYTES // MB))
    tables, head = _tables(_decoded(content))
    return [with_a_row_for_each_day(cells) for cells in tables], head


def _tables(text: str) -> tuple[list[Cells], str]:
    if _TABLE.search(text):
        head = text_of_html(text[: text.lower().index("<table")])
        return [_bounded(_html_rows(match[1])) for match in _TABLE.finditer(text)], head
    marked, head = _markdown(text)
    if marked:
        return marked, head
    return [_bounded(_separated(text))], ""


def _decoded(content: bytes) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _bounded(rows: Iterable[list[str]]) -> Cells:
    """Take rows that hold something, as many and as wide as is read."""
    found: Cells = []
    for row in rows:
        if any(cell.strip() for cell in row):
            found.append([cell[:_MOST_CELL] for cell in row[:MAX_COLUMNS]])
        if len(found) > MAX_ROWS:
            raise SourceFailed("table_rows", f"{MAX_ROWS:,}")
    return found


# Text


def _html_rows(inside: str) -> Iterable[list[str]]:
    merged: dict[int, tuple[int, str]] = {}  # by column: rows that are left, what they say
    for row in _ROW.split(inside)[1:]:
        pieces = _CELL.split(row)[1:]
        cells: list[str] = []
        for signs, cell in zip(pieces[::2], pieces[1::2], strict=True):
            cells += _from_above(merged, len(cells))
            spans = {name.lower(): int(count) for name, count in _SPANS.findall(signs)}
            text = clean_notes(f"<p>{cell}", _MOST_CELL)
            if spans.get("row", 1) > 1:
                merged[len(cells)] = (spans["row"] - 1, repeated(text))
            cells += [text] + [""] * min(spans.get("col", 1) - 1, MAX_COLUMNS)
        yield cells + _from_above(merged, len(cells))


def _from_above(merged: dict[int, tuple[int, str]], column: int) -> list[str]:
    """Return the cells from a column on that reach down from rows above."""
    cells: list[str] = []
    while column + len(cells) in merged and len(cells) < MAX_COLUMNS:
        left, text = merged.pop(column + len(cells))
        if left > 1:
            merged[column + len(cells)] = (left - 1, text)
        cells.append(text)
    return cells


def repeated(text: str) -> str:
    """Return what a merged cell says in the rows below its first: when, but not what."""
    return text if find_date(text) is not None or _WEEK_CELL.fullmatch(text.strip()) else ""


def _markdown(text: str) -> tuple[list[Cells], str]:
    """Return tables of lines with bars: each needs its line of dashes below the heads."""
    tables: list[Cells] = []
    head: list[str] = []
    lines = _without_grid(_FRONT.sub(_title_of_front, text, count=1).splitlines())
    rows: list[list[str]] = []
    is_table = False
    for number, line in enumerate(lines):
        following = lines[number + 1] if number + 1 < len(lines) else ""
        if "|" in line and not is_table:
            is_table = "-" in following and "|" in following and bool(_RULE.fullmatch(following))
        if is_table and "|" in line:
            if not _RULE.fullmatch(line):
                rows.append([_plain(cell) for cell in _BAR.split(_inside_bars(line))])
            continue
        if rows:
            tables.append(_bounded(rows))
            rows = []
        is_table = False
        if not tables:
            head.append(line)
    if rows:
        tables.append(_bounded(rows))
    return tables, "\n".join(head)


def _title_of_front(front: re.Match[str]) -> str:
    """Return the title in the settings that some programs put above a Markdown page."""
    found = re.search(r"^title:[ \t]*(.*)$", front[0], re.MULTILINE)
    return found[1].strip("\"' \t") + "\n" if found else ""


def _without_grid(lines: list[str]) -> list[str]:
    """Take the lines between the rows of a grid out, "+---+---+", but that below its heads."""
    if not any(_GRID_HEAD.fullmatch(line.strip()) for line in lines):
        return lines
    kept = (line for line in lines if not _GRID_LINE.fullmatch(line.strip()))
    return [line.replace("+", "|").replace("=", "-") if line.startswith("+=") else line
            for line in kept]  # fmt: skip


def _inside_bars(line: str) -> str:
    return line.strip().removeprefix("|").removesuffix("|")


def _plain(cell: str) -> str:
    """Take the marks off a cell, but not off its addresses; a link stays behind its words."""
    cell = _MARKDOWN_IMAGE.sub(" ", cell).replace("\\|", "|")
    parts: list[str] = []
    place = 0
    for link in _MARKDOWN_LINK.finditer(cell):
        address = link[3] or (link[2] if link[1] and link[2].startswith("http") else "")
        parts += [_MARKS.sub("", f"{cell[place : link.start()]}{link[1] or ''}"), f" {address} "]
        place = link.end()
    return clean_notes("".join([*parts, _MARKS.sub("", cell[place:])]), _MOST_CELL)


def _separated(text: str) -> Iterable[list[str]]:
    """Read rows by the separator that most lines have."""
    lines = text.splitlines()[: MAX_ROWS + 1]
    counts = {sign: sum(sign in line for line in lines) for sign in "\t;,"}
    best = max(counts, key=lambda sign: (counts[sign], sign == "\t"))
    dated = [(line, split_dated_line(line)) for line in lines]
    count = sum(entry is not None for _, entry in dated)
    is_list = best != "\t" or not counts["\t"]
    if count > max(3, counts[best] // 2) and is_list and not is_set_apart(text):
        yield ["Date", "Event"]  # an academic calendar: a date, then what is on
        yield from (list(e or [line, ""]) for line, e in dated if e is not None or names_term(line))
        return
    if counts[best] * 2 < len(lines) and is_set_apart(text):
        yield from set_apart(text)
        return
    if counts[best] < 2:
        return
    csv.field_size_limit(TABLE_BYTES + 1)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=best)
    except csv.Error as error:
        raise SourceFailed("source_broken") from error
