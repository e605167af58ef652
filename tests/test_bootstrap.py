"""The program is put together as the options ask."""

import os
import shutil
import stat
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import available_timezones

import pytest

from companion.bootstrap import CITY_SETTING, Options, open_workspace, zone_named
from companion.clock import FixedClock, ShiftedClock, SystemClock
from companion.instance import claim
from companion.models.faults import Refused
from companion.models.program import Program
from companion.models.schedule import Change, Edit
from companion.models.walltime import is_zone
from companion.paths import places
from companion.workspace import StorageFailed

NOON = datetime(2026, 10, 27, 12, tzinfo=UTC)
SOURCE = Path(__file__).parents[1] / "src"
STRANGE = (
    "", " ", ".", "..", "/", "../../etc/passwd", "/etc/passwd", "Europe/../Europe/Berlin",
    "America", "America/Argentina", "Europe/Berlin ", "Europe//Berlin", "a" * 5000, "nul\0",
    "zone.tab",
    "tzdata.zi", "posix/Europe/Berlin", "right/UTC", "localtime", "Factory", "Mars/Olympus",
    "E\u202er", "Europe\\Berlin", "C:/x", "\ud800", "__init__", "Europe/__init__",
)  # fmt: skip


def test_a_command_stands_still_at_the_instant_given(tmp_path: Path) -> None:
    with_now = Options(tmp_path, "Asia/Kolkata", NOON)
    workspace = open_workspace(with_now, is_command=True)
    assert isinstance(workspace.clock, FixedClock)
    assert (workspace.clock.now(), workspace.clock.zone.key) == (NOON, "Asia/Kolkata")
    workspace.close()


def test_a_window_runs_on_from_the_instant_given(tmp_path: Path) -> None:
    workspace = open_workspace(Options(tmp_path, None, NOON), is_command=False)
    assert isinstance(workspace.clock, ShiftedClock)
    assert timedelta(0) <= workspace.clock.now() - NOON < timedelta(minutes=1)
    workspace.close()


@pytest.mark.parametrize("is_command", [True, False])
def test_without_options_time_is_the_systems(tmp_path: Path, is_command: bool) -> None:
    workspace = open_workspace(Options(tmp_path), is_command=is_command)
    assert type(workspace.clock) is SystemClock
    workspace.close()


@pytest.mark.parametrize(
    ("option", "city", "expected"),
    [
        ("Asia/Kolkata", "Europe/Berlin", "Asia/Kolkata"),
        (None, "Europe/Berlin", "Europe/Berlin"),
        (None, "", "Africa/Nairobi"),
        (None, "Moon/Base", "Africa/Nairobi"),
        (None, "../../etc/passwd", "Africa/Nairobi"),
    ],
    ids=["option before city", "city before system", "no city", "unknown city", "path as city"],
)
def test_the_students_zone(
    tmp_path: Path, option: str | None, city: str, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("companion.clock.system_zone", lambda: zone_named("Africa/Nairobi"))
    first = open_workspace(Options(tmp_path), is_command=True)
    first.set_setting(CITY_SETTING, city)
    first.close()
    workspace = open_workspace(Options(tmp_path, option), is_command=True)
    assert workspace.clock.zone.key == expected
    workspace.close()


@pytest.mark.parametrize("name", STRANGE, ids=ascii)
def test_a_strange_zone_is_refused_and_reaches_no_file(tmp_path: Path, name: str) -> None:
    with pytest.raises(Refused) as refused:
        open_workspace(Options(tmp_path / "data", name), is_command=True)
    (fault,) = refused.value.faults
    assert (fault.field, fault.code, fault.values) == ("zone", "unknown_zone", (name[:80],))
    assert not (tmp_path / "data").exists()


def test_every_zone_of_this_machine_can_be_named() -> None:
    names = available_timezones() - {"Factory", "localtime"}
    assert [name for name in names if not is_zone(name)] == []


def test_everything_lies_in_the_folder_given(tmp_path: Path) -> None:
    workspace = open_workspace(Options(tmp_path / "a" / "b"), is_command=True)
    workspace.close()
    assert workspace.data_dir == tmp_path / "a" / "b"
    assert not workspace.is_sample
    where = places(tmp_path / "a" / "b")
    assert where.database.is_file()
    assert {where.backups.parent, where.logs.parent} == {where.folder}


def test_a_relative_folder_stays_the_same_when_the_program_moves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert places(Path("here")).folder == tmp_path / "here"


def test_without_a_folder_data_lies_in_the_platforms_own() -> None:
    folder = places().folder
    assert folder.is_absolute()
    assert folder.name == "companion"


def test_edits_are_there_the_next_time(tmp_path: Path) -> None:
    first = open_workspace(Options(tmp_path), is_command=True)
    first.perform(Edit("Add", (Change(None, Program("p", "Certificate")),)))
    first.close()
    second = open_workspace(Options(tmp_path), is_command=False)
    assert second.schedule == first.schedule
    assert second.undo_name == "Add"
    second.close()


def test_data_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    places(tmp_path).database.write_text("no database")
    with pytest.raises(StorageFailed, match="damaged"):
        open_workspace(Options(tmp_path), is_command=True)


_SAMPLE = """
from companion.bootstrap import Options, open_workspace
workspace = open_workspace(Options(is_sample=True), is_command=True)
print(workspace.data_dir)
print(workspace.clock.now().isoformat(), workspace.clock.zone.key, workspace.is_sample)
print(len(workspace.schedule.courses), workspace.undo_name)
"""


def test_the_sample_is_complete_and_leaves_nothing_behind(tmp_path: Path) -> None:
    found = subprocess.run(
        [sys.executable, "-c", _SAMPLE],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(SOURCE), "TMPDIR": str(tmp_path)},
    )
    folder, clock, courses = found.stdout.splitlines()
    assert clock == "2026-10-27T11:40:00+00:00 Europe/Berlin True"
    assert courses == "4 None"
    assert not Path(folder).exists()
    assert list(tmp_path.iterdir()) == []


