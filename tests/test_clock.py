"""The only reader of the time."""

import time
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from companion.clock import FixedClock, ShiftedClock, SystemClock, like_named, system_zone

MOMENT = datetime(2026, 10, 27, 11, 40, tzinfo=UTC)


def test_a_shifted_clock_starts_at_the_instant_and_runs_on() -> None:
    clock = ShiftedClock(MOMENT, ZoneInfo("Europe/Berlin"))
    first = clock.now()
    time.sleep(0.01)
    assert timedelta(0) <= first - MOMENT < timedelta(seconds=5)
    assert clock.now() > first


def test_a_fixed_clock_stands_still_and_tells_utc() -> None:
    clock = FixedClock(datetime.fromisoformat("2026-10-27T12:40+01:00"), ZoneInfo("Asia/Kolkata"))
    assert clock.now() == clock.now() == MOMENT
    assert clock.now().tzinfo is UTC


def test_the_system_clock_tells_an_aware_utc_instant() -> None:
    assert SystemClock(ZoneInfo("UTC")).now().tzinfo is UTC


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="zones come from the system's settings here")
def test_travel_is_noticed_unless_a_city_is_pinned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    free, pinned = SystemClock(), SystemClock(ZoneInfo("Asia/Tokyo"))
    free.refresh_zone()
    assert free.zone.key == "Europe/Berlin"
    monkeypatch.setenv("TZ", "America/New_York")
    assert free.refresh_zone()
    assert free.zone.key == "America/New_York"
    assert not free.refresh_zone()
    assert not pinned.refresh_zone()
    assert pinned.zone.key == "Asia/Tokyo"
    monkeypatch.undo()
    free.refresh_zone()


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="zones come from the system's settings here")
def test_an_unreadable_system_zone_is_utc(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = SystemClock(ZoneInfo("UTC"))
    monkeypatch.setenv("TZ", "Nowhere/Land")
    clock.pin(None)
    clock.refresh_zone()
    assert clock.zone.utcoffset(MOMENT.replace(tzinfo=None)) == timedelta(0)
    monkeypatch.undo()
    clock.refresh_zone()


@pytest.mark.parametrize(
    ("links", "zone"),
    [
        (("/usr/share/zoneinfo/Europe/Oslo",), "Europe/Oslo"),
        (("../usr/share/zoneinfo/Asia/Kolkata",), "Asia/Kolkata"),
        (("/var/db/timezone/zoneinfo/America/New_York",), "America/New_York"),
        (("/usr/share/zoneinfo/posix/America/Argentina/Ushuaia",), "America/Argentina/Ushuaia"),
        (("static/localtime", "/etc/zoneinfo/Pacific/Auckland"), "Pacific/Auckland"),
    ],
)
def test_the_system_zone_is_the_one_that_the_c_library_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: tuple[str, ...], zone: str
) -> None:
    place = tmp_path / "localtime"
    monkeypatch.setattr("companion.clock.LOCALTIME", str(place))
    monkeypatch.delenv("TZ", raising=False)
    for link in links:
        place.parent.mkdir(exist_ok=True)
        place.symlink_to(link)
        place = place.parent / link
    assert system_zone().key == zone


@pytest.mark.parametrize(
    ("name", "zone"),
    [
        (":Europe/Berlin", "Europe/Berlin"),
        ("/usr/share/zoneinfo/Asia/Tokyo", "Asia/Tokyo"),
        ("EST5EDT", "EST5EDT"),
        ("posix/Europe/Berlin", "Europe/Berlin"),
    ],
)
def test_the_environment_names_the_zone_first(
    monkeypatch: pytest.MonkeyPatch, name: str, zone: str
) -> None:
    monkeypatch.setenv("TZ", name)
    assert system_zone().key == zone


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="zones come from the system's settings here")
@pytest.mark.parametrize(
    ("rule", "winter", "summer"),
    [("IST-5:30", 5.5, 5.5), ("CET-1CEST,M3.5.0,M10.5.0/3", 1, 2), ("UTC0", 0, 0)],
)
def test_a_rule_instead_of_a_name_gives_the_times_that_the_c_library_shows(
    monkeypatch: pytest.MonkeyPatch, rule: str, winter: float, summer: float
) -> None:
    clock = SystemClock(ZoneInfo("UTC"))
    monkeypatch.setenv("TZ", rule)
    clock.pin(None)
    clock.refresh_zone()
    for month, hours in ((1, winter), (7, summer)):
        assert clock.zone.utcoffset(datetime(2026, month, 1)) == timedelta(hours=hours)
    monkeypatch.undo()
    clock.refresh_zone()


def test_a_system_zone_without_a_name_is_named_by_its_times() -> None:
    with (files("tzdata.zoneinfo.Asia") / "Kolkata").open("rb") as file:
        unnamed = ZoneInfo.from_file(file)
    assert like_named(unnamed).utcoffset(MOMENT.replace(tzinfo=None)) == timedelta(hours=5.5)
