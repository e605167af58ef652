"""The open window copies its data by itself: half an hour after a change, and when it quits."""

from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from ui.windows import open_window

from companion import edits
from companion.clock import FixedClock
from companion.models.activity import Activity
from companion.models.walltime import zone_of
from companion.sample import SAMPLE_NOW, SAMPLE_ZONE
from companion.ui.main_window import MainWindow
from companion.workspace import StorageFailed


def tick_one(window: MainWindow) -> None:
    schedule = window.workspace.schedule
    waiting = next(a for a in schedule.table(Activity).values() if not a.is_done)
    assert window.perform(edits.complete(schedule, [waiting.id], window.workspace.clock.now()))


def occasions(window: MainWindow) -> list[str]:
    return [s.occasion for s in window.workspace.store.snapshots()]


def test_a_change_is_copied_at_most_half_an_hour_later_and_again_on_quit(
    qtbot: QtBot, tmp_path: Path
) -> None:
    clock = FixedClock(SAMPLE_NOW, zone_of(SAMPLE_ZONE))
    window = open_window(qtbot, tmp_path, clock=clock)

    def minutes(n: int) -> None:
        clock.at += timedelta(minutes=n)
        window.ticker.tick()

    minutes(40)
    assert occasions(window) == [], "nothing has changed"
    tick_one(window)
    minutes(1)
    assert occasions(window) == ["change"]
    tick_one(window)
    minutes(28)
    assert occasions(window) == ["change"]
    minutes(2)
    assert occasions(window) == ["change", "change"]
    tick_one(window)
    store = window.workspace.store
    window.close()
    assert [s.occasion for s in store.snapshots()] == ["quit", "change", "change"]


def test_a_copy_that_cannot_be_made_is_told_once(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(qtbot, tmp_path)

    def full(*_: object) -> Path:
        raise StorageFailed("disk_full")

    monkeypatch.setattr(window.workspace.store, "back_up", full)
    tick_one(window)
    for _ in range(3):
        window.ticker.minute.emit()
    told = [n for n in window.stage.notices() if "No backup copy" in n.accessibleName()]
    assert len(told) == 1
