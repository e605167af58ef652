"""Work that comes back every week: one rule, single exceptions, and what follows a change."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from schedules import THANKSGIVING, activity, draft, only_course, schedule_of

from companion import edits, repeat_edits
from companion.course_edits import change_course, draft_of
from companion.models.activity import Activity, ActivityKind, DueDate, PlannedBlock, Stage, Step
from companion.models.course import EASTERN
from companion.models.draft import BreakDraft
from companion.models.faults import Refused
from companion.models.repeat import Repeat
from companion.models.repeat_following import activities_of, maker_of
from companion.models.schedule import Edit, Schedule

POST = ActivityKind.DISCUSSION
AT = datetime(2026, 10, 27, 12).astimezone()


def weekly(**changes: object) -> tuple[Schedule, Repeat]:
    """A 14-week course from 31 August with one rule: post by Sunday 23:59, 40 minutes."""
    schedule = schedule_of(draft(breaks=(THANKSGIVING,)))
    plain = Repeat("r", only_course(schedule).id, POST, "Post {week}", 40, 6)
    rule = plain._replace(**changes)  # type: ignore[arg-type]  # its fields
    return done(schedule, repeat_edits.add_repeat(schedule, rule)), rule


def done(schedule: Schedule, edit: Edit | None) -> Schedule:
    assert edit is not None
    after = schedule.with_(edit)
    assert after.with_(edit.inverse()) == schedule, "undo is not the identity"
    used = {a.repeat_id for a in after.table(Activity).values()} - {None}
    assert used <= after.table(Repeat).keys(), "an activity names a rule that is gone"
    return after


def week(schedule: Schedule, number: int, rule_id: str = "r") -> Activity:
    return activities_of(schedule, rule_id)[number]


def weeks(schedule: Schedule, rule_id: str = "r") -> list[int]:
    return sorted(activities_of(schedule, rule_id))


def change(schedule: Schedule, number: int, **values: object) -> Schedule:
    """Change one week's activity as the details do."""
    after = week(schedule, number)._replace(**values)  # type: ignore[arg-type]  # its fields
    return done(schedule, edits.change_activity(schedule, after))


# The rule


def test_a_rule_makes_an_activity_of_every_teaching_week_and_none_of_a_break() -> None:
    schedule, _ = weekly()
    assert weeks(schedule) == list(range(1, 15))
    assert week(schedule, 12).due == DueDate(datetime(2026, 11, 22, 23, 59), EASTERN)
    assert week(schedule, 13).due == DueDate(datetime(2026, 12, 6, 23, 59), EASTERN)
    assert [a.title for n, a in sorted(activities_of(schedule, "r").items())][8:10] == [
        "Post 9",
        "Post 10",
    ]


def test_a_rule_may_have_its_own_weeks_and_time_or_no_due_date() -> None:
    schedule, _ = weekly(first_week=3, last_week=6, skipped=(4,), due_time=time(18))
    assert weeks(schedule) == [3, 5, 6]
    assert week(schedule, 3).due == DueDate(datetime(2026, 9, 20, 18), EASTERN)
    undated, _ = weekly(due_weekday=None)
    assert week(undated, 3).due is None
    assert week(undated, 3).week == 3


def test_a_rule_without_a_week_is_refused() -> None:
    with pytest.raises(Refused, match="repeat_no_week"):
        weekly(first_week=15)


def test_an_activity_comes_back_from_its_own_week_on_and_its_number_counts_along() -> None:
    schedule = schedule_of(draft())
    course = only_course(schedule)
    steps = (Step("read", True), Step("answer"))
    quiz = activity("q", course_id=course.id, title="Quiz 9", notes="mine", steps=steps)
    schedule = done(schedule, edits.add_activities(schedule, [quiz]))
    schedule = done(schedule, repeat_edits.repeat_activity(schedule, "q", 9))
    (rule,) = schedule.table(Repeat).values()
    assert weeks(schedule, rule.id) == list(range(9, 15))
    assert week(schedule, 9, rule.id) == quiz._replace(repeat_id=rule.id, repeat_week=9)
    later = week(schedule, 10, rule.id)
    assert (later.title, later.notes) == ("Quiz 10", "")
    assert later.due == DueDate(datetime(2026, 11, 6, 23, 59), EASTERN)
    assert later.steps == (Step("read"), Step("answer"))
    assert repeat_edits.repeat_activity(schedule, "q", 9) is None, "it comes back already"


# This one, this and later, all


def test_a_change_of_one_week_is_an_exception_that_outlives_a_change_of_the_rule() -> None:
    schedule, rule = weekly()
    moved = DueDate(datetime(2026, 10, 31, 12), EASTERN)
    schedule = change(schedule, 9, due=moved)
    edit = repeat_edits.change_repeat(schedule, rule._replace(minutes=25, due_weekday=4))
    schedule = done(schedule, edit)
    assert week(schedule, 9).due == moved, "what was changed stays"
    assert week(schedule, 9).minutes == 25, "what was not changed follows"
    assert week(schedule, 10).due == DueDate(datetime(2026, 11, 6, 23, 59), EASTERN)


