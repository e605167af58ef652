"""One typed line: what is recognised, what stays in the title, and what is told."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from schedules import draft, schedule_of

from companion.models.activity import ActivityKind, DueDate
from companion.models.course import EASTERN
from companion.models.faults import Fault, Refused
from companion.models.quick_add import (
    QuickAdd,
    SpanKind,
    parse_due,
    read,
    to_activity,
    to_block,
    to_rule,
)
from companion.models.schedule import Schedule

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 10, 27, 11, 40, tzinfo=UTC)  # Tuesday 12:40 in Berlin, 07:40 Eastern
SCHEDULE = schedule_of(
    draft(),
    draft(code="DV", name="Data Visualization", weeks=6, starts_on=date(2026, 10, 12)),
)


def line(text: str, now: datetime = NOW, zone: ZoneInfo = BERLIN) -> QuickAdd:
    return read(text, SCHEDULE, now, zone)


def tinted(found: QuickAdd) -> list[tuple[str, str]]:
    return [(found.text[s.start : s.end], s.kind.value) for s in found.spans]


def codes(found: QuickAdd) -> list[str]:
    return [note.code for note in found.notes]


def test_the_example_of_the_design_is_understood_whole() -> None:
    found = line("Read HBR case 25m due fri #ml")
    assert found.title == "Read HBR case"
    assert found.kind is ActivityKind.READING
    assert found.minutes == 25
    assert found.course is not None
    assert found.course.code == "ML"
    assert found.due == DueDate(datetime(2026, 10, 30, 23, 59), EASTERN)
    assert tinted(found) == [("25m", "minutes"), ("due fri", "due"), ("#ml", "course")]
    assert found.notes == ()


def test_every_kind_of_word_is_recognised_wherever_it_stands() -> None:
    found = line(
        "! #dv w5 https://example.org/a, 1h30, tue 20:00 watch it every week due 12 nov 18:00"
    )
    assert found.title == "watch it"
    assert (found.is_important, found.week, found.minutes) == (True, 5, 90)
    assert found.link == "https://example.org/a"
    assert found.plan == datetime(2026, 10, 27, 20)
    assert found.due == DueDate(datetime(2026, 11, 12, 18), EASTERN)
    assert {s.kind for s in found.spans} == set(SpanKind) - {SpanKind.PROBLEM}


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("25m", 25), ("25min", 25), ("25 min", 25), ("1h", 60), ("1h30", 90), ("1h30m", 90),
     ("1 h 30", 90), ("1 h 30 min", 90), ("1h 30", 90), ("1h 30m", 90), ("1h 30 min", 90),
     ("1.5h", 90), ("25M,", 25)],
)  # fmt: skip
def test_lengths_are_recognised(text: str, minutes: int) -> None:
    found = line(f"x {text} y")
    assert (found.minutes, found.title) == (minutes, "x y")


@pytest.mark.parametrize(
    "text",
    ["Ridge and lasso in 15 minutes", "Problem set 4", "Great!", "ISLR §8.1", "m 5",
     "What is due", "due diligence", "Tue", "12 nov", "at 18:00", "Problem #3", "C# basics", "w",
     "# x", "Week 9", "zoom.us/j/1", "25mm", "h"],
)  # fmt: skip
def test_what_is_not_recognised_stays_in_the_title_without_a_word(text: str) -> None:
    found = line(text)
    assert found.title == text
    assert found.spans == ()
    assert found.notes == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("0m", "estimate_range"),
        ("10000m", "estimate_range"),
        ("due 31 feb", "date_missing"),
        ("due 29 feb", "date_missing"),
        ("due 2026-13-45", "date_missing"),
        ("due 12 nov 1850", "date_range"),
        ("due fri 25:00", "time_form"),
        ("due fri 25.00", "time_form"),
        ("due fri 13.30pm", "time_form"),
        ("due 2026-11-12T25:00", "time_form"),
        ("due 1 nov 01:30 #ml", "time_twice"),
        ("due next", "due_unclear"),
        ("due 12/11", "due_unclear"),
        ("today 10:00", "plan_past"),
        ("w99", "week_range"),
        ("w0", "week_range"),
        ("w7 #dv", "week_range"),
        ("#mll", "unknown_tag_near"),
        ("#zzz", "unknown_tag"),
        ("https://user:pw@example.org", "link_user"),
    ],
)
def test_the_impossible_stays_in_the_title_with_a_note(text: str, code: str) -> None:
    found = line(f"x {text}")
    assert codes(found) == [code]
    problem = " ".join(word for word in text.split() if word not in ("#ml", "#dv"))
    assert found.title == f"x {problem}"
    assert (problem, "problem") in tinted(found)
    assert (found.minutes, found.due, found.plan, found.week, found.link) == (
        None, None, None, None, "",
    )  # fmt: skip


def test_a_second_of_its_kind_stays_in_the_title_with_a_note() -> None:
    found = line("x 25m 30m due fri due sat #ml #dv")
    assert found.title == "x 30m due sat #dv"
    assert found.minutes == 25
    assert codes(found) == ["given_twice"] * 3


def test_suggestions_for_an_unknown_tag_name_what_it_may_mean() -> None:
    assert line("x #data").notes == (Fault("course", "unknown_tag_near", ("#data", "#DV")),)
    assert line("x #ml, y #mx!").notes == (Fault("course", "unknown_tag_near", ("#mx", "#ML")),)
    assert read("x #ml", schedule_of(), NOW, BERLIN).notes == (
        Fault("course", "unknown_tag", ("#ml",)),
    )


# Due dates in words


def due(text: str, now: datetime = NOW, zone: ZoneInfo = BERLIN) -> DueDate | None:
    return line(f"x due {text}", now, zone).due


def test_without_a_course_due_words_count_where_the_student_is() -> None:
    assert due("fri") == DueDate(datetime(2026, 10, 30, 23, 59), "Europe/Berlin")


def test_the_course_s_due_time_counts_in_the_course_s_zone() -> None:
    early = schedule_of(draft(due_time=time(17)))
    found = read("x due fri #ml", early, NOW, BERLIN)
    assert found.due == DueDate(datetime(2026, 10, 30, 17), EASTERN)


@pytest.mark.parametrize(
    ("text", "wall"),
    [
        ("today", datetime(2026, 10, 27, 23, 59)),
        ("tomorrow at 6pm", datetime(2026, 10, 28, 18)),
        ("tue", datetime(2026, 10, 27, 23, 59)),
        ("tue 12:00", datetime(2026, 11, 3, 12)),
        ("fri 9.30am", datetime(2026, 10, 30, 9, 30)),
        ("fri 9.30 p.m.", datetime(2026, 10, 30, 21, 30)),
        ("fri 18.30", datetime(2026, 10, 30, 18, 30)),
        ("fri 3.11", datetime(2026, 10, 30, 23, 59)),
        ("mon", datetime(2026, 11, 2, 23, 59)),
        ("12 nov", datetime(2026, 11, 12, 23, 59)),
        ("Nov 12", datetime(2026, 11, 12, 23, 59)),
        ("12th november 6 pm", datetime(2026, 11, 12, 18)),
        ("12 sept.", datetime(2027, 9, 12, 23, 59)),
        ("5 jan", datetime(2027, 1, 5, 23, 59)),
        ("27 oct", datetime(2026, 10, 27, 23, 59)),
        ("2026-11-12", datetime(2026, 11, 12, 23, 59)),
        ("2026-11-12T18:00", datetime(2026, 11, 12, 18)),
        ("12 nov 2027 18:00", datetime(2027, 11, 12, 18)),
        ("29 feb 2028", datetime(2028, 2, 29, 23, 59)),
    ],
)
def test_due_words_mean_the_next_such_day(text: str, wall: datetime) -> None:
    assert due(text) == DueDate(wall, "Europe/Berlin")


def test_a_date_of_the_term_that_is_over_is_not_moved_to_next_year() -> None:
    assert due("12 oct #ml") == DueDate(datetime(2026, 10, 12, 23, 59), EASTERN)
    assert due("12 aug #ml") == DueDate(datetime(2027, 8, 12, 23, 59), EASTERN)


def test_friday_late_at_night_is_today_in_the_course_s_zone_while_a_minute_is_left() -> None:
    friday_23_58 = datetime(2026, 10, 31, 3, 58, tzinfo=UTC)  # Saturday 04:58 in Berlin
    assert due("fri #ml", friday_23_58) == DueDate(datetime(2026, 10, 30, 23, 59), EASTERN)
    assert due("fri", friday_23_58) == DueDate(datetime(2026, 11, 6, 23, 59), "Europe/Berlin")
    friday_over = datetime(2026, 10, 31, 3, 59, tzinfo=UTC)
    assert due("fri #ml", friday_over) == DueDate(datetime(2026, 11, 6, 23, 59), EASTERN)


def test_a_due_date_alone_is_read_whole_or_refused() -> None:
    course = SCHEDULE.course_by_code("ML")
    assert parse_due("fri 6 pm", SCHEDULE, NOW, BERLIN, course).wall == datetime(2026, 10, 30, 18)
    for text in ("", "soon", "fri evening", "due fri"):
        with pytest.raises(Refused, match="due_unclear"):
            parse_due(text, SCHEDULE, NOW, BERLIN)


# What becomes of it


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Read HBR", ActivityKind.READING),
        ("watch lecture", ActivityKind.VIDEO),
        ("Check-in quiz 9", ActivityKind.QUIZ),
        ("Post a model you read about", ActivityKind.DISCUSSION),
        ("Solve the reading questions", ActivityKind.EXERCISE),
        ("Draft report", ActivityKind.PROJECT),
        ("Something else", ActivityKind.EXERCISE),
    ],
)
def test_the_first_telling_word_sets_the_kind(title: str, kind: ActivityKind) -> None:
    assert line(title).kind is kind


def test_course_and_week_of_the_page_count_where_the_line_names_none() -> None:
    course = SCHEDULE.course_by_code("DV")
    found = read("x due fri", SCHEDULE, NOW, BERLIN, course, 3)
    assert found.course == course
    assert found.week == 3
    assert found.due is not None
    assert found.due.zone == EASTERN
    other = read("x #ml w9", SCHEDULE, NOW, BERLIN, course, 3)
    assert other.course == SCHEDULE.course_by_code("ML")
    assert other.week == 9


def test_an_activity_is_made_of_a_line_with_a_title_only() -> None:
    found = line("Read x 25m w9 #ml !")
    made = to_activity(found, 4)
    assert (made.title, made.minutes, made.week, made.position) == ("Read x", 25, 9, 4)
    assert made.is_important
    assert found.course is not None
    assert made.course_id == found.course.id
    assert made.id != to_activity(found).id
    for text in ("", "  ", "25m #ml", "\u200b"):
        with pytest.raises(Refused, match="title_empty"):
            to_activity(line(text))
    with pytest.raises(Refused, match="title_long"):
        to_activity(line("a" * 5000))


def test_a_planned_time_becomes_a_block_in_the_student_s_zone() -> None:
    found = line("Read x 45m tue 20:00")
    block = to_block(found, to_activity(found))
    assert block is not None
    assert (block.starts, block.zone, block.minutes) == (
        datetime(2026, 10, 27, 20), "Europe/Berlin", 45,
    )  # fmt: skip
    assert to_block(line("Read x"), to_activity(found)) is None
    unknown_length = to_block(line("Read x tue 20:00"), to_activity(found))
    assert unknown_length is not None
    assert unknown_length.minutes == 30


def test_the_title_is_plain_text_fit_to_store() -> None:
    assert line("Read\x07 <b>x</b>\u202e 25m").title == "Read <b>x</b>"
    assert line("اقرأ الفصل 25m due fri").title == "اقرأ الفصل"


WORDS = st.sampled_from(
    ["Read", "due", "fri", "31", "feb", "12", "nov", "18:00", "25m", "0m", "#ml", "#x", "w9", "w0",
     "!", "1", "h", "30", "tue", "2026-11-12", "https://a.b", ",", "at", "6", "pm", "next", "²",
     "٣", "\u202e", "\udcff", "every", "week", "every week"]
)  # fmt: skip


@given(st.lists(WORDS | st.text(max_size=8), max_size=12))
def test_nothing_is_lost_and_spans_lie_in_order_side_by_side(words: list[str]) -> None:
    found = line(" ".join(words))
    ends = [0, *(s.end for s in found.spans)]
    assert all(
        s.start >= end and s.end > s.start for s, end in zip(found.spans, ends, strict=False)
    )
    kinds = {s.kind for s in found.spans}
    recognised = sum(1 for s in found.spans if s.kind is not SpanKind.PROBLEM)
    week = None if found.is_weekly and not kinds & {SpanKind.WEEK} else found.week
    fields = (found.minutes, found.due, found.plan, found.course, week, found.link or None,
              found.is_important or None, found.is_weekly or None)  # fmt: skip
    assert recognised == sum(value is not None for value in fields)
    assert len(found.notes) == len(found.spans) - recognised


@pytest.mark.parametrize("piece", ["a", "#x ", "due 3 ", "25m ", "fri 1:00 ", "! ", "w0 "])
def test_five_thousand_characters_are_read(piece: str) -> None:
    found = line((piece * 5000)[:5000])
    assert len(found.text) == 5000


# What comes back every week


def test_every_week_begins_in_the_week_of_the_due_date() -> None:
    found = line("Post and two replies every week due sun #dv 40m")
    assert (found.title, found.is_weekly, found.week) == ("Post and two replies", True, 3)
    assert ("every week", "repeat") in tinted(found)
    rule = to_rule(found)
    assert (rule.title, rule.minutes, rule.due_weekday, rule.due_time) == (
        "Post and two replies", 40, 6, None,
    )  # fmt: skip
    assert (rule.first_week, rule.last_week) == (3, 0)


def test_every_week_begins_in_the_week_named_and_its_due_date_is_that_week_s() -> None:
    found = line("Quiz 12 each week w12 due fri 18:00 #ml")
    assert found.week == 12
    assert found.due == DueDate(datetime(2026, 11, 20, 18), EASTERN)
    rule = to_rule(found)
    assert (rule.title, rule.due_time, rule.first_week) == ("Quiz {week}", time(18), 12)


def test_without_a_due_date_it_begins_this_week() -> None:
    assert line("Read the forum every week #ml").week == 9


def test_every_week_without_a_course_stays_in_the_title_with_a_note() -> None:
    found = line("Post every week")
    assert (found.title, found.is_weekly, codes(found)) == (
        "Post every week", False, ["repeat_course"],
    )  # fmt: skip


def test_every_week_of_a_course_that_is_over_is_told() -> None:
    found = line("Post every week #dv", datetime(2026, 12, 24, tzinfo=UTC))
    assert (found.is_weekly, codes(found)) == (False, ["repeat_no_week"])


# Two courses of one code


def test_a_code_of_two_courses_is_told_and_not_guessed() -> None:
    first, second = SCHEDULE.courses
    twins = Schedule.of([*SCHEDULE.records(), second._replace(id="twin")])
    found = read("x #dv", twins, NOW, BERLIN)
    assert (found.course, found.title, codes(found)) == (None, "x #dv", ["code_twice"])
    assert read("x #dv", twins, NOW, BERLIN, second).course == second, "the one filtered for"
    assert read("x #dv", twins, NOW, BERLIN, first).title == "x #dv", "not another one"
