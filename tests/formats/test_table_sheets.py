"""Sheets of .xlsx files: what their cells show, whatever wrote them."""

from __future__ import annotations

from packages import packed
from sources import TODAY

from companion.formats.table_reader import read

_STYLES = (
    '<styleSheet><numFmts><numFmt numFmtId="170" formatCode="[$-409]mmm\\ d;@"/><numFmt '
    'numFmtId="171" formatCode="0.00\\d"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="170"/>'
    '<xf numFmtId="171"/></cellXfs></styleSheet>'
)


def book(rows: str, after: str = "", workbook: str = "<workbook/>", **more: str) -> bytes:
    sheet = f"<worksheet><sheetData>{rows}</sheetData>{after}</worksheet>"
    return packed({
        "xl/workbook.xml": workbook, "xl/styles.xml": _STYLES, "xl/worksheets/sheet1.xml": sheet,
        **{f"xl/worksheets/{name}.xml": text for name, text in more.items()},
    })  # fmt: skip


def row(number: int, *cells: str) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


def text(place: str, words: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{words}</t></is></c>'


def day(place: str, number: float) -> str:
    return f'<c r="{place}" s="1"><v>{number}</v></c>'


HEADS = row(3, text("A3", "Date"), text("B3", "Topic"), text("C3", "Homework"))


def told(content: bytes) -> list[tuple[str, str]]:
    items = read(content, TODAY).items
    return [(i.title, f"{i.wall:%Y-%m-%d}" if i.wall else "") for i in items]


def test_a_title_above_the_heads_names_the_course() -> None:
    rows = row(1, text("A1", "STAT 500: Statistics")) + HEADS + row(4, day("A4", 46265),
                                                                   text("C4", "HW 1"))  # fmt: skip
    source = read(book(rows), TODAY)
    assert source.name == "STAT 500: Statistics"
    assert told(book(rows)) == [("HW 1", "2026-08-31")]


def test_a_merged_date_is_that_of_each_of_its_rows() -> None:
    rows = HEADS + row(4, day("A4", 46265), text("B4", "Intro"), text("C4", "HW 1"))
    rows += row(5, text("C5", "HW 2")) + row(6, day("A6", 46272), text("C6", "HW 3"))
    merged = (
        '<mergeCells><mergeCell ref="A4:A5"/><mergeCell ref="B4:B5"/><mergeCell ref="A1:D1"/>'
        '<mergeCell ref="nonsense"/><mergeCell ref="A7:A9999999"/></mergeCells>'
    )
    assert told(book(rows, merged)) == [
        ("HW 1", "2026-08-31"), ("HW 2", "2026-08-31"), ("HW 3", "2026-09-07"),
    ]  # fmt: skip


def test_runs_of_letters_keep_their_blanks_and_lose_how_they_are_said() -> None:
    runs = (
        '<c r="C4" t="inlineStr"><is><r><t xml:space="preserve">Problem </t></r><r><t>set 1</t></r>'
        "<rPh><t>puroburemu</t></rPh></is></c>"
    )
    assert told(book(HEADS + row(4, day("A4", 46265), runs))) == [("Problem set 1", "2026-08-31")]


def test_a_formula_shows_its_result_and_an_error_nothing() -> None:
    rows = HEADS + row(4, '<c r="A4" s="1"><f>A3+7</f><v>46265</v></c>',
                       '<c r="C4" t="str"><f>"HW"&amp;1</f><v>HW1</v></c>')  # fmt: skip
    rows += row(5, day("A5", 46266), '<c r="C5" t="e"><v>#REF!</v></c>')
    assert told(book(rows)) == [("HW1", "2026-08-31")]


def test_days_may_be_counted_from_1904() -> None:
    workbook = '<workbook><workbookPr date1904="1"/></workbook>'
    rows = HEADS + row(4, day("A4", 46265 - 1462), text("C4", "HW 1"))
    assert told(book(rows, workbook=workbook)) == [("HW 1", "2026-08-31")]


def test_of_two_sheets_the_schedule_is_read() -> None:
    grades = "<worksheet><sheetData>" + row(1, text("A1", "Grade"), text("B1", "Points"))
    rows = HEADS + row(4, day("A4", 46265), text("C4", "HW 1"))
    schedule = f"<worksheet><sheetData>{rows}</sheetData></worksheet>"
    content = book(row(1, text("A1", "Read me")), sheet2=f"{grades}</sheetData></worksheet>",
                   sheet10=schedule)  # fmt: skip
    assert told(content) == [("HW 1", "2026-08-31")]


def test_numbers_that_are_none_are_text() -> None:
    rows = HEADS + row(4, day("A4", 46265), '<c r="C4" t="s"><v>²</v></c>', text("B4", "x"))
    assert told(book(rows)) == []
