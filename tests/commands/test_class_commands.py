"""attend, move, cancel, undo, redo, check: one class at a time, and back again."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import Terminal


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
