"""What changed is shown, and so is every copy; from both there is a way back."""

from datetime import timedelta
from pathlib import Path

import pytest
from damage import lose_pages
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from ui.windows import open_window

from companion import edits
from companion.bootstrap import Options, ways_out
from companion.models.activity import Activity
from companion.models.schedule import Schedule
from companion.sample import SAMPLE_NOW, sample_records
from companion.storage.schedule_store import ScheduleStore
from companion.ui.dialogs.ask import Question
from companion.ui.dialogs.copies import Copies
from companion.ui.dialogs.history import History
from companion.ui.dialogs.rescue import AFRESH, SAVED, Rescue, Ways
from companion.ui.main_window import MainWindow
from companion.ui.text import Words
from companion.ui.unexpected import look_at_file


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    return open_window(qtbot, tmp_path)


def tick(window: MainWindow, n: int = 1) -> None:
    schedule = window.workspace.schedule
    ids = [a.id for a in schedule.table(Activity).values() if not a.is_done][:n]
    assert window.perform(edits.complete(schedule, ids, window.workspace.clock.now()))


def spoken(widget: History | Copies | Rescue) -> list[str]:
    role = Qt.ItemDataRole.AccessibleTextRole
    return [str(widget.list.item(row).data(role)) for row in range(widget.list.count())]


