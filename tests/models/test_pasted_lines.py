"""A pasted list: each line its own item, bullets and numbers taken off."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from schedules import draft, only_course, schedule_of

from companion.models.faults import Refused
from companion.models.pasted_lines import (
    MAX_LINES,
    PastedLine,
    lines_to_activities,
    read_lines,
    strip_bullet,
)

NOW = datetime(2026, 10, 27, 11, 40, tzinfo=UTC)
SCHEDULE = schedule_of(draft())


def lines(text: str) -> list[PastedLine]:
    return read_lines(text, SCHEDULE, NOW, ZoneInfo("Europe/Berlin"), only_course(SCHEDULE))


@pytest.mark.parametrize(
    "line",
    ["- Read x", "* Read x", "• Read x", "– Read x", "1. Read x", "12) Read x", "[ ] Read x",
     "- [x] Read x", "\t3. • Read x", "☐ Read x", "Read x"],
)  # fmt: skip
def test_bullets_numbers_and_boxes_are_taken_off(line: str) -> None:
    assert strip_bullet(line) == "Read x"


@pytest.mark.parametrize("line", ["-x option", "3.5 GB of data", "2 quizzes", "1984", "(a) x"])
def test_what_only_looks_like_a_bullet_stays(line: str) -> None:
    assert strip_bullet(line) == line


def test_each_line_is_an_item_of_the_course_with_its_own_words() -> None:
    found = lines("- Read x 25m due fri\r\n\n  \n- Quiz w10\n")
    assert [(item.number, item.found.title) for item in found] == [(1, "Read x"), (4, "Quiz")]
    assert [item.found.week for item in found] == [None, 10]
    assert all(item.found.course == only_course(SCHEDULE) for item in found)


def test_a_line_that_only_names_a_week_sets_it_for_the_lines_below() -> None:
    found = lines("Read a\nWeek 3\nRead b\nRead c w5\nweek 4:\nRead d\nWeek 5 quiz\nWeek 99")
    assert [(item.found.title, item.found.week) for item in found] == [
        ("Read a", None), ("Read b", 3), ("Read c", 5), ("Read d", 4), ("Week 5 quiz", 4),
        ("Week 99", 4),
    ]  # fmt: skip


def test_a_week_that_the_course_does_not_have_is_an_item() -> None:
    found = lines("Week 14\na\nWeek 15\nb\nWeek 0")
    assert [(item.found.title, item.found.week) for item in found] == [
        ("a", 14), ("Week 15", 14), ("b", 14), ("Week 0", 14),
    ]  # fmt: skip


def test_a_week_that_the_course_of_a_line_does_not_have_is_told_and_not_stored() -> None:
    zone = ZoneInfo("Europe/Berlin")
    first, second = read_lines("Week 15\nRead a #ml\nRead b", SCHEDULE, NOW, zone)
    assert first.found.week is None
    assert [(note.code, note.values) for note in first.found.notes] == [
        ("week_range", ("w15", "14")),
    ]  # fmt: skip
    assert (second.found.week, second.found.notes) == (15, ())


def test_a_weekday_in_a_line_of_a_week_is_that_week_s() -> None:
    found = [item.found.due for item in lines("a due sun\nWeek 3\nb due sun\nc due 12 nov")]
    assert [due.wall.date() for due in found if due] == [
        date(2026, 11, 1), date(2026, 9, 20), date(2026, 11, 12),
    ]  # fmt: skip


def test_a_time_that_comes_twice_on_the_day_of_that_week_is_told_and_stays_in_the_title() -> None:
    (item,) = lines("Week 9\nRead a due sun 1:30")
    assert item.found.due is None
    assert item.found.title == "Read a due sun 1:30"
    assert [note.code for note in item.found.notes] == ["time_twice"]


def test_activities_keep_the_order_of_the_list() -> None:
    made = lines_to_activities(lines("b\na"))
    assert [(a.title, a.position) for a in made] == [("b", 0), ("a", 1)]


def test_a_line_without_a_title_refuses_the_whole_list() -> None:
    with pytest.raises(Refused, match="title_empty"):
        lines_to_activities(lines("Read x\n25m"))


def test_too_many_lines_are_refused() -> None:
    assert len(lines("x\n" * MAX_LINES)) == MAX_LINES
    with pytest.raises(Refused, match="lines_many"):
        lines("x\n" * (MAX_LINES + 1))
