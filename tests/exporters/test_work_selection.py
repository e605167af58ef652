"""Appointments, study groups, recordings and planned time in a file, and what is left out."""

from datetime import UTC, date, datetime, timedelta

import pytest
from calendar_readers import by_file_rules, by_zone_names, lines_of, times
from schedules import draft, live, schedule_of

from companion import edits
from companion.exporters.calendar_file import plan_export, render
from companion.exporters.choice import ExportChoice, ItemKind
from companion.models.activity import PlannedBlock
from companion.models.appointment import Appointment
from companion.models.attendance import AttendanceMark
from companion.models.meeting import Meeting
from companion.models.schedule import Change, Edit, Schedule

STUDY, PLANNED, DUE, TODO, LIVE = (
    frozenset({kind})
    for kind in (
        ItemKind.STUDY_GROUP, ItemKind.PLANNED, ItemKind.DUE, ItemKind.TODO, ItemKind.LIVE
    )
)  # fmt: skip
LINK = "https://cmu.zoom.us/j/1"


def with_appointment(schedule: Schedule, **changes) -> tuple[Schedule, Appointment]:
    own = Appointment(
        "e1", "e1@test", "Study – “trees”", datetime(2026, 10, 14, 20), "Europe/Berlin", 90
    )
    own = own._replace(**changes)
    return schedule.with_(Edit("x", (Change(None, own),))), own


def weekly(**changes) -> tuple[Schedule, Appointment]:
    schedule = schedule_of(draft())
    course_id = schedule.courses[0].id
    skipped = (date(2026, 10, 28), date(2026, 11, 11))
    given = {"until": date(2026, 11, 25), "skipped": skipped, "course_id": course_id}
    return with_appointment(schedule, **{**given, **changes})


def file_of(schedule: Schedule, **choice) -> bytes:
    return render(plan_export(schedule, ExportChoice(**choice)))[0]


def truth(own: Appointment) -> list[tuple[datetime, datetime]]:
    length = timedelta(minutes=own.minutes)
    return [(own.at(day), own.at(day) + length) for day in own.days()]


def test_a_weekly_study_group_is_a_series_with_holes_over_the_clock_change():
    schedule, own = weekly(link=LINK, note="SECRET")
    content = file_of(schedule, kinds=STUDY)
    assert times(by_zone_names(content)) == times(by_file_rules(content)) == truth(own)
    lines = lines_of(content)
    assert "RRULE:FREQ=WEEKLY;COUNT=7" in lines
    assert sum(line.startswith("EXDATE") for line in lines) == 2
    assert "SUMMARY:Study – “trees” (ML)" in lines
    assert f"LOCATION:{LINK}" in lines
    assert f"DESCRIPTION:Join: {LINK}" in lines
    assert b"SECRET" not in content
    plan = plan_export(schedule, ExportChoice(kinds=STUDY))
    assert (plan.counts.sessions, plan.counts.planned) == (5, 0)


def test_an_appointment_of_no_course_is_planned_time():
    schedule, own = with_appointment(Schedule())
    content = file_of(schedule, kinds=PLANNED)
    assert times(by_zone_names(content)) == truth(own)
    assert "TRANSP:OPAQUE" in lines_of(content)
    assert plan_export(schedule, ExportChoice(kinds=STUDY)).items == ()


@pytest.mark.parametrize(
    "changes",
    [
        {"zone": "Africa/Casablanca", "until": date(2027, 4, 14)},
        {"starts": datetime(2026, 10, 11, 2, 30), "until": date(2026, 11, 1), "skipped": ()},
    ],
    ids=["no yearly rule", "on a clock change"],
)
def test_where_no_series_is_right_each_day_stands_by_itself(changes):
    schedule, own = weekly(**changes)
    content = file_of(schedule, kinds=STUDY)
    assert times(by_zone_names(content)) == times(by_file_rules(content)) == truth(own)
    lines = lines_of(content)
    assert not any(line.startswith("RRULE:FREQ=WEEKLY") for line in lines)
    uids = [line for line in lines if line.startswith("UID:")]
    assert len(set(uids)) == len(truth(own))
    assert f"UID:{own.starts:%Y%m%d}-e1@test" in uids


def missed() -> tuple[Schedule, str]:
    schedule = schedule_of(draft(meetings=(live()._replace(link=LINK),)))
    (meeting,) = schedule.table(Meeting).values()
    key = f"{meeting.id}:2026-09-08"
    return schedule.with_(edits.mark_attendance(schedule, key, AttendanceMark.MISSED)), key


def test_a_recording_to_watch_is_due_before_the_next_class():
    schedule, key = missed()
    following = datetime(2026, 9, 15, 23, tzinfo=UTC)
    (found,) = by_zone_names(file_of(schedule, kinds=DUE))
    assert found == ("Due: Watch: class 2 (ML)", following - timedelta(minutes=15), following)
    assert b"SUMMARY:Watch: class 2 (ML)" in file_of(schedule, kinds=TODO)
    watched = schedule.with_(edits.complete(schedule, [key], following))
    assert plan_export(watched, ExportChoice(kinds=DUE)).items == ()


def test_time_planned_for_a_recording_is_in_the_file():
    schedule, key = missed()
    block = PlannedBlock("p1", "p1@test", key, datetime(2026, 9, 10, 7), "Europe/Berlin", 60)
    schedule = schedule.with_(Edit("x", (Change(None, block),)))
    (found,) = by_zone_names(file_of(schedule, kinds=PLANNED))
    assert found[:2] == ("Watch: class 2 (ML)", datetime(2026, 9, 10, 5, tzinfo=UTC))


def test_without_the_link_no_entry_holds_it():
    schedule, _ = missed()
    assert LINK.encode() in file_of(schedule, kinds=LIVE)
    assert LINK.encode() not in file_of(schedule, kinds=LIVE, with_link=False)


def test_what_is_over_can_be_left_out_and_a_series_then_begins_later():
    schedule, _ = missed()
    since = datetime(2026, 11, 1, tzinfo=UTC)
    content = file_of(schedule, kinds=LIVE | DUE, since=since)
    seen = by_zone_names(content)
    assert len(seen) == 5
    assert min(start for _, start, _ in seen) > since
    assert times(seen) == times(by_file_rules(content))
