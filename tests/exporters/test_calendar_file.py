"""From the schedule to a file: what is in it, what it says, and that it stays the same."""

from datetime import UTC, date, datetime, timedelta

import pytest
from calendar_readers import QUARTER, by_file_rules, by_zone_names, lines_of, times
from icalendar import Calendar
from schedules import activity, draft, live, schedule_of

from companion import edits
from companion.exporters.calendar_file import export_to, plan_export, render
from companion.exporters.choice import ExportChoice, ItemKind, Target
from companion.exporters.errors import ExportFailed
from companion.models.activity import Activity, ActivityKind, DueDate, PlannedBlock, Stage
from companion.models.course import WeekTopic
from companion.models.faults import Refused
from companion.models.meeting import Meeting
from companion.models.schedule import Change, Schedule

DUE, TODO, PLANNED = (frozenset({k}) for k in (ItemKind.DUE, ItemKind.TODO, ItemKind.PLANNED))
LINK = "https://cmu.zoom.us/j/91244057731"


def with_records(schedule: Schedule, *records) -> Schedule:
    edit = edits.edit_of("x", [Change(schedule.get(type(r), r.id), r) for r in records])
    return schedule.with_(edit)


def two_courses() -> Schedule:
    """ML with a link and a passcode and four activities, DV with one; one of no course."""
    schedule = schedule_of(
        draft(program="Data, science", meetings=(live()._replace(link=LINK, passcode="12;34"),)),
        draft(
            program="Data, science",
            code="DV",
            name="Data Visualization",
            meetings=(live(3),),
            weeks=6,
        ),
    )
    ml, dv = (schedule.course_by_code(code).id for code in ("ML", "DV"))
    due = DueDate(datetime(2026, 11, 1, 12), "Europe/Berlin")
    return with_records(
        schedule,
        activity("a1", course_id=ml, title="Read", week=9, link="https://example.org/r"),
        activity("a2", course_id=ml, title="Quiz", stage=Stage.DONE, done_at=due.at),
        activity("a3", course_id=ml, title="Essay", stage=Stage.HANDED_IN),
        activity("a4", course_id=ml, title="No date", due=None),
        activity("b1", course_id=dv, title="Chart", due=due, kind=ActivityKind.PROJECT),
        activity("c1", title="Form for the office"),
        PlannedBlock("p1", "p1@test", "a1", datetime(2026, 10, 28, 20), "Europe/Berlin", 50),
    )


def file_of(schedule: Schedule, **choice) -> bytes:
    return render(plan_export(schedule, ExportChoice(**choice)))[0]


def summaries(schedule: Schedule, **choice) -> set[str]:
    return {item.summary for item in plan_export(schedule, ExportChoice(**choice)).items}


def test_a_deadline_is_a_free_quarter_of_an_hour_that_ends_at_it():
    schedule = two_courses()
    content = file_of(schedule, kinds=DUE)
    at = datetime(2026, 11, 1, 11, tzinfo=UTC)
    assert ("Due: Chart (DV)", at - QUARTER, at) in by_zone_names(content)
    assert by_zone_names(content) == by_file_rules(content)
    assert lines_of(content).count("TRANSP:TRANSPARENT") == 5


def test_deadlines_say_what_is_done_or_handed_in():
    assert summaries(two_courses(), kinds=DUE) == {
        "Due: Read (ML)",
        "Done: Quiz (ML)",
        "Handed in: Essay (ML)",
        "Due: Chart (DV)",
        "Due: Form for the office",
    }


def test_a_deadline_inside_a_clock_change_is_right_in_every_reader():
    walls = [
        datetime(2026, 11, 1, 1, 30),
        datetime(2026, 11, 1, 2, 5),
        datetime(2027, 3, 14, 2, 30),
    ]
    dues = [
        activity(f"a{n}", due=DueDate(wall, "America/New_York")) for n, wall in enumerate(walls)
    ]
    schedule = with_records(Schedule(), *dues)
    content = file_of(schedule, kinds=DUE)
    expected = sorted((a.due.at - QUARTER, a.due.at) for a in dues)
    assert times(by_zone_names(content)) == times(by_file_rules(content)) == expected


def test_planned_time_is_busy_and_in_the_students_zone():
    content = file_of(two_courses(), kinds=PLANNED)
    assert "DTSTART;TZID=Europe/Berlin:20261028T200000" in lines_of(content)
    assert "TRANSP:OPAQUE" in lines_of(content)
    start = datetime(2026, 10, 28, 19, tzinfo=UTC)
    assert by_file_rules(content) == [("Read (ML)", start, start + timedelta(minutes=50))]


