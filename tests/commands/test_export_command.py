"""export: the calendar file on disk or on standard output, whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from command_line import Terminal
from icalendar import Calendar


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    found = Terminal(tmp_path / "data")
    link = ("--zoom", "https://cmu.zoom.us/j/1", "--passcode", "482913")
    found.add_course(*link, "--meets", "recitation Fri 13:00-14:00", meets="Tue 18:30-19:50")
    found.ask("add", "Quiz 9 12m w9 due fri #ml")
    return found


def test_a_file_is_written_and_counted(terminal: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "x.ics"
    told = terminal.ask("export", str(file))
    assert told == {
        "file": str(file), "sessions": 28, "due": 1, "todos": 0, "planned": 0, "cancelled": 0,
        "checked": ["zone_rules", "zone_name", "instants"], "since_last": None,
        "proof": "28 classes, 1 due date, the same in all three",
    }  # fmt: skip
    calendar = Calendar.from_ical(file.read_bytes())
    assert len(calendar.walk("VEVENT")) == 3
    assert b"482913" not in file.read_bytes()


def test_the_same_data_gives_the_same_bytes(terminal: Terminal, tmp_path: Path) -> None:
    terminal.ask("export", str(tmp_path / "a.ics"))
    terminal.now = "2026-12-24T12:00Z"
    assert terminal("export", str(tmp_path / "a2.ics")).status == 0
    assert (tmp_path / "a.ics").read_bytes() == (tmp_path / "a2.ics").read_bytes()
    piped = terminal("export", "-", "--json")
    assert piped.out.encode() == (tmp_path / "a.ics").read_bytes()
    assert piped.err == ""


def test_kinds_courses_reminders_and_the_passcode_are_chosen(
    terminal: Terminal, tmp_path: Path
) -> None:
    terminal.add_course(code="DV", meets="Thu 17:00-18:15")
    file = tmp_path / "x.ics"
    options = ("--with", "live,due", "--course", "dv", "--course", "ml", "--for", "apple")
    told = terminal.ask("export", str(file), *options, "--remind", "15m,1d", "--passcode")
    assert (told["sessions"], told["due"]) == (28, 1)
    content = file.read_bytes()
    assert b"482913" in content
    assert content.count(b"BEGIN:VALARM") == 6
    assert terminal.ask("export", str(file), "--course", "DV")["sessions"] == 14
    todo = terminal.ask("export", str(file), "--with", "todo")
    assert (todo["todos"], todo["sessions"]) == (1, 0)


def test_for_people_the_counts_are_words(terminal: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "x.ics"
    told = "28 classes, 1 due date, the same in all three"
    assert terminal("export", str(file)).out == f"Wrote {file}: {told}.\n"
    terminal.ask("done", terminal.ask("activities")[0]["id"])
    again = terminal("export", str(file)).out
    assert again == f"Wrote {file}: {told}. 1 changed, 28 the same as last time.\n"


@pytest.mark.parametrize(
    ("words", "status", "why"),
    [
        (("--for", "lotus"), 2, "lotus"),
        (("--with", "live,party"), 2, "party"),
        (("--with", ""), 2, "Choose at least one kind"),
        (("--with", "todo,due"), 2, "a file of their own"),
        (("--with", "todo", "--for", "google"), 2, "another program"),
        (("--remind", "soon"), 2, "soon"),
        (("--remind", "9w"), 2, "4 weeks"),
        (("--course", "XX"), 1, "XX"),
        (("--with", "planned"), 1, "nothing to put in the file"),
    ],
)
def test_a_choice_that_makes_no_file_is_refused(
    terminal: Terminal, tmp_path: Path, words: tuple[str, ...], status: int, why: str
) -> None:
    file = tmp_path / "x.ics"
    file.write_text("old", encoding="utf-8")
    answer = terminal("export", str(file), *words)
    assert (answer.status, answer.out) == (status, "")
    assert why in answer.err
    assert answer.err.count("\n") == 1
    assert file.read_text(encoding="utf-8") == "old"


def test_a_place_that_takes_no_file_is_told(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    for place, why in (
        (tmp_path / "folder", "is a folder"),
        (tmp_path / "none" / "x.ics", "There is no folder"),
        (tmp_path / ("x" * 300), "name of the file is too long"),
        (Path("/dev/full") if os.path.exists("/dev/full") else tmp_path, "“"),
    ):
        answer = terminal("export", str(place))
        assert (answer.status, answer.out) == (1, "")
        assert why in answer.err
    assert sorted(p.name for p in tmp_path.iterdir()) == ["data", "folder"]


def test_nothing_to_export_is_told(tmp_path: Path) -> None:
    answer = Terminal(tmp_path / "data")("export", str(tmp_path / "x.ics"))
    assert (answer.status, answer.out) == (1, "")
    assert not (tmp_path / "x.ics").exists()
