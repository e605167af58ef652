"""A source that tells times in UTC alone: its zone is the one in which they make sense."""

from __future__ import annotations

from datetime import datetime

import pytest

from companion.models.source import ItemSort, SourceItem
from companion.models.source_zone import likely_zone

HOME = "Europe/Berlin"


def due(*walls: str) -> list[SourceItem]:
    return [
        SourceItem(f"d{n}", ItemSort.DUE, "x", "", datetime.fromisoformat(w), "UTC")
        for n, w in enumerate(walls)
    ]


def classes(*walls: str) -> list[SourceItem]:
    return [i._replace(sort=ItemSort.SESSION, minutes=60) for i in due(*walls)]


@pytest.mark.parametrize(
    ("items", "zone"),
    [
        ([], "America/New_York"),
        (due("2026-04-04T04:59", "2026-04-07T04:59", "2026-04-09T15:00"), "America/Chicago"),
        (due("2026-10-20T21:59", "2026-11-03T22:59"), "Europe/Berlin"),
        (due("2026-10-20T06:59", "2026-11-03T07:59"), "America/Los_Angeles"),
        (due("2026-10-20T03:59", "2026-11-03T04:59"), "America/New_York"),
        (due("2026-10-20T15:00", "2026-11-03T04:59"), "America/New_York"),
        (classes("2026-10-19T08:00", "2026-10-26T09:00"), "Europe/Berlin"),
        (classes("2026-10-19T22:00", "2026-10-26T22:00", "2026-11-02T23:00"), "America/New_York"),
    ],
)
def test_deadlines_end_days_and_classes_keep_their_time(items: list[SourceItem], zone: str) -> None:
    assert likely_zone(items, HOME) == zone


def test_one_deadline_proves_nothing_and_other_zones_are_told() -> None:
    assert likely_zone(due("2026-10-20T21:59"), HOME) == "America/New_York"
    told = [i._replace(zone="Europe/Madrid") for i in due("2026-10-20T21:59", "2026-10-21T21:59")]
    assert likely_zone(told, HOME) == "America/New_York"
