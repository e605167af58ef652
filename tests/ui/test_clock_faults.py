"""A clock that is wrong, set right, or sleeps: nothing happens twice, nothing is lost.

The real window on a real store, with a wall clock that jumps and a steady one that does not. That
each page then says what a new window says is in test_moving_clock.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest
from fakes import TravellingClock
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from ui.windows import open_window

from companion import edits
from companion.models.activity import Activity, ActivityKind
from companion.models.appointment import Appointment
from companion.models.attendance import Attendance
from companion.models.feed import Feed
from companion.models.occurrence import OccurrenceState, state_of
from companion.models.schedule import Change, Record
from companion.sample import sample_records
from companion.storage.schedule_store import ScheduleStore
from companion.ui.dialogs.history import History
from companion.ui.feed_checks import FeedChecks, last_check, watched_feeds
from companion.ui.pages import PAGES
from companion.ui.unexpected import LastResort

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
YEAR = 365 * DAY
CLASS = datetime(2026, 10, 27, 22, 30, tzinfo=UTC)  # of the sample, 80 minutes long
NOON = CLASS - 11 * HOUR
OVERNIGHT = datetime(2026, 10, 24, 20, 0, tzinfo=UTC)  # Europe's clocks go back in that night
ITEM = "ml-w9-tibshirani"
JUMPS = {
    "hours back": (NOON, -3 * HOUR),
    "hours ahead": (NOON, 3 * HOUR),
    "back over midnight": (NOON, -14 * HOUR),
    "a year back": (NOON, -YEAR),
    "a year ahead": (NOON, YEAR),
    "before there was any data": (NOON, datetime(1970, 1, 1, 0, 0, 9, tzinfo=UTC) - NOON),
    "beyond 32 bits": (NOON, datetime(2038, 1, 19, 3, 15, tzinfo=UTC) - NOON),
    "beyond what can be typed": (NOON, datetime(2150, 6, 1, tzinfo=UTC) - NOON),
    "sleep over the start of a class": (CLASS - 20 * MINUTE, 30 * MINUTE),
    "sleep over a class": (CLASS - 20 * MINUTE, 3 * HOUR),
    "sleep over midnight and a change of the clocks": (OVERNIGHT, 12 * HOUR),
}
every_jump = pytest.mark.parametrize(("start", "by"), JUMPS.values(), ids=JUMPS)


class Hand:
    """A window whose wall clock is set by hand, beside a clock that nobody can set."""

    def __init__(
        self,
        qtbot: QtBot,
        folder: Path,
        start: datetime,
        records: Iterable[Record] | None = None,
    ) -> None:
        self.steady, self.clock = 0.0, TravellingClock(start, ZoneInfo("Europe/Berlin"))
        self.window = open_window(
            qtbot, folder, clock=self.clock, monotonic=lambda: self.steady, records=records
        )

    def work(self, looks: int, each: int = 1) -> None:
        """Let time pass as it does, with a look each minute or so."""
        for _ in range(looks):
            self.clock.at += each * MINUTE
            self.steady += each * 60
            self._look()

    def jump(self, by: timedelta, awake: float = 1.0) -> None:
        """Set the wall clock, or sleep: the steady clock counts some seconds only."""
        self.clock.at += by
        self.steady += awake
        self._look()

    def _look(self) -> None:
        self.window.ticker.look()
        self.window.ticker.tick()
        QApplication.processEvents()

    def add(self, title: str) -> None:
        """Store work, as any edit."""
        made = Activity(title, f"{title}@x", None, ActivityKind.READING, title)
        assert self.window.perform(edits.edit_of("Add activity", [Change(None, made)]))

    def calls(self) -> list[str]:
        """Return the calls to class that are shown."""
        told = [n.accessibleName() for n in self.window.stage.notices()]
        return [text for text in told if "Machine Learning" in text]

    def troubles(self) -> list[str]:
        """Return what the window tells that went wrong."""
        notices = self.window.stage.notices()
        return [n.accessibleName() for n in notices if n._tint == "dangt"]


@every_jump
def test_edits_stay_in_the_order_in_which_they_were_made(
    qtbot: QtBot, tmp_path: Path, start: datetime, by: timedelta
) -> None:
    hand = Hand(qtbot, tmp_path, start)
    for n, jump in enumerate((by, -by, timedelta(0))):
        hand.add(f"edit {n}")
        hand.jump(jump)
    with_all = hand.window.workspace.store.load()
    assert {"edit 0", "edit 1", "edit 2"} <= set(with_all.table(Activity))
    hand.window.trigger("history")
    (shown,) = hand.window.findChildren(History)
    assert [e.edit.changes[0].record_id for e in shown.entries] == ["edit 2", "edit 1", "edit 0"]
    shown.close_overlay()
    for n in (2, 1, 0):
        hand.window.trigger("undo")
        assert f"edit {n}" not in hand.window.workspace.schedule.table(Activity)
    assert hand.troubles() == []


@every_jump
def test_copies_go_on_every_half_hour_and_the_last_one_holds_what_was_done_last(
    qtbot: QtBot, tmp_path: Path, start: datetime, by: timedelta
) -> None:
    hand = Hand(qtbot, tmp_path, start)
    for n, jump in enumerate((by, -by, timedelta(0))):
        before = {*hand.window.workspace.store.snapshots()}
        for fifth in range(9):
            hand.add(f"{n} {fifth}")
            hand.work(1, each=5)
        made = {*hand.window.workspace.store.snapshots()} - before
        assert 1 <= len(made) <= 2
        hand.jump(jump)
    hand.add("last")
    hand.window.close()
    folder = tmp_path / "backups"
    assert "last" in {title for copy in folder.glob("*-quit.db") for title in titles(copy)}


def titles(copy: Path) -> set[str]:
    store = ScheduleStore(copy)
    try:
        return set(store.load().table(Activity))
    finally:
        store.close()


@every_jump
def test_the_timer_counts_what_was_worked_and_nothing_else(
    qtbot: QtBot, tmp_path: Path, start: datetime, by: timedelta
) -> None:
    hand = Hand(qtbot, tmp_path, start)
    timing = hand.window.timing()
    timing.start([ITEM])
    hand.work(10)
    hand.jump(by)
    if not timing.timer.is_running:  # type: ignore[union-attr]  # it runs, or waits for her
        timing.pause_or_resume()
    hand.work(5)
    assert timing.timer is not None
    assert 15 * 60 <= timing.timer.seconds <= 15 * 60 + 2
    before = hand.window.workspace.schedule.table(Activity)[ITEM]
    hand.jump(-by)
    timing.stop()
    after = hand.window.workspace.schedule.table(Activity)[ITEM]
    assert after.spent_minutes - before.spent_minutes == 15  # type: ignore[union-attr]
    assert hand.troubles() == []


@every_jump
def test_every_page_can_be_shown_and_says_so_without_trouble(
    qtbot: QtBot, tmp_path: Path, start: datetime, by: timedelta
) -> None:
    hand = Hand(qtbot, tmp_path, start)
    course = hand.window.workspace.schedule.courses[0].id
    for jump in (by, -by):
        hand.jump(jump)
        for page in PAGES:
            hand.window.go(page.key, course if "course" in page.key else "")
            QApplication.processEvents()
        hand.work(2)
    assert hand.troubles() == []


class Way(NamedTuple):
    """Where a clock begins, by how much it is wrong for a while, and how long that lasts."""

    start: datetime
    by: timedelta
    minutes: int


@pytest.mark.parametrize(
    "way",
    [
        Way(CLASS - HOUR, timedelta(0), 1),
        Way(CLASS - HOUR, -HOUR, 5),
        Way(CLASS - HOUR, -YEAR, 5),
        Way(CLASS - 3 * HOUR, 2 * HOUR + 50 * MINUTE, 15),
        Way(CLASS - DAY, DAY - 10 * MINUTE, 15),
        Way(CLASS - HOUR, YEAR, 5),
        Way(CLASS - 8 * MINUTE, -20 * MINUTE, 2),
    ],
)
def test_a_class_is_called_once_before_and_once_at_its_start_however_wrong_the_clock_was(
    qtbot: QtBot, tmp_path: Path, way: Way
) -> None:
    hand = Hand(qtbot, tmp_path, way.start)
    seen: Counter[str] = Counter()
    hand.jump(way.by)
    hand.work(way.minutes)
    hand.jump(-way.by)
    for notice in hand.window.stage.notices():
        notice._close()
    shown: set[int] = set()
    hand.jump(max(timedelta(0), CLASS - HOUR - hand.clock.at))
    while hand.clock.at < CLASS + 10 * MINUTE:
        hand.work(1)
        for notice in hand.window.stage.notices():
            if id(notice) not in shown and "Machine Learning" in notice.accessibleName():
                shown.add(id(notice))
                seen["soon" if hand.clock.at < CLASS else "start"] += 1
    was_called_before = way.start > CLASS - 15 * MINUTE
    assert seen["start"] == 1
    assert seen["soon"] == (0 if was_called_before else 1)


def test_a_class_slept_through_is_not_called_but_asked_about(qtbot: QtBot, tmp_path: Path) -> None:
    hand = Hand(qtbot, tmp_path, CLASS - 20 * MINUTE)
    hand.jump(3 * HOUR)
    assert hand.calls() == []
    occurrence = hand.window.workspace.schedule.occurrence("ml-live:2026-10-27")
    assert occurrence is not None
    marks = hand.window.workspace.schedule.table(Attendance)
    state = state_of(occurrence, marks.get(occurrence.key), hand.clock.at)  # type: ignore[arg-type]
    assert state is OccurrenceState.UNMARKED


@pytest.mark.parametrize("by", [-YEAR, -2 * DAY, -HOUR, YEAR])
def test_a_feed_is_looked_at_once_after_a_jump_and_then_daily(
    qtbot: QtBot, tmp_path: Path, by: timedelta
) -> None:
    hand = Hand(qtbot, tmp_path, NOON)
    feed = Feed("f", "calendar", "Feed", "https://127.0.0.1:9/x.ics", is_watched=True)
    looks: list[datetime] = []

    def fetch(*_: str) -> object:
        looks.append(hand.clock.at)
        raise OSError

    window = hand.window
    window.perform(edits.edit_of("Add feed", [Change(None, feed)]))
    checks = FeedChecks(window, window, fetch)  # type: ignore[arg-type]
    for jump in (timedelta(0), by, timedelta(0), timedelta(0)):
        hand.jump(jump)
        with qtbot.waitSignal(checks.looked, timeout=300, raising=False):
            checks.look(is_start=False)
    assert watched_feeds(window) == [feed]
    assert len(looks) == 2
    assert last_check(window, feed).at == hand.clock.at


def test_a_page_with_a_zone_that_is_gone_tells_so_and_the_others_can_be_used(
    qtbot: QtBot, tmp_path: Path
) -> None:
    far = Appointment("far", "far@x", "Far", datetime(2026, 12, 1, 12), "Mars/Phobos", 60)
    hand = Hand(qtbot, tmp_path, NOON, [*sample_records(), far])
    resort = LastResort(hand.window)
    with qtbot.capture_exceptions() as inside:
        try:
            hand.window.go("week", "2026-12-01")
        except ZoneInfoNotFoundError as error:  # else it was raised within an event: see below
            resort.caught(type(error), error, error.__traceback__)
        hand.work(2)
        hand.window.go("checklist")
        QApplication.processEvents()
    for one in inside:
        resort.caught(*one)
    assert len(hand.troubles()) == 1
    assert "time zone" in hand.troubles()[0]
    assert hand.window.place().key == "checklist"
    assert hand.window.workspace.schedule.get(Appointment, "far") == far
