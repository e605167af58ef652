"""Clock changes in words: places and days, never offsets."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from schedules import draft, live, schedule_of

from companion import change_words as say
from companion.models.clock_guard import ClockShift, shift_told_at
from companion.models.schedule import Schedule
from companion.models.zone_rules import OldRules
from companion.models.zone_table import zone_rows
from companion.sample import sample_records
from companion.time_words import Words

SAMPLE = Schedule.of(sample_records())


def told(zone: str, now: str, schedule: Schedule = SAMPLE) -> tuple[ClockShift, Words]:
    words = Words(datetime.fromisoformat(now), ZoneInfo(zone))
    shift = shift_told_at(schedule, words.zone, words.now)
    assert shift is not None
    return shift, words


def head(zone: str, now: str) -> str:
    return say.notice_head(*told(zone, now), SAMPLE)


def test_the_picture_of_today_is_said_word_for_word() -> None:
    shift, words = told("Europe/Berlin", "2026-10-27T12:40+01:00")
    assert say.notice_head(shift, words, SAMPLE) == (
        "Classes start one hour earlier for you this week."
    )
    assert say.notice_reason(shift, words) == (
        "Europe has changed its clocks, the US changes on Sunday 1 November."
    )
    assert say.notice_reason(shift, words, is_narrow=True) == (
        "Europe has changed its clocks, the US on 1 Nov."
    )


def test_the_picture_of_the_week_is_said_with_the_days_that_differ() -> None:
    shift, words = told("Europe/Berlin", "2026-10-27T12:40+01:00")
    assert say.week_head(shift, words, SAMPLE) == "One hour earlier this week:"
    assert say.week_classes(shift, words, SAMPLE) == (
        "ML class Tue 23:30 instead of Wed 00:30, DV class 22:00 instead of 23:00. "
        "Normal again after Sunday 07:00."
    )
    moments = say.class_line(shift, 1, words)
    assert moments == ("Tue 27 Oct 23:30", "Wed 28 Oct 00:30")


@pytest.mark.parametrize(
    ("zone", "now", "expected", "why"),
    [
        ("Europe/Berlin", "2026-10-20T12:00Z",
         "Classes start one hour earlier for you next week.",
         "Europe changes its clocks on Sunday 25 October, the US on Sunday 1 November."),
        ("Asia/Kolkata", "2026-10-29T12:00Z",
         "Classes start one hour later for you from Monday 2 November.",
         "The US changes its clocks on Sunday 1 November; India does not."),
        ("Asia/Kolkata", "2026-11-05T12:00Z",
         "Classes start one hour later for you now.",
         "The US changed its clocks on Sunday 1 November; India does not."),
        ("Pacific/Honolulu", "2026-10-29T12:00Z",
         "Classes start one hour later for you from Monday 2 November.",
         "The US changes its clocks on Sunday 1 November; Honolulu does not."),
        ("Australia/Sydney", "2026-10-01T12:00Z",
         "ML classes start one hour later for you from Tuesday 6 October.",
         "Sydney changes its clocks on Sunday 4 October. "
         "When the US does on Sunday 1 November, they move again."),
        ("Australia/Lord_Howe", "2026-10-05T12:00Z",
         "ML classes start half an hour later for you from Tuesday 6 October.",
         "Lord Howe has changed its clocks. "
         "When the US does on Sunday 1 November, they move again."),
        ("Africa/Cairo", "2026-10-27T12:00Z",
         "Classes start one hour earlier for you from Thursday 29 October to Friday 30 October.",
         "Egypt changes its clocks on Friday 30 October, the US on Sunday 1 November."),
        ("America/Phoenix", "2026-10-29T12:00Z",
         "Classes start one hour later for you from Monday 2 November.",
         "The US changes its clocks on Sunday 1 November; Phoenix does not."),
    ],
)  # fmt: skip
def test_each_place_reads_its_own_reason(zone: str, now: str, expected: str, why: str) -> None:
    shift, words = told(zone, now)
    assert say.notice_head(shift, words, SAMPLE) == expected
    assert say.notice_reason(shift, words) == why


@pytest.mark.parametrize(
    ("zone", "now", "why"),
    [
        ("Europe/Berlin", "2026-10-20T12:00Z",
         "Europe changes its clocks on 25 Oct, the US on 1 Nov."),
        ("Asia/Kolkata", "2026-10-29T12:00Z", "The US changes its clocks on 1 Nov."),
        ("Asia/Kolkata", "2026-11-05T12:00Z", "The US changed its clocks on 1 Nov."),
        ("Australia/Sydney", "2026-10-01T12:00Z",
         "Sydney changes its clocks on 4 Oct, the US on 1 Nov."),
        ("Australia/Sydney", "2026-10-06T12:00Z",
         "Sydney has changed its clocks, the US on 1 Nov."),
    ],
)  # fmt: skip
def test_in_a_narrow_window_the_reason_is_one_short_line(zone: str, now: str, why: str) -> None:
    shift, words = told(zone, now)
    assert say.notice_reason(shift, words, is_narrow=True) == why


def test_weeks_begin_on_the_day_that_the_student_chose() -> None:
    shift, words = told("Europe/Berlin", "2026-10-25T12:00+01:00")
    assert "next week" in say.notice_head(shift, words, SAMPLE)
    assert "this week" in say.notice_head(shift, words._replace(first_weekday=6), SAMPLE)


def test_three_weeks_in_spring_are_told_with_their_end() -> None:
    schedule = schedule_of(draft(starts_on=datetime(2027, 1, 11).date(), meetings=(live(),)))
    shift, words = told("Europe/Berlin", "2027-03-12T12:00Z", schedule)
    assert say.notice_head(shift, words, schedule) == (
        "Classes start one hour earlier for you from Wednesday 17 March to Wednesday 24 March."
    )
    shift, words = told("Europe/Berlin", "2027-03-19T12:00Z", schedule)
    assert say.notice_head(shift, words, schedule) == (
        "Classes start one hour earlier for you until Sunday 28 March."
    )
    assert "Normal again after Sunday 28 March 03:00." in say.week_classes(shift, words, schedule)


def test_offsets_are_never_written() -> None:
    forbidden = re.compile(r"UTC|GMT|offset|[+−-]\d")
    for row in zone_rows():
        words = Words(datetime.fromisoformat("2026-10-28T12:00Z"), ZoneInfo(row.zone))
        shift = shift_told_at(SAMPLE, words.zone, words.now)
        if shift is not None:
            texts = (
                say.notice_head(shift, words, SAMPLE),
                say.notice_reason(shift, words),
                say.notice_reason(shift, words, is_narrow=True),
                say.because(shift.reason, words),
            )
            assert not [t for t in texts if forbidden.search(t) or "%" in t or "  " in t]


def test_a_change_next_year_has_its_year() -> None:
    words = Words(datetime.fromisoformat("2026-12-30T12:00Z"), ZoneInfo("Europe/Berlin"))
    assert say.day_name(datetime(2027, 3, 14).date(), words) == "Sunday 14 March 2027"


def test_sizes_are_words_where_english_has_them() -> None:
    sizes = [say.size_words(m) for m in (-30, 60, -120, 90, 45)]
    assert sizes == ["half an hour", "one hour", "two hours", "1 h 30", "45 min"]


def test_no_reason_is_nothing() -> None:
    words = Words(datetime.fromisoformat("2026-10-28T12:00Z"), ZoneInfo("Europe/Berlin"))
    assert say.because(None, words) == ""


@pytest.mark.parametrize(
    ("since", "minutes", "expected"),
    [
        ("2026-11-01T09:00Z", 60,
         "From Sunday 1 November on, clocks in Vancouver are one hour ahead of it. "
         "Update its system."),
        ("2026-10-27T11:40Z", -60,
         "Clocks in Vancouver are one hour behind it. "
         "Update its system."),
    ],
)  # fmt: skip
def test_rules_out_of_date_are_said_to_be_the_computers(
    since: str, minutes: int, expected: str
) -> None:
    vancouver = ZoneInfo("America/Vancouver")
    words = Words(datetime.fromisoformat("2026-10-27T11:40Z"), vancouver)
    rules = OldRules(vancouver.key, "2026f", datetime.fromisoformat(since), minutes)
    strong, rest = say.old_rules_words(rules, words)
    assert strong == "This computer’s clock rules are out of date."
    assert rest == expected