def test_todos_carry_their_state_and_a_uid_of_their_own():
    content = file_of(two_courses(), kinds=TODO)
    todos = {str(t["UID"]): t for t in Calendar.from_ical(content).walk("VTODO")}
    assert set(todos) == {f"todo-{i}@test" for i in ("a1", "a2", "a3", "a4", "b1", "c1")}
    assert todos["todo-a2@test"]["STATUS"] == todos["todo-a3@test"]["STATUS"] == "COMPLETED"
    assert todos["todo-a2@test"]["COMPLETED"].dt == datetime(2026, 11, 1, 11, tzinfo=UTC)
    assert todos["todo-a1@test"]["DUE"].dt == datetime(2026, 10, 31, 3, 59, tzinfo=UTC)
    assert "DUE" not in todos["todo-a4@test"]


def test_courses_are_chosen_and_the_rest_stays_out():
    schedule = two_courses()
    dv = frozenset({schedule.course_by_code("DV").id})
    assert summaries(schedule, course_ids=dv) == {"DV live class", "Due: Chart (DV)"}


def test_an_archived_course_stays_out_unless_it_is_named():
    schedule = two_courses()
    dv = schedule.course_by_code("DV")
    schedule = with_records(schedule, dv._replace(is_archived=True))
    assert not any("DV" in summary for summary in summaries(schedule))
    assert "DV live class" in summaries(schedule, course_ids=frozenset({dv.id}))


def test_counts_and_list_agree_with_the_file():
    plan = plan_export(two_courses(), ExportChoice(kinds=frozenset(ItemKind) - TODO))
    assert plan.counts == (20, 5, 0, 1, 0)
    assert len(plan.items) == sum(plan.counts)
    content, _ = render(plan)
    listed = sorted((i.summary, i.starts_at, i.ends_at) for i in plan.items)
    assert by_zone_names(content) == listed
    assert [i.starts_at for i in plan.items] == sorted(i.starts_at for i in plan.items)


def test_the_join_link_is_in_place_note_and_url_and_the_passcode_only_when_asked():
    schedule = two_courses()
    plain = file_of(schedule)
    assert f"LOCATION:{LINK}" in lines_of(plain)
    assert f"URL:{LINK}" in lines_of(plain)
    assert any(line.startswith(f"DESCRIPTION:Join: {LINK}\\n") for line in lines_of(plain))
    assert b"12\\;34" not in plain
    assert b"Passcode: 12\\;34" in file_of(schedule, with_passcode=True)


def test_a_class_with_an_entry_of_its_own_tells_the_passcode_only_when_asked_too():
    schedule = two_courses()
    first = next(i for i in plan_export(schedule, ExportChoice()).items if i.kind is ItemKind.LIVE)
    moved = edits.move_occurrence(schedule, first.id, datetime(2026, 9, 2, 20))
    schedule = schedule.with_(moved)
    assert b"12\\;34" not in file_of(schedule)
    assert file_of(schedule, with_passcode=True).count(b"Passcode: 12\\;34") == 2


def test_a_link_stands_in_note_and_place_as_it_stands_in_url():
    """Programs that show only the note or the place open the same address."""
    schedule, link = two_courses(), "https://example.org/a|b{c}?w=Übung"
    written = "https://example.org/a%7Cb%7Bc%7D?w=%C3%9Cbung"
    meeting = next(m for m in schedule.table(Meeting).values() if m.link)
    work = schedule.get(Activity, "a1")
    schedule = with_records(schedule, meeting._replace(link=link), work._replace(link=link))
    lines = lines_of(file_of(schedule))
    assert lines.count(f"URL:{written}") == 2
    assert f"LOCATION:{written}" in lines
    assert any(line.startswith(f"DESCRIPTION:Join: {written}") for line in lines)
    assert any(line.startswith(f"DESCRIPTION:{written}") for line in lines)
    assert link not in "".join(lines)


def test_the_topics_of_the_weeks_stand_in_the_note_of_the_series():
    schedule = two_courses()
    ml = schedule.course_by_code("ML").id
    schedule = with_records(
        schedule,
        WeekTopic(f"{ml}:1", ml, 1, "Learning, first"),
        WeekTopic(f"{ml}:2", ml, 2, "Data"),
    )
    text = "\n".join(lines_of(file_of(schedule)))
    assert "\\n\\nWeek 1: Learning\\, first\\nWeek 2: Data" in text
    item = plan_export(schedule, ExportChoice()).items[0]
    assert (item.summary, item.topic) == ("ML live class", "Learning, first")


def test_the_students_own_notes_stay_at_home():
    schedule = with_records(Schedule(), activity(notes="SECRET", steps=()))
    assert b"SECRET" not in file_of(schedule, kinds=DUE)


