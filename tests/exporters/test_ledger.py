"""What a second file says of the first: SEQUENCE grows with changes only, what is gone is named."""

from datetime import UTC, datetime, timedelta

import pytest
from calendar_readers import by_zone_names
from icalendar import Calendar
from schedules import THANKSGIVING, activity, draft, live, schedule_of

from companion import edits
from companion.exporters.calendar_file import plan_export, render, stamp
from companion.exporters.choice import ExportChoice, ItemKind, Target
from companion.exporters.ledger import SinceLast
from companion.models.activity import DueDate
from companion.models.exported import Exported
from companion.models.meeting import Meeting

NOW = datetime(2026, 10, 27, 11, 40, tzinfo=UTC)
LATER = NOW + timedelta(days=3)
ALL = frozenset({ItemKind.LIVE, ItemKind.DUE})


class Student:
    """Exports again and again, as the program does: the ledger is kept after each file."""

    def __init__(self, schedule, **choice):
        self.schedule, self.ledger, self.since = schedule, Exported(), None
        self.choice = ExportChoice(kinds=ALL, **choice)

    def do(self, make, *arguments):
        self.schedule = self.schedule.with_(make(self.schedule, *arguments))

    def export(self, now=NOW, **changes) -> bytes:
        choice = self.choice._replace(**changes)
        plan = plan_export(self.schedule, choice)
        plan = stamp(plan, choice, self.schedule, self.ledger, now)
        content, _ = render(plan)
        self.ledger, self.since = plan.ledger, plan.since_last
        return content


@pytest.fixture
def student():
    schedule = schedule_of(draft(breaks=(THANKSGIVING,)), draft(code="DV", meetings=(live(3),)))
    found = Student(schedule)
    found.do(edits.add_activities, [activity(f"a{n}") for n in range(3)])
    return found


def key(student, day: str, code: str = "ML") -> str:
    course = student.schedule.course_by_code(code)
    (meeting,) = student.schedule.of_course(Meeting, course.id)
    return f"{meeting.id}:{day}"


def events(content: bytes) -> dict[str, list]:
    found: dict[str, list] = {}
    for event in Calendar.from_ical(content).walk("VEVENT"):
        found.setdefault(str(event["UID"]), []).append(event)
    return found


def sequences(content: bytes) -> dict[str, set[int]]:
    return {uid: {int(e["SEQUENCE"]) for e in found} for uid, found in events(content).items()}


def test_unchanged_data_gives_the_same_bytes_today_and_tomorrow(student):
    first = student.export()
    assert student.since is None
    assert student.export(LATER) == first
    assert student.since == SinceLast(0, 0, 0, 28 + 3)


def test_only_what_changed_counts_on_and_says_when(student):
    before = sequences(student.export())
    student.do(edits.move_occurrence, key(student, "2026-11-03"), datetime(2026, 11, 4, 19))
    content = student.export(LATER)
    after = sequences(content)
    moved = key(student, "x").rpartition(":")[0]
    uid = student.schedule.get(Meeting, moved).uid
    assert after == {**before, uid: {1}}, "a series and what differs from it count together"
    stamps = {e["LAST-MODIFIED"].dt for e in events(content)[uid]}
    assert stamps == {LATER}
    assert {e["DTSTAMP"].dt for e in events(content)[uid]} == {LATER}
    assert student.since == SinceLast(0, 1, 0, 30)
    assert student.export(LATER + timedelta(days=9)) == content


def test_a_cancelled_class_is_counted_and_a_ticked_one_changed(student):
    student.export()
    student.do(edits.cancel_occurrence, key(student, "2026-11-03"))
    student.do(edits.complete, ["a1"], NOW)
    content = student.export(LATER)
    assert student.since == SinceLast(0, 1, 1, 29)
    assert sequences(content)["a1@test"] == {1}
    assert "Done: HBR case" in {s for s, _, _ in by_zone_names(content)}


def test_taking_a_change_back_is_a_change_too(student):
    first = student.export()
    student.do(edits.complete, ["a1"], NOW)
    student.export(LATER)
    student.do(edits.reopen, ["a1"])
    content = student.export(LATER)
    assert sequences(content)["a1@test"] == {2}
    assert sequences(first)["a1@test"] == {0}