@pytest.mark.parametrize("stage", [Stage.HANDED_IN, Stage.DONE])
def test_what_is_done_or_handed_in_keeps_its_values(stage: Stage) -> None:
    schedule, rule = weekly()
    schedule = done(schedule, edits.set_stage(schedule, [week(schedule, 2).id], stage, AT))
    schedule = done(schedule, repeat_edits.change_repeat(schedule, rule._replace(title="Reply")))
    assert week(schedule, 2).title == "Post 2"
    assert week(schedule, 3).title == "Reply"


def test_notes_steps_ticked_and_time_spent_stay_when_the_rule_changes() -> None:
    schedule, rule = weekly(steps=(Step("post"), Step("reply")))
    ticked = (Step("post", True), Step("reply"))
    schedule = change(schedule, 9, notes="mine", steps=ticked, spent_minutes=10)
    schedule = done(schedule, repeat_edits.change_repeat(schedule, rule._replace(title="Reply")))
    kept = week(schedule, 9)
    assert (kept.title, kept.notes, kept.steps, kept.spent_minutes) == ("Reply", "mine", ticked, 10)


def test_this_and_later_weeks_become_a_rule_of_their_own() -> None:
    schedule, rule = weekly()
    schedule = change(schedule, 9, minutes=60, title="Post and reply 9")
    schedule = done(schedule, repeat_edits.spread(schedule, week(schedule, 9).id, 9))
    (later,) = [r for r in schedule.table(Repeat).values() if r.id != "r"]
    assert weeks(schedule) == list(range(1, 9))
    assert weeks(schedule, later.id) == list(range(9, 15))
    assert week(schedule, 8).minutes == 40
    assert {week(schedule, n, later.id).minutes for n in range(9, 15)} == {60}
    assert week(schedule, 14, later.id).title == "Post and reply 14"
    assert schedule.table(Repeat)["r"] == rule._replace(last_week=8)


def test_later_weeks_may_begin_after_a_pause() -> None:
    schedule, rule = weekly()
    after = rule._replace(first_week=11)
    schedule = done(schedule, repeat_edits.change_repeat(schedule, after, 9))
    (later,) = [r for r in schedule.table(Repeat).values() if r.id != "r"]
    assert weeks(schedule) == list(range(1, 9))
    assert weeks(schedule, later.id) == [11, 12, 13, 14]


def test_a_change_of_one_week_is_spread_to_all() -> None:
    schedule, _ = weekly()
    schedule = change(schedule, 9, minutes=60)
    schedule = done(schedule, repeat_edits.spread(schedule, week(schedule, 9).id, 1))
    assert len(schedule.table(Repeat)) == 1
    assert {a.minutes for a in activities_of(schedule, "r").values()} == {60}


def test_a_changed_week_takes_the_values_of_its_rule_again() -> None:
    schedule, rule = weekly()
    before = week(schedule, 9)
    schedule = change(schedule, 9, minutes=60, title="Other")
    assert maker_of(schedule, rule).differs(week(schedule, 9))
    schedule = done(schedule, repeat_edits.conform(schedule, before.id))
    assert week(schedule, 9) == before
    assert repeat_edits.conform(schedule, before.id) is None


def test_one_week_is_skipped_and_stays_away() -> None:
    schedule, rule = weekly()
    schedule = done(schedule, edits.delete_activities(schedule, [week(schedule, 11).id]))
    edit = repeat_edits.change_repeat(schedule, schedule.table(Repeat)["r"]._replace(minutes=5))
    schedule = done(schedule, edit)
    assert 11 not in weeks(schedule)
    schedule = done(schedule, repeat_edits.change_repeat(schedule, rule))
    assert 11 in weeks(schedule), "named again, it comes back"


def test_deleting_every_week_deletes_the_rule() -> None:
    schedule, _ = weekly()
    ids = [a.id for a in activities_of(schedule, "r").values()]
    assert not done(schedule, edits.delete_activities(schedule, ids)).table(Repeat)


def test_this_and_later_weeks_go_but_not_what_is_begun() -> None:
    schedule, _ = weekly()
    begun = week(schedule, 12).id
    schedule = done(schedule, edits.set_stage(schedule, [begun], Stage.STARTED, AT))
    block = PlannedBlock(
        "b", "b@test", week(schedule, 9).id, datetime(2026, 10, 28, 9), EASTERN, 30
    )
    schedule = done(schedule, edits.add_activities(schedule, [], [block]))
    schedule = done(schedule, repeat_edits.end_repeat(schedule, week(schedule, 9).id))
    assert weeks(schedule) == list(range(1, 9))
    assert schedule.table(Repeat)["r"].last_week == 8
    assert schedule.table(Activity)[begun].repeat_id is None
    assert not schedule.table(PlannedBlock)


