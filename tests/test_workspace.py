"""The workspace shows what is stored, and tells listeners what changed."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from fakes import FailingStore

from companion.clock import FixedClock
from companion.models.activity import Activity, ActivityKind
from companion.models.program import Program
from companion.models.schedule import Change, Edit, RecordType, Schedule
from companion.storage.schedule_store import ScheduleStore
from companion.workspace import StorageFailed, Workspace

CLOCK = FixedClock(datetime(2026, 10, 27, 11, 40, tzinfo=UTC), ZoneInfo("Europe/Berlin"))
READING = Activity("a", "u", None, ActivityKind.READING, "t")
ADD = Edit("Add both", (Change(None, Program("p", "P")), Change(None, READING)))
RENAME = Edit("Rename", (Change(Program("p", "P"), Program("p", "Q")),))

Told = list[frozenset[RecordType]]


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    workspace = Workspace(FailingStore(tmp_path / "x.db"), CLOCK, tmp_path)
    yield workspace
    workspace.close()


@pytest.fixture
def command(workspace: Workspace) -> Iterator[Workspace]:
    """The same data opened by a command while the window is open."""
    folder = workspace.data_dir
    command = Workspace(ScheduleStore(folder / "x.db"), CLOCK, folder)
    yield command
    command.close()


@pytest.fixture
def told(workspace: Workspace) -> Told:
    told: Told = []
    workspace.listen(told.append)
    return told


def test_an_edit_is_shown_and_told(workspace: Workspace, told: Told) -> None:
    assert workspace.perform(ADD) == ADD
    assert workspace.schedule == Schedule().with_(ADD)
    assert told == [frozenset({Program, Activity})]
    assert (workspace.undo_name, workspace.redo_name) == ("Add both", None)


def test_nothing_to_change_stores_and_tells_nothing(workspace: Workspace, told: Told) -> None:
    assert workspace.perform(None) is None
    assert (workspace.undo(), workspace.redo(), told) == (None, None, [])


def test_undo_and_redo_are_shown_and_told(workspace: Workspace, told: Told) -> None:
    workspace.perform(ADD)
    workspace.perform(RENAME)
    assert workspace.undo() == RENAME.inverse()
    assert workspace.schedule == Schedule().with_(ADD)
    assert (workspace.undo_name, workspace.redo_name) == ("Add both", "Rename")
    assert workspace.redo() == RENAME
    assert workspace.schedule == Schedule().with_(ADD).with_(RENAME)
    assert told[2:] == [frozenset({Program})] * 2


def test_an_edit_is_dated_by_the_clock(workspace: Workspace) -> None:
    workspace.perform(ADD)
    found = workspace.store._con.execute("SELECT made_at FROM edit").fetchall()
    assert found == [("2026-10-27T11:40:00+00:00",)]


@pytest.mark.parametrize("code", ["disk_full", "read_only", "locked", "missing"])
def test_what_could_not_be_stored_is_not_shown(workspace: Workspace, told: Told, code: str) -> None:
    workspace.perform(ADD)
    before = workspace.schedule
    workspace.store.code = code
    for act in (lambda: workspace.perform(RENAME), workspace.undo, workspace.redo):
        with pytest.raises(StorageFailed, match=code):
            act()
    assert workspace.schedule is before
    assert len(told) == 1
    workspace.store.code = None
    workspace.perform(RENAME)
    assert workspace.schedule.get(Program, "p") == Program("p", "Q")


def test_an_edit_of_a_command_is_shown_and_only_what_changed_is_told(
    workspace: Workspace, command: Workspace, told: Told
) -> None:
    assert not workspace.reload_if_changed()
    command.perform(ADD)
    assert workspace.reload_if_changed()
    assert not workspace.reload_if_changed()
    command.perform(RENAME)
    assert workspace.reload_if_changed()
    assert workspace.schedule == command.schedule
    assert told == [frozenset({Program, Activity}), frozenset({Program})]


def test_a_setting_of_a_command_is_no_change_of_the_schedule(
    workspace: Workspace, command: Workspace, told: Told
) -> None:
    command.set_setting("theme", "dark")
    assert not workspace.reload_if_changed()
    assert told == []
    assert workspace.setting("theme") == "dark"
    assert workspace.setting("none", "default") == "default"


def test_an_edit_made_on_an_older_state_shows_the_others_edit_too(
    workspace: Workspace, command: Workspace
) -> None:
    command.perform(ADD)
    other = Edit("Add", (Change(None, Program("q", "")),))
    workspace.perform(other)
    assert workspace.schedule == Schedule().with_(ADD).with_(other)


def test_a_conflict_stores_nothing_and_the_next_look_shows_why(
    workspace: Workspace, command: Workspace
) -> None:
    workspace.perform(ADD)
    command.reload_if_changed()
    command.perform(RENAME)
    mine = Edit("Rename", (Change(Program("p", "P"), Program("p", "Mine")),))
    with pytest.raises(StorageFailed, match="conflict"):
        workspace.perform(mine)
    assert workspace.reload_if_changed()
    assert workspace.schedule.get(Program, "p") == Program("p", "Q")


def test_undo_takes_back_the_last_edit_whoever_made_it(
    workspace: Workspace, command: Workspace
) -> None:
    workspace.perform(ADD)
    command.reload_if_changed()
    command.perform(RENAME)
    assert workspace.undo() == RENAME.inverse()
    assert workspace.schedule == Schedule().with_(ADD)
    assert command.redo() == RENAME
    assert workspace.reload_if_changed()
    assert workspace.schedule == command.schedule == Schedule().with_(ADD).with_(RENAME)
