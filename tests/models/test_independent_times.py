"""Every class's instant and local time, against the C library, Qt and GNU date."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from independent_time import CLibrary, date_walls, has_zone_rules, planned_walls, qt_walls

from companion.models.agenda import UsualTime, shifted_minutes
from companion.models.course import EASTERN, Course
from companion.models.meeting import Meeting, MeetingKind
from companion.models.occurrence import Occurrence, expand_course
from companion.models.term import term_of
from companion.models.walltime import WallFault, wall_clock, wall_fault

pytestmark = pytest.mark.skipif(not has_zone_rules(), reason="no zone rules in the C library")

# changes of an hour, half an hour, two hours; forwards in winter; within Ramadan; none; odd
# offsets; and zones whose law changed in these years
ZONES = (
    "America/New_York", "Europe/Berlin", "Europe/London", "Europe/Dublin", "Australia/Sydney",
    "Australia/Lord_Howe", "Antarctica/Troll", "Africa/Casablanca", "Africa/Cairo",
    "America/Santiago", "Pacific/Auckland", "Pacific/Chatham", "Pacific/Apia", "Pacific/Honolulu",
    "Asia/Kolkata", "Asia/Kathmandu", "America/St_Johns", "America/Los_Angeles", "Asia/Almaty",
    "America/Asuncion", "America/Nuuk", "America/Scoresbysund", "Asia/Gaza", "UTC",
)  # fmt: skip
STUDENTS = ("Europe/Berlin", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Honolulu")
MINUTE = timedelta(minutes=1)


@pytest.fixture(scope="module")
def c_library() -> Iterator[CLibrary]:
    with CLibrary() as library:
        yield library


def occurrences(
    zone: str, starts_on: date, weeks: int, weekday: int, starts: time
) -> list[Occurrence]:
    """Expand one weekly class of a course by our own code."""
    course = Course("c", "p", "ML", "Machine Learning", weeks, starts_on, zone=zone)
    meeting = Meeting("m", "m@test", "c", MeetingKind.LIVE_SESSION, weekday, starts, 80, zone)
    return list(expand_course(course, term_of(course, []), [meeting], [], {}))


def check(
    library: CLibrary, zone: str, starts_on: date, weeks: int, weekday: int, starts: time
) -> list[Occurrence]:
    """Compare one series with what the C library makes of it; the series."""
    found = occurrences(zone, starts_on, weeks, weekday, starts)
    walls = planned_walls(starts_on, weeks, weekday, starts)
    expected = library.instants(zone, walls)
    assert [o.planned_at for o in found] == expected
    assert [o.ends_at for o in found] == [at + 80 * MINUTE for at in expected]
    for student in STUDENTS:
        shown = [o.starts_at.astimezone(ZoneInfo(student)).replace(tzinfo=None) for o in found]
        assert shown == library.walls(student, expected) == qt_walls(student, expected)
    return found


@pytest.mark.parametrize("zone", ZONES)
def test_two_years_of_classes_around_midnight_and_around_the_change(
    c_library: CLibrary, zone: str
) -> None:
    for year in (2024, 2027):
        for weekday, starts in (
            (6, time(23, 30)), (0, time(0, 30)), (6, time(1, 30)), (6, time(2, 30)),
        ):  # fmt: skip
            check(c_library, zone, date(year, 1, 1), 60, weekday, starts)


@given(
    zone=st.sampled_from(ZONES),
    starts_on=st.dates(date(2024, 1, 1), date(2031, 6, 1)),
    weeks=st.integers(1, 60),
    weekday=st.integers(0, 6),
    starts=st.times().map(lambda at: at.replace(second=0, microsecond=0)),
)
def test_any_series_agrees_with_the_c_library(
    c_library: CLibrary, zone: str, starts_on: date, weeks: int, weekday: int, starts: time
) -> None:
    check(c_library, zone, starts_on, weeks, weekday, starts)


@pytest.mark.parametrize("student", ZONES)
def test_by_how_much_a_class_is_off_agrees_with_the_c_library(
    c_library: CLibrary, student: str
) -> None:
    found = occurrences(EASTERN, date(2026, 8, 31), 60, 1, time(19))
    here = c_library.walls(student, [o.planned_at for o in found])
    first = here[0]
    usual = UsualTime(first.weekday(), first.time())
    for n, (o, wall) in enumerate(zip(found, here, strict=True)):
        off = (wall - first) / MINUTE - n * 7 * 24 * 60
        assert shifted_minutes(o, usual, ZoneInfo(student)) == off


@pytest.mark.parametrize(
    ("zone", "wall", "instant", "fault"),
    [
        # skipped: 02:30 counts as 03:30 there; twice: the first
        (EASTERN, datetime(2026, 3, 8, 2, 30), "2026-03-08T07:30Z", WallFault.MISSING),
        (EASTERN, datetime(2026, 11, 1, 1, 30), "2026-11-01T05:30Z", WallFault.TWICE),
        (EASTERN, datetime(2026, 11, 1, 2, 0), "2026-11-01T07:00Z", None),
        ("Europe/Berlin", datetime(2026, 3, 29, 2, 0), "2026-03-29T01:00Z", WallFault.MISSING),
        ("Europe/Berlin", datetime(2026, 10, 25, 2, 59), "2026-10-25T00:59Z", WallFault.TWICE),
        ("Australia/Lord_Howe", datetime(2026, 10, 4, 2, 15), "2026-10-03T15:45Z",
         WallFault.MISSING),
        ("Australia/Lord_Howe", datetime(2026, 4, 5, 1, 45), "2026-04-04T14:45Z",
         WallFault.TWICE),
        ("America/Santiago", datetime(2026, 9, 6, 0, 30), "2026-09-06T04:30Z", WallFault.MISSING),
        ("Africa/Cairo", datetime(2026, 10, 29, 23, 30), "2026-10-29T20:30Z", WallFault.TWICE),
    ],
)  # fmt: skip
def test_times_that_do_not_exist_or_exist_twice_follow_rfc_5545(
    c_library: CLibrary, zone: str, wall: datetime, instant: str, fault: WallFault | None
) -> None:
    (occurrence,) = occurrences(zone, wall.date(), 1, wall.weekday(), wall.time())
    expected = datetime.fromisoformat(instant)
    assert occurrence.planned_at == expected
    assert c_library.instants(zone, [wall]) == [expected]
    assert wall_fault(wall, zone) is fault
    assert (wall_clock(expected, zone) == wall) is (fault is not WallFault.MISSING)


@pytest.mark.parametrize("zone", [z for z in ZONES if z not in ("UTC",)])
def test_four_sources_agree_on_each_hour_around_each_change(c_library: CLibrary, zone: str) -> None:
    start = datetime.fromisoformat("2026-01-01T00:00Z")
    days = [start + timedelta(days=n) for n in range(730)]
    offsets = [row[0] for row in c_library.ask(zone, [int(day.timestamp()) for day in days])]
    turns = [day for day, a, b in zip(days, offsets, offsets[1:], strict=False) if a != b]
    instants = [day + timedelta(minutes=30 * n) for day in turns or days[:2] for n in range(60)]
    ours = [at.astimezone(ZoneInfo(zone)).replace(tzinfo=None) for at in instants]
    assert ours == c_library.walls(zone, instants)
    assert ours == qt_walls(zone, instants)
    assert ours == date_walls(zone, instants)
