"""Syllabus tables: columns told by their heads, dates within the term, breaks, odd weekdays."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from sources import TODAY
from tables import CSV, HTML, MARKDOWN, TABS, sheet

from companion.formats.table_dates import bind, find_date
from companion.formats.table_reader import read, recognises
from companion.models.source import ItemSort, Source, SourceFailed
from companion.models.source_json import source_from_json, source_to_json


def found(content: str | bytes, today: date = TODAY) -> Source:
    content = content.encode() if isinstance(content, str) else content
    assert recognises(content)
    return read(content, today)


def rows(source: Source) -> list[tuple[str, str, str, int | None]]:
    return [
        (i.title, i.kind, f"{i.wall:%Y-%m-%d %H:%M}" if i.wall else "", i.week)
        for i in source.items
        if i.sort is ItemSort.DUE
    ]


def test_a_schedule_gives_reading_and_what_is_due_at_the_end_of_the_day() -> None:
    source = found(MARKDOWN)
    assert source.name == "14-822: Host Based Forensics"
    assert rows(source) == [
        ("Chapter 1, intro", "reading", "2026-09-03 23:59", 1),
        ("Chapter 2,3", "reading", "2026-09-10 23:59", 2),
        ("Homework 1", "exercise", "2026-09-10 23:59", 2),
        ("HW1", "exercise", "2026-10-22 23:59", 3),
        ("Project proposal", "project", "2026-10-29 23:59", 4),
    ]
    assert source.items[0].link == "https://example.org/1"


def test_breaks_and_days_without_class_are_days_off() -> None:
    (off,) = (i for i in found(MARKDOWN).items if i.sort is ItemSort.OFF)
    assert (off.wall, off.until) == (datetime(2026, 10, 12), date(2026, 10, 16))


def test_a_wrong_weekday_is_told_and_an_old_syllabus_too() -> None:
    reasons = {s.title: s.reason for s in found(MARKDOWN).skipped}
    assert reasons["Odd weekday"] == "weekday_differs"
    assert reasons["HW2 out"] == "opens"
    old = found(MARKDOWN.replace("Fall 2026", ""), date(2027, 9, 1))
    assert old.items[0].wall == datetime(2026, 9, 3, 23, 59), "weekdays decide the year"
    assert ("2026", "old_dates") in [(s.title, s.reason) for s in old.skipped]


def test_a_list_names_kind_minutes_due_and_course() -> None:
    source = found(CSV)
    assert [(i.title, i.kind, i.minutes, i.course) for i in source.items] == [
        ("Read, chapter 1", "reading", 25, "ML"),
        ("Check-in 1", "quiz", 10, "ML"),
        ("Final essay", "project", 90, "DV"),
    ]
    assert [row[2] for row in rows(source)] == [
        "2026-09-01 23:59", "2026-09-04 18:00", "2027-01-15 23:59",
    ]  # fmt: skip


def test_tabs_without_dates_give_weeks() -> None:
    assert rows(found(TABS)) == [
        ("Problem set 1", "exercise", "", 1), ("Problem set 2", "exercise", "", 2),
    ]  # fmt: skip


def test_a_table_of_a_web_page_is_read_cell_by_cell() -> None:
    source = found(HTML, date(2026, 12, 1))
    assert rows(source) == [
        ("HW 1", "exercise", "2027-01-17 23:59", None),
        ("HW 2", "exercise", "2027-01-24 23:59", None),
        ("Quiz", "quiz", "2027-01-24 23:59", None),
    ]


def test_a_sheet_is_read_with_its_dates() -> None:
    assert rows(found(sheet())) == [
        ("Lab 1", "exercise", "2026-08-31 18:00", None), ("Lab 2", "exercise", "", 1),
    ]  # fmt: skip


def test_the_same_row_has_the_same_key_when_its_date_moves() -> None:
    keys = [i.key for i in found(CSV).items]
    assert keys == [i.key for i in found(CSV.replace("9/1", "9/2")).items]
    assert len(set(keys)) == len(keys)


def test_text_that_is_no_table_is_not_taken_for_one() -> None:
    for text in ("Hello, world", "a,b\n1,2\n", "| a | b |\n", "", "\0\0"):
        assert not recognises(text.encode())
    with pytest.raises(SourceFailed, match="table_heads"):
        read(b"a,b\n1,2\n", TODAY)


def test_a_table_with_too_many_rows_is_refused() -> None:
    with pytest.raises(SourceFailed, match="table_rows"):
        read(("Week,Assignment\n" + "1,x\n" * 6000).encode(), TODAY)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Mon, Aug 31", "2026-08-31", "2026-08-31"),
        ("Oct 12-16", "2026-10-12", "2026-10-16"),
        ("9/1–9/5", "2026-09-01", "2026-09-05"),
        ("_Mar 5_", "2027-03-05", "2027-03-05"),
        ("Due Friday, January 16, 2026 @ 11:59PM", "2026-01-16", "2026-01-16"),
        ("October 13 - October 17 M-F", "2026-10-13", "2026-10-17"),
        ("2026-11-03", "2026-11-03", "2026-11-03"),
        ("3rd November 2026", "2026-11-03", "2026-11-03"),
        ("31.08.2026", "2026-08-31", "2026-08-31"),
        ("31.8.", "2026-08-31", "2026-08-31"),
        ("12.–16.10.", "2026-10-12", "2026-10-16"),
        ("12.10.-16.10.2026", "2026-10-12", "2026-10-16"),
        ("31/08/2026", "2026-08-31", "2026-08-31"),
        ("08-31-2026", "2026-08-31", "2026-08-31"),
        ("2026/09/01", "2026-09-01", "2026-09-01"),
        ("20260831", "2026-08-31", "2026-08-31"),
        ("31-Aug-2026", "2026-08-31", "2026-08-31"),
        ("Aug-31", "2026-08-31", "2026-08-31"),
        ("Aug 31 '26", "2026-08-31", "2026-08-31"),
        ("46265", "2026-08-31", "2026-08-31"),
        ("3 de octubre de 2026", "2026-10-03", "2026-10-03"),
        ("le 3 septembre", "2026-09-03", "2026-09-03"),
        ("31. August – 4. September", "2026-08-31", "2026-09-04"),
        ("Mon Aug 31 – Fri Sep 4", "2026-08-31", "2026-09-04"),
        ("Aug 31, Sep 2", "2026-08-31", "2026-09-02"),
        ("Tu 9/1 & Th 9/3", "2026-09-01", "2026-09-03"),
        ("9/7-11", "2026-09-07", "2026-09-11"),
        ("Week of Aug 31", "2026-08-31", "2026-09-06"),
        ("w/c 31/08/2026", "2026-08-31", "2026-09-06"),
        ("December 29 - January 1 M-F", "2026-12-29", "2027-01-01"),
        ("Sep 1, 3 pm", "2026-09-01", "2026-09-01"),
        ("September 30, 10:00", "2026-09-30", "2026-09-30"),
    ],
)
def test_dates_are_read_as_syllabi_write_them(text: str, first: str, last: str) -> None:
    (day,) = bind([find_date(text)], TODAY)
    assert day is not None
    assert (str(day.first), str(day.last)) == (first, last)


@pytest.mark.parametrize(
    "text", ["tbd", "Week 3", "", "Chapter 12", "HW 3/4 of it", "May", "Problem set 3", "12"]
)
def test_what_is_no_date_is_none(text: str) -> None:
    day = find_date(text)
    assert day is None or text == "HW 3/4 of it"


@pytest.mark.parametrize(
    ("column", "first", "last"),
    [
        ("01/09 08/09 15/09", "2026-09-01", "2026-09-15"),
        ("01/09 03/09 08/09 10/09", "2026-09-01", "2026-09-10"),
        ("9/1 9/8 9/15", "2026-09-01", "2026-09-15"),
        ("9/1 9/3 9/8 9/10", "2026-09-01", "2026-09-10"),
        ("9/1", "2026-09-01", "2026-09-01"),
    ],
)
def test_day_and_month_are_told_apart_by_the_whole_column(
    column: str, first: str, last: str
) -> None:
    days = [day for day in bind([find_date(t) for t in column.split()], TODAY) if day]
    assert (str(days[0].first), str(days[-1].first)) == (first, last)


@pytest.mark.parametrize(
    ("text", "weekday"),
    [("Th 9/3", 3), ("September 7 M", 0), ("R 9/3", 3), ("9/3 (Thurs.)", 3), ("M/W 9/2", None)],
)
def test_weekdays_are_read_also_as_single_letters(text: str, weekday: int | None) -> None:
    found_date = find_date(text)
    assert found_date is not None
    assert found_date.weekday == weekday


@pytest.mark.parametrize(
    ("text", "at"),
    [("9/3 by noon", "12:00"), ("Sun 9/6, midnight", "23:59"), ("46265.75", "18:00")],
)
def test_times_beside_a_date_are_read(text: str, at: str) -> None:
    (day,) = bind([find_date(text)], TODAY)
    assert day is not None
    assert f"{day.at:%H:%M}" == at


@pytest.mark.parametrize(
    ("near", "year"),
    [
        ("_Spring 2027_", 2027), ("STAT 500 · SP27", 2027), ("Winter Quarter, 2025", 2025),
        ("2026-27 calendar", 2027), ("WS 2025/26", 2026), ("Spring '25", 2025),
        ("Statistics (2024)", 2024), ("Rooms 2031, 2033", 2027),
    ],
)  # fmt: skip
def test_the_term_above_a_table_gives_the_year(near: str, year: int) -> None:
    (day,) = bind([find_date("Jan 20")], TODAY, near)
    assert day is not None
    assert day.first.year == year


def test_classes_that_keep_their_weekday_over_a_february_tell_the_year() -> None:
    column = ["1/22", "1/29", "2/5", "2/12", "2/19", "2/26", "3/11", "3/18", "3/25", "4/1", "4/8"]
    days = bind([find_date(t) for t in column], TODAY)
    assert {day.first.year for day in days if day} == {2024}, "Mondays in that year alone"


def test_a_term_goes_over_the_turn_of_the_year() -> None:
    days = bind([find_date(t) for t in ("Nov 30", "Dec 14", "Jan 11")], TODAY)
    assert [str(d.first) for d in days if d] == ["2026-11-30", "2026-12-14", "2027-01-11"]


def test_an_academic_calendar_of_dated_lines_gives_its_days_off() -> None:
    text = (
        "Here is the Fall 2026 Calendar\nDate Day Event\nAugust 24 M Classes Begin\n"
        "September 7 M Labor Day; No Classes & University Closed\n"
        "October 12 - October 16 M-F Fall Break; No Classes\nNovember 25 - 27 W-F Thanksgiving "
        "Break; No Classes\nDecember 4 F Last Day of Classes\nDecember 7 M Reading Day\n"
    )
    off = [(f"{i.wall:%m-%d}", f"{i.until:%m-%d}", i.title) for i in found(text).items]
    assert off == [
        ("09-07", "09-07", "Labor Day; No Classes & University Closed"),
        ("10-12", "10-16", "Fall Break; No Classes"),
        ("11-25", "11-27", "Thanksgiving Break; No Classes"),
    ]


def test_parts_of_a_calendar_are_each_of_their_own_term() -> None:
    text = (
        "Fall 2025 Calendar\nDate Day Event\nAugust 25 M Classes Begin\nSeptember 1 M Labor Day; "
        "No Classes\nNovember 4 T Democracy Day; No Classes, except Evening classes\nDecember 24 - "
        "January 1 W-Th University Closed\nSpring 2026 Calendar\nJanuary 19 M MLK Day; No Classes\n"
        "March 2 - March 6 M-F Spring Break; No Classes\nFall 2025 Doctoral Calendar\nOctober 13 - "
        "October 17 M-F Fall Break; No Classes\nMay 8 M Slip of the pen\n"
    )
    source = found(text)
    assert [f"{i.wall:%Y-%m-%d} {i.until}" for i in source.items] == [
        "2025-09-01 2025-09-01", "2025-12-24 2026-01-01", "2026-01-19 2026-01-19",
        "2026-03-02 2026-03-06", "2025-10-13 2025-10-17",
    ]  # fmt: skip
    assert [s.reason for s in source.skipped if "Democracy" in s.title] == ["partly_off"]
    assert [s.reason for s in source.skipped if "Slip" in s.title] == ["weekday_differs"]


SCHEDULE = """### Fall 2026

