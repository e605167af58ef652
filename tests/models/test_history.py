"""The history tells what each edit was about, and how far the way to one of them is."""

from datetime import UTC, datetime

from companion.models.activity import Activity, ActivityKind, PlannedBlock
from companion.models.attendance import Attendance, AttendanceMark
from companion.models.course import WeekTopic
from companion.models.history import PastEdit, Subject, steps_to, subjects
from companion.models.schedule import Change, Edit, Schedule

AT = datetime(2026, 10, 27, tzinfo=UTC)
READ = Activity("a", "u", None, ActivityKind.READING, "Read")


def past(number: int, *, is_undone: bool = False) -> PastEdit:
    return PastEdit(number, Edit("Tick", ()), AT, is_undone)


def test_an_edit_is_told_by_its_work_and_classes_each_once() -> None:
    block = PlannedBlock("b", "u", "a", AT.replace(tzinfo=None), "UTC", 25)
    watch = block._replace(id="w", activity_id="m:2026-10-27")
    edit = Edit(
        "Anything",
        (
            Change(READ, READ._replace(title="Read more")),
            Change(None, block),
            Change(watch, None),
            Change(None, Attendance("m:2026-10-27", AttendanceMark.MISSED)),
            Change(None, WeekTopic("c:1", "c", 1, "Trees")),
        ),
    )
    told = subjects(Schedule.of([READ]), edit)
    assert told == [
        Subject("Read more"),
        Subject("Read"),
        Subject(occurrence_key="m:2026-10-27"),
    ]


def test_the_way_back_counts_what_still_stands_and_the_way_forth_what_is_undone() -> None:
    entries = [past(5, is_undone=True), past(4, is_undone=True), past(3), past(2), past(1)]
    assert [steps_to(entries, n) for n in (1, 2, 3, 4, 5)] == [3, 2, 1, -1, -2]
    assert steps_to(entries, 9) == 0