def test_what_is_gone_is_named_once_more_as_cancelled_and_free(student):
    student.export()
    student.do(edits.delete_activities, ["a1"])
    student.do(edits.remove_course, student.schedule.course_by_code("DV").id)
    content = student.export(LATER)
    assert student.since == SinceLast(0, 0, 15, 16)
    cancelled = [e for found in events(content).values() for e in found]
    cancelled = [e for e in cancelled if e["STATUS"] == "CANCELLED"]
    names = {str(e["SUMMARY"]) for e in cancelled}
    assert names == {"Cancelled: Due: HBR case", "Cancelled: DV live class"}
    assert {e["TRANSP"] for e in cancelled} == {"TRANSPARENT"}
    assert {int(e["SEQUENCE"]) for e in cancelled} == {1}
    assert not any("RRULE" in e or e.walk("VALARM") for e in cancelled)
    assert student.export(LATER + timedelta(days=1)) == content


def test_what_comes_back_counts_on_from_its_cancelling(student):
    student.export()
    gone = edits.delete_activities(student.schedule, ["a1"])
    student.schedule = student.schedule.with_(gone)
    student.export(LATER)
    student.schedule = student.schedule.with_(gone.inverse())
    found = events(student.export(LATER))["a1@test"]
    assert [(str(e["STATUS"]), int(e["SEQUENCE"])) for e in found] == [("CONFIRMED", 2)]


@pytest.mark.parametrize("target", [Target.GOOGLE, Target.OUTLOOK, Target.APPLE])
def test_where_the_calendar_is_replaced_as_a_whole_nothing_gone_is_in_the_way(student, target):
    student.choice = student.choice._replace(target=target)
    student.export()
    student.do(edits.delete_activities, ["a1"])
    content = student.export(LATER)
    assert b"CANCELLED" not in content
    assert student.since == SinceLast(0, 0, 1, 30)


def test_what_was_merely_not_chosen_this_time_is_not_gone(student):
    whole = student.export()
    ml = frozenset({student.schedule.course_by_code("ML").id})
    content = student.export(LATER, course_ids=ml, kinds=frozenset({ItemKind.LIVE}))
    assert b"CANCELLED" not in content
    assert student.since == SinceLast(0, 0, 0, 14)
    assert student.export(LATER) == whole, "nor has it counted on meanwhile"
    student.export(LATER, since=datetime(2026, 12, 1, tzinfo=UTC))
    assert student.since.cancelled == 0
    student.export(LATER)
    assert student.since.cancelled == 0


def test_a_class_that_moved_past_a_neighbour_and_back_leaves_nothing_behind(student):
    student.export()
    wall = datetime(2026, 11, 12, 19)
    student.do(edits.move_occurrence, key(student, "2026-11-03"), wall)
    away = student.export(LATER)
    own = next(uid for uid in events(away) if uid.startswith("20261103-"))
    student.do(edits.move_occurrence, key(student, "2026-11-03"), datetime(2026, 11, 3, 19))
    back = student.export(LATER)
    assert str(events(back)[own][0]["STATUS"]) == "CANCELLED"
    assert student.since == SinceLast(0, 1, 0, 30)


def test_a_todo_that_is_gone_is_cancelled_in_the_file_of_todos(student):
    todos = {"kinds": frozenset({ItemKind.TODO})}
    student.export(**todos)
    student.do(edits.delete_activities, ["a1"])
    assert b"CANCELLED" not in student.export()
    found = Calendar.from_ical(student.export(LATER, **todos)).walk("VTODO")
    states = {str(t["UID"]): str(t["STATUS"]) for t in found}
    assert states["todo-a1@test"] == "CANCELLED"


def test_when_all_is_gone_the_file_still_says_so(student):
    student.schedule = schedule_of()
    student.do(edits.add_activities, [activity("a1")])
    student.export()
    student.do(edits.delete_activities, ["a1"])
    assert b"STATUS:CANCELLED" in student.export(LATER)


def test_a_changed_due_date_is_one_entry_with_the_same_uid(student):
    student.export()
    due = DueDate(datetime(2026, 11, 9, 12), "Europe/Berlin")
    student.do(edits.change_activity, activity("a1", due=due))
    found = events(student.export(LATER))
    assert len(found["a1@test"]) == 1
    assert student.since == SinceLast(0, 1, 0, 30)
