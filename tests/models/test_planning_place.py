"""The first free time for work, and what stands in the way of another."""

from __future__ import annotations

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from schedules import draft, live, schedule_of

from companion.models.planning_place import Hours, first_place, hindrance_at
from companion.models.quiet_hours import QuietHours
from companion.models.week_planning import Reason
from companion.models.working_hours import NONE

BERLIN = ZoneInfo("Europe/Berlin")
HOURS = Hours(BERLIN, QuietHours(), NONE)
NOW = datetime(2026, 10, 27, 11, 40, tzinfo=UTC)  # Tuesday 12:40 in Berlin
SCHEDULE = schedule_of(draft(meetings=(live(1, time(8), 80),)))  # 13:00 to 14:20 in Berlin


def local(hour: int, minute: int = 0, day: int = 27) -> datetime:
    return datetime(2026, 10, day, hour, minute, tzinfo=BERLIN)


def test_the_first_time_is_on_a_quarter_and_keeps_clear_of_classes() -> None:
    assert first_place(SCHEDULE, NOW, HOURS, 30, None) == local(14, 45)
    assert first_place(schedule_of(), NOW, HOURS, 30, None) == local(12, 45)


def test_it_is_before_the_due_date_or_nowhere() -> None:
    assert first_place(SCHEDULE, NOW, HOURS, 30, local(15, 30)) == local(14, 45)
    assert first_place(SCHEDULE, NOW, HOURS, 30, local(15)) is None


def test_late_at_night_it_is_after_the_quiet_hours() -> None:
    late = datetime(2026, 11, 1, 22, 50, tzinfo=UTC)  # Sunday 23:50
    found = first_place(schedule_of(), late, HOURS, 60, None)
    assert found == datetime(2026, 11, 2, 7, tzinfo=BERLIN)


def test_what_stands_in_the_way_of_a_chosen_time_is_told() -> None:
    found = hindrance_at(SCHEDULE, NOW, HOURS, local(13, 30), 30, None)
    assert found is not None
    assert found.reason is Reason.CLASS
    assert hindrance_at(SCHEDULE, NOW, HOURS, local(9), 30, None).reason is Reason.OVER  # type: ignore[union-attr]  # not None
    assert hindrance_at(SCHEDULE, NOW, HOURS, local(16), 30, None) is None