def test_the_whole_rule_goes_but_not_what_is_done() -> None:
    schedule, _ = weekly()
    ticked = week(schedule, 1).id
    schedule = done(schedule, edits.complete(schedule, [ticked], AT))
    schedule = done(schedule, repeat_edits.remove_repeat(schedule, "r"))
    assert not schedule.table(Repeat)
    assert [a.id for a in schedule.table(Activity).values()] == [ticked]


def test_what_moves_to_another_course_leaves_the_rule() -> None:
    schedule, rule = weekly()
    moved = week(schedule, 9).id
    schedule = done(schedule, edits.move_activities(schedule, [moved], None, None))
    assert schedule.table(Activity)[moved].repeat_id is None
    assert schedule.table(Repeat)["r"] == rule._replace(skipped=(9,))
    assert 9 not in weeks(schedule)


def test_what_moves_to_another_week_stays_of_its_rule() -> None:
    schedule, rule = weekly()
    moved = week(schedule, 9).id
    schedule = done(schedule, edits.move_activities(schedule, [moved], rule.course_id, 10))
    edit = repeat_edits.change_repeat(schedule, rule._replace(minutes=5))
    schedule = done(schedule, edit)
    assert weeks(schedule) == list(range(1, 15))
    assert week(schedule, 9).week == 10


# The course changes


def changed(schedule: Schedule, **values: object) -> Schedule:
    course = only_course(schedule)
    after = draft_of(schedule, course)._replace(**values)  # type: ignore[arg-type]  # its fields
    return done(schedule, change_course(schedule, course.id, after))


def test_a_longer_course_gets_more_and_a_shorter_one_loses_what_is_untouched() -> None:
    schedule, _ = weekly()
    assert weeks(changed(schedule, weeks=16)) == list(range(1, 17))
    schedule = change(schedule, 14, notes="mine")
    assert weeks(changed(schedule, weeks=12)) == [*range(1, 13), 14]


def test_due_dates_follow_moved_breaks_and_the_course_s_due_time() -> None:
    schedule, _ = weekly()
    own = DueDate(datetime(2026, 11, 20, 12), EASTERN)
    schedule = change(schedule, 12, due=own)
    earlier = BreakDraft(date(2026, 10, 12), date(2026, 10, 18), "Fall break")
    schedule = changed(schedule, breaks=(earlier,), due_time=time(18))
    assert week(schedule, 6).due == DueDate(datetime(2026, 10, 11, 18), EASTERN)
    assert week(schedule, 7).due == DueDate(datetime(2026, 10, 25, 18), EASTERN)
    assert week(schedule, 12).due == own


def test_removing_the_course_removes_its_rules() -> None:
    schedule, rule = weekly()
    stray = week(schedule, 3)._replace(course_id=None)  # as an older import may have left it
    schedule = done(schedule, edits.change_activity(schedule, stray))
    schedule = done(schedule, edits.remove_course(schedule, rule.course_id))
    assert not schedule.table(Repeat)
    assert [a.repeat_id for a in schedule.table(Activity).values()] == [None]


# Whatever is done in whatever order


def made(data: st.DataObject, schedule: Schedule, one: Activity) -> Edit | None:
    """Make any edit about one week's activity."""
    rule = schedule.table(Repeat)[one.repeat_id or ""]
    last, minutes = data.draw(st.integers(0, 14)), data.draw(st.integers(1, 90))
    makes: dict[str, Callable[[], Edit | None]] = {
        "change": lambda: edits.change_activity(schedule, one._replace(minutes=minutes)),
        "tick": lambda: edits.complete(schedule, [one.id], AT),
        "later": lambda: repeat_edits.spread(schedule, one.id, one.repeat_week or 1),
        "all": lambda: repeat_edits.spread(schedule, one.id, 1),
        "rule": lambda: repeat_edits.change_repeat(schedule, rule._replace(last_week=last)),
        "conform": lambda: repeat_edits.conform(schedule, one.id),
        "end": lambda: repeat_edits.end_repeat(schedule, one.id),
        "remove": lambda: repeat_edits.remove_repeat(schedule, rule.id),
        "delete": lambda: edits.delete_activities(schedule, [one.id]),
        "move": lambda: edits.move_activities(schedule, [one.id], None, None),
    }
    return makes[data.draw(st.sampled_from(sorted(makes)))]()


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_every_edit_is_undone_bit_for_bit_and_leaves_no_dangling_rule(data: st.DataObject) -> None:
    schedule, _ = weekly()
    for _ in range(data.draw(st.integers(1, 6))):
        have = [a for a in schedule.table(Activity).values() if a.repeat_id]
        if not have:
            break
        have.sort(key=lambda a: a.repeat_week or 0)
        try:
            edit = made(data, schedule, data.draw(st.sampled_from(have)))
        except Refused:
            continue
        schedule = schedule if edit is None else done(schedule, edit)
        for rule in schedule.table(Repeat).values():
            assert all(rule.first_week <= n for n in activities_of(schedule, rule.id))
