"""Settings apply at once and are kept."""

from collections.abc import Iterator
from datetime import time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from fakes import FailingStore
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from ui.windows import open_window, texts

from companion.app import make_application
from companion.bootstrap import CITY_SETTING
from companion.clock import FixedClock, ShiftedClock, system_zone
from companion.models.quiet_hours import QuietHours
from companion.models.watching import SPEED_SETTING
from companion.sample import SAMPLE_NOW, sample_records
from companion.time_words import city, name_city, name_other_cities
from companion.ui import letters, preferences, theme
from companion.ui.add_course_page import EditCoursePage
from companion.ui.checklist_page import ChecklistPage
from companion.ui.dialogs.settings import Settings
from companion.ui.main_window import MainWindow
from companion.ui.widgets.choices import Segmented
from companion.workspace import Workspace

TIME, PLANNING, LOOK, KEYS, DATA = range(5)


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    yield
    letters.use(True)
    name_city("", "")
    name_other_cities({})
    theme.choose("light")


def opened(qtbot: QtBot, folder: Path, section: int = TIME) -> tuple[MainWindow, Settings]:
    window = open_window(qtbot, folder)
    return window, dialog_of(window, section)


def dialog_of(window: MainWindow, section: int = TIME) -> Settings:
    window.trigger("settings")
    dialog = window.findChild(Settings)
    assert dialog is not None
    QApplication.processEvents()
    dialog.list.setCurrentRow(section)
    return dialog


def choose(control: Segmented, key: str) -> None:
    places = [b for b in control.buttons() if getattr(b, "key", "") == key]
    places[0].click()


def test_the_name_of_the_city_is_the_one_that_the_start_reads() -> None:
    assert preferences.CITY == CITY_SETTING


def test_dark_is_dark_at_once_and_after_a_restart(qtbot: QtBot, tmp_path: Path) -> None:
    window, dialog = opened(qtbot, tmp_path, LOOK)
    choose(dialog.look.colors, "dark")
    assert theme.look().is_dark
    assert preferences.read(window.workspace).look == "dark"
    choose(dialog.look.colors, "light")
    assert not theme.look().is_dark


def test_text_size_is_chosen_by_keys(qtbot: QtBot, tmp_path: Path) -> None:
    _, dialog = opened(qtbot, tmp_path, LOOK)
    dialog.look.text_size.setFocus()
    qtbot.keyClick(dialog.look.text_size, Qt.Key.Key_Down)
    assert theme.look().text_size == 110


def test_twelve_hours_are_written_everywhere(qtbot: QtBot, tmp_path: Path) -> None:
    window, dialog = opened(qtbot, tmp_path)
    choose(dialog.time.hours, "12")
    assert window.sidebar.clocks.face.here == "12:40 pm"
    assert window.words().is_24h is False
    choose(dialog.time.hours, "24")
    assert window.sidebar.clocks.face.here == "12:40"


def test_weeks_begin_on_the_day_chosen(qtbot: QtBot, tmp_path: Path) -> None:
    window, dialog = opened(qtbot, tmp_path)
    assert window.words().first_weekday == 0
    choose(dialog.time.week_start, "sunday")
    assert window.words().first_weekday == 6
    dialog.close_overlay()
    window.go("week")
    assert "25 – 31 Oct" in texts(window)
    window.go("checklist")
    page = window.page()
    assert isinstance(page, ChecklistPage)
    first = page.view.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert first.startswith("This week, 25 October to 31 October")


def test_the_clock_that_leads_is_chosen(qtbot: QtBot, tmp_path: Path) -> None:
    window, dialog = opened(qtbot, tmp_path)
    assert [b.text() for b in dialog.time.lead.buttons()] == ["Berlin", "Eastern (ET)"]
    choose(dialog.time.lead, "course")
    assert window.leading_words().is_swapped
    assert window.sidebar.clocks.face.here == "07:40"


