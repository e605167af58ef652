"""Yearly rules of zones: right for every year that counts, or none."""

import io
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from dateutil import tz

from companion.formats.icalendar_writer import Entry, calendar_bytes
from companion.formats.vtimezone import zone_rules

# Morocco and Gaza follow Ramadan; Egypt, Greenland, Chile and Israel change on the day before or
# after a nth weekday; the others have changed their law since 2024.
WITHOUT_RULES = {
    "Africa/Cairo", "Africa/Casablanca", "Africa/El_Aaiun", "America/Asuncion",
    "America/Coyhaique", "America/Godthab", "America/Nuuk", "America/Santiago",
    "America/Scoresbysund", "Asia/Almaty", "Asia/Gaza", "Asia/Hebron", "Asia/Jerusalem",
    "Asia/Qostanay", "Asia/Tel_Aviv", "Chile/Continental", "Egypt", "Israel",
}  # fmt: skip
SOME_ZONES = (
    "America/New_York", "America/Sao_Paulo", "Europe/Berlin", "Europe/Dublin",
    "Africa/Johannesburg", "Asia/Kolkata", "Asia/Beirut", "Australia/Lord_Howe",
    "Pacific/Auckland", "Pacific/Chatham", "Antarctica/Troll", "Etc/GMT+5", "Atlantic/Azores",
)  # fmt: skip


def file_zone(name: str) -> tz.tzfile:
    """The zone as another program reads it from a file of ours."""
    at = datetime(2026, 9, 1, 18, 30, tzinfo=ZoneInfo(name))
    content = calendar_bytes("x", [Entry("u@test", "x", at, at + timedelta(hours=1))]).decode()
    text = content[content.index("BEGIN:VTIMEZONE") : content.index("BEGIN:VEVENT")]
    return tz.tzical(io.StringIO(text)).get(name)


def plain_walls(zone: ZoneInfo, wall: datetime, end: datetime, step: timedelta):
    """Wall times that exist just once, and their offset from UTC."""
    while wall < end:
        first, second = wall.replace(tzinfo=zone), wall.replace(tzinfo=zone, fold=1)
        if first.utcoffset() == second.utcoffset():
            yield wall, first.utcoffset()
        wall += step


@pytest.mark.parametrize("name", SOME_ZONES)
def test_a_zone_in_a_file_shows_the_right_time_from_2024_to_2037(name):
    zone, truth = file_zone(name), ZoneInfo(name)
    start, end = datetime(2024, 1, 1, 12, 10), datetime(2038, 1, 1)
    for wall, offset in plain_walls(truth, start, end, timedelta(hours=25)):
        assert wall.replace(tzinfo=zone).utcoffset() == offset, wall


@pytest.mark.parametrize("name", ["America/New_York", "Europe/London", "Australia/Sydney"])
def test_a_clock_change_sets_in_at_the_very_hour(name):
    zone, truth = file_zone(name), ZoneInfo(name)
    for month in (3, 4, 10, 11):
        start, end = datetime(2026, month, 1), datetime(2026, month, 30)
        for wall, offset in plain_walls(truth, start, end, timedelta(minutes=30)):
            assert wall.replace(tzinfo=zone).utcoffset() == offset, wall


def test_new_york_has_the_two_rules_of_its_law():
    standard, daylight = zone_rules("America/New_York", 2026, 2026)
    assert (daylight.month, daylight.nth, daylight.weekday) == (3, 2, 6)
    assert daylight.starts == datetime(2007, 3, 11, 2)
    assert (standard.month, standard.nth, standard.weekday) == (11, 1, 6)
    assert standard.starts == datetime(2007, 11, 4, 2)
    assert (daylight.name, standard.name) == ("EDT", "EST")


def test_a_zone_without_changes_has_one_rule():
    (rule,) = zone_rules("Asia/Kolkata", 2026, 2026)
    assert not rule.is_daylight
    assert rule.offset_from == rule.offset_to == timedelta(hours=5, minutes=30)


@pytest.mark.parametrize("name", sorted(WITHOUT_RULES & available_timezones()))
def test_a_zone_without_a_yearly_rule_has_none(name):
    assert zone_rules(name, 2026, 2026) == ()


def test_a_rule_that_did_not_hold_in_the_years_asked_for_is_none():
    # The United States changed their dates in 2007.
    assert zone_rules("America/New_York", 2005, 2006) == ()
    assert zone_rules("America/New_York", 2026, 2070)


def test_a_zone_that_the_rules_do_not_know_is_refused():
    at = datetime(2026, 9, 1, 18, 30, tzinfo=ZoneInfo("Africa/Casablanca"))
    with pytest.raises(ValueError, match="Casablanca"):
        calendar_bytes("x", [Entry("u@test", "x", at, at.astimezone(UTC))])