def test_today_s_changes_are_listed_and_a_row_takes_back_all_after_it_too(
    qtbot: QtBot, window: MainWindow
) -> None:
    before = window.workspace.schedule
    tick(window)
    between = window.workspace.schedule
    tick(window)
    tick(window, 4)
    qtbot.keyClick(window, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    dialog = window.findChild(History)
    lines = spoken(dialog)
    assert len(lines) == 3
    assert lines[0].startswith("Tick, today 12:40, ")
    assert lines[0].endswith(" and 2 more")
    assert dialog.act.plain_text() == "Undo"
    qtbot.keyClick(dialog.list, Qt.Key.Key_Down)
    assert dialog.act.plain_text() == "Undo 2 changes"
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    assert window.workspace.schedule == between
    window.trigger("history")
    dialog = window.findChildren(History)[-1]
    assert [line.split(",")[0] for line in spoken(dialog)] == [
        "Tick (undone)", "Tick (undone)", "Tick",
    ]  # fmt: skip
    assert dialog.list.currentRow() == 2, "what can be undone is chosen"
    dialog.list.setCurrentRow(0)
    assert dialog.act.plain_text() == "Do 2 changes again"
    dialog.act.click()
    assert window.workspace.schedule != between
    window.workspace.undo(3)
    assert window.workspace.schedule == before


def test_an_empty_history_says_so(window: MainWindow) -> None:
    window.trigger("history")
    dialog = window.findChild(History)
    assert dialog.said.text() == "Nothing was changed yet."
    assert not dialog.act.isEnabled()


def test_a_copy_is_put_back_after_a_question_and_what_it_replaced_is_a_copy(
    qtbot: QtBot, window: MainWindow
) -> None:
    tick(window)
    window.workspace.back_up("change")
    kept = window.workspace.schedule
    tick(window, 3)
    window.trigger("copies")
    dialog = window.findChild(Copies)
    (line,) = spoken(dialog)
    assert line == "Tue 27 Oct 12:40, after changes, 4 courses, 211 activities, 118 done · last change: Tick"  # fmt: skip # noqa: E501

    def answer() -> None:
        question = window.findChild(Question)
        question.buttons[0].click()

    from PySide6.QtCore import QTimer

    QTimer.singleShot(0, answer)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    assert window.workspace.schedule == kept
    occasions = [s.occasion for s in window.workspace.store.snapshots()]
    assert sorted(occasions) == ["change", "restore"]


def test_a_copy_that_cannot_be_read_is_told_and_cannot_be_put_back(
    window: MainWindow, tmp_path: Path
) -> None:
    tick(window)
    window.workspace.back_up("change")
    (copy,) = (tmp_path / "backups").iterdir()
    copy.write_bytes(b"not a copy any more")
    window.trigger("copies")
    dialog = window.findChild(Copies)
    assert spoken(dialog) == ["Tue 27 Oct 12:40, cannot be read"]
    assert not dialog.act.isEnabled()


def damaged(folder: Path) -> Options:
    """Data of which some pages are lost, with one copy of all of it."""
    path = folder / "companion.db"
    store = ScheduleStore(path)
    store.fill(sample_records())
    store.back_up("quit", SAMPLE_NOW - timedelta(days=1))
    store.close()
    path.write_bytes(lose_pages(path.read_bytes(), b"ml-w9-ridge"))
    return Options(data_dir=folder)


def shown(qtbot: QtBot, options: Options, code: str = "damaged") -> Rescue:
    assert options.data_dir is not None
    words = Words(SAMPLE_NOW, SAMPLE_NOW.tzinfo, True, 0)  # type: ignore[arg-type]  # a ZoneInfo
    dialog = Rescue(code, Ways(*ways_out(options)), words, options.data_dir)
    qtbot.addWidget(dialog)
    dialog.show()
    QApplication.processEvents()
    return dialog


def test_of_a_damaged_file_the_student_sees_what_differs_and_chooses_by_keys(
    qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = shown(qtbot, damaged(tmp_path))
    saved, copy, nothing = spoken(dialog)
    assert saved.startswith("What can still be read of it, not all of it, 4 courses, 1")
    assert copy == "The copy of Mon 26 Oct 12:40, when closing, 4 courses, 211 activities, 117 done"
    assert nothing.startswith("Begin with nothing")
    qtbot.keyClick(dialog.list, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    assert dialog.chosen.endswith("-quit.db")


@pytest.mark.parametrize(("row", "courses"), [(0, 4), (1, 4), (2, 0)])
def test_whatever_is_chosen_is_in_place_and_the_damaged_file_kept(
    qtbot: QtBot, tmp_path: Path, row: int, courses: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    from companion import app
    from companion.bootstrap import open_workspace
    from companion.models.course import Course
    from companion.workspace import StorageFailed

    options = damaged(tmp_path)
    broken = (tmp_path / "companion.db").read_bytes()

    def choose(dialog: Rescue) -> int:
        qtbot.addWidget(dialog)
        dialog.list.setCurrentRow(row)
        dialog.take()
        return 1

    monkeypatch.setattr(Rescue, "exec", choose)
    with pytest.raises(StorageFailed) as failed:
        open_workspace(options, is_command=False)
    assert app._rescue(options, failed.value)
    workspace = open_workspace(options, is_command=False)
    assert len(workspace.schedule.table(Course)) == courses
    if courses:
        assert isinstance(workspace.schedule, Schedule)
        assert workspace.store.check().problems == ()
    workspace.close()
    (kept,) = (tmp_path / "damaged").rglob("companion.db")
    assert kept.read_bytes() == broken


def test_data_that_is_gone_is_never_silently_empty(qtbot: QtBot, tmp_path: Path) -> None:
    options = damaged(tmp_path)
    (tmp_path / "companion.db").unlink()
    dialog = shown(qtbot, options, "gone")
    assert [line.split(",")[0] for line in spoken(dialog)] == [
        "The copy of Mon 26 Oct 12:40",
        "Begin with nothing",
    ]
    assert dialog.chosen not in (SAVED, AFRESH)
    dialog.close_button.click()
    assert dialog.chosen == ""


def test_damage_that_reading_has_not_met_is_told_with_the_way_to_the_copies(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = len(window.stage.notices())
    look_at_file(window)
    assert len(window.stage.notices()) == before
    monkeypatch.setattr(window.workspace.store, "is_sound", lambda: False)
    look_at_file(window)
    notice = window.stage.notices()[-1]
    assert notice.accessibleName().startswith("Your data file is damaged.")
    assert notice.button is not None
    notice.button.click()
    assert window.findChild(Copies) is not None


def test_a_choice_that_cannot_be_put_in_place_is_told_and_asked_again(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from companion import app, bootstrap
    from companion.ui.dialogs.not_opened import NotOpened
    from companion.workspace import StorageFailed

    options, rows, told = damaged(tmp_path), iter((1, None)), []

    def choose(dialog: Rescue) -> int:
        qtbot.addWidget(dialog)
        row = next(rows)
        if row is not None:
            dialog.list.setCurrentRow(row)
            dialog.take()
        return 1

    def full(*_: object) -> None:
        raise StorageFailed("disk_full")

    def tell(box: NotOpened) -> int:
        qtbot.addWidget(box)
        told.append(box.text())
        return 0

    monkeypatch.setattr(Rescue, "exec", choose)
    monkeypatch.setattr(NotOpened, "exec", tell)
    monkeypatch.setattr(bootstrap, "restore_data", full)
    before = (tmp_path / "companion.db").read_bytes()
    assert not app._rescue(options, StorageFailed("damaged"))
    assert told == ["The disk is full, so nothing was stored; free some space and try again."]
    assert (tmp_path / "companion.db").read_bytes() == before
