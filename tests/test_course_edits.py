"""Adding and changing a course as one edit."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from schedules import THANKSGIVING, activity, draft, live, only_course, schedule_of

from companion import edits, planning_edits
from companion.course_edits import (
    Contents,
    add_course,
    change_course,
    copy_course,
    draft_like,
    draft_of,
    first_open_week,
    set_join_link,
)
from companion.models import agenda
from companion.models.activity import Activity, ActivityKind, DueDate, PlannedBlock, Stage, Step
from companion.models.attendance import Attendance, AttendanceMark, Recording
from companion.models.course import COLORS, EASTERN, Course
from companion.models.draft import BreakDraft, CourseDraft, check_draft
from companion.models.faults import Refused
from companion.models.meeting import Meeting
from companion.models.occurrence import Occurrence, Override
from companion.models.open_work import open_work
from companion.models.repeat import Repeat
from companion.models.schedule import Edit, Schedule
from companion.models.today import certificate, week_hours
from companion.repeat_edits import rule_with_activities

NOW = datetime(2026, 10, 27, 11, 40, tzinfo=UTC)


def done(schedule: Schedule, edit: Edit | None) -> Schedule:
    assert edit is not None
    return schedule.with_(edit)


def holding(*work: Activity) -> Contents:
    return lambda course, _: [one._replace(course_id=course.id) for one in work]


def attended_until(schedule: Schedule, week: int) -> Schedule:
    for occurrence in schedule.occurrences(only_course(schedule)):
        if (occurrence.week or 0) <= week:
            edit = edits.mark_attendance(schedule, occurrence.key, AttendanceMark.ATTENDED)
            schedule = done(schedule, edit)
    return schedule


def test_the_form_of_a_course_gives_the_same_course_back() -> None:
    schedule = schedule_of(draft(breaks=(THANKSGIVING,), instructor="Dr. Maya Okafor"))
    course = only_course(schedule)
    assert change_course(schedule, course.id, draft_of(schedule, course)) is None


def test_adding_then_undoing_is_identity() -> None:
    before = schedule_of(draft())
    edit = add_course(before, draft(code="DV", instructor="Reyes"), NOW, holding(activity()))
    assert before.with_(edit).with_(edit.inverse()) == before


def test_removing_a_course_takes_everything_along_and_undo_brings_it_back() -> None:
    schedule = attended_until(schedule_of(draft(breaks=(THANKSGIVING,), instructor="Okafor")), 3)
    course = only_course(schedule)
    work = activity(course_id=course.id)
    schedule = done(schedule, edits.add_activities(schedule, [work]))
    removal = edits.remove_course(schedule, course.id)
    after = done(schedule, removal)
    assert list(after.records()) == []
    assert removal is not None
    assert after.with_(removal.inverse()) == schedule


def test_a_taken_code_is_refused_with_a_free_one() -> None:
    schedule = schedule_of(draft())
    with pytest.raises(Refused) as refused:
        add_course(schedule, draft(code="ml"))
    (fault,) = refused.value.faults
    assert (fault.field, fault.code, fault.values) == ("code", "code_taken", ("ml", "ml2"))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 10_000}, "name"),
        ({"code": ""}, "code"),
        ({"code": "A B"}, "code"),
        ({"weeks": 0}, "weeks"),
        ({"weeks": 5_000}, "weeks"),
        ({"starts_on": date(3, 1, 1)}, "starts_on"),
        ({"zone": "Mars/Olympus"}, "zone"),
        ({"zone": "/etc/passwd"}, "zone"),
        ({"zone": "../../etc/passwd"}, "zone"),
        ({"zone": "America"}, "zone"),
        ({"zone": "x" * 5_000}, "zone"),
        ({"hours_min": 12, "hours_max": 8}, "hours"),
        ({"breaks": (BreakDraft(date(2026, 12, 2), date(2026, 12, 1)),)}, "breaks.0"),
        ({"breaks": (BreakDraft(date(2026, 1, 2), date(2099, 12, 1)),)}, "breaks.0"),
        ({"meetings": (live(minutes=0),)}, "meetings.0.minutes"),
        ({"meetings": (live(minutes=100_000),)}, "meetings.0.minutes"),
        ({"color": "octarine"}, "color"),
    ],
)
def test_a_bad_field_is_named(changes: dict[str, object], field: str) -> None:
    assert [fault.field for fault in check_draft(Schedule(), draft(**changes))] == [field]


def test_colours_are_given_in_order_before_any_is_used_twice() -> None:
    schedule = Schedule()
    for n in range(len(COLORS) + 1):
        schedule = done(schedule, add_course(schedule, draft(code=f"C{n}")))
    assert [c.color for c in schedule.courses] == [*COLORS, COLORS[0]]


def test_the_past_of_a_late_added_course_can_be_settled_in_the_same_edit() -> None:
    work = [activity("old", week=1), activity("new", week=12)]
    due = work[0].due
    assert due is not None
    work[1] = work[1]._replace(due=due._replace(wall=datetime(2026, 11, 20, 23, 59)))
    work[0] = work[0]._replace(due=due._replace(wall=datetime(2026, 9, 6, 23, 59)))
    schedule = done(Schedule(), add_course(Schedule(), draft(), NOW, holding(*work)))
    assert len(schedule.table(Attendance)) == 8
    stages = [a.stage for a in schedule.of_course(type(work[0]), only_course(schedule).id)]
    assert stages == [Stage.DONE, Stage.OPEN]


def test_a_changed_day_begins_at_the_next_class_and_the_past_stays() -> None:
    schedule = attended_until(schedule_of(draft()), 8)
    course = only_course(schedule)
    past = [o for o in schedule.occurrences(course) if (o.week or 0) <= 8]
    week = first_open_week(schedule, course, NOW)
    assert week == 9
    moved = draft_of(schedule, course)._replace(
        meetings=(draft_of(schedule, course).meetings[0]._replace(weekday=3, starts=time(18)),)
    )
    after = done(schedule, change_course(schedule, course.id, moved, week))
    now = after.occurrences(after.table(Course)[course.id])
    assert [o.key for o in now[:8]] == [o.key for o in past]
    assert [o.starts_at for o in now[:8]] == [o.starts_at for o in past]
    assert [o.number for o in now] == list(range(1, 15))
    assert {o.planned_on.weekday() for o in now[8:]} == {3}
    assert len(after.table(Attendance)) == 8
    again = draft_of(after, only_course(after))
    assert [m.weekday for m in again.meetings] == [3]


def test_without_attendance_a_changed_day_keeps_the_series_whole() -> None:
    schedule = schedule_of(draft())
    course = only_course(schedule)
    assert first_open_week(schedule, course, NOW) == 1
    moved = draft_of(schedule, course)
    moved = moved._replace(meetings=(moved.meetings[0]._replace(weekday=3),))
    after = done(schedule, change_course(schedule, course.id, moved))
    assert len(after.table(Meeting)) == 1
    assert {o.planned_on.weekday() for o in after.occurrences(course)} == {3}


def test_a_start_that_would_lose_attendance_is_refused() -> None:
    schedule = attended_until(schedule_of(draft()), 2)
    course = only_course(schedule)
    later = draft_of(schedule, course)._replace(starts_on=date(2026, 9, 14))
    with pytest.raises(Refused) as refused:
        change_course(schedule, course.id, later)
    assert refused.value.faults[0].code == "attendance_would_be_lost"


def test_changes_of_single_classes_that_no_longer_exist_go_with_the_edit() -> None:
    schedule = schedule_of(draft())
    course = only_course(schedule)
    last = schedule.occurrences(course)[-1]
    schedule = done(schedule, edits.cancel_occurrence(schedule, last.key))
    edit = change_course(schedule, course.id, draft_of(schedule, course)._replace(weeks=6))
    after = done(schedule, edit)
    assert not after.table(Override)
    assert edit is not None
    assert after.with_(edit.inverse()) == schedule


def test_removing_a_meeting_later_ends_it_and_keeps_what_was() -> None:
    schedule = attended_until(schedule_of(draft()), 8)
    course = only_course(schedule)
    form = draft_of(schedule, course)._replace(meetings=())
    after = done(schedule, change_course(schedule, course.id, form, 9))
    assert [o.week for o in after.occurrences(course)] == list(range(1, 9))


def test_a_new_break_pushes_the_classes_after_it_and_keeps_those_before() -> None:
    schedule = attended_until(schedule_of(draft()), 8)
    course = only_course(schedule)
    form = draft_of(schedule, course)._replace(breaks=(THANKSGIVING,))
    after = done(schedule, change_course(schedule, course.id, form, 9))
    dates = [o.planned_on for o in after.occurrences(course)]
    assert len(dates) == 14
    assert date(2026, 11, 24) not in dates
    assert all(a < b for a, b in pairwise(dates))


# From week n on: the past stays, and what was said of single classes goes along

ROOM, OTHER = "https://example.zoom.us/j/91111111111", "https://example.zoom.us/j/92222222222"


def classes(schedule: Schedule) -> dict[int, Occurrence]:
    found = schedule.occurrences(only_course(schedule))
    return {o.number: o for o in found if o.number is not None}


def with_slot(schedule: Schedule, **changes: object) -> CourseDraft:
    """The form of the only course with its live class changed."""
    form = draft_of(schedule, only_course(schedule))
    slot = form.meetings[0]._replace(**changes)  # type: ignore[arg-type]  # fields of a slot
    return form._replace(meetings=(slot,))


@pytest.mark.parametrize(
    "changes",
    [
        {"weekday": 3},
        {"starts": time(18, 30)},
        {"minutes": 100},
        {"link": OTHER},
        {"watch_weekday": 2, "watch_time": time(19)},
    ],
)
def test_each_change_counts_from_its_week_and_the_past_stays(changes: dict[str, object]) -> None:
    schedule = attended_until(schedule_of(draft(meetings=(live()._replace(link=ROOM),))), 8)
    before = classes(schedule)
    course = only_course(schedule)
    edit = change_course(schedule, course.id, with_slot(schedule, **changes), 9)
    after = done(schedule, edit)
    now = classes(after)
    for number in range(1, 9):
        assert now[number][3:9] == before[number][3:9]
        assert now[number].link == ROOM
        assert now[number].meeting.watch_time is None
    assert {now[n].meeting.id for n in range(9, 15)}.isdisjoint({before[1].meeting.id})
    assert after.table(Attendance) == schedule.table(Attendance)
    (slot,) = draft_of(after, only_course(after)).meetings
    assert all(getattr(slot, name) == value for name, value in changes.items())
    assert edit is not None
    assert after.with_(edit.inverse()) == schedule


def test_a_link_where_there_was_none_is_for_all_classes() -> None:
    schedule = attended_until(schedule_of(draft()), 8)
    form = with_slot(schedule, link=ROOM, passcode="1")
    after = done(schedule, change_course(schedule, only_course(schedule).id, form, 9))
    assert len(after.table(Meeting)) == 1
    assert {o.link for o in classes(after).values()} == {ROOM}


def test_a_passcode_alone_splits_nothing() -> None:
    schedule = attended_until(schedule_of(draft(meetings=(live()._replace(link=ROOM),))), 8)
    form = with_slot(schedule, passcode="2")
    after = done(schedule, change_course(schedule, only_course(schedule).id, form, 9))
    assert len(after.table(Meeting)) == 1


def test_single_changes_of_later_classes_go_along_with_a_new_day() -> None:
    schedule = attended_until(schedule_of(draft()), 8)
    old = classes(schedule)
    schedule = done(schedule, edits.cancel_occurrence(schedule, old[11].key))
    note = Override(old[12].key, note="bring slides", title="Guests")
    schedule = done(schedule, edits.change_occurrence(schedule, old[12].key, note))
    moved = datetime(2026, 11, 25, 18)
    schedule = done(schedule, edits.move_occurrence(schedule, old[13].key, moved))
    excused = edits.mark_attendance(schedule, old[14].key, AttendanceMark.EXCUSED)
    schedule = done(schedule, excused)
    form = with_slot(schedule, weekday=3)
    edit = change_course(schedule, only_course(schedule).id, form, 9)
    after = done(schedule, edit)
    now = classes(after)
    assert now[11].is_cancelled
    assert (now[12].own_title, now[12].override.note) == ("Guests", "bring slides")  # type: ignore[union-attr]
    assert now[13].starts_in_course == moved
    assert after.table(Attendance)[now[14].key].mark is AttendanceMark.EXCUSED
    assert len(after.table(Attendance)) == 9
    assert edit is not None
    assert after.with_(edit.inverse()) == schedule


def test_a_move_to_what_is_now_planned_is_no_move_any_more() -> None:
    schedule = attended_until(schedule_of(draft()), 8)
    tenth = classes(schedule)[10]
    thursday = datetime(2026, 11, 5, 19)
    schedule = done(schedule, edits.move_occurrence(schedule, tenth.key, thursday))
    form = with_slot(schedule, weekday=3)
    after = done(schedule, change_course(schedule, only_course(schedule).id, form, 9))
    assert not after.table(Override)
    assert classes(after)[10].starts_in_course == thursday


def test_a_recording_and_its_planned_time_follow_their_class() -> None:
    schedule = schedule_of(draft(meetings=(live()._replace(watch_weekday=2, watch_time=time(19)),)))
    second = classes(schedule)[2]
    schedule = done(schedule, edits.set_recording(schedule, Recording(second.key, minutes=70)))
    starts = datetime(2026, 9, 9, 20)
    plan = planning_edits.plan_block(schedule, second.key, starts, "Europe/Berlin", 70)
    schedule = done(schedule, plan)
    form = with_slot(schedule, weekday=3)
    after = done(schedule, change_course(schedule, only_course(schedule).id, form))
    key = classes(after)[2].key
    assert set(after.table(Recording)) == {key}
    assert [b.activity_id for b in after.table(PlannedBlock).values()] == [key]


def test_plans_for_a_class_that_is_no_more_go_with_it() -> None:
    schedule = schedule_of(draft(meetings=(live()._replace(watch_weekday=2, watch_time=time(19)),)))
    last = classes(schedule)[14]
    starts = datetime(2026, 12, 9, 20)
    plan = planning_edits.plan_block(schedule, last.key, starts, "Europe/Berlin", 70)
    schedule = done(schedule, plan)
    form = draft_of(schedule, only_course(schedule))._replace(weeks=6)
    after = done(schedule, change_course(schedule, only_course(schedule).id, form))
    assert not after.table(PlannedBlock)


def test_a_join_link_is_set_for_all_classes_that_have_none_and_for_extra_ones() -> None:
    schedule = schedule_of(draft())
    course = only_course(schedule)
    extra = classes(schedule)[1].meeting._replace(id="x", uid="x@test", once_on=date(2026, 10, 31))
    schedule = done(schedule, edits.add_extra_class(schedule, extra))
    edit = set_join_link(schedule, course.id, ROOM, "123456", 9)
    after = done(schedule, edit)
    assert edit is not None
    assert edit.name == "Set join link"
    found = after.occurrences(only_course(after))
    assert {(o.link, o.passcode) for o in found} == {(ROOM, "123456")}
    assert set_join_link(after, course.id, ROOM, "123456", 9) is None
    assert after.with_(edit.inverse()) == schedule


def test_another_join_link_counts_from_its_week_and_leaves_own_rooms_alone() -> None:
    schedule = attended_until(schedule_of(draft(meetings=(live()._replace(link=ROOM),))), 8)
    own = "https://example.zoom.us/j/93333333333"
    twelfth = classes(schedule)[12].key
    override = Override(twelfth, link=own)
    schedule = done(schedule, edits.change_occurrence(schedule, twelfth, override))
    after = done(schedule, set_join_link(schedule, only_course(schedule).id, OTHER, "", 9))
    links = [o.link for o in classes(after).values()]
    assert links == [ROOM] * 8 + [OTHER] * 3 + [own] + [OTHER] * 2


def test_a_copy_keeps_weeks_weekdays_and_times_and_nothing_of_it_is_done() -> None:
    schedule = schedule_of(draft(breaks=(THANKSGIVING,)))
    course = only_course(schedule)
    due = DueDate(datetime(2026, 12, 4, 20), EASTERN)  # Friday of week 13, after the break
    ticked = activity(course_id=course.id, week=13, due=due, stage=Stage.DONE, done_at=NOW)
    ticked = ticked._replace(steps=(Step("read", is_done=True),), spent_minutes=30, notes="mine")
    schedule = done(schedule, edits.add_activities(schedule, [ticked]))
    schedule = done(schedule, edits.set_topic(schedule, course.id, 13, "Trees"))
    copied = draft_like(schedule, course, NOW.date())
    assert (copied.code, copied.starts_on, copied.breaks) == ("ML2", date(2026, 12, 14), ())
    after = done(schedule, copy_course(schedule, course, copied))
    (copy,) = (one for one in after.courses if one.id != course.id)
    (work,) = after.of_course(Activity, copy.id)
    assert work.due == DueDate(datetime(2027, 3, 12, 20), EASTERN)  # Friday of its week 13
    assert (work.stage, work.done_at, work.spent_minutes) == (Stage.OPEN, None, 0)
    assert (work.steps, work.notes, work.title) == ((Step("read"),), "mine", ticked.title)
    assert after.topic(copy.id, 13) == "Trees"
    assert {o.planned_on.weekday() for o in after.occurrences(copy)} == {1}  # Tuesday there
    assert after.of_course(Activity, course.id) == [ticked]


def test_a_copy_with_fewer_weeks_leaves_the_later_work_behind() -> None:
    schedule = schedule_of(draft())
    course = only_course(schedule)
    work = [activity(f"a{week}", course_id=course.id, week=week, due=None) for week in (6, 7)]
    schedule = done(schedule, edits.add_activities(schedule, work))
    mini = draft_like(schedule, course, NOW.date())._replace(weeks=6)
    after = done(schedule, copy_course(schedule, course, mini))
    (copy,) = (one for one in after.courses if one.id != course.id)
    assert [a.week for a in after.of_course(Activity, copy.id)] == [6]


def test_weekly_work_of_a_copy_follows_the_copys_own_due_time() -> None:
    schedule = schedule_of(draft())
    course = only_course(schedule)
    rule = Repeat("r", course.id, ActivityKind.QUIZ, "Quiz {week}", due_weekday=6)
    schedule = schedule.with_(Edit("", tuple(rule_with_activities(schedule, rule))))
    early = draft_like(schedule, course, NOW.date())._replace(due_time=time(18))
    after = done(schedule, copy_course(schedule, course, early))
    (copy,) = (one for one in after.courses if one.id != course.id)
    (copied,) = after.of_course(Repeat, copy.id)
    made = after.of_course(Activity, copy.id)
    assert len(made) == 14
    assert {a.repeat_id for a in made} == {copied.id}
    assert {a.due.wall.time() for a in made if a.due} == {time(18)}


def test_a_course_in_the_archive_leaves_the_day_and_comes_back_whole() -> None:
    schedule = schedule_of(draft())
    course = only_course(schedule)
    work = activity(course_id=course.id, week=9)
    block = PlannedBlock("b", "b@test", work.id, datetime(2026, 10, 27, 9), EASTERN, 25)
    schedule = done(schedule, edits.add_activities(schedule, [work], [block]))
    away = done(schedule, edits.put_away(schedule, course.id))
    start, end = NOW - timedelta(days=3), NOW + timedelta(days=7)
    assert agenda.next_live_session(away, NOW) is None
    assert agenda.checklist(away) == []
    assert agenda.planned_between(away, start, end) == []
    assert week_hours(away, NOW) == []
    assert list(open_work(away, NOW)) == []
    assert [share.course.id for share in certificate(away, NOW)] == [course.id]
    assert len(agenda.planned_between(schedule, start, end)) == 1
    assert done(away, edits.put_away(away, course.id, is_archived=False)) == schedule
