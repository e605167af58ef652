"""What an import proposes: new, changed, kept, removed; nothing of the student's is lost."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from schedules import draft, live, only_course, schedule_of
from sources import (
    assignment,
    autumn_classes,
    calendar,
    canvas,
    class_event,
    component,
    event,
    source,
)

from companion.edits import change_activity, delete_activities, mark_attendance, remove_course
from companion.import_edits import import_edit
from companion.models.activity import Activity, ActivityKind, DueDate, PlannedBlock, Stage, Step
from companion.models.appointment import Appointment
from companion.models.attendance import AttendanceMark
from companion.models.course import Break, Course
from companion.models.feed import Feed, FeedItem
from companion.models.meeting import Meeting, MeetingKind
from companion.models.proposal import Proposal, RowState
from companion.models.proposing import propose
from companion.models.schedule import Change, Edit, Schedule
from companion.models.source import ItemSort, Source, SourceItem
from companion.models.source_titles import (
    code_in,
    kind_of_title,
    meeting_kind_of_title,
    minutes_of_title,
)

NOW = datetime(2026, 10, 27, 11, 40, tzinfo=UTC)
EASTERN = "America/New_York"


def proposed(schedule: Schedule, found: Source, **more: Any) -> Proposal:
    return propose(schedule, found, NOW, "Europe/Berlin", **more)


def imported(schedule: Schedule, found: Source, **more: Any) -> Schedule:
    edit = import_edit(schedule, proposed(schedule, found, **more))
    return schedule.with_(edit) if edit is not None else schedule


def activities(schedule: Schedule) -> dict[str, Activity]:
    return {a.title: a for a in schedule.table(Activity).values()}


QUIZ = canvas(assignment(1, "Quiz 1"))
LATER = canvas(assignment(1, "Quiz 1", "20261026"))


# New


def test_a_feed_becomes_courses_by_their_codes_with_work_due_at_the_end_of_the_day_there() -> None:
    after = imported(Schedule(), source(QUIZ))
    course = only_course(after)
    assert (course.code, course.zone, course.starts_on) == ("CIS-616", EASTERN, date(2026, 10, 19))
    quiz = activities(after)["Quiz 1"]
    assert quiz.due == DueDate(datetime(2026, 10, 24, 23, 59), EASTERN)
    assert (quiz.kind, quiz.minutes, quiz.course_id) == (ActivityKind.QUIZ, 10, course.id)


def test_items_go_to_the_course_that_their_label_names() -> None:
    schedule = schedule_of(draft(code="CIS616"))
    proposal = proposed(schedule, source(QUIZ))
    assert [row.course_id for row in proposal.rows] == [only_course(schedule).id]
    assert not any(target.is_new for target in proposal.targets.values())


@pytest.mark.parametrize(("word", "courses"), [("new", 2), ("own", 1), ("nowhere", 1)])
def test_a_course_of_the_source_may_be_sent_elsewhere(word: str, courses: int) -> None:
    schedule = schedule_of(draft(code="CIS-616"))
    found = source(QUIZ)
    into = {"26/FA CIS-616-OL01": word}
    proposal = proposed(schedule, found, into=into)
    after = imported(schedule, found, into=into)
    assert len(after.courses) == courses
    assert ("nowhere" in {s.reason for s in proposal.skipped}) is (word == "nowhere")


def test_two_new_courses_never_share_a_code() -> None:
    content = canvas(assignment(1, "A"), assignment(2, "B", course="26/FA CIS-616-OL02"))
    assert [c.code for c in imported(Schedule(), source(content)).courses] == [
        "CIS-616",
        "CIS-6162",
    ]


# Again


def test_the_same_feed_again_changes_nothing() -> None:
    content = canvas(assignment(1, "Quiz 1"), *autumn_classes())
    after = imported(Schedule(), source(content))
    again = proposed(after, source(content))
    assert (again.rows, import_edit(after, again)) == ((), None)
    assert again.same == len(again.source.items)


def test_a_changed_due_date_is_proposed_with_before_and_after() -> None:
    after = imported(Schedule(), source(QUIZ))
    (row,) = proposed(after, source(LATER)).rows
    (field,) = row.fields
    assert (row.state, field.name, row.is_ticked) == (RowState.CHANGED, "due", True)
    assert field.before == datetime(2026, 10, 25, 3, 59, tzinfo=UTC)
    assert field.after == datetime(2026, 10, 27, 3, 59, tzinfo=UTC)


def test_ticks_notes_steps_time_and_plans_survive_an_update() -> None:
    before = imported(Schedule(), source(QUIZ))
    quiz = activities(before)["Quiz 1"]
    mine = quiz._replace(
        notes="look at 3.2", steps=(Step("read", True),), stage=Stage.DONE, done_at=NOW,
        spent_minutes=15, minutes=40, is_important=True,
    )  # fmt: skip
    block = PlannedBlock("b", "b@x", quiz.id, datetime(2026, 10, 20, 20), "Europe/Berlin", 30)
    edit = change_activity(before, mine)
    assert edit is not None
    before = before.with_(Edit("", (*edit.changes, Change(None, block))))
    after = imported(before, source(LATER))
    assert after.table(PlannedBlock) == before.table(PlannedBlock)
    changed = activities(after)["Quiz 1"]
    assert changed == mine._replace(due=DueDate(datetime(2026, 10, 26, 23, 59), EASTERN))


def test_a_field_that_the_student_changed_stays_hers_and_is_told() -> None:
    before = imported(Schedule(), source(QUIZ))
    quiz = activities(before)["Quiz 1"]
    mine = quiz._replace(due=DueDate(datetime(2026, 10, 20, 12), EASTERN))
    edit = change_activity(before, mine)
    assert edit is not None
    before = before.with_(edit)
    (row,) = proposed(before, source(LATER)).rows
    assert (row.note, row.is_ticked) == ("kept", False)
    assert imported(before, source(LATER)) == before
    taken = import_edit(before, proposed(before, source(LATER)), [row.key])
    assert taken is not None, "but she can take it"
    due = activities(before.with_(taken))["Quiz 1"].due
    assert due == DueDate(datetime(2026, 10, 26, 23, 59), EASTERN)


def test_beside_a_field_that_is_hers_the_others_are_updated() -> None:
    before = imported(Schedule(), source(QUIZ))
    quiz = activities(before)["Quiz 1"]
    edit = change_activity(before, quiz._replace(title="My quiz"))
    assert edit is not None
    before = before.with_(edit)
    now = source(canvas(assignment(1, "Quiz one", "20261026")))
    (row,) = proposed(before, now).rows
    assert ([f.name for f in row.fields], row.kept) == (["due"], ("title",))
    after = imported(before, now)
    assert activities(after)["My quiz"].due == DueDate(datetime(2026, 10, 26, 23, 59), EASTERN)
    (still,) = proposed(after, now).rows
    assert (still.note, still.is_ticked) == ("kept", False)


def test_what_the_student_deleted_stays_deleted_but_can_be_had_again() -> None:
    before = imported(Schedule(), source(QUIZ))
    edit = delete_activities(before, [activities(before)["Quiz 1"].id])
    assert edit is not None
    before = before.with_(edit)
    (row,) = proposed(before, source(LATER)).rows
    assert (row.note, row.is_ticked) == ("deleted_before", False)
    taken = import_edit(before, proposed(before, source(LATER)), [row.key])
    assert taken is not None
    assert "Quiz 1" in activities(before.with_(taken))


def test_a_removed_course_comes_back_when_it_is_imported_again() -> None:
    before = imported(Schedule(), source(canvas(assignment(1, "Quiz"), *autumn_classes())))
    for course in before.courses:
        edit = remove_course(before, course.id)
        assert edit is not None
        before = before.with_(edit)
    assert not before.table(FeedItem)
    assert {row.note for row in proposed(before, source(QUIZ)).rows} == {""}


def test_what_is_missing_is_flagged_and_never_removed_by_itself() -> None:
    two = canvas(assignment(1, "Quiz 1"), assignment(2, "Essay", "20261030"))
    before = imported(Schedule(), source(two))
    (row,) = proposed(before, source(QUIZ)).rows
    assert (row.state, row.title, row.is_ticked) == (RowState.REMOVED, "Essay", False)
    assert imported(before, source(QUIZ)) == before
    edit = import_edit(before, proposed(before, source(QUIZ)), [row.key])
    assert edit is not None
    assert set(activities(before.with_(edit))) == {"Quiz 1"}


def test_what_fell_out_of_the_feed_s_window_is_not_flagged() -> None:
    two = canvas(assignment(1, "Quiz 1", "20260901"), assignment(2, "Essay", "20261030"))
    before = imported(Schedule(), source(two))
    assert proposed(before, source(canvas(assignment(2, "Essay", "20261030")))).rows == ()


def test_an_entry_typed_by_hand_is_taken_for_the_item_and_only_filled() -> None:
    schedule = schedule_of(draft(code="CIS-616"))
    mine = Activity("a", "a@x", only_course(schedule).id, ActivityKind.QUIZ, "quiz 1", minutes=25)
    schedule = schedule.with_(Edit("", (Change(None, mine),)))
    (row,) = proposed(schedule, source(QUIZ)).rows
    assert [f.name for f in row.fields] == ["due", "link"]
    after = imported(schedule, source(QUIZ))
    assert [(a.id, a.minutes) for a in after.table(Activity).values()] == [("a", 25)]
    assert proposed(after, source(LATER)).rows[0].fields[0].name == "due"


def test_new_uids_for_the_same_work_are_the_same_work() -> None:
    def feed(uid: str) -> Source:
        return source(calendar(event(UID=uid, SUMMARY="Essay", DTSTART="20261030T220000Z")))

    before = imported(Schedule(), feed("one"))
    again = proposed(before, feed("two"))
    assert (again.rows, again.same) == ((), 1)


def test_an_estimate_set_in_the_preview_is_the_student_s_own() -> None:
    proposal = proposed(Schedule(), source(QUIZ))
    key = proposal.rows[0].key
    edit = import_edit(Schedule(), proposal, [key], {key: 55})
    assert edit is not None
    after = Schedule().with_(edit)
    assert activities(after)["Quiz 1"].minutes == 55
    assert activities(imported(after, source(LATER)))["Quiz 1"].minutes == 55


def test_nothing_ticked_is_no_edit() -> None:
    assert import_edit(Schedule(), proposed(Schedule(), source(QUIZ)), []) is None


def test_only_courses_that_get_something_are_made() -> None:
    content = canvas(assignment(1, "A"), assignment(2, "B", course="MATH 233 (170001) FA26"))
    proposal = proposed(Schedule(), source(content))
    edit = import_edit(Schedule(), proposal, [proposal.rows[1].key])
    assert edit is not None
    assert [c.code for c in Schedule().with_(edit).courses] == ["MATH-233"]


def test_the_past_of_a_new_course_can_be_settled_in_the_same_edit() -> None:
    content = canvas(assignment(1, "Old", "20261001"), *autumn_classes())
    edit = import_edit(Schedule(), proposed(Schedule(), source(content)), settle_before=NOW)
    assert edit is not None
    after = Schedule().with_(edit)
    assert activities(after)["Old"].is_done
    keys = [(c.record_type, c.record_id) for c in edit.changes]
    assert len(keys) == len(set(keys)), "each record changes once"
    assert after.with_(edit.inverse()) == Schedule()


# Classes


def test_classes_in_utc_become_one_weekly_session_in_the_course_s_time() -> None:
    after = imported(Schedule(), source(canvas(*autumn_classes())))
    (meeting,) = after.table(Meeting).values()
    assert (meeting.weekday, meeting.starts, meeting.minutes) == (0, time(18), 80)
    assert (meeting.kind, meeting.link[:22]) == (MeetingKind.LIVE_SESSION, "https://cmu.zoom.us/j/")
    course = only_course(after)
    found = {o.planned_on: o for o in after.occurrences(course)}
    assert len(found) == course.weeks == 14
    assert [day for day, o in found.items() if o.is_cancelled] == [date(2026, 9, 7)]
    moved = found[date(2026, 10, 12)]
    assert moved.starts_in_course == datetime(2026, 10, 14, 18)


def test_a_day_off_drops_the_class_instead_of_cancelling_it() -> None:
    off = assignment(99, "Labor Day, no class", "20260907", "24787-A").replace(
        "event-assignment", "event-calendar-event"
    )
    after = imported(Schedule(), source(canvas(off, *autumn_classes())))
    assert [b.starts_on for b in after.table(Break).values()] == [date(2026, 9, 7)]
    assert not any(o.is_cancelled for o in after.occurrences(only_course(after)))


def test_a_class_at_another_time_is_a_change_of_that_class() -> None:
    before = imported(Schedule(), source(canvas(*autumn_classes())))
    events = autumn_classes()
    events[9] = class_event(10, "20261110T230000Z", "20261111T002000Z")
    (row,) = proposed(before, source(canvas(*events))).rows
    assert (row.state, [f.name for f in row.fields]) == (RowState.CHANGED, ["start"])
    after = imported(before, source(canvas(*events)))
    moved = after.occurrence(row.record_id)
    assert moved is not None
    assert moved.planned_on == date(2026, 11, 9)
    assert moved.starts_in_course == datetime(2026, 11, 10, 18)


def test_classes_of_a_course_that_is_there_are_recognised_and_get_their_link() -> None:
    schedule = schedule_of(draft(code="24787", meetings=(live(0, time(18)),), breaks=()))
    proposal = proposed(schedule, source(canvas(*autumn_classes())))
    room = next(row for row in proposal.rows if row.key.startswith("room:"))
    assert [f.name for f in room.fields] == ["link"]
    assert {row.state for row in proposal.rows} == {RowState.CHANGED}
    after = imported(schedule, source(canvas(*autumn_classes())))
    assert len(after.table(Meeting)) == 1
    assert proposed(after, source(canvas(*autumn_classes()))).rows == ()


def test_attendance_and_own_cancellations_stay() -> None:
    before = imported(Schedule(), source(canvas(*autumn_classes())))
    key = before.occurrences(only_course(before))[0].key
    edit = mark_attendance(before, key, AttendanceMark.ATTENDED)
    assert edit is not None
    before = before.with_(edit)
    assert imported(before, source(canvas(*autumn_classes()))) == before


def test_one_single_class_of_its_own_is_an_extra_class() -> None:
    extra = class_event(50, "20261015T220000Z", "20261015T232000Z", "Guest talk")
    after = imported(Schedule(), source(canvas(*autumn_classes(), extra)))
    single = [m for m in after.table(Meeting).values() if m.once_on]
    assert [(m.once_on, m.title) for m in single] == [(date(2026, 10, 15), "Guest talk")]


def test_office_hours_and_recitations_are_told_by_their_titles() -> None:
    found = [
        class_event(n, f"202609{day:02}T170000Z", f"202609{day:02}T180000Z", title)
        for n, (day, title) in enumerate(
            [(1, "Recitation 1"), (8, "Recitation 2"), (3, "Office Hours"), (10, "Office hours")]
        )
    ]
    after = imported(Schedule(), source(canvas(*found)))
    kinds = {m.kind for m in after.table(Meeting).values()}
    assert kinds == {MeetingKind.RECITATION, MeetingKind.OFFICE_HOURS}


def test_a_plain_calendar_goes_to_the_student_s_own_appointments() -> None:
    fields = {
        "UID": "y", "SUMMARY": "Yoga", "DTSTART;TZID=Europe/Berlin": "20261007T180000",
        "DURATION": "PT1H", "RRULE": "FREQ=WEEKLY;COUNT=4",
        "EXDATE;TZID=Europe/Berlin": "20261014T180000",
    }  # fmt: skip
    content = calendar(component("VEVENT", fields.items()))
    after = imported(Schedule(), source(content))
    (yoga,) = after.table(Appointment).values()
    assert (yoga.until, yoga.skipped) == (date(2026, 10, 28), (date(2026, 10, 14),))
    assert proposed(after, source(content)).rows == ()


# Feeds


def test_what_was_chosen_for_a_course_is_remembered_with_the_feed() -> None:
    label = "26/FA CIS-616-OL01"
    schedule = schedule_of(draft(code="ML"))
    course = only_course(schedule)
    after = imported(schedule, source(QUIZ), into={label: course.id})
    (feed,) = after.table(Feed).values()
    assert feed.into == ((label, course.id),)
    assert proposed(after, source(LATER)).targets[label].course == course


def test_a_file_of_the_same_feed_is_that_feed() -> None:
    after = imported(Schedule(), source(QUIZ), address="https://canvas.example.edu/feeds/x.ics")
    again = proposed(after, source(LATER))
    assert again.feed.address == "https://canvas.example.edu/feeds/x.ics"
    assert len(imported(after, source(LATER)).table(Feed)) == 1


# Whatever is imported, changed and imported again


TITLES = st.sampled_from(["Quiz 1", "Essay", "Read ch. 3", "Project", "Discuss"])
DAYS = st.integers(1, 28).map(lambda day: f"202610{day:02}")
FEEDS = st.dictionaries(st.integers(1, 6), st.tuples(TITLES, DAYS), max_size=6)
OWN = st.fixed_dictionaries(
    {},
    optional={
        "title": st.just("Mine"),
        "notes": st.just("my notes"),
        "minutes": st.integers(1, 200),
        "stage": st.just(Stage.HANDED_IN),
        "steps": st.just((Step("one"),)),
        "due": st.just(DueDate(datetime(2026, 10, 5, 9), EASTERN)),
        "is_important": st.just(True),
    },
)


def feed_of(entries: dict[int, tuple[str, str]]) -> Source:
    return source(canvas(*(assignment(n, *entry) for n, entry in entries.items())))


@settings(max_examples=60, deadline=None)
@given(FEEDS, st.lists(OWN, max_size=6), FEEDS)
def test_nothing_of_the_student_s_own_is_ever_lost(
    first: dict[int, tuple[str, str]],
    own: list[dict[str, Any]],
    second: dict[int, tuple[str, str]],
) -> None:
    schedule = imported(Schedule(), feed_of(first))
    changed: dict[str, dict[str, Any]] = {}
    for activity, mine in zip(list(schedule.table(Activity).values()), own, strict=False):
        edit = change_activity(schedule, activity._replace(**mine))
        if edit is not None:
            schedule = schedule.with_(edit)
            changed[activity.id] = {f: v for f, v in mine.items() if v != getattr(activity, f)}
    edit = import_edit(schedule, proposed(schedule, feed_of(second)))
    after = schedule.with_(edit) if edit is not None else schedule
    assert set(schedule.table(Activity)) <= set(after.table(Activity))
    for activity_id, fields in changed.items():
        record = after.table(Activity)[activity_id]
        assert {f: getattr(record, f) for f in fields} == fields
    ticked = [r for r in proposed(after, feed_of(second)).rows if r.is_ticked]
    assert ticked == [], "importing the same again has nothing new"
    if edit is not None:
        assert after.with_(edit.inverse()) == schedule


# Titles and labels


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("25/FA CIS-616-OL01", "CIS-616"),
        ("W21-CS-107E-01", "CS-107E"),
        ("MATH 233 (170001) FA26", "MATH-233"),
        ("PHYS_040A_001_26F", "PHYS-040A"),
        ("24787-A", "24787"),
        ("10-701 Introduction to ML", "10-701"),
        ("Fall 2026 CHEM 1010-001 LEC", "CHEM-1010"),
        ("CSC--310-001, 2022-SP", "CSC-310"),
        ("Banco de Dados II - 3A - INF - 2020", "BDI"),
        ("Statistics", "Statistics"),
        ("NURS-2010-D01 - Health Assessment - Fall 2026", "NURS-2010"),
        ("BIOL 2020 (Fall 2026)", "BIOL-2020"),
        ("WS26-INF101", "INF-101"),
        ("L2-MATH", "L2-MATH"),
    ],
)
def test_a_course_s_code_is_found_in_its_label(label: str, code: str) -> None:
    assert code_in(label) == code


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Quiz: Chapter 03", ActivityKind.QUIZ),
        ("Read project brief", ActivityKind.READING),
        ("Chapter Three Discussion Post", ActivityKind.DISCUSSION),
        ("Final project, outline", ActivityKind.PROJECT),
        ("HW1 1D motion", ActivityKind.EXERCISE),
        ("Watch: Boosting (12:31)", ActivityKind.VIDEO),
    ],
)
def test_the_kind_of_work_is_told_by_its_title(title: str, kind: ActivityKind) -> None:
    assert kind_of_title(title) is kind


@pytest.mark.parametrize(
    ("title", "minutes"), [("Boosting (12:31)", 13), ("Git in 5 Minutes", 5), ("Week 3", None)]
)
def test_minutes_are_told_by_titles(title: str, minutes: int | None) -> None:
    assert minutes_of_title(title) == minutes


def test_no_course_is_made_of_anything_but_the_schedule_given() -> None:
    schedule = schedule_of(draft())
    proposed(schedule, source(QUIZ))
    assert [c.code for c in schedule.table(Course).values()] == ["ML"]


def test_a_new_course_of_a_feed_in_utc_is_in_the_zone_in_which_its_days_end() -> None:
    work = [
        assignment(n, f"HW {n}").replace(
            "DTSTART;VALUE=DATE;VALUE=DATE:20261024", f"DTSTART:202610{n + 10}T045900Z"
        )
        for n in (1, 2)
    ]
    after = imported(Schedule(), source(canvas(*work)))
    assert only_course(after).zone == "America/Chicago"


def test_entries_about_many_things_are_not_all_of_the_course_that_one_of_them_names() -> None:
    schedule = schedule_of(draft(code="ML"))
    entries = [
        event(UID=str(n), SUMMARY=title, DTSTART=f"2026110{n}T180000Z", DTEND=f"2026110{n}T190000Z")
        for n, title in enumerate(["ML class", "Dentist", "Choir"], 1)
    ]
    after = imported(schedule, source(calendar(*entries)))
    assert {a.title for a in after.table(Appointment).values()} == {"ML class", "Dentist", "Choir"}


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Section", MeetingKind.RECITATION), ("Live Session (Section 3)", MeetingKind.LIVE_SESSION),
        ("Lecture, Section B", MeetingKind.LIVE_SESSION), ("Section A", MeetingKind.LIVE_SESSION),
    ],
)  # fmt: skip
def test_the_number_of_a_section_makes_no_recitation(title: str, kind: MeetingKind) -> None:
    assert meeting_kind_of_title(title) is kind


def test_days_off_of_no_course_are_for_every_course_that_runs_then() -> None:
    schedule = schedule_of(draft(code="ML"), draft(code="DV", starts_on=date(2027, 1, 11)))
    day = event(UID="h", SUMMARY="Labor Day, no classes", **{"DTSTART;VALUE=DATE": "20261109"})
    after = imported(schedule, source(calendar(day)))
    course = schedule.course_by_code("ML")
    assert course is not None
    assert [b.course_id for b in after.table(Break).values()] == [course.id]


def test_days_off_that_are_past_or_would_renumber_a_course_are_left_unticked() -> None:
    schedule = schedule_of(draft(code="ML"))
    found = [
        event(UID=f"{n}", SUMMARY="Fall break", **{
            "DTSTART;VALUE=DATE": first, "DTEND;VALUE=DATE": last})
        for n, (first, last) in enumerate(
            [("20261012", "20261013"), ("20261109", "20261114"), ("20261110", "20261112")])
    ]  # fmt: skip
    rows = proposed(schedule, source(calendar(*found))).rows
    assert [(row.note, row.is_ticked) for row in rows] == [
        ("past_days", False), ("moves_weeks", False), ("", True),
    ]  # fmt: skip


def test_days_off_on_which_no_course_runs_are_told() -> None:
    off = SourceItem("d", ItemSort.OFF, "Fall break", wall=datetime(2026, 10, 12), is_all_day=True)
    found = proposed(Schedule.of(()), Source("table", "", (off,)))
    assert found.rows == ()
    assert [(s.title, s.reason) for s in found.skipped] == [("Fall break", "no_course_then")]