def test_a_city_is_pinned_and_let_go(qtbot: QtBot, tmp_path: Path) -> None:
    clock = ShiftedClock(SAMPLE_NOW)
    window = open_window(qtbot, tmp_path, clock=clock)
    dialog = dialog_of(window)
    place = dialog.time.place
    assert place.follow.text() == f"Follow this computer: {city(clock.zone.key)}"
    assert place.follow.isChecked()
    place.named.click()
    place.city.setText("bengaluru")
    place.city.editingFinished.emit()
    assert place.city.text() == "Bengaluru · Asia/Kolkata"
    assert window.workspace.clock.zone == ZoneInfo("Asia/Kolkata")
    assert window.workspace.setting(preferences.CITY) == "Asia/Kolkata"
    assert window.sidebar.clocks.face[:2] == ("17:10", "Bengaluru")
    assert window.sidebar.clocks.face.difference == "ET is 9 h 30 behind"
    assert dialog.time.lead.buttons()[0].text() == "Bengaluru"
    place.follow.click()
    assert window.workspace.setting(preferences.CITY) == ""
    assert window.workspace.clock.zone == system_zone()
    assert not place.city.isVisible()


def test_a_city_is_picked_from_the_list_that_follows_the_typing(
    qtbot: QtBot, tmp_path: Path
) -> None:
    window, dialog = opened(qtbot, tmp_path)
    field = dialog.time.place.city
    dialog.time.place.named.click()
    field.setFocus()
    field.textEdited.emit("osl")  # typed, it would open a popup, which offscreen has not
    completer = field.completer()
    assert completer is not None
    shown = completer.completionModel()
    assert shown.index(0, 0).data() == "Oslo, Norway · Europe/Oslo"
    field.setText(str(shown.index(0, 0).data(completer.completionRole())))
    field.picked.emit()
    assert field.text() == "Oslo · Europe/Oslo"
    assert window.workspace.clock.zone.key == "Europe/Oslo"


@pytest.mark.parametrize("typed", ["Atlantis", "/etc/passwd", "", "<b>Berlin", "United States"])
def test_what_is_no_city_is_refused_in_words(qtbot: QtBot, tmp_path: Path, typed: str) -> None:
    window, dialog = opened(qtbot, tmp_path)
    place = dialog.time.place
    place.named.click()
    before = window.workspace.clock.zone
    place.city.setText(typed)
    place.city.editingFinished.emit()
    assert place.error.text() == "Choose a city from the list, like Berlin or New York."
    assert window.workspace.clock.zone == before
    QApplication.processEvents()
    (sentence,) = [label for label in place.error.findChildren(QLabel) if label.text()]
    assert sentence.height() >= sentence.heightForWidth(sentence.width())  # none of it is cut


def test_second_and_third_clock_are_chosen_and_let_go(qtbot: QtBot, tmp_path: Path) -> None:
    window, dialog = opened(qtbot, tmp_path)
    for choice, name in ((dialog.time.second, "Lyon"), (dialog.time.third, "Nagoya")):
        choice.named.click()
        choice.city.setText(name)
        choice.city.editingFinished.emit()
    face = window.sidebar.clocks.face
    assert (face.there_label, face.third_label) == ("Lyon", "Nagoya")
    assert dialog.time.lead.buttons()[1].text() == "Lyon"
    dialog.time.second.follow.click()
    dialog.time.third.follow.click()
    face = window.sidebar.clocks.face
    assert (face.there_label, face.third_label) == ("Eastern (ET)", "")


def test_quiet_hours_are_kept_and_wrong_ones_are_refused(qtbot: QtBot, tmp_path: Path) -> None:
    window, dialog = opened(qtbot, tmp_path, PLANNING)
    page = dialog.planning
    assert (page.starts.text(), page.ends.text()) == ("23:00", "07:00")
    page.ends.setText("6.30")
    page.ends.editingFinished.emit()
    kept = QuietHours(time(23), time(6, 30))
    assert preferences.quiet_hours(window.workspace) == kept
    page.starts.setText("late")
    page.starts.editingFinished.emit()
    assert page.error.text() == "Use a time from 00:00 to 23:59, or 6:30 pm."
    assert preferences.quiet_hours(window.workspace) == kept


def test_the_course_form_warns_by_the_students_quiet_hours(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot, tmp_path)
    course = next(c for c in window.workspace.schedule.courses if c.code == "CP")
    window.keep(preferences.QUIET, "21:00-06:00")
    window.go("edit-course", course.id)
    page = window.page()
    assert isinstance(page, EditCoursePage)
    told = page.form.attend.warning.text()
    assert "is inside your quiet hours (21:00–06:00)." in told


def test_the_speed_of_recordings_is_kept(qtbot: QtBot, tmp_path: Path) -> None:
    window, dialog = opened(qtbot, tmp_path, PLANNING)
    choose(dialog.planning.speed, "1.25")
    assert window.workspace.setting(SPEED_SETTING) == "1.25"


