"""The sheets of an .xlsx file as rows of plain cells: what the cells show, never a formula."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from companion.formats.plain_xml import Element, read_xml
from companion.formats.safe_zip import SafeZip, is_zip
from companion.formats.table_dates import sheet_moment
from companion.models.import_limits import MAX_COLUMNS, MAX_ROWS

_MOST_SHEETS = 20
_DATE_FORMATS = frozenset({14, 15, 16, 17, 22, 27, 30, 36, 45, 46, 47, 50, 57})
_DAYS_FROM_1900_TO_1904 = 1462
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
# by row and column of each cell merged downwards: the first row of its range
Merged = dict[int, dict[int, int]]


def is_sheet(content: bytes) -> bool:
    """Tell whether bytes are an .xlsx file."""
    return is_zip(content) and b"xl/workbook.xml" in content


def sheets_of(content: bytes, repeated: Callable[[str], str]) -> Iterator[Iterable[list[str]]]:
    """Yield the rows of each sheet, in the order of their files; repeated says what a merged cell
    tells in the rows below its first. Raises SourceFailed."""
    package = SafeZip(content)
    shared = _shared(package)
    dates = _date_styles(package)
    begin = _DAYS_FROM_1900_TO_1904 if _begins_1904(package) else 0
    found = ((re.fullmatch(r"xl/worksheets/sheet(\d{1,4})\.xml", n, re.ASCII), n)
             for n in package.names())  # fmt: skip
    names = sorted((int(match[1]), name) for match, name in found if match is not None)
    for _, name in names[:_MOST_SHEETS]:
        yield _rows(read_xml(package.read(name)), _Cells(shared, dates, begin), repeated)


def _begins_1904(package: SafeZip) -> bool:
    root = read_xml(package.read("xl/workbook.xml"))
    settings = root.first("workbookPr")
    return settings is not None and settings.get("date1904") in ("1", "true")


def _shared(package: SafeZip) -> list[str]:
    name = "xl/sharedStrings.xml"
    if not package.has(name):
        return []
    return [_text(entry) for entry in read_xml(package.read(name)).all("si")]


def _text(entry: Element) -> str:
    """Return the text of a string: whole, or in runs; not how it is pronounced."""
    runs = [entry, *entry.all("r"), *entry.all("is")]
    runs += [run for inline in entry.all("is") for run in inline.all("r")]
    return "".join("".join(t.pieces) for run in runs for t in run.all("t"))


def _date_styles(package: SafeZip) -> frozenset[str]:
    """Return the numbers of the cell styles that show a number as a date."""
    name = "xl/styles.xml"
    if not package.has(name):
        return frozenset()
    root = read_xml(package.read(name))
    known = {str(number) for number in _DATE_FORMATS} | {
        f.get("numFmtId")
        for formats in root.all("numFmts")
        for f in formats.all("numFmt")
        if re.search(r"[dy]", _bare(f.get("formatCode")))
    }
    styles = [xf.get("numFmtId") for formats in root.all("cellXfs") for xf in formats.all("xf")]
    return frozenset(str(n) for n, number in enumerate(styles) if number in known)


def _bare(format_code: str) -> str:
    return re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", format_code).casefold()


class _Cells:
    """What the cells of a file show."""

    def __init__(self, shared: list[str], dates: frozenset[str], begin: int) -> None:
        self._shared, self._dates, self._begin = shared, dates, begin

    def shown(self, cell: Element) -> str:
        kind, value = cell.get("t"), cell.value("v")
        if kind == "s":
            is_there = re.fullmatch(r"\d{1,7}", value, re.ASCII) and int(value) < len(self._shared)
            return self._shared[int(value)] if is_there else ""
        if kind == "inlineStr":
            return _text(cell)
        if kind == "e":
            return ""
        if kind in ("", "n") and (cell.get("s") or "0") in self._dates:
            return self._date(value)
        return value.removesuffix(".0")

    def _date(self, value: str) -> str:
        """Write the day that a number means, and its time where it has one."""
        at = sheet_moment(value, self._begin)
        if at is None:
            return value
        has_time = bool(at.hour or at.minute)
        return at.strftime("%Y-%m-%d %H:%M") if has_time else at.strftime("%Y-%m-%d")


def _rows(sheet: Element, shows: _Cells, repeated: Callable[[str], str]) -> Iterator[list[str]]:
    merged = _merged(sheet)
    above: dict[int, str] = {}  # by column: the text of the merged range that goes on
    for number, row in enumerate((r for p in sheet.all("sheetData") for r in p.all("row")), 1):
        at = int(row.get("r")) if re.fullmatch(r"\d{1,7}", row.get("r"), re.ASCII) else number
        cells: list[str] = []
        for cell in row.all("c"):
            place = _place(cell.get("r"))
            if place is not None and place < MAX_COLUMNS:
                cells += [""] * (place - len(cells))
            cells.append(shows.shown(cell))
        for column, top in merged.get(at, {}).items():
            cells += [""] * (column + 1 - len(cells))
            if at == top:
                above[column] = cells[column]
            else:
                cells[column] = cells[column] or repeated(above.get(column, ""))
        yield cells


def _place(reference: str) -> int | None:
    """Return the column of "C7", from 0."""
    letters = re.match(r"[A-Z]{1,3}", reference)
    if letters is None:
        return None
    number = 0
    for letter in letters[0]:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _merged(sheet: Element) -> Merged:
    found: Merged = {}
    left = MAX_ROWS * 4
    for entry in (e for part in sheet.all("mergeCells") for e in part.all("mergeCell")):
        ends = [_REFERENCE.fullmatch(end) for end in entry.get("ref").split(":")]
        if len(ends) != 2 or ends[0] is None or ends[1] is None:
            continue
        top, bottom, column = int(ends[0][2]), int(ends[1][2]), _place(ends[0][1])
        left -= bottom - top
        if left < 0:
            break
        if column is not None and column < MAX_COLUMNS and top < bottom:
            for at in range(top, bottom + 1):
                found.setdefault(at, {})[column] = top
    return found