def alarms(content: bytes, kind: str = "VEVENT") -> dict[str, list[timedelta]]:
    return {
        str(e["SUMMARY"]): [a["TRIGGER"].dt for a in e.walk("VALARM")]
        for e in Calendar.from_ical(content).walk(kind)
    }


REMINDERS = {
    "reminders": (timedelta(days=1), timedelta(minutes=15)),
    "due_reminders": (timedelta(hours=3), timedelta(minutes=5)),
}


def test_reminders_of_a_deadline_count_from_the_deadline():
    found = alarms(file_of(two_courses(), **REMINDERS))
    assert found["ML live class"] == [-timedelta(minutes=15), -timedelta(days=1)]
    assert found["Due: Read (ML)"] == [timedelta(0), -timedelta(hours=2, minutes=45)]


def test_nothing_rings_for_work_that_is_handed_in_or_done():
    found = alarms(file_of(two_courses(), **REMINDERS))
    assert found["Done: Quiz (ML)"] == found["Handed in: Essay (ML)"] == []


def test_outlook_gets_the_one_reminder_that_it_keeps():
    found = alarms(file_of(two_courses(), target=Target.OUTLOOK, **REMINDERS))
    assert found["ML live class"] == [-timedelta(minutes=15)]
    assert found["Due: Read (ML)"] == [timedelta(0)]


@pytest.mark.parametrize("target", Target)
def test_targets_differ_in_nothing_else(target):
    schedule = two_courses()
    assert file_of(schedule, target=target) == file_of(schedule)


def test_a_calendar_is_named_after_its_course_or_program():
    schedule = two_courses()
    dv = frozenset({schedule.course_by_code("DV").id})
    assert plan_export(schedule, ExportChoice()).name == "Data, science"
    assert plan_export(schedule, ExportChoice(course_ids=dv)).name == "Data Visualization"
    assert plan_export(Schedule(), ExportChoice()).name == "Companion"


def test_unchanged_data_gives_the_same_bytes_in_whatever_order_it_was_stored():
    schedule = two_courses()
    kinds = frozenset(ItemKind) - TODO
    reversed_order = Schedule.of(reversed(list(schedule.records())))
    assert file_of(schedule, kinds=kinds) == file_of(reversed_order, kinds=kinds)
    assert file_of(schedule, kinds=TODO) == file_of(reversed_order, kinds=TODO)


def test_an_empty_plan_makes_no_file(tmp_path):
    plan = plan_export(Schedule(), ExportChoice())
    assert plan.items == ()
    with pytest.raises(Refused) as refusal:
        export_to(tmp_path / "x.ics", plan)
    assert refusal.value.faults[0].code == "nothing"
    assert list(tmp_path.iterdir()) == []


def test_a_zone_that_is_gone_is_named():
    course = draft(zone="Europe/Berlin")
    schedule = schedule_of(course)
    (meeting,) = schedule.table(Meeting).values()
    schedule = with_records(schedule, meeting._replace(zone="Mars/Olympus"))
    with pytest.raises(ExportFailed) as caught:
        plan_export(schedule, ExportChoice())
    assert (caught.value.code, caught.value.values) == ("unknown_zone", ("Mars/Olympus",))


def test_the_result_says_what_was_written_and_checked(tmp_path):
    path = tmp_path / "x.ics"
    plan = plan_export(two_courses(), ExportChoice())
    result = export_to(path, plan)
    assert result.as_json() == {
        "file": str(path),
        "sessions": 20,
        "due": 5,
        "todos": 0,
        "planned": 0,
        "cancelled": 0,
        "checked": ["zone_rules", "zone_name", "instants"],
        "proof": "20 classes, 5 due dates, the same in all three",
        "since_last": None,
    }
    assert path.read_bytes() == render(plan)[0]


def test_a_failed_export_leaves_the_old_file(tmp_path):
    path = tmp_path / "x.ics"
    path.write_bytes(b"old")
    plan = plan_export(two_courses(), ExportChoice())
    wrong = plan._replace(items=plan.items[1:])
    with pytest.raises(ExportFailed):
        export_to(path, wrong)
    assert path.read_bytes() == b"old"


def test_five_hundred_courses_are_one_file():
    drafts = [
        draft(code=f"C{n}", weeks=1 + n % 14, starts_on=date(2026, 8, 31 - n % 28))
        for n in range(500)
    ]
    schedule = schedule_of(*drafts)
    plan = plan_export(schedule, ExportChoice())
    content, _ = render(plan)
    assert content.count(b"BEGIN:VEVENT") == 500
    assert plan.counts.sessions == sum(entry.weeks for entry in drafts)
