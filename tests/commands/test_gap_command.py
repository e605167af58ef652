"""gap: what fits into some minutes, from a terminal."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from command_line import Terminal, run

from companion.edits import edit_of
from companion.models.busy import busy_between
from companion.models.busy_calendar import BusyCalendar, BusyTimes
from companion.models.busy_source import busy_line
from companion.models.schedule import Change
from companion.storage.schedule_store import ScheduleStore

NOON = datetime(2026, 10, 27, 11, tzinfo=UTC)


def sample(*words: str) -> object:
    answer = run("--sample", "gap", *words, "--json")
    assert (answer.status, answer.err) == (0, "")
    return answer.json


def test_it_answers_with_packs_and_their_reasons() -> None:
    assert sample("30") == {
        "minutes": 30,
        "packs": [
            {
                "minutes": 30,
                "activities": ["ml-w9-ridge", "ml-w9-quiz"],
                "titles": ["Ridge and lasso in 15 minutes", "Check-in quiz 9"],
                "reason": "before tonight’s class",
            },
            {
                "minutes": 25,
                "activities": ["dv-w3-hbr"],
                "titles": ["HBR: Visualizations that really work"],
                "reason": "one thing that fills the time",
            },
            {
                "minutes": 30,
                "activities": ["ml-w9-notebook"],
                "titles": ["Cross-validation notebook (first 30 of 42 min)"],
                "reason": "goes on with what you began",
            },
        ],
    }


def test_a_recording_counts_at_the_student_s_speed() -> None:
    found = sample("1h")
    assert isinstance(found, dict)
    assert found["packs"][1]["titles"] == ["Class 2 recording: Choosing the right chart"]
    assert found["packs"][1]["minutes"] == 59


def test_people_read_the_same() -> None:
    told = run("--sample", "gap", "15").out.splitlines()
    assert told == [
        "15 min, before tonight’s class",
        "  ML  Ridge and lasso in 15 minutes  15 min  ml-w9-ridge",
        "15 min, goes on with what you began",
        "  ML  Cross-validation notebook (first 15 of 42 min)  15 min  ml-w9-notebook",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("0", "out of range"),
        ("-5", "no number of minutes"),
        ("10000", "out of range"),
        ("99999999999999999999", "no number of minutes"),
        ("10,000", "no number of minutes"),
        ("soon", "no number of minutes"),
        ("", "no number of minutes"),
        ("1.5", "no number of minutes"),
        ("NaN", "no number of minutes"),
        ("\x1b[2J", "no number of minutes"),
    ],
)
def test_what_is_no_number_of_minutes_is_refused_in_a_sentence(
    tmp_path: Path, text: str, said: str
) -> None:
    answer = run("--data-dir", str(tmp_path / "data"), "gap", text)
    assert (answer.status, answer.out) == (2, "")
    assert said in answer.err
    assert answer.err.count("\n") == 1
    assert not (tmp_path / "data").exists()


def test_without_any_work_it_says_so(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    assert terminal.ask("gap", "15") == {"minutes": 15, "packs": []}
    assert terminal("gap", "15").out == "Nothing is open now.\n"


def test_too_little_for_anything_names_the_shortest(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    terminal.ask("add", "Read HBR case 25m due fri")
    assert terminal("gap", "3").out.startswith("Nothing fits into 3 min; the shortest is “Read HBR")
    [pack] = terminal.ask("gap", "5")["packs"]
    assert pack["titles"] == ["Read HBR case (first 5 of 25 min)"]
    assert pack["reason"] == "due first, Fri 23:59"


def test_what_is_done_is_offered_no_more(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    [item] = terminal.ask("add", "Read HBR case 25m")["ids"]
    assert terminal.ask("gap", "30")["packs"][0]["activities"] == [item]
    assert terminal.ask("gap", "30")["packs"][0]["reason"] == "without a due date"
    terminal.ask("done", item)
    assert terminal.ask("gap", "30")["packs"] == []


def test_minutes_that_she_says_she_has_are_hers_whatever_her_calendar_holds(
    tmp_path: Path,
) -> None:
    terminal = Terminal(tmp_path)
    terminal.ask("add", "Read HBR case 25m due fri")
    free = terminal.ask("gap", "30")
    line = busy_line(datetime(2026, 10, 27, 12, 30), 60, "Europe/Berlin", "Dentist")
    with closing(ScheduleStore(tmp_path / "companion.db")) as store:
        calendar = BusyCalendar("b", "Family")
        store.apply(edit_of("Add calendar", [Change(None, calendar)]), "2026-10-27T11:40:00+00:00")
        store.keep_busy(BusyTimes("b", line))
        (busy,) = busy_between(
            store.load(), NOON, NOON + timedelta(hours=2), ZoneInfo("Europe/Berlin")
        )
    assert busy.title == "Dentist"
    assert terminal.ask("gap", "30") == free
    assert "Dentist" not in terminal("gap", "30").out
