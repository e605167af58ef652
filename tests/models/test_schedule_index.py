"""Records by course: found without a search, and true after every edit."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from schedules import activity

from companion.models.activity import Activity
from companion.models.schedule import Change, Edit, Schedule

COURSES = ("a", "b", "c", None)
STEPS = st.lists(st.tuples(st.integers(0, 5), st.sampled_from((*COURSES, "gone"))), max_size=20)


@given(steps=STEPS)
def test_records_by_course_are_the_same_as_a_search_after_every_edit(
    steps: list[tuple[int, str | None]],
) -> None:
    schedule = Schedule()
    for number, course_id in steps:
        schedule.by_course(Activity)  # asked before the edit, so that the edit has to follow
        before = schedule.get(Activity, f"x{number}")
        if before is None and course_id == "gone":
            continue
        after = None if course_id == "gone" else activity(f"x{number}", course_id=course_id)
        schedule = schedule.with_(Edit("Test", (Change(before, after),)))
        for one in COURSES[:3]:
            searched = [a for a in schedule.table(Activity).values() if a.course_id == one]
            assert sorted(schedule.of_course(Activity, str(one))) == sorted(searched)


def test_an_edit_keeps_what_belongs_to_other_courses_as_it_is() -> None:
    schedule = Schedule.of([activity("x", course_id="a"), activity("y", course_id="b")])
    kept = schedule.by_course(Activity)["b"]
    edit = Edit(
        "Test", (Change(schedule.get(Activity, "x"), activity("x", course_id="a", week=3)),)
    )
    after = schedule.with_(edit)
    assert after.by_course(Activity)["b"] is kept
    assert after.by_course(Activity)["a"][0].week == 3


def test_a_list_that_was_handed_out_can_be_changed_without_harm() -> None:
    schedule = Schedule.of([activity("x", course_id="a")])
    schedule.of_course(Activity, "a").clear()
    assert len(schedule.of_course(Activity, "a")) == 1
