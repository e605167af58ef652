"""Syllabus tables for import tests, in the shapes that instructors write."""

from __future__ import annotations

from packages import packed

MARKDOWN = """**14-822: Host Based Forensics**
_Fall 2026_

| Week # | Date | Topic | Reading | Deliverable due |
| --- | --- | :-: | --- | --- |
| **1** (A) | Thu, Sep 3 | Overview | [Chapter 1](https://example.org/1), intro | |
| **2** | Thu, Sep 10 | ![Lab](https://img.example.org/x.svg) Volumes | 2,3 | **Homework 1** |
| _FALL BREAK_ | _Oct 12-16_ | _* No class_ | | |
| **3** | Thu, Oct 22 | Files | | HW1 due / HW2 out |
| **4** | Fri, Oct 29 | Odd weekday | tba | Project proposal |
"""
CSV = (
    "Title,Type,Minutes,Due,Week,Course\r\n"
    '"Read, chapter 1",reading,25,9/1,1,ML\r\n'
    "Check-in 1,quiz,10 min,Sep 4 18:00,1,ML\r\n"
    "Final essay,project,1h30,2027-01-15,14,DV\r\n"
)
TABS = "Week\tAssignment\n1\tProblem set 1\n2\tProblem set 2\n"
HTML = (
    "<p>Statistics</p><table><tr><th>Date<th>Topic<th>Homework</tr>"
    "<tr><td>1/17<td>Intro<td>HW 1</td></tr><tr><td>1/24</td><td>Tests</td><td>HW&nbsp;2<br>Quiz"
    "</td></tr></table>"
)
_SHEET = (
    '<worksheet><sheetData><row><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
    '<row><c r="A2" s="1"><v>46265.75</v></c>'
    '<c r="B2" t="inlineStr"><is><t>Lab 1</t></is></c></row>'
    '<row><c r="B3" t="s"><v>2</v></c></row></sheetData></worksheet>'
)


def sheet() -> bytes:
    """An .xlsx file: a date with a time, a row without, a formula that is never read."""
    return packed({
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.xml": "<workbook/>",
        "xl/sharedStrings.xml": "<sst><si><t>Due date</t></si><si><r><t>Task</t></r></si>"
        "<si><t>Lab 2</t></si></sst>",
        "xl/styles.xml": '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="22"/></cellXfs>'
        "</styleSheet>",
        "xl/worksheets/sheet1.xml": _SHEET,
    })  # fmt: skip
