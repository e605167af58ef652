"""One timer notices the minute, the day, sleep, a set clock and travel."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from fakes import TravellingClock
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from companion.clock import FixedClock
from companion.ui.ticker import Ticker

BERLIN = ZoneInfo("Europe/Berlin")
START = datetime(2026, 10, 27, 22, 58, 59, 900_000, tzinfo=UTC)


class Heard:
    """Collects what a ticker told."""

    def __init__(self, ticker: Ticker) -> None:
        self.said: list[str] = []
        for name in ("minute", "second", "day_changed", "jumped", "zone_changed"):
            getattr(ticker, name).connect(lambda *_, name=name: self.said.append(name))

    def take(self) -> list[str]:
        said, self.said = self.said, []
        return said


def ticker_at(clock: FixedClock) -> tuple[Ticker, Heard, list[float]]:
    steady = [100.0]
    ticker = Ticker(clock, lambda: steady[0])
    return ticker, Heard(ticker), steady


def advance(clock: FixedClock, steady: list[float], wall: float, real: float | None = None) -> None:
    clock.at += timedelta(seconds=wall)
    steady[0] += wall if real is None else real


def test_a_minute_is_told_once(qtbot: QtBot) -> None:
    clock = FixedClock(START, BERLIN)
    ticker, heard, steady = ticker_at(clock)
    advance(clock, steady, 0.05)
    ticker.tick()
    assert heard.take() == []
    advance(clock, steady, 0.1)
    ticker.tick()
    assert heard.take() == ["minute"]
    ticker.tick()
    assert heard.take() == []


def test_a_new_day_begins_at_midnight_where_the_student_is(qtbot: QtBot) -> None:
    clock = FixedClock(datetime(2026, 10, 27, 22, 59, 59, tzinfo=UTC), BERLIN)
    ticker, heard, steady = ticker_at(clock)
    advance(clock, steady, 2)
    ticker.tick()
    assert heard.take() == ["day_changed", "minute"]
    assert ticker.today.isoformat() == "2026-10-28"


def test_sleep_and_a_set_clock_are_noticed(qtbot: QtBot) -> None:
    clock = FixedClock(START, BERLIN)
    ticker, heard, steady = ticker_at(clock)
    advance(clock, steady, 3600, real=30)
    ticker.tick()
    assert heard.take() == ["jumped", "day_changed", "minute"]
    advance(clock, steady, -7200, real=1)
    ticker.tick()
    assert heard.take() == ["jumped", "day_changed", "minute"]


def test_travel_is_noticed_within_a_minute(qtbot: QtBot) -> None:
    clock = TravellingClock(START, BERLIN)
    ticker, heard, steady = ticker_at(clock)
    clock.to = ZoneInfo("Asia/Kolkata")
    advance(clock, steady, 60)
    ticker.tick()
    assert heard.take() == ["zone_changed", "day_changed", "minute"]


def test_sleep_is_noticed_by_the_next_look_and_a_quiet_look_tells_nothing(qtbot: QtBot) -> None:
    clock = FixedClock(START, BERLIN)
    ticker, heard, steady = ticker_at(clock)
    advance(clock, steady, 1)
    ticker.look()
    ticker.look()
    assert heard.take() == []
    advance(clock, steady, 3600, real=1)
    ticker.look()
    assert heard.take() == ["jumped", "day_changed", "minute"]
    ticker.look()
    assert heard.take() == []


def test_a_new_system_zone_is_noticed_by_the_next_look(qtbot: QtBot) -> None:
    clock = TravellingClock(START, BERLIN)
    system = ["Europe/Berlin"]
    ticker = Ticker(clock, lambda: 100.0, system_zone=lambda: system[0])
    heard = Heard(ticker)
    places: list[str] = []
    ticker.travelled.connect(places.append)
    ticker.look()
    clock.to, system[0] = ZoneInfo("Asia/Kolkata"), "Asia/Kolkata"
    ticker.look()
    assert heard.take() == ["zone_changed", "day_changed", "minute"]
    assert places == ["Europe/Berlin"]
    assert ticker.today.isoformat() == "2026-10-28"
    ticker.look()
    assert heard.take() == []


def test_a_pinned_city_stays_where_the_system_goes(qtbot: QtBot) -> None:
    clock = FixedClock(START, BERLIN)  # as a pinned clock, it never follows
    system = ["Europe/Berlin"]
    ticker = Ticker(clock, lambda: 100.0, system_zone=lambda: system[0])
    heard = Heard(ticker)
    ticker.look()
    system[0] = "Asia/Kolkata"
    ticker.look()
    assert heard.take() == ["minute"]


def test_seconds_beat_only_while_somebody_shows_them(qtbot: QtBot) -> None:
    clock = FixedClock(START, BERLIN)
    ticker, heard, steady = ticker_at(clock)
    who = QObject()
    ticker.start()
    ticker.show_seconds(who, True)
    advance(clock, steady, 0.01)
    ticker.tick()
    assert heard.take() == ["second"]
    ticker.show_seconds(who, False)
    ticker.tick()
    assert heard.take() == []


def test_the_timer_runs_by_itself(qtbot: QtBot) -> None:
    clock = FixedClock(START, BERLIN)
    ticker, heard, steady = ticker_at(clock)
    ticker.start()
    advance(clock, steady, 0.1)
    qtbot.waitUntil(lambda: heard.said == ["minute"], timeout=2000)
