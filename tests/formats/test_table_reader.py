"""Syllabus tables: columns told by their heads, dates within the term, breaks, odd weekdays."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from sources import TODAY
from tables import CSV, HTML, MARKDOWN, TABS, sheet

from companion.formats.table_dates import bind, find_date
from companion.formats.table_reader import read, recognises
from companion.models.source import ItemSort, Source, SourceFailed


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
        ("Chapter 1 intro", "reading", "2026-09-03 23:59", 1),
        ("Chapter 2,3", "reading", "2026-09-10 23:59", 2),
        ("Homework 1", "exercise", "2026-09-10 23:59", 2),
        ("HW1 due", "exercise", "2026-10-22 23:59", 3),
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
        ("Lab 1", "exercise", "2026-08-31 18:00", None), ("Lab 2", "exercise", "", None),
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
    ],
)
def test_dates_are_read_as_syllabi_write_them(text: str, first: str, last: str) -> None:
    (day,) = bind([find_date(text)], TODAY)
    assert day is not None
    assert (str(day.first), str(day.last)) == (first, last)


@pytest.mark.parametrize("text", ["tbd", "Week 3", "", "Chapter 12", "HW 3/4 of it", "May"])
def test_what_is_no_date_is_none(text: str) -> None:
    day = find_date(text)
    assert day is None or text == "HW 3/4 of it"


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
