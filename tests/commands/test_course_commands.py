"""add-course and courses: a course stands with its whole term, or nothing is stored."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import Terminal

WHOLE = [
    "add-course", "--code", "ML", "--name", "Introduction to Machine Learning", "--weeks", "14",
    "--starts", "2026-08-31", "--meets", "Tue 18:30-19:50",
]  # fmt: skip


def with_option(option: str, value: str) -> list[str]:
    """The whole command with one option replaced, or added."""
    if option not in WHOLE:
        return [*WHOLE, option, value]
    at = WHOLE.index(option) + 1
    return [*WHOLE[:at], value, *WHOLE[at + 1 :]]


def test_a_course_with_everything_is_stored_as_one_edit(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    answer = terminal.ask(
        *WHOLE, "--meets", "recitation Fri 13:00-14:00", "--zoom", "https://cmu.zoom.us/j/1",
        "--passcode", "482 913", "--break", "2026-11-23..2026-11-29=Thanksgiving",
        "--due", "Fri 17:00", "--hours", "8-12", "--program", "ML & Data Science", "--capstone",
        "--instructor", "Prof. Ada Example",
    )  # fmt: skip
    assert answer["edit"] == "Add course"
    assert len(answer["ids"]) == 3
    (program,) = terminal.ask("courses")["programs"]
    assert program["name"] == "ML & Data Science"
    assert program["courses"] == [
        {
            "code": "ML",
            "name": "Introduction to Machine Learning",
            "weeks": 14,
            "week": 9,
            "starts": "2026-08-31",
            "ends": "2026-12-13",
            "zone": "America/New_York",
            "progress": 0.0,
            "capstone": True,
            "state": "active",
        }
    ]
    sessions = [o for o in terminal.ask("agenda", "--all") if o["kind"] == "live_session"]
    assert [o["course_start"][:10] for o in sessions][-3:] == [
        "2026-11-17", "2026-12-01", "2026-12-08",
    ]  # fmt: skip
    assert {o["join"] for o in sessions} == {"https://cmu.zoom.us/j/1"}
    due = terminal.ask("add", "x due fri #ml")["ids"]
    assert terminal.ask("activities")[0] | {"id": due[0]} == terminal.ask("activities")[0]
    assert terminal.ask("activities")[0]["due"] == "2026-10-30T22:00:00+01:00"
    terminal.ask("undo")
    assert terminal.ask("undo")["edit"] == "Add course"
    assert terminal.ask("courses") == {"programs": []}


def test_six_weeks_have_six_classes_in_the_course_s_own_zone(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, "Asia/Tokyo")
    six = with_option("--course-zone", "Europe/Berlin")
    six[six.index("--weeks") + 1] = "6"
    terminal.ask(*six)
    sessions = terminal.ask("agenda", "--all")
    assert [o["of"] for o in sessions] == [6] * 6
    assert sessions[0]["start"] == "2026-09-02T01:30:00+09:00"
    assert sessions[0]["course_zone"] == "Europe/Berlin"


def test_a_class_over_midnight_is_legal(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, "America/New_York")
    terminal.ask(*with_option("--meets", "Tue 23:30-00:50"))
    first = terminal.ask("agenda", "--all")[0]
    assert (first["start"][:16], first["end"][:16]) == ("2026-09-01T23:30", "2026-09-02T00:50")


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--code", ""),
        ("--code", "A B"),
        ("--code", "#ML"),
        ("--code", "M" * 13),
        ("--name", ""),
        ("--name", " \u200b\x07 "),
        ("--name", "x" * 10_000),
        ("--weeks", "0"),
        ("--weeks", "5000"),
        ("--weeks", "many"),
        ("--weeks", "-1"),
        ("--starts", "0003-08-31"),
        ("--starts", "2099-08-31"),
        ("--starts", "31.08.2026"),
        ("--starts", "2026-02-30"),
        ("--meets", "Tue 18:30-18:30"),
        ("--meets", "Tue 18:30-25:00"),
        ("--meets", "Tue 18:30-18:31"),
        ("--meets", "Tue 00:00-23:00"),
        ("--meets", "seminar Tue 18:30-19:50"),
        ("--meets", "18:30"),
        ("--course-zone", "Mars/Olympus"),
        ("--course-zone", "/etc/passwd"),
        ("--course-zone", "../../etc/localtime"),
        ("--course-zone", ""),
        ("--course-zone", "localtime"),
        ("--course-zone", "right/UTC"),
        ("--zoom", "zoom.us/j/1"),
        ("--zoom", "javascript:alert(1)"),
        ("--zoom", "https://user:secret@zoom.us/j/1"),
        ("--zoom", "https://zoom.us/" + "a" * 2000),
        ("--passcode", "x" * 101),
        ("--break", "2026-11-29..2026-11-23"),
        ("--break", "Thanksgiving"),
        ("--break", "2026-01-01..2026-12-31"),
        ("--due", "Sun"),
        ("--due", "Sun 24:00"),
        ("--hours", "12-8"),
        ("--hours", "8-200"),
        ("--hours", "x"),
        ("--program", "x" * 201),
        ("--instructor", "x" * 201),
        ("--past", "maybe"),
    ],
)
def test_a_bad_value_is_one_sentence_with_its_option_and_nothing_is_stored(
    tmp_path: Path, option: str, value: str
) -> None:
    answer = Terminal(tmp_path / "data")(*with_option(option, value))
    assert answer.status == 2
    assert answer.out == ""
    assert answer.err.startswith(f"{option}")
    assert answer.err.count("\n") == 1
    assert len(answer.err) < 250
    assert "secret" not in answer.err
    assert not (tmp_path / "data").exists()


def test_a_code_that_is_taken_offers_a_free_one(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    terminal.ask(*WHOLE)
    answer = terminal(*with_option("--code", "ml"))
    assert (answer.status, answer.out) == (1, "")
    assert answer.err == "There is a course with the code “ml” already; “ml2” is free.\n"
    assert len(terminal.ask("courses")["programs"][0]["courses"]) == 1


@pytest.mark.parametrize(
    "name", ["مقدمة في التعلم", "机器学习 👩🏽\u200d🎓", "<b>x</b> & 'y' \"z\"", "{0} %s"]
)
def test_every_language_is_kept_as_plain_text(tmp_path: Path, name: str) -> None:
    terminal = Terminal(tmp_path)
    terminal.ask(*with_option("--name", name))
    assert terminal.ask("courses")["programs"][0]["courses"][0]["name"] == name
    assert name in terminal("courses").out


def test_control_characters_and_broken_halves_are_not_stored(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    terminal.ask(*with_option("--name", "a\x1b[31mb\u202ec\nd\udcff"))
    assert terminal.ask("courses")["programs"][0]["courses"][0]["name"] == "a[31mbc d\ufffd"


def test_for_people_the_usual_times_and_what_differs_are_told(tmp_path: Path) -> None:
    told = Terminal(tmp_path)(*WHOLE).out.splitlines()
    assert told == [
        "Added ML, Introduction to Machine Learning: 14 weeks, Mon 31 Aug to Sun 6 Dec.",
        "14 classes, usually Wed 00:30–01:50 for you (Tue 18:30–19:50 ET).",
        "  Class 9: Tue 27 Oct 23:30, 1 h earlier than usual.",
        "8 classes are over and left open; to count the past as done, undo and add --past done.",
    ]


def test_a_course_added_after_its_start_may_count_the_past_as_done(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    told = terminal(*WHOLE, "--past", "done").out
    assert told.endswith("8 classes are over and marked as attended.\n")
    states = [o["state"] for o in terminal.ask("agenda", "--all")]
    assert states == ["attended"] * 8 + ["upcoming"] * 6
    terminal.ask("undo")
    assert terminal.ask("courses") == {"programs": []}


def test_a_time_that_the_clocks_skip_is_told_and_follows_the_standard(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, "America/New_York")
    night = with_option("--meets", "Sun 02:30-03:30")
    night[night.index("--starts") + 1] = "2027-03-01"
    answer = terminal(*night, "--json")
    assert answer.status == 0
    assert answer.err == (
        "Note: on 2027-03-14 the clocks of America/New_York skip the time of a meeting.\n"
    )
    starts = [o["start"][:16] for o in terminal.ask("agenda", "--all")]
    assert starts[:2] == ["2027-03-07T02:30", "2027-03-14T03:30"]


def test_a_course_may_have_no_meeting(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    answer = terminal(*WHOLE[:-2])
    assert "It has no live classes." in answer.out
    assert terminal.ask("agenda", "--all") == []


def test_courses_for_people_are_one_line_each(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    assert "add-course" in terminal("courses").out
    terminal.ask(*WHOLE, "--program", "ML & Data Science")
    later = with_option("--code", "CP")
    later[later.index("--starts") + 1] = "2027-01-11"
    terminal.ask(*later, "--capstone")
    assert terminal("courses").out.splitlines() == [
        "ML & Data Science",
        "  ML  Introduction to Machine Learning             week 9 of 14  0%  "
        "Mon 31 Aug to Sun 6 Dec",
        "  CP  Introduction to Machine Learning (capstone)  to come       0%  "
        "Mon 11 Jan 2027 to Sun 18 Apr 2027",
    ]
