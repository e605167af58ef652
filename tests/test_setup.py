"""What has to hold before the program can start anywhere: packages, resources, no traces."""

from __future__ import annotations

import importlib.resources
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from companion.ui.shipped import shipped

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
NOT_SOURCE = {".git", ".venv", "build", "dist", "__pycache__"}
INTER = [
    f"fonts/{family}-{weight}.ttf"
    for family in ("Inter", "InterDisplay")
    for weight in ("Regular", "Medium", "SemiBold")
]


# --- packages ------------------------------------------------------------------------------------

MANY_CALLS = """
import sys
from PySide6.QtCore import QTimer
timer = QTimer()
before = sys.getrefcount(None)
for _ in range(20_000):
    timer.setInterval(5)
sys.exit(before - sys.getrefcount(None) > 10_000)
"""


def test_pyside6_keeps_its_references_to_none() -> None:
    # PySide6 6.12.0 aborts Python 3.10 and 3.11 after some 5,000 calls that return nothing.
    assert subprocess.run([sys.executable, "-c", MANY_CALLS]).returncode == 0


def pinned() -> dict[str, tuple[str, int]]:
    """Version and number of hashes of each package of the pinned list."""
    text = (ROOT / "requirements-dev.txt").read_text(encoding="utf-8").replace("\\\n", "")
    lines = [line.split() for line in text.splitlines() if not line.startswith("#")]
    return {
        canonicalize_name(name): (version, sum(word.startswith("--hash=") for word in rest))
        for pin, *rest in lines
        for name, _, version in [pin.partition("==")]
    }


def test_the_pinned_list_is_hashed_and_names_no_host() -> None:
    text = (ROOT / "requirements-dev.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    names = [line for line in lines if not line.startswith(" ")]
    assert len(pinned()) == len(names) > 20
    assert all(hashes for _, hashes in pinned().values())
    assert not [line for line in lines if "//" in line or line.startswith("-")]


def test_the_pinned_list_satisfies_the_declared_bounds() -> None:
    declared = PROJECT["dependencies"] + PROJECT["optional-dependencies"]["dev"]
    for requirement in map(Requirement, declared):
        version, _ = pinned()[canonicalize_name(requirement.name)]
        assert requirement.specifier.contains(version), requirement


def test_pyside6_6_12_0_is_refused() -> None:
    bounds = {r.name: r.specifier for r in map(Requirement, PROJECT["dependencies"])}
    assert "6.12.0" not in bounds["PySide6-Essentials"]
    assert "6.8.0" in bounds["PySide6-Essentials"]


# --- what ships ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [*INTER, "fonts/OFL.txt"])
def test_both_look_ups_find_what_ships(name: str) -> None:
    by_package = importlib.resources.files("companion.resources").joinpath(name).read_bytes()
    assert by_package
    assert by_package == shipped(name).read_bytes()


def copy_source(target: Path) -> Path:
    """Copy the checkout's files without what tools leave in it."""
    shutil.copytree(
        ROOT,
        target,
        ignore=lambda _, names: {
            n for n in names if n in NOT_SOURCE or n.endswith("egg-info") or n.startswith(".")
        },
    )
    return target


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's wheel, unpacked."""
    source = copy_source(tmp_path_factory.mktemp("source") / "checkout")
    out = tmp_path_factory.mktemp("wheel")
    build = f"from setuptools import build_meta; build_meta.build_wheel({str(out)!r})"
    done = subprocess.run([sys.executable, "-c", build], cwd=source, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(next(out.glob("*.whl"))) as archive:
        archive.extractall(out / "unpacked")
    return out / "unpacked"


def test_the_wheel_holds_every_file_of_the_program(wheel: Path) -> None:
    for folder, inside in (
        (ROOT / "src/companion", "companion"),
        (ROOT / "resources", "companion/resources"),
    ):
        files = [
            p.relative_to(folder) for p in folder.rglob("*") if p.is_file() and p.suffix != ".pyc"
        ]
        assert [str(p) for p in sorted(files) if not (wheel / inside / p).is_file()] == []
    assert not (wheel / "resources").exists()


def test_an_installed_wheel_finds_its_resources(wheel: Path) -> None:
    look = (
        "import importlib.resources as r, companion; from companion.ui.shipped import shipped\n"
        "print(companion.__file__, len(r.files('companion.resources').joinpath('fonts/OFL.txt')"
        ".read_bytes()) == len(shipped('fonts/OFL.txt').read_bytes()))"
    )
    environ = {**os.environ, "PYTHONPATH": str(wheel)}
    done = subprocess.run([sys.executable, "-c", look], env=environ, capture_output=True, text=True)
    assert done.stdout.split() == [str(wheel / "companion/__init__.py"), "True"], done.stderr


# --- no traces of a machine ----------------------------------------------------------------------

HOSTS = r"pypi\.org|pythonhosted\.org|registry\.npmjs|npmjs\.com|crates\.io"
PLACES = r"(?<![\w.~}])/(?:root|work|mnt|opt)/\w|(?<![\w.~}])/(?:home|Users)/\w+/|[A-Z]:\\Users\\\w"


def own_files() -> list[Path]:
    """Every text file of the project: what git tracks, or all files where there is no git."""
    listed = None
    if (ROOT / ".git").exists() and shutil.which("git"):
        listed = subprocess.run(["git", "-C", ROOT, "ls-files", "-z"], capture_output=True)
    if listed is not None and listed.returncode == 0:
        paths = [ROOT / name for name in os.fsdecode(listed.stdout).split("\0") if name]
    else:
        paths = [p for p in ROOT.rglob("*") if not NOT_SOURCE & set(p.relative_to(ROOT).parts)]
    return [p for p in paths if p.is_file() and p.suffix not in (".png", ".ttf", ".db", ".pyc")]


def test_no_file_names_a_registry_or_a_place_on_a_machine() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in own_files()
        for match in re.finditer(
            f"{HOSTS}|{PLACES}", path.read_text(encoding="utf-8", errors="replace")
        )
    ]
    assert found == []


@pytest.mark.parametrize(
    "text", ["https://pypi" + ".org/simple", "see /ro" + "ot/x", '"/home' + '/ada/x"']
)
def test_a_trace_would_be_found(text: str) -> None:
    assert re.search(f"{HOSTS}|{PLACES}", text)
