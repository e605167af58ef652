"""What else the student has when a class is to be moved there."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from schedules import draft, live, only_course, schedule_of

from companion import edits
from companion.models.appointment import Appointment
from companion.models.clashes import neighbours
from companion.models.schedule import Change, Edit, Schedule

NINTH = datetime(2026, 10, 27, 23, 0, tzinfo=UTC)  # Tuesday 19:00 in New York
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def with_appointment(schedule: Schedule, starts: datetime, minutes: int = 60) -> Schedule:
    own = Appointment("own", "own@test", "Dentist", starts, "UTC", minutes)
    return schedule.with_(Edit("Add", (Change(None, own),)))


@pytest.mark.parametrize(
    ("start", "minutes", "gap"),
    [
        (NINTH, 60, -60),
        (NINTH + 80 * MINUTE, 60, 0),
        (NINTH - 60 * MINUTE, 60, 0),
        (NINTH + 95 * MINUTE, 60, 15),
        (NINTH - 75 * MINUTE, 60, 15),
        (NINTH + 96 * MINUTE, 60, None),
        (NINTH - 76 * MINUTE, 60, None),
    ],
)
def test_a_class_is_told_up_to_a_quarter_of_an_hour_away(
    start: datetime, minutes: int, gap: int | None
) -> None:
    found = neighbours(schedule_of(draft()), start, start + minutes * MINUTE)
    assert [n.gap for n in found] == ([] if gap is None else [gap])


def test_a_class_never_clashes_with_itself_nor_with_a_cancelled_one() -> None:
    schedule = schedule_of(draft())
    ninth = next(o for o in schedule.occurrences(only_course(schedule)) if o.number == 9)
    start = NINTH + 30 * MINUTE
    assert len(neighbours(schedule, start, start + HOUR)) == 1
    assert neighbours(schedule, start, start + HOUR, ninth.key) == []
    edit = edits.cancel_occurrence(schedule, ninth.key)
    assert edit is not None
    assert neighbours(schedule.with_(edit), start, start + HOUR) == []


def test_own_appointments_count_and_the_worst_comes_first() -> None:
    schedule = with_appointment(schedule_of(draft()), datetime(2026, 10, 28, 0, 30))
    found = neighbours(schedule, NINTH + 85 * MINUTE, NINTH + 145 * MINUTE)
    assert [(n.gap, n.occurrence is None) for n in found] == [(-55, True), (5, False)]
    assert found[0].appointment is not None
    assert found[0].appointment.title == "Dentist"


def test_classes_of_other_courses_count() -> None:
    other = draft(code="DV", meetings=(live(starts=datetime(2026, 1, 1, 20).time()),))
    schedule = schedule_of(draft(), other)
    assert len(neighbours(schedule, NINTH, NINTH + 2 * HOUR)) == 2