def test_the_sample_can_be_seen_from_elsewhere_at_another_time() -> None:
    options = Options(None, "Asia/Kolkata", NOON, is_sample=True)
    workspace = open_workspace(options, is_command=True)
    assert (workspace.clock.now(), workspace.clock.zone.key) == (NOON, "Asia/Kolkata")
    workspace.close()


def test_opening_needs_no_window_and_nothing_heavy(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from companion.bootstrap import *\n"
        "open_workspace(Options(Path(sys.argv[1]), 'Europe/Berlin'), is_command=False)\n"
        "print(*sys.modules)"
    )
    found = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
    )
    heavy = {
        "PySide6", "asyncio", "dataclasses", "email", "icalendar", "importlib.metadata", "inspect",
        "json", "platformdirs", "shutil", "subprocess", "tempfile", "tzlocal",
    }  # fmt: skip
    assert heavy.intersection(found.stdout.split()) == set()


def test_data_that_is_gone_is_not_replaced_while_copies_cannot_be_looked_at(tmp_path: Path) -> None:
    (tmp_path / "backups").symlink_to(tmp_path / "backups")  # a loop: it cannot be listed
    with pytest.raises(StorageFailed, match="gone"):
        open_workspace(Options(tmp_path), is_command=True)
    assert not (tmp_path / "companion.db").exists()


@pytest.mark.parametrize("folder", ["/".join(["long" * 50] * 22), "loop"])
def test_a_folder_that_there_cannot_be_is_told(tmp_path: Path, folder: str) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with pytest.raises(StorageFailed, match="missing"):
        open_workspace(Options(tmp_path / folder), is_command=True)


_AS_A_STUDENT = ["setpriv", "--bounding-set=-dac_override,-dac_read_search",
                 "--inh-caps=-dac_override,-dac_read_search"]  # fmt: skip


@pytest.mark.skipif(
    os.name != "posix" or not shutil.which("setpriv"), reason="there is no setpriv here"
)
@pytest.mark.parametrize("closed", [".", "backups"])
def test_what_may_not_be_read_is_told_in_a_sentence_and_nothing_is_made_instead(
    tmp_path: Path, closed: str
) -> None:
    open_workspace(Options(tmp_path), is_command=True).close()
    (tmp_path / "backups").mkdir()
    if closed == "backups":
        (tmp_path / "companion.db").unlink()
    before = sorted(os.listdir(tmp_path))
    as_student = _AS_A_STUDENT if os.geteuid() == 0 else []
    (tmp_path / closed).chmod(0)
    try:
        done = subprocess.run(
            [*as_student, sys.executable, "-m", "companion", "--data-dir", tmp_path, "agenda"],
            env={**os.environ, "PYTHONPATH": str(SOURCE)}, capture_output=True, text=True,
            check=False,
        )  # fmt: skip
    finally:
        (tmp_path / closed).chmod(0o700)
    told = {".": "cannot be written to", "backups": "is not there, but copies of it are"}
    assert done.returncode == 1
    assert told[closed] in done.stderr
    assert sorted(os.listdir(tmp_path)) == before


@pytest.mark.skipif(os.name != "posix", reason="there are no such rights here")
def test_folders_made_on_the_way_to_the_data_are_the_owners_whatever_the_umask(
    tmp_path: Path,
) -> None:
    before = os.umask(0)
    try:
        open_workspace(Options(tmp_path / "share" / "companion"), is_command=True).close()
        assert claim(tmp_path / "other" / "companion") is not None
    finally:
        os.umask(before)
    for name in ("share", "share/companion", "other", "other/companion"):
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o700
