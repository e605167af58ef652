"""add, activities, done, undone: the week's work from a terminal."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import Terminal, run

FIELDS = [
    "id", "course", "week", "kind", "title", "minutes", "due", "due_utc", "done", "stage", "link",
    "planned",
]  # fmt: skip


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    found = Terminal(tmp_path)
    found.add_course(meets="Tue 18:30-19:50")
    return found


def test_a_line_becomes_an_activity_as_in_the_window(terminal: Terminal) -> None:
    answer = terminal.ask("add", "Read HBR case 25m due fri #ml w9 https://example.org/a wed 20:00")
    assert answer["edit"] == "Add activity"
    assert terminal.ask("activities") == [
        {
            "id": answer["ids"][0],
            "course": "ML",
            "week": 9,
            "kind": "reading",
            "title": "Read HBR case",
            "minutes": 25,
            "due": "2026-10-31T04:59:00+01:00",
            "due_utc": "2026-10-31T03:59:00Z",
            "done": False,
            "stage": "open",
            "link": "https://example.org/a",
            "planned": "2026-10-28T20:00:00+01:00",
        }
    ]
    assert list(terminal.ask("activities")[0]) == FIELDS
    assert terminal.ask("undo")["edit"] == "Add activity"
    assert terminal.ask("activities") == []


def test_the_time_it_is_planned_for_is_told(terminal: Terminal) -> None:
    told = terminal("add", "Read x 25m wed 20:00").out.splitlines()
    assert told[1:] == ["Planned Wed 28 Oct 20:00–20:25."]


def test_what_is_not_known_is_null(terminal: Terminal) -> None:
    terminal.ask("add", "Something")
    (item,) = terminal.ask("activities")
    assert {name for name, value in item.items() if value is None} == {
        "course", "week", "minutes", "due", "due_utc", "link", "planned",
    }  # fmt: skip


def test_every_week_adds_one_for_each_week_left_as_one_edit(terminal: Terminal) -> None:
    answer = terminal.ask("add", "Post and reply every week due sun #ml")
    assert answer["edit"] == "Add weekly activity"
    found = terminal.ask("activities")
    assert [item["week"] for item in found] == list(range(9, 15))
    assert sorted(answer["ids"]) == sorted(item["id"] for item in found)
    assert terminal.ask("check")["problems"] == []
    assert terminal.ask("undo")["edit"] == "Add weekly activity"
    assert terminal.ask("activities") == []


def test_words_need_no_quotes_and_lines_are_items_of_their_own(terminal: Terminal) -> None:
    terminal.ask("add", "Read", "x", "25m")
    answer = terminal.ask("add", "- Read a 10m #ml\n- Quiz b w10 #ml\n")
    assert answer["edit"] == "Add activities"
    assert len(answer["ids"]) == 2
    titles = {a["title"] for a in terminal.ask("activities")}
    assert titles == {"Read x", "Read a", "Quiz b"}
    terminal.ask("undo")
    assert [a["title"] for a in terminal.ask("activities")] == ["Read x"]


def test_a_weekday_below_a_week_is_that_week_s_as_in_the_window(terminal: Terminal) -> None:
    terminal.ask("add", "Week 11\n- Read a #ml due sun")
    (item,) = terminal.ask("activities")
    assert (item["week"], item["due_utc"]) == (11, "2026-11-16T04:59:00Z")


def test_what_is_not_understood_is_stored_in_the_title_and_told(terminal: Terminal) -> None:
    answer = terminal("add", "Read x 0m #mx due 31 feb", "--json")
    assert answer.status == 0
    assert answer.err.splitlines() == [
        "Note: There is no course #mx; did you mean #ML?",
        "Note: “due 31 feb” is a day that the calendar does not have; check day and month.",
        "Note: “0m” is out of range; an estimate goes from 1 minute to 100 hours.",
    ]
    assert terminal.ask("activities")[0]["title"] == "Read x 0m #mx due 31 feb"


@pytest.mark.parametrize("text", ["", "  ", "25m #ml", "\x07\u200b", "a" * 5000, "x\n" * 1001])
def test_a_line_that_is_no_activity_stores_nothing(terminal: Terminal, text: str) -> None:
    answer = terminal("add", text)
    assert answer.status == 1
    assert answer.out == ""
    assert answer.err.count("\n") == 1
    assert terminal.ask("activities") == []


def test_the_list_can_be_narrowed(terminal: Terminal) -> None:
    terminal.add_course(code="DV")
    for text in ("a 10m #ml", "b 30m #ml", "c 10m #dv", "d #ml"):
        terminal.ask("add", text)
    done = next(a["id"] for a in terminal.ask("activities") if a["title"] == "a")
    terminal.ask("done", done)

    def titles(*options: str) -> list[str]:
        return sorted(a["title"] for a in terminal.ask("activities", *options))

    assert titles() == ["a", "b", "c", "d"]
    assert titles("--open") == ["b", "c", "d"]
    assert titles("--course", "ml") == ["a", "b", "d"]
    assert titles("--max-minutes", "10") == ["a", "c"]
    assert titles("--open", "--max-minutes", "29", "--course", "DV") == ["c"]
    assert terminal("activities", "--max-minutes", "1").out == "Nothing on the list.\n"


def test_several_are_ticked_as_one_edit(terminal: Terminal) -> None:
    ids = terminal.ask("add", "a 10m\nb 10m")["ids"]
    assert terminal.ask("done", *ids) == {"edit": "Tick", "ids": ids}
    assert [a["stage"] for a in terminal.ask("activities")] == ["done", "done"]
    assert terminal.ask("undo") == {"edit": "Tick", "ids": ids[::-1]}
    assert [a["done"] for a in terminal.ask("activities")] == [False, False]
    terminal.ask("redo")
    assert terminal.ask("undone", ids[0]) == {"edit": "Untick", "ids": ids[:1]}
    assert [a["done"] for a in terminal.ask("activities")] == [False, True]


def test_an_unknown_id_among_known_ones_stores_nothing(terminal: Terminal) -> None:
    (known,) = terminal.ask("add", "a")["ids"]
    for command in ("done", "undone"):
        answer = terminal(command, known, "nowhere")
        assert (answer.status, answer.out) == (1, "")
        assert "“nowhere”" in answer.err
    assert not terminal.ask("activities")[0]["done"]
    assert terminal.ask("undo")["edit"] == "Add activity"


def test_ticking_again_changes_nothing_and_is_no_failure(terminal: Terminal) -> None:
    (known,) = terminal.ask("add", "a")["ids"]
    terminal.ask("done", known)
    assert terminal.ask("done", known) == {"edit": None, "ids": []}
    assert terminal("done", known).out == "Nothing to change.\n"


def test_a_recording_is_ticked_by_the_key_of_its_class(terminal: Terminal) -> None:
    key, other = (o["key"] for o in terminal.ask("agenda", "--from", "2026-10-20")[:2])
    terminal.ask("attend", key, "missed")
    (item,) = terminal.ask("activities")
    assert (item["id"], item["kind"], item["title"], item["minutes"]) == (
        key, "recording", "Class 8 recording", 80,
    )  # fmt: skip
    assert terminal("done", other).status == 1
    terminal.ask("done", key)
    assert terminal.ask("activities") == []
    assert terminal.ask("agenda", "--from", "2026-10-20")[0]["state"] == "recording"
    terminal.ask("undone", key)
    assert terminal.ask("activities")[0]["id"] == key


def test_the_list_for_people_has_both_clocks_and_the_id(terminal: Terminal) -> None:
    (known,) = terminal.ask("add", "Read HBR case 25m due fri #ml")["ids"]
    assert terminal("activities").out == (
        f"[ ]  Sat 31 Oct 04:59  Fri 23:59 ET  ML  Read HBR case  25 min  {known}\n"
    )
    assert terminal("add", "Post y").out.startswith("[ ]  Post y  ")
    told = terminal("done", known)
    assert told.out == "Done: 1 activity.\n"
    assert terminal("activities").out.startswith("[x]  Sat 31 Oct")


def test_late_work_says_so(terminal: Terminal) -> None:
    terminal.ask("add", "Read x due 26 oct #ml")
    assert "late" in terminal("activities").out
    assert "late" in terminal("agenda", "--from", "2026-10-26").out


def test_optional_work_is_marked() -> None:
    lines = run("--sample", "activities", "--open").out.splitlines()
    (optional,) = (line for line in lines if "Efron 1979" in line)
    assert optional.split()[-2] == "optional"


def test_work_without_a_week_is_told_in_the_week_of_its_due_date(terminal: Terminal) -> None:
    terminal.ask("add", "Read HBR case 25m due 2026-10-30 #ml")
    (found,) = terminal.ask("activities")
    assert found["week"] == 9
