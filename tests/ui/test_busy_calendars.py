"""The student's own calendars take time and nothing else: added, read anew, hidden, removed."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from feed_site import Site
from pytestqt.qtbot import QtBot
from sources import calendar, component, event
from ui.windows import open_window, texts

from companion.models.busy_calendar import BusyCalendar, BusyTimes
from companion.models.source import SourceFailed
from companion.models.week_block import BlockKind
from companion.sample import SAMPLE_NOW
from companion.ui.busy_checks import BusyChecks, busy_checks_of, last_check
from companion.ui.dialogs.settings import Settings
from companion.ui.dialogs.settings_calendars import CalendarsPage
from companion.ui.import_job import Request
from companion.ui.import_page import ImportPage
from companion.ui.main_window import MainWindow
from companion.ui.today_page import TodayPage
from companion.ui.week_page import WeekPage

ADDRESS = "https://calendar.example.org/private-secret/basic.ics"
NAME = "X-WR-CALNAME:Family"
STAND_UP = event(UID="1", SUMMARY="Stand-up", DTSTART="20261027T140000Z", DURATION="PT1H")
CHOIR = event(UID="2", SUMMARY="Choir", DTSTART="20261028T180000Z", DURATION="PT2H")


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    return open_window(qtbot, tmp_path)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "family.ics"
    path.write_bytes(calendar(STAND_UP, head=NAME))
    return path


def settings(window: MainWindow) -> CalendarsPage:
    window.trigger("busy-calendars")
    found = window.findChildren(Settings)[-1]
    return found.calendars


def read(qtbot: QtBot, window: MainWindow, path: Path) -> None:
    checks = busy_checks_of(window, window)
    with qtbot.waitSignal(checks.looked, timeout=20_000):
        checks.add(Request(path=str(path)))


def looked(qtbot: QtBot, checks: BusyChecks, *, by_hand: bool = False) -> None:
    with qtbot.waitSignal(checks.looked, timeout=20_000):
        if by_hand:
            checks.look_now()
        else:
            checks.look(is_start=False)


def only(window: MainWindow) -> BusyCalendar:
    (found,) = window.workspace.schedule.table(BusyCalendar).values()
    return found


def held(window: MainWindow) -> str:
    return window.workspace.schedule.table(BusyTimes)[only(window).id].content


def at_address(qtbot: QtBot, window: MainWindow, site: Site) -> BusyChecks:
    """A calendar at an address, read once."""
    checks = BusyChecks(window, window, site)
    with qtbot.waitSignal(checks.looked, timeout=20_000):
        checks.add(Request(address=ADDRESS))
    return checks


def later(window: MainWindow, **by: int) -> None:
    window.workspace.clock.at = SAMPLE_NOW + timedelta(**by)  # type: ignore[attr-defined]  # a FixedClock


def test_a_file_added_in_the_settings_takes_time_in_week_and_today(
    qtbot: QtBot, window: MainWindow, file: Path
) -> None:
    page = settings(window)
    page.ask_file = lambda _: str(file)
    checks = busy_checks_of(window, window)
    with qtbot.waitSignal(checks.looked, timeout=20_000):
        page.add_file.click()
    assert only(window).name == "Family"
    assert any(text.startswith("1 time · File · read ") for text in texts(page))
    window.go("week")
    week = window.page()
    assert isinstance(week, WeekPage)
    (block,) = [b for b in week.week.blocks if b.kind is BlockKind.CALENDAR]  # type: ignore[union-attr]
    assert block.title == "Stand-up"
    window.go("today")
    today = window.page()
    assert isinstance(today, TodayPage)
    assert today.day is not None
    gaps = [f"{gap.starts_at:%H:%M}-{gap.ends_at:%H:%M}" for gap in today.day.gaps]
    assert [gap for gap in gaps if gap.endswith("14:00")]
    assert [gap for gap in gaps if gap.startswith("15:00")]


def test_adding_is_one_step_and_undo_brings_a_removed_one_back_whole(
    qtbot: QtBot, window: MainWindow, file: Path
) -> None:
    read(qtbot, window, file)
    before = held(window)
    page = settings(window)
    page.lines[only(window).id].remove.click()
    assert not window.workspace.schedule.table(BusyCalendar)
    window.workspace.undo()
    assert held(window) == before
    window.workspace.undo()
    assert not window.workspace.schedule.table(BusyCalendar)
    window.workspace.redo()
    assert held(window) == before


def test_the_same_calendar_again_replaces_what_it_held_and_is_no_step_to_undo(
    qtbot: QtBot, window: MainWindow, file: Path
) -> None:
    read(qtbot, window, file)
    file.write_bytes(calendar(CHOIR, head=NAME))
    read(qtbot, window, file)
    assert "Choir" in held(window)
    assert "Stand-up" not in held(window)
    assert window.workspace.undo_name == "Add calendar"
    window.workspace.undo()
    window.workspace.redo()
    assert "Choir" in held(window)


def test_it_is_renamed_and_hidden_and_a_hidden_one_takes_no_time(
    qtbot: QtBot, window: MainWindow, file: Path
) -> None:
    read(qtbot, window, file)
    page = settings(window)
    line = page.lines[only(window).id]
    line.field.setText("  Home ")
    line.field.editingFinished.emit()
    assert only(window).name == "Home"
    line.field.setText(" ")
    line.field.editingFinished.emit()
    assert only(window).name == "Home"
    line.switch.click()
    assert not only(window).is_shown
    window.go("week")
    week = window.page()
    assert isinstance(week, WeekPage)
    assert not [b for b in week.week.blocks if b.kind is BlockKind.CALENDAR]  # type: ignore[union-attr]


def test_what_is_no_calendar_is_one_sentence_and_nothing_is_added(
    qtbot: QtBot, window: MainWindow, file: Path
) -> None:
    file.write_bytes(b"<!doctype html><html>Sign in</html>")
    read(qtbot, window, file)
    (notice,) = window.stage.notices()
    assert any("web page, not a calendar" in text for text in texts(notice))
    assert not window.workspace.schedule.table(BusyCalendar)


def test_an_address_is_read_anew_daily_at_once_and_with_its_tags(
    qtbot: QtBot, window: MainWindow
) -> None:
    site = Site(calendar(STAND_UP, head=NAME))
    checks = at_address(qtbot, window, site)
    later(window, hours=2)
    checks.look(is_start=False)
    assert len(site.asked) == 1
    later(window, days=1, hours=1)
    site.content = calendar(CHOIR, head=NAME)
    looked(qtbot, checks)
    assert site.asked[-1] == (ADDRESS, '"v1"', "Mon")
    assert "Choir" in held(window)
    later(window, days=2, hours=2)
    site.content = None
    looked(qtbot, checks)
    assert "Choir" in held(window)


@pytest.mark.parametrize(
    "content",
    [calendar(), calendar(CHOIR, head=NAME)[:-40], b"<html>Sign in</html>", b""],
    ids=["empty", "cut off", "web page", "nothing"],
)
def test_a_server_in_trouble_empties_no_calendar(
    qtbot: QtBot, window: MainWindow, content: bytes
) -> None:
    site = Site(calendar(STAND_UP, head=NAME))
    checks = at_address(qtbot, window, site)
    site.content = content
    later(window, days=2)
    notices = len(window.stage.notices())
    looked(qtbot, checks)
    assert "Stand-up" in held(window)
    assert last_check(window, only(window)).failures == 1
    assert len(window.stage.notices()) == notices


def test_being_offline_is_told_only_when_asked_for(qtbot: QtBot, window: MainWindow) -> None:
    site = Site(calendar(STAND_UP, head=NAME))
    checks = at_address(qtbot, window, site)
    site.failure = SourceFailed("address_offline", "calendar.example.org")
    later(window, days=2)
    looked(qtbot, checks)
    assert not window.stage.notices()
    looked(qtbot, checks, by_hand=True)
    (notice,) = window.stage.notices()
    assert "could not be reached" in " ".join(texts(notice))


def test_no_address_is_shown_anywhere(qtbot: QtBot, window: MainWindow) -> None:
    at_address(qtbot, window, Site(calendar(STAND_UP, head=NAME)))
    page = settings(window)
    assert not [text for text in texts(window) if "secret" in text and "password" not in text]
    assert any("calendar.example.org" in text for text in texts(page))
    page.address.setText("ftp://x")
    page.add_address()
    assert "https://" in page.error.text()
    assert not window.stage.notices()


def test_a_calendar_keeps_no_place_for_planned_work_and_cannot_be_moved(
    qtbot: QtBot, window: MainWindow, file: Path
) -> None:
    read(qtbot, window, file)
    window.go("week")
    week = window.page()
    assert isinstance(week, WeekPage)
    (block,) = [b for b in week.week.blocks if b.kind is BlockKind.CALENDAR]  # type: ignore[union-attr]
    before = window.workspace.schedule
    week.doing.remove(block)
    assert window.workspace.schedule == before
    assert any("changed in that calendar" in " ".join(texts(n)) for n in window.stage.notices())
    week.doing.open(block)
    assert isinstance(window.findChildren(Settings)[-1], Settings)


def test_the_preview_of_a_plain_calendar_offers_only_busy_time(
    qtbot: QtBot, window: MainWindow, file: Path
) -> None:
    window.go("import")
    page = window.page()
    assert isinstance(page, ImportPage)
    page.begin([Request(path=str(file))])
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.preview, timeout=20_000)
    assert page.busy.isVisible()
    checks = busy_checks_of(window, window)
    with qtbot.waitSignal(checks.looked, timeout=20_000):
        page.busy.click()
    assert "Stand-up" in held(window)
    assert window.place().key == "week"
    assert window.workspace.undo_name == "Add calendar"


def test_entries_that_could_not_be_read_are_told(
    qtbot: QtBot, window: MainWindow, file: Path
) -> None:
    odd = component("VEVENT", [("DTSTART", "soon"), ("SUMMARY", "<b>Odd</b>")])
    file.write_bytes(calendar(STAND_UP, odd, head=NAME))
    read(qtbot, window, file)
    assert any("1 item could not be read." in " ".join(texts(n)) for n in window.stage.notices())
