"""A file kept updated: rewritten soon after each edit, whole or not at all, failures told once."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from ui.windows import open_window, texts

from companion import edits
from companion.exporters import atomic_file
from companion.exporters.choice import ExportChoice, ItemKind, Target
from companion.exporters.remembered import KeptFile
from companion.models.activity import Activity
from companion.storage.schedule_store import ScheduleStore
from companion.ui import keep_updated
from companion.ui.dialogs.export import ExportDialog
from companion.ui.dialogs.settings import Settings
from companion.ui.keep_updated import Keeper, keep_file, kept_file, watch
from companion.ui.main_window import MainWindow
from companion.ui.overlay import Overlay

CHOICE = ExportChoice(Target.OTHER, None, frozenset({ItemKind.LIVE, ItemKind.DUE}))
NOW = datetime(2026, 10, 27, 11, 40, tzinfo=UTC)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keep_updated, "AFTER_MS", 20)


def open_kept(
    qtbot: QtBot, tmp_path: Path, path: Path, choice: ExportChoice = CHOICE
) -> tuple[MainWindow, Keeper]:
    window = open_window(qtbot, tmp_path / "data")
    assert keep_file(window, window, KeptFile(str(path), choice, frozenset()))
    return window, watch(window, window)


def open_work(window: MainWindow) -> list[str]:
    activities = window.workspace.schedule.table(Activity).values()
    return [a.id for a in activities if a.due is not None and a.is_waiting_for_student]


def tick(window: MainWindow, number: int = 0) -> None:
    schedule = window.workspace.schedule
    window.perform(edits.complete(schedule, [open_work(window)[number]], NOW))


def notices(window: MainWindow) -> list[str]:
    return [n.strong.text() for n in window.stage.notices() if "calendar file" in n.strong.text()]


def test_an_edit_is_in_the_file_soon_after(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "x.ics"
    window, keeper = open_kept(qtbot, tmp_path, path)
    with qtbot.waitSignal(keeper.rewritten):
        tick(window)
    first = path.read_bytes()
    with qtbot.waitSignal(keeper.rewritten):
        tick(window)
    second = path.read_bytes()
    assert second.count(b"SUMMARY:Done") == first.count(b"SUMMARY:Done") + 1
    assert second.count(b"SEQUENCE:1") == 1
    with qtbot.waitSignal(keeper.rewritten):
        window.workspace.undo()
    assert path.read_bytes().count(b"SEQUENCE:2") == 1


def test_the_window_does_not_wait_for_it(qtbot: QtBot, tmp_path: Path) -> None:
    window, keeper = open_kept(qtbot, tmp_path, tmp_path / "x.ics")
    tick(window)
    assert not (tmp_path / "x.ics").exists()
    qtbot.waitSignal(keeper.rewritten).wait()
    assert (tmp_path / "x.ics").exists()


def test_an_edit_that_changes_nothing_in_the_file_leaves_it_alone(
    qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "x.ics"
    window, keeper = open_kept(qtbot, tmp_path, path)
    with qtbot.waitSignal(keeper.rewritten):
        keeper.look()
    before = path.stat().st_ino
    schedule = window.workspace.schedule
    noted = next(iter(schedule.table(Activity).values()))._replace(notes="ask about this")
    with qtbot.waitSignal(keeper.rewritten):
        assert window.perform(edits.change_activity(schedule, noted))
    assert path.stat().st_ino == before


def test_an_edit_made_by_a_command_is_in_the_file_soon_after(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "x.ics"
    window, keeper = open_kept(qtbot, tmp_path, path)
    with qtbot.waitSignal(keeper.rewritten):
        keeper.look()
    before = path.read_bytes().count(b"SUMMARY:Done")
    elsewhere = ScheduleStore(tmp_path / "data" / "companion.db")
    done = edits.complete(elsewhere.load(), [open_work(window)[0]], NOW)
    assert done is not None
    elsewhere.apply(done, NOW.isoformat())
    elsewhere.close()
    with qtbot.waitSignal(keeper.rewritten, timeout=5000):
        pass
    assert path.read_bytes().count(b"SUMMARY:Done") == before + 1


def test_a_choice_stored_by_anyone_does_not_rewrite_it(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "x.ics"
    window, keeper = open_kept(qtbot, tmp_path, path)
    with qtbot.waitSignal(keeper.rewritten):
        keeper.look()
    elsewhere = ScheduleStore(tmp_path / "data" / "companion.db")
    elsewhere.set_setting("anything", "else")
    elsewhere.close()
    window.keep("hours", "12")
    with qtbot.assertNotEmitted(keeper.rewritten, wait=1500):
        pass


def test_a_folder_that_is_gone_is_told_once_and_works_again_later(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keep_updated, "AGAIN_MS", 30)
    folder = tmp_path / "stick"
    window, keeper = open_kept(qtbot, tmp_path, folder / "x.ics")
    tick(window)
    qtbot.waitUntil(lambda: len(notices(window)) == 1)
    assert any("There is no folder" in text for text in texts(window))
    qtbot.wait(150)
    assert len(notices(window)) == 1, "each further try is silent"
    folder.mkdir()
    with qtbot.waitSignal(keeper.rewritten):
        pass
    assert (folder / "x.ics").exists()
    assert notices(window) == [], "what is mended is told no longer"


def test_a_full_disk_leaves_the_old_file_whole(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x.ics"
    window, keeper = open_kept(qtbot, tmp_path, path)
    with qtbot.waitSignal(keeper.rewritten):
        keeper.look()
    old = path.read_bytes()

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(atomic_file.os, "fsync", full)
    tick(window)
    qtbot.waitUntil(lambda: len(notices(window)) == 1)
    assert path.read_bytes() == old
    assert sorted(os.listdir(tmp_path)) == ["data", "x.ics"]
    monkeypatch.undo()
    monkeypatch.setattr(keep_updated, "AFTER_MS", 20)
    with qtbot.waitSignal(keeper.rewritten):
        tick(window)
    assert path.read_bytes() != old


def test_closing_right_after_an_edit_still_writes_it(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keep_updated, "AFTER_MS", 60_000)
    window, _ = open_kept(qtbot, tmp_path, tmp_path / "x.ics")
    tick(window)
    assert not (tmp_path / "x.ics").exists()
    window.close()
    assert (tmp_path / "x.ics").exists()


def test_a_course_added_later_goes_in_and_one_unticked_stays_out(
    qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "x.ics"
    choice = CHOICE._replace(course_ids=frozenset({"ml"}))
    window, _ = open_kept(qtbot, tmp_path, path, choice)
    known = frozenset({"py", "ml", "dv", None})
    keep_file(window, window, KeptFile(str(path), choice, known))
    keeper = watch(window, window)
    with qtbot.waitSignal(keeper.rewritten):
        keeper.look()
    content = path.read_text(encoding="utf-8")
    assert "ML live class" in content
    assert "CP live class" in content
    assert "DV live class" not in content


def test_it_is_remembered_and_taken_up_by_the_next_window(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "x.ics"
    window, _ = open_kept(qtbot, tmp_path, path)
    assert kept_file(window) == KeptFile(str(path), CHOICE, frozenset())
    second = MainWindow(window.workspace)
    qtbot.addWidget(second)
    keeper = second.findChild(Keeper)
    assert keeper is not None
    with qtbot.waitSignal(keeper.rewritten):
        pass
    assert path.exists()
    assert keep_file(window, window, None)
    assert kept_file(window) is None


def test_the_settings_tell_which_file_is_kept_and_stop_it(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "x.ics"
    path.write_bytes(b"BEGIN:VCALENDAR")
    window, _ = open_kept(qtbot, tmp_path, path)
    window.trigger("busy-calendars")
    own = window.findChildren(Settings)[-1].calendars.file
    assert own.told.text() == str(path)
    own.stop.click()
    assert kept_file(window) is None
    assert not own.stop.isVisible()
    assert own.told.text() == "None yet. One can be kept up to date with each change."
    assert path.exists()
    own.export.click()
    assert [d for d in window.findChildren(Overlay) if d.isVisible()] == window.findChildren(
        ExportDialog
    )


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"path": 3}', '{"target": "lotus"}'])
def test_a_setting_that_is_no_choice_keeps_nothing(qtbot: QtBot, tmp_path: Path, text: str) -> None:
    window = open_window(qtbot, tmp_path)
    window.workspace.set_setting("kept_calendar_file", text)
    assert kept_file(window) is None
