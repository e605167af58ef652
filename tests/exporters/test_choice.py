"""What the student may ask for, and how it is refused when no program could take it."""

from datetime import UTC, datetime, timedelta

import pytest
from schedules import draft, schedule_of

from companion.exporters.choice import (
    DEFAULT_KINDS,
    DIFFERENCES,
    TARGET_RULES,
    ExportChoice,
    ItemKind,
    Target,
    TargetRules,
    check_choice,
    parse_courses,
    parse_kinds,
    parse_reminders,
    parse_target,
)
from companion.exporters.remembered import choice_of, choice_text, with_new_courses
from companion.models.faults import Refused


def code_of(refusal: pytest.ExceptionInfo[Refused]) -> str:
    (fault,) = refusal.value.faults
    return fault.code


def test_kinds_are_words_with_commas():
    assert parse_kinds(" Live, office-hours ,due") == {
        ItemKind.LIVE,
        ItemKind.OFFICE_HOURS,
        ItemKind.DUE,
    }


@pytest.mark.parametrize(("text", "code"), [("live,exam", "unknown_kind"), (" , ", "no_kinds")])
def test_unknown_or_missing_kinds_are_refused(text, code):
    with pytest.raises(Refused) as refusal:
        parse_kinds(text)
    assert code_of(refusal) == code


def test_reminders_are_sorted_and_told_once():
    expected = (timedelta(minutes=15), timedelta(hours=2), timedelta(days=1))
    assert parse_reminders("1d, 15m,2h,24h") == expected
    assert parse_reminders("") == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("15", "reminder_form"),
        ("-5m", "reminder_form"),
        ("٣m", "reminder_form"),
        ("1.5h", "reminder_form"),
        ("29d", "reminder_long"),
        ("999999w", "reminder_long"),
        ("1m,2m,3m,4m,5m,6m", "reminders_many"),
    ],
)
def test_wrong_reminders_are_refused(text, code):
    with pytest.raises(Refused) as refusal:
        parse_reminders(text)
    assert code_of(refusal) == code


def test_targets_are_known_words():
    assert parse_target(" Outlook ") is Target.OUTLOOK
    with pytest.raises(Refused) as refusal:
        parse_target("palm")
    assert code_of(refusal) == "unknown_target"


def test_courses_are_found_by_code_and_none_means_all():
    schedule = schedule_of(draft(), draft(code="DV", name="Data Visualization"))
    course = schedule.course_by_code("DV")
    assert parse_courses(schedule, ["dv"]) == {course.id}
    assert parse_courses(schedule, []) is None
    with pytest.raises(Refused) as refusal:
        parse_courses(schedule, ["dv", "XX"])
    assert code_of(refusal) == "unknown_course"


def test_todos_go_in_a_file_of_their_own():
    with pytest.raises(Refused) as refusal:
        check_choice(ExportChoice(kinds=DEFAULT_KINDS | {ItemKind.TODO}))
    assert code_of(refusal) == "todo_alone"
    check_choice(ExportChoice(kinds=frozenset({ItemKind.TODO})))


@pytest.mark.parametrize("target", [Target.GOOGLE, Target.OUTLOOK])
def test_todos_are_refused_for_programs_that_would_drop_them(target):
    with pytest.raises(Refused) as refusal:
        check_choice(ExportChoice(target, kinds=frozenset({ItemKind.TODO})))
    assert code_of(refusal) == "todo_target"


def test_every_difference_between_programs_is_one_and_has_its_reason():
    plain = TargetRules()
    for difference in DIFFERENCES:
        assert getattr(plain, difference.rule) != difference.value
        assert getattr(TARGET_RULES[difference.target], difference.rule) == difference.value
        assert len(difference.reason) > 20
    assert TARGET_RULES[Target.APPLE] == plain


def test_a_choice_comes_back_from_its_stored_line():
    choice = ExportChoice(
        Target.APPLE, frozenset({"ml", None}), frozenset({ItemKind.LIVE, ItemKind.PLANNED}),
        (timedelta(minutes=15), timedelta(days=1)), (timedelta(hours=3),), True, False,
        datetime(2026, 10, 26, 23, tzinfo=UTC),
    )  # fmt: skip
    known = frozenset({"ml", "dv", None})
    assert choice_of(choice_text(choice, known)) == (choice, known)
    assert choice_of(choice_text(ExportChoice(), ())) == (ExportChoice(), frozenset())
    later = with_new_courses(choice, known, ["ml", "dv", "cp", None])
    assert later.course_ids == {"ml", None, "cp"}


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "3", "null", '{"target": "lotus"}', '{"target": "apple", "courses": 3}'],
)
def test_any_other_stored_line_is_no_choice(text):
    assert choice_of(text) is None
