"""Times and durations as the student reads them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from companion.time_words import (
    Words,
    city,
    countdown,
    dense,
    difference,
    duration,
    full_day,
    isolated,
    spoken_duration,
    tr,
    zone_label,
    zone_short,
    zone_spoken,
)

BERLIN = ZoneInfo("Europe/Berlin")
NEW_YORK = "America/New_York"
NOW = datetime(2026, 10, 27, 11, 40, tzinfo=UTC)  # Tue 12:40 in Berlin
CLASS = datetime(2026, 10, 27, 22, 30, tzinfo=UTC)
CLASS_ENDS = CLASS + timedelta(minutes=80)
WORDS = Words(NOW, BERLIN)
WORDS_12 = Words(NOW, BERLIN, is_24h=False)


@pytest.mark.parametrize(
    ("minutes", "written", "short"),
    [
        (25, "25 min", "25 m"),
        (45, "45 min", "45 m"),
        (60, "1 h", "1 h"),
        (74, "1 h 14", "1 h 14"),
        (185, "3 h 05", "3 h 05"),
        (0, "0 min", "0 m"),
    ],
)
def test_durations(minutes: int, written: str, short: str) -> None:
    assert duration(minutes) == written
    assert dense(minutes) == short


@pytest.mark.parametrize(
    ("left", "written"),
    [
        (timedelta(hours=10, minutes=50), "10 h 50 min"),
        (timedelta(hours=10, minutes=49, seconds=1), "10 h 50 min"),
        (timedelta(hours=10), "10 h"),
        (timedelta(minutes=12), "12 min"),
        (timedelta(seconds=60), "1 min"),
        (timedelta(seconds=42), "0:42"),
        (timedelta(seconds=-5), "0:00"),
        (timedelta(days=2, hours=4), "2 days 4 h"),
        (timedelta(days=1), "1 day"),
    ],
)
def test_countdowns(left: timedelta, written: str) -> None:
    assert countdown(left) == written


def test_lengths_are_said_in_full_words() -> None:
    assert spoken_duration(timedelta(hours=10, minutes=50)) == "10 hours 50 minutes"
    assert spoken_duration(timedelta(days=1, minutes=1)) == "1 day 1 minute"
    assert spoken_duration(timedelta()) == "0 minutes"


def test_zones_have_short_names() -> None:
    assert zone_short(NEW_YORK) == "ET"
    assert zone_label("US/Eastern") == "Eastern (ET)"
    assert zone_spoken(NEW_YORK) == "Eastern"
    assert zone_short("Europe/London") == zone_label("Europe/London") == "London"
    assert city("America/Argentina/Buenos_Aires") == "Buenos Aires"
    assert city("UTC") == "UTC"


@pytest.mark.parametrize(
    ("ahead", "written"),
    [
        (300, "ET is 5 h behind"),
        (570, "ET is 9 h 30 behind"),
        (-180, "ET is 3 h ahead"),
        (0, "ET has the same time"),
    ],
)
def test_differences(ahead: int, written: str) -> None:
    assert difference(NEW_YORK, ahead) == written


def test_a_span_over_midnight_says_on_which_day_it_ends() -> None:
    assert WORDS.span(CLASS, CLASS_ENDS) == "23:30–00:50"
    assert WORDS.there(CLASS, CLASS_ENDS, NEW_YORK) == "18:30–19:50 ET"
    assert WORDS.ends_on(CLASS, CLASS_ENDS) == "ends Wed 28 Oct"
    assert WORDS.ends_on(CLASS, CLASS + timedelta(minutes=30)) == ""


def test_another_day_there_is_named() -> None:
    after_midnight = datetime(2026, 11, 3, 23, 30, tzinfo=UTC)  # Wed 00:30 in Berlin
    assert WORDS.there(after_midnight, None, NEW_YORK) == "Tue 18:30 ET"


def test_twelve_hours() -> None:
    assert WORDS_12.time(CLASS) == "11:30 pm"
    assert WORDS_12.span(CLASS, CLASS_ENDS) == "11:30 pm–12:50 am"
    assert WORDS_12.there(CLASS, CLASS_ENDS, NEW_YORK) == "6:30–7:50 pm ET"
    assert WORDS_12.time(NOW) == "12:40 pm"


def test_moments_name_the_year_only_when_it_is_another() -> None:
    due = datetime(2026, 10, 31, 3, 59, tzinfo=UTC)
    assert WORDS.moment(due) == "Sat 31 Oct 04:59"
    assert WORDS.moment_there(due, NEW_YORK) == "Fri 30 Oct 23:59 ET"
    assert WORDS.day(datetime(2027, 2, 21, 12, tzinfo=UTC)) == "Sun 21 Feb 2027"
    assert full_day(WORDS.today) == "Tuesday 27 October"


@pytest.mark.parametrize(
    ("at", "short", "away"),
    [
        (CLASS, "tonight 23:30", "tonight"),
        (NOW + timedelta(minutes=40), "today 13:20", "40 min"),
        (datetime(2026, 10, 28, 3, 59, tzinfo=UTC), "Wed 04:59", "16 h"),
        (datetime(2026, 10, 31, 3, 59, tzinfo=UTC), "Sat 04:59", "3 days"),
        (datetime(2026, 11, 3, 12, tzinfo=UTC), "Tue 3 Nov 13:00", "7 days"),
        (NOW - timedelta(days=5), "Thu 22 Oct 13:40", "5 days late"),
        (NOW - timedelta(hours=1, minutes=5), "today 11:35", "1 h late"),
    ],
)
def test_near_moments_are_written_short(at: datetime, short: str, away: str) -> None:
    assert WORDS.soon(at) == short
    assert WORDS.relative(at) == away


def test_months_and_weekdays_are_english_in_any_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    assert WORDS.date(WORDS.today) == "Tue 27 Oct"
    assert WORDS.spoken_time(datetime(2026, 10, 31, 3, 59, tzinfo=UTC)) == (
        "Saturday 31 October 04:59"
    )


def test_a_value_is_never_taken_for_a_place_of_another() -> None:
    assert tr("%1 week %2 of %3", "50%2 off", 9, "%1") == "50%2 off week 9 of %1"
    assert tr("100 % of %1, %", "ML") == "100 % of ML, %"
    assert tr("%1 and %2", "one") == "one and %2"


@pytest.mark.parametrize("name", ["שלום", "مقدمة في الحوسبة", "ML שלום", "ﷲ", "𐤀"])
def test_a_name_written_from_right_to_left_leaves_its_sentence_alone(name: str) -> None:
    assert tr("%1 added", name) == f"\u2068{name}\u2069 added"


@pytest.mark.parametrize("name", ["ML", "23:30–00:50", "Économie · Größe", "機械学習", "👩‍🎓"])
def test_other_names_get_no_hidden_marks(name: str) -> None:
    assert isolated(name) == name
