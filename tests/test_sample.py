"""The sample certificate: whole, coherent, and with the dates and sums that pages show of it."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from companion.models import agenda
from companion.models.activity import Activity, ActivityKind, PlannedBlock, Stage
from companion.models.attendance import Attendance, AttendanceMark, Recording
from companion.models.course import COLORS, EASTERN, Break, Contact, ContactRole, Course, WeekTopic
from companion.models.ids import occurrence_key, split_occurrence_key
from companion.models.meeting import Meeting, MeetingKind
from companion.models.occurrence import Occurrence
from companion.models.program import Program
from companion.models.schedule import RECORD_TYPES, Record, Schedule
from companion.sample import SAMPLE_NOW, SAMPLE_ZONE, sample_records

BERLIN = ZoneInfo(SAMPLE_ZONE)
NEW_YORK = ZoneInfo(EASTERN)


@pytest.fixture(scope="module")
def records() -> list[Record]:
    return sample_records()


@pytest.fixture(scope="module")
def schedule(records: list[Record]) -> Schedule:
    return Schedule.of(records)


def course(schedule: Schedule, code: str) -> Course:
    found = schedule.course_by_code(code)
    assert found is not None
    return found


def live(schedule: Schedule, code: str) -> list[Occurrence]:
    return agenda.live_sessions(schedule, course(schedule, code))


def activities(schedule: Schedule, code: str, week: int) -> list[Activity]:
    found = schedule.of_course(Activity, code.lower())
    return sorted((a for a in found if a.week == week), key=lambda a: a.position)


def due_in_course_week(schedule: Schedule, first: date) -> list[Activity]:
    """Activities due from that Monday to its Sunday, by the calendar of their zone."""
    days = range(7)
    window = {first + timedelta(days=n) for n in days}
    found = [a for a in schedule.table(Activity).values() if a.due and a.due.wall.date() in window]
    return sorted(found, key=lambda a: (a.due.at if a.due else SAMPLE_NOW, a.position))


def berlin(at: datetime) -> str:
    return at.astimezone(BERLIN).strftime("%a %d %b %H:%M")


def open_lines(found: Iterable[Activity]) -> list[tuple[str, str, int | None, str]]:
    return [
        (a.course_id or "", a.title, a.minutes, berlin(a.due.at) if a.due else "")
        for a in found
        if not a.is_done
    ]


# Whole and coherent


def test_the_same_records_come_each_time() -> None:
    assert sample_records() == sample_records()


def test_no_id_and_no_uid_is_used_twice(records: list[Record]) -> None:
    ids = Counter((type(record), record.id) for record in records)
    uids = Counter(r.uid for r in records if isinstance(r, Meeting | Activity | PlannedBlock))
    assert [name for name, times in (*ids.items(), *uids.items()) if times > 1] == []
    assert all(uid.endswith("@sample.companion") for uid in uids)


def test_every_reference_names_a_record_of_the_sample(schedule: Schedule) -> None:
    for entry in schedule.table(Course).values():
        assert entry.program_id in schedule.table(Program)
    for owned in (Contact, Break, WeekTopic, Meeting, Activity):
        for record in schedule.table(owned).values():
            assert record.course_id in schedule.table(Course), record  # type: ignore[attr-defined]
    for block in schedule.table(PlannedBlock).values():
        assert block.activity_id in schedule.table(Activity), block


def test_every_mark_and_recording_belongs_to_a_class_of_the_past(schedule: Schedule) -> None:
    for record in (*schedule.table(Attendance).values(), *schedule.table(Recording).values()):
        occurrence = schedule.occurrence(record.id)
        assert occurrence is not None, record
        assert occurrence.ends_at < SAMPLE_NOW
        assert split_occurrence_key(record.id) == (occurrence.meeting.id, occurrence.planned_on)


def test_parents_come_before_children(records: list[Record]) -> None:
    seen: set[str] = set()
    for record in records:
        for parent in ("program_id", "course_id", "activity_id"):
            assert getattr(record, parent, None) in {None, *seen}, record
        seen.add(record.id)
    assert {type(record) for record in records} < set(RECORD_TYPES)


def test_every_link_is_https_and_plainly_made_up(records: list[Record]) -> None:
    links = [r.link for r in records if isinstance(r, Meeting | Activity | Recording)]
    hosts = {link.split("/")[2] for link in links}
    assert all(link.startswith("https://") for link in links)
    assert hosts == {
        "cmu.zoom.us",
        "canvas.example.edu",
        "video.example.edu",
        "meet.example.org",
    }
    contacts = [record for record in records if isinstance(record, Contact)]
    assert all(contact.email.endswith("@example.edu") for contact in contacts)


def test_no_text_is_empty_or_padded_and_every_estimate_is_sound(schedule: Schedule) -> None:
    for activity in schedule.table(Activity).values():
        assert activity.title == activity.title.strip() != ""
        assert activity.minutes is not None
        assert 5 <= activity.minutes <= 480
        assert activity.kind is not ActivityKind.RECORDING
        assert activity.spent_minutes >= 0
        assert "'" not in activity.title  # typographic marks only


def test_done_work_says_when_and_nothing_is_done_in_the_future(schedule: Schedule) -> None:
    for activity in schedule.table(Activity).values():
        assert activity.is_done is (activity.done_at is not None)
        if activity.done_at is not None:
            assert activity.done_at.tzinfo is UTC
            assert activity.done_at < SAMPLE_NOW
            assert activity.due is None or activity.done_at <= activity.due.at, activity.id


def test_due_dates_lie_in_the_week_of_their_activity_and_within_the_course(
    schedule: Schedule,
) -> None:
    for activity in schedule.table(Activity).values():
        owner = schedule.get(Course, activity.course_id or "")
        assert owner is not None
        if activity.due is None:
            assert activity.is_optional
        elif activity.id != "dv-w2-diary":  # runs on through week 5
            week = schedule.term(owner).week_on(activity.due.wall.date())
            assert week is not None, activity.id
            assert week.number == activity.week, activity.id


def test_every_course_week_has_a_topic_and_several_activities(schedule: Schedule) -> None:
    for entry in schedule.courses:
        for week in schedule.term(entry).weeks:
            assert schedule.topic(entry.id, week.number)
            assert 4 <= len(activities(schedule, entry.code, week.number)) <= 9


def test_reading_the_sample_costs_a_few_milliseconds() -> None:
    def milliseconds() -> float:
        start = time.process_time()
        sample_records()
        return (time.process_time() - start) * 1000

    assert min(milliseconds() for _ in range(10)) < 5


# Courses and classes


def test_the_certificate_has_four_courses_the_last_a_capstone(schedule: Schedule) -> None:
    assert [program.name for program in schedule.programs] == ["ML & Data Science"]
    assert [(c.code, c.color, c.weeks, c.label) for c in schedule.courses] == [
        ("PY", "amber", 6, "Python"),
        ("ML", "iris", 14, "Machine Learning"),
        ("DV", "plum", 6, "Data Visualization"),
        ("CP", "leaf", 6, "Capstone"),
    ]
    assert [c.code for c in schedule.courses if c.is_capstone] == ["CP"]
    assert all(c.color in COLORS and c.zone == EASTERN for c in schedule.courses)


def test_the_break_week_is_not_numbered_and_pushes_the_end(schedule: Schedule) -> None:
    term = schedule.term(course(schedule, "ML"))
    assert (term.starts_on, term.ends_on) == (date(2026, 8, 31), date(2026, 12, 13))
    assert [(b.starts_on, b.name, b.after_week) for b in term.break_weeks] == [
        (date(2026, 11, 23), "Thanksgiving", 12)
    ]
    assert term.weeks[12].starts_on == date(2026, 11, 30)


@pytest.mark.parametrize(
    ("code", "first", "last"),
    [
        ("PY", date(2026, 7, 6), date(2026, 8, 16)),
        ("DV", date(2026, 10, 12), date(2026, 11, 22)),
        ("CP", date(2027, 1, 11), date(2027, 2, 21)),
    ],
)
def test_minis_run_six_weeks(schedule: Schedule, code: str, first: date, last: date) -> None:
    term = schedule.term(course(schedule, code))
    assert (term.starts_on, term.ends_on) == (first, last)
    assert len(live(schedule, code)) == 6


def test_machine_learning_meets_fourteen_times_one_hour_early_while_clocks_differ(
    schedule: Schedule,
) -> None:
    classes = live(schedule, "ML")
    assert [(o.number, o.of) for o in classes] == [(n, 14) for n in range(1, 15)]
    assert [berlin(o.starts_at) for o in classes] == [
        "Wed 02 Sep 00:30",
        "Wed 09 Sep 00:30",
        "Wed 16 Sep 00:30",
        "Wed 23 Sep 00:30",
        "Wed 30 Sep 00:30",
        "Wed 07 Oct 00:30",
        "Wed 14 Oct 00:30",
        "Wed 21 Oct 00:30",
        "Tue 27 Oct 23:30",
        "Wed 04 Nov 00:30",
        "Wed 11 Nov 00:30",
        "Wed 18 Nov 00:30",
        "Wed 02 Dec 00:30",
        "Wed 09 Dec 00:30",
    ]
    assert schedule.title_of(classes[8]) == "Regularization and model selection"


@pytest.mark.parametrize(
    ("code", "number", "starts", "ends"),
    [
        ("ML", 9, "Tue 27 Oct 23:30", "Wed 28 Oct 00:50"),
        ("DV", 3, "Thu 29 Oct 22:00", "Thu 29 Oct 23:15"),
        ("DV", 4, "Thu 05 Nov 23:00", "Fri 06 Nov 00:15"),
        ("CP", 1, "Fri 15 Jan 00:00", "Fri 15 Jan 01:00"),
        ("PY", 3, "Wed 22 Jul 23:30", "Thu 23 Jul 00:45"),
    ],
)
def test_classes_fall_at_these_times_in_berlin(
    schedule: Schedule, code: str, number: int, starts: str, ends: str
) -> None:
    occurrence = live(schedule, code)[number - 1]
    assert (berlin(occurrence.starts_at), berlin(occurrence.ends_at)) == (starts, ends)


def test_the_next_class_starts_in_ten_hours_fifty(schedule: Schedule) -> None:
    found = agenda.next_live_session(schedule, SAMPLE_NOW)
    assert found is not None
    assert (found.course_id, found.number) == ("ml", 9)
    assert found.starts_at - SAMPLE_NOW == timedelta(hours=10, minutes=50)
    assert (found.link, found.passcode) == ("https://cmu.zoom.us/j/91244057731", "482 913")


def test_other_meetings_of_machine_learning(schedule: Schedule) -> None:
    week = [o for o in schedule.occurrences(course(schedule, "ML")) if o.week == 9]
    assert [(o.kind, berlin(o.starts_at), o.minutes) for o in week] == [
        (MeetingKind.OFFICE_HOURS, "Mon 26 Oct 17:00", 60),
        (MeetingKind.LIVE_SESSION, "Tue 27 Oct 23:30", 80),
        (MeetingKind.STUDY_GROUP, "Wed 28 Oct 20:00", 60),
        (MeetingKind.RECITATION, "Fri 30 Oct 18:00", 60),
    ]


def test_attendance_reads_as_in_the_timeline(schedule: Schedule) -> None:
    letters = {
        AttendanceMark.ATTENDED: "a",
        AttendanceMark.RECORDING: "r",
        AttendanceMark.MISSED: "m",
        None: "u",
    }
    rows = {}
    for entry in schedule.courses:
        marks = [schedule.get(Attendance, o.key) for o in live(schedule, entry.code)]
        rows[entry.code] = "".join(letters[mark.mark if mark else None] for mark in marks)
    assert rows == {"PY": "aaraaa", "ML": "aaaaraaauuuuuu", "DV": "amuuuu", "CP": "uuuuuu"}


def test_the_missed_class_has_a_recording_not_watched(schedule: Schedule) -> None:
    key = occurrence_key("dv-live", date(2026, 10, 22))
    recording = schedule.get(Recording, key)
    assert recording is not None
    assert (recording.minutes, recording.watched_minutes) == (74, 0)
    [item] = [i for i in agenda.checklist(schedule) if i.kind is ActivityKind.RECORDING]
    assert (item.id, item.title, item.minutes) == (key, "Choosing the right chart", 74)
    assert item.due_at is not None
    assert berlin(item.due_at) == "Thu 29 Oct 22:00"  # the next class
    assert not item.is_late(SAMPLE_NOW)


def test_people_to_turn_to(schedule: Schedule) -> None:
    people = {(c.course_id, c.role): c.name for c in schedule.table(Contact).values()}
    assert people["ml", ContactRole.INSTRUCTOR] == "Dr. Maya Okafor"
    assert people["ml", ContactRole.ASSISTANT] == "Jun Park"
    assert people["dv", ContactRole.INSTRUCTOR] == "Prof. Daniel Reyes"
    assert {course_id for course_id, role in people if role is ContactRole.INSTRUCTOR} == {
        "py",
        "ml",
        "dv",
        "cp",
    }


# The week's work


def test_the_open_work_of_this_week(schedule: Schedule) -> None:
    found = due_in_course_week(schedule, date(2026, 10, 26))
    assert (len(found), sum(a.is_done for a in found)) == (15, 4)
    assert open_lines(found) == [
        ("ml", "Ridge and lasso in 15 minutes", 15, "Tue 27 Oct 23:30"),
        ("ml", "Check-in quiz 9", 12, "Wed 28 Oct 04:59"),
        ("dv", "HBR: Visualizations that really work", 25, "Thu 29 Oct 22:00"),
        ("ml", "Post a model you would regularize at work", 25, "Fri 30 Oct 04:59"),
        ("ml", "Cross-validation notebook", 60, "Sat 31 Oct 04:59"),
        ("ml", "Tibshirani 1996, §1–3", 45, "Sat 31 Oct 04:59"),
        ("dv", "Peer critique of two classmates’ charts", 20, "Sun 01 Nov 04:59"),
        ("dv", "Redesign a misleading chart", 45, "Mon 02 Nov 05:59"),
        ("dv", "Colour for data, not decoration", 15, "Mon 02 Nov 05:59"),
        ("ml", "Problem set 4", 150, "Mon 02 Nov 05:59"),
        ("dv", "Team storyboard, draft 1", 90, "Mon 02 Nov 05:59"),
    ]
    assert sum(line[2] or 0 for line in open_lines(found)) == 8 * 60 + 22


def test_the_week_by_due_date_is_the_week_by_course_week(schedule: Schedule) -> None:
    for first, ml_week, dv_week in ((date(2026, 10, 26), 9, 3), (date(2026, 11, 2), 10, 4)):
        by_week = activities(schedule, "ML", ml_week) + activities(schedule, "DV", dv_week)
        assert set(due_in_course_week(schedule, first)) == set(by_week)


def test_eleven_activities_wait_next_week(schedule: Schedule) -> None:
    found = open_lines(due_in_course_week(schedule, date(2026, 11, 2)))
    assert len(found) == 11
    assert found[:2] == [
        ("ml", "Decision trees by hand", 18, "Wed 04 Nov 00:30"),
        ("ml", "ISLR §8.1", 35, "Wed 04 Nov 05:59"),
    ]
    assert ("dv", "Sketching first", 12, "Thu 05 Nov 23:00") in found


def test_week_nine_of_machine_learning_in_its_order(schedule: Schedule) -> None:
    found = activities(schedule, "ML", 9)
    assert [(a.title, a.minutes, a.is_done) for a in found] == [
        ("Bias–variance, visually", 14, True),
        ("ISLR §6.1–6.2", 40, True),
        ("Ridge and lasso in 15 minutes", 15, False),
        ("Check-in quiz 9", 12, False),
        ("Post a model you would regularize at work", 25, False),
        ("Cross-validation notebook", 60, False),
        ("Tibshirani 1996, §1–3", 45, False),
        ("Problem set 4", 150, False),
    ]
    assert found[0].done_at == datetime(2026, 10, 27, 8, 40, tzinfo=UTC)


def test_the_notebook_is_begun_with_two_of_four_steps(schedule: Schedule) -> None:
    notebook = schedule.get(Activity, "ml-w9-notebook")
    assert notebook is not None
    assert (notebook.stage, notebook.spent_minutes) == (Stage.STARTED, 18)
    assert [(s.text, s.is_done) for s in notebook.steps] == [
        ("Load data, fix the seed", True),
        ("Write k-fold split", True),
        ("Plot error against λ", False),
        ("Answer the two questions", False),
    ]
    assert "LassoCV" in notebook.notes


def test_past_weeks_leave_only_what_may_be_left(schedule: Schedule) -> None:
    left = [
        a.id
        for a in schedule.table(Activity).values()
        if not a.is_done and (a.course_id, a.week) < ("ml", 9) and a.course_id == "ml"
    ]
    assert left == ["ml-w8-efron"]
    assert all(a.is_done for a in schedule.of_course(Activity, "py"))
    assert {a.id: a.stage for a in activities(schedule, "DV", 2) if not a.is_done} == {
        "dv-w2-memo": Stage.HANDED_IN,
        "dv-w2-diary": Stage.STARTED,
    }


def test_nothing_is_late_at_the_sample_s_moment(schedule: Schedule) -> None:
    assert [i.id for i in agenda.checklist(schedule) if i.is_late(SAMPLE_NOW)] == []


def test_large_hand_ins_stand_where_the_timeline_marks_them(schedule: Schedule) -> None:
    marked: dict[str, list[int]] = {}
    for activity in schedule.table(Activity).values():
        if activity.is_important:
            assert activity.kind is ActivityKind.PROJECT
            marked.setdefault(activity.course_id or "", []).append(activity.week or 0)
    assert marked == {"py": [3, 6], "ml": [2, 4, 6, 8, 9, 12, 14], "dv": [3, 6], "cp": [3, 6]}


def test_planned_blocks_of_tonight_and_the_days_after(schedule: Schedule) -> None:
    blocks = sorted(schedule.table(PlannedBlock).values(), key=lambda b: b.at)
    assert all(block.zone == SAMPLE_ZONE for block in blocks)
    coming = [block for block in blocks if block.at > SAMPLE_NOW]
    assert len(coming) == 12
    assert [(b.activity_id, berlin(b.at), b.minutes) for b in coming[:7]] == [
        ("ml-w9-notebook", "Tue 27 Oct 20:00", 60),
        ("ml-w9-ridge", "Tue 27 Oct 22:00", 15),
        ("dv-w3-critique", "Wed 28 Oct 12:15", 20),
        ("dv-w3-hbr", "Thu 29 Oct 12:15", 25),
        ("ml-w9-discussion", "Thu 29 Oct 20:00", 25),
        ("dv-w3-storyboard", "Sat 31 Oct 16:00", 90),
        ("ml-w9-problem-set", "Sun 01 Nov 09:00", 150),
    ]


def test_planned_blocks_are_free_of_classes_and_of_each_other(schedule: Schedule) -> None:
    taken = [(o.starts_at, o.ends_at) for o in schedule.all_occurrences()]
    for block in schedule.table(PlannedBlock).values():
        taken.append((block.at, block.at + timedelta(minutes=block.minutes)))
        activity = schedule.table(Activity)[block.activity_id]
        assert activity.due is not None
        assert taken[-1][1] <= activity.due.at
    taken.sort()
    overlaps = [(a, b) for a, b in pairwise(taken) if b[0] < a[1] and a[1] > SAMPLE_NOW]
    assert overlaps == []


# Hours


@pytest.mark.parametrize(
    ("code", "hours"),
    [
        ("PY", [7.2, 8.6, 9.3, 8.8, 10.2, 10.8]),
        ("ML", [8.5, 9.2, 10.5, 9.2, 11.2, 9.7, 9.9, 8.7, 7.35, 9.6, 11, 13.4, 10.1, 12.8]),
        ("DV", [8.2, 9.1, 6.2, 9.4, 10.2, 13.6]),
        ("CP", [8, 9, 10, 10.5, 11.5, 12]),
    ],
)
def test_hours_of_each_week(schedule: Schedule, code: str, hours: list[float]) -> None:
    classes = {o.week: o.minutes for o in live(schedule, code)}
    found = [
        (sum(a.minutes or 0 for a in activities(schedule, code, week)) + classes[week]) / 60
        for week in range(1, len(hours) + 1)
    ]
    assert found == pytest.approx(hours, abs=0.05)


def test_progress_by_hours(schedule: Schedule) -> None:
    percents = {
        entry.code: round(100 * agenda.course_progress(schedule, entry))
        for entry in schedule.courses
    }
    assert percents == {"PY": 100, "ML": 55, "DV": 28, "CP": 0}
    total = agenda.total_workload(schedule, schedule.courses)
    assert (round(100 * total.share), round(total.done / 60), round(total.total / 60)) == (
        47,
        148,
        313,
    )


def test_courses_stand_where_the_moment_puts_them(schedule: Schedule) -> None:
    weeks = {c.code: agenda.current_week(schedule, c, SAMPLE_NOW) for c in schedule.courses}
    assert weeks == {"PY": None, "ML": 9, "DV": 3, "CP": None}
    assert agenda.expected_finish(schedule, schedule.courses) == date(2027, 2, 21)
    assert SAMPLE_NOW.astimezone(BERLIN).isoformat() == "2026-10-27T12:40:00+01:00"
    assert SAMPLE_NOW.astimezone(NEW_YORK).strftime("%H:%M") == "07:40"
