"""The export dialog as the student uses it: ticks, the live list, saving, and what it says."""

from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest
from calendar_readers import by_zone_names
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot
from ui.windows import open_window, texts

from companion import edits
from companion.exporters.calendar_file import plan_export
from companion.exporters.choice import ItemKind, Target
from companion.models.activity import Activity, ActivityKind, DueDate
from companion.models.course import EASTERN
from companion.sample import SAMPLE_NOW, sample_records
from companion.ui import working
from companion.ui.dialogs import export
from companion.ui.dialogs.export import ExportDialog
from companion.ui.dialogs.export_choices import TargetCard
from companion.ui.dialogs.export_file import file_name
from companion.ui.dialogs.export_list import DayRow, ItemRow
from companion.ui.keep_updated import kept_file
from companion.ui.main_window import MainWindow

LIVE, DUE = ItemKind.LIVE, ItemKind.DUE


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """However busy the machine is, the list is there when the dialog opens."""
    monkeypatch.setattr(working, "PATIENCE_S", 60)


class Asked:
    """Stands for the system's file dialog: answers with a path, remembers the name offered."""

    def __init__(self, path: Path | None) -> None:
        self.path, self.name = path, ""

    def __call__(self, _parent: object, name: str) -> str:
        self.name = name
        return str(self.path) if self.path else ""


def open_dialog(
    qtbot: QtBot, folder: Path, path: Path | None = None, **options: object
) -> tuple[MainWindow, ExportDialog, Asked]:
    window = open_window(qtbot, folder, **options)
    asked = Asked(path)
    dialog = ExportDialog(window, window, ask=asked, find_program=lambda _, answer: answer(True))
    qtbot.waitUntil(lambda: dialog.list.isVisible() or dialog.empty.isVisible())
    return window, dialog, asked


def listed(dialog: ExportDialog) -> list[str]:
    rows = dialog.list.shown.rows
    return [row.item.summary for row in rows if isinstance(row, ItemRow)]


def choose(dialog: ExportDialog, target: Target) -> None:
    next(card for card in dialog.form.targets if card.target is target).click()


def only(dialog: ExportDialog, *kinds: ItemKind) -> None:
    for kind, tick in dialog.form.kinds.items():
        tick.setChecked(kind in kinds)


