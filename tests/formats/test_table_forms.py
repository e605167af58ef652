"""Tables as schools in the world write them: other languages, other shapes, words instead of
columns."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from sources import TODAY

from companion.formats.table_reader import read, recognises
from companion.importers.reading import named
from companion.models.source import ItemSort, Source
from companion.models.source_titles import is_no_class, name_of_file


def found(text: str | bytes) -> Source:
    content = text.encode() if isinstance(text, str) else text
    assert recognises(content)
    return read(content, TODAY)


def told(source: Source) -> list[str]:
    return [
        f"{i.title} · {i.wall:%m-%d %H:%M}" if i.wall else i.title
        for i in source.items
        if i.sort is ItemSort.DUE
    ]


def off(source: Source) -> list[str]:
    items = (i for i in source.items if i.sort is ItemSort.OFF)
    return [f"{i.title} · {i.wall:%m-%d} – {i.until:%m-%d}" for i in items if i.wall and i.until]


@pytest.mark.parametrize(
    "text",
    [
        "Datum;Thema;Lektüre;Aufgabe\n12.10.2026;Daten;Kap. 1;Blatt 1\n19.10.2026;x;;\n",
        "Fecha,Tema,Lectura,Tarea\n12 de octubre,Datos,Kap. 1,Blatt 1\n19 de octubre,x,,\n",
        "Semaine\tJour\tThème\tLeituras\tDevoirs\n1\t12 octobre\tx\tKap. 1\tBlatt 1\n2\t\t\t\t\n",
        "Settimana,Data,Tema,Letture,Compiti\n1,12/10/2026,x,Kap. 1,Blatt 1\n2,19/10/2026,,,\n",
    ],
)
def test_heads_and_dates_of_other_languages_are_known(text: str) -> None:
    expected = ["Kap. 1 · 10-12 23:59", "Blatt 1 · 10-12 23:59"]
    assert told(found(text)) == expected
    assert told(found(text.encode("cp1252"))) == expected
    assert told(found(text.encode("utf-16"))) == expected


def test_due_names_work_where_it_holds_no_dates() -> None:
    text = (
        "| Week of | Topics | Due |\n|-|-|-|\n| Aug 31 | a | |\n| Sep 7 | b | Case 1 (Friday) |\n"
    )
    assert told(found(text)) == ["Case 1 (Friday) · 09-11 23:59"]


def test_a_column_of_what_is_handed_out_is_no_work() -> None:
    text = (
        "| Date | Lecture | Assignment Out | Assignment Due |\n|---|---|---|---|\n"
        "| Sep 1 | a | PS1 | |\n| Sep 8 | b | PS2 | PS1 |\n"
    )
    assert told(found(text)) == ["PS1 · 09-08 23:59"]


def test_weeks_beside_dates_are_not_taken_for_one_another() -> None:
    text = (
        "| Unit / Dates | To Read | To Do |\n|---|---|---|\n| Unit 1: Aug 24–30 | Dewey | Quiz |\n"
        "| Unit 2: Aug 31–Sep 6 | Freire | |\n"
    )
    assert [(i.title, i.week, f"{i.wall:%m-%d}") for i in found(text).items if i.wall] == [
        ("Dewey", 1, "08-30"), ("Quiz", 1, "08-30"), ("Freire", 2, "09-06"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "at"),
    [
        ("HW 1 due at 5pm", "09-08 17:00"),
        ("CW1: Fri 11/09/2026 16:00", "09-11 16:00"),
        ("Essay (by Sep 14, noon)", "09-14 12:00"),
        ("Report due Oct 2", "10-02 23:59"),
        ("Read 9/11 report", "09-08 23:59"),
        ("Essay on Sep 11", "09-08 23:59"),
        ("Meet at the library", "09-08 23:59"),
    ],
)
def test_work_is_due_as_its_own_words_say(cell: str, at: str) -> None:
    assert told(found(f'Date,Topic,Homework\nSep 1,a,\nSep 8,b,"{cell}"\n')) == [
        f"{cell} · {at}"
    ]  # fmt: skip


def test_columns_of_weekdays_are_the_days_of_the_week() -> None:
    text = (
        "| Week | Monday | Wednesday | Friday |\n|---|---|---|---|\n| 1 (1/11) | a | b | Lab 1 |\n"
        "| 2 (1/18) | MLK Day: no class | c | Lab 2 due |\n"
    )
    source = found(text)
    assert told(source) == ["Lab 2 · 01-22 23:59"]
    assert off(source) == ["MLK Day: no class · 01-18 – 01-18"]
    assert [s.title for s in source.skipped] == ["a", "b", "Lab 1", "c"]


def test_cells_of_a_calendar_sheet_hold_their_own_dates() -> None:
    text = "Mon,Tue,Wed\n8/31 Intro,9/1 Quiz 1 due,9/2\n9/7 No class,9/8 HW 1 due,9/9\n"
    source = found(text)
    assert told(source) == ["Quiz 1 · 09-01 23:59", "HW 1 · 09-08 23:59"]
    assert off(source) == ["No class · 09-07 – 09-07"]


def test_words_set_apart_by_blanks_are_columns() -> None:
    text = (
        "Week   Date      Topic                 Due\n"
        "1      Aug 31    Introduction          -\n"
        "2      Sep 7     Labor Day (no class)  -\n"
        "3      Sep 14    Regression            HW 1\n"
    )
    source = found(text)
    assert told(source) == ["HW 1 · 09-14 23:59"]
    assert off(source) == ["Labor Day (no class) · 09-07 – 09-07"]


def test_a_grid_of_signs_is_a_table() -> None:
    text = (
        "+------------+-------+----------+\n| Date       | Topic | Homework |\n"
        "+============+=======+==========+\n| 2026-09-01 | Intro |          |\n"
        "+------------+-------+----------+\n| 2026-09-08 | Sets  | HW 1     |\n"
        "+------------+-------+----------+\n"
    )
    assert told(found(text)) == ["HW 1 · 09-08 23:59"]


def test_dated_lines_tell_work_in_words() -> None:
    text = "Schedule\n9/1 - Intro\n9/8 - HW1 due\n9/15 - Grades due\n9/22 - Midterm\n"
    source = found(text)
    assert told(source) == ["HW1 · 09-08 23:59", "Midterm · 09-22 23:59"]
    assert [s.title for s in source.skipped] == ["Intro", "Grades due"]


def test_an_event_for_each_line_tells_what_is_due_in_its_description() -> None:
    text = (
        "| Event | Date | Description | Materials |\n|---|---|---|---|\n"
        "| Lecture 1 | 9/21 | Introduction | [notes](/n.pdf) |\n"
        "| A0 | 9/23 | Problem Set 0 released | |\n| A0 | 9/30 11:59pm | Problem Set 0 due | |\n"
    )
    source = found(text)
    assert told(source) == ["Lecture 1: notes · 09-21 23:59", "Problem Set 0 · 09-30 23:59"]
    assert [(s.title, s.reason) for s in source.skipped] == [("Problem Set 0 released", "opens")]


def test_tables_of_the_same_heads_are_one() -> None:
    heads = "<tr><th>Date<th>Topic<th>Homework</tr>"
    text = (
        "<h1>ECON 101</h1><table><tr><th>Item<th>Percent</tr><tr><td>HW<td>40</tr></table>"
        f"<table>{heads}<tr><td>Sep 1<td>a<td>HW 1</tr></table>"
        f"<h2>Part 2</h2><table>{heads}<tr><td>Oct 6<td>b<td>HW 2</tr></table>"
    )
    assert told(found(text)) == ["HW 1 · 09-01 23:59", "HW 2 · 10-06 23:59"]


@pytest.mark.parametrize(
    ("above", "name"),
    [
        ("**EDU 501 Foundations** (Term: FA26)", "EDU 501 Foundations (Term: FA26)"),
        ("# Course Schedule\n## STAT 500: Samples", "STAT 500: Samples"),
        ("### Fall 2026\n_snake_case_ 101", "snake_case 101"),
        ("## Spring 2027", ""),
        ("> Tentative schedule:", ""),
    ],
)
def test_the_course_is_named_by_what_stands_above_and_not_by_its_term(
    above: str, name: str
) -> None:
    assert found(f"{above}\n\n| Date | Homework |\n|--|--|\n| Sep 8 | HW 1 |\n").name == name


def test_a_table_without_a_name_has_that_of_its_file(tmp_path) -> None:  # type: ignore[no-untyped-def]
    source = found("Date,Homework\nSep 1,HW 1\nSep 8,HW 2\n")
    assert named(source, tmp_path / "stat500_schedule (2).csv").name == "stat500 schedule"
    assert named(source._replace(name="X"), tmp_path / "y.csv").name == "X"
    assert name_of_file("a\x07\u202eb") == "a b"


@pytest.mark.parametrize(
    ("title", "is_off"),
    [
        ("Reading week", True), ("Reading Week 3", False), ("Fall break", True),
        ("Break-even analysis", False), ("Break even", False), ("Spring Recess", True),
    ],
)  # fmt: skip
def test_a_break_is_no_word_of_a_topic(title: str, is_off: bool) -> None:
    assert is_no_class(title) is is_off


def test_a_course_begins_before_its_first_work() -> None:
    source = found("Date,Topic,Homework\nAug 24,a,\nAug 31,b,\nSep 8,c,HW 1\n")
    assert [c.starts_on for c in source.courses] == [date(2026, 8, 24)]
    assert source.items[0].wall == datetime(2026, 9, 8, 23, 59)


AARHUS = (
    "| Date | Room | Class | Week | Day | Time | Reading | Topic |\n|--|--|--|--|--|--|--|--|\n"
    "| 01-09-2026 | 117 | 1 | 1 | Tuesday | 12:00-14:00 | [Notes](notes.md) | Models |\n"
    "| 03-09-2026 | 522 | 2 | 1 | Thursday | 8-10 am | see link column | Terms |\n"
    "| 13-10-2026 | | | BREAK | Tuesday | | | |\n"
    "| 20-10-2026 | 117 | 3 | 2 | Tuesday | tba | | Review (mini-project due) |\n"
)


def test_a_column_of_times_makes_the_lines_classes() -> None:
    source = found(AARHUS)
    classes = [i for i in source.items if i.sort is ItemSort.SESSION]
    assert [(i.title, f"{i.wall:%m-%d %H:%M}", i.minutes) for i in classes if i.wall] == [
        ("Models", "09-01 12:00", 120), ("Terms", "09-03 08:00", 120),
    ]  # fmt: skip
    assert told(source) == [
        "Models: Notes · 09-01 23:59", "Terms: see link column · 09-03 23:59",
        "mini-project · 10-20 23:59",
    ]  # fmt: skip
    assert off(source) == ["BREAK · 10-13 – 10-13"]
    assert not source.skipped


def test_a_weekday_in_a_column_of_its_own_checks_the_date_and_tells_the_year() -> None:
    text = "Date,Day,Topic,Homework\nSep 8,Thu,a,HW 1\nSep 12,Mon,b,HW 2\nSep 14,Tue,c,\n"
    source = found(text)
    assert [f"{i.wall:%Y}" for i in source.items if i.wall] == ["2022", "2022"]
    assert ("c", "weekday_differs") in [(s.title, s.reason) for s in source.skipped]


def test_the_settings_above_a_page_are_no_lines_of_it_but_their_title_is() -> None:
    table = "\n| Date | Homework |\n|--|--|\n| Sep 8 | HW 1 |\n"
    assert found(f'---\nlayout: page\ntitle: "STAT 500"\n---\n{table}').name == "STAT 500"
    assert found(f"---\ntitle: Schedule\nnav_order: 2\n---\n{table}").name == ""


def test_links_to_files_beside_a_page_are_no_words() -> None:
    text = (
        "| Date | Homework |\n|--|--|\n| Sep 8 | [HW 1](assignments/HW_1.qmd) and [a](b.ipynb) |\n"
    )
    assert told(found(text)) == ["HW 1 and a · 09-08 23:59"]


CANVAS_SUMMARY = (
    "Course Summary:\nDate\tDetails\tDue\nThu Sep 3, 2026\tAssignment Quiz 1\tdue by 11:59pm\n"
    "Sun Sep 6, 2026\tAssignment Homework 1\tdue by 5pm\n"
    "\tDiscussion Topic Introduce yourself\tdue by 11:59pm\n"
    "Tue Sep 8, 2026\tCalendar Event Live session\t6:30pm to 7:50pm\n\tAssignment Essay\t\n"
)


def test_the_summary_that_canvas_shows_is_read_line_by_line() -> None:
    source = found(CANVAS_SUMMARY)
    assert told(source) == [
        "Quiz 1 · 09-03 23:59", "Homework 1 · 09-06 17:00", "Introduce yourself · 09-06 23:59",
    ]  # fmt: skip
    assert [i.kind for i in source.items] == ["quiz", "exercise", "discussion", "live_session"]
    live = source.items[-1]
    assert (live.title, live.minutes, f"{live.wall:%m-%d %H:%M}") == (
        "Live session", 80, "09-08 18:30",
    )  # fmt: skip
    assert [(s.title, s.reason) for s in source.skipped] == [("Assignment Essay", "topic_only")]
    assert source.name == ""


def test_a_time_beside_the_date_of_a_class_is_that_of_the_class_and_its_preparation() -> None:
    text = (
        "| Session | Date & Time (ET) | Topic | Pre-work |\n|-|-|-|-|\n"
        "| 1 | Tue, Sep 1, 6:30–7:50 PM | Intro | HBR case |\n"
        "| 2 | Tue, Sep 8, 6:30–7:50 PM | Pricing | Read ch. 4 |\n"
    )
    source = found(text)
    assert told(source) == ["HBR case · 09-01 18:30", "Read ch. 4 · 09-08 18:30"]
    classes = [i for i in source.items if i.sort is ItemSort.SESSION]
    assert [(i.title, i.minutes) for i in classes] == [("Intro", 80), ("Pricing", 80)]


@pytest.mark.parametrize(
    ("cell", "titles"),
    [
        ("Discussion 1; Quiz 1", ["Discussion 1", "Quiz 1"]),
        ("HW 1, Lab 2", ["HW 1", "Lab 2"]),
        ("Essay; bring a draft", ["Essay; bring a draft"]),
        ("Quiz 1; see notes", ["Quiz 1; see notes"]),
    ],
)
def test_a_cell_of_several_works_is_taken_apart(cell: str, titles: list[str]) -> None:
    source = found(f'Date,Topic,Homework\nSep 1,a,\nSep 8,b,"{cell}"\n')
    assert [i.title for i in source.items] == titles


def test_an_exam_on_a_wrong_weekday_is_taken_and_told_as_other_work_is() -> None:
    source = found("Date,Topic,Homework\nTue Sep 8,a,HW 1\nTue Sep 15,b,\nMon Sep 22,Midterm,\n")
    assert told(source) == ["HW 1 · 09-08 23:59", "Midterm · 09-22 23:59"]
    assert [(s.title, s.reason) for s in source.skipped] == [
        ("b", "topic_only"), ("Midterm", "weekday_differs"),
    ]  # fmt: skip
