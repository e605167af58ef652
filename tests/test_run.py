"""run.py: what a checkout needs, set up once, redone when it has to be, and told in plain words.

A stand-in for uv makes real environments in no time and without a network.
"""

from __future__ import annotations

import ast
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[1]
INPUTS = ("run.py", "pyproject.toml", "setup.py", "requirements-dev.txt")
posix = pytest.mark.skipif(os.name == "nt", reason="the stand-in for uv is a shell script")
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux only")


def load(path: Path = ROOT / "run.py") -> ModuleType:
    """Load run.py as a module."""
    spec = importlib.util.spec_from_file_location("run", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


run = load()


# --- what is asked for ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "command"),
    [
        ("", None),
        ("--sample", None),
        ("--data-dir agenda --zone next", None),
        ("--now 2026-10-27T12:40+01:00 --sample agenda --days 3", "agenda"),
        ("--data-dir=x export out.ics", "export"),
        ("--help", "--help"),
        ("test -k name", "test"),
    ],
)
def test_the_command_is_found_behind_options(arguments: str, command: str | None) -> None:
    assert run.asked_command(arguments.split()) == command


@pytest.mark.parametrize(
    ("arguments", "environ", "groups"),
    [
        ("agenda", {}, []),
        ("--help", {}, []),
        ("test", {}, ["drawing"]),
        ("--sample pictures out", {"DISPLAY": ":0"}, ["drawing"]),
        ("", {"QT_QPA_PLATFORM": "offscreen"}, ["drawing"]),
        ("", {"DISPLAY": ":0"}, ["drawing", "x11"]),
        ("", {"WAYLAND_DISPLAY": "wayland-0"}, ["drawing", "wayland"]),
        ("--sample", {"DISPLAY": ":0", "WAYLAND_DISPLAY": "w"}, ["drawing", "x11", "wayland"]),
    ],
)
def test_only_the_libraries_of_the_asked_thing_are_needed(
    arguments: str, environ: dict[str, str], groups: list[str]
) -> None:
    assert run.qt_groups(arguments.split(), environ, "linux") == groups


@pytest.mark.parametrize("platform", ["darwin", "win32"])
def test_macos_and_windows_need_no_libraries_and_no_display_variable(platform: str) -> None:
    assert run.qt_groups([], {}, platform) == []


def test_every_library_has_a_debian_package() -> None:
    table = {
        soname: package for group in run.LIBRARIES.values() for soname, package in group.items()
    }
    assert all(".so." in soname for soname in table)
    assert all(package == package.strip().lower() != "" for package in table.values())
    assert set(table.values()) >= {"libegl1", "libgl1", "libglib2.0-0", "libdbus-1-3"}
    assert set(table.values()) >= {"libxcb-cursor0", "libxkbcommon-x11-0", "libwayland-cursor0"}


def test_a_library_that_does_not_load_is_told_with_its_package() -> None:
    run.LIBRARIES["none"] = {"libno-such-library.so.9": "libno-such-library9"}
    assert run.missing_libraries(["none"]) == {"libno-such-library.so.9": "libno-such-library9"}


# --- an old Python -------------------------------------------------------------------------------


def test_an_old_python_can_read_the_file_far_enough_to_be_told() -> None:
    ast.parse((ROOT / "run.py").read_text(encoding="utf-8"), feature_version=(3, 7))


def test_an_old_python_is_refused_in_one_line() -> None:
    with pytest.raises(run.Stop, match=r"needs Python 3\.11 or newer; this is 3\.10\.2\.") as told:
        run.require_python((3, 10, 2))
    assert "\n" not in str(told.value)


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 14, 1), (4, 0, 0)])
def test_a_new_enough_python_is_taken(version: tuple[int, int, int]) -> None:
    run.require_python(version)


# --- whole runs ----------------------------------------------------------------------------------

UV = """\
#!/bin/sh
echo "$*" >> "{log}"
case "$1 $*" in
  venv*) for last; do :; done; exec "{python}" -m venv --without-pip "$last";;
  *"-e ."*) for site in .venv/lib/*/site-packages; do echo "{source}" > "$site/here.pth"; done;;
esac
"""
PROGRAM = "import sys; print('ran', *sys.argv[1:])\n"
Run = Callable[..., "subprocess.CompletedProcess[str]"]