def test_the_action_opens_it_over_the_window(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot, tmp_path)
    window.trigger("export")
    (dialog,) = window.findChildren(ExportDialog)
    assert dialog.isVisible()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_list_counts_and_file_agree(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "x.ics"
    window, dialog, _ = open_dialog(qtbot, tmp_path, path)
    plan = plan_export(window.workspace.schedule, dialog.form.choice())
    assert dialog.items() == list(plan.items)
    assert dialog.title.text() == f"{len(plan.items)} items, exactly these"
    counted = sum(int(tick.remark()) for tick in dialog.form.kinds.values() if tick.isChecked())
    assert counted == len(plan.items)
    assert dialog.save()
    read = [summary for summary, _, _ in by_zone_names(path.read_bytes())]
    assert sorted(read) == sorted(listed(dialog))


def test_each_tick_changes_list_and_counts_at_once(qtbot: QtBot, tmp_path: Path) -> None:
    _, dialog, _ = open_dialog(qtbot, tmp_path)
    only(dialog, LIVE)
    assert set(listed(dialog)) == {"ML live class", "DV live class"}
    assert dialog.form.courses["ml"].remark() == "6 items"
    dialog.form.courses["dv"].click()
    assert set(listed(dialog)) == {"ML live class"}
    assert dialog.form.kinds[LIVE].remark() == "6"
    dialog.form.kinds[DUE].click()
    assert any(summary.startswith("Due: ") for summary in listed(dialog))


def test_courses_that_run_are_ticked_and_others_say_why_not(qtbot: QtBot, tmp_path: Path) -> None:
    _, dialog, _ = open_dialog(qtbot, tmp_path)
    ticked = {key for key, tick in dialog.form.courses.items() if tick.isChecked()}
    assert ticked == {"ml", "dv"}
    assert dialog.form.courses["py"].remark() == "done"
    assert dialog.form.courses["cp"].remark() == "starts Mon 11 Jan 2027"


def test_when_nothing_has_started_all_courses_to_come_are_ticked(
    qtbot: QtBot, tmp_path: Path
) -> None:
    now = SAMPLE_NOW - timedelta(days=365)
    _, dialog, _ = open_dialog(qtbot, tmp_path, now=now)
    assert all(tick.isChecked() for tick in dialog.form.courses.values())


def test_work_without_a_course_can_be_left_out(qtbot: QtBot, tmp_path: Path) -> None:
    form = Activity(
        "form", "form@test", None, ActivityKind.READING, "Form",
        due=DueDate(SAMPLE_NOW.replace(tzinfo=None), EASTERN),
    )  # fmt: skip
    _, dialog, _ = open_dialog(qtbot, tmp_path, records=[*sample_records(), form])
    assert "Due: Form" in listed(dialog)
    dialog.form.courses[None].click()
    assert "Due: Form" not in listed(dialog)


def test_the_list_opens_at_today_and_names_local_days(qtbot: QtBot, tmp_path: Path) -> None:
    _, dialog, _ = open_dialog(qtbot, tmp_path)
    top = dialog.list.indexAt(dialog.list.viewport().rect().topLeft())
    row = top.data(Qt.ItemDataRole.UserRole)
    assert isinstance(row, DayRow)
    assert row.day == SAMPLE_NOW.date()
    said = [top.siblingAtRow(n).data(Qt.ItemDataRole.AccessibleTextRole) for n in range(400)]
    assert "Tuesday 27 October" in said
    assert (
        "ML live class, class, Machine Learning, tonight 23:30, "
        "Regularization and model selection" in said
    )


def test_the_list_is_a_sound_model(
    qtbot: QtBot, tmp_path: Path, qtmodeltester: ModelTester
) -> None:
    _, dialog, _ = open_dialog(qtbot, tmp_path)
    qtmodeltester.check(dialog.list.shown)
    only(dialog, LIVE)


def test_finding_shows_what_matches_and_how_many(qtbot: QtBot, tmp_path: Path) -> None:
    _, dialog, _ = open_dialog(qtbot, tmp_path)
    total = len(dialog.items())
    qtbot.keyClick(dialog, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(dialog.search, "check-in QUIZ 9")
    assert listed(dialog) == ["Due: Check-in quiz 9 (ML)"]
    assert dialog.title.text() == f"1 of {total} items"
    dialog.search.setText("no such thing")
    assert dialog.empty.isVisible()
    assert dialog.save_button.isEnabled()


def test_nothing_chosen_says_so_and_cannot_be_saved(qtbot: QtBot, tmp_path: Path) -> None:
    _, dialog, asked = open_dialog(qtbot, tmp_path, tmp_path / "x.ics")
    only(dialog)
    assert dialog.empty.isVisible()
    assert "Nothing is chosen" in texts(dialog.empty)
    assert not dialog.save_button.isEnabled()
    assert dialog.save_button.toolTip() == "Nothing is chosen to save."
    qtbot.keyClick(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert asked.name == ""


def test_saving_by_key_writes_the_file_and_says_how_to_import(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "x.ics"
    _, dialog, asked = open_dialog(qtbot, tmp_path, path)
    only(dialog, LIVE)
    qtbot.keyClick(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert path.exists()
    assert asked.name == "ml-data-science.ics"
    assert dialog.told().startswith(
        "x.ics is saved and checked: 10 classes, 1 break, the same in all three. In Google Calendar"
    )
    assert "delete that calendar" in dialog.told()


@pytest.mark.parametrize("target", Target)
def test_each_program_has_its_own_way_to_import(
    qtbot: QtBot, tmp_path: Path, target: Target
) -> None:
    _, dialog, _ = open_dialog(qtbot, tmp_path, tmp_path / "x.ics")
    choose(dialog, target)
    assert dialog.save()
    assert "calendar" in dialog.told()
    assert dialog.open_button.isHidden() == (target is Target.GOOGLE)


def test_how_to_import_goes_when_another_program_is_chosen(qtbot: QtBot, tmp_path: Path) -> None:
    _, dialog, _ = open_dialog(qtbot, tmp_path, tmp_path / "x.ics")
    choose(dialog, Target.OUTLOOK)
    assert dialog.save()
    dialog.form.past.click()
    assert "In Outlook" in dialog.told()
    choose(dialog, Target.APPLE)
    assert dialog.told() == ""
    assert dialog.save()
    assert "New Calendar" in dialog.told()


def test_opening_hands_the_saved_file_to_the_system(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()) or False
    )
    path = tmp_path / "x.ics"
    _, dialog, _ = open_dialog(qtbot, tmp_path, path)
    choose(dialog, Target.APPLE)
    dialog.save()
    qtbot.mouseClick(dialog.open_button, Qt.MouseButton.LeftButton)
    assert [Path(name) for name in opened] == [path]
    assert "open it yourself" in dialog.told()


def test_a_failure_is_told_and_another_place_can_be_chosen(qtbot: QtBot, tmp_path: Path) -> None:
    _, dialog, asked = open_dialog(qtbot, tmp_path, tmp_path / "gone" / "x.ics")
    only(dialog, LIVE)
    assert not dialog.save()
    assert "There is no folder" in dialog.told()
    assert dialog.notice is not None
    asked.path = tmp_path / "x.ics"
    qtbot.mouseClick(dialog.notice.button, Qt.MouseButton.LeftButton)
    assert asked.path.exists()
    assert "is saved" in dialog.told()


def test_thinking_better_of_it_writes_and_says_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    _, dialog, asked = open_dialog(qtbot, tmp_path, None)
    assert not dialog.save()
    assert asked.name
    assert dialog.told() == ""


def test_the_passcode_is_out_unless_it_is_ticked(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "x.ics"
    _, dialog, _ = open_dialog(qtbot, tmp_path, path)
    assert not dialog.form.passcode.isChecked()
    dialog.save()
    assert b"Passcode" not in path.read_bytes()
    dialog.form.passcode.click()
    dialog.save()
    assert b"Passcode: " in path.read_bytes()


def test_reminders_stand_in_the_list_and_outlook_keeps_one(qtbot: QtBot, tmp_path: Path) -> None:
    _, dialog, _ = open_dialog(qtbot, tmp_path)
    only(dialog, LIVE)
    assert dialog.items()[0].reminders == (timedelta(minutes=15), timedelta(days=1))
    choose(dialog, Target.OUTLOOK)
    assert dialog.items()[0].reminders == (timedelta(minutes=15),)
    assert not dialog.form.second_reminder.isEnabled()
    assert "one reminder" in dialog.form.reminder_hint.text()
    dialog.form.reminder.setCurrentIndex(0)
    choose(dialog, Target.OTHER)
    assert dialog.items()[0].reminders == (timedelta(days=1),)


def test_a_click_beside_the_dialog_keeps_it_open(qtbot: QtBot, tmp_path: Path) -> None:
    _, dialog, _ = open_dialog(qtbot, tmp_path)
    qtbot.mouseClick(dialog, Qt.MouseButton.LeftButton, pos=dialog.rect().topLeft())
    assert dialog.isVisible()


def test_every_control_has_a_name_and_can_be_reached_by_tab(qtbot: QtBot, tmp_path: Path) -> None:
    _, dialog, _ = open_dialog(qtbot, tmp_path, size=(960, 600))
    controls = [
        *dialog.form.targets, *dialog.form.courses.values(), *dialog.form.kinds.values(),
        dialog.form.reminder, dialog.form.second_reminder, dialog.form.due_reminder,
        dialog.form.past, dialog.form.link, dialog.form.passcode, dialog.keep, dialog.search,
        dialog.list, dialog.save_button,
    ]  # fmt: skip
    for control in controls:
        assert control.accessibleName() or control.text()
        assert control.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert dialog.form.courses["ml"].accessibleName().startswith("ML, Machine Learning, ")
    assert dialog.panel.width() <= 960
    assert dialog.panel.height() <= 600


def press(qtbot: QtBot, *keys: Qt.Key) -> None:
    for key in keys:
        qtbot.keyClick(QApplication.focusWidget(), key)


def test_everything_can_be_done_by_keys(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "x.ics"
    _, dialog, _ = open_dialog(qtbot, tmp_path, path)
    form = dialog.form
    wanted = {form.past: True, form.kinds[DUE]: False, dialog.keep: True}
    for _ in range(60):  # no control is out of reach, and Tab never leaves the dialog
        press(qtbot, Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        assert dialog.isAncestorOf(now)
        if isinstance(now, TargetCard) and now.target is Target.GOOGLE:
            press(qtbot, Qt.Key.Key_Down, Qt.Key.Key_Right)
        is_tick = now in wanted and now.isChecked() is not wanted[now]
        if is_tick or (now is dialog.save_button and not path.exists()):
            press(qtbot, Qt.Key.Key_Space)
    assert dialog.form.target() is Target.OTHER
    assert "Due" not in path.read_text(encoding="utf-8")
    assert len([s for s, _, _ in by_zone_names(path.read_bytes()) if "live class" in s]) == 20
    assert "is saved" in dialog.told()
    assert dialog.keep.isChecked()
    press(qtbot, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_the_list_says_how_many_items_the_file_has(qtbot: QtBot, tmp_path: Path) -> None:
    _, dialog, _ = open_dialog(qtbot, tmp_path)
    assert dialog.list.accessibleName() == f"{len(dialog.items())} items in the file"
    only(dialog, LIVE)
    assert dialog.list.accessibleName() == "10 items in the file"


def test_past_items_are_out_until_they_are_ticked(qtbot: QtBot, tmp_path: Path) -> None:
    _, dialog, _ = open_dialog(qtbot, tmp_path)
    only(dialog, LIVE, DUE)
    shown, past = len(dialog.items()), int(dialog.form.past.remark())
    assert all(item.ends_at >= SAMPLE_NOW - timedelta(hours=13) for item in dialog.items())
    dialog.form.past.click()
    assert len(dialog.items()) == shown + past
    assert int(dialog.form.past.remark()) == past


def test_todos_take_the_place_of_the_rest_and_give_it_back(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "x.ics"
    _, dialog, asked = open_dialog(qtbot, tmp_path, path)
    todos = dialog.form.kinds[ItemKind.TODO]
    assert todos.isHidden(), "Google takes none"
    choose(dialog, Target.OTHER)
    before = {kind for kind, tick in dialog.form.kinds.items() if tick.isChecked()}
    todos.click()
    assert {item.kind for item in dialog.items()} == {ItemKind.TODO}
    assert dialog.save()
    assert asked.name == "ml-data-science-to-dos.ics"
    content = path.read_bytes()
    assert content.count(b"BEGIN:VTODO") == len(dialog.items())
    assert b"VEVENT" not in content
    todos.click()
    assert {kind for kind, tick in dialog.form.kinds.items() if tick.isChecked()} == before
    todos.click()
    choose(dialog, Target.OUTLOOK)
    assert {kind for kind, tick in dialog.form.kinds.items() if tick.isChecked()} == before


def test_choices_are_remembered_for_each_program(qtbot: QtBot, tmp_path: Path) -> None:
    window, dialog, _ = open_dialog(qtbot, tmp_path, tmp_path / "x.ics")
    choose(dialog, Target.APPLE)
    only(dialog, LIVE)
    dialog.form.courses["dv"].click()
    dialog.form.passcode.click()
    dialog.form.link.click()
    dialog.form.reminder.choose(60)
    dialog.form.add_reminder.click()
    saved = dialog.form.choice()
    assert dialog.save()
    dialog.close_overlay()
    again = ExportDialog(window, window, ask=Asked(None))
    assert again.form.choice() == saved
    choose(again, Target.OUTLOOK)
    again.form.courses["dv"].setChecked(True)
    only(again, DUE)
    choose(again, Target.APPLE)
    assert again.form.choice() == saved


def test_saving_again_says_what_is_other_than_last_time(qtbot: QtBot, tmp_path: Path) -> None:
    window, dialog, _ = open_dialog(qtbot, tmp_path, tmp_path / "x.ics")
    only(dialog, LIVE, DUE)
    number = len(dialog.items())
    assert dialog.save()
    assert "last time" not in dialog.told()
    due = next(i for i in dialog.items() if i.kind is DUE and i.summary.startswith("Due: C"))
    live = next(i for i in dialog.items() if i.kind is LIVE)
    window.perform(edits.complete(window.workspace.schedule, [due.id], SAMPLE_NOW))
    window.perform(edits.cancel_occurrence(window.workspace.schedule, live.id))
    assert dialog.save()
    assert f"1 changed, 1 cancelled, {number - 2} the same as last time." in dialog.told()


def test_open_saves_first_and_is_hidden_where_nothing_opens_files(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()) or True
    )
    path = tmp_path / "x.ics"
    window, dialog, asked = open_dialog(qtbot, tmp_path, path)
    choose(dialog, Target.APPLE)
    assert dialog.open_button.isVisible()
    qtbot.mouseClick(dialog.open_button, Qt.MouseButton.LeftButton)
    assert path.exists()
    assert len(opened) == 1
    asked.path = None
    qtbot.mouseClick(dialog.open_button, Qt.MouseButton.LeftButton)
    assert len(opened) == 2, "nothing has changed, so nothing is asked"
    only(dialog, LIVE)
    qtbot.mouseClick(dialog.open_button, Qt.MouseButton.LeftButton)
    assert len(opened) == 2, "another choice wants a file, and none was given"
    bare = ExportDialog(window, window, find_program=lambda _, answer: answer(False))
    choose(bare, Target.APPLE)
    assert bare.open_button.isHidden()


def test_a_file_is_kept_updated_once_it_is_saved(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "calendars" / "x.ics"
    path.parent.mkdir()
    window, dialog, asked = open_dialog(qtbot, tmp_path, path)
    assert dialog.keep.remark() == (
        "ml-data-science.ics, rewritten after each change; import again after changes"
    )
    choose(dialog, Target.OTHER)
    dialog.keep.click()
    assert kept_file(window) is None
    assert dialog.save()
    kept = kept_file(window)
    assert kept is not None
    assert (kept.path, kept.choice) == (str(path), dialog.form.choice())
    assert dialog.keep.remark() == "x.ics in calendars, rewritten after each change"
    choose(dialog, Target.GOOGLE)
    assert not dialog.keep.isChecked()
    choose(dialog, Target.OTHER)
    assert dialog.keep.isChecked()
    assert dialog.save()
    assert asked.name == str(path)
    dialog.keep.click()
    assert kept_file(window) is None


@pytest.mark.parametrize(
    ("calendar", "name"),
    [
        ("ML & Data Science", "ml-data-science.ics"),
        ("../../etc/passwd", "etc-passwd.ics"),
        ("机器学习", "机器学习.ics"),
        ("///", "courses.ics"),
        ("x" * 300, "x" * 60 + ".ics"),
    ],
)
def test_a_file_is_named_after_the_calendar(calendar: str, name: str) -> None:
    assert file_name(calendar) == name


def test_the_window_answers_while_hundreds_of_courses_are_read(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is chosen meanwhile counts: the list shows the last choice, never one before it."""
    go_on, read = Event(), export.offer

    def slow(*asked: object) -> object:
        assert go_on.wait(20)
        return read(*asked)

    monkeypatch.setattr(working, "PATIENCE_S", 0)
    monkeypatch.setattr(export, "offer", slow)
    window = open_window(qtbot, tmp_path)
    dialog = ExportDialog(window, window, ask=Asked(tmp_path / "x.ics"))
    assert dialog.title.text() == dialog.empty.title.text() == "One moment…"
    assert not dialog.save_button.isEnabled()
    dialog.form.past.click()
    dialog.search.setText("Class")
    assert dialog.title.text() == "One moment…"
    dialog.search.clear()
    go_on.set()
    qtbot.waitUntil(lambda: dialog.save_button.isEnabled(), timeout=20_000)
    plan = plan_export(window.workspace.schedule, dialog.form.choice())
    assert dialog.form.choice().since is None
    assert dialog.items() == list(plan.items)
    assert dialog.list.isVisible()


def test_saving_does_not_wait_for_the_list(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, read = Event(), export.offer
    monkeypatch.setattr(working, "PATIENCE_S", 0)
    monkeypatch.setattr(export, "offer", lambda *asked: go_on.wait(20) and read(*asked))
    window = open_window(qtbot, tmp_path)
    dialog = ExportDialog(window, window, ask=Asked(tmp_path / "x.ics"))
    assert dialog.save()
    assert (tmp_path / "x.ics").exists()
    go_on.set()
    qtbot.waitUntil(lambda: dialog.list.isVisible(), timeout=20_000)
