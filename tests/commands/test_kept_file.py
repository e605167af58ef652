"""A file kept updated is brought along by commands that edit, for no window may be open."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from command_line import Terminal

from companion.exporters.choice import ExportChoice, Target
from companion.exporters.remembered import KeptFile, kept_text
from companion.models.exported import KEPT_FILE
from companion.storage.schedule_store import ScheduleStore


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    found = Terminal(tmp_path / "data")
    found.add_course("--zoom", "https://cmu.zoom.us/j/1")
    found.ask("add", "Quiz 9 12m w9 due fri #ml")
    keep(found, tmp_path / "x.ics")
    return found


def keep(terminal: Terminal, path: Path) -> None:
    """Keep a file updated from now on, as the window stores it."""
    store = ScheduleStore(terminal.folder / "companion.db")
    kept = KeptFile(str(path), ExportChoice(Target.OTHER), frozenset())
    store.set_setting(KEPT_FILE, kept_text(kept))
    store.close()


def test_every_edit_is_in_the_file_and_undo_takes_it_out(
    terminal: Terminal, tmp_path: Path
) -> None:
    (quiz,) = terminal.ask("activities")
    terminal.ask("done", quiz["id"])
    done = (tmp_path / "x.ics").read_bytes()
    assert b"SUMMARY:Done: Quiz 9 (ML)" in done
    terminal.ask("undo")
    undone = (tmp_path / "x.ics").read_bytes()
    assert b"SUMMARY:Due: Quiz 9 (ML)" in undone
    assert b"SEQUENCE:1" in undone
    key = terminal.ask("agenda", "--course", "ML")[0]["key"]
    terminal.ask("cancel", key)
    assert (tmp_path / "x.ics").read_bytes().count(b"EXDATE") == 1


def test_what_edits_nothing_leaves_the_file_alone(terminal: Terminal, tmp_path: Path) -> None:
    for words in (("agenda",), ("export", "-"), ("check",)):
        assert terminal(*words).status == 0
    assert not (tmp_path / "x.ics").exists()


def test_an_edit_that_is_not_in_the_file_does_not_rewrite_it(
    terminal: Terminal, tmp_path: Path
) -> None:
    terminal.ask("add", "Buy a pen")
    before = (tmp_path / "x.ics").stat().st_ino
    terminal.ask("add", "Buy ink")
    assert (tmp_path / "x.ics").stat().st_ino == before


def test_what_the_next_export_counts_from_is_the_file_just_written(
    terminal: Terminal, tmp_path: Path
) -> None:
    terminal.ask("done", terminal.ask("activities")[0]["id"])
    told = terminal.ask("export", str(tmp_path / "x.ics"))
    assert told["since_last"] == {"new": 0, "changed": 0, "cancelled": 0, "same": 15}


def test_a_file_that_cannot_be_written_is_a_note_beside_the_stored_edit(
    terminal: Terminal, tmp_path: Path
) -> None:
    keep(terminal, tmp_path / "gone" / "x.ics")
    (quiz,) = terminal.ask("activities")
    answer = terminal("done", quiz["id"])
    assert answer.status == 0
    assert answer.out
    assert "the last one is whole. There is no folder" in answer.err
    assert answer.err.count("\n") == 1
    assert terminal.ask("activities")[0]["done"]


def test_who_keeps_no_file_does_not_pay_for_it(tmp_path: Path) -> None:
    code = (
        "import sys; from companion.cli import main; "
        f"status = main(['--data-dir', {str(tmp_path)!r}, 'add', 'Read']); "
        "sys.exit(status or any('exporters' in name for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], timeout=60).returncode == 0
