"""The computer's zone rules are older than known ones: said once, where it matters."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from pytestqt.qtbot import QtBot
from ui.windows import open_window

from companion.models.zone_rules import OldRules
from companion.ui.main_window import MainWindow
from companion.ui.old_rules import tell_old_rules

VANCOUVER = "America/Vancouver"
SAID = (
    "This computer’s clock rules are out of date. From Sunday 1 November on, clocks in Vancouver "
    "are one hour ahead of it. Update its system."
)


class Finding:
    """Finds rules out of date for one zone only, and remembers what it was asked."""

    def __init__(self, zone: str) -> None:
        self.zone = zone
        self.asked: list[str] = []

    def __call__(self, zones: Iterable[str], start: datetime, end: datetime) -> OldRules | None:
        self.asked = [*zones]
        since = datetime(2026, 11, 1, 9, tzinfo=UTC)
        return OldRules(self.zone, "2026f", since, 60) if self.zone in self.asked else None


def said(window: MainWindow) -> list[str]:
    return [notice.accessibleName() for notice in window.stage.notices()]


def test_it_is_said_once_for_the_students_zone_and_stays_away_when_closed(
    qtbot: QtBot, tmp_path: Path
) -> None:
    window, find = open_window(qtbot, tmp_path, zone=VANCOUVER), Finding(VANCOUVER)
    tell_old_rules(window, find)
    tell_old_rules(window, find)
    assert find.asked == [VANCOUVER, "America/New_York"]  # her own zone first
    assert said(window) == [SAID]
    window.stage.notices()[0].closed.emit()
    assert said(window) == []
    tell_old_rules(window, find)
    assert said(window) == []


def test_elsewhere_it_does_not_matter_and_goes_with_the_student(
    qtbot: QtBot, tmp_path: Path
) -> None:
    window, find = open_window(qtbot, tmp_path), Finding("Europe/Berlin")
    tell_old_rules(window, Finding(VANCOUVER))
    assert said(window) == []
    tell_old_rules(window, find)
    assert len(said(window)) == 1
    tell_old_rules(window, Finding(VANCOUVER))  # as after a journey
    assert said(window) == []


def test_without_courses_nothing_is_wrong(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot, tmp_path, zone=VANCOUVER, records=[])
    tell_old_rules(window, Finding(VANCOUVER))
    assert said(window) == []