class Checkout:
    """A small checkout with run.py, a program that prints its arguments, and a stand-in for uv."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "checkout"
        self.log = folder / "uv.log"
        self.tools = folder / "tools"
        self.root.mkdir()
        self.tools.mkdir()
        for name in INPUTS:
            shutil.copy(ROOT / name, self.root)
        source = folder / "source" / "companion"
        source.mkdir(parents=True)
        (source / "__init__.py").write_text("")
        (source / "__main__.py").write_text(PROGRAM)
        python = getattr(sys, "_base_executable", sys.executable)
        uv = UV.format(log=self.log, python=python, source=source.parent)
        (self.tools / "uv").write_text(uv)
        (self.tools / "uv").chmod(0o755)

    def run(self, *arguments: str, root: Path | None = None) -> subprocess.CompletedProcess[str]:
        """Run run.py from a folder that is not the checkout, without a display."""
        environ = {**os.environ, "PATH": f"{self.tools}:/usr/bin:/bin"}
        for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "PYTHONPATH"):
            environ.pop(name, None)
        command = [sys.executable, str((root or self.root) / "run.py"), *arguments]
        return subprocess.run(
            command, cwd=self.tools, env=environ, capture_output=True, text=True, check=False
        )

    def calls(self) -> list[str]:
        """Return what uv was called for since the last time."""
        calls = self.log.read_text().splitlines() if self.log.exists() else []
        self.log.unlink(missing_ok=True)
        return calls


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    """A checkout in which nothing is set up yet."""
    return Checkout(tmp_path)


@posix
def test_the_first_run_sets_up_and_the_second_starts_at_once(checkout: Checkout) -> None:
    first = checkout.run("--sample", "agenda", "--days", "3")
    assert first.stdout == "ran --sample agenda --days 3\n", first.stderr
    assert first.stderr.startswith("Setting up Companion")
    assert len(checkout.calls()) == 3
    second = checkout.run("agenda")
    assert (second.stdout, second.stderr, checkout.calls()) == ("ran agenda\n", "", [])


@posix
def test_a_changed_requirement_is_installed_into_the_same_environment(checkout: Checkout) -> None:
    checkout.run("agenda")
    checkout.calls()
    with (checkout.root / "requirements-dev.txt").open("a") as file:
        file.write("# newer\n")
    assert checkout.run("agenda").stdout == "ran agenda\n"
    calls = checkout.calls()
    assert len(calls) == 2
    assert not [call for call in calls if call.startswith("venv")]


@posix
def test_an_interrupted_set_up_is_begun_again(checkout: Checkout) -> None:
    half = checkout.root / ".venv" / "bin"
    half.mkdir(parents=True)
    (half / "python").symlink_to(sys.executable)
    (half.parent / "companion-unfinished").write_text("")
    (half.parent / "left-over").write_text("")
    assert checkout.run("agenda").stdout == "ran agenda\n"
    assert not (half.parent / "left-over").exists()
    assert not (half.parent / "companion-unfinished").exists()


@posix
def test_a_failed_set_up_is_told_and_counts_as_unfinished(checkout: Checkout) -> None:
    checkout.run("agenda")
    (checkout.tools / "uv").write_text("#!/bin/sh\necho no network; exit 1\n")
    site = next((checkout.root / ".venv" / "lib").glob("*/site-packages"))
    (site / "pip.py").write_text("import sys; sys.exit('--version' not in sys.argv)\n")
    with (checkout.root / "setup.py").open("a") as file:
        file.write("# newer\n")
    done = checkout.run("agenda")
    assert (done.returncode, done.stdout) == (1, "")
    assert "no network" in done.stderr
    assert "run this again" in done.stderr.splitlines()[-1]
    assert (checkout.root / ".venv" / "companion-unfinished").exists()


@posix
def test_a_moved_checkout_gets_a_new_environment(checkout: Checkout, tmp_path: Path) -> None:
    checkout.run("agenda")
    (checkout.root / ".venv" / "left-over").write_text("")
    checkout.calls()
    moved = checkout.root.rename(tmp_path / "moved to a place with spaces")
    assert checkout.run("agenda", root=moved).stdout == "ran agenda\n"
    assert not (moved / ".venv" / "left-over").exists()


@posix
def test_an_environment_whose_python_is_gone_is_made_again(checkout: Checkout) -> None:
    checkout.run("agenda")
    python = checkout.root / ".venv" / "bin" / "python"
    python.unlink()
    python.symlink_to("/nowhere/python3")
    assert checkout.run("agenda").stdout == "ran agenda\n"


@posix
def test_an_environment_of_another_python_version_is_made_again(checkout: Checkout) -> None:
    checkout.run("agenda")
    venv = checkout.root / ".venv"
    library = venv / "lib" / f"python{sys.version_info[0]}.{sys.version_info[1]}"
    library.rename(venv / "lib" / "python3.5")  # as it looks after a system upgrade
    with (checkout.root / "setup.py").open("a") as file:
        file.write("# newer\n")
    assert checkout.run("agenda").stdout == "ran agenda\n"
    assert not (venv / "lib" / "python3.5").exists()


@posix
def test_a_link_in_place_of_the_environment_is_replaced_but_not_followed(
    checkout: Checkout, tmp_path: Path
) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "keep").write_text("")
    (checkout.root / ".venv").symlink_to(mine)
    assert checkout.run("agenda").stdout == "ran agenda\n"
    assert [p.name for p in mine.iterdir()] == ["keep"]


@linux
def test_without_a_display_the_window_is_explained_in_two_lines(checkout: Checkout) -> None:
    done = checkout.run("--sample")
    assert (done.returncode, done.stdout) == (1, "")
    lines = done.stderr.splitlines()
    assert len(lines) == 2
    assert "DISPLAY" in lines[0]
    assert "agenda" in lines[1]
    assert "test" in lines[1]
    assert checkout.calls() == []


@posix
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_checkout_is_told_in_one_sentence(checkout: Checkout) -> None:
    checkout.root.chmod(0o555)
    try:
        done = checkout.run("agenda")
    finally:
        checkout.root.chmod(0o755)
    assert done.returncode == 1
    assert "cannot be written to" in done.stderr
    assert len(done.stderr.splitlines()) == 1


# --- the checks ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("free", "environ"), [(9 << 30, {"TMPDIR": "MEM"}), (1 << 30, {})])
def test_tests_write_into_memory_where_there_is_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, environ: dict[str, str]
) -> None:
    folder = tmp_path / "MEM"
    folder.mkdir()
    monkeypatch.setattr(run, "MEMORY", str(folder))
    usage = shutil.disk_usage(folder)._replace(free=free)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    found = {name: Path(value).name for name, value in run.memory_folder().items()}
    assert found == environ


def test_a_system_without_such_a_folder_writes_as_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "MEMORY", "/no/such/folder")
    assert run.memory_folder() == {}
