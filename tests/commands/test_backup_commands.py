"""backup and restore as a script uses them; every refusal is one sentence."""

from pathlib import Path

import pytest
from command_line import Terminal


@pytest.fixture
def term(tmp_path: Path) -> Terminal:
    terminal = Terminal(tmp_path / "data")
    terminal.add_course()
    return terminal


def titles(term: Terminal) -> list[str]:
    return [item["title"] for item in term.ask("activities")]


def test_restore_brings_back_what_was_backed_up_and_keeps_what_it_replaces(
    term: Terminal, tmp_path: Path
) -> None:
    term.ask("add", "first 10m")
    file = tmp_path / "b.companion"
    told = term.ask("backup", str(file))
    assert told == {"file": str(file), "courses": 1, "activities": 1, "done": 0}
    term.ask("add", "second 10m")
    back = term.ask("restore", str(file))
    assert (back["edit"], back["ids"]) == ("Restore", [])
    assert titles(term) == ["first"]
    term.ask("restore", back["kept"])
    assert titles(term) == ["first", "second"]


def test_a_refused_file_is_told_in_one_sentence_and_changes_nothing(
    term: Terminal, tmp_path: Path
) -> None:
    essay = tmp_path / "essay.txt"
    essay.write_text("twelve pages")
    for words in (
        ("backup", str(essay)),
        ("restore", str(essay)),
        ("restore", str(tmp_path)),
        ("restore", str(tmp_path / "none")),
        ("backup", str(tmp_path / "no" / "x")),
    ):
        answer = term(*words)
        assert (answer.status, answer.out) == (1, "")
        assert answer.err.count("\n") == 1
        assert "Traceback" not in answer.err
    assert essay.read_text() == "twelve pages"
    assert term.ask("check")["ok"]


def test_damaged_data_names_the_command_that_puts_a_copy_back(term: Terminal) -> None:
    term.ask("add", "first 10m")
    database = term.folder / "companion.db"
    database.write_bytes(b"\0" * 4096 + database.read_bytes()[4096:])
    told = term("agenda")
    assert told.status == 1
    copy = next((term.folder / "backups").iterdir())
    assert f"companion restore {copy}" in told.err
    assert f"companion restore {copy}" in term("backup", str(term.folder / "mine.db")).err
    assert term("restore", str(copy)).status == 0
    assert term.ask("courses")["programs"][0]["courses"][0]["code"] == "ML"


def test_commands_copy_the_data_once_in_half_an_hour(term: Terminal) -> None:
    folder = term.folder / "backups"
    assert len(list(folder.iterdir())) == 1
    term.now = "2026-10-27T13:00+01:00"
    term.ask("add", "first 10m")
    assert len(list(folder.iterdir())) == 1
    term.now = "2026-10-27T13:11+01:00"
    term.ask("activities")
    assert len(list(folder.iterdir())) == 1, "nothing was changed"
    term.ask("add", "second 10m")
    assert len(list(folder.iterdir())) == 2


def test_the_sample_is_neither_copied_nor_in_the_way_of_the_data(tmp_path: Path) -> None:
    from command_line import run

    file = tmp_path / "sample.companion"
    answer = run("--sample", "backup", str(file), "--json")
    assert (answer.status, answer.json["courses"]) == (0, 4)
    assert run("--sample", "restore", str(file)).status == 0


def test_data_that_is_gone_is_told_while_there_are_copies(term: Terminal) -> None:
    (term.folder / "companion.db").unlink()
    told = term("agenda")
    assert (told.status, told.out) == (1, "")
    copy = next((term.folder / "backups").iterdir())
    assert f"companion restore {copy}" in told.err
    assert not (term.folder / "companion.db").exists(), "nothing empty was put in its place"
    assert term("restore", str(copy)).status == 0
    assert term.ask("check")["courses"] == 1
