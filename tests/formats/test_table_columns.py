"""Which column of a table is what: by its head, by what stands in it, as the student says."""

from __future__ import annotations

from datetime import date

import pytest
from sources import TODAY
from tables import CSV, MARKDOWN

from companion.formats.readers import read_source
from companion.formats.table_reader import read, recognises
from companion.models.source import ColumnRole, ItemSort, Source, SourceFailed
from companion.models.source_columns import roles_of, with_role

UNKNOWN = "Päivä,Aihe,Sali\n2026-11-03,Grundlagen,A1\n2026-11-10,Verteilungen,A1\n"
NONE, DATE, DUE, TOPIC, WORK = (
    ColumnRole.NONE, ColumnRole.DATE, ColumnRole.DUE, ColumnRole.TOPIC, ColumnRole.WORK,
)  # fmt: skip


def found(text: str, roles: tuple[ColumnRole, ...] | None = None) -> Source:
    assert recognises(text.encode())
    return read(text.encode(), TODAY, roles)


def shape(source: Source) -> list[tuple[str, str]]:
    return [(column.head, column.role.value) for column in source.columns]


def work(source: Source) -> list[tuple[str, date | None]]:
    items = (item for item in source.items if item.sort is ItemSort.DUE)
    return [(item.title, item.wall.date() if item.wall else None) for item in items]


def test_a_table_tells_its_columns_and_what_stands_first_in_them() -> None:
    source = found(MARKDOWN)
    assert shape(source) == [
        ("Week #", "week"), ("Date", "date"), ("Topic", "topic"), ("Reading", "reading"),
        ("Deliverable due", "work"),
    ]  # fmt: skip
    assert source.columns[1].cells == ("Thu, Sep 3", "Thu, Sep 10", "Oct 12-16")


def test_the_columns_are_read_as_the_student_says() -> None:
    roles = with_role(roles_of(found(MARKDOWN).columns), 3, ColumnRole.NONE)
    assert [title for title, _ in work(found(MARKDOWN, roles))] == [
        "Homework 1", "HW1", "Project proposal",
    ]  # fmt: skip
    assert roles_of(found(MARKDOWN, roles).columns) == roles


def test_roles_that_are_too_few_or_too_many_read_what_there_is() -> None:
    assert not work(found(MARKDOWN, (DATE,)))
    roles = (*roles_of(found(CSV).columns), *[WORK] * 60)
    assert work(found(CSV, roles)) == work(found(CSV))


def test_a_role_for_a_single_column_is_taken_from_the_other() -> None:
    assert with_role((DATE, TOPIC, WORK), 1, DATE) == (NONE, DATE, WORK)
    assert with_role((DATE, TOPIC, WORK), 1, WORK) == (DATE, WORK, WORK)
    assert with_role((DATE, TOPIC, WORK), 0, NONE) == (NONE, TOPIC, WORK)


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Session,Homework\nSep 3,HW 1\nSep 10,HW 2\n", ["date", "work"]),
        (",Homework\nSep 3,HW 1\nSep 10,HW 2\n", ["date", "work"]),
        ("Day,Date,Homework\nThu,Sep 3,HW 1\nThu,Sep 10,HW 2\n", ["none", "date", "work"]),
        ("Date,Topic,Due\nSep 3,Intro,\nSep 10,Files,Lab 2\n", ["date", "topic", "work"]),
        ("Week,Topic,Due\n1,Intro,HW 1\n2,Files,HW 2\n", ["week", "topic", "work"]),
        ("Sep 3\tHomework 1\nSep 10\tQuiz 2\n", ["date", "work"]),
    ],
)
def test_what_stands_in_a_column_decides_where_its_head_does_not(
    text: str, roles: list[str]
) -> None:
    source = found(text)
    assert [column.role.value for column in source.columns] == roles
    assert work(source)


def test_a_table_without_heads_loses_no_line() -> None:
    source = found("Sep 3\tHomework 1\nSep 10\tHomework 2\n")
    assert work(source) == [("Homework 1", date(2026, 9, 3)), ("Homework 2", date(2026, 9, 10))]
    assert [column.head for column in source.columns] == ["", ""]


def test_work_is_due_on_its_due_date_where_there_is_a_date_of_the_class_too() -> None:
    text = "Date,Homework,Due\nSep 3,HW 1,Sep 10\nSep 10,HW 2,Sep 17\nSep 24,HW 3,\n"
    assert [day for _, day in work(found(text))] == [
        date(2026, 9, 10), date(2026, 9, 17), date(2026, 9, 24),
    ]  # fmt: skip


def test_a_table_that_nobody_recognises_asks_where_somebody_can_answer() -> None:
    with pytest.raises(SourceFailed, match="table_heads"):
        read_source(UNKNOWN.encode(), TODAY)
    source = read_source(UNKNOWN.encode(), TODAY, ())
    assert shape(source) == [("Päivä", "date"), ("Aihe", "topic"), ("Sali", "none")]
    assert not source.items
    assert [entry.reason for entry in source.skipped] == ["topic_only", "topic_only"]
    told = read_source(UNKNOWN.encode(), TODAY, (DUE, WORK, NONE))
    assert work(told) == [("Grundlagen", date(2026, 11, 3)), ("Verteilungen", date(2026, 11, 10))]


@pytest.mark.parametrize("text", ["Dear all,\nsee you,\nAda\n", "a,b\n1,2\n", "x\ty\nSep 3\tz\n"])
def test_what_has_no_column_of_dates_is_no_table(text: str) -> None:
    assert not recognises(text.encode())


def test_hostile_heads_are_cut_and_hold_nothing_hidden() -> None:
    heads = ["Date", "<h1>x</h1>\x07\u202e" + "A" * 5000, "Homework", *["x"] * 300]
    text = "\t".join(heads) + "\n" + "\n".join(
        "\t".join([f"Sep {day}", "\x1b[31m" * 900, f"HW {day}", *["y"] * 300]) for day in (3, 10)
    )  # fmt: skip
    source = found(text)
    assert len(source.columns) == 50
    shown = [text for c in source.columns for text in (c.head, *c.cells)]
    assert max(map(len, shown)) <= 80
    assert "".join(shown).isprintable()
    assert source.columns[1].head.startswith("<h1>x</h1>AAA"), "plain text, to be shown as such"
    assert len(work(source)) == 2
