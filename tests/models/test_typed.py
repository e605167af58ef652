"""What a person types: what is understood, and what is refused with which fault."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.models import typed
from companion.models.draft import BreakDraft, MeetingDraft
from companion.models.faults import Refused
from companion.models.meeting import MeetingKind
from companion.models.typed_instant import parse_instant


def refusal(parse: Callable[[str], object], text: str) -> str:
    with pytest.raises(Refused) as caught:
        parse(text)
    return caught.value.faults[0].code


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("18:30", time(18, 30)),
        ("6:30 pm", time(18, 30)),
        ("6pm", time(18)),
        ("6 P.M.", time(18)),
        ("12 am", time(0)),
        ("12:05pm", time(12, 5)),
        ("1830", time(18, 30)),
        ("18.30", time(18, 30)),
        ("7:05", time(7, 5)),
        ("18\uff1a30", time(18, 30)),  # full-width, from an Asian keyboard
        ("١٨:٣٠", time(18, 30)),
    ],
)
def test_a_time_is_read_in_the_usual_ways(text: str, expected: time) -> None:
    assert typed.parse_time(text) == expected


@pytest.mark.parametrize(
    "text", ["", "6", "24:00", "18:75", "13 pm", "0 am", "18:30:15", "noon", "2460", "-1:00"]
)
def test_what_is_no_time_or_could_be_two_is_refused(text: str) -> None:
    assert refusal(typed.parse_time, text) == "time_form"


@pytest.mark.parametrize(
    ("text", "starts", "minutes"),
    [
        ("18:30-19:50", time(18, 30), 80),
        ("18:30–19:50", time(18, 30), 80),
        ("18:30 to 19:50", time(18, 30), 80),
        ("23:30-00:50", time(23, 30), 80),
        ("6:30 pm - 7:50 pm", time(18, 30), 80),
        ("6:30-7:50 pm", time(18, 30), 80),
        ("11-1 pm", time(11), 120),
        ("11:30 - 12:30 am", time(23, 30), 60),
    ],
)
def test_a_range_may_end_after_midnight(text: str, starts: time, minutes: int) -> None:
    assert typed.parse_time_range(text) == (starts, minutes)


def test_an_end_equal_to_its_start_is_refused() -> None:
    assert refusal(typed.parse_time_range, "18:30-18:30") == "end_equals_start"
    assert refusal(typed.parse_time_range, "6:30-6:30 pm") == "end_equals_start"


@pytest.mark.parametrize("text", ["18:30", "18:30-", "18:30-19:50-20:00", "6-7", "a-b", "18:30 19"])
def test_what_is_no_range_is_refused(text: str) -> None:
    assert refusal(typed.parse_time_range, text) == "range_form"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Mon", 0),
        ("tues", 1),
        ("WEDS", 2),
        ("thursday", 3),
        ("Fridays", 4),
        ("sat.", 5),
        ("sun", 6),
    ],
)
def test_a_weekday_is_read_from_three_letters_on(text: str, number: int) -> None:
    assert typed.parse_weekday(text) == number


@pytest.mark.parametrize("text", ["", "mo", "day", "funday", "mond4y", "sunn"])
def test_what_is_no_weekday_is_refused(text: str) -> None:
    assert refusal(typed.parse_weekday, text) == "weekday_form"


def test_a_date_is_read_in_iso_form_only() -> None:
    assert typed.parse_date("2026-08-31") == date(2026, 8, 31)
    assert refusal(typed.parse_date, "31.08.2026") == "date_form"
    assert refusal(typed.parse_date, "20260831") == "date_form"
    assert refusal(typed.parse_date, "2026-02-31") == "date_missing"


@pytest.mark.parametrize("text", ["0003-01-01", "1999-12-31", "2100-01-01", "9999-12-31"])
def test_a_year_out_of_range_is_refused(text: str) -> None:
    assert refusal(typed.parse_date, text) == "date_range"


def test_a_wall_time_is_naive_and_needs_date_and_time() -> None:
    assert typed.parse_wall("2026-11-05 18:30") == datetime(2026, 11, 5, 18, 30)
    assert typed.parse_wall("2026-11-05T18:30") == datetime(2026, 11, 5, 18, 30)
    assert typed.parse_wall("2026-11-05 6:30 pm") == datetime(2026, 11, 5, 18, 30)
    assert refusal(typed.parse_wall, "2026-11-05") == "wall_form"
    assert refusal(typed.parse_wall, "tomorrow 18:30") == "date_form"


def test_an_instant_needs_an_offset() -> None:
    assert parse_instant("2026-10-27T12:40+01:00").isoformat() == "2026-10-27T12:40:00+01:00"
    assert parse_instant("2026-10-27T11:40Z").utcoffset() is not None
    assert refusal(parse_instant, "2026-10-27T12:40") == "instant_zone"
    assert refusal(parse_instant, "now") == "instant_form"
    assert refusal(parse_instant, "0003-10-27T12:40Z") == "date_range"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tue 18:30-19:50", MeetingDraft(MeetingKind.LIVE_SESSION, 1, time(18, 30), 80)),
        ("live Tuesday, 6:30-7:50 pm", MeetingDraft(MeetingKind.LIVE_SESSION, 1, time(18, 30), 80)),
        ("recitation Fri 13:00-14:00", MeetingDraft(MeetingKind.RECITATION, 4, time(13), 60)),
        ("office-hours Wed 9:00–9:45", MeetingDraft(MeetingKind.OFFICE_HOURS, 2, time(9), 45)),
        ("Study group sun 23:30-00:30", MeetingDraft(MeetingKind.STUDY_GROUP, 6, time(23, 30), 60)),
    ],
)
def test_a_weekly_meeting_is_read_with_its_kind(text: str, expected: MeetingDraft) -> None:
    assert typed.parse_meets(text) == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "meets_form"),
        ("18:30-19:50", "meets_form"),
        ("Tue", "meets_form"),
        ("seminar Tue 18:30-19:50", "meets_kind"),
        ("Foo 18:30-19:50", "weekday_form"),
        ("Tue 18:30-25:00", "range_form"),
        ("Tue 18:30-18:30", "end_equals_start"),
        ("\udcff Tue 18:30", "meets_form"),
    ],
)
def test_what_is_no_weekly_meeting_is_refused(text: str, code: str) -> None:
    assert refusal(typed.parse_meets, text) == code


def test_a_break_has_one_or_two_dates_and_perhaps_a_name() -> None:
    week = BreakDraft(date(2026, 11, 23), date(2026, 11, 29), "Thanksgiving")
    assert typed.parse_break("2026-11-23..2026-11-29=Thanksgiving") == week
    assert typed.parse_break("2026-11-23..2026-11-29") == week._replace(name="")
    one = BreakDraft(date(2026, 11, 26), date(2026, 11, 26), "a=b")
    assert typed.parse_break("2026-11-26=a=b") == one


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "break_form"),
        ("Thanksgiving", "break_form"),
        ("2026-11-23..", "break_form"),
        ("2026-11-29..2026-11-23=X", "break_backwards"),
        ("2026-11-23..soon", "date_form"),
    ],
)
def test_what_is_no_break_is_refused(text: str, code: str) -> None:
    assert refusal(typed.parse_break, text) == code


def test_a_due_default_is_a_weekday_and_a_time() -> None:
    assert typed.parse_due_default("Sun 23:59") == (6, time(23, 59))
    assert typed.parse_due_default("friday, 6 pm") == (4, time(18))
    for text in ("", "Sun", "23:59", "Sun 24:00"):
        assert refusal(typed.parse_due_default, text) == "due_form"


def test_hours_are_a_band_or_one_number() -> None:
    assert typed.parse_hours("8-12") == (8, 12)
    assert typed.parse_hours("8 – 12 h") == (8, 12)
    assert typed.parse_hours("10") == (10, 10)
    for text in ("", "many", "8-", "-12", "8-12-14"):
        assert refusal(typed.parse_hours, text) == "hours_form"


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("25", 25),
        ("25m", 25),
        ("25 min", 25),
        ("1h", 60),
        ("1h30", 90),
        ("1 h 05", 65),
        ("1.5h", 90),
    ],
)
def test_an_estimate_is_minutes_or_hours(text: str, minutes: int) -> None:
    assert typed.parse_minutes(text) == minutes


def test_an_estimate_out_of_range_is_refused() -> None:
    assert refusal(typed.parse_minutes, "0") == "estimate_range"
    assert refusal(typed.parse_minutes, "10000m") == "estimate_range"
    assert refusal(typed.parse_minutes, "soon") == "minutes_form"


def test_a_count_is_a_whole_number_in_its_range() -> None:
    assert typed.parse_count(" 14 ", "weeks", 1, 60) == 14
    for text in ("", "0", "61", "-1", "1.5", "1_0", "x", "9" * 5000):
        assert refusal(lambda t: typed.parse_count(t, "weeks", 1, 60), text) == "number_range"


# Text


@pytest.mark.parametrize(
    "text",
    [
        "Économie",
        "مقدمة في التعلم",
        "机器学习",
        "👩🏽\u200d🎓 ok",
        "נתונים",
        "a\u200fb",
        "<b>x</b>",
    ],
)
def test_every_language_and_emoji_is_kept(text: str) -> None:
    assert typed.clean_text(text) == text


def test_control_and_direction_override_characters_are_taken_out() -> None:
    assert typed.clean_text("a\x00b\x1b[31mc\x7f") == "ab[31mc"
    assert typed.clean_text("file\u202excod.exe\u2066") == "filexcod.exe"
    assert typed.clean_text("\ufeffTitle") == "Title"


def test_line_breaks_become_spaces_where_one_line_is_meant() -> None:
    assert typed.clean_text(" a\r\nb\tc\u2028d ") == "a b c d"
    assert typed.clean_text("a\r\nb\u2029c\n", is_one_line=False) == "a\nb\nc"


def test_accents_are_composed_and_broken_halves_are_seen() -> None:
    assert typed.clean_text("e\u0301") == "é"
    assert typed.clean_text("R\udce9sum\udce9") == "R\ufffdsum\ufffd"


def test_a_text_that_shows_nothing_is_empty() -> None:
    assert typed.clean_text(" \u200b\u200d\u00a0\u2060 ") == ""


@given(st.text(alphabet=st.characters(), max_size=60), st.booleans())
def test_cleaning_twice_changes_nothing_and_leaves_nothing_unfit(text: str, one: bool) -> None:
    clean = typed.clean_text(text, is_one_line=one)
    assert typed.clean_text(clean, is_one_line=one) == clean
    clean.encode()
    assert not any(ord(c) < 32 and c != "\n" for c in clean)
    assert not (one and "\n" in clean)


@given(st.text(max_size=30))
def test_no_text_makes_a_reader_fail_otherwise_than_by_refusing(text: str) -> None:
    readers = (
        typed.parse_time,
        typed.parse_time_range,
        typed.parse_weekday,
        typed.parse_date,
        typed.parse_wall,
        parse_instant,
        typed.parse_meets,
        typed.parse_break,
        typed.parse_due_default,
        typed.parse_hours,
        typed.parse_minutes,
    )
    for reader in readers:
        with suppress(Refused):
            reader(text)
