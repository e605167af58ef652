"""agenda, next, shifts: the right times in every zone, as people and scripts read them."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from command_line import Terminal, run

OCCURRENCE_FIELDS = [
    "kind", "key", "course", "title", "number", "of", "state", "start", "end", "start_utc",
    "end_utc", "course_start", "course_zone", "join", "shifted_minutes",
]  # fmt: skip
DUE_FIELDS = [
    "kind", "id", "activity", "course", "title", "week", "due", "due_utc", "minutes", "done",
]  # fmt: skip


def local_times(tmp_path: Path, zone: str) -> list[str]:
    """Weekday and time of each of the 14 classes on Tuesday 19:00 Eastern."""
    terminal = Terminal(tmp_path, zone)
    terminal.add_course()
    sessions = terminal.ask("agenda", "--all")
    assert [s["number"] for s in sessions] == list(range(1, 15))
    return [datetime.fromisoformat(s["start"]).strftime("%a %H:%M") for s in sessions]


def test_rules_out_of_date_are_told_beside_the_times_but_not_to_scripts(tmp_path: Path) -> None:
    from companion.models.zone_table import packaged_folder

    real = packaged_folder()
    assert real is not None
    zones = tmp_path / "zones"
    like = {"Europe/Berlin": "Africa/Lagos", "America/New_York": "America/New_York"}
    for name, rules in like.items():  # as if Germany had no summer time before 2001
        (zones / name).parent.mkdir(parents=True)
        (zones / name).write_bytes((real / rules).read_bytes())
    (zones / "tzdata.zi").write_text("# version 2000a\n")
    terminal = Terminal(tmp_path / "data", now="2027-02-01T12:00Z")
    terminal.add_course()
    words = ["--data-dir", str(tmp_path / "data"), "--zone", "Europe/Berlin", "--now", terminal.now]
    for more, told in (
        (["agenda", "--all"], "one hour ahead of it"),
        (["shifts"], "From Sunday 28 March on, clocks in Berlin"),
        (["agenda", "--json"], ""),
    ):
        done = subprocess.run(
            [sys.executable, "-m", "companion", *words, *more],
            env={**os.environ, "PYTHONTZPATH": str(zones)},
            capture_output=True,
            text=True,
            check=True,
        )
        assert (told in done.stderr) if told else not done.stderr


def test_london_differs_in_the_ninth_class_only(tmp_path: Path) -> None:
    times = local_times(tmp_path, "Europe/London")
    assert times == ["Wed 00:00"] * 8 + ["Tue 23:00"] + ["Wed 00:00"] * 5


def test_kolkata_is_an_hour_later_from_the_tenth_class_on(tmp_path: Path) -> None:
    times = local_times(tmp_path, "Asia/Kolkata")
    assert times == ["Wed 04:30"] * 9 + ["Wed 05:30"] * 5


def test_sydney_moves_twice(tmp_path: Path) -> None:
    times = local_times(tmp_path, "Australia/Sydney")
    assert times == ["Wed 09:00"] * 5 + ["Wed 10:00"] * 4 + ["Wed 11:00"] * 5


def test_los_angeles_never_moves(tmp_path: Path) -> None:
    assert local_times(tmp_path, "America/Los_Angeles") == ["Tue 16:00"] * 14


def test_half_an_hour_and_three_quarters_are_right(tmp_path: Path) -> None:
    assert local_times(tmp_path / "n", "Asia/Kathmandu")[0] == "Wed 04:45"
    lord_howe = local_times(tmp_path / "l", "Australia/Lord_Howe")
    assert lord_howe == ["Wed 09:30"] * 5 + ["Wed 10:00"] * 4 + ["Wed 11:00"] * 5


def test_a_spring_term_shifts_in_the_weeks_between_both_changes(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, "Europe/Berlin", "2027-01-10T12:00Z")
    six = ("--name", "X", "--weeks", "6", "--starts", "2027-03-01", "--meets", "Thu 17:00-18:15")
    terminal.ask("add-course", "--code", "DV", *six)
    times = [s["start"][11:16] for s in terminal.ask("agenda", "--all")]
    assert times == ["23:00", "23:00", "22:00", "22:00", "23:00", "23:00"]


def test_an_occurrence_is_described_as_scripts_expect(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    terminal.add_course("--zoom", "https://cmu.zoom.us/j/1", meets="Tue 18:30-19:50")
    (first,) = terminal.ask("agenda", "--days", "1")
    assert list(first) == OCCURRENCE_FIELDS
    assert first == {
        "kind": "live_session",
        "key": first["key"],
        "course": "ML",
        "title": "Class 9",
        "number": 9,
        "of": 14,
        "state": "upcoming",
        "start": "2026-10-27T23:30:00+01:00",
        "end": "2026-10-28T00:50:00+01:00",
        "start_utc": "2026-10-27T22:30:00Z",
        "end_utc": "2026-10-27T23:50:00Z",
        "course_start": "2026-10-27T18:30:00-04:00",
        "course_zone": "America/New_York",
        "join": "https://cmu.zoom.us/j/1",
        "shifted_minutes": -60,
    }
    assert first["key"].endswith(":2026-10-27")


def test_without_a_link_join_is_null_and_other_kinds_are_named(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    slots = ("--meets", "recitation Fri 13:00-14:00", "--meets", "office-hours Mon 12:00-13:00",
             "--meets", "study-group Sun 10:00-11:00")  # fmt: skip
    terminal.add_course(*slots)
    week = terminal.ask("agenda", "--from", "2026-09-07", "--days", "7")
    assert [(o["kind"], o["title"], o["join"]) for o in week] == [
        ("office_hours", "Office hours 2", None),
        ("live_session", "Class 2", None),
        ("recitation", "Recitation 2", None),
        ("study_group", "Study group 2", None),
    ]


def test_due_dates_stand_in_order_between_the_classes(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    terminal.add_course()
    terminal.ask("add", "Quiz 9 12m w9 due wed 18:00 #ml")
    entries = terminal.ask("agenda", "--days", "9")
    assert [e["kind"] for e in entries] == ["live_session", "due", "live_session"]
    assert list(entries[1]) == DUE_FIELDS
    assert entries[1] == {
        "kind": "due",
        "id": entries[1]["id"],
        "activity": "quiz",
        "course": "ML",
        "title": "Quiz 9",
        "week": 9,
        "due": "2026-10-28T23:00:00+01:00",
        "due_utc": "2026-10-28T22:00:00Z",
        "minutes": 12,
        "done": False,
    }


def test_a_missed_class_is_due_as_a_recording_before_the_next(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    terminal.add_course()
    key = terminal.ask("agenda", "--from", "2026-10-20", "--days", "3")[0]["key"]
    terminal.ask("attend", key, "missed")
    due = [e for e in terminal.ask("agenda", "--days", "2") if e["kind"] == "due"]
    assert [(d["id"], d["activity"], d["title"]) for d in due] == [
        (key, "recording", "Class 8 recording")
    ]


def test_the_agenda_begins_today_and_ends_after_fourteen_days(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, now="2026-10-27T23:59+01:00")
    terminal.add_course()
    assert [o["number"] for o in terminal.ask("agenda")] == [9, 10]
    week = terminal.ask("agenda", "--from", "2026-10-28", "--days", "7")
    assert [o["start"][:16] for o in week] == ["2026-10-28T00:00"]
    assert [o["number"] for o in terminal.ask("agenda", "--from", "2026-10-29")] == [10, 11]
    assert [o["number"] for o in terminal.ask("agenda", "--from", "2026-11-30", "--all")] == [14]


def test_a_class_that_began_yesterday_and_still_runs_is_told(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, now="2026-10-28T00:10+01:00")
    terminal.add_course(meets="Tue 18:30-19:50")
    first = terminal.ask("agenda")[0]
    assert (first["number"], first["state"]) == (9, "now")


def test_one_course_alone_is_told_by_its_code_in_any_case(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    terminal.add_course()
    terminal.add_course(code="DV", meets="Thu 17:00-18:15")
    terminal.ask("add", "Quiz due fri #dv")
    entries = terminal.ask("agenda", "--course", "dv", "--days", "7")
    assert {e["course"] for e in entries} == {"DV"}
    assert len(entries) == 2


def test_states_follow_what_was_done(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    terminal.add_course()
    keys = [o["key"] for o in terminal.ask("agenda", "--all")]
    terminal.ask("attend", keys[0], "attended")
    terminal.ask("attend", keys[1], "recording")
    terminal.ask("attend", keys[2], "excused")
    terminal.ask("cancel", keys[9])
    terminal.ask("move", keys[10], "--to", "2026-11-12 19:00")
    states = {o["number"]: o["state"] for o in terminal.ask("agenda", "--all")}
    assert [states[n] for n in (1, 2, 3, 4, 9, 10, 11, 12)] == [
        "attended", "recording", "excused", "unmarked", "upcoming", "cancelled", "moved",
        "upcoming",
    ]  # fmt: skip


def test_for_people_local_time_comes_first_and_another_day_is_named(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    terminal.add_course(meets="Tue 18:30-19:50")
    told = terminal("agenda").out.splitlines()
    assert told[0] == "Tue 27 Oct (today)"
    assert told[1].startswith("  23:30–00:50  18:30–19:50 ET      ML  Class 9 of 14, 1 h earlier")
    assert told[3] == "Wed 4 Nov"
    assert "00:30–01:50  Tue 18:30–19:50 ET  ML  Class 10 of 14" in told[4]


def test_for_people_a_year_is_named_when_it_is_another(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, now="2025-10-27T12:00Z")
    terminal.add_course()
    assert "Wed 2 Sep 2026" in terminal("agenda", "--all").out


def test_where_both_clocks_agree_one_is_told(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, "America/New_York")
    terminal.add_course()
    assert " ET" not in terminal("agenda").out


def test_nothing_to_tell_is_said(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    assert "add-course" in terminal("agenda").out
    assert terminal.ask("agenda") == []
    terminal.add_course()
    assert "--all" in terminal("agenda", "--from", "2028-01-01").out


# next


def test_next_is_the_coming_live_session_with_the_time_left(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    assert terminal.ask("next") is None
    assert terminal("next").status == 0
    terminal.add_course("--meets", "recitation Tue 13:00-14:00", meets="Tue 18:30-19:50")
    found = terminal.ask("next")
    assert list(found) == [*OCCURRENCE_FIELDS, "starts_in_seconds"]
    assert (found["number"], found["starts_in_seconds"]) == (9, 39_000)


def test_next_is_the_session_that_runs_now_with_no_time_left(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, now="2026-10-28T00:49:59+01:00")
    terminal.add_course(meets="Tue 18:30-19:50")
    found = terminal.ask("next")
    assert (found["number"], found["state"], found["starts_in_seconds"]) == (9, "now", 0)
    terminal.now = "2026-10-28T00:50+01:00"
    assert terminal.ask("next")["number"] == 10


def test_next_skips_a_cancelled_class(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    terminal.add_course()
    terminal.ask("cancel", terminal.ask("next")["key"])
    assert terminal.ask("next")["number"] == 10


def test_next_for_people_has_both_clocks_the_time_left_and_the_link(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    link = ("--zoom", "https://cmu.zoom.us/j/1", "--passcode", "482 913")
    terminal.add_course(*link, meets="Tue 18:30-19:50")
    assert terminal("next").out.splitlines() == [
        "Machine Learning (ML), Class 9 of 14",
        "Tue 27 Oct 23:30–00:50, 18:30–19:50 ET",
        "Starts in 10 h 50 min",
        "1 h earlier than usual",
        "Join: https://cmu.zoom.us/j/1",
        "Passcode: 482 913",
    ]
    terminal.now = "2026-10-28T00:00+01:00"
    assert "Running now, 30 min in, 50 min left" in terminal("next").out


# shifts


def test_shifts_name_the_class_the_usual_time_and_whose_clocks_changed(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, "Europe/London")
    terminal.add_course()
    (shift,) = terminal.ask("shifts")
    assert shift == {
        "course": "ML",
        "key": shift["key"],
        "number": 9,
        "usual": "Wed 00:00",
        "start": "2026-10-27T23:00:00+00:00",
        "minutes": -60,
        "because": "Europe changed its clocks on Sun 25 Oct; the US does on Sun 1 Nov",
    }
    assert "Europe changed its clocks" in terminal("shifts").out


@pytest.mark.parametrize(
    ("zone", "numbers", "why"),
    [
        ("Asia/Kolkata", range(10, 15), "The US changes its clocks on Sun 1 Nov; "
         "India does not"),
        ("Australia/Sydney", range(6, 15), "Sydney changed its clocks on Sun 4 Oct; "
         "the US does on Sun 1 Nov"),
        ("America/Los_Angeles", (), ""),
    ],
)  # fmt: skip
def test_shifts_of_other_zones(tmp_path: Path, zone: str, numbers: range, why: str) -> None:
    terminal = Terminal(tmp_path, zone)
    terminal.add_course()
    found = terminal.ask("shifts")
    assert [s["number"] for s in found] == list(numbers)
    assert not found or found[0]["because"] == why
    if not found:
        assert "usual time" in terminal("shifts").out


def test_moved_and_cancelled_classes_are_no_shifts(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, "Asia/Kolkata")
    terminal.add_course()
    keys = [s["key"] for s in terminal.ask("shifts")]
    terminal.ask("cancel", keys[0])
    terminal.ask("move", keys[1], "--to", "2026-11-12 19:00")
    assert [s["key"] for s in terminal.ask("shifts", "--course", "ml")] == keys[2:]


def test_each_meeting_is_compared_with_its_own_usual_time(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, "Europe/London")
    terminal.add_course("--meets", "recitation Fri 13:00-14:00")
    found = terminal.ask("shifts")
    assert [(s["number"], s["usual"], s["minutes"]) for s in found] == [
        (9, "Wed 00:00", -60), (9, "Fri 18:00", -60),
    ]  # fmt: skip


def test_a_shift_is_not_told_of_a_class_that_was_moved(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    terminal.add_course()
    key = terminal.ask("next")["key"]
    assert "earlier" in terminal("agenda").out
    terminal.ask("move", key, "--to", "2026-10-29 19:00")
    assert "earlier" not in terminal("agenda", "--days", "4").out


# The sample


def test_a_week_s_topic_is_the_title_of_its_live_session_only() -> None:
    entries = run("--sample", "agenda", "--days", "7", "--json").json
    titles = {e["kind"]: e["title"] for e in entries if e["course"] == "ML"}
    assert titles["live_session"] == "Regularization and model selection"
    assert titles["recitation"] == "Recitation 9"


def test_the_sample_is_told_at_its_own_moment_and_leaves_nothing_behind() -> None:
    answer = run("--sample", "next", "--json")
    assert (answer.status, answer.json["starts_in_seconds"]) == (0, 39_000)
    assert run("--sample", "--json", "next") == answer
    assert answer.json["course_start"] == "2026-10-27T18:30:00-04:00"
    other = run("--sample", "--zone", "Asia/Kolkata", "--now", "2026-11-03T00:00Z", "next")
    assert "Wed 4 Nov 05:00–06:20, Tue 18:30–19:50 ET" in other.out
