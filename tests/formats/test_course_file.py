"""The course file: written for a class, read back as the same course, nothing private in it."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from course_files import COURSE_FILE
from sources import TODAY

from companion.formats.course_file_reader import read, recognises
from companion.formats.course_file_writer import write_course_file
from companion.import_edits import import_edit
from companion.models.activity import Activity, ActivityKind
from companion.models.course import Break, Course
from companion.models.meeting import Meeting
from companion.models.proposing import propose
from companion.models.schedule import Schedule
from companion.models.source import SourceFailed
from companion.sample import sample_records

NOW = datetime(2026, 8, 20, tzinfo=UTC)
DOCS = Path(__file__).parents[2] / "docs"


def imported(schedule: Schedule, content: bytes) -> Schedule:
    proposal = propose(schedule, read(content, TODAY), NOW, "Europe/Berlin")
    edit = import_edit(schedule, proposal)
    return schedule.with_(edit) if edit is not None else schedule


def changed(**fields: Any) -> bytes:
    return json.dumps({**json.loads(COURSE_FILE), **fields}).encode()


def test_a_file_written_by_hand_becomes_a_whole_course() -> None:
    assert recognises(COURSE_FILE.encode())
    after = imported(Schedule(), COURSE_FILE.encode())
    (course,) = after.courses
    assert (course.code, course.weeks, course.starts_on) == ("STAT500", 14, date(2026, 8, 31))
    assert [b.name for b in after.table(Break).values()] == ["Thanksgiving"]
    (meeting,) = after.table(Meeting).values()
    found = {o.planned_on: o for o in after.occurrences(course)}
    assert (len(found), meeting.link) == (14, "https://cmu.zoom.us/j/91234567890")
    assert found[date(2026, 10, 13)].is_cancelled
    assert found[date(2026, 10, 20)].starts_in_course == datetime(2026, 10, 21, 18, 30)
    assert found[date(2026, 9, 8)].own_title == "Tests"
    (work,) = after.table(Activity).values()
    assert (work.title, work.week, work.minutes) == ("Problem set 1", 1, 90)
    assert (work.kind, work.due and work.due.wall) == (
        ActivityKind.EXERCISE, datetime(2026, 9, 6, 23, 59),
    )  # fmt: skip


def test_a_new_edition_updates_and_loses_nothing() -> None:
    before = imported(Schedule(), COURSE_FILE.encode())
    activities = json.loads(COURSE_FILE)["activities"]
    activities[0]["due"] = "2026-09-07 23:59"
    after = imported(before, changed(activities=activities))
    (work,) = after.table(Activity).values()
    assert work.due is not None
    assert work.due.wall == datetime(2026, 9, 7, 23, 59)
    assert imported(after, changed(activities=activities)) == after
    assert imported(after, changed(activities=[])) == after


@pytest.mark.parametrize("code", ["ML", "DV", "PY", "CP"])
def test_a_course_that_is_saved_is_read_as_the_same_course(code: str) -> None:
    schedule = Schedule.of(sample_records())
    course = schedule.course_by_code(code)
    assert course is not None
    after = imported(Schedule(), write_course_file(schedule, course))
    (copy,) = after.courses
    assert (copy.weeks, copy.starts_on, copy.zone) == (course.weeks, course.starts_on, course.zone)

    def classes(found: Schedule, of: Course) -> set[tuple[object, ...]]:
        return {
            (o.kind, o.starts_at, o.ends_at)
            for o in found.occurrences(of)
            if not o.is_cancelled and o.meeting.zone == of.zone and o.number is not None
        }

    def work(found: Schedule, of: Course) -> set[tuple[object, ...]]:
        return {
            (a.title, a.kind, a.week, a.due.at if a.due else None, a.link, a.is_optional)
            for a in found.of_course(Activity, of.id)
        }

    assert classes(after, copy) == classes(schedule, course)
    assert work(after, copy) == work(schedule, course)


def test_nothing_of_the_student_s_own_is_in_a_saved_file() -> None:
    schedule = Schedule.of(sample_records())
    for course in schedule.courses:
        text = write_course_file(schedule, course).decode()
        for word in ("done", "stage", "notes", "passcode", "spent", "attend", "steps"):
            assert f'"{word}' not in text
        for meeting in schedule.of_course(Meeting, course.id):
            assert not meeting.passcode or meeting.passcode not in text
        assert text.encode() == write_course_file(schedule, course), "the same bytes each time"


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"course": None}, "course"),
        ({"id": "a b"}, "id"),
        ({"course": {"code": "M L"}}, "course.code"),
        ({"activities": [{"id": "1", "title": "x", "kind": "dance"}]}, "activities 1.kind"),
        ({"activities": [{"id": "1", "title": "x", "kind": "quiz", "due": "fri"}]},
         "activities 1.due"),
        ({"activities": [{"id": "1", "title": "x", "kind": "quiz", "link": "javascript:1"}]},
         "activities 1.link"),
        ({"activities": [{"id": "1", "title": "x", "kind": "quiz"}] * 2}, "id"),
        ({"activities": 7}, "activities"),
        ({"breaks": [{"from": "2026-11-23", "to": "2026-01-01"}]}, "breaks 1.to"),
        ({"topics": {"99": "x"}}, "topics.99"),
        ({"topics": {"1²": "x"}}, "topics.1²"),
        ({"topics": {"0001": "x"}}, "topics.0001"),
    ],
)  # fmt: skip
def test_a_field_that_is_wrong_is_named(fields: dict[str, Any], place: str) -> None:
    with pytest.raises(SourceFailed) as caught:
        read(changed(**fields), TODAY)
    assert (caught.value.code, caught.value.values) == ("course_file_field", (place,))


def test_a_number_of_thousands_of_digits_is_no_week() -> None:
    with pytest.raises(SourceFailed) as caught:
        read(changed(topics={"1" * 5000: "x"}), TODAY)
    assert caught.value.code == "course_file_field"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (COURSE_FILE.replace('"version": 1', '"version": 2').encode(), "course_file_newer"),
        (COURSE_FILE.encode()[:300], "course_file_broken"),
        (b'{"format": "companion-course", "x": ' + b"[" * 100_000, "course_file_broken"),
        (b" " * (2 * 2**20 + 1), "source_large"),
    ],
)
def test_a_file_that_is_newer_broken_or_too_large_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(SourceFailed) as caught:
        read(content, TODAY)
    assert caught.value.code == code


def test_the_page_for_instructors_shows_a_file_that_can_be_read() -> None:
    text = (DOCS / "course-file.md").read_text(encoding="utf-8")
    example = re.search(r"```json\n(.*?)```", text, re.DOTALL)
    assert example is not None
    assert len(read(example[1].encode(), TODAY).items) > 14
    schema = json.loads((DOCS / "course-file.schema.json").read_text(encoding="utf-8"))
    example_keys = set(json.loads(example[1]))
    assert example_keys == set(schema["properties"])