def test_single_letters_are_switched_off_for_good(qtbot: QtBot, tmp_path: Path) -> None:
    window, dialog = opened(qtbot, tmp_path, KEYS)
    dialog.keys.letters.click()
    dialog.close_overlay()
    window.setFocus()
    for key in (Qt.Key.Key_4, Qt.Key.Key_N, Qt.Key.Key_E, Qt.Key.Key_Question):
        qtbot.keyClick(window, key)
        assert window.place().key == "today"
    assert not window.leading_words().is_swapped
    assert [row.face.hint for row in window.sidebar.rows()[:4]] == ["", "", "", ""]
    qtbot.keyClick(window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    assert window.findChildren(Settings)
    again = MainWindow(window.workspace)
    qtbot.addWidget(again)
    again.complete()
    assert again.actions_by_id["quick-add"].shortcuts() == []
    assert [k.toString() for k in again.actions_by_id["keys"].shortcuts()] == ["F1"]


def test_single_letters_come_back_at_once(qtbot: QtBot, tmp_path: Path) -> None:
    window, dialog = opened(qtbot, tmp_path, KEYS)
    dialog.keys.letters.click()
    assert "Checklist" not in texts(dialog.keys)  # a key list without its key
    dialog.keys.letters.click()
    assert "Checklist" in texts(dialog.keys)
    dialog.close_overlay()
    qtbot.keyClick(window, Qt.Key.Key_4)
    assert window.place().key == "checklist"


def test_the_data_folder_is_shown_and_opened(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, dialog = opened(qtbot, tmp_path, DATA)
    asked: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", asked.append)
    qtbot.mouseClick(dialog.data.open_folder, Qt.MouseButton.LeftButton)
    assert [Path(url.toLocalFile()) for url in asked] == [tmp_path]
    assert str(tmp_path) in texts(dialog)


def test_a_choice_that_cannot_be_stored_is_told_and_not_taken(qtbot: QtBot, tmp_path: Path) -> None:
    make_application()
    store = FailingStore(tmp_path / "companion.db")
    store.fill(sample_records())
    clock = FixedClock(SAMPLE_NOW, ZoneInfo("Europe/Berlin"))
    window = MainWindow(Workspace(store, clock, tmp_path))
    window.destroyed.connect(store.close)
    qtbot.addWidget(window)
    window.show()
    dialog = dialog_of(window)
    store.code = "disk_full"
    choose(dialog.time.hours, "12")
    assert window.words().is_24h
    assert dialog.time.hours.current() == "system"
    assert len(window.stage.notices()) == 1
    store.code = None


def test_sections_and_controls_are_reached_by_keys_and_seen(qtbot: QtBot, tmp_path: Path) -> None:
    window, dialog = opened(qtbot, tmp_path)
    window.resize(960, 600)
    QApplication.processEvents()
    assert QApplication.focusWidget() is dialog.list
    qtbot.keyClick(dialog.list, Qt.Key.Key_Down)
    assert dialog.pages.currentIndex() == PLANNING
    qtbot.keyClick(dialog.list, Qt.Key.Key_Up)
    reached: list[QWidget] = []
    for _ in range(20):
        dialog.focusNextPrevChild(True)
        now = QApplication.focusWidget()
        assert now is not None
        assert dialog.isAncestorOf(now)
        if dialog.time.isAncestorOf(now):
            assert not now.visibleRegion().isEmpty()
            reached.append(now)
    wanted = {
        dialog.time.place.named,
        dialog.time.third.follow,
        dialog.time.week_start.buttons()[2],
    }
    assert wanted & set(reached)
    assert dialog.time.week_start.isAncestorOf(reached[-1]) or len(set(reached)) > 6


def test_every_control_has_a_name(qtbot: QtBot, tmp_path: Path) -> None:
    _, dialog = opened(qtbot, tmp_path)
    for section, page in enumerate(
        (dialog.time, dialog.planning, dialog.look, dialog.keys, dialog.data)
    ):
        dialog.list.setCurrentRow(section)
        QApplication.processEvents()
        for widget in page.findChildren(QWidget):
            takes_keys = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            if takes_keys and widget.isVisible():
                text = getattr(widget, "text", str)()
                assert widget.accessibleName() or text, widget


def test_esc_closes_it(qtbot: QtBot, tmp_path: Path) -> None:
    _, dialog = opened(qtbot, tmp_path)
    with qtbot.waitSignal(dialog.closed):
        qtbot.keyClick(dialog.list, Qt.Key.Key_Escape)
