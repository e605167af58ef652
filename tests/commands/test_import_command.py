"""companion import: shows what would be stored, stores it with --apply, one undo takes it back."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import Terminal
from sources import assignment, autumn_classes, canvas

FEED = canvas(assignment(1, "Quiz 1", "20261030"), *autumn_classes())


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    return Terminal(tmp_path / "data")


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    path = tmp_path / "feed.ics"
    path.write_bytes(FEED)
    return path


def test_without_apply_it_only_shows(terminal: Terminal, feed: Path) -> None:
    found = terminal.ask("import", str(feed))
    assert (found["source"], found["detected"], found["applied"]) == (str(feed), "canvas", False)
    assert [(e["course"], e["kind"], e["title"]) for e in found["new"]] == [
        ("CIS-616", "quiz", "Quiz 1"), ("24787", "live_session", "Live class"),
    ]  # fmt: skip
    assert found["new"][0]["at"] == "2026-10-31T04:59:00+01:00"
    assert terminal.ask("courses") == {"programs": []}


def test_apply_stores_one_edit_and_again_changes_nothing(terminal: Terminal, feed: Path) -> None:
    assert terminal.ask("import", str(feed), "--apply")["applied"] is True
    assert len(terminal.ask("agenda", "--all")) == 15
    again = terminal.ask("import", str(feed), "--apply")
    assert (again["new"], again["changed"], again["applied"]) == ([], [], False)
    assert again["same"] == 14
    copies = [copy.name for copy in (terminal.folder / "backups").iterdir()]
    assert sum(name.endswith("-import.db") for name in copies) == 1, "before what changed something"
    assert terminal.ask("undo")["edit"] == "Import"
    assert terminal.ask("agenda", "--all") == []


def test_changes_tell_before_and_after(terminal: Terminal, feed: Path) -> None:
    terminal.ask("import", str(feed), "--apply")
    feed.write_bytes(FEED.replace(b"20261030", b"20261102"))
    (change,) = terminal.ask("import", str(feed), "--apply")["changed"]
    assert change["fields"] == {"due": ["2026-10-31T04:59:00+01:00", "2026-11-03T05:59:00+01:00"]}
    assert change["id"] in [a["id"] for a in terminal.ask("activities")]


def test_into_sends_all_to_one_course(terminal: Terminal, feed: Path) -> None:
    terminal.add_course(meets="Mon 18:00-19:20")
    found = terminal.ask("import", str(feed), "--into", "ml", "--apply")
    assert {e["course"] for e in found["new"]} == {"ML"}
    assert len(terminal.ask("courses")["programs"][0]["courses"]) == 1


def test_several_sources_are_one_edit(terminal: Terminal, feed: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.ics"
    other.write_bytes(canvas(assignment(5, "Essay", "20261029", "MATH 233")))
    found = terminal.ask("import", str(feed), str(other), "--apply")
    assert [document["applied"] for document in found] == [True, True]
    terminal.ask("undo")
    assert terminal.ask("activities") == []


def test_what_is_skipped_is_told_with_its_reason(terminal: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "x.ics"
    path.write_bytes(canvas(assignment(1, "Q"), assignment(2, "Far", "20990101")))
    skipped = terminal.ask("import", str(path))["skipped"]
    assert skipped == [{"title": "Far", "reason": "lies more than two years ahead"}]
    assert "skipped: Far: lies more" in terminal("import", str(path)).out


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "nothing in it"), (b"%PDF-1.4", "a PDF"), (b"<html>Log in", "web page")],
)
def test_what_cannot_be_read_is_one_sentence_and_stores_nothing(
    terminal: Terminal, feed: Path, tmp_path: Path, content: bytes, words: str
) -> None:
    path = tmp_path / "bad.ics"
    path.write_bytes(content)
    answer = terminal("import", str(feed), str(path), "--apply")
    assert (answer.status, answer.out) == (1, "")
    assert words in answer.err
    assert answer.err.count("\n") == 1
    assert terminal.ask("courses") == {"programs": []}


def test_an_address_is_never_shown(terminal: Terminal) -> None:
    answer = terminal("import", "https://localhost/feeds/secret.ics")
    assert answer.status == 1
    assert "secret" not in answer.out + answer.err


def test_an_unknown_course_and_two_texts_are_refused(terminal: Terminal, feed: Path) -> None:
    assert terminal("import", str(feed), "--into", "XX").status == 1
    assert terminal("import", "-", "-").status == 2


def test_a_table_without_a_name_is_called_as_its_file(terminal: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "Statistics.csv"
    path.write_text("Date,Homework\n2026-11-03,HW 1\n2026-11-10,HW 2\n", encoding="utf-8")
    terminal.ask("import", str(path), "--apply")
    (program,) = terminal.ask("courses")["programs"]
    assert [(course["code"], course["name"]) for course in program["courses"]] == [
        ("Statistics", "Statistics")
    ]


def test_a_table_whose_columns_nobody_knows_is_refused(terminal: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"
    path.write_text("Foo,Bar\n2026-11-03,Intro\n2026-11-10,Tests\n", encoding="utf-8")
    answer = terminal("import", str(path), "--apply")
    assert (answer.status, terminal.ask("courses")) == (1, {"programs": []})
    assert "The columns are not understood" in answer.err
