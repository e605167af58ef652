"""attend, move, cancel, undo, redo, check: one class at a time, and back again."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from command_line import Terminal, run

from companion import edits
from companion.bootstrap import Options, open_workspace
from companion.models.meeting import Meeting, MeetingKind


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    found = Terminal(tmp_path)
    found.add_course(meets="Tue 18:30-19:50")
    return found


def key(terminal: Terminal, number: int) -> str:
    found = next(o for o in terminal.ask("agenda", "--all") if o["number"] == number)
    return str(found["key"])


def session(terminal: Terminal, wanted: str) -> dict[str, object]:
    return next(o for o in terminal.ask("agenda", "--all") if o["key"] == wanted)


def test_moving_one_class_leaves_the_others_and_keeps_its_key(terminal: Terminal) -> None:
    ninth = key(terminal, 9)
    assert terminal.ask("move", ninth, "--to", "2026-11-05 18:30") == {
        "edit": "Move class",
        "ids": [ninth],
    }
    moved = session(terminal, ninth)
    assert moved["course_start"] == "2026-11-05T18:30:00-05:00"
    assert (moved["number"], moved["state"]) == (9, "moved")
    assert session(terminal, key(terminal, 10))["course_start"] == "2026-11-03T18:30:00-05:00"
    assert terminal.ask("move", ninth, "--to", "2026-10-27 18:30")["edit"] == "Move class"
    assert session(terminal, ninth)["state"] == "upcoming"


@pytest.mark.parametrize(
    ("to", "status", "why"),
    [
        ("2026-11-01 01:30", 1, "comes twice in America/New_York"),
        ("2027-03-14 02:30", 1, "does not exist in America/New_York"),
        ("2026-11-05", 2, "not a date and a time"),
        ("tomorrow 18:30", 2, "is no date"),
        ("2026-02-30 18:30", 2, "the calendar does not have"),
        ("0003-01-01 18:30", 2, "The year must be"),
        ("2026-11-05 18:75", 2, "not a date and a time"),
    ],
)
def test_a_time_that_is_none_is_refused_and_nothing_is_stored(
    terminal: Terminal, to: str, status: int, why: str
) -> None:
    ninth = key(terminal, 9)
    before = terminal.ask("agenda", "--all")
    answer = terminal("move", ninth, "--to", to)
    assert (answer.status, answer.out) == (status, "")
    assert why in answer.err
    assert terminal.ask("agenda", "--all") == before


def test_a_cancelled_class_stays_in_the_agenda_and_moving_holds_it_again(
    terminal: Terminal,
) -> None:
    ninth = key(terminal, 9)
    assert terminal.ask("cancel", ninth)["edit"] == "Cancel class"
    assert session(terminal, ninth)["state"] == "cancelled"
    assert terminal.ask("cancel", ninth) == {"edit": None, "ids": []}
    terminal.ask("move", ninth, "--to", "2026-11-05 18:30")
    assert session(terminal, ninth)["state"] == "moved"


@pytest.mark.parametrize("words", [
    ("cancel", "nowhere"), ("attend", "nowhere:2026-10-27", "missed"), ("cancel", ""),
    ("move", "nowhere", "--to", "2026-11-05 18:30"), ("cancel", "\udcff\x07:2026-10-27"),
])  # fmt: skip
def test_an_unknown_key_is_one_sentence(terminal: Terminal, words: tuple[str, ...]) -> None:
    answer = terminal(*words)
    assert (answer.status, answer.out) == (1, "")
    assert answer.err.startswith("There is no class “")
    assert answer.err.count("\n") == 1
    assert "\x07" not in answer.err


@pytest.mark.parametrize("mark", ["attended", "recording", "missed", "excused"])
def test_each_mark_is_its_state(terminal: Terminal, mark: str) -> None:
    eighth = key(terminal, 8)
    assert terminal.ask("attend", eighth, mark) == {"edit": "Mark attendance", "ids": [eighth]}
    assert session(terminal, eighth)["state"] == mark


def test_an_unknown_mark_names_the_known_ones(terminal: Terminal) -> None:
    answer = terminal("attend", key(terminal, 8), "slept")
    assert answer.status == 2
    assert "attended, recording, missed, excused" in answer.err


def test_for_people_the_class_is_shown_as_it_is_now(terminal: Terminal) -> None:
    ninth = key(terminal, 9)
    told = terminal("move", ninth, "--to", "2026-11-05 18:30").out
    assert told == (
        f"Fri 6 Nov  00:30–01:50  Thu 18:30–19:50 ET  ML  Class 9 of 14, moved  {ninth}\n"
    )


def test_a_mark_goes_along_with_a_class_that_is_moved(terminal: Terminal) -> None:
    eighth = key(terminal, 8)
    terminal.ask("attend", eighth, "attended")
    terminal.ask("move", eighth, "--to", "2026-10-22 18:30")
    moved = session(terminal, eighth)
    assert (moved["state"], moved["course_start"]) == ("attended", "2026-10-22T18:30:00-04:00")


def test_a_cancelled_class_is_not_watched_and_its_mark_waits(terminal: Terminal) -> None:
    eighth = key(terminal, 8)
    terminal.ask("attend", eighth, "missed")
    terminal.ask("cancel", eighth)
    assert session(terminal, eighth)["state"] == "cancelled"
    assert terminal.ask("activities") == []
    told = terminal("attend", eighth, "excused")
    assert told.status == 0
    assert told.err == "This class is cancelled; the mark counts when it is held again.\n"
    assert session(terminal, eighth)["state"] == "cancelled"
    terminal.ask("move", eighth, "--to", "2026-10-20 18:30")
    assert session(terminal, eighth)["state"] == "excused"


def test_shifts_leave_out_what_is_moved_or_cancelled(terminal: Terminal) -> None:
    ninth = key(terminal, 9)
    assert [s["number"] for s in terminal.ask("shifts")] == [9]
    terminal.ask("cancel", ninth)
    assert terminal.ask("shifts") == []
    terminal.ask("move", ninth, "--to", "2026-10-28 18:30")
    assert terminal.ask("shifts") == []
    assert session(terminal, ninth)["shifted_minutes"] == -60
    terminal.ask("undo")
    terminal.ask("undo")
    assert [s["key"] for s in terminal.ask("shifts")] == [ninth]


def test_a_class_moved_across_the_clock_change_is_right_in_both_zones(terminal: Terminal) -> None:
    ninth = key(terminal, 9)
    terminal.ask("move", ninth, "--to", "2026-11-02 18:30")
    moved = session(terminal, ninth)
    assert moved["start"] == "2026-11-03T00:30:00+01:00"
    assert moved["start_utc"] == "2026-11-02T23:30:00Z"


def add_extra(terminal: Terminal, wall: datetime) -> str:
    """Add a single class as the window does; its key."""
    workspace = open_workspace(Options(terminal.folder), is_command=True)
    (course,) = workspace.schedule.courses
    extra = Meeting(
        "extra", "extra@test", course.id, MeetingKind.LIVE_SESSION, wall.weekday(), wall.time(),
        60, course.zone, once_on=wall.date(),
    )  # fmt: skip
    workspace.perform(edits.add_extra_class(workspace.schedule, extra))
    workspace.close()
    return f"extra:{wall.date()}"


def test_an_extra_class_is_attended_moved_and_cancelled_like_any_other(terminal: Terminal) -> None:
    extra = add_extra(terminal, datetime(2026, 10, 28, 18, 30))
    found = session(terminal, extra)
    assert (found["number"], found["of"], found["title"]) == (None, None, "Extra class")
    assert (found["state"], found["shifted_minutes"]) == ("upcoming", 0)
    assert "Extra class" in terminal("agenda").out
    terminal.ask("move", extra, "--to", "2026-10-30 18:30")
    assert session(terminal, extra)["state"] == "moved"
    terminal.ask("attend", extra, "excused")
    assert session(terminal, extra)["state"] == "excused"
    terminal.ask("cancel", extra)
    assert session(terminal, extra)["state"] == "cancelled"
    assert [o["number"] for o in terminal.ask("agenda", "--all") if o["number"]] == [*range(1, 15)]


def test_the_next_class_may_be_an_extra_one(terminal: Terminal) -> None:
    terminal.ask("cancel", key(terminal, 9))
    extra = add_extra(terminal, datetime(2026, 10, 28, 18, 30))
    assert terminal.ask("next")["key"] == extra


def test_a_recording_counts_as_long_as_the_student_takes_for_it(tmp_path: Path) -> None:
    (item,) = [i for i in sample("activities") if i["kind"] == "recording"]
    assert (item["id"], item["minutes"]) == ("dv-live:2026-10-22", 59)
    assert item in sample("activities", "--max-minutes", "60")
    assert item not in sample("activities", "--max-minutes", "58")


def sample(*words: str) -> list[dict[str, object]]:
    answer = run("--sample", *words, "--json")
    assert (answer.status, answer.err) == (0, "")
    return list(answer.json)


def test_undo_and_redo_reach_across_commands(terminal: Terminal) -> None:
    ninth = key(terminal, 9)
    terminal.ask("cancel", ninth)
    assert terminal("undo").out == "Undone: Cancel class.\n"
    assert session(terminal, ninth)["state"] == "upcoming"
    assert terminal("redo").out == "Done again: Cancel class.\n"
    assert session(terminal, ninth)["state"] == "cancelled"
    assert terminal.ask("undo") == {"edit": "Cancel class", "ids": [ninth]}


def test_nothing_to_undo_is_one_sentence(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    for command in ("undo", "redo"):
        answer = terminal(command)
        assert (answer.status, answer.out, answer.err) == (
            1,
            "",
            f"There is nothing to {command}.\n",
        )


def test_check_counts_what_is_kept(terminal: Terminal) -> None:
    terminal.ask("add", "x")
    assert terminal.ask("check") == {
        "ok": True, "problems": [], "courses": 1, "meetings": 1, "activities": 1, "edits": 2,
    }  # fmt: skip
    assert terminal("check").out == ("All is well: 1 course, 1 meeting, 1 activity, 2 edits.\n")


def test_check_tells_damage_and_fails(terminal: Terminal) -> None:
    database = terminal.folder / "companion.db"
    whole = database.read_bytes()
    database.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    answer = terminal("check", "--json")
    assert answer.status == 1
    assert answer.json["ok"] is False
    assert answer.json["problems"]
    assert answer.err.count("\n") == 1
    assert terminal("agenda").status == 1
    assert database.read_bytes()[4096:] == b"\xff" * (len(whole) - 4096)