| Date | Topic | Reading | Assignment |
|---|---|---|---|
| 9/1 | Introduction | [1](https://example.org/a_b/01/),[2](https://example.org/a_b/02/) | HW1 out |
| | Samples \\| spaces | [Data_Sets](https://example.org/x_y.pdf), part 2 | **HW1 due** |
| 9/8 | Midterm 1 | | |
| 9/15 | Midterm review | | *attendance required* |
| 9/22 | Last topic | | Report due 17:00 |
"""


def test_a_line_without_a_date_belongs_to_the_week_above() -> None:
    assert rows(found(SCHEDULE)) == [
        ("Chapter 1,2", "reading", "2026-09-01 23:59", None),
        ("Data_Sets, part 2", "reading", "", 1),
        ("HW1", "exercise", "", 1),
        ("Midterm 1", "quiz", "2026-09-08 23:59", None),
        ("Report due 17:00", "project", "2026-09-22 17:00", None),
    ]


def test_a_line_below_a_date_of_no_term_has_no_week() -> None:
    text = "Date,Assignment\n2026-09-01,HW1\n2099-12-31,HW2\n,HW3\n"
    source = found(text)
    assert rows(source)[-1] == ("HW3", "exercise", "", None)
    assert source_from_json(source_to_json(source)) == source


def test_marks_are_taken_off_words_and_not_off_addresses() -> None:
    links = [i.link for i in found(SCHEDULE).items if i.link]
    assert links == ["https://example.org/a_b/01/", "https://example.org/x_y.pdf"]


def test_an_exam_is_work_its_review_and_presence_are_not() -> None:
    reasons = [(s.title, s.reason) for s in found(SCHEDULE.replace("*att", "| *att")).skipped]
    assert reasons == [("HW1 out", "opens"), ("Midterm review", "topic_only")]
    reasons = [(s.title, s.reason) for s in found(SCHEDULE).skipped]
    assert reasons == [("HW1 out", "opens"), ("attendance required", "topic_only")]


def test_the_course_begins_with_the_first_class_and_not_with_the_first_work() -> None:
    late = SCHEDULE.replace("[1](https://example.org/a_b/01/),[2](https://example.org/a_b/02/)", "")
    assert [c.starts_on for c in found(late).courses] == [date(2026, 8, 31)]


def test_merged_cells_of_a_web_page_tell_when_and_not_what_again() -> None:
    text = (
        "<h2>Fall 2026</h2><table><tr><th>Week<th>Date<th>Reading<th>Assignment</tr><tr><td "
        "rowspan='2'>1<td>Sep 1<td rowspan=2>Chapter 1<td>HW 1</tr><tr><td>Sep 3<td>HW 2</tr>"
        "<tr><td>2<td colspan=3>No class</tr></table>"
    )
    assert rows(found(text)) == [
        ("Chapter 1", "reading", "2026-09-01 23:59", 1),
        ("HW 1", "exercise", "2026-09-01 23:59", 1),
        ("HW 2", "exercise", "2026-09-03 23:59", 1),
    ]


def test_weekdays_are_of_the_week_that_another_column_names() -> None:
    text = "Week of,Day,Topic,Homework\n8/31,Tue,Intro,\n,Thu,Samples,HW 1\n9/7,Tue,Tests,HW 2\n"
    assert [row[:3] for row in rows(found(text))] == [
        ("HW 1", "exercise", "2026-09-03 23:59"), ("HW 2", "exercise", "2026-09-08 23:59"),
    ]  # fmt: skip


def test_work_of_a_whole_week_is_due_at_its_end() -> None:
    text = "Week of,Topic,Homework\n8/31,Intro,HW 1\n9/7,Tests,HW 2\n"
    assert [row[2] for row in rows(found(text))] == ["2026-09-06 23:59", "2026-09-13 23:59"]


def test_an_instant_that_a_program_wrote_keeps_its_zone() -> None:
    (item,) = found("Task,Due\nLab,2026-09-02T05:59:00+02:00\n").items
    assert (item.wall, item.zone) == (datetime(2026, 9, 2, 3, 59), "UTC")
