"""The command line as a whole: global options, exit status, streams, and what goes wrong."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import NOW, Terminal, run

from companion import __version__, cli
from companion.commands.output import Output, aligned, display_width
from companion.commands.table import COMMANDS

POSIX = pytest.mark.skipif(os.name != "posix", reason="a POSIX shell's streams")


def process(*words: str | bytes, **more: object) -> subprocess.CompletedProcess[bytes]:
    """Run a real process, as a script does."""
    command = [sys.executable, "-m", "companion", *words]
    options: dict[str, object] = {"capture_output": True, "timeout": 60, **more}
    return subprocess.run(command, **options)  # type: ignore[call-overload,no-any-return]


def assert_one_sentence(text: str) -> None:
    assert text.count("\n") == 1
    assert "Traceback" not in text
    assert "usage:" not in text
    assert re.search(r"[.?]\n$", text)


# Global options


def test_version_and_help() -> None:
    assert run("--version").out == f"companion {__version__}\n"
    told = run("--help").out
    assert all(f"  {command.name} " in told for command in COMMANDS)
    assert run("-h").out == told


@pytest.mark.parametrize("command", [command.name for command in COMMANDS])
def test_every_command_has_help_that_needs_no_data(command: str, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    answer = run("--data-dir", str(folder), command, "--help")
    assert (answer.status, answer.err) == (0, "")
    assert answer.out.startswith(f"usage: companion {command}")
    assert not folder.exists()


def test_json_is_accepted_before_and_after_the_command(tmp_path: Path) -> None:
    before = run("--json", "--data-dir", str(tmp_path), "--zone", "UTC", "courses")
    after = run("--data-dir", str(tmp_path), "--zone", "UTC", "courses", "--json")
    assert before == after
    assert before.json == {"programs": []}


def test_a_value_may_follow_an_equals_sign(tmp_path: Path) -> None:
    answer = run(f"--data-dir={tmp_path}", "--zone=Asia/Tokyo", f"--now={NOW}", "agenda")
    assert answer.status == 0


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--sample", "--data-dir", "x", "agenda"), "--data-dir"),
        (("--data-dir", "x", "--sample", "agenda"), "--data-dir"),
        (("--colour", "agenda"), "--colour"),
        (("--samples", "agenda"), "--samples"),
        (("--sample=yes", "agenda"), "--sample"),
        (("--data-dir",), "--data-dir needs a value"),
        (("--data-dir", "", "agenda"), "--data-dir needs a value"),
        (("--zone=", "agenda"), "--zone needs a value"),
        (("--json",), "--json needs a command"),
        (("agneda",), "agenda"),
        (("\x1b[31m" + "x" * 1000,), "There is no command"),
        (("",), "There is no command"),
        (("agenda", "--zone", "UTC"), "stands before the command"),
        (("agenda", "more"), "“more”"),
        (("agenda", "--all", "--days", "3"), "--days"),
        (("agenda", "--days", "0"), "--days"),
        (("agenda", "--days", "99999"), "--days"),
        (("agenda", "--from", "0003-01-01"), "--from"),
        (("agenda", "--from"), "--from needs a value"),
        (("agenda", "--all=1"), "--all takes no value"),
        (("activities", "--max-minutes", "x"), "--max-minutes"),
        (("add",), "add needs TEXT"),
        (("add", "x", "-25m"), "put -- before"),
        (("agenda", "--colour"), "“--colour” is no option here"),
        (("done",), "done needs ID"),
        (("move", "k"), "move needs --to"),
        (("add-course", "--code", "X"), "--name, --weeks, --starts"),
        (("pictures", "x", "--size", "huge"), "--size"),
        (("pictures", "x", "--theme", "blue"), "--theme"),
    ],
)
def test_wrong_usage_is_one_sentence_and_status_two(words: tuple[str, ...], why: str) -> None:
    answer = run(*words)
    assert (answer.status, answer.out) == (2, "")
    assert why in answer.err
    assert "\x1b" not in answer.err
    assert_one_sentence(answer.err)


@pytest.mark.parametrize(
    "zone",
    ["Mars/Olympus", "/etc/passwd", "../UTC", "/usr/share/zoneinfo/UTC", "America", "x" * 5000,
     "Europe/Berlin\n", "\udcff", "right/UTC", "localtime", "EUROPE"],
)  # fmt: skip
def test_an_unknown_zone_or_a_path_is_refused(zone: str, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    answer = run("--data-dir", str(folder), "--zone", zone, "agenda")
    assert (answer.status, answer.out) == (2, "")
    assert_one_sentence(answer.err)
    assert not folder.exists()


def test_a_city_or_other_letters_are_answered_with_the_zone() -> None:
    assert "Asia/Kolkata?" in run("--sample", "--zone", "Bengaluru", "next").err
    assert "Europe/Berlin?" in run("--sample", "--zone", "europe/berlin", "next").err


@pytest.mark.parametrize("now", ["2026-10-27T12:40", "soon", "", "0003-01-01T00:00Z", "\udcff"])
def test_a_moment_without_offset_is_refused(now: str) -> None:
    answer = run("--sample", "--now", now, "next")
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.startswith("--now")
    assert_one_sentence(answer.err)


# What goes wrong


def test_a_data_folder_that_cannot_be_is_one_sentence(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("x", encoding="utf-8")
    for folder in (file, file / "below"):
        answer = run("--data-dir", str(folder), "agenda")
        assert (answer.status, answer.out) == (1, "")
        assert_one_sentence(answer.err)


def test_what_nobody_expected_is_one_sentence_and_a_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("private title")

    monkeypatch.setattr("companion.commands.agenda.checklist", broken)
    answer = run("--data-dir", str(tmp_path), "agenda")
    assert (answer.status, answer.out) == (1, "")
    assert_one_sentence(answer.err)
    assert "private title" not in answer.err
    log = tmp_path / "logs" / "errors.log"
    assert str(log) in answer.err
    assert "ZeroDivisionError" in log.read_text(encoding="utf-8")
    assert "private title" not in log.read_text(encoding="utf-8")


def test_an_error_that_cannot_be_logged_is_told_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("companion.commands.agenda.checklist", broken)
    (tmp_path / "logs").write_text("in the way", encoding="utf-8")
    answer = run("--data-dir", str(tmp_path), "agenda")
    assert answer.status == 1
    assert answer.err == "Something went wrong that should not (ZeroDivisionError).\n"


def test_an_interrupt_is_quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("companion.commands.agenda.checklist", interrupted)
    answer = run("--sample", "agenda")
    assert answer == (130, "", "")


class Full(io.StringIO):
    def write(self, text: str) -> int:
        raise OSError(28, "No space left on device")


class Closed(io.StringIO):
    def flush(self) -> None:
        raise BrokenPipeError(32, "Broken pipe")


def test_an_answer_that_cannot_be_written_is_told() -> None:
    err = io.StringIO()
    assert cli.main(["--sample", "next"], Full(), err) == 1
    assert err.getvalue().startswith("The answer could not be written")
    assert_one_sentence(err.getvalue())


def test_a_reader_that_has_enough_is_no_failure() -> None:
    err = io.StringIO()
    assert cli.main(["--sample", "next"], Closed(), err) == 0
    assert err.getvalue() == ""


def test_a_terminal_that_has_few_letters_still_gets_its_answer(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    terminal.ask("add", "机器学习 👩🏽\u200d🎓")
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding="ascii", errors="strict")
    where = ["--data-dir", str(tmp_path), "--zone", "UTC"]
    assert cli.main([*where, "activities"], out, io.StringIO()) == 0
    assert b"????" in raw.getvalue()
    raw.truncate(0)
    assert cli.main([*where, "activities", "--json"], out, io.StringIO()) == 0
    assert rb"\u673a\u5668\u5b66\u4e60" in raw.getvalue()


def test_stored_text_cannot_steer_the_terminal() -> None:
    out = io.StringIO()
    Output(out, io.StringIO()).line("a\x1b[2Jb\x07\x9bc\r")
    assert out.getvalue() == "a[2Jbc\n"


def test_columns_stand_one_under_the_other_in_every_script() -> None:
    assert display_width("机é👩\u200d") == 5
    assert aligned([["机", "", "x"], ["abc", "", "y"]], indent=" ") == [" 机   x", " abc  y"]
    assert aligned([]) == []


# Real processes


def test_a_process_answers_with_json_and_nothing_else(tmp_path: Path) -> None:
    found = process("--data-dir", str(tmp_path), "--zone", "UTC", "courses", "--json")
    assert (found.returncode, found.stderr) == (0, b"")
    assert found.stdout == b'{\n "programs": []\n}\n'


def test_a_process_fails_with_its_status_and_one_sentence() -> None:
    found = process("agenda", "--frm", "x")
    assert (found.returncode, found.stdout) == (2, b"")
    assert_one_sentence(found.stderr.decode())


@POSIX
def test_bytes_that_are_no_text_are_stored_as_seen(tmp_path: Path) -> None:
    where = ("--data-dir", str(tmp_path))
    assert process(*where, "add", b"R\xe9sum\xe9 25m").returncode == 0
    assert Terminal(tmp_path).ask("activities")[0]["title"] == "R\ufffdsum\ufffd"
    found = process(b"--data-dir", os.fsencode(tmp_path / "x"), "--zone", b"\xff", "agenda")
    assert found.returncode == 2
    assert_one_sentence(found.stderr.decode())


@POSIX
def test_a_file_name_may_be_any_bytes(tmp_path: Path) -> None:
    Terminal(tmp_path).add_course()
    name = os.fsencode(tmp_path) + b"/\xff.ics"
    found = process("--data-dir", str(tmp_path), "export", name, "--json")
    assert found.returncode == 0
    assert os.path.exists(name)


@POSIX
def test_head_closes_the_pipe_without_a_word() -> None:
    command = f"{sys.executable} -m companion --sample agenda --all --json | head -c 1"
    found = subprocess.run(["sh", "-c", command], capture_output=True, timeout=60)
    assert (found.stdout, found.stderr) == (b"[", b"")


@POSIX
@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no full device here")
def test_a_full_disk_behind_standard_output_is_one_sentence() -> None:
    with open("/dev/full", "wb") as full:
        found = process("--sample", "next", capture_output=False, stdout=full, stderr=-1)
    assert found.returncode == 1
    assert_one_sentence(found.stderr.decode())


@POSIX
def test_closed_streams_are_no_reason_to_fail() -> None:
    command = f"{sys.executable} -m companion --sample next >&- 2>&-"
    assert subprocess.run(["sh", "-c", command], timeout=60).returncode == 0


def test_no_command_loads_qt(tmp_path: Path) -> None:
    code = (
        "import sys; from companion.cli import main; "
        f"status = main(['--data-dir', {str(tmp_path)!r}, 'agenda']); "
        "sys.exit(status or any('PySide' in name for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], timeout=60).returncode == 0


def test_a_missing_qt_is_one_sentence() -> None:
    code = (
        "import sys; sys.modules['PySide6'] = None; from companion.cli import main; "
        "sys.exit(main(['--sample', 'pictures', 'x', '--page', 'today']))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60)
    assert (found.returncode, found.stdout) == (1, b"")
    assert found.stderr.startswith(b"Qt cannot be loaded")
    assert_one_sentence(found.stderr.decode())


@POSIX
@pytest.mark.skipif(sys.platform != "linux", reason="displays are found otherwise elsewhere")
def test_without_a_display_the_window_names_what_works() -> None:
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    env = {name: value for name, value in os.environ.items() if name not in hidden}
    found = process(env=env)
    assert found.returncode == 1
    assert b"agenda" in found.stderr
    assert b"Traceback" not in found.stderr
