"""The checklist's groups, filters, sums, and how little one change touches."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from schedules import THANKSGIVING, activity, draft, live, only_course, schedule_of

from companion import edits
from companion.models.activity import Activity, ActivityKind, DueDate, Stage, Step
from companion.models.agenda import checklist as items_of
from companion.models.attendance import AttendanceMark
from companion.models.checklist import (
    Group,
    Moment,
    course_weeks,
    fold,
    moment_of,
    read,
    week_of,
)
from companion.models.checklist_board import Board, board_of, settled, updated, with_watched
from companion.models.checklist_sections import (
    DueIn,
    Filter,
    Section,
    Shown,
    matching,
    sections,
    with_change,
)
from companion.models.course import EASTERN
from companion.models.schedule import Edit, Schedule
from companion.sample import SAMPLE_NOW, SAMPLE_ZONE, sample_records

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 10, 27, 11, 40, tzinfo=UTC)  # Tuesday 12:40 in Berlin
MOMENT = moment_of(NOW, BERLIN)


def due(day: int, month: int = 10, at: time = time(23, 59), zone: str = EASTERN) -> DueDate:
    return DueDate(datetime.combine(date(2026, month, day), at), zone)


def group_of(moment: Moment = MOMENT, **changes: object) -> Group:
    groups = read(Schedule.of([activity(**changes)]), moment)
    (group,) = [group for group, entries in groups.items() if entries]
    return group


def sample_board() -> Board:
    return board_of(Schedule.of(sample_records()), moment_of(SAMPLE_NOW, ZoneInfo(SAMPLE_ZONE)))


def shown(board: Board, wanted: Filter = Filter()) -> dict[Group, Section]:  # noqa: B008  # a value
    return {s.group: s for s in sections(board.groups, wanted, board.moment)}


def after(schedule: Schedule, edit: Edit | None) -> Schedule:
    assert edit is not None
    return schedule.with_(edit)


# Groups


@pytest.mark.parametrize(
    ("when", "group"),
    [
        (due(26), Group.LATE),
        (due(27), Group.THIS_WEEK),
        (due(1, 11), Group.THIS_WEEK),  # Sunday 23:59 Eastern, Monday 05:59 in Berlin
        (due(2, 11), Group.NEXT_WEEK),
        (due(8, 11), Group.NEXT_WEEK),
        (due(9, 11), Group.LATER),
        (None, Group.NO_DATE),
    ],
)
def test_the_group_follows_the_day_that_was_promised(when: DueDate | None, group: Group) -> None:
    assert group_of(due=when) is group


def test_work_due_sunday_night_there_is_this_weeks_on_monday_morning_here() -> None:
    monday = moment_of(datetime(2026, 11, 2, 1, tzinfo=UTC), BERLIN)  # Monday 02:00 in Berlin
    assert group_of(monday, due=due(1, 11)) is Group.THIS_WEEK
    assert group_of(monday._replace(now=datetime(2026, 11, 2, 5, tzinfo=UTC)), due=due(1, 11)) is (
        Group.LATE
    )


def test_optional_work_is_never_late_but_earlier() -> None:
    assert group_of(due=due(20), is_optional=True) is Group.EARLIER
    assert group_of(due=due(26), is_optional=True) is Group.THIS_WEEK


@pytest.mark.parametrize("when", [due(20), due(31), None])
def test_what_was_handed_in_waits_for_the_faculty_whenever_it_is_due(when: DueDate | None) -> None:
    assert group_of(due=when, stage=Stage.HANDED_IN) is Group.WAITING


def test_feedback_waits_for_the_student_again_and_is_not_late_for_the_date_it_kept() -> None:
    assert group_of(due=due(20), stage=Stage.FEEDBACK) is Group.TO_REVISE
    assert group_of(due=None, stage=Stage.FEEDBACK) is Group.TO_REVISE
    assert group_of(due=due(31), stage=Stage.FEEDBACK) is Group.THIS_WEEK, "a date of its own"
    assert group_of(due=due(20), stage=Stage.STARTED) is Group.LATE


def test_handing_in_takes_its_minutes_off_what_is_left_and_feedback_brings_them_back() -> None:
    work = activity("a", minutes=25)
    board = board_of(Schedule.of([work]), moment_of(NOW, BERLIN))
    assert (board.open_lines, board.open_minutes) == (1, 25)
    handed_in = Schedule.of([work._replace(stage=Stage.HANDED_IN)])
    board, _ = updated(board, handed_in, board.moment)
    assert (board.open_lines, board.open_minutes) == (0, 0)
    revise = Schedule.of([work._replace(stage=Stage.FEEDBACK)])
    board, _ = updated(board, revise, board.moment)
    assert (board.open_lines, board.open_minutes) == (1, 25)


@pytest.mark.parametrize(
    ("week", "group"),
    [(8, Group.NO_DATE), (9, Group.THIS_WEEK), (10, Group.NEXT_WEEK), (11, Group.LATER),
     (15, Group.NO_DATE), (None, Group.NO_DATE)],
)  # fmt: skip
def test_work_without_a_date_stands_in_its_course_week(week: int | None, group: Group) -> None:
    schedule = schedule_of(draft())
    work = activity(course_id=only_course(schedule).id, due=None, week=week)
    (entry,) = read(Schedule.of([*schedule.records(), work]), MOMENT)[group]
    assert not matching([entry], Filter(due=DueIn.LATE), MOMENT)
    assert matching([entry], Filter(due=DueIn.NO_DATE), MOMENT)


def test_the_week_may_begin_on_sunday() -> None:
    from_sunday = moment_of(NOW, BERLIN, first_weekday=6)
    assert from_sunday.week_starts == date(2026, 10, 25)
    assert group_of(from_sunday, due=due(31)) is Group.THIS_WEEK
    assert group_of(from_sunday, due=due(1, 11)) is Group.NEXT_WEEK
    assert week_of(Group.NEXT_WEEK, from_sunday) == (date(2026, 11, 1), date(2026, 11, 7))


def test_what_was_done_today_stays_in_its_group_at_the_end_and_is_settled_tomorrow() -> None:
    work = [
        activity("a", due=due(28), stage=Stage.DONE, done_at=NOW),
        activity("b", due=due(30)),
    ]
    found = read(Schedule.of(work), MOMENT)[Group.THIS_WEEK]
    assert [(e.item.id, e.is_done, e.is_settled) for e in found] == [
        ("b", False, False),
        ("a", True, False),
    ]
    tomorrow = moment_of(NOW + timedelta(days=1), BERLIN)
    assert [e.is_settled for e in read(Schedule.of(work), tomorrow)[Group.THIS_WEEK]] == [
        True,
        False,
    ]


def test_today_is_the_students_day_for_what_was_done() -> None:
    at = datetime(2026, 10, 26, 22, 30, tzinfo=UTC)  # 23:30 on Monday in Berlin, 04:00 in India
    work = Schedule.of([activity(stage=Stage.DONE, done_at=at, due=due(30))])
    here = read(work, moment_of(NOW, BERLIN))[Group.THIS_WEEK]
    there = read(work, moment_of(NOW, ZoneInfo("Asia/Kolkata")))[Group.THIS_WEEK]
    assert (here[0].is_settled, there[0].is_settled) == (True, False)


def test_late_work_ticked_today_stays_among_the_late() -> None:
    assert group_of(due=due(20), stage=Stage.DONE, done_at=NOW) is Group.LATE


def test_a_recording_is_due_on_the_students_day_and_named_by_its_class() -> None:
    schedule = schedule_of(draft(meetings=(live(6, time(20)),)))  # Sunday 20:00 Eastern
    first = schedule.occurrences(only_course(schedule))[7]
    schedule = after(schedule, edits.mark_attendance(schedule, first.key, AttendanceMark.MISSED))
    (entry,) = [e for entries in read(schedule, MOMENT).values() for e in entries]
    assert (entry.item.kind, entry.number) == (ActivityKind.RECORDING, 8)
    assert entry.day == date(2026, 11, 2)  # the class of 1 November is Monday 02:00 in Berlin
    assert entry.group is Group.NEXT_WEEK


def test_work_due_together_keeps_the_order_of_its_course() -> None:
    work = [
        activity("x", title="A", position=2),
        activity("y", title="B", position=0),
        activity("z", title="C", position=1),
    ]
    assert [i.id for i in items_of(Schedule.of(work))] == ["y", "z", "x"]


def test_course_weeks_name_the_week_that_holds_most_days() -> None:
    schedule = schedule_of(draft(breaks=(THANKSGIVING,)), draft(code="WE", weeks=6,
        starts_on=date(2026, 10, 14)))  # fmt: skip
    found = course_weeks(schedule, date(2026, 10, 26))
    assert [(course.code, week) for course, week in found] == [("ML", 9), ("WE", 3)]
    assert [c.code for c, _ in course_weeks(schedule, date(2026, 11, 23))] == ["WE"]


# The sample


def test_the_samples_groups_and_sums() -> None:
    board = sample_board()
    found = shown(board)
    this, coming = found[Group.THIS_WEEK], found[Group.NEXT_WEEK]
    assert (this.done, this.total, this.left) == (4, 16, 8 * 60 + 22 + 74)
    assert (coming.done, coming.total) == (0, 11)
    assert [s.group for s in found.values()] == [
        Group.THIS_WEEK,
        Group.NEXT_WEEK,
        Group.LATER,
        Group.NO_DATE,
        Group.WAITING,
    ]
    assert this.entries[-1].item.title == "Bias–variance, visually"  # its title
    assert [e.item.title for e in this.entries][8:10] == [
        "Redesign a misleading chart",
        "Colour for data, not decoration",
    ]
    assert board.open_lines == sum(
        1 for item in items_of(board.schedule) if item.is_waiting_for_student
    )


def test_done_shows_what_was_done_today_and_before_the_latest_first() -> None:
    found = shown(sample_board(), Filter(Shown.DONE))
    assert list(found) == [Group.DONE_TODAY, Group.DONE]
    times = [e.item.done_at for e in found[Group.DONE].entries]
    assert times == sorted(times, reverse=True)  # type: ignore[type-var]  # all are given
    everything = shown(sample_board(), Filter(Shown.ALL))
    assert everything[Group.DONE].total == found[Group.DONE].total
    assert Group.DONE_TODAY not in everything


# Filters


def ids(board: Board, **given: object) -> set[str]:
    wanted = Filter(**given)  # type: ignore[arg-type]  # named by the test
    return {e.item.id for s in shown(board, wanted).values() for e in s.entries}


def test_filters_combine() -> None:
    board = sample_board()
    quizzes = frozenset({ActivityKind.QUIZ})
    ml = frozenset({"ml"})
    assert "ml-w9-quiz" in ids(board, kinds=quizzes, most_minutes=15, courses=ml)
    assert ids(board, kinds=quizzes, most_minutes=15, courses=frozenset({"py"})) == set()
    both = ids(board, kinds=quizzes) & ids(board, courses=ml)
    assert ids(board, kinds=quizzes, courses=ml) == both
    assert Filter(kinds=quizzes, most_minutes=15, search=" ").number == 2
    assert Filter(Shown.DONE, kinds=quizzes, search="x").cleared() == Filter(Shown.DONE)


def test_up_to_some_minutes_leaves_out_what_has_no_estimate() -> None:
    work = [activity("a", minutes=None), activity("b", minutes=30), activity("c", minutes=31)]
    assert ids(board_of(Schedule.of(work), MOMENT), most_minutes=30) == {"b"}


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (DueIn.LATE, {"late"}),
        (DueIn.DAY, {"tonight"}),
        (DueIn.THIS_WEEK, {"tonight", "sunday"}),
        (DueIn.NEXT_WEEK, {"next"}),
        (DueIn.NO_DATE, {"none"}),
    ],
)
def test_due_filters(wanted: DueIn, found: set[str]) -> None:
    work = [
        activity("late", due=due(20)),
        activity("tonight", due=due(27)),
        activity("sunday", due=due(1, 11)),
        activity("next", due=due(3, 11)),
        activity("none", due=None),
    ]
    assert ids(board_of(Schedule.of(work), MOMENT), due=wanted) == found


@pytest.mark.parametrize(
    "search", ["résumé", "RESUME", "resume", "sume re", "ml resume", "machine", "fold", "λ"]
)
def test_a_search_forgives_case_and_accents_and_finds_every_word(search: str) -> None:
    schedule = schedule_of(draft(name="Machine Learning"))
    course = only_course(schedule)
    work = [
        activity(
            "hit", course_id=course.id, title="Résumé review", notes="Plot λ", steps=(Step("Fold"),)
        ),
        activity("other", title="Something else"),
    ]
    schedule = after(schedule, edits.add_activities(schedule, work))
    assert ids(board_of(schedule, MOMENT), search=search) == {"hit"}


def test_a_search_finds_nothing_for_words_that_are_not_all_there() -> None:
    assert ids(sample_board(), search="ridge zebra") == set()
    assert fold("Straße ÅNGSTRÖM") == "strasse angstrom"


@given(st.text(max_size=40))
def test_any_search_finds_a_part_of_the_list(search: str) -> None:
    board = _BOARD
    every = [e for entries in board.groups.values() for e in entries]
    found = matching(every, Filter(search=search), board.moment)
    assert set(found) <= set(every)
    if not search.strip():
        assert found == every


_BOARD = board_of(
    Schedule.of([activity("a"), activity("b", title="Zwölf Übungen", notes="é")]), MOMENT
)


# One change


def ticked(board: Board, *wanted: str, at: datetime = NOW) -> Schedule:
    return after(board.schedule, edits.complete(board.schedule, wanted, at))


def test_a_tick_changes_one_line_where_it_stands() -> None:
    board = sample_board()
    places = [e.item.id for e in board.groups[Group.THIS_WEEK]]
    later, pairs = updated(board, ticked(board, "ml-w9-quiz"), board.moment)
    assert pairs is not None
    ((before, now),) = pairs
    assert (before.is_done, now.is_done, now.sinks) == (False, True, False)
    assert [e.item.id for e in later.groups[Group.THIS_WEEK]] == places
    assert later.open_lines == board.open_lines - 1
    assert later.open_minutes == board.open_minutes - 12
    section = shown(later)[Group.THIS_WEEK]
    assert (section.done, section.total) == (5, 16)
    assert with_change(shown(board)[Group.THIS_WEEK], before, now) == section


def test_unticking_puts_the_line_back_in_place() -> None:
    board = sample_board()
    later, _ = updated(board, ticked(board, "ml-w9-quiz"), board.moment)
    opened = after(later.schedule, edits.reopen(later.schedule, ["ml-w9-quiz"]))
    again, pairs = updated(later, opened, board.moment)
    assert pairs is not None
    assert again.groups == board.groups
    assert again.kept == {}


def test_a_line_ticked_before_sinks_when_the_list_is_settled() -> None:
    board = sample_board()
    later, _ = updated(board, ticked(board, "ml-w9-ridge"), board.moment)
    last = settled(later).groups[Group.THIS_WEEK][-2:]
    assert {e.item.id for e in last} == {"ml-w9-ridge", "ml-w9-bias-variance"}


def test_unticking_a_line_that_sank_reads_the_list_again() -> None:
    board = sample_board()
    opened = after(board.schedule, edits.reopen(board.schedule, ["ml-w9-bias-variance"]))
    later, pairs = updated(board, opened, board.moment)
    assert pairs is None
    assert later.groups[Group.THIS_WEEK][0].item.id == "ml-w9-bias-variance"


def test_a_new_due_date_an_addition_or_a_removal_reads_the_list_again() -> None:
    board = sample_board()
    quiz = board.schedule.table(Activity)["ml-w9-quiz"]
    moved = edits.change_activity(board.schedule, quiz._replace(due=due(9, 11)))
    added = edits.add_activities(board.schedule, [activity("new")])
    gone = edits.delete_activities(board.schedule, ["ml-w9-quiz"])
    for edit in (moved, added, gone):
        later, pairs = updated(board, after(board.schedule, edit), board.moment)
        assert pairs is None
        assert later.groups == board_of(later.schedule, later.moment).groups


def test_nothing_changed_changes_nothing() -> None:
    board = sample_board()
    assert updated(board, board.schedule, board.moment) == (board, [])


def test_what_becomes_late_goes_to_its_group_and_a_tick_of_that_minute_stays() -> None:
    board = sample_board()
    night = board.moment._replace(now=datetime(2026, 10, 27, 22, 31, tzinfo=UTC))
    later, pairs = updated(board, ticked(board, "ml-w9-quiz"), night)
    assert pairs is None
    assert [e.item.id for e in later.groups[Group.LATE]] == ["ml-w9-ridge"]
    assert "ml-w9-quiz" in {e.item.id for e in later.groups[Group.THIS_WEEK]}


def test_the_next_day_settles_what_was_done() -> None:
    board = sample_board()
    later, _ = updated(board, ticked(board, "ml-w9-quiz"), board.moment)
    morning = moment_of(SAMPLE_NOW + timedelta(hours=12), ZoneInfo(SAMPLE_ZONE))
    tomorrow, pairs = updated(later, later.schedule, morning)
    assert pairs is None
    assert "ml-w9-quiz" not in ids(tomorrow)
    assert "ml-w9-quiz" in ids(tomorrow, shown=Shown.DONE)


def test_a_watched_recording_stays_until_the_day_ends() -> None:
    board = sample_board()
    (recording,) = [i for i in items_of(board.schedule) if i.activity is None]
    waiting = with_watched(board, [recording], NOW)
    later, _ = updated(waiting, ticked(board, recording.id), board.moment)
    found = shown(later)[Group.THIS_WEEK]
    places = [e.item.id for e in found.entries]
    assert places == [e.item.id for e in shown(board)[Group.THIS_WEEK].entries]
    assert (found.done, found.total) == (5, 16)
    opened = after(later.schedule, edits.reopen(later.schedule, [recording.id]))
    again, _ = updated(later, opened, board.moment)
    assert again.groups == board.groups
    tomorrow = moment_of(SAMPLE_NOW + timedelta(days=1), ZoneInfo(SAMPLE_ZONE))
    assert recording.id not in ids(updated(later, later.schedule, tomorrow)[0], shown=Shown.ALL)


def test_a_recording_whose_tick_failed_is_listed_once() -> None:
    board = sample_board()
    (recording,) = [i for i in items_of(board.schedule) if i.activity is None]
    waiting = with_watched(board, [recording], NOW)
    again = board_of(board.schedule, board.moment, waiting.kept, waiting.watched)
    assert again.groups == board.groups


@given(st.lists(st.sampled_from(("tick", "open", "title", "due", "minute")), max_size=12))
def test_the_board_after_any_changes_lists_what_a_fresh_one_lists(steps: list[str]) -> None:
    work = [activity(name, title=name, minutes=n * 5, due=due(24 + n)) for n, name in
            enumerate("abcdef")]  # fmt: skip
    schedule, moment = Schedule.of(work), MOMENT
    board = board_of(schedule, moment)
    for n, step in enumerate(steps):
        now = schedule.table(Activity)["abcdef"[n % 6]]
        changes = {
            "tick": edits.complete(schedule, [now.id], moment.now),
            "open": edits.reopen(schedule, [now.id]),
            "title": edits.change_activity(schedule, now._replace(title=f"{now.title}x")),
            "due": edits.change_activity(schedule, now._replace(due=due(20 + n))),
        }
        edit = changes.get(step)
        schedule = schedule.with_(edit) if edit else schedule
        if step == "minute":
            moment = moment._replace(now=moment.now + timedelta(hours=1))
        board, _ = updated(board, schedule, moment)
        fresh = board_of(schedule, moment)
        assert _facts(board) == _facts(fresh)
        assert (board.open_lines, board.open_minutes) == (fresh.open_lines, fresh.open_minutes)


def _facts(board: Board) -> set[tuple[str, str, bool, int]]:
    return {
        (e.item.id, e.item.title, e.is_done, e.left)
        for entries in board.groups.values()
        for e in entries
    }
