"""Tables of others as rows of plain cells: CSV, tabs, Markdown, HTML, and the sheets of .xlsx."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from datetime import datetime, timedelta

from companion.formats.foreign_text import clean_notes
from companion.formats.html_text import text_of_html
from companion.formats.plain_xml import Element, read_xml
from companion.formats.safe_zip import SafeZip, is_zip
from companion.formats.table_dates import split_dated_line
from companion.models.import_limits import MAX_COLUMNS, MAX_ROWS, MB, TABLE_BYTES
from companion.models.source import SourceFailed

Cells = list[list[str]]
_MOST_CELL = 2000
_TABLE = re.compile(r"<table\b[^<>]*>(.*?)(?:</table\s*>|$)", re.IGNORECASE | re.DOTALL)
_ROW = re.compile(r"<tr\b[^<>]*>", re.IGNORECASE)
_CELL = re.compile(r"<t[dh]\b[^<>]*>", re.IGNORECASE)
_RULE = re.compile(r"[\s|:=+-]+")
_MARKDOWN_IMAGE = re.compile(r"!\[[^\[\]]*\]\([^()\s]*\)")
_MARKDOWN_LINK = re.compile(r"\[([^\[\]]*)\]\(([^()\s]*)\)")
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001  # a date of a sheet has no zone
_DATE_FORMATS = frozenset({14, 15, 16, 17, 22, 27, 30, 36, 45, 46, 47, 50, 57})


def is_sheet(content: bytes) -> bool:
    """Tell whether bytes are an .xlsx file."""
    return is_zip(content) and b"xl/workbook.xml" in content


def read_tables(content: bytes) -> tuple[list[Cells], str]:
    """Return the tables of a file or a text, and the lines above them. Raises SourceFailed."""
    if is_sheet(content):
        return _sheets(content), ""
    if len(content) > TABLE_BYTES:
        raise SourceFailed("source_large", str(TABLE_BYTES // MB))
    text = _decoded(content)
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
    for row in _ROW.split(inside)[1:]:
        yield [clean_notes(f"<p>{cell}", _MOST_CELL) for cell in _CELL.split(row)[1:]]


def _markdown(text: str) -> tuple[list[Cells], str]:
    """Return tables of lines with bars: each needs its line of dashes below the heads."""
    tables: list[Cells] = []
    head: list[str] = []
    lines = text.splitlines()
    rows: list[list[str]] = []
    is_table = False
    for number, line in enumerate(lines):
        following = lines[number + 1] if number + 1 < len(lines) else ""
        if "|" in line and not is_table:
            is_table = "-" in following and "|" in following and bool(_RULE.fullmatch(following))
        if is_table and "|" in line:
            if not _RULE.fullmatch(line):
                rows.append([_plain(cell) for cell in line.strip().strip("|").split("|")])
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


def _plain(cell: str) -> str:
    """Take the marks off a cell; a link stays behind its words."""
    cell = _MARKDOWN_IMAGE.sub(" ", cell)
    cell = _MARKDOWN_LINK.sub(lambda m: f"{m[1]} {m[2] if m[1] else ''}", cell)
    return clean_notes(re.sub(r"[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}", "", cell), _MOST_CELL)


def _separated(text: str) -> Iterable[list[str]]:
    """Read rows by the separator that most lines have."""
    lines = text.splitlines()[: MAX_ROWS + 1]
    best = max("\t;,", key=lambda sign: (sum(sign in line for line in lines), sign == "\t"))
    dated = [entry for line in lines if (entry := split_dated_line(line)) is not None]
    if len(dated) > max(4, sum(best in line for line in lines) // 2) and best != "\t":
        yield ["Date", "Event"]  # an academic calendar: a date, then what is on
        yield from ([day, rest] for day, rest in dated)
        return
    if sum(best in line for line in lines) < 2:
        return
    csv.field_size_limit(TABLE_BYTES + 1)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=best)
    except csv.Error as error:
        raise SourceFailed("source_broken") from error


# Sheets


def _sheets(content: bytes) -> list[Cells]:
    package = SafeZip(content)
    shared = _shared(package)
    dates = _date_styles(package)
    names = sorted(n for n in package.names() if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", n))
    return [_bounded(_sheet_rows(read_xml(package.read(n)), shared, dates)) for n in names[:20]]


def _shared(package: SafeZip) -> list[str]:
    name = "xl/sharedStrings.xml"
    if not package.has(name):
        return []
    root = read_xml(package.read(name))
    return ["".join(e.text for e in si.walk() if e.name == "t") for si in root.all("si")]


def _date_styles(package: SafeZip) -> frozenset[int]:
    """Return the numbers of the cell styles that show a number as a date."""
    name = "xl/styles.xml"
    if not package.has(name):
        return frozenset()
    root = read_xml(package.read(name))
    own = {
        int(f.get("numFmtId"))
        for formats in root.all("numFmts")
        for f in formats.all("numFmt")
        if f.get("numFmtId").isdigit() and re.search(r"[dy]", _bare(f.get("formatCode")))
    }
    styles = [xf.get("numFmtId") for formats in root.all("cellXfs") for xf in formats.all("xf")]
    known = {str(number) for number in own | _DATE_FORMATS}
    return frozenset(n for n, number in enumerate(styles) if number in known)


def _bare(format_code: str) -> str:
    return re.sub(r'"[^"]*"|\[[^\]]*\]', "", format_code).casefold()


def _sheet_rows(sheet: Element, shared: list[str], dates: frozenset[int]) -> Iterable[list[str]]:
    for row in (r for part in sheet.all("sheetData") for r in part.all("row")):
        cells: list[str] = []
        for cell in row.all("c"):
            place = _column(cell.get("r"))
            if place is not None and place < MAX_COLUMNS:
                cells += [""] * (place - len(cells))
            cells.append(_cell(cell, shared, dates))
        yield cells


def _column(reference: str) -> int | None:
    letters = re.match(r"[A-Z]{1,3}", reference)
    if letters is None:
        return None
    number = 0
    for letter in letters[0]:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _cell(cell: Element, shared: list[str], dates: frozenset[int]) -> str:
    kind, value = cell.get("t"), cell.value("v")
    if kind == "s":
        return shared[int(value)] if value.isdigit() and int(value) < len(shared) else ""
    if kind == "inlineStr":
        return "".join(e.text for e in cell.walk() if e.name == "t")
    style = cell.get("s")
    if kind in ("", "n") and style.isdigit() and int(style) in dates:
        return _sheet_date(value)
    return value.removesuffix(".0")


def _sheet_date(value: str) -> str:
    """Write the day that a number of a sheet means, and its time where it has one."""
    try:
        at = _EPOCH + timedelta(days=float(value))
    except (ValueError, OverflowError):
        return value
    at = (at + timedelta(seconds=30)).replace(second=0, microsecond=0)
    has_time = bool(at.hour or at.minute)
    return at.strftime("%Y-%m-%d %H:%M") if has_time else at.strftime("%Y-%m-%d")
